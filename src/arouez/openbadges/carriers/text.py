"""A credential as the text that a picture carries: UTF-8, not empty, of a size one can trust (OB 3.0 §5)."""

from __future__ import annotations

from typing import Literal

from ..errors import CredentialNotText, CredentialTooLarge

Standard = Literal["OB3", "OB2", "CLR2"]
"""The standard that a credential is written by, which says how a picture carries it."""

MAX_CREDENTIAL = 4 * 1024 * 1024
"""The largest credential that is put into or taken out of a picture, in bytes of UTF-8."""

_WHITE_SPACE = " \t\r\n"  # of JSON (RFC 8259 §2): around a credential it means nothing


def encode(credential: str) -> bytes:
    """The bytes to carry."""
    try:
        data = credential.strip(_WHITE_SPACE).encode()
    except UnicodeEncodeError as error:
        raise CredentialNotText("This credential holds half of a character; write it in sound UTF-8.") from error
    if not data:
        raise CredentialNotText("This credential is empty; give its JSON or its compact JWS.")
    if b"\0" in data:
        raise CredentialNotText("This credential holds a NUL character; write it as \\u0000 in the JSON.")
    refuse_too_large(len(data))
    return data


def decode(data: bytes) -> str:
    """What the bytes in a picture say."""
    refuse_too_large(len(data))
    try:
        credential = data.decode().strip(_WHITE_SPACE)
    except UnicodeDecodeError as error:
        raise CredentialNotText("The credential in this picture is not UTF-8; ask its issuer for it.") from error
    if not credential:
        raise CredentialNotText("The credential in this picture is empty; ask its issuer for it.")
    return credential


def refuse_too_large(size: int) -> None:
    if size > MAX_CREDENTIAL:
        raise CredentialTooLarge(f"This credential has more than {MAX_CREDENTIAL} bytes; shorten it.")
