"""Proofs: signing, and checking who signed. suites.py lists the formats we accept, and where each one is.

signed = sign(credential.to_json(), key, created=now)
key = verify_proof(signed, documents)
"""

from .data_integrity import Expected, add_proof, verify_proof, verify_secured
from .ecdsa_sd_2023 import derive
from .secured import SecuredDocument
from .signing import sign
from .template import sign_alike
from .vc_jwt import VcJwt, sign_jwt

__all__ = [
    "Expected",
    "SecuredDocument",
    "VcJwt",
    "add_proof",
    "derive",
    "sign",
    "sign_alike",
    "sign_jwt",
    "verify_proof",
    "verify_secured",
]
