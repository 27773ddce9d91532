"""The JSON schemas that a credential names (OB 3.0 §B, CredentialSchema; 1EdTech JSON Schema Validator 2019).

We fetch none: our own rules (check_structure) accept what the published schemas accept, so a credential of the
right shape is valid by any schema of its kind.
"""

from __future__ import annotations

from typing import Any

from ..errors import SchemaUnknown
from .credentials import types_of
from .rules import each

Json = dict[str, Any]

VALIDATOR = "1EdTechJsonSchemaValidator2019"

_SCHEMAS = {
    f"https://purl.imsglobal.org/spec/{version}/schema/{form}/{version.replace('/', '_')}_{vcdm}{name}_schema.json": name
    for version, names in (
        ("ob/v3p0", ("achievementcredential", "endorsementcredential")),
        ("clr/v2p0", ("clrcredential", "achievementcredential", "endorsementcredential")),
    )
    for form in ("json", "json-ld")
    for vcdm in ("", "any")
    for name in names
}
"""What 1EdTech publishes: arrays only or single values too (`json-ld`), for VCDM 2.0 or also for 1.1 (`any`).

The first of them were for VCDM 1.1 once, under the same address, so each is good for credentials of both.
"""

_WANTED = {
    "OpenBadgeCredential": "achievementcredential",
    "AchievementCredential": "achievementcredential",
    "EndorsementCredential": "endorsementcredential",
    "ClrCredential": "clrcredential",
}


def unknown_schemas(document: Json) -> list[str]:
    """The addresses of schemas that the credential names and we do not know: an issuer may have its own.

    Raises SchemaUnknown for a published one that is for another kind of credential, or for what is no address.
    Schemas of other validators are none of ours, and those of embedded credentials are looked at when they are judged.
    """
    wanted = {_WANTED[name] for name in types_of(document) if name in _WANTED}
    unknown = []
    for schema, place in each(document.get("credentialSchema"), "credentialSchema"):
        if not isinstance(schema, dict) or VALIDATOR not in types_of(schema):
            continue
        address = schema.get("id")
        is_published = isinstance(address, str) and address in _SCHEMAS
        if not isinstance(address, str) or (is_published and _SCHEMAS[address] not in wanted):
            raise SchemaUnknown(f"{place}.id names no schema for this kind of credential: {address}.")
        if not is_published:
            unknown.append(address)
    return unknown
