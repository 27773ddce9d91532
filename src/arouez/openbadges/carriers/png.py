"""PNG: the credential is the text of one iTXt chunk, spliced in without touching the pixels (OB 3.0 §5.3).

    89 PNG…  IHDR  [iTXt "openbadgecredential" 0 0 "" "" {"@context":…}]  …  IDAT…  IEND

The chunk goes right after IHDR: a text chunk may stand anywhere before IEND (PNG §5.6); there, even readers
that stop at the pixels find it.
"""

from __future__ import annotations

import struct
import zlib

from ..errors import (
    NothingBaked,
    PngBrokenChunk,
    PngMisordered,
    PngTrailingData,
    PngTruncated,
    TwiceBaked,
)
from . import text
from .text import Standard

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"

_KEYWORDS: dict[Standard, bytes] = {"OB3": KEYWORD, "CLR2": b"clrcredential", "OB2": b"openbadges"}
"""What each standard calls the chunk (OB 3.0 §5.3.1, CLR 2.0 §5.3, Open Badges Baking 2.0)."""

_READ = {
    KEYWORD: (b"iTXt",),  # OB 3.0
    b"clrcredential": (b"iTXt",),  # CLR 2.0
    b"openbadges": (b"iTXt", b"tEXt"),  # OB 2.0; in tEXt, OB 1
}
"""The badges we find, the newest standard first: keyword, and the kinds of chunk it may be in."""

_TEXT_KINDS = (b"iTXt", b"tEXt", b"zTXt")
_HEAD = struct.Struct(">I4s")  # length of the data, kind
_NUMBER = struct.Struct(">I")
_MAX_LENGTH = 2**31 - 1  # PNG §5.3
_MAX_KEYWORD = 79  # PNG §11.3.3


Chunk = tuple[bytes, int, int]
"""A chunk's kind, and where it stands in the file: from its length field to past its CRC."""


def looks_like(data: bytes) -> bool:
    """Whether the data begins as a PNG does."""
    return data.startswith(SIGNATURE)


def bake(image: bytes, credential: str, standard: Standard = "OB3") -> bytes:
    """The PNG with the credential after IHDR, without the badges it had; all other chunks as they are."""
    (_, _, header_end), *rest = read_chunks(image)
    bytes_of = memoryview(image)  # whose slices are no copies
    pieces: list[bytes | memoryview] = [bytes_of[:header_end], _baked(_KEYWORDS[standard], text.encode(credential))]
    kept_from = header_end
    for kind, start, end in rest:
        if kind in _TEXT_KINDS and _keyword(image, start, end) in _READ:
            pieces.append(bytes_of[kept_from:start])
            kept_from = end
    return b"".join([*pieces, bytes_of[kept_from:]])


def extract(image: bytes) -> str:
    """The text of the one credential chunk.

    OB 3.0 wants it uncompressed; a compressed one is read too, as far as MAX_CREDENTIAL.
    """
    found: dict[bytes, list[Chunk]] = {}
    for kind, start, end in read_chunks(image):
        if kind in _TEXT_KINDS:
            found.setdefault(_keyword(image, start, end), []).append((kind, start, end))
    for keyword, kinds in _READ.items():
        match found.get(keyword, []):
            case [(kind, start, end)] if kind in kinds:
                return _text(kind, image[start + 8 : end - 4])
            case [(kind, _, _)]:
                raise PngBrokenChunk(
                    f"The badge in this PNG is in a {kind.decode()} chunk and should be in iTXt; "
                    "ask its issuer to bake it again."
                )
            case [_, *_]:
                raise TwiceBaked("This PNG carries more than one badge; ask its issuer for a picture with one.")
    raise NothingBaked("This PNG carries no badge; choose the picture that you received when it was awarded.")


def read_chunks(image: bytes) -> list[Chunk]:
    """Every chunk from IHDR to IEND, after checking that the file is whole: lengths, checksums, order."""
    if not looks_like(image):
        raise PngMisordered("This file does not begin as a PNG does; choose another.")
    chunks, position, size, bytes_of = [], len(SIGNATURE), len(image), memoryview(image)
    kind = b""
    while kind != b"IEND":
        if position + 12 > size:
            raise PngTruncated("This PNG is cut off before its end; get a whole copy of it.")
        length, kind = _HEAD.unpack_from(image, position)
        if length > _MAX_LENGTH or not kind.isalpha():
            raise PngBrokenChunk(f"This PNG is damaged at byte {position}; get a sound copy of it.")
        end = position + 12 + length
        if end > size:
            raise PngTruncated(f"This PNG is cut off in its {kind.decode()} chunk; get a whole copy of it.")
        if zlib.crc32(bytes_of[position + 4 : end - 4]) != _NUMBER.unpack_from(image, end - 4)[0]:
            raise PngBrokenChunk(f"The checksum of this PNG's {kind.decode()} chunk is wrong; get a sound copy of it.")
        chunks.append((kind, position, end))
        position = end
    if position != size:
        raise PngTrailingData("Something follows the end of this PNG; save the picture anew and use that.")
    kinds = [kind for kind, _, _ in chunks]
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") > 1 or b"IDAT" not in kinds:
        raise PngMisordered("This PNG lacks its header or its pixels, or repeats them; save the picture anew.")
    return chunks


def _baked(keyword: bytes, credential: bytes) -> bytes:
    """The iTXt chunk (PNG §11.3.3.4): keyword, not compressed, no language, no translated keyword, text."""
    kind_and_data = b"iTXt" + keyword + b"\0" + b"\0\0" + b"\0" + b"\0" + credential
    return _NUMBER.pack(len(kind_and_data) - 4) + kind_and_data + _NUMBER.pack(zlib.crc32(kind_and_data))


def _keyword(image: bytes, start: int, end: int) -> bytes:
    """The keyword of a text chunk, b"" if there is none."""
    data = start + 8
    null = image.find(b"\0", data, min(data + _MAX_KEYWORD + 1, end - 4))
    return image[data:null] if null > data else b""


def _text(kind: bytes, data: bytes) -> str:
    _keyword, _, data = data.partition(b"\0")
    if kind == b"tEXt":
        return text.decode(data)
    compression, fields = data[:2], data[2:].split(b"\0", 2)
    if len(fields) < 3:
        raise PngBrokenChunk("The badge's chunk in this PNG lacks its fields; ask its issuer to bake it again.")
    match compression:
        case b"\0\0":
            return text.decode(fields[2])
        case b"\1\0":
            return text.decode(_inflate(fields[2]))
        case _:
            raise PngBrokenChunk("The badge in this PNG is compressed in an unknown way; ask its issuer for it.")


def _inflate(data: bytes) -> bytes:
    """Decompress, but never more than a credential may hold: a small chunk can unfold to gigabytes."""
    stream = zlib.decompressobj()
    try:
        inflated = stream.decompress(data, text.MAX_CREDENTIAL + 1)
    except zlib.error as error:
        raise PngBrokenChunk("The badge in this PNG does not decompress; get a sound copy of it.") from error
    text.refuse_too_large(len(inflated))
    if not stream.eof or stream.unused_data:
        raise PngBrokenChunk("The badge in this PNG does not decompress; get a sound copy of it.")
    return inflated
