"""Three canvases of the demonstration: one in discussion, one in a consent round with an objection, one adopted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from arouez.badges.from_canvas import publish_from_canvas
from arouez.badges.models import Achievement
from arouez.canvases import rounds, services
from arouez.canvases.models import Canvas
from arouez.network.models import Membership, Network, Structure
from arouez.people.models import Person

from . import content

FRAISEUSE = {
    "title": "Fraiseuse numérique",
    "tagline": "J’usine une pièce en bois ou en plastique, en sécurité.",
    "purpose": (
        "Trois ateliers ont une fraiseuse, et chacun forme à sa façon. Les personnes qui changent d’atelier "
        "recommencent tout. C’est aussi la machine la plus dangereuse du réseau."
    ),
    "recognises": "La personne a préparé sa pièce, l’a bridée, a lancé l’usinage et l’a surveillé jusqu’au bout, seule.",
    "limits": "Ni diplôme, ni habilitation réglementaire. Les métaux demandent une formation à part.",
    "audience": "À partir de 16 ans, après le badge « Découpeuse laser » ou un atelier d’initiation.",
    "family": "skill",
    "criteria": (
        "★ La personne bride sa pièce → on tire dessus avant de lancer\n"
        "★ La personne porte lunettes et protections auditives, sans gants ni manches larges → on l’observe\n"
        "★ La personne sait où est l’arrêt d’urgence et s’en sert → elle le montre, broche arrêtée\n"
        "La personne choisit la fraise, la vitesse et l’avance selon la matière\n"
        "La personne fait son origine et simule le parcours avant d’usiner\n"
        "La personne aspire, nettoie, et range les fraises"
    ),
    "evidence": "La pièce ; une photo du bridage ; les réglages notés dans le carnet de la machine.",
    "tags": "usinage, bois, fabrication numérique, sécurité",
    "look": "Emblème : drill\nCouleur : sinople\nNiveau : 2",
}

BRODEUSE = {
    "title": "Brodeuse numérique",
    "tagline": "Je transforme un dessin en broderie, du fichier au tissu.",
    "purpose": "Trois lieux ont une brodeuse et peu de gens osent s’en servir : un badge dit que c’est à leur portée.",
    "recognises": "La personne a numérisé un motif, choisi fils et entoilage, brodé sur un vêtement, et repris un fil cassé.",
    "limits": "Ne dit rien de la couture. Ni diplôme, ni habilitation réglementaire.",
    "audience": "Dès 10 ans, accompagné·e.",
    "family": "skill",
    "levels": "Je découvre : avec de l’aide\nJe pratique : seul·e, sur un projet\nJe transmets : deux séances co-animées",
    "abilities": "Sait : les points et les entoilages\nSait faire : régler la tension\nSait être : prend le temps d’un essai",
    "criteria": (
        "★ La personne tient ses doigts et ses cheveux loin de l’aiguille → on l’observe\n"
        "★ La personne arrête la machine avant de toucher au fil → on l’observe\n"
        "La personne choisit l’entoilage selon le tissu\n"
        "La personne fait un essai sur une chute\n"
        "La personne reprend un fil cassé sans perdre son motif"
    ),
    "evidence": "Le vêtement brodé ; la chute d’essai ; le fichier du motif.",
    "assessment": "Une personne référente, pendant une séance. Si un critère manque, on convient d’une autre séance.",
    "freshness": "Après 24 mois sans usage, un rappel de 20 minutes.",
    "opens": "Utiliser les brodeuses du réseau après un court accueil.",
    "tags": "broderie, textile, fabrication numérique",
    "languages": "fr, br",
    "look": "Emblème : spool\nCouleur : pourpre\nNiveau : 2",
}

SOUDURE = {
    "title": "Poste à souder",
    "tagline": "Je soude, dessoude et répare une carte, sans me brûler.",
    "recognises": "La personne a soudé un circuit qui marche et dessoudé un composant sans abîmer la carte.",
    "limits": "Ne dit rien de l’électricité du secteur.",
    "family": "skill",
    "criteria": (
        "★ La personne ventile et se lave les mains après → on l’observe\n"
        "★ La personne repose le fer sur son support → on l’observe\n"
        "La personne reconnaît une soudure froide et la reprend"
    ),
    "evidence": "Le circuit, et une photo des soudures.",
    "tags": "électronique, réparation",
    "look": "Emblème : circuit-board\nCouleur : azur\nNiveau : 1\nPas d’éclair : ce n’est pas un badge d’électricien.",
}


def seed_badges(
    network: Network, structures: list[Structure], coordinator: Person, published: datetime
) -> list[Achievement]:
    """The badges of the network: each from a canvas that every structure consented to, published on that day."""
    return [_badge(network, structures, coordinator, dict(texts), published) for texts in content.BADGES]


def seed_canvases(network: Network, structures: list[Structure], now: datetime) -> None:
    """Made by the services, as the people of the network would have."""
    _in_discussion(network, structures, now - timedelta(days=12), now)
    _in_a_round(network, structures, now)
    _adopted(network, structures, now - timedelta(days=45))


def _badge(
    network: Network, structures: list[Structure], coordinator: Person, texts: dict[str, str], published: datetime
) -> Achievement:
    begun, opened = published - timedelta(weeks=8), published - timedelta(weeks=4)
    canvas = _opened(network, texts, _manager(structures[0]), begun)
    round = rounds.open_round(
        canvas, by=coordinator, last_day=timezone.localdate(opened + timedelta(weeks=2)), quorum=3, now=opened
    )
    for day, structure in enumerate(structures):
        _say(round, structure, "consent", opened + timedelta(days=day))
    rounds.close(round, now=round.deadline)
    return publish_from_canvas(canvas, by=coordinator, now=published)


def _in_discussion(network: Network, structures: list[Structure], begun: datetime, now: datetime) -> None:
    maelle, idriss, ewen = _manager(structures[0]), _facilitator(structures[1]), _manager(structures[2])
    canvas = _opened(network, FRAISEUSE, maelle, begun)
    services.write(
        canvas,
        "audience",
        "À partir de 16 ans, après un atelier d’initiation d’une demi-journée.",
        base=1,
        by=ewen,
        now=begun + timedelta(days=2),
    )
    services.comment(
        canvas,
        "criteria",
        "Et la poussière ? Chez nous l’aspiration est obligatoire pour le MDF.",
        by=idriss,
        now=now - timedelta(days=3),
    )
    services.suggest(
        canvas,
        "limits",
        "Ni diplôme, ni habilitation réglementaire. Les métaux et les composites demandent une formation à part.",
        base=1,
        reason="La fibre de carbone arrive dans deux de nos ateliers.",
        by=ewen,
        now=now - timedelta(days=1),
    )


def _in_a_round(network: Network, structures: list[Structure], now: datetime) -> None:
    soizic = _manager(structures[1])
    opened = now - timedelta(days=4)
    canvas = _opened(network, SOUDURE, soizic, opened - timedelta(days=9))
    round = rounds.open_round(
        canvas, by=soizic, last_day=timezone.localdate(now) + timedelta(days=6), quorum=3, now=opened
    )
    _say(round, structures[1], "consent", opened)
    _say(
        round,
        structures[4],
        "objection",
        opened + timedelta(days=2),
        reason="Rien n’est dit des alliages au plomb, que nos élèves rapportent de chez eux.",
        proposal="Ajouter un critère ★ : la personne sait reconnaître une soudure au plomb et s’en protéger.",
    )


def _adopted(network: Network, structures: list[Structure], begun: datetime) -> None:
    gwenola = _manager(structures[3])
    canvas = _opened(network, BRODEUSE, gwenola, begun)
    opened = begun + timedelta(days=10)
    round = rounds.open_round(
        canvas, by=gwenola, last_day=timezone.localdate(opened) + timedelta(days=14), quorum=3, now=opened
    )
    _say(
        round,
        structures[2],
        "objection",
        opened + timedelta(days=1),
        reason="Cinq séances d’évaluation, c’est trop pour une petite équipe.",
        proposal="Évaluer pendant une séance ordinaire.",
    )
    _say(
        round,
        structures[2],
        "consent",
        opened + timedelta(days=5),
        reason="Relu ensemble : l’évaluation se fait bien pendant une séance, c’est écrit.",
    )
    _say(round, structures[0], "consent", opened + timedelta(days=2))
    _say(round, structures[3], "consent", opened + timedelta(days=3))
    _say(
        round,
        structures[1],
        "reservation",
        opened + timedelta(days=6),
        reason="À revoir dans un an, quand nous aurons notre propre brodeuse.",
    )
    rounds.close(round, now=round.deadline)


def _opened(network: Network, texts: dict[str, str], by: Person, begun: datetime) -> Canvas:
    canvas = services.create_canvas(network, by=by, texts=texts, now=begun)
    return services.open_discussion(canvas, by=by, now=begun + timedelta(days=1))


def _say(round, structure: Structure, position: str, now: datetime, reason: str = "", proposal: str = "") -> None:
    rounds.give_voice(
        round,
        structure,
        by=_manager(structure),
        position=position,
        reason=reason,
        proposal=proposal,
        now=now,
    )


def _manager(structure: Structure) -> Person:
    return structure.memberships.get(role=Membership.Role.MANAGER).person


def _facilitator(structure: Structure) -> Person:
    return structure.memberships.get(role=Membership.Role.FACILITATOR).person
