from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from arouez.badges import delivery, endorsements
from arouez.badges.models import Award
from arouez.badges.uploads import photo_response
from arouez.badges.views.endorsements import endorse_page
from arouez.errors import DomainError
from arouez.http import public_document, wanted_json
from arouez.verification.sentences import describe
from arouez.verification.services import verify_award

from . import queries, services
from .downloads import FORMS, JWS, download, written
from .models import Entry

PER_PAGE = 48
IMPORTED_SHOWN = 8


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The person's passport."""
    imported = queries.imported_by(request.user)
    context = {
        "page": Paginator(Entry.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page")),
        "imported": imported[:IMPORTED_SHOWN],
        "imported_count": imported.count(),
    }
    return render(request, "passport/mine.html", context)


@never_cache
@require_safe
def received(request: HttpRequest, code: str) -> HttpResponse:
    """The badge as the mail's link shows it, with or without an account."""
    award = _by_code(code)
    delivery.record_opened(award)
    entry = getattr(award, "entry", None)
    context = {
        **_shown(award),
        "code": code,
        "entry": entry,
        "is_mine": entry is not None and entry.person_id == request.user.pk,
    }
    return render(request, "passport/received.html", context)


@login_required
@require_POST
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Put the badge in the passport of whoever is signed in and holds the mail's link."""
    award = _by_code(code)
    try:
        services.claim_award(award, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("received", code)
    messages.success(request, _("Le badge est dans votre passeport."))
    return redirect(award)


@never_cache
@require_safe
def received_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return download(_by_code(code), _known_form(form))


@require_safe
@vary_on_headers("Accept")
def public(request: HttpRequest, public_id: str) -> HttpResponse:
    """The badge at its permanent address: the credential for programs, a page that verifies it for people."""
    if media_type := wanted_json(request, default="application/vc+ld+json"):
        document = queries.public_document(public_id)
        if document is None and (award := queries.visible_award(public_id, request.user)):
            # its holder's own, and nobody else's: no cache may keep it
            return download(award, "json")
        if document is None:
            raise Http404
        return public_document(document, media_type)
    award = queries.visible_award(public_id, request.user)
    if award is None:
        return render(request, "passport/private.html", status=404)
    entry = getattr(award, "entry", None)
    context = {
        **_shown(award),
        **endorsements.shown(award, request.user, timezone.now()),
        "entry": entry,
        "is_mine": entry is not None and entry.person_id == request.user.pk,
        "is_public": queries.is_public(award),
    }
    return render(request, "passport/public.html", context)


@require_safe
def public_jws(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The badge as one signed text: a VC-JWT of OB 3.0, or an assertion of OB 2.0."""
    document = queries.public_form(public_id, form)
    if document is None:
        award = _visible(request, public_id)
        if not queries.is_public(award):
            return download(award, form)
        document = written(award, form)
    return public_document(document, JWS)


@require_safe
@vary_on_headers("Accept")
def ob2_assertion(request: HttpRequest, public_id: str) -> HttpResponse:
    """The hosted assertion of Open Badges 2.0; once revoked, gone. For a person, the page of the badge."""
    media_type = wanted_json(request)
    if not media_type:
        return redirect("credentials:public", public_id)
    award = _visible(request, public_id)
    if not queries.is_public(award):
        return download(award, "ob2.json")
    response = public_document(written(award, "ob2.json"), media_type)
    if award.is_revoked:
        response.status_code = 410
    return response


@require_safe
def public_file(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    return download(_visible(request, public_id), _known_form(form))


@require_safe
def evidence(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """A photo of the evidence, for whoever may see the badge."""
    return photo_response(_visible(request, public_id), place)


@never_cache
@require_safe
def received_evidence(request: HttpRequest, code: str, place: int) -> HttpResponse:
    return photo_response(_by_code(code), place)


@login_required
def endorse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stand by a public badge in the name of a structure or a network."""
    return endorse_page(request, _visible(request, public_id), services.endorse_award)


@require_safe
@vary_on_headers("Accept")
def endorsement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed EndorsementCredential for a program; for a person, the page of what is endorsed."""
    found = queries.public_endorsement(public_id)
    if found is None:
        raise Http404
    media_type = wanted_json(request, default="application/vc+ld+json")
    return public_document(found.document, media_type) if media_type else redirect(found.thing)


@login_required
@require_POST
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    entry = _entry(public_id)
    services.share(entry, by=request.user, show_name="show_name" in request.POST, now=timezone.now())
    messages.success(request, _("Ce badge est public : vous pouvez en donner l’adresse."))
    return redirect(entry.award)


@login_required
@require_POST
def unshare(request: HttpRequest, public_id: str) -> HttpResponse:
    entry = _entry(public_id)
    services.unshare(entry, by=request.user)
    messages.success(request, _("Ce badge est de nouveau privé. Vous seul·e voyez cette page."))
    return redirect(entry.award)


def _shown(award: Award) -> dict:
    return {
        "award": award,
        "achievement": award.achievement,
        "verdict": describe(verify_award(award, timezone.now()).to_json()),
        "criteria": award.achievement.criteria,
    }


def _by_code(code: str) -> Award:
    award = queries.received_award(code)
    if award is None:
        raise Http404
    return award


def _visible(request: HttpRequest, public_id: str) -> Award:
    award = queries.visible_award(public_id, request.user)
    if award is None:
        raise Http404
    return award


def _entry(public_id: str) -> Entry:
    return get_object_or_404(Entry.objects.select_related("award"), award__public_id=public_id)


def _known_form(form: str) -> str:
    if form not in FORMS:
        raise Http404
    return form
