"""An award in the words of Open Badges 2.0: the documents that its issuer publishes, or signs.

    issuer = compose_issuer(profile, id="https://fab.example/ob2/issuer")
    badge = compose_badge_class(achievement, id="https://fab.example/ob2/badges/7", issuer=issuer["id"])
    assertion = compose_assertion(credential, id="https://fab.example/ob2/awards/42", badge=badge["id"])

They say what the OpenBadgeCredential says; the addresses are the publisher's. Raises ModelError for what 2.0
requires and the credential does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..errors import ModelError
from ..jws import sign_compact
from ..keys import PublicKey, SigningKey
from ..model import Achievement, OpenBadgeCredential, Profile
from .tidying import Json
from .vocabulary import V2


def compose_assertion(
    credential: OpenBadgeCredential, *, id: str, badge: str, image: str | None = None, creator: str | None = None
) -> Json:
    """The Assertion, to publish at `id`, about the BadgeClass at `badge`.

    With `creator`, the address of the key, it is for `sign_assertion`; its id may then be a urn:uuid. `image` is
    where the baked picture is.
    """
    said = credential.to_json()
    return _written(
        "Assertion",
        id,
        recipient=_recipient(credential),
        badge=badge,
        verification={"type": "SignedBadge", "creator": creator} if creator else {"type": "HostedBadge"},
        issuedOn=said["validFrom"],
        expires=said.get("validUntil"),
        image=image,
        evidence=[evidence | {"type": "Evidence"} for evidence in said.get("evidence", [])],
    )


def compose_badge_class(achievement: Achievement, *, id: str, issuer: str) -> Json:
    """The BadgeClass, to publish at `id`, of the Issuer at `issuer`."""
    said = achievement.to_json()
    if "image" not in said or not said["criteria"]:
        raise ModelError("A badge class of Open Badges 2.0 needs a picture and criteria.")
    return _written(
        "BadgeClass",
        id,
        name=said["name"],
        description=said["description"],
        image=_image(said["image"]),
        criteria=said["criteria"],
        issuer=issuer,
        tags=said.get("tag"),
        alignment=[_alignment(alignment) for alignment in said.get("alignment", [])],
        version=said.get("version"),
        **{"@language": said.get("inLanguage")},
    )


def compose_issuer(
    profile: Profile, *, id: str, public_keys: Sequence[str] = (), revocation_list: str | None = None
) -> Json:
    """The Profile of an issuer, to publish at `id`, with the addresses of its keys and of its revocation list."""
    said = profile.to_json()
    if not {"name", "url", "email"} <= said.keys():
        raise ModelError("An issuer of Open Badges 2.0 needs a name, a web page and an e-mail address.")
    return _written(
        "Issuer",
        id,
        name=said["name"],
        url=said["url"],
        email=said["email"],
        description=said.get("description"),
        image=_image(said["image"]) if "image" in said else None,
        publicKey=list(public_keys),
        revocationList=revocation_list,
    )


def compose_key(key: PublicKey, *, id: str, owner: str) -> Json:
    """The CryptographicKey, to publish at `id`, of the issuer at `owner`."""
    pem = key.material.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return _written("CryptographicKey", id, owner=owner, publicKeyPem=pem)


def compose_revocation_list(revoked: Iterable[tuple[str, str | None]], *, id: str, issuer: str) -> Json:
    """The RevocationList, to publish at `id`: the ids of signed assertions, and why each was revoked if it is said."""
    entries = [{"id": assertion} | ({"revocationReason": reason} if reason else {}) for assertion, reason in revoked]
    return _written("RevocationList", id, issuer=issuer) | {"revokedAssertions": entries}


def compose_revoked(*, id: str, reason: str | None = None) -> Json:
    """What is left at the address of a hosted assertion that was revoked: to be served with status 410."""
    return _written("Assertion", id, revoked=True, revocationReason=reason)


def sign_assertion(assertion: Json, key: SigningKey) -> str:
    """The assertion as a compact JWS. `key` must be of RSA: other readers know no other signature."""
    if key.algorithm != "RS256":
        raise ModelError("Badges of Open Badges 2.0 are signed with RS256; give a key of RSA.")
    if assertion["verification"]["type"] != "SignedBadge":
        raise ModelError("The assertion says that it is published, not signed; compose it with a creator.")
    return sign_compact(json.dumps(assertion, ensure_ascii=False, separators=(",", ":")).encode(), {}, key)


def _recipient(credential: OpenBadgeCredential) -> Json:
    for identity in credential.subject.identifiers:
        if identity.identity_type == "emailAddress":
            recipient = {"type": "email", "hashed": identity.hashed, "identity": identity.identity_hash}
            return recipient | ({"salt": identity.salt} if identity.salt else {})
    raise ModelError("Open Badges 2.0 know people by their e-mail address, and this one has none.")


def _image(image: Json) -> Json | str:
    if "caption" not in image:
        return str(image["id"])
    return {"type": "Image", "id": image["id"], "caption": image["caption"]}


def _alignment(alignment: Json) -> Json:
    known = ("targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode")
    return {"type": "AlignmentObject"} | {name: alignment[name] for name in known if name in alignment}


def _written(type: str, id: str, **members: Any) -> Json:
    present = {name: value for name, value in members.items() if value not in (None, [], "")}
    return {"@context": V2, "type": type, "id": id} | present
