"""A badge to judge, and what has been found out about it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..checks import Verdict
from ..documents import Documents
from ..jws import Jws
from .classes import class_of
from .links import Node
from .tidying import Json


@dataclass
class Case:
    """The badge as it was given; by which documents, as of when and for whom it is judged."""

    given: Json | Jws
    documents: Documents
    at: datetime
    recipient: str | None = None
    address: str | None = None
    """Where the badge was found, if it was at an address."""
    is_contained: bool = False
    """Whether it is an endorsement, judged as part of another badge."""

    node: Node | None = None
    """The document: as given, then as its issuer publishes it."""
    badge: Node | None = None
    """The BadgeClass of an Assertion, or the BadgeClass itself."""
    issuer: Node | None = None
    contained: list[Verdict] = field(default_factory=list)
    """The verdicts on the endorsements."""

    @property
    def document(self) -> Json:
        return self.node.document if self.node else {}

    @property
    def nodes(self) -> list[Node]:
        """Each document of the badge that is known, once."""
        known: list[Node] = []
        for node in (self.node, self.badge, self.issuer):
            if node is not None and node not in known:
                known.append(node)
        return known

    @property
    def is_asserted(self) -> bool:
        """Whether somebody says it of somebody: such a document is verified, and not only read."""
        return class_of(self.document) in ("Assertion", "Endorsement")

    @property
    def is_signed(self) -> bool:
        return self.document.get("verification", {}).get("type") in ("SignedBadge", "signed")

    @property
    def credential(self) -> Json | None:
        """The document, with the badge class and issuer that its links lead to in their places."""
        document: dict[str, Any] = dict(self.document)
        badge = dict(self.badge.document) if self.badge else None
        if badge is not None and "badge" in document:
            document["badge"] = badge
        holder = badge if badge is not None and "badge" in document else document
        if self.issuer and "issuer" in holder:
            holder["issuer"] = self.issuer.document
        return document or None
