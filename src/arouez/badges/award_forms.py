"""The other signed forms of an award: made when they are first asked for, then kept as they are."""

from __future__ import annotations

import json
from datetime import datetime

from arouez.network.keystore import Purpose, active_key, unlock
from arouez.openbadges.ob2 import sign_assertion
from arouez.openbadges.proofs import sign_jwt

from .models import Award, AwardForm
from .ob2 import assertion_to_sign

Form = AwardForm.Form


def signed_form(award: Award, form: Form, now: datetime) -> str:
    """The award as a compact JWS. Raises DomainError `form.no_address` for what 2.0 cannot say."""
    kept = AwardForm.objects.filter(award=award, form=form).first()
    return (kept or _make(award, form, now)).document


def _make(award: Award, form: Form, now: datetime) -> AwardForm:
    key = active_key(award.awarder.issuer, Purpose.TOKEN, now)
    if form == Form.OB2:
        document = sign_assertion(assertion_to_sign(award, key), unlock(key))
    else:
        unsigned = json.loads(award.document)
        del unsigned["proof"]
        document = sign_jwt(unsigned, unlock(key), kid=key.url)
    # whoever else asked at the same time made the same one
    made, _created = AwardForm.objects.get_or_create(
        award=award, form=form, defaults={"key": key, "document": document, "made_at": now}
    )
    return made
