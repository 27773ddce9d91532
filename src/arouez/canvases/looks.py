"""The picture of the badge that a canvas designs: chosen in its field « look », drawn here and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image

from arouez.artwork import draw_badge, drawings, icons
from arouez.artwork.emblems import DISC
from arouez.artwork.hatching import TINCTURES
from arouez.artwork.lettering import not_cut
from arouez.artwork.look import LEAST_CONTRAST, OWN, Look, contrasts_of, fits, read_look, usual_tincture
from arouez.artwork.render import strangers_svg_to_png
from arouez.errors import DomainError
from arouez.network.models import Network
from arouez.network.perms import require_participant
from arouez.people.models import Person

from .fields import FAMILIES
from .models import Canvas, Drawing

USUAL_FAMILY = "skill"

REASONS = {
    "too_large": _("Ce dessin dépasse 200 Ko. Simplifiez-le, ou réduisez ses détails."),
    "not_svg": _("Ce fichier n’est pas un SVG lisible."),
    "no_frame": _("Ce SVG ne dit pas sa taille : enregistrez-le avec un cadre (viewBox)."),
    "no_shape": _("Ce SVG ne montre aucune forme dans son cadre."),
    "too_many": _("Ce dessin a trop de formes : 400 au plus. Simplifiez-le."),
    "not_plain": _("Ce SVG n’est pas fait que de formes (« %(what)s ») : exportez-le en « SVG simple », sans feuille de style."),
    "not_a_shape": _("Ce SVG contient autre chose que des formes (« %(what)s »). Convertissez les textes et objets en chemins."),
}  # fmt: skip


def picture(network: Network, texts: Mapping[str, str], look: Look | None = None) -> str:
    """The SVG of the badge that these texts of a canvas describe; of another `look` than they say, to try it."""
    look = read_look(texts.get("look", "")) if look is None else look
    return draw_badge(
        family_of(texts),
        emblem=look.emblem or "ermine",
        drawing=_drawing(network, look),
        tincture=tincture_of(network, texts, look),
        posture=look.posture,
        title=look.inscription or texts.get("title", ""),
        network=network.name,
    )


def emblem_name(emblem: str) -> str:
    """What to call it on the page: in French where we have a word, else as the set does, in English."""
    if emblem.startswith(OWN + " "):
        return gettext("Votre dessin")
    french = icons.french_name(emblem) if get_language() == "fr" else ""
    return french or emblem.replace("-", " ")


def family_of(texts: Mapping[str, str]) -> str:
    family = texts.get("family", "")
    return family if family in FAMILIES else USUAL_FAMILY


def palette(network: Network) -> list[str]:
    """The tinctures that the badges of the network may have."""
    return [name for name in TINCTURES if name in network.palette] or list(TINCTURES)


def tincture_of(network: Network, texts: Mapping[str, str], look: Look) -> str:
    """The one that was chosen; else that of the family, or the network's first if it has not that one."""
    usual, ours = usual_tincture(family_of(texts)), palette(network)
    return look.tincture or (usual if usual in ours else ours[0])


def contrasts(network: Network, texts: Mapping[str, str], look: Look) -> dict[str, float]:
    return contrasts_of(TINCTURES[tincture_of(network, texts, look)])


def check(network: Network, texts: Mapping[str, str], look: Look) -> None:
    """Raise DomainError for a look that could not be read, or is not one of the network's."""
    inscription = look.inscription or texts.get("title", "")
    if look.tincture and look.tincture not in palette(network):
        raise DomainError("look.not_of_the_palette", _("Cette couleur n’est pas de celles du réseau."))
    if look.own and _drawing(network, look) is None:
        raise DomainError("look.no_drawing", _("Ce dessin n’est pas sur le site : déposez-le."))
    if not fits(inscription):
        raise DomainError(
            "look.inscription_too_long",
            _("L’inscription du badge est trop longue pour s’y lire : choisissez-en une plus courte dans le visuel."),
        )
    if holes := not_cut(inscription):
        raise DomainError(
            "look.inscription_not_cut",
            _(
                "Ces signes ne se gravent pas sur un badge : %(signs)s. "
                "Choisissez une inscription sans eux dans le visuel."
            )
            % {"signs": " ".join(holes)},
        )
    found = contrasts(network, texts, look)
    if any(found[part] < least for part, least in LEAST_CONTRAST.items()):
        raise DomainError("look.contrast", _("Ces couleurs ne se lisent pas l’une sur l’autre."))


@transaction.atomic
def bring_drawing(canvas: Canvas, svg: bytes, *, by: Person, now: datetime) -> str:
    """Keep an SVG as an emblem, its shapes alone; the emblem's name in a look. Raises DomainError for what is none."""
    require_participant(by, canvas.network)
    try:
        drawing = drawings.read_drawing(svg)
        _refuse_unseen(drawing)
    except drawings.Undrawable as error:
        raise DomainError(f"drawing.{error.reason}", REASONS[error.reason] % {"what": error.what}) from error
    digest = sha256(f"{drawing.width} {drawing.height} {drawing.shapes}".encode()).hexdigest()[:16]
    Drawing.objects.get_or_create(
        network=canvas.network,
        digest=digest,
        defaults={
            "shapes": drawing.shapes,
            "width": drawing.width,
            "height": drawing.height,
            "added_by": by,
            "added_at": now,
        },
    )
    return f"{OWN} {digest}"


def with_notes(look: Look, text: str) -> Look:
    """The look with the notes that a text held beside: nobody's words are lost by choosing a picture."""
    return replace(look, notes=read_look(text).notes)


def _refuse_unseen(drawing: drawings.Drawing) -> None:
    """Draw it once, apart: a version that is adopted must be one that can be drawn, and shows something."""
    alone = drawings.engraved(drawing, TINCTURES["or"])
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{DISC} -{DISC} {2 * DISC} {2 * DISC}">{alone}</svg>'
    try:
        png = strangers_svg_to_png(svg.encode(), 64)
    except ValueError:
        raise drawings.Undrawable("too_many") from None
    if Image.open(io.BytesIO(png)).getchannel("A").getbbox() is None:
        raise drawings.Undrawable("no_shape")


def _drawing(network: Network, look: Look) -> drawings.Drawing | None:
    if not look.own:
        return None
    found = Drawing.objects.filter(network=network, digest=look.own).first()
    return drawings.Drawing(found.shapes, found.width, found.height) if found else None
