"""Coming to a workshop: its page, the code on the wall, one's own page on the phone or from a slip of paper."""

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

from arouez import guesses
from arouez.errors import DomainError
from arouez.ids import read_code
from arouez.network.current import show_in

from .. import queries, services
from ..forms import CodeForm, JoinForm
from ..models import Participation, Session

PER_PAGE = 30
PLACES = "places"
"""In the browser's session: the codes of the participations that were made in it."""


@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    """The next workshops of the network."""
    found = queries.sessions_in(request.network or None, timezone.now())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workshops/upcoming.html", {"page": page})


def session(request: HttpRequest, public_id: str) -> HttpResponse:
    """What, when, where; and to put oneself on the list."""
    return _joining(request, get_object_or_404(_sessions(), public_id=public_id), scanned=False)


@never_cache
def door(request: HttpRequest, code: str) -> HttpResponse:
    """The same for who is there: they read the code on the wall. A phone that has its place already goes to it."""
    if guesses.too_many(request):
        return _waiting(request)
    found = _sessions().filter(code=read_code(code)).first()
    if found is None:
        guesses.wrong(request)
        raise Http404
    own = found.participations.filter(code__in=request.session.get(PLACES, []), cancelled_at=None).first()
    return redirect(own) if own and request.method == "GET" else _joining(request, found, scanned=True)


@never_cache
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One's own page: what was seen, what is missing, and the badge as soon as it is given."""
    participation = _by_code(request, code)
    if participation is None:
        return _waiting(request)
    context = {
        "participation": participation,
        "session": participation.session,
        "progress": queries.progress_of(participation),
        "is_mine": participation.person_id is not None and participation.person_id == request.user.pk,
    }
    partly = request.headers.get("HX-Request")
    return render(request, "workshops/progress.html" if partly else "workshops/place.html", context)


@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Give one's seat back."""
    participation = _by_code(request, code)
    if participation is None:
        return _waiting(request)
    try:
        services.leave(participation, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(participation)
    messages.success(request, _("Votre place est rendue. Merci de l’avoir dit."))
    return redirect(participation.session)


@login_required
@require_POST
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Keep in one's passport what the code stands for."""
    participation = _by_code(request, code)
    if participation is None:
        return _waiting(request)
    try:
        services.claim(participation, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("C’est dans votre passeport. Les badges à venir de cette séance y viendront aussi.")
        )
    return redirect(participation)


def typed(request: HttpRequest) -> HttpResponse:
    """A code copied from a wall or a slip of paper, by someone whose phone reads no QR code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if guesses.too_many(request):
            return _waiting(request)
        code = read_code(form.cleaned_data["code"])
        if Session.objects.filter(code=code).exists():
            return redirect("door", code)
        if Participation.objects.filter(code=code).exists():
            return redirect("place", code)
        guesses.wrong(request)
        form.add_error(
            "code", _("Aucun atelier et aucun billet n’a ce code. Relisez-le : il n’y a ni O, ni I, ni L, ni U.")
        )
    return render(request, "workshops/code.html", {"form": form}, status=422 if form.errors else 200)


def _joining(request: HttpRequest, found: Session, *, scanned: bool) -> HttpResponse:
    networks = list(found.structure.networks.all())
    if networks and request.network not in networks:
        show_in(request, networks[0])
    form = JoinForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            participation, is_new = services.join(found, scanned=scanned, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _welcome(request, participation, is_new)
    now = timezone.now()
    context = {
        "session": found, "form": form, "state": found.state_at(now), "scanned": scanned,
        "achievements": found.workshop.achievements.order_by("name"),
        "is_full": bool(found.seats and found.taken >= found.seats and not scanned),
        "runs": run_of(found, now),
    }  # fmt: skip
    return render(request, "workshops/session.html", context, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, participation: Participation, is_new: bool) -> HttpResponse:
    """To one's page; not to that of an address that was on the list already: anyone can type an address."""
    if not is_new and participation.code not in request.session.get(PLACES, []):
        messages.success(
            request,
            _("Cette adresse est déjà sur la liste : c’est noté. Le lien vers votre page est dans votre courrier."),
        )
        return redirect(participation.session)
    request.session[PLACES] = [*request.session.get(PLACES, []), participation.code][-20:]
    return redirect(participation)


def run_of(found: Session, now) -> list[Session]:
    """The other sessions of the same workshop that are to come."""
    return list(found.workshop.sessions.to_come(now).exclude(pk=found.pk)[:6])


def _known(request: HttpRequest) -> dict[str, str]:
    person = request.user
    return {"name": person.name, "email": person.email} if person.is_authenticated else {}


def _sessions():
    return Session.objects.with_places()


def _by_code(request: HttpRequest, code: str) -> Participation | None:
    """The participation; None when this address guesses too much."""
    if guesses.too_many(request):
        return None
    which = Participation.objects.select_related("session__workshop__structure", "person")
    found = which.filter(code=read_code(code)).first()
    if found is None:
        guesses.wrong(request)
        raise Http404
    return found


def _waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "workshops/wait.html", status=429)
