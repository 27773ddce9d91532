"""Those who judge our badges: what each reads, which faults it looks for, how it is asked, and at which version."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import in_node, in_python, in_tools
from .forms import FAULTS, OB2, OLD_SUITE, PNG, PROOF_SETS, PROOFS, SUITES, SVG_IMAGES, TOKENS, Answers, Form, forms

ROOT = Path(__file__).resolve().parents[2]


def npm(package: str) -> str:
    """The version that package-lock.json says."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def pypi(package: str, lock: str = "dev") -> str:
    """The version that requirements/dev.txt says, or another of these files."""
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text()
    found = re.search(rf"^{re.escape(package)}==(\S+)", lines, re.MULTILINE)
    assert found, f"{package} is not in requirements/{lock}.txt"
    return found[1]


@dataclass(frozen=True)
class Verifier:
    """Software that judges badges."""

    name: str
    version: str
    about: str
    """How it is asked, for the page."""
    reads: frozenset[str]
    """The formats that it is asked about."""
    judges: frozenset[str]
    """The faults that it looks for."""
    ask: Callable[[Collection[Form]], Answers]
    missing: Callable[[], str] = str
    """What must be installed for it to be asked; nothing if it is there."""
    is_optional: bool = False
    """Whether it may be missing even where everything is installed."""

    def answers(self) -> Answers:
        """What it holds against each of the forms that it reads."""
        return self.ask([form for form in forms() if form.format in self.reads])


_CREDENTIAL = frozenset({"proof", "issuer", "period", "status"})
"""What there is to judge in a credential, its shape apart."""
_EARLIER_PICTURES = frozenset(name for name in PNG | SVG_IMAGES if "OB 2.0" in name)


def _in_node(name: str, package: str, judges: frozenset[str], about: str) -> Verifier:
    ask = partial(in_node.ask, name)
    return Verifier(name, npm(package), about, in_node.READS[name], judges, ask, in_node.missing)


AROUEZ = Verifier(
    name="Arouez",
    version="",
    about="`arouez.openbadges.verify`.",
    reads=PROOFS | SUITES | OLD_SUITE | PROOF_SETS | TOKENS | OB2 | PNG | SVG_IMAGES,
    judges=frozenset(FAULTS),
    ask=in_python.ask_arouez,
)

VERIFIERS = (
    AROUEZ,
    _in_node(
        "@digitalbazaar/vc",
        "@digitalbazaar/vc",
        _CREDENTIAL,
        "With its cryptosuites, and `@digitalbazaar/vc-bitstring-status-list` for the status.",
    ),
    _in_node(
        "verifier-core",
        "@digitalcredentials/verifier-core",
        _CREDENTIAL,
        "Of the Digital Credentials Consortium, as its wallets use it. No registry of issuers is asked, and what it "
        "says of the schema is not part of its verdict.",
    ),
    _in_node(
        "jose",
        "jose",
        frozenset({"proof", "period"}),
        "Signature and times of a token, with the key that its `kid` names.",
    ),
    _in_node(
        "ajv, schemas of 2024",
        "ajv",
        frozenset({"shape"}),
        "1EdTech's JSON schemas in the form that asks for arrays everywhere.",
    ),
    _in_node("ajv, schema of 2026", "ajv", frozenset({"shape"}), "The schema that 1EdTech serves today."),
    Verifier(
        name="openvc-core",
        version=pypi("openvc-core"),
        about="Given the one proof out of its array: it reads no arrays of proofs.",
        reads=PROOFS | SUITES | TOKENS - {"VC-JWT RS256"},
        judges=_CREDENTIAL,
        ask=in_python.ask_openvc,
        missing=partial(in_python.missing, "openvc"),
    ),
    Verifier(
        name="openbadgeslib",
        version=pypi("openbadgeslib"),
        about="Keys come from the issuer's DID document. It checks the signature of a status list only if that is a "
        "token, so that check is off.",
        reads=frozenset({"eddsa-rdfc-2022", "ecdsa-sd-2023"}) | PROOF_SETS | TOKENS | OB2 | PNG | SVG_IMAGES,
        judges=_CREDENTIAL | {"shape", "file"},
        ask=in_python.ask_openbadgeslib,
        missing=partial(in_python.missing, "openbadgeslib"),
    ),
    Verifier(
        name="validator-core",
        version=pypi("openbadges", "validator-core"),
        about="1EdTech's validator of Open Badges 2.0 (`openbadges`), in a folder of its own. It was written for "
        "Python 2 and 3.8; with a newer pycryptodome and the old names of `collections` it runs on 3.11.",
        reads=OB2 | _EARLIER_PICTURES,
        judges=_CREDENTIAL - {"issuer"},
        ask=in_tools.ask_validator_core,
        missing=in_tools.validator_core_missing,
        is_optional=sys.version_info >= (3, 12),
    ),
    Verifier(
        name="pngcheck",
        version="",
        about="Debian's. Whether the file is a sound PNG.",
        reads=PNG,
        judges=frozenset({"file"}),
        ask=in_tools.ask_pngcheck,
        missing=partial(in_tools.missing, "pngcheck"),
    ),
    Verifier(
        name="exiftool",
        version="",
        about="Debian's. Whether it reads from the file the very text that was baked.",
        reads=PNG,
        judges=frozenset({"file"}),
        ask=in_tools.ask_exiftool,
        missing=partial(in_tools.missing, "exiftool"),
    ),
)
