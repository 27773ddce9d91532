"""A structure awards a badge to another: its credential names the other as an organisation (subject is a Profile)."""

import json

import pytest
from django.utils import timezone

from arouez.badges.models import Award
from arouez.badges.services import Recipient, award_badge
from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import verify
from arouez.verification.documents import OwnDocuments


@pytest.fixture
def port(other_fablab):
    other_fablab.email = "contact@port.example"
    other_fablab.save()
    return other_fablab


@pytest.fixture
def award_to(laser, fablab, facilitator, now):
    def award_to(organisation, by=facilitator):
        return award_badge(
            laser,
            structure=fablab,
            by=by,
            recipient=Recipient.of(organisation),
            criteria_seen=laser.safety_criteria,
            now=now,
        )

    return award_to


@pytest.fixture
def page(laser, fablab):
    return f"/structures/{fablab.slug}/attribuer/{laser.public_id}/structure/"


def test_the_credential_names_the_organisation_and_verifies(award_to, port, now):
    award = award_to(port)
    subject = json.loads(award.document)["credentialSubject"]
    assert subject["id"] == port.issuer.did
    assert subject["type"] == ["AchievementSubject", "Profile"]
    assert subject["name"] == "Atelier du Port"
    verdict = verify(award.document, documents=OwnDocuments(), at=now, recipient="contact@port.example")
    assert verdict.valid, verdict.checks


def test_it_is_given_on_a_page_of_its_own(signed_in, facilitator, page, port, laser):
    answer = signed_in(facilitator).post(page, {"organisation": port.pk, "criteria_seen": laser.safety_criteria})
    assert answer.status_code == 302
    award = Award.objects.get()
    assert (award.organisation, award.recipient_name) == (port, "Atelier du Port")
    assert (award.recipient_email, award.awarded_at <= timezone.now()) == ("contact@port.example", True)


def test_the_page_offers_the_others_of_the_network(signed_in, facilitator, page, port, fablab):
    answer = signed_in(facilitator).get(page).text
    assert "Atelier du Port" in answer
    assert f'<option value="{fablab.pk}"' not in answer


def test_a_structure_without_a_contact_is_refused_in_words(signed_in, facilitator, page, other_fablab, laser):
    answer = signed_in(facilitator).post(
        page, {"organisation": other_fablab.pk, "criteria_seen": laser.safety_criteria}
    )
    assert answer.status_code == 422
    assert "adresse de contact" in answer.text
    assert not Award.objects.exists()


def test_a_structure_does_not_award_itself(award_to, fablab, signed_in, facilitator, page, laser):
    with pytest.raises(DomainError):
        award_to(fablab)
    forged = signed_in(facilitator).post(page, {"organisation": fablab.pk, "criteria_seen": laser.safety_criteria})
    assert forged.status_code == 422
    assert not Award.objects.exists()


def test_whoever_may_not_award_is_refused(award_to, port, reader, stranger, signed_in, page):
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            award_to(port, by=person)
        assert signed_in(person).get(page).status_code == 403
        assert signed_in(person).post(page, {"organisation": port.pk}).status_code == 403
