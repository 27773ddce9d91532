"""Who may award a badge of a network: a structure whose signature of the charter is in force, by a person it mandates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from arouez.charter.models import Signature, Suspension
from arouez.days import last_day_of
from arouez.errors import DomainError
from arouez.network.models import Network, Structure
from arouez.people.models import Person

from .models import Achievement, Mandate


def columns(achievement: Achievement, structure: Structure, person: Person, now: datetime) -> dict[str, Subquery]:
    """For a query that asks for more: the keys of the `signature` and of the `mandate` that give the right now, or None."""
    signatures = Signature.objects.in_force_at(now).filter(structure=structure, version__network=achievement.network_id)
    mandates = Mandate.objects.running_at(now).filter(structure=structure, achievement=achievement, person=person)
    return {
        "signature": Subquery(signatures.order_by("-version__number").values("pk")[:1]),
        "mandate": Subquery(mandates.values("pk")[:1]),
    }


@dataclass(frozen=True)
class Rights:
    """What a person and their structure have that could give the right to award, and had; to say why not."""

    structure: Structure
    now: datetime
    signatures: list[Signature]
    """Of any network and version, the latest signed first; mandates likewise."""
    suspensions: list[Suspension]
    mandates: list[Mandate]

    @classmethod
    def of(cls, person: Person, structure: Structure, now: datetime) -> Rights:
        """In three queries, however many badges there are."""
        signatures = Signature.objects.filter(structure=structure).select_related("version")
        mandates = Mandate.objects.filter(structure=structure, person=person).order_by("-starts_at", "-pk")
        suspensions = Suspension.objects.filter(structure=structure, lifted_at=None)
        return cls(structure, now, list(signatures), list(suspensions), list(mandates))

    def refusal(self, achievement: Achievement) -> DomainError | None:
        """Why the badge cannot be awarded, and what to do about it; None when it can."""
        if achievement.network is None:
            return None
        return self._of_charter(achievement.network) or self._of_mandate(achievement)

    def _of_charter(self, network: Network) -> DomainError | None:
        for suspension in self.suspensions:
            if suspension.network_id == network.pk:
                return _refused(
                    "charter.suspended",
                    _("Le label de votre structure est suspendu depuis le %(day)s : « %(reason)s ». La coordination peut lever cette suspension."),
                    day=_day(suspension.since), reason=suspension.reason,
                )  # fmt: skip
        signed = [signature for signature in self.signatures if signature.version.network_id == network.pk]
        if not signed:
            return _refused(
                "charter.not_signed",
                _("Votre structure n’a pas signé la charte-label de %(network)s. Un·e responsable peut la signer."),
                network=network,
            )
        last = max(signed, key=lambda signature: (signature.withdrawn_at is None, signature.version.number))
        if last.withdrawn_at:
            return _refused(
                "charter.withdrawn",
                _("La signature de la charte-label par votre structure est retirée depuis le %(day)s."),
                day=_day(last.withdrawn_at),
            )
        if last.version.lapses_at and last.version.lapses_at <= self.now:
            return _refused(
                "charter.lapsed",
                _("Votre structure n’a plus le label depuis la fin du %(day)s : la version %(number)s de la charte ne vaut plus. Un·e responsable peut signer la nouvelle."),
                day=_last_day(last.version.lapses_at), number=last.version.number,
            )  # fmt: skip
        return None

    def _of_mandate(self, achievement: Achievement) -> DomainError | None:
        own = [mandate for mandate in self.mandates if mandate.achievement_id == achievement.pk]
        if any(mandate.is_running_at(self.now) for mandate in own):
            return None
        if not own:
            return _refused(
                "mandate.none",
                _("Vous n’avez pas de mandat pour remettre « %(badge)s ». Un·e responsable de votre structure peut vous nommer."),
                badge=achievement,
            )  # fmt: skip
        last = own[0]
        if last.withdrawn_at:
            return _refused(
                "mandate.withdrawn",
                _("Votre mandat pour ce badge est retiré depuis le %(day)s."),
                day=_day(last.withdrawn_at),
            )
        if last.starts_at > self.now:
            return _refused(
                "mandate.not_yet", _("Votre mandat pour ce badge commence le %(day)s."), day=_day(last.starts_at)
            )
        return _refused(
            "mandate.over",
            _("Votre mandat pour ce badge s’est terminé à la fin du %(day)s. Un·e responsable peut le renouveler."),
            day=_last_day(last.ends_at),
        )


def structures_where(person: Person, achievement: Achievement, now: datetime) -> QuerySet[Structure]:
    """The structures in whose name the person has the right to award a badge of a network."""
    mandates = Mandate.objects.running_at(now).filter(achievement=achievement, person=person)
    signatures = Signature.objects.in_force_at(now).filter(version__network=achievement.network_id)
    return Structure.objects.filter(pk__in=mandates.values("structure")).filter(pk__in=signatures.values("structure"))


def _refused(code: str, sentence: Any, **words: Any) -> DomainError:
    return DomainError(code, sentence % words)


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "SHORT_DATE_FORMAT")


def _last_day(deadline: datetime) -> str:
    return date_format(last_day_of(deadline), "SHORT_DATE_FORMAT")
