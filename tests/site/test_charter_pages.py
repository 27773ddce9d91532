"""The pages of the charter: who gets in, and what happens with two tabs, forged requests and strange texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from arouez.charter import drafting, queries, services, signing
from arouez.charter.models import Remark, Signature, SigningRequest, Suspension
from arouez.charter.queries import label_of, latest_version
from arouez.network.journal import lines_of
from arouez.network.services import create_structure

CHARTER = "/reseaux/fab-brest/charte/"
ANNA = {
    "representative_name": "Anna Le Bras",
    "representative_role": "présidente",
    "representative_email": "anna@example.org",
    "has_read": "on",
}


@pytest.fixture
def signed(label, fablab, other_fablab):
    """Two structures of the network signed its first version, long ago."""
    label(fablab, other_fablab)
    return Signature.objects.get(structure=fablab)


@pytest.fixture
def candidate(network, lena, now):
    """A structure that has not signed; Lena runs it."""
    return create_structure(network, now=now, manager=lena, slug="bellevue", name="Maison de Bellevue")


@pytest.fixture
def rewrite(network, coordinator):
    """Write the draft: `rewrite("# Charte …")`."""

    def written(text):
        base = queries.draft_of(network).base
        return drafting.write(network, text, base=base, by=coordinator, now=timezone.now())

    return written


@pytest.fixture
def code():
    """The code that was sent last."""

    def sent():
        return signing.code_of(SigningRequest.objects.get())

    return sent


def suspended(fablab, network, coordinator):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=timezone.now())


# ---------------------------------------------------------------- who gets in

PUBLIC = ["", "versions/1/", "versions/1/charte.pdf", "signataires/", "signatures/{signature}/", "signatures/{signature}/charte.pdf"]  # fmt: skip
PARTICIPANTS = ["brouillon/", "structures/recouvrance/"]
COORDINATION = ["brouillon/ecrire/", "brouillon/publier/", "suivi/"]
MANAGERS = ["structures/recouvrance/signer/", "structures/recouvrance/signer/code/"]
ACTS = [
    "brouillon/ecrire/", "brouillon/publier/", "brouillon/remarques/", "brouillon/remarques/{remark}/regler/",
    "structures/recouvrance/signer/", "structures/recouvrance/signer/code/", "structures/recouvrance/retirer/",
    "structures/recouvrance/suspendre/", "structures/recouvrance/lever/", "signatures/{signature}/nom/",
]  # fmt: skip
REFUSED_TO_MEMBERS = [path for path in ACTS if "remarques" not in path]


@pytest.fixture
def address(signed, network, reader, candidate):
    """The address of a path, with what it names."""
    remark = drafting.remark(network, "", "Bien.", by=reader, now=timezone.now())

    def filled(path):
        return CHARTER + path.format(signature=signed.public_id, remark=remark.pk)

    return filled


def rows(network):
    """All that an act would add to or change."""
    return (
        lines_of(network).count(), network.charter_wordings.count(), Remark.objects.filter(settled_at=None).count(),
        Signature.objects.filter(withdrawn_at=None, shows_name=False).count(), SigningRequest.objects.count(),
        Suspension.objects.count(),
    )  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_anyone_reads_what_is_public(client, address, path):
    assert client.get(address(path)).status_code == 200


@pytest.mark.parametrize("path", PARTICIPANTS + COORDINATION)
def test_the_draft_and_what_becomes_of_structures_are_the_networks(signed_in, client, address, path, now, png):
    from conftest import make_person

    assert signed_in(make_person("Gaid")).get(address(path)).status_code == 403
    answer = client.get(address(path))
    assert (answer.status_code, "/compte/connexion/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("path", PARTICIPANTS)
def test_any_member_of_a_structure_reads_them(signed_in, address, reader, path):
    assert signed_in(reader).get(address(path)).status_code == 200


@pytest.mark.parametrize("path", COORDINATION)
def test_the_coordination_has_pages_of_its_own(signed_in, address, manager, coordinator, path):
    assert signed_in(manager).get(address(path)).status_code == 403
    assert signed_in(coordinator).get(address(path)).status_code == 200


@pytest.mark.parametrize("path", MANAGERS)
def test_a_structure_is_signed_for_by_its_managers(signed_in, address, facilitator, stranger, coordinator, path):
    for someone in (facilitator, stranger, coordinator):
        assert signed_in(someone).get(address(path)).status_code == 403


@pytest.mark.parametrize("path", ACTS)
def test_nobody_from_outside_does_anything(signed_in, client, address, network, path):
    from conftest import make_person

    where, before = address(path), rows(network)
    assert signed_in(make_person("Gaid")).post(where, {"reason": "Moi.", "shown": "1"}).status_code == 403
    assert client.post(where).status_code == 302
    assert rows(network) == before


@pytest.mark.parametrize("path", REFUSED_TO_MEMBERS)
@pytest.mark.parametrize("who", ["reader", "facilitator", "stranger"])
def test_nor_does_a_member_or_the_manager_of_another_structure(signed_in, address, network, request, path, who):
    where, before = address(path), rows(network)
    assert signed_in(request.getfixturevalue(who)).post(where, {"reason": "Moi.", "shown": "1"}).status_code == 403
    assert rows(network) == before


@pytest.mark.parametrize("path", ["structures/recouvrance/suspendre/", "structures/recouvrance/lever/"])
def test_a_manager_neither_suspends_nor_lifts_by_a_forged_request(signed_in, address, network, manager, path):
    before = rows(network)
    assert signed_in(manager).post(address(path), {"reason": "Moi."}).status_code == 403
    assert rows(network) == before


@pytest.mark.parametrize("path", ["structures/recouvrance/retirer/", "structures/recouvrance/suspendre/", "signatures/{signature}/nom/", "brouillon/remarques/"])  # fmt: skip
def test_nothing_is_done_by_following_a_link(signed_in, address, coordinator, path):
    assert signed_in(coordinator).get(address(path)).status_code == 405


def test_what_is_not_there_is_not_found(signed_in, client, signed, manager):
    for path in ("versions/9/", "signatures/0000000000000000/", "versions/9/charte.pdf"):
        assert client.get(CHARTER + path).status_code == 404
    assert client.get("/reseaux/ailleurs/charte/").status_code == 404
    assert signed_in(manager).get(CHARTER + "structures/nulle-part/").status_code == 404


def test_a_network_without_a_charter_says_so_and_shows_the_way(signed_in, client, fablab, reader, manager):
    assert "Pas encore de charte" in client.get(CHARTER).text
    assert "Personne n’a encore signé" in client.get(CHARTER + "signataires/").text
    assert f"{CHARTER}brouillon/" in signed_in(reader).get(CHARTER).text
    assert signed_in(manager).get(CHARTER + "structures/recouvrance/signer/").status_code == 404


# ---------------------------------------------------------------- public, and what is not


def test_the_charter_shows_its_text_its_digest_and_its_versions(client, signed, rewrite, network, coordinator):
    rewrite("# Charte\n\nUne autre.")
    services.publish_version(network, by=coordinator, now=timezone.now())
    text = client.get(CHARTER).text
    for words in ("Une autre.", latest_version(network).text_sha256, "Version 1", "2 structures ont le label"):
        assert words in text
    assert "Préambule" in client.get(f"{CHARTER}versions/1/").text


def test_a_persons_name_is_shown_only_as_they_agreed(signed_in, client, signed, fablab, manager, reader):
    page = f"{CHARTER}signatures/{signed.public_id}/"
    assert ("présidente" in client.get(page).text, "Anna Le Bras" in client.get(page).text) == (True, False)
    assert "Anna Le Bras" in signed_in(reader).get(page).text
    signed_in(manager).post(page + "nom/", {"shown": "1"})
    assert "Anna Le Bras" in client.get(page).text
    signed_in(manager).post(page + "nom/", {"shown": "0"})
    assert "Anna Le Bras" not in client.get(page).text


def test_an_address_is_never_shown(signed_in, client, signed, coordinator):
    for browser in (client, signed_in(coordinator)):
        for path in ("signataires/", f"signatures/{signed.public_id}/"):
            assert "anna@example.org" not in browser.get(CHARTER + path).text


def test_why_a_label_is_suspended_is_for_the_network(signed_in, client, signed, fablab, network, coordinator, reader):
    suspended(fablab, network, coordinator)
    page = f"{CHARTER}signatures/{signed.public_id}/"
    assert ("suspendu depuis" in client.get(page).text, "Extincteurs" in client.get(page).text) == (True, False)
    assert "Extincteurs périmés." in signed_in(reader).get(page).text


def test_the_signatories_are_listed_with_those_whose_label_ended(client, signed, fablab, candidate, network, manager):
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=timezone.now())
    text = client.get(CHARTER + "signataires/").text
    assert text.index("Atelier du Port") < text.index("La Fabrique de Recouvrance")
    assert ("Retirée" in text, "Nous fermons." in text, "Bellevue" in text) == (True, False, False)


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client, signed, network, label, coordinator, now, django_assert_num_queries
):
    with django_assert_num_queries(5):
        client.get(CHARTER + "signataires/")
    for number in range(6):
        label(create_structure(network, now=now, manager=coordinator, slug=f"s{number}", name=f"Atelier {number}"))
    with django_assert_num_queries(5):
        client.get(CHARTER + "signataires/")


def test_a_structures_page_says_that_it_has_the_label(client, signed, fablab, network, coordinator):
    page = client.get("/structures/recouvrance/").text
    assert page.count("Signataire de la charte-label de <strong>Fab@Brest</strong>") == 1
    suspended(fablab, network, coordinator)
    assert "suspendue depuis" in client.get("/structures/recouvrance/").text


# ---------------------------------------------------------------- writing


def draft_form(network, text):
    draft = queries.draft_of(network)
    return {"text": text, "prepares": draft.prepares, "number": draft.number}


def test_two_tabs_in_conflict_show_both_texts_and_lose_neither(signed_in, network, coordinator):
    browser = signed_in(coordinator)
    ours, theirs = draft_form(network, "# Charte\n\nÀ nous."), draft_form(network, "# Charte\n\nÀ eux.")
    assert browser.post(CHARTER + "brouillon/ecrire/", theirs).status_code == 302
    answer = browser.post(CHARTER + "brouillon/ecrire/", ours)
    assert answer.status_code == 422
    assert "Ce que Nolwenn vient d’écrire" in answer.text
    assert "À nous.</textarea>" in answer.text
    assert "À eux." in answer.text
    assert 'name="number" value="1"' in answer.text
    assert queries.draft_of(network).text == "# Charte\n\nÀ eux."
    assert browser.post(CHARTER + "brouillon/ecrire/", ours | {"number": 1}).status_code == 302
    assert queries.draft_of(network).text == "# Charte\n\nÀ nous."


def test_a_tab_opened_before_a_version_came_out_does_not_write_over_it(signed_in, network, coordinator):
    old_tab = draft_form(network, "# Charte\n\nAncienne.")
    services.publish_version(network, by=coordinator, now=timezone.now())
    answer = signed_in(coordinator).post(CHARTER + "brouillon/ecrire/", old_tab)
    assert (answer.status_code, "Ancienne." in answer.text) == (422, True)
    assert "Ancienne." not in queries.draft_of(network).text


@pytest.mark.parametrize("change", [{"text": "  \n "}, {"text": "x" * 60_001}, {"number": "x"}, {"prepares": ""}])
def test_a_text_that_is_none_is_refused_and_stays_on_the_page(signed_in, network, coordinator, change):
    answer = signed_in(coordinator).post(CHARTER + "brouillon/ecrire/", draft_form(network, "Texte.") | change)
    assert answer.status_code == 422
    assert queries.draft_of(network).number == 0


def test_what_is_said_stands_beside_its_section_until_it_is_settled(signed_in, network, reader, manager, fablab):
    heading = queries.draft_of(network).headings[3]
    answer = signed_in(reader).post(CHARTER + "brouillon/remarques/", {"section": heading, "text": "Trop court."})
    assert answer["Location"].startswith(CHARTER + "brouillon/#s3-")
    remark = Remark.objects.get()
    assert (remark.section, remark.author) == (heading, reader)
    text = signed_in(manager).get(CHARTER + "brouillon/").text
    assert text.index(heading) < text.index("Trop court.") < text.index(queries.draft_of(network).headings[4])
    signed_in(manager).post(f"{CHARTER}brouillon/remarques/{remark.pk}/regler/")
    assert "Réglé par Maelle" in signed_in(reader).get(CHARTER + "brouillon/").text


def test_a_remark_on_a_section_that_went_meanwhile_is_kept_on_the_page(signed_in, rewrite, fablab, reader):
    rewrite("# Charte\n\n## Autre partie")
    answer = signed_in(reader).post(CHARTER + "brouillon/remarques/", {"section": "2. Nos valeurs", "text": "Oui !"})
    assert (answer.status_code, "Oui !</textarea>" in answer.text) == (422, True)


def test_what_was_said_of_a_section_that_was_renamed_is_not_lost(signed_in, network, rewrite, fablab, reader):
    drafting.remark(network, "2. Nos valeurs", "Et la joie ?", by=reader, now=timezone.now())
    rewrite("# Charte\n\n## Valeurs")
    text = signed_in(reader).get(CHARTER + "brouillon/").text
    assert text.index("Sur l’ensemble") < text.index("Et la joie ?")
    assert "2. Nos valeurs" in text


def test_an_empty_remark_is_not_one(signed_in, fablab, reader):
    answer = signed_in(reader).post(CHARTER + "brouillon/remarques/", {"section": "", "text": " "})
    assert answer.status_code == 422
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "# <img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&colon;alert(1))",
        "[a](data:text/html,alert(1))",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        '[a](https://e.example/"onmouseover=alert(1))',
        "`<script>alert(1)</script>`",
        "```<script>\nalert(1)\n```",
        "<div onclick=alert(1)>\n\n</div>",
    ],
)
def test_no_text_is_markup_or_runs_anything(signed_in, client, rewrite, network, coordinator, text):
    rewrite(text)
    pages = [signed_in(coordinator).get(CHARTER + path).text for path in ("brouillon/", "brouillon/ecrire/", "brouillon/publier/")]  # fmt: skip
    services.publish_version(network, by=coordinator, now=timezone.now())
    pages.append(client.get(CHARTER).text)
    for page in pages:
        main = page[page.index("<main") : page.index("</main>")].lower()
        for danger in (
            "<script",
            "<img",
            'href="javascript',
            'href="data',
            'href="vbscript',
            '"onmouseover',
            "<div onclick",
        ):
            assert danger not in main


# ---------------------------------------------------------------- publishing


def test_the_coordination_reads_what_changes_and_publishes(signed_in, signed, network, rewrite, coordinator, work):
    rewrite(f"{latest_version(network).text}\n\nEt la joie.")
    browser = signed_in(coordinator)
    page = browser.get(CHARTER + "brouillon/publier/").text
    assert "<ins>" in page
    last_day = timezone.localdate() + timedelta(days=90)
    form = {"lapses_on": last_day.isoformat(), "prepares": 2, "number": 1}
    assert browser.post(CHARTER + "brouillon/publier/", form)["Location"] == CHARTER + "versions/2/"
    work()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ewen@example.org", "maelle@example.org"]
    assert "À renouveler" in browser.get(CHARTER + "suivi/").text


def test_a_draft_that_changed_since_it_was_read_is_not_published(signed_in, signed, network, rewrite, coordinator):
    rewrite("# Charte\n\nLue.")
    form = {"lapses_on": timezone.localdate() + timedelta(days=90), "prepares": 2, "number": 1}
    rewrite("# Charte\n\nPas lue.")
    answer = signed_in(coordinator).post(CHARTER + "brouillon/publier/", form)
    assert (answer.status_code, "Relisez-le" in answer.text) == (422, True)
    assert latest_version(network).number == 1


@pytest.mark.parametrize("day", ["", "hier", "2020-01-01"])
def test_a_wrong_last_day_is_said_and_nothing_is_published(signed_in, signed, network, rewrite, coordinator, day):
    rewrite("# Charte")
    form = {"lapses_on": day, "prepares": 2, "number": 1}
    assert signed_in(coordinator).post(CHARTER + "brouillon/publier/", form).status_code == 422
    assert latest_version(network).number == 1


def test_publishing_twice_publishes_once(signed_in, signed, network, rewrite, coordinator):
    rewrite("# Charte")
    form = {"lapses_on": timezone.localdate() + timedelta(days=90), "prepares": 2, "number": 1}
    browser = signed_in(coordinator)
    assert browser.post(CHARTER + "brouillon/publier/", form).status_code == 302
    assert browser.post(CHARTER + "brouillon/publier/", form).status_code == 422
    assert network.charter_versions.count() == 2


# ---------------------------------------------------------------- signing


SIGN = CHARTER + "structures/bellevue/signer/"


def test_a_candidate_signs_with_the_code_that_its_representative_received(
    signed_in, signed, candidate, network, lena, work
):
    browser = signed_in(lena)
    assert "Candidate" in browser.get(CHARTER).text
    assert browser.post(SIGN, ANNA | {"version": 1})["Location"] == SIGN + "code/"
    work()
    (letter,) = mail.outbox
    assert (letter.to, "Maison de Bellevue" in letter.body) == (["anna@example.org"], True)
    sent = next(line.strip() for line in letter.body.splitlines() if line.startswith("    "))
    assert "anna@example.org" in browser.get(SIGN + "code/").text
    answer = browser.post(SIGN + "code/", {"code": f" {sent} ", "version": 1})
    signature = candidate.charter_signatures.get()
    assert answer["Location"] == signature.get_absolute_url()
    assert "Cette signature est en vigueur" in browser.get(answer["Location"]).text
    assert label_of(candidate, network, timezone.now()) == signature


@pytest.mark.parametrize("lacking", ["representative_name", "representative_role", "representative_email", "has_read"])
def test_who_signs_has_a_name_a_role_an_address_and_has_read(signed_in, signed, candidate, lena, lacking):
    form = {key: value for key, value in ANNA.items() if key != lacking} | {"version": 1}
    answer = signed_in(lena).post(SIGN, form)
    assert answer.status_code == 422
    assert not SigningRequest.objects.exists()
    kept = "présidente" if lacking != "representative_role" else "Anna Le Bras"
    assert f'value="{kept}"' in answer.text


def test_a_wrong_code_is_said_and_counted(signed_in, signed, candidate, lena, code):
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    wrong = f"{(int(code()) + 1) % 10**8:08}"
    for wrongs in (wrong, "", "abc", "１２３４５６７８"):
        answer = browser.post(SIGN + "code/", {"code": wrongs, "version": 1})
        assert answer.status_code == 422
    assert SigningRequest.objects.get().tries == 3  # nothing typed is no try
    assert not candidate.charter_signatures.exists()


def test_after_five_wrong_codes_one_asks_again_and_types_nothing_twice(signed_in, signed, candidate, lena, code):
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    right = code()
    wrong = f"{(int(right) + 1) % 10**8:08}"
    for _try in range(5):
        answer = browser.post(SIGN + "code/", {"code": wrong, "version": 1})
    assert answer["Location"] == SIGN
    page = browser.get(SIGN).text
    assert ("dernier essai" in page, 'value="Anna Le Bras"' in page) == (True, True)
    assert browser.post(SIGN + "code/", {"code": right, "version": 1})["Location"] == SIGN
    assert not candidate.charter_signatures.exists()


def test_a_code_that_came_too_late_leads_back_to_the_form(signed_in, signed, candidate, lena, code):
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    SigningRequest.objects.update(asked_at=timezone.now() - signing.VALID_FOR)
    assert browser.post(SIGN + "code/", {"code": code(), "version": 1})["Location"] == SIGN
    assert "plus valable" in browser.get(SIGN).text


def test_a_version_that_came_out_between_form_and_code_is_said_and_nothing_is_lost(
    signed_in, signed, candidate, lena, code, network, rewrite, coordinator
):
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    right = code()
    rewrite("# Charte\n\nNouvelle.")
    services.publish_version(network, by=coordinator, now=timezone.now())
    assert browser.post(SIGN + "code/", {"code": right, "version": 1})["Location"] == SIGN
    page = browser.get(SIGN).text
    for words in ("Une nouvelle version", "Nouvelle.", 'value="Anna Le Bras"'):
        assert words in page
    assert not candidate.charter_signatures.exists()


def test_a_version_that_came_out_while_the_form_was_open_is_to_be_read_first(
    signed_in, signed, candidate, lena, network, rewrite, coordinator
):
    rewrite("# Charte\n\nNouvelle.")
    services.publish_version(network, by=coordinator, now=timezone.now())
    answer = signed_in(lena).post(SIGN, ANNA | {"version": 1})
    assert answer.status_code == 422
    for words in ("Une nouvelle version", 'value="Anna Le Bras"', 'name="version" value="2"'):
        assert words in answer.text
    assert "checked" not in answer.text
    assert not SigningRequest.objects.exists()


def test_a_code_of_one_structure_does_not_sign_for_another(signed_in, signed, candidate, lena, code, coordinator, now):
    campus = create_structure(
        latest_version(candidate.networks.get()).network, now=now, manager=lena, slug="campus", name="Fab’Campus"
    )
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    answer = browser.post(CHARTER + "structures/campus/signer/code/", {"code": code(), "version": 1})
    assert answer["Location"] == CHARTER + "structures/campus/signer/"
    assert not campus.charter_signatures.exists()


def test_the_same_code_in_two_tabs_signs_once(signed_in, signed, candidate, lena, code):
    browser = signed_in(lena)
    browser.post(SIGN, ANNA | {"version": 1})
    right = code()
    assert browser.post(SIGN + "code/", {"code": right, "version": 1}).status_code == 302
    assert browser.post(SIGN + "code/", {"code": right, "version": 1})["Location"] == SIGN
    assert "déjà signé cette version" in browser.get(SIGN).text
    assert candidate.charter_signatures.count() == 1


def test_a_structure_suspended_while_it_signs_has_signed_and_has_no_label(
    signed_in, signed, fablab, network, manager, coordinator, rewrite, code
):
    rewrite("# Charte\n\nNouvelle.")
    services.publish_version(network, by=coordinator, now=timezone.now())
    browser, sign = signed_in(manager), CHARTER + "structures/recouvrance/signer/"
    browser.post(sign, ANNA | {"version": 2})
    suspended(fablab, network, coordinator)
    answer = browser.post(sign + "code/", {"code": code(), "version": 2})
    assert "suspendu depuis" in browser.get(answer["Location"]).text
    assert label_of(fablab, network, timezone.now()) is None


# ---------------------------------------------------------------- ending


def test_a_structure_sees_what_it_signed_and_leaves(signed_in, signed, fablab, network, manager):
    browser, page = signed_in(manager), CHARTER + "structures/recouvrance/"
    assert "signée le 06/01/2020 par Anna Le Bras" in browser.get(page).text
    browser.post(page + "retirer/", {"reason": "Nous fermons."})
    text = browser.get(page).text
    for words in ("Retirée", "Nous fermons.", "Signature retirée par la structure"):
        assert words in text
    assert label_of(fablab, network, timezone.now()) is None


def test_without_a_reason_nothing_ends(signed_in, signed, fablab, network, coordinator):
    browser, page = signed_in(coordinator), CHARTER + "structures/recouvrance/"
    for act in ("retirer/", "suspendre/"):
        browser.post(page + act, {"reason": " "})
        assert "Dites pourquoi" in browser.get(page).text
    assert label_of(fablab, network, timezone.now())


def test_the_coordination_suspends_and_lifts(signed_in, signed, fablab, network, coordinator):
    browser, page = signed_in(coordinator), CHARTER + "structures/recouvrance/"
    browser.post(page + "suspendre/", {"reason": "Extincteurs périmés."})
    assert "Extincteurs périmés." in browser.get(page).text
    assert label_of(fablab, network, timezone.now()) is None
    browser.post(page + "lever/")
    assert label_of(fablab, network, timezone.now()) == signed


def test_what_is_done_in_another_tab_is_said(signed_in, signed, fablab, network, coordinator):
    browser, page = signed_in(coordinator), CHARTER + "structures/recouvrance/"
    suspended(fablab, network, coordinator)
    browser.post(page + "suspendre/", {"reason": "Encore."})
    assert "déjà suspendu" in browser.get(page).text


def test_a_structure_that_left_the_network_keeps_its_page_and_signs_no_more(
    signed_in, signed, fablab, network, manager, coordinator
):
    services.withdraw(fablab, network, by=manager, reason="Nous partons.", now=timezone.now())
    network.structures.remove(fablab)
    assert signed_in(coordinator).get(CHARTER + "structures/recouvrance/").status_code == 200
    assert signed_in(manager).get(CHARTER + "structures/recouvrance/signer/").status_code == 403


def test_the_coordination_sees_who_is_reminded(signed_in, signed, fablab, network, rewrite, coordinator):
    rewrite("# Charte")
    services.publish_version(network, by=coordinator, now=timezone.now())
    page = signed_in(coordinator).get(CHARTER + "suivi/").text
    assert "Atelier du Port, La Fabrique de Recouvrance" in page
    assert page.count("(prévu)") == 3


def test_the_coordination_sees_the_candidates_too(signed_in, signed, candidate, coordinator):
    page = signed_in(coordinator).get(CHARTER + "suivi/").text
    assert ("Maison de Bellevue" in page, "Candidate" in page) == (True, True)


def test_a_lapsed_structure_is_said_to_be(client, signed, fablab, network, coordinator):
    past = datetime(2020, 2, 1, tzinfo=UTC)
    drafting.write(network, "Autre.", base=(2, 0), by=coordinator, now=past)
    services.publish_version(network, by=coordinator, now=past)
    text = client.get(f"{CHARTER}signatures/{signed.public_id}/").text
    assert ("n’est pas en vigueur" in text, "01/08/2020" in text) == (True, True)
