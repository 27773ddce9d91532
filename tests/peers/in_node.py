"""The verifiers written for Node, asked in one process; and what its issuers make there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from .fab import JWK, award, issuer
from .forms import OLD_SUITE, PROOF_SETS, PROOFS, SUITES, TOKENS, Answers, Form, forms

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMAS = ROOT / "tests" / "openbadges" / "data" / "schemas"

_STRICT = {
    "OpenBadgeCredential": "achievementcredential-2024.json",
    "EndorsementCredential": "endorsementcredential.json",
}
_PUBLISHED = {"OpenBadgeCredential": "achievementcredential.json"}
_AJV = {"ajv, schemas of 2024": _STRICT, "ajv, schema of 2026": _PUBLISHED}

_JSON = PROOFS | SUITES | OLD_SUITE | PROOF_SETS
READS = {
    "@digitalbazaar/vc": _JSON,
    "verifier-core": PROOFS | OLD_SUITE | PROOF_SETS,
    "jose": TOKENS,
    "ajv, schemas of 2024": (_JSON | TOKENS) - {"BitstringStatusListCredential"},
    "ajv, schema of 2026": (_JSON | TOKENS)
    - {"BitstringStatusListCredential", "EndorsementCredential", "EndorsementCredential as VC-JWT"},
}
"""The formats that each can read."""


def missing() -> str:
    return "" if shutil.which("node") and (ROOT / "node_modules").is_dir() else "Node and the packages of package.json"


def ask(verifier: str, asked: Collection[Form]) -> Answers:
    answers: Answers = run()["answers"][verifier]
    assert answers.keys() == {form.name for form in asked}
    return answers


@cache
def run() -> dict[str, Any]:
    """What main.mjs answers, once for all."""
    given = {
        "documents": issuer().shelf.to_json() | _schemas_online(),
        "keys": _keys(),
        "schemas": {name: {type: _schema(file) for type, file in files.items()} for name, files in _AJV.items()},
        "questions": [
            {"verifier": verifier, "form": form.name, "badge": form.badge}
            for verifier, formats in READS.items()
            for form in forms()
            if form.format in formats
        ],
        "unsigned": award(7).to_json(),
    }
    done = subprocess.run(
        ["node", HERE / "node" / "main.mjs"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answered: dict[str, Any] = json.loads(done.stdout)
    return answered


def _keys() -> dict[str, Any]:
    """The keys that made our tokens, by the names that these call them."""
    fab = issuer()
    named = {key.id: key.public.jwk() for key in (fab.ed25519, fab.p256, fab.rsa, fab.own, fab.stranger)}
    return named | {JWK: fab.rsa.public.jwk()}


def _schemas_online() -> dict[str, Any]:
    """The schemas where 1EdTech publishes them, for who fetches them from there."""
    return {
        f"https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_{file.removesuffix('.json')}_schema.json": {
            "text": (SCHEMAS / file).read_text(encoding="utf-8"),
            "type": "application/json",
            "status": 200,
        }
        for file in ("achievementcredential.json", "endorsementcredential.json")
    }


def _schema(file: str) -> Any:
    return json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
