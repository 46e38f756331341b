"""What drafter has to say about a file: a code, a severity, a place, a sentence and a hint.

Expected trouble is data: every stage appends :class:`Diagnostic` values to the one :class:`Problems` list that travels down the
pipeline, finishes its work, and lets the caller decide.  Only :class:`DrafterError` stops a run, and it carries diagnostics too.
A Python exception of any other kind is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct


class Severity(Enum):
    """How much a finding weighs; only ``ERROR`` keeps a document from being signed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(Struct, frozen=True):
    """A stretch of one line in a file that the user can open."""

    file: str
    """The path as it should be shown to the user."""
    line: int
    """From 1."""
    column: int = 1
    """From 1, in characters."""
    end_column: int = 0
    """Exclusive, from 1; 0 means that only the start is known."""
    source: str = ""
    """The text of that line, so that an excerpt can be shown without reading the file again."""


class Anchor(Struct, frozen=True):
    """A stretch of text in a finished document: block index from 0, character offsets in that block's text."""

    block: int
    start: int
    end: int


Place = Span | Anchor | None


class Diagnostic(Struct, frozen=True):
    """One finding."""

    code: str
    """A letter for the family and three digits; a promise, never reused."""
    severity: Severity
    place: Place
    message: str
    """One Chinese sentence that says what is wrong."""
    hint: str = ""
    """What to do about it, in Chinese; may show the line as it should be typed."""
    related: tuple[Span, ...] = ()
    """Other places that take part, such as the first of two equal keys."""
    anchor: Anchor | None = None
    """Where it shows in the finished document, if *place* is the line to mend."""


class Problems:
    """The append-only list of findings that every stage writes to."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(tuple(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def add(self, diagnostic: Diagnostic) -> None:
        """Append one finding; the same finding twice is kept once."""
        self._found.setdefault(diagnostic)

    def error(self, code: str, place: Place, message: str, hint: str = "", related: Iterable[Span] = ()) -> None:
        """Append an error."""
        self.add(Diagnostic(code, Severity.ERROR, place, message, hint, tuple(related)))

    def warning(self, code: str, place: Place, message: str, hint: str = "", related: Iterable[Span] = ()) -> None:
        """Append a warning."""
        self.add(Diagnostic(code, Severity.WARNING, place, message, hint, tuple(related)))

    def info(self, code: str, place: Place, message: str, hint: str = "", related: Iterable[Span] = ()) -> None:
        """Append a remark."""
        self.add(Diagnostic(code, Severity.INFO, place, message, hint, tuple(related)))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep a document from being signed."""
        return tuple(d for d in self._found if d.severity is Severity.ERROR)


class DrafterError(Exception):
    """The run cannot go on: nothing can be read or written.  Carries what to tell the user."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


def failure(code: str, place: Place, message: str, hint: str = "") -> DrafterError:
    """A :class:`DrafterError` with a single error in it."""
    return DrafterError(Diagnostic(code, Severity.ERROR, place, message, hint))
