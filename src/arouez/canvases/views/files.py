from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import printing, queries, uploads
from ..forms import AttachmentForm
from ..models import Attachment
from . import canvas_of, tell

FILE_POLICY = "default-src 'none'; sandbox"


@login_required
@require_POST
def attach(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["file"]
        tell(
            request,
            lambda: uploads.attach(canvas, data, form.name, by=request.user, now=timezone.now()),
            _("Le fichier est ajouté."),
        )
    else:
        messages.error(request, form.errors["file"][0])
    return redirect(canvas)


@login_required
@require_safe
def download(request: HttpRequest, public_id: str, file_id: str) -> FileResponse:
    """A photo to look at; a PDF, which came as it is, to keep and never to open here."""
    attachment = _attachment(request, public_id, file_id)
    is_photo = attachment.kind == Attachment.Kind.PHOTO
    response = FileResponse(
        default_storage.open(attachment.file),
        content_type="image/jpeg" if is_photo else "application/pdf",
        as_attachment=not is_photo,
        filename=attachment.name,
    )
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    attachment = _attachment(request, public_id, file_id)
    tell(
        request,
        lambda: uploads.remove(attachment, by=request.user, now=timezone.now()),
        _("Le fichier n’est plus montré."),
    )
    return redirect("canvases:detail", public_id)


@login_required
@require_safe
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The canvas on one A3 page, for a workshop's table."""
    canvas = canvas_of(request, public_id)
    pdf = printing.a3_sheet(canvas, queries.texts_now(canvas), request.build_absolute_uri(canvas.get_absolute_url()))
    name = slugify(f"canevas {canvas.title}") or "canevas"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def _attachment(request: HttpRequest, public_id: str, file_id: str) -> Attachment:
    canvas = canvas_of(request, public_id)
    shown = Attachment.objects.select_related("canvas__network").filter(removed_at=None)
    return get_object_or_404(shown, canvas=canvas, public_id=file_id)
