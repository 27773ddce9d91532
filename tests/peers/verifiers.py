"""Those who judge our badges: what each reads, which faults it looks for, how it is asked, and at which version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from . import in_node, in_python, in_tools
from .forms import FAULTS, OB2, PNG, PROOF_SETS, PROOFS, SUITES, SVG_IMAGES, TOKENS, Answers, Form, forms

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

    @cache  # noqa: B019 - there are as many as are listed here
    def answers(self) -> Answers:
        """What it holds against each of the forms that it reads."""
        return self.ask([form for form in forms() if form.format in self.reads])


def _in_node(name: str, package: str, about: str, *judges: str) -> Verifier:
    ask = partial(in_node.ask, name)
    reads, judged = in_node.READS[name], frozenset(judges)
    return Verifier(name, npm(package), about, reads, judged, ask, in_node.missing)


AROUEZ = Verifier(
    "Arouez",
    "",
    "`arouez.openbadges.verify`.",
    frozenset.union(PROOFS, SUITES, {"Ed25519Signature2020"}, PROOF_SETS, TOKENS, OB2, PNG, SVG_IMAGES),
    frozenset(FAULTS),
    in_python.ask_arouez,
)

VERIFIERS = (
    AROUEZ,
    _in_node(
        "@digitalbazaar/vc",
        "@digitalbazaar/vc",
        "With its cryptosuites, and `@digitalbazaar/vc-bitstring-status-list` for the status.",
        "proof",
        "issuer",
        "period",
        "status",
    ),
    _in_node(
        "verifier-core",
        "@digitalcredentials/verifier-core",
        "Of the Digital Credentials Consortium, as its wallets use it. No registry of issuers is asked, and what it "
        "says of the schema is not part of its verdict.",
        "proof",
        "issuer",
        "period",
        "status",
    ),
    _in_node("jose", "jose", "Signature and times of a token, with the key that its `kid` names.", "proof", "period"),
    _in_node(
        "ajv, schemas of 2024", "ajv", "1EdTech's JSON schemas in the form that asks for arrays everywhere.", "shape"
    ),
    _in_node("ajv, schema of 2026", "ajv", "The schema that 1EdTech serves today.", "shape"),
    Verifier(
        "openvc-core",
        pypi("openvc-core"),
        "Given the one proof out of its array: it reads no arrays of proofs.",
        PROOFS | SUITES | TOKENS - {"VC-JWT RS256"},
        frozenset({"proof", "issuer", "period", "status"}),
        in_python.ask_openvc,
        partial(in_python.missing, "openvc"),
    ),
    Verifier(
        "openbadgeslib",
        pypi("openbadgeslib"),
        "Keys come from the issuer's DID document. It checks the signature of a status list only if that is a token, "
        "so that check is off.",
        frozenset.union(frozenset({"eddsa-rdfc-2022", "ecdsa-sd-2023"}), PROOF_SETS, TOKENS, OB2, PNG, SVG_IMAGES),
        frozenset({"proof", "issuer", "period", "status", "file"}),
        in_python.ask_openbadgeslib,
        partial(in_python.missing, "openbadgeslib"),
    ),
    Verifier(
        "validator-core",
        pypi("openbadges", "validator-core"),
        "1EdTech's validator of Open Badges 2.0 (`openbadges`). It was written for Python 2 and 3.8; here it runs on "
        "later ones, as long as its packages install there.",
        OB2 | {name for name in PNG | SVG_IMAGES if "OB 2.0" in name},
        frozenset({"proof", "period", "status"}),
        in_tools.ask_validator_core,
        in_tools.validator_core_missing,
        is_optional=True,
    ),
    Verifier(
        "pngcheck",
        "",
        "Debian's. Whether the file is a sound PNG.",
        PNG,
        frozenset({"file"}),
        in_tools.ask_pngcheck,
        partial(in_tools.missing, "pngcheck"),
    ),
    Verifier(
        "exiftool",
        "",
        "Debian's. Whether it reads from the file the very text that was baked.",
        PNG,
        frozenset({"file"}),
        in_tools.ask_exiftool,
        partial(in_tools.missing, "exiftool"),
    ),
)
