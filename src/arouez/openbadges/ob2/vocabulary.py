"""The words of Open Badges 2.0, what they mean, and the contexts that say so (OB 2.0 §"Open Badges Vocabulary").

Badges are read as plain JSON, which OB 2.0 allows as long as nobody gives its words another meaning: a context
written out in a document must agree with this table.
"""

from __future__ import annotations

from typing import Any

from ..errors import ContextOrder, UnknownContext
from .tidying import Json, as_list

V2 = "https://w3id.org/openbadges/v2"
V1 = "https://w3id.org/openbadges/v1"
ADDRESSES_OF_V2 = (V2, "https://openbadgespec.org/v2/context.json")
ADDRESSES_OF_V1 = (V1, "https://openbadgespec.org/v1/context.json")

PREFIXES = {
    "obi": "https://w3id.org/openbadges#",
    "extensions": "https://w3id.org/openbadges/extensions#",
    "cred": "https://w3id.org/credentials#",
    "dc": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "sec": "https://w3id.org/security#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES = {
    "AlignmentObject": "schema:AlignmentObject",
    "CryptographicKey": "sec:Key",
    "Endorsement": "cred:Credential",
    "HostedBadge": "obi:HostedBadge",
    "hosted": "obi:HostedBadge",
    "SignedBadge": "obi:SignedBadge",
    "signed": "obi:SignedBadge",
} | {
    name: f"obi:{name}"
    for name in (
        *("Assertion", "BadgeClass", "Issuer", "Profile", "RevocationList", "IdentityObject", "VerificationObject"),
        *("Criteria", "Evidence", "Image", "Extension", "TypeValidation", "FrameValidation"),
    )
}

PROPERTIES = {
    "claim": "cred:claim",
    "creator": "dc:creator",
    "endorsement": "cred:credential",
    "expires": "sec:expiration",
    "identity": "obi:identityHash",
    "issuedOn": "obi:issueDate",
    "owner": "sec:owner",
    "publicKey": "sec:publicKey",
    "publicKeyPem": "sec:publicKeyPem",
    "revokedAssertions": "obi:revoked",
    "startsWith": "http://purl.org/dqm-vocabulary/v1/dqm#startsWith",
    "tags": "schema:keywords",
    "verification": "obi:verify",
}
PROPERTIES |= {
    name: f"obi:{name}"
    for name in (
        *("alignment", "allowedOrigins", "badge", "criteria", "evidence", "hashed", "issuer", "narrative"),
        *("recipient", "revocationList", "revocationReason", "salt", "uid", "verificationProperty"),
    )
} | {
    name: f"schema:{name}"
    for name in ("description", "email", "image", "name", "targetName", "targetUrl", "telephone", "url")
}


def expand(name: str, context: Json | None = None) -> str:
    """The IRI that a term or compact IRI stands for, by `context` and the vocabulary; itself if by neither."""
    terms = PREFIXES | CLASSES | PROPERTIES | (context or {})
    key, _, suffix = name.partition(":")
    base = terms.get(key)
    base = base.get("@id") if isinstance(base, dict) else base
    if not isinstance(base, str) or suffix.startswith("//"):
        return name
    return expand(base, {term: meaning for term, meaning in terms.items() if term != key} | {key: None}) + suffix


def check_contexts(document: Json) -> str:
    """`context.ok`. Raises UnknownContext unless a context of Open Badges 1.1 or 2.0 is there, as it is published."""
    contexts = as_list(document.get("@context"))
    known = False
    for context in contexts:
        if isinstance(context, dict):
            _check_written_out(context)
            known = known or "BadgeClass" in context
        elif not isinstance(context, str):
            raise ContextOrder("@context must be an address, an object, or an array of them.")
        else:
            known = known or context in ADDRESSES_OF_V2 + ADDRESSES_OF_V1
    if not known:
        raise UnknownContext(f"@context does not name {V2}.")
    return "context.ok"


def _check_written_out(context: dict[str, Any]) -> None:
    for name, meaning in (PREFIXES | CLASSES | PROPERTIES).items():
        if name in context and expand(name, context) != expand(meaning):
            raise UnknownContext(f"@context gives {name} another meaning than Open Badges 2.0 does.")
