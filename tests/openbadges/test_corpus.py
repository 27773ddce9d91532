"""Badges nobody here made, each with the verdict it should get."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arouez.openbadges import verify, verify_proof
from arouez.openbadges.documents import Directory
from arouez.openbadges.errors import ProofUnsupported

from .shelf import DATA

AT = datetime(2026, 5, 4, tzinfo=UTC)
DOCUMENTS = Directory(DATA / "documents")

# What fails, by file; nothing for a valid badge.
EXPECTED = {
    "1edtech-spec/alignment-case.json": {},
    "1edtech-spec/alignment-ctdl.json": {},
    "1edtech-spec/basic.json": {},
    "1edtech-spec/complete.json": {"status": "status.unavailable"},
    "1edtech-spec/endorsement.json": {"schemas": "document.not_given", "status": "status.unavailable"},
    "1edtech-spec/file-sample.json": {},
    "1edtech-spec/impl-guide-vector.json": {},
    "1edtech-spec/skill-case.json": {},
    "1edtech-spec/skill-ctdl.json": {},
    "1edtech-validator/bit-string-list/credential-status-revoked-blank-nodes.json": {"status": "status.revoked"},
    "1edtech-validator/bit-string-list/credential-status-revoked.json": {"status": "status.revoked"},
    "1edtech-validator/bit-string-list/testlist": {},
    "1edtech-validator/complete.json": {"status": "status.unavailable"},
    "1edtech-validator/simple.json": {},
    "1edtech-validator/simple-eddsa-2022.json": {"proof": "proof.unsupported"},
    "1edtech-validator/simple-err-credential-subject-achievement-result-description-type.json": {
        "structure": "structure.type",
        "contexts": "jsonld.undefined_term",
    },
    "1edtech-validator/simple-err-credential-subject-identifier-type.json": {
        "structure": "structure.type",
        "contexts": "jsonld.undefined_term",
    },
    "1edtech-validator/simple-err-credential-subject-profile-type.json": {
        "structure": "structure.type",
        "contexts": "jsonld.undefined_term",
    },
    "1edtech-validator/simple-err-evidence-type.json": {
        "structure": "structure.type",
        "contexts": "jsonld.undefined_term",
    },
    "1edtech-validator/simple-err-issued.json": {"structure": "structure.missing"},
    "1edtech-validator/simple-err-issuer-type.json": {
        "structure": "structure.type",
        "contexts": "jsonld.undefined_term",
    },
    "1edtech-validator/simple-err-proof-method-unknown-scheme.json": {"proof": "key.not_found"},
    "1edtech-validator/simple-err-type.json": {"contexts": "jsonld.undefined_term"},
    "1edtech-validator/simple-multiple-proofs.json": {"contexts": "jsonld.undefined_term"},
    "1edtech-validator/simple-noproof.json": {"structure": "structure.missing", "contexts": "context.order"},
}


def test_every_file_of_the_corpus_has_its_verdict():
    corpus = DATA / "corpus"
    assert {str(path.relative_to(corpus)) for path in corpus.rglob("*") if path.is_file()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_verdict_is_the_expected_one(name):
    verdict = verify((DATA / "corpus" / name).read_bytes(), documents=DOCUMENTS, at=AT)
    assert {check.name: check.code for check in verdict.checks if check.status == "fail"} == EXPECTED[name]
    assert verdict.valid is (not EXPECTED[name])


@pytest.mark.parametrize("name", ["1edtech-spec/complete.json", "1edtech-spec/endorsement.json"])
def test_the_signature_of_a_badge_with_an_unread_status_is_good(name):
    document = json.loads((DATA / "corpus" / name).read_text())
    assert verify_proof(document, DOCUMENTS).controller == document["issuer"]["id"]


# The whole corpus, where it lies beside the checkout.

SHARED = Path(__file__).resolve().parents[3] / "shared/standards"
ROWS = json.loads((SHARED / "corpus/index.json").read_text()) if (SHARED / "corpus/index.json").exists() else []
OPEN_BADGES_3 = [row for row in ROWS if row["kind"].startswith("OB3 JSON")]
VALID_ELSEWHERE = ("ecdsa-sd-2023", "eddsa-2022", "1EdTechRevocationList")


@pytest.mark.parametrize("row", OPEN_BADGES_3, ids=lambda row: row["file"])
def test_the_whole_corpus_is_judged_as_its_index_says(row):
    text = (SHARED / "corpus" / row["file"]).read_text()
    verdict = verify(text, documents=Directory(SHARED / "documents"), at=AT)
    expected = row["expected"].startswith("valid") and not any(name in text for name in VALID_ELSEWHERE)
    assert verdict.valid is expected, [check for check in verdict.checks if check.status == "fail"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_nothing_in_the_corpus_makes_the_verifier_stumble(row):
    verdict = verify((SHARED / "corpus" / row["file"]).read_bytes(), documents=Directory(SHARED / "documents"), at=AT)
    assert verdict.valid or any(check.status == "fail" for check in verdict.checks)


def test_an_eddsa_2022_draft_proof_is_named_as_what_it_is():
    document = json.loads((DATA / "corpus/1edtech-validator/simple-eddsa-2022.json").read_text())
    with pytest.raises(ProofUnsupported, match="eddsa-2022"):
        verify_proof(document, DOCUMENTS)
