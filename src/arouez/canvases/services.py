"""What changes a canvas, outside its consent rounds (`rounds`). One transaction each; each asks who may before it acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError, Refusal
from arouez.network.models import Network
from arouez.network.perms import require_coordinator, require_participant
from arouez.people.models import Person

from . import journal
from .fields import FIELDS
from .models import Canvas, Comment, Suggestion, Wording
from .perms import require_steward
from .reading import clean

State = Canvas.State


class Conflict(DomainError):
    """Somebody else wrote the field meanwhile. Holds what it says now (`theirs`) and what was to be written (`text`)."""

    def __init__(self, theirs: Wording, text: str) -> None:
        super().__init__(
            "canvas.conflict",
            _("%(name)s a écrit dans « %(field)s » entre-temps. Rien n’est perdu : voyez les deux textes.")
            % {"name": theirs.author, "field": theirs.about},
        )
        self.theirs, self.text = theirs, text


# ---------------------------------------------------------------- beginning


@transaction.atomic
def create_canvas(
    network: Network,
    *,
    by: Person,
    texts: Mapping[str, str],
    now: datetime,
    source: tuple[str, str] | None = None,
) -> Canvas:
    """A draft with some fields filled in; `source` is the name and address of the badge it is drawn from."""
    require_participant(by, network)
    act = journal.Act.IMPORTED if source else journal.Act.CREATED
    name, url = source or ("", "")
    canvas = Canvas(network=network, source_name=name, source_url=url)
    return _begin(canvas, texts, act, by=by, now=now, **({"source": name} if source else {}))


@transaction.atomic
def start_revision(canvas: Canvas, *, by: Person, now: datetime) -> Canvas:
    """A draft that says what the published canvas says, to become its next version."""
    require_participant(by, canvas.network)
    canvas = lock(canvas)
    if canvas.state != State.PUBLISHED:
        raise DomainError("canvas.not_published", _("On révise un canevas publié."))
    if canvas.revisions.exclude(state=State.ABANDONED).exists():
        raise DomainError("canvas.already_revised", _("Une révision de ce canevas est déjà commencée."))
    revision = Canvas(network=canvas.network, revises=canvas)
    return _begin(revision, canvas.adopted_version.texts, journal.Act.REVISION_STARTED, by=by, now=now)


def _begin(
    canvas: Canvas, texts: Mapping[str, str], act: journal.Act, *, by: Person, now: datetime, **detail: str
) -> Canvas:
    texts = {key: clean(FIELDS[key], text) for key, text in texts.items()}
    if not texts.get("title"):
        raise DomainError("canvas.no_title", _("Donnez un titre au canevas ; vous pourrez le changer."))
    canvas.title, canvas.created_by, canvas.created_at, canvas.changed_at = texts["title"], by, now, now
    canvas.save()
    Wording.objects.bulk_create(
        Wording(canvas=canvas, field=key, number=1, text=text, author=by, written_at=now)
        for key, text in texts.items()
        if text
    )
    journal.write(canvas, act, by=by, now=now, **detail)
    return canvas


# ---------------------------------------------------------------- writing


@transaction.atomic
def write(canvas: Canvas, field: str, text: str, *, base: int, by: Person, now: datetime) -> Wording | None:
    """Write a field on top of its wording number `base`; nothing when it says so already.

    Raises Conflict when somebody else wrote it since: then nothing is written.
    """
    require_participant(by, canvas.network)
    text = clean(FIELDS[field], text)
    if field == "title" and not text:
        raise DomainError("canvas.no_title", _("Un canevas garde un titre."))
    canvas = _lock_open(canvas)
    last = canvas.wordings.filter(field=field).select_related("author").order_by("-number").first()
    if text == (last.text if last else ""):
        return None
    if last and last.number != base:
        raise Conflict(last, text)
    wording = Wording.objects.create(
        canvas=canvas, field=field, number=last.number + 1 if last else 1, text=text, author=by, written_at=now
    )
    if field == "title":
        canvas.title = text
    canvas.changed_at = now
    canvas.save(update_fields=["title", "changed_at"])
    return wording


def write_all(canvas: Canvas, texts: Mapping[str, tuple[int, str]], *, by: Person, now: datetime) -> dict[str, Refusal]:
    """Write several fields, {field: (base, text)}, each for itself; what was refused, by field.

    A field left as it was when its form was opened is not written, whatever became of it since.
    """
    before = {(w.field, w.number): w.text for w in canvas.wordings.filter(field__in=texts)}
    refused: dict[str, Refusal] = {}
    for field, (base, text) in texts.items():
        try:
            if clean(FIELDS[field], text) != before.get((field, base), ""):
                write(canvas, field, text, base=base, by=by, now=now)
        except DomainError as refusal:
            refused[field] = refusal
    return refused


# ---------------------------------------------------------------- saying


@transaction.atomic
def comment(canvas: Canvas, field: str, text: str, *, by: Person, now: datetime) -> Comment:
    """Say something about a field. In a consent round too: only the text is fixed then."""
    require_participant(by, canvas.network)
    _require_alive(canvas)
    if not text.strip():
        raise DomainError("canvas.empty_comment", _("Écrivez votre remarque."))
    return Comment.objects.create(canvas=canvas, field=field, text=text.strip(), author=by, written_at=now)


@transaction.atomic
def settle(comment: Comment, *, by: Person, now: datetime) -> Comment:
    """Mark a remark as dealt with; asked again, as open."""
    require_participant(by, comment.canvas.network)
    comment.settled_by, comment.settled_at = (None, None) if comment.settled_at else (by, now)
    comment.save(update_fields=["settled_by", "settled_at"])
    return comment


@transaction.atomic
def suggest(
    canvas: Canvas, field: str, text: str, *, base: int, by: Person, now: datetime, reason: str = ""
) -> Suggestion:
    """Propose another text for a field, written against its wording number `base`."""
    require_participant(by, canvas.network)
    text = clean(FIELDS[field], text)
    canvas = _lock_open(canvas)
    against = canvas.wordings.filter(field=field, number=base).first()
    if text == (against.text if against else ""):
        raise DomainError("canvas.same_text", _("Ce texte est déjà celui du canevas."))
    return Suggestion.objects.create(
        canvas=canvas, field=field, base=base, text=text, reason=reason.strip(), author=by, written_at=now
    )


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Person, now: datetime) -> Suggestion:
    """Make the suggestion the field's text. Raises Conflict when the field changed since it was made."""
    require_participant(by, suggestion.canvas.network)
    suggestion = _lock_undecided(suggestion)
    wording = write(suggestion.canvas, suggestion.field, suggestion.text, base=suggestion.base, by=by, now=now)
    if wording is None:
        raise DomainError("canvas.same_text", _("Ce texte est déjà celui du canevas."))
    suggestion.wording = wording
    return _decide(suggestion, by=by, now=now)


@transaction.atomic
def decline(suggestion: Suggestion, *, by: Person, now: datetime, answer: str = "") -> Suggestion:
    """Leave the text as it is, and say why."""
    require_participant(by, suggestion.canvas.network)
    suggestion = _lock_undecided(suggestion)
    suggestion.answer = answer.strip()
    return _decide(suggestion, by=by, now=now)


def _lock_undecided(suggestion: Suggestion) -> Suggestion:
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.decided_at:
        raise DomainError("suggestion.decided", _("Cette suggestion a déjà reçu une réponse."))
    return suggestion


def _decide(suggestion: Suggestion, *, by: Person, now: datetime) -> Suggestion:
    suggestion.decided_by, suggestion.decided_at = by, now
    suggestion.save(update_fields=["decided_by", "decided_at", "wording", "answer"])
    return suggestion


# ---------------------------------------------------------------- moving


@transaction.atomic
def open_discussion(canvas: Canvas, *, by: Person, now: datetime) -> Canvas:
    """Show a draft to the whole network."""
    require_steward(by, canvas)
    canvas = lock(canvas)
    if canvas.state != State.DRAFT:
        raise DomainError("canvas.not_draft", _("Ce canevas n’est plus un brouillon."))
    return move(canvas, State.DISCUSSION, journal.Act.DISCUSSION_OPENED, by=by, now=now)


@transaction.atomic
def abandon(canvas: Canvas, *, by: Person, now: datetime, reason: str) -> Canvas:
    """Set a canvas aside, with a reason. It can be taken up again."""
    require_steward(by, canvas)
    canvas = _lock_open(canvas)
    if not reason.strip():
        raise DomainError("canvas.no_reason", _("Dites pourquoi : le groupe de travail le lira."))
    return move(canvas, State.ABANDONED, journal.Act.ABANDONED, by=by, now=now, reason=reason.strip())


@transaction.atomic
def resume(canvas: Canvas, *, by: Person, now: datetime) -> Canvas:
    """Take up a canvas that was set aside."""
    require_steward(by, canvas)
    canvas = lock(canvas)
    if canvas.state != State.ABANDONED:
        raise DomainError("canvas.not_abandoned", _("Ce canevas n’est pas abandonné."))
    if canvas.revises and canvas.revises.revisions.exclude(state=State.ABANDONED).exists():
        raise DomainError("canvas.already_revised", _("Une autre révision de ce canevas est commencée."))
    return move(canvas, State.DISCUSSION, journal.Act.RESUMED, by=by, now=now)


@transaction.atomic
def mark_published(canvas: Canvas, *, badge_id: str, by: Person, now: datetime) -> Canvas:
    """Note that the badge `badge_id` (its public id) was made from the adopted version. For the room that makes it."""
    require_coordinator(by, canvas.network)
    canvas = lock(canvas)
    if canvas.state != State.ADOPTED:
        raise DomainError("canvas.not_adopted", _("Seul un canevas adopté, et pas encore publié, devient un badge."))
    canvas.badge_id, canvas.published_at = badge_id, now
    return move(canvas, State.PUBLISHED, journal.Act.PUBLISHED, by=by, now=now)


def move(
    canvas: Canvas, state: Canvas.State, act: journal.Act, *, by: Person | None, now: datetime, **detail: str | int
) -> Canvas:
    """Bring a locked canvas to a state, and say so in the journal. For services, which have asked who may."""
    canvas.state, canvas.changed_at = state, now
    canvas.save()
    journal.write(canvas, act, by=by, now=now, **detail)
    return canvas


def lock(canvas: Canvas) -> Canvas:
    """The canvas as it is now, ours until the transaction ends."""
    return Canvas.objects.select_for_update().get(pk=canvas.pk)


def _lock_open(canvas: Canvas) -> Canvas:
    canvas = lock(canvas)
    if not canvas.is_open:
        raise DomainError(
            "canvas.closed",
            _("Le texte de ce canevas ne change plus : il est %(state)s.") % {"state": _in_words(canvas)},
        )
    return canvas


def _require_alive(canvas: Canvas) -> None:
    if Canvas.objects.filter(pk=canvas.pk, state__in=[*Canvas.OPEN, State.CONSENT]).exists():
        return
    raise DomainError("canvas.closed", _("Ce canevas n’est plus en discussion."))


def _in_words(canvas: Canvas) -> object:
    return {
        State.CONSENT: _("soumis au consentement"),
        State.ADOPTED: _("adopté"),
        State.PUBLISHED: _("publié"),
        State.ABANDONED: _("abandonné"),
    }[canvas.state]
