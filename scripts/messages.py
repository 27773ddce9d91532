"""Keeps the translation catalogues in step with the source, without gettext on the machine.

    messages.py          update src/arouez/web/locale/*/LC_MESSAGES/django.po
    messages.py --check  exit 1 if a message is missing, fuzzy, untranslated or no longer used

French is the language of the source: it needs no catalogue.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "arouez"
LOCALES = SOURCE / "web" / "locale"
LANGUAGES = ["en"]

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

LITERAL = re.compile(r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(((?:{LITERAL.pattern}\s*,?\s*)+)")


def source_catalog() -> Catalog:
    """Every message of the Python files and templates."""
    catalog = Catalog(project="Arouez", charset="utf-8")
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        for message, context in messages_of(path):
            flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
            catalog.add(message, locations=[(str(path.relative_to(ROOT)), "")], context=context, flags=flags)
    return catalog


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of a file, singular and plural together, with their context."""
    text = path.read_text()
    if path.suffix == ".py":
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            yield message, context
    elif "{%" in text:
        # Django turns a template into something of which only the calls are Python.
        for name, literals in CALL.findall(templatize(text)):
            strings = [ast.literal_eval(literal) for literal in LITERAL.findall(literals)]
            context = strings.pop(0) if name.startswith(("p", "np")) else None
            yield (strings[0] if len(strings) == 1 else tuple(strings[:2])), context


def main(check: bool) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    source, wrong = source_catalog(), 0
    for language in LANGUAGES:
        path = LOCALES / language / "LC_MESSAGES" / "django.po"
        catalog = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
        if check:
            wrong += report(catalog, source, language)
        else:
            catalog.update(source, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            catalog.fuzzy = False  # a header marked so would keep the whole catalogue from being compiled
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalog, width=110, no_location=False, include_lineno=False, sort_by_file=True)
            print(f"{language}: {sum(1 for m in catalog if m.id and not done(m))} messages to translate")
    return 1 if wrong else 0


def report(catalog: Catalog, source: Catalog, language: str) -> int:
    """Print what is missing in a catalogue and what is left over; how many."""
    known = {(m.id if isinstance(m.id, str) else m.id[0], m.context): m for m in catalog if m.id}
    wanted = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in source if m.id}
    wrong = [f"untranslated: {key[0]!r}" for key in wanted if key not in known or not done(known[key])]
    wrong += [f"no longer used: {key[0]!r}" for key in known if key not in wanted]
    for line in sorted(wrong):
        print(f"{language}: {line}")
    return len(wrong)


def done(message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings) and not message.fuzzy


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
