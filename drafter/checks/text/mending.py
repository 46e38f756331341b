"""What a rule knows to put instead of what it found, and the stretches of a text that no program may touch.

A rule says its fix in offsets of :attr:`Line.text`.  :func:`placed` lets through what touches no digit, no declared name, nothing inside
quotation or book marks and no link or code, and gives it in offsets of the source's paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from drafter.checks.engine import Edit, Finding, Fix, Sighting
from drafter.checks.text.model import Line, ReviewText
from drafter.patterns import lazy

_OPENERS = {"“": "”", "《": "》", "‘": "’", "「": "」", "『": "』", "〈": "〉"}
_MACHINE = lazy(
    r"!?\[[^\[\]]*\]\([^()]*\)|`[^`]*`|https?://[!-~]+|[\w.+-]+@[A-Za-z0-9.-]+|<[/!A-Za-z][^<>]*>|\{\{.*?\}\}|\{%.*?%\}"
)


def swap(start: int, end: int, text: str, *, safe: bool = True) -> Fix:
    """Write *text* instead of that stretch of a line."""
    return Fix((Edit(start, end, text),), safe)


def cut(start: int, end: int, *, safe: bool = True) -> Fix:
    """Leave out that stretch of a line."""
    return swap(start, end, "", safe=safe)


def put(at: int, text: str, *, safe: bool = True) -> Fix:
    """Put *text* before that character of a line."""
    return swap(at, at, text, safe=safe)


def placed(findings: Iterable[Finding], text: ReviewText, names: Iterable[str]) -> tuple[Finding, ...]:
    """*findings* with those of their fixes that touch nothing of what must stay, none of *names* either, as places in the source.

    A text that drafter built is mended where it comes from, so that its findings have no fixes.
    """
    found = tuple(findings)
    if not any(spot.fix for finding in found for spot in finding.spots):
        return found
    guards = {} if text.built else _guards(text.lines, tuple(names))
    return tuple(
        replace(finding, spots=tuple(_placed(spot, guards.get(spot.paragraph)) for spot in finding.spots))
        for finding in found
    )


class _Stretches(NamedTuple):
    """Stretches of a line in order, none overlapping another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> _Stretches:
        """Any stretches, those that overlap made one."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(pairs):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(start for start, _ in joined), tuple(end for _, end in joined))

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with that stretch, or holds it if it is a mere place."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and start < self.ends[at]

    def around(self, place: int) -> bool:
        """Whether a place lies in one of them or at its edge."""
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place <= self.ends[at]


class _Guard(Struct, frozen=True, dict=True):
    """A line with what of it must stay."""

    line: Line
    names: tuple[str, ...]

    @cached_property
    def whole(self) -> _Stretches:
        """Stretches of which nothing may be changed: links, code, names."""
        links = (match.span() for match in _MACHINE.finditer(self.line.text))
        return _Stretches.of((*links, *_named(self.line.plain, self.names)))

    @cached_property
    def inside(self) -> _Stretches:
        """What stands inside quotation and book marks."""
        text = self.line.text
        # Straight marks may cross curly ones; what either sort encloses stays.
        return _Stretches.of((*quoted(text, _OPENERS), *(quoted(text, {'"': '"'}) if '"' in text else ())))

    def lets(self, edit: Edit) -> bool:
        """Whether *edit* leaves alone what must stay."""
        if not _leaves_digits(edit, self.line.text):
            return False
        if edit.start == edit.end:
            # Right behind an opening mark and right before the closing one is inside, too.
            return not self.inside.around(edit.start) and not self.whole.touch(edit.start, edit.start)
        return not self.inside.touch(edit.start, edit.end) and not self.whole.touch(edit.start, edit.end)


def _guards(lines: Iterable[Line], names: tuple[str, ...]) -> dict[int, _Guard | None]:
    """The lines by number; what has no number of its own can not be found again in the source."""
    everything = tuple(lines)
    enclosed = frozenset(at for marks in _OPENERS.items() for at in _enclosed(everything, *marks))
    found: dict[int, _Guard | None] = {}
    for at, line in enumerate(everything):
        fixed = line.number and line.number not in found and at not in enclosed
        found[line.number] = _Guard(line, names) if fixed else None
    return found


def _enclosed(lines: Sequence[Line], opener: str, closer: str) -> Iterator[int]:
    """The indices of lines that a quotation or title begun above and ended below goes through."""
    begun = -1
    for at, line in enumerate(lines):
        first, last = line.text.find(opener), line.text.find(closer)
        if begun >= 0 and last >= 0 and (first < 0 or last < first):
            yield from range(begun + 1, at)
        if first >= 0 or last >= 0:
            begun = at if line.text.rfind(opener) > line.text.rfind(closer) else -1


def _placed(spot: Sighting, guard: _Guard | None) -> Sighting:
    if spot.fix is None:
        return spot
    edits = _in_source(spot.fix.edits, guard.line) if guard and all(map(guard.lets, spot.fix.edits)) else ()
    return replace(spot, fix=Fix(edits, spot.fix.safe) if edits else None)


def _leaves_digits(edit: Edit, text: str) -> bool:
    """Whether no digit is changed, put in, or brought together with another one."""
    if any(map(str.isdigit, text[edit.start : edit.end] + edit.text)):
        return False
    joined = text[max(edit.start - 1, 0) : edit.start], text[edit.end : edit.end + 1]
    return bool(edit.text) or edit.start == edit.end or not all(map(str.isdigit, joined))


def quoted(text: str, marks: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """What stands inside quotation and book marks, the outer marks left out; what a missing mark leaves open counts as inside."""
    closing, first, depth, last = "", 0, 0, 0
    closers = frozenset(marks.values())
    for at, character in enumerate(text):
        if not depth and character in marks:
            closing, first, depth = marks[character], at + 1, 1
        elif not depth and character in closers:
            yield last, at
            last = at + 1
        elif depth and character == closing:
            depth -= 1
            if not depth:
                yield first, at
                last = at + 1
        elif depth and marks.get(character) == closing:
            depth += 1
    if depth:
        yield first, len(text) + 1


def _named(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + 1)


def _in_source(edits: Iterable[Edit], line: Line) -> tuple[Edit, ...]:
    """*edits* as places in the source's paragraph; none if marks that are no text stand between."""
    found = []
    for edit in edits:
        start = line.place(edit.start - 1) + 1 if edit.start == edit.end and edit.start else line.place(edit.start)
        end = start if edit.start == edit.end else line.place(edit.end - 1) + 1
        if end - start != edit.end - edit.start:
            return ()
        found.append(Edit(start, end, edit.text))
    return tuple(found)
