"""SVG: what is baked comes out, the drawing stays as it was, and every failure is an error of our own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from arouez.openbadges import carriers
from arouez.openbadges.errors import (
    BrokenSvg,
    CredentialNotText,
    EntitiesRefused,
    NotAnImage,
    NothingBaked,
    OpenBadgesError,
    SvgEncoding,
    TwiceBaked,
)

DRAWINGS = Path(__file__).parent / "data" / "carriers"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
DECLARED = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'

SHAPES = {
    "empty": b"<svg/>",
    "empty, in its namespace": b'<svg xmlns="http://www.w3.org/2000/svg" />',
    "with a prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg >',
    "empty, with a prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    "byte order mark": b"\xef\xbb\xbf" + SVG,
    "declaration": b'<?xml version="1.0" encoding="UTF-8"?>\n' + SVG,
    "comments around": b"<!-- <svg> ]]> -->\n" + SVG + b"<!-- </svg> -->\n",
    "instruction before": b"<?editor <svg?>" + SVG,
    "lines in the tag": b"<svg\n\txmlns = 'http://www.w3.org/2000/svg'\r\n>\n</svg\n>",
    "marks inside quotes": b"""<svg a="/>" b='>"' c="xmlns:openbadges='x'"><g/></svg>""",
    "marks inside quotes, empty": b"""<svg a="/>" b='&lt;/svg>'/>""",
    "our namespace already": DECLARED + b"</svg>",
    "our namespace under another prefix": b'<svg xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><g/></svg>',
    "our prefix for a namespace not used": b'<svg xmlns:openbadges="urn:x" a="b"></svg>',
    "our prefix further in": b'<svg><g xmlns:openbadges="urn:x"><openbadges:x openbadges:y=""/></g></svg>',
    "letters beyond ASCII": '<svg data-é="œ"><text>Brezhoneg ñ 🎖</text></svg>'.encode(),
    "CDATA": b"<svg><style><![CDATA[ </svg> <openbadges:credential> ]]></style></svg>",
    "Inkscape": (DRAWINGS / "inkscape.svg").read_bytes(),
    "Illustrator": (DRAWINGS / "illustrator.svg").read_bytes(),
    "Figma": (DRAWINGS / "figma.svg").read_bytes(),
}
shapes = pytest.mark.parametrize("drawing", SHAPES.values(), ids=SHAPES)

JSON = '{"name": "Découpe laser ]]> & <b>"}'
JWS = "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"

# Every character that XML 1.0 can hold.
xml_characters = st.characters(
    codec="utf-8",
    exclude_characters="".join(map(chr, {*range(0x20), 0xFFFE, 0xFFFF} - {9, 10, 13})),
)
credentials = st.text(xml_characters, min_size=1).filter(lambda text: text.strip(" \t\r\n"))


@given(st.sampled_from(list(SHAPES.values())), credentials)
@example(SVG, "]]>")
@example(SVG, "]]]]>>]]")
@example(SVG, "a\r\nb\rc\n\td")
@example(SVG, "</openbadges:credential></svg>&amp;<!--")
def test_what_is_baked_comes_out(drawing: bytes, credential: str) -> None:
    assert carriers.extract(carriers.bake(drawing, credential)) == credential.strip(" \t\r\n")


@given(st.sampled_from(list(SHAPES.values())), credentials, credentials)
def test_baking_again_replaces_the_badge(drawing: bytes, first: str, second: str) -> None:
    assert carriers.bake(carriers.bake(drawing, first), second) == carriers.bake(drawing, second)


@shapes
@pytest.mark.parametrize("credential", [JSON, JWS], ids=["JSON", "JWS"])
def test_another_parser_finds_the_badge_where_the_standard_wants_it(drawing: bytes, credential: str) -> None:
    root = etree.fromstring(carriers.bake(drawing, credential))
    assert root.nsmap["openbadges"] == NAMESPACE
    (badge,) = root.iter(f"{{{NAMESPACE}}}credential")
    assert badge.getparent() is root
    assert badge.prefix == "openbadges"
    assert (badge.get("verify"), badge.text) == ((JWS, None) if credential == JWS else (None, JSON))


@pytest.mark.parametrize("drawing", [shape for shape in SHAPES.values() if b"<g" in shape])
def test_the_drawing_stays_as_it_was(drawing: bytes) -> None:
    """Without the element and the declaration, the bytes are those from before."""
    baked = carriers.bake(drawing, JWS)
    declaration, element = f' xmlns:openbadges="{NAMESPACE}"', f'<openbadges:credential verify="{JWS}"/>'
    assert baked.replace(element.encode(), b"").replace(declaration.encode(), b"", 1) == drawing


def test_a_root_that_declares_our_namespace_stays_as_it_was() -> None:
    assert carriers.bake(DECLARED + b"</svg>", "{}").startswith(DECLARED + b"<openbadges:credential>")


def test_an_empty_root_is_opened() -> None:
    assert carriers.bake(b"<svg a='b' />\n", "a.b.c") == (
        b"<svg a='b' xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" >"
        b'<openbadges:credential verify="a.b.c"/></svg>\n'
    )


def test_json_is_in_cdata_and_a_jws_in_the_attribute() -> None:
    assert carriers.bake(SVG, "{}") == (
        DECLARED + b"<openbadges:credential><![CDATA[{}]]></openbadges:credential><g/></svg>"
    )
    assert carriers.bake(SVG, "a.b.c") == DECLARED + b'<openbadges:credential verify="a.b.c"/><g/></svg>'


# Reading what others baked


def baked(content: bytes, uri: bytes = NAMESPACE.encode()) -> bytes:
    return b'<svg xmlns:o="' + uri + b'"><g>' + content + b"</g><o:other/></svg>"


OTHERS = {
    "another prefix, deeper": (b"<o:credential><![CDATA[{}]]></o:credential>", "{}"),
    "white space around": (b"<o:credential>\n  <![CDATA[{}]]>\n</o:credential>", "{}"),
    "escaped, without CDATA": (b"<o:credential>{&quot;a&quot;:&#x20;1}</o:credential>", '{"a": 1}'),
    "comment inside": (b"<o:credential>{<!-- x -->}</o:credential>", "{}"),
    "JWS": (b"<o:credential verify='a.b.c'> </o:credential>", "a.b.c"),
    "declared on the element": (
        b'<credential xmlns="https://purl.imsglobal.org/ob/v3p0">{}</credential>',
        "{}",
    ),
}


@pytest.mark.parametrize(("content", "credential"), OTHERS.values(), ids=OTHERS)
def test_badges_baked_otherwise_are_read_and_replaced(content: bytes, credential: str) -> None:
    assert carriers.extract(baked(content)) == credential
    assert carriers.bake(baked(content), JWS) == carriers.bake(baked(b""), JWS)


def test_a_badge_of_the_older_standard_is_read_and_replaced() -> None:
    older = (
        b'<svg xmlns:openbadges="http://openbadges.org">'
        b'<openbadges:assertion verify="a.b.c">{}</openbadges:assertion></svg>'
    )
    assert carriers.extract(older) == "a.b.c"
    assert carriers.bake(older, JWS) == carriers.bake(b"<svg></svg>", JWS)


def test_the_newest_standard_comes_first() -> None:
    older = b'<assertion xmlns="http://openbadges.org">old</assertion>'
    assert carriers.extract(baked(older + b"<o:credential>new</o:credential>")) == "new"


# Faults, by name

FAULTS = {
    "not XML": (b"svg", NotAnImage),
    "HTML": (b"<!doctype html><html><svg></svg></html>", NotAnImage),
    "another root": (b"<html><svg/></html>", NotAnImage),
    "svg of another language": (b'<svg xmlns="urn:x"/>', BrokenSvg),
    "cut off": (SVG[:-3], BrokenSvg),
    "two roots": (SVG + SVG, BrokenSvg),
    "text after": (SVG + b"x", BrokenSvg),
    "NUL": (b"<svg>\0</svg>", BrokenSvg),
    "unknown entity": (b"<svg>&nbsp;</svg>", BrokenSvg),
    "unknown prefix": (b"<svg><a:b/></svg>", BrokenSvg),
    "attribute twice": (b'<svg a="1" a="2"/>', BrokenSvg),
    "not UTF-8": (b"<svg>\xe9</svg>", BrokenSvg),
    "UTF-16": ("\ufeff<svg/>".encode("utf-16-le"), SvgEncoding),
    "UTF-16, big end first": ("\ufeff<?xml version='1.0'?><svg/>".encode("utf-16-be"), SvgEncoding),
    "Latin-1": (b'<?xml version="1.0" encoding="ISO-8859-1"?><svg>\xe9</svg>', SvgEncoding),
    "UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?><svg/>', SvgEncoding),
    "document type": (b"<!DOCTYPE svg><svg/>", EntitiesRefused),
    "document type elsewhere": (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
        EntitiesRefused,
    ),
    "a billion laughs": (
        b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><svg>&b;</svg>',
        EntitiesRefused,
    ),
    "a file": (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', EntitiesRefused),
    "parameter entity": (b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://x/">%a;]><svg/>', EntitiesRefused),
}


@pytest.mark.parametrize(("image", "error"), FAULTS.values(), ids=FAULTS)
def test_a_broken_drawing_is_refused_by_name(image: bytes, error: type[OpenBadgesError]) -> None:
    with pytest.raises(error):
        carriers.extract(image)
    with pytest.raises(error):
        carriers.bake(image, JSON)


BAD_BADGES = {
    "none": (b"", NothingBaked),
    "another name": (b"<o:credentials>{}</o:credentials>", NothingBaked),
    "in a comment": (b"<!-- <o:credential>{}</o:credential> -->", NothingBaked),
    "two": (b"<o:credential>1</o:credential><o:credential>2</o:credential>", TwiceBaked),
    "two, empty": (b"<o:credential/><o:credential/>", TwiceBaked),
    "JSON and JWS": (b'<o:credential verify="a.b.c">{}</o:credential>', BrokenSvg),
    "an element": (b"<o:credential>{<g/>}</o:credential>", BrokenSvg),
    "one in another": (b"<o:credential><o:credential>{}</o:credential></o:credential>", BrokenSvg),
    "empty": (b"<o:credential/>", CredentialNotText),
    "blank": (b"<o:credential> <![CDATA[]]> </o:credential>", CredentialNotText),
}


@pytest.mark.parametrize(("content", "error"), BAD_BADGES.values(), ids=BAD_BADGES)
def test_a_bad_badge_is_refused_by_name(content: bytes, error: type[OpenBadgesError]) -> None:
    with pytest.raises(error):
        carriers.extract(baked(content))
    assert carriers.extract(carriers.bake(baked(content), JSON)) == JSON


@pytest.mark.parametrize(
    "drawing",
    [
        b'<svg xmlns:openbadges="urn:x"><openbadges:note/></svg>',
        b'<svg xmlns:openbadges="urn:x" openbadges:note=""/>',
        b'<svg xmlns:openbadges="http://openbadges.org"><openbadges:note/></svg>',
    ],
    ids=["element", "attribute", "older standard"],
)
def test_a_prefix_that_the_drawing_needs_is_not_taken_from_it(drawing: bytes) -> None:
    with pytest.raises(BrokenSvg, match="prefix"):
        carriers.bake(drawing, JSON)


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1f", "\ufffe", "\uffff", "\udc80"])
def test_characters_that_xml_cannot_hold_are_not_baked(character: str) -> None:
    with pytest.raises(CredentialNotText):
        carriers.bake(SVG, f'{{"a": "{character}"}}')


# Anything at all

mutations = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 3),
        st.one_of(st.binary(max_size=3), st.sampled_from([b"<", b">", b"/>", b'"', b"]]>", b"<o:credential>"])),
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(list(SHAPES.values())), mutations)
def test_a_damaged_file_is_refused_or_read(drawing: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    damaged = carriers.bake(drawing, JSON)
    for place, removed, added in edits:
        damaged = damaged[:place] + added + damaged[place + removed :]
    with suppress(OpenBadgesError):
        again = carriers.bake(damaged, JSON)
        assert carriers.extract(again) == JSON


@given(st.text("<>/!?-[]svg \"'=xmln:o&;#ADCT\n"))
def test_anything_that_looks_like_a_drawing_is_refused_or_read(rest: str) -> None:
    with suppress(OpenBadgesError):
        carriers.bake(b"<svg " + rest.encode(), JSON)


@pytest.mark.parametrize(
    "hostile",
    [
        b"<!--" * 500_000,
        b"<!-- -->" * 300_000 + b"<x",
        b"<?a?>" * 300_000,
        b"<!DOCTYPE a" * 100_000,
        b"<svg " + b'a="' * 500_000,
        b"<svg" + b" " * 2_000_000,
        b"<svg>" + b"<g>" * 600_000,
    ],
    ids=lambda hostile: hostile[:12].decode(),
)
def test_a_hostile_file_is_refused_in_good_time(hostile: bytes) -> None:
    with pytest.raises((NotAnImage, BrokenSvg)):
        carriers.extract(hostile)


class TestOpenBadges2:
    ASSERTION = '{"id":"https://fab.example/ob2/1?a=1&b=2","type":"Assertion"}'
    PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'

    def test_a_hosted_assertion_is_carried_with_its_address(self):
        baked = carriers.bake(self.PICTURE, self.ASSERTION, "OB2")
        assert b'xmlns:openbadges="http://openbadges.org"' in baked
        assert b'<openbadges:assertion verify="https://fab.example/ob2/1?a=1&amp;b=2"><![CDATA[{"id"' in baked
        assert carriers.extract(baked) == "https://fab.example/ob2/1?a=1&b=2"

    def test_a_signed_one_is_carried_as_it_is(self):
        assert carriers.extract(carriers.bake(self.PICTURE, "eyJ.eyJ.c2ln", "OB2")) == "eyJ.eyJ.c2ln"

    def test_it_takes_the_place_of_a_credential(self):
        first = carriers.bake(self.PICTURE, '{"id":"urn:uuid:1"}')
        baked = carriers.bake(first, self.ASSERTION, "OB2")
        assert baked.count(b"<openbadges:") == 1
        assert carriers.bake(baked, '{"id":"urn:uuid:1"}') == first

    def test_it_needs_an_address(self):
        with pytest.raises(CredentialNotText):
            carriers.bake(self.PICTURE, '{"type":"Assertion"}', "OB2")
