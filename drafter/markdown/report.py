"""What is wrong with a Markdown text, said at the place where it was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from drafter.diagnostics import Diagnostic, Problems, Severity, Span
from drafter.markdown.origins import settle, without_marks
from drafter.marks import Origin

_MOST = 50
"""How many findings one text may give before the rest is summed up."""


class Report(Struct, eq=False, dict=True):
    """Turns a line of the Markdown into a place, and a finding into a diagnostic."""

    problems: Problems
    file: str
    markdown: str
    line_of: Callable[[int], Span | None] | None
    origin: Origin | None = None
    """Where the text that is being read comes from."""
    _count: int = 0

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text as it was parsed; most texts have nothing to show of them."""
        return settle(self.markdown).split("\n")

    def error(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Report an error in line *line*, from 0."""
        self._say(Severity.ERROR, code, line, message, hint)

    def warning(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Report a warning in line *line*, from 0."""
        self._say(Severity.WARNING, code, line, message, hint)

    def _say(self, severity: Severity, code: str, line: int, message: str, hint: str) -> None:
        self._count += 1
        if self._count <= _MOST:
            self.problems.add(Diagnostic(code, severity, self._place(line), message, hint))
        elif self._count == _MOST + 1:
            self.problems.error(
                "M090", self._place(line), "这份文稿的排版记号问题太多，后面的不再一一列出", "先改前面的"
            )

    def _place(self, line: int) -> Span | None:
        if self.line_of is None:
            source = without_marks(self.lines[line]) if line < len(self.lines) else ""
            return Span(self.file, line + 1, source=source)
        # A fragment's own file is where the mistake is; the section only places it.
        placed = self.origin.span if self.origin else None
        return placed or self.line_of(line)
