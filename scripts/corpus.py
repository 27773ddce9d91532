"""docs/corpus.md: badges that nobody here made, what their collection says of each, and what our verifier says.

    python scripts/corpus.py [CORPUS]      # a folder with corpus/, documents/ and ob2-documents/

A row where the two differ needs its reason in REASONS, or the script fails: no difference is left unexplained.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from arouez.openbadges import Verdict, verify  # noqa: E402
from arouez.openbadges.documents import Directory  # noqa: E402

BESIDE = ROOT.parent / "shared" / "standards"
TABLE = ROOT / "docs" / "corpus.md"
AT = datetime(2026, 5, 4, tzinfo=UTC)

# What explains a difference, by the beginning of the file's name; the first that fits.
REASONS = {
    "ob3/1edtech-spec/complete.json": "The signature is good. The revocation list it names is at no address we were given, and what cannot be known is not called valid.",
    "ob3/1edtech-spec/endorsement.json": "The signature is good. The revocation list it names is at no address we were given, and what cannot be known is not called valid.",
    "ob3/1edtech-validator/sd/": "The signature is good, and is checked so in our tests. The issuer's document in this folder does not list the key that made it, so it is not known to be the issuer's.",
    "ob3/1edtech-validator/simple-eddsa-2022": "`eddsa-2022` is a draft's name that no specification kept: we do not verify it, and say so.",
    "ob3/1edtech-spec/": "The signature is good. The claim `nbf` is missing, which OB 3.0 requires, and the key is known from the token alone, which proves nothing about the issuer: its document lists no such key.",
    "vectors/w3c-eddsa-rdfc-2022-employ": "Its context (citizenship) is none of ours; our tests check the same vector with it.",
    "vectors/w3c-keyPair": "A pair of keys is no badge; our tests make the vectors with it.",
    "vectors/": "The proof is good. The issuer that the vector names does not hold the key, so the credential is not its issuer's.",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=BESIDE)
    parser.add_argument("--check", action="store_true", help="only say whether docs/corpus.md is what the run gives")
    arguments = parser.parse_args()
    table = written(arguments.corpus)
    if arguments.check:
        return 0 if TABLE.read_text(encoding="utf-8") == table else 1
    TABLE.write_text(table, encoding="utf-8")
    return 0


def written(folder: Path) -> str:
    """The page. Raises LookupError for a difference that nobody explained."""
    documents = Directory(folder / "documents", folder / "ob2-documents")
    rows = [row for row in json.loads((folder / "corpus" / "index.json").read_text()) if _is_badge(row)]
    lines = [_line(row, verify(_read(folder, row), documents=documents, at=AT)) for row in rows]
    agreed = sum("| ✓ |" in line for line in lines)
    return (
        f"""# Badges that nobody here made

{len(lines)} files from the specifications, from 1EdTech's validators and from the W3C's test vectors, each with what its
collection says of it and what our verifier says, offline and as of {AT:%-d %B %Y}. They agree (✓) on {agreed}; where they
differ (≠), and where there is nothing to agree with (–), the reason is told. `python scripts/corpus.py` writes this page anew, and a test holds it to what the verifier says.

| file | expected | given | | why they differ |
|---|---|---|---|---|
"""
        + "\n".join(lines)
        + "\n"
    )


def _is_badge(row: dict[str, str]) -> bool:
    """Not an intermediate result of a computation: those are compared byte for byte in the tests of the suites."""
    return not row["kind"].startswith(("canonical", "intermediate"))


def _read(folder: Path, row: dict[str, str]) -> bytes:
    return (folder / "corpus" / row["file"]).read_bytes()


def _line(row: dict[str, str], verdict: Verdict) -> str:
    said = [check.code for check in verdict.checks if check.status in ("fail", "warn")]
    given = f"{verdict.kind}, {'valid' if verdict.valid else 'invalid'}" + (f": {', '.join(said)}" if said else "")
    mark, reason = _compared(row, verdict)
    return f"| {row['file']} | {row['expected']} | {given} | {mark} | {reason} |"


def _compared(row: dict[str, str], verdict: Verdict) -> tuple[str, str]:
    if row["expected"].startswith("illustrative"):
        return "–", "Its hosts do not exist, as it says."
    if _agrees(row["expected"], verdict):
        return "✓", ""
    reason = next((reason for name, reason in REASONS.items() if row["file"].startswith(name)), None)
    if reason is None:
        raise LookupError(f"{row['file']}: expected {row['expected']!r}, and nobody has said why it differs.")
    return "≠", reason


def _agrees(expected: str, verdict: Verdict) -> bool:
    if expected.startswith("warning"):
        return verdict.valid and any(check.status == "warn" for check in verdict.checks)
    return expected.startswith(("valid", "invalid")) and verdict.valid == expected.startswith("valid")


if __name__ == "__main__":
    sys.exit(main())
