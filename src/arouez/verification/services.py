"""Checking a badge: ours at once, from the database; others' in the background, over the network."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from arouez.badges.models import Award
from arouez.openbadges import Verdict, carriers, verify
from arouez.openbadges.documents import Web
from arouez.openbadges.errors import Malformed, OpenBadgesError

from .documents import OwnDocuments, OwnThenWeb
from .models import Inspection

KEPT_FOR = timedelta(days=1)
MOST_BYTES = 5 * 1024 * 1024


def verify_award(award: Award, now: datetime) -> Verdict:
    """Run every check on one of our own credentials, without a network."""
    return verify(award.document, documents=OwnDocuments(), at=now)


def inspect_file(data: bytes, now: datetime) -> Inspection:
    """Judge an uploaded PNG, SVG or JSON: at once when all it refers to is ours, else in the background.

    Raises OpenBadgesError when there is no badge in it to judge.
    """
    document = read_badge(data)
    own = OwnDocuments()
    verdict = verify(document, documents=own, at=now)
    if own.missed:
        return _in_background(Inspection(document=document))
    inspection = Inspection(document=document, verdict=verdict.to_json())
    inspection.save()
    return inspection


def inspect_address(url: str) -> Inspection:
    """Fetch what is at `url` and judge it, in the background."""
    return _in_background(Inspection(address=url))


def read_badge(data: bytes) -> str:
    """The credential in a picture, or the text itself. Raises OpenBadgesError."""
    if carriers.sniff(data):
        return carriers.extract(data)
    text = data.decode("utf-8-sig", errors="replace")
    if "\0" in text:  # not text at all, and no database would keep it
        raise Malformed("This file is not text.")
    return text


@task()
def run_inspection(inspection_id: int) -> None:
    """Fetch and judge. Also sweeps what is too old to keep."""
    now = timezone.now()
    Inspection.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    inspection = Inspection.objects.filter(pk=inspection_id).first()
    if inspection is None or inspection.is_done:
        return
    documents = OwnThenWeb(Web(max_bytes=MOST_BYTES))
    try:
        if inspection.address:
            inspection.document = read_badge(documents.get(inspection.address).body)
        inspection.verdict = verify(inspection.document, documents=documents, at=now).to_json()
    except OpenBadgesError as error:
        inspection.failure = error.code
    inspection.save()


def _in_background(inspection: Inspection) -> Inspection:
    inspection.save()
    run_inspection.enqueue(inspection.pk)
    return inspection
