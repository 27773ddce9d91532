from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.network.perms import networks_of, require_participant

from .. import fields, queries, rounds
from ..forms import ReasonForm, RoundForm, VoiceForm
from ..models import Canvas, Round
from ..perms import is_steward, require_steward
from . import canvas_of, tell


@login_required
def open_round(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set the terms of a consent round, and open it."""
    canvas, now = canvas_of(request, public_id), timezone.now()
    require_steward(request.user, canvas)
    if canvas.state == Canvas.State.CONSENT:
        return redirect("canvases:round", public_id)
    voters = list(queries.voters(canvas.network, now))
    form = RoundForm(request.POST or None, voter_count=len(voters), objections=queries.open_objections(canvas), now=now)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rounds.open_round(
                canvas,
                by=request.user,
                last_day=given["last_day"],
                quorum=given["quorum"],
                answers=form.answers,
                now=now,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Le tour est ouvert. Les structures reçoivent un e-mail."))
            return redirect("canvases:round", public_id)
    context = {
        "canvas": canvas,
        "form": form,
        "voters": voters,
        "missing": fields.missing(queries.texts_now(canvas)),
    }
    return render(request, "canvases/open_round.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def running(request: HttpRequest, public_id: str) -> HttpResponse:
    """The round that runs: the text, what was said, and one's own voice. When none does: what was decided."""
    canvas = canvas_of(request, public_id)
    round = queries.open_round(canvas)
    if round is None:
        return redirect("canvases:decision", public_id)
    return _round_page(request, canvas, round)


@login_required
@require_POST
def give_voice(request: HttpRequest, public_id: str, structure: str) -> HttpResponse:
    """Say what a structure says."""
    canvas = canvas_of(request, public_id)
    speaking = get_object_or_404(Structure, slug=structure)
    round = queries.open_round(canvas)
    if round is None:
        messages.error(request, _("Ce tour de consentement est terminé."))
        return redirect("canvases:decision", public_id)
    form = VoiceForm(request.POST, auto_id=_ids(speaking))
    if form.is_valid():
        try:
            rounds.give_voice(round, speaking, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(structure)s : sa voix est notée. Vous pouvez la changer.") % {"structure": speaking}
            )
            return redirect("canvases:round", public_id)
    return _round_page(request, canvas, round, refused={speaking.pk: form})


def _round_page(
    request: HttpRequest, canvas: Canvas, round: Round, refused: dict[int, VoiceForm] | None = None
) -> HttpResponse:
    now, refused = timezone.now(), refused or {}
    voices = list(queries.voices(round))
    said = {voice.structure_id: voice for voice in voices}
    silent = queries.voters_in(round, now).exclude(pk__in=said)
    own = queries.structures_speaking(request.user, round, now)
    texts = round.version.texts
    context = {
        "canvas": canvas,
        "round": round,
        "is_over": now >= round.deadline,
        "voices": voices,
        "silent": silent,
        "own": [(structure, said.get(structure.pk), _voice_form(structure, said, refused)) for structure in own],
        "parts": [(field, fields.shown(field, texts[key])) for key, field in fields.FIELDS.items() if key in texts],
        "leads": is_steward(request.user, canvas),
        "reason_form": ReasonForm(),
    }
    return render(request, "canvases/round.html", context, status=422 if refused else 200)


def _voice_form(structure: Structure, said: dict, refused: dict[int, VoiceForm]) -> VoiceForm:
    voice = said.get(structure.pk)
    initial = {"position": voice.position, "reason": voice.reason, "proposal": voice.proposal} if voice else {}
    return refused.get(structure.pk) or VoiceForm(initial=initial, auto_id=_ids(structure))


def _ids(structure: Structure) -> str:
    """The ids of a form's fields: a person who manages several structures sees a form for each."""
    return f"{structure.slug}-%s"


@login_required
@require_POST
def interrupt(request: HttpRequest, public_id: str) -> HttpResponse:
    canvas = canvas_of(request, public_id)
    round = get_object_or_404(canvas.rounds.select_related("canvas__network"), closed_at=None)
    reason = request.POST.get("reason", "")
    tell(
        request,
        lambda: rounds.interrupt(round, by=request.user, reason=reason, now=timezone.now()),
        _("Le tour est interrompu : le texte peut changer."),
    )
    return redirect(canvas)


@require_safe
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was decided, for good. Once adopted anyone may read it; people's names stay between participants."""
    canvas = get_object_or_404(
        Canvas.objects.select_related("network", "adopted_version", "revises"), public_id=public_id
    )
    participates = request.user.is_authenticated and networks_of(request.user).filter(pk=canvas.network_id).exists()
    if not canvas.is_decided and not participates:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        require_participant(request.user, canvas.network)
    context = {
        "canvas": canvas,
        "participates": participates,
        "stories": queries.rounds_told(canvas),
        "contributors": queries.contributors(canvas) if participates else [],
    }
    return render(request, "canvases/decision.html", context)
