"""The charter-label as an Open Badge, and as the network's word in the badges of whoever has it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from arouez.badges import services
from arouez.badges.label import labels_of
from arouez.badges.models import Award, Picture
from arouez.charter import services as charter
from arouez.charter.models import Signature
from arouez.charter.queries import label_of, latest_version
from arouez.charter.services import publish_version
from arouez.charter.signals import label_ended, label_given
from arouez.errors import DomainError
from arouez.network.services import create_network
from arouez.openbadges import verify
from arouez.verification.documents import OwnDocuments


@pytest.fixture
def sign(network, coordinator, now):
    """Have a structure sign the charter: `sign(fablab, by=manager)`."""

    def sign(structure, by):
        version = latest_version(network) or publish_version(network, by=coordinator, now=now)
        return charter.sign(
            version, structure, by=by, now=now, representative_name="Anna Le Bras",
            representative_role="présidente", representative_email="anna@example.org",
        )  # fmt: skip

    return sign


@pytest.fixture
def own_badge(fablab, manager, png, now):
    """A badge of the fablab's own, which needs no label."""
    picture, criteria = Picture(png=png), [{"text": "Je range.", "safety": False}]
    fields = {"name": "Premiers pas", "tagline": "-", "description": "-", "criteria": criteria}
    badge = services.create_achievement(fablab, by=manager, picture=picture, **fields)
    return services.publish_achievement(badge, by=manager, now=now)


@pytest.fixture
def award(own_badge, fablab, facilitator, now):
    def award(email="lena@example.org"):
        recipient = services.Recipient("Lena", email)
        return services.award_badge(
            own_badge, structure=fablab, by=facilitator, recipient=recipient, criteria_seen=[], now=now
        )

    return award


def given(structure, network, signature, by, now):
    with transaction.atomic():
        label_given.send(Signature, structure=structure, network=network, signature=signature, by=by, now=now)


def ended(structure, network, by, now, reason="Extincteurs périmés."):
    with transaction.atomic():
        label_ended.send(Signature, structure=structure, network=network, reason=reason, by=by, now=now)


def checked(document, at):
    return verify(document, documents=OwnDocuments(), at=at)


def failed(document, at):
    return [check.name for check in checked(document, at).checks if check.status == "fail"]


def forge(label, **changes):
    """Write a copy of an award, past every service."""
    forged = Award.objects.get(pk=label.pk)
    forged.pk, forged._state.adding = None, True
    forged.public_id, forged.claim_code, forged.status_index = "f" * 16, "f" * 26, 7
    for name, value in changes.items():
        setattr(forged, name, value)
    with transaction.atomic():
        forged.save()


def test_the_network_awards_the_label_to_the_structure_that_signs(sign, fablab, network, manager, now):
    sign(fablab, manager)
    award = labels_of(fablab, network).get()
    credential = json.loads(award.document)
    assert credential["issuer"]["id"] == network.issuer.did
    assert credential["credentialSubject"]["id"] == fablab.issuer.did
    assert checked(award.document, now).valid


def test_it_is_public_from_the_start_and_in_every_form(sign, client, fablab, network, manager):
    sign(fablab, manager)
    award = labels_of(fablab, network).get()
    page = client.get(award.get_absolute_url(), headers={"accept": "text/html"})
    assert f'<p class="eyebrow">{fablab.name}</p>' in page.text
    assert "Remis par <strong>Fab@Brest</strong>" in page.text
    assert client.get(award.get_absolute_url()).json()["id"] == award.url
    assert client.get(f"{award.get_absolute_url()}.jwt").status_code == 200
    assert award.get_absolute_url() in client.get(f"/structures/{fablab.slug}/").text


def test_the_badges_of_a_labelled_structure_carry_the_word_of_the_network(sign, fablab, manager, award, now):
    sign(fablab, manager)
    badge = award()
    (word,) = json.loads(badge.document)["issuer"]["endorsement"]
    assert "charte-label" in word["credentialSubject"]["endorsementComment"]
    assert checked(badge.document, now).valid


def test_when_it_ends_the_label_is_revoked_with_its_reason_and_badges_stay_valid(
    sign, fablab, network, manager, coordinator, award, now
):
    sign(fablab, manager)
    badge, label = award(), labels_of(fablab, network).get()
    ended(fablab, network, coordinator, now + timedelta(days=9))
    label.refresh_from_db()
    assert "n’a plus le label" in label.revocation.reason
    assert not checked(label.document, now + timedelta(days=10)).valid
    assert checked(badge.document, now + timedelta(days=10)).valid
    assert "endorsement" not in json.loads(award("nina@example.org").document)["issuer"]


def test_it_is_held_back_with_the_label_and_given_again_when_that_is_lifted(
    sign, fablab, network, manager, coordinator, award, now
):
    sign(fablab, manager)
    badge, first = award(), labels_of(fablab, network).get()
    charter.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now + timedelta(days=1))
    assert not labels_of(fablab, network).exists()
    assert failed(first.document, now + timedelta(days=2)) == ["status"]
    charter.lift(fablab, network, by=coordinator, now=now + timedelta(days=3))
    assert checked(labels_of(fablab, network).get().document, now + timedelta(days=4)).valid
    assert failed(first.document, now + timedelta(days=4)) == ["status"]
    (word,) = json.loads(award("nina@example.org").document)["issuer"]["endorsement"]
    assert word["id"] != json.loads(badge.document)["issuer"]["endorsement"][0]["id"]


def test_a_badge_from_before_verifies_and_its_page_says_that_the_network_vouches_no_more(
    sign, fablab, network, manager, coordinator, award, client, now
):
    sign(fablab, manager)
    badge = award()
    charter.withdraw(fablab, network, by=coordinator, reason="Fermeture.", now=now)
    verdict = checked(badge.document, now)
    assert verdict.valid
    assert [check.code for check in verdict.checks if check.name == "endorsements"] == ["endorsements.lapsed"]
    file = SimpleUploadedFile("badge.json", badge.document.encode())
    assert "ne le fait plus aujourd’hui" in client.post("/verifier/", {"file": file}, follow=True).text


def test_a_label_that_cannot_be_awarded_undoes_the_signature(sign, fablab, manager, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("arouez.badges.label.draw_badge", fails)
    with pytest.raises(RuntimeError):
        sign(fablab, manager)
    assert not Signature.objects.exists()


def test_a_label_that_cannot_be_ended_stays_in_force(sign, fablab, network, manager, coordinator, monkeypatch, now):
    def fails(*args, **kwargs):
        raise RuntimeError

    sign(fablab, manager)
    monkeypatch.setattr("arouez.badges.label.endorsements.take_back", fails)
    with pytest.raises(RuntimeError):
        charter.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    assert label_of(fablab, network, now)
    assert checked(labels_of(fablab, network).get().document, now).valid


def test_the_clock_ends_it_too(sign, fablab, network, manager, client, now):
    sign(fablab, manager)
    label = labels_of(fablab, network).get()
    ended(fablab, network, None, now, reason="La version 1 n’est plus en vigueur.")
    label.refresh_from_db()
    assert label.revocation.revoked_by is None
    assert "n’a plus le label" in client.get(label.get_absolute_url(), headers={"accept": "text/html"}).text


def test_a_renewal_changes_nothing_and_a_return_awards_it_again(sign, fablab, network, manager, coordinator, now):
    signature = sign(fablab, manager)
    first = labels_of(fablab, network).get()
    given(fablab, network, signature, manager, now)
    assert labels_of(fablab, network).get() == first
    ended(fablab, network, coordinator, now)
    given(fablab, network, signature, coordinator, now)
    assert labels_of(fablab, network).get() != first
    assert Award.objects.values("achievement").distinct().count() == 1


def test_nobody_revokes_it_by_hand_nor_awards_it_nor_says_it_twice(
    sign, fablab, network, manager, coordinator, signed_in, client, now
):
    sign(fablab, manager)
    label = labels_of(fablab, network).get()
    with pytest.raises(DomainError, match="charte"):
        services.revoke_award(label, by=manager, reason="-", now=now)
    assert label.achievement.name not in client.get("/badges/").text
    answer = signed_in(manager).get(f"/structures/{fablab.slug}/attribuer/{label.achievement.public_id}/")
    assert answer.status_code == 404
    answer = signed_in(coordinator).post(
        f"/structures/{fablab.slug}/reconnaitre/", {"endorser": network.issuer.pk, "comment": "-"}
    )
    assert answer.status_code in (403, 422)


def test_the_database_refuses_a_label_to_who_did_not_sign(sign, fablab, other_fablab, network, manager, own_badge, now):
    sign(fablab, manager)
    label = labels_of(fablab, network).get()
    for changes in ({"organisation": other_fablab}, {"achievement": own_badge}):
        with pytest.raises(IntegrityError, match="signature"):
            forge(label, **changes)


def test_the_database_refuses_a_label_that_is_held_back(sign, fablab, network, manager, coordinator, now):
    sign(fablab, manager)
    label = labels_of(fablab, network).get()
    charter.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    with pytest.raises(IntegrityError, match="signature"):
        forge(label)
    charter.lift(fablab, network, by=coordinator, now=now)
    forge(label)


def test_the_database_refuses_a_label_of_a_version_that_lapsed(sign, fablab, network, manager, now):
    version = sign(fablab, manager).version
    label = labels_of(fablab, network).get()
    version.lapses_at = now + timedelta(days=1)
    version.save(update_fields=["lapses_at"])
    with pytest.raises(IntegrityError, match="signature"):
        forge(label, awarded_at=now + timedelta(days=1))


def test_however_many_labels_a_structure_has_they_are_one_question(
    sign, fablab, manager, coordinator, now, django_assert_num_queries
):
    sign(fablab, manager)
    elsewhere = create_network(now=now, coordinator=coordinator, slug="rennes", name="Fab@Rennes")
    elsewhere.structures.add(fablab)
    charter.sign(
        publish_version(elsewhere, by=coordinator, now=now), fablab, by=manager, now=now,
        representative_name="Anna Le Bras", representative_role="présidente", representative_email="anna@example.org",
    )  # fmt: skip
    with django_assert_num_queries(1):
        block = render_to_string("badges/labels.html", {"labels": labels_of(fablab)})
    assert ("Fab@Brest" in block, "Fab@Rennes" in block) == (True, True)
