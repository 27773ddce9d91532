"""A Saturday at the fablab: who comes is on the list, what is seen is ticked, the badge is on the phone."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arouez import guesses
from arouez.badges.local_criteria import change_local_criteria
from arouez.badges.mandates import withdraw_mandate
from arouez.badges.models import Award
from arouez.errors import DomainError, NotAllowed
from arouez.passport.models import Entry
from arouez.workshops import assessing, services
from arouez.workshops.assessing import Act
from arouez.workshops.models import Participation, Session

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_guess_yet():
    cache.clear()


@pytest.fixture
def now():
    """The pages ask the clock."""
    return timezone.now()


@pytest.fixture
def saturday(fablab, facilitator, laser, now):
    """A session that has just begun, with the laser badge at stake."""
    return services.hold_workshop(
        fablab, by=facilitator, title="Samedi laser", achievements=[laser], starts_at=now - HOUR / 2,
        ends_at=now + 2 * HOUR, seats=None,
    )  # fmt: skip


@pytest.fixture
def next_week(fablab, facilitator, laser, now):
    """A session to come, with two seats."""
    start = now + timedelta(days=7)
    return services.hold_workshop(
        fablab, by=facilitator, title="Samedi laser", achievements=[laser], starts_at=start, ends_at=start + HOUR, seats=2
    )  # fmt: skip


@pytest.fixture
def come(saturday, now):
    """Someone scans the code: `come("Lena")`; without an address, `come("Lena", "")`."""

    def scan(name: str, email: str | None = None) -> Participation:
        email = f"{name.lower()}@example.org" if email is None else email
        return services.join(saturday, name=name, email=email, scanned=True, now=now)[0]

    return scan


@pytest.fixture
def does(saturday, laser, facilitator, now):
    """The facilitator does something on the sheet: `does("see", someone, 0)`."""

    def do(kind, who, criterion=0, *, by=None, session=None, badge=None):
        act = Act(kind, who.public_id, (badge or laser).public_id, criterion)
        return assessing.do(act, session or saturday, by=by or facilitator, now=now)

    return do


def sheet(session, rest=""):
    return f"/structures/{session.structure.slug}/ateliers/{session.public_id}/{rest}"


def send(client, session, *acts):
    return client.post(sheet(session, "gestes/"), json.dumps({"acts": list(acts)}), content_type="application/json")


def seen(participation):
    return participation.assessments.get().criteria_seen


@contextmanager
def refused(code):
    """A refusal of the domain whose code begins so."""
    with pytest.raises(DomainError) as refusal:
        yield
    assert refusal.value.code.startswith(code)


# ---------------------------------------------------------------- holding


def test_a_workshop_that_comes_back_is_at_the_same_hour_in_summer_and_winter(fablab, facilitator, laser):
    first = services.hold_workshop(
        fablab, by=facilitator, title="Laser", achievements=[laser], rhythm="monthly", times=3,
        starts_at=datetime(2026, 8, 31, 12, 0, tzinfo=UTC), ends_at=datetime(2026, 8, 31, 14, 0, tzinfo=UTC),
    )  # fmt: skip
    starts = [timezone.localtime(session.starts_at) for session in first.workshop.sessions.order_by("starts_at")]
    assert [f"{start:%d/%m %H:%M}" for start in starts] == ["31/08 14:00", "30/09 14:00", "31/10 14:00"]


def test_a_facilitator_announces_a_workshop_from_a_form(signed_in, facilitator, fablab, laser):
    answers = {
        "title": "Samedi laser", "achievements": [laser.pk], "day": "2030-01-05", "starts": "22:00", "ends": "01:00",
        "rhythm": "weekly", "times": 2, "seats": 6, "place": "", "words": "Venez.",
    }  # fmt: skip
    client = signed_in(facilitator)
    sent = client.post("/structures/recouvrance/ateliers/nouveau/", answers)
    session = Session.objects.order_by("starts_at").first()
    assert sent.url == sheet(session)
    assert session.ends_at - session.starts_at == 3 * HOUR
    assert Session.objects.count() == 2
    refused = client.post("/structures/recouvrance/ateliers/nouveau/", {**answers, "ends": "22:00"})
    assert refused.status_code == 422
    assert "La fin vient après le début" in refused.text
    assert "Samedi laser" in refused.text


def test_only_badges_the_structure_may_award_are_at_stake(fablab, other_fablab, stranger, facilitator, laser, now):
    laser.retired_at = now
    laser.save(update_fields=["retired_at"])
    when = {"starts_at": now, "ends_at": now + HOUR, "title": "Laser"}
    for badges in ([], [laser]):
        with refused("workshop.bad_badges"):
            services.hold_workshop(fablab, by=facilitator, achievements=badges, **when)


def test_those_on_the_list_are_told_of_another_hour_and_why_it_is_cancelled(next_week, facilitator, now, work):
    services.join(next_week, name="Lena", email="lena@example.org", scanned=False, now=now)
    work()
    later = {"starts_at": next_week.starts_at + HOUR, "ends_at": next_week.ends_at + HOUR, "place": "", "seats": 2}
    services.change_session(next_week, by=facilitator, **later)
    services.change_session(next_week, by=facilitator, **{**later, "seats": 3})
    services.cancel_session(next_week, by=facilitator, reason="La laser est en panne.", now=now)
    work()
    assert [letter.subject.partition("\u00a0:")[0] for letter in mail.outbox] == [
        "Vous êtes sur la liste", "Changement", "Annulé",
    ]  # fmt: skip
    assert "La laser est en panne." in mail.outbox[-1].body
    with refused("session.cancelled"):
        services.join(next_week, name="Bob", email="", scanned=False, now=now)


# ---------------------------------------------------------------- coming


def test_who_scans_gives_a_name_and_is_there(client, saturday, facilitator, signed_in):
    page = client.get(f"/a/{saturday.code.upper()}")
    assert "Samedi laser" in page.text
    sent = client.post(f"/a/{saturday.code}", {"name": "Lena", "email": "Lena@example.org"})
    lena = Participation.objects.get()
    assert sent.url == lena.get_absolute_url()
    assert (lena.name, lena.email, lena.is_present) == ("Lena", "lena@example.org", True)
    assert "vous êtes sur la liste" in client.get(sent.url).text
    assert client.get(f"/a/{saturday.code}").url == sent.url, "a phone that has its place goes to it"
    assert "Lena" in signed_in(facilitator).get(sheet(saturday)).text


def test_without_an_address_one_keeps_a_code(client, saturday):
    sent = client.post(f"/a/{saturday.code}", {"name": "Jean", "email": ""})
    page = client.get(sent.url).text
    jean = Participation.objects.get()
    assert jean.spoken_code in page
    typed = client.post("/code/", {"code": f" {jean.spoken_code.lower()} "})
    assert typed.url == f"/place/{jean.code}/"


def test_an_address_that_is_on_the_list_opens_nobodys_page(client, saturday, come, work):
    lena = come("Lena")
    sent = client.post(f"/a/{saturday.code}", {"name": "Une autre", "email": lena.email}, follow=True)
    assert lena.code not in sent.text
    assert "déjà sur la liste" in sent.text
    work()
    assert lena.code in mail.outbox[-1].body, "the owner of the address finds it in their mail"
    assert saturday.participations.count() == 1


def test_who_signed_up_before_is_there_once_they_scan(client, next_week, now):
    client.post(next_week.get_absolute_url(), {"name": "Lena", "email": "lena@example.org"})
    assert Participation.objects.get().is_present is None
    services.join(next_week, name="Lena", email="lena@example.org", scanned=True, now=next_week.starts_at)
    assert Participation.objects.get().is_present is True


def test_a_full_session_takes_those_who_stand_there_and_nobody_else(client, next_week, facilitator, now):
    for name in ("Ana", "Bob"):
        services.join(next_week, name=name, email="", scanned=False, now=now)
    sent = client.post(next_week.get_absolute_url(), {"name": "Lena", "email": ""})
    assert sent.status_code == 422
    assert "complète" in sent.text
    assert next_week.participations.count() == 2
    services.join(next_week, name="Lena", email="", scanned=True, now=next_week.starts_at)
    services.add_by_hand(next_week, by=facilitator, name="Jean", email="", now=next_week.starts_at)
    assert next_week.participations.count() == 4


def test_a_seat_that_is_given_back_is_free(client, next_week, now):
    ana = services.join(next_week, name="Ana", email="", scanned=False, now=now)[0]
    services.join(next_week, name="Bob", email="", scanned=False, now=now)
    client.post(f"/place/{ana.code}/rendre/")
    services.join(next_week, name="Lena", email="", scanned=False, now=now)
    with refused("session.begun"):
        services.leave(ana, now=next_week.starts_at)


@pytest.mark.parametrize("end", ["deadline", "close", "cancel"])
def test_the_code_opens_nothing_any_more(client, saturday, facilitator, now, end):
    if end == "deadline":
        Session.objects.update(starts_at=now - 15 * HOUR, ends_at=now - 13 * HOUR)
    elif end == "close":
        services.close_session(saturday, by=facilitator, now=now)
    else:
        services.cancel_session(saturday, by=facilitator, reason="Panne.", now=now)
    sent = client.post(f"/a/{saturday.code}", {"name": "Lena", "email": ""})
    assert sent.status_code == 422
    assert not Participation.objects.exists()


def test_codes_are_not_to_be_tried_one_after_the_other(client, saturday):
    for _guess in range(guesses.MOST):
        assert client.get("/a/00000000").status_code == 404
    assert client.get(f"/a/{saturday.code}").status_code == 429
    assert client.get("/place/000000000000/").status_code == 429
    assert client.post("/code/", {"code": saturday.code}).status_code == 429


# ---------------------------------------------------------------- seeing and awarding


def test_what_is_ticked_is_kept_once_however_often_it_is_sent(signed_in, facilitator, saturday, laser, come):
    lena = come("Lena")
    see = {"kind": "see", "participation": lena.public_id, "badge": laser.public_id, "criterion": 1}
    client = signed_in(facilitator)
    assert send(client, saturday, see, see).json() == {"refused": {}}
    assert send(client, saturday, see).json() == {"refused": {}}
    assert seen(lena) == [1]
    send(client, saturday, {**see, "kind": "unsee"}, {**see, "kind": "unsee"})
    assert seen(lena) == []


def test_the_badge_is_given_once_with_what_was_seen(signed_in, client, facilitator, saturday, laser, come, does, work):
    lena = come("Lena")
    does("see", lena, 0)
    does("see", lena, 1)
    award = {"kind": "award", "participation": lena.public_id, "badge": laser.public_id}
    send(signed_in(facilitator), saturday, award, award)
    send(signed_in(facilitator), saturday, award)
    given = Award.objects.get()
    assert (given.recipient_email, given.criteria_seen, given.awarded_by) == ("lena@example.org", [0, 1], facilitator)
    page = client.get(lena.get_absolute_url(), headers={"HX-Request": "true"}).text
    assert f"/recu/{given.claim_code}/" in page, "on the phone before the mail comes"
    work()
    assert mail.outbox[-1].to == ["lena@example.org"]


def test_who_lacks_a_criterion_stays_in_progress_and_reads_what_is_missing(
    signed_in, client, facilitator, saturday, laser, come, does
):
    lena = come("Lena")
    does("see", lena, 1)
    award = {"kind": "award", "participation": lena.public_id, "badge": laser.public_id}
    refused = send(signed_in(facilitator), saturday, award).json()["refused"]
    assert refused == {lena.public_id: "Il manque\u00a0: Je reste présent·e."}
    assert not Award.objects.exists()
    assert "Il manque" in client.get(lena.get_absolute_url()).text


def test_the_next_time_what_was_seen_counts_still(facilitator, fablab, laser, come, does, now, next_week):
    does("see", come("Lena"), 1)
    again = services.join(next_week, name="Lena", email="lena@example.org", scanned=True, now=now)[0]
    assert seen(again) == [1]


def test_another_structure_does_not_see_what_was_seen_here(come, does, other_fablab, stranger, laser, now):
    does("see", come("Lena"), 1)
    there = services.hold_workshop(
        other_fablab, by=stranger, title="Laser", achievements=[laser], starts_at=now, ends_at=now + HOUR
    )
    assert not services.join(there, name="Lena", email="lena@example.org", scanned=True, now=now)[
        0
    ].assessments.exists()


def test_the_structures_own_criteria_are_ticked_too(fablab, manager, laser, come, does, now):
    change_local_criteria(fablab, laser, [{"text": "Je connais le local.", "safety": True}], by=manager, now=now)
    lena = come("Lena")
    does("see", lena, 0)
    does("see", lena, 1)
    with refused("assessment.incomplete"):
        does("award", lena)
    does("see", lena, "Je connais le local.")
    does("award", lena)
    assert [each["text"] for each in Award.objects.get().local_criteria] == ["Je connais le local."]


def test_a_facilitator_without_a_mandate_ticks_and_does_not_award(
    signed_in, facilitator, manager, saturday, laser, come, does, now
):
    withdraw_mandate(laser.mandates.get(person=facilitator), by=manager, now=now)
    lena = come("Lena")
    does("see", lena, 0)
    does("see", lena, 1)
    with refused("mandate."):
        does("award", lena)
    assert "mandat" in signed_in(facilitator).get(sheet(saturday)).text


def test_one_line_that_is_refused_stops_no_other(signed_in, facilitator, saturday, laser, come, does):
    yann, lena = come("Yann"), come("Lena")
    for person in (yann, lena):
        does("see", person, 0)
        does("see", person, 1)
    awards = [{"kind": "award", "participation": who.public_id, "badge": laser.public_id} for who in (yann, lena)]
    refused = send(signed_in(facilitator), saturday, *awards).json()["refused"]
    assert refused == {yann.public_id: "On ne s’attribue pas un badge à soi-même."}
    assert Award.objects.get().recipient_name == "Lena"


def test_who_was_not_seen_was_absent_once_it_is_closed(saturday, facilitator, next_week, now):
    ana = services.join(next_week, name="Ana", email="", scanned=False, now=now)[0]
    services.close_session(next_week, by=facilitator, now=now)
    ana.refresh_from_db()
    assert ana.is_present is False
    assert Session.objects.get(pk=next_week.pk).state == Session.State.CLOSED


@pytest.mark.parametrize("body", ["", "[]", '{"acts": [1]}', '{"acts": [{"kind": "drop", "participation": "x"}]}'])
def test_what_is_no_act_is_turned_away(signed_in, facilitator, saturday, body):
    answer = signed_in(facilitator).post(sheet(saturday, "gestes/"), body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("criterion", [-1, 2, "Un critère d’ailleurs"])
def test_no_criterion_is_ticked_that_the_badge_does_not_ask(come, does, criterion):
    with pytest.raises(DomainError):
        does("see", come("Lena"), criterion)


# ---------------------------------------------------------------- slips of paper


def test_a_slip_is_kept_in_one_passport_and_badges_to_come_follow(signed_in, come, does, lena, stranger):
    jean = come("Jean", "")
    for criterion in (0, 1):
        does("see", jean, criterion)
    assert signed_in(lena).post(f"/place/{jean.code}/garder/").url == jean.get_absolute_url()
    does("award", jean)
    assert Entry.objects.get().person == lena
    refused = signed_in(stranger).post(f"/place/{jean.code}/garder/", follow=True)
    assert "dans le passeport d’une autre personne" in refused.text
    assert Entry.objects.get().person == lena


def test_a_slip_claimed_after_the_award_takes_it_along(come, does, lena, now):
    jean = come("Jean", "")
    for criterion in (0, 1):
        does("see", jean, criterion)
    does("award", jean)
    assert services.claim(jean, by=lena, now=now) == 1
    assert services.claim(jean, by=lena, now=now) == 1
    assert Entry.objects.get().person == lena


def test_poster_and_slips_are_accessible_pdfs(signed_in, facilitator, saturday, come):
    come("Jean", "")
    client = signed_in(facilitator)
    for paper in ("affiche.pdf", "billets.pdf"):
        assert b"pdfuaid" in client.get(sheet(saturday, paper)).content


# ---------------------------------------------------------------- who may not


PAGES = [
    "",
    "gestes/",
    "ajouter/",
    "clore/",
    "rouvrir/",
    "modifier/",
    "annuler/",
    "ecran/",
    "affiche.pdf",
    "billets.pdf",
]


@pytest.mark.parametrize("rest", PAGES)
def test_nobody_from_elsewhere_opens_the_sheet(signed_in, client, stranger, other_fablab, saturday, rest):
    address = sheet(saturday, rest)
    method = "post" if rest in ("gestes/", "ajouter/", "clore/", "rouvrir/", "annuler/") else "get"
    assert getattr(signed_in(stranger), method)(address).status_code == 403
    assert getattr(client, method)(address).url.startswith("/compte/connexion/")
    assert "Samedi laser" not in getattr(signed_in(stranger), method)(address.replace("recouvrance", "port")).text


@pytest.mark.parametrize("rest", ["gestes/", "ajouter/", "clore/", "rouvrir/", "annuler/"])
def test_who_only_reads_changes_nothing(signed_in, reader, saturday, come, rest):
    come("Lena")
    answer = signed_in(reader).post(sheet(saturday, rest), {"name": "X", "reason": "X"})
    assert answer.status_code == 403
    assert saturday.participations.count() == 1


def test_an_act_reaches_nobody_of_another_session(come, does, next_week, facilitator, now):
    lena = come("Lena")
    with refused("participation.unknown"):
        does("see", lena, 0, session=next_week)


def test_services_refuse_whoever_is_not_of_the_structure(saturday, stranger, other_fablab, laser, come, does, now):
    with pytest.raises(NotAllowed):
        does("see", come("Lena"), 0, by=stranger)
    for refuse in (
        lambda: services.close_session(saturday, by=stranger, now=now),
        lambda: services.reopen_session(saturday, by=stranger),
        lambda: services.cancel_session(saturday, by=stranger, reason="x", now=now),
        lambda: services.add_by_hand(saturday, by=stranger, name="x", email="", now=now),
        lambda: services.change_workshop(saturday.workshop, by=stranger, title="x", words="", achievements=[laser]),
    ):
        with pytest.raises(NotAllowed):
            refuse()


# ---------------------------------------------------------------- many


def test_the_sheet_and_the_lists_ask_the_same_for_two_and_for_forty(signed_in, facilitator, saturday, come, does):
    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert signed_in(facilitator).get(address).status_code == 200
        return len(queries)

    def all_pages():
        return [asked(page) for page in (sheet(saturday), "/structures/recouvrance/ateliers/", "/ateliers/")]

    does("see", come("Ana"), 0)
    does("see", come("Bob"), 0)
    few = all_pages()
    for number in range(38):
        does("see", come(f"P{number}"), 0)
    assert all_pages() == few
