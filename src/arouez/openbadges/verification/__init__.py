"""Judging a badge: every check by name, in the standard's order (OB 3.0 §8 "Verification").

    verdict = verify(badge, documents=Web(), at=now, recipient="nolwenn@example.org")
    verdict.valid, verdict.checks

`reading` finds the badge in what was given; `credential` judges OB 3.0 and other Verifiable Credentials,
`contained` what they carry; `presentation` is for what a holder shows. Open Badges 1 and 2 are judged by `ob2`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .. import ob2, strict_json
from ..checks import Check, Verdict
from ..documents import Documents, Remembering
from ..errors import OpenBadgesError
from ..proofs import Expected
from .case import Case
from .credential import judge, refuse
from .presentation import Presentation, judge_presentation
from .reading import Earlier, read

__all__ = ["Check", "Verdict", "verify", "verify_presentation"]


def verify(
    badge: dict[str, Any] | str | bytes,
    *,
    documents: Documents,
    at: datetime,
    recipient: str | None = None,
) -> Verdict:
    """Judge a badge as of `at`, fetching keys, status lists and what it links to from `documents` only.

    `badge` is JSON (parsed or not), a compact JWS, a baked PNG or SVG, or the address of any of these; of any
    generation of Open Badges.
    `recipient` is whom it should have been awarded to: an e-mail address, or another identity.
    Never raises for what is wrong with the badge: that is in the verdict.
    """
    remembering = Remembering(documents)
    try:
        given = read(badge, remembering)
    except OpenBadgesError as error:
        return refuse(error)
    if isinstance(given, Earlier):
        return ob2.judge(given.badge, remembering, at, recipient, given.address)
    return judge(Case(given, remembering, at, recipient))


def verify_presentation(
    presentation: dict[str, Any],
    *,
    documents: Documents,
    at: datetime,
    challenge: str | None = None,
    domain: str | None = None,
) -> Verdict:
    """Judge a Verifiable Presentation and all that it presents, as of `at`.

    `challenge` and `domain` are what the verifier asked it to be made for; None if it did not ask.
    """
    domains = None if domain is None else frozenset({domain})
    try:
        strict_json.check_value(presentation)
    except OpenBadgesError as error:
        return refuse(error)
    expected = Expected("authentication", domains, challenge)
    return judge_presentation(Presentation(presentation, Remembering(documents), at, expected=expected))
