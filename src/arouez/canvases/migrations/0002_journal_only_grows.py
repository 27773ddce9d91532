"""The journal is only added to: the database itself refuses anything else, whoever asks."""

from django.db import migrations

SENTENCE = "The journal is only added to."

SQLITE = [
    f"""
    CREATE TRIGGER canvases_journal_no_{act} BEFORE {act.upper()} ON canvases_entry
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """
    for act in ("update", "delete")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION canvases_journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER canvases_journal_only_grows BEFORE UPDATE OR DELETE ON canvases_entry
    FOR EACH ROW EXECUTE FUNCTION canvases_journal_only_grows()
    """,
]
UNDO = {
    "sqlite": [f"DROP TRIGGER canvases_journal_no_{act}" for act in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER canvases_journal_only_grows ON canvases_entry",
        "DROP FUNCTION canvases_journal_only_grows()",
    ],
}


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("canvases", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
