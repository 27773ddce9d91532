"""VC-JWT: a credential as a JSON Web Token (OB 3.0 §8.2 "JSON Web Token Proof Format"; RFC 7519).

    token = sign_jwt(credential, key, kid="https://fab.example/issuers/1/key.json")
    given = VcJwt.parse(token)
    key = given.verify(documents, at)       # the signature is good; key.controller says whose it is
    given.check_claims(at)                  # iss, jti, sub, nbf, exp agree with the credential

In VCDM 2.0 the payload is the credential with the claims added; in VCDM 1.1 the claim `vc` holds it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .. import jsonld
from ..documents import Documents
from ..errors import (
    ClaimMismatch,
    DomainMismatch,
    IssuerMismatch,
    Malformed,
    ModelError,
    ProofInvalid,
    ProofUnsupported,
    SignatureMismatch,
)
from ..jws import Jws, sign_compact
from ..keys import PublicKey, SigningKey
from ..strict_json import parse_object
from ..structure import issuer_id, kind_of, validity_period
from ..timestamps import format_timestamp, parse_timestamp
from .jwt_keys import bind_key, find_key
from .signing import check_signable

Json = dict[str, Any]

_HEADER = {"alg", "kid", "jwk", "typ"}
"""What a header may hold (OB 3.0 §8.2.1). Anything else, `crit` first of all, could change what is signed."""

_TYPES = {"jwt", "vc+jwt", "vc+ld+json+jwt"}
"""`typ`: OB 3.0 has JWT; the others are media types of a credential in VC-JOSE-COSE and its drafts, which say the same."""

_REGISTERED = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti"}
"""The claims of any token (RFC 7519 §4.1), which are not of the credential."""

_NEEDED = ("iss", "jti", "sub", "nbf")
"""The claims of every badge (OB 3.0 §8.2.3); `exp` is for one whose validity ends."""

_VCDM_1 = "https://www.w3.org/2018/credentials/v1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class VcJwt:
    """A credential as it is in a token. Nothing of it is to be believed before `verify`."""

    jws: Jws
    payload: Json
    """The claims."""
    credential: Json
    """The credential in them: of VCDM 1.1, completed from the other claims (VCDM 1.1 §6.3.1 "JWT Decoding")."""

    @classmethod
    def parse(cls, text: str) -> VcJwt:
        """Raises JwsMalformed, and Malformed for a header or payload that is not strict JSON or no credential."""
        jws = Jws.parse(text)
        payload = parse_object(jws.payload)
        return cls(jws, payload, _credential_in(payload))

    def verify(self, documents: Documents, at: datetime) -> PublicKey:
        """The key that made the signature. Its controller is the issuer if, and only if, the key is the issuer's.

        So whoever compares `issuer.id` with the key's controller knows who signed, as with any other proof;
        jwt_keys.py says when a key is the issuer's.

        Raises ProofInvalid, InvalidKey or DidInvalid; SignatureMismatch for what was altered.
        """
        self._check_header()
        key = find_key(self.jws.header, documents, at)
        if not self.jws.is_signed_by(key):
            raise SignatureMismatch("The signature does not match: the token was altered, or another key signed it.")
        issuer = issuer_id(self.credential)
        return key if issuer is None else bind_key(key, issuer, documents, at)

    def check_claims(self) -> str:
        """`claims.ok`, or `claims.lenient` for a token without `sub` or `exp`, as some of 1EdTech's own are.

        Whether its time has come and is not over is the credential's `validity`, with which its claims agree.
        Raises ClaimMismatch or DomainMismatch.
        """
        if "aud" in self.payload:  # RFC 7519 §4.1.3
            raise DomainMismatch("The token says for whom it was made (`aud`), and it is not for us.")
        expected = _claims_of(self.credential)
        for name in (*_NEEDED, "exp"):
            if name in self.payload and not _agree(self.payload[name], expected.get(name)):
                raise ClaimMismatch(f"The token's `{name}` is not what the credential says.")
        lacking = [name for name in {*_NEEDED, *expected} if name not in self.payload]
        if kind_of(self.credential) != "VC" and not {"iss", "jti", "nbf"}.isdisjoint(lacking):
            raise ClaimMismatch(
                "The token must name its issuer in `iss`, the credential in `jti`, and since when it is valid in `nbf`."
            )
        return "claims.lenient" if lacking else "claims.ok"

    def _check_header(self) -> None:
        header = self.jws.header
        if self.jws.algorithm is None:
            raise ProofUnsupported(
                f"The token is signed by {header.get('alg')!r}, which is no signature that we trust."
            )
        if unknown := sorted(header.keys() - _HEADER):
            raise ProofInvalid(f"The token's header must not have {', '.join(unknown)}.")
        if str(header.get("typ", "JWT")).lower().removeprefix("application/") not in _TYPES:
            raise ProofInvalid(f"The token's type is {header['typ']!r}, not JWT.")


def sign_jwt(credential: Json, key: SigningKey, *, kid: str | None = None) -> str:
    """The credential, of VCDM 2.0, as a token by its issuer; `kid` is the address of the key, or its id if not given.

    Refuses what a verifier would refuse later: a shape the standard does not allow (StructureError), a term that
    no context defines (LinkedDataError), a key that is not the issuer's (IssuerMismatch), a claim that could not
    be made (ModelError): a token needs `credentialSubject.id`, even for a badge awarded to an e-mail address.
    """
    check_signable(credential)
    if issuer_id(credential) != key.controller:
        raise IssuerMismatch(f"The issuer is {issuer_id(credential)}, but the key belongs to {key.controller}.")
    if _is_version_1(credential):
        raise ModelError("We write tokens of VCDM 2.0 only; this credential is of VCDM 1.1.")
    jsonld.to_quads(credential)
    claims = _claims_of(credential)
    if lacking := [name for name in _NEEDED if name not in claims]:
        raise ModelError(f"A token needs the claim {', '.join(lacking)}, and the credential does not say it.")
    payload = json.dumps(credential | claims, separators=(",", ":"), ensure_ascii=False)
    return sign_compact(payload.encode(), {"kid": kid or key.id, "typ": "JWT"}, key)


def _credential_in(payload: Json) -> Json:
    if "vc" not in payload:
        return {name: value for name, value in payload.items() if name not in _REGISTERED}
    if not isinstance(payload["vc"], dict):
        raise Malformed("The token's `vc` is no credential.")
    if "@context" in payload or "credentialSubject" in payload:
        raise Malformed("The token holds two credentials: one in `vc`, one beside it.")
    return _completed(payload["vc"], payload)


def _completed(vc: Json, payload: Json) -> Json:
    """VCDM 1.1 §6.3.1: a token may say in its claims what its credential then need not repeat."""
    claimed = {"id": payload.get("jti"), "issuer": payload.get("iss")}
    if _is_version_1(vc):
        claimed |= {"issuanceDate": _moment(payload.get("nbf")), "expirationDate": _moment(payload.get("exp"))}
    credential = {name: value for name, value in claimed.items() if value is not None} | vc
    for member, claim in (("issuer", "iss"), ("credentialSubject", "sub")):
        if claim in payload and isinstance(credential.get(member), dict):
            credential[member] = {"id": payload[claim]} | credential[member]
    return credential


def _claims_of(credential: Json) -> Json:
    """What the claims of a token must be, as far as the credential says it (OB 3.0 §8.2.3)."""
    subject = credential.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    start, end = validity_period(credential)
    claims = {
        "iss": issuer_id(credential),
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _seconds(start),
        "exp": _seconds(end),
    }
    return {name: value for name, value in claims.items() if value is not None}


def _agree(claim: Any, expected: Any) -> bool:
    """A NumericDate (RFC 7519 §2) may have a fraction, and lose that of the credential."""
    if isinstance(expected, int):
        return _is_number(claim) and abs(claim - expected) < 1
    return isinstance(claim, str) and claim == expected


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _seconds(text: Any) -> int | None:
    """The whole seconds of a timestamp; None for what is none, which the structure's check reports."""
    try:
        return math.floor(parse_timestamp(text).timestamp())
    except (TypeError, ValueError, OverflowError):
        return None


def _moment(seconds: Any) -> str | None:
    """The timestamp of a NumericDate; None for what is none."""
    try:
        return format_timestamp(_EPOCH + timedelta(seconds=seconds)) if _is_number(seconds) else None
    except OverflowError:
        return None


def _is_version_1(credential: Json) -> bool:
    contexts = credential.get("@context")
    return _VCDM_1 in (contexts if isinstance(contexts, list) else [contexts])
