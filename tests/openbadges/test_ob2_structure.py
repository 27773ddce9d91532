"""The shape of Open Badges 2.0: what is required, and what may stand where."""

import pytest

from arouez.openbadges import ob2
from arouez.openbadges.documents import Nowhere

from .ob2_fab import ASSERTION, BADGE, ISSUER, V2, Fab, failures
from .shelf import AT


def fault(document):
    """The code and sentence of the check of the structure."""
    check = next(check for check in ob2.judge(document, Nowhere(), AT).checks if check.name == "structure")
    return check.code, check.detail


@pytest.mark.parametrize("member", ["id", "recipient", "badge", "verification", "issuedOn"])
def test_an_assertion_needs(member):
    document = {name: value for name, value in ASSERTION.items() if name != member}
    assert fault(document) == ("structure.missing", f"{member} is missing.")


@pytest.mark.parametrize("member", ["id", "name", "description", "criteria", "issuer"])
def test_a_badge_class_needs(member):
    document = {name: value for name, value in BADGE.items() if name != member}
    assert fault(document) == ("structure.missing", f"{member} is missing.")


@pytest.mark.parametrize("member", ["id", "name", "url", "email"])
def test_an_issuer_needs(member):
    document = {name: value for name, value in ISSUER.items() if name != member}
    assert fault(document) == ("structure.missing", f"{member} is missing.")


def test_a_badge_class_without_a_picture_is_let_through():
    assert fault({name: value for name, value in BADGE.items() if name != "image"})[0] == "structure.lenient"


@pytest.mark.parametrize(
    ("document", "change"),
    [
        (ASSERTION, {"id": "1"}),
        (ASSERTION, {"issuedOn": "2016-12-31"}),
        (ASSERTION, {"issuedOn": "2016-12-31T23:59:59"}),
        (ASSERTION, {"issuedOn": 1483228799}),
        (ASSERTION, {"expires": "2016-01-01T00:00:00Z"}),
        (ASSERTION, {"expires": "soon"}),
        (ASSERTION, {"badge": "laser.json"}),
        (ASSERTION, {"badge": {"name": "Without an id"}}),
        (ASSERTION, {"badge": ["https://a.example/1", "https://a.example/2"]}),
        (ASSERTION, {"evidence": ["https://a.example/1", 7]}),
        (ASSERTION, {"evidence": {"id": "here"}}),
        (ASSERTION, {"image": "data:image/png;base64,AAAA"}),
        (ASSERTION, {"verification": "hosted"}),
        (ASSERTION, {"verification": {"type": "FutureBadge"}}),
        (ASSERTION, {"recipient": "nolwenn@example.org"}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": True, "identity": "nolwenn@example.org"}}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": True, "identity": "sha256$c7ef"}}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": False, "identity": "sha256$" + "0" * 64}}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": "true", "identity": "nolwenn@example.org"}}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": False, "identity": "Nolwenn"}}),
        (ASSERTION, {"recipient": {"type": "shoeSize", "hashed": False, "identity": "39"}}),
        (ASSERTION, {"recipient": {"type": "email", "hashed": True, "identity": "md5$" + "0" * 32, "salt": {}}}),
        (ASSERTION, {"@language": "français"}),
        (BADGE, {"name": 7}),
        (BADGE, {"criteria": {}}),
        (BADGE, {"criteria": {"id": "_:b0"}}),
        (BADGE, {"image": "data:text/html;base64,AAAA"}),
        (BADGE, {"image": {"caption": "Without an id"}}),
        (BADGE, {"alignment": {"targetName": "Couper"}}),
        (BADGE, {"alignment": {"targetName": "Couper", "targetUrl": "esco"}}),
        (BADGE, {"tags": ["laser", 7]}),
        (BADGE, {"version": True}),
        (BADGE, {"related": {"name": "Without an id"}}),
        (ISSUER, {"email": "bonjour"}),
        (ISSUER, {"url": "did:web:fab.example"}),
        (ISSUER, {"telephone": "06 12 34"}),
        (ISSUER, {"revocationList": "revoked.json"}),
        (ISSUER, {"verification": {"allowedOrigins": "https://fab.example/"}}),
        (ISSUER, {"verification": {"startsWith": "fab.example"}}),
        (ISSUER, {"verification": {"verificationProperty": "identifier"}}),
        (ISSUER, {"type": ["Issuer", "Fablab"]}),
        (ISSUER, {"type": []}),
        ({"@context": V2, "type": "Endorsement", "id": "https://a.example/1"}, {"claim": {}}),
        ({"@context": V2, "type": "RevocationList"}, {"id": "https://a.example/1"}),
        ({"@context": V2, "type": "AlignmentObject"}, {"targetName": "Couper"}),
    ],
)
def test_what_has_no_place_is_refused(document, change):
    assert fault(document | change)[0].startswith("structure.")
    assert fault(document | change)[0] not in ("structure.ok", "structure.lenient")


@pytest.mark.parametrize(
    ("document", "change"),
    [
        (ASSERTION, {"issuedOn": "2016-12-31T23:59Z"}),
        (ASSERTION, {"issuedOn": "2016-12-31T23:59:59.123+0200"}),
        (ASSERTION, {"type": ["Assertion", "https://a.example/Diploma"]}),
        (ASSERTION, {"badge": BADGE}),
        (ASSERTION, {"evidence": ["https://a.example/1", {"narrative": "Cut a thousand pieces"}]}),
        (ASSERTION, {"evidence": [{"type": "Evidence", "id": "https://a.example/1", "genre": "Photo"}]}),
        (ASSERTION, {"image": {"id": "https://a.example/baked.png", "caption": "Mine"}}),
        (ASSERTION, {"recipient": {"type": "url", "hashed": False, "identity": "https://a.example/nolwenn"}}),
        (ASSERTION, {"recipient": {"type": "telephone", "hashed": False, "identity": "+33612345678"}}),
        (ASSERTION, {"expires": None, "evidence": [], "narrative": None}),
        (ASSERTION, {"@language": "zh-Hant-TW"}),
        (BADGE, {"criteria": "https://a.example/criteria"}),
        (BADGE, {"image": "data:image/svg+xml;base64,AAAA"}),
        (BADGE, {"image": {"type": "schema:ImageObject", "id": "https://a.example/1", "author": "https://b.example/"}}),
        (BADGE, {"issuer": ISSUER, "tags": ["laser", "bois"], "version": 2}),
        (BADGE, {"related": [{"id": "https://a.example/es", "@language": "es"}]}),
        (BADGE, {"alignment": [{"targetName": "Couper", "targetUrl": "https://a.example/1", "targetCode": "1"}]}),
        (ISSUER, {"type": ["Profile", "https://a.example/Fablab"], "telephone": "+33612345678"}),
        (ISSUER, {"verification": {"allowedOrigins": ["fab.example", "localhost:8000"]}}),
    ],
)
def test_what_the_standard_allows_is_read(document, change):
    assert fault(document | change)[0] == "structure.ok"


@pytest.mark.parametrize(
    "contexts",
    [
        [],
        "https://w3id.org/openbadges/v3",
        [V2, 7],
        [V2, {"badge": "https://evil.example/badge"}],
        {"BadgeClass": "https://evil.example/BadgeClass"},
        {"obi": "https://evil.example/#", "BadgeClass": "obi:BadgeClass"},
    ],
)
def test_a_context_that_gives_words_another_meaning_is_refused(contexts):
    assert "contexts" in failures(Fab().publish().judge(ISSUER | {"@context": contexts}))


@pytest.mark.parametrize(
    "contexts", [V2, [V2, "https://a.example/context"], [V2, {"Fablab": "https://a.example/Fablab"}]]
)
def test_a_context_that_adds_words_is_read(contexts):
    assert failures(Fab().publish().judge(ISSUER | {"@context": contexts})) == {}


def test_a_fault_in_a_linked_document_is_named_by_its_path():
    fab = Fab()
    del fab.issuer["email"]
    check = next(check for check in fab.publish().judge().checks if check.name == "linked")
    assert (check.code, check.detail) == ("structure.missing", "badge.issuer.email is missing.")


def test_a_badge_whose_issuer_is_no_profile_is_refused():
    fab = Fab()
    fab.issuer["type"] = "Criteria"
    assert failures(fab.publish().judge()) == {"linked": "structure.type"}
