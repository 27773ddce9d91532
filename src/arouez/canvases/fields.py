"""The fields of a canvas: what is asked, and with which example.

Every field is kept as plain text, so that all of them are edited, compared, commented and merged alike. What a text
means to a badge (a list of criteria, a number of months) is read from it by `reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_LETTERS = 5_000

FAMILIES = {
    "discovery": _("Découverte"),
    "skill": _("Savoir-faire"),
    "engagement": _("Engagement"),
    "project": _("Projet"),
    "transmission": _("Transmission"),
}


class Kind(Enum):
    """How a field is written, and what its text must be."""

    LINE = "line"
    TEXT = "text"
    FAMILY = "family"
    CRITERIA = "criteria"
    MONTHS = "months"
    ALIGNMENTS = "alignments"
    LANGUAGES = "languages"


@dataclass(frozen=True)
class Field:
    """One box of the canvas."""

    key: str
    label: str | Promise
    help: str | Promise
    example: str | Promise
    kind: Kind = Kind.TEXT
    rows: int = 3
    most: int = MOST_LETTERS
    required: bool = False
    """Whether a badge cannot be put to consent without it."""

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Step:
    """Some fields that are thought about together."""

    key: str
    label: str | Promise
    lead: str | Promise
    fields: tuple[Field, ...]

    def __str__(self) -> str:
        return str(self.label)


STEPS = (
    Step(
        "idee",
        _("L’idée"),
        _("Ce que le badge reconnaît, et pourquoi il mérite d’exister."),
        (
            Field(
                "title",
                _("Titre"),
                _("Court : il tient sur le pourtour du badge."),
                _("Découpeuse laser"),
                Kind.LINE,
                most=120,
                required=True,
            ),
            Field(
                "tagline",
                _("En une phrase"),
                _("Ce que dira la personne, à la première personne."),
                _("Je prépare, lance et surveille une découpe ou une gravure en sécurité."),
                Kind.LINE,
                most=200,
                required=True,
            ),
            Field(
                "purpose",
                _("Pourquoi ce badge mérite d’exister"),
                _("Le besoin, vu par les personnes et par les lieux."),
                _(
                    "Chaque lieu forme de son côté, et refait la même formation à qui vient d’ailleurs. Avec un badge "
                    "commun, une personne formée à Recouvrance découpe au Port après un court accueil."
                ),
            ),
            Field(
                "recognises",
                _("Ce qu’il reconnaît"),
                _("Ce que la personne a fait, concrètement."),
                _("La personne a préparé son fichier, réglé la machine, lancé sa découpe et l’a surveillée, seule."),
                required=True,
            ),
            Field(
                "limits",
                _("Ce qu’il ne prouve pas"),
                _("Pour que personne ne lui fasse dire plus qu’il ne dit."),
                _("Ni diplôme, ni habilitation réglementaire. Mineurs toujours accompagnés."),
                rows=2,
            ),
        ),
    ),
    Step(
        "personnes",
        _("Les personnes"),
        _("À qui il s’adresse, et ce qu’elles savent."),
        (
            Field(
                "audience",
                _("Pour qui"),
                _("Les publics, l’âge, ce qu’il faut avoir fait avant."),
                _("Toute personne de plus de 16 ans qui a suivi l’atelier d’initiation."),
                rows=2,
            ),
            Field(
                "family",
                _("Type de badge"),
                _("Il donne sa forme au badge."),
                FAMILIES["skill"],
                Kind.FAMILY,
                required=True,
            ),
            Field(
                "levels",
                _("Niveaux"),
                _("Un par ligne, s’il y en a plusieurs : ce que chacun demande de plus."),
                _(
                    "Je découvre : les points de sécurité, avec de l’aide\n"
                    "Je pratique : tous les critères, seul·e, sur un projet\n"
                    "Je transmets : deux séances co-animées et l’entretien"
                ),
            ),
            Field(
                "abilities",
                _("Ce que la personne sait, sait faire, sait être"),
                _("Trois regards sur la même compétence."),
                _(
                    "Sait : les matériaux interdits et pourquoi\n"
                    "Sait faire : régler origine, focale, puissance et vitesse\n"
                    "Sait être : reste, observe, demande en cas de doute"
                ),
                rows=4,
            ),
        ),
    ),
    Step(
        "criteres",
        _("Les critères"),
        _("Ce qu’on voit faire, et comment on s’en assure."),
        (
            Field(
                "criteria",
                _("Critères observables"),
                _(
                    "Un par ligne : « La personne… ». Mettez ★ devant un critère de sécurité, et → avant la façon de "
                    "le voir."
                ),
                _(
                    "★ La personne vérifie l’extraction, le capot et l’arrêt d’urgence → elle les montre avant de lancer\n"
                    "★ La personne reste présente pendant tout le travail → on l’observe\n"
                    "La personne règle la machine par un essai → la chute d’essai est sur la table"
                ),
                Kind.CRITERIA,
                rows=9,
                required=True,
            ),
            Field(
                "evidence",
                _("Preuves attendues"),
                _("Ce que la personne garde et peut montrer."),
                _("Séance observée ; photo de la pièce ; réglages et matériau."),
                rows=2,
            ),
            Field(
                "assessment",
                _("Qui peut l’attribuer, comment on évalue"),
                _("Qui regarde, quand, et ce qu’on fait quand ce n’est pas encore acquis."),
                _(
                    "Une personne référente mandatée par une structure signataire, pendant une séance. Si un critère "
                    "manque, on convient d’une autre séance."
                ),
            ),
        ),
    ),
    Step(
        "suites",
        _("La durée et les suites"),
        _("Combien de temps il vaut, et ce qu’il ouvre."),
        (
            Field(
                "validity",
                _("Durée de validité, en mois"),
                _("Laissez vide : un savoir-faire ne se périme pas. C’est le cas le plus courant."),
                _("(vide : sans fin)"),
                Kind.MONTHS,
            ),
            Field(
                "freshness",
                _("Rafraîchissement"),
                _("Ce qui se passe quand on n’a pas pratiqué depuis longtemps."),
                _("Après 12 mois sans usage, un rappel de 20 minutes avant de reprendre la machine."),
                rows=2,
            ),
            Field(
                "opens",
                _("Ce que le badge permet"),
                _("Machines, lieux, suites du parcours. Chaque lieu garde sa règle d’accès."),
                _("Utiliser les découpeuses laser du réseau après 15 minutes d’accueil ; préparer « Je transmets »."),
                rows=2,
            ),
        ),
    ),
    Step(
        "reperes",
        _("Les repères"),
        _("Ce qui relie le badge au reste du monde, et à quoi il ressemble."),
        (
            Field(
                "endorsers",
                _("Endosseurs souhaités"),
                _("Qui pourrait dire « nous nous y reconnaissons »."),
                _("Une école d’ingénieur·es, une entreprise d’enseignes, le service jeunesse de la ville."),
                rows=2,
            ),
            Field(
                "alignments",
                _("Référentiels"),
                _("Un par ligne : référentiel ; intitulé ; adresse (ROME, ESCO, RNCP…)."),
                _(
                    "ESCO ; Utiliser un équipement de découpe laser ; "
                    "http://data.europa.eu/esco/skill/45bef06d-dba9-4192-9805-2f7d27523638"
                ),
                Kind.ALIGNMENTS,
                rows=2,
            ),
            Field(
                "tags",
                _("Mots-clés"),
                _("Séparés par des virgules."),
                _("découpe laser, fabrication numérique, sécurité"),
                Kind.LINE,
                most=300,
            ),
            Field(
                "languages",
                _("Langues"),
                _("Leurs codes, séparés par des virgules ; la première est celle du badge."),
                "fr, br",
                Kind.LANGUAGES,
                most=40,
            ),
            Field(
                "look",
                _("Visuel"),
                _("Il se choisit sur sa propre page ; ajoutez ici ce qu’on évite, et pourquoi."),
                _(
                    "Emblème : laser\nCouleur : gueules\nNiveau : 2\nPas de flamme : on montre ce qu’on apprend, pas le danger."
                ),
                rows=4,
            ),
        ),
    ),
)

FIELDS: dict[str, Field] = {field.key: field for step in STEPS for field in step.fields}
STEPS_BY_KEY: dict[str, Step] = {step.key: step for step in STEPS}


def shown(field: Field, text: str) -> str | Promise:
    """The text for a reader: a family by its name, and not its code."""
    return FAMILIES.get(text, text) if field.kind is Kind.FAMILY else text


def missing(texts: Mapping[str, str]) -> list[Field]:
    """The fields without which a badge cannot be decided on."""
    return [field for field in FIELDS.values() if field.required and not texts.get(field.key)]
