"""`make fuzz`: let a coverage-guided fuzzer invent what targets.py is fed with.

    python tests/fuzz/fuzz.py TARGET [SECONDS]

What it finds interesting goes to var/fuzz/TARGET; what makes a target fail, or take over a second, is left in the
working directory as crash-…, to be kept in seeds/TARGET once mended, where the ordinary tests try it again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE)]
with atheris.instrument_imports(include=["arouez.openbadges"]):
    import targets


def main() -> None:
    name, seconds = sys.argv[1], (sys.argv[2:] or ["150"])[0]
    found = HERE.parents[1] / "var" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    seeds = HERE / "seeds" / name
    # timeout is libFuzzer's, in whole seconds; the memory limit catches what grows without end
    options = [
        f"-max_total_time={seconds}",
        "-timeout=2",
        "-rss_limit_mb=2048",
        "-max_len=65536",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(found), *([str(seeds)] if seeds.is_dir() else [])], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
