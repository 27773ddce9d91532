"""A person receives a badge, keeps it, shows it or not."""

import json

import pytest
from django.core import mail

from arouez.badges.models import Delivery
from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import carriers
from arouez.passport import services
from arouez.passport.models import Entry


@pytest.fixture
def entry(give, lena, now):
    """Lena's laser badge, in her passport, private."""
    give()
    services.collect_awards(lena, now)
    return lena.entries.get()


def test_badges_sent_to_a_proved_address_come_to_the_passport(entry, lena):
    assert entry.person == lena
    assert not entry.is_shared


def test_signing_in_with_the_code_brings_the_waiting_badges(give, client, work, mailoutbox):
    award = give("gael@example.org", "Gaël")
    client.post("/compte/connexion/", {"email": "Gael@example.org"})
    work()
    code = next(letter for letter in mail.outbox if "code" in letter.subject).subject.split()[0]
    client.post("/compte/connexion/code/", {"code": code, "action": "verify"})
    assert award.public_id in client.get("/passeport/").content.decode()
    assert award.entry.person.name == "Gaël"


def test_a_wrong_code_lets_nobody_in(give, client, mailoutbox):
    give("gael@example.org")
    client.post("/compte/connexion/", {"email": "gael@example.org"})
    client.post("/compte/connexion/code/", {"code": "000000", "action": "verify"})
    assert client.get("/passeport/").status_code == 302
    assert not Entry.objects.exists()


def test_the_mails_link_shows_the_badge_without_an_account(give, client):
    award = give()
    response = client.get(f"/recu/{award.claim_code}/")
    assert "Découpeuse laser" in response.content.decode()


def test_following_the_link_shows_the_structure_that_the_mail_was_opened(give, client, work, mailoutbox):
    award = give()
    work()
    client.get(f"/recu/{award.claim_code}/")
    assert award.delivery.state == Delivery.State.OPENED


@pytest.mark.parametrize("form", ["png", "svg", "json"])
def test_the_badge_downloads_with_the_credential_in_it(give, client, form):
    award = give()
    body = client.get(f"/recu/{award.claim_code}/badge.{form}").content
    document = body.decode() if form == "json" else carriers.extract(body)
    assert json.loads(document) == json.loads(award.document)


def test_a_wrong_code_shows_nothing(give, client):
    give()
    assert client.get("/recu/0000000000000000000000000/").status_code == 404
    assert client.get("/recu/0000000000000000000000000/badge.png").status_code == 404


def test_whoever_holds_the_link_may_put_the_badge_in_a_passport_of_another_address(give, signed_in, stranger):
    award = give("lena@work.example")
    signed_in(stranger).post(f"/recu/{award.claim_code}/ajouter/")
    assert award.entry.person == stranger


def test_a_badge_is_in_one_passport(entry, stranger, now):
    with pytest.raises(DomainError):
        services.claim_award(entry.award, by=stranger, now=now)


def test_a_private_badge_looks_like_none(entry, client, signed_in, stranger):
    for browser in (client, signed_in(stranger)):
        for accept in ("text/html", "application/json"):
            assert browser.get(entry.award.get_absolute_url(), headers={"accept": accept}).status_code == 404
        assert browser.get(entry.award.get_absolute_url() + "/badge.png").status_code == 404


def test_its_holder_sees_it(entry, signed_in, lena):
    response = signed_in(lena).get(entry.award.get_absolute_url(), headers={"accept": "text/html"})
    assert "Ce badge est privé" in response.content.decode()


def test_a_shared_badge_is_a_page_for_people_and_a_credential_for_programs(entry, client, lena, now):
    services.share(entry, by=lena, show_name=False, now=now)
    page = client.get(entry.award.get_absolute_url(), headers={"accept": "text/html"})
    assert "Découpeuse laser" in page.content.decode()
    assert "Lena" not in page.content.decode()
    for media_type in ("application/vc", "application/vc+ld+json", "application/ld+json", "application/json"):
        response = client.get(entry.award.get_absolute_url(), headers={"accept": media_type})
        assert json.loads(response.content) == json.loads(entry.award.document)
        assert response["Content-Type"] == media_type
    assert client.get(entry.award.get_absolute_url(), headers={"accept": "*/*"}).json()["id"] == entry.award.url


def test_the_public_credential_costs_one_query(entry, client, lena, now, django_assert_num_queries):
    services.share(entry, by=lena, show_name=False, now=now)
    address = entry.award.get_absolute_url()
    with django_assert_num_queries(1):
        client.get(address, headers={"accept": "application/vc"})


def test_the_name_is_shown_when_its_owner_says_so(entry, client, lena, now):
    services.share(entry, by=lena, show_name=True, now=now)
    assert "Lena" in client.get(entry.award.get_absolute_url(), headers={"accept": "text/html"}).content.decode()


def test_sharing_can_be_taken_back(entry, client, lena, now):
    services.share(entry, by=lena, show_name=True, now=now)
    services.unshare(entry, by=lena)
    assert client.get(entry.award.get_absolute_url()).status_code == 404


def test_only_its_holder_may_share_a_badge(entry, signed_in, stranger, facilitator, client, now):
    for person in (stranger, facilitator):
        with pytest.raises(NotAllowed):
            services.share(entry, by=person, show_name=True, now=now)
        assert signed_in(person).post(entry.award.get_absolute_url() + "/partager/").status_code == 403
        assert signed_in(person).post(entry.award.get_absolute_url() + "/ne-plus-partager/").status_code == 403
    assert client.post(entry.award.get_absolute_url() + "/partager/").status_code == 302
    entry.refresh_from_db()
    assert not entry.is_shared


def test_the_passport_is_ones_own(entry, signed_in, stranger, client):
    assert client.get("/passeport/").status_code == 302
    assert entry.award.public_id not in signed_in(stranger).get("/passeport/").content.decode()


def test_a_passport_of_many_badges_costs_no_more_queries(give, lena, signed_in, now, django_assert_max_num_queries):
    give()
    services.collect_awards(lena, now)
    browser = signed_in(lena)
    with django_assert_max_num_queries(8):
        browser.get("/passeport/")
