"""Every code a check can answer with, and what it means. The code never changes; pages translate by it.

A failed check carries the code of the error that failed it (errors.py); the others carry one of these.
"""

from __future__ import annotations

from . import errors

PASSED = {
    "format.ok": "The document is JSON that every reader understands in the same way.",
    "structure.ok": "The document has the shape that the standard asks for.",
    "schemas.ok": "The schemas that the badge names are those of its kind, and it has their shape.",
    "context.ok": "Every term is defined by a context we know, and nothing is left out of the signature.",
    "proof.ok": "The signature is good: nothing was changed since.",
    "issuer.ok": "The key that signed belongs to the issuer.",
    "validity.ok": "The badge is valid at this time.",
    "status.ok": "The issuer has not revoked the badge.",
    "format.jws": "The badge is a compact JWS that every reader understands in the same way.",
    "claims.ok": "What the token says of itself agrees with the credential in it.",
    "holder.ok": "Who presents the badges is the holder that the presentation names.",
    "refresh.ok": "The issuer has a newer version of the badge, which is the one judged here.",
    "resources.ok": "What the badge relies on elsewhere is as the issuer saw it.",
    "endorsements.ok": "Those who endorse the badge, or somebody in it, really do.",
    "credentials.ok": "Every credential carried is valid.",
    "hosting.ok": "The issuer publishes the badge at its address.",
    "linked.ok": "The badge class and the issuer are at their addresses.",
    "scope.ok": "The badge is published where its issuer publishes its badges.",
    "extensions.ok": "Every extension is defined where it says.",
    "recipient.ok": "The badge was awarded to this person.",
}

WARNED = {
    "structure.lenient": "The document departs a little from the standard, as many do: an empty array, nobody named.",
    "validity.clock_skew": "The validity begins in a few minutes: somebody's clock is off.",
    "schemas.own": "The badge names a schema of its issuer's own, by which we did not check it.",
    "claims.lenient": "The token lacks a claim that the standard asks for; what it does say agrees with the credential.",
    "refresh.failed": "A newer version of the badge could not be had; this one is judged.",
    "resources.unavailable": "What the badge relies on elsewhere could not be fetched, and so not be compared.",
    "endorsements.lapsed": "An endorsement is over, or could not be checked.",
    "endorsements.elsewhere": "An endorsement is about something that is not in this badge.",
    "credentials.lapsed": "A credential carried is not valid any more, or could not be checked.",
    "hosting.not_looked_up": "The badge was not looked up where its issuer publishes it: what was given is judged.",
    "linked.lenient": "What the badge links to is not quite where, or what, it says; what was found there is judged.",
    "extensions.unknown": "What an extension means could not be looked up.",
    "status.lenient": "The status entry departs from the standard; most readers accept it.",
}

SKIPPED = {
    "check.not_applicable": "A document of this kind has nothing of the kind to check.",
    "extensions.none": "The badge has no extension.",
    "check.not_reached": "The check needs what an earlier one could not establish.",
    "schemas.none": "The badge names no schema.",
    "claims.none": "The badge is no token: there are no claims beside the credential.",
    "holder.none": "The presentation does not name its holder.",
    "refresh.none": "The issuer offers no newer version.",
    "recipient.not_asked": "Nobody asked to whom the badge was awarded.",
    "resources.none": "The badge relies on nothing elsewhere whose content it fixes.",
    "endorsements.none": "Nobody endorses the badge or its issuer in it.",
    "credentials.none": "The badge carries no other credential.",
    "status.none": "The issuer publishes no status for this badge.",
}


def _all_errors(family: type[errors.OpenBadgesError]) -> list[type[errors.OpenBadgesError]]:
    return [family] + [error for child in family.__subclasses__() for error in _all_errors(child)]


FAILED = {error.code: (error.__doc__ or "").splitlines()[0] for error in _all_errors(errors.OpenBadgesError)}

CODES = PASSED | WARNED | SKIPPED | FAILED
"""Code to meaning, in plain English."""
