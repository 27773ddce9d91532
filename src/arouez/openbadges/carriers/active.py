"""What an uploaded SVG may not do: run a program, or fetch something from elsewhere (cf. SVG 2 §2.7).

Refused, never cleaned: the author should know, and a cleaner that errs lets something through. Elements must
be on a list; of references, only `#…` inside the drawing and embedded raster images pass.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..errors import ActiveContent
from .parsing import SVG_NAMESPACE, new_parser, parse, refuse_other_roots, split_name
from .weight import Weight

DRAWING = frozenset(
    """
    svg g defs symbol use switch view a title desc metadata style
    path rect circle ellipse line polyline polygon image marker
    text tspan textPath tref altGlyph
    linearGradient radialGradient meshgradient meshrow meshpatch stop pattern hatch hatchpath solidColor
    clipPath mask filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    animate animateMotion animateTransform animateColor mpath set
    """.split()  # noqa: SIM905
)
"""Elements of SVG 1.1 and 2 that only draw: no script, foreignObject, handler, audio, video, iframe…"""

_BROWSERS_ACT_ON = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/XSL/Transform",
        "http://www.w3.org/2001/XInclude",
        "http://www.w3.org/2001/xml-events",
        "http://www.mozilla.org/xbl",
    }
)
_DRAWS_ITS_HREF = frozenset({"use", "tref", "feImage", "pattern", "hatch"})
_XML = "http://www.w3.org/XML/1998/namespace"
_XML_ID = f"{_XML}\nid\nxml"

_RASTER = re.compile(r"data:image/(?:png|jpe?g|webp);base64,[a-z0-9+/=]*", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(.))", re.DOTALL)
_CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))""", re.IGNORECASE)
_CSS_FETCHES = re.compile(r"@import|\b(?:image-set|src|expression)\(", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:java|vb|live)script:", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]+")  # browsers skip them inside "java script:"


def refuse_active_content(svg: bytes) -> None:
    """Raise ActiveContent if the SVG could do more than draw, HeavyDrawing if it would draw without end.

    Raises BrokenSvg, SvgEncoding or EntitiesRefused for what is no sound SVG in the first place.
    """
    _Guard(svg).weight.refuse_heavy()


class _Guard:
    def __init__(self, svg: bytes) -> None:
        self._path: list[str] = []  # names of the open elements
        self._style: list[str] = []
        self.weight = Weight()
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = _check_instruction
        parser.CommentHandler = _check_comment
        parse(parser, svg)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local, prefix = split_name(name)
        if not self._path:
            refuse_other_roots(namespace, local)
        elif self._path[-1] in ("title", "desc", "style"):
            raise ActiveContent(f"This SVG has an element inside <{self._path[-1]}>; remove it and try again.")
        _check_element(namespace, local, prefix)
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)
        self._path.append(local)
        identity = attributes.get("id") or attributes.get(_XML_ID, "")
        self.weight.open(identity, _drawn_for(local, attributes))

    def _end(self, _name: str) -> None:
        self.weight.close()
        if self._path.pop() == "style":
            _check_css("".join(self._style))
            self._style.clear()

    def _text(self, data: str) -> None:
        if self._path[-1] == "style":
            self._style.append(data)


def _check_element(namespace: str, local: str, prefix: str) -> None:
    """Drawing elements pass, and the notes that drawing programs leave under a prefix of their own.

    Without a prefix the name must be on the list whatever its namespace: in an HTML page, it counts alone.
    """
    is_note = prefix and namespace != SVG_NAMESPACE
    if namespace in _BROWSERS_ACT_ON or not (local in DRAWING or is_note):
        raise ActiveContent(f"This SVG contains <{local}>, which does more than draw; remove it and try again.")


def _check_attribute(name: str, value: str) -> None:
    namespace, local, _ = split_name(name)
    local = local.lower()
    if local.startswith("on"):
        raise ActiveContent(f"This SVG runs a program ({local}=…); remove it and try again.")
    if namespace == _XML and local == "base":
        raise ActiveContent("This SVG has an xml:base, which redirects its references; remove it and try again.")
    if local in ("href", "src"):
        _check_reference(value)
    if local == "attributename" and value.strip().lower().rpartition(":")[2].startswith(("href", "on")):
        raise ActiveContent("This SVG animates a link; remove the animation and try again.")
    _check_css(value)


def _drawn_for(element: str, attributes: dict[str, str]) -> list[str]:
    """The ids of what is drawn for an element: what it uses by `href`, and each url(#…)."""
    drawn = []
    for name, value in attributes.items():
        if element in _DRAWS_ITS_HREF and split_name(name)[1] == "href":
            drawn.append(value)
        drawn += _urls(_unescape(value))
    return [unquote(_BLANKS.sub("", reference)[1:]) for reference in drawn]


def _check_css(css: str) -> None:
    """Check a style sheet, a `style` attribute, or any other value: each may hold url(…)."""
    for text in (css, _unescape(css)):
        for reference in _urls(text):
            _check_reference(reference)
        if _CSS_FETCHES.search(text) or _PROGRAM.search(_BLANKS.sub("", text)):
            raise ActiveContent("The style of this SVG runs or fetches something; remove that and try again.")


def _check_reference(reference: str) -> None:
    reference = _BLANKS.sub("", reference)
    if reference and not reference.startswith("#") and not _RASTER.fullmatch(reference):
        raise ActiveContent(f"This SVG refers to something outside itself ({reference[:60]}); embed or remove it.")


def _check_instruction(target: str, data: str) -> None:
    if target.lower() == "xml-stylesheet" or ">" in data:
        raise ActiveContent(f"This SVG gives an instruction (<?{target}…?>); remove it and try again.")


def _check_comment(comment: str) -> None:
    if comment.startswith((">", "->")):  # a web page would end the comment here
        raise ActiveContent("This SVG has a comment that hides something; remove it and try again.")


def _urls(css: str) -> list[str]:
    return [match[1] or match[2] or match[3] or "" for match in _CSS_URL.finditer(css)]


def _unescape(css: str) -> str:
    """With each CSS escape replaced by what it stands for (CSS Syntax §4.3.7)."""
    return _CSS_ESCAPE.sub(_character, css)


def _character(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "" if escape[2] == "\n" else escape[2]
    code = int(escape[1], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
