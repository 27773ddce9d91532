"""The bitstring status lists: an index for each award and endorsement, a bit for each one revoked."""

from __future__ import annotations

import json
import secrets
from datetime import datetime

from django.db import connection

from arouez.network.keystore import Purpose, active_key, unlock
from arouez.network.models import Issuer
from arouez.openbadges import model, sign, status

from .models import Award, Endorsement, StatusList


def allot_index(issuer: Issuer, now: datetime) -> tuple[StatusList, int]:
    """The next free place in the issuer's open list.

    Must run inside a transaction. It locks the list, and so puts the awards of one issuer in a queue: what the
    caller checks after it (has this person the badge already?) still holds when it commits.
    """
    taken = _take(issuer)
    if taken is None:
        # Nothing to lock yet: the issuer's row stands in for the list that two first awards would both open.
        Issuer.objects.select_for_update().get(pk=issuer.pk)
        taken = _take(issuer)
    if taken is None:
        _open_list(issuer, now)
        taken = _take(issuer)
    return taken, (taken.used - 1) * taken.stride % StatusList.LENGTH


def entry(status_list: StatusList, index: int) -> model.BitstringStatusListEntry:
    """What a credential says of its place in the list."""
    return model.BitstringStatusListEntry(
        id=f"{status_list.url}#{index}",
        status_list_credential=status_list.url,
        status_list_index=index,
    )


def lock(status_list: StatusList) -> StatusList:
    """Keep others from changing the list until the transaction ends."""
    return StatusList.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=status_list.pk)


def publish(locked: StatusList, now: datetime) -> None:
    """Sign the list anew with the bits of what is revoked by now, inside the revoking transaction."""
    locked.document = _signed_list(locked, now)
    locked.updated_at = now
    locked.save(update_fields=["document", "updated_at"])


# One statement finds the list, locks it and counts the place: the ORM would need two.
_TAKE = """
    UPDATE badges_statuslist SET used = used + 1
    WHERE id = (SELECT id FROM badges_statuslist WHERE issuer_id = %s AND used < %s ORDER BY id LIMIT 1)
    RETURNING id, public_id, used, stride
"""


def _take(issuer: Issuer) -> StatusList | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [issuer.pk, StatusList.LENGTH])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, public_id, used, stride = row
    return StatusList(pk=pk, public_id=public_id, used=used, stride=stride, issuer=issuer)


def _open_list(issuer: Issuer, now: datetime) -> StatusList:
    opened = StatusList(issuer=issuer, stride=secrets.randbelow(StatusList.LENGTH // 2) * 2 + 1, updated_at=now)
    opened.document = _signed_list(opened, now)
    opened.save()
    return opened


def _signed_list(status_list: StatusList, now: datetime) -> str:
    bits = status.BitstringStatusList(StatusList.LENGTH)
    if status_list.pk:
        awards = Award.objects.filter(status_list=status_list).exclude(revocation=None)
        endorsements = Endorsement.objects.filter(status_list=status_list).exclude(withdrawn_at=None)
        for revoked in (awards, endorsements):
            for index in revoked.values_list("status_index", flat=True):
                bits.set(index)
    unsigned = status.status_list_credential(
        id=status_list.url, issuer=status_list.issuer.did, bits=bits, valid_from=now
    )
    key = unlock(active_key(status_list.issuer, Purpose.PROOF, now))
    return json.dumps(sign(unsigned, key, created=now), separators=(",", ":"))
