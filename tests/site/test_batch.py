"""A facilitator awards a badge to a list of people."""

import pytest

from arouez.badges import batches, recipients
from arouez.badges.models import Award, Batch, BatchLine
from arouez.errors import DomainError, NotAllowed
from arouez.network.models import Membership

CSV_FROM_A_SPREADSHEET = "Prénom;Adresse\r\nGaël;gael@example.org\r\nZoé;zoe@example.org\r\n"


@pytest.fixture
def address(fablab, laser):
    return f"/structures/{fablab.slug}/attribuer/{laser.public_id}/liste/"


@pytest.fixture
def start(fablab, laser, facilitator, now):
    def start(text: str, **changes) -> Batch:
        arguments = {"structure": fablab, "by": facilitator, "criteria_seen": [0], "now": now, **changes}
        return batches.start_batch(laser, lines=recipients.read_lines(text), **arguments)

    return start


@pytest.mark.parametrize(
    "line",
    ["Gaël Jaouen <gael@example.org>", "Gaël Jaouen;gael@example.org", "gael@example.org, Gaël Jaouen",
     "Gaël Jaouen\tgael@example.org", '"Gaël Jaouen" <GAEL@example.org>', "Gaël;Jaouen;gael@example.org"],
)  # fmt: skip
def test_a_line_is_read_as_people_write_it(line):
    (read,) = recipients.read_lines(line)
    assert (read.name, read.email, read.problem) == ("Gaël Jaouen", "gael@example.org", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_spreadsheets(encoding):
    lines = recipients.read_lines(recipients.decode(CSV_FROM_A_SPREADSHEET.encode(encoding)))
    assert [(line.number, line.name, line.email) for line in lines] == [
        (2, "Gaël", "gael@example.org"), (3, "Zoé", "zoe@example.org"),
    ]  # fmt: skip


def test_a_spreadsheet_file_is_refused_in_words():
    with pytest.raises(DomainError, match="CSV"):
        recipients.decode(b"PK\x03\x04\x00\x00binary")


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Gaël <gael@example.org>\nZoé sans adresse", 2, "Pas d’adresse"),
        ("a@example.org\nb@example.org\na@example.org", 3, "Déjà dans la liste, ligne 1"),
        ("a@example.org b@example.org", 1, "Deux adresses"),
        ("yann@example.org", 1, "C’est vous"),
    ],
)
def test_each_bad_line_says_what_is_wrong(text, number, words, fablab, laser, facilitator, now):
    checked = recipients.check_lines(
        recipients.read_lines(text), achievement=laser, structure=fablab, by=facilitator, now=now
    )
    (bad,) = [line for line in checked if line.problem]
    assert bad.number == number
    assert words in str(bad.problem)


def test_nothing_is_awarded_while_a_line_is_bad(start, work):
    with pytest.raises(DomainError):
        start("a@example.org\nnobody")
    work()
    assert not Batch.objects.exists()
    assert not Award.objects.exists()


def test_the_page_shows_the_bad_line_and_awards_nothing(signed_in, facilitator, address):
    data = {"people": "a@example.org\nZoé", "criteria_seen": [0], "award": "yes"}
    response = signed_in(facilitator).post(address, data)
    assert "Pas d’adresse e-mail sur cette ligne" in response.content.decode()
    assert not Award.objects.exists()


def test_every_line_is_awarded_once_in_the_background(start, work):
    batch = start("\n".join(f"person{n}@example.org" for n in range(30)))
    assert not Award.objects.exists()
    work()
    batch.refresh_from_db()
    assert batches.progress(batch) == {"total": 30, "awarded": 30, "refused": 0}
    assert batch.finished_at


def test_a_batch_run_again_awards_nothing_twice(start, work):
    batch = start("\n".join(f"person{n}@example.org" for n in range(5)))
    batches.run_batch.enqueue(batch.pk)
    batches.resume()
    work()
    assert Award.objects.count() == 5


def test_a_line_refused_on_the_way_says_why_and_does_not_stop_the_others(start, give, work):
    batch = start("a@example.org\nb@example.org")
    give("b@example.org")  # someone else was faster
    work()
    assert batches.progress(batch) == {"total": 2, "awarded": 1, "refused": 1}
    assert "déjà reçu" in BatchLine.objects.get(email="b@example.org").refusal


def test_a_role_withdrawn_on_the_way_stops_the_awards(start, facilitator, work):
    batch = start("a@example.org")
    Membership.objects.filter(person=facilitator).update(role=Membership.Role.READER)
    work()
    assert batches.progress(batch)["refused"] == 1
    assert not Award.objects.exists()


def test_a_reader_may_not_start_a_batch(start, reader):
    with pytest.raises(NotAllowed):
        start("a@example.org", by=reader)


def test_the_progress_is_not_shown_to_strangers(start, signed_in, stranger, fablab):
    batch = start("a@example.org")
    assert signed_in(stranger).get(f"/structures/{fablab.slug}/listes/{batch.public_id}/").status_code == 403
