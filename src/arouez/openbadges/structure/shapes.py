"""The classes of Open Badges 3.0, with the members the standard constrains (OB 3.0 §B "Data Model")."""

from __future__ import annotations

import re
from typing import Any

from ..errors import StructureError
from .rules import Shape, boolean, either, many, moment, number, text, uri

_IDENTIFIER_TYPES = {
    *("name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress"),
    *("nationalIdentityNumber", "isbn", "issn", "lisSourcedId", "oneRosterSourcedId", "sisSourcedId"),
    *("ltiContextId", "ltiDeploymentId", "ltiToolId", "ltiPlatformId", "ltiUserId", "identifier"),
}


def identifier_type(value: Any, path: str) -> None:
    """IdentifierTypeEnum, or an extension `ext:…` (§B.1.26)."""
    extension = isinstance(value, str) and re.fullmatch(r"ext:[\w.|-]+", value, re.ASCII)
    if not extension and not (isinstance(value, str) and value in _IDENTIFIER_TYPES):
        raise StructureError(f"{path} must be one of the standard's identifier types, or ext:….")


IMAGE = Shape(("Image",), ("id", "type"), {"id": uri, "caption": text}, closed=True)

CRITERIA = Shape(members={"id": uri, "narrative": text})

ALIGNMENT = Shape(
    ("Alignment",),
    ("type", "targetName", "targetUrl"),
    {
        "targetName": text,
        "targetUrl": uri,
        "targetFramework": text,
        "targetType": text,
        "targetCode": text,
        "targetDescription": text,
    },
)

IDENTIFIER_ENTRY = Shape(
    ("IdentifierEntry",),
    ("type", "identifier", "identifierType"),
    {"identifier": text, "identifierType": identifier_type},
    closed=True,
)

GEO_COORDINATES = Shape(
    ("GeoCoordinates",), ("type", "latitude", "longitude"), {"latitude": number, "longitude": number}
)

ADDRESS = Shape(("Address",), ("type",), {"geo": GEO_COORDINATES})

PROFILE = Shape(
    ("Profile",),
    ("id", "type"),
    {
        "id": uri,
        "name": text,
        "url": uri,
        "phone": text,
        "description": text,
        "image": IMAGE,
        "email": text,
        "address": ADDRESS,
        "otherIdentifier": many(IDENTIFIER_ENTRY),
        "official": text,
    },
)
PROFILE.members["parentOrg"] = PROFILE

ISSUER = either(uri, PROFILE)

RUBRIC_CRITERION_LEVEL = Shape(
    ("RubricCriterionLevel",),
    ("id", "type", "name"),
    {
        "id": uri,
        "name": text,
        "description": text,
        "level": text,
        "points": text,
        "alignment": many(ALIGNMENT),
    },
)

RESULT_DESCRIPTION = Shape(
    ("ResultDescription",),
    ("id", "type", "name", "resultType"),
    {
        "id": uri,
        "name": text,
        "resultType": text,
        "alignment": many(ALIGNMENT),
        "allowedValue": many(text),
        "requiredLevel": uri,
        "requiredValue": text,
        "rubricCriterionLevel": many(RUBRIC_CRITERION_LEVEL),
        "valueMax": text,
        "valueMin": text,
    },
)

RELATED = Shape(("Related",), ("id", "type"), {"id": uri, "inLanguage": text, "version": text})

ACHIEVEMENT = Shape(
    ("Achievement",),
    ("id", "type", "name", "description", "criteria"),
    {
        "id": uri,
        "name": text,
        "description": text,
        "criteria": CRITERIA,
        "achievementType": text,
        "alignment": many(ALIGNMENT),
        "creator": PROFILE,
        "creditsAvailable": number,
        "fieldOfStudy": text,
        "humanCode": text,
        "image": IMAGE,
        "inLanguage": text,
        "otherIdentifier": many(IDENTIFIER_ENTRY),
        "related": many(RELATED),
        "resultDescription": many(RESULT_DESCRIPTION),
        "specialization": text,
        "tag": many(text),
        "version": text,
    },
)

IDENTITY_OBJECT = Shape(
    ("IdentityObject",),
    ("type", "hashed", "identityHash", "identityType"),
    {"hashed": boolean, "identityHash": text, "identityType": identifier_type, "salt": text},
    closed=True,
)

RESULT = Shape(
    ("Result",),
    ("type",),
    {
        "achievedLevel": uri,
        "alignment": many(ALIGNMENT),
        "resultDescription": uri,
        "status": text,
        "value": text,
    },
)

ACHIEVEMENT_SUBJECT = Shape(
    ("AchievementSubject",),
    ("type", "achievement"),
    {
        "id": uri,
        "achievement": ACHIEVEMENT,
        "activityStartDate": moment,
        "activityEndDate": moment,
        "creditsEarned": number,
        "identifier": many(IDENTITY_OBJECT),
        "image": IMAGE,
        "licenseNumber": text,
        "narrative": text,
        "result": many(RESULT),
        "role": text,
        "source": PROFILE,
        "term": text,
    },
)

EVIDENCE = Shape(
    ("Evidence",),
    ("type",),
    {"id": uri, "narrative": text, "name": text, "description": text, "genre": text, "audience": text},
)

ENDORSEMENT_SUBJECT = Shape(("EndorsementSubject",), ("id", "type"), {"id": uri, "endorsementComment": text})
