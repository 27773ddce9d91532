from __future__ import annotations

import os
from getpass import getpass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from arouez.errors import DomainError
from arouez.network import backup, keystore
from arouez.network.models import Issuer

FROM_ENVIRONMENT = "AROUEZ_BACKUP_PASSPHRASE"


class Command(BaseCommand):
    help = (
        "The issuers' signing keys: back them up, put them back, change them. "
        f"The passphrase of a backup is asked for, or taken from {FROM_ENVIRONMENT}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        export = commands.add_parser("export", help="write every key, past ones too, to FILE")
        export.add_argument("file", type=Path)
        restore = commands.add_parser("restore", help="put the keys of FILE back, under today's AROUEZ_KEYS_SECRET")
        restore.add_argument("file", type=Path)
        rotate = commands.add_parser("rotate", help="give an issuer new keys; what the old ones signed still verifies")
        rotate.add_argument(
            "issuer", help="the short name of a structure or network, as in its address, or an issuer's id"
        )
        rotate.add_argument("--purpose", choices=keystore.Purpose.values, help="of this purpose only")

    def handle(self, *, command: str, **options) -> None:
        act = {"export": self.export, "restore": self.restore, "rotate": self.rotate}[command]
        try:
            act(options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error

    def export(self, options: dict) -> None:
        path = options["file"]
        if path.exists():
            raise CommandError(f"{path} is there already; give another name.")
        text = backup.export_keys(_passphrase(twice=True))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        self.stdout.write(
            f"The keys are in {path}. Keep it apart from the database, and the passphrase apart from both."
        )

    def restore(self, options: dict) -> None:
        text = options["file"].read_text(errors="replace")
        restored = backup.restore_keys(text, _passphrase(), timezone.now())
        self.stdout.write(f"{restored.new} keys were restored, {restored.known} were here and are readable now.")

    def rotate(self, options: dict) -> None:
        who = options["issuer"]
        found = Issuer.objects.filter(Q(public_id=who) | Q(structure__slug=who) | Q(network__slug=who))
        if len(found) != 1:
            raise CommandError(f"{len(found)} issuers are called {who}; give the id of one.")
        purposes = [options["purpose"]] if options["purpose"] else keystore.Purpose.values
        for purpose in purposes:
            key = keystore.rotate_key(found[0], keystore.Purpose(purpose), timezone.now())
            self.stdout.write(f"{key} is the {purpose} key now.")


def _passphrase(twice: bool = False) -> str:
    given = os.environ.get(FROM_ENVIRONMENT)
    if given is None:
        given = getpass("Passphrase: ")
        if twice and getpass("The same again: ") != given:
            raise CommandError("The two passphrases differ; nothing was written.")
    if len(given) < 12:
        raise CommandError(
            "The passphrase needs 12 characters or more: whoever opens the file can sign as every issuer."
        )
    return given
