"""A badge is designed together: written field by field, commented, suggested, without losing anyone's text."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from arouez.canvases import queries, services
from arouez.canvases.differences import changes
from arouez.canvases.models import Canvas, Wording
from arouez.differences import differences
from arouez.errors import DomainError, FrozenError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.models import Entry


@pytest.fixture
def canvas(network, fablab, facilitator, now):
    """A draft by the fablab's facilitator."""
    return services.create_canvas(network, by=facilitator, texts={"title": "Fraiseuse numérique"}, now=now)


def text_of(canvas, field):
    return queries.texts_now(canvas).get(field, "")


# ---------------------------------------------------------------- writing together


def test_any_member_of_a_structure_begins_a_canvas_and_writes_in_it(network, fablab, reader, manager, now):
    canvas = services.create_canvas(network, by=reader, texts={"title": "Fraiseuse"}, now=now)
    services.write(canvas, "purpose", "Usiner le bois.", base=0, by=manager, now=now)
    assert queries.texts_now(canvas) == {"title": "Fraiseuse", "purpose": "Usiner le bois."}
    assert canvas.state == Canvas.State.DRAFT


def test_someone_from_outside_the_network_neither_begins_nor_writes(network, canvas, lena, now):
    with pytest.raises(NotAllowed):
        services.create_canvas(network, by=lena, texts={"title": "Fraiseuse"}, now=now)
    with pytest.raises(NotAllowed):
        services.write(canvas, "purpose", "À moi.", base=0, by=lena, now=now)
    assert text_of(canvas, "purpose") == ""


def test_a_canvas_always_has_a_title(network, canvas, facilitator, now):
    with pytest.raises(DomainError, match="titre"):
        services.create_canvas(network, by=facilitator, texts={"purpose": "Usiner."}, now=now)
    with pytest.raises(DomainError, match="titre"):
        services.write(canvas, "title", "  ", base=1, by=facilitator, now=now)


def test_the_canvas_is_called_what_its_title_says(canvas, facilitator, now):
    services.write(canvas, "title", "Fraiseuse 3 axes", base=1, by=facilitator, now=now)
    canvas.refresh_from_db()
    assert canvas.title == "Fraiseuse 3 axes"


def test_who_writes_over_a_text_not_yet_seen_is_told_and_nothing_is_lost(canvas, facilitator, manager, now):
    services.write(canvas, "purpose", "Usiner le bois.", base=0, by=facilitator, now=now)
    with pytest.raises(services.Conflict) as conflict:
        services.write(canvas, "purpose", "Usiner l’aluminium.", base=0, by=manager, now=now)
    assert conflict.value.theirs.text == "Usiner le bois."
    assert conflict.value.text == "Usiner l’aluminium."
    assert text_of(canvas, "purpose") == "Usiner le bois."
    seen = conflict.value.theirs.number
    services.write(canvas, "purpose", "Usiner le bois et l’aluminium.", base=seen, by=manager, now=now)
    assert text_of(canvas, "purpose") == "Usiner le bois et l’aluminium."


def test_the_database_lets_a_single_person_write_a_number(canvas, manager, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(canvas=canvas, field="title", number=1, text="Autre", author=manager, written_at=now)


def test_two_people_writing_two_fields_do_not_disturb_each_other(canvas, facilitator, manager, now):
    opened = {"purpose": (0, ""), "limits": (0, "")}
    first = services.write_all(canvas, opened | {"purpose": (0, "Usiner.")}, by=facilitator, now=now)
    second = services.write_all(canvas, opened | {"limits": (0, "Pas un diplôme.")}, by=manager, now=now)
    assert (first, second) == ({}, {})
    assert (text_of(canvas, "purpose"), text_of(canvas, "limits")) == ("Usiner.", "Pas un diplôme.")


def test_of_several_fields_only_the_one_in_conflict_is_not_written(canvas, facilitator, manager, now):
    services.write(canvas, "purpose", "Usiner.", base=0, by=facilitator, now=now)
    refused = services.write_all(
        canvas, {"purpose": (0, "Graver."), "limits": (0, "Pas un diplôme.")}, by=manager, now=now
    )
    assert list(refused) == ["purpose"]
    assert (text_of(canvas, "purpose"), text_of(canvas, "limits")) == ("Usiner.", "Pas un diplôme.")


def test_saving_what_is_said_already_writes_nothing(canvas, facilitator, now):
    services.write(canvas, "purpose", "Usiner.", base=0, by=facilitator, now=now)
    assert services.write(canvas, "purpose", "Usiner.  \r\n", base=0, by=facilitator, now=now) is None
    assert canvas.wordings.filter(field="purpose").count() == 1


def test_a_wording_is_never_edited(canvas):
    wording = canvas.wordings.get()
    wording.text = "Autre chose"
    with pytest.raises(FrozenError):
        wording.save()


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("title", "x" * 121, "canvas.too_long"),
        ("tagline", "deux\nlignes", "canvas.one_line"),
        ("family", "médaille", "canvas.unknown_family"),
        ("validity", "deux ans", "canvas.bad_months"),
        ("validity", "0", "canvas.bad_months"),
        ("validity", "²", "canvas.bad_months"),
        ("alignments", "ESCO ; Usiner", "canvas.bad_alignment"),
        ("alignments", "ESCO ; Usiner ; javascript:alert(1)", "canvas.bad_alignment"),
        ("languages", "français", "canvas.bad_language"),
    ],
)
def test_a_field_refuses_what_would_mean_nothing_to_a_badge(canvas, facilitator, now, field, text, code):
    with pytest.raises(DomainError) as refusal:
        services.write(canvas, field, text, base=1, by=facilitator, now=now)
    assert refusal.value.code == code


# ---------------------------------------------------------------- comments and suggestions


def test_a_comment_is_settled_and_opened_again(canvas, reader, manager, now):
    remark = services.comment(canvas, "purpose", "Et le métal ?", by=reader, now=now)
    assert services.settle(remark, by=manager, now=now).settled_by == manager
    assert services.settle(remark, by=reader, now=now).settled_at is None


def test_an_accepted_suggestion_becomes_the_text_by_who_accepts_it(canvas, reader, manager, now):
    suggestion = services.suggest(canvas, "purpose", "Usiner.", base=0, by=reader, now=now)
    services.accept(suggestion, by=manager, now=now)
    wording = canvas.wordings.get(field="purpose")
    assert (wording.text, wording.author, wording.suggestion.author) == ("Usiner.", manager, reader)


def test_a_suggestion_does_not_overwrite_what_was_written_since(canvas, reader, manager, facilitator, now):
    suggestion = services.suggest(canvas, "purpose", "Graver.", base=0, by=reader, now=now)
    services.write(canvas, "purpose", "Usiner.", base=0, by=facilitator, now=now)
    with pytest.raises(services.Conflict):
        services.accept(suggestion, by=manager, now=now)
    assert text_of(canvas, "purpose") == "Usiner."


def test_a_suggestion_is_answered_once(canvas, reader, manager, now):
    suggestion = services.suggest(canvas, "purpose", "Graver.", base=0, by=reader, now=now)
    services.decline(suggestion, by=manager, now=now, answer="Hors sujet.")
    with pytest.raises(DomainError, match="déjà"):
        services.accept(suggestion, by=manager, now=now)


def test_someone_from_outside_says_nothing(canvas, reader, lena, now):
    suggestion = services.suggest(canvas, "purpose", "Graver.", base=0, by=reader, now=now)
    remark = services.comment(canvas, "purpose", "Et le métal ?", by=reader, now=now)
    for act in (
        lambda: services.comment(canvas, "purpose", "Non.", by=lena, now=now),
        lambda: services.suggest(canvas, "purpose", "Non.", base=0, by=lena, now=now),
        lambda: services.accept(suggestion, by=lena, now=now),
        lambda: services.decline(suggestion, by=lena, now=now),
        lambda: services.settle(remark, by=lena, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_wrote_suggested_or_commented_contributed(canvas, facilitator, reader, manager, coordinator, now):
    services.comment(canvas, "purpose", "Et le métal ?", by=reader, now=now)
    services.suggest(canvas, "purpose", "Graver.", base=0, by=manager, now=now)
    assert set(queries.contributors(canvas)) == {facilitator, reader, manager}


# ---------------------------------------------------------------- states


def test_only_who_began_it_and_the_coordination_lead_a_canvas(canvas, manager, coordinator, now):
    with pytest.raises(NotAllowed):
        services.open_discussion(canvas, by=manager, now=now)
    assert services.open_discussion(canvas, by=coordinator, now=now).state == Canvas.State.DISCUSSION


def test_an_abandoned_canvas_says_why_and_is_taken_up_again(canvas, facilitator, now):
    with pytest.raises(DomainError):
        services.abandon(canvas, by=facilitator, now=now, reason=" ")
    services.abandon(canvas, by=facilitator, now=now, reason="Plus de fraiseuse.")
    with pytest.raises(DomainError, match="abandonné"):
        services.write(canvas, "purpose", "Usiner.", base=0, by=facilitator, now=now)
    assert services.resume(canvas, by=facilitator, now=now).state == Canvas.State.DISCUSSION


def test_nothing_is_published_that_was_not_adopted(canvas, coordinator, now):
    with pytest.raises(DomainError):
        services.mark_published(canvas, badge_id="0" * 16, by=coordinator, now=now)
    with pytest.raises(DomainError):
        queries.adopted_version(canvas)
    with pytest.raises(IntegrityError), transaction.atomic():
        Canvas.objects.filter(pk=canvas.pk).update(state="published", badge_id="0" * 16, published_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Canvas.objects.filter(pk=canvas.pk).update(state="adopted")


# ---------------------------------------------------------------- the journal


def test_the_journal_says_who_did_what_in_order(canvas, facilitator, coordinator, now):
    services.open_discussion(canvas, by=coordinator, now=now)
    services.abandon(canvas, by=facilitator, now=now, reason="Plus de fraiseuse.")
    assert [(entry.act, entry.by) for entry in lines_about(canvas)] == [
        ("canvas.created", facilitator),
        ("canvas.discussion_opened", coordinator),
        ("canvas.abandoned", facilitator),
    ]
    assert lines_about(canvas).last().words == ["Plus de fraiseuse."]


def test_the_journal_cannot_be_edited(canvas):
    entry = lines_about(canvas).get()
    for act in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(by=None)):
        with pytest.raises(FrozenError):
            act()


@pytest.mark.parametrize("statement", ["UPDATE network_entry SET act = 'x'", "DELETE FROM network_entry"])
def test_the_journal_cannot_be_edited_past_the_models_either(canvas, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert lines_about(canvas).filter(act="canvas.created").exists()


# ---------------------------------------------------------------- differences


def test_a_difference_is_told_in_whole_words():
    pieces = [(piece.kind, piece.text) for piece in differences("Usiner le bois tendre.", "Usiner l’aluminium dur.")]
    assert pieces == [
        ("same", "Usiner "),
        ("removed", "le bois tendre"),
        ("added", "l’aluminium dur"),
        ("same", "."),
    ]


def test_both_texts_can_be_read_back_from_their_difference():
    old, new = "Un deux trois\nquatre", "Un 2 trois, quatre\ncinq"
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_only_the_fields_that_changed_are_told():
    found = changes({"title": "A", "tags": "bois"}, {"title": "A", "tags": "bois", "limits": "Rien."})
    assert [change.field.key for change in found] == ["limits"]
