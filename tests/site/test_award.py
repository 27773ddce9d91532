"""A facilitator awards a badge to one person."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from arouez.badges import services
from arouez.badges.models import Award, Delivery, FrozenError
from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import model


def test_the_award_is_signed_by_the_structure_for_a_badge_of_the_network(give, fablab, network):
    credential = json.loads(give().document)
    assert credential["issuer"]["id"] == fablab.issuer.did
    assert credential["credentialSubject"]["achievement"]["creator"]["id"] == network.issuer.did
    assert credential["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"


def test_the_credential_names_nobody_in_clear(give):
    document = give("lena@example.org", "Lena Morvan").document
    assert "lena" not in document.lower()


def test_the_credential_recognises_its_recipient_by_a_salted_hash(give):
    identifier = json.loads(give().document)["credentialSubject"]["identifier"][0]
    identity = model.IdentityObject(identifier["identityHash"], "emailAddress", True, identifier["salt"])
    assert identity.matches("Lena@Example.org")
    assert not identity.matches("other@example.org")


def test_the_mail_goes_out_in_the_background_with_a_link_to_the_badge(give, work, mailoutbox):
    award = give()
    assert mail.outbox == []
    work()
    assert mail.outbox[0].to == ["lena@example.org"]
    assert f"/recu/{award.claim_code}/" in mail.outbox[0].body
    assert award.delivery.state == Delivery.State.SENT


def test_someone_without_email_gets_an_award_and_no_mail(give, work, mailoutbox):
    award = give("", "Jos")
    work()
    assert mail.outbox == []
    assert "identifier" not in json.loads(award.document)["credentialSubject"]


def test_the_validity_of_the_badge_ends_the_award(give, fablab, manager, png, now):
    badge = services.create_achievement(
        fablab, by=manager, picture=services.Picture(png=png), name="Accueil", tagline="t", description="d",
        criteria=[{"text": "Je sais.", "safety": False}], validity_months=3,
    )  # fmt: skip
    services.publish_achievement(badge, by=manager, now=now)
    award = give(achievement=badge, criteria_seen=[])
    assert (award.valid_until.month, award.valid_until.day) == (2, 23)


@pytest.mark.parametrize(("month", "expected"), [(1, 28), (3, 30)])
def test_a_validity_that_would_end_on_the_31st_ends_on_the_last_day(month, expected, now):
    from arouez.badges.credentials import validity_end
    from arouez.badges.models import Achievement

    end = validity_end(Achievement(validity_months=1), now.replace(month=month, day=31))
    assert end.day == expected


def test_it_refuses_a_missing_safety_criterion(give):
    with pytest.raises(DomainError, match=r"safety_criteria_missing|sécurité"):
        give(criteria_seen=[1])
    assert not Award.objects.exists()


def test_it_refuses_a_second_award_of_the_same_badge(give):
    give()
    with pytest.raises(DomainError) as refusal:
        give()
    assert refusal.value.code == "award.duplicate"
    assert Award.objects.count() == 1


def test_a_revoked_badge_can_be_earned_again(give, manager, now):
    services.revoke_award(give(), by=manager, reason="Mauvaise adresse", now=now)
    assert give().pk


def test_it_refuses_to_award_to_oneself(give, facilitator):
    with pytest.raises(DomainError) as refusal:
        give("yann@example.org")
    assert refusal.value.code == "award.to_oneself"


def test_a_reader_may_not_award(give, reader):
    with pytest.raises(NotAllowed):
        give(by=reader)


def test_someone_of_another_structure_may_not_award(give, other_fablab, stranger):
    with pytest.raises(NotAllowed):
        give(by=stranger)


def test_a_structure_outside_the_network_may_not_award_its_badges(give, network, fablab):
    network.structures.remove(fablab)
    with pytest.raises(DomainError) as refusal:
        give()
    assert refusal.value.code == "award.not_awardable"


def test_a_retired_badge_is_not_awarded(give, laser, coordinator, now):
    services.retire_achievement(laser, by=coordinator, now=now)
    with pytest.raises(DomainError):
        give()


def test_an_award_cannot_be_edited(give):
    award = give()
    award.recipient_name = "Someone else"
    with pytest.raises(FrozenError):
        award.save()


def test_a_published_badge_cannot_be_edited(laser, coordinator):
    with pytest.raises(DomainError):
        services.change_achievement(laser, by=coordinator, name="Autre")
    laser.name = "Autre"
    with pytest.raises(FrozenError):
        laser.save()


def test_awarding_costs_the_same_however_many_awards_there_are(
    give, signed_in, facilitator, fablab, laser, django_assert_max_num_queries
):
    client = signed_in(facilitator)
    address = f"/structures/{fablab.slug}/attribuer/{laser.public_id}/"
    give("first@example.org")  # opens the status list, once per 131 072 awards
    for number in range(5):
        give(f"person{number}@example.org")
    data = {"name": "Lena", "email": "lena@example.org", "criteria_seen": [0, 1]}
    with django_assert_max_num_queries(12):
        response = client.post(address, data)
    assert response.status_code == 302


def test_the_form_keeps_what_was_typed_when_something_is_wrong(signed_in, facilitator, fablab, laser):
    address = f"/structures/{fablab.slug}/attribuer/{laser.public_id}/"
    data = {"name": "Lena", "email": "lena@", "evidence_text": "Une boîte à thé", "criteria_seen": [0]}
    response = signed_in(facilitator).post(address, data)
    assert response.status_code == 422
    assert "Une boîte à thé" in response.content.decode()
    assert not Award.objects.exists()


def test_the_page_is_refused_to_those_who_may_not_award(client, signed_in, reader, stranger, fablab, laser):
    address = f"/structures/{fablab.slug}/attribuer/{laser.public_id}/"
    assert client.post(address).status_code == 302  # to sign in
    assert signed_in(reader).post(address, {"name": "x", "email": "x@example.org"}).status_code == 403
    assert signed_in(stranger).post(address, {"name": "x", "email": "x@example.org"}).status_code == 403
    assert not Award.objects.exists()


def test_expired_awards_are_not_valid(give, laser, now):
    laser.validity_months = 1
    award = give(achievement=laser)
    assert list(Award.objects.valid_at(now)) == [award]
    assert not Award.objects.valid_at(now + timedelta(days=32)).exists()
