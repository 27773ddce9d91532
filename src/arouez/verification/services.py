"""Checking a badge: ours at once, from the database; others' in the background, over the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from arouez.badges.models import Award
from arouez.openbadges import Verdict, carriers, verify
from arouez.openbadges.documents import Documents, Remembering, Web
from arouez.openbadges.errors import Malformed, OpenBadgesError

from .documents import OwnDocuments, OwnThenWeb
from .facts import Facts
from .models import Inspection

KEPT_FOR = timedelta(days=1)
MOST_BYTES = 5 * 1024 * 1024


def verify_award(award: Award, now: datetime) -> Verdict:
    """Run every check on one of our own credentials, without a network."""
    return verify(award.document, documents=OwnDocuments(), at=now)


def judge_here(document: str, now: datetime, emails: Sequence[str] = ()) -> Verdict | None:
    """The verdict on anyone's badge, if all it refers to is ours; None if it takes a network."""
    own = OwnDocuments()
    verdict = _judge(document, own, now, emails)
    return None if own.missed else verdict


def judge_anywhere(document: str, now: datetime, emails: Sequence[str] = ()) -> Verdict:
    """The verdict on anyone's badge, fetching what it refers to: for a background task."""
    return _judge(document, OwnThenWeb(web()), now, emails)


def fetch(address: str) -> bytes:
    """What is at an address: for a background task. Raises DocumentUnavailable."""
    return OwnThenWeb(web()).get(address).body


def web() -> Web:
    """The way out."""
    return Web(max_bytes=MOST_BYTES)


def _judge(document: str, documents: Documents, now: datetime, emails: Sequence[str]) -> Verdict:
    """Judged for the first of `emails` that the badge was awarded to, if it was awarded to an address at all."""
    documents = Remembering(documents)
    verdict = verify(document, documents=documents, at=now)
    if Facts.read(verdict.kind, verdict.credential).names_an_email:
        for email in emails:
            verdict = verify(document, documents=documents, at=now, recipient=email)
            if any(check.code == "recipient.ok" for check in verdict.checks):
                break
    return verdict


def inspect_file(data: bytes, now: datetime) -> Inspection:
    """Judge an uploaded PNG, SVG or JSON: at once when all it refers to is ours, else in the background.

    Raises OpenBadgesError when there is no badge in it to judge.
    """
    document = read_badge(data)
    verdict = judge_here(document, now)
    if verdict is None:
        return _in_background(Inspection(document=document))
    inspection = Inspection(document=document, verdict=verdict.to_json())
    inspection.save()
    return inspection


def inspect_address(url: str) -> Inspection:
    """Fetch what is at `url` and judge it, in the background."""
    return _in_background(Inspection(address=url))


def read_badge(data: bytes) -> str:
    """The credential in a picture, or the text itself. Raises OpenBadgesError."""
    text = carriers.extract(data) if carriers.sniff(data) else data.decode("utf-8-sig", errors="replace")
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
    try:
        if inspection.address:
            inspection.document = read_badge(fetch(inspection.address))
        inspection.verdict = judge_anywhere(inspection.document, now).to_json()
    except OpenBadgesError as error:
        inspection.failure = error.code
    inspection.save()


def _in_background(inspection: Inspection) -> Inspection:
    inspection.save()
    run_inspection.enqueue(inspection.pk)
    return inspection
