"""What a person does with badges from elsewhere: add, verify again, remove."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.badges.models import Award
from arouez.badges.uploads import read_picture
from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import Verdict, carriers
from arouez.openbadges.errors import OpenBadgesError
from arouez.people.models import Person
from arouez.verification.documents import is_ours
from arouez.verification.facts import Facts, clean
from arouez.verification.services import fetch, judge_anywhere, judge_here, read_badge

from ..models import Import, ImportedBadge, ImportedFile, ImportLine
from ..services import collect_awards
from .deciding import Outcome, State, address_here, failed_codes, refusal_of, state_of
from .unpacking import MOST_BADGES, Piece, unpack

Judge = Callable[[str, datetime, Sequence[str]], Verdict | None]

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 1_000
MOST_IMPORTS = 20  # an hour
PAUSE = timedelta(minutes=1)
MOST_VERIFIED = 100  # in that time
SECONDS_AT_ONCE = 2
# A server that is slow to answer for one badge does not keep other people's tasks waiting for a hundred.
LINES_PER_SLICE = 5


def add_file(person: Person, data: bytes, name: str, now: datetime) -> Import:
    """Add the badges in a file. Those that need no network are judged at once, the others in the background.

    Raises DomainError when the person adds too much in too short a time.
    """
    return _start(person, unpack(name, data), now)


def add_address(person: Person, address: str, now: datetime) -> Import:
    """Add the badge, or the badges, at an address: in the background. Raises DomainError as `add_file`."""
    return _start(person, [Piece(address, address.encode())], now)


def verify_again(badge: ImportedBadge, *, by: Person, now: datetime) -> ImportedBadge:
    """Judge a badge anew: at once if it needs no network, else in the background.

    Raises DomainError when the person asks for it too often: others' servers are asked for it.
    """
    _require_holder(badge, by)
    lately = ImportedBadge.objects.filter(person=by, verified_at__gt=now - PAUSE)
    if lately.count() >= MOST_VERIFIED:
        raise DomainError("import.too_often", _("Trop de vérifications à la fois. Réessayez dans une minute."))
    verdict = judge_here(badge.document, now, by.verified_emails())
    if verdict is not None:
        _record(badge, verdict, now)
    elif badge.verified_at > now - PAUSE:
        raise DomainError("import.too_soon", _("Ce badge vient d’être vérifié. Réessayez dans une minute."))
    elif not badge.is_being_verified:
        badge.is_being_verified = True
        badge.save(update_fields=["is_being_verified"])
        run_verification.enqueue(badge.pk)
    return badge


def remove(badge: ImportedBadge, *, by: Person) -> None:
    """Take a badge out of the passport, with its file. It stays valid wherever else the person keeps it."""
    _require_holder(badge, by)
    badge.delete()


@task()
def run_import(import_id: int) -> None:
    """Fetch and judge the next of what is still waiting. Safe to run again. Also sweeps what is too old to keep."""
    Import.objects.filter(started_at__lt=timezone.now() - KEPT_FOR).delete()
    run = Import.objects.select_related("person").filter(pk=import_id, finished_at=None).first()
    if run is None:
        return
    for line in islice(_waiting(run), LINES_PER_SLICE):
        _fetch(line)
        if not line.outcome:
            _settle(line, run.person, judge_anywhere)
    _go_on(run)


@task()
def run_verification(badge_id: int) -> None:
    """Judge a badge anew, over the network."""
    badge = ImportedBadge.objects.select_related("person").filter(pk=badge_id, is_being_verified=True).first()
    if badge is not None:
        now = timezone.now()
        _record(badge, judge_anywhere(badge.document, now, badge.person.verified_emails()), now)


def resume() -> None:
    """Queue again what a worker that was killed left unfinished."""
    for import_id in Import.objects.filter(finished_at=None).values_list("pk", flat=True):
        run_import.enqueue(import_id)
    for badge_id in ImportedBadge.objects.filter(is_being_verified=True).values_list("pk", flat=True):
        run_verification.enqueue(badge_id)


def _start(person: Person, pieces: list[Piece], now: datetime) -> Import:
    with transaction.atomic():
        _lock(person)
        if Import.objects.filter(person=person, started_at__gt=now - timedelta(hours=1)).count() >= MOST_IMPORTS:
            raise DomainError(
                "import.too_often", _("Vous avez beaucoup ajouté en peu de temps. Réessayez dans une heure.")
            )
        run = Import.objects.create(person=person, started_at=now)
        _add_lines(run, pieces)
    deadline = time.monotonic() + SECONDS_AT_ONCE
    for line in _waiting(run):
        _settle(line, person, judge_here)
        if time.monotonic() > deadline:
            break
    _go_on(run)
    return run


def _add_lines(run: Import, pieces: Sequence[Piece]) -> None:
    first = run.lines.count() + 1
    ImportLine.objects.bulk_create(
        ImportLine(run=run, number=n, source=_cut(piece.name), data=piece.data, outcome=piece.refusal, code=piece.code)
        for n, piece in enumerate(pieces, start=first)
    )


def _waiting(run: Import) -> Iterator[ImportLine]:
    """The lines to judge, with one file in memory at a time."""
    for line_id in list(run.lines.filter(outcome="").values_list("pk", flat=True)):
        yield ImportLine.objects.select_related("run").get(pk=line_id)


def _go_on(run: Import) -> None:
    """Queue what is left of the import, or end it."""
    if run.lines.filter(outcome="").exists():
        run_import.enqueue(run.pk)
    else:
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])


def _fetch(line: ImportLine) -> None:
    """Put in a line that is an address what is found there; in lines after it, when that is several badges."""
    address = _address(bytes(line.data))
    if not address or is_ours(address):
        return
    try:
        first, *others = unpack(line.source, fetch(address))
    except OpenBadgesError as error:
        first, others = Piece(line.source, refusal=Outcome.UNREADABLE, code=error.code), []
    with transaction.atomic():
        line.source, line.data, line.outcome, line.code = _cut(first.name), first.data, first.refusal, first.code
        line.save(update_fields=["source", "data", "outcome", "code"])
        _add_lines(line.run, others[: max(0, MOST_BADGES - line.run.lines.count())])


def _address(data: bytes) -> str:
    """The address that was given, or that an export lists in the place of a badge; "" for anything else."""
    words = data[:2_000].decode(errors="replace").split()
    return words[0] if len(words) == 1 and words[0].startswith(("https://", "http://")) else ""


def _settle(line: ImportLine, person: Person, judge: Judge) -> None:
    """Judge a line and act on the verdict; leave it waiting if `judge` cannot tell."""
    now, data = timezone.now(), bytes(line.data)
    if is_ours(address := _address(data)):
        return _close_ours(line, address, person)
    try:
        document = read_badge(data)
    except OpenBadgesError as error:
        return _close(line, Outcome.UNREADABLE, code=error.code)
    verdict = judge(document, now, person.verified_emails())
    if verdict is None:
        return None
    if verdict.checks[0].status == "fail":  # of the format: there was nothing to judge
        return _close(line, Outcome.UNREADABLE, code=verdict.checks[0].code)
    facts = Facts.read(verdict.kind, verdict.credential)
    if own := address_here(facts):
        return _close_ours(line, own, person)
    if refusal := refusal_of(verdict, facts, person):
        return _close(line, refusal, verdict=verdict)
    badge = ImportedBadge(person=person, added_at=now, source=line.source, document=document)
    badge.equality = hashlib.sha256("\n".join(facts.equality).encode(errors="replace")).hexdigest()
    _read_out(badge, verdict, now)
    return _keep(line, badge, ImportedFile(data=data, png=_drawn(data, facts)))


def _read_out(badge: ImportedBadge, verdict: Verdict, now: datetime) -> None:
    """Write down a verdict and, unless it is bad, what the badge says."""
    badge.state = state_of(failed_codes(verdict))
    badge.verified_at, badge.is_being_verified = now, False
    shown = verdict.to_json()
    badge.verdict_text = json.dumps({name: shown[name] for name in ("valid", "kind", "checks")})
    facts = Facts.read(verdict.kind, verdict.credential)
    if facts.is_badge and badge.state != State.INVALID:
        badge.kind = verdict.kind
        for name in _SAID:
            setattr(badge, name, getattr(facts, name))


@transaction.atomic
def _record(badge: ImportedBadge, verdict: Verdict, now: datetime) -> None:
    """Write down a new verdict, unless the badge was removed meanwhile."""
    if ImportedBadge.objects.select_for_update().filter(pk=badge.pk).first():
        _read_out(badge, verdict, now)
        badge.save()


_SAID = (
    "name", "description", "criteria", "criteria_url", "issuer_id", "issuer_name",
    "issued_at", "awarded_at", "expires_at", "names_an_email",
)  # fmt: skip


@transaction.atomic
def _keep(line: ImportLine, badge: ImportedBadge, file: ImportedFile) -> None:
    """Put the badge in the passport, unless it is there already."""
    _lock(badge.person)
    if not ImportLine.objects.filter(pk=line.pk, outcome="").exists():
        return None  # another worker was quicker
    old = ImportedBadge.objects.filter(person=badge.person, equality=badge.equality).first()
    if old is not None and not _replaces(badge, old):
        return _close(line, Outcome.KNOWN, badge=old)
    if old is None and ImportedBadge.objects.filter(person=badge.person).count() >= MOST_KEPT:
        return _close(line, Outcome.FULL)
    if old is not None:
        badge.pk, badge.public_id, badge.added_at = old.pk, old.public_id, old.added_at
    badge.has_picture = bool(file.png)
    badge.save()
    file.badge = badge
    file.save()
    if old is not None:
        return _close(line, Outcome.REPLACED, badge=badge)
    return _close(line, Outcome.UNSURE if badge.state == State.UNSURE else Outcome.ADDED, badge=badge)


def _replaces(new: ImportedBadge, old: ImportedBadge) -> bool:
    """OB 3.0 §7.1: the later of two versions. What cannot be checked now replaces nothing that was."""
    if new.state == State.UNSURE:
        return False
    if old.state in (State.UNSURE, State.INVALID):
        return True
    return bool(new.issued_at and old.issued_at and new.issued_at > old.issued_at)


def _close_ours(line: ImportLine, address: str, person: Person) -> None:
    """Say where one of our own badges is. True copy or not, it is never kept as a badge from elsewhere."""
    collect_awards(person, timezone.now())
    try:
        public_id = resolve(urlsplit(address).path).kwargs.get("public_id")
    except Resolver404:
        public_id = None
    award = Award.objects.select_related("entry").filter(public_id=public_id).first()
    entry = getattr(award, "entry", None)
    if award is None:
        return _close(line, Outcome.OURS_UNKNOWN)
    if entry is None:
        return _close(line, Outcome.OURS_ELSEWHERE)
    if entry.person_id != person.pk:
        return _close(line, Outcome.OURS_TAKEN)
    return _close(line, Outcome.OURS, award=award)


def _close(
    line: ImportLine,
    outcome: str,
    *,
    verdict: Verdict | None = None,
    code: str = "",
    badge: ImportedBadge | None = None,
    award: Award | None = None,
) -> None:
    line.outcome, line.code, line.badge, line.award, line.data = outcome, code, badge, award, b""
    line.verdict_text = json.dumps(verdict.to_json() | {"credential": None}) if verdict else ""
    line.save()


def _drawn(data: bytes, facts: Facts) -> bytes:
    """The picture the badge came in, or that it carries within, redrawn as PNG; nothing is fetched for it."""
    try:
        return bytes(read_picture(data if carriers.sniff(data) else facts.image).png)
    except DomainError:
        return b""


def _cut(name: str) -> str:
    """The end of a name, which says most, without what could disguise it."""
    return clean(name, most=len(name))[-400:]


def _lock(person: Person) -> None:
    """Let two tabs of one person act one after the other, within a transaction."""
    Person.objects.select_for_update().get(pk=person.pk)


def _require_holder(badge: ImportedBadge, person: Person) -> None:
    if badge.person_id != person.pk:
        raise NotAllowed("passport.not_yours", _("Ce badge n’est pas dans votre passeport."))
