"""The public documents: DIDs, profiles, achievements, pictures, status lists."""

import json

from arouez.network.keystore import Purpose, rotate_key
from arouez.openbadges import did, verify
from arouez.verification.documents import OwnDocuments
from arouez.verification.services import verify_award


def test_the_did_document_is_where_did_web_looks_for_it(client, fablab):
    address = did.did_web_url(fablab.issuer.did)
    assert address.startswith("https://badges.test/issuers/")
    document = client.get(address.removeprefix("https://badges.test")).json()
    assert document["id"] == fablab.issuer.did
    assert len(document["assertionMethod"]) == 1


def test_a_rotated_key_leaves_old_credentials_valid_and_signs_no_more(give, fablab, now):
    old = give()
    rotate_key(fablab.issuer, Purpose.PROOF, now)
    new = give("other@example.org")
    assert verify_award(old, now).valid
    assert verify_award(new, now).valid
    keys = [json.loads(award.document)["proof"][0]["verificationMethod"] for award in (old, new)]
    assert keys == [f"{fablab.issuer.did}#key-0", f"{fablab.issuer.did}#key-1"]


def test_the_secret_half_of_a_key_is_not_kept_in_clear(fablab):
    assert b"secretKeyMultibase" not in bytes(fablab.issuer.keys.get().encrypted_secret)


def test_the_issuer_is_a_profile_for_programs_and_a_page_for_people(client, fablab):
    address = f"/issuers/{fablab.issuer.public_id}"
    assert client.get(address, headers={"accept": "application/json"}).json()["name"] == fablab.name
    assert client.get(address, headers={"accept": "text/html"}).url == fablab.get_absolute_url()


def test_the_achievement_is_the_one_in_the_credential(client, give, laser):
    served = client.get(laser.get_absolute_url(), headers={"accept": "application/ld+json"}).json()
    assert served == json.loads(give().document)["credentialSubject"]["achievement"]


def test_a_picture_is_served_in_a_way_that_runs_nothing(client, laser):
    for form in ("svg", "png"):
        response = client.get(f"{laser.get_absolute_url()}/image.{form}")
        assert "sandbox" in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_documents_are_readable_from_any_site(client, give, fablab, laser):
    award = give()
    for address in (
        f"/status/{award.status_list.public_id}",
        f"/issuers/{fablab.issuer.public_id}/did.json",
        f"{laser.get_absolute_url()}/image.png",
    ):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"


def test_the_status_list_is_signed_by_its_issuer(client, give, now):
    award = give()
    served = client.get(f"/status/{award.status_list.public_id}", headers={"accept": "application/vc"})
    assert served["Content-Type"] == "application/vc"
    assert json.loads(served.content)["issuer"] == award.structure.issuer.did
    assert verify(award.document, documents=OwnDocuments(), at=now).valid


def test_an_unknown_address_is_a_plain_404(client):
    for address in (
        "/status/none",
        "/issuers/none",
        "/issuers/none/did.json",
        "/achievements/none",
        "/credentials/none",
    ):
        assert client.get(address).status_code == 404
