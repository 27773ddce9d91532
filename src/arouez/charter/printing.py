"""The charter on paper: a version of the text, bare or with a signature, as an accessible PDF (PDF/UA-1).

The same version and signature make the same file, to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from arouez import paper

from . import markdown
from .models import CharterVersion, Signature

DEEPEST_QUOTATION = 8
"""Those further in are read with it: typst nests no deeper than some dozens of things."""

_SHEET = Path(__file__).with_name("charter.typ")


def version_pdf(version: CharterVersion) -> bytes:
    """The text alone, to read and to talk about."""
    return _pdf(version, version.published_at, [], settings.BASE_URL + version.get_absolute_url())


def signed_pdf(signature: Signature, *, names: bool) -> bytes:
    """The text, and who signed it when. `names`: whether to say the representative's."""
    with translation.override("fr"):
        facts = [
            (_("Structure"), str(signature.structure)),
            *([(_("Représentée par"), signature.representative_name)] if names else []),
            (_("En qualité de"), signature.representative_role),
            (_("Le"), _moment(signature.signed_at)),
            (_("Version signée"), str(signature.version.number)),
            (_("Empreinte du texte (SHA-256)"), signature.text_sha256),
        ]
    return _pdf(signature.version, signature.signed_at, facts, settings.BASE_URL + signature.get_absolute_url())


def _pdf(version: CharterVersion, day: datetime, facts: Sequence[tuple[str, str]], address: str) -> bytes:
    """The text is in the network's language, whoever asks: so is all that is around it."""
    with translation.override("fr"):
        data = {
            "title": f"{version.network} – {version}",
            "published": _("Publiée le %(when)s") % {"when": _moment(version.published_at)},
            "digest": _("Empreinte du texte (SHA-256) : %(digest)s") % {"digest": version.text_sha256},
            "blocks": blocks(version.text),
            "signature": _("Signature"),
            "facts": facts,
            "address": address,
            "day": timezone.localtime(day).timetuple()[:3],
        }
    return paper.pdf(_SHEET, data)


def blocks(text: str) -> list[dict[str, Any]]:
    """The text as data for charter.typ: {"kind", "of": what is in it} and, for a word, {"kind": "text", "text"}.

    Headings are under the document's own, and no level is skipped, as PDF/UA asks.
    """
    found, level = [], 1
    for node in SyntaxTreeNode(markdown.parse(text)).children:
        block = _node(node)
        if node.type == "heading":
            level = min(int(node.tag[1]) + 1, level + 1)
            block = {"kind": "heading", "level": level, "of": block["of"][0]["of"]}
        found.append(block)
    return found


def _node(node: SyntaxTreeNode, depth: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": node.type, "of": [_node(child, depth + 1) for child in node.children]}
    match node.type:
        case "text" | "code_inline" | "code_block" | "fence":
            data["text"] = node.content
        case "heading":  # one inside of a list or a quotation heads nothing
            data = {"kind": "paragraph", "of": [{"kind": "strong", "of": data["of"]}]}
        case "blockquote" if depth > DEEPEST_QUOTATION:
            data["kind"] = "list_item"
        case "ordered_list":
            data["start"] = int(node.attrs.get("start", 1))
        case "link":
            data["address"] = str(node.attrs["href"])
    return data


def _moment(moment: datetime) -> str:
    """A day and an hour as the network's clocks say."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return _("%(day)s à %(hour)s (heure de Paris)") % {
        "day": date_format(local, "j F Y"),
        "hour": date_format(local, "H:i"),
    }
