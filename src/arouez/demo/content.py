"""The demonstration's network, in French: made-up structures and people, the four real badges of the network."""

from __future__ import annotations

ESCO = "http://data.europa.eu/esco/skill/"

NETWORK = {
    "slug": "fab-brest",
    "name": "Fab@Brest",
    "tagline": "Les fablabs et ateliers de Brest partagent leurs machines et reconnaissent les savoir-faire.",
    "email": "coordination@fab-brest.example",
}

COORDINATOR = ("Nolwenn Le Gall", "nolwenn@fab-brest.example")


def _criteria(*texts: str) -> list[dict]:
    """Lines as the working group writes them: ★ before a safety criterion."""
    return [{"text": text.removeprefix("★ "), "safety": text.startswith("★ ")} for text in texts]


ACHIEVEMENTS = [
    {
        "artwork": "decoupeuse-laser",
        "name": "Découpeuse laser",
        "tagline": "Je prépare, lance et surveille une découpe ou une gravure en sécurité.",
        "family": "skill",
        "description": (
            "La personne a préparé son fichier, réglé la machine, lancé sa découpe et l’a surveillée jusqu’au bout, "
            "seule, sur un projet à elle, sous le regard d’un·e référent·e."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire : chaque lieu fixe sa règle d’accès. Mineurs toujours accompagnés.",
        "criteria": _criteria(
            "★ Je cite les matériaux interdits (PVC et vinyle, matières chlorées, matière inconnue) et je demande en cas de doute.",
            "★ Je vérifie l’extraction, le capot, l’optique, l’extincteur et l’arrêt d’urgence.",
            "★ Je reste présent·e pendant tout le travail.",
            "★ J’explique la conduite à tenir en cas de flamme.",
            "Je prépare un fichier qui distingue coupe et gravure.",
            "Je règle l’origine, la focale, la puissance et la vitesse après un essai.",
            "Je nettoie, je trie les chutes et je signale toute anomalie.",
        ),
        "expected_evidence": "Séance observée ; photo de la pièce ; réglages et matériau.",
        "tags": ["découpe laser", "fabrication numérique", "sécurité"],
        "alignments": [
            {"name": "Utiliser un équipement de découpe laser", "framework": "ESCO", "url": f"{ESCO}45bef06d-dba9-4192-9805-2f7d27523638"},
            {"name": "Travailler en sécurité avec des machines", "framework": "ESCO", "url": f"{ESCO}4c831013-9027-4ec6-83de-c5c19e68d083"},
        ],
    },
    {
        "artwork": "decoupeuse-vinyle",
        "name": "Découpeuse vinyle",
        "tagline": "Je transforme un dessin en adhésif ou en flocage.",
        "family": "skill",
        "description": (
            "La personne a vectorisé un dessin, réglé la lame par un test, découpé, échenillé et posé son adhésif "
            "ou son flocage."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire. Dès 10 ans, accompagné.",
        "criteria": _criteria(
            "★ Je manipule la lame protégée, doigts et cheveux loin du chariot.",
            "★ Pour le flocage, je surveille la presse chaude.",
            "Je vectorise mon dessin, et je l’inverse si besoin.",
            "Je règle la lame, la pression et la vitesse par un test.",
            "J’échenille et je pose.",
            "Je range le rouleau et la lame.",
        ),
        "expected_evidence": "Photo de la pose ; fichier source.",
        "tags": ["découpe vinyle", "flocage", "fabrication numérique"],
        "alignments": [],
    },
    {
        "artwork": "imprimante-3d",
        "name": "Imprimante 3D (dépôt de fil)",
        "tagline": "Je passe d’un modèle numérique à une pièce imprimée.",
        "family": "skill",
        "description": (
            "La personne a choisi un modèle, préparé son impression, lancé et surveillé la première couche, "
            "compris un raté et retiré sa pièce sans abîmer le plateau."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire : chaque lieu fixe sa règle d’accès.",
        "criteria": _criteria(
            "★ J’identifie les parties chaudes et mobiles.",
            "★ J’aère et je n’utilise que les filaments autorisés.",
            "★ Je surveille la première couche, je respecte la règle du lieu pour les impressions longues et je sais arrêter.",
            "Je vérifie la licence du modèle et qu’il peut s’imprimer.",
            "Je choisis l’orientation, les supports et le remplissage.",
            "Je charge et décharge le filament.",
            "Je diagnostique un échec.",
            "Je retire la pièce sans abîmer le plateau.",
        ),
        "expected_evidence": "La pièce ; une capture du trancheur ; « un raté, et ce que j’en ai appris ».",
        "tags": ["impression 3D", "fabrication numérique"],
        "alignments": [
            {"name": "Procédé d’impression 3D", "framework": "ESCO", "url": f"{ESCO}2afb2b59-c9a3-4cf3-b1dd-1a2fad51e583"},
            {"name": "Utiliser un logiciel de CAO", "framework": "ESCO", "url": f"{ESCO}b34e2ba1-9080-48c9-9b42-ee9192a4d3f1"},
        ],
    },
    {
        "artwork": "acteur-fabbrest",
        "name": "Acteur·rice Fab@Brest",
        "tagline": "Je fais vivre la fabrication numérique sur le territoire.",
        "family": "engagement",
        "description": (
            "La personne prend part à la vie du réseau : elle contribue, documente ou transmet, et accueille "
            "celles et ceux qui débutent."
        ),
        "limits": "Ce badge ne donne aucun droit sur les machines.",
        "criteria": _criteria(
            "Je connais la charte.",
            "J’ai contribué à deux actions, dont une hors de mon lieu habituel.",
            "J’ai documenté ou transmis.",
            "J’ai accueilli une personne débutante.",
            "Une personne d’une autre structure en témoigne.",
        ),
        "expected_evidence": "Un lien vers ce qui a été fait ; le témoignage d’une autre structure.",
        "tags": ["engagement", "communs"],
        "alignments": [
            {"name": "Participer activement à la vie citoyenne", "framework": "ESCO", "url": f"{ESCO}7d9bace0-63d0-4848-ac87-350a98082c12"},
        ],
    },
]  # fmt: skip

# slug, kind, name, tagline, place, manager, facilitator
STRUCTURES = [
    ("fabrique-de-recouvrance", "fablab", "La Fabrique de Recouvrance", "Le fablab associatif de la rive droite, ouvert à toutes et tous.", "Recouvrance, Brest", ("Maëlle Kerdoncuff", "maelle@recouvrance.example"), ("Yann Abgrall", "yann@recouvrance.example")),
    ("labo-des-capucins", "library", "Labo des Capucins", "L’atelier numérique de la médiathèque.", "Les Capucins, Brest", ("Soizic Quéméneur", "soizic@capucins.example"), ("Idriss Benali", "idriss@capucins.example")),
    ("atelier-du-port", "makerspace", "Atelier du Port", "Bois, métal et numérique, les pieds dans l’eau.", "Port de commerce, Brest", ("Ewen Tanguy", "ewen@atelierduport.example"), ("Aïcha Diallo", "aicha@atelierduport.example")),
    ("maison-numerique-de-bellevue", "community_centre", "Maison numérique de Bellevue", "Apprendre ensemble, au centre social du quartier.", "Bellevue, Brest", ("Gwenola Salaün", "gwenola@bellevue.example"), ("Tomáš Novák", "tomas@bellevue.example")),
    ("fab-campus", "school", "Fab’Campus", "Le fablab d’une école d’ingénieur·es, ouvert au territoire.", "Plateau du Technopôle, Brest", ("Riwal Le Bris", "riwal@fabcampus.example"), ("Chiara Moretti", "chiara@fabcampus.example")),
]  # fmt: skip

READER = ("Enora Pellen", "enora@recouvrance.example")

# The person whose story the demonstration tells first.
HEROINE = ("Lena Morvan", "lena.morvan@exemple.example")

RECIPIENTS = [
    "Azenor Kermarec", "Bastien Roudaut", "Camille Le Roux", "Dao Nguyen", "Erwan Guéguen", "Fanny Cloarec",
    "Gaël Jaouen", "Hawa Traoré", "Iwan Stéphan", "Jeanne Floc’h", "Kadir Yilmaz", "Lucile Bihan", "Malo Prigent",
    "Nina Kowalska", "Owen Guillou", "Paola Ferreira", "Quentin Mao", "Rozenn Abiven", "Samir Haddad", "Tifenn Créac’h",
    "Ulysse Morin", "Victoire Le Duff", "Wassim Cherif", "Youna Gourmelon", "Zoé Marzin",
]  # fmt: skip

# Someone without e-mail: the award is kept by the structure until there is a paper to claim it with.
WITHOUT_EMAIL = "Jos Le Meur"

EVIDENCE = [
    "Boîte à thé en contreplaqué de 3 mm, découpée et gravée ; réglages notés dans le carnet de la machine.",
    "Lettrage de vitrine posé devant le groupe.",
    "Pièce de rechange pour un volet, après un premier raté : plateau trop froid.",
    "A animé l’accueil du samedi et rédigé la fiche « premiers pas ».",
    "Plaque de rue bilingue, coupe et gravure dans le même fichier.",
]

STRUCTURE_BADGE = {
    "name": "Premiers pas à l’Atelier du Port",
    "tagline": "Je connais le lieu, ses règles et ses gens.",
    "family": "discovery",
    "description": "La personne a fait le tour de l’atelier, connaît ses règles de sécurité et sait à qui demander.",
    "limits": "Ne dit rien de la pratique des machines.",
    "criteria": _criteria(
        "★ Je sais où sont l’arrêt général, les extincteurs et la trousse de secours.",
        "Je range mon poste et je note mon passage.",
        "Je sais à qui demander.",
    ),
    "expected_evidence": "",
    "tags": ["accueil"],
    "alignments": [],
}

LABEL = "Signataire de notre charte : mêmes critères, mêmes essentiels de sécurité."
ENDORSEMENT = "Qui l’a reçu est le bienvenu chez nous : l’accueil des lieux se ressemble."
