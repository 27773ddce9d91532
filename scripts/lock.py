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
FILES = {"requirements/base.txt": ["build"], "requirements/dev.txt": ["build", "dev"]}

for file, groups in FILES.items():
    wanted = [argument for group in groups for argument in ("--group", group)]
    subprocess.run(["uv", "pip", "compile", *COMMON, *wanted, "pyproject.toml", "-o", file], check=True)
