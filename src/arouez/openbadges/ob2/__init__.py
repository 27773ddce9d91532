"""Open Badges 2.0: judged, and written. Those of 0.5 to 1.1 are read, and upgraded to 2.0.

    verdict = judge(assertion, documents=Web(), at=now, recipient="nolwenn@example.org")
    document = upgrade(badge_of_2012, address="https://fab.example/badges/7.json")

`judging` lists the checks; what they rest on is a module each: `classes` (the shape), `links` (who speaks for an
address), `hosting` and `scope` (a published badge), `signatures` (a signed one), `revocation`, `extensions`.
`compose` writes.
"""

from .compose import (
    compose_assertion,
    compose_badge_class,
    compose_issuer,
    compose_key,
    compose_revocation_list,
    compose_revoked,
    sign_assertion,
)
from .judging import STEPS, judge
from .upgrade import upgrade
from .versions import version_of

__all__ = [
    "STEPS",
    "compose_assertion",
    "compose_badge_class",
    "compose_issuer",
    "compose_key",
    "compose_revocation_list",
    "compose_revoked",
    "judge",
    "sign_assertion",
    "upgrade",
    "version_of",
]
