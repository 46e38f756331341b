"""The running text of rendered pages: which lines belong to one paragraph, and where they break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from measure import Line, Page

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The 版心 in mm; GB/T 9704-2012, 5.2.1."""
CHARACTER = 15.75 * 25.4 / 72
"""One 字 with its tracking."""
PITCH = 28.95 * 25.4 / 72

MAY_NOT_OPEN = frozenset("。，、；：？！”’）》〉】〕～·%‰℃…")
MAY_NOT_CLOSE = frozenset("“‘（《〈【〔")
"""GB/T 15834-2011, 5.1; a second … or —, which would be half of a mark, is looked for by :func:`split_marks`."""
_NUMERAL = frozenset("0123456789")
_FIGURE_ENDS = _NUMERAL | {"%"}


@dataclass(frozen=True, slots=True)
class Break:
    """The place where a paragraph goes on in the next line."""

    before: Line
    after: Line
    page: int

    def __str__(self) -> str:
        return f"page {self.page}: {self.before.text[-6:]}|{self.after.text[:6]}"


def text_lines(page: Page) -> list[Line]:
    """The lines of 三号 in the 版心: those of title, tables and 版记 are of another size."""
    return [
        line for line in page.body if all(15.5 < glyph.size < 16.5 for glyph in line.glyphs if _full_width(glyph.text))
    ]


def breaks(pages: Sequence[Page]) -> Iterator[Break]:
    """Every break inside a paragraph whose first line is indented and whose others are flush."""
    lines = [(page.number, line) for page in pages for line in text_lines(page)]
    for (number, before), (_, after) in pairwise(lines):
        if abs(after.left - LEFT) < 0.5 and before.right > RIGHT - 6 * CHARACTER:
            yield Break(before, after, number)


def forbidden(found: Break) -> bool:
    """Whether a mark stands where none may stand.

    A 连接号 after a figure is left out: LibreOffice 7.4 breaks before it and knows no document's own rules; Word finds them in the settings.
    """
    last, first = found.before.text[-1], found.after.text[0]
    return last in MAY_NOT_CLOSE or (first in MAY_NOT_OPEN and not (first == "～" and last in _FIGURE_ENDS))


def split_numeral(found: Break) -> bool:
    """Whether the two lines share one numeral."""
    last, first = found.before.text[-1], found.after.text[0]
    return (last in _NUMERAL and first in _NUMERAL | set(".,")) or (last in ".," and first in _NUMERAL)


def split_marks(found: Break) -> bool:
    """Whether the two lines share one —— or ……."""
    last, first = found.before.text[-1], found.after.text[0]
    return last == first and first in "—…"


def full_lines(pages: Sequence[Page]) -> Iterator[Break]:
    """The breaks after lines of nothing but full-width characters, whose number is known."""
    return (found for found in breaks(pages) if all(map(_full_width, found.before.text)))


def characters_wanted(found: Break) -> set[int]:
    """How many characters the line may hold: 28, two less with an indent, one or two less where a mark forced them to the next line."""
    whole = 26 if found.before.left > LEFT + CHARACTER else 28
    start = found.after.text
    stuck = next((at for at in range(len(start) - 1) if _may_break(start[at : at + 2])), len(start))
    carried = stuck + 1 if stuck or start[0] in MAY_NOT_CLOSE or not _full_width(start[0]) else 0
    # LibreOffice sets each piece of a line a little wider than the whole: with two —— in it one character less fits.
    pieces = sum(found.before.text.count(mark) for mark in ("——", "……")) > 1
    return set(range(whole - max(carried, pieces), whole + 1))


def _may_break(pair: str) -> bool:
    held = pair[0] in MAY_NOT_CLOSE or pair[1] in MAY_NOT_OPEN or pair in ("——", "……")
    return not held and all(map(_full_width, pair))


def _full_width(character: str) -> bool:
    return character > "\x7f" and character not in "·"
