"""Writes the set of icons that badges may carry, from the package lucide-static of npm, 1.62.0.

    npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
    python scripts/icons.py package        write src/arouez/artwork/lucide.json anew, and its licence beside

One line an icon: its name, the words it is found by, and its shapes on a grid of 24.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "arouez" / "artwork"


def main(package: Path) -> None:
    tags = json.loads((package / "tags.json").read_text())
    lines = [
        f"{json.dumps(name)}:{json.dumps([words, shapes(package / 'icons' / f'{name}.svg')], ensure_ascii=False)}"
        for name, words in sorted(tags.items())
        if (package / "icons" / f"{name}.svg").exists()
    ]
    (TARGET / "lucide.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    shutil.copyfile(package / "LICENSE", TARGET / "lucide-LICENSE.txt")


def shapes(file: Path) -> str:
    """What is drawn, without the frame around it."""
    inside = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text(), re.DOTALL).group(1)
    return re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>").strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
