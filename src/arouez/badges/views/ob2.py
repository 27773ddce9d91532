"""What assertions of Open Badges 2.0 refer to."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from arouez.http import public_document, wanted_json
from arouez.network.models import Issuer

from .. import ob2, queries
from ..models import Award


@require_safe
@vary_on_headers("Accept")
def badge_class(request: HttpRequest, public_id: str, achievement_id: str) -> HttpResponse:
    """A badge as one issuer gives it; for a person, the page of the badge. None that it never gave."""
    given = Exists(Award.objects.filter(achievement=OuterRef("pk"), key__issuer__public_id=public_id))
    achievement = get_object_or_404(queries.achievements().filter(given), public_id=achievement_id)
    if media_type := wanted_json(request):
        return public_document(ob2.badge_class(achievement, Issuer(public_id=public_id)), media_type)
    return redirect(achievement)


@require_safe
def revocations(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed assertions that the issuer revoked."""
    issuer = get_object_or_404(Issuer, public_id=public_id)
    response = public_document(ob2.revocation_list(issuer), "application/ld+json")
    response["Cache-Control"] = "no-cache"  # a revocation shows at once
    return response
