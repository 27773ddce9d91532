"""docs/interop.md: what others' software says of our badges, and we of theirs.

    python scripts/interop.py

Fails, and says of which badge, where a verdict is not the one that tests/peers/differences.py has a reason for.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from peers import page  # noqa: E402
from peers.differences import expected, expected_of_us  # noqa: E402
from peers.theirs import foreign, verdicts  # noqa: E402
from peers.verifiers import VERIFIERS  # noqa: E402


def main() -> int:
    unexplained = [*_of_ours(), *_of_theirs()]
    print(*unexplained, sep="\n", end="\n" if unexplained else "")
    (ROOT / "docs" / "interop.md").write_text(page.written(), encoding="utf-8")
    return 1 if unexplained else 0


def _of_ours() -> list[str]:
    lines = []
    for verifier in VERIFIERS:
        if missing := verifier.missing():
            print(f"{verifier.name} was not asked: it needs {missing}.", file=sys.stderr)
            continue
        accepted = expected(verifier)
        lines += [
            f"{verifier.name}, {form}: {held or 'accepted'}"
            for form, held in verifier.answers().items()
            if accepted[form] == bool(held)
        ]
    return lines


def _of_theirs() -> list[str]:
    held = verdicts()
    return [
        f"Arouez, {one.form} by {one.by}: {held[one.by, one.form] or 'accepted'}"
        for one in foreign()[0]
        if expected_of_us(one) == bool(held[one.by, one.form])
    ]


if __name__ == "__main__":
    sys.exit(main())
