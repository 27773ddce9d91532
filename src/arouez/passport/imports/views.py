"""The badges from elsewhere, for their holder alone: to anyone else there are none."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError
from arouez.openbadges import carriers
from arouez.verification.sentences import describe, explain

from .. import queries
from ..models import Import, ImportedBadge, ImportedFile, ImportLine
from . import services
from .forms import ImportForm

PER_PAGE = 48
FILE_POLICY = "default-src 'none'; sandbox"


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All of them."""
    page = Paginator(queries.imported_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "passport/imported_list.html", {"page": page})


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Give a file or an address."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_add(request, form))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "passport/import_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came of what was given; while it is being judged, the page asks again."""
    run = get_object_or_404(Import, person=request.user, public_id=public_id)
    lines = list(run.lines.defer("data").select_related("badge", "award"))
    context = {"run": run, "lines": [_told(line) for line in lines], "done": sum(bool(line.outcome) for line in lines)}
    template = "passport/import_lines.html" if request.headers.get("HX-Request") else "passport/import.html"
    return render(request, template, context)


@login_required
@require_safe
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One badge; while it is being verified, its verdict asks again."""
    badge = _mine(request, public_id)
    context = {"badge": badge, "verdict": describe(badge.verdict)}
    template = "passport/imported_verdict.html" if request.headers.get("HX-Request") else "passport/imported.html"
    return render(request, template, context)


@login_required
@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture, as we redrew it."""
    file = _file(request, public_id)
    if not file.png:
        raise Http404
    response = HttpResponse(bytes(file.png), content_type="image/png")
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "private, max-age=3600"
    return response


@login_required
@never_cache
@require_safe
def original(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file as it came: to keep, never to open here."""
    file = _file(request, public_id)
    data = bytes(file.data)
    extension = carriers.sniff(data) or ("json" if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else "txt")
    response = HttpResponse(data, content_type="application/octet-stream")
    name = slugify(f"badge {file.badge}") or "badge"
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["Content-Security-Policy"] = FILE_POLICY
    return response


@login_required
@require_POST
def verify_again(request: HttpRequest, public_id: str) -> HttpResponse:
    badge = _mine(request, public_id)
    try:
        services.verify_again(badge, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if not badge.is_being_verified:
            messages.success(request, _("Le badge vient d’être vérifié."))
    return redirect(badge)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    services.remove(_mine(request, public_id), by=request.user)
    messages.success(request, _("Le badge n’est plus dans votre passeport."))
    return redirect("passport:mine")


def _add(request: HttpRequest, form: ImportForm) -> Import | ImportedBadge:
    """Where to see what came of it: the badge itself, when one was given and is good."""
    given, now = form.cleaned_data, timezone.now()
    if given["file"]:
        run = services.add_file(request.user, given["file"], form.name, now)
    else:
        run = services.add_address(request.user, given["address"], now)
    lines = list(run.lines.all()[:2])
    if len(lines) == 1 and lines[0].outcome == ImportLine.Outcome.ADDED:
        messages.success(request, lines[0].sentence)
        return lines[0].badge
    return run


def _told(line: ImportLine) -> dict:
    """A line with its outcome in words."""
    sentence = explain(line.code) if line.code else line.sentence
    return {"line": line, "sentence": sentence, "verdict": line.verdict and describe(line.verdict)}


def _mine(request: HttpRequest, public_id: str) -> ImportedBadge:
    return get_object_or_404(ImportedBadge, person=request.user, public_id=public_id)


def _file(request: HttpRequest, public_id: str) -> ImportedFile:
    files = ImportedFile.objects.select_related("badge")
    return get_object_or_404(files, badge__person=request.user, badge__public_id=public_id)
