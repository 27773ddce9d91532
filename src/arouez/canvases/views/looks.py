"""The picture of the badge: a page to choose it, and the picture itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from arouez.artwork import icons
from arouez.artwork.emblems import EMBLEMS
from arouez.artwork.look import Look, read_look
from arouez.errors import DomainError

from .. import looks, queries, services
from ..forms import LookForm, read_number
from ..models import Canvas, Wording
from . import canvas_of

ICONS_PER_PAGE = 60
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CHOICES = ("family", "tincture", "posture", "inscription", "emblem")
WRITTEN = ("family", "look")
"""The fields of the canvas that this page writes."""


@login_required
def designer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose the picture: each change shows at once, and nothing is kept until it is saved."""
    canvas = canvas_of(request, public_id)
    wordings = queries.wordings_now(canvas)
    texts = {key: wording.text for key, wording in wordings.items()}
    chosen = request.POST or request.GET
    data = chosen if any(name in chosen for name in CHOICES) else _said(texts)
    form = LookForm(data, request.FILES or None, network=canvas.network)
    valid = form.is_valid()
    theirs: list[Wording] = []
    if request.method == "POST" and valid:
        theirs = _save(request, canvas, form, texts)
        if not form.errors:
            messages.success(request, _("Le visuel est enregistré."))
            return redirect(canvas)
        wordings = queries.wordings_now(canvas)
    context = {
        "canvas": canvas,
        "form": form,
        "bases": {field: _base(request, wordings, field, theirs) for field in WRITTEN},
        "theirs": theirs,
        **_preview(canvas, form, texts),
        **_emblems(request, form.look),
    }
    return render(request, "canvases/designer.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture as the canvas says it, as a `version`, a `wording` or a `suggestion` says it, or with other choices.

    Anyone sees that of a canvas that is decided; the rest is for those who take part.
    """
    canvas = get_object_or_404(Canvas.objects.select_related("network", "adopted_version"), public_id=public_id)
    if canvas.is_decided and not request.GET:
        return _svg(request, looks.picture(canvas.network, canvas.adopted_version.texts))
    if not request.user.is_authenticated:
        raise Http404
    canvas = canvas_of(request, public_id)
    if number := request.GET.get("version"):
        version = get_object_or_404(canvas.versions, number=read_number(number))
        return _svg(request, looks.picture(canvas.network, version.texts))
    texts = queries.texts_now(canvas)
    if wording := request.GET.get("wording"):
        said = get_object_or_404(canvas.wordings, field="look", number=read_number(wording))
        return _svg(request, looks.picture(canvas.network, {**texts, "look": said.text}))
    if suggestion := request.GET.get("suggestion"):
        said = get_object_or_404(canvas.suggestions, field="look", pk=read_number(suggestion))
        return _svg(request, looks.picture(canvas.network, {**texts, "look": said.text}))
    if any(name in request.GET for name in CHOICES):
        form = LookForm(request.GET, network=canvas.network)
        form.is_valid()
        return _svg(request, looks.picture(canvas.network, _with_family(texts, form), form.look))
    return _svg(request, looks.picture(canvas.network, texts))


def _said(texts: dict[str, str]) -> dict[str, Any]:
    """What the canvas says, as the form asks it."""
    look = read_look(texts.get("look", ""))
    return {
        "family": looks.family_of(texts),
        "tincture": look.tincture,
        "posture": look.posture,
        "inscription": look.inscription,
        "emblem": look.emblem,
    }


def _save(request: HttpRequest, canvas: Canvas, form: LookForm, texts: dict[str, str]) -> list[Wording]:
    """Write what was chosen; what refused it is in the form, and what others wrote meanwhile is returned."""
    look, now = form.look, timezone.now()
    try:
        if svg := form.cleaned_data["drawing"]:
            emblem = looks.bring_drawing(canvas, svg, by=request.user, now=now)
            look = Look(emblem, look.tincture, look.posture, look.inscription)
        looks.check(canvas.network, _with_family(texts, form), look)
    except DomainError as refusal:
        about = "drawing" if refusal.code.startswith("drawing.") else "inscription"
        form.add_error(about if "look.inscription" in refusal.code or about == "drawing" else None, str(refusal))
        return []
    kept = looks.with_notes(look, texts.get("look", ""))
    sent = {field: read_number(request.POST.get(f"{field}-base")) for field in WRITTEN}
    refused = services.write_all(
        canvas,
        {"family": (sent["family"], form.cleaned_data["family"]), "look": (sent["look"], str(kept))},
        by=request.user,
        now=now,
    )
    for refusal in refused.values():
        form.add_error(None, str(refusal))
    return [refusal.theirs for refusal in refused.values() if isinstance(refusal, services.Conflict)]


def _base(request: HttpRequest, wordings: dict[str, Wording], field: str, theirs: list[Wording]) -> int:
    """The wording on top of which this page writes: the one that was read, or that of whoever wrote meanwhile."""
    last = wordings[field].number if field in wordings else 0
    sent = request.POST.get(f"{field}-base") or request.GET.get(f"{field}-base")
    return last if sent is None or any(wording.field == field for wording in theirs) else read_number(sent)


def _with_family(texts: dict[str, str], form: LookForm) -> dict[str, str]:
    return {**texts, "family": form.cleaned_data.get("family") or looks.family_of(texts)}


def _preview(canvas: Canvas, form: LookForm, texts: dict[str, str]) -> dict[str, Any]:
    said = {name: form[name].value() or "" for name in CHOICES}
    try:
        looks.check(canvas.network, _with_family(texts, form), form.look)
        wrong = ""
    except DomainError as refusal:
        wrong = str(refusal)
    address = reverse("canvases:picture", args=[canvas.public_id])
    return {
        "picture": f"{address}?{urlencode(said)}",
        "contrasts": looks.contrasts(canvas.network, _with_family(texts, form), form.look),
        "wrong": wrong,
    }


def _emblems(request: HttpRequest, look: Look) -> dict[str, Any]:
    """One page of what is looked for, and what is chosen."""
    asked = request.GET.get("q", "")
    page = Paginator(icons.find(asked), ICONS_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    if look.emblem and look.emblem not in shown:
        shown.insert(0, look.emblem)
    emblems = [(name, looks.emblem_name(name), _shapes(name)) for name in shown]
    return {"q": asked, "page": page, "emblems": emblems, "chosen": look.emblem}


def _shapes(name: str) -> str:
    """Of an icon, to be seen small; none for a drawing, of which one sees the badge."""
    return "" if name in EMBLEMS or name not in icons.icons() else icons.icons()[name][1]


def _svg(request: HttpRequest, text: str) -> HttpResponse:
    """As it is now, it is asked for each time: whoever has just saved sees what they saved."""
    response = HttpResponse(text, content_type="image/svg+xml")
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Cache-Control"] = "private, max-age=60" if request.GET else "private, no-cache"
    return response
