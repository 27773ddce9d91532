"""Signing and verifying one badge on one core: ours, PyLD's route, Digital Bazaar's, and the floor, taken in turn."""

from __future__ import annotations

import hashlib
import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyld_route

from arouez.openbadges import keys, model, sign, verify, verify_proof
from arouez.openbadges.documents import Nowhere

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROUNDS = 7


def badge(issuer: str) -> dict[str, Any]:
    """A badge as the site awards them: about 3 KB unsigned."""
    return model.OpenBadgeCredential(
        id="https://badges.example/credentials/1",
        issuer=model.Profile(id=issuer, name="La Fabrique de Recouvrance", url="https://recouvrance.example"),
        valid_from=NOW,
        name="Découpeuse laser",
        subject=model.AchievementSubject(
            id="urn:uuid:7c7b2f9e-6f0f-4e0e-9f5e-1d2c3b4a5968",
            identifiers=[model.IdentityObject.hashed_email("lena@example.org", salt="sel")],
            achievement=model.Achievement(
                id="https://badges.example/achievements/laser",
                name="Découpeuse laser",
                description="La personne a préparé son fichier, réglé la machine et surveillé sa découpe. " * 3,
                criteria=model.Criteria(narrative="- ★ Je reste présent·e pendant tout le travail.\n" * 7),
                achievement_type="Badge",
                creator=model.Profile(id="did:web:badges.example:issuers:network", name="Fab@Brest"),
                image=model.Image("https://badges.example/achievements/laser/image.png", "Découpeuse laser"),
                tags=["découpe laser", "fabrication numérique", "sécurité"],
                alignments=[
                    model.Alignment("Découpe laser", "http://data.europa.eu/esco/skill/45bef06d", "ESCO"),
                    model.Alignment("Sécurité", "http://data.europa.eu/esco/skill/4c831013", "ESCO"),
                ],
                in_language="fr",
            ),
        ),
        evidence=[model.Evidence(narrative="Boîte à thé en contreplaqué de 3 mm, découpée et gravée.")],
        status=model.BitstringStatusListEntry(
            "https://badges.example/status/1#7", "https://badges.example/status/1", 7
        ),
    ).to_json()


def report() -> str:
    """A Markdown table: microseconds of processor time a badge, and how many times ours that is."""
    key = keys.SigningKey.generate()
    unsigned = badge(key.controller)
    signed = sign(unsigned, key, created=NOW)
    text, signature, digest = json.dumps(signed), key.sign(bytes(64)), bytes(64)

    def floor(operation: Callable[[], object]) -> None:
        json.loads(text)
        hashlib.sha256(text.encode()).digest() + hashlib.sha256(text.encode()).digest()
        operation()

    runs: dict[str, tuple[Callable[[], object], Callable[[], object], int]] = {
        "the floor: JSON, two SHA-256, raw Ed25519": (
            lambda: floor(lambda: key.sign(digest)),
            lambda: floor(lambda: key.public.verify(signature, digest)),
            400,
        ),
        "Arouez": (
            lambda: sign(unsigned, key, created=NOW),
            lambda: verify_proof(signed, Nowhere(), NOW),
            200,
        ),
        "Arouez, with every check of a verdict": (
            lambda: sign(unsigned, key, created=NOW),
            lambda: verify(signed, documents=Nowhere(), at=NOW),
            200,
        ),
        "PyLD and cryptography": (
            lambda: pyld_route.sign(unsigned, key, NOW),
            lambda: pyld_route.verify(signed, key),
            10,
        ),
    }
    times: dict[str, list[list[float]]] = {name: [[], []] for name in runs}
    node = shutil.which("node") and (HERE.parent / "node_modules").is_dir()
    if node:
        times["@digitalbazaar/vc on Node"] = [[], []]
    for _round in range(ROUNDS):
        for name, (signing, verifying, count) in runs.items():
            times[name][0].append(_microseconds(signing, count))
            times[name][1].append(_microseconds(verifying, count))
        if node:
            done = _digitalbazaar(unsigned, signed)
            times["@digitalbazaar/vc on Node"][0].append(done["sign"])
            times["@digitalbazaar/vc on Node"][1].append(done["verify"])
    return _table(times) + ("" if node else "\nNode was not found: its row is missing.\n")


def _microseconds(operation: Callable[[], object], count: int) -> float:
    operation()
    start = time.process_time()
    for _ in range(count):
        operation()
    return (time.process_time() - start) / count * 1e6


def _digitalbazaar(unsigned: dict[str, Any], signed: dict[str, Any]) -> dict[str, float]:
    given = {"documents": pyld_route.CONTEXTS, "unsigned": unsigned, "signed": signed, "count": 20}
    done = subprocess.run(
        ["node", HERE / "digitalbazaar.mjs"], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def _table(times: dict[str, list[list[float]]]) -> str:
    medians = {name: [statistics.median(each) for each in both] for name, both in times.items()}
    ours = medians["Arouez"]
    lines = [
        "### eddsa-rdfc-2022, one badge, one core\n",
        "| | sign, µs | verify, µs | sign, per second | verify, per second | sign, × ours | verify, × ours |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, (signing, verifying) in medians.items():
        lines.append(
            f"| {name} | {signing:,.0f} | {verifying:,.0f} | {1e6 / signing:,.0f} | {1e6 / verifying:,.0f} "
            f"| {signing / ours[0]:.2f} | {verifying / ours[1]:.2f} |"
        )
    return "\n".join(lines) + "\n"
