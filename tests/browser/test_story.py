"""The first badge, from the fablab to a stranger: what the whole site is for."""

from __future__ import annotations

import json

import pytest

from arouez.openbadges import carriers

YANN, MAELLE = "yann@recouvrance.example", "maelle@recouvrance.example"


@pytest.fixture
def learner(visit):
    """Someone new, with an address no one has used."""
    return f"gael.{visit.size}@exemple.example"


def test_a_badge_goes_from_the_fablab_to_a_stranger_who_verifies_it(visit, learner, tmp_path):
    # Yann watched Gaël cut his first box, and awards the badge.
    yann = visit()
    yann.sign_in(YANN)
    yann.open("/structures/fabrique-de-recouvrance/")
    yann.click("Attribuer un badge")
    yann.click("Découpeuse laser")
    yann.fill("Nom de la personne", "Gaël Jaouen")
    yann.fill("Adresse e-mail", learner)
    yann.fill("Preuve : en quelques mots", "Une boîte à thé, découpée et gravée.")
    yann.click("Attribuer le badge")
    yann.reads("Cochez chaque critère de sécurité")
    for box in yann.page.locator("input[name=criteria_seen]").all():
        box.check()
    yann.click("Attribuer le badge")
    yann.reads("est attribué à Gaël Jaouen")

    # Gaël opens the mail, sees the badge without an account, then keeps it.
    gael = visit()
    address = next(line for line in gael.mail(learner, "Découpeuse laser").split() if "/recu/" in line)
    gael.open(address)
    gael.reads("Ce badge est authentique")
    gael.click("Ajouter à mon passeport")
    gael.fill("Votre adresse e-mail", learner)
    gael.sign_in(learner)
    gael.open("/passeport/")
    gael.click("Découpeuse laser")
    gael.reads("Ce badge est privé")

    # He downloads it in its three forms, all with the same credential.
    credentials = []
    gael.page.get_by_text("Autres formats").click()
    for words in ("Image du badge", "Image SVG", "Fichier JSON"):
        with gael.page.expect_download() as download:
            gael.page.get_by_role("link", name=words).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        data = file.read_bytes()
        credentials.append(json.loads(data if file.suffix == ".json" else carriers.extract(data)))
    assert credentials[0] == credentials[1] == credentials[2]
    private_address = credentials[0]["id"]

    # A stranger sees nothing of a private badge, unless they hold the file.
    stranger = visit()
    answer = stranger.page.request.get(private_address, headers={"accept": "text/html"})
    assert answer.status == 404
    stranger.open("/verifier/")
    stranger.page.locator("input[type=file]").set_input_files(next(tmp_path.glob("*.png")))
    stranger.click("Vérifier")
    stranger.reads("Ce badge est authentique")

    # Gaël makes it public, with his name; the stranger reads it, and so does a program.
    gael.open(private_address)
    gael.page.get_by_label("Montrer mon nom").check()
    gael.click("Le rendre public")
    stranger.open(private_address)
    stranger.reads("Gaël Jaouen")
    stranger.reads("La Fabrique de Recouvrance")
    assert stranger.page.request.get(private_address, headers={"accept": "application/vc"}).json() == credentials[0]

    # Maëlle finds that it went to the wrong person, and revokes it: every page says so at once.
    maelle = visit()
    maelle.sign_in(MAELLE)
    maelle.open(f"/structures/fabrique-de-recouvrance/badges-attribues/?q={learner}")
    maelle.click("Gaël Jaouen")
    maelle.page.get_by_text("Révoquer ce badge").first.click()
    maelle.fill("Raison", "Attribué à la mauvaise personne.")
    maelle.click("Révoquer")
    maelle.reads("Le badge est révoqué")
    stranger.open(private_address)
    stranger.reads("Attribué à la mauvaise personne.")
    stranger.open("/verifier/")
    stranger.page.locator("input[type=file]").set_input_files(next(tmp_path.glob("*.json")))
    stranger.click("Vérifier")
    stranger.reads("L’émetteur a révoqué ce badge")


def test_a_list_is_checked_line_by_line_then_awarded_with_its_progress(visit):
    yann = visit()
    yann.sign_in(YANN)
    yann.open("/structures/fabrique-de-recouvrance/attribuer/")
    yann.click("Imprimante 3D")
    yann.click("Une liste")
    people = [f"Personne {n};personne.{n}.{visit.size}@exemple.example" for n in range(1, 41)]
    yann.fill("Les personnes", "\n".join([*people[:5], "Quelqu’un sans adresse", *people[5:]]))
    for box in yann.page.locator("input[name=criteria_seen]").all():
        box.check()
    yann.click("Vérifier la liste")
    yann.reads("Pas d’adresse e-mail sur cette ligne")
    yann.fill("Les personnes", "\n".join(people))
    yann.click("Vérifier la liste")
    yann.click("Attribuer à 40 personnes")
    yann.reads("C’est fait : 40 badges attribués")


def test_a_manager_makes_a_badge_and_publishes_it(visit):
    maelle = visit()
    maelle.sign_in(MAELLE)
    maelle.open("/structures/fabrique-de-recouvrance/badges/nouveau/")
    maelle.fill("Titre", f"Sérigraphie {visit.size}")
    maelle.fill("En une phrase", "J’imprime un motif en une couleur.")
    maelle.fill("Ce qu’il reconnaît", "La personne a insolé un écran et tiré trois épreuves.")
    maelle.fill("Critères", "★ Je porte des gants pour la chimie.\nJe cale mon écran.")
    maelle.page.locator("input[type=file]").set_input_files(
        {
            "name": "image.svg",
            "mimeType": "image/svg+xml",
            "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        }
    )
    maelle.click("Enregistrer et voir")
    maelle.reads("Ce SVG contient du code")
    assert maelle.page.get_by_label("Titre").input_value() == f"Sérigraphie {visit.size}"
    maelle.page.locator("input[type=file]").set_input_files([])
    maelle.click("Enregistrer et voir")
    maelle.reads("Brouillon")
    maelle.click("Publier ce badge")
    maelle.reads("Le badge est publié")


PUBLIC = [
    "/",
    "/badges/",
    "/structures/",
    "/structures/labo-des-capucins/",
    "/verifier/",
    "/compte/connexion/",
    "/courrier/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_public_pages_are_for_everyone(visit, scheme):
    visitor = visit(color_scheme=scheme)
    for address in PUBLIC:
        visitor.open(address)


def test_the_pages_speak_english_to_who_asks(visit):
    visitor = visit(locale="en-GB")
    for address in PUBLIC:
        visitor.open(address)
        assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_every_page_of_a_member_is_for_everyone(visit):
    maelle = visit()
    maelle.sign_in(MAELLE)
    for address in (
        "/passeport/", "/compte/", "/compte/adresses/", "/structures/fabrique-de-recouvrance/badges-attribues/",
        "/structures/fabrique-de-recouvrance/equipe/", "/structures/fabrique-de-recouvrance/attribuer/",
        "/structures/fabrique-de-recouvrance/badges/nouveau/",
    ):  # fmt: skip
        maelle.open(address)
    maelle.open("/structures/fabrique-de-recouvrance/badges-attribues/?q=lena")
    maelle.click("Lena Morvan")
