"""Proofs: signing, and checking who signed. A module for each format; suites.py lists those we accept.

signed = sign(credential.to_json(), key, created=now)
key = verify_proof(signed, documents)
"""

from .data_integrity import add_proof, verify_proof, verify_secured
from .secured import SecuredDocument
from .signing import sign
from .vc_jwt import VcJwt

__all__ = ["SecuredDocument", "VcJwt", "add_proof", "sign", "verify_proof", "verify_secured"]
