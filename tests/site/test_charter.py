"""The charter-label: what was signed, and on which days it gives the label."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from arouez.charter.models import CharterVersion, Signature, Suspension
from arouez.charter.queries import label_of, labelled_structures

DAY = timedelta(days=1)


@pytest.fixture
def version(network, coordinator, now):
    return CharterVersion.objects.create(
        network=network, number=1, text="# Charte", text_sha256="a" * 64, published_by=coordinator, published_at=now
    )


@pytest.fixture
def signature(version, fablab, manager, now):
    return Signature.objects.create(
        version=version, structure=fablab, text_sha256="a" * 64, representative_name="Maelle",
        representative_role="présidente", representative_email="maelle@example.org", signed_by=manager, signed_at=now,
    )  # fmt: skip


def test_a_signature_gives_the_label_from_the_day_it_was_signed(signature, fablab, other_fablab, network, now):
    assert label_of(fablab, network, now) == signature
    assert label_of(fablab, network, now - DAY) is None
    assert list(labelled_structures(network, now)) == [fablab]


def test_it_ends_at_the_moment_its_version_lapses(signature, version, fablab, network, now):
    version.lapses_at = now + DAY
    version.save(update_fields=["lapses_at"])
    assert label_of(fablab, network, now + DAY - timedelta(microseconds=1))
    assert label_of(fablab, network, now + DAY) is None


def test_a_suspension_holds_it_back_until_it_is_lifted(signature, fablab, network, coordinator, now):
    Suspension.objects.create(
        network=network, structure=fablab, reason="Extincteurs périmés.", since=now + DAY, by=coordinator,
        lifted_at=now + 3 * DAY, lifted_by=coordinator,
    )  # fmt: skip
    assert [bool(label_of(fablab, network, now + days * DAY)) for days in range(4)] == [True, False, False, True]


def test_a_withdrawal_ends_it_and_the_past_can_still_be_read(signature, fablab, network, manager, now):
    signature.withdrawn_at, signature.withdrawn_by, signature.withdrawal_reason = now + DAY, manager, "Fermeture."
    signature.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    assert label_of(fablab, network, now)
    assert label_of(fablab, network, now + DAY) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE charter_charterversion SET text = 'x'",
        "DELETE FROM charter_charterversion",
        "UPDATE charter_signature SET signed_at = '2020-01-01 00:00:00+00:00'",
        "DELETE FROM charter_signature",
    ],
)
def test_what_was_signed_cannot_be_changed_past_the_models_either(signature, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_signature_is_given_to_another_text(version, fablab, manager, now):
    with pytest.raises(IntegrityError, match="text of its version"), transaction.atomic():
        Signature.objects.create(
            version=version, structure=fablab, text_sha256="b" * 64, representative_name="Maelle",
            representative_role="présidente", representative_email="m@example.org", signed_by=manager, signed_at=now,
        )  # fmt: skip
