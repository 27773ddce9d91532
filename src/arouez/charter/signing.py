"""Signing as people do it: a code goes to the representative's address, and whoever types it signs.

The code is not kept. It is computed from a random number of the request and the site's secret, so that neither the
database nor the queue of mail holds one that works.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.errors import DomainError
from arouez.letters import post
from arouez.network.models import Structure
from arouez.people.models import Person

from . import services
from .models import CharterVersion, Signature, SigningRequest

VALID_FOR = timedelta(minutes=15)
MOST_TRIES = 5
PAUSE = timedelta(minutes=1)
"""Between two codes for a structure: five guesses a minute among a hundred million lead nowhere."""

RETRY_DELAYS = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2)]
"""When the mail of a code is tried again: soon, or it is worth nothing."""


def code_of(request: SigningRequest) -> str:
    """Eight digits."""
    digest = salted_hmac("arouez.charter.signing", request.nonce, secret=settings.SECRET_KEY, algorithm="sha256")
    return f"{int.from_bytes(digest.digest()) % 10**8:08}"


@transaction.atomic
def ask_to_sign(
    version: CharterVersion,
    structure: Structure,
    *,
    representative_name: str,
    representative_role: str,
    representative_email: str,
    by: Person,
    now: datetime,
    shows_name: bool = False,
) -> SigningRequest:
    """Send a code to the representative. It replaces the last one that was asked for the structure."""
    services.require_may_sign(version, structure, by=by)
    columns = services.representative(representative_name, representative_role, representative_email)
    last = SigningRequest.objects.filter(version=version, structure=structure).first()
    if last and now < last.asked_at + PAUSE:
        raise DomainError("signing.too_soon", _("Un code vient d’être envoyé. Attendez une minute avant un autre."))
    request, _created = SigningRequest.objects.update_or_create(
        version=version,
        structure=structure,
        defaults={
            **columns,
            "shows_name": shows_name,
            "asked_by": by,
            "asked_at": now,
            "nonce": secrets.token_hex(16),
            "tries": 0,
        },
    )
    send_code.enqueue(request.pk, request.nonce)
    return request


def running_request(version: CharterVersion, structure: Structure, now: datetime) -> SigningRequest | None:
    """The request whose code can be typed now."""
    requests = SigningRequest.objects.filter(version=version, structure=structure, tries__lt=MOST_TRIES)
    return requests.filter(asked_at__gt=now - VALID_FOR).select_related("version__network", "structure").first()


def confirm(version: CharterVersion, structure: Structure, code: str, *, by: Person, now: datetime) -> Signature:
    """Sign with the code. Raises DomainError when it is not the one, or comes too late; each wrong one counts."""
    with transaction.atomic():
        services.require_may_sign(version, structure, by=by)
        request = running_request(version, structure, now)
        if request is None:
            raise DomainError("signing.over", _("Ce code n’est plus valable. Demandez-en un autre."))
        digits = "".join(character for character in code if character.isdecimal())
        if constant_time_compare(digits, code_of(request)):
            return _sign(request, by=by, now=now)
        request.tries += 1
        request.save(update_fields=["tries"])
    # Outside of the transaction: the wrong try stays counted.
    raise DomainError("signing.wrong_code", _wrong(MOST_TRIES - request.tries))


def _sign(request: SigningRequest, *, by: Person, now: datetime) -> Signature:
    signature = services.sign(
        request.version,
        request.structure,
        representative_name=request.representative_name,
        representative_role=request.representative_role,
        representative_email=request.representative_email,
        shows_name=request.shows_name,
        by=by,
        now=now,
    )
    request.delete()
    return signature


def _wrong(left: int) -> object:
    if left == 0:
        return _("Ce n’est pas le bon code, et c’était le dernier essai. Demandez-en un autre.")
    return _("Ce n’est pas le bon code. Essais restants : %(left)s.") % {"left": left}


@task(priority=20)
def send_code(request_id: int, nonce: str, attempt: int = 0) -> None:
    """The letter with the code, unless another was asked since."""
    request = SigningRequest.objects.select_related("version__network", "structure", "asked_by")
    request = request.filter(pk=request_id, nonce=nonce).first()
    if request is None:
        return
    code = code_of(request)
    url = settings.BASE_URL + request.version.get_absolute_url()
    context = {"request": request, "code": f"{code[:4]} {code[4:]}", "url": url}
    settled = post("charter/mail/code", context, to=request.representative_email, language=request.asked_by.language)
    if not settled and attempt < len(RETRY_DELAYS):
        send_code.using(run_after=timezone.now() + RETRY_DELAYS[attempt]).enqueue(request_id, nonce, attempt + 1)
