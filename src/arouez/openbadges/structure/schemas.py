"""The JSON schemas that a credential names (OB 3.0 §B, CredentialSchema; 1EdTech JSON Schema Validator 2019).

We fetch none: our own rules (check_structure) accept what the published schemas accept, so a credential of the
right shape is valid by any schema of its kind. A schema that we do not know cannot be answered for.
"""

from __future__ import annotations

from collections.abc import Iterator
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


def check_schemas(document: Json) -> str:
    """`schemas.ok`, or `schemas.none` when the credential names none. Its endorsements are looked at too.

    Raises SchemaUnknown for a schema that we do not know, or that is for another kind of credential. Schemas of other
    validators are none of ours.
    """
    found = "schemas.none"
    for credential, prefix in [(document, ""), *_endorsements(document, "")]:
        wanted = {_WANTED[name] for name in types_of(credential) if name in _WANTED}
        for schema, place in each(credential.get("credentialSchema"), f"{prefix}credentialSchema"):
            if not isinstance(schema, dict) or VALIDATOR not in types_of(schema):
                continue
            if _SCHEMAS.get(str(schema.get("id"))) not in wanted:
                raise SchemaUnknown(f"{place}.id names a schema that is not known for it: {schema.get('id')}.")
            found = "schemas.ok"
    return found


def _endorsements(value: Json, prefix: str) -> Iterator[tuple[Json, str]]:
    """Endorsements wherever they are in it, but in the credentials of a CLR, which are judged apart."""
    for name, member in value.items():
        if not isinstance(member, dict | list) or name == "verifiableCredential":
            continue
        for item, place in each(member, prefix + name):
            if isinstance(item, dict):
                if name == "endorsement":
                    yield item, f"{place}."
                yield from _endorsements(item, f"{place}.")
