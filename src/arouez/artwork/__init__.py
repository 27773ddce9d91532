"""The pictures of badges: drawn from what people choose (`look`), as plain SVG (`draw`), and as PNG (`render`)."""

from .draw import draw_badge

__all__ = ["draw_badge"]
