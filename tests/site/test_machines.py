"""What one can use at a structure, and the badge that teaches it: said by its managers, read by anyone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arouez.errors import DomainError, NotAllowed
from arouez.machines import services
from arouez.machines.models import Machine

PAGE = "/structures/recouvrance/machines/"


@pytest.fixture
def cutter(fablab, laser, manager):
    return services.add_machine(fablab, by=manager, name="Découpeuse", model="60 W", achievements=[laser])


def test_a_manager_says_what_there_is_and_anyone_reads_it(signed_in, client, manager, fablab, laser):
    answers = {"name": "Découpeuse", "model": "60 W", "words": "Contreplaqué de 6 mm.", "achievements": [laser.pk]}
    signed_in(manager).post(PAGE, answers)
    text = client.get(fablab.get_absolute_url()).text
    for words in ("Ses machines", "60 W", "Contreplaqué de 6 mm.", "S’apprend avec", laser.get_absolute_url()):
        assert words in text


def test_one_that_is_out_of_order_says_so(signed_in, client, manager, cutter, fablab, laser):
    page = f"{PAGE}{cutter.public_id}/"
    assert "60 W" in signed_in(manager).get(page).text
    signed_in(manager).post(page, {"name": "Découpeuse", "is_out_of_order": "on", "achievements": [laser.pk]})
    assert "en panne" in client.get(fablab.get_absolute_url()).text


def test_one_that_is_gone_is_shown_no_more(signed_in, client, manager, cutter, fablab):
    signed_in(manager).post(f"{PAGE}{cutter.public_id}/retirer/")
    assert "Ses machines" not in client.get(fablab.get_absolute_url()).text


def test_a_badge_of_elsewhere_teaches_nothing_here(other_fablab, stranger, fablab, manager, laser, cutter, now):
    other_fablab.networks.clear()
    with pytest.raises(DomainError) as refusal:
        services.add_machine(other_fablab, by=stranger, name="Découpeuse", achievements=[laser])
    assert refusal.value.code == "machine.bad_badges"
    laser.retired_at = now
    laser.save(update_fields=["retired_at"])
    services.change_machine(cutter, by=manager, name="Découpeuse", achievements=[laser])
    with pytest.raises(DomainError):
        services.add_machine(fablab, by=manager, name="Une autre", achievements=[laser])
    assert Machine.objects.get().achievements.get() == laser


def test_what_was_typed_stays_when_it_is_refused(signed_in, manager, fablab):
    answer = signed_in(manager).post(PAGE, {"name": "", "model": "60 W"})
    assert answer.status_code == 422
    assert "60 W" in answer.text


@pytest.mark.parametrize("who", ["reader", "facilitator", "stranger"])
def test_only_managers_change_them(who, request, signed_in, cutter, other_fablab):
    person = request.getfixturevalue(who)
    client = signed_in(person)
    assert client.post(PAGE, {"name": "X"}).status_code == 403
    assert client.get(f"{PAGE}{cutter.public_id}/").status_code == 403
    assert client.post(f"{PAGE}{cutter.public_id}/", {"name": "X"}).status_code == 403
    assert client.post(f"{PAGE}{cutter.public_id}/retirer/").status_code == 403
    for refused in (
        lambda: services.change_machine(cutter, by=person, name="X", achievements=[]),
        lambda: services.remove_machine(cutter, by=person),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert Machine.objects.get().name == "Découpeuse"


def test_nobody_reaches_a_machine_through_another_structure(signed_in, stranger, cutter, other_fablab):
    page = PAGE.replace("recouvrance", "port")
    assert signed_in(stranger).post(f"{page}{cutter.public_id}/", {"name": "X"}).status_code == 404
    assert signed_in(stranger).post(f"{page}{cutter.public_id}/retirer/").status_code == 404


def test_the_pages_ask_the_same_for_one_and_for_thirty(signed_in, manager, fablab, laser, cutter):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert signed_in(manager).get(address).status_code == 200
        return len(queries)

    few = [asked(PAGE), asked(fablab.get_absolute_url())]
    for number in range(29):
        services.add_machine(fablab, by=manager, name=f"Machine {number}", achievements=[laser])
    assert [asked(PAGE), asked(fablab.get_absolute_url())] == few
