"""An award in the words of Open Badges 2.0: a hosted assertion, the payload of a signed one, what they refer to.

In 2.0 a badge class has one issuer, where we tell creator from issuer: a badge is a class of its own for each
structure that gave it.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.network.models import Issuer, SigningKey
from arouez.network.ob2 import issuer_url, key_url
from arouez.openbadges import ob2

from .credentials import achievement_object, issued_credential
from .models import Achievement, Award, AwardForm


def assertion_url(award: Award) -> str:
    """The hosted Assertion's `id`."""
    return settings.BASE_URL + reverse("ob2-assertion", args=[award.public_id])


def badge_class_url(issuer: Issuer, achievement: Achievement) -> str:
    """The BadgeClass's `id`."""
    return settings.BASE_URL + reverse("ob2-badge-class", args=[issuer.public_id, achievement.public_id])


def hosted_assertion(award: Award) -> dict:
    """The Assertion that is true as long as it is published; of a revoked award, what is left to publish.

    Raises DomainError `form.no_address`, as `assertion_to_sign` does.
    """
    _require_address(award)
    if award.is_revoked:
        return ob2.compose_revoked(id=assertion_url(award), reason=award.revocation.reason)
    badge = badge_class_url(award.awarder.issuer, award.achievement)
    return ob2.compose_assertion(issued_credential(award), id=assertion_url(award), badge=badge)


def assertion_to_sign(award: Award, key: SigningKey) -> dict:
    """The Assertion for a signature by `key`. Its id is no address: it is verified without being published."""
    _require_address(award)
    return ob2.compose_assertion(
        issued_credential(award),
        id=_signed_id(award.url),
        badge=badge_class_url(award.awarder.issuer, award.achievement),
        creator=key_url(key),
    )


def badge_class(achievement: Achievement, issuer: Issuer) -> dict:
    """The BadgeClass of `achievement` as `issuer` gives it."""
    return ob2.compose_badge_class(
        achievement_object(achievement), id=badge_class_url(issuer, achievement), issuer=issuer_url(issuer)
    )


def revocation_list(issuer: Issuer) -> dict:
    """The RevocationList: the signed assertions whose award was revoked. Their reasons are for who sees the badge."""
    revoked = AwardForm.objects.filter(
        form=AwardForm.Form.OB2, key__issuer=issuer, award__revocation__isnull=False
    ).order_by("award_id")
    return ob2.compose_revocation_list(
        [(_signed_id(_award_url(public_id)), None) for public_id in revoked.values_list("award__public_id", flat=True)],
        id=settings.BASE_URL + reverse("ob2-revocations", args=[issuer.public_id]),
        issuer=issuer_url(issuer),
    )


def _require_address(award: Award) -> None:
    if not award.recipient_email:
        raise DomainError("form.no_address", _("Ce badge n’a pas d’adresse e-mail : Open Badges 2.0 en demande une."))


def _award_url(public_id: str) -> str:
    return Award(public_id=public_id).url


def _signed_id(award_url: str) -> str:
    """Always the same for one award, so that the list of revoked ones can name it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, award_url).urn
