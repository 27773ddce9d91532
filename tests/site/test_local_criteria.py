"""What a structure asks besides the criteria of its network: added, never taken away."""

from __future__ import annotations

import json

import pytest
from deciding import entitle

from arouez.badges import batches
from arouez.badges.local_criteria import asked_by, change_local_criteria
from arouez.badges.models import Award, LocalCriteria
from arouez.badges.recipients import Line
from arouez.errors import DomainError, NotAllowed
from arouez.network.journal import lines_about
from arouez.openbadges import verify
from arouez.records import FrozenError
from arouez.verification.documents import OwnDocuments

OURS = [
    {"text": "Je sais allumer notre aspiration.", "safety": True},
    {"text": "J’ai fait le tour du lieu.", "safety": False},
]


@pytest.fixture
def asked(fablab, laser, manager, now):
    return change_local_criteria(fablab, laser, OURS, by=manager, now=now)


@pytest.fixture
def page(fablab, laser):
    return f"/structures/{fablab.slug}/mandats/{laser.public_id}/criteres/"


@pytest.fixture
def form(signed_in, facilitator, fablab, laser):
    def send(**changes):
        data = {"name": "Lena", "email": "lena@example.org", "criteria_seen": [0, 1], **changes}
        return signed_in(facilitator).post(f"/structures/{fablab.slug}/attribuer/{laser.public_id}/", data)

    return send


def test_a_manager_adds_criteria_that_are_asked_from_then_on(signed_in, manager, facilitator, page, fablab, laser):
    lines = "★ Je sais allumer notre aspiration.\nJ’ai fait le tour du lieu."
    assert signed_in(manager).post(page, {"criteria": lines}).status_code == 302
    assert asked_by(fablab, laser) == OURS
    text = signed_in(facilitator).get(f"/structures/{fablab.slug}/attribuer/{laser.public_id}/").text
    assert "En plus, à La Fabrique de Recouvrance" in text
    assert "Je sais allumer notre aspiration." in text
    assert lines_about(fablab).last().act == "local_criteria.changed"


def test_those_of_the_network_stay_whatever_is_added(asked, form):
    assert form(criteria_seen=[1], local_seen=[OURS[0]["text"]]).status_code == 422
    assert not Award.objects.exists()


def test_a_local_safety_criterion_is_ticked_like_the_others(asked, form, give):
    assert "Cochez" in form().text or "il en manque" in form().text
    with pytest.raises(DomainError, match="il en manque"):
        give()
    assert form(local_seen=[OURS[0]["text"]]).status_code == 302


def test_what_was_seen_is_kept_and_travels_with_the_name_of_who_asked(asked, give, now):
    award = give(local_seen=[criterion["text"] for criterion in OURS])
    assert award.local_criteria == OURS
    narrative = json.loads(award.document)["credentialSubject"]["narrative"]
    assert narrative.startswith("La Fabrique de Recouvrance, en plus")
    assert "- ★ Je sais allumer notre aspiration." in narrative
    assert verify(award.document, documents=OwnDocuments(), at=now).valid


def test_a_criterion_taken_off_meanwhile_is_told_and_nothing_is_awarded(asked, form, fablab, laser, manager, now):
    change_local_criteria(fablab, laser, [], by=manager, now=now)
    answer = form(local_seen=[OURS[0]["text"]])
    assert answer.status_code == 302  # nothing is asked besides any more, and nothing is said to have been seen
    assert Award.objects.get().local_criteria == []


def test_one_that_was_never_asked_is_refused(asked, give):
    with pytest.raises(DomainError, match="ont changé"):
        give(local_seen=["Je paie ma cotisation.", OURS[0]["text"]])


def test_another_structure_asks_what_it_wants(asked, other_fablab, laser, stranger, give):
    entitle(other_fablab, laser, stranger)
    assert give(structure=other_fablab, by=stranger).local_criteria == []


def test_a_list_asks_them_too(asked, fablab, laser, facilitator, now, work):
    lines = {
        "structure": fablab,
        "by": facilitator,
        "lines": [Line(1, "A", "a@example.org")],
        "criteria_seen": [0],
        "now": now,
    }
    with pytest.raises(DomainError):
        batches.start_batch(laser, **lines)
    batches.start_batch(laser, local_seen=[OURS[0]["text"]], **lines)
    work()
    assert Award.objects.get().local_criteria == OURS[:1]


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger", "coordinator"])
def test_nobody_but_a_manager_changes_them(who, request, signed_in, page, fablab, laser, now):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        change_local_criteria(fablab, laser, OURS, by=person, now=now)
    assert signed_in(person).post(page, {"criteria": "x"}).status_code == 403
    assert not LocalCriteria.objects.exists()


def test_the_same_is_not_said_twice(asked, fablab, laser, manager, now):
    assert change_local_criteria(fablab, laser, OURS, by=manager, now=now) is None
    for criteria in (OURS[:1] * 2, laser.criteria[:1]):
        with pytest.raises(DomainError, match="deux fois"):
            change_local_criteria(fablab, laser, criteria, by=manager, now=now)


def test_what_was_asked_on_a_day_stays_on_record(asked):
    asked.criteria = []
    with pytest.raises(FrozenError):
        asked.save()
