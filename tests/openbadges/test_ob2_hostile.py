"""Whatever stands in a badge, or at an address, the answer is a verdict."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .ob2_fab import ASSERTION_URL, FAB, Fab
from .test_ob2_endorsements import EndorsedFab
from .test_ob2_signed import SigningFab
from .test_ob2_upgrade import ASSERTION_1_0, BADGE_0_5, BADGE_1_0, ISSUER_1_0, OLD

ODD = st.sampled_from(
    (
        *(None, True, 0, 1.5, "", "x", "https://", "https://[", "https://a@b/", "_:b", [], {}, [{}], [[["x"]]]),
        *({"id": {}}, {"id": []}, {"type": 7}, {"@value": "x"}, {"type": ["Extension"], "@context": 7}),
        *("2026-05-01", {"startsWith": {}}, {"verify": 7}, {"recipient": {}, "badge": {}}),
        *(f"{FAB}/issuer.json", ASSERTION_URL, "\ud800"),
    )
)


def paths(value, path=()):
    if path:
        yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from paths(member, (*path, name))


def put(document, path, value):
    for name in path[:-1]:
        document = document[name]
    document[path[-1]] = value


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("role", ["issuer", "badge", "assertion", "network", "endorsement"])
def test_any_member_may_hold_anything(role, data):
    fab = EndorsedFab()
    document = getattr(fab, role)
    if data.draw(st.booleans()):
        document["revoked"] = True
    put(document, data.draw(st.sampled_from(list(paths(document)))), data.draw(ODD))
    fab.publish()
    fab.judge(recipient="nolwenn@example.org")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("role", ["issuer", "key", "list", "assertion"])
def test_anything_may_be_signed(role, data):
    fab = SigningFab()
    document = getattr(fab, role)
    put(document, data.draw(st.sampled_from(list(paths(document)))), data.draw(ODD))
    fab.publish()
    fab.judge(fab.signed(), recipient="nolwenn@example.org")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("old", [ASSERTION_1_0, BADGE_1_0, ISSUER_1_0, BADGE_0_5])
def test_old_badges_may_hold_anything(old, data):
    document = copy.deepcopy(old)
    put(document, data.draw(st.sampled_from(list(paths(document)))), data.draw(ODD))
    Fab().judge(document, address=f"{OLD}/7.json", recipient="test@example.com")


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"a": 1, "a": 2}', b"[" * 5000, b"null"])
def test_any_address_may_answer_anything(body):
    fab = SigningFab().publish()
    for address in list(fab):
        answer = fab[address]
        fab[address] = body
        assert fab.judge(fab.signed()).valid is False
        fab[address] = answer
