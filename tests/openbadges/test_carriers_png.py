"""PNG: what is baked comes out, nothing else changes, and every failure is an error of our own."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from arouez.openbadges import carriers
from arouez.openbadges.carriers import png, text
from arouez.openbadges.errors import (
    BrokenPng,
    CarrierTooLarge,
    CredentialNotText,
    CredentialTooLarge,
    NotAnImage,
    NothingBaked,
    OpenBadgesError,
    PngBrokenChunk,
    PngMisordered,
    PngTrailingData,
    PngTruncated,
    TwiceBaked,
)


def chunk(kind: bytes, data: bytes = b"", *, crc: int | None = None, length: int | None = None) -> bytes:
    crc = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data) if length is None else length) + kind + data + struct.pack(">I", crc)


def png_of(*chunks: bytes) -> bytes:
    return png.SIGNATURE + b"".join(chunks)


def itxt(credential: bytes, keyword: bytes = png.KEYWORD, fields: bytes = b"\0\0\0\0") -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + fields + credential)


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND")
PICTURE = png_of(HEADER, PIXELS, END)

credentials = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda text: text.strip(" \t\r\n")
)
kinds = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4).map(str.encode)
other_chunks = st.builds(chunk, kinds.filter(lambda kind: kind not in (b"IHDR", b"IEND")), st.binary(max_size=200))
pictures = st.builds(
    lambda before, after: png_of(HEADER, *before, PIXELS, *after, END),
    st.lists(other_chunks, max_size=5),
    st.lists(other_chunks, max_size=5),
)


@given(pictures, credentials)
@example(PICTURE, '{"name": "Découpe laser ]]> \U0001f600"}')
def test_what_is_baked_comes_out(picture: bytes, credential: str) -> None:
    assert carriers.extract(carriers.bake(picture, credential)) == credential.strip(" \t\r\n")


@given(pictures, credentials)
def test_every_other_chunk_stays_byte_for_byte(picture: bytes, credential: str) -> None:
    baked = carriers.bake(picture, credential)
    badge = itxt(credential.strip(" \t\r\n").encode())
    assert baked.count(badge) == 1
    assert baked.replace(badge, b"") == picture


@given(pictures, credentials, credentials)
def test_baking_again_replaces_the_badge(picture: bytes, first: str, second: str) -> None:
    assert carriers.bake(carriers.bake(picture, first), second) == carriers.bake(picture, second)


def test_the_chunk_is_uncompressed_and_stands_right_after_the_header() -> None:
    assert carriers.bake(PICTURE, "a.b.c") == png_of(
        HEADER, chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0a.b.c"), PIXELS, END
    )


@pytest.mark.parametrize("keyword", [b"openbadgecredential", b"openbadges", b"clrcredential"])
@pytest.mark.parametrize("kind", [b"iTXt", b"tEXt", b"zTXt"])
def test_baking_removes_every_badge_the_picture_carried(kind: bytes, keyword: bytes) -> None:
    old = chunk(kind, keyword + b"\0\0\0\0\0old")
    picture = png_of(HEADER, old, chunk(b"tEXt", b"Author\0Nolwenn"), old, PIXELS, old, END)
    clean = png_of(HEADER, chunk(b"tEXt", b"Author\0Nolwenn"), PIXELS, END)
    assert carriers.bake(picture, "new") == carriers.bake(clean, "new")


def test_pillow_reads_the_same_pixels_and_the_credential() -> None:
    out = io.BytesIO()
    Image.effect_noise((40, 40), 60).save(out, "PNG")
    baked = carriers.bake(out.getvalue(), '{"name": "é"}')
    with Image.open(io.BytesIO(out.getvalue())) as before, Image.open(io.BytesIO(baked)) as after:
        assert after.tobytes() == before.tobytes()
        assert after.text == {"openbadgecredential": '{"name": "é"}'}  # type: ignore[attr-defined]


# Reading what others baked


def test_a_compressed_credential_is_read() -> None:
    picture = png_of(HEADER, itxt(zlib.compress(b"a.b.c"), fields=b"\1\0\0\0"), PIXELS, END)
    assert carriers.extract(picture) == "a.b.c"


def test_a_credential_with_a_language_and_after_the_pixels_is_read() -> None:
    picture = png_of(HEADER, PIXELS, itxt(b"a.b.c", fields=b"\0\0fr\0justificatif\0"), END)
    assert carriers.extract(picture) == "a.b.c"


@pytest.mark.parametrize(
    ("badge", "credential"),
    [
        (chunk(b"tEXt", b"openbadges\0https://example.org/1"), "https://example.org/1"),
        (itxt(b'{"type": "Assertion"}', b"openbadges"), '{"type": "Assertion"}'),
        (itxt(b"a.b.c", b"clrcredential"), "a.b.c"),
    ],
    ids=["OB 1", "OB 2", "CLR 2"],
)
def test_badges_of_other_standards_are_read(badge: bytes, credential: str) -> None:
    assert carriers.extract(png_of(HEADER, badge, PIXELS, END)) == credential


def test_the_newest_standard_comes_first() -> None:
    picture = png_of(HEADER, itxt(b"older", b"openbadges"), itxt(b"newer"), PIXELS, END)
    assert carriers.extract(picture) == "newer"


def test_keywords_are_compared_to_the_letter() -> None:
    picture = png_of(HEADER, itxt(b"x", b"OpenBadgeCredential"), itxt(b"x", b"openbadgecredentials"), PIXELS, END)
    with pytest.raises(NothingBaked):
        carriers.extract(picture)


# Faults, by name

FAULTS = {
    "empty": (b"", NotAnImage),
    "not a picture": (b"GIF89a", NotAnImage),
    "signature only": (png.SIGNATURE, PngTruncated),
    "cut in a length": (PICTURE[:10], PngTruncated),
    "cut in a chunk": (PICTURE[:20], PngTruncated),
    "cut before the end": (png_of(HEADER, PIXELS), PngTruncated),
    "cut in the last CRC": (PICTURE[:-1], PngTruncated),
    "wrong checksum": (png_of(HEADER, chunk(b"IDAT", b"x", crc=0), END), PngBrokenChunk),
    "wrong checksum of a note": (png_of(HEADER, chunk(b"tEXt", b"x", crc=0), PIXELS, END), PngBrokenChunk),
    "length past the end": (png_of(HEADER, chunk(b"IDAT", b"x", length=2**31 - 1), END), PngTruncated),
    "length past the standard": (png_of(HEADER, chunk(b"IDAT", b"x", length=2**31), END), PngBrokenChunk),
    "kind of no letters": (png_of(HEADER, chunk(b"ID\0T"), END), PngBrokenChunk),
    "no header": (png_of(PIXELS, END), PngMisordered),
    "header late": (png_of(PIXELS, HEADER, END), PngMisordered),
    "two headers": (png_of(HEADER, HEADER, PIXELS, END), PngMisordered),
    "no pixels": (png_of(HEADER, END), PngMisordered),
    "something after the end": (PICTURE + b"\0", PngTrailingData),
    "a second picture after the end": (PICTURE + PICTURE, PngTrailingData),
}


@pytest.mark.parametrize(("image", "error"), FAULTS.values(), ids=FAULTS)
def test_a_broken_picture_is_refused_by_name(image: bytes, error: type[OpenBadgesError]) -> None:
    with pytest.raises(error):
        carriers.extract(image)
    with pytest.raises(error):
        carriers.bake(image, "a.b.c")


BAD_BADGES = {
    "none": ([], NothingBaked),
    "two": ([itxt(b"one"), itxt(b"two")], TwiceBaked),
    "the same twice": ([itxt(b"one"), itxt(b"one")], TwiceBaked),
    "one of them in tEXt": ([itxt(b"one"), chunk(b"tEXt", png.KEYWORD + b"\0two")], TwiceBaked),
    "in tEXt": ([chunk(b"tEXt", png.KEYWORD + b"\0a.b.c")], PngBrokenChunk),
    "in zTXt": ([chunk(b"zTXt", png.KEYWORD + b"\0\0" + zlib.compress(b"a.b.c"))], PngBrokenChunk),
    "no fields": ([chunk(b"iTXt", png.KEYWORD + b"\0")], PngBrokenChunk),
    "too few fields": ([chunk(b"iTXt", png.KEYWORD + b"\0\0\0\0a.b.c")], PngBrokenChunk),
    "compression flag 2": ([itxt(b"a.b.c", fields=b"\2\0\0\0")], PngBrokenChunk),
    "compression method 1": ([itxt(zlib.compress(b"a.b.c"), fields=b"\1\1\0\0")], PngBrokenChunk),
    "not compressed at all": ([itxt(b"a.b.c", fields=b"\1\0\0\0")], PngBrokenChunk),
    "compression cut off": ([itxt(zlib.compress(b"a.b.c")[:-1], fields=b"\1\0\0\0")], PngBrokenChunk),
    "data after compression": ([itxt(zlib.compress(b"a.b.c") + b"x", fields=b"\1\0\0\0")], PngBrokenChunk),
    "empty": ([itxt(b"")], CredentialNotText),
    "blank": ([itxt(b" \n")], CredentialNotText),
    "not UTF-8": ([itxt(b"\xff\xfe")], CredentialNotText),
    "too large": ([itxt(b"x" * (text.MAX_CREDENTIAL + 1))], CredentialTooLarge),
    "a bomb": ([itxt(zlib.compress(bytes(64 * 2**20), 9), fields=b"\1\0\0\0")], CredentialTooLarge),
}


@pytest.mark.parametrize(("badges", "error"), BAD_BADGES.values(), ids=BAD_BADGES)
def test_a_bad_badge_is_refused_by_name_and_can_be_replaced(badges: list[bytes], error: type[OpenBadgesError]) -> None:
    picture = png_of(HEADER, *badges, PIXELS, END)
    with pytest.raises(error):
        carriers.extract(picture)
    assert carriers.bake(picture, "a.b.c") == carriers.bake(PICTURE, "a.b.c")


@pytest.mark.parametrize(
    ("credential", "error"),
    [
        ("", CredentialNotText),
        (" \r\n\t", CredentialNotText),
        ("a\0b", CredentialNotText),
        ("\ud800", CredentialNotText),
        ("é" * (text.MAX_CREDENTIAL // 2 + 1), CredentialTooLarge),
    ],
    ids=["empty", "blank", "NUL", "half a character", "too large"],
)
def test_what_is_no_credential_is_not_baked(credential: str, error: type[OpenBadgesError]) -> None:
    with pytest.raises(error):
        carriers.bake(PICTURE, credential)


def test_a_picture_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(CarrierTooLarge):
        carriers.extract(PICTURE + bytes(carriers.MAX_IMAGE))


# Anything at all

mutations = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3), st.binary(max_size=4)), min_size=1, max_size=4)


def mutate(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Replace a few bytes, in several places, with a few others."""
    for place, removed, added in edits:
        place = min(place, len(data))
        data = data[:place] + added + data[place + removed :]
    return data


@given(mutations)
def test_a_damaged_file_is_refused_or_read(edits: list[tuple[int, int, bytes]]) -> None:
    damaged = mutate(carriers.bake(PICTURE, '{"name": "é"}'), edits)
    with suppress(OpenBadgesError):
        carriers.bake(damaged, carriers.extract(damaged))


@given(mutations, st.sampled_from([b"\0\0\0\0", b"\1\0fr\0x\0"]))
def test_a_damaged_chunk_with_a_sound_checksum_is_refused_or_read(
    edits: list[tuple[int, int, bytes]], fields: bytes
) -> None:
    data = png.KEYWORD + b"\0" + fields + zlib.compress(b"a.b.c")
    picture = png_of(HEADER, chunk(b"iTXt", mutate(data, edits)), PIXELS, END)
    with suppress(OpenBadgesError):
        assert carriers.extract(picture)
    assert carriers.bake(picture, "a.b.c")


@given(st.binary(max_size=300))
def test_anything_that_starts_as_a_png_is_refused_or_read(rest: bytes) -> None:
    with pytest.raises(BrokenPng):
        carriers.extract(png.SIGNATURE + rest)


def test_every_single_bit_counts() -> None:
    """A checksum guards every byte of a PNG: no flipped bit goes unseen."""
    baked = carriers.bake(PICTURE, "a.b.c")
    for place in range(len(png.SIGNATURE), len(baked)):
        for bit in range(8):
            damaged = bytearray(baked)
            damaged[place] ^= 1 << bit
            with pytest.raises(OpenBadgesError):
                carriers.extract(bytes(damaged))


def test_the_walk_leaves_no_gap() -> None:
    chunks = png.read_chunks(carriers.bake(PICTURE, "a.b.c"))
    assert all(end == start for (_, _, end), (_, start, _) in pairwise(chunks))


@pytest.mark.parametrize(("standard", "keyword"), [("OB2", b"openbadges"), ("CLR2", b"clrcredential")])
def test_each_standard_has_its_keyword(standard, keyword):
    baked = carriers.bake(carriers.bake(PICTURE, "a.b.c"), "d.e.f", standard)
    assert b"iTXt" + keyword + b"\0" in baked
    assert baked.count(b"iTXt") == 1
    assert carriers.extract(baked) == "d.e.f"
