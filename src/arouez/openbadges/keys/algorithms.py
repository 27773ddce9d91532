"""The kinds of key we sign and verify with, each with the one signature it makes. This list is the whole of it.

Named as JOSE does (RFC 7518 §3.1, RFC 8037). A signature is the same bytes in a JWS and in a Data Integrity proof.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..base64url import decode_number, decode_octets, encode_number, encode_octets

Json = dict[str, Any]
Public = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
Secret = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Algorithm(ABC):
    """A kind of key: how it is made, signs, verifies, and is written. What is malformed raises ValueError."""

    name: str
    public_prefix: bytes = b""
    """Multicodec of the public half in Multikey text; empty for a kind that has none."""
    secret_prefix: bytes = b""

    @abstractmethod
    def generate(self) -> Secret: ...

    @abstractmethod
    def makes(self, key: Public | Secret) -> bool:
        """Whether the key is of this kind."""

    @abstractmethod
    def sign(self, secret: Any, message: bytes) -> bytes: ...

    @abstractmethod
    def verify(self, public: Any, signature: bytes, message: bytes) -> None:
        """Raise ValueError or InvalidSignature unless the signature is good."""

    @abstractmethod
    def public_jwk(self, public: Any) -> Json:
        """The JWK's members for the public half, in the order of its thumbprint (RFC 7638 §3.2)."""

    @abstractmethod
    def secret_jwk(self, secret: Any) -> Json:
        """The members to add for the secret half."""

    @abstractmethod
    def read_jwk(self, jwk: Json) -> Public | None:
        """The public half of a JWK, or None if it is of another kind."""

    @abstractmethod
    def read_secret_jwk(self, jwk: Json) -> Secret: ...

    def public_bytes(self, public: Any) -> bytes:
        raise ValueError(f"{self.name} keys have no Multikey form.")

    def read_public_bytes(self, data: bytes) -> Public:
        raise ValueError(f"{self.name} keys have no Multikey form.")

    def secret_bytes(self, secret: Any) -> bytes:
        raise ValueError(f"{self.name} keys have no Multikey form.")

    def read_secret_bytes(self, data: bytes) -> Secret:
        raise ValueError(f"{self.name} keys have no Multikey form.")


class EdDsa(Algorithm):
    """Ed25519 (RFC 8032), an octet key pair in JOSE (RFC 8037)."""

    name = "EdDSA"
    public_prefix = b"\xed\x01"
    secret_prefix = b"\x80\x26"

    def generate(self) -> Secret:
        return Ed25519PrivateKey.generate()

    def makes(self, key: Public | Secret) -> bool:
        return isinstance(key, Ed25519PublicKey | Ed25519PrivateKey)

    def sign(self, secret: Ed25519PrivateKey, message: bytes) -> bytes:
        return secret.sign(message)

    def verify(self, public: Ed25519PublicKey, signature: bytes, message: bytes) -> None:
        public.verify(signature, message)

    def public_jwk(self, public: Ed25519PublicKey) -> Json:
        return {"crv": "Ed25519", "kty": "OKP", "x": encode_octets(public.public_bytes_raw())}

    def secret_jwk(self, secret: Ed25519PrivateKey) -> Json:
        return {"d": encode_octets(secret.private_bytes_raw())}

    def read_jwk(self, jwk: Json) -> Public | None:
        if (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
            return None
        return Ed25519PublicKey.from_public_bytes(decode_octets(jwk.get("x")))

    def read_secret_jwk(self, jwk: Json) -> Secret:
        return Ed25519PrivateKey.from_private_bytes(decode_octets(jwk.get("d")))

    def public_bytes(self, public: Ed25519PublicKey) -> bytes:
        return public.public_bytes_raw()

    def read_public_bytes(self, data: bytes) -> Public:
        return Ed25519PublicKey.from_public_bytes(data)

    def secret_bytes(self, secret: Ed25519PrivateKey) -> bytes:
        return secret.private_bytes_raw()

    def read_secret_bytes(self, data: bytes) -> Secret:
        return Ed25519PrivateKey.from_private_bytes(data)


class EcDsa(Algorithm):
    """ECDSA over a NIST curve; a signature is r and s side by side (RFC 7518 §3.4), never DER."""

    def __init__(
        self, name: str, curve: ec.EllipticCurve, digest: HashAlgorithm, public_prefix: bytes, secret_prefix: bytes
    ) -> None:
        self.name, self.public_prefix, self.secret_prefix = name, public_prefix, secret_prefix
        self._curve, self._digest = curve, digest
        self._size = curve.key_size // 8
        self._crv = f"P-{curve.key_size}"

    def generate(self) -> Secret:
        return ec.generate_private_key(self._curve)

    def makes(self, key: Public | Secret) -> bool:
        is_elliptic = isinstance(key, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey)
        return is_elliptic and key.curve.name == self._curve.name  # type: ignore[union-attr]

    def sign(self, secret: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
        # RFC 6979: no random number that a bad source could spoil, and the same signature each time
        r, s = decode_dss_signature(secret.sign(message, ec.ECDSA(self._digest, deterministic_signing=True)))
        return r.to_bytes(self._size) + s.to_bytes(self._size)

    def verify(self, public: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> None:
        if len(signature) != 2 * self._size:
            raise ValueError(f"A signature of {self.name} has {2 * self._size} bytes, not {len(signature)}.")
        r, s = int.from_bytes(signature[: self._size]), int.from_bytes(signature[self._size :])
        public.verify(encode_dss_signature(r, s), message, ec.ECDSA(self._digest))

    def public_jwk(self, public: ec.EllipticCurvePublicKey) -> Json:
        point = public.public_numbers()
        x, y = (encode_octets(number.to_bytes(self._size)) for number in (point.x, point.y))
        return {"crv": self._crv, "kty": "EC", "x": x, "y": y}

    def secret_jwk(self, secret: ec.EllipticCurvePrivateKey) -> Json:
        return {"d": encode_octets(self.secret_bytes(secret))}

    def read_jwk(self, jwk: Json) -> Public | None:
        if (jwk.get("kty"), jwk.get("crv")) != ("EC", self._crv):
            return None
        x, y = (decode_octets(jwk.get(name), self._size) for name in "xy")
        return self.read_public_bytes(b"\x04" + x + y)

    def read_secret_jwk(self, jwk: Json) -> Secret:
        return self.read_secret_bytes(decode_octets(jwk.get("d"), self._size))

    def public_bytes(self, public: ec.EllipticCurvePublicKey) -> bytes:
        return public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def read_public_bytes(self, data: bytes) -> Public:
        return ec.EllipticCurvePublicKey.from_encoded_point(self._curve, data)

    def secret_bytes(self, secret: ec.EllipticCurvePrivateKey) -> bytes:
        return secret.private_numbers().private_value.to_bytes(self._size)

    def read_secret_bytes(self, data: bytes) -> Secret:
        if len(data) != self._size:
            raise ValueError(f"A secret key of {self._crv} has {self._size} bytes.")
        return ec.derive_private_key(int.from_bytes(data), self._curve)


class Rs256(Algorithm):
    """RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), which every Open Badges verifier must read."""

    name = "RS256"
    BITS = 2048
    _PADDING, _DIGEST = padding.PKCS1v15(), SHA256()
    SMALLEST, LARGEST = 2048, 8192  # RFC 7518 asks for 2048 at least; more than 8192 only costs time
    LARGEST_EXPONENT = 64  # bits: keys have 65537; a long exponent only costs time

    def generate(self) -> Secret:
        return rsa.generate_private_key(65537, self.BITS)

    def makes(self, key: Public | Secret) -> bool:
        return isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey)

    def sign(self, secret: rsa.RSAPrivateKey, message: bytes) -> bytes:
        return secret.sign(message, self._PADDING, self._DIGEST)

    def verify(self, public: rsa.RSAPublicKey, signature: bytes, message: bytes) -> None:
        public.verify(signature, message, self._PADDING, self._DIGEST)

    def public_jwk(self, public: rsa.RSAPublicKey) -> Json:
        numbers = public.public_numbers()
        return {"e": encode_number(numbers.e), "kty": "RSA", "n": encode_number(numbers.n)}

    def secret_jwk(self, secret: rsa.RSAPrivateKey) -> Json:
        numbers = secret.private_numbers()
        members = {"d": numbers.d, "p": numbers.p, "q": numbers.q, "dp": numbers.dmp1, "dq": numbers.dmq1}
        return {name: encode_number(number) for name, number in (members | {"qi": numbers.iqmp}).items()}

    def read_jwk(self, jwk: Json) -> Public | None:
        if jwk.get("kty") != "RSA":
            return None
        return self.read_numbers(decode_number(jwk.get("e")), decode_number(jwk.get("n")))

    def read_numbers(self, e: int, n: int) -> rsa.RSAPublicKey:
        """The key of that exponent and modulus, if its size is one to be relied on."""
        if not self.SMALLEST <= n.bit_length() <= self.LARGEST:
            raise ValueError(f"An RSA key of {n.bit_length()} bits is not one to rely on.")
        if e.bit_length() > self.LARGEST_EXPONENT:
            raise ValueError(f"An RSA key with an exponent of {e.bit_length()} bits is not one to rely on.")
        return rsa.RSAPublicNumbers(e, n).public_key()

    def read_secret_jwk(self, jwk: Json) -> Secret:
        d, p, q, dp, dq, qi = (decode_number(jwk.get(name)) for name in ("d", "p", "q", "dp", "dq", "qi"))
        public = rsa.RSAPublicNumbers(decode_number(jwk.get("e")), decode_number(jwk.get("n")))
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key()


ALGORITHMS: dict[str, Algorithm] = {
    algorithm.name: algorithm
    for algorithm in (
        EdDsa(),
        EcDsa("ES256", ec.SECP256R1(), SHA256(), b"\x80\x24", b"\x86\x26"),
        EcDsa("ES384", ec.SECP384R1(), SHA384(), b"\x81\x24", b"\x87\x26"),
        Rs256(),
    )
}


def algorithm_of(key: Public | Secret) -> Algorithm:
    """The kind of a key that `cryptography` holds. Raises ValueError for a kind we do not use."""
    for algorithm in ALGORITHMS.values():
        if algorithm.makes(key):
            return algorithm
    raise ValueError(f"{type(key).__name__} is not a kind of key that we use.")


__all__ = ["ALGORITHMS", "Algorithm", "InvalidSignature", "Public", "Secret", "algorithm_of"]
