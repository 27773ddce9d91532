"""A structure awards badges, sees what it gave, revokes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.network.perms import require_facilitator, require_reader

from .. import batches, delivery, queries, services
from ..forms import AwardForm, AwardListForm, AwardOneForm, AwardOrganisationForm, RevokeForm
from ..models import Achievement, Award, Batch
from ..recipients import check_lines
from ..rights import Rights
from ..uploads import photo_response, store_photo

PER_PAGE = 50


@login_required
@require_safe
def given(request: HttpRequest, slug: str) -> HttpResponse:
    """What the structure has awarded."""
    own = require_reader(request.user, slug)
    structure = own.structure
    search, achievement = request.GET.get("q", "").strip(), request.GET.get("badge", "")
    awards = queries.awards_of(structure, search, achievement)
    context = {
        "structure": structure,
        "own": own,
        "page": Paginator(awards, PER_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "achievement": achievement,
        "achievements": Achievement.objects.awardable_by(structure),
    }
    return render(request, "badges/given.html", context)


@login_required
@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which badge to award."""
    own = require_facilitator(request.user, slug)
    structure = own.structure
    rights = Rights.of(request.user, structure, timezone.now())
    badges = [(badge, rights.refusal(badge)) for badge in queries.awardable(structure)]
    context = {
        "structure": structure,
        "own": own,
        "achievements": [badge for badge, refusal in badges if refusal is None],
        "refused": [(badge, refusal) for badge, refusal in badges if refusal],
    }
    return render(request, "badges/choose.html", context)


@login_required
def award(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Award a badge to one person."""
    structure, achievement = _awardable(request, slug, public_id)
    form = AwardOneForm(request.POST or None, request.FILES or None, achievement=achievement, structure=structure)
    return _award_page(request, form, structure, "one")


@login_required
def award_organisation(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Award a badge to another structure."""
    structure, achievement = _awardable(request, slug, public_id)
    form = AwardOrganisationForm(
        request.POST or None, request.FILES or None, achievement=achievement, structure=structure
    )
    return _award_page(request, form, structure, "organisation")


def _award_page(
    request: HttpRequest, form: AwardOneForm | AwardOrganisationForm, structure: Structure, current: str
) -> HttpResponse:
    achievement = form.achievement
    if request.method == "POST" and form.is_valid() and (made := _award_one(request, form, structure)):
        messages.success(
            request,
            _("« %(badge)s » est attribué à %(name)s. Le badge part à %(email)s.")
            % {"badge": achievement, "name": made.recipient_name, "email": made.recipient_email},
        )
        return redirect("awards:detail", structure.slug, made.public_id)
    refusal = Rights.of(request.user, structure, timezone.now()).refusal(achievement)
    context = {
        "structure": structure, "achievement": achievement, "form": form, "current": current, "refusal": refusal,
    }  # fmt: skip
    return render(request, "badges/award.html", context, status=_status(form, refusal))


@login_required
def award_list(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Award a badge to a list of people: read and check it first, award it when every line is good."""
    structure, achievement = _awardable(request, slug, public_id)
    form = AwardListForm(request.POST or None, request.FILES or None, achievement=achievement, structure=structure)
    lines = []
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        lines = check_lines(
            form.cleaned_data["lines"], achievement=achievement, structure=structure, by=request.user, now=now
        )
        if "award" in request.POST and not any(line.problem for line in lines):
            batch = batches.start_batch(
                achievement,
                structure=structure,
                by=request.user,
                lines=lines,
                criteria_seen=form.cleaned_data["criteria_seen"],
                local_seen=form.cleaned_data.get("local_seen", []),
                evidence=form.evidence,
                now=now,
            )
            return redirect("awards:batch", slug, batch.public_id)
        form = _refilled(form)
    refusal = Rights.of(request.user, structure, timezone.now()).refusal(achievement)
    context = {
        "structure": structure,
        "achievement": achievement,
        "form": form,
        "lines": lines,
        "problems": [line for line in lines if line.problem],
        "refusal": refusal,
    }
    return render(request, "badges/award_list.html", context, status=_status(form, refusal))


@login_required
@require_safe
def batch(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """How far a list is; the page asks for its progress again until it is done."""
    structure = require_reader(request.user, slug).structure
    batch = get_object_or_404(Batch.objects.select_related("achievement"), structure=structure, public_id=public_id)
    context = {
        "structure": structure,
        "batch": batch,
        "progress": batches.progress(batch),
        "refused": batch.lines.exclude(refusal=""),
    }
    template = "badges/batch_progress.html" if request.headers.get("HX-Request") else "badges/batch.html"
    return render(request, template, context)


@login_required
@require_safe
def detail(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One award as the structure sees it."""
    structure, award = _award(request, slug, public_id)
    return _show(request, structure, award, RevokeForm())


@login_required
@require_safe
def evidence(request: HttpRequest, slug: str, public_id: str, place: int) -> HttpResponse:
    return photo_response(_award(request, slug, public_id)[1], place)


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    structure, award = _award(request, slug, public_id)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _show(request, structure, award, form)
    try:
        services.revoke_award(award, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
    except DomainError as refusal:
        form.add_error("reason", str(refusal))
        return _show(request, structure, award, form)
    messages.success(request, _("Le badge est révoqué. Toute vérification le dit désormais."))
    return redirect("awards:detail", slug, public_id)


@login_required
@require_POST
def send_again(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    structure, award = _award(request, slug, public_id)
    require_facilitator(request.user, structure)
    delivery.send_again(award)
    messages.success(request, _("Nouvel envoi dans un instant."))
    return redirect("awards:detail", slug, public_id)


def _award_one(request: HttpRequest, form: AwardOneForm | AwardOrganisationForm, structure: Structure) -> Award | None:
    """The award made, or None with the refusal in the form. A photo of a refused award is not kept."""
    data, evidence = form.cleaned_data, form.evidence
    if data["photo"]:
        evidence.append(store_photo(data["photo"]))
    try:
        return services.award_badge(
            form.achievement,
            structure=structure,
            by=request.user,
            recipient=form.recipient,
            criteria_seen=data["criteria_seen"],
            local_seen=data.get("local_seen", []),
            evidence=evidence,
            now=timezone.now(),
        )
    except DomainError as refusal:
        for item in evidence:
            if item["kind"] == "photo":
                default_storage.delete(item["file"])
        form.add_error(None, str(refusal))
        return None


def _refilled(form: AwardListForm) -> AwardListForm:
    """The same form with the file's lines in the text, where they can be corrected."""
    data = form.data.copy()
    data["people"] = form.cleaned_data["people"]
    refilled = AwardListForm(data, achievement=form.achievement, structure=form.structure)
    refilled.is_valid()
    return refilled


def _show(request: HttpRequest, structure: Structure, award: Award, form: RevokeForm) -> HttpResponse:
    own = require_reader(request.user, structure)
    context = {
        "structure": structure,
        "own": own,
        "award": award,
        "form": form,
        "criteria": [award.achievement.criteria[place] for place in award.criteria_seen],
    }
    return render(request, "badges/award_detail.html", context, status=422 if form.errors else 200)


def _status(form: AwardForm, refusal: DomainError | None) -> int:
    """Of a page with a form that was not sent, or was refused."""
    if form.errors:
        return 422
    return 403 if refusal else 200


def _awardable(request: HttpRequest, slug: str, public_id: str) -> tuple[Structure, Achievement]:
    structure = require_facilitator(request.user, slug).structure
    return structure, get_object_or_404(queries.awardable(structure), public_id=public_id)


def _award(request: HttpRequest, slug: str, public_id: str) -> tuple[Structure, Award]:
    structure = require_reader(request.user, slug).structure
    return structure, get_object_or_404(Award.objects.with_everything(), structure=structure, public_id=public_id)
