"""jsonld.js and we write a document in the same canonical N-Quads, to the byte, or both refuse it. Offline."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from arouez.openbadges import jsonld, rdfc10
from arouez.openbadges.errors import LinkedDataError
from arouez.openbadges.jsonld import processor, walk
from arouez.openbadges.proofs import SecuredDocument
from openbadges.test_fast_route import CORPUS, badges

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

pytestmark = pytest.mark.node


def documents() -> dict[str, dict]:
    """Those of the corpus, with and without their proofs, and fifty that nobody has written yet."""
    found = {}
    for path in CORPUS:
        document = json.loads(path.read_text(encoding="utf-8"))
        found |= {path.name: document, f"{path.name} without its proof": SecuredDocument(document).unsecured}
    generated = []

    @settings(max_examples=50, derandomize=True, database=None, deadline=None)
    @given(badges)
    def generate(document):
        generated.append(document)

    generate()
    return found | {f"generated {number}": document for number, document in enumerate(generated)}


DOCUMENTS = documents()


@pytest.fixture(scope="module")
def theirs() -> dict[str, str | None]:
    """What jsonld.js writes of each document, in one run of Node; nothing of those that it refuses."""
    if not shutil.which("node") or not (ROOT / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("CI runs everything: install Node and the packages of package.json.")
        pytest.skip("needs Node and the packages of package.json")
    given = {"contexts": jsonld.pinned_contexts(), "documents": list(DOCUMENTS.values())}
    done = subprocess.run(
        ["node", HERE / "jsonld_js.mjs"], input=json.dumps(given), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(DOCUMENTS, json.loads(done.stdout), strict=True))


def read(document):
    """By our two routes, as to_quads goes, and without its check that a credential says by name what is said of it."""
    try:
        return walk.to_quads(document)
    except walk.NotCovered:
        return processor.to_quads(document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_they_and_we_read_the_same(theirs, name):
    try:
        ours = rdfc10.canonicalize(read(DOCUMENTS[name]))
    except LinkedDataError:
        ours = None
    assert ours == theirs[name]


def test_most_documents_are_read(theirs):
    assert sum(text is not None for text in theirs.values()) > 80
