"""An award in all its forms: OB 3.0 as a token, OB 2.0 hosted and signed, baked in either generation."""

import json

import pytest

from arouez.badges import award_forms, services
from arouez.badges.models import AwardForm, FrozenError
from arouez.network import keystore
from arouez.network.keystore import Purpose
from arouez.openbadges import carriers, verify
from arouez.openbadges.jws import Jws
from arouez.passport import services as passport
from arouez.verification.documents import OwnDocuments
from arouez.verification.services import judge_here

SIGNED = {"jwt": "/credentials/{}.jwt", "ob2.jws": "/ob2/assertions/{}.jws"}
ADDRESSES = [*SIGNED.values(), "/ob2/assertions/{}"]


@pytest.fixture
def entry(give, lena, now):
    """Lena's laser badge, in her passport, private."""
    give()
    passport.collect_awards(lena, now)
    return lena.entries.get()


@pytest.fixture
def shared(entry, lena, now):
    """The same badge, shown to everyone."""
    return passport.share(entry, by=lena, show_name=False, now=now)


@pytest.fixture
def public(shared, client):
    """What anyone gets at an address of the shared badge."""

    def get(address: str):
        return client.get(address.format(shared.award.public_id))

    return get


def judged(document, now):
    return verify(document, documents=OwnDocuments(), at=now, recipient="lena@example.org")


# ---------------------------------------------------------------- OB 3.0 as a token


def test_the_token_verifies_and_says_what_the_credential_says(public, shared, now):
    response = public(SIGNED["jwt"])
    assert response["Content-Type"].startswith("text/plain")
    assert response["Access-Control-Allow-Origin"] == "*"
    verdict = judged(response.content.decode(), now)
    assert verdict.valid
    original = json.loads(shared.award.document)
    assert verdict.credential == {name: value for name, value in original.items() if name != "proof"}


def test_the_key_of_the_token_is_one_jwk_at_its_kid(public, client):
    header = Jws.parse(public(SIGNED["jwt"]).content.decode()).header
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    assert client.get(header["kid"].removeprefix("https://badges.test")).json()["kty"] == "RSA"


def test_the_token_of_a_revoked_badge_is_not_valid(public, shared, manager, now):
    token = public(SIGNED["jwt"]).content.decode()
    services.revoke_award(shared.award, by=manager, reason="Erreur", now=now)
    assert not judged(token, now).valid


# ---------------------------------------------------------------- OB 2.0


def test_the_hosted_assertion_verifies(public, now):
    response = public("/ob2/assertions/{}")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/ld+json"
    verdict = judged(response.content.decode(), now)
    assert (verdict.kind, verdict.valid) == ("OB2", True), verdict.checks
    assert verdict.credential["badge"]["name"] == "Découpeuse laser"
    assert verdict.credential["badge"]["issuer"]["name"] == "La Fabrique de Recouvrance"


def test_it_names_nobody_in_clear(public):
    for address in ADDRESSES:
        assert b"lena" not in public(address).content.lower()


def test_it_is_the_same_each_time(public):
    assert public("/ob2/assertions/{}").content == public("/ob2/assertions/{}").content


def test_a_browser_is_led_to_the_page_of_the_badge(client, shared):
    address = f"/ob2/assertions/{shared.award.public_id}"
    assert client.get(address, headers={"accept": "text/html"}).url == shared.award.get_absolute_url()


def test_a_revoked_hosted_assertion_is_gone_with_its_reason(public, shared, manager, now):
    document = public("/ob2/assertions/{}").content.decode()
    services.revoke_award(shared.award, by=manager, reason="Mauvaise personne", now=now)
    response = public("/ob2/assertions/{}")
    assert response.status_code == 410
    left = response.json()
    assert (left["revoked"], left["revocationReason"]) == (True, "Mauvaise personne")
    assert left["id"].endswith(shared.award.public_id)
    verdict = judged(document, now)
    assert [check.detail for check in verdict.checks if check.status == "fail"] == [
        "The issuer revoked this badge: Mauvaise personne"
    ]


def test_the_signed_assertion_verifies_while_the_badge_is_private(entry, signed_in, lena, now):
    signed = signed_in(lena).get(SIGNED["ob2.jws"].format(entry.award.public_id)).content.decode()
    verdict = judged(signed, now)
    assert (verdict.kind, verdict.valid) == ("OB2", True), verdict.checks


def test_the_issuer_lists_a_revoked_signed_assertion_and_says_no_reason(public, client, shared, fablab, manager, now):
    signed = public(SIGNED["ob2.jws"]).content.decode()
    services.revoke_award(shared.award, by=manager, reason="Mauvaise personne", now=now)
    listed = client.get(f"/ob2/issuers/{fablab.issuer.public_id}/revocations")
    assert [entry["id"] for entry in listed.json()["revokedAssertions"]] == [
        json.loads(Jws.parse(signed).payload)["id"]
    ]
    assert "Mauvaise" not in listed.content.decode()
    assert "status" in [check.name for check in judged(signed, now).checks if check.status == "fail"]


def test_someone_without_email_has_no_form_of_open_badges_2(give, client):
    award = give("", "Jos")
    for form in ("ob2.png", "ob2.svg", "ob2.jws", "ob2.json"):
        assert client.get(f"/recu/{award.claim_code}/badge.{form}").status_code == 404
    assert "Open Badges 2.0" not in client.get(f"/recu/{award.claim_code}/").content.decode()
    assert client.get(f"/recu/{award.claim_code}/badge.jwt").status_code == 200


def test_a_structure_without_email_is_reached_by_that_of_the_site(client, other_fablab):
    served = client.get(f"/ob2/issuers/{other_fablab.issuer.public_id}").json()
    assert served["email"] == "badges@badges.test"


def test_a_badge_is_no_class_of_a_structure_that_never_gave_it(client, shared, fablab, other_fablab, laser):
    address = "/ob2/issuers/{}/badges/{}"
    assert client.get(address.format(fablab.issuer.public_id, laser.public_id)).json()["name"] == laser.name
    assert client.get(address.format(other_fablab.issuer.public_id, laser.public_id)).status_code == 404


def test_the_verify_page_judges_our_own_forms_at_once(public, now):
    for address in ADDRESSES:
        assert judge_here(public(address).content.decode(), now).valid


# ---------------------------------------------------------------- who may see


def test_a_private_badge_has_no_form_for_others(entry, client, signed_in, stranger, facilitator, manager):
    for browser in (client, signed_in(stranger), signed_in(facilitator), signed_in(manager)):
        for address in ADDRESSES:
            assert browser.get(address.format(entry.award.public_id)).status_code == 404
        for form in ("jwt", "ob2.png", "ob2.svg", "ob2.jws", "ob2.json"):
            assert browser.get(f"{entry.award.get_absolute_url()}/badge.{form}").status_code == 404
    assert not AwardForm.objects.exists()


def test_a_private_badge_has_them_for_its_holder_and_no_cache(entry, signed_in, lena):
    for address in ADDRESSES:
        response = signed_in(lena).get(address.format(entry.award.public_id))
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response


def test_forms_made_while_a_badge_was_shared_are_private_with_it(public, shared, lena):
    assert [public(address).status_code for address in ADDRESSES] == [200, 200, 200]
    passport.unshare(shared, by=lena)
    assert [public(address).status_code for address in ADDRESSES] == [404, 404, 404]


def test_a_revoked_private_badge_is_not_gone_but_nowhere(entry, client, manager, now):
    services.revoke_award(entry.award, by=manager, reason="Erreur", now=now)
    assert client.get(f"/ob2/assertions/{entry.award.public_id}").status_code == 404


def test_an_award_that_nobody_has_claimed_is_nowhere(give, client):
    award = give()
    assert [client.get(address.format(award.public_id)).status_code for address in ADDRESSES] == [404, 404, 404]


def test_what_does_not_exist_is_not_found(client, fablab):
    for address in (*ADDRESSES, "/ob2/issuers/{}", "/ob2/issuers/{}/revocations", "/ob2/issuers/{}/keys/key-0"):
        assert client.get(address.format("none")).status_code == 404


# ---------------------------------------------------------------- kept, and cheap


@pytest.mark.parametrize("form", SIGNED)
def test_a_signed_form_is_made_once_and_kept_through_a_change_of_key(public, shared, fablab, form, now):
    first = public(SIGNED[form]).content
    keystore.rotate_key(fablab.issuer, Purpose.TOKEN, now)
    assert public(SIGNED[form]).content == first
    assert AwardForm.objects.count() == 1
    assert judged(first.decode(), now).valid


def test_two_who_ask_at_once_get_the_same(shared, now):
    kept = award_forms.signed_form(shared.award, award_forms.Form.JWT, now)
    made = award_forms._make(shared.award, award_forms.Form.JWT, now)
    assert made.document == kept


def test_a_signed_form_cannot_be_edited(shared, now):
    award_forms.signed_form(shared.award, award_forms.Form.JWT, now)
    form = AwardForm.objects.get()
    form.document = "x"
    with pytest.raises(FrozenError):
        form.save()


def test_a_public_form_costs_one_query(public, client, shared, django_assert_num_queries):
    for address in ADDRESSES:
        public(address)
        with django_assert_num_queries(1):
            public(address)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("form", ["ob2.png", "ob2.svg"])
def test_the_older_picture_carries_the_signed_assertion(give, client, form, now):
    award = give()
    baked = client.get(f"/recu/{award.claim_code}/badge.{form}").content
    assert b"openbadgecredential" not in baked
    verdict = judged(carriers.extract(baked), now)
    assert (verdict.kind, verdict.valid) == ("OB2", True)


def test_the_files_are_named_by_their_form(give, client):
    award = give()
    response = client.get(f"/recu/{award.claim_code}/badge.ob2.jws")
    assert response["Content-Disposition"].endswith('.ob2.jws"')
    assert client.get(f"/recu/{award.claim_code}/badge.docx").status_code == 404


def test_the_hosted_file_is_offered_only_while_its_address_answers(entry, signed_in, lena, now):
    browser, address = signed_in(lena), entry.award.get_absolute_url()
    assert "badge.ob2.json" not in browser.get(address, headers={"accept": "text/html"}).content.decode()
    passport.share(entry, by=lena, show_name=False, now=now)
    assert "badge.ob2.json" in browser.get(address, headers={"accept": "text/html"}).content.decode()
