"""What can be wrong with a badge, one class per failed thing.

`code` is stable and meant for programs (and for translation); the message is one plain English sentence that says
what happened and what to do. Nothing in this library raises anything else on bad input.
"""

from __future__ import annotations

from typing import ClassVar


class OpenBadgesError(Exception):
    """Something about a badge is wrong."""

    code: ClassVar[str] = "badge.error"


# ---- reading


class Malformed(OpenBadgesError):
    """The text is not one JSON object that can be trusted to mean one thing."""

    code = "format.malformed"


class ModelError(OpenBadgesError):
    """A typed object of the model cannot be written as a credential."""

    code = "model.invalid"


# ---- linked data


class UnknownContext(OpenBadgesError):
    """A context is not in the pinned set (VC Data Integrity, context validation)."""

    code = "context.unknown"


class ContextOrder(OpenBadgesError):
    """`@context` does not start as VCDM and OB 3.0 ask."""

    code = "context.order"


class UndefinedTerm(OpenBadgesError):
    """A term that no context defines: a signature would silently leave it out."""

    code = "jsonld.undefined_term"


class RelativeReference(OpenBadgesError):
    """An id or a type that is not absolute: it means something else wherever it is read."""

    code = "jsonld.relative_reference"


class LinkedDataError(OpenBadgesError):
    """The document is not processable JSON-LD."""

    code = "jsonld.invalid"


class PoisonedGraph(OpenBadgesError):
    """Canonicalizing the document would take unreasonable work."""

    code = "jsonld.poisoned_graph"


# ---- keys and proofs


class KeyError_(OpenBadgesError):
    """A key cannot be read or used."""

    code = "key.invalid"


class ProofMissing(OpenBadgesError):
    """There is no proof to verify."""

    code = "proof.missing"


class ProofInvalid(OpenBadgesError):
    """The proof is not formed as its specification asks."""

    code = "proof.invalid"


class ProofUnsupported(OpenBadgesError):
    """The proof is of a kind this library does not verify."""

    code = "proof.unsupported"


class ProofPurpose(OpenBadgesError):
    """The proof was made for another purpose, or its key may not be used for this one."""

    code = "proof.purpose"


class SignatureMismatch(OpenBadgesError):
    """The signature does not match: something was changed after signing, or another key signed."""

    code = "proof.signature_mismatch"


class DidUnsupported(OpenBadgesError):
    """A DID method this library does not resolve."""

    code = "did.unsupported"


class DidInvalid(OpenBadgesError):
    """A DID, or the document it leads to, is not well formed."""

    code = "did.invalid"


class KeyNotFound(OpenBadgesError):
    """The controller's document does not list the key."""

    code = "did.key_not_found"


# ---- status


class StatusInvalid(OpenBadgesError):
    """A status entry or list is not formed as Bitstring Status List asks."""

    code = "status.invalid"


class StatusTooShort(OpenBadgesError):
    """A status list shorter than the standard's minimum, which would give its holders away."""

    code = "status.list_length"


class StatusRange(OpenBadgesError):
    """The index lies beyond the end of the list."""

    code = "status.range"


# ---- documents: what a credential refers to by its address


class DocumentUnavailable(OpenBadgesError):
    """The document at an address could not be had. Its subclasses say more precisely why."""

    code = "document.unavailable"


class AddressRefused(DocumentUnavailable):
    """An address that must not be asked: not public, not http(s), on an odd port or carrying a password."""

    code = "document.address_refused"


class DocumentTooLarge(DocumentUnavailable):
    """A document larger than anyone should have to read."""

    code = "document.too_large"


class DocumentTooSlow(DocumentUnavailable):
    """The server did not send the document in the time allowed."""

    code = "document.too_slow"


class TooManyRedirects(DocumentUnavailable):
    """The server sent us on to another address once too often."""

    code = "document.too_many_redirects"


# ---- carriers: the picture a credential is baked into


class CarrierError(OpenBadgesError):
    """The picture, or the credential to put in it, is not fit for baking or extracting."""

    code = "carrier.error"


class NotAnImage(CarrierError):
    """Neither a PNG nor an SVG."""

    code = "carrier.not_an_image"


class CarrierTooLarge(CarrierError):
    """The picture is larger than we accept to read."""

    code = "carrier.too_large"


class NothingBaked(CarrierError):
    """The picture is sound and carries no badge."""

    code = "carrier.nothing_baked"


class TwiceBaked(CarrierError):
    """The picture carries several badges: which one counts is anybody's guess."""

    code = "carrier.twice_baked"


class CredentialTooLarge(CarrierError):
    """The badge in the picture is larger than we accept to unpack."""

    code = "carrier.credential_too_large"


class CredentialNotText(CarrierError):
    """The badge is empty, is not UTF-8, or holds characters that its carrier cannot hold."""

    code = "carrier.credential_not_text"


class BrokenPng(CarrierError):
    """The PNG is damaged. Its subclasses say how."""

    code = "carrier.png_broken"


class PngTruncated(BrokenPng):
    """The PNG ends before its last chunk does."""

    code = "carrier.png_truncated"


class PngBrokenChunk(BrokenPng):
    """A chunk has a wrong checksum, type, length or layout."""

    code = "carrier.png_broken_chunk"


class PngMisordered(BrokenPng):
    """The chunks do not run from IHDR through IDAT to IEND."""

    code = "carrier.png_misordered"


class PngTrailingData(BrokenPng):
    """Something follows the end of the PNG."""

    code = "carrier.png_trailing_data"


class BrokenSvg(CarrierError):
    """The SVG is not well-formed XML, or not laid out as a baked badge should be."""

    code = "carrier.svg_broken"


class SvgEncoding(BrokenSvg):
    """The SVG is not in UTF-8."""

    code = "carrier.svg_encoding"


class EntitiesRefused(CarrierError):
    """The SVG has a document type, where entities can hide or multiply content."""

    code = "carrier.svg_entities"


class ActiveContent(CarrierError):
    """The SVG could run or fetch something."""

    code = "carrier.svg_active"
