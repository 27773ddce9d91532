"""Endorsements: somebody else says something of the badge, its class or its issuer."""

import pytest

from .ob2_fab import ASSERTION_URL, BADGE_URL, ISSUER, V2, Fab, failures, outcome

NETWORK = "https://network.example"
ENDORSEMENT_URL = f"{NETWORK}/endorsements/1.json"


class EndorsedFab(Fab):
    def __init__(self):
        super().__init__()
        self.network = ISSUER | {"id": f"{NETWORK}/issuer.json", "name": "Réseau", "url": NETWORK}
        self.endorsement = {
            "@context": V2,
            "type": "Endorsement",
            "id": ENDORSEMENT_URL,
            "claim": {"id": BADGE_URL, "endorsementComment": "Recommandé"},
            "issuer": f"{NETWORK}/issuer.json",
            "issuedOn": "2026-05-01T10:00Z",
            "verification": {"type": "hosted"},
        }
        self.badge["endorsement"] = [ENDORSEMENT_URL]

    def publish(self):
        self.put(f"{NETWORK}/issuer.json", self.network)
        self.put(ENDORSEMENT_URL, self.endorsement)
        return super().publish()


@pytest.fixture
def fab():
    return EndorsedFab()


def test_a_sound_endorsement_is_remarked_on_in_the_verdict(fab):
    verdict = fab.publish().judge()
    assert outcome(verdict) == {}
    assert [contained.credential["issuer"]["name"] for contained in verdict.contained] == ["Réseau"]


def test_an_endorsement_in_the_badge_itself_is_looked_up(fab):
    fab.badge["endorsement"] = fab.endorsement
    assert outcome(fab.publish().judge()) == {}


def test_an_endorsement_that_the_endorser_words_otherwise_is_forged(fab):
    fab.badge["endorsement"] = fab.endorsement | {"claim": {"id": BADGE_URL, "endorsementComment": "Obligatoire"}}
    assert failures(fab.publish().judge()) == {"endorsements": "endorsements.forged"}


def test_an_endorsement_published_by_the_endorsed_is_forged(fab):
    fab.publish()
    own = "https://fab.example/praise.json"
    fab.put(own, fab.endorsement | {"id": own})
    fab.badge["endorsement"] = own
    fab.put(BADGE_URL, fab.badge)
    assert failures(fab.judge()) == {"endorsements": "endorsements.forged"}


@pytest.mark.parametrize("change", [{"revoked": True}, {"expires": "2026-05-02T00:00:00Z"}])
def test_an_endorsement_that_lapsed_is_remarked_on(fab, change):
    fab.endorsement |= change
    assert outcome(fab.publish().judge()) == {"endorsements": "endorsements.lapsed"}


def test_an_endorsement_that_cannot_be_had_is_remarked_on(fab):
    fab.publish()
    del fab[ENDORSEMENT_URL]
    assert outcome(fab.judge()) == {"endorsements": "endorsements.lapsed"}


def test_an_endorsement_of_something_else_is_remarked_on(fab):
    fab.endorsement["claim"]["id"] = "https://other.example/badge.json"
    assert outcome(fab.publish().judge()) == {"endorsements": "endorsements.elsewhere"}


def test_what_makes_no_claim_is_no_endorsement(fab):
    fab.badge["endorsement"] = [ASSERTION_URL]
    assert outcome(fab.publish().judge()) == {"endorsements": "endorsements.lapsed"}


def test_what_is_not_typed_as_one_is_no_endorsement(fab):
    fab.endorsement["type"] = "Evidence"
    assert outcome(fab.publish().judge()) == {"endorsements": "endorsements.lapsed"}


def test_more_endorsements_than_anyone_reads_are_refused(fab):
    fab.badge["endorsement"] = [ENDORSEMENT_URL] * 31
    assert failures(fab.publish().judge()) == {"endorsements": "credentials.too_many"}


def test_an_endorsement_alone_is_judged_as_an_assertion_is(fab):
    assert outcome(fab.publish().judge(fab.endorsement)) == {}
