"""The library beside others and beside the floor, on one core: proofs, JOSE, pictures. Everything is taken in turn.

A *floor* is what nobody can avoid; a target says how many times that, or how many times quicker than a peer.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peers
import pyld_route
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256
from PIL import Image, ImageDraw

from arouez.openbadges import carriers, jws, keys, model, sign, verify, verify_proof
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.proofs.template import sign_alike

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROUNDS = 9
FLOOR = "the floor: JSON, two SHA-256, raw Ed25519"
OURS, ALIKE, CHECKED = "Arouez", "Arouez, many awards of one badge", "Arouez, with every check of a verdict"
NODE = "@digitalbazaar/vc on Node"


def badge(issuer: str, number: int = 1) -> dict[str, Any]:
    """An award as the site makes them, about 3 KB unsigned; awards of one badge differ by `number`."""
    return model.OpenBadgeCredential(
        id=f"https://badges.example/credentials/{number}",
        issuer=model.Profile(id=issuer, name="La Fabrique de Recouvrance", url="https://recouvrance.example"),
        valid_from=NOW,
        name="Découpeuse laser",
        subject=model.AchievementSubject(
            id=f"urn:uuid:7c7b2f9e-6f0f-4e0e-9f5e-{number:012x}",
            identifiers=[model.IdentityObject.hashed_email(f"lena{number}@example.org", salt=f"sel{number}")],
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
        evidence=[model.Evidence(narrative=f"Boîte à thé n° {number} en contreplaqué de 3 mm, découpée et gravée.")],
        status=model.BitstringStatusListEntry(
            f"https://badges.example/status/1#{number}", "https://badges.example/status/1", number
        ),
    ).to_json()


def report() -> str:
    """Markdown: a table for each part, then each target, met or not."""
    parts = [proofs(), jose(), pictures()]
    targets = [target for _, part_targets in parts for target in part_targets]
    rows = [
        f"| {target.name} | {target.ratio:.1f} | {'met' if target.is_met else '**not met**'} |" for target in targets
    ]
    return "\n".join(
        [*(table for table, _ in parts), "### Targets\n", "| target | measured | |", "|---|---|---|", *rows, ""]
    )


@dataclass(frozen=True)
class Target:
    """A ratio that should not be more than `limit`, or if it is a lead over somebody, not less."""

    name: str
    ratio: float
    limit: float
    is_lead: bool = False

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.limit if self.is_lead else self.ratio <= self.limit


def proofs() -> tuple[str, list[Target]]:
    """`eddsa-rdfc-2022`: signing and verifying."""
    key = keys.SigningKey.generate()
    unsigned = badge(key.controller)
    signed = sign(unsigned, key, created=NOW)
    text, signature, digest = json.dumps(signed), key.sign(bytes(64)), bytes(64)
    awards = itertools.cycle([badge(key.controller, number) for number in range(50)])

    def floor(operation: Callable[[], object]) -> None:
        json.loads(text)
        hashlib.sha256(text.encode()).digest() + hashlib.sha256(text.encode()).digest()
        operation()

    routes = {
        FLOOR: (
            lambda: floor(lambda: key.sign(digest)),
            lambda: floor(lambda: key.public.verify(signature, digest)),
        ),
        ALIKE: (lambda: sign_alike(next(awards), key, created=NOW), None),
        OURS: (
            lambda: sign(next(awards), key, created=NOW),
            lambda: verify_proof(signed, Nowhere(), NOW),
        ),
        CHECKED: (None, lambda: verify(signed, documents=Nowhere(), at=NOW)),
    } | peers.routes(unsigned, signed, key, NOW)
    operations = {
        (name, act): operation
        for name, route in routes.items()
        for act, operation in zip(("sign", "verify"), route, strict=True)
        if operation
    }
    node = shutil.which("node") and (HERE.parent / "node_modules").is_dir()
    best = in_turn(operations, (lambda: _digitalbazaar(unsigned, signed)) if node else dict)
    floors, ours = ({act: best[name, act] for act in ("sign", "verify")} for name in (FLOOR, OURS))
    lines = [
        "### eddsa-rdfc-2022, one badge\n",
        "| | sign, µs | verify, µs | sign, × floor | verify, × floor | sign, × ours | verify, × ours |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(name for name, _ in best):
        both = [best.get((name, act)) for act in ("sign", "verify")]
        cells = [_cell(each) for each in both]
        for others in (floors, ours):
            cells += [_cell(each and each / others[act], 2) for each, act in zip(both, others, strict=True)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    notes = [f"{name} was not found: its row is missing." for name in (*peers.missing(), *([] if node else ["Node"]))]
    targets = [
        Target("sign, × floor: at most 8", ours["sign"] / floors["sign"], 8),
        Target("verify, × floor: at most 4", ours["verify"] / floors["verify"], 4),
        Target("many awards of one badge, × floor: at most 4", best[ALIKE, "sign"] / floors["sign"], 4),
    ]
    for name, (lead, alike) in _LEADS.items():
        for act, our_row in zip(("sign", "verify"), (OURS, alike), strict=True):
            if (name, act) in best:
                ratio = best[name, act] / best[our_row, act]
                targets.append(Target(f"{act}, times quicker than {name}: at least {lead}", ratio, lead, is_lead=True))
    return "\n".join([*lines, "", *notes, ""]), targets


_LEADS = {
    "PyLD and cryptography": (10, OURS),
    NODE: (5, CHECKED),
    "openbadgeslib, the proof alone": (30, OURS),
    "openbadgeslib, with its checks": (30, CHECKED),
    "openvc-core": (30, OURS),
}
"""How much quicker we want to be than whom, and by which of our rows when verifying: the one that checks as much."""


def jose() -> tuple[str, list[Target]]:
    """Compact JWS of the same badge, beside the raw signature of the same bytes."""
    payload = json.dumps(badge("did:web:badges.example"), ensure_ascii=False).encode()
    header = {"typ": "JWT", "kid": "https://badges.example/keys/1"}
    operations: dict[tuple[str, str], Callable[[], object]] = {}
    for name, raw in _RAW.items():
        key = keys.SigningKey.generate("did:web:badges.example", "key-0", algorithm=name)
        public, text = key.public, jws.sign_compact(payload, header, key)
        message = text.rpartition(".")[0].encode()
        signature = key.secret.sign(message, *raw)
        operations |= {
            (name, "sign"): lambda key=key: jws.sign_compact(payload, header, key),
            (name, "raw sign"): lambda key=key, message=message, raw=raw: key.secret.sign(message, *raw),
            (name, "verify"): lambda public=public, text=text: jws.Jws.parse(text).is_signed_by(public),
            (name, "raw verify"): lambda public=public, message=message, raw=raw, signature=signature: (
                public.material.verify(signature, message, *raw)
            ),
        }
    best = in_turn(operations)
    lines = [
        "### Compact JWS, one badge\n",
        "| | sign, µs | raw, µs | × raw | verify, µs | raw, µs | × raw |",
        "|---|---|---|---|---|---|---|",
    ]
    targets = []
    for name in _RAW:
        cells = []
        for act in ("sign", "verify"):
            ours, raw = best[name, act], best[name, f"raw {act}"]
            cells += [_cell(ours), _cell(raw), _cell(ours / raw, 2)]
            targets.append(Target(f"{name} {act}, × raw: at most 2", ours / raw, 2))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""]), targets


_RAW: dict[str, tuple[Any, ...]] = {
    "EdDSA": (),
    "ES256": (ec.ECDSA(SHA256()),),
    "RS256": (padding.PKCS1v15(), SHA256()),
}


def pictures() -> tuple[str, list[Target]]:
    """A signed badge in a PNG of 400 pixels and about 32 KB."""
    key = keys.SigningKey.generate()
    credential = json.dumps(sign(badge(key.controller), key, created=NOW), ensure_ascii=False)
    image = _picture()
    baked = carriers.bake(image, credential)
    best = in_turn(
        {
            ("bake", ""): lambda: carriers.bake(image, credential),
            ("bake over another badge", ""): lambda: carriers.bake(baked, credential),
            ("unbake", ""): lambda: carriers.extract(baked),
        }
    )
    lines = [f"### A PNG of 400 pixels, {len(image) / 1024:.0f} KB\n", "| | µs |", "|---|---|"]
    lines += [f"| {name} | {_cell(microseconds, 1)} |" for (name, _), microseconds in best.items()]
    return "\n".join([*lines, ""]), [Target("baking a PNG, µs: at most 20", best["bake", ""], 20)]


def _picture() -> bytes:
    """A disc with grain, always the same."""
    grain = random.Random(1)
    picture = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(picture).ellipse((20, 20, 380, 380), fill="teal")
    for _ in range(5_500):
        picture.putpixel((grain.randrange(400), grain.randrange(400)), (grain.randrange(256), 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def in_turn(
    operations: dict[Any, Callable[[], object]], others: Callable[[], dict[Any, float]] = dict
) -> dict[Any, float]:
    """The best of some rounds, each taking every operation: microseconds of processor time. `others` time themselves.

    The best, because whatever else the machine does can only add.
    """
    times: dict[Any, list[float]] = {}
    for _round in range(ROUNDS):
        for name, operation in operations.items():
            times.setdefault(name, []).append(_microseconds(operation))
        for name, microseconds in others().items():
            times.setdefault(name, []).append(microseconds)
    return {name: min(each) for name, each in times.items()}


def _microseconds(operation: Callable[[], object]) -> float:
    """Over as many calls as take about a twentieth of a second."""
    start = time.process_time()
    operation()
    count = max(5, min(1_000, int(0.05 / (time.process_time() - start + 1e-6))))
    start = time.process_time()
    for _ in range(count):
        operation()
    return (time.process_time() - start) / count * 1e6


def _digitalbazaar(unsigned: dict[str, Any], signed: dict[str, Any]) -> dict[tuple[str, str], float]:
    given = {"documents": pyld_route.CONTEXTS, "unsigned": unsigned, "signed": signed, "count": 20}
    done = subprocess.run(
        ["node", HERE / "digitalbazaar.mjs"], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return {(NODE, act): microseconds for act, microseconds in json.loads(done.stdout).items()}


def _cell(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"
