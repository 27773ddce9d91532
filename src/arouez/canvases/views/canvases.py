from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.models import Network
from arouez.network.perms import coordinates, networks_of

from .. import imports, queries, services
from ..fields import STEPS, shown
from ..forms import AttachmentForm, CanvasForm, ImportForm, ReasonForm
from ..models import Canvas
from ..perms import is_steward
from . import canvas_of, tell

PER_PAGE = 24
SHELVES = {
    "": (gettext_lazy("En cours"), ["draft", "discussion", "consent"]),
    "decides": (gettext_lazy("Décidés"), ["adopted", "published"]),
    "abandonnes": (gettext_lazy("Abandonnés"), ["abandoned"]),
}


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The canvases of the person's networks; first, what waits for their structure's voice."""
    _networks(request)
    shelf = request.GET.get("etat", "")
    shelf = shelf if shelf in SHELVES else ""
    found = queries.with_counts(queries.canvases_of(request.user).filter(state__in=SHELVES[shelf][1]))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "shelf": shelf,
        "shelves": [(key, label) for key, (label, _states) in SHELVES.items()],
        "waiting": queries.waiting_for(request.user, timezone.now()),
    }
    return render(request, "canvases/list.html", context)


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Begin with a title."""
    form = CanvasForm(request.POST or None, networks=_networks(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        texts = {"title": given["title"], "tagline": given["tagline"]}
        try:
            canvas = services.create_canvas(given["network"], by=request.user, texts=texts, now=timezone.now())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("canvases:write", canvas.public_id, STEPS[0].key)
    return render(request, "canvases/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def import_badge(request: HttpRequest) -> HttpResponse:
    """Begin with a badge from elsewhere."""
    form = ImportForm(request.POST or None, request.FILES or None, networks=_networks(request))
    if request.method == "POST" and form.is_valid():
        try:
            found = imports.read_badge(form.cleaned_data["file"])
            canvas = services.create_canvas(
                form.cleaned_data["network"],
                by=request.user,
                texts=found.texts,
                source=(found.source_name, found.source_url),
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(canvas)
    return render(request, "canvases/import.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole canvas, what it is at, and what comes next."""
    canvas = canvas_of(request, public_id)
    now, round, wordings = timezone.now(), queries.open_round(canvas), queries.wordings_now(canvas)
    remarks = _count_by_field(canvas.comments.filter(settled_at=None))
    proposals = _count_by_field(canvas.suggestions.filter(decided_at=None))
    context = {
        "canvas": canvas,
        "steps": [
            (
                step,
                [
                    {
                        "about": field,
                        "text": shown(field, wordings[field.key].text if field.key in wordings else ""),
                        "waiting": remarks.get(field.key, 0) + proposals.get(field.key, 0),
                    }
                    for field in step.fields
                ],
            )
            for step in STEPS
        ],
        "round": round,
        "speaking": queries.structures_speaking(request.user, round, now) if round else [],
        "leads": is_steward(request.user, canvas),
        "coordinates": coordinates(request.user, canvas.network),
        "contributors": queries.contributors(canvas),
        "attachments": canvas.attachments.filter(removed_at=None),
        "attachment_form": AttachmentForm(),
        "reason_form": ReasonForm(),
        "revision": canvas.revisions.exclude(state=Canvas.State.ABANDONED).first(),
        "rounds_held": canvas.rounds.exclude(closed_at=None).exists(),
    }
    return render(request, "canvases/detail.html", context)


@login_required
@require_safe
def journal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every act of governance on this canvas, in order."""
    canvas = canvas_of(request, public_id)
    context = {"canvas": canvas, "entries": lines_about(canvas)}
    return render(request, "canvases/journal.html", context)


@login_required
@require_POST
def open_discussion(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    tell(
        request,
        lambda: services.open_discussion(canvas, by=request.user, now=timezone.now()),
        _("La discussion est ouverte à tout le réseau."),
    )
    return redirect(canvas)


@login_required
@require_POST
def abandon(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    reason = request.POST.get("reason", "")
    tell(
        request,
        lambda: services.abandon(canvas, by=request.user, reason=reason, now=timezone.now()),
        _("Le canevas est mis de côté. Vous pouvez le reprendre quand vous voulez."),
    )
    return redirect(canvas)


@login_required
@require_POST
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    tell(
        request,
        lambda: services.resume(canvas, by=request.user, now=timezone.now()),
        _("Le canevas est de nouveau en discussion."),
    )
    return redirect(canvas)


@login_required
@require_POST
def revise(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    try:
        return redirect(services.start_revision(canvas, by=request.user, now=timezone.now()))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(canvas)


def _networks(request: HttpRequest) -> QuerySet[Network]:
    """The person's networks. Raises NotAllowed when there is none."""
    networks = networks_of(request.user)
    if not networks:
        raise NotAllowed(
            "canvas.not_participant", _("Les canevas se travaillent entre membres des structures du réseau.")
        )
    return networks


def _count_by_field(rows: QuerySet) -> dict[str, int]:
    return dict(rows.order_by().values_list("field").annotate(Count("pk")))
