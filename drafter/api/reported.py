"""What checking gives back: findings about files, and the account of what was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from drafter.checks import Edit, Finding, Fix, Waiver
from drafter.diagnostics import Diagnostic, Severity, Span


class Figures(NamedTuple):
    """What became of the figures of a text; years, dates and ordinals are none."""

    traced: int = 0
    """A fact says them."""
    recomputed: int = 0
    """Worked out from facts, or shares, sums and differences of figures beside them."""
    failed: int = 0
    """Compared with the facts, and found in none."""
    unchecked: int = 0
    """Compared with nothing: wording that carries figures of its own, or no facts were given."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.traced + self.recomputed + self.failed + self.unchecked


class Examined(NamedTuple):
    """What a build looked at before it called a document ready to be signed."""

    rules: int
    """How many rules ran: those about the text and about facts alone that can keep a document from being signed."""
    figures: Figures
    """What became of the figures of its text."""


def places(findings: Iterable[Reported]) -> int:
    """At how many places they are."""
    return sum(one.finding.count if one.finding else 1 for one in findings)


def together(texts: Iterable[Figures]) -> Figures:
    """The figures of several texts as those of one."""
    return Figures(*map(sum, zip(*texts, strict=True)))


class Reported(Struct, frozen=True):
    """One finding about one file."""

    file: str
    """The path as it is shown to the user."""
    code: str
    severity: Severity
    statement: str
    """The finding without its place."""
    message: str
    """The finding as one sentence, its place included."""
    hint: str
    where: str = ""
    """The place in words, such as 第3段“…”; empty if it is the whole file."""
    finding: Finding | None = None
    """Set for what a rule about documents found."""
    diagnostic: Diagnostic | None = None
    """Set for a finding about a line that can be opened: of a facts file, a fragment, a text."""
    waiver: Waiver | None = None
    """Set if it is let stand."""

    @property
    def fixes(self) -> tuple[tuple[int, Fix], ...]:
        """What can be put instead, with the number of its line or paragraph; none for what is let stand."""
        spots = self.finding.spots if self.finding and not self.waiver else ()
        return tuple((spot.paragraph, spot.fix) for spot in spots if spot.fix)

    def _fix(self) -> dict[str, Any]:
        """The fix as plain data: edits in lines and columns from 1 of a file of lines, in characters from 0 of a paragraph of a DOCX."""
        if not self.fixes:
            return {}
        edits = dict.fromkeys((number, edit) for number, fix in self.fixes for edit in fix.edits)
        safe = all(fix.safe for _, fix in self.fixes)
        return {"fix": {"safe": safe, "edits": [self._edit(number, edit) for number, edit in edits]}}

    def _edit(self, number: int, edit: Edit) -> dict[str, str | int]:
        if self.span is None:
            return {"paragraph": number, "start": edit.start, "end": edit.end, "text": edit.text}
        ends = {"line": number, "column": edit.start + 1, "end_line": number, "end_column": edit.end + 1}
        return {**ends, "text": edit.text}

    def record(self) -> dict[str, Any]:
        """The finding as plain data for JSON; what does not apply is empty or 0.

        ``suppressed``, the reason to let it stand, and ``fix`` are there only if it has one.
        """
        common: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "paragraph": 0,
            "quote": "",
            "message": self.message,
            "hint": self.hint,
            "clause": "",
            "strength": "",
            "found": "",
            "wanted": "",
            "count": 1,
            "where": self.where,
            "start": 0,
            "end": 0,
            "fact": "",
        }
        common |= {"suppressed": self.waiver.reason} if self.waiver else self._fix()
        return (
            common | (self.finding.record() if self.finding else {}) | {"severity": self.severity.value} | self._lines()
        )

    def _lines(self) -> dict[str, str | int]:
        span = self.span
        if span is None:
            return {"line": 0, "column": 0, "end_line": 0, "end_column": 0}
        end = span.end_column if span.end_column > span.column else span.column
        places: dict[str, str | int] = {
            "line": span.line,
            "column": span.column,
            "end_line": span.line,
            "end_column": end,
        }
        return {"file": span.file} | places

    @property
    def span(self) -> Span | None:
        """The line that can be opened."""
        place = self.diagnostic.place if self.diagnostic else None
        return place if isinstance(place, Span) else None


def found_in(finding: Finding, shown: str, span: Span | None = None, where: str | None = None) -> Reported:
    """*finding* as one about the file *shown*; *span* is the line that it concerns, if it can be opened."""
    f = finding
    place = f.place if where is None else where
    line = Diagnostic(f.code, f.severity, span, f.statement, f.hint) if span else None
    told_where = "" if span and where is None else place
    return Reported(
        shown, f.code, f.severity, f.statement, f.message, f.hint, told_where, f, diagnostic=line, waiver=f.waiver
    )


class Checked(Struct, frozen=True):
    """What came of a run over several files."""

    findings: tuple[Reported, ...]
    files: int
    """How many files could be read."""
    paragraphs: int
    """How many paragraphs with text they hold, those in tables included."""
    rules: int
    """How many rules ran, each counted once."""
    relations: int
    """How many relations between facts were worked out."""
    empty: tuple[str, ...]
    """The files in which there is nothing to check."""
    failures: tuple[tuple[str, tuple[Diagnostic, ...]], ...]
    """The files that could not be read, and why."""
    figures: Figures
    suppressed: tuple[Reported, ...] = ()
    """What 放过 lets stand; not among *findings*."""
    known: int = 0
    """How many findings the baseline has already; not among *findings*."""
    gone: int | None = None
    """How many findings of the baseline are there no more; None if none was given."""

    def fixable(self, *, safe: bool) -> int:
        """At how many places the findings can be mended by a program, surely or with somebody to read the outcome."""
        return sum(fix.safe is safe for finding in self.findings for _, fix in finding.fixes)

    def count(self, severity: Severity) -> int:
        """How many findings weigh *severity*."""
        return sum(1 for finding in self.findings if finding.severity is severity)
