"""SVG: the credential is one element in the root, spliced in without rewriting the drawing (OB 3.0 §5.3).

    <svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" …>
      <openbadges:credential><![CDATA[{"@context":…}]]></openbadges:credential>      JSON, or
      <openbadges:credential verify="eyJhbGciOi…"/>                                   a compact JWS

Open Badges 2.0 have another namespace and element, and always a `verify`: the assertion's address, or the JWS.

The parser only tells where things are; the bytes of the drawing are never written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from .. import strict_json
from ..errors import BrokenSvg, CredentialNotText, NothingBaked, TwiceBaked
from . import text
from .active import refuse_active_content
from .parsing import new_parser, parse, refuse_other_roots, split_name
from .text import Standard

__all__ = ["NAMESPACE", "bake", "extract", "looks_like", "refuse_active_content"]

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"

_OB3 = (NAMESPACE, "credential")
_OB2 = ("http://openbadges.org", "assertion")
_READ = (_OB3, _OB2)
"""The badges we find, the newest standard first: namespace and local name of their element."""

_PREFIX = "openbadges"

_COMPACT_JWS = re.compile(rb"[\w-]+\.[\w-]*\.[\w-]+")  # RFC 7515 §7.1
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # XML 1.0 §2.2, in UTF-8

# Of tags that the parser has found well-formed: name, attributes, space, slash.
_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)(\s*)(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")

_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?svg[\s/>]",
    re.DOTALL,
)


def looks_like(data: bytes) -> bool:
    """Whether the first element is <svg>, after what XML lets stand before it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # read as far as needed to say that we want UTF-8
        data = data[: 2 * 65_536].decode("utf-16", "replace").encode("utf-8", "replace")
    return _BEGINNING.match(data) is not None


def bake(image: bytes, credential: str, standard: Standard = "OB3") -> bytes:
    """The SVG with the credential as the root's first child, without the badges it had.

    A record (CLR 2.0) is carried as a credential is: that standard says nothing of SVG.
    """
    namespace, element = _OB2 if standard == "OB2" else _OB3
    baked = _element(element.encode(), text.encode(credential), is_assertion=standard == "OB2")
    found = _Reading(image)
    name, attributes, space, slash = found.root.groups()
    pieces = [image[: found.root.start()], b"<", name, _declared(attributes, namespace, found), space, b">", baked]
    if slash:
        pieces += [b"</", name, b">"]
    kept_from = found.root.end()
    for badge in found.badges:
        pieces.append(image[kept_from : badge.start])
        kept_from = badge.end
    return b"".join([*pieces, image[kept_from:]])


def extract(image: bytes) -> str:
    """The JSON in the one credential element, or the JWS in its `verify` attribute."""
    badges = _Reading(image).badges
    for standard in _READ:
        match [badge for badge in badges if badge.standard == standard]:
            case [badge]:
                return badge.credential()
            case [_, *_]:
                raise TwiceBaked("This SVG carries more than one badge; ask its issuer for a picture with one.")
    raise NothingBaked("This SVG carries no badge; choose the picture you received with the badge.")


@dataclass
class _Badge:
    """A baked element: what it holds, and where it stands in the file."""

    standard: tuple[str, str]
    start: int
    verify: str
    end: int = 0
    content: list[str] = field(default_factory=list)
    has_elements: bool = False

    def credential(self) -> str:
        content = "".join(self.content)
        both = self.standard == _OB3 and self.verify and content.strip()
        if both or self.has_elements:
            raise BrokenSvg("The badge in this SVG holds more than one thing; ask its issuer to bake it again.")
        return text.decode((self.verify or content).encode())


class _Reading:
    """What one pass over an SVG finds, as places in its bytes."""

    root: re.Match[bytes]
    prefix_means: str | None = None  # what the root binds `openbadges` to
    badges: list[_Badge]
    namespaces: set[str]  # used outside of badges

    def __init__(self, image: bytes) -> None:
        self.badges, self.namespaces = [], set()
        self._image = image
        self._depth = 0
        self._badge_depth = 0  # of the badge being read, 0 outside
        self._parser = new_parser()
        self._parser.StartNamespaceDeclHandler = self._bind
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        parse(self._parser, image)
        del self._parser, self._image  # the parser's handlers and we would keep each other alive

    def _bind(self, prefix: str | None, namespace: str) -> None:
        if self._depth == 0 and prefix == _PREFIX:
            self.prefix_means = namespace

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        namespace, local, _ = split_name(name)
        if self._depth == 1:
            refuse_other_roots(namespace, local)
            self.root = self._tag(self._parser.CurrentByteIndex)
        if self._badge_depth:
            self.badges[-1].has_elements = True
        elif (namespace, local) in _READ:
            self._badge_depth = self._depth
            start = self._parser.CurrentByteIndex
            self.badges.append(_Badge((namespace, local), start, attributes.get("verify", "")))
        else:
            self.namespaces.add(namespace)
            self.namespaces.update(split_name(attribute)[0] for attribute in attributes)

    def _end(self, _name: str) -> None:
        if self._depth == self._badge_depth:
            badge, at = self.badges[-1], self._parser.CurrentByteIndex
            # The parser stands after an empty tag, but before a closing one.
            badge.end = at if self._tag(badge.start)[4] else self._image.index(b">", at) + 1
            self._badge_depth = 0
        self._depth -= 1

    def _text(self, data: str) -> None:
        if self._badge_depth:
            self.badges[-1].content.append(data)

    def _tag(self, start: int) -> re.Match[bytes]:
        tag = _TAG.match(self._image, start)
        if tag is None:
            raise BrokenSvg(f"This SVG has a tag that we cannot read at byte {start}; save it anew and use that.")
        return tag


def _declared(attributes: bytes, namespace: str, found: _Reading) -> bytes:
    """The root's attributes with our prefix bound to the namespace."""
    if found.prefix_means == namespace:
        return attributes
    if found.prefix_means in found.namespaces:
        raise BrokenSvg(
            f"This SVG uses the prefix {_PREFIX} for something of its own; rename that prefix and try again."
        )
    return (
        _ATTRIBUTE.sub(lambda a: b"" if a[1] == b"xmlns:openbadges" else a[0], attributes)
        + f' xmlns:{_PREFIX}="{namespace}"'.encode()
    )


def _element(name: bytes, credential: bytes, *, is_assertion: bool) -> bytes:
    """The element to splice in. A "]]>" is split over two CDATA sections; a bare CR would come back as LF."""
    if _COMPACT_JWS.fullmatch(credential):
        return b'<openbadges:%b verify="%b"/>' % (name, credential)
    if _NOT_IN_XML.search(credential):
        raise CredentialNotText("This credential holds a character unfit for XML; write it as \\uXXXX in the JSON.")
    content = credential.replace(b"]]>", b"]]]]><![CDATA[>").replace(b"\r", b"]]>&#13;<![CDATA[")
    verify = b" verify=%b" % quoteattr(_address(credential)).encode() if is_assertion else b""
    return b"<openbadges:%b%b><![CDATA[%b]]></openbadges:%b>" % (name, verify, content, name)


def _address(assertion: bytes) -> str:
    """Where a hosted assertion is published: its own id."""
    identifier = strict_json.parse_object(assertion).get("id")
    if not isinstance(identifier, str):
        raise CredentialNotText("This assertion has no id; a picture names the address where it is published.")
    return identifier
