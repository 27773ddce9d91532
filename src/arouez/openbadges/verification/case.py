"""A credential to judge, and what has been found out about it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from time import thread_time
from typing import Any

from ..checks import Verdict
from ..documents import Documents
from ..keys import PublicKey
from ..proofs import SecuredDocument, VcJwt
from .contained import MOST_SECONDS

Json = dict[str, Any]


@dataclass
class Case:
    """The credential as it was given; by which documents, as of when and for whom it is judged."""

    given: Json | VcJwt
    documents: Documents
    at: datetime
    recipient: str | None = None
    depth: int = 0
    """How many credentials it is nested in."""
    deadline: float = field(default_factory=lambda: thread_time() + MOST_SECONDS)
    """By the processor's clock, when to look at no more of what it carries."""

    key: PublicKey = field(init=False)
    """Who signed: set when the proof has been checked."""
    contained: list[Verdict] = field(default_factory=list)
    """The verdicts on the credentials it carries."""

    @property
    def document(self) -> Json:
        return self.given.credential if isinstance(self.given, VcJwt) else self.given

    @cached_property
    def secured(self) -> SecuredDocument:
        """The document apart from its embedded proofs."""
        return SecuredDocument(self.document)

    def within(self, given: Json | VcJwt) -> Case:
        """Another credential, that this one carries."""
        return Case(given, self.documents, self.at, depth=self.depth + 1, deadline=self.deadline)

    def replace(self, fresh: Case) -> None:
        """Go on with a newer version, whose proof has been checked."""
        self.given, self.key = fresh.given, fresh.key
        self.__dict__.pop("secured", None)
