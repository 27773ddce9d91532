"""A badge that its issuer publishes: what its address answers is the badge."""

import json
from datetime import timedelta

import pytest

from arouez.openbadges import ob2
from arouez.openbadges.documents import Document

from .ob2_fab import ASSERTION_URL, BADGE_URL, FAB, ISSUER_URL, Fab, Offline, failures, outcome
from .shelf import AT


@pytest.fixture
def fab():
    return Fab().publish()


def test_a_published_badge_is_valid(fab):
    verdict = fab.judge()
    assert (verdict.valid, verdict.kind, outcome(verdict)) == (True, "OB2", {})


def test_the_verdict_shows_the_badge_with_its_class_and_issuer(fab):
    credential = fab.judge().credential
    assert credential["badge"]["name"] == "Découpe laser"
    assert credential["badge"]["issuer"]["name"] == "Les Fabriques du Ponant"


def test_a_badge_that_nobody_publishes_is_refused(fab):
    del fab[ASSERTION_URL]
    assert failures(fab.judge()) == {"hosting": "hosting.unavailable"}


def test_a_badge_not_found_at_its_address_is_refused(fab):
    fab.statuses[ASSERTION_URL] = 404
    assert failures(fab.judge()) == {"hosting": "hosting.unavailable"}


def test_a_badge_without_an_address_is_refused(fab):
    fab.assertion["id"] = "urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b"
    assert "hosting.unavailable" in failures(fab.judge()).values()


def test_offline_a_badge_is_judged_as_given_and_that_is_said(fab):
    documents = Offline({BADGE_URL: fab.badge, ISSUER_URL: fab.issuer})
    assert outcome(ob2.judge(fab.assertion, documents, AT)) == {"hosting": "hosting.not_looked_up"}


@pytest.mark.parametrize(
    "change",
    [
        {"issuedOn": "2020-01-01T00:00:00Z"},
        {"expires": "2099-01-01T00:00:00Z"},
        {"recipient": {"type": "email", "hashed": False, "identity": "mallory@example.org"}},
        {"badge": f"{FAB}/other.json"},
        {"narrative": "Better than anybody."},
    ],
)
def test_a_copy_that_says_something_else_is_refused(fab, change):
    assert failures(fab.judge(fab.assertion | change))["hosting"] == "hosting.differs"


def test_a_copy_may_write_the_same_thing_in_another_way(fab):
    copy = fab.assertion | {
        "type": ["Assertion"],
        "badge": dict(fab.badge),
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-01T08:00:00Z",
        "evidence": [],
        "expires": None,
    }
    assert outcome(fab.judge(copy)) == {}


def test_what_the_issuer_says_counts_even_if_the_copy_left_it_out(fab):
    copy = dict(fab.assertion)
    fab.assertion["expires"] = "2026-05-02T00:00:00Z"
    fab.publish()
    assert failures(fab.judge(copy)) == {"validity": "validity.expired"}


def test_a_badge_that_is_gone_was_revoked(fab):
    fab.statuses[ASSERTION_URL] = 410
    fab.put(ASSERTION_URL, {"id": ASSERTION_URL, "revoked": True, "revocationReason": "awarded by mistake"})
    verdict = fab.judge()
    assert failures(verdict) == {"status": "status.revoked"}
    assert any("awarded by mistake" in check.detail for check in verdict.checks)


def test_a_badge_gone_without_a_word_was_revoked(fab):
    fab.statuses[ASSERTION_URL] = 410
    del fab[ASSERTION_URL]
    assert failures(fab.judge()) == {"status": "status.revoked"}


def test_a_badge_whose_address_says_that_it_was_revoked(fab):
    fab.put(ASSERTION_URL, {"id": ASSERTION_URL, "revoked": True})
    assert failures(fab.judge()) == {"status": "status.revoked"}


def test_a_badge_that_says_itself_that_it_was_revoked(fab):
    assert failures(fab.judge({"@context": fab.badge["@context"], "id": ASSERTION_URL, "revoked": True})) == {
        "status": "status.revoked"
    }


def test_an_answer_that_is_no_badge_is_refused(fab):
    fab[ASSERTION_URL] = b"<html>Not here</html>"
    assert failures(fab.judge()) == {"hosting": "hosting.unavailable"}


def test_a_badge_awarded_to_somebody_else(fab):
    assert failures(fab.judge(recipient="mallory@example.org")) == {"recipient": "recipient.mismatch"}


def test_a_badge_awarded_to_the_person_asked_about(fab):
    verdict = fab.judge(recipient="Nolwenn@example.org")
    assert {check.name: check.code for check in verdict.checks}["recipient"] == "recipient.ok"


@pytest.mark.parametrize(
    "identity",
    [
        {"identity": "sha256$85c4196c5516561cef673642157499b70066cb1070852b2a37fdbf3cc599b087", "salt": "sel gris"},
        {"identity": "sha256$85C4196C5516561CEF673642157499B70066CB1070852B2A37FDBF3CC599B087", "salt": "sel gris"},
        {"identity": "md5$55502f40dc8b7c769880b10874abc9d0"},
    ],
)
def test_a_hashed_recipient_is_recognised(fab, identity):
    fab.assertion["recipient"] = {"type": "email", "hashed": True} | identity
    assert failures(fab.publish().judge(recipient="test@example.com")) == {}


def test_a_badge_issued_later_than_now(fab):
    assert failures(fab.judge(at=AT - timedelta(days=30))) == {"validity": "validity.not_yet"}


class Redirecting(Fab):
    def get(self, url):
        found = super().get(url)
        return Document(url.replace("http:", "https:"), found.body)


def test_a_document_that_answers_from_elsewhere_is_remarked_on():
    fab = Redirecting().publish()
    fab.put(BADGE_URL.replace("https:", "http:"), fab.badge)
    fab.assertion["badge"] = BADGE_URL.replace("https:", "http:")
    assert outcome(fab.publish().judge()) == {"linked": "linked.lenient"}


def test_a_single_issuer_is_judged_as_what_it_is(fab):
    verdict = fab.judge(fab.issuer)
    assert verdict.valid
    assert {check.name for check in verdict.checks if check.status == "pass"} == {"format", "contexts", "structure"}


def test_a_badge_class_is_awarded_to_nobody(fab):
    verdict = fab.judge(fab.badge | {"recipient": fab.assertion["recipient"]}, recipient="nolwenn@example.org")
    assert failures(verdict) == {"recipient": "recipient.mismatch"}


def test_another_class_beside_does_not_excuse_an_assertion_from_being_published(fab):
    fab.assertion["type"] = ["Evidence", "Assertion"]
    assert failures(fab.judge())["hosting"] == "hosting.differs"


def test_what_a_revoked_badge_says_beside_is_not_read(fab):
    odd = fab.assertion | {"revoked": True, "recipient": {}, "badge": 7, "issuedOn": [], "endorsement": 7}
    assert failures(fab.judge(odd, recipient="x"))["status"] == "status.revoked"


def test_a_duplicate_in_a_linked_document_is_refused(fab):
    fab[ISSUER_URL] = json.dumps(fab.issuer).encode().replace(b'"url"', b'"name": "Other", "url"')
    assert failures(fab.judge()) == {"linked": "linked.unavailable"}
