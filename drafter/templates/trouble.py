"""What wording asks for and a fact can not give."""

from __future__ import annotations

from drafter.diagnostics import Span

SOURCE = "<wording>"
"""What compiled wording is called in a traceback."""


class Trouble(Exception):
    """The wording asks for something that a fact can't give."""

    def __init__(self, message: str, hint: str = "", related: tuple[Span, ...] = (), code: str = "J020") -> None:
        super().__init__(message)
        self.message, self.hint, self.related, self.code = message, hint, related, code
        self.row: int | None = None
        """The row of the wording, from 0, if that is known."""
        self.word = ""
        """What to point at on the line: the filter that was asked for."""

    @property
    def of_a_fact(self) -> bool:
        """Whether it is the fact's value that does not fit, and not the wording that is wrong."""
        return self.code == "J020" and bool(self.related)


class WordingError(Exception):
    """What is wrong with a piece of wording, at row *row* (from 0) of its source."""

    def __init__(self, trouble: Trouble, row: int, word: str = "") -> None:
        super().__init__(trouble.message)
        self.trouble, self.row, self.word = trouble, row, word
        """``word``: the text on that row to point at."""


class PlainValue(Trouble):
    """The wording asks for what stands below a fact that is a plain value."""

    def __init__(self, path: str, message: str, hint: str, related: tuple[Span, ...]) -> None:
        super().__init__(message, hint, related, "J021")
        self.path = path


def row_of(error: BaseException) -> int:
    """The row of compiled wording, from 0, at which *error* came up: Jinja makes a frame with the template's name and line."""
    row, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == SOURCE:
            row = traceback.tb_lineno - 1
        traceback = traceback.tb_next
    return row
