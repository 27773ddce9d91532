"""A verdict names the check that failed, and why."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest

from arouez.openbadges import did, errors, keys, sign, verify
from arouez.openbadges.codes import CODES
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.proofs import add_proof

from .shelf import AT, ISSUER, publish_list

NAMES = ["format", "structure", "contexts", "proof", "issuer", "validity", "status", "recipient"]
DOCUMENT = "https://fab.example/issuers/1/did.json"


def codes(verdict, *statuses):
    return {check.name: check.code for check in verdict.checks if check.status in statuses}


def failed(credential, documents, **how):
    verdict = verify(credential, documents=documents, **({"at": AT} | how))
    assert not verdict.valid
    return codes(verdict, "fail")


def leaves(value, path=()):
    """The path to every text, number and truth value."""
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[step], (*path, step))
    else:
        yield path


def replaced(document, path, change):
    document = deepcopy(document)
    target = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = change(target[path[-1]])
    return document


def test_a_good_badge_passes_every_check_in_order(signed, shelf):
    verdict = verify(signed, documents=shelf, at=AT, recipient="nolwenn@example.org")
    assert [check.name for check in verdict.checks if check.status == "pass"] == NAMES
    assert not codes(verdict, "fail", "warn")
    assert verdict.valid
    assert verdict.kind == "OB3"
    assert verdict.credential == signed


@pytest.mark.parametrize("form", [json.dumps, lambda document: json.dumps(document).encode(), dict])
def test_text_bytes_and_objects_are_judged_alike(signed, shelf, form):
    assert verify(form(signed), documents=shelf, at=AT).valid


def test_the_verdict_is_written_as_agreed(signed, shelf):
    written = json.loads(json.dumps(verify(signed, documents=shelf, at=AT).to_json()))
    assert list(written) == ["valid", "kind", "checks", "credential"]
    assert list(written["checks"][0]) == ["name", "status", "detail", "code"]


def test_altering_any_value_is_noticed(signed, shelf):
    """Every leaf of the document, the proof's own members included; what the badge means cannot be changed."""
    paths = list(leaves(signed))
    assert len(paths) > 60
    for path in paths:

        def change(value):
            return value + "x" if isinstance(value, str) else not value

        verdict = verify(replaced(signed, path, change), documents=shelf, at=AT)
        assert not verdict.valid, path
        assert set(codes(verdict, "fail")) & {"structure", "contexts", "proof", "status"}, path


def test_removing_any_member_is_noticed(signed, shelf):
    def members(value, path=()):
        for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            yield (*path, step)
            yield from members(value[step], (*path, step))

    for path in members(signed):
        document = deepcopy(signed)
        target = document
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]
        assert not verify(document, documents=shelf, at=AT).valid, path


@pytest.mark.parametrize(
    "path",
    [["name"], ["credentialSubject", "achievement", "name"], ["evidence", 0, "narrative"], ["validUntil"],
     ["credentialSubject", "identifier", 0, "identityHash"]],
    ids=str,
)  # fmt: skip
def test_a_changed_text_fails_the_proof_and_nothing_before_it(signed, shelf, path):
    def change(value):
        return value.replace("2027", "2036") if "validUntil" in path else value[:-1] + "0"

    assert failed(replaced(signed, path, change), shelf) == {"proof": "proof.signature_mismatch"}


def test_what_depends_on_a_failed_check_is_skipped_and_says_why(signed, shelf):
    verdict = verify(signed | {"name": "Autre"}, documents=shelf, at=AT)
    skipped = codes(verdict, "skip")
    assert {skipped.pop(name) for name in ("claims", "issuer", "refresh", "status")} == {"check.not_reached"}
    assert "proof" in next(check.detail for check in verdict.checks if check.name == "issuer")


def anywhere(value, path=()):
    for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*path, step)
        yield from anywhere(value[step], (*path, step))


@pytest.mark.parametrize(
    "nonsense",
    [None, [], {}, 7, True, "", [[]], {"@id": "urn:x"}, {"@value": 1}, {"@list": ["a"]}, {"@type": "@json"},
     {"@context": None}, {"@nest": {}}, "_:b0"],
    ids=str,
)  # fmt: skip
def test_nonsense_in_the_place_of_anything_is_refused_without_stumbling(signed, shelf, nonsense):
    for path in anywhere(signed):
        changed = replaced(signed, path, lambda _: nonsense)
        if changed != signed:
            assert not verify(changed, documents=shelf, at=AT).valid, path


@pytest.mark.parametrize("keyword", ["@graph", "@included", "@nest", "@reverse", "@index", "@set", "@list"])
@pytest.mark.parametrize("nonsense", [[], {}, [7], {"@set": []}, {"@included": [{}]}, "x"], ids=str)
def test_nothing_can_be_slipped_in_under_a_keyword(signed, shelf, keyword, nonsense):
    for node in (signed, signed["credentialSubject"], signed["evidence"][0]):
        node[keyword] = nonsense
        assert failed(signed, shelf) == {"contexts": "jsonld.invalid"}
        del node[keyword]


def test_an_empty_array_is_remarked_upon(signed, shelf):
    """Nobody signs an empty array, and so anybody can add one."""
    verdict = verify(signed | {"endorsement": []}, documents=shelf, at=AT)
    assert codes(verdict, "warn") == {"structure": "structure.lenient"}


class TestFormat:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "format.malformed"),
            ("[]", "format.malformed"),
            (b"\xff", "format.malformed"),
            ('{"id": "a", "id": "b"}', "format.duplicate_member"),
            ("[" * 10_000, "format.too_deep"),
            ('{"a": 1e400}', "format.unsafe_number"),
            (" " * 3_000_000, "format.too_large"),
            ("A.e30.c2ln", "proof.jws_malformed"),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_what_cannot_be_read_safely_is_refused(self, text, code):
        verdict = verify(text, documents=Nowhere(), at=AT)
        assert codes(verdict, "fail") == {"format": code}
        assert set(codes(verdict, "skip").values()) == {"check.not_reached"}
        assert (verdict.kind, verdict.credential) == ("unknown", None)

    def test_a_member_hidden_by_a_double_is_noticed(self, signed, shelf):
        text = json.dumps(signed).replace('"name": "D', '"name": "Soudure", "name": "D', 1)
        assert failed(text, shelf) == {"format": "format.duplicate_member"}


class TestContexts:
    def test_an_unknown_context_is_refused(self, signed, shelf):
        signed["@context"].append("https://evil.example/context.json")
        assert failed(signed, shelf) == {"contexts": "context.unknown"}

    def test_terms_of_ones_own_are_refused(self, signed, shelf):
        signed["@context"].append({"colour": "https://evil.example/colour"})
        assert failed(signed, shelf) == {"contexts": "context.unknown"}

    @pytest.mark.parametrize("order", [[1, 0], [0], [1], []])
    def test_the_contexts_begin_as_the_standard_says(self, signed, shelf, order):
        signed["@context"] = [signed["@context"][place] for place in order]
        assert failed(signed, shelf) == {"contexts": "context.order"}

    def test_an_undefined_term_is_refused(self, signed, shelf):
        assert failed(signed | {"colour": "red"}, shelf) == {"contexts": "jsonld.undefined_term"}

    def test_a_null_is_refused(self, signed, shelf):
        assert failed(signed | {"awardedDate": None}, shelf).get("contexts") == "jsonld.invalid"

    def test_an_older_context_of_open_badges_is_read(self, badge, key, shelf):
        document = badge.to_json()
        document["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
        del document["credentialSubject"]["achievement"]["inLanguage"]  # came with 3.0.3
        assert verify(sign(document, key, AT), documents=shelf, at=AT).valid

    def test_contexts_that_contradict_each_other_are_refused(self, signed, shelf):
        """3.0.1 gives protected terms of VCDM 2.0 another meaning: no processor can read the two together."""
        signed["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
        assert failed(signed, shelf) == {"contexts": "jsonld.invalid"}

    def test_vcdm_1_is_read(self, badge, key, shelf):
        document = badge.to_json()
        document["@context"] = ["https://www.w3.org/2018/credentials/v1", document["@context"][1],
                                "https://w3id.org/security/data-integrity/v2"]  # fmt: skip
        document["issuanceDate"], document["expirationDate"] = document.pop("validFrom"), document.pop("validUntil")
        del document["name"], document["description"], document["credentialStatus"]
        signed = sign(document, key, AT)
        assert verify(signed, documents=shelf, at=AT).valid
        assert failed(signed, shelf, at=AT + timedelta(days=400)) == {"validity": "validity.expired"}


class TestProof:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"type": "Ed25519Signature2020"}, "jsonld.undefined_term"),
            ({"cryptosuite": "bbs-2023"}, "proof.unsupported"),
            ({"cryptosuite": "none"}, "proof.unsupported"),
            ({"cryptosuite": 7}, "proof.unsupported"),
            ({"proofPurpose": "authentication"}, "proof.purpose"),
            ({"created": "yesterday"}, "proof.invalid"),
            ({"created": 7}, "proof.invalid"),
            ({"created": "2026-05-04T09:30:01Z"}, "proof.signature_mismatch"),
            ({"expires": "2026-05-04T09:30:00Z"}, "proof.expired"),
            ({"verificationMethod": "did:web:fab.example:issuers:1#key-1"}, "key.not_found"),
            ({"verificationMethod": "did:web:evil.example#key-0"}, "did.unavailable"),
            ({"verificationMethod": "did:example:1#key-0"}, "did.unsupported"),
            ({"verificationMethod": {"id": "urn:a"}}, "proof.invalid"),
            ({"proofValue": "nonsense"}, "proof.invalid"),
        ],
        ids=str,
    )
    def test_a_proof_that_is_not_right_is_refused_by_name(self, signed, shelf, change, code):
        signed["proof"][0] |= change
        assert code in failed(signed, shelf).values()

    @pytest.mark.parametrize("member", ["type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"])
    def test_a_proof_without_a_member_is_refused(self, signed, shelf, member):
        del signed["proof"][0][member]
        assert not verify(signed, documents=shelf, at=AT).valid

    @pytest.mark.parametrize("proof", [[], None, "x", ["x"]])
    def test_no_proof_is_no_proof(self, signed, shelf, proof):
        assert not verify(signed | {"proof": proof}, documents=shelf, at=AT).valid
        del signed["proof"]
        assert failed(signed, shelf) == {"proof": "proof.missing"}

    def test_a_proof_may_stand_alone_or_in_an_array(self, signed, shelf):
        signed["proof"] = signed["proof"][0]
        assert verify(signed, documents=shelf, at=AT).valid

    def test_one_good_proof_of_a_set_is_enough(self, badge, signed, shelf):
        stranger = keys.SigningKey.generate("did:web:gone.example", "key-0")
        other = add_proof(badge.to_json(), stranger, AT)["proof"]
        assert verify(signed | {"proof": other + signed["proof"]}, documents=shelf, at=AT).valid
        assert failed(signed | {"proof": other}, shelf) == {"proof": "did.unavailable"}

    def test_a_cosigner_does_not_stand_in_for_the_issuer_nor_in_its_way(self, badge, signed, shelf):
        cosigner = add_proof(badge.to_json(), keys.SigningKey.generate(), AT)["proof"]
        assert verify(signed | {"proof": cosigner + signed["proof"]}, documents=shelf, at=AT).valid
        assert failed(signed | {"proof": cosigner}, shelf) == {"issuer": "issuer.mismatch"}

    def test_more_proofs_than_anyone_needs_are_not_read(self, signed, shelf):
        assert failed(signed | {"proof": signed["proof"] * 11}, shelf) == {"contexts": "proof.invalid"}

    def test_a_proof_of_another_badge_does_not_fit(self, badge, signed, key, shelf):
        other = sign(badge.to_json() | {"name": "Soudure"}, key, AT)
        assert failed(signed | {"proof": other["proof"]}, shelf) == {"proof": "proof.signature_mismatch"}

    def test_another_key_under_the_same_name_does_not_fit(self, signed, shelf):
        imposter = keys.SigningKey.generate(ISSUER, "key-0")
        shelf.put(DOCUMENT, did.did_document(ISSUER, [imposter.public]))
        assert failed(signed, shelf) == {"proof": "proof.signature_mismatch"}

    def test_a_rotated_key_still_verifies_what_it_signed(self, signed, key, shelf):
        successor = keys.SigningKey.generate(ISSUER, "key-1")
        shelf.put(DOCUMENT, did.did_document(ISSUER, [key.public, successor.public]))
        assert verify(signed, documents=shelf, at=AT).valid


def test_a_badge_signed_by_somebody_else_in_the_issuers_name_is_refused(badge, shelf):
    """The signature is good; it is just not the issuer's."""
    stranger = keys.SigningKey.generate()
    signed = add_proof(badge.to_json(), stranger, AT)
    assert failed(signed, shelf) == {"issuer": "issuer.mismatch"}


def test_a_stranger_cannot_sign_in_the_issuers_name(badge):
    with pytest.raises(errors.IssuerMismatch):
        sign(badge.to_json(), keys.SigningKey.generate(), AT)


def test_what_is_signed_is_not_signed_again(signed, key):
    with pytest.raises(errors.ProofInvalid):
        sign(signed, key, AT)


class TestValidity:
    def test_it_ends_at_its_end(self, signed, shelf, badge):
        assert verify(signed, documents=shelf, at=badge.valid_until - timedelta(seconds=1)).valid
        assert failed(signed, shelf, at=badge.valid_until) == {"validity": "validity.expired"}

    def test_it_does_not_begin_before_its_beginning(self, badge, key, shelf):
        document = badge.to_json()
        del document["credentialStatus"]
        signed = sign(document, key, AT)
        early = badge.valid_from - timedelta(minutes=6)
        assert failed(signed, shelf, at=early) == {"validity": "validity.not_yet"}

    def test_clocks_may_differ_by_five_minutes(self, badge, key, shelf):
        document = badge.to_json()
        del document["credentialStatus"]
        verdict = verify(sign(document, key, AT), documents=shelf, at=badge.valid_from - timedelta(minutes=5))
        assert verdict.valid
        assert codes(verdict, "warn") == {"validity": "validity.clock_skew"}


class TestStatus:
    def test_a_revoked_badge_is_not_valid(self, signed, shelf, key, revoked):
        revoked.set(42)
        publish_list(shelf, key, revoked)
        assert failed(signed, shelf) == {"status": "status.revoked"}

    def test_an_unreachable_list_is_not_taken_for_a_good_one(self, signed, shelf):
        del shelf["https://fab.example/status/1"]
        assert failed(signed, shelf) == {"status": "status.unavailable"}

    def test_a_badge_without_a_status_is_valid_and_says_so(self, badge, key, shelf):
        document = badge.to_json()
        del document["credentialStatus"]
        verdict = verify(sign(document, key, AT), documents=shelf, at=AT)
        assert verdict.valid
        assert codes(verdict, "skip")["status"] == "status.none"

    def test_nothing_is_fetched_for_a_badge_whose_proof_is_bad(self, signed, shelf):
        asked = []

        class Watched:
            def get(self, url):
                asked.append(url)
                return shelf.get(url)

        verify(signed | {"name": "Autre"}, documents=Watched(), at=AT)
        assert asked == [DOCUMENT]


class TestRecipient:
    @pytest.mark.parametrize(
        "who", ["nolwenn@example.org", " NOLWENN@Example.org", "urn:uuid:5f1c7c1e-0a51-4a1e-9f6a-3f6f0d5f7f11"]
    )
    def test_the_person_is_recognised(self, signed, shelf, who):
        assert verify(signed, documents=shelf, at=AT, recipient=who).valid

    @pytest.mark.parametrize("who", ["erwan@example.org", "", "sel"])
    def test_somebody_else_is_not(self, signed, shelf, who):
        assert failed(signed, shelf, recipient=who) == {"recipient": "recipient.mismatch"}

    def test_nobody_is_checked_unless_asked_about(self, signed, shelf):
        assert codes(verify(signed, documents=shelf, at=AT), "skip")["recipient"] == "recipient.not_asked"


def test_every_code_has_a_meaning_and_one_class():
    def family(error):
        return [error] + [each for child in error.__subclasses__() for each in family(child)]

    failures = [error.code for error in family(errors.OpenBadgesError)]
    assert len(failures) == len(set(failures))
    assert set(failures) < set(CODES)
    assert all(meaning.endswith((".", ":")) or "." in meaning for meaning in CODES.values())
