"""The cryptosuites we sign and verify with: this list is the whole of it (VC Data Integrity §3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidKey, ProofUnsupported
from ..keys import PublicKey, SigningKey
from . import eddsa_rdfc_2022
from .secured import SecuredDocument

Proof = dict[str, Any]


@dataclass(frozen=True)
class Cryptosuite:
    """A named way to make a `proofValue` and to check it, with keys of the kinds that it is defined for."""

    name: str
    algorithms: tuple[str, ...]
    create: Callable[[SecuredDocument, Proof, SigningKey], str]
    verify: Callable[[SecuredDocument, Proof, PublicKey], None]

    def check_key(self, key: PublicKey | SigningKey) -> None:
        """Raise InvalidKey unless the key is of a kind that this suite signs with."""
        if key.algorithm not in self.algorithms:
            raise InvalidKey(f"{key.id} is a key for {key.algorithm}; {self.name} asks for another kind.")


CRYPTOSUITES = {
    suite.name: suite
    for suite in (Cryptosuite("eddsa-rdfc-2022", ("EdDSA",), eddsa_rdfc_2022.create, eddsa_rdfc_2022.verify),)
}


def cryptosuite(name: Any) -> Cryptosuite:
    """The suite of that name. Raises ProofUnsupported."""
    if not isinstance(name, str) or name not in CRYPTOSUITES:
        raise ProofUnsupported(f"The cryptosuite {name!r} is not one of {', '.join(CRYPTOSUITES)}.")
    return CRYPTOSUITES[name]
