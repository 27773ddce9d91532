"""People, their addresses, and the teams of structures."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from arouez.errors import DomainError, NotAllowed
from arouez.network import services
from arouez.network.models import Membership
from arouez.people.models import Person
from arouez.people.services import welcome_person


@pytest.fixture
def sign_in(client, work, mailoutbox):
    """Ask for a code and type it, as anyone would: `sign_in("lena@example.org")`."""

    def sign_in(email: str):
        client.post("/compte/connexion/", {"email": email})
        return client.post("/compte/connexion/code/", {"code": newest_code(work), "action": "verify"})

    return sign_in


def newest_code(work) -> str:
    """The code that starts the subject of the newest mail that carries one."""
    work()
    codes = [found.group(1) for letter in mail.outbox if (found := re.match(r"([0-9A-Z-]{7,})\s:", letter.subject))]
    return codes[-1]


def test_a_newcomer_gets_an_account_by_typing_the_code(client, sign_in):
    sign_in("new@example.org")
    assert EmailAddress.objects.get(email="new@example.org").verified
    assert client.get("/passeport/").status_code == 200


def test_signing_in_twice_is_the_same_person(client, sign_in):
    sign_in("new@example.org")
    client.post("/compte/deconnexion/")
    sign_in("NEW@example.org")
    assert Person.objects.filter(emailaddress__email="new@example.org").count() == 1


def test_a_second_address_brings_the_badges_sent_to_it(client, give, sign_in, work):
    award = give("lena@work.example")
    sign_in("lena@home.example")
    client.post("/compte/adresses/", {"email": "lena@work.example", "action_add": ""})
    client.post("/compte/adresses/code/", {"code": newest_code(work), "action": "verify"})
    assert award.public_id in client.get("/passeport/").content.decode()


def test_an_address_that_is_not_proved_brings_nothing(client, give, sign_in, work):
    award = give("lena@work.example")
    sign_in("mallory@example.org")
    client.post("/compte/adresses/", {"email": "lena@work.example", "action_add": ""})
    assert award.public_id not in client.get("/passeport/").content.decode()


def test_an_announced_person_is_found_again_whatever_the_case():
    assert welcome_person("Lena@Example.org", name="Lena") == welcome_person("lena@example.org")


def test_the_account_page_changes_name_and_language(signed_in, lena):
    signed_in(lena).post("/compte/", {"name": "Lena Morvan", "language": "en"})
    lena.refresh_from_db()
    assert (lena.name, lena.language) == ("Lena Morvan", "en")


def test_the_account_is_not_for_visitors(client):
    assert client.get("/compte/").status_code == 302


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger"])
def test_nobody_else_changes_the_team(who, request, signed_in, fablab, other_fablab, manager):
    person = request.getfixturevalue(who)
    member = fablab.memberships.get(person=manager)
    with pytest.raises(NotAllowed):
        services.add_member(fablab, by=person, email="x@example.org", name="X", role="manager")
    with pytest.raises(NotAllowed):
        services.change_role(member, by=person, role="reader")
    with pytest.raises(NotAllowed):
        services.remove_member(member, by=person)
    base = f"/structures/{fablab.slug}/equipe/"
    client = signed_in(person)
    assert client.post(base, {"name": "X", "email": "x@example.org", "role": "manager"}).status_code == 403
    assert client.post(f"{base}{member.pk}/role/", {"role": "reader"}).status_code == 403
    assert client.post(f"{base}{member.pk}/retirer/").status_code == 403


def test_a_member_of_one_team_is_not_reached_through_another(signed_in, stranger, fablab, other_fablab, manager):
    member = fablab.memberships.get(person=manager)
    response = signed_in(stranger).post(f"/structures/{other_fablab.slug}/equipe/{member.pk}/retirer/")
    assert response.status_code == 404


def test_a_structure_keeps_a_manager(manager, fablab):
    own = fablab.memberships.get(person=manager)
    with pytest.raises(DomainError):
        services.remove_member(own, by=manager)
    with pytest.raises(DomainError):
        services.change_role(own, by=manager, role=Membership.Role.READER)


def test_the_awards_of_a_structure_are_for_its_team(client, signed_in, stranger, reader, fablab, give):
    award = give()
    for page in ("badges-attribues/", f"badges-attribues/{award.public_id}/"):
        address = f"/structures/{fablab.slug}/{page}"
        assert client.get(address).status_code == 302
        assert signed_in(stranger).get(address).status_code == 403
        assert signed_in(reader).get(address).status_code == 200
