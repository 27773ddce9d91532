"""The demonstration's network, in French: made-up structures and people, the four real badges of the network."""

from __future__ import annotations

ESCO = "http://data.europa.eu/esco/skill/"

NETWORK = {
    "slug": "fab-brest",
    "name": "Fab@Brest",
    "tagline": "Les fablabs et ateliers de Brest partagent leurs machines et reconnaissent les savoir-faire.",
    "email": "coordination@fab-brest.example",
}

# A second network on the same site, that one structure is in as well.
NEIGHBOURS = {
    "slug": "fab-iroise",
    "name": "Fab’Iroise",
    "tagline": "Les ateliers des bourgs, du Conquet à Saint-Renan. Tout juste né.",
    "email": "coordination@fab-iroise.example",
    "accent": "seaweed",
}

COORDINATOR = ("Nolwenn Le Gall", "nolwenn@fab-brest.example")

# The four badges that the network’s members designed together, as the fields of their canvases say them.
BADGES = [
    {
        "look": "Emblème : laser\nCouleur : gueules\nNiveau : 2",
        "title": "Découpeuse laser",
        "tagline": "Je prépare, lance et surveille une découpe ou une gravure en sécurité.",
        "family": "skill",
        "recognises": (
            "La personne a préparé son fichier, réglé la machine, lancé sa découpe et l’a surveillée jusqu’au "
            "bout, seule, sur un projet à elle, sous le regard d’un·e référent·e."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire : chaque lieu fixe sa règle d’accès. Mineurs toujours accompagnés.",
        "evidence": "Séance observée ; photo de la pièce ; réglages et matériau.",
        "criteria": (
            "★ Je cite les matériaux interdits (PVC et vinyle, matières chlorées, matière inconnue) et je demande en cas de doute.\n"
            "★ Je vérifie l’extraction, le capot, l’optique, l’extincteur et l’arrêt d’urgence.\n"
            "★ Je reste présent·e pendant tout le travail.\n"
            "★ J’explique la conduite à tenir en cas de flamme.\n"
            "Je prépare un fichier qui distingue coupe et gravure.\n"
            "Je règle l’origine, la focale, la puissance et la vitesse après un essai.\n"
            "Je nettoie, je trie les chutes et je signale toute anomalie."
        ),
        "tags": "découpe laser, fabrication numérique, sécurité",
        "alignments": (
            f"ESCO ; Utiliser un équipement de découpe laser ; {ESCO}45bef06d-dba9-4192-9805-2f7d27523638\n"
            f"ESCO ; Travailler en sécurité avec des machines ; {ESCO}4c831013-9027-4ec6-83de-c5c19e68d083"
        ),
    },
    {
        "look": "Emblème : vinyl\nCouleur : sinople\nNiveau : 2",
        "title": "Découpeuse vinyle",
        "tagline": "Je transforme un dessin en adhésif ou en flocage.",
        "family": "skill",
        "recognises": (
            "La personne a vectorisé un dessin, réglé la lame par un test, découpé, échenillé et posé son adhésif "
            "ou son flocage."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire. Dès 10 ans, accompagné.",
        "evidence": "Photo de la pose ; fichier source.",
        "criteria": (
            "★ Je manipule la lame protégée, doigts et cheveux loin du chariot.\n"
            "★ Pour le flocage, je surveille la presse chaude.\n"
            "Je vectorise mon dessin, et je l’inverse si besoin.\n"
            "Je règle la lame, la pression et la vitesse par un test.\n"
            "J’échenille et je pose.\n"
            "Je range le rouleau et la lame."
        ),
        "tags": "découpe vinyle, flocage, fabrication numérique",
    },
    {
        "look": "Emblème : printer\nCouleur : azur\nNiveau : 2\nInscription : Imprimante 3D",
        "title": "Imprimante 3D (dépôt de fil)",
        "tagline": "Je passe d’un modèle numérique à une pièce imprimée.",
        "family": "skill",
        "recognises": (
            "La personne a choisi un modèle, préparé son impression, lancé et surveillé la première couche, "
            "compris un raté et retiré sa pièce sans abîmer le plateau."
        ),
        "limits": "Ni diplôme, ni habilitation réglementaire : chaque lieu fixe sa règle d’accès.",
        "evidence": "La pièce ; une capture du trancheur ; « un raté, et ce que j’en ai appris ».",
        "criteria": (
            "★ J’identifie les parties chaudes et mobiles.\n"
            "★ J’aère et je n’utilise que les filaments autorisés.\n"
            "★ Je surveille la première couche, je respecte la règle du lieu pour les impressions longues et je sais arrêter.\n"
            "Je vérifie la licence du modèle et qu’il peut s’imprimer.\n"
            "Je choisis l’orientation, les supports et le remplissage.\n"
            "Je charge et décharge le filament.\n"
            "Je diagnostique un échec.\n"
            "Je retire la pièce sans abîmer le plateau."
        ),
        "tags": "impression 3D, fabrication numérique",
        "alignments": (
            f"ESCO ; Procédé d’impression 3D ; {ESCO}2afb2b59-c9a3-4cf3-b1dd-1a2fad51e583\n"
            f"ESCO ; Utiliser un logiciel de CAO ; {ESCO}b34e2ba1-9080-48c9-9b42-ee9192a4d3f1"
        ),
    },
    {
        "look": "Emblème : lighthouse\nCouleur : or\nNiveau : 2",
        "title": "Acteur·rice Fab@Brest",
        "tagline": "Je fais vivre la fabrication numérique sur le territoire.",
        "family": "engagement",
        "recognises": (
            "La personne prend part à la vie du réseau : elle contribue, documente ou transmet, et accueille "
            "celles et ceux qui débutent."
        ),
        "limits": "Ce badge ne donne aucun droit sur les machines.",
        "evidence": "Un lien vers ce qui a été fait ; le témoignage d’une autre structure.",
        "criteria": (
            "Je connais la charte.\n"
            "J’ai contribué à deux actions, dont une hors de mon lieu habituel.\n"
            "J’ai documenté ou transmis.\n"
            "J’ai accueilli une personne débutante.\n"
            "Une personne d’une autre structure en témoigne."
        ),
        "tags": "engagement, communs",
        "alignments": (
            f"ESCO ; Participer activement à la vie citoyenne ; {ESCO}7d9bace0-63d0-4848-ac87-350a98082c12"
        ),
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

# Invented, as the structures: streets that are not there, on the right side of the river.
PRESENTATIONS = {
    "fabrique-de-recouvrance": {
        "description": "Un atelier associatif ouvert à toutes et tous : découpe laser, impression 3D, couture, et toujours quelqu’un pour montrer.",
        "address": "3 rue des Deux-Mâts, 29200 Brest",
        "latitude": 48.3826,
        "longitude": -4.5010,
        "hours": "Mercredi 14 h – 18 h\nSamedi 10 h – 17 h",
        "phone": "02 00 00 00 01",
    },
    "labo-des-capucins": {
        "description": "L’atelier numérique de la médiathèque : on y vient avec une question, on repart avec un objet.",
        "address": "Passage des Forges, 29200 Brest",
        "latitude": 48.3893,
        "longitude": -4.5012,
        "hours": "Du mardi au samedi, 13 h – 18 h",
        "phone": "02 00 00 00 02",
    },
    "atelier-du-port": {
        "description": "Des machines à bois et à métal, une découpeuse vinyle, et vue sur les remorqueurs.",
        "address": "Quai du Grand-Cormoran, 29200 Brest",
        "latitude": 48.3806,
        "longitude": -4.4789,
        "hours": "Jeudi 17 h – 21 h\nSamedi 9 h – 12 h",
        "phone": "",
    },
    "maison-numerique-de-bellevue": {
        "description": "Au centre social : apprendre le numérique ensemble, enfants et adultes.",
        "address": "Place des Sept-Vents, 29200 Brest",
        "latitude": 48.4113,
        "longitude": -4.4907,
        "hours": "Mercredi et vendredi, 14 h – 18 h",
        "phone": "",
    },
    "fab-campus": {
        "description": "Le fablab de l’école, ouvert au territoire deux soirs par semaine.",
        "address": "Allée des Étrilles, 29280 Plouzané",
        "latitude": 48.3580,
        "longitude": -4.5700,
        "hours": "Mardi et jeudi, 18 h – 21 h",
        "phone": "",
    },
}

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
    "criteria": [
        {"text": "Je sais où sont l’arrêt général, les extincteurs et la trousse de secours.", "safety": True},
        {"text": "Je range mon poste et je note mon passage.", "safety": False},
        {"text": "Je sais à qui demander.", "safety": False},
    ],
    "expected_evidence": "",
    "tags": ["accueil"],
    "alignments": [],
}

ENDORSEMENT = "Qui l’a reçu est le bienvenu chez nous : l’accueil des lieux se ressemble."

WORKSHOP = (
    "On prépare un petit fichier ensemble, on lance la machine, et chacun·e repart avec sa pièce. Aucun prérequis."
)

LASER, VINYL, PRINTER = "Découpeuse laser", "Découpeuse vinyle", "Imprimante 3D (dépôt de fil)"

MACHINES = {
    "fabrique-de-recouvrance": [
        ("Découpeuse laser", "60 W, 600 × 400 mm", LASER, False),
        ("Imprimantes 3D", "trois, 220 × 220 × 250 mm", PRINTER, False),
        ("Machine à coudre", "", "", False),
    ],
    "labo-des-capucins": [
        ("Imprimante 3D", "256 × 256 × 256 mm", PRINTER, False),
        ("Découpeuse vinyle", "laize de 60 cm", VINYL, False),
    ],
    "atelier-du-port": [
        ("Découpeuse vinyle", "laize de 120 cm", VINYL, False),
        ("Fraiseuse numérique", "1 200 × 1 200 mm", "", True),
        ("Scie à ruban", "", "", False),
    ],
    "maison-numerique-de-bellevue": [("Imprimante 3D", "", PRINTER, False)],
    "fab-campus": [
        ("Découpeuse laser", "100 W, 1 000 × 600 mm", LASER, False),
        ("Imprimantes 3D", "huit, en réseau", PRINTER, False),
        ("Presse à chaud", "40 × 50 cm", VINYL, False),
    ],
}
"""What each has: name, model, the badge that teaches it or "", whether it is out of order."""

ASKING = ("Loeiza Perrot", "loeiza.perrot@exemple.example")
ASKED_WITH = "Les lettres de la vitrine de l’association, posées en juin. Je peux apporter le fichier."
ANSWERED = "Merci ! Passez un samedi avec le fichier, et montrez-moi un réglage de lame."
