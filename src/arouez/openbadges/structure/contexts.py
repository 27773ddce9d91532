"""With which contexts a credential begins: what its other members mean depends on it (VCDM 2.0 §4.3, OB 3.0 §B)."""

from __future__ import annotations

from typing import Any

from ..errors import ContextOrder
from .credentials import kind_of

_CREDENTIALS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_OPEN_BADGES = tuple(f"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.{n}.json" for n in (3, 2, 1))
_CLR = ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",)
_SECOND = {"OB3": _OPEN_BADGES, "CLR2": _CLR}
"""What OB 3.0 and CLR 2.0 want after VCDM's own context, by kind."""


def check_context_order(document: dict[str, Any]) -> None:
    """Raise ContextOrder unless the credential begins with the contexts of its kind."""
    contexts = document.get("@context")
    contexts = contexts if isinstance(contexts, list) else [contexts]
    if not contexts or contexts[0] not in _CREDENTIALS:
        raise ContextOrder(f"The first context must be {_CREDENTIALS[0]}.")
    wanted = _SECOND.get(kind_of(document))
    if wanted and (len(contexts) < 2 or contexts[1] not in wanted):
        raise ContextOrder(f"The second context must be {wanted[0]}.")
