"""Asked in by a letter: into a team, a coordination, a network. Who may ask, who may answer, until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arouez.errors import DomainError, NotAllowed
from arouez.network import inviting
from arouez.network.journal import lines_of
from arouez.network.models import Coordinator, Invitation, Membership, Structure
from arouez.network.services import create_network, create_structure

TEAM = {"name": "Lena", "email": "Lena@example.org ", "role": "facilitator"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    """The pages ask the clock."""
    return timezone.now()


@pytest.fixture
def asked(fablab, manager, now):
    """Lena is asked to facilitate at the fablab."""
    return inviting.invite_member(fablab, by=manager, now=now, **TEAM)


@pytest.fixture
def far(now, lena):
    """A structure of another network, that Lena manages."""
    return create_structure(
        create_network(now=now, slug="rennes", name="Rennes"), now=now, manager=lena, slug="far", name="Far"
    )


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


# ---------------------------------------------------------------- into a team


def test_someone_invited_enters_the_team_by_the_link_in_the_letter(signed_in, client, manager, fablab, lena, work):
    signed_in(manager).post(f"/structures/{fablab.slug}/equipe/", TEAM)
    invitation = Invitation.objects.get()
    work()
    assert mail.outbox[-1].to == ["lena@example.org"]
    assert invitation.get_absolute_url() in mail.outbox[-1].body
    assert not fablab.memberships.filter(person=lena).exists()
    assert "Me connecter et répondre" in client.get(invitation.get_absolute_url()).text
    page = invitation.get_absolute_url()
    assert "Maelle vous invite" in signed_in(lena).get(page).text
    assert signed_in(lena).post(page).url == fablab.get_absolute_url()
    assert fablab.memberships.get(person=lena).role == Membership.Role.FACILITATOR
    again = signed_in(lena).get(page)
    assert (again.status_code, "a déjà servi" in again.text) == (410, True)


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger", "lena"])
def test_only_managers_invite_send_again_or_cancel(who, request, signed_in, fablab, other_fablab, asked, now):
    person = request.getfixturevalue(who)
    browser = signed_in(person)
    assert browser.post(f"/structures/{fablab.slug}/equipe/", TEAM).status_code == 403
    assert browser.post(f"/invitations/{asked.pk}/renvoyer/").status_code == 403
    assert browser.post(f"/invitations/{asked.pk}/annuler/").status_code == 403
    for act in (
        lambda: inviting.invite_member(fablab, by=person, now=now, **TEAM),
        lambda: inviting.send_again(asked, by=person, now=now + MINUTE),
        lambda: inviting.cancel(asked, by=person),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert state(asked) == "waiting"


def test_pending_invitations_are_for_the_managers_to_see(signed_in, manager, reader, fablab, asked):
    page = f"/structures/{fablab.slug}/equipe/"
    assert "lena@example.org" in signed_in(manager).get(page).text
    assert "lena@example.org" not in signed_in(reader).get(page).text


def test_who_never_said_their_name_goes_by_the_one_they_were_invited_under(asked, lena, stranger, fablab, manager, now):
    lena.name = ""
    lena.save()
    inviting.accept(asked, by=lena, now=now)
    lena.refresh_from_db()
    assert lena.name == "Lena"

    second = inviting.invite_member(fablab, by=manager, name="Bob", email=stranger.email, role="reader", now=now)
    theirs = stranger.name
    inviting.accept(second, by=stranger, now=now)
    assert stranger.name == theirs != "Bob"


def test_somebody_else_with_the_link_is_told_so_and_gets_nothing(signed_in, client, stranger, manager, asked, fablab):
    page = asked.get_absolute_url()
    for person in (stranger, manager):
        response = signed_in(person).post(page)
        assert (response.status_code, "adressée à quelqu’un d’autre" in response.text) == (403, True)
        assert signed_in(person).post(f"{page}decliner/").status_code == 403
    assert client.post(f"{page}decliner/").status_code == 302
    client.post(page)
    assert state(asked) == "waiting"
    assert fablab.memberships.count() == 3


def test_an_address_that_is_not_proved_opens_nothing(signed_in, lena, asked, now):
    lena.emailaddress_set.update(verified=False)
    with pytest.raises(NotAllowed):
        inviting.accept(asked, by=lena, now=now)


def test_it_is_worth_thirty_days_and_thirty_more_when_sent_again(signed_in, lena, manager, fablab, asked, now):
    late = now + timedelta(days=30)
    with pytest.raises(DomainError) as refusal:
        inviting.accept(asked, by=lena, now=late)
    assert "trente jours" in str(refusal.value)
    inviting.accept(inviting.send_again(asked, by=manager, now=late), by=lena, now=late + timedelta(days=29))
    assert fablab.memberships.filter(person=lena).exists()


def test_a_link_that_is_too_old_says_so(signed_in, lena, asked, now):
    Invitation.objects.update(expires_at=now - MINUTE)
    response = signed_in(lena).post(asked.get_absolute_url())
    assert (response.status_code, "trente jours" in response.text) == (410, True)
    assert state(asked) == "waiting"


def test_a_cancelled_or_declined_invitation_lets_nobody_in(signed_in, lena, manager, fablab, asked, now):
    signed_in(manager).post(f"/invitations/{asked.pk}/annuler/")
    page = asked.get_absolute_url()
    assert "annulée" in signed_in(lena).get(page).text
    other = inviting.invite_member(fablab, by=manager, now=now + MINUTE, **TEAM)
    signed_in(lena).post(f"{other.get_absolute_url()}decliner/")
    assert "déclinée" in signed_in(lena).get(other.get_absolute_url()).text
    for closed in (asked, other):
        with pytest.raises(DomainError):
            inviting.accept(closed, by=lena, now=now)
        with pytest.raises(DomainError):
            inviting.send_again(closed, by=manager, now=now + 5 * MINUTE)
    assert not fablab.memberships.filter(person=lena).exists()


def test_no_letter_goes_twice_within_a_minute(manager, fablab, asked, now):
    soon = now + timedelta(seconds=59)
    with pytest.raises(DomainError):
        inviting.send_again(asked, by=manager, now=soon)
    with pytest.raises(DomainError):
        inviting.invite_member(fablab, by=manager, now=now + 2 * MINUTE, **TEAM)
    inviting.cancel(asked, by=manager)
    with pytest.raises(DomainError):
        inviting.invite_member(fablab, by=manager, now=soon, **TEAM)
    inviting.invite_member(fablab, by=manager, now=now + MINUTE, **TEAM)


def test_a_letter_that_waits_is_not_sent_once_cancelled(manager, asked, work):
    inviting.cancel(asked, by=manager)
    work()
    assert mail.outbox == []


def test_who_invited_must_still_be_entitled_when_it_is_accepted(manager, facilitator, fablab, lena, asked, now):
    fablab.memberships.filter(person=facilitator).update(role="manager")
    fablab.memberships.filter(person=manager).delete()
    with pytest.raises(DomainError) as refusal:
        inviting.accept(asked, by=lena, now=now)
    assert refusal.value.code == "invitation.inviter_gone"
    inviting.accept(inviting.send_again(asked, by=facilitator, now=now + MINUTE), by=lena, now=now + MINUTE)


def test_who_is_in_the_team_is_not_invited_and_what_was_typed_stays(signed_in, manager, fablab):
    form = {"name": "Yann", "email": "yann@example.org", "role": "reader"}
    response = signed_in(manager).post(f"/structures/{fablab.slug}/equipe/", form)
    assert (response.status_code, 'value="yann@example.org"' in response.text) == (422, True)


def test_the_database_asks_nobody_twice_at_once(asked):
    asked.pk, asked.code = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


# ---------------------------------------------------------------- into a coordination


def test_someone_invited_runs_the_network(signed_in, coordinator, network, lena):
    browser = signed_in(coordinator)
    assert browser.post("/reseaux/fab-brest/coordination/inviter/", TEAM).status_code == 302
    assert "lena@example.org" in browser.get("/reseaux/fab-brest/reglages/").text
    signed_in(lena).post(Invitation.objects.get().get_absolute_url())
    assert network.coordinators.filter(person=lena).exists()
    assert lines_of(network).first().act == "network.coordinator_added"
    own = {"name": "Nolwenn", "email": "nolwenn@example.org"}
    again = browser.post("/reseaux/fab-brest/coordination/inviter/", own)
    assert (again.status_code, "coordonne déjà" in again.text) == (422, True)


# ---------------------------------------------------------------- into a network


def test_someone_invited_brings_their_structure_and_manages_it(signed_in, coordinator, network, lena, fablab):
    signed_in(coordinator).post("/reseaux/fab-brest/structures/inviter/", TEAM)
    page = Invitation.objects.get().get_absolute_url()
    said = {"name": fablab.name, "kind": "library", "place": "Brest", "tagline": "", "email": ""}
    wrong = signed_in(lena).post(page, {**said, "name": ""})
    assert (wrong.status_code, 'value="Brest"' in wrong.text) == (422, True)
    assert signed_in(lena).post(page, said).status_code == 302
    made = Structure.objects.exclude(pk=fablab.pk).get()
    assert (made.kind, made.place, list(made.networks.all())) == ("library", "Brest", [network])
    assert made.memberships.get().may_manage
    assert lines_of(network).first().act == "network.welcomed"


def test_the_page_of_another_network_asks_into_that_one(signed_in, network, now, coordinator):
    create_network(now=now, coordinator=coordinator, slug="rennes", name="Rennes")
    assert (
        'action="/reseaux/rennes/structures/inviter/"' in signed_in(coordinator).get("/reseaux/rennes/reglages/").text
    )


def test_a_structure_of_the_site_is_asked_in_and_its_managers_answer(
    signed_in, coordinator, network, far, lena, reader, fablab, work
):
    signed_in(coordinator).post("/reseaux/fab-brest/structures/proposer/", {"structure": far.pk})
    invitation = Invitation.objects.get()
    work()
    assert mail.outbox[-1].to == ["lena@example.org"]
    assert not network.structures.filter(pk=far.pk).exists()
    assert invitation.get_absolute_url() in signed_in(lena).get(f"/structures/{far.slug}/equipe/").text
    assert signed_in(reader).post(invitation.get_absolute_url()).status_code == 403
    signed_in(lena).post(invitation.get_absolute_url())
    assert {str(one) for one in far.networks.all()} == {"Fab@Brest", "Rennes"}
    assert lines_of(network).first().act == "network.welcomed"


def test_a_structure_that_is_in_it_is_not_asked(coordinator, network, fablab, now):
    with pytest.raises(DomainError):
        inviting.invite_structure(network, structure=fablab, by=coordinator, now=now)


def test_a_structure_that_declines_stays_out(signed_in, coordinator, network, far, lena, now):
    invitation = inviting.invite_structure(network, structure=far, by=coordinator, now=now)
    signed_in(lena).post(f"{invitation.get_absolute_url()}decliner/")
    assert state(invitation) == "declined"
    assert not network.structures.exists()


@pytest.mark.parametrize("who", ["manager", "reader", "lena"])
def test_only_the_coordination_asks_into_its_network(who, request, signed_in, network, fablab, far, coordinator, now):
    person = request.getfixturevalue(who)
    mine = inviting.invite_founder(network, by=coordinator, email="x@example.org", name="X", now=now)
    browser = signed_in(person)
    for path in ("coordination/inviter/", "structures/inviter/", "structures/proposer/"):
        assert browser.post(f"/reseaux/fab-brest/{path}", {**TEAM, "structure": far.pk}).status_code == 403
    assert browser.post(f"/invitations/{mine.pk}/annuler/").status_code == 403
    for act in (
        lambda: inviting.invite_coordinator(network, by=person, name="X", email="x@example.org", now=now),
        lambda: inviting.invite_founder(network, by=person, name="X", email="x@example.org", now=now),
        lambda: inviting.invite_structure(network, structure=far, by=person, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Coordinator.objects.count() == 1


def test_the_lists_cost_the_same_however_many(signed_in, coordinator, network, now):
    browser = signed_in(coordinator)
    page = "/reseaux/fab-brest/reglages/"
    inviting.invite_founder(network, by=coordinator, name="X", email="x@example.org", now=now)
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    for number in range(4):
        inviting.invite_founder(network, by=coordinator, name="X", email=f"x{number}@example.org", now=now)
    with CaptureQueriesContext(connection) as many:
        browser.get(page)
    assert len(many) == len(one)
