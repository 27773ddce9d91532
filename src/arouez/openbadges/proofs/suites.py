"""The cryptosuites we sign and verify with: this list is the whole of it (VC Data Integrity §3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import InvalidKey, ProofUnsupported
from ..keys import PublicKey, SigningKey
from . import ecdsa_sd_2023, jcs, rdfc
from .secured import SecuredDocument
from .signature import Proof


@dataclass(frozen=True)
class Cryptosuite:
    """A named way to make a proof and to check it, with keys of the kinds that it is defined for."""

    name: str
    algorithms: tuple[str, ...]
    create: Callable[[SecuredDocument, Proof, SigningKey], Proof]
    verify: Callable[[SecuredDocument, Proof, PublicKey], None]
    is_type: bool = False
    """Whether the name is that of a type of proof, as before `DataIntegrityProof` became the type of all."""
    is_selective: bool = False
    """Whether the holder may leave out what the issuer did not make mandatory."""

    @property
    def header(self) -> Proof:
        """The members of a proof that name the suite."""
        return {"type": self.name} if self.is_type else {"type": "DataIntegrityProof", "cryptosuite": self.name}

    def check_key(self, key: PublicKey | SigningKey) -> None:
        """Raise InvalidKey unless the key is of a kind that this suite signs with."""
        if key.algorithm not in self.algorithms:
            raise InvalidKey(f"{key.id} is a key for {key.algorithm}; {self.name} asks for another kind.")


CRYPTOSUITES = {
    suite.name: suite
    for suite in (
        Cryptosuite("eddsa-rdfc-2022", ("EdDSA",), rdfc.create, rdfc.verify),
        Cryptosuite("eddsa-jcs-2022", ("EdDSA",), jcs.create, jcs.verify),
        Cryptosuite("ecdsa-rdfc-2019", ("ES256", "ES384"), rdfc.create, rdfc.verify),
        Cryptosuite("ecdsa-jcs-2019", ("ES256", "ES384"), jcs.create, jcs.verify),
        Cryptosuite("ecdsa-sd-2023", ("ES256",), ecdsa_sd_2023.create, ecdsa_sd_2023.verify, is_selective=True),
        Cryptosuite("Ed25519Signature2020", ("EdDSA",), rdfc.create, rdfc.verify, is_type=True),
    )
}


def cryptosuite(name: str) -> Cryptosuite:
    """The suite of that name. Raises ProofUnsupported."""
    if name not in CRYPTOSUITES:
        raise ProofUnsupported(f"{name!r} is not one of the cryptosuites that we sign with: {', '.join(CRYPTOSUITES)}.")
    return CRYPTOSUITES[name]


def suite_of(proof: Proof) -> Cryptosuite:
    """The suite that a proof says it is made with. Raises ProofUnsupported."""
    header = {name: proof[name] for name in ("type", "cryptosuite") if name in proof}
    for suite in CRYPTOSUITES.values():
        if suite.header == header:
            return suite
    raise ProofUnsupported(
        f"The proof is of type {proof.get('type')!r} and cryptosuite {proof.get('cryptosuite')!r};"
        f" we verify {', '.join(CRYPTOSUITES)}."
    )
