"""What the domain says when it refuses."""

from django.utils.functional import Promise


class Refusal(Exception):
    """A stable `code` for programs and a translated sentence for people. Raised as one of the two below."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class DomainError(Refusal):
    """What was asked cannot be done as it stands. Views say why and keep what the person typed."""


class NotAllowed(Refusal):
    """The person may not do this. No view catches it: it is shown with status 403."""


class FrozenError(Exception):
    """Something tried to change a row that is a record. A fault of ours: no page leads here."""
