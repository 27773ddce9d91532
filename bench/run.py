"""Every measure of bench/README.md, in one run, as Markdown tables.

run.py [library] [site]
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

import library  # noqa: E402
import site_measures  # noqa: E402

wanted = sys.argv[1:] or ["library", "site"]
if "library" in wanted:
    print(library.report())
if "site" in wanted:
    print(site_measures.report())
