from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.differences import differences
from arouez.errors import DomainError

from .. import queries, services
from ..differences import changes
from ..fields import FIELDS, STEPS, STEPS_BY_KEY, Field, Step, shown
from ..forms import CommentForm, StepForm, SuggestForm, read_number
from ..models import Canvas, Comment, Suggestion
from . import canvas_of, tell


@login_required
def write(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """The fields of one step, to fill in, with an example beside each."""
    canvas = canvas_of(request, public_id)
    if step not in STEPS_BY_KEY:
        raise Http404
    form = StepForm(request.POST or None, step=STEPS_BY_KEY[step], wordings=queries.wordings_now(canvas))
    conflicts: dict[str, services.Conflict] = {}
    if request.method == "POST" and form.is_valid():
        refused = services.write_all(canvas, form.texts, by=request.user, now=timezone.now())
        for field, refusal in refused.items():
            form.add_error(field, str(refusal))
            if isinstance(refusal, services.Conflict):
                conflicts[field] = refusal
        if not refused:
            messages.success(request, _("C’est enregistré."))
            return redirect(_after(canvas, form.step, request.POST))
    context = {
        "canvas": canvas,
        "form": form,
        "parts": [_part(form, field, conflicts.get(field.key)) for field in form.step.fields],
        "step": form.step,
        "steps": STEPS,
        "is_last": form.step is STEPS[-1],
    }
    return render(request, "canvases/write.html", context, status=422 if form.errors else 200)


def _part(form: StepForm, field: Field, conflict: services.Conflict | None) -> dict[str, Any]:
    """A field to fill in, with the number of the wording that the person has seen.

    After a conflict that is the other's, shown beside their own: who sends again writes over it knowingly.
    """
    last, sent = form.wordings.get(field.key), form.data.get(f"{field.key}-base")
    part = {"about": field, "bound": form[field.key], "last": last, "conflict": conflict}
    if conflict is None:
        return part | {"base": (last.number if last else 0) if sent is None else read_number(sent)}
    opened = conflict.theirs.canvas.wordings.filter(field=field.key, number=read_number(sent)).first()
    before = opened.text if opened else ""
    return part | {
        "base": conflict.theirs.number,
        "theirs": differences(_words(field, before), _words(field, conflict.theirs.text)),
        "yours": differences(_words(field, before), _words(field, conflict.text)),
    }


def _after(canvas: Canvas, step: Step, sent: Mapping[str, str]) -> str:
    """Where "save and go on" leads."""
    place = STEPS.index(step) + 1
    if "continue" in sent and place < len(STEPS):
        return reverse("canvases:write", args=[canvas.public_id, STEPS[place].key])
    return canvas.get_absolute_url()


@login_required
@require_safe
def field(request: HttpRequest, public_id: str, field: str) -> HttpResponse:
    """One field: what it says, what is said of it, and all it said before."""
    canvas = canvas_of(request, public_id)
    return _field_page(request, canvas, _field(field))


def _field_page(
    request: HttpRequest,
    canvas: Canvas,
    about: Field,
    *,
    comment_form: CommentForm | None = None,
    suggest_form: SuggestForm | None = None,
) -> HttpResponse:
    wordings = list(canvas.wordings.filter(field=about.key).select_related("author", "suggestion__author"))
    said = {wording.number: wording.text for wording in wordings} | {0: ""}
    now = wordings[-1].text if wordings else ""
    suggestions = canvas.suggestions.filter(field=about.key).select_related("author", "decided_by")
    wrong = [form for form in (comment_form, suggest_form) if form]
    context = {
        "canvas": canvas,
        "about": about,
        "step": next(step for step in STEPS if about in step.fields),
        "text": shown(about, now),
        "base": len(wordings),
        "comments": canvas.comments.filter(field=about.key).select_related("author", "settled_by"),
        "suggestions": [
            (suggestion, differences(_words(about, said.get(suggestion.base, "")), _words(about, suggestion.text)))
            for suggestion in suggestions
        ],
        "history": [
            (wording, differences(_words(about, said[wording.number - 1]), _words(about, wording.text)))
            for wording in reversed(wordings)
        ],
        "comment_form": comment_form or CommentForm(),
        "suggest_form": suggest_form or SuggestForm(field=about, initial={"suggestion": now}),
    }
    return render(request, "canvases/field.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def comment(request: HttpRequest, public_id: str, field: str) -> HttpResponse:
    canvas, about = canvas_of(request, public_id), _field(field)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _field_page(request, canvas, about, comment_form=form)
    text = form.cleaned_data["text"]
    tell(
        request,
        lambda: services.comment(canvas, field, text, by=request.user, now=timezone.now()),
        _("Votre remarque est notée."),
    )
    return redirect("canvases:field", public_id, field)


@login_required
@require_POST
def settle(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    remark = get_object_or_404(Comment.objects.select_related("canvas__network"), canvas=canvas, pk=pk)
    tell(request, lambda: services.settle(remark, by=request.user, now=timezone.now()), _("C’est noté."))
    return redirect("canvases:field", public_id, remark.field)


@login_required
@require_POST
def suggest(request: HttpRequest, public_id: str, field: str) -> HttpResponse:
    canvas, about = canvas_of(request, public_id), _field(field)
    form = SuggestForm(request.POST, field=about)
    if form.is_valid():
        try:
            services.suggest(
                canvas,
                field,
                form.cleaned_data["suggestion"],
                base=read_number(request.POST.get("base")),
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("suggestion", str(refusal))
        else:
            messages.success(request, _("Votre suggestion est notée. Le groupe y répondra."))
            return redirect("canvases:field", public_id, field)
    return _field_page(request, canvas, about, suggest_form=form)


@login_required
@require_POST
def accept(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, public_id, pk)
    tell(
        request,
        lambda: services.accept(suggestion, by=request.user, now=timezone.now()),
        _("La suggestion est devenue le texte."),
    )
    return redirect("canvases:field", public_id, suggestion.field)


@login_required
@require_POST
def decline(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, public_id, pk)
    answer = request.POST.get("answer", "")[:500]
    tell(
        request,
        lambda: services.decline(suggestion, by=request.user, answer=answer, now=timezone.now()),
        _("La suggestion est écartée ; elle reste lisible."),
    )
    return redirect("canvases:field", public_id, suggestion.field)


@login_required
@require_safe
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A text that was put to consent, and what it changed."""
    canvas = canvas_of(request, public_id)
    version = get_object_or_404(canvas.versions.select_related("made_by"), number=number)
    before = canvas.versions.filter(number=number - 1).first()
    if before is None and canvas.revises:
        before = canvas.revises.adopted_version
    context = {
        "canvas": canvas,
        "version": version,
        "before": before,
        "changes": changes(before.texts, version.texts) if before else [],
        "parts": [(field, shown(field, version.texts[key])) for key, field in FIELDS.items() if key in version.texts],
    }
    return render(request, "canvases/version.html", context)


def _field(key: str) -> Field:
    if key not in FIELDS:
        raise Http404
    return FIELDS[key]


def _words(about: Field, text: str) -> str:
    return str(shown(about, text))


def _suggestion(request: HttpRequest, public_id: str, pk: int) -> Suggestion:
    canvas = canvas_of(request, public_id)
    return get_object_or_404(Suggestion.objects.select_related("canvas__network"), canvas=canvas, pk=pk)
