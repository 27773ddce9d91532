"""Verifiers that are programs of their own: pngcheck, exiftool, and 1EdTech's validator of Open Badges 2.0."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .fab import issuer
from .forms import Answers, Form, text_of

HERE = Path(__file__).parent
VALIDATOR_CORE = HERE.parents[1] / ".venv" / "validator-core"
"""Where `make` installs it, apart from our own packages: it wants others of their versions."""


def missing(program: str) -> str:
    return "" if shutil.which(program) else program


def ask_pngcheck(asked: Collection[Form]) -> Answers:
    answers = {}
    with _files(asked) as files:
        for form, file in files:
            done = subprocess.run(["pngcheck", "-q", file], capture_output=True, text=True, check=False)
            answers[form.name] = "" if done.returncode == 0 else done.stdout.strip()
    return answers


def ask_exiftool(asked: Collection[Form]) -> Answers:
    """It accepts a picture in which it finds the badge as it was baked."""
    with _files(asked) as files:
        paths = [path for _, path in files]
        done = subprocess.run(["exiftool", "-json", "-b", *paths], capture_output=True, text=True, check=True)
        found = {tags["SourceFile"]: tags for tags in json.loads(done.stdout)}
        return {
            form.name: "" if form.payload in found[str(path)].values() else "the badge is not among the tags"
            for form, path in files
        }


def validator_core_missing() -> str:
    return "" if (VALIDATOR_CORE / "openbadges").is_dir() else "requirements/validator-core.txt, on a Python it runs on"


def ask_validator_core(asked: Collection[Form]) -> Answers:
    badges = {
        form.name: {"picture": base64.b64encode(form.badge).decode()}
        if isinstance(form.badge, bytes)
        else {"text": text_of(form.badge)}
        for form in asked
    }
    done = subprocess.run(
        [sys.executable, "-S", HERE / "with_validator_core.py"],
        input=json.dumps({"documents": issuer().shelf.to_json(), "badges": badges}),
        env={**os.environ, "PYTHONPATH": str(VALIDATOR_CORE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: Answers = json.loads(done.stdout)
    return answers


@contextmanager
def _files(forms: Collection[Form]) -> Iterator[list[tuple[Form, Path]]]:
    """The pictures as files, for programs that read nothing else."""
    with TemporaryDirectory() as folder:
        files = [(form, Path(folder, f"{number}.{form.format[:3].lower()}")) for number, form in enumerate(forms)]
        for form, path in files:
            assert isinstance(form.badge, bytes)
            path.write_bytes(form.badge)
        yield files
