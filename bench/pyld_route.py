"""The straightforward route in pure Python: PyLD normalizes, cryptography signs. What ours is measured beside.

Contexts are in memory and PyLD keeps those it has resolved, as any careful user would have it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from pyld import jsonld

from arouez.openbadges import keys, multibase
from arouez.openbadges.model import timestamp

FOLDER = Path(__file__).resolve().parent.parent / "src" / "arouez" / "openbadges" / "contexts"
_INDEX = json.loads((FOLDER / "index.json").read_text())
CONTEXTS = {row["url"]: json.loads((FOLDER / row["file"]).read_text()) for row in _INDEX}


def sign(document: dict[str, Any], key: keys.SigningKey, created: datetime) -> dict[str, Any]:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": "assertionMethod",
    }
    return {**document, "proof": {**proof, "proofValue": multibase.encode_base58btc(key.sign(_hash(document, proof)))}}


def verify(signed: dict[str, Any], key: keys.SigningKey) -> bool:
    document = {name: value for name, value in signed.items() if name != "proof"}
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if not key.public.verify(multibase.decode_base58btc(proof["proofValue"]), _hash(document, options)):
        raise AssertionError("PyLD's route does not agree with ours")
    return True


def _hash(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    options = {"@context": document["@context"], **proof}
    return hashlib.sha256(_canonical(options)).digest() + hashlib.sha256(_canonical(document)).digest()


def _canonical(document: dict[str, Any]) -> bytes:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    return jsonld.normalize(document, options).encode()


def _load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXTS[url]}
