"""What wording asks for and a fact can not give."""

from __future__ import annotations

from drafter.diagnostics import Span


class Trouble(Exception):
    """The wording asks for something that a fact can't give."""

    def __init__(self, message: str, hint: str = "", related: tuple[Span, ...] = (), code: str = "J020") -> None:
        super().__init__(message)
        self.message, self.hint, self.related, self.code = message, hint, related, code
        self.word = ""
        """What to point at on the line: the filter that was asked for."""

    @property
    def of_a_fact(self) -> bool:
        """Whether it is the fact's value that does not fit, and not the wording that is wrong."""
        return self.code == "J020" and bool(self.related)


class PlainValue(Trouble):
    """The wording asks for what stands below a fact that is a plain value."""

    def __init__(self, path: str, message: str, hint: str, related: tuple[Span, ...]) -> None:
        super().__init__(message, hint, related, "J021")
        self.path = path
