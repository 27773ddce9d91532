"""Who may award a badge of the network: a structure under the charter, by a person it mandates. And ways to get round it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from deciding import entitle
from django.core import mail
from django.db import IntegrityError, connection, transaction

from arouez.badges import batches, mandates, services
from arouez.badges.mandates import give_mandate, withdraw_mandate
from arouez.badges.models import Award, Mandate
from arouez.badges.recipients import Line
from arouez.charter import drafting
from arouez.charter import services as charter
from arouez.charter.models import Suspension
from arouez.charter.queries import draft_of
from arouez.errors import DomainError, NotAllowed
from arouez.network.journal import lines_about
from arouez.network.models import Membership

DAY = timedelta(days=1)


@pytest.fixture
def form(signed_in, facilitator, fablab, laser):
    """Send the award form as the facilitator opened it."""

    def send(by=facilitator, structure=fablab):
        data = {"name": "Lena", "email": "lena@example.org", "criteria_seen": [0, 1]}
        return signed_in(by).post(f"/structures/{structure.slug}/attribuer/{laser.public_id}/", data)

    return send


@pytest.fixture
def mandate(laser, facilitator):
    return Mandate.objects.get(person=facilitator, achievement=laser)


def page(fablab):
    return f"/structures/{fablab.slug}/mandats/"


# ---------------------------------------------------------------- naming people


def test_a_manager_names_someone_of_the_team_who_can_then_award(
    signed_in, manager, fablab, laser, mandate, facilitator, form, now
):
    withdraw_mandate(mandate, by=manager, now=now)
    assert form().status_code == 422
    answer = signed_in(manager).post(page(fablab), {"achievement": laser.pk, "person": facilitator.pk})
    assert answer.status_code == 302
    assert form().status_code == 302
    assert [line.act for line in lines_about(fablab)] == ["mandate.withdrawn", "mandate.given"]


def test_the_person_named_is_told(manager, fablab, laser, reader, now, work):
    Membership.objects.filter(person=reader).update(role=Membership.Role.FACILITATOR)
    give_mandate(fablab, laser, reader, by=manager, now=now, ends_on=date(2027, 3, 31))
    work()
    (letter,) = mail.outbox
    assert letter.to == ["enora@example.org"]
    assert "Jusqu’au soir du 31/03/2027" in letter.body


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger", "coordinator"])
def test_nobody_but_a_manager_names_or_withdraws(who, request, signed_in, fablab, laser, mandate, facilitator, now):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        give_mandate(fablab, laser, facilitator, by=person, now=now)
    data = {"achievement": laser.pk, "person": facilitator.pk}
    assert signed_in(person).post(page(fablab), data).status_code in (403, 422)
    assert signed_in(person).post(f"{page(fablab)}{mandate.pk}/retirer/").status_code == 403
    assert Mandate.objects.count() == 2
    assert not Mandate.objects.exclude(withdrawn_at=None).exists()


def test_the_page_is_for_the_team(signed_in, client, reader, stranger, fablab, laser):
    text = signed_in(reader).get(page(fablab)).text
    assert "Yann" in text
    assert "Nommer quelqu’un" not in text
    assert signed_in(stranger).get(page(fablab)).status_code == 403
    assert client.get(page(fablab)).status_code == 302


@pytest.mark.parametrize("who", ["reader", "stranger", "lena"])
def test_only_who_has_a_role_to_award_is_named(who, request, manager, fablab, laser, other_fablab, now):
    with pytest.raises(DomainError) as refusal:
        give_mandate(fablab, laser, request.getfixturevalue(who), by=manager, now=now)
    assert refusal.value.code == "mandate.not_of_the_team"


def test_nobody_is_named_twice_nor_in_the_past_nor_to_end_before_it_begins(
    manager, fablab, laser, mandate, facilitator, now
):
    again = {"structure": fablab, "achievement": laser, "person": facilitator, "by": manager, "now": now}
    codes = []
    for dates in (
        {},
        {"starts_on": date(2026, 11, 22)},
        {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 11, 30)},
    ):
        with pytest.raises(DomainError) as refusal:
            give_mandate(**again, **dates)
        codes.append(refusal.value.code)
    assert codes == ["mandate.already", "mandate.starts_before", "mandate.ends_before"]


def test_those_who_end_soon_are_reminded_with_their_managers(manager, fablab, laser, reader, work, monkeypatch):
    Membership.objects.filter(person=reader).update(role=Membership.Role.FACILITATOR)
    named = give_mandate(fablab, laser, reader, by=manager, now=datetime.now(UTC), ends_on=date(2099, 1, 1))
    work()
    mail.outbox.clear()
    mandates.remind.enqueue(named.pk)
    work()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["enora@example.org", "maelle@example.org"]
    withdraw_mandate(named, by=manager, now=datetime.now(UTC))
    mandates.remind.enqueue(named.pk)
    work()
    assert [letter.subject for letter in mail.outbox[2:]] == ["Votre mandat pour « Découpeuse laser » est retiré"]


# ---------------------------------------------------------------- awarding under them


def test_an_award_says_under_which_signature_and_mandate_it_was_made(give, mandate, fablab):
    award = give()
    assert award.mandate == mandate
    assert award.signature.structure == fablab


def test_a_badge_of_the_structures_own_needs_neither(fablab, manager, facilitator, png, now):
    fields = {"name": "A", "tagline": "-", "description": "-", "criteria": [{"text": "a", "safety": False}]}
    badge = services.create_achievement(fablab, by=manager, picture=services.Picture(png=png), **fields)
    services.publish_achievement(badge, by=manager, now=now)
    award = services.award_badge(
        badge,
        structure=fablab,
        by=facilitator,
        recipient=services.Recipient("L", "l@example.org"),
        criteria_seen=[],
        now=now,
    )
    assert (award.signature, award.mandate) == (None, None)


def test_a_mandate_of_another_badge_structure_or_person_does_not_do(
    give, fablab, other_fablab, laser, facilitator, stranger, manager, mandate, now
):
    withdraw_mandate(mandate, by=manager, now=now)
    entitle(other_fablab, laser, stranger)
    for changes in ({}, {"structure": other_fablab}):
        with pytest.raises((DomainError, NotAllowed)):
            give(**changes)
    Membership.objects.create(structure=other_fablab, person=facilitator, role=Membership.Role.FACILITATOR)
    with pytest.raises(DomainError) as refusal:
        give(structure=other_fablab)
    assert refusal.value.code == "mandate.none"
    assert not Award.objects.exists()


def test_a_structure_that_never_signed_is_told_so(give, other_fablab, stranger):
    with pytest.raises(DomainError, match="n’a pas signé la charte-label de Fab@Brest"):
        give(structure=other_fablab, by=stranger)


# ---------------------------------------------------------------- between opening the form and sending it


def test_a_mandate_withdrawn_in_another_tab_stops_the_form_and_keeps_what_was_typed(form, mandate, manager, now):
    withdraw_mandate(mandate, by=manager, now=now)
    answer = form()
    assert answer.status_code == 422
    assert "Votre mandat pour ce badge est retiré" in answer.text
    assert "lena@example.org" in answer.text
    assert not Award.objects.exists()


def test_a_signature_withdrawn_meanwhile_stops_it(form, fablab, network, manager, now):
    charter.withdraw(fablab, network, by=manager, reason="Fermeture.", now=now)
    answer = form()
    assert (answer.status_code, "est retirée depuis le" in answer.text) == (422, True)


def test_a_suspension_stops_it_with_its_reason_and_its_end_lets_it_through(form, fablab, network, coordinator, now):
    charter.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    assert "Extincteurs périmés." in form().text
    charter.lift(fablab, network, by=coordinator, now=now)
    assert form().status_code == 302


def test_the_form_of_another_structure_is_not_theirs_to_send(form, stranger, fablab, other_fablab, laser):
    entitle(other_fablab, laser, stranger)
    assert form(by=stranger, structure=fablab).status_code == 403
    assert form(by=stranger, structure=other_fablab).status_code == 302


def test_what_cannot_be_awarded_says_why_before_anything_is_typed(
    signed_in, facilitator, fablab, laser, mandate, manager, now
):
    withdraw_mandate(mandate, by=manager, now=now)
    browser = signed_in(facilitator)
    assert "Votre mandat pour ce badge est retiré" in browser.get(f"/structures/{fablab.slug}/attribuer/").text
    for path in ("", "liste/", "structure/"):
        answer = browser.get(f"/structures/{fablab.slug}/attribuer/{laser.public_id}/{path}")
        assert (answer.status_code, '<form method="post" enctype' in answer.text) == (403, False)
    assert (
        f"attribuer/{laser.public_id}"
        not in browser.get(laser.get_absolute_url(), headers={"accept": "text/html"}).text
    )


def test_a_list_that_loses_its_mandate_on_the_way_stops_there_and_keeps_what_was_awarded(
    fablab, laser, facilitator, manager, mandate, now, work, monkeypatch
):
    monkeypatch.setattr(batches, "LINES_PER_SLICE", 3)
    lines = [Line(n, f"P{n}", f"p{n}@example.org") for n in range(1, 7)]
    batch = batches.start_batch(laser, structure=fablab, by=facilitator, lines=lines, criteria_seen=[0], now=now)
    batches.run_batch.call(batch.pk)
    withdraw_mandate(mandate, by=manager, now=now)
    work()
    assert batches.progress(batch) == {"total": 6, "awarded": 3, "refused": 3}
    assert "retiré" in batch.lines.last().refusal


# ---------------------------------------------------------------- midnight in Paris


@pytest.mark.parametrize(
    ("last_day", "midnight"),
    [
        (date(2027, 1, 31), datetime(2027, 1, 31, 23, 0, tzinfo=UTC)),  # winter: one hour before UTC
        (date(2027, 7, 14), datetime(2027, 7, 14, 22, 0, tzinfo=UTC)),  # summer: two
    ],
)
def test_a_mandate_ends_at_midnight_in_paris(
    last_day, midnight, give, fablab, laser, manager, mandate, facilitator, now
):
    withdraw_mandate(mandate, by=manager, now=now)
    give_mandate(fablab, laser, facilitator, by=manager, now=now, ends_on=last_day)
    assert give("before@example.org", now=midnight - timedelta(seconds=1))
    with pytest.raises(DomainError, match=f"s’est terminé à la fin du {last_day:%d/%m/%Y}"):
        give("after@example.org", now=midnight)


@pytest.mark.parametrize(
    ("last_day", "midnight"),
    [
        (date(2027, 1, 31), datetime(2027, 1, 31, 23, 0, tzinfo=UTC)),
        (date(2027, 7, 14), datetime(2027, 7, 14, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_signature_lapses_at_midnight_in_paris(last_day, midnight, give, network, coordinator, now):
    """The next version was published, and not signed."""
    base = draft_of(network).base
    drafting.write(network, "# Charte, autrement", base=base, by=coordinator, now=now)
    charter.publish_version(network, by=coordinator, lapses_on=last_day, now=now)
    assert give("before@example.org", now=midnight - timedelta(seconds=1))
    with pytest.raises(DomainError, match=f"depuis la fin du {last_day:%d/%m/%Y}"):
        give("after@example.org", now=midnight)


# ---------------------------------------------------------------- past the services


def forged(award: Award, **changes) -> Award:
    """The same award again, with a place of its own and what a forger would change."""
    award = Award.objects.get(pk=award.pk)
    award.pk, award._state.adding = None, True
    for name, value in {"public_id": "f" * 16, "claim_code": "f" * 26, "status_index": 7, **changes}.items():
        setattr(award, name, value)
    return award


def test_the_database_lets_a_second_award_through_that_is_in_order(give):
    forged(give(), recipient_email="other@example.org").save()
    assert Award.objects.count() == 2


@pytest.mark.parametrize("missing", ["signature", "mandate"])
def test_the_database_refuses_an_award_without_signature_or_mandate(give, missing):
    with pytest.raises(IntegrityError, match="signature in force"), transaction.atomic():
        forged(give(), **{missing: None}).save()


def test_the_database_refuses_those_of_others(give, fablab, other_fablab, laser, stranger, manager):
    award = give()
    entitle(other_fablab, laser, stranger)
    theirs = Mandate.objects.get(structure=other_fablab)
    for changes in (
        {"signature": stranger.charter_signatures.get(structure=other_fablab)},
        {"mandate": theirs},
        {"structure": other_fablab},
        {"awarded_by": manager},
    ):
        with pytest.raises(IntegrityError, match="signature in force"), transaction.atomic():
            forged(award, **changes).save()


def test_the_database_refuses_what_is_withdrawn_or_suspended(give, fablab, network, coordinator, manager, mandate, now):
    award = give()
    suspension = Suspension.objects.create(network=network, structure=fablab, reason="-", since=now, by=coordinator)
    with pytest.raises(IntegrityError, match="signature in force"), transaction.atomic():
        forged(award).save()
    suspension.lifted_at, suspension.lifted_by = now, coordinator
    suspension.save(update_fields=["lifted_at", "lifted_by"])
    withdraw_mandate(mandate, by=manager, now=now)
    with pytest.raises(IntegrityError, match="signature in force"), transaction.atomic():
        forged(award).save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE badges_award SET recipient_name = 'x'",
        "DELETE FROM badges_award",
        "UPDATE badges_revocation SET reason = 'x'",
        "DELETE FROM badges_revocation",
        "DELETE FROM badges_mandate",
        "UPDATE badges_mandate SET starts_at = '2019-01-01 00:00:00+00:00'",
        "UPDATE badges_achievement SET name = 'x' WHERE published_at IS NOT NULL",
        "UPDATE badges_achievement SET published_at = NULL WHERE published_at IS NOT NULL",
    ],
)
def test_what_was_awarded_cannot_be_changed_past_the_models_either(give, manager, now, statement):
    services.revoke_award(give(), by=manager, reason="Erreur.", now=now)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# ---------------------------------------------------------------- revisions


def test_mandates_pass_to_the_badge_that_revises(
    fablab, laser, network, coordinator, facilitator, manager, mandate, png, now
):
    from deciding import network_badge

    withdraw_mandate(mandate, by=manager, now=now)
    fields = {"name": "Laser 2", "tagline": "-", "description": "-", "criteria": laser.criteria}
    revision = network_badge(network, by=coordinator, now=now, picture=services.Picture(png=png), **fields)
    mandates.pass_on(laser, revision, by=coordinator, now=now)
    (passed,) = Mandate.objects.filter(achievement=revision)
    assert (passed.person, passed.starts_at, passed.structure) == (manager, now, fablab)
