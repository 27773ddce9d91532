"""The classes of Open Badges 3.0, with the members the standard constrains (OB 3.0 §B "Data Model").

They accept what the published JSON schemas accept; tests/openbadges/test_structure_schemas.py says where they
are stricter, and why.
"""

from __future__ import annotations

from typing import Any

from .results import check_results
from .rules import (
    Rule,
    Shape,
    boolean,
    day,
    either,
    many,
    matching,
    moment,
    naming,
    number,
    one_of,
    one_of_or_extension,
    only,
    string,
    uri,
)
from .vcdm import COMMON, dated
from .vocabulary import ACHIEVEMENT_TYPES, ALIGNMENT_TARGET_TYPES, IDENTIFIER_TYPES, RESULT_STATUSES, RESULT_TYPES

identifier_type = one_of_or_extension(IDENTIFIER_TYPES)
language = matching(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", "a language code, such as fr or en-GB")
compact_jws = matching(r"[\w-]+\.[\w-]*\.[\w-]+", "a compact JWS")


def _strings(names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), string)


def endorsement(value: Any, path: str) -> None:
    """An EndorsementCredential inside something else, which may be in an endorser's profile in turn."""
    ENDORSEMENT_CREDENTIAL(value, path)


ENDORSED: dict[str, Rule] = {"endorsement": many(endorsement), "endorsementJwt": many(compact_jws)}

IMAGE = Shape((), ("id", "type"), {"id": uri, "type": only("Image"), "caption": string}, closed=True)

CRITERIA = Shape(members={"id": uri, "narrative": string})

ALIGNMENT = Shape(
    ("Alignment",),
    ("type", "targetName", "targetUrl"),
    _strings("targetName targetFramework targetCode targetDescription")
    | {"targetUrl": uri, "targetType": one_of_or_extension(ALIGNMENT_TARGET_TYPES)},
)

IDENTIFIER_ENTRY = Shape(
    (),
    ("type", "identifier", "identifierType"),
    {"type": only("IdentifierEntry"), "identifier": string, "identifierType": identifier_type},
    closed=True,
)

GEO_COORDINATES = Shape(
    (),
    ("type", "latitude", "longitude"),
    {"type": only("GeoCoordinates"), "latitude": number, "longitude": number},
)

ADDRESS = Shape(
    ("Address",),
    ("type",),
    _strings("addressCountry addressCountryCode addressRegion addressLocality streetAddress")
    | _strings("postOfficeBoxNumber postalCode")
    | {"geo": GEO_COORDINATES},
)

PROFILE = Shape(
    ("Profile",),
    ("id", "type"),
    _strings("name phone description email official familyName givenName additionalName patronymicName")
    | _strings("honorificPrefix honorificSuffix familyNamePrefix")
    | ENDORSED
    | {
        "id": uri,
        "url": uri,
        "image": IMAGE,
        "address": ADDRESS,
        "otherIdentifier": many(IDENTIFIER_ENTRY),
        "dateOfBirth": day,
    },
)
PROFILE.members["parentOrg"] = PROFILE

ISSUER = either(uri, PROFILE)

RUBRIC_CRITERION_LEVEL = Shape(
    ("RubricCriterionLevel",),
    ("id", "type", "name"),
    _strings("name description level points") | {"id": uri, "alignment": many(ALIGNMENT)},
)

RESULT_DESCRIPTION = Shape(
    ("ResultDescription",),
    ("id", "type", "name", "resultType"),
    _strings("name requiredValue valueMax valueMin")
    | {
        "id": uri,
        "resultType": one_of_or_extension(RESULT_TYPES),
        "alignment": many(ALIGNMENT),
        "allowedValue": many(string),
        "requiredLevel": uri,
        "rubricCriterionLevel": many(RUBRIC_CRITERION_LEVEL),
    },
)

RELATED = Shape(("Related",), ("id", "type"), {"id": uri, "inLanguage": language, "version": string})

ACHIEVEMENT = Shape(
    ("Achievement",),
    ("id", "type", "name", "description", "criteria"),
    _strings("name description fieldOfStudy humanCode specialization version")
    | ENDORSED
    | {
        "id": uri,
        "criteria": CRITERIA,
        "achievementType": one_of_or_extension(ACHIEVEMENT_TYPES),
        "alignment": many(ALIGNMENT),
        "creator": PROFILE,
        "creditsAvailable": number,
        "image": IMAGE,
        "inLanguage": language,
        "otherIdentifier": many(IDENTIFIER_ENTRY),
        "related": many(RELATED),
        "resultDescription": many(RESULT_DESCRIPTION),
        "tag": many(string),
    },
)

IDENTITY_OBJECT = Shape(
    (),
    ("type", "hashed", "identityHash", "identityType"),
    {
        "type": only("IdentityObject"),
        "hashed": boolean,
        "identityHash": string,
        "identityType": identifier_type,
        "salt": string,
    },
    closed=True,
)

RESULT = Shape(
    ("Result",),
    ("type",),
    {
        "achievedLevel": uri,
        "alignment": many(ALIGNMENT),
        "resultDescription": uri,
        "status": one_of(RESULT_STATUSES),
        "value": string,
    },
)

_ACHIEVEMENT_SUBJECT = Shape(
    ("AchievementSubject",),
    ("type", "achievement"),
    _strings("licenseNumber narrative role term")
    | {
        "id": uri,
        "achievement": ACHIEVEMENT,
        "activityStartDate": moment,
        "activityEndDate": moment,
        "creditsEarned": number,
        "identifier": many(IDENTITY_OBJECT),
        "image": IMAGE,
        "result": many(RESULT),
        "source": PROFILE,
    },
)


def achievement_subject(value: Any, path: str) -> None:
    """Somebody, what they achieved, and with which results."""
    _ACHIEVEMENT_SUBJECT(value, path)
    check_results(value, path)


EVIDENCE = Shape(("Evidence",), ("type",), _strings("narrative name description genre audience") | {"id": uri})

ENDORSEMENT_SUBJECT = Shape(("EndorsementSubject",), ("id", "type"), {"id": uri, "endorsementComment": string})

_TYPED = Shape(required=("type",), members={"id": uri, "type": string})
_SERVICE = Shape(required=("id", "type"), members={"id": uri, "type": string})

CREDENTIAL: dict[str, Rule] = (
    COMMON
    | _strings("name description")
    | {
        "awardedDate": moment,
        "credentialSchema": many(_SERVICE),
        "credentialStatus": _TYPED,
        "evidence": many(EVIDENCE),
        "issuer": ISSUER,
        "proof": many(_TYPED),  # what else is in it, the check of the proof judges
        "refreshService": _SERVICE,
        "termsOfUse": many(_TYPED),
    }
)
"""What the credentials of 1EdTech have in common. Narrower than VCDM 2.0: one status, one service, plain texts."""

ENDORSEMENT_CREDENTIAL = dated(
    Shape(
        ("VerifiableCredential",),
        ("@context", "id", "type", "name", "issuer", "credentialSubject"),
        CREDENTIAL | {"type": naming("EndorsementCredential"), "credentialSubject": ENDORSEMENT_SUBJECT},
    )
)

ACHIEVEMENT_CREDENTIAL = dated(
    Shape(
        ("VerifiableCredential",),
        ("@context", "id", "type", "issuer", "credentialSubject"),
        CREDENTIAL
        | ENDORSED
        | {
            "type": naming("OpenBadgeCredential", "AchievementCredential"),
            "credentialSubject": achievement_subject,
            "image": IMAGE,
        },
    )
)
