"""What gives the label, holds it back and ends it. One transaction each; each asks who may before it acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.days import deadline_of, months_later
from arouez.errors import DomainError
from arouez.network import journal as network_journal
from arouez.network.models import Network, Structure
from arouez.network.perms import membership, require_coordinator, require_manager
from arouez.people.models import Person

from . import drafting, journal, mails, queries
from .models import CharterVersion, Signature, Suspension
from .signals import label_ended, label_given

Act = journal.Act

MONTHS_TO_SIGN = 6
"""How long structures usually have to read a new version and sign it."""
LONGEST = timedelta(days=2 * 366)


# ---------------------------------------------------------------- versions


@transaction.atomic
def publish_version(
    network: Network,
    *,
    by: Person,
    now: datetime,
    lapses_on: date | None = None,
    base: tuple[int, int] | None = None,
) -> CharterVersion:
    """Make the draft the charter's next version.

    Signatures of the last one cease to be in force at the end of `lapses_on`, a day from tomorrow on, by default in
    six months; a first version has none to end. With `base` (`Draft.base`), only the draft that was read is published.
    """
    require_coordinator(by, network)
    drafting.lock(network)
    draft, last = queries.draft_of(network), queries.latest_version(network)
    if base not in (None, draft.base):
        raise DomainError(
            "charter.draft_changed",
            _("Le texte a changé depuis que vous l’avez relu. Relisez-le, puis publiez."),
        )
    last_day = lapses_on or usual_last_day(now)
    if last:
        _end_in_time(last, draft.text, last_day, now)
    version = CharterVersion.objects.create(
        network=network,
        number=draft.prepares,
        text=draft.text,
        text_sha256=sha256(draft.text.encode()).hexdigest(),
        published_by=by,
        published_at=now,
    )
    detail = {"to_sign_by": last_day.isoformat()} if last else {}
    network_journal.write(network, Act.PUBLISHED, version, by=by, now=now, **detail)
    return version


def usual_last_day(now: datetime) -> date:
    """The last day to sign a version published now, unless the coordination says otherwise."""
    return months_later(timezone.localdate(now), MONTHS_TO_SIGN)


def _end_in_time(last: CharterVersion, new_text: str, last_day: date, now: datetime) -> None:
    """Say until when signatures of the last version are in force, and have the clock see to it."""
    if new_text == last.text:
        raise DomainError("charter.same_text", _("Ce texte est déjà celui de la version en vigueur."))
    today = timezone.localdate(now)
    if not today < last_day <= today + LONGEST:
        raise DomainError(
            "charter.bad_last_day", _("Le dernier jour pour signer va de demain à dans deux ans. Choisissez-en un.")
        )
    last.lapses_at = deadline_of(last_day)
    last.save(update_fields=["lapses_at"])
    mails.announce_version.enqueue(last.pk)
    for moment in mails.reminders_of(last, since=now):
        mails.remind.using(run_after=moment).enqueue(last.pk)
    lapse_when_due.using(run_after=last.lapses_at).enqueue(last.pk)


@transaction.atomic
def lapse(version: CharterVersion, *, now: datetime) -> CharterVersion:
    """Tell those whose label ended because they had not signed the next version. Nothing before that, nothing twice."""
    version = CharterVersion.objects.select_for_update(of=("self",)).select_related("network").get(pk=version.pk)
    if version.lapses_at is None or now < version.lapses_at or version.lapse_told_at:
        return version
    version.lapse_told_at = now
    version.save(update_fields=["lapse_told_at"])
    until_then = Signature.objects.in_force_at(version.lapses_at - timedelta(microseconds=1)).filter(version=version)
    for signature in until_then.select_related("structure"):
        structure = _lock(signature.structure)
        if queries.label_of(structure, version.network, now) is None:
            reason = str(_("La version %(number)s de la charte-label a cessé de valoir.") % {"number": version.number})
            journal.write(version.network, structure, Act.LAPSED, by=None, now=now, version=version.number)
            _tell_ended(structure, version.network, reason, by=None, now=now)
            mails.tell(structure, version.network, "lapsed")
    return version


@task()
def lapse_when_due(version_id: int) -> None:
    """Tell those whose label ends with the version, at that moment."""
    lapse(CharterVersion.objects.get(pk=version_id), now=timezone.now())


def resume() -> int:
    """Queue again the end of every version that nobody was told of; how many. For a worker that starts."""
    ending = CharterVersion.objects.filter(lapses_at__isnull=False, lapse_told_at=None)
    for version in ending:
        lapse_when_due.using(run_after=version.lapses_at).enqueue(version.pk)
    return len(ending)


# ---------------------------------------------------------------- signing


@transaction.atomic
def sign(
    version: CharterVersion,
    structure: Structure,
    *,
    representative_name: str,
    representative_role: str,
    representative_email: str,
    by: Person,
    now: datetime,
    shows_name: bool = False,
) -> Signature:
    """Sign for a structure. The site asks the representative for a code first (`signing`); this does not.

    A structure whose label is suspended signs, and has the label once that is lifted.
    """
    network = require_may_sign(version, structure, by=by)
    structure = _lock(structure)
    signature = Signature.objects.create(
        version=version,
        structure=structure,
        text_sha256=version.text_sha256,
        signed_by=by,
        signed_at=now,
        shows_name=shows_name,
        **representative(representative_name, representative_role, representative_email),
    )
    journal.write(network, structure, Act.SIGNED, by=by, now=now, version=version.number)
    _tell_given(structure, network, by=by, now=now)
    return signature


def require_may_sign(version: CharterVersion, structure: Structure, *, by: Person) -> Network:
    """A manager signs for their structure, which is of the network, the latest version, once. Holds the version until the end of the transaction."""
    require_manager(by, structure)
    version = CharterVersion.objects.select_for_update(of=("self",)).select_related("network").get(pk=version.pk)
    if not version.network.structures.filter(pk=structure.pk).exists():
        raise DomainError("charter.not_of_the_network", _("Cette structure ne fait pas partie de ce réseau."))
    if version.lapses_at:
        raise superseded()
    if version.signatures.filter(structure=structure, withdrawn_at=None).exists():
        raise DomainError("charter.already_signed", _("Votre structure a déjà signé cette version."))
    return version.network


def superseded() -> DomainError:
    """What to say to who signs a version that is not the latest any more."""
    return DomainError(
        "charter.superseded",
        _("Une nouvelle version de la charte a paru entre-temps. Lisez-la : c’est elle qui se signe."),
    )


def representative(name: str, role: str, email: str) -> dict[str, str]:
    """Who signs for a structure, as columns. Raises DomainError when something is missing."""
    name, role, email = name.strip(), role.strip(), email.strip().lower()
    if not (name and role):
        raise DomainError("charter.nobody", _("Dites qui signe, et à quel titre."))
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError("charter.bad_email", _("Cette adresse e-mail n’est pas complète.")) from None
    return {"representative_name": name, "representative_role": role, "representative_email": email}


@transaction.atomic
def show_representative(signature: Signature, *, by: Person, shown: bool) -> Signature:
    """Make the representative's name public, as they agreed, or take it back. At any time, even after the end."""
    require_manager(by, signature.structure)
    signature.shows_name = shown
    signature.save(update_fields=["shows_name"])
    return signature


# ---------------------------------------------------------------- ending


@transaction.atomic
def withdraw(structure: Structure, network: Network, *, by: Person, reason: str, now: datetime) -> list[Signature]:
    """End the structure's signatures, for a reason: its managers leave the charter, or the coordination takes it out."""
    own = membership(by, structure)
    leaves = bool(own and own.may_manage)
    if not leaves:
        require_coordinator(by, network)
    reason, structure = _reason(reason), _lock(structure)
    label = queries.label_of(structure, network, now)
    signatures = list(
        Signature.objects.select_related("version__network")
        .filter(structure=structure, version__network=network, withdrawn_at=None)
        .exclude(version__lapses_at__lte=now)
    )
    if not signatures:
        raise DomainError("charter.not_signed", _("Cette structure n’a pas de signature à retirer."))
    for signature in signatures:
        signature.withdrawn_at, signature.withdrawn_by, signature.withdrawal_reason = now, by, reason
        signature.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    journal.write(network, structure, Act.LEFT if leaves else Act.TAKEN_OUT, by=by, now=now, reason=reason)
    if label:
        _tell_ended(structure, network, reason, by=by, now=now)
    mails.tell(structure, network, "left" if leaves else "taken_out", reason)
    return signatures


@transaction.atomic
def suspend(structure: Structure, network: Network, *, by: Person, reason: str, now: datetime) -> Suspension:
    """Hold back the label of a structure that signed, for a reason, until that is lifted."""
    require_coordinator(by, network)
    reason, structure = _reason(reason), _lock(structure)
    if queries.suspension_of(structure, network):
        raise DomainError("charter.already_suspended", _("Le label de cette structure est déjà suspendu."))
    if not Signature.objects.filter(structure=structure, version__network=network).exists():
        raise DomainError("charter.not_signed", _("Cette structure n’a pas signé la charte."))
    label = queries.label_of(structure, network, now)
    suspension = Suspension.objects.create(network=network, structure=structure, reason=reason, since=now, by=by)
    journal.write(network, structure, Act.SUSPENDED, by=by, now=now, reason=reason)
    if label:
        _tell_ended(structure, network, reason, by=by, now=now)
    mails.tell(structure, network, "suspended", reason)
    return suspension


@transaction.atomic
def lift(structure: Structure, network: Network, *, by: Person, now: datetime) -> Suspension:
    """Give back the label that was held back, if a signature still gives it."""
    require_coordinator(by, network)
    structure = _lock(structure)
    suspension = queries.suspension_of(structure, network)
    if suspension is None:
        raise DomainError("charter.not_suspended", _("Le label de cette structure n’est pas suspendu."))
    suspension.lifted_at, suspension.lifted_by = now, by
    suspension.save(update_fields=["lifted_at", "lifted_by"])
    journal.write(network, structure, Act.LIFTED, by=by, now=now)
    _tell_given(structure, network, by=by, now=now)
    mails.tell(structure, network, "lifted")
    return suspension


def _reason(reason: str) -> str:
    if not reason.strip():
        raise DomainError("charter.no_reason", _("Dites pourquoi : la structure et la coordination le liront."))
    return reason.strip()


def _lock(structure: Structure) -> Structure:
    """The structure: nobody else gives, holds back or ends its label until the transaction does."""
    return Structure.objects.select_for_update(no_key=True).get(pk=structure.pk)


def _tell_given(structure: Structure, network: Network, *, by: Person, now: datetime) -> None:
    """Tell the other rooms, if the structure now has the label."""
    if signature := queries.label_of(structure, network, now):
        label_given.send(Signature, structure=structure, network=network, signature=signature, by=by, now=now)


def _tell_ended(structure: Structure, network: Network, reason: str, *, by: Person | None, now: datetime) -> None:
    """Tell the other rooms that the structure had the label until now."""
    label_ended.send(Signature, structure=structure, network=network, reason=reason, by=by, now=now)
