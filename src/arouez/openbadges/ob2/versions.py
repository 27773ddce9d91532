"""Which version of Open Badges a document is written in, as far as it shows."""

from __future__ import annotations

from .tidying import Json, as_list
from .vocabulary import ADDRESSES_OF_V1, ADDRESSES_OF_V2

_OWN_CLASSES = {"Assertion", "BadgeClass", "Issuer", "IssuerOrg", "Endorsement", "CryptographicKey", "RevocationList"}


def version_of(document: Json) -> str | None:
    """`0.5`, `1.0`, `1.1`, `2.0`, or None for what is no Open Badge of these generations.

    Nothing shows in an issuer of 1.0, which is a name and an address: it is known only by what links to it.
    """
    contexts = as_list(document.get("@context"))
    if any(_says_v2(context) for context in contexts):
        return "2.0"
    if any(context in ADDRESSES_OF_V1 for context in contexts if isinstance(context, str)):
        return "1.1"
    if any(name in _OWN_CLASSES for name in as_list(document.get("type")) if isinstance(name, str)):
        return "2.0"
    return None if contexts else _without_context(document)


def _says_v2(context: object) -> bool:
    return "BadgeClass" in context if isinstance(context, dict) else context in ADDRESSES_OF_V2


def _without_context(document: Json) -> str | None:
    names = document.keys()
    if {"recipient", "badge"} <= names:
        is_first = isinstance(document["recipient"], str) and isinstance(document["badge"], dict)
        return "0.5" if is_first else "1.0"
    return "1.0" if {"name", "description", "criteria", "issuer"} <= names else None
