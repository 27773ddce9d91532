"""The cryptosuites we sign and verify with: this list is the whole of it (VC Data Integrity §3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import ProofUnsupported
from ..keys import PublicKey, SigningKey
from . import eddsa_rdfc_2022
from .secured import SecuredDocument

Proof = dict[str, Any]


@dataclass(frozen=True)
class Cryptosuite:
    """A named way to make a `proofValue` and to check it."""

    name: str
    create: Callable[[SecuredDocument, Proof, SigningKey], str]
    verify: Callable[[SecuredDocument, Proof, PublicKey], None]


CRYPTOSUITES = {
    suite.name: suite for suite in (Cryptosuite("eddsa-rdfc-2022", eddsa_rdfc_2022.create, eddsa_rdfc_2022.verify),)
}


def cryptosuite(name: Any) -> Cryptosuite:
    """The suite of that name. Raises ProofUnsupported."""
    if not isinstance(name, str) or name not in CRYPTOSUITES:
        raise ProofUnsupported(f"The cryptosuite {name!r} is not one of {', '.join(CRYPTOSUITES)}.")
    return CRYPTOSUITES[name]
