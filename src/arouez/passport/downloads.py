"""The files a person keeps: the credential alone, and baked into its picture."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.utils.text import slugify

from arouez.badges.models import Award
from arouez.openbadges import carriers

FORMS = {"png": "image/png", "svg": "image/svg+xml", "json": "application/vc+ld+json"}


def download(award: Award, form: str) -> HttpResponse:
    """The award as an attachment; `form` is a key of FORMS."""
    response = HttpResponse(_body(award, form), content_type=FORMS[form])
    name = slugify(f"badge {award.achievement.name} {award.structure.name}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _body(award: Award, form: str) -> bytes:
    if form == "json":
        return award.document.encode()
    picture = award.achievement.picture
    image = bytes(picture.png) if form == "png" else (picture.svg or _svg_around(bytes(picture.png))).encode()
    return carriers.bake(image, award.document)


def _svg_around(png: bytes) -> str:
    """An SVG for a badge that came as PNG."""
    data = base64.b64encode(png).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<image width="512" height="512" href="data:image/png;base64,{data}"/></svg>'
    )
