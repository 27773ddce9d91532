"""Keys: who signs and who checks. Each kind of key makes one kind of signature, so none can be taken for another.

key = SigningKey.generate("did:web:fab.example", "key-0")   # Ed25519; or algorithm="RS256", "ES256", "ES384"
key.public.verify(key.sign(message), message)

`multibase` text and `publicKeyJwk` objects are both read (Controlled Identifiers 1.0 §2.2).
"""

from .algorithms import ALGORITHMS
from .key import PublicKey, SigningKey

__all__ = ["ALGORITHMS", "PublicKey", "SigningKey"]
