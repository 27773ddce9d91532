from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arouez.openbadges.errors import OpenBadgesError

from . import services
from .forms import InspectionForm
from .models import Inspection
from .sentences import describe, explain


def verify(request: HttpRequest) -> HttpResponse:
    """The page where anyone brings a badge to be checked."""
    form = InspectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            if data := form.cleaned_data["file"]:
                inspection = services.inspect_file(data, timezone.now())
            else:
                inspection = services.inspect_address(form.cleaned_data["address"])
            return redirect("inspection", inspection.public_id)
        except OpenBadgesError as error:
            form.add_error("file", explain(error.code))
    return render(request, "verification/verify.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def inspection(request: HttpRequest, public_id: str) -> HttpResponse:
    """The verdict; while it is being made, the page asks again."""
    inspection = get_object_or_404(Inspection, public_id=public_id)
    context = {"inspection": inspection, "verdict": inspection.verdict and describe(inspection.verdict)}
    if inspection.failure:
        context["failure"] = explain(inspection.failure)
    template = "verification/result.html" if request.headers.get("HX-Request") else "verification/inspection.html"
    return render(request, template, context)
