"""A person brings badges from elsewhere: they are verified, kept apart, and never taken for the network's."""

import io
import json
import random
import zipfile
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from elsewhere import FAB, ISSUED, KEY, foreign, hosted, text
from hypothesis import HealthCheck, given, settings

from arouez.errors import DomainError, NotAllowed
from arouez.openbadges import carriers, keys, sign
from arouez.passport.imports import services
from arouez.passport.imports.unpacking import MOST_BADGES, unpack
from arouez.passport.models import Import, ImportedBadge, ImportLine
from arouez.passport.services import collect_awards
from arouez.verification.facts import Facts

Outcome, State = ImportLine.Outcome, ImportedBadge.State
LATER = timedelta(minutes=2)


def zipped(files: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def add(lena, now, work, elsewhere):
    """Lena gives a file; the outcomes, once the background work is done."""

    def add(data: bytes, name: str = "badge.json") -> list[str]:
        run = services.add_file(lena, data, name, now)
        work()
        run.refresh_from_db()
        assert run.finished_at
        return [line.outcome for line in run.lines.all()]

    return add


@pytest.fixture
def kept(lena, add):
    """One badge from elsewhere, in Lena's passport."""
    assert add(text(foreign())) == [Outcome.ADDED]
    return lena.imported_badges.get()


# ---- what is read


def test_a_badge_is_added_with_its_own_issuer(kept):
    assert (kept.name, kept.issuer_name, kept.issuer_host[:8]) == (
        "Broderie numérique", "Les Fabriques du Ponant", "did:key:",
    )  # fmt: skip
    assert (kept.state, kept.generation, kept.awarded_at) == (State.VALID, "Open Badges 3.0", ISSUED)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_baked_picture_is_kept_as_it_came_and_shown_redrawn(add, lena, signed_in, png, form):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="5" cy="5" r="4"/></svg>'
    baked = carriers.bake(png if form == "png" else svg, json.dumps(foreign()))
    assert add(baked, f"badge.{form}") == [Outcome.ADDED]
    badge = lena.imported_badges.get()
    address = badge.get_absolute_url()
    shown = signed_in(lena).get(address + "image.png")
    assert (shown["Content-Type"], carriers.sniff(shown.content)) == ("image/png", "png")
    original = signed_in(lena).get(address + "original")
    assert original.content == baked
    assert original["Content-Disposition"] == f'attachment; filename="badge-broderie-numerique.{form}"'


def test_a_drawing_that_runs_something_is_not_shown(add, lena, signed_in):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
    assert add(carriers.bake(svg, json.dumps(foreign())), "badge.svg") == [Outcome.ADDED]
    badge = lena.imported_badges.get()
    assert signed_in(lena).get(badge.get_absolute_url() + "image.png").status_code == 404
    assert "attachment" in signed_in(lena).get(badge.get_absolute_url() + "original")["Content-Disposition"]


def test_pictures_elsewhere_are_never_fetched_nor_linked(add, lena, signed_in, elsewhere):
    credential = foreign()
    credential["credentialSubject"]["achievement"]["image"] = {"id": "https://spy.example/pixel.png", "type": "Image"}
    credential.pop("proof")
    add(text(sign(credential, KEY, created=ISSUED)))
    badge = lena.imported_badges.get()
    assert "spy.example" not in signed_in(lena).get(badge.get_absolute_url()).content.decode()


def test_a_hosted_badge_is_verified_in_the_background(add, elsewhere, lena):
    assert add(text(hosted(elsewhere))) == [Outcome.ADDED]
    badge = lena.imported_badges.get()
    assert (badge.name, badge.issuer_host, badge.generation) == ("Couture", "fab.example", "Open Badges 2.0")


def test_an_address_is_enough(lena, now, work, elsewhere):
    hosted(elsewhere)
    run = services.add_address(lena, f"{FAB}/awards/1", now)
    assert run.finished_at is None
    work()
    assert [line.outcome for line in run.lines.all()] == [Outcome.ADDED]


def test_an_address_of_several_badges_adds_each(lena, now, work, elsewhere):
    elsewhere[f"{FAB}/all"] = text([foreign(number=1), foreign(number=2)])
    run = services.add_address(lena, f"{FAB}/all", now)
    work()
    assert [line.outcome for line in run.lines.all()] == [Outcome.ADDED, Outcome.ADDED]


def test_an_address_that_does_not_answer_is_told(lena, now, work, elsewhere):
    run = services.add_address(lena, f"{FAB}/nothing", now)
    work()
    line = run.lines.get()
    assert (line.outcome, line.code) == (Outcome.UNREADABLE, "document.unavailable")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda badges: badges,
        lambda badges: {"credential": badges, "compactJwsString": []},
        lambda badges: {"assertions": badges, "status": {"statusCode": 200}},
        lambda badges: {"type": ["VerifiablePresentation"], "verifiableCredential": badges},
        lambda badges: {"type": ["ClrCredential"], "credentialSubject": {"verifiableCredential": badges}},
        lambda badges: {"badges": [{"assertion": badge, "imageUrl": "x"} for badge in badges]},
    ],
)
def test_each_badge_of_a_list_is_added_on_its_own(add, wrap):
    forged = foreign(number=2) | {"name": "Chef de tout"}
    assert add(text(wrap([foreign(number=1), forged, foreign(number=3)]))) == [
        Outcome.ADDED, Outcome.REFUSED, Outcome.ADDED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "export",
    [
        {"status": {"success": True}, "result": [{"entityType": "Assertion", "openBadgeId": f"{FAB}/awards/1"}]},
        [{"id": "abc", "json": {"id": f"{FAB}/awards/1", "type": "Assertion"}, "shareUrl": f"{FAB}/share"}],
        {"emails": ["lena@example.org"], "badges": [{"id": 7, "name": "Couture", "assertion_url": f"{FAB}/awards/1"}]},
        {"groupId": 3, "badges": [{"hostedUrl": f"{FAB}/awards/1", "assertion": {"uid": "1"}}]},
    ],
)
def test_exports_that_only_say_where_badges_are_lead_to_them(add, elsewhere, export):
    hosted(elsewhere)
    assert add(text(export), "export.json") == [Outcome.ADDED]


def test_an_archive_gives_all_its_badges_and_names_what_it_refuses(add, lena, png):
    archive = {
        "broderie.png": carriers.bake(png, json.dumps(foreign(number=1))),
        "couture.json": text(foreign(number=2)),
        "photo.png": png,
        "nested.zip": zipped({"a.json": b"{}"}),
        "lisez-moi.pdf": b"%PDF-1.7",
        "__MACOSX/._couture.json": b"x",
    }
    assert add(zipped(archive), "badges.zip") == [
        Outcome.ADDED, Outcome.ADDED, Outcome.UNREADABLE, Outcome.NESTED, Outcome.UNREADABLE,
    ]  # fmt: skip
    assert ImportLine.objects.get(outcome=Outcome.NESTED).source == "nested.zip"


# ---- what is too much


def outcomes_of(data: bytes, name: str = "badges.zip") -> set[str]:
    return {piece.refusal for piece in unpack(name, data)}


def test_a_file_that_swells_is_left_aside():
    assert outcomes_of(zipped({"bomb.json": b" " * 4_000_000})) == {Outcome.BLOATED}


def test_a_file_of_more_than_5_mb_is_left_aside():
    archive = zipped({"big.json": b" " * (5 * 1024 * 1024 + 1)}, zipfile.ZIP_STORED)
    assert outcomes_of(archive) == {Outcome.TOO_LARGE}


def test_an_archive_that_lies_about_sizes_is_not_believed():
    archive = bytearray(zipped({"bomb.json": b" " * 4_000_000}))
    place = archive.index(b"PK\1\2")
    archive[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert outcomes_of(bytes(archive)) == {Outcome.DAMAGED}


def test_an_archive_is_opened_up_to_50_mb_and_no_further():
    file = b" " * 4_000_000 + random.Random(1).randbytes(50_000)  # swells, but less than a hundredfold
    archive = zipped({f"{number}.json": file for number in range(30)})
    pieces = unpack("badges.zip", archive)
    assert len(pieces) < 15
    assert pieces[-1].refusal == Outcome.BLOATED


def test_an_archive_of_thousands_of_entries_is_left_aside():
    archive = zipped({f"{number}.json": b"" for number in range(1_001)}, zipfile.ZIP_STORED)
    assert outcomes_of(archive) == {Outcome.BLOATED}


@pytest.mark.parametrize("data", [b"PK\3\4", b"PK\3\4" + b"\0" * 40, b"PK\5\6" + b"\0" * 18, b"PK\5\6"])
def test_a_damaged_archive_says_so(data):
    assert outcomes_of(data) <= {Outcome.DAMAGED, Outcome.EMPTY}


def test_an_encrypted_archive_says_so():
    archive = bytearray(zipped({"a.json": b"{}"}))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        archive[archive.index(mark) + flags] |= 1
    assert outcomes_of(bytes(archive)) == {Outcome.LOCKED}


def test_after_the_hundredth_badge_the_rest_is_left_aside():
    pieces = unpack("all.json", text([{"credentialSubject": {}}] * (MOST_BADGES + 20)))
    assert [piece.refusal for piece in pieces[-2:]] == ["", Outcome.TOO_MANY]
    assert len(pieces) == MOST_BADGES + 1


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"3", b'"x"', b"{}", b"[[[[[[[[[[[[]]]]]]]]]]]]", b"[" * 100_000, b"[{},[{}],null,7]",
     b'{"result": 3}', b'{"badges": {"badges": {"badges": "x"}}}', b"\xff\xfe", b"\0", b"a.b.c", b'{"vc": []}',
     b'[{"openBadgeId": 7}]', b'[{"json": []}]', b'{"credentialSubject": []}', b'["\\ud800", {"recipient": 1, "badge": "\\ud800"}]',
     b'{"issuer": {"name": "\\u0000\\ud800"}, "credentialSubject": {"achievement": {"name": "\\u0000"}}}'],
)  # fmt: skip
def test_what_is_no_badge_adds_nothing_and_says_so(add, data):
    outcomes = add(data)
    assert outcomes
    assert set(outcomes) <= {Outcome.REFUSED, Outcome.EMPTY, Outcome.UNREADABLE}


def test_nobody_adds_without_end(lena, now):
    for _time in range(services.MOST_IMPORTS):
        services.add_file(lena, b"{}", "x.json", now)
    with pytest.raises(DomainError):
        services.add_file(lena, b"{}", "x.json", now)
    services.add_file(lena, b"{}", "x.json", now + timedelta(hours=2))


def test_nobody_verifies_without_end(kept, lena, monkeypatch):
    monkeypatch.setattr(services, "MOST_VERIFIED", 1)
    with pytest.raises(DomainError):
        services.verify_again(kept, by=lena, now=kept.verified_at)
    services.verify_again(kept, by=lena, now=kept.verified_at + LATER)


# ---- whose it is, and whether it holds


def test_a_badge_of_somebody_else_is_refused_with_what_to_do(add, lena, signed_in):
    assert add(text(foreign(to="gael@example.org"))) == [Outcome.SOMEONE_ELSE]
    page = signed_in(lena).get(Import.objects.get().get_absolute_url()).content.decode()
    assert "/compte/adresses/" in page
    assert not lena.imported_badges.exists()


def test_a_badge_sent_to_any_of_ones_proved_addresses_is_ones_own(add, lena):
    EmailAddress.objects.create(user=lena, email="lena@work.example", verified=True)
    assert add(text(foreign(to="lena@work.example"))) == [Outcome.ADDED]


def test_an_address_that_is_not_proved_does_not_count(add, lena):
    EmailAddress.objects.create(user=lena, email="lena@work.example", verified=False)
    assert add(text(foreign(to="lena@work.example"))) == [Outcome.SOMEONE_ELSE]


def test_a_person_without_a_proved_address_has_no_badge_sent_to_one(add, lena):
    EmailAddress.objects.filter(user=lena).update(verified=False)
    assert add(text(foreign())) == [Outcome.SOMEONE_ELSE]


def test_a_badge_that_names_no_address_is_kept_and_says_so(add, lena, signed_in):
    assert add(text(foreign(to=None, subject_id="did:example:lena"))) == [Outcome.ADDED]
    page = signed_in(lena).get(lena.imported_badges.get().get_absolute_url()).content.decode()
    assert "ne donne pas d’adresse" in page


def test_a_tampered_badge_is_refused_and_its_verdict_is_shown(add, lena, signed_in):
    assert add(text(foreign() | {"name": "Chef de tout"})) == [Outcome.REFUSED]
    page = signed_in(lena).get(Import.objects.get().get_absolute_url()).content.decode()
    assert "La signature ne correspond pas" in page
    assert not lena.imported_badges.exists()


def test_a_badge_that_expired_is_genuine_and_kept_as_such(add, lena, signed_in):
    assert add(text(foreign(valid_until=ISSUED + timedelta(days=1)))) == [Outcome.ADDED]
    badge = lena.imported_badges.get()
    assert badge.state == State.EXPIRED
    assert "sa période de validité est passée" in signed_in(lena).get(badge.get_absolute_url()).content.decode()


def test_a_badge_expires_without_being_verified_again(kept):
    kept.expires_at = ISSUED
    assert kept.state_at(ISSUED) == State.EXPIRED


def test_a_badge_whose_issuer_does_not_answer_is_kept_to_be_verified(add, lena, signed_in, work, elsewhere):
    issuer = "did:web:fab.example"
    key = keys.SigningKey.generate(issuer, "key-0")
    assert add(text(foreign(key=key))) == [Outcome.UNSURE]
    badge = lena.imported_badges.get()
    browser = signed_in(lena)
    assert "À vérifier" in browser.get(badge.get_absolute_url()).content.decode()

    elsewhere["https://fab.example/.well-known/did.json"] = text(
        {"id": issuer, "verificationMethod": [key.public.to_json()], "assertionMethod": [key.public.id]}
    )
    assert (
        "Réessayez dans une minute"
        in browser.post(badge.get_absolute_url() + "verifier/", follow=True).content.decode()
    )
    ImportedBadge.objects.update(verified_at=badge.verified_at - LATER)
    browser.post(badge.get_absolute_url() + "verifier/")
    badge.refresh_from_db()
    assert badge.is_being_verified
    assert "Vérification en cours" in browser.get(badge.get_absolute_url()).content.decode()
    work()
    badge.refresh_from_db()
    assert (badge.state, badge.is_being_verified, badge.issuer_host) == (State.VALID, False, "fab.example")


def test_a_hosted_badge_revoked_later_shows_it(add, elsewhere, lena, work):
    add(text(hosted(elsewhere)))
    badge = lena.imported_badges.get()
    elsewhere[f"{FAB}/awards/1"] = text({"id": f"{FAB}/awards/1", "revoked": True})
    services.verify_again(badge, by=lena, now=badge.verified_at + LATER)
    work()
    badge.refresh_from_db()
    assert (badge.state, badge.name) == (State.REVOKED, "Couture")


def test_a_revoked_badge_is_not_added(add, elsewhere):
    assertion = hosted(elsewhere)
    elsewhere[f"{FAB}/awards/1"] = text({"id": f"{FAB}/awards/1", "revoked": True})
    assert add(text(assertion)) == [Outcome.REFUSED]


def test_a_badge_removed_while_it_is_verified_does_not_come_back(add, elsewhere, lena, work):
    add(text(hosted(elsewhere)))
    badge = lena.imported_badges.get()
    services.verify_again(badge, by=lena, now=badge.verified_at + LATER)
    services.remove(badge, by=lena)
    work()
    assert not lena.imported_badges.exists()


# ---- the same badge again


def test_the_same_badge_is_never_doubled(kept, add, lena):
    assert add(text(foreign())) == [Outcome.KNOWN]
    assert add(text([foreign(), foreign()])) == [Outcome.KNOWN, Outcome.KNOWN]
    assert lena.imported_badges.count() == 1


def test_ids_are_compared_trimmed_and_decoded(kept, add, lena):
    escaped = foreign(number="%31")
    assert add(text(escaped)) == [Outcome.KNOWN]


def test_a_later_version_replaces_the_badge_and_an_older_one_does_not(kept, add, lena):
    assert add(text(foreign(valid_from=ISSUED + timedelta(days=1), name="Broderie, version 2"))) == [Outcome.REPLACED]
    assert add(text(foreign(valid_from=ISSUED - timedelta(days=1), name="Broderie, version 0"))) == [Outcome.KNOWN]
    badge = lena.imported_badges.get()
    assert (badge.name, badge.public_id) == ("Broderie, version 2", kept.public_id)


def test_a_forged_later_version_replaces_nothing(kept, add, lena):
    forged = foreign(valid_from=ISSUED + timedelta(days=1)) | {"name": "Chef de tout"}
    assert add(text(forged)) == [Outcome.REFUSED]
    assert lena.imported_badges.get().issued_at == ISSUED


def test_two_people_may_have_brought_a_badge_that_names_nobody(add, lena, stranger, now):
    badge = text(foreign(to=None, subject_id="did:example:group"))
    add(badge)
    services.add_file(stranger, badge, "badge.json", now)
    assert (lena.imported_badges.count(), stranger.imported_badges.count()) == (1, 1)


# ---- never mistaken for the network's


def test_our_own_badge_is_recognised_and_goes_where_it_belongs(give, add, lena, signed_in):
    award = give()
    assert add(award.document.encode()) == [Outcome.OURS]
    assert lena.entries.get().award == award
    assert not lena.imported_badges.exists()
    page = signed_in(lena).get(Import.objects.get().get_absolute_url()).content.decode()
    assert award.get_absolute_url() in page


def test_our_own_badge_sent_to_another_address_is_told_how_to_be_had(give, add, lena):
    award = give("lena@work.example")
    assert add(award.document.encode()) == [Outcome.OURS_ELSEWHERE]
    assert not hasattr(award, "entry")


def test_our_own_badge_in_another_passport_stays_there(give, add, stranger, now):
    award = give("ewen@example.org", "Ewen")
    collect_awards(stranger, now)
    assert add(award.document.encode()) == [Outcome.OURS_TAKEN]


@pytest.mark.parametrize("host", ["badges.test", "BADGES.test:80", "badges.test."])
def test_a_foreign_badge_under_our_address_is_never_kept(add, lena, host):
    assert add(text(foreign(id=f"http://{host}/credentials/0123456789abcdef"))) == [Outcome.OURS_UNKNOWN]
    assert not lena.imported_badges.exists()


def test_our_own_address_is_recognised(give, lena, now, work, elsewhere):
    award = give()
    run = services.add_address(lena, award.url, now)
    work()
    assert [line.outcome for line in run.lines.all()] == [Outcome.OURS]


def test_a_badge_that_takes_the_networks_name_shows_who_signed_it(add, lena, network, signed_in):
    add(text(foreign(issuer_name="Fab@Br\u200be\u202est", name="Découpeuse laser")))
    badge = lena.imported_badges.get()
    assert badge.issuer_name == "Fab@Brest"
    for address in ("/passeport/", "/passeport/ailleurs/", badge.get_absolute_url()):
        page = signed_in(lena).get(address).content.decode()
        assert "émis ailleurs" in page
        assert badge.issuer_host in page


def test_a_host_in_other_letters_is_shown_in_those_of_the_dns(kept):
    kept.issuer_id = "https://fаb.example/issuer"  # a Cyrillic а
    assert kept.issuer_host == "xn--fb-7kc.example"


# ---- the pages, and for whom


def test_the_form_leads_to_the_badge(lena, signed_in, png):
    browser = signed_in(lena)
    file = SimpleUploadedFile("badge.png", carriers.bake(png, json.dumps(foreign())))
    answer = browser.post("/passeport/ailleurs/ajouter/", {"file": file})
    assert answer.url == lena.imported_badges.get().get_absolute_url()


def test_the_form_takes_an_address_and_shows_that_it_is_being_verified(lena, signed_in, work, elsewhere):
    hosted(elsewhere)
    browser = signed_in(lena)
    answer = browser.post("/passeport/ailleurs/ajouter/", {"address": f"{FAB}/awards/1"}, follow=True)
    assert "Vérification en cours" in answer.content.decode()
    work()
    again = browser.get(answer.request["PATH_INFO"], headers={"hx-request": "true"}).content.decode()
    assert "Ajouté à votre passeport" in again
    assert "hx-get" not in again


@pytest.mark.parametrize("fields", [{"address": ""}, {"address": "ftp://fab.example"}])
def test_a_form_filled_in_wrong_says_what_to_correct(lena, signed_in, fields):
    assert signed_in(lena).post("/passeport/ailleurs/ajouter/", fields).status_code == 422


def test_a_badge_is_removed_with_its_file(kept, lena, signed_in):
    answer = signed_in(lena).post(kept.get_absolute_url() + "retirer/", follow=True)
    assert "n’est plus dans votre passeport" in answer.content.decode()
    assert not lena.imported_badges.exists()


@pytest.mark.parametrize("address", ["", "image.png", "original", "verifier/", "retirer/"])
def test_a_badge_from_elsewhere_is_its_holders_alone(kept, client, signed_in, stranger, address):
    where = kept.get_absolute_url() + address
    method = "post" if address in ("verifier/", "retirer/") else "get"
    assert getattr(signed_in(stranger), method)(where).status_code == 404
    assert getattr(client, method)(where).status_code == 302
    kept.refresh_from_db()


@pytest.mark.parametrize("address", ["/passeport/ailleurs/", "/passeport/ailleurs/ajouter/"])
def test_visitors_sign_in_first(client, address):
    assert client.get(address).status_code == 302


def test_what_someone_gave_is_theirs_alone(kept, client, signed_in, stranger):
    where = Import.objects.get().get_absolute_url()
    assert signed_in(stranger).get(where).status_code == 404
    assert client.get(where).status_code == 302
    assert kept.name not in signed_in(stranger).get("/passeport/ailleurs/").content.decode()


def test_services_refuse_the_wrong_person(kept, stranger, now):
    with pytest.raises(NotAllowed):
        services.verify_again(kept, by=stranger, now=now)
    with pytest.raises(NotAllowed):
        services.remove(kept, by=stranger)


def test_many_badges_cost_no_more_queries(add, lena, signed_in, django_assert_max_num_queries):
    add(text([foreign(number=number) for number in range(20)]))
    browser = signed_in(lena)
    with django_assert_max_num_queries(10):
        browser.get("/passeport/")
    with django_assert_max_num_queries(8):
        browser.get("/passeport/ailleurs/")
    with django_assert_max_num_queries(8):
        browser.get(Import.objects.get().get_absolute_url())


# ---- what a killed worker leaves


def test_a_long_import_is_judged_slice_by_slice(add, elsewhere, lena):
    assertions = [hosted(elsewhere, id=f"{FAB}/awards/{number}") for number in range(services.LINES_PER_SLICE + 1)]
    assert set(add(text(assertions))) == {Outcome.ADDED}
    assert lena.imported_badges.count() == len(assertions)


def test_an_import_that_was_interrupted_goes_on(lena, now, work, elsewhere):
    run = Import.objects.create(person=lena, started_at=now)
    ImportLine.objects.create(run=run, number=1, source="badge.json", data=text(foreign()))
    services.resume()
    work()
    assert run.lines.get().outcome == Outcome.ADDED


# ---- whatever anyone writes

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests run beside
WORDS = ["id", "type", "credentialSubject", "achievement", "issuer", "name", "identifier", "image", "criteria", "badge",
         "recipient", "verifiableCredential", "result", "badges", "json", "assertion", "vc", "validFrom", "@value"]  # fmt: skip
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["https://x.example", "a.b.c"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=5),
    max_leaves=25,
)


@unhurried
@given(st.dictionaries(st.sampled_from(WORDS), ANYTHING), st.sampled_from(["OB3", "OB2", "OB1", "unknown"]))
def test_facts_are_read_of_anything(credential, kind):
    facts = Facts.read(kind, credential)
    assert not set(facts.name + facts.issuer_name) & {"\0", "\u202e", "\u200b", "\n"}


@unhurried
@given(ANYTHING)
def test_anything_is_unpacked_to_pieces(value):
    assert unpack("x.json", json.dumps(value).encode())


@unhurried
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\3\4" + data))
def test_any_bytes_are_unpacked_to_pieces(data):
    assert unpack("x", data)
