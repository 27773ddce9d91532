from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from arouez.artwork import draw_badge
from arouez.artwork.render import svg_to_png
from arouez.canvases.models import Canvas
from arouez.errors import DomainError, NotAllowed
from arouez.http import public_document, wanted_json
from arouez.network.current import show_in
from arouez.network.models import Network, Structure
from arouez.network.perms import require_manager
from arouez.network.queries import networks_coordinated_by

from .. import endorsements, queries, services
from ..credentials import achievement_object
from ..forms import AchievementForm
from ..from_canvas import publish_from_canvas
from ..models import Achievement, Picture, StatusList
from ..uploads import PICTURE_PIXELS

PER_PAGE = 48

# A picture that someone uploaded must not run anything, even opened on its own.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every published badge, the network's first."""
    runs = networks_coordinated_by(request.user)
    context = {
        "page": Paginator(queries.catalogue_of(request.network), PER_PAGE).get_page(request.GET.get("page")),
        "coordinates": bool(request.network) and runs.filter(pk=request.network.pk).exists(),
    }
    return render(request, "badges/catalogue.html", context)


@require_safe
@vary_on_headers("Accept")
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One badge: a page for people, the Achievement for programs. A draft shows only to its owners."""
    achievement = get_object_or_404(queries.achievements(), public_id=public_id)
    show_in(request, achievement.network)
    owner = _is_owner(request, achievement)
    if achievement.published_at is None and not owner:
        raise Http404
    if media_type := wanted_json(request):
        carried = queries.carried(achievement, achievement.creator).achievement
        return public_document(achievement_object(achievement, carried).to_json(), media_type)
    context = {
        "achievement": achievement,
        "is_owner": owner,
        "award_count": achievement.awards.filter(revocation=None).count(),
        "awarding": queries.structures_awarding(achievement),
        "memberships": queries.memberships_that_may_award(request.user, achievement, timezone.now()),
        "canvas": Canvas.objects.filter(badge_id=public_id).first() if achievement.network else None,
        **endorsements.shown(achievement, request.user, timezone.now()),
    }
    return render(request, "badges/achievement.html", context)


@require_safe
def svg(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture as it was drawn; a picture that came as PNG is served as such."""
    picture = get_object_or_404(Picture, achievement__public_id=public_id)
    if not picture.svg:
        return redirect("achievements:png", public_id)
    return _picture(picture.svg.encode(), "image/svg+xml")


@require_safe
def png(request: HttpRequest, public_id: str) -> HttpResponse:
    picture = get_object_or_404(Picture.objects.defer("svg"), achievement__public_id=public_id)
    return _picture(bytes(picture.png), "image/png")


@login_required
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new badge of a structure."""
    structure = get_object_or_404(Structure.objects.select_related("issuer"), slug=slug)
    require_manager(request.user, structure)
    return _edit(request, owner=structure)


@login_required
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    achievement = get_object_or_404(queries.achievements(), public_id=public_id)
    if not _is_owner(request, achievement):
        raise NotAllowed("achievement.not_owner", _("Ce badge n’est pas à vous."))
    return _edit(request, owner=achievement.owner, achievement=achievement)


@login_required
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    achievement = get_object_or_404(queries.achievements(), public_id=public_id)
    try:
        services.publish_achievement(achievement, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le badge est publié : il peut être attribué."))
    return redirect(achievement)


@login_required
@require_POST
def publish_canvas(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the badge that the network adopted."""
    canvas = get_object_or_404(Canvas.objects.select_related("network__issuer", "revises"), public_id=public_id)
    try:
        achievement = publish_from_canvas(canvas, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(canvas)
    messages.success(request, _("Le badge est publié : il peut être attribué."))
    return redirect(achievement)


@login_required
@require_POST
def retire(request: HttpRequest, public_id: str) -> HttpResponse:
    achievement = get_object_or_404(queries.achievements(), public_id=public_id)
    services.retire_achievement(achievement, by=request.user, now=timezone.now())
    messages.success(request, _("Le badge n’est plus attribué. Ceux déjà reçus restent valables."))
    return redirect(achievement)


@require_safe
@vary_on_headers("Accept")
def status_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed bitstring status list: which credentials are revoked."""
    document = StatusList.objects.filter(public_id=public_id).values_list("document", flat=True).first()
    if document is None:
        raise Http404
    response = public_document(document, wanted_json(request) or "application/vc")
    response["Cache-Control"] = "no-cache"  # a revocation shows at once
    return response


def _edit(request: HttpRequest, *, owner: Network | Structure, achievement: Achievement | None = None) -> HttpResponse:
    form = AchievementForm(request.POST or None, request.FILES or None, instance=achievement)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        picture = fields.pop("upload")
        try:
            if achievement:
                achievement = services.change_achievement(achievement, by=request.user, picture=picture, **fields)
            else:
                picture = picture or _drawn(owner, fields)
                achievement = services.create_achievement(owner, by=request.user, picture=picture, **fields)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(achievement)
    context = {"form": form, "owner": owner, "achievement": achievement}
    return render(request, "badges/achievement_form.html", context, status=422 if form.errors else 200)


def _drawn(owner: Network | Structure, fields: dict[str, Any]) -> Picture:
    """A picture in the network's shapes, for a badge that brings none."""
    svg = draw_badge(fields["family"], title=fields["name"], network=owner.name)
    return Picture(svg=svg, png=svg_to_png(svg.encode(), PICTURE_PIXELS))


def _picture(body: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _is_owner(request: HttpRequest, achievement: Achievement) -> bool:
    return request.user.is_authenticated and services.owns(request.user, achievement)
