"""A structure or the network stands by somebody else's badge, issuer or award."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from arouez.badges import endorsements, services
from arouez.badges.endorsements import endorse, endorse_in_person, hide_endorsement, withdraw_endorsement
from arouez.badges.models import Endorsement, FrozenError
from arouez.errors import DomainError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.models import PersonalProfile
from arouez.network.services import create_network
from arouez.openbadges import verify
from arouez.passport import services as passport
from arouez.people.services import update_profile, welcome_person
from arouez.verification.documents import OwnDocuments
from arouez.verification.services import verify_award

WORDS = "On y est bien reçu."


def make_person(name):
    person = welcome_person(f"{name.lower()}@example.org", name=name)
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


@pytest.fixture
def neighbours(coordinator, now):
    """Another network, of which the fablab is no part."""
    return create_network(now=now, coordinator=coordinator, slug="rennes", name="Fab@Rennes")


@pytest.fixture
def recognise(fablab, neighbours, coordinator, now):
    """The neighbours recognise the fablab."""

    def act(**changes):
        return endorse(fablab, **{"endorser": neighbours, "by": coordinator, "comment": WORDS, "now": now, **changes})

    return act


@pytest.fixture
def support(laser, other_fablab, stranger, now):
    """Another fablab stands by the laser badge."""
    return endorse(laser, endorser=other_fablab, by=stranger, comment="Les mêmes gestes chez nous.", now=now)


@pytest.fixture
def shared(give, lena, now):
    """Lena's laser badge, public."""
    give()
    passport.collect_awards(lena, now)
    return passport.share(lena.entries.get(), by=lena, show_name=False, now=now)


def judged(document, now):
    return verify(document, documents=OwnDocuments(), at=now)


# ---------------------------------------------------------------- what it is


def test_an_endorsement_is_a_credential_that_verifies_at_its_own_address(client, recognise, neighbours, fablab, now):
    address = recognise().get_absolute_url()
    response = client.get(address, headers={"accept": "application/vc"})
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == ("application/vc", "*")
    document = json.loads(response.content)
    assert document["id"] == f"http://badges.test{address}"
    assert "EndorsementCredential" in document["type"]
    assert document["issuer"]["id"] == neighbours.issuer.did
    assert document["credentialSubject"] == {
        "id": fablab.issuer.did,
        "type": ["EndorsementSubject"],
        "endorsementComment": WORDS,
    }
    assert judged(response.content.decode(), now).valid


def test_a_badge_is_endorsed_by_its_address_and_an_award_by_its_own(laser, support, shared, network, coordinator, now):
    said = json.loads(support.document)["credentialSubject"]["id"]
    assert said == laser.url
    of_award = passport.endorse_award(shared.award, endorser=network, by=coordinator, comment="Vu à l’œuvre.", now=now)
    assert json.loads(of_award.document)["credentialSubject"]["id"] == shared.award.url
    assert judged(of_award.document, now).valid


def test_a_person_who_follows_its_address_comes_to_what_is_endorsed(client, support, laser):
    response = client.get(support.get_absolute_url(), headers={"accept": "text/html"})
    assert response.url == laser.get_absolute_url()


def test_a_withdrawn_endorsement_is_revoked_in_the_list_of_who_made_it(recognise, coordinator, now):
    endorsement = recognise()
    withdraw_endorsement(endorsement, by=coordinator, now=now)
    assert [check.name for check in judged(endorsement.document, now).checks if check.status == "fail"] == ["status"]


def test_an_endorsement_takes_no_place_of_an_award_in_the_list(give, recognise, laser, fablab, manager, now, network):
    endorse(network, endorser=fablab, by=manager, comment="Un réseau vivant.", now=now)
    award = give()
    withdraw_endorsement(Endorsement.objects.get(endorser=fablab.issuer), by=manager, now=now)
    assert verify_award(award, now).valid


def test_an_endorsement_cannot_be_edited(support):
    support.comment = "Autre chose"
    with pytest.raises(FrozenError):
        support.save()


# ---------------------------------------------------------------- carried


def test_a_badge_awarded_from_then_on_says_who_vouches_for_its_issuer_and_for_it(give, recognise, support, now):
    before = give("before@example.org")
    word = recognise()
    credential = json.loads(give().document)
    assert credential["issuer"]["endorsement"] == [json.loads(word.document)]
    assert credential["credentialSubject"]["achievement"]["endorsement"] == [json.loads(support.document)]
    assert "endorsement" not in json.loads(before.document)["issuer"]


def test_it_verifies_with_all_that_it_carries(give, recognise, support, now):
    recognise()
    verdict = verify_award(give(), now)
    assert verdict.valid, verdict.checks
    assert [one.valid for one in verdict.contained] == [True, True]


def test_a_badge_outlives_what_was_said_of_its_issuer_and_says_so(give, recognise, coordinator, now):
    word = recognise()
    award = give()
    withdraw_endorsement(word, by=coordinator, now=now)
    verdict = verify_award(award, now)
    assert verdict.valid
    assert [check.code for check in verdict.checks if check.name == "endorsements"] == ["endorsements.lapsed"]
    assert "endorsement" not in json.loads(give("later@example.org").document)["issuer"]


def test_the_badge_at_its_address_is_the_one_in_the_credential(client, give, support, laser):
    served = client.get(laser.get_absolute_url(), headers={"accept": "application/ld+json"}).json()
    assert served == json.loads(give().document)["credentialSubject"]["achievement"]


def test_a_credential_carries_a_handful_the_networks_word_first(
    monkeypatch, give, fablab, other_fablab, stranger, recognise, now
):
    monkeypatch.setattr("arouez.badges.queries.MOST_CARRIED", 1)
    endorse(fablab, endorser=other_fablab, by=stranger, comment="De bons voisins.", now=now)
    word = recognise()
    carried = json.loads(give().document)["issuer"]["endorsement"]
    assert [one["id"] for one in carried] == [word.url]


def test_awarding_costs_no_more_queries_with_endorsements(
    signed_in, facilitator, fablab, laser, give, recognise, support, django_assert_max_num_queries
):
    recognise()
    browser = signed_in(facilitator)
    give("first@example.org")
    data = {"name": "Lena", "email": "lena@example.org", "criteria_seen": [0, 1]}
    with django_assert_max_num_queries(12):
        assert browser.post(f"/structures/{fablab.slug}/attribuer/{laser.public_id}/", data).status_code == 302


def test_the_token_carries_them_too(client, give, recognise, now):
    recognise()
    award = give()
    token = client.get(f"/recu/{award.claim_code}/badge.jwt").content.decode()
    verdict = judged(token, now)
    assert verdict.valid, verdict.checks
    assert [one.valid for one in verdict.contained] == [True]


# ---------------------------------------------------------------- who may


def test_only_the_coordination_speaks_for_the_network(recognise, manager, facilitator, stranger):
    for person in (manager, facilitator, stranger):
        with pytest.raises(NotAllowed):
            recognise(by=person)
    assert not Endorsement.objects.exists()


def test_only_a_manager_speaks_for_a_structure(laser, fablab, facilitator, reader, coordinator, stranger, now):
    for person in (facilitator, reader, coordinator, stranger):
        with pytest.raises(NotAllowed):
            endorse(laser, endorser=fablab, by=person, comment="Oui.", now=now)


def test_only_who_made_it_takes_it_back(client, signed_in, support, manager, coordinator, stranger, now):
    for person in (manager, coordinator):
        with pytest.raises(NotAllowed):
            withdraw_endorsement(support, by=person, now=now)
        assert signed_in(person).post(f"/endorsements/{support.public_id}/retirer/").status_code == 403
    assert client.post(f"/endorsements/{support.public_id}/retirer/").status_code == 302  # to sign in
    assert Endorsement.objects.standing().exists()
    assert signed_in(stranger).post(f"/endorsements/{support.public_id}/retirer/").status_code == 302
    assert not Endorsement.objects.standing().exists()


def test_an_award_that_is_private_is_endorsed_by_nobody(give, lena, network, coordinator, signed_in, now):
    give()
    passport.collect_awards(lena, now)
    award = lena.entries.get().award
    with pytest.raises(NotAllowed):
        passport.endorse_award(award, endorser=network, by=coordinator, comment="Oui.", now=now)
    assert signed_in(coordinator).post(f"{award.get_absolute_url()}/soutenir/").status_code == 404


def test_the_endorsement_of_an_award_is_private_when_the_award_is(
    client, signed_in, shared, lena, network, coordinator, now
):
    made = passport.endorse_award(shared.award, endorser=network, by=coordinator, comment="Vu.", now=now)
    assert client.get(made.get_absolute_url()).status_code == 200
    passport.unshare(shared, by=lena)
    for browser in (client, signed_in(coordinator)):
        assert browser.get(made.get_absolute_url()).status_code == 404
    assert client.get("/endorsements/none").status_code == 404


# ---------------------------------------------------------------- what is refused


def test_nobody_endorses_their_own(laser, network, coordinator, fablab, manager, shared, now):
    for thing, endorser, by in (
        (laser, network, coordinator),
        (fablab, fablab, manager),
        (shared.award, fablab, manager),
    ):
        with pytest.raises(DomainError) as refusal:
            endorse(thing, endorser=endorser, by=by, comment="Bravo nous.", now=now)
        assert refusal.value.code == "endorsement.own"


def test_it_is_said_once_and_can_be_said_again_after_it_was_taken_back(recognise, coordinator, now):
    first = recognise()
    with pytest.raises(DomainError) as refusal:
        recognise()
    assert refusal.value.code == "endorsement.already"
    withdraw_endorsement(first, by=coordinator, now=now)
    with pytest.raises(DomainError):
        withdraw_endorsement(first, by=coordinator, now=now)
    assert recognise().pk != first.pk


def test_the_database_holds_one_endorsement_of_one_thing(recognise, support, laser):
    word = recognise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.filter(pk=word.pk).update(achievement=laser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.filter(pk=support.pk).update(achievement=None)


def test_a_sentence_is_required(recognise):
    with pytest.raises(DomainError):
        recognise(comment="  ")


def test_neither_a_draft_nor_a_revoked_badge_is_endorsed(laser, shared, other_fablab, stranger, manager, now):
    services.revoke_award(shared.award, by=manager, reason="Erreur", now=now)
    laser.published_at = None
    for thing in (shared.award, laser):
        with pytest.raises(DomainError):
            endorse(thing, endorser=other_fablab, by=stranger, comment="Oui.", now=now)


def test_the_word_of_a_network_for_its_own_structures_is_its_charter(fablab, network, coordinator, now):
    with pytest.raises(DomainError) as refusal:
        endorse(fablab, endorser=network, by=coordinator, comment=WORDS, now=now)
    assert refusal.value.code == "endorsement.by_charter"


# ---------------------------------------------------------------- the pages


def test_a_network_recognises_the_structure_of_another_on_its_page(signed_in, client, coordinator, fablab, neighbours):
    browser = signed_in(coordinator)
    page = browser.get(fablab.get_absolute_url()).content.decode()
    assert "Reconnaître cette structure au nom de votre réseau" in page
    data = {"endorser": neighbours.issuer.public_id}
    refused = browser.post(f"/structures/{fablab.slug}/reconnaitre/", {**data, "comment": " "})
    assert refused.status_code == 422
    answer = browser.post(f"/structures/{fablab.slug}/reconnaitre/", {**data, "comment": WORDS}, follow=True)
    assert "C’est dit, et signé." in answer.content.decode()
    assert WORDS in client.get(fablab.get_absolute_url()).content.decode()
    assert "Reconnaître cette structure" not in browser.get(fablab.get_absolute_url()).content.decode()
    again = browser.post(f"/structures/{fablab.slug}/reconnaitre/", {**data, "comment": WORDS})
    assert again.status_code == 422  # once


def test_a_manager_stands_by_a_badge_of_others_on_its_page(signed_in, client, stranger, other_fablab, laser):
    browser = signed_in(stranger)
    page = browser.get(laser.get_absolute_url(), headers={"accept": "text/html"}).content.decode()
    assert "Soutenir ce badge" in page
    address = f"{laser.get_absolute_url()}/soutenir/"
    data = {"endorser": other_fablab.issuer.public_id, "comment": "Les mêmes gestes."}
    assert browser.post(address, data).status_code == 302
    assert "Les mêmes gestes." in client.get(laser.get_absolute_url(), headers={"accept": "text/html"}).content.decode()


def test_a_manager_stands_by_a_public_award_on_its_page(signed_in, client, stranger, other_fablab, shared):
    address = shared.award.get_absolute_url()
    data = {"endorser": other_fablab.issuer.public_id, "comment": "Vu à l’œuvre."}
    assert signed_in(stranger).post(f"{address}/soutenir/", data).status_code == 302
    assert "Vu à l’œuvre." in client.get(address, headers={"accept": "text/html"}).content.decode()


def test_the_pages_invite_nobody_else(client, signed_in, facilitator, reader, fablab, laser, shared):
    nobody = make_person("Nobody")
    own, badge, award = fablab.get_absolute_url(), laser.get_absolute_url(), shared.award.get_absolute_url()
    pages = {facilitator: (own, award), reader: (own, award), nobody: (own, badge, award)}
    acts = {own: f"/structures/{fablab.slug}/reconnaitre/", badge: f"{badge}/soutenir/", award: f"{award}/soutenir/"}
    for person, addresses in pages.items():
        for address in addresses:
            for browser in (client, signed_in(person)):
                assert "Soutenir" not in browser.get(address, headers={"accept": "text/html"}).text
            assert signed_in(person).post(acts[address], {"comment": "x"}).status_code == 403
            assert client.post(acts[address]).status_code == 302  # to sign in
    assert not Endorsement.objects.exists()


def test_nobody_forges_the_name_of_another_on_the_page(signed_in, stranger, other_fablab, fablab, network, laser):
    data = {"endorser": network.issuer.public_id, "comment": "x"}
    assert signed_in(stranger).post(f"/structures/{fablab.slug}/reconnaitre/", data).status_code == 422
    assert not Endorsement.objects.exists()


def test_what_was_said_is_plain_text_on_the_page(client, recognise, fablab):
    recognise(comment="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(fablab.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_however_many_stand_by(
    fablab, recognise, other_fablab, stranger, now, django_assert_num_queries
):
    recognise()
    endorse(fablab, endorser=other_fablab, by=stranger, comment="Oui.", now=now)
    with django_assert_num_queries(1):
        shown = endorsements.shown(fablab, AnonymousUser(), now)
        assert [str(one.by) for one in shown["endorsements"]] == ["Fab@Rennes", "Atelier du Port"]


# ---------------------------------------------------------------- people, in their own name

NAMED = {"comment": "J’y ai tout appris.", "agrees_to_be_named": True}


@pytest.fixture
def word(laser, give, lena, now):
    """Lena, who holds the laser badge, stands by it."""
    give()
    return endorse_in_person(laser, by=lena, now=now, **NAMED)


def test_a_person_who_holds_a_badge_stands_by_it_and_it_travels(word, give, laser, lena, client, now):
    assert judged(word.document, now).valid
    profile = client.get(f"/issuers/{word.endorser.public_id}", headers={"accept": "application/json"}).json()
    assert (profile["name"], "email" in profile, "description" in profile) == ("Lena", False, False)
    carried = json.loads(give("nina@example.org").document)["credentialSubject"]["achievement"]["endorsement"]
    assert carried == [json.loads(word.document)]
    assert verify_award(give("owen@example.org"), now).valid


def test_it_is_said_on_the_page_with_a_box_that_says_what_that_means(signed_in, give, laser, lena, client):
    give()
    browser, address = signed_in(lena), f"{laser.get_absolute_url()}/soutenir/"
    assert "Soutenir ce badge" in browser.get(laser.get_absolute_url(), headers={"accept": "text/html"}).text
    refused = browser.post(address, {"endorser": "moi", "comment": "J’y ai tout appris."})
    assert (refused.status_code, "acceptez que le vôtre soit public" in refused.text) == (422, True)
    assert not PersonalProfile.objects.exists()
    said = {"endorser": "moi", "comment": "J’y ai tout appris.", "agrees_to_be_named": "on"}
    assert browser.post(address, said).status_code == 302
    assert "J’y ai tout appris." in client.get(laser.get_absolute_url(), headers={"accept": "text/html"}).text
    assert browser.post(address, said).status_code == 403  # once


def test_who_knows_nothing_of_the_network_says_nothing(laser, now):
    with pytest.raises(NotAllowed):
        endorse_in_person(laser, by=make_person("Passant"), now=now, **NAMED)


def test_nobody_speaks_for_what_is_their_own(fablab, laser, reader, coordinator, now):
    for thing, person in ((fablab, reader), (laser, coordinator)):
        with pytest.raises(DomainError) as refusal:
            endorse_in_person(thing, by=person, now=now, **NAMED)
        assert refusal.value.code == "endorsement.own"


def test_only_who_said_it_takes_it_back(word, lena, manager, coordinator, signed_in, now):
    for person in (manager, coordinator):
        assert signed_in(person).post(f"/endorsements/{word.public_id}/retirer/").status_code == 403
    assert signed_in(lena).post(f"/endorsements/{word.public_id}/retirer/").status_code == 302
    assert [check.name for check in judged(word.document, now).checks if check.status == "fail"] == ["status"]


def test_who_is_spoken_of_may_leave_a_word_out_and_the_journal_says_why(
    word, laser, coordinator, manager, lena, signed_in, client, give, now
):
    address = f"/endorsements/{word.public_id}/masquer/"
    for person in (manager, lena):
        assert signed_in(person).post(address, {"reason": "Hors sujet."}).status_code == 403
    signed_in(coordinator).post(address, {"reason": " "})
    word.refresh_from_db()
    assert word.hidden_at is None
    signed_in(coordinator).post(address, {"reason": "Hors sujet."})
    assert NAMED["comment"] not in client.get(laser.get_absolute_url(), headers={"accept": "text/html"}).text
    assert "endorsement" not in json.loads(give("nina@example.org").document)["credentialSubject"]["achievement"]
    assert "Hors sujet." in lines_about(laser).last().words
    assert judged(word.document, now).valid  # it was said


def test_the_word_of_a_structure_is_not_hidden(support, coordinator, now):
    with pytest.raises(DomainError):
        hide_endorsement(support, by=coordinator, reason="-", now=now)


def test_whose_word_is_hidden_still_reads_it_and_takes_it_back_but_does_not_repeat_it(
    word, laser, lena, coordinator, signed_in, client, now
):
    hide_endorsement(word, by=coordinator, reason="Hors sujet.", now=now)
    page = laser.get_absolute_url()
    assert "vous seul·e la lisez" in signed_in(lena).get(page, headers={"accept": "text/html"}).text
    for browser in (client, signed_in(coordinator)):
        assert NAMED["comment"] not in browser.get(page, headers={"accept": "text/html"}).text
    assert signed_in(lena).post(f"/endorsements/{word.public_id}/retirer/").status_code == 302
    with pytest.raises(DomainError) as refusal:
        endorse_in_person(laser, by=lena, now=now, **NAMED)
    assert refusal.value.code == "endorsement.hidden"
    assert "Soutenir" not in signed_in(lena).get(page, headers={"accept": "text/html"}).text


def test_a_word_is_hidden_once(word, coordinator, laser, now):
    stale = Endorsement.objects.get(pk=word.pk)
    hide_endorsement(word, by=coordinator, reason="Hors sujet.", now=now)
    with pytest.raises(DomainError):
        hide_endorsement(stale, by=coordinator, reason="Encore.", now=now)
    assert len(lines_about(laser).filter(act=endorsements.Act.HIDDEN)) == 1


def test_the_name_in_public_is_the_last_one_that_the_person_agreed_to(word, fablab, lena, client, now):
    update_profile(lena, name="Léna Ar Gall", language="fr")
    address = f"/issuers/{word.endorser.public_id}"
    assert client.get(address, headers={"accept": "application/json"}).json()["name"] == "Lena"
    said = endorse_in_person(fablab, by=lena, now=now, **NAMED)
    assert json.loads(said.document)["issuer"]["name"] == "Léna Ar Gall"
    assert client.get(address, headers={"accept": "application/json"}).json()["name"] == "Léna Ar Gall"
    assert judged(word.document, now).valid  # signed under the first one


def test_nobody_signs_without_a_name(laser, give, now):
    nameless = make_person("nina")
    give("nina@example.org")
    update_profile(nameless, name="", language="fr")
    with pytest.raises(DomainError) as refusal:
        endorse_in_person(laser, by=nameless, now=now, **NAMED)
    assert refusal.value.code == "endorsement.nameless"
    assert not PersonalProfile.objects.exists()


def test_ten_a_day_and_no_more(word, lena, laser, network, manager, fablab, monkeypatch, now):
    monkeypatch.setattr(endorsements, "MOST_A_DAY", 1)
    with pytest.raises(DomainError, match="par jour"):
        endorse_in_person(fablab, by=lena, now=now, **NAMED)
