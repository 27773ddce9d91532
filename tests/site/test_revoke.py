"""A manager revokes an award; every verification says so at once."""

import json

import pytest
from django.core import mail

from arouez.badges import services
from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import status
from arouez.verification.services import verify_award


@pytest.fixture
def award(give):
    return give()


def test_the_award_verifies_before_and_not_after(award, manager, now):
    assert verify_award(award, now).valid
    services.revoke_award(award, by=manager, reason="Erreur", now=now)
    verdict = verify_award(award, now)
    assert not verdict.valid
    assert [check.name for check in verdict.checks if check.status == "fail"] == ["status"]


def test_only_its_bit_is_set_in_the_published_list(award, give, manager, now, client):
    other = give("other@example.org")
    services.revoke_award(award, by=manager, reason="Erreur", now=now)
    document = client.get(f"/status/{award.status_list.public_id}").json()
    bits = status.BitstringStatusList.decode(document["credentialSubject"]["encodedList"])
    assert bits.get(award.status_index)
    assert not bits.get(other.status_index)


def test_neighbouring_awards_do_not_stand_side_by_side_in_the_list(give):
    indices = [give(f"person{n}@example.org").status_index for n in range(4)]
    assert len(set(indices)) == 4
    assert indices != sorted(indices) or indices[1] - indices[0] != 1


def test_the_person_is_told_why(award, manager, now, work, mailoutbox):
    services.revoke_award(award, by=manager, reason="Mauvaise personne", now=now)
    work()
    assert "Mauvaise personne" in mail.outbox[-1].body


def test_a_reason_is_required(award, manager, now):
    with pytest.raises(DomainError):
        services.revoke_award(award, by=manager, reason="  ", now=now)


def test_it_happens_once(award, manager, now):
    services.revoke_award(award, by=manager, reason="Erreur", now=now)
    with pytest.raises(DomainError) as refusal:
        services.revoke_award(award, by=manager, reason="Encore", now=now)
    assert refusal.value.code == "revocation.already"


def test_only_a_manager_of_the_structure_may(award, facilitator, stranger, other_fablab, signed_in, fablab, now):
    for person in (facilitator, stranger):
        with pytest.raises(NotAllowed):
            services.revoke_award(award, by=person, reason="Non", now=now)
    address = f"/structures/{fablab.slug}/badges-attribues/{award.public_id}/revoquer/"
    assert signed_in(facilitator).post(address, {"reason": "Non"}).status_code == 403
    assert signed_in(stranger).post(address, {"reason": "Non"}).status_code == 403


def test_the_manager_revokes_on_the_page(award, signed_in, manager, fablab):
    address = f"/structures/{fablab.slug}/badges-attribues/{award.public_id}/revoquer/"
    assert signed_in(manager).get(address).status_code == 405
    response = signed_in(manager).post(address, {"reason": "Mauvaise adresse"}, follow=True)
    assert "Mauvaise adresse" in response.content.decode()


def test_the_old_document_is_still_the_one_that_was_signed(award, manager, now):
    before = json.loads(award.document)
    services.revoke_award(award, by=manager, reason="Erreur", now=now)
    award.refresh_from_db()
    assert json.loads(award.document) == before
