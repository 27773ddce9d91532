"""The W3C test suite of RDFC-1.0, all of it that uses SHA-256."""

import json
import re

import pytest

from arouez.openbadges.errors import PoisonedGraph
from arouez.openbadges.rdf import literal
from arouez.openbadges.rdfc10 import canonicalize

from .shelf import DATA

SUITE = DATA / "rdf-canon"
TESTS = json.loads((SUITE / "index.json").read_text())

TERM = r'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)'
LINE = re.compile(rf"\s*{TERM}\s*{TERM}\s*{TERM}\s*(?:{TERM})?\s*\.\s*(?:#.*)?")
LITERAL = re.compile(r'"(.*)"(?:@(.+)|\^\^<(.+)>)?', re.DOTALL)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")


def read(text):
    """N-Quads, as far as the suite needs it read."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    return [tuple(term(text) for text in LINE.fullmatch(line).groups()) for line in lines]


def term(text):
    if text is None or text.startswith("_:"):
        return text or ""
    if text.startswith("<"):
        return unescaped(text)
    value, language, datatype = LITERAL.fullmatch(text).groups()
    return literal(unescaped(value), unescaped(datatype or ""), language or "")


def unescaped(text):
    def character(found):
        code = found[1] or found[2]
        return (
            chr(int(code, 16))
            if code
            else {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}.get(found[3], found[3])
        )

    return ESCAPE.sub(character, text)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: f"{test['id']} {test['name']}")
def test_the_suite(test):
    quads = read((SUITE / test["in"]).read_text(encoding="utf-8"))
    if test["out"]:
        assert canonicalize(quads) == (SUITE / test["out"]).read_text(encoding="utf-8")
    else:
        with pytest.raises(PoisonedGraph):
            canonicalize(quads)
