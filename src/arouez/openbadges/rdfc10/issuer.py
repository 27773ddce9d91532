"""Names for blank nodes, given in order (RDFC-1.0 §4.5 "Issue Identifier")."""

from __future__ import annotations


class IdentifierIssuer:
    """Gives `_:c14n0`, `_:c14n1`, … to nodes in the order it meets them; `issued` keeps that order."""

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued: dict[str, str] = issued or {}

    def issue(self, node: str) -> str:
        """The name of `node`, a new one the first time."""
        name = self.issued.get(node)
        if name is None:
            name = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return name

    def copy(self) -> IdentifierIssuer:
        """Another issuer that has given the same names."""
        return IdentifierIssuer(self.prefix, dict(self.issued))
