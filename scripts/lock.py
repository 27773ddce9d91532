"""Locks the dependencies of pyproject.toml: every version with its hashes, no registry's address."""

from __future__ import annotations

import subprocess

COMMON = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
]
FILES = {
    "requirements/base.txt": ["pyproject.toml", "--group", "build"],
    "requirements/dev.txt": ["pyproject.toml", "--group", "build", "--group", "dev"],
    "requirements/validator-core.txt": ["--group", "validator-core"],
}

for file, wanted in FILES.items():
    subprocess.run(["uv", "pip", "compile", *COMMON, *wanted, "-o", file], check=True)
