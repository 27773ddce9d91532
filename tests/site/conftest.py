"""A small network, made by the services: a fablab with a team, a badge with one safety criterion."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from deciding import entitle, network_badge
from django.core.management import call_command
from django.db import connection
from django.test import Client
from elsewhere import Elsewhere
from PIL import Image

from arouez.badges import services
from arouez.badges.models import Picture
from arouez.charter.queries import latest_version
from arouez.charter.services import publish_version, sign
from arouez.network.models import Membership
from arouez.network.services import create_network, create_structure
from arouez.people.services import welcome_person

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 6, tzinfo=UTC)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here has one."""


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests():
    """SQLite empties tables row by row, which the guards refuse. They are put back when that is done."""
    if connection.vendor != "sqlite":
        yield
        return
    empty = connection.ops.sql_flush

    def unguarded(*args, **kwargs):
        with connection.cursor() as cursor:
            names = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        return [*(f"DROP TRIGGER {name}" for (name,) in names), *empty(*args, **kwargs)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", unguarded)
        yield


@pytest.fixture(scope="session")
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), "#1a4d6e").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def now():
    return NOW


def make_person(name: str):
    """Someone who has proved their address, `name@example.org`."""
    email = f"{name.lower()}@example.org"
    person = welcome_person(email, name=name)
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


@pytest.fixture
def coordinator():
    return make_person("Nolwenn")


@pytest.fixture
def manager():
    return make_person("Maelle")


@pytest.fixture
def facilitator():
    return make_person("Yann")


@pytest.fixture
def reader():
    return make_person("Enora")


@pytest.fixture
def lena():
    return make_person("Lena")


@pytest.fixture
def stranger():
    """Signed in, with a role in another structure only."""
    return make_person("Ewen")


@pytest.fixture
def network(coordinator, now):
    return create_network(now=now, coordinator=coordinator, slug="fab-brest", name="Fab@Brest")


@pytest.fixture
def fablab(network, manager, facilitator, reader, now):
    structure = create_structure(
        network, now=now, manager=manager, slug="recouvrance", name="La Fabrique de Recouvrance",
        email="bonjour@recouvrance.example",
    )  # fmt: skip
    Membership.objects.create(structure=structure, person=facilitator, role=Membership.Role.FACILITATOR)
    Membership.objects.create(structure=structure, person=reader, role=Membership.Role.READER)
    return structure


@pytest.fixture
def other_fablab(network, stranger, now):
    return create_structure(network, now=now, manager=stranger, slug="port", name="Atelier du Port")


@pytest.fixture
def label(network, coordinator):
    """Have structures sign the charter, long ago: `label(fablab, other_fablab)`."""

    def signed(*structures, now=LONG_AGO):
        version = latest_version(network) or publish_version(network, by=coordinator, now=now)
        for structure in structures:
            manager = structure.memberships.get(role=Membership.Role.MANAGER).person
            sign(
                version, structure, by=manager, now=now, representative_name="Anna Le Bras",
                representative_role="présidente", representative_email="anna@example.org",
            )  # fmt: skip

    return signed


@pytest.fixture
def laser(network, coordinator, png, now, fablab, manager, facilitator):
    """A badge of the network, that the fablab awards by its manager and its facilitator."""
    badge = network_badge(
        network,
        by=coordinator,
        now=now,
        picture=Picture(svg=SVG, png=png),
        name="Découpeuse laser",
        tagline="Je prépare, lance et surveille une découpe.",
        description="La personne a découpé seule.",
        criteria=[
            {"text": "Je reste présent·e.", "safety": True},
            {"text": "Je règle la focale.", "safety": False},
        ],
        tags=["laser"],
        alignments=[{"name": "Découpe laser", "framework": "ESCO", "url": "http://data.europa.eu/esco/skill/45bef06d"}],
    )
    entitle(fablab, badge, manager, facilitator)
    return badge


@pytest.fixture
def give(fablab, laser, facilitator, now):
    """Award the laser badge: `give("lena@example.org")`."""

    def award(email: str = "lena@example.org", name: str = "Lena", **changes):
        arguments = {"structure": fablab, "by": facilitator, "criteria_seen": [0, 1], "now": now, **changes}
        badge = arguments.pop("achievement", laser)
        return services.award_badge(badge, recipient=services.Recipient(name, email), **arguments)

    return award


@pytest.fixture
def signed_in():
    """A browser in which someone is signed in."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def elsewhere(monkeypatch):
    """The documents of other servers, by address: empty."""
    servers = Elsewhere()
    monkeypatch.setattr("arouez.verification.services.web", lambda: servers)
    return servers


@pytest.fixture
def work(monkeypatch):
    """Let the background worker do what is due."""
    # The worker drops its connections between tasks; here the test's transaction is on the only one.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)

    def run() -> None:
        call_command(
            "db_worker",
            batch=True,
            queue_name="*",
            interval=0,
            startup_delay=False,
            reload=False,
            verbosity=0,
        )

    return run
