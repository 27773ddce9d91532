"""docs/interop.md: the table of verifier and form, and the reasons for what is not as the standard asks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .differences import OF_OUR_BADGES, OF_THEIR_BADGES, Difference, difference, expected, expected_of_us
from .forms import FAULTS, OB2, PNG, SVG_IMAGES, TOKENS, Form, forms
from .theirs import foreign
from .verifiers import VERIFIERS, Verifier

_GROUPS = (
    ("Open Badges 3.0 with a proof inside", None),
    ("Open Badges 3.0 as a token", TOKENS),
    ("Open Badges 2.0", OB2),
    ("Pictures", PNG | SVG_IMAGES),
)


def written() -> str:
    """The page."""
    return f"""# Who reads our badges, and whose we read

Software that others wrote judges badges made by Arouez, in every form that it makes and with every fault that it should
find; then Arouez judges what that software makes. All of it runs offline, at the versions that the lock files name: keys,
status lists and published badges are given, and none is fetched. `make interop` runs it and writes this page; the tests
hold every verdict to what it says.

{_verifiers()}

## What they say of ours

✓ accepts · ✗ refuses · ○ accepts, because it does not look for what is wrong · empty: does not read that form. A number
leads to the reason for a verdict that is not what the standard asks.

{_tables()}
What is wrong, where something is: {"; ".join(f"*{fault}*, {meaning}" for fault, meaning in FAULTS.items())}.

## What we say of theirs

{_theirs()}

## Where they disagree, and why

{_reasons(OF_OUR_BADGES)}

Of the badges that they make:

{_reasons(OF_THEIR_BADGES, len(OF_OUR_BADGES))}
"""


def _verifiers() -> str:
    rows = [f"| {one.name} | {one.version or '—'} | {one.about} |" for one in VERIFIERS]
    return "\n".join(["| software | version | how it is asked |", "|---|---|---|", *rows])


def _tables() -> str:
    named = frozenset().union(*(formats for _, formats in _GROUPS if formats))
    return "\n".join(
        _table(title, [form for form in forms() if (form.format in formats if formats else form.format not in named)])
        for title, formats in _GROUPS
    )


def _table(title: str, rows: list[Form]) -> str:
    """Each form as a row, each verifier that reads any of them as a column."""
    columns = [verifier for verifier in VERIFIERS if any(form.format in verifier.reads for form in rows)]
    lines = [
        f"### {title}\n",
        _line(["form", "wrong", *(verifier.name for verifier in columns)]),
        _line(["---", "---", *[":-:"] * len(columns)]),
        *(_line([form.name, form.fault, *(_cell(verifier, form) for verifier in columns)]) for form in rows),
    ]
    return "\n".join(lines) + "\n"


def _cell(verifier: Verifier, form: Form) -> str:
    if form.format not in verifier.reads:
        return ""
    accepts = expected(verifier)[form.name]
    place = difference(verifier.name, form.name)
    if place is not None:
        return f"{'✓' if accepts else '✗'} [{place + 1}](#{place + 1})"
    return "✗" if not accepts else "○" if form.fault else "✓"


def _theirs() -> str:
    lines = []
    for by, group in groupby(foreign()[0], key=lambda one: one.by):
        said = [f"{'✓' if expected_of_us(one) else '✗'} {one.form}" for one in group]
        lines.append(_line([by, " · ".join(said)]))
    return "\n".join(["| made by | our verdict on each |", "|---|---|", *lines])


def _reasons(differences: Iterable[Difference], before: int = 0) -> str:
    return "\n".join(
        f'{place}. <a id="{place}"></a>**{", ".join(it.by)}**, {"; ".join(it.forms)}. {it.reason}'
        for place, it in enumerate(differences, before + 1)
    )


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
