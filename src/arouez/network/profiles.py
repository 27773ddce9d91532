"""The issuer Profile (OB 3.0 §Profile) of a network, a structure or a person, as credentials and its address show it."""

from __future__ import annotations

from collections.abc import Sequence

from arouez.openbadges import model

from .models import Issuer, Organisation, PersonalProfile

Speaker = Organisation | PersonalProfile
"""Whoever an issuer signs for."""


def issuer_profile(organisation: Speaker, endorsements: Sequence[dict] = ()) -> model.Profile:
    """The Profile of `organisation`; its `id` is the DID whose keys sign. `endorsements` are others' credentials."""
    return model.Profile(
        id=organisation.issuer.did,
        name=organisation.name,
        url=organisation.url or organisation.issuer.url,
        email=organisation.email or None,
        description=organisation.tagline or None,
        endorsements=endorsements,
    )


def organisation_of(issuer: Issuer) -> Speaker:
    """Whose issuer it is."""
    for side in ("structure", "network", "personal"):
        if hasattr(issuer, side):
            return getattr(issuer, side)
    raise LookupError(f"{issuer} belongs to nobody")
