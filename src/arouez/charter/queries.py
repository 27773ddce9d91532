"""What is read often of the charter: who has the label, on any day; the draft of the text to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from arouez.network.models import Network, Structure

from . import markdown
from .models import CharterVersion, Remark, Signature, Suspension, Wording

STARTING_TEXT = Path(__file__).with_name("starting_text.md").read_text(encoding="utf-8").strip()
"""What a network that has no charter begins with."""


def label_of(structure: Structure, network: Network, at: datetime) -> Signature | None:
    """The signature that gives the structure the network's label at that moment, of the latest version it signed."""
    signatures = Signature.objects.in_force_at(at).filter(structure=structure, version__network=network)
    return signatures.select_related("version__network").order_by("-version__number").first()


def labelled_structures(network: Network, at: datetime) -> QuerySet[Structure]:
    """The structures that have the network's label at that moment, by name."""
    in_force = Signature.objects.in_force_at(at).filter(version__network=network)
    return Structure.objects.filter(pk__in=in_force.values("structure")).order_by("name")


def latest_version(network: Network) -> CharterVersion | None:
    """The version that structures sign; None while the network has no charter."""
    return CharterVersion.objects.select_related("network").filter(network=network, lapses_at=None).first()


def still_to_sign(version: CharterVersion) -> QuerySet[Structure]:
    """The structures that signed `version`, have not left, and have not signed the latest one."""
    staying = Signature.objects.filter(withdrawn_at=None)
    latest = staying.filter(version__network=version.network_id, version__lapses_at=None)
    return (
        Structure.objects.filter(pk__in=staying.filter(version=version).values("structure"))
        .exclude(pk__in=latest.values("structure"))
        .order_by("name")
    )


def suspension_of(structure: Structure, network: Network) -> Suspension | None:
    """What holds back the structure's label now."""
    return Suspension.objects.filter(structure=structure, network=network, lifted_at=None).first()


def signatures_of(structure: Structure, network: Network) -> QuerySet[Signature]:
    """All that the structure signed, the last one first."""
    signatures = Signature.objects.filter(structure=structure, version__network=network)
    return signatures.select_related("version__network", "signed_by", "withdrawn_by").order_by("-signed_at", "-pk")


def remarks(network: Network, prepares: int) -> QuerySet[Remark]:
    """What was said of the draft of version `prepares`."""
    return Remark.objects.filter(network=network, prepares=prepares).select_related("author", "settled_by")


@dataclass(frozen=True)
class Draft:
    """What version `prepares` would say as it is now: its wording `number`, 0 for the text that it begins from."""

    prepares: int
    number: int
    text: str
    last: Wording | None

    @property
    def base(self) -> tuple[int, int]:
        """What whoever read it writes on top of."""
        return self.prepares, self.number

    @property
    def headings(self) -> list[str]:
        return [section.heading for section in markdown.sections(self.text) if section.heading]


def draft_of(network: Network) -> Draft:
    """The draft as it is now."""
    latest = latest_version(network)
    prepares = latest.number + 1 if latest else 1
    wordings = Wording.objects.filter(network=network, prepares=prepares).select_related("author")
    last = wordings.order_by("-number").first()
    text = last.text if last else _beginning(latest)
    return Draft(prepares, last.number if last else 0, text, last)


def text_read(network: Network, base: tuple[int, int]) -> str:
    """What the draft said to whoever opened it as `base`; "" when it never said anything by that name."""
    prepares, number = base
    if number:
        wording = Wording.objects.filter(network=network, prepares=prepares, number=number).first()
        return wording.text if wording else ""
    return _beginning(CharterVersion.objects.filter(network=network, number=prepares - 1).first())


def _beginning(latest: CharterVersion | None) -> str:
    return latest.text if latest else STARTING_TEXT
