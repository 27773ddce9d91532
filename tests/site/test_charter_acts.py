"""What gives the label, holds it back and ends it: who may, when, and who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks_db.models import DBTaskResult

from arouez.charter import drafting, mails, queries, services, signing
from arouez.charter.models import CharterVersion, Signature, SigningRequest
from arouez.charter.queries import label_of, latest_version
from arouez.charter.signals import label_ended, label_given
from arouez.days import last_day_of
from arouez.errors import DomainError, FrozenError, NotAllowed
from arouez.network.journal import lines_of
from arouez.network.models import Membership
from arouez.network.services import create_network

DAY = timedelta(days=1)
ANNA = {
    "representative_name": "Anna Le Bras",
    "representative_role": "présidente",
    "representative_email": "Anna@Example.org",
}


@pytest.fixture
def version(network, coordinator, now):
    """The first version of the charter."""
    return services.publish_version(network, by=coordinator, now=now)


@pytest.fixture
def revise(network, coordinator):
    """Publish a next version: `revise(now, lapses_on=…)`."""

    def revised(now, **changes):
        draft = queries.draft_of(network)
        drafting.write(network, f"{draft.text}\n\nEt ceci.", base=draft.base, by=coordinator, now=now)
        return services.publish_version(network, by=coordinator, now=now, **changes)

    return revised


@pytest.fixture
def signature(version, fablab, manager, now):
    return services.sign(version, fablab, by=manager, now=now, **ANNA)


@pytest.fixture
def told():
    """What the other rooms were told, in order: ("given", structure's name) or ("ended", structure's name, reason)."""
    heard = []

    def given(sender, structure, **kwargs):
        heard.append(("given", structure.name))

    def ended(sender, structure, reason, **kwargs):
        heard.append(("ended", structure.name, reason))

    label_given.connect(given)
    label_ended.connect(ended)
    yield heard
    label_given.disconnect(given)
    label_ended.disconnect(ended)


@pytest.fixture
def acts(network):
    """The acts of the journal, the first one first."""
    return lambda: [line.act for line in reversed(lines_of(network))]


# ---------------------------------------------------------------- publishing


def test_a_network_begins_with_the_outline_of_a_charter(network, coordinator, now):
    version = services.publish_version(network, by=coordinator, now=now)
    assert (version.number, version.lapses_at) == (1, None)
    assert version.text_sha256 == sha256(version.text.encode()).hexdigest()
    assert len(queries.draft_of(network).headings) == 13  # the title, and twelve sections


def test_only_the_coordination_publishes(network, fablab, manager, stranger, now):
    for someone in (manager, stranger):
        with pytest.raises(NotAllowed):
            services.publish_version(network, by=someone, now=now)


def test_the_coordination_of_another_network_does_not(network, stranger, now):
    create_network(now=now, coordinator=stranger, slug="quimper", name="Fab@Quimper")
    with pytest.raises(NotAllowed):
        services.publish_version(network, by=stranger, now=now)


def test_a_new_version_gives_six_months_to_sign(version, revise, now):
    second = revise(now + DAY)
    version.refresh_from_db()
    assert second.number == 2
    assert version.lapses_at == datetime(2027, 5, 24, 22, tzinfo=UTC)  # at the end of the 24th in Paris


@pytest.mark.parametrize(
    ("last_day", "midnight"),
    [
        (date(2027, 1, 31), datetime(2027, 1, 31, 23, tzinfo=UTC)),
        (date(2027, 7, 14), datetime(2027, 7, 14, 22, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # the night the clocks change
    ],
)
def test_the_label_ends_at_midnight_in_paris_in_winter_and_in_summer(
    signature, fablab, network, revise, now, last_day, midnight
):
    revise(now + DAY, lapses_on=last_day)
    assert label_of(fablab, network, midnight - timedelta(microseconds=1)) == signature
    assert label_of(fablab, network, midnight) is None


@pytest.mark.parametrize("last_day", [date(2026, 11, 22), date(2026, 11, 23), date(2036, 1, 1)])
def test_structures_have_a_day_at_least_and_two_years_at_most(version, revise, now, last_day):
    with pytest.raises(DomainError, match="dernier jour"):
        revise(now, lapses_on=last_day)


def test_late_at_night_in_utc_it_is_already_tomorrow_in_paris(version, revise):
    night = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with pytest.raises(DomainError, match="dernier jour"):
        revise(night, lapses_on=date(2026, 11, 24))


def test_the_same_text_is_not_published_twice(version, network, coordinator, now):
    with pytest.raises(DomainError, match="déjà"):
        services.publish_version(network, by=coordinator, now=now + DAY)


def test_what_is_published_is_what_was_read(version, network, coordinator, now):
    read = queries.draft_of(network).base
    drafting.write(network, "Autre texte.", base=read, by=coordinator, now=now)
    with pytest.raises(DomainError, match="Relisez"):
        services.publish_version(network, by=coordinator, now=now, base=read)
    assert services.publish_version(network, by=coordinator, now=now, base=(2, 1)).text == "Autre texte."


# ---------------------------------------------------------------- signing


def test_a_signature_gives_the_label_and_keeps_the_texts_digest(signature, version, fablab, network, told, acts, now):
    assert signature.text_sha256 == version.text_sha256
    assert signature.representative_email == "anna@example.org"
    assert label_of(fablab, network, now) == signature
    assert acts() == ["charter.published", "charter.signed"]


def test_only_a_manager_signs_and_only_for_their_structure(
    version, fablab, facilitator, reader, stranger, coordinator, now
):
    for someone in (facilitator, reader, stranger, coordinator):
        with pytest.raises(NotAllowed):
            services.sign(version, fablab, by=someone, now=now, **ANNA)


def test_a_structure_of_another_network_does_not_sign_here(version, network, fablab, manager, now):
    network.structures.remove(fablab)
    with pytest.raises(DomainError, match="réseau"):
        services.sign(version, fablab, by=manager, now=now, **ANNA)


def test_it_signs_a_version_once(signature, version, fablab, manager, now):
    with pytest.raises(DomainError, match="déjà signé"):
        services.sign(version, fablab, by=manager, now=now + DAY, **ANNA)
    columns = {field.attname: getattr(signature, field.attname) for field in Signature._meta.fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(**columns | {"id": None, "public_id": "another"})


def test_only_the_latest_version_is_signed(version, fablab, manager, revise, now):
    revise(now + DAY)
    with pytest.raises(DomainError, match="nouvelle version"):
        services.sign(version, fablab, by=manager, now=now + 2 * DAY, **ANNA)


@pytest.mark.parametrize(
    "lacking", [{"representative_name": " "}, {"representative_role": ""}, {"representative_email": "anna@"}]
)
def test_a_signature_names_its_representative(version, fablab, manager, now, lacking):
    with pytest.raises(DomainError):
        services.sign(version, fablab, by=manager, now=now, **ANNA | lacking)


def test_renewing_is_signing_the_next_one_and_both_stay(signature, fablab, manager, network, revise, told, now):
    second = revise(now + DAY)
    renewed = services.sign(second, fablab, by=manager, now=now + 2 * DAY, **ANNA)
    assert list(fablab.charter_signatures.all()) == [renewed, signature]
    assert label_of(fablab, network, now + 2 * DAY) == renewed
    assert told == [("given", fablab.name)]


def test_a_receiver_that_fails_undoes_the_signature(version, fablab, manager, network, now):
    def fails(**kwargs):
        raise RuntimeError

    label_given.connect(fails)
    with pytest.raises(RuntimeError):
        services.sign(version, fablab, by=manager, now=now, **ANNA)
    label_given.disconnect(fails)
    assert not Signature.objects.exists()


# ---------------------------------------------------------------- the code


@pytest.fixture
def asked(version, fablab, manager, now):
    return signing.ask_to_sign(version, fablab, by=manager, now=now, **ANNA)


def test_the_code_goes_to_the_representative_and_signs(asked, version, fablab, manager, now, work):
    work()
    (letter,) = mail.outbox
    assert letter.to == ["anna@example.org"]
    code = next(line.strip() for line in letter.body.splitlines() if line.startswith("    "))
    signature = signing.confirm(version, fablab, code, by=manager, now=now + timedelta(minutes=14))
    assert (signature.structure, signature.representative_name) == (fablab, "Anna Le Bras")
    assert not SigningRequest.objects.exists()


def test_neither_the_request_nor_the_queue_of_mail_holds_the_code(asked):
    code = signing.code_of(asked)
    assert code not in str([asked.__dict__, *DBTaskResult.objects.values_list("args_kwargs", flat=True)])


def test_a_code_is_worth_a_quarter_of_an_hour(asked, version, fablab, manager, now):
    with pytest.raises(DomainError, match="plus valable"):
        signing.confirm(version, fablab, signing.code_of(asked), by=manager, now=now + signing.VALID_FOR)


def test_five_wrong_codes_and_it_is_over(asked, version, fablab, manager, now):
    code = signing.code_of(asked)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for left in (4, 3, 2, 1):
        with pytest.raises(DomainError, match=f"restants : {left}"):
            signing.confirm(version, fablab, wrong, by=manager, now=now)
    with pytest.raises(DomainError, match="dernier essai"):
        signing.confirm(version, fablab, wrong, by=manager, now=now)
    with pytest.raises(DomainError, match="plus valable"):
        signing.confirm(version, fablab, code, by=manager, now=now)


def test_codes_are_not_asked_one_after_the_other(asked, version, fablab, manager, now):
    with pytest.raises(DomainError, match="minute"):
        signing.ask_to_sign(version, fablab, by=manager, now=now + timedelta(seconds=59), **ANNA)


def test_a_new_code_replaces_the_last(asked, version, fablab, manager, now):
    first, later = signing.code_of(asked), now + signing.PAUSE
    signing.ask_to_sign(version, fablab, by=manager, now=later, **ANNA)
    assert SigningRequest.objects.count() == 1
    with pytest.raises(DomainError, match="bon code"):
        signing.confirm(version, fablab, first, by=manager, now=later)


def test_a_code_signs_for_its_own_structure_only(asked, version, fablab, other_fablab, manager, stranger, now):
    code = signing.code_of(asked)
    with pytest.raises(NotAllowed):
        signing.confirm(version, fablab, code, by=stranger, now=now)
    with pytest.raises(DomainError, match="plus valable"):
        signing.confirm(version, other_fablab, code, by=stranger, now=now)


def test_a_version_that_appears_meanwhile_is_the_one_to_sign(asked, version, fablab, manager, revise, now):
    revise(now)
    with pytest.raises(DomainError, match="nouvelle version"):
        signing.confirm(version, fablab, signing.code_of(asked), by=manager, now=now)
    assert SigningRequest.objects.get().representative_name == "Anna Le Bras"


def test_a_manager_who_is_one_no_more_does_not_confirm(asked, version, fablab, manager, now):
    Membership.objects.filter(person=manager).update(role=Membership.Role.READER)
    with pytest.raises(NotAllowed):
        signing.confirm(version, fablab, signing.code_of(asked), by=manager, now=now)


# ---------------------------------------------------------------- ending


def test_a_structure_leaves_when_it_wants_to(signature, fablab, network, manager, told, acts, work, now):
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=now + DAY)
    assert label_of(fablab, network, now + DAY) is None
    assert told == [("ended", fablab.name, "Nous fermons.")]
    assert acts()[-1] == "charter.left"
    work()
    assert ("Nous fermons." in mail.outbox[0].body, mail.outbox[0].to) == (True, ["maelle@example.org"])


def test_the_coordination_takes_a_structure_out(signature, fablab, network, coordinator, told, acts, now):
    services.withdraw(fablab, network, by=coordinator, reason="Plus aucun référent.", now=now + DAY)
    assert told == [("ended", fablab.name, "Plus aucun référent.")]
    assert acts()[-1] == "charter.taken_out"


def test_nobody_else_ends_a_signature(signature, fablab, network, facilitator, reader, stranger, now):
    for someone in (facilitator, reader, stranger):
        with pytest.raises(NotAllowed):
            services.withdraw(fablab, network, by=someone, reason="Non.", now=now)
        with pytest.raises(NotAllowed):
            services.suspend(fablab, network, by=someone, reason="Non.", now=now)


def test_a_manager_neither_suspends_nor_lifts(signature, fablab, network, manager, coordinator, now):
    with pytest.raises(NotAllowed):
        services.suspend(fablab, network, by=manager, reason="Non.", now=now)
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    with pytest.raises(NotAllowed):
        services.lift(fablab, network, by=manager, now=now)


def test_what_ends_has_a_reason(signature, fablab, network, coordinator, now):
    for end in (services.withdraw, services.suspend):
        with pytest.raises(DomainError, match="pourquoi"):
            end(fablab, network, by=coordinator, reason="  ", now=now)


def test_it_ends_once(signature, fablab, network, coordinator, manager, told, now):
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=now)
    with pytest.raises(DomainError, match="pas de signature"):
        services.withdraw(fablab, network, by=coordinator, reason="Aussi.", now=now)
    assert len(told) == 1


def test_leaving_ends_the_older_signature_too(signature, fablab, network, manager, revise, now):
    second = revise(now + DAY)
    services.sign(second, fablab, by=manager, now=now + DAY, **ANNA)
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=now + 2 * DAY)
    assert label_of(fablab, network, now + 2 * DAY) is None


def test_a_suspension_holds_back_the_label_until_it_is_lifted(
    signature, fablab, network, coordinator, told, acts, work, now
):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now + DAY)
    assert label_of(fablab, network, now + DAY) is None
    services.lift(fablab, network, by=coordinator, now=now + 2 * DAY)
    assert label_of(fablab, network, now + 2 * DAY) == signature
    assert told == [("ended", fablab.name, "Extincteurs périmés."), ("given", fablab.name)]
    assert acts()[-2:] == ["charter.suspended", "charter.lifted"]
    work()
    assert [letter.subject for letter in mail.outbox] == [
        "Le label de La Fabrique de Recouvrance est suspendu", "La suspension de La Fabrique de Recouvrance est levée",
    ]  # fmt: skip


def test_a_structure_is_suspended_once_and_lifted_once(signature, fablab, network, coordinator, now):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    with pytest.raises(DomainError, match="déjà suspendu"):
        services.suspend(fablab, network, by=coordinator, reason="Encore.", now=now)
    services.lift(fablab, network, by=coordinator, now=now)
    with pytest.raises(DomainError, match="pas suspendu"):
        services.lift(fablab, network, by=coordinator, now=now)


def test_a_structure_that_never_signed_has_nothing_to_suspend(version, fablab, network, coordinator, now):
    with pytest.raises(DomainError, match="pas signé"):
        services.suspend(fablab, network, by=coordinator, reason="Non.", now=now)


def test_suspended_it_signs_and_has_the_label_once_that_is_lifted(
    signature, fablab, network, manager, coordinator, revise, told, now
):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    renewed = services.sign(revise(now + DAY), fablab, by=manager, now=now + DAY, **ANNA)
    assert label_of(fablab, network, now + DAY) is None
    assert len(told) == 1
    services.lift(fablab, network, by=coordinator, now=now + 2 * DAY)
    assert label_of(fablab, network, now + 2 * DAY) == renewed
    assert told[-1] == ("given", fablab.name)


def test_leaving_is_no_way_out_of_a_suspension(signature, version, fablab, network, manager, coordinator, now):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=now)
    services.withdraw(fablab, network, by=manager, reason="Nous partons.", now=now)
    services.sign(version, fablab, by=manager, now=now + DAY, **ANNA)
    assert label_of(fablab, network, now + DAY) is None


@pytest.mark.parametrize("change", [{"withdrawal_reason": "Autre."}, {"withdrawn_at": None}])
def test_what_ended_a_signature_is_not_rewritten(signature, fablab, network, manager, now, change):
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.update(**change)


def test_a_name_is_shown_as_its_owner_agreed_and_taken_back_at_any_time(signature, fablab, network, manager, now):
    assert not signature.shows_name
    services.show_representative(signature, by=manager, shown=True)
    services.withdraw(fablab, network, by=manager, reason="Nous fermons.", now=now)
    signature.refresh_from_db()
    services.show_representative(signature, by=manager, shown=False)
    assert not Signature.objects.get().shows_name


# ---------------------------------------------------------------- the lapse


MIDNIGHT = datetime(2027, 1, 31, 23, tzinfo=UTC)


@pytest.fixture
def superseded(signature, version, other_fablab, stranger, revise, now):
    """Two structures signed version 1; the Port signs version 2; 1 lapses at the end of January."""
    services.sign(version, other_fablab, by=stranger, now=now, **ANNA)
    services.sign(revise(now + DAY, lapses_on=date(2027, 1, 31)), other_fablab, by=stranger, now=now + DAY, **ANNA)
    version.refresh_from_db()
    return version


def test_who_did_not_renew_is_told_at_the_lapse_and_once(superseded, fablab, told, acts, work):
    told.clear()
    services.lapse(superseded, now=MIDNIGHT - timedelta(seconds=1))
    assert told == []
    services.lapse(superseded, now=MIDNIGHT)
    services.lapse(superseded, now=MIDNIGHT + DAY)
    assert told == [("ended", fablab.name, "La version 1 de la charte-label a cessé de valoir.")]
    assert acts().count("charter.lapsed") == 1


def test_who_signs_after_the_lapse_and_before_the_clock_came_round_is_told_nothing(
    superseded, fablab, network, manager, told
):
    services.sign(latest_version(network), fablab, by=manager, now=MIDNIGHT + DAY, **ANNA)
    told.clear()
    services.lapse(superseded, now=MIDNIGHT + 2 * DAY)
    assert told == []


def test_who_was_suspended_or_had_left_is_told_nothing_at_the_lapse(superseded, fablab, network, coordinator, told):
    services.suspend(fablab, network, by=coordinator, reason="Extincteurs périmés.", now=MIDNIGHT - DAY)
    told.clear()
    services.lapse(superseded, now=MIDNIGHT)
    assert told == []


def test_the_last_day_of_a_version_is_not_moved(superseded):
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterVersion.objects.filter(pk=superseded.pk).update(lapses_at=MIDNIGHT + DAY)
    superseded.number = 9
    with pytest.raises(FrozenError):
        superseded.save()


def test_the_clock_comes_round_by_itself(fablab, label, network, coordinator, told, work):
    """Real time: version 1 lapsed long ago, and the worker starts."""
    past = datetime(2020, 6, 1, tzinfo=UTC)
    label(fablab)
    drafting.write(network, "Autre texte.", base=queries.draft_of(network).base, by=coordinator, now=past)
    services.publish_version(network, by=coordinator, now=past)
    told.clear()
    work()
    assert [line[0] for line in told] == ["ended"]
    assert [letter.subject for letter in mail.outbox] == [f"La charte-label de {fablab.name} est échue"]
    assert services.resume() == 0


def test_a_worker_that_was_killed_at_midnight_comes_back_to_it(superseded):
    assert services.resume() == 1


@pytest.fixture
def superseded_now(fablab, other_fablab, stranger, label, network, revise):
    """The same, by the real clock: version 1 lapses in two months."""
    today = timezone.now()
    label(fablab, other_fablab)
    last_day = timezone.localdate(today) + 60 * DAY
    services.sign(revise(today, lapses_on=last_day), other_fablab, by=stranger, now=today, **ANNA)
    return CharterVersion.objects.get(number=1)


def test_signatories_are_asked_to_renew_and_reminded_until_they_do(superseded_now, work):
    planned = DBTaskResult.objects.filter(task_path="arouez.charter.mails.remind").order_by("run_after")
    assert [superseded_now.lapses_at - result.run_after for result in planned] == list(mails.REMINDERS)
    mails.remind.call(superseded_now.pk)
    work()
    assert {tuple(letter.to) for letter in mail.outbox} == {("maelle@example.org",)}
    day = last_day_of(superseded_now.lapses_at)
    assert sorted(letter.subject for letter in mail.outbox) == [
        "Fab@Brest : une nouvelle charte-label à signer",
        f"Rappel : la charte-label de La Fabrique de Recouvrance est à renouveler avant le {day:%d/%m/%Y}",
    ]
    assert all(date_format(day, "l j F Y") in letter.body for letter in mail.outbox)


def test_nobody_is_reminded_of_what_is_past(superseded_now):
    DBTaskResult.objects.all().delete()
    past = CharterVersion.objects.create(
        network=superseded_now.network, number=9, text="x", text_sha256="x", published_by=superseded_now.published_by,
        published_at=datetime(2020, 1, 1, tzinfo=UTC), lapses_at=datetime(2020, 2, 1, tzinfo=UTC),
    )  # fmt: skip
    mails.remind.call(past.pk)
    assert not DBTaskResult.objects.exists()
