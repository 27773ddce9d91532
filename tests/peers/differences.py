"""Where a verdict is not what the standard asks, and why. Nothing else is: the tests hold every other verdict to it."""

from __future__ import annotations

from typing import NamedTuple

from .forms import Form, forms
from .theirs import Foreign
from .verifiers import AROUEZ, Verifier


class Difference(NamedTuple):
    """Verdicts that are the opposite of what the standard asks, for one reason."""

    by: tuple[str, ...]
    forms: tuple[str, ...]
    reason: str


OF_OUR_BADGES = (
    Difference(
        ("openvc-core",),
        ("with the network's endorsement of the issuer",),
        "It compares the badge with its own compacted form, and takes the contexts of the credential inside for a "
        "member that no context defines. OB 3.0 §B has `endorsement`, whole credentials, in a Profile.",
    ),
    Difference(
        ("openvc-core",),
        ("VC-JWT ES256", "VC-JWT EdDSA", "VC-JWT EdDSA, did:key", "EndorsementCredential as VC-JWT"),
        "It looks for the credential in the claim `vc`, as in VCDM 1.1. In VCDM 2.0 the payload is the credential "
        "(OB 3.0 §8.2.4).",
    ),
    Difference(
        ("openbadgeslib",),
        ("without criteria",),
        "It does without the criteria of an achievement, which OB 3.0 §B (Achievement) and the schemas require.",
    ),
    Difference(
        ("openbadgeslib",),
        ("ecdsa-sd-2023, derived",),
        "It wants the end of the badge disclosed, lest the holder hide it; this badge has none.",
    ),
    Difference(
        ("openbadgeslib",),
        ("VC-JWT RS256, `kid` an address",),
        "A `kid` must be a key's name in the issuer's DID document, for it. OB 3.0 §8.2.1 asks for an address that "
        "leads to one JWK, which is what 1EdTech's validator fetches: so this is the form that we issue.",
    ),
    Difference(
        ("validator-core",),
        ("OB 2.0 hosted, altered",),
        "It takes no more than the address from what it is given, and judges what is published there: that is sound. "
        "We say that it is not the badge that was given.",
    ),
    Difference(
        ("validator-core",),
        ("OB 2.0 signed, revoked",),
        "It compacts the issuer's revocation list, by which a list of one entry stops being a list, and then finds "
        "no entry in it. With two entries it sees that the badge is revoked.",
    ),
    Difference(
        ("validator-core",),
        ("SVG, OB 2.0 hosted",),
        "Its unbaking answers with bytes in Python 3, and an address in bytes is none to it.",
    ),
)

OF_THEIR_BADGES = (
    Difference(
        ("openvc-core",),
        ("eddsa-jcs-2022", "ecdsa-jcs-2019"),
        "It signs the contexts as part of the proof's options and then leaves them out of the proof, as a draft did. "
        "The recommendations keep them there (Data Integrity EdDSA Cryptosuites 1.0 §3.3.1, step 2).",
    ),
    Difference(
        ("openvc-core",),
        ("VC-JWT ES256", "VC-JWT EdDSA"),
        "Its `nbf` is the moment of signing. OB 3.0 §8.2.3 has it say what `validFrom` does.",
    ),
)


def expected(verifier: Verifier) -> dict[str, bool]:
    """Whether it accepts each of the forms that it reads."""
    return {form.name: _is_accepted(verifier, form) for form in forms() if form.format in verifier.reads}


def expected_of_us(one: Foreign) -> bool:
    """Whether we accept the badge that others made."""
    return (one.fault not in AROUEZ.judges) != any(_covers(it, one.by, one.form) for it in OF_THEIR_BADGES)


def difference(verifier: str, form: str) -> int | None:
    """The place of the reason in OF_OUR_BADGES, if this verdict is not what the standard asks."""
    places = [place for place, it in enumerate(OF_OUR_BADGES) if _covers(it, verifier, form)]
    return places[0] if places else None


def _is_accepted(verifier: Verifier, form: Form) -> bool:
    by_standard = form.fault not in verifier.judges
    return by_standard if difference(verifier.name, form.name) is None else not by_standard


def _covers(it: Difference, name: str, form: str) -> bool:
    return name in it.by and form in it.forms
