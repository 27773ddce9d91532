"""What can be wrong with a badge, one class per failed thing.

`code` is stable and meant for programs (and for translation); the message is one plain English sentence that
says what happened and what to do. Nothing in this library raises anything else on bad input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from .documents import Document


class OpenBadgesError(Exception):
    """Something about a badge is wrong."""

    code: ClassVar[str] = "badge.error"


# ---- reading


class Malformed(OpenBadgesError):
    """The text is not one JSON object that can be trusted to mean one thing."""

    code = "format.malformed"


class DuplicateMember(Malformed):
    """An object names a member twice, so that two readers could see two badges."""

    code = "format.duplicate_member"


class TooDeep(Malformed):
    """Objects and arrays are nested deeper than anyone should have to read."""

    code = "format.too_deep"


class TooLarge(Malformed):
    """The text is longer than anyone should have to read."""

    code = "format.too_large"


class UnsafeNumber(Malformed):
    """A number that processors write differently: an integer past 2^53, an extreme fraction."""

    code = "format.unsafe_number"


class EnvelopeBroken(Malformed):
    """An envelope that holds no credential in the way that VCDM 2.0 asks."""

    code = "format.envelope"


class NotAPresentation(Malformed):
    """The document is no Verifiable Presentation."""

    code = "format.not_a_presentation"


# ---- the data model


class ModelError(OpenBadgesError):
    """A typed object of the model cannot be written as a credential."""

    code = "model.invalid"


class StructureError(OpenBadgesError):
    """A member has a value that is not allowed there. The sentence begins with the path to it."""

    code = "structure.invalid"


class NotABadge(StructureError):
    """The document is not of a type that this library verifies."""

    code = "structure.not_a_badge"


class MemberMissing(StructureError):
    """A member that the standard requires is not there."""

    code = "structure.missing"


class WrongType(StructureError):
    """An object's `type` does not name what the standard asks for at that place."""

    code = "structure.type"


class SchemaUnknown(StructureError):
    """The credential names a JSON schema that is not published for credentials of its kind."""

    code = "structure.schema_unknown"


# ---- linked data


class LinkedDataError(OpenBadgesError):
    """The document is not processable JSON-LD, or says something that a signature would leave out."""

    code = "jsonld.invalid"


class UnknownContext(LinkedDataError):
    """A context is not in the pinned set (VC Data Integrity, context validation)."""

    code = "context.unknown"


class ContextOrder(LinkedDataError):
    """`@context` does not start as VCDM and OB 3.0 ask."""

    code = "context.order"


class UndefinedTerm(LinkedDataError):
    """A term that no context defines: a signature would silently leave it out."""

    code = "jsonld.undefined_term"


class RelativeReference(LinkedDataError):
    """An id or a type that is not absolute: it means something else wherever it is read."""

    code = "jsonld.relative_reference"


class PoisonedGraph(LinkedDataError):
    """Canonicalizing the document would take unreasonable work."""

    code = "jsonld.poisoned_graph"


# ---- proofs


class ProofInvalid(OpenBadgesError):
    """The proof is not formed as its specification asks."""

    code = "proof.invalid"


class ProofMissing(ProofInvalid):
    """There is no proof to verify."""

    code = "proof.missing"


class ProofUnsupported(ProofInvalid):
    """The proof is of a kind this library does not verify."""

    code = "proof.unsupported"


class ProofPurpose(ProofInvalid):
    """The proof was made for another purpose than asserting a claim."""

    code = "proof.purpose"


class ProofExpired(ProofInvalid):
    """The proof itself says that it is no longer to be relied on."""

    code = "proof.expired"


class ProofChainBroken(ProofInvalid):
    """A proof builds on another that is not there, or on itself."""

    code = "proof.chain"


class DomainMismatch(ProofInvalid):
    """The proof was made for another verifier."""

    code = "proof.domain"


class ChallengeMismatch(ProofInvalid):
    """The proof does not answer the challenge that was set."""

    code = "proof.challenge"


class SignatureMismatch(ProofInvalid):
    """The signature does not match: something was changed after signing, or another key signed."""

    code = "proof.signature_mismatch"


class JwsMalformed(ProofInvalid):
    """The text is not a JSON Web Signature in compact form."""

    code = "proof.jws_malformed"


class ClaimMismatch(OpenBadgesError):
    """What a token says of itself is not what the credential in it says."""

    code = "claims.mismatch"


# ---- keys, and who holds them


class InvalidKey(OpenBadgesError):
    """A key cannot be read or used."""

    code = "key.invalid"


class KeyNotFound(InvalidKey):
    """The controller's document does not list the key."""

    code = "key.not_found"


class KeyNotAuthorized(InvalidKey):
    """The controller does not let this key make assertions."""

    code = "key.not_authorized"


class KeyRetired(InvalidKey):
    """The key is revoked, or has expired."""

    code = "key.retired"


class DidInvalid(OpenBadgesError):
    """A DID, or the document it leads to, is not well formed."""

    code = "did.invalid"


class DidUnsupported(DidInvalid):
    """A DID method this library does not resolve."""

    code = "did.unsupported"


class DidUnavailable(DidInvalid):
    """The controller's document could not be had."""

    code = "did.unavailable"


class IssuerMismatch(OpenBadgesError):
    """The issuer is not the one who controls the key that signed."""

    code = "issuer.mismatch"


# ---- validity


class NotYetValid(OpenBadgesError):
    """The validity begins later."""

    code = "validity.not_yet"


class Expired(OpenBadgesError):
    """The validity has ended."""

    code = "validity.expired"


# ---- status


class StatusError(OpenBadgesError):
    """Whether the credential still stands cannot be told, or it does not."""

    code = "status.error"


class StatusInvalid(StatusError):
    """A status entry or list is not formed as Bitstring Status List asks."""

    code = "status.invalid"


class Revoked(StatusError):
    """The issuer revoked the credential."""

    code = "status.revoked"


class Suspended(StatusError):
    """The issuer suspended the credential."""

    code = "status.suspended"


class StatusUnsupported(StatusError):
    """The status is published in a way this library does not read."""

    code = "status.unsupported"


class StatusUnavailable(StatusError):
    """The status list could not be had."""

    code = "status.unavailable"


class StatusForged(StatusError):
    """The status list was altered, or is not signed by the issuer of the credential."""

    code = "status.forged"


class StatusOutdated(StatusError):
    """The status list is not valid at the time asked about."""

    code = "status.outdated"


class StatusPurpose(StatusError):
    """The entry and the list do not speak of the same purpose."""

    code = "status.purpose"


class StatusTooShort(StatusError):
    """A status list shorter than the standard's minimum, which would give its holders away."""

    code = "status.list_length"


class StatusRange(StatusError):
    """The index lies beyond the end of the list."""

    code = "status.range"


# ---- Open Badges 1 and 2: what is published where


class HostingUnavailable(OpenBadgesError):
    """The badge could not be had from the address where its issuer is said to publish it."""

    code = "hosting.unavailable"


class HostedOtherwise(OpenBadgesError):
    """The badge that its issuer publishes says something else than the one that was given."""

    code = "hosting.differs"


class LinkUnavailable(OpenBadgesError):
    """A document that the badge links to, such as its issuer's, could not be had or read."""

    code = "linked.unavailable"


class OutOfScope(OpenBadgesError):
    """The badge is not published where its issuer publishes its badges."""

    code = "scope.outside"


class ExtensionInvalid(OpenBadgesError):
    """An extension in the badge is not defined, or not as its definition asks."""

    code = "extensions.invalid"


# ---- what a badge carries


class ResourceMismatch(OpenBadgesError):
    """Something that the badge relies on is not what the issuer saw."""

    code = "resources.mismatch"


class EndorsementForged(OpenBadgesError):
    """An endorsement in the badge is not by whom it claims to be."""

    code = "endorsements.forged"


class CredentialsForged(OpenBadgesError):
    """A credential among those carried is not by whom it claims to be."""

    code = "credentials.forged"


class CredentialsInvalid(OpenBadgesError):
    """A credential in a presentation is not valid."""

    code = "credentials.invalid"


class HolderMismatch(OpenBadgesError):
    """Who presents is not the holder that the presentation names."""

    code = "holder.mismatch"


class TooManyNested(OpenBadgesError):
    """Credentials are carried in credentials beyond reason."""

    code = "credentials.too_many"


# ---- recipient


class RecipientMismatch(OpenBadgesError):
    """The badge was awarded to somebody else, or does not say to whom."""

    code = "recipient.mismatch"


# ---- documents: what a credential refers to by its address


class DocumentUnavailable(OpenBadgesError):
    """The document at an address could not be had. Its subclasses say more precisely why."""

    code = "document.unavailable"


class DocumentNotGiven(DocumentUnavailable):
    """The source of documents was not given this one, and asks nobody."""

    code = "document.not_given"


class AddressRefused(DocumentUnavailable):
    """An address that must not be asked: not public, not http(s), on an odd port or carrying a password."""

    code = "document.address_refused"


class DocumentTooLarge(DocumentUnavailable):
    """A document larger than anyone should have to read."""

    code = "document.too_large"


class DocumentTooSlow(DocumentUnavailable):
    """The server did not send the document in the time allowed."""

    code = "document.too_slow"


class DocumentMissing(DocumentUnavailable):
    """The server has no such document for us. What it said is `document`: in OB 2.0, 410 says "revoked"."""

    code = "document.missing"

    def __init__(self, sentence: str, document: Document) -> None:
        super().__init__(sentence)
        self.document = document


class TooManyDocuments(DocumentUnavailable):
    """The badge sends us to more addresses than a badge needs."""

    code = "document.too_many"


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


class HeavyDrawing(CarrierError):
    """The SVG repeats its parts so often that drawing it would take for ever."""

    code = "carrier.svg_heavy"
