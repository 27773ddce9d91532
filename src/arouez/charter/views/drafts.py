from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError
from arouez.network.models import Network
from arouez.network.perms import coordinates, require_coordinator

from .. import drafting, markdown, queries, services
from ..changes import changes
from ..forms import DraftForm, PublishForm, RemarkForm
from ..models import Remark
from . import our_network, tell


@login_required
@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The text to come, and what the network says of each of its sections."""
    return _draft_page(request, our_network(request, slug))


def _draft_page(request: HttpRequest, network: Network, refused: RemarkForm | None = None) -> HttpResponse:
    draft, latest = queries.draft_of(network), queries.latest_version(network)
    sections = markdown.sections(draft.text)
    if refused and refused.data.get("section") not in draft.headings:
        refused.data = refused.data | {"section": ""}  # that section went meanwhile: the words stay, for the whole
    said: dict[str, list[Remark]] = {heading: [] for heading in ["", *draft.headings]}
    for each in queries.remarks(network, draft.prepares):
        said.get(each.section, said[""]).append(each)  # what is said of a section that went is said of the whole
    context = {
        "network": network,
        "draft": draft,
        "latest": latest,
        "changes": changes(latest.text, draft.text) if latest else [],
        "on_the_whole": (said.pop(""), _remark_form("", refused)),
        "parts": [
            (section, said.pop(section.heading, None), _remark_form(section.heading, refused)) for section in sections
        ],
        "coordinates": coordinates(request.user, network),
    }
    return render(request, "charter/draft.html", context, status=422 if refused else 200)


def _remark_form(section: str, refused: RemarkForm | None) -> RemarkForm:
    if refused and refused.data.get("section", "") == section:
        return refused
    return RemarkForm(initial={"section": section}, auto_id=False)


@login_required
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text, to change. After a conflict both texts are shown: who sends again writes over the other knowingly."""
    network = our_network(request, slug)
    require_coordinator(request.user, network)
    draft = queries.draft_of(network)
    initial = {"text": draft.text, "prepares": draft.prepares, "number": draft.number}
    form, conflict = DraftForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        text, base = form.cleaned_data["text"], form.base
        try:
            drafting.write(network, text, base=base, by=request.user, now=timezone.now())
        except drafting.Conflict as refusal:
            form = _form_on_top_of(refusal)
            opened = queries.text_read(network, base)
            conflict = {
                "theirs": changes(opened, refusal.theirs.text),
                "yours": changes(opened, refusal.text),
                "author": refusal.theirs.last and refusal.theirs.last.author,
            }
        except DomainError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("charter:draft", slug)
    context = {"network": network, "draft": draft, "form": form, "conflict": conflict}
    return render(request, "charter/write.html", context, status=422 if form.errors else 200)


def _form_on_top_of(conflict: drafting.Conflict) -> DraftForm:
    """The person's own text, that now stands on the other's."""
    theirs = conflict.theirs
    form = DraftForm({"text": conflict.text, "prepares": theirs.prepares, "number": theirs.number})
    form.add_error("text", str(conflict))
    return form


@login_required
@require_POST
def remark(request: HttpRequest, slug: str) -> HttpResponse:
    network = our_network(request, slug)
    form = RemarkForm(request.POST.dict(), auto_id=False)
    if form.is_valid():
        section, text = form.cleaned_data["section"], form.cleaned_data["text"]
        try:
            drafting.remark(network, section, text, by=request.user, now=timezone.now())
        except DomainError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Votre remarque est notée."))
            return redirect(reverse("charter:draft", args=[slug]) + f"#{_anchor(network, section)}")
    return _draft_page(request, network, form)


def _anchor(network: Network, heading: str) -> str:
    found = markdown.sections(queries.draft_of(network).text)
    return next((section.anchor for section in found if heading and section.heading == heading), "ensemble")


@login_required
@require_POST
def settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network = our_network(request, slug)
    remark = get_object_or_404(Remark.objects.select_related("network"), network=network, pk=pk)
    tell(request, lambda: drafting.settle(remark, by=request.user, now=timezone.now()), _("C’est noté."))
    return redirect(reverse("charter:draft", args=[slug]) + f"#{_anchor(network, remark.section)}")


@login_required
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the draft a last time, say until when the last version is worth something, and publish."""
    network, now = our_network(request, slug), timezone.now()
    require_coordinator(request.user, network)
    draft, latest = queries.draft_of(network), queries.latest_version(network)
    form = PublishForm(
        request.POST or None,
        is_first=latest is None,
        initial={
            "lapses_on": services.usual_last_day(now),
            "prepares": draft.prepares,
            "number": draft.number,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = services.publish_version(
                network, by=request.user, now=now, lapses_on=form.cleaned_data.get("lapses_on"), base=form.base
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La version %(number)s est publiée.") % {"number": version.number})
            return redirect(version)
    context = {
        "network": network,
        "draft": draft,
        "latest": latest,
        "form": form,
        "html": markdown.to_html(draft.text),
        "changes": changes(latest.text, draft.text) if latest else [],
        "signed_count": latest.signatures.filter(withdrawn_at=None).count() if latest else 0,
        "open_remarks": queries.remarks(network, draft.prepares).filter(settled_at=None).count(),
    }
    return render(request, "charter/publish.html", context, status=422 if form.errors else 200)
