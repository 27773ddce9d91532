"""Asking for a badge, and answering."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.badges import queries as badges
from arouez.badges.forms import AwardForm
from arouez.badges.models import Achievement
from arouez.badges.rights import Rights
from arouez.errors import DomainError
from arouez.network.current import show_in
from arouez.network.perms import membership, require_facilitator, require_reader

from . import queries, services
from .forms import StructureForm, proof_forms
from .models import BadgeRequest

PER_PAGE = 30


# ---------------------------------------------------------------- by who asks


@login_required
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what one can do, criterion by criterion, and ask a structure for the badge."""
    achievement = get_object_or_404(Achievement.objects.published().select_related("network"), public_id=public_id)
    show_in(request, achievement.network)
    now = timezone.now()
    structures = queries.structures_to_ask(achievement, now)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, proofs = StructureForm(sent[0], structures=structures), proof_forms(achievement, *sent)
    if request.method == "POST" and _all_valid(form, proofs):
        try:
            made = services.ask(
                achievement, form.cleaned_data["structure"], by=request.user, shown=_shown(proofs), now=now
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre demande est déposée. Vous recevrez un message dès qu’on vous répond."))
            return redirect(made)
    context = {"achievement": achievement, "form": form, "proofs": proofs, "structures": structures}
    return render(request, "requests/ask.html", context, status=_status(form, proofs))


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What one asked for."""
    page = Paginator(queries.requests_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "requests/listing.html", {"page": page})


@login_required
def mine(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request as who asked sees it: what is shown, what is said; more to show while nothing is decided."""
    found = get_object_or_404(queries.requests_of(request.user), public_id=public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    proofs = proof_forms(found.achievement, *sent, request=found)
    if request.method == "POST" and all(form.is_valid() for _criterion, _proof, form in proofs):
        try:
            services.show_more(found, by=request.user, shown=_shown(proofs))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("C’est enregistré."))
        return redirect(found)
    context = {"asked": found, "proofs": proofs, "remarks": found.remarks.select_related("author")}
    return render(request, "requests/mine.html", context, status=_status(None, proofs))


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.requests_of(request.user), public_id=public_id)
    try:
        services.withdraw(found, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Votre demande est retirée. Ce que vous aviez montré est effacé."))
    return redirect("requests:listing")


# ---------------------------------------------------------------- by both


@login_required
@require_POST
def say(request: HttpRequest, public_id: str) -> HttpResponse:
    found, is_theirs = _of_either(request, public_id)
    try:
        services.say(found, by=request.user, text=request.POST.get("text", ""), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(found) if is_theirs else redirect("requests:answer", found.structure.slug, public_id)


@login_required
@require_safe
def photo(request: HttpRequest, public_id: str, criterion: int) -> HttpResponse:
    found, _theirs = _of_either(request, public_id)
    proof = found.proofs.filter(criterion=criterion).exclude(photo="").first()
    if proof is None:
        raise Http404
    response = FileResponse(default_storage.open(proof.photo), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


# ---------------------------------------------------------------- by the team


@login_required
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits for an answer, the oldest first."""
    own = require_reader(request.user, slug)
    page = Paginator(queries.queue_of(own.structure), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "structure": own.structure, "own": own, "page": page, "answered": queries.answered_by(own.structure)[:10],
    }  # fmt: skip
    return render(request, "requests/queue.html", context)


@login_required
def answer(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What is shown for each criterion, beside what one ticks; and the badge, or a word."""
    own = require_reader(request.user, slug)
    found = _of_team(slug, public_id)
    badge = badges.awardable(own.structure).filter(pk=found.achievement_id).first()
    form = None
    if badge and found.is_open:
        form = AwardForm(request.POST or None, achievement=badge, structure=own.structure)
        for field in ("evidence_text", "evidence_url"):
            del form.fields[field]
    if request.method == "POST":
        require_facilitator(request.user, slug)
        if form is not None and form.is_valid() and _accept(request, found, form):
            return redirect("requests:answer", slug, public_id)
    refusal = Rights.of(request.user, own.structure, timezone.now()).refusal(found.achievement)
    shown = {proof.criterion: proof for proof in found.proofs.all()}
    criteria = [(criterion, shown.get(place)) for place, criterion in enumerate(found.achievement.criteria)]
    context = {
        "structure": own.structure, "own": own, "asked": found, "criteria": criteria, "form": form, "refusal": refusal,
        "remarks": found.remarks.select_related("author"),
    }  # fmt: skip
    return render(request, "requests/answer.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def decline(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    require_facilitator(request.user, slug)
    found = _of_team(slug, public_id)
    try:
        services.decline(found, by=request.user, reason=request.POST.get("reason", ""), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est dit. La personne reçoit un message, et peut redemander."))
    return redirect("requests:answer", slug, public_id)


def _accept(request: HttpRequest, found: BadgeRequest, form: AwardForm) -> bool:
    data = form.cleaned_data
    try:
        services.accept(
            found, by=request.user, now=timezone.now(), criteria_seen=data["criteria_seen"],
            local_seen=data.get("local_seen", []),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Le badge est remis : il est déjà dans son passeport."))
    return True


def _of_team(slug: str, public_id: str) -> BadgeRequest:
    which = BadgeRequest.objects.exclude(state=BadgeRequest.State.WITHDRAWN)
    related = which.select_related("achievement__network", "structure", "person", "award", "decided_by")
    return get_object_or_404(related, structure__slug=slug, public_id=public_id)


def _of_either(request: HttpRequest, public_id: str) -> tuple[BadgeRequest, bool]:
    """The request, and whether it is the reader's own; Http404 for who is on neither side."""
    found = get_object_or_404(BadgeRequest.objects.select_related("structure", "achievement"), public_id=public_id)
    is_theirs = found.person_id == request.user.pk
    if not is_theirs and (found.state == BadgeRequest.State.WITHDRAWN or not membership(request.user, found.structure)):
        raise Http404
    return found, is_theirs


def _all_valid(form: StructureForm, proofs: list) -> bool:
    return all([form.is_valid(), *(proof_form.is_valid() for _criterion, _proof, proof_form in proofs)])


def _shown(proofs: list) -> dict[int, services.Shown]:
    return {place: form.shown for place, (_criterion, _proof, form) in enumerate(proofs)}


def _status(form: StructureForm | None, proofs: list) -> int:
    wrong = bool(form and form.errors) or any(proof_form.errors for _criterion, _proof, proof_form in proofs)
    return 422 if wrong else 200
