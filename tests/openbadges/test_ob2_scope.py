"""Where an issuer publishes its badges: whoever publishes elsewhere can claim any issuer."""

import pytest

from arouez.openbadges.documents import Document

from .ob2_fab import ASSERTION, ASSERTION_URL, BADGE, BADGE_URL, FAB, ISSUER, ISSUER_URL, Fab, failures, outcome

EVIL = "https://evil.example"
OUTSIDE = {"scope": "scope.outside"}


@pytest.fixture
def fab():
    return Fab()


def judge_at(fab, address):
    fab.assertion["id"] = address
    return fab.publish().judge()


@pytest.mark.parametrize("address", [f"{FAB}/elsewhere/2.json", "http://fab.example/2", "https://FAB.example:443/2"])
def test_an_issuer_publishes_on_its_own_host(fab, address):
    assert failures(judge_at(fab, address)) == {}


@pytest.mark.parametrize(
    "address",
    [f"{EVIL}/1.json", "https://fab.example.evil.example/1", f"{FAB}:8443/1", "https://www.fab.example/1"],
)
def test_a_badge_on_another_host_is_refused(fab, address):
    assert failures(judge_at(fab, address)) == OUTSIDE


def test_a_badge_class_on_another_host_is_refused(fab):
    fab.badge["id"] = fab.assertion["badge"] = f"{EVIL}/laser.json"
    assert failures(fab.publish().judge()) == OUTSIDE


def test_an_issuer_may_name_other_hosts(fab):
    fab.issuer["verification"] = {"allowedOrigins": ["fab.example", "badges.example"]}
    assert failures(judge_at(fab, "https://badges.example/1")) == {}


def test_an_issuer_that_names_hosts_names_all_of_them(fab):
    fab.issuer["verification"] = {"allowedOrigins": "badges.example"}
    assert failures(judge_at(fab, ASSERTION_URL)) == OUTSIDE


@pytest.mark.parametrize("start", [f"{FAB}/awards/", [f"{FAB}/old/", f"{FAB}/awards/"]])
def test_an_issuer_may_name_a_folder(fab, start):
    fab.issuer["verification"] = {"type": "VerificationObject", "startsWith": start}
    assert failures(judge_at(fab, ASSERTION_URL)) == {}


@pytest.mark.parametrize(
    "address", [f"{FAB}/others/1", f"{FAB}/awards/../others/1", f"{FAB}/awards/%2e%2e/others/1", f"{FAB}/award"]
)
def test_a_badge_outside_the_folder_is_refused(fab, address):
    fab.issuer["verification"] = {"startsWith": f"{FAB}/awards/"}
    assert failures(judge_at(fab, address)) == OUTSIDE


def test_a_start_does_not_reach_into_the_name_of_a_host(fab):
    fab.issuer["verification"] = {"startsWith": FAB}
    assert failures(judge_at(fab, "https://fab.example.evil.example/1")) == OUTSIDE


def test_a_start_on_another_host_is_the_issuers_to_give(fab):
    fab.issuer["verification"] = {"startsWith": "https://badges.example/fab/"}
    assert failures(judge_at(fab, "https://badges.example/fab/1")) == {}


def test_both_rules_hold_if_both_are_given(fab):
    fab.issuer["verification"] = {"startsWith": f"{FAB}/", "allowedOrigins": "badges.example"}
    assert failures(judge_at(fab, ASSERTION_URL)) == OUTSIDE


def test_a_badge_class_may_narrow_what_its_issuer_allows(fab):
    fab.badge["verification"] = {"startsWith": f"{FAB}/laser/"}
    assert failures(judge_at(fab, ASSERTION_URL)) == OUTSIDE


def test_a_badge_class_cannot_widen_what_its_issuer_allows(fab):
    fab.badge["verification"] = {"allowedOrigins": ["evil.example"]}
    assert failures(judge_at(fab, f"{EVIL}/1")) == OUTSIDE


def test_an_issuer_that_says_it_is_on_another_host_is_asked_there(fab):
    """A copy of the issuer's profile, on the forger's host, brings the forger nothing."""
    fab.publish()
    fab.put(f"{EVIL}/issuer.json", fab.issuer | {"verification": {"allowedOrigins": "evil.example"}})
    fab.badge |= {"id": f"{EVIL}/laser.json", "issuer": f"{EVIL}/issuer.json"}
    fab.assertion["badge"] = fab.badge["id"]
    verdict = judge_at(fab, f"{EVIL}/1")
    assert outcome(verdict) == OUTSIDE | {"linked": "linked.lenient"}
    assert verdict.credential["badge"]["issuer"]["id"] == ISSUER_URL


def test_an_issuer_is_known_by_its_address_whatever_it_says_of_itself(fab):
    """On one host, many may have a page: one page is not another."""
    fab.publish()
    fab.put(f"{FAB}/~mallory/issuer.json", fab.issuer)
    fab.badge["issuer"] = f"{FAB}/~mallory/issuer.json"
    verdict = fab.publish().judge()
    assert outcome(verdict) == {"linked": "linked.lenient"}
    assert verdict.credential["badge"]["issuer"]["id"] == f"{FAB}/~mallory/issuer.json"


def test_an_issuer_without_an_address_publishes_where_its_web_page_is(fab):
    fab.badge["issuer"] = fab.issuer | {"id": "urn:uuid:1"}
    assert outcome(judge_at(fab, ASSERTION_URL)) == {"linked": "linked.lenient"}
    fab.badge["issuer"]["url"] = EVIL
    assert failures(judge_at(fab, ASSERTION_URL)) == OUTSIDE


def test_two_hosts_that_point_at_each_other_are_refused(fab):
    fab.publish()
    fab.put(BADGE_URL, fab.badge | {"id": f"{EVIL}/laser.json"})
    fab.put(f"{EVIL}/laser.json", fab.badge)
    assert failures(fab.judge()) == {"linked": "linked.unavailable"}


class Redirecting(Fab):
    """A host that sends anybody anywhere: `https://fab.example/out?to=…`."""

    OUT = f"{FAB}/out?to="

    def get(self, url):
        found = super().get(url.removeprefix(self.OUT))
        return Document(url.removeprefix(self.OUT), found.body)


def test_what_the_issuers_host_sends_us_on_to_is_not_the_issuers():
    fab = Redirecting().publish()
    forged = f"{EVIL}/award.json"
    fab.put(forged, ASSERTION | {"id": Redirecting.OUT + forged})
    assert failures(fab.judge(ASSERTION | {"id": Redirecting.OUT + forged})) == {"scope": "scope.outside"}


def test_an_issuer_that_is_found_elsewhere_is_who_it_is_there():
    fab = Redirecting()
    award, badge, issuer = (f"{Redirecting.OUT}{EVIL}/{name}" for name in ("award", "badge", "issuer"))
    fab.put(f"{EVIL}/award", ASSERTION | {"id": award, "badge": badge})
    fab.put(f"{EVIL}/badge", BADGE | {"id": badge, "issuer": issuer})
    fab.put(f"{EVIL}/issuer", ISSUER | {"id": issuer})
    verdict = fab.judge(ASSERTION | {"id": award, "badge": badge})
    assert verdict.credential["badge"]["issuer"]["id"] == f"{EVIL}/issuer"


def test_a_profile_may_have_moved_to_another_host():
    fab = Redirecting()
    fab.badge["issuer"] = Redirecting.OUT + "https://www.fab.example/issuer.json"
    fab.put("https://www.fab.example/issuer.json", ISSUER | {"id": "https://www.fab.example/issuer.json"})
    assert outcome(fab.publish().judge()) == {"linked": "linked.lenient"}
