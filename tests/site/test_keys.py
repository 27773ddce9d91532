"""The issuers' keys: one for each purpose, published, rotated, backed up and put back."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from arouez.errors import DomainError
from arouez.network import backup, keystore
from arouez.network.keystore import Purpose
from arouez.network.models import Issuer, SigningKey
from arouez.openbadges import keys, sign
from arouez.openbadges.proofs import verify_proof
from arouez.verification.documents import OwnDocuments
from arouez.verification.services import verify_award

PASSPHRASE = "Kenavo d’an holl !"


@pytest.fixture
def proof(fablab, now):
    return keystore.active_key(fablab.issuer, Purpose.PROOF, now)


@pytest.fixture
def token(fablab, now):
    return keystore.active_key(fablab.issuer, Purpose.TOKEN, now)


@pytest.fixture
def another_secret(settings):
    def change():
        settings.KEYS_SECRET = "another secret, on another host"

    return change


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch):
    """Deriving a key from a passphrase is slow by design; here it need not be."""
    scrypt = backup.Scrypt
    monkeypatch.setattr(backup, "Scrypt", lambda **arguments: scrypt(**arguments | {"n": 2}))


@pytest.fixture
def run(monkeypatch, capsys):
    """`arouez manage keys …` with the passphrase in the environment; what it printed."""
    monkeypatch.setenv("AROUEZ_BACKUP_PASSPHRASE", PASSPHRASE)

    def keys_command(*arguments) -> str:
        call_command("keys", *map(str, arguments))
        return capsys.readouterr().out

    return keys_command


# ---------------------------------------------------------------- a key for each purpose


def test_proofs_are_signed_with_ed25519_and_tokens_with_rsa(proof, token):
    assert (proof.public.algorithm, token.public.algorithm) == ("EdDSA", "RS256")
    assert keystore.unlock(token).public == token.public


def test_a_key_is_made_once_and_found_afterwards(fablab, token, now):
    assert keystore.active_key(fablab.issuer, Purpose.TOKEN, now) == token


def test_no_issuer_has_two_active_keys_of_a_purpose(fablab, token, now):

    with pytest.raises(IntegrityError), transaction.atomic():
        fablab.issuer.keys.create(purpose=Purpose.TOKEN, name="key-9", public_jwk={}, encrypted_secret=b"")


def test_a_key_is_one_bare_jwk_at_its_address(client, token):
    address = token.url.removeprefix("https://badges.test")
    response = client.get(address)
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    served = response.json()
    assert keys.PublicKey.from_jwk("", "", served).jwk() == token.public.jwk()
    assert (served["kty"], served["alg"], served["kid"]) == ("RSA", "RS256", token.url)


def test_a_key_of_open_badges_2_belongs_to_the_issuer_which_lists_it(client, fablab, token):
    issuer = client.get(f"/ob2/issuers/{fablab.issuer.public_id}").json()
    [address] = issuer["publicKey"]
    served = client.get(address.removeprefix("http://badges.test")).json()
    assert served["owner"] == issuer["id"]
    assert served["publicKeyPem"].startswith("-----BEGIN PUBLIC KEY-----")


@pytest.mark.parametrize("where", ["/issuers/{}/keys/{}", "/ob2/issuers/{}/keys/{}"])
def test_no_address_gives_the_secret_half(client, fablab, token, where):
    body = client.get(where.format(fablab.issuer.public_id, token.name)).content.decode()
    secret = keystore.unlock(token).to_json()["secretKeyJwk"]
    assert secret["d"] not in body
    assert "PRIVATE" not in body


def test_a_key_of_another_issuer_is_not_found_under_this_one(client, other_fablab, token):
    assert client.get(f"/issuers/{other_fablab.issuer.public_id}/keys/{token.name}").status_code == 404
    assert client.get(f"/ob2/issuers/{other_fablab.issuer.public_id}/keys/{token.name}").status_code == 404


def test_a_key_for_proofs_is_none_of_open_badges_2(client, fablab, proof):
    assert client.get(f"/ob2/issuers/{fablab.issuer.public_id}/keys/{proof.name}").status_code == 404


# ---------------------------------------------------------------- rotation


def test_a_new_key_of_one_purpose_leaves_the_other_alone(fablab, proof, token, now):
    new = keystore.rotate_key(fablab.issuer, Purpose.TOKEN, now)
    assert keystore.active_key(fablab.issuer, Purpose.TOKEN, now) == new
    assert keystore.active_key(fablab.issuer, Purpose.PROOF, now) == proof


def test_the_did_document_lists_every_key_there_ever_was(client, fablab, proof, token, now):
    new = keystore.rotate_key(fablab.issuer, Purpose.PROOF, now)
    document = client.get(f"/issuers/{fablab.issuer.public_id}/did.json").json()
    names = [key.public.id for key in (proof, token, new)]
    assert [method["id"] for method in document["verificationMethod"]] == names
    assert document["assertionMethod"] == names
    assert not [method for method in document["verificationMethod"] if {"revoked", "expires"} & method.keys()]


def test_a_retired_key_stays_at_its_address(client, fablab, token, now):
    keystore.rotate_key(fablab.issuer, Purpose.TOKEN, now)
    assert client.get(f"/issuers/{fablab.issuer.public_id}/keys/{token.name}").json()["n"] == token.public_jwk["n"]


def test_the_operator_gives_an_issuer_new_keys(run, fablab, proof, token, now):
    run("rotate", fablab.slug, "--purpose", "token")
    assert keystore.active_key(fablab.issuer, Purpose.TOKEN, now) != token
    assert keystore.active_key(fablab.issuer, Purpose.PROOF, now) == proof
    run("rotate", fablab.issuer.public_id)
    assert keystore.active_key(fablab.issuer, Purpose.PROOF, now) != proof


def test_a_name_that_nobody_has_is_said(run, fablab):
    with pytest.raises(CommandError, match="0 issuers are called nobody"):
        run("rotate", "nobody")


# ---------------------------------------------------------------- backup


@pytest.mark.django_db(transaction=True)  # PostgreSQL empties no table in the middle of a transaction
def test_a_backup_in_an_empty_database_with_another_secret_signs_and_verifies(
    run, give, fablab, token, another_secret, tmp_path, now
):
    award = give()
    run("export", tmp_path / "keys.json")
    did, issuer_id, written = fablab.issuer.did, fablab.issuer.public_id, json.loads(award.document)
    _forget_everything()
    another_secret()
    run("restore", tmp_path / "keys.json")
    assert verify_proof(written, OwnDocuments()).controller == did
    key = keystore.unlock(keystore.active_key(Issuer.objects.get(public_id=issuer_id), Purpose.PROOF, now))
    unsigned = {name: value for name, value in written.items() if name != "proof"}
    assert verify_proof(sign(unsigned, key, created=now), OwnDocuments()).id == key.id


def test_a_database_whose_secret_was_lost_signs_again_with_the_backup(run, give, fablab, another_secret, tmp_path, now):
    old = give()
    run("export", tmp_path / "keys.json")
    another_secret()
    with pytest.raises(DomainError, match="AROUEZ_KEYS_SECRET"):
        give("other@example.org")
    run("restore", tmp_path / "keys.json")
    assert verify_award(give("other@example.org"), now).valid
    assert verify_award(old, now).valid


def test_restoring_twice_changes_nothing_more(run, fablab, token, tmp_path):
    run("export", tmp_path / "keys.json")
    keys = SigningKey.objects.order_by("pk").values("name", "purpose", "public_jwk", "retired_at")
    before = list(keys)
    assert "0 keys were restored" in run("restore", tmp_path / "keys.json")
    run("restore", tmp_path / "keys.json")
    assert list(keys.all()) == before


def test_a_different_key_of_the_same_name_is_not_overwritten(run, fablab, proof, tmp_path, now):
    run("export", tmp_path / "keys.json")
    other = keys.SigningKey.generate(fablab.issuer.did, proof.name)
    fablab.issuer.keys.filter(pk=proof.pk).update(
        public_jwk=other.public.jwk(), encrypted_secret=keystore.lock_up(other)
    )
    with pytest.raises(CommandError, match="Another key is here"):
        run("restore", tmp_path / "keys.json")
    assert keystore.unlock(fablab.issuer.keys.get(pk=proof.pk)).public == other.public


def test_a_key_retired_since_the_backup_stays_so(run, fablab, proof, tmp_path, now):
    run("export", tmp_path / "keys.json")
    new = keystore.rotate_key(fablab.issuer, Purpose.PROOF, now)
    run("restore", tmp_path / "keys.json")
    assert keystore.active_key(fablab.issuer, Purpose.PROOF, now) == new


def test_a_key_that_another_took_over_from_comes_back_retired(run, fablab, proof, tmp_path, now):
    run("export", tmp_path / "keys.json")
    keystore.rotate_key(fablab.issuer, Purpose.PROOF, now)
    proof.delete()
    run("restore", tmp_path / "keys.json")
    assert fablab.issuer.keys.get(name=proof.name).retired_at is not None


def test_the_backup_says_nothing_without_its_passphrase(run, fablab, tmp_path, monkeypatch):
    run("export", tmp_path / "keys.json")
    written = (tmp_path / "keys.json").read_text()
    assert fablab.issuer.public_id not in written
    assert "secretKey" not in written
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("AROUEZ_BACKUP_PASSPHRASE", "another passphrase")
    with pytest.raises(CommandError, match="passphrase"):
        run("restore", tmp_path / "keys.json")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"arouez": "keys", "version": 2}', '{"arouez": "keys", "version": 1, "salt": "é", "sealed": ""}'])  # fmt: skip
def test_another_file_is_said_not_to_be_a_backup(run, tmp_path, text):
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(CommandError, match="not a backup"):
        run("restore", tmp_path / "keys.json")


def test_a_backup_of_another_site_is_refused(run, fablab, tmp_path, settings):
    run("export", tmp_path / "keys.json")
    settings.BASE_URL = "https://elsewhere.example"
    with pytest.raises(CommandError, match="AROUEZ_BASE_URL"):
        run("restore", tmp_path / "keys.json")


def test_a_file_that_is_there_is_not_overwritten(run, fablab, tmp_path):
    (tmp_path / "keys.json").write_text("precious")
    with pytest.raises(CommandError, match="is there already"):
        run("export", tmp_path / "keys.json")
    assert (tmp_path / "keys.json").read_text() == "precious"


def test_a_file_that_is_not_there_is_said(run, fablab, tmp_path):
    with pytest.raises(CommandError, match=r"none\.json: No such file"):
        run("restore", tmp_path / "none.json")


def test_the_passphrase_is_asked_for_twice_and_must_be_long(run, fablab, tmp_path, monkeypatch):
    monkeypatch.delenv("AROUEZ_BACKUP_PASSPHRASE")
    answers = iter([PASSPHRASE, "something else", "short", "short", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("arouez.network.management.commands.keys.getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="differ"):
        run("export", tmp_path / "keys.json")
    with pytest.raises(CommandError, match="12 characters"):
        run("export", tmp_path / "keys.json")
    run("export", tmp_path / "keys.json")
    assert (tmp_path / "keys.json").exists()


@pytest.mark.django_db(transaction=True)  # PostgreSQL empties no table in the middle of a transaction
def test_an_issuer_of_which_only_the_keys_are_back_has_no_page(client, run, fablab, tmp_path):
    run("export", tmp_path / "keys.json")
    _forget_everything()
    run("restore", tmp_path / "keys.json")
    issuer = Issuer.objects.first()
    assert client.get(f"/issuers/{issuer.public_id}/did.json").status_code == 200
    assert client.get(f"/issuers/{issuer.public_id}").status_code == 404
    assert client.get(f"/ob2/issuers/{issuer.public_id}").status_code == 404


def _forget_everything():
    """An empty database."""
    call_command("flush", interactive=False, verbosity=0)
