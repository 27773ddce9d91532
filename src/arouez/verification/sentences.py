"""What the library's codes mean, said to someone who brought a badge."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arouez.openbadges.structure.credentials import types_of

from .facts import KINDS, Facts

TITLES: dict[str, Promise] = {
    "format": _("Le fichier"),
    "structure": _("La forme"),
    "hosting": _("La publication"),
    "linked": _("Les documents liés"),
    "schemas": _("Les schémas"),
    "contexts": _("Le vocabulaire"),
    "proof": _("La signature"),
    "claims": _("Le jeton"),
    "scope": _("L’adresse"),
    "holder": _("Qui présente"),
    "issuer": _("L’émetteur"),
    "refresh": _("La mise à jour"),
    "validity": _("La période"),
    "status": _("La révocation"),
    "recipient": _("La personne"),
    "extensions": _("Les extensions"),
    "resources": _("Les pièces jointes"),
    "endorsements": _("Les soutiens"),
    "credentials": _("Les badges contenus"),
}

SENTENCES: dict[str, Promise] = {
    # what passed, what was let through, what was not looked at
    "format.ok": _("Le fichier se lit d’une seule façon."),
    "format.jws": _("Le fichier se lit d’une seule façon."),
    "claims.ok": _("Ce que le jeton dit de lui-même s’accorde avec le badge."),
    "refresh.ok": _("L’émetteur a une version plus récente du badge : c’est elle que nous avons vérifiée."),
    "endorsements.ok": _("Celles et ceux qui soutiennent ce badge ou son émetteur l’ont bien signé."),
    "credentials.ok": _("Chaque badge contenu est valable."),
    "holder.ok": _("Qui présente les badges est bien la personne annoncée."),
    "resources.ok": _("Ce que le badge cite ailleurs est bien ce que l’émetteur avait vu."),
    "hosting.ok": _("L’émetteur publie ce badge à son adresse."),
    "linked.ok": _("Le modèle du badge et son émetteur sont à leurs adresses."),
    "scope.ok": _("Le badge est publié là où son émetteur publie les siens."),
    "extensions.ok": _("Chaque extension est définie là où elle le dit."),
    "structure.ok": _("Il a la forme d’un Open Badge."),
    "schemas.ok": _("Il a la forme que demandent les schémas qu’il nomme."),
    "schemas.own": _("Il nomme un schéma propre à son émetteur, que nous n’avons pas vérifié."),
    "schemas.none": _("Il ne nomme pas de schéma."),
    "context.ok": _("Chaque mot du badge est défini : rien n’échappe à la signature."),
    "proof.ok": _("La signature est bonne : rien n’a changé depuis."),
    "issuer.ok": _("La clé qui a signé est bien celle de l’émetteur."),
    "validity.ok": _("Le badge est dans sa période de validité."),
    "status.ok": _("L’émetteur ne l’a pas révoqué."),
    "recipient.ok": _("Le badge a été remis à cette personne."),
    "structure.lenient": _("Le badge s’écarte un peu de la norme ; la plupart des lecteurs l’acceptent."),
    "validity.clock_skew": _("Le badge commence dans quelques minutes : une horloge n’est pas à l’heure."),
    "claims.lenient": _("Il manque au jeton une mention que la norme demande ; ce qu’il dit s’accorde avec le badge."),
    "refresh.failed": _("La version plus récente est introuvable : nous avons vérifié celle-ci."),
    "endorsements.lapsed": _("Un soutien a pris fin, ou n’a pas pu être vérifié."),
    "endorsements.elsewhere": _("Un soutien parle d’autre chose que de ce badge."),
    "credentials.lapsed": _("Un badge contenu n’est plus valable, ou n’a pas pu être vérifié."),
    "status.lenient": _("L’état du badge s’écarte un peu de la norme ; la plupart des lecteurs l’acceptent."),
    "resources.unavailable": _("Ce que le badge cite ailleurs est introuvable : nous n’avons pas pu comparer."),
    "hosting.not_looked_up": _("Nous n’avons pas regardé là où l’émetteur publie ce badge."),
    "linked.lenient": _("Ce à quoi le badge renvoie n’est pas tout à fait à l’adresse, ou ce, qu’il dit."),
    "extensions.unknown": _("Une extension n’a pas pu être comprise : sa définition est introuvable."),
    "check.not_reached": _("Non regardé : une vérification précédente a échoué."),
    "claims.none": _("Ce badge n’est pas un jeton : il n’y a rien à comparer."),
    "refresh.none": _("L’émetteur ne propose pas de version plus récente."),
    "recipient.not_asked": _("Personne n’a demandé à qui le badge a été remis."),
    "endorsements.none": _("Le badge ne porte pas de soutien."),
    "credentials.none": _("Le badge n’en contient pas d’autre."),
    "status.none": _("L’émetteur ne publie pas de liste de révocation pour ce badge."),
    "check.not_applicable": _("Sans objet pour un badge de ce genre."),
    "holder.none": _("Rien ne dit qui présente ces badges."),
    "resources.none": _("Le badge ne cite rien dont il fixe le contenu."),
    "extensions.none": _("Le badge n’a pas d’extension."),
    # the file
    "badge.error": _("Ce badge ne peut pas être lu."),
    "format.malformed": _("Ce fichier n’est pas un badge : on n’y trouve pas de JSON lisible."),
    "format.duplicate_member": _("Le badge dit deux fois la même chose, peut-être différemment : on ne peut s’y fier."),
    "format.too_deep": _("Le fichier est imbriqué au-delà du raisonnable."),
    "format.too_large": _("Le fichier est bien trop long pour un badge."),
    "format.unsafe_number": _("Le badge contient un nombre que les logiciels ne lisent pas tous de la même façon."),
    "format.envelope": _("L’enveloppe ne contient pas de badge comme la norme le demande."),
    "format.not_a_presentation": _("Ce document n’est pas une présentation de badges."),
    "model.invalid": _("Ce badge est incomplet."),
    # its shape and vocabulary
    "structure.invalid": _("Une valeur du badge n’est pas permise par la norme."),
    "structure.not_a_badge": _("Ce document n’est pas un Open Badge 3.0."),
    "structure.missing": _("Il manque au badge quelque chose que la norme exige."),
    "structure.type": _("Une partie du badge n’a pas le type que la norme attend."),
    "structure.schema_unknown": _("Le badge cite un schéma qui n’est pas publié pour un badge de ce genre."),
    "jsonld.invalid": _("Le badge n’est pas un document de données liées correct."),
    "context.unknown": _("Le badge emploie un vocabulaire que nous ne connaissons pas : nous ne le croyons pas."),
    "context.order": _("Le badge ne commence pas par les vocabulaires que la norme demande."),
    "jsonld.undefined_term": _("Un mot du badge n’est défini nulle part : la signature ne le protégerait pas."),
    "jsonld.relative_reference": _("Une adresse du badge est incomplète : elle changerait de sens selon le lieu."),
    "jsonld.poisoned_graph": _("Ce badge est fait pour épuiser qui le vérifie."),
    # its proof
    "proof.invalid": _("La signature n’est pas faite comme la norme le demande."),
    "proof.missing": _("Le badge n’est pas signé."),
    "proof.unsupported": _("Le badge est signé d’une façon que nous ne savons pas encore vérifier."),
    "proof.jws_malformed": _("Le jeton signé est mal formé."),
    "proof.purpose": _("La signature n’a pas été faite pour délivrer un badge."),
    "proof.expired": _("La signature elle-même n’est plus valable."),
    "proof.signature_mismatch": _("La signature ne correspond pas : le badge a été modifié, ou signé par quelqu’un d’autre."),
    "proof.chain": _("Une signature s’appuie sur une autre, qui manque."),
    "proof.domain": _("La signature a été faite pour quelqu’un d’autre que nous."),
    "proof.challenge": _("La signature ne répond pas à la question posée."),
    "key.invalid": _("La clé de l’émetteur est illisible."),
    "key.not_found": _("L’émetteur ne connaît pas la clé qui a signé."),
    "key.not_authorized": _("L’émetteur n’autorise pas cette clé à délivrer des badges."),
    "key.retired": _("La clé qui a signé a été révoquée ou a expiré."),
    "did.invalid": _("L’identifiant de l’émetteur, ou son document, est mal formé."),
    "did.unsupported": _("L’émetteur s’identifie d’une façon que nous ne savons pas lire."),
    "did.unavailable": _("Le document de l’émetteur est introuvable : on ne peut pas savoir qui a signé."),
    "claims.mismatch": _("Ce que le jeton dit de lui-même contredit le badge qu’il contient."),
    "issuer.mismatch": _("La clé qui a signé n’est pas celle de l’émetteur annoncé."),
    # where a badge of Open Badges 2.0 is published
    "hosting.unavailable": _("Le badge est introuvable là où son émetteur est censé le publier."),
    "hosting.differs": _("Le badge que publie l’émetteur dit autre chose que celui-ci."),
    "linked.unavailable": _("Un document auquel le badge renvoie, comme celui de l’émetteur, est introuvable ou illisible."),
    "scope.outside": _("Le badge n’est pas publié là où son émetteur publie les siens : il peut être d’un autre."),
    "extensions.invalid": _("Une extension du badge n’est pas définie, ou ne suit pas sa définition."),
    "resources.mismatch": _("Ce que le badge cite ailleurs a changé depuis que l’émetteur l’a vu."),
    "holder.mismatch": _("Qui présente ces badges n’est pas la personne annoncée."),
    # its time and its status
    "validity.not_yet": _("Le badge n’est pas encore valable."),
    "validity.expired": _("Le badge a expiré."),
    "status.error": _("On ne peut pas savoir si le badge est révoqué."),
    "status.invalid": _("La liste de révocation n’est pas faite comme la norme le demande."),
    "status.revoked": _("L’émetteur a révoqué ce badge."),
    "status.suspended": _("L’émetteur a suspendu ce badge."),
    "status.unsupported": _("La révocation est publiée d’une façon que nous ne savons pas lire."),
    "status.unavailable": _("La liste de révocation est introuvable : on ne peut pas savoir si le badge tient toujours."),
    "status.forged": _("La liste de révocation n’est pas signée par l’émetteur du badge."),
    "status.outdated": _("La liste de révocation est périmée."),
    "status.purpose": _("La liste consultée ne parle pas de révocation."),
    "status.list_length": _("La liste de révocation est trop courte pour protéger les personnes."),
    "status.range": _("Le badge renvoie au-delà de la fin de la liste de révocation."),
    "endorsements.forged": _("Un soutien contenu dans le badge n’est pas de qui il prétend : nous ne croyons pas ce badge."),
    "credentials.forged": _("Un badge contenu n’est pas de qui il prétend : nous ne croyons pas l’ensemble."),
    "credentials.invalid": _("Un des badges présentés n’est pas valable."),
    "credentials.too_many": _("Ce document contient bien trop de badges les uns dans les autres."),
    "recipient.mismatch": _("Le badge a été remis à quelqu’un d’autre."),
    # what could not be fetched
    "document.unavailable": _("Cette adresse ne répond pas, ou ne donne rien. Vérifiez-la et réessayez."),
    "document.missing": _("Il n’y a rien à cette adresse. Vérifiez-la et réessayez."),
    "document.not_given": _("Nous n’avons pas cherché ce document."),
    "document.address_refused": _("Nous n’ouvrons pas cette adresse : elle n’est pas publique, ou pas en http(s)."),
    "document.too_large": _("Ce qui se trouve à cette adresse est trop lourd pour un badge."),
    "document.too_many": _("Ce badge renvoie à bien trop d’adresses."),
    "document.too_slow": _("Cette adresse met trop de temps à répondre. Réessayez plus tard."),
    "document.too_many_redirects": _("Cette adresse renvoie sans fin vers d’autres adresses."),
    # what a picture may hold
    "carrier.error": _("Cette image ne peut pas porter de badge."),
    "carrier.not_an_image": _("Ce fichier n’est ni un PNG ni un SVG."),
    "carrier.too_large": _("Cette image est trop lourde pour un badge."),
    "carrier.nothing_baked": _("Cette image ne contient pas de badge. Prenez l’image téléchargée, pas une capture d’écran."),
    "carrier.twice_baked": _("Cette image contient plusieurs badges : on ne sait pas lequel compte."),
    "carrier.credential_too_large": _("Le badge contenu dans cette image est trop lourd."),
    "carrier.credential_not_text": _("Le badge contenu dans cette image est illisible."),
    "carrier.png_broken": _("Cette image PNG est abîmée. Téléchargez-la de nouveau."),
    "carrier.png_truncated": _("Cette image PNG est abîmée : la fin manque. Téléchargez-la de nouveau."),
    "carrier.png_broken_chunk": _("Cette image PNG est abîmée : un morceau est faux. Téléchargez-la de nouveau."),
    "carrier.png_misordered": _("Cette image PNG est abîmée : ses morceaux sont en désordre."),
    "carrier.png_trailing_data": _("Cette image PNG est suivie d’autre chose : nous ne la lisons pas."),
    "carrier.svg_broken": _("Cette image SVG est abîmée. Téléchargez-la de nouveau."),
    "carrier.svg_encoding": _("Cette image SVG n’est pas en UTF-8."),
    "carrier.svg_entities": _("Cette image SVG contient des entités, qui peuvent cacher autre chose : nous ne la lisons pas."),
    "carrier.svg_heavy": _("Cette image SVG est trop compliquée pour un badge."),
    "carrier.svg_active": _("Cette image SVG contient du code ou des liens : nous ne la lisons pas."),
}  # fmt: skip


UNASKED = {
    "check.not_applicable", "claims.none", "credentials.none", "endorsements.none", "extensions.none", "holder.none",
    "recipient.not_asked", "refresh.none", "resources.none",
}  # fmt: skip
"""Checks that had nothing to look at, which a page does not list."""


def explain(code: str) -> Promise:
    """The sentence for a code of `arouez.openbadges.codes`."""
    return SENTENCES.get(code, SENTENCES["badge.error"])


def describe(verdict: dict[str, Any]) -> dict[str, Any]:
    """A verdict in words: the same, each check with its `title` and its `sentence` in the reader's language.

    So are the verdicts it contains; each says its `facts`, whether it is about a badge at all (`is_badge`), which
    one kept without its credential is by its kind, and whether it is a word withdrawn since (`is_taken_back`).
    """
    checks = [
        check | {"title": TITLES.get(check["name"], check["name"]), "sentence": explain(check["code"])}
        for check in verdict["checks"]
        if check["code"] not in UNASKED
    ]
    contained = [describe(one) for one in verdict.get("contained", [])]
    facts = Facts.read(verdict["kind"], verdict.get("credential"))
    is_badge = facts.is_badge if verdict.get("credential") else verdict["kind"] in KINDS
    said = {"facts": facts, "is_badge": is_badge, "is_taken_back": _is_taken_back(verdict)}
    return verdict | {"checks": checks, "contained": contained, **said}


def _is_taken_back(verdict: dict[str, Any]) -> bool:
    """Whether it is someone's word, truly theirs, that they have withdrawn since."""
    failed = [check["code"] for check in verdict["checks"] if check["status"] == "fail"]
    return failed == ["status.revoked"] and "EndorsementCredential" in types_of(verdict.get("credential") or {})
