"""The pages of the canvases: who gets in, and what happens with two tabs, forged requests and strange files."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from arouez.badges.models import Achievement
from arouez.canvases import mails, printing, queries, rounds, services, uploads
from arouez.canvases.fields import FIELDS, STEPS
from arouez.canvases.models import Canvas, Voice
from arouez.errors import DomainError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.services import create_structure
from arouez.openbadges import carriers

TEXTS = {
    "title": "Fraiseuse numérique",
    "tagline": "J’usine une pièce en sécurité.",
    "recognises": "La personne a usiné une pièce, seule.",
    "family": "skill",
    "criteria": "★ La personne bride sa pièce → on tire dessus\nLa personne fait son zéro",
    "levels": "Je découvre : avec de l’aide",
    "alignments": "ESCO ; Usiner ; http://data.europa.eu/esco/skill/1",
}


@pytest.fixture
def canvas(network, fablab, other_fablab, label, facilitator):
    """In discussion since a month, in a network of two structures with its label."""
    label(fablab, other_fablab)
    then = timezone.now() - timedelta(days=30)
    canvas = services.create_canvas(network, by=facilitator, texts=TEXTS, now=then)
    return services.open_discussion(canvas, by=facilitator, now=then)


@pytest.fixture
def round(canvas, facilitator):
    """A round that runs for a few days."""
    now = timezone.now()
    return rounds.open_round(
        canvas, by=facilitator, last_day=timezone.localdate(now) + timedelta(days=5), quorum=2, now=now
    )


@pytest.fixture
def adopted(canvas, round, fablab, other_fablab, manager, stranger):
    """An objection was raised and lifted on the way."""
    say = {"round": round, "now": timezone.now()}
    objection = {"position": "objection", "reason": "Trop court.", "proposal": "Ajouter l’aspiration."}
    rounds.give_voice(structure=fablab, by=manager, **objection, **say)
    rounds.give_voice(structure=fablab, by=manager, position="consent", reason="Vu ensemble.", **say)
    rounds.give_voice(structure=other_fablab, by=stranger, position="consent", **say)
    rounds.close(round, now=round.deadline)
    canvas.refresh_from_db()
    return canvas


def page(client, canvas, path="", **data):
    return client.get(f"/canevas/{canvas.public_id}/{path}", data)


def send(client, canvas, path, **data):
    return client.post(f"/canevas/{canvas.public_id}/{path}", data)


# ---------------------------------------------------------------- who gets in

PAGES = [
    "", "ecrire/idee/", "champs/purpose/", "versions/1/", "consentement/", "decision/", "journal/", "a3.pdf",
]  # fmt: skip
ACTS = [
    "ecrire/idee/", "champs/purpose/commenter/", "champs/purpose/suggerer/", "remarques/1/regler/",
    "suggestions/1/accepter/", "suggestions/1/ecarter/", "discussion/", "abandonner/", "reprendre/", "reviser/",
    "consentement/ouvrir/", "consentement/interrompre/", "consentement/voix/recouvrance/", "fichiers/",
    "fichiers/abc/retirer/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_canvas_is_read_by_its_network_only(signed_in, client, canvas, round, reader, lena, path):
    assert page(signed_in(reader), canvas, path).status_code == 200
    assert page(signed_in(lena), canvas, path).status_code == 403
    answer = page(client, canvas, path)
    assert (answer.status_code, "/compte/connexion/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("path", ACTS)
def test_nobody_else_acts_on_it(signed_in, client, canvas, fablab, lena, path):
    before = lines_about(canvas).count(), canvas.wordings.count()
    assert send(signed_in(lena), canvas, path).status_code == 403
    assert send(client, canvas, path).status_code == 302
    assert (lines_about(canvas).count(), canvas.wordings.count()) == before


@pytest.mark.parametrize("path", ["/canevas/", "/canevas/nouveau/", "/canevas/importer/"])
def test_someone_without_a_structure_has_no_canvases(signed_in, client, network, lena, path):
    assert signed_in(lena).get(path).status_code == 403
    assert client.get(path).status_code == 302


def test_a_canvas_of_another_network_is_not_listed(signed_in, canvas, lena, now, coordinator):
    from arouez.network.services import create_network

    elsewhere = create_network(now=now, slug="quimper", name="Fab@Quimper")
    create_structure(elsewhere, now=now, manager=lena, slug="odet", name="Atelier de l’Odet")
    assert "Fraiseuse" not in signed_in(lena).get("/canevas/").text
    answer = signed_in(lena).post("/canevas/nouveau/", {"title": "Ailleurs", "network": canvas.network.pk})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["discussion/", "abandonner/", "consentement/ouvrir/"])
def test_a_member_who_does_not_lead_the_canvas_does_not_move_it(signed_in, canvas, manager, path):
    assert send(signed_in(manager), canvas, path, reason="Moi.").status_code == 403


# ---------------------------------------------------------------- writing


def test_a_new_canvas_leads_to_its_first_step(signed_in, network, fablab, reader):
    answer = signed_in(reader).post("/canevas/nouveau/", {"title": "Tour à bois", "tagline": "", "network": network.pk})
    canvas = Canvas.objects.get()
    assert answer["Location"] == f"/canevas/{canvas.public_id}/ecrire/idee/"


def test_each_step_shows_an_example_beside_each_field(signed_in, canvas, reader):
    for step in STEPS:
        text = page(signed_in(reader), canvas, f"ecrire/{step.key}/").text
        assert text.count('class="canvas-example"') == len(step.fields)


def test_two_tabs_in_conflict_show_both_texts_and_lose_neither(signed_in, canvas, manager, facilitator):
    ours, theirs = signed_in(manager), signed_in(facilitator)
    step = {"title": TEXTS["title"], "title-base": 1, "purpose-base": 0, "limits-base": 0}
    assert send(theirs, canvas, "ecrire/idee/", **step, purpose="Usiner le bois.", limits="").status_code == 302
    answer = send(ours, canvas, "ecrire/idee/", **step, purpose="Usiner l’alu.", limits="Pas un diplôme.")
    assert answer.status_code == 422
    assert "Ce que Yann vient d’écrire" in answer.text
    assert "<ins>Usiner le bois.</ins>" in answer.text
    assert 'name="purpose-base" value="1"' in answer.text
    assert ">\nUsiner l’alu.</textarea>" in answer.text
    said = queries.texts_now(canvas)
    assert (said["purpose"], said["limits"]) == ("Usiner le bois.", "Pas un diplôme.")
    step |= {"purpose-base": 1, "limits-base": 1, "purpose": "Usiner le bois et l’alu.", "limits": "Pas un diplôme."}
    assert send(ours, canvas, "ecrire/idee/", **step).status_code == 302
    assert queries.texts_now(canvas)["purpose"] == "Usiner le bois et l’alu."


def test_a_field_left_alone_in_an_old_tab_does_not_undo_what_others_wrote(signed_in, canvas, manager, facilitator):
    services.write(canvas, "limits", "Pas un diplôme.", base=0, by=facilitator, now=timezone.now())
    old_tab = {"title": TEXTS["title"], "title-base": 1, "limits": "", "limits-base": 0, "purpose": "Usiner."}
    assert send(signed_in(manager), canvas, "ecrire/idee/", **old_tab, **{"purpose-base": 0}).status_code == 302
    assert queries.texts_now(canvas)["limits"] == "Pas un diplôme."


def test_a_forged_base_is_no_way_to_overwrite(signed_in, canvas, manager):
    answer = send(signed_in(manager), canvas, "ecrire/idee/", **{"title": "À moi", "title-base": "x" * 99})
    assert answer.status_code == 422
    assert queries.texts_now(canvas)["title"] == TEXTS["title"]


def test_what_means_nothing_is_refused_beside_its_field_and_the_rest_is_kept(signed_in, canvas, manager):
    answer = send(
        signed_in(manager), canvas, "ecrire/suites/",
        **{"validity": "longtemps", "validity-base": 0, "opens": "Les fraiseuses.", "opens-base": 0},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "nombre de mois" in answer.text
    assert queries.texts_now(canvas)["opens"] == "Les fraiseuses."


def test_text_is_never_markup(signed_in, canvas, facilitator, reader):
    services.write(canvas, "purpose", "<script>alert(1)</script>", base=0, by=facilitator, now=timezone.now())
    for path in ("", "champs/purpose/", "ecrire/idee/"):
        assert "<script>alert" not in page(signed_in(reader), canvas, path).text


def test_remarks_and_suggestions_are_made_and_answered_on_the_fields_page(signed_in, canvas, reader, manager):
    theirs, ours = signed_in(reader), signed_in(manager)
    send(theirs, canvas, "champs/purpose/commenter/", text="Et le métal ?")
    send(theirs, canvas, "champs/purpose/suggerer/", suggestion="Usiner.", base=0, reason="Plus court.")
    send(theirs, canvas, "champs/purpose/suggerer/", suggestion="Graver.", base=0)
    first, second = canvas.suggestions.all()
    send(ours, canvas, f"suggestions/{first.pk}/accepter/")
    answer = send(ours, canvas, f"suggestions/{second.pk}/accepter/")
    assert "entre-temps" in ours.get(answer["Location"]).text
    send(ours, canvas, f"suggestions/{second.pk}/ecarter/", answer="Hors sujet.")
    send(ours, canvas, f"remarques/{canvas.comments.get().pk}/regler/")
    text = page(ours, canvas, "champs/purpose/").text
    for words in ("Acceptée par Maelle", "Écartée par Maelle", "Hors sujet.", "Réglé par Maelle", "suggéré par Enora"):
        assert words in text


def test_a_suggestion_of_another_canvas_is_not_reached_through_this_one(signed_in, canvas, network, manager, reader):
    now = timezone.now()
    other = services.create_canvas(network, by=manager, texts={"title": "Autre"}, now=now)
    suggestion = services.suggest(other, "purpose", "Usiner.", base=0, by=reader, now=now)
    assert send(signed_in(manager), canvas, f"suggestions/{suggestion.pk}/accepter/").status_code == 404


# ---------------------------------------------------------------- deciding


def test_a_round_is_opened_followed_and_its_voice_given(signed_in, canvas, facilitator, manager, fablab):
    leader = signed_in(facilitator)
    last_day = timezone.localdate() + timedelta(days=5)
    answer = send(leader, canvas, "consentement/ouvrir/", last_day=last_day.isoformat(), quorum=2)
    assert answer["Location"].endswith("/consentement/")
    client = signed_in(manager)
    assert "La Fabrique de Recouvrance : votre voix" in page(client, canvas, "consentement/").text
    assert "On attend votre voix" in client.get("/canevas/").text
    assert send(client, canvas, "consentement/voix/recouvrance/", position="consent").status_code == 302
    assert Voice.objects.get().structure == fablab
    assert "On attend votre voix" not in client.get("/canevas/").text


@pytest.mark.parametrize("someone", ["facilitator", "reader", "stranger", "coordinator"])
def test_a_voice_forged_for_a_structure_one_does_not_manage_is_refused(request, signed_in, canvas, round, someone):
    client = signed_in(request.getfixturevalue(someone))
    assert send(client, canvas, "consentement/voix/recouvrance/", position="consent").status_code == 403
    assert not Voice.objects.exists()


def test_an_objection_without_a_proposal_is_kept_on_the_page_and_not_counted(signed_in, canvas, round, manager):
    answer = send(
        signed_in(manager), canvas, "consentement/voix/recouvrance/", position="objection", reason="Trop court."
    )
    assert answer.status_code == 422
    assert "Trop court." in answer.text
    assert not Voice.objects.exists()


def test_a_voice_after_the_deadline_is_refused_even_before_the_worker_concludes(
    signed_in, canvas, facilitator, fablab, other_fablab, manager
):
    days_ago = timezone.now() - timedelta(days=9)
    rounds.open_round(canvas, by=facilitator, last_day=timezone.localdate(days_ago), quorum=2, now=days_ago)
    answer = send(signed_in(manager), canvas, "consentement/voix/recouvrance/", position="consent")
    assert answer.status_code == 422
    assert "terminé" in answer.text
    assert not Voice.objects.exists()


def test_the_text_does_not_change_during_a_round_whatever_the_tab_says(signed_in, canvas, round, manager):
    answer = send(signed_in(manager), canvas, "ecrire/idee/", **{"title": "Autre", "title-base": 1})
    assert answer.status_code == 422
    assert queries.texts_now(canvas)["title"] == TEXTS["title"]


def test_the_decision_stays_for_anyone_without_the_names_of_people(client, signed_in, adopted, manager, facilitator):
    text = page(client, adopted, "decision/").text
    for words in ("Adopté", "La Fabrique de Recouvrance", "Trop court.", "Ajouter l’aspiration.", "Vu ensemble."):
        assert words in text
    for person in (manager, facilitator):
        assert person.name not in text
        assert person.name in page(signed_in(manager), adopted, "decision/").text


def test_an_answered_objection_tells_which_round_met_it(signed_in, canvas, round, fablab, manager, facilitator):
    now = timezone.now()
    objection = rounds.give_voice(
        round, fablab, by=manager, position="objection", reason="Trop court.", proposal="Aspirer.", now=now
    )
    rounds.interrupt(round, by=facilitator, reason="On ajoute l’aspiration.", now=now)
    services.write(canvas, "limits", "Aspiration obligatoire.", base=0, by=facilitator, now=now)
    client = signed_in(facilitator)
    form = {"last_day": (timezone.localdate() + timedelta(days=9)).isoformat(), "quorum": 2}
    assert send(client, canvas, "consentement/ouvrir/", **form).status_code == 422
    form[f"answer-{objection.pk}"] = "Elle est dans les limites."
    assert send(client, canvas, "consentement/ouvrir/", **form).status_code == 302
    text = page(client, canvas, "decision/").text
    for words in ("Texte changé avant le tour 2", "Elle est dans les limites.", "On ajoute l’aspiration."):
        assert words in text
    assert "<ins>Aspiration obligatoire.</ins>" in page(client, canvas, "versions/2/").text


# ---------------------------------------------------------------- publishing


def test_the_coordination_publishes_what_was_adopted_word_for_word(signed_in, adopted, coordinator):
    answer = send(signed_in(coordinator), adopted, "publier/")
    badge = Achievement.objects.get(is_label=False)
    assert answer["Location"] == badge.get_absolute_url()
    assert badge.published_at
    assert badge.network == adopted.network
    assert badge.criteria == [
        {"text": "La personne bride sa pièce", "safety": True},
        {"text": "La personne fait son zéro", "safety": False},
    ]
    assert "Je découvre : avec de l’aide" in badge.description
    adopted.refresh_from_db()
    assert (adopted.state, adopted.badge_id) == ("published", badge.public_id)


def test_nobody_else_publishes_and_nobody_twice(signed_in, adopted, coordinator, manager, facilitator, client):
    for someone in (manager, facilitator):
        assert send(signed_in(someone), adopted, "publier/").status_code == 403
    assert send(client, adopted, "publier/").status_code == 302
    for _tab in range(2):
        send(signed_in(coordinator), adopted, "publier/")
    assert Achievement.objects.filter(is_label=False).count() == 1


def test_what_is_not_adopted_does_not_become_a_badge(signed_in, canvas, round, coordinator):
    send(signed_in(coordinator), canvas, "publier/")
    assert not Achievement.objects.filter(is_label=False).exists()


def test_the_badge_of_a_revision_replaces_the_one_it_revises(
    signed_in, adopted, coordinator, manager, stranger, fablab, other_fablab
):
    send(signed_in(coordinator), adopted, "publier/")
    send(signed_in(manager), adopted, "reviser/")
    revision, now = Canvas.objects.get(revises=adopted), timezone.now()
    services.write(revision, "limits", "Pas un diplôme.", base=0, by=manager, now=now)
    services.open_discussion(revision, by=manager, now=now)
    round = rounds.open_round(revision, by=manager, last_day=timezone.localdate(now), quorum=2, now=now)
    for structure, person in ((fablab, manager), (other_fablab, stranger)):
        rounds.give_voice(round, structure, by=person, position="consent", now=now)
    rounds.close(round, now=round.deadline)
    assert "<ins>Pas un diplôme.</ins>" in page(signed_in(manager), revision, "versions/1/").text
    send(signed_in(coordinator), revision, "publier/")
    first, second = Achievement.objects.filter(is_label=False).order_by("pk")
    assert (bool(first.retired_at), second.retired_at, second.limits) == (True, None, "Pas un diplôme.")


# ---------------------------------------------------------------- files, paper, other people's badges


def test_a_photo_is_redrawn_without_what_the_camera_wrote(signed_in, canvas, reader):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Lena"
    Image.new("RGB", (64, 64)).save(out, "JPEG", exif=exif)
    send(signed_in(reader), canvas, "fichiers/", file=SimpleUploadedFile("../../mon <atelier>.jpeg", out.getvalue()))
    attachment = canvas.attachments.get()
    assert attachment.name == "mon <atelier>.jpg"
    answer = page(signed_in(reader), canvas, f"fichiers/{attachment.public_id}")
    body = b"".join(answer.streaming_content)
    assert b"Appareil" not in body
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_pdf_is_only_ever_downloaded(signed_in, canvas, reader, lena):
    send(signed_in(reader), canvas, "fichiers/", file=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 ..."))
    path = f"fichiers/{canvas.attachments.get().public_id}"
    answer = page(signed_in(reader), canvas, path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 ..."
    assert page(signed_in(lena), canvas, path).status_code == 403
    send(signed_in(reader), canvas, f"{path}/retirer/")
    assert page(signed_in(reader), canvas, path).status_code == 404


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90", b"", b"<html>"])
def test_any_other_file_is_refused(signed_in, canvas, reader, data):
    answer = send(signed_in(reader), canvas, "fichiers/", file=SimpleUploadedFile("x.png", data))
    assert answer.status_code == 302
    assert not canvas.attachments.exists()


def test_files_are_for_the_network_in_the_service_too(canvas, lena, reader):
    now = timezone.now()
    with pytest.raises(NotAllowed):
        uploads.attach(canvas, b"%PDF-", "a.pdf", by=lena, now=now)
    kept = uploads.attach(canvas, b"%PDF-", "a.pdf", by=reader, now=now)
    with pytest.raises(NotAllowed):
        uploads.remove(kept, by=lena, now=now)


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {key: str(field.example) for key, field in FIELDS.items() if key != "family"},
        {key: ("#mot $x$ ] " * 999)[: field.most] for key, field in FIELDS.items()},
        {key: "a\n" * 2500 for key, field in FIELDS.items() if field.most == 5000},
    ],
    ids=["empty", "usual", "long and full of marks", "thousands of lines"],
)
def test_the_sheet_is_one_a3_page_whatever_it_says(canvas, texts):
    pdf = printing.a3_sheet(canvas, texts, "https://badges.test/canevas/1/")
    assert pdf.startswith(b"%PDF-")
    assert b"/Count 1" in pdf


OB3 = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:example:1", "type": ["Profile"], "name": "Fab de Rennes"},
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://rennes.example/badges/cnc",
            "type": ["Achievement"],
            "name": "CNC",
            "description": "Sait usiner.",
            "criteria": {"narrative": "- Bride la pièce\n- Fait son zéro"},
            "tag": ["bois"],
            "alignment": [
                {"targetName": "Usiner; fraiser", "targetUrl": "https://esco.example/1", "targetFramework": "ESCO"},
                {"targetName": "Sans adresse", "targetUrl": "javascript:alert(1)"},
            ],
        },
    },
}
OB2 = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://rennes.example/badges/cnc",
    "name": "CNC",
    "description": "Sait usiner.",
    "criteria": {"narrative": "* Bride la pièce\n* Fait son zéro"},
    "tags": ["bois"],
    "issuer": {"id": "https://rennes.example/", "type": "Issuer", "name": "Fab de Rennes"},
}
OB2_ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://rennes.example/a/1",
    "recipient": {"type": "email", "hashed": False, "identity": "a@example.org"},
    "badge": OB2,
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2020-01-01T00:00:00Z",
}


@pytest.fixture
def bring(signed_in, network, fablab, reader):
    """Start a canvas with a file; the answer."""

    def brought(data):
        file = SimpleUploadedFile("badge.json", data if isinstance(data, bytes) else json.dumps(data).encode())
        return signed_in(reader).post("/canevas/importer/", {"file": file, "network": network.pk})

    return brought


@pytest.mark.parametrize("document", [OB3, OB2, OB2_ASSERTION], ids=["OB3", "OB2", "OB2 assertion"])
def test_a_canvas_starts_from_a_badge_of_any_generation(bring, document):
    assert bring(document).status_code == 302
    canvas = Canvas.objects.get()
    said = queries.texts_now(canvas)
    assert (said["title"], said["recognises"], said["tags"]) == ("CNC", "Sait usiner.", "bois")
    assert said["criteria"] == "Bride la pièce\nFait son zéro"
    assert (canvas.source_name, canvas.source_url) == ("Fab de Rennes", "https://rennes.example/badges/cnc")
    assert lines_about(canvas).get().act == "canvas.imported"


def test_only_alignments_with_an_address_are_taken_over(bring):
    bring(OB3)
    assert queries.texts_now(Canvas.objects.get())["alignments"] == "ESCO ; Usiner, fraiser ; https://esco.example/1"


def test_a_baked_badge_is_read_out_of_its_picture(bring, png):
    assert bring(carriers.bake(png, json.dumps(OB3))).status_code == 302
    assert Canvas.objects.get().title == "CNC"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe", b"[]", b"{}", b"not json", b'{"name": 3}', b'{"name": "a", "name": "b"}',
        {**OB2_ASSERTION, "badge": "https://rennes.example/badges/cnc"},
        {"credentialSubject": {"achievement": "https://rennes.example/badges/cnc"}},
        b"a.b.c", b"eyJhbGciOiJub25lIn0.e30.",
    ],
)  # fmt: skip
def test_what_describes_no_badge_is_refused_in_words(bring, data):
    answer = bring(data)
    assert answer.status_code == 422
    assert "badge" in answer.text
    assert not Canvas.objects.exists()


def test_a_stranger_to_the_text_brings_nothing_that_a_field_refuses(bring):
    bring({**OB2, "name": "x" * 500 + "\u202e", "description": "y" * 9000, "tags": "z" * 999, "@language": "français"})
    canvas = Canvas.objects.get()
    assert (len(canvas.title), set(queries.texts_now(canvas))) == (120, {"title", "criteria"})


# ---------------------------------------------------------------- mail


def test_managers_are_asked_then_reminded_only_if_silent(canvas, round, fablab, manager, mailoutbox, work, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work()
    assert sorted(letter.to[0] for letter in mailoutbox) == ["ewen@example.org", "maelle@example.org"]
    assert f"/canevas/{canvas.public_id}/consentement/" in mailoutbox[0].body
    mailoutbox.clear()
    rounds.give_voice(round, fablab, by=manager, position="consent", now=timezone.now())
    mails.remind.call(round.pk)
    work()
    assert [letter.to[0] for letter in mailoutbox] == ["ewen@example.org"]


def test_nobody_is_reminded_of_a_round_that_is_over(round, mailoutbox, work, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work()
    mailoutbox.clear()
    rounds.close(round, now=round.deadline)
    mails.remind.call(round.pk)
    work()
    assert {letter.subject for letter in mailoutbox} == {"« Fraiseuse numérique » : Quorum manqué"}


def test_a_mail_server_that_does_not_answer_is_asked_again_later(round, work, settings):
    from django_tasks_db.models import DBTaskResult

    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    work()
    waiting = DBTaskResult.objects.filter(task_path="arouez.canvases.mails.send", status="READY")
    assert waiting.count() == 2


# ---------------------------------------------------------------- many of them


def test_a_long_list_costs_no_more_queries_than_a_short_one(
    signed_in, canvas, network, reader, django_assert_max_num_queries
):
    for number in range(30):
        services.create_canvas(network, by=reader, texts={"title": f"Badge {number}"}, now=timezone.now())
    client = signed_in(reader)
    with django_assert_max_num_queries(12):
        assert client.get("/canevas/").text.count('class="row"') == 24


def test_a_much_discussed_canvas_costs_no_more_queries(signed_in, canvas, reader, django_assert_max_num_queries):
    for number in range(20):
        services.comment(canvas, "purpose", f"Remarque {number}", by=reader, now=timezone.now())
        services.suggest(canvas, "purpose", f"Texte {number}", base=0, by=reader, now=timezone.now())
    client = signed_in(reader)
    with django_assert_max_num_queries(22):
        page(client, canvas)
    with django_assert_max_num_queries(14):
        page(client, canvas, "champs/purpose/")


def test_an_attachment_too_many_is_refused(canvas, reader):
    now = timezone.now()
    for _number in range(uploads.MOST_FILES):
        uploads.attach(canvas, b"%PDF-", "a.pdf", by=reader, now=now)
    with pytest.raises(DomainError):
        uploads.attach(canvas, b"%PDF-", "a.pdf", by=reader, now=now)


@pytest.mark.parametrize("someone", ["reader", "coordinator"])
def test_whoever_designs_badges_finds_the_canvases_from_the_catalogue(request, signed_in, fablab, someone):
    assert 'href="/canevas/"' in signed_in(request.getfixturevalue(someone)).get("/badges/").text


def test_others_are_not_led_to_a_page_that_refuses_them(signed_in, client, fablab, lena):
    assert 'href="/canevas/"' not in signed_in(lena).get("/badges/").text
    assert 'href="/canevas/"' not in client.get("/badges/").text


# ---------------------------------------------------------------- the network's journal


def test_the_journal_of_the_network_tells_every_act_to_those_who_take_part(signed_in, canvas, reader):
    page = signed_in(reader).get(f"/reseaux/{canvas.network.slug}/journal/").content.decode()
    assert "Canevas commencé" in page
    assert f'<a href="{canvas.get_absolute_url()}">{canvas.title}</a>' in page


def test_the_journal_of_the_network_is_not_for_others(signed_in, client, canvas, lena):
    address = f"/reseaux/{canvas.network.slug}/journal/"
    assert signed_in(lena).get(address).status_code == 403
    assert client.get(address).status_code == 302
