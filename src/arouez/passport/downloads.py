"""The files a person keeps: the credential in each of its forms, alone and baked into its picture."""

from __future__ import annotations

import base64
import json

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from arouez.badges import ob2
from arouez.badges.award_forms import Form, signed_form
from arouez.badges.models import Award
from arouez.errors import DomainError
from arouez.openbadges import carriers

JWS = "text/plain; charset=utf-8"

FORMS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "json": "application/vc+ld+json",
    "jwt": JWS,
    "ob2.png": "image/png",
    "ob2.svg": "image/svg+xml",
    "ob2.jws": JWS,
    "ob2.json": "application/ld+json",
}
"""The endings of the files, and what they are. Those of Open Badges 2.0 begin with ob2."""


def download(award: Award, form: str) -> HttpResponse:
    """The award as an attachment, for no cache to keep. Http404 if it has no such form."""
    response = HttpResponse(written(award, form), content_type=FORMS[form])
    name = slugify(f"badge {award.achievement.name} {award.awarder.name}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def written(award: Award, form: str) -> bytes | str:
    """The award in a form, which is a key of FORMS. Http404 if it cannot be written so."""
    try:
        return _written(award, form)
    except DomainError as error:
        raise Http404 from error


def _written(award: Award, form: str) -> bytes | str:
    match form:
        case "json":
            return award.document
        case "jwt" | "ob2.jws":
            return signed_form(award, Form(form), timezone.now())
        case "ob2.json":
            return json.dumps(ob2.hosted_assertion(award), ensure_ascii=False)
        case "ob2.png" | "ob2.svg":
            # signed, not hosted: it is verified even while the badge is private
            signed = signed_form(award, Form.OB2, timezone.now())
            return carriers.bake(_picture(award, form.removeprefix("ob2.")), signed, "OB2")
        case _:
            return carriers.bake(_picture(award, form), award.document)


def _picture(award: Award, form: str) -> bytes:
    picture = award.achievement.picture
    return bytes(picture.png) if form == "png" else (picture.svg or _svg_around(bytes(picture.png))).encode()


def _svg_around(png: bytes) -> str:
    """An SVG for a badge that came as PNG."""
    data = base64.b64encode(png).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<image width="512" height="512" href="data:image/png;base64,{data}"/></svg>'
    )
