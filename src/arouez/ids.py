"""Opaque identifiers for what has a public address.

An address, once issued, never changes and never says more than it must: ids are random, not counted.
"""

import secrets

# Crockford's alphabet in lower case: no letter that reads as a digit, safe in a URL, a file name and aloud.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_public_id() -> str:
    """16 characters, 80 random bits: not to be guessed, short enough to print."""
    return _random(16)


def new_secret_code() -> str:
    """26 characters, 130 random bits: whoever holds it may act, so it must not be searched for."""
    return _random(26)


def new_door_code() -> str:
    """8 characters, 40 random bits: short enough to copy from a wall. Only where wrong guesses are counted (`guesses`)."""
    return _random(8)


def new_slip_code() -> str:
    """12 characters, 60 random bits: typed from a slip of paper. Only where wrong guesses are counted (`guesses`)."""
    return _random(12)


def read_code(typed: str) -> str:
    """A code as someone typed it: in capitals, in groups, with the letters that are taken for digits."""
    return "".join(typed.split()).replace("-", "").lower().translate(str.maketrans("ilo", "110"))


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
