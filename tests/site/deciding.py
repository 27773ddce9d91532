"""What a network decided, without the days it takes: the rows that a consent round, a signature and a mandate leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from arouez.badges.models import Achievement, Mandate, Picture
from arouez.canvases.models import Canvas, Round, Version, Voice
from arouez.charter.models import CharterVersion, Signature
from arouez.ids import new_public_id
from arouez.network.models import Issuer, Network, Structure
from arouez.people.models import Person

LONG_AGO = datetime(2020, 1, 6, tzinfo=UTC)


def network_badge(network: Network, *, by: Person, now: datetime, picture: Picture, **fields: Any) -> Achievement:
    """A published badge of the network, and the canvas that it comes of."""
    badge = Achievement(
        public_id=new_public_id(), creator=network.issuer, network=network, published_at=now, created_at=now, **fields
    )
    canvas = Canvas.objects.create(
        network=network, title=badge.name, created_by=by, created_at=now, changed_at=now, state=Canvas.State.CONSENT
    )
    version = Version.objects.create(canvas=canvas, number=1, texts={"title": badge.name}, made_by=by, made_at=now)
    round = Round.objects.create(
        canvas=canvas, number=1, version=version, opened_by=by, opened_at=now - timedelta(days=9), deadline=now,
        voter_count=1, quorum=1,
    )  # fmt: skip
    Voice.objects.create(round=round, structure=_founder(), position="consent", given_by=by, given_at=now)
    round.closed_at, round.outcome = now, Round.Outcome.ADOPTED
    round.save(update_fields=["closed_at", "outcome"])
    canvas.state, canvas.adopted_version, canvas.adopted_at = Canvas.State.PUBLISHED, version, now
    canvas.badge_id, canvas.published_at = badge.public_id, now
    canvas.save()
    badge.save()
    picture.achievement = badge
    picture.save()
    return badge


def entitle(structure: Structure, badge: Achievement, *people: Person) -> None:
    """Have a structure the right to award the badge, by these people, since long ago."""
    text = {"text": "# Charte", "text_sha256": sha256(b"# Charte").hexdigest()}
    network, first = badge.network, {"published_by": people[0], "published_at": LONG_AGO, **text}
    version, _new = CharterVersion.objects.get_or_create(network=network, number=1, defaults=first)
    Signature.objects.create(
        version=version, structure=structure, text_sha256=version.text_sha256, signed_by=people[0], signed_at=LONG_AGO,
        representative_name="Anna Le Bras", representative_role="présidente", representative_email="anna@example.org",
    )  # fmt: skip
    for person in people:
        Mandate.objects.create(
            structure=structure, achievement=badge, person=person, starts_at=LONG_AGO, named_by=people[0],
            named_at=LONG_AGO,
        )  # fmt: skip


def _founder() -> Structure:
    """Who consented, and is in no network since."""
    found = Structure.objects.filter(slug="fondatrice").first()
    return found or Structure.objects.create(issuer=Issuer.objects.create(), slug="fondatrice", name="La Fondatrice")
