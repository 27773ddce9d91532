"""`ecdsa-sd-2023` against the vectors of its specification (vc-di-ecdsa, Appendix A), and what it must withstand."""

from dataclasses import replace

import pytest

from arouez.openbadges import cbor, verify, verify_proof
from arouez.openbadges.base64url import decode_octets, encode_octets
from arouez.openbadges.did import did_document
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import InvalidKey, LinkedDataError, OpenBadgesError, ProofInvalid, SignatureMismatch
from arouez.openbadges.jsonld import pinned_contexts
from arouez.openbadges.keys import PublicKey, SigningKey
from arouez.openbadges.proofs import SecuredDocument, add_proof, derive
from arouez.openbadges.proofs.ecdsa_sd_2023 import create_with
from arouez.openbadges.proofs.sd_values import BaseProof, DerivedProof

from .shelf import AT, Shelf
from .vectors import CITIZENSHIP, vector

SUITE = "ecdsa-sd-2023"
SHOWN = ["/credentialSubject/id", "/credentialSubject/type", "/credentialSubject/achievement"]


@pytest.fixture
def holder():
    return SigningKey.generate(algorithm="ES256")


@pytest.fixture
def plain(badge, holder):
    """The badge, unsigned, of an issuer who is its own key."""
    document = badge.to_json()
    document["issuer"]["id"] = holder.controller
    del document["credentialStatus"]
    return document


@pytest.fixture
def base(plain, holder):
    return add_proof(plain, holder, AT, SUITE)


@pytest.fixture
def shown(base):
    return derive(base, SHOWN)


def changed(document, **parts):
    """The document with other parts in its derived proof."""
    proof = document["proof"][0]
    other = replace(DerivedProof.parse(proof["proofValue"]), **parts)
    return document | {"proof": [proof | {"proofValue": other.to_text()}]}


def spelled(document, value):
    return document | {"proof": [document["proof"][0] | {"proofValue": value}]}


class TestVectors:
    @pytest.fixture(params=["employ", "prc"])
    def w3c(self, request, monkeypatch):
        """A document of the W3C by name: `base`, `derived`, `mandatory` or `selective`."""
        monkeypatch.setitem(pinned_contexts(), CITIZENSHIP, vector("citizenship-v4rc1"))
        return lambda name: vector(f"w3c-ecdsa-sd-2023-{request.param}-{name}")

    def test_the_base_proof_comes_out_as_printed(self, w3c):
        material = vector("w3c-ecdsa-sd-2023-SDKeyMaterial")
        issuer, once = (
            SigningKey.from_secret(material[f"{n}KeyPair"]["secretKeyMultibase"]) for n in ("base", "proof")
        )
        base = w3c("base")
        options = {name: value for name, value in base["proof"].items() if name != "proofValue"}
        options["mandatoryPointers"] = w3c("mandatory")
        hmac_key = bytes.fromhex(material["hmacKeyString"])
        assert create_with(SecuredDocument(base), options, issuer, once, hmac_key) == base["proof"]

    def test_the_derived_document_comes_out_as_printed(self, w3c):
        assert derive(w3c("base"), w3c("selective")) == w3c("derived")

    def test_the_derived_document_verifies(self, w3c):
        assert verify_proof(w3c("derived"), Nowhere()).algorithm == "ES256"

    def test_what_1edtech_derived_is_valid(self):
        document = vector("1edtech-ecdsa-sd-2023-derived")
        method = document["proof"][0]["verificationMethod"]
        controller, _, text = method.partition("#")
        shelf = Shelf()
        shelf.put(controller, did_document(controller, [PublicKey.from_multibase(method, controller, text)]))
        assert verify(document, documents=shelf, at=AT).valid


class TestDisclosure:
    def test_what_is_shown_of_a_badge_is_valid(self, shown):
        assert verify(shown, documents=Nowhere(), at=AT).valid

    def test_the_holder_shows_what_was_chosen_and_no_more(self, shown, plain):
        assert shown["credentialSubject"] == {
            name: plain["credentialSubject"][name] for name in ("id", "type", "achievement")
        }
        assert "evidence" not in shown
        assert "name" not in shown

    def test_who_issued_it_and_how_long_it_is_valid_cannot_be_hidden(self, base, plain):
        least = derive(base, [])
        assert set(least) == {"@context", "id", "type", "issuer", "validFrom", "validUntil", "proof"}
        assert least["issuer"] == plain["issuer"]
        verify_proof(least, Nowhere())

    def test_the_issuer_may_decide_what_cannot_be_hidden(self, plain, holder):
        base = add_proof(plain, holder, AT, SUITE, mandatory_pointers=["/name"])
        assert set(derive(base, [])) == {"@context", "id", "type", "name", "proof"}

    def test_one_piece_of_evidence_of_two(self, base, plain):
        shown = derive(base, ["/evidence/1"])
        assert shown["evidence"] == plain["evidence"][1:]
        verify_proof(shown, Nowhere())

    def test_overlapping_choices_are_their_union(self, base):
        union = derive(base, ["/evidence/0/narrative", "/evidence", "/evidence/1"])
        assert union == derive(base, ["/evidence"])

    def test_the_form_of_the_proof_is_kept(self, base):
        single = base | {"proof": base["proof"][0]}
        assert isinstance(derive(single, [])["proof"], dict)

    def test_two_badges_name_their_blank_nodes_differently(self, plain, holder):
        proofs = [add_proof(plain, holder, AT, SUITE)["proof"][0]["proofValue"] for _ in range(2)]
        assert BaseProof.parse(proofs[0]).hmac_key != BaseProof.parse(proofs[1]).hmac_key

    def test_credentials_within_keep_their_own_proofs(self, plain, holder):
        endorsers = [SigningKey.generate(), SigningKey.generate()]
        plain["issuer"]["endorsement"] = [
            add_proof(
                {
                    "@context": plain["@context"],
                    "type": ["VerifiableCredential", "EndorsementCredential"],
                    "issuer": {"id": endorser.controller, "type": ["Profile"]},
                    "validFrom": "2026-01-01T00:00:00Z",
                    "credentialSubject": {"id": holder.controller, "type": ["EndorsementSubject"]},
                },
                endorser,
                AT,
            )
            for endorser in endorsers
        ]
        shown = derive(add_proof(plain, holder, AT, SUITE), SHOWN)
        verify_proof(shown, Nowhere())
        for endorsement in shown["issuer"]["endorsement"]:
            verify_proof(endorsement, Nowhere())

    def test_an_ordered_list_is_shown_whole_or_not_at_all(self, plain, holder):
        plain["credentialSubject"]["achievement"]["resultDescription"] = [
            {
                "id": "urn:uuid:0ab2a5c6-5bd1-4d5b-92d1-5b2f1d3f8f0e",
                "type": ["ResultDescription"],
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["A", "B", "C"],
            }
        ]
        base = add_proof(plain, holder, AT, SUITE)
        results = "/credentialSubject/achievement/resultDescription/0"
        verify_proof(derive(base, [results]), Nowhere())
        verify_proof(derive(base, [f"{results}/name"]), Nowhere())
        with pytest.raises(ProofInvalid, match="ordered list"):
            derive(base, [f"{results}/allowedValue/1"])

    @pytest.mark.parametrize(
        "pointer",
        [
            "",
            "name",
            "/nothing",
            "/evidence/2",
            "/evidence/-1",
            "/evidence/00",
            "/evidence/a",
            "/name/0",
            "/a~2",
            "/" * 70,
        ],
    )
    def test_a_pointer_to_nothing_is_refused(self, base, plain, holder, pointer):
        with pytest.raises(ProofInvalid, match="JSON pointer"):
            derive(base, [pointer])
        with pytest.raises(ProofInvalid, match="JSON pointer"):
            add_proof(plain, holder, AT, SUITE, mandatory_pointers=[pointer])

    def test_pointers_are_unescaped(self, plain, holder):
        plain["https://a.example/b~c"] = "d"
        base = add_proof(plain, holder, AT, SUITE)
        assert derive(base, ["/https:~1~1a.example~1b~0c"])["https://a.example/b~c"] == "d"

    def test_a_plain_credential_may_have_terms_of_its_own(self, holder):
        sailing = {
            "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "https://sailing.example/"}],
            "type": ["VerifiableCredential"],
            "issuer": holder.controller,
            "credentialSubject": {"sails": [{"size": 5.5, "year": 2023}, {"size": 7, "year": 2020}]},
        }
        shown = derive(add_proof(sailing, holder, AT, SUITE), ["/credentialSubject/sails/0/size"])
        assert shown["credentialSubject"] == {"sails": [{"size": 5.5}]}
        verify_proof(shown, Nowhere())

    def test_nothing_at_all_cannot_be_shown(self, plain, holder):
        with pytest.raises(ProofInvalid, match="nothing to show"):
            derive(add_proof(plain, holder, AT, SUITE, mandatory_pointers=[]), [])

    def test_a_document_that_names_blank_nodes_itself_is_not_signed(self, plain, holder):
        plain["evidence"][0]["id"] = "_:evidence"
        with pytest.raises(LinkedDataError):
            add_proof(plain, holder, AT, SUITE)

    def test_a_document_changed_by_the_holder_yields_no_valid_proof(self, base):
        base["name"] = "Another"
        with pytest.raises(SignatureMismatch):
            verify_proof(derive(base, ["/name"]), Nowhere())
        del base["name"]
        with pytest.raises(ProofInvalid, match="one signature for each"):
            derive(base, [])

    def test_it_needs_exactly_one_base_proof(self, base, shown, plain):
        with pytest.raises(ProofInvalid):
            derive(plain, [])
        with pytest.raises(ProofInvalid):
            derive(base | {"proof": base["proof"] * 2}, [])
        with pytest.raises(ProofInvalid, match="does not begin as a base proof"):
            derive(shown, [])

    def test_other_suites_have_no_mandatory_pointers(self, plain, holder):
        with pytest.raises(ProofInvalid, match="no mandatory pointers"):
            add_proof(plain, holder, AT, "ecdsa-rdfc-2019", mandatory_pointers=["/issuer"])

    @pytest.mark.parametrize("algorithm", ["ES384", "EdDSA"])
    def test_a_key_of_another_kind_does_not_sign(self, plain, algorithm):
        with pytest.raises(InvalidKey, match="asks for another kind"):
            add_proof(plain, SigningKey.generate(algorithm=algorithm), AT, SUITE)


class TestVerification:
    def test_the_base_proof_is_not_for_verifiers(self, base):
        with pytest.raises(ProofInvalid, match="meant for the holder alone"):
            verify_proof(base, Nowhere())

    @pytest.mark.parametrize("member", ["validUntil", "name"])
    def test_a_mandatory_or_chosen_statement_that_changed_does_not_match(self, base, member):
        shown = derive(base, ["/name"])
        shown[member] = "2099-01-01T00:00:00Z"
        with pytest.raises(SignatureMismatch):
            verify_proof(shown, Nowhere())

    def test_a_statement_taken_away_does_not_match(self, shown):
        del shown["validUntil"]
        with pytest.raises(SignatureMismatch):
            verify_proof(shown, Nowhere())

    def test_a_statement_added_does_not_match(self, shown):
        with pytest.raises(SignatureMismatch):
            verify_proof(shown | {"name": "Mine"}, Nowhere())

    def test_a_blank_node_added_does_not_match(self, shown):
        shown["evidence"] = [{"type": ["Evidence"]}]
        with pytest.raises(SignatureMismatch, match="other objects"):
            verify_proof(shown, Nowhere())

    def test_other_options_do_not_match(self, shown):
        shown["proof"][0]["created"] = "2026-05-05T00:00:00Z"
        with pytest.raises(SignatureMismatch):
            verify_proof(shown, Nowhere())

    def test_a_statement_of_another_badge_cannot_be_put_in(self, plain, holder, shown):
        other = derive(add_proof(plain | {"name": "Another"}, holder, AT, SUITE), [*SHOWN, "/name"])
        ours, theirs = (DerivedProof.parse(each["proof"][0]["proofValue"]) for each in (shown, other))
        mixed = changed(other, signature=ours.signature, public_key=ours.public_key)
        with pytest.raises(SignatureMismatch):
            verify_proof(mixed, Nowhere())
        assert theirs.public_key != ours.public_key

    def test_a_mandatory_statement_cannot_be_called_chosen(self, shown):
        derived = DerivedProof.parse(shown["proof"][0]["proofValue"])
        with pytest.raises(SignatureMismatch):
            verify_proof(changed(shown, mandatory=derived.mandatory[1:]), Nowhere())

    def test_two_objects_cannot_be_taken_for_one(self, base):
        shown = derive(base, ["/credentialSubject/identifier", "/evidence/0"])
        derived = DerivedProof.parse(shown["proof"][0]["proofValue"])
        digests = dict.fromkeys(derived.digests, derived.digests[0])
        with pytest.raises(ProofInvalid, match="takes two objects"):
            verify_proof(changed(shown, digests=digests), Nowhere())

    @pytest.mark.parametrize("mandatory", [[1, 0], [0, 0], [10**6], [0, 1, 2, 3, 10**6]])
    def test_positions_out_of_order_or_of_nothing_are_refused(self, shown, mandatory):
        with pytest.raises(ProofInvalid, match="properly which"):
            verify_proof(changed(shown, mandatory=mandatory), Nowhere())

    @pytest.mark.parametrize("number", [1, 99])
    def test_digests_of_nodes_that_are_not_there_are_refused(self, shown, number):
        derived = DerivedProof.parse(shown["proof"][0]["proofValue"])
        digests = {node + number: digest for node, digest in derived.digests.items()}
        with pytest.raises(SignatureMismatch, match="other objects"):
            verify_proof(changed(shown, digests=digests), Nowhere())

    def test_a_key_of_its_own_that_is_no_key_is_refused(self, base):
        shown = derive(base, ["/name"])
        with pytest.raises(OpenBadgesError):
            verify_proof(changed(shown, public_key=bytes(35)), Nowhere())

    @pytest.mark.parametrize(
        "respell",
        [
            lambda value: value[1:],
            lambda value: "z" + value[1:],
            lambda value: value + "=",
            lambda value: value + "A",
            lambda value: value[:1] + value[4:],
            lambda value: value[:-8],
            lambda value: "u" + encode_octets(decode_octets(value[1:]) + b"\0"),
            lambda value: "u",
            lambda value: 7,
            lambda value: None,
        ],
    )
    def test_a_proof_value_has_one_spelling(self, shown, respell):
        with pytest.raises(ProofInvalid):
            verify_proof(spelled(shown, respell(shown["proof"][0]["proofValue"])), Nowhere())

    @pytest.mark.parametrize(
        "parts",
        [
            [],
            7,
            [b"", b"", [], {}, []],
            [bytes(64), bytes(36), [], {}, []],
            [bytes(64), bytes(35), [bytes(63)], {}, []],
            [bytes(64), bytes(35), [], {"0": bytes(32)}, []],
            [bytes(64), bytes(35), [], {0: "text"}, []],
            [bytes(64), bytes(35), [], {}, ["0"]],
            [bytes(64), bytes(35), [], {}, [], []],
        ],
        ids=str,
    )
    def test_a_proof_of_other_parts_is_refused(self, shown, parts):
        value = "u" + encode_octets(b"\xd9\x5d\x01" + cbor.encode(parts))
        with pytest.raises(ProofInvalid, match="not made of what it should be"):
            verify_proof(spelled(shown, value), Nowhere())
