"""The charter's text: CommonMark, of which markup in HTML and links that run something are read as plain words.

https://spec.commonmark.org; pictures are left out, since nothing on our pages comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

SAFE_SCHEMES = ("http://", "https://", "mailto:")


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    reader.validateLink = lambda url: url.lower().startswith(SAFE_SCHEMES)  # type: ignore[method-assign]
    return reader


_READER = _reader()


@dataclass(frozen=True)
class Section:
    """A heading and what follows it, up to the next one. The words before any heading have none ("")."""

    heading: str
    anchor: str
    source: str
    """Its Markdown, heading and all; `body` is without."""
    body: str
    html: SafeString


def parse(text: str) -> list[Token]:
    """The tokens of a text (https://markdown-it-py.readthedocs.io/en/latest/using.html#the-token-stream)."""
    tokens = _READER.parse(text)
    for place, token in reversed(list(enumerate(tokens))):
        if token.type == "heading_open" and not plain(tokens[place + 1]).strip():
            del tokens[place : place + 3]  # a heading that says nothing heads nothing
    return tokens


def to_html(text: str) -> SafeString:
    """The text as HTML, safe to show."""
    return _render(parse(text))


def sections(text: str) -> list[Section]:
    """A text cut at its headings."""
    tokens = parse(text)
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    if tokens and 0 not in starts:
        starts.insert(0, 0)
    lines, ends = text.split("\n"), [*starts[1:], len(tokens)][: len(starts)]
    found = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = tokens[end].map[0] if end < len(tokens) else len(lines)
        found.append(_section(number, lines[:last], tokens[start:end]))
    return found


def _section(number: int, lines: Sequence[str], tokens: Sequence[Token]) -> Section:
    """The section of these tokens; `lines` are the text's, up to where it ends."""
    first, after_heading = tokens[0].map
    first = first if number else 0  # a text may begin with what is not shown: where its links lead
    heading = plain(tokens[1]) if tokens[0].type == "heading_open" else ""
    anchor = f"s{number}-{slugify(heading)}".strip("-")
    if heading:
        tokens[0].attrSet("id", anchor)
    return Section(
        heading,
        anchor,
        source="\n".join(lines[first:]).strip(),
        body="\n".join(lines[after_heading if heading else first :]).strip(),
        html=_render(tokens),
    )


def plain(inline: Token) -> str:
    """The words of an inline token, as many as a name has."""
    words = (child.content or " " * child.type.endswith("break") for child in inline.children or [])
    return "".join(words)[:200]


def _render(tokens: Sequence[Token]) -> SafeString:
    """HTML of tokens. The text's headings are one level under the page's own."""
    for token in tokens:
        if token.type.startswith("heading"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    # The renderer escapes all words, and raw HTML is never read as such.
    return mark_safe(_READER.renderer.render(tokens, _READER.options, {}))  # noqa: S308
