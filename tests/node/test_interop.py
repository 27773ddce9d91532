"""Software we did not write judges our badges, and we judge what it makes. Offline."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arouez.openbadges import did, keys, model, sign, status, verify
from arouez.openbadges.documents import Nowhere

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONTEXTS = ROOT / "src" / "arouez" / "openbadges" / "contexts"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LIST = "https://badges.test/status/1"

pytestmark = pytest.mark.node


def badge(issuer: str, index: int | None = None) -> dict:
    """An unsigned badge with everything an award of the site carries."""
    entry = None if index is None else model.BitstringStatusListEntry(f"{LIST}#{index}", LIST, index)
    network = model.Profile(id="did:web:badges.test:issuers:network", name="Fab@Brest")
    return model.OpenBadgeCredential(
        id="https://badges.test/credentials/1",
        issuer=model.Profile(id=issuer, name="La Fabrique de Recouvrance", url="https://recouvrance.example"),
        valid_from=NOW,
        name="Découpeuse laser",
        subject=model.AchievementSubject(
            id="urn:uuid:7c7b2f9e-6f0f-4e0e-9f5e-1d2c3b4a5968",
            identifiers=[model.IdentityObject.hashed_email("lena@example.org", salt="sel")],
            achievement=model.Achievement(
                id="https://badges.test/achievements/laser",
                name="Découpeuse laser",
                description="La personne a découpé seule.",
                criteria=model.Criteria(narrative="- ★ Je reste présent·e.\n- Je règle la focale."),
                creator=network,
                image=model.Image("https://badges.test/achievements/laser/image.png"),
                tags=["laser"],
                alignments=[model.Alignment("Découpe laser", "http://data.europa.eu/esco/skill/45bef06d")],
                in_language="fr",
            ),
        ),
        evidence=[model.Evidence(narrative="Une boîte à thé.")],
        status=entry,
    ).to_json()


@pytest.fixture(scope="module")
def judged() -> dict:
    """What Digital Bazaar's software says of our badges, and the badge that it issues, in one run of Node."""
    if not shutil.which("node") or not (ROOT / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("CI runs everything: install Node and the packages of package.json.")
        pytest.skip("needs Node and the packages of package.json")
    issuer = "did:web:badges.test:issuers:recouvrance"
    key = keys.SigningKey.generate(controller=issuer, fragment="key-0")
    own = keys.SigningKey.generate()
    bits = status.BitstringStatusList(131_072)
    bits.set(7)
    revocations = sign(
        status.status_list_credential(id=LIST, issuer=issuer, bits=bits, valid_from=NOW), key, created=NOW
    )
    did_key = sign(badge(own.controller), own, created=NOW)
    tampered = copy.deepcopy(did_key)
    tampered["credentialSubject"]["achievement"]["name"] = "Chef de tout"
    badges = {
        "did:key": did_key,
        "did:web": sign(badge(issuer, 6), key, created=NOW),
        "revoked": sign(badge(issuer, 7), key, created=NOW),
        "tampered": tampered,
    }
    documents = {row["url"]: json.loads((CONTEXTS / row["file"]).read_text()) for row in _index()}
    documents |= {issuer: did.did_document(issuer, [key.public]), LIST: revocations}
    given = {"documents": documents, "badges": badges, "unsigned": badge("did:example:to-be-filled-in")}
    done = subprocess.run(
        ["node", HERE / "verify.mjs"], input=json.dumps(given), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _index() -> list[dict]:
    rows = json.loads((CONTEXTS / "index.json").read_text())
    return rows if isinstance(rows, list) else rows["contexts"]


@pytest.mark.parametrize(("name", "revoked"), [("did:key", None), ("did:web", False)])
def test_they_verify_our_badge(judged, name, revoked):
    assert judged["verdicts"][name] == {"verified": True, "error": "", "revoked": revoked}


def test_they_see_that_it_was_altered(judged):
    assert not judged["verdicts"]["tampered"]["verified"]
    assert "Invalid signature" in judged["verdicts"]["tampered"]["error"]


def test_they_see_that_it_was_revoked(judged):
    assert judged["verdicts"]["revoked"]["revoked"]


def test_we_verify_the_badge_they_issue(judged):
    verdict = verify(judged["issued"], documents=Nowhere(), at=NOW)
    assert verdict.valid, verdict.checks


def test_we_see_that_theirs_was_altered(judged):
    altered = copy.deepcopy(judged["issued"])
    altered["name"] = "Autre chose"
    assert not verify(altered, documents=Nowhere(), at=NOW).valid
