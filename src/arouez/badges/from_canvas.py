"""From what the network decided to the badge it decided on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from arouez.artwork.render import svg_to_png
from arouez.canvases.looks import picture
from arouez.canvases.models import Canvas
from arouez.canvases.queries import Design, adopted_version
from arouez.canvases.services import lock, mark_published
from arouez.network.perms import require_coordinator
from arouez.people.models import Person

from .mandates import pass_on
from .models import Achievement, Picture
from .services import retire_achievement
from .uploads import PICTURE_PIXELS


@transaction.atomic
def publish_from_canvas(canvas: Canvas, *, by: Person, now: datetime) -> Achievement:
    """The network's badge, word for word as it was adopted, and published at once: nobody edits a decision.

    The badge of the canvas it revises is awarded no more; awards of it keep theirs. Raises NotAllowed for anyone but
    the coordination, DomainError when the canvas is not adopted or is published already.
    """
    require_coordinator(by, canvas.network)
    canvas = lock(canvas)
    design = adopted_version(canvas)
    achievement = _achievement(design, now)
    mark_published(canvas, badge_id=achievement.public_id, by=by, now=now)
    achievement.save()
    _picture(achievement, design).save()
    if canvas.revises:
        revised = Achievement.objects.get(public_id=canvas.revises.badge_id)
        retire_achievement(revised, by=by, now=now)
        pass_on(revised, achievement, by=by, now=now)
    return achievement


def _achievement(design: Design, now: datetime) -> Achievement:
    network = design.canvas.network
    return Achievement(
        creator=network.issuer,
        network=network,
        name=design.name,
        tagline=design.tagline,
        description=_description(design),
        limits=design.limits,
        family=design.family,
        criteria=[{"text": criterion["text"], "safety": criterion["safety"]} for criterion in design.criteria],
        expected_evidence=design.expected_evidence,
        validity_months=design.validity_months,
        tags=design.tags,
        alignments=design.alignments,
        language=design.languages[0],
        created_at=now,
        published_at=now,
    )


def _description(design: Design) -> str:
    """What it recognises, then what each level asks."""
    levels = (" : ".join(filter(None, level.values())) for level in design.levels)
    return "\n\n".join(filter(None, [design.description, "\n".join(levels)]))


def _picture(achievement: Achievement, design: Design) -> Picture:
    svg = picture(design.canvas.network, design.canvas.adopted_version.texts)
    return Picture(achievement=achievement, svg=svg, png=svg_to_png(svg.encode(), PICTURE_PIXELS))
