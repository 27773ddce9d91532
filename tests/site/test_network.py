"""Several networks on one site: which one a page shows, who runs it, who is in it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from arouez.charter.models import Signature
from arouez.errors import DomainError, NotAllowed
from arouez.network import governing
from arouez.network.journal import lines_of
from arouez.network.models import Coordinator, Network
from arouez.network.services import create_network, create_structure
from arouez.people.services import welcome_person

FORM = {
    "name": "Fab@Rennes",
    "tagline": "Entre deux rivières.",
    "email": "",
    "url": "",
    "accent": "heather",
    "palette": ["or"],
}


@pytest.fixture
def rennes(now):
    network = create_network(
        now=now, coordinator=welcome_person("r@example.org", name="Rozenn"), slug="rennes", name="Fab@Rennes"
    )
    network.accent = Network.Accent.HEATHER
    network.save()
    return network


@pytest.fixture
def la_basse(rennes, now):
    return create_structure(rennes, now=now, slug="la-basse", name="La Basse Cour")


# ---------------------------------------------------------------- which network a page shows


def test_a_site_of_several_networks_shows_the_first_until_another_is_visited(client, network, fablab, rennes, la_basse):
    assert "Fab@Brest" in client.get("/").text
    assert "Fab@Rennes" in client.get("/reseaux/").text
    assert 'data-accent="heather"' in client.get("/reseaux/rennes/").text
    text = client.get("/structures/").text
    assert "La Basse Cour" in text
    assert "La Fabrique de Recouvrance" not in text
    client.get("/reseaux/fab-brest/")
    assert "La Basse Cour" not in client.get("/structures/").text


def test_a_network_with_a_host_name_of_its_own_is_shown_under_it(client, network, rennes, settings):
    rennes.host = "badges.rennes.test"
    rennes.save()
    settings.ALLOWED_HOSTS = ["*"]
    assert "Fab@Rennes" in client.get("/", headers={"host": "badges.rennes.test:8000"}).text
    assert "Fab@Brest" in client.get("/", headers={"host": "testserver"}).text


def test_a_page_about_something_of_a_network_wears_its_look(client, network, laser, fablab, rennes, la_basse):
    client.get("/reseaux/rennes/")
    assert 'data-accent="ocean"' in client.get(laser.get_absolute_url(), headers={"accept": "text/html"}).text
    assert 'data-accent="ocean"' in client.get(fablab.get_absolute_url()).text
    assert 'data-accent="ocean"' in client.get("/reseaux/fab-brest/charte/").text
    assert 'data-accent="heather"' in client.get("/badges/").text
    assert laser.name not in client.get("/badges/").text
    client.get("/reseaux/fab-brest/")
    assert 'data-accent="heather"' in client.get("/reseaux/rennes/charte/").text


def test_a_structure_of_two_networks_says_so_and_is_in_both(client, network, fablab, rennes):
    rennes.structures.add(fablab)
    text = client.get(fablab.get_absolute_url()).text
    assert "/reseaux/fab-brest/" in text
    assert "/reseaux/rennes/" in text
    client.get("/reseaux/rennes/")
    assert fablab.name in client.get("/structures/").text


def test_an_empty_site_says_what_to_do(client):
    assert "network" in client.get("/reseaux/").text
    assert client.get("/").status_code == 200


# ---------------------------------------------------------------- running it


def test_the_coordination_changes_what_the_network_says_and_how_it_looks(signed_in, coordinator, network):
    browser = signed_in(coordinator)
    assert "Coordonner Fab@Brest" in browser.get("/").text
    assert browser.post("/reseaux/fab-brest/reglages/", FORM).status_code == 302
    network.refresh_from_db()
    assert (network.name, network.accent, network.palette) == ("Fab@Rennes", "heather", ["or"])
    assert lines_of(network).first().act == "network.settings"
    assert browser.post("/reseaux/fab-brest/reglages/", {**FORM, "name": ""}).status_code == 422


def test_a_network_always_keeps_someone_who_runs_it(signed_in, coordinator, network, manager):
    browser = signed_in(coordinator)
    first = network.coordinators.get()
    browser.post(f"/reseaux/fab-brest/coordination/{first.pk}/retirer/")
    assert network.coordinators.exists()
    Coordinator.objects.create(person=manager, network=network)
    browser.post(f"/reseaux/fab-brest/coordination/{first.pk}/retirer/")
    assert [one.person for one in network.coordinators.all()] == [manager]


# ---------------------------------------------------------------- leaving it


def test_a_structure_that_leaves_ends_its_signature_and_keeps_what_it_awarded(
    signed_in, manager, fablab, network, label, client
):
    label(fablab)
    address = f"/reseaux/fab-brest/structures/{fablab.slug}/retirer/"
    signed_in(manager).post(address, {"reason": " "})
    assert network.structures.exists()
    signed_in(manager).post(address, {"reason": "Fermeture."})
    assert not network.structures.exists()
    assert Signature.objects.get().withdrawal_reason == "Fermeture."
    assert {"network.left", "charter.left"} <= {line.act for line in lines_of(network)}
    assert client.get(fablab.get_absolute_url()).status_code == 200


def test_the_coordination_may_take_it_out_and_nobody_else(
    signed_in, coordinator, facilitator, reader, stranger, fablab, other_fablab, network, now
):
    address = f"/reseaux/fab-brest/structures/{fablab.slug}/retirer/"
    for person in (facilitator, reader, stranger):
        assert signed_in(person).post(address, {"reason": "x"}).status_code == 403
        with pytest.raises(NotAllowed):
            governing.leave(fablab, network, by=person, reason="x", now=now)
    signed_in(coordinator).post(address, {"reason": "Silence depuis un an."})
    assert list(network.structures.all()) == [other_fablab]
    with pytest.raises(DomainError):
        governing.leave(fablab, network, by=coordinator, reason="x", now=now)


@pytest.mark.parametrize("who", ["manager", "reader", "lena"])
def test_nobody_else_runs_it(who, request, signed_in, network, fablab, coordinator, now):
    person = request.getfixturevalue(who)
    browser = signed_in(person)
    assert browser.get("/reseaux/fab-brest/reglages/").status_code == 403
    for path in (
        "reglages/",
        f"coordination/{network.coordinators.get().pk}/retirer/",
    ):
        assert browser.post(f"/reseaux/fab-brest/{path}", {"name": "x", "email": "x@example.org"}).status_code == 403
    with pytest.raises(NotAllowed):
        governing.change_network(network, by=person, now=now, name="x")


def test_who_keeps_the_site_makes_a_network_by_a_command(capsys):
    call_command("network", "create", "quimper", "Fab@Quimper", "anna@example.org")
    assert "/reseaux/quimper/" in capsys.readouterr().out
    assert str(Network.objects.get().coordinators.get().person.emailaddress_set.get().email) == "anna@example.org"
    for slug, email in (("quimper", "anna@example.org"), ("a b", "anna@example.org"), ("autre", "anna")):
        with pytest.raises(CommandError):
            call_command("network", "create", slug, "Autre", email)
