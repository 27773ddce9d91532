"""The network decides: each structure has one voice, until midnight at the end of a day in Brest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from arouez.canvases import queries, rounds, services
from arouez.canvases.models import Canvas, Round, Voice
from arouez.charter.services import suspend
from arouez.days import deadline_of
from arouez.errors import DomainError, FrozenError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.models import Membership
from arouez.network.services import create_structure

TEXTS = {
    "title": "Fraiseuse numérique",
    "tagline": "J’usine une pièce en sécurité.",
    "recognises": "La personne a usiné une pièce, seule.",
    "limits": "Pas un diplôme.",
    "family": "skill",
    "criteria": "★ La personne bride sa pièce → on tire dessus\nLa personne fait son zéro",
    "levels": "Je découvre : avec de l’aide\nJe pratique : seul·e",
    "evidence": "La pièce.",
    "tags": "usinage, bois",
    "alignments": "ESCO ; Usiner ; http://data.europa.eu/esco/skill/1",
    "languages": "fr, br",
}
LAST_DAY = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 12, 1, 23, 0, tzinfo=UTC)  # in Paris, the 2nd at 0:00


@pytest.fixture
def third_fablab(network, lena, now):
    """A third structure, so that two make a quorum; Lena runs it."""
    return create_structure(network, now=now, manager=lena, slug="bellevue", name="Maison de Bellevue")


@pytest.fixture
def canvas(network, fablab, other_fablab, third_fablab, label, facilitator, now):
    """Complete, and in discussion, in a network of three structures with its label."""
    label(fablab, other_fablab, third_fablab)
    canvas = services.create_canvas(network, by=facilitator, texts=TEXTS, now=now)
    return services.open_discussion(canvas, by=facilitator, now=now)


@pytest.fixture
def signatory_to_be(network, coordinator, now):
    """A fourth structure, without the label; the coordinator runs it."""
    return create_structure(network, now=now, manager=coordinator, slug="campus", name="Fab’Campus")


@pytest.fixture
def open_round(canvas, facilitator, now):
    """Put the canvas to consent: `open_round(quorum=3)`."""

    def opened(**changes):
        arguments = {"by": facilitator, "last_day": LAST_DAY, "quorum": 2, "now": now, **changes}
        return rounds.open_round(canvas, **arguments)

    return opened


@pytest.fixture
def consents(now):
    """Say that a structure consents, or something else: `consents(round, fablab, manager)`."""

    def said(round, structure, by, **changes):
        return rounds.give_voice(round, structure, by=by, **{"position": "consent", "now": now, **changes})

    return said


OBJECTION = {"position": "objection", "reason": "Trop court.", "proposal": "Ajouter l’aspiration."}


def state_of(canvas):
    return Canvas.objects.get(pk=canvas.pk).state


# ---------------------------------------------------------------- opening


def test_a_round_fixes_the_text_it_is_about(canvas, open_round, facilitator, now):
    round = open_round()
    assert round.version.texts == TEXTS
    assert state_of(canvas) == "consent"
    with pytest.raises(DomainError, match="consentement"):
        services.write(canvas, "limits", "Autre.", base=1, by=facilitator, now=now)


def test_only_who_leads_the_canvas_opens_a_round(open_round, manager, stranger, coordinator):
    for someone in (manager, stranger):
        with pytest.raises(NotAllowed):
            open_round(by=someone)
    assert open_round(by=coordinator)


def test_an_incomplete_canvas_is_not_put_to_consent(canvas, open_round, facilitator, now):
    services.write(canvas, "criteria", "", base=1, by=facilitator, now=now)
    with pytest.raises(DomainError, match="Critères observables"):
        open_round()


def test_a_draft_is_discussed_before_it_is_put_to_consent(network, fablab, facilitator, now):
    draft = services.create_canvas(network, by=facilitator, texts=TEXTS, now=now)
    with pytest.raises(DomainError, match="discussion"):
        rounds.open_round(draft, by=facilitator, last_day=LAST_DAY, quorum=1, now=now)


@pytest.mark.parametrize("quorum", [0, 1, 4])
def test_a_quorum_is_more_than_half_of_the_structures_and_at_most_all(open_round, quorum):
    with pytest.raises(DomainError, match="quorum"):
        open_round(quorum=quorum)


@pytest.mark.parametrize("last_day", [date(2026, 11, 22), date(2027, 11, 23)])
def test_the_last_day_is_neither_past_nor_far_away(open_round, last_day):
    with pytest.raises(DomainError, match="dernier jour"):
        open_round(last_day=last_day)


def test_one_round_at_a_time(canvas, open_round, now, facilitator):
    round = open_round()
    with pytest.raises(DomainError):
        open_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            canvas=canvas, number=2, version=round.version, opened_by=facilitator, opened_at=now,
            deadline=MIDNIGHT, voter_count=3, quorum=2,
        )  # fmt: skip


# ---------------------------------------------------------------- voices


def test_a_structure_speaks_through_its_managers_and_no_one_else(open_round, consents, fablab, facilitator, reader):
    round = open_round()
    for someone in (facilitator, reader):
        with pytest.raises(NotAllowed):
            consents(round, fablab, someone)


def test_a_manager_does_not_speak_for_another_structure(open_round, consents, fablab, stranger):
    with pytest.raises(NotAllowed):
        consents(open_round(), fablab, stranger)


def test_the_coordination_has_no_voice_of_its_own(open_round, consents, fablab, coordinator):
    with pytest.raises(NotAllowed):
        consents(open_round(), fablab, coordinator)


def test_a_structure_that_left_the_network_has_no_voice(network, open_round, consents, other_fablab, stranger):
    round = open_round()
    network.structures.remove(other_fablab)
    with pytest.raises(DomainError, match="pas de voix"):
        consents(round, other_fablab, stranger)


def test_a_structure_whose_label_is_suspended_has_no_voice(
    network, open_round, consents, other_fablab, stranger, coordinator, now
):
    round = open_round()
    suspend(other_fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    with pytest.raises(DomainError, match="pas de voix"):
        consents(round, other_fablab, stranger)


def test_a_structure_that_signs_during_a_round_has_a_voice_in_the_next(
    network, open_round, consents, label, signatory_to_be, coordinator, now
):
    round = open_round()
    label(signatory_to_be, now=now + timedelta(hours=1))
    with pytest.raises(DomainError, match="pas de voix"):
        consents(round, signatory_to_be, coordinator, now=now + timedelta(hours=2))
    assert round.voter_count == 3


def test_two_tabs_make_one_voice_the_last(open_round, consents, fablab, manager):
    round = open_round()
    consents(round, fablab, manager)
    consents(round, fablab, manager, position="reservation", reason="À revoir dans un an.")
    assert [voice.position for voice in queries.voices(round)] == ["reservation"]
    assert round.voices.count() == 2


def test_the_database_keeps_one_voice_per_structure(open_round, consents, fablab, manager, now):
    round = open_round()
    consents(round, fablab, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(round=round, structure=fablab, position="consent", given_by=manager, given_at=now)


def test_what_was_said_is_not_edited(open_round, consents, fablab, manager):
    voice = consents(open_round(), fablab, manager)
    voice.position = "objection"
    with pytest.raises(FrozenError):
        voice.save()


@pytest.mark.parametrize(
    "said",
    [
        {"position": "objection", "reason": "Trop court."},
        {"position": "objection", "proposal": "Ajouter l’aspiration."},
        {"position": "reservation", "reason": " "},
        {"position": "veto", "reason": "Non."},
    ],
)
def test_an_objection_gives_a_reason_and_a_proposal_a_reservation_a_reason(open_round, consents, fablab, manager, said):
    with pytest.raises(DomainError):
        consents(open_round(), fablab, manager, **said)


def test_who_lifts_an_objection_says_what_met_it(open_round, consents, fablab, manager):
    round = open_round()
    consents(round, fablab, manager, **OBJECTION)
    with pytest.raises(DomainError, match="levez"):
        consents(round, fablab, manager)
    assert consents(round, fablab, manager, reason="L’aspiration est dans l’accueil.")


# ---------------------------------------------------------------- the deadline


def test_the_deadline_is_midnight_in_paris_at_the_end_of_the_last_day(open_round):
    assert open_round().deadline == MIDNIGHT == datetime(2026, 12, 2, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("last_day", "hours"), [(date(2026, 10, 24), 22), (date(2026, 10, 25), 23), (date(2026, 3, 28), 23)]
)
def test_the_deadline_follows_the_clock_of_brest_when_it_changes(last_day, hours):
    assert deadline_of(last_day).astimezone(UTC) == datetime(
        last_day.year, last_day.month, last_day.day, hours, tzinfo=UTC
    )


def test_a_voice_counts_to_the_last_moment_of_the_day_and_not_at_midnight(open_round, consents, fablab, manager):
    round = open_round()
    assert consents(round, fablab, manager, now=MIDNIGHT - timedelta(microseconds=1))
    with pytest.raises(DomainError, match="terminé"):
        consents(round, fablab, manager, position="reservation", reason="Trop tard.", now=MIDNIGHT)


def test_a_round_opened_on_its_last_day_runs_until_midnight(open_round, now):
    assert open_round(last_day=date(2026, 11, 23)).deadline == datetime(2026, 11, 23, 23, tzinfo=UTC)


def test_late_evening_in_utc_is_already_the_next_day_in_brest(open_round):
    with pytest.raises(DomainError, match="dernier jour"):
        open_round(last_day=date(2026, 11, 23), now=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))


def test_nothing_is_concluded_before_the_deadline(
    canvas, open_round, consents, fablab, other_fablab, manager, stranger
):
    round = open_round()
    consents(round, fablab, manager)
    consents(round, other_fablab, stranger)
    rounds.close(round, now=MIDNIGHT - timedelta(microseconds=1))
    assert state_of(canvas) == "consent"
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(outcome="adopted", closed_at=MIDNIGHT - timedelta(seconds=1))


def test_a_round_that_is_over_is_not_interrupted_to_undo_it(open_round, facilitator):
    with pytest.raises(DomainError, match="terminé"):
        rounds.interrupt(open_round(), by=facilitator, reason="Raté.", now=MIDNIGHT)


# ---------------------------------------------------------------- the outcome


@pytest.mark.parametrize(
    ("positions", "quorum", "outcome"),
    [
        (["consent", "reservation"], 2, "adopted"),
        (["consent"], 2, "no_quorum"),
        ([], 1, "no_quorum"),
        (["consent", "consent", "objection"], 2, "objection"),
        (["objection"], 2, "objection"),
    ],
)
def test_a_quorum_and_no_objection_make_an_adoption(positions, quorum, outcome):
    assert rounds.outcome_of(positions, quorum) == outcome


def test_an_adopted_canvas_says_what_was_adopted_and_when(
    canvas, open_round, consents, fablab, other_fablab, manager, stranger
):
    round = open_round()
    consents(round, fablab, manager)
    consents(round, other_fablab, stranger, position="reservation", reason="À revoir dans un an.")
    rounds.close(round, now=MIDNIGHT + timedelta(hours=3))
    canvas.refresh_from_db()
    design = queries.adopted_version(canvas)
    assert (canvas.state, design.version, design.adopted_at) == ("adopted", 1, MIDNIGHT)
    assert design.name == "Fraiseuse numérique"
    assert design.criteria == [
        {"text": "La personne bride sa pièce", "safety": True, "how": "on tire dessus"},
        {"text": "La personne fait son zéro", "safety": False, "how": ""},
    ]
    assert [level["name"] for level in design.levels] == ["Je découvre", "Je pratique"]
    assert (design.tags, design.languages, design.validity_months) == (["usinage", "bois"], ["fr", "br"], None)
    assert design.alignments == [{"framework": "ESCO", "name": "Usiner", "url": "http://data.europa.eu/esco/skill/1"}]


def test_concluding_twice_changes_nothing(canvas, open_round):
    round = open_round()
    rounds.close(round, now=MIDNIGHT)
    rounds.close(round, now=MIDNIGHT + timedelta(days=1))
    assert lines_about(canvas).filter(act="canvas.round_closed").count() == 1
    assert state_of(canvas) == "discussion"


def test_an_objection_that_is_lifted_in_time_no_longer_stops_anything(
    canvas, open_round, consents, fablab, other_fablab, manager, stranger
):
    round = open_round()
    consents(round, fablab, manager, **OBJECTION)
    consents(round, other_fablab, stranger)
    consents(round, fablab, manager, reason="Vu avec le groupe.")
    rounds.close(round, now=MIDNIGHT)
    assert state_of(canvas) == "adopted"


# ---------------------------------------------------------------- after an objection


@pytest.fixture
def objected(canvas, open_round, consents, fablab, manager):
    """The objection on which a first round ended."""
    round = open_round()
    objection = consents(round, fablab, manager, **OBJECTION)
    rounds.close(round, now=MIDNIGHT)
    return objection


AGAIN = {"last_day": date(2026, 12, 20), "now": MIDNIGHT + timedelta(days=2)}


def test_the_same_text_does_not_come_back_over_an_objection(open_round, objected):
    with pytest.raises(DomainError, match="objection"):
        open_round(answers={objected.pk: "On passe outre."}, **AGAIN)


def test_the_same_text_does_not_come_back_by_way_of_another_round_either(canvas, open_round, objected, facilitator):
    services.write(canvas, "limits", "Aspiration obligatoire.", base=1, by=facilitator, now=MIDNIGHT)
    detour = open_round(answers={objected.pk: "C’est dans le texte."}, **AGAIN)
    rounds.interrupt(detour, by=facilitator, reason="Finalement non.", now=AGAIN["now"])
    services.write(canvas, "limits", TEXTS["limits"], base=2, by=facilitator, now=AGAIN["now"])
    with pytest.raises(DomainError, match="objection"):
        open_round(**AGAIN)


def test_a_new_round_says_how_each_objection_was_met(canvas, open_round, objected, facilitator):
    services.write(canvas, "limits", "Aspiration obligatoire.", base=1, by=facilitator, now=MIDNIGHT)
    with pytest.raises(DomainError, match="Recouvrance"):
        open_round(**AGAIN)
    round = open_round(answers={objected.pk: "L’aspiration est dans le texte."}, **AGAIN)
    assert (round.number, round.version.number) == (2, 2)
    assert objected.met_by.text == "L’aspiration est dans le texte."


def test_a_text_that_only_missed_its_quorum_comes_back_as_it_is(open_round):
    rounds.close(open_round(), now=MIDNIGHT)
    assert open_round(**AGAIN).version.number == 1


def test_an_interrupted_round_goes_back_to_discussion_with_its_reason(canvas, open_round, facilitator, manager, now):
    round = open_round()
    with pytest.raises(NotAllowed):
        rounds.interrupt(round, by=manager, reason="Moi.", now=now)
    with pytest.raises(DomainError):
        rounds.interrupt(round, by=facilitator, reason=" ", now=now)
    rounds.interrupt(round, by=facilitator, reason="Une coquille.", now=now)
    round.refresh_from_db()
    assert (round.outcome, round.note, state_of(canvas)) == ("interrupted", "Une coquille.", "discussion")


def test_interrupting_does_not_make_an_objection_go_away(
    canvas, open_round, consents, fablab, manager, facilitator, now
):
    round = open_round()
    consents(round, fablab, manager, **OBJECTION)
    rounds.interrupt(round, by=facilitator, reason="On retravaille.", now=now)
    with pytest.raises(DomainError, match="objection"):
        open_round(answers={})


def test_an_objection_survives_a_round_without_quorum_between_two(
    canvas, open_round, objected, consents, fablab, manager, facilitator
):
    services.write(canvas, "limits", "Aspiration obligatoire.", base=1, by=facilitator, now=MIDNIGHT)
    second = open_round(answers={objected.pk: "C’est dans le texte."}, **AGAIN)
    consents(second, fablab, manager, now=second.opened_at, **OBJECTION)
    rounds.close(second, now=second.deadline)
    assert [voice.round_id for voice in queries.open_objections(canvas)] == [second.pk]


# ---------------------------------------------------------------- the clock


def test_the_background_worker_concludes_a_round_whose_deadline_has_come(canvas, open_round, work):
    past = timezone.now() - timedelta(days=20)
    open_round(now=past, last_day=(past + timedelta(days=5)).date())
    work()
    assert state_of(canvas) == "discussion"


def test_a_worker_that_starts_finds_the_rounds_that_run(open_round):
    assert rounds.resume() == 0
    open_round()
    assert rounds.resume() == 1


# ---------------------------------------------------------------- revisions


@pytest.fixture
def published(canvas, open_round, consents, fablab, other_fablab, manager, stranger, coordinator):
    round = open_round()
    consents(round, fablab, manager)
    consents(round, other_fablab, stranger)
    rounds.close(round, now=MIDNIGHT)
    return services.mark_published(canvas, badge_id="0" * 16, by=coordinator, now=MIDNIGHT)


def test_only_the_coordination_publishes(canvas, open_round, facilitator):
    with pytest.raises(NotAllowed):
        services.mark_published(canvas, badge_id="0" * 16, by=facilitator, now=MIDNIGHT)


def test_a_published_canvas_is_published_once(published, coordinator):
    with pytest.raises(DomainError):
        services.mark_published(published, badge_id="1" * 16, by=coordinator, now=MIDNIGHT)


def test_a_revision_is_a_canvas_that_names_the_one_it_revises(published, manager):
    revision = services.start_revision(published, by=manager, now=MIDNIGHT)
    assert (revision.revises, revision.state) == (published, "draft")
    assert queries.texts_now(revision) == TEXTS
    assert queries.adopted_version(published).name == "Fraiseuse numérique"


def test_one_revision_at_a_time(published, manager):
    first = services.start_revision(published, by=manager, now=MIDNIGHT)
    with pytest.raises(DomainError):
        services.start_revision(published, by=manager, now=MIDNIGHT)
    services.abandon(first, by=manager, reason="Pas le moment.", now=MIDNIGHT)
    assert services.start_revision(published, by=manager, now=MIDNIGHT)
    with pytest.raises(DomainError):
        services.resume(first, by=manager, now=MIDNIGHT)


def test_a_manager_who_left_no_longer_speaks(open_round, consents, fablab, manager):
    round = open_round()
    Membership.objects.filter(person=manager).delete()
    with pytest.raises(NotAllowed):
        consents(round, fablab, manager)
