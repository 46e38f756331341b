"""A file's lines as typed and as repaired, and the way back from a repaired column to the typed one."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.diagnostics import Diagnostic, Problems, Severity, Span
from drafter.yamlfile.decoding import SOFT_BREAK

_MASK = 0x100000
FOLD = "\U0010fff0"
"""Put at the end of a line that goes on in the next one, so that the break can be told from a typed space."""
GLUE = "\U0010fff1"
"""Like :data:`FOLD`, where only comment lines stand between the two."""
_MASKED = {_MASK + code: code for code in range(0x80)}
REPORTED = 100
"""How many findings of one file are listed."""

_HOPELESS = 1000


def mask(text: str) -> str:
    """*text* in ASCII with every character replaced by one that has no meaning in YAML.

    The stand-ins are plane-16 characters, which no source may contain, so they can not be mistaken for typed ones.
    """
    return "".join(chr(_MASK + ord(c)) for c in text)


def unmask(text: str) -> str:
    """*text* with every stand-in replaced by the character it stands for."""
    return text.translate(_MASKED)


class GiveUp(Exception):
    """A limit is passed and already reported: nothing can be made of this file."""


class Sheet:
    """The lines of one file: typed, repaired, and what is wrong with them.  Lines and columns are counted from 0 here."""

    def __init__(self, text: str, shown: str) -> None:
        marked = text.replace(SOFT_BREAK, FOLD)
        self.shown = shown
        self.typed = text.replace(SOFT_BREAK, " ").split("\n")
        self.lines = marked.split("\n")
        self._moves: dict[int, list[tuple[int, int]]] = {}
        self._found: list[Diagnostic] = []

    def splice(self, line: int, at: int, removed: int, inserted: str) -> None:
        """Replace *removed* characters at column *at*; later columns still lead back to what was typed."""
        text = self.lines[line]
        self.lines[line] = text[:at] + inserted + text[at + removed :]
        grown = len(inserted) - removed
        if grown:
            self._moves.setdefault(line, []).append((at + min(removed, len(inserted)), grown))

    def hide(self, line: int, at: int, length: int = 1) -> None:
        """Take the meaning in YAML from the characters at column *at*."""
        text = self.lines[line]
        self.lines[line] = text[:at] + mask(text[at : at + length]) + text[at + length :]

    def blank(self, line: int) -> None:
        """Let the parser see nothing on this line."""
        self.lines[line] = ""

    def column(self, line: int, column: int) -> int:
        """The typed column that a repaired one stands for."""
        if line not in self._moves:
            return min(column, len(self.typed[line]))
        for at, grown in reversed(self._moves[line]):
            if grown < 0:
                column = column - grown if column >= at else column
            elif column >= at:
                column = max(at, column - grown)
        return min(column, len(self.typed[line]))

    def span(self, line: int, start: int, end: int | None = None) -> Span:
        """The place of repaired columns *start* to *end* (the line's end if not given) in the file as typed."""
        line = min(line, len(self.typed) - 1)
        typed = self.typed[line]
        first = self.column(line, start)
        last = len(typed.rstrip()) if end is None else self.column(line, end)
        return Span(self.shown, line + 1, first + 1, max(last, first) + 1, typed)

    def error(self, code: str, place: Span, message: str, hint: str = "", related: Iterable[Span] = ()) -> None:
        """Note an error of this file.

        Raises:
            GiveUp: there are so many that this is no facts file.
        """
        self._found.append(Diagnostic(code, Severity.ERROR, place, message, hint, tuple(related)))
        if len(self._found) >= _HOPELESS:
            raise GiveUp

    def mark(self) -> int:
        """How many findings there are so far."""
        return len(self._found)

    def forget(self, mark: int) -> None:
        """Drop the findings made since :meth:`mark`: the same lines are read again."""
        del self._found[mark:]

    def report(self, problems: Problems) -> None:
        """Hand the findings over in the order of the file."""
        found = sorted(self._found, key=_position)
        for diagnostic in found[:REPORTED]:
            problems.add(diagnostic)
        if len(found) > REPORTED:
            place = found[REPORTED].place
            problems.error(
                "Y006", place, f"错误太多，从这里起还有{len(found) - REPORTED}处没有列出", "请先改好上面的，再运行一次"
            )


def _position(diagnostic: Diagnostic) -> tuple[int, int]:
    place = diagnostic.place
    return (place.line, place.column) if isinstance(place, Span) else (0, 0)
