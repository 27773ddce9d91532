"""What is fuzzed: each target reads bytes from a stranger, and may only refuse them as it promises, within a second.

`fuzz.py` feeds them what a coverage-guided fuzzer invents; `test_seeds.py` what it once found.
"""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arouez.openbadges import carriers, jws, multibase, strict_json, verify
from arouez.openbadges.documents import Directory, Nowhere
from arouez.openbadges.errors import OpenBadgesError
from arouez.openbadges.status import BitstringStatusList
from arouez.openbadges.verification import verify_presentation

DATA = Path(__file__).parents[1] / "openbadges" / "data"
AT = datetime(2026, 5, 4, tzinfo=UTC)
DOCUMENTS = Directory(DATA / "documents", DATA / "ob2" / "documents")
BADGES = [
    json.loads(file.read_text())
    for folder in (DATA / "corpus", DATA / "ob2" / "corpus")
    for file in sorted(folder.rglob("*.json"))
]
VALUES: list[Any] = [
    *(None, True, 0, -1, 2**53 + 1, 1e-9, "", "x", "did:key:z6Mk", "https://fab.example/1", "_:b0", "@id", "\u202e", "\ud800"),
    *([], {}, [[]], [None], {"@value": 1}, {"@id": "x"}, {"@context": {}}, {"type": []}, "2026-05-04T09:30:00Z", "u", "z1"),
]  # fmt: skip


def anything(data: bytes) -> None:
    """A file that somebody brought: whatever it is, there is a verdict on it."""
    verify(data, documents=Nowhere(), at=AT, recipient="nolwenn@example.org").to_json()


def altered(data: bytes) -> None:
    """A badge, changed here and there: three bytes say which change is made to which member of which badge."""
    if not data:
        return
    badge = copy.deepcopy(BADGES[data[0] % len(BADGES)])
    for start in range(1, len(data) - 2, 3):
        _alter(badge, *data[start : start + 3])
    verify(badge, documents=DOCUMENTS, at=AT, recipient="nolwenn@example.org").to_json()
    verify_presentation(badge, documents=DOCUMENTS, at=AT).to_json()


def picture(data: bytes) -> None:
    _refusing(lambda: carriers.extract(data))
    _refusing(lambda: carriers.extract(carriers.bake(data, '{"id": "urn:uuid:1"}')))


def text(data: bytes) -> None:
    """The notations inside a badge: JSON, compact JWS, status lists, keys."""
    written = data.decode("utf-8", errors="replace")
    _refusing(lambda: strict_json.parse_object(data))
    _refusing(lambda: jws.Jws.parse(written))
    _refusing(lambda: BitstringStatusList.decode(written))
    _refusing(lambda: multibase.decode_base58btc(written), ValueError)


TARGETS: dict[str, Callable[[bytes], None]] = {target.__name__: target for target in (anything, altered, picture, text)}


def _refusing(read: Callable[[], object], refusal: type[Exception] = OpenBadgesError) -> None:
    with contextlib.suppress(refusal):
        read()


def _alter(badge: Any, where: int, how: int, what: int) -> None:
    """Walk `where` steps into the badge, then remove, replace, double or nest what is there."""
    places = [(badge, name) for name in badge] if isinstance(badge, dict) else []
    for parent, name in places:  # grows while it is walked: breadth first
        value = parent[name]
        inner = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        places += [(value, step) for step in inner]
    if not places:
        return
    parent, name = places[(where * 7 + what // 64) % len(places)]
    match how % 5:
        case 0:
            del parent[name]
        case 1:
            parent[name] = VALUES[what % len(VALUES)]
        case 2:
            parent[name] = [parent[name], parent[name]]
        case 3:
            parent[name] = {str(name): parent[name], "type": "Achievement"}
        case _:
            if isinstance(parent, dict):
                parent["proof" if what % 2 else "@context"] = parent[name]
