"""QR codes: an address that a phone's camera reads from a screen or from paper."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """A QR code as an SVG picture: dark on white in any theme, with the white margin that readers need.

    Its `viewBox` counts modules, so that whoever shows it says how large. A quarter of it may be smudged.
    """
    out = io.BytesIO()
    code = segno.make(address, error="q", boost_error=False, micro=False)
    code.save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False, nl=False)
    return out.getvalue().decode()
