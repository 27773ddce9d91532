"""Rules that the database itself holds, whoever asks: triggers, in SQLite and PostgreSQL alike.

They are put in place after each migration rather than by one, since SQLite forgets the triggers of a table that a
migration changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


@dataclass(frozen=True)
class Guard:
    """Refuses `acts` ("INSERT", "UPDATE", "DELETE") on the rows of `table` for which `condition` is true.

    `condition` is SQL that both databases read, over OLD and NEW. A refusal is an IntegrityError that says `sentence`.
    """

    name: str
    table: str
    acts: Sequence[str]
    sentence: str
    condition: str = "TRUE"

    def statements(self, vendor: str) -> list[str]:
        """SQL that puts the guard in place, and replaces what was there under its name."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def names(self) -> list[str]:
        """Of its triggers in SQLite, where each refuses one act."""
        return [f"{self.name}_{act.lower()}" for act in self.acts]

    def _sqlite(self) -> list[str]:
        statements = []
        for name, act in zip(self.names(), self.acts, strict=True):
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} BEFORE {act} ON {self.table} WHEN {self.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END",
            ]
        return statements

    def _postgresql(self) -> list[str]:
        return [
            f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF {self.condition} THEN
                    RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$
            """,
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} BEFORE {' OR '.join(self.acts)} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


def keep(app: AppConfig, guards: Iterable[Guard]) -> None:
    """Have the guards of a room in place whenever its tables are migrated. Called once, by its AppConfig."""
    guards = tuple(guards)

    def put_in_place(using: str, **kwargs: Any) -> None:
        install(connections[using], guards)

    post_migrate.connect(put_in_place, sender=app, weak=False, dispatch_uid=f"guards of {app.label}")


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Put guards in place; those whose table is not there yet, once it is."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in tables:
                for statement in guard.statements(connection.vendor):
                    cursor.execute(statement)
