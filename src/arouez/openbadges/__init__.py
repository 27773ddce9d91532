"""Open Badges in Python: issue, carry, verify. Stands on its own: it knows nothing of the site.

from arouez.openbadges import model, keys, sign, verify

key = keys.SigningKey.generate()
badge = model.OpenBadgeCredential(id=…, issuer=model.Profile(id=key.controller, …), …)
signed = sign(badge.to_json(), key, created=now)
verdict = verify(signed, documents=documents.Web(), at=now)
"""

from .checks import Check, Verdict
from .proofs import sign, verify_proof
from .verification import verify

__all__ = ["Check", "Verdict", "sign", "verify", "verify_proof"]
