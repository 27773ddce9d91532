"""The one way we read an SVG: expat, UTF-8 only, no document type."""

from __future__ import annotations

from xml.parsers import expat

from ..errors import BrokenSvg, EntitiesRefused, SvgEncoding

SVG_NAMESPACE = "http://www.w3.org/2000/svg"

_SEPARATOR = "\n"  # between the parts of a name; no namespace holds one
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def new_parser() -> expat.XMLParserType:
    """A parser whose handlers get names for `split_name`.

    It refuses any DOCTYPE, so that no entity can be declared: neither one that unfolds into gigabytes nor one
    that stands for a file or an address.
    """
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.XmlDeclHandler = _refuse_other_encodings
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, image: bytes) -> None:
    """Read the whole SVG. Raises BrokenSvg, and whatever the handlers raise."""
    if image.startswith(_UTF16_MARKS):
        _refuse_other_encodings("1.0", "UTF-16", -1)
    try:
        parser.Parse(image, True)
    except expat.ExpatError as error:
        raise BrokenSvg(f"This SVG is not well-formed XML ({error}); save it anew and use that.") from error


def split_name(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of an element or attribute, "" for what it lacks."""
    match name.split(_SEPARATOR):
        case [namespace, local, prefix]:
            return namespace, local, prefix
        case [namespace, local]:
            return namespace, local, ""
        case _:
            return "", name, ""


def refuse_other_roots(namespace: str, local: str) -> None:
    """Raise BrokenSvg unless the root element is <svg>; drawings without a namespace pass."""
    if local != "svg" or namespace not in (SVG_NAMESPACE, ""):
        raise BrokenSvg("This file is XML but not an SVG; choose another.")


def _refuse_other_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
        raise SvgEncoding(f"This SVG is in {encoding}; save it in UTF-8.")


def _refuse_doctype(*_: object) -> None:
    raise EntitiesRefused("This SVG has a DOCTYPE, which can hide content; save it as a plain SVG.")
