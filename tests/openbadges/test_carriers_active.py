"""An uploaded SVG may draw. It may not run anything, nor fetch anything from elsewhere."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arouez.openbadges import carriers
from arouez.openbadges.carriers.svg import refuse_active_content
from arouez.openbadges.errors import (
    ActiveContent,
    BrokenSvg,
    EntitiesRefused,
    HeavyDrawing,
    OpenBadgesError,
    SvgEncoding,
)

DRAWINGS = Path(__file__).parent / "data" / "carriers"
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def svg(content: str, attributes: str = "") -> bytes:
    return f"<svg {NAMESPACES} {attributes}>{content}</svg>".encode()


@pytest.mark.parametrize("drawing", sorted(DRAWINGS.glob("*.svg")), ids=lambda path: path.stem)
def test_what_drawing_programs_write_passes(drawing: Path) -> None:
    refuse_active_content(drawing.read_bytes())


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<g><path d='M0 0h1'/></g>",
        "<a href='#g'><use xlink:href='#g'/></a>",
        f"<image href='{PIXEL}'/>",
        "<image href='data:image/jpeg;base64,\n /9j/ '/>",
        "<feImage href='data:image/webp;base64,UklGRg=='/>",
        "<rect fill='url(#g)' style='mask: url( \"#m\" ); fill: #fff'/>",
        "<style>@media print { a { fill: url('#g') } } @keyframes on { to { opacity: 0 } }</style>",
        "<style>text { font-family: '\\5FAE \\8F6F' }</style>",
        "<animate attributeName='opacity' from='0' to='1'/>",
        "<animateMotion><mpath href='#p'/></animateMotion>",
        "<title>What is a url? An address. 1 &lt; 2</title><desc>No javascript here.</desc>",
        "<x:note xmlns:x='urn:x' x:kind='script' about='https://example.org'>https://example.org</x:note>",
        "<metadata><?xpacket begin=''?></metadata>",
        "<!-- script -->",
        "<text xml:lang='fr' data-name='javascript'>Découpe</text>",
    ],
)
def test_a_drawing_that_only_draws_passes(content: str) -> None:
    refuse_active_content(svg(content))


def test_a_baked_drawing_passes() -> None:
    credential = '{"url": "https://example.org/<script>]]>", "on": "javascript:"}'
    refuse_active_content(carriers.bake(svg("<g/>"), credential))


ACTIVE = {
    # Programs
    "script": "<script>alert(1)</script>",
    "script, empty": "<script/>",
    "script, prefixed": "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
    "script of HTML": "<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>",
    "script without namespace": "<script xmlns=''/>",
    "script of a made-up namespace": "<script xmlns='urn:x'/>",
    "script in capitals": "<SCRIPT/>",
    "handler": "<handler type='application/ecmascript'/>",
    "foreign object": "<foreignObject><p>x</p></foreignObject>",
    "HTML": "<p xmlns='http://www.w3.org/1999/xhtml'/>",
    "HTML, prefixed": "<h:img xmlns:h='http://www.w3.org/1999/xhtml'/>",
    "image of HTML by its name": "<img xmlns='urn:x'/>",
    "frame": "<iframe/>",
    "video": "<video/>",
    "XSLT": "<x:stylesheet xmlns:x='http://www.w3.org/1999/XSL/Transform'/>",
    "XInclude": "<x:include xmlns:x='http://www.w3.org/2001/XInclude' parse='text'/>",
    "onload": "<g onload='alert(1)'/>",
    "onclick in capitals": "<g ONCLICK='x'/>",
    "onbegin": "<animate attributeName='x' onbegin='alert(1)'/>",
    "handler with a prefix": "<g x:onload='x' xmlns:x='urn:x'/>",
    "handler of a note": "<x:n onload='x' xmlns:x='urn:x'/>",
    "javascript:": "<a href='javascript:alert(1)'/>",
    "javascript: in capitals": "<a xlink:href='JavaScript:alert(1)'/>",
    "javascript: with blanks": "<a href=' java&#10;scr&#9;ipt:alert(1)'/>",
    "javascript: by character references": "<a href='&#106;avascript:alert(1)'/>",
    "javascript: in an animation": "<set attributeName='x' to='javascript:alert(1)'/>",
    "vbscript:": "<a href='vbscript:x'/>",
    # References
    "image from the web": "<image href='https://example.org/x.png'/>",
    "image, old style": "<image xlink:href='http://example.org/x.png'/>",
    "image without scheme": "<image href='//example.org/x.png'/>",
    "image beside": "<image href='x.png'/>",
    "image with src": "<image src='x.png'/>",
    "image of a file": "<image href='file:///etc/passwd'/>",
    "drawing in the drawing": "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
    "page in the drawing": "<a href='data:text/html,x'/>",
    "image, not base64": "<image href='data:image/png,&lt;svg>'/>",
    "use of another file": "<use href='x.svg#a'/>",
    "gradient of another file": "<linearGradient xlink:href='x.svg#a'/>",
    "effect": "<filter><feImage href='https://example.org/x.png'/></filter>",
    "link": "<a href='https://example.org'><g/></a>",
    "link of another namespace": "<x:a x:href='https://example.org' xmlns:x='urn:x'/>",
    "xml:base": "<g xml:base='https://example.org/'><use href='#a'/></g>",
    "fill": "<g fill='url(https://example.org/x.svg#a)'/>",
    "fill, quoted": "<g fill='url( \"x.svg#a\" )'/>",
    "cursor": "<g cursor='url(x.cur), auto'/>",
    "filter, among others": "<g filter='url(#a) url(x.svg#b)'/>",
    "fill, not closed": "<g fill='url(x'/>",
    # Styles
    "style attribute": "<g style='fill:url(//example.org/x)'/>",
    "style attribute, URL in capitals": "<g style='fill:URL(//example.org/x)'/>",
    "style attribute, escaped": "<g style='fill:u\\72 l(//example.org/x)'/>",
    "style attribute, escaped with lines": "<g style='fill:u\\72&#13;&#10;l(//example.org/x)'/>",
    "style attribute, escaped by letters": "<g style='fill:\\u\\r\\l(//example.org/x)'/>",
    "style attribute, escaped comment": "<g style='\\2f\\2a u\\72 l(x) \\2a\\2f'/>",
    "import": "<style>@import '//example.org/x.css';</style>",
    "import, escaped": "<style>@\\69 mport '//example.org/x.css';</style>",
    "import in CDATA": "<style><![CDATA[@imp]]><![CDATA[ort 'x';]]></style>",
    "import across a comment": "<style>@imp<!-- -->ort 'x';</style>",
    "font": "<style>@font-face { src: url(x.woff2) }</style>",
    "image set": "<style>svg { background: image-set('x.png' 1x) }</style>",
    "image set, prefixed": "<g style='background: -webkit-image-set(\"x.png\" 1x)'/>",
    "expression": "<g style='width: expression(alert(1))'/>",
    "style with a prefix": "<s:style xmlns:s='http://www.w3.org/2000/svg'>@import 'x'</s:style>",
    # Animations
    "animated link": "<a><animate attributeName='href' to='#a'/></a>",
    "animated link, old style": "<a><set attributeName='xlink:href' to='#a'/></a>",
    "animated handler": "<set attributeName='onclick' to='x'/>",
    # What a page would read otherwise than a picture
    "style in a title": "<title><style>x</style></title>",
    "element in a style": "<style><g/></style>",
    "comment that closes early": "<!--><g/>-->",
    "instruction that closes early": "<?x ><script>alert(1)</script>?>",
    "style sheet": "<?xml-stylesheet href='x.css'?>",
}


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_a_drawing_that_acts_is_refused(content: str) -> None:
    with pytest.raises(ActiveContent):
        refuse_active_content(svg(content))


@pytest.mark.parametrize("attributes", ["onload='x'", "style='fill:url(x)'", "xml:base='x'"])
def test_the_root_is_checked_too(attributes: str) -> None:
    with pytest.raises(ActiveContent):
        refuse_active_content(svg("", attributes))


def test_a_style_sheet_named_before_the_root_is_refused() -> None:
    with pytest.raises(ActiveContent):
        refuse_active_content(b"<?xml-stylesheet href='x.css'?>" + svg(""))


@pytest.mark.parametrize(
    ("image", "error"),
    [
        (b"<svg>", BrokenSvg),
        (b"<html/>", BrokenSvg),
        (b"\x89PNG", BrokenSvg),
        (b"<!DOCTYPE svg [<!ENTITY a '<script/>'>]><svg>&a;</svg>", EntitiesRefused),
        ("\ufeff<svg/>".encode("utf-16-le"), SvgEncoding),
        (b"<?xml version='1.0' encoding='UTF-7'?><svg/>", SvgEncoding),
    ],
)
def test_an_unsound_drawing_is_refused(image: bytes, error: type[OpenBadgesError]) -> None:
    with pytest.raises(error):
        refuse_active_content(image)


def repeated(times: int, levels: int, element: str) -> str:
    """Each level draws the one below it several times."""
    groups = [f"<g id='g{level}'>{element.format(level - 1) * times}</g>" for level in range(1, levels + 1)]
    return "<path id='g0'/>" + "".join(groups) + element.format(levels)


REPEATS = [
    "<use href='#g{}'/>",
    "<use xlink:href='#g{}'/>",
    "<use href='&#35;%67{}'/>",
    "<rect mask='url(#g{})'/>",
    "<rect style='clip-path: u\\72 l( \"#g{}\" )'/>",
    "<path marker-start='url(#g{})'/>",
]


@pytest.mark.parametrize("element", REPEATS)
def test_a_drawing_that_draws_without_end_is_refused(element: str) -> None:
    refuse_active_content(svg(repeated(10, 3, element)))
    with pytest.raises(HeavyDrawing, match="shapes"):
        refuse_active_content(svg(repeated(10, 12, element)))
    with pytest.raises(HeavyDrawing, match="shapes"):
        refuse_active_content(svg(repeated(10, 2000, element)))


@pytest.mark.parametrize("element", REPEATS)
def test_a_drawing_within_itself_is_refused(element: str) -> None:
    with pytest.raises(HeavyDrawing, match="within itself"):
        refuse_active_content(svg(f"<g id='g1'>{element.format(1)}</g>"))


def test_a_link_or_an_animation_of_itself_draws_nothing_more() -> None:
    refuse_active_content(svg("<g id='g'><a href='#g'/><animate href='#g' attributeName='x'/></g>"))


names = st.sampled_from(["g", "a", "style", "script", "x:n", "title", "set"])
attributes = st.dictionaries(
    st.sampled_from(["href", "style", "x:href", "onload", "attributeName"]),
    st.text("url(#)x:\\72 javscript&#;'/@"),
    max_size=2,
)


@given(names, attributes, st.text("<>&@import url(x)\\!-?[]"))
def test_anything_is_refused_or_passes(name: str, attributes: dict[str, str], content: str) -> None:
    listed = "".join(f' {key}="{value}"' for key, value in attributes.items())
    with suppress(OpenBadgesError):
        refuse_active_content(svg(f"<{name}{listed}>{content}</{name}>", "xmlns:x='urn:x'"))
