"""From an award to its OpenBadgeCredential: pure composition, and the signature."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from arouez.days import months_later
from arouez.ids import new_secret_code
from arouez.network.profiles import issuer_profile
from arouez.openbadges import keys, model
from arouez.openbadges.proofs.template import sign_alike

from . import status
from .models import Achievement, Award

BADGE_TYPE = "Badge"  # achievementType, from the OB 3.0 enumeration


@dataclass(frozen=True)
class Carried:
    """The endorsements that travel in a credential: others' credentials, signed already."""

    achievement: Sequence[dict] = ()
    issuer: Sequence[dict] = ()


def signed_document(award: Award, key: keys.SigningKey, carried: Carried) -> str:
    """The credential of an award about to be saved, signed, as the text that will be served for ever."""
    composed = compose_credential(award, *_new_subject(award), carried)
    unsigned = replace(composed, status=status.entry(award.status_list, award.status_index)).to_json()
    return json.dumps(sign_alike(unsigned, key, created=award.awarded_at), ensure_ascii=False, separators=(",", ":"))


def compose_credential(
    award: Award, subject: str, identifiers: Sequence[model.IdentityObject], carried: Carried = Carried()
) -> model.OpenBadgeCredential:
    """What an award says of whoever is `subject` in it, and is recognised by `identifiers`."""
    return model.OpenBadgeCredential(
        id=award.url,
        issuer=issuer_profile(award.awarder, carried.issuer),
        valid_from=award.awarded_at,
        valid_until=award.valid_until,
        name=award.achievement.name,
        subject=model.AchievementSubject(
            id=subject,
            identifiers=identifiers,
            profile=issuer_profile(award.organisation) if award.organisation else None,
            achievement=achievement_object(award.achievement, carried.achievement),
            narrative=local_narrative(award),
        ),
        evidence=tuple(_evidence(award)),
    )


def issued_credential(award: Award) -> model.OpenBadgeCredential:
    """The same of the same subject as in the document that was signed, for other words than those of OB 3.0."""
    subject = json.loads(award.document)["credentialSubject"]
    return compose_credential(
        award, subject["id"], [*map(model.IdentityObject.from_json, subject.get("identifier", []))]
    )


def _new_subject(award: Award) -> tuple[str, list[model.IdentityObject]]:
    """The person, named by nothing but a number and the salted hash of their address, if they have one.

    A structure is public: it is named by its DID.
    """
    identifiers = []
    if award.recipient_email:
        identifiers.append(model.IdentityObject.hashed_email(award.recipient_email, salt=new_secret_code()))
    return award.organisation.issuer.did if award.organisation else uuid.uuid4().urn, identifiers


def achievement_object(achievement: Achievement, endorsements: Sequence[dict] = ()) -> model.Achievement:
    """The Achievement as it travels in credentials and is served at its own address."""
    return model.Achievement(
        id=achievement.url,
        name=achievement.name,
        description=achievement.description,
        achievement_type=BADGE_TYPE,
        criteria=model.Criteria(id=achievement.url, narrative=criteria_narrative(achievement)),
        creator=issuer_profile(achievement.owner),
        image=model.Image(id=achievement.image_url, caption=achievement.name),
        tags=tuple(achievement.tags),
        alignments=tuple(
            model.Alignment(
                target_name=alignment["name"],
                target_url=alignment["url"],
                target_framework=alignment.get("framework"),
                target_code=alignment.get("code"),
            )
            for alignment in achievement.alignments
        ),
        in_language=achievement.language,
        endorsements=endorsements,
    )


def criteria_narrative(achievement: Achievement) -> str:
    """The criteria as Markdown, the safety ones starred."""
    return "\n".join(
        f"- {'★ ' if criterion['safety'] else ''}{criterion['text']}" for criterion in achievement.criteria
    )


def local_narrative(award: Award) -> str | None:
    """What was seen besides the criteria of the badge, as Markdown: whoever reads it elsewhere knows who asked it."""
    if not award.local_criteria:
        return None
    seen = [f"- {'★ ' if criterion['safety'] else ''}{criterion['text']}" for criterion in award.local_criteria]
    return "\n".join([f"{award.awarder}, en plus :", "", *seen])


def validity_end(achievement: Achievement, start: datetime) -> datetime | None:
    """`start` plus the badge's validity in months, or None when it has no end; the 31st becomes the last day."""
    if achievement.validity_months is None:
        return None
    return months_later(start, achievement.validity_months)


def _evidence(award: Award):
    for place, item in enumerate(award.evidence):
        match item["kind"]:
            case "text":
                yield model.Evidence(narrative=item["text"])
            case "link":
                yield model.Evidence(id=item["url"], name=item.get("text") or item["url"])
            case "photo":
                address = reverse("credentials:evidence", args=[award.public_id, place])
                yield model.Evidence(id=settings.BASE_URL + address, name=item.get("text") or "Photo", genre="Photo")
