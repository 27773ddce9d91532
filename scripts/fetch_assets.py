#!/usr/bin/env python3
"""Fetch the site's fonts, icons, htmx and Leaflet again from the packages that carry them.

    python scripts/fetch_assets.py            write them anew under src/arouez/web/static/web/
    python scripts/fetch_assets.py --check    only say whether what is there is what the packages hold

Every file is taken, byte for byte, from a pinned version of an npm package through the ordinary client,
and must have the sha256 written here; the icons are then gathered into one sprite. `assets.json` beside
them says what each file is, where it comes from and under which licence. Needs only the standard library
and `npm`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/arouez/web/static/web"

BESLEY = "@fontsource/besley@5.3.0"
ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next@5.3.0"
HTMX = "htmx.org@2.0.11"
LUCIDE = "lucide-static@1.62.0"
LEAFLET = "leaflet@1.9.4"

# our file, package, its file, licence, sha256
FILES: list[tuple[str, str, str, str, str]] = [
    ("fonts/besley-600-latin.woff2", BESLEY, "files/besley-latin-600-normal.woff2",
     "OFL-1.1", "540cacbdc264cef81a6789f0cf8f4a0e6c3153c21eb52a3e6bf942dd2de9155b"),
    ("fonts/besley-600-latin-ext.woff2", BESLEY, "files/besley-latin-ext-600-normal.woff2",
     "OFL-1.1", "ef9cac61ff6559beacfd06266bf70844b8ab80990a9ee8f95130d131c584927e"),
    ("fonts/besley-LICENSE.txt", BESLEY, "LICENSE",
     "OFL-1.1", "11e20d127704ea8b91ab38917a45827e382b627f35e51840cc999bf501fdaf3f"),
    ("fonts/atkinson-latin.woff2", ATKINSON, "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
     "OFL-1.1", "18b2a1a39a2fa298b0ba5390aca68462669826c90925656f1c1f6796e0e1bbaf"),
    ("fonts/atkinson-latin-ext.woff2", ATKINSON, "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
     "OFL-1.1", "7dae0c6c66af1aec82e096186aeb1f0e6fa36ab8061ed65422f2b7daf4dd93f3"),
    ("fonts/atkinson-LICENSE.txt", ATKINSON, "LICENSE",
     "OFL-1.1", "474a034e99845062f661855caaa505880d0e9009deddc2727a92795eab374955"),
    ("vendor/htmx.min.js", HTMX, "dist/htmx.min.js",
     "0BSD", "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"),
    ("vendor/htmx-LICENSE.txt", HTMX, "LICENSE",
     "0BSD", "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38"),
    ("vendor/lucide-LICENSE.txt", LUCIDE, "LICENSE",
     "ISC", "b495047bd93a9b06913511076f504daba17d5bbeb3e0650f3bb53a4220329c57"),
    ("vendor/leaflet.js", LEAFLET, "dist/leaflet.js",
     "BSD-2-Clause", "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"),
    ("vendor/leaflet.js.map", LEAFLET, "dist/leaflet.js.map",
     "BSD-2-Clause", "600a10dc5cd110de0699510d322afcbe01c7ca90b4c5f48adc20314c70aac753"),
    ("vendor/leaflet.css", LEAFLET, "dist/leaflet.css",
     "BSD-2-Clause", "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"),
    ("vendor/images/layers.png", LEAFLET, "dist/images/layers.png",
     "BSD-2-Clause", "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6"),
    ("vendor/images/layers-2x.png", LEAFLET, "dist/images/layers-2x.png",
     "BSD-2-Clause", "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf"),
    ("vendor/images/marker-icon.png", LEAFLET, "dist/images/marker-icon.png",
     "BSD-2-Clause", "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437"),
    ("vendor/leaflet-LICENSE.txt", LEAFLET, "LICENSE",
     "BSD-2-Clause", "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb"),
]  # fmt: skip

# The sprite: what our templates call an icon, and its drawing in Lucide.
ICONS = {
    "account": "circle-user-round", "add": "plus", "arrow": "arrow-right", "award": "award",
    "back": "arrow-left", "badges": "badge-check", "calendar": "calendar", "check": "check",
    "clock": "clock", "close": "x", "copy": "copy", "danger": "octagon-alert",
    "down": "chevron-down", "download": "download", "edit": "pencil", "evidence": "paperclip",
    "external": "external-link", "fail": "x", "file": "file-text", "help": "circle-question-mark",
    "hidden": "eye-off", "home": "house", "image": "image", "info": "info", "key": "key-round",
    "language": "languages", "link": "link", "list": "list-checks", "lock": "lock",
    "log-in": "log-in", "log-out": "log-out", "mail": "mail", "more": "ellipsis",
    "next": "chevron-right", "offline": "wifi-off", "passport": "stamp", "person": "user-round",
    "people": "users-round", "place": "map-pin", "previous": "chevron-left", "print": "printer",
    "qr": "qr-code", "remove": "trash-2", "revoke": "ban", "safety": "star", "search": "search",
    "send": "send", "settings": "settings", "share": "share-2", "skip": "minus",
    "structures": "warehouse", "success": "circle-check", "undo": "undo-2", "up": "chevron-up",
    "upload": "upload", "verify": "shield-check", "visible": "eye", "warning": "triangle-alert",
}  # fmt: skip
SPRITE_SHA256 = "b9e7075fbbe2a728142c2a9a9aa213dd399d3c0605370e7cb50202fc7a141792"


def unpack(package: str, into: Path) -> dict[str, bytes]:
    """The files of one pinned npm package, by their path inside it."""
    made = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", into, package],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    with tarfile.open(into / made.stdout.strip().splitlines()[-1]) as archive:
        return {
            member.name.partition("/")[2]: archive.extractfile(member).read() for member in archive if member.isfile()
        }


def sprite(lucide: dict[str, bytes]) -> bytes:
    """One `<symbol>` for each icon, drawn with the text's colour."""
    symbols = []
    for name, drawing in sorted(ICONS.items()):
        source = lucide[f"icons/{drawing}.svg"].decode()
        start = source.index(">", source.index("<svg")) + 1
        shapes = re.sub(r"\s+", " ", source[start : source.rindex("</svg>")])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes.strip()}</symbol>')
    head = (
        f"<!-- Icons from {LUCIDE}, ISC and MIT: vendor/lucide-LICENSE.txt. -->\n"
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
    )
    return (head + "\n".join(symbols) + "\n</svg>\n").encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check

    with tempfile.TemporaryDirectory() as folder:
        packages = {name: unpack(name, Path(folder)) for name in (BESLEY, ATKINSON, HTMX, LUCIDE, LEAFLET)}

    assets = [(ours, package, packages[package][theirs], licence, sha256)
              for ours, package, theirs, licence, sha256 in FILES]  # fmt: skip
    assets.append(("icons.svg", LUCIDE, sprite(packages[LUCIDE]), "ISC", SPRITE_SHA256))

    wrong = 0
    for ours, package, content, _licence, expected in assets:
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            print(f"{ours}: {package} now holds {found}, not {expected}", file=sys.stderr)
            wrong += 1
        elif check:
            if not (TARGET / ours).exists() or (TARGET / ours).read_bytes() != content:
                print(f"{ours}: differs from {package}", file=sys.stderr)
                wrong += 1
        else:
            (TARGET / ours).parent.mkdir(parents=True, exist_ok=True)
            (TARGET / ours).write_bytes(content)
    if wrong:
        return 1
    if not check:
        index = [
            {"file": ours, "package": package, "licence": licence, "sha256": sha256}
            for ours, package, _content, licence, sha256 in assets
        ]
        (TARGET / "assets.json").write_text(json.dumps(index, indent=2) + "\n")
    print(f"{len(assets)} files, as pinned.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
