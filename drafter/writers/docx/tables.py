"""Tables: as wide as the 版心, the head repeated on each page, no row split over two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from drafter.document import Layout, Run, Table, TableRow, text_of
from drafter.patterns import lazy
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.measure import ems
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import CELL
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

_NUMBER = lazy(r"[约超近逾]?[-+−]?\d[\d,]*(?:\.\d+)?(?:%|‰|万|亿)?\D{0,3}")
_RULE = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
_WIDEST = 24.0
"""A column asks for at most this many 字; longer cells wrap."""
_NARROWEST = 3.0
_SHORT = 6.0
"""Columns whose cells are all this short are centred."""
_MOST_HEAD_ROWS = 3


class _Cell(Struct, frozen=True):
    """A cell with its place in the grid."""

    column: int
    span: int
    runs: tuple[Run, ...]
    merge: str = ""
    """``restart`` at the top of a cell of several rows, ``continue`` below it; empty for a cell of one row."""


def table(block: Table, layout: Layout, inline: Inline) -> Xml:
    """*block* without its caption."""
    rows = (block.head, *block.rows)
    placed = _placed(rows)
    columns = len(placed[0]) and placed[0][-1].column + placed[0][-1].span
    texts: list[list[str]] = [[""] * len(rows) for _ in range(columns)]
    for at, row in enumerate(placed):
        for cell in row:
            if cell.span == 1:
                texts[cell.column][at] = text_of(cell.runs)
    widths = _widths(texts, text_width(layout.page))
    aligns = [_align(block.align[at] if at < len(block.align) else "", texts[at][1:]) for at in range(columns)]
    kai, heads = layout.lead.family, _head_rows(rows)
    black, plain = Look(layout.headings[0].font.family, kai), Look(layout.body.font.family, kai)
    written = (
        _row(row, widths, ["center"] * columns, black, inline, head=True)
        if at < heads
        else _row(row, widths, aligns, plain, inline)
        for at, row in enumerate(placed)
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for width in widths))
    return element("w:tbl", None, _properties(sum(widths)), grid, *written)


def _placed(rows: Sequence[TableRow]) -> list[list[_Cell]]:
    """The cells of *rows* in one grid; short rows are filled up with empty cells."""
    placed = [_row_cells(row) for row in rows]
    columns = max(1, *(sum(cell.span for cell in row) for row in placed))
    for row in placed:
        row.extend(_Cell(at, 1, ()) for at in range(sum(cell.span for cell in row), columns))
    for above, below in pairwise(placed):
        continued = {cell.column for cell in below if cell.merge}
        above[:] = [replace(c, merge=c.merge or "restart") if c.column in continued else c for c in above]
    return placed


def _row_cells(row: TableRow) -> list[_Cell]:
    spans = row.spans or (1,) * len(row.cells)
    starts = accumulate(spans, initial=0)
    merges = ["continue" if joined else "" for joined in row.joined] or [""] * len(row.cells)
    return [_Cell(*parts) for parts in zip(starts, spans, row.cells, merges, strict=False)]


def _head_rows(rows: Sequence[TableRow]) -> int:
    """How many rows make up the head: the first, and those whose cells are one with its cells."""
    count = 1
    while count < len(rows) and any(rows[count].joined):
        count += 1
    return count if count <= _MOST_HEAD_ROWS and count < len(rows) else 1


def _properties(width: int) -> Xml:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element(
        "w:tblPr",
        None,
        element("w:tblW", {"w:w": width, "w:type": "dxa"}),
        val("w:jc", "center"),
        element("w:tblBorders", None, *(element(f"w:{side}", _RULE) for side in sides)),
        element("w:tblLayout", {"w:type": "fixed"}),
    )


def _row(
    row: Sequence[_Cell],
    widths: Sequence[int],
    aligns: Sequence[str],
    look: Look,
    inline: Inline,
    *,
    head: bool = False,
) -> Xml:
    properties = element("w:trPr", None, switch("w:cantSplit"), switch("w:tblHeader") if head else NOTHING)
    written = (
        _cell(cell, inline.runs(cell.runs, look), sum(widths[cell.column : cell.column + cell.span]), align, keep=head)
        for cell in row
        for align in [aligns[cell.column] if cell.span == 1 else "center"]
    )
    return element("w:tr", None, properties, join(written))


def _cell(cell: _Cell, content: Xml, width: int, align: str, *, keep: bool) -> Xml:
    properties = element(
        "w:tcPr",
        None,
        element("w:tcW", {"w:w": width, "w:type": "dxa"}),
        val("w:gridSpan", cell.span) if cell.span > 1 else NOTHING,
        val("w:vMerge", cell.merge) if cell.merge else NOTHING,
        val("w:vAlign", "center"),
    )
    keep_next = switch("w:keepNext") if keep else NOTHING
    paragraph = element("w:pPr", None, val("w:pStyle", CELL), keep_next, val("w:jc", align))
    return element("w:tc", None, properties, element("w:p", None, paragraph, content))


def _align(wanted: str, texts: Sequence[str]) -> str:
    if wanted:
        return wanted
    filled = [cell for cell in texts if cell]
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return "right"
    return "center" if all(ems(cell) <= _SHORT for cell in texts) else "left"


def _widths(columns: Sequence[Sequence[str]], total: int) -> list[int]:
    """Widths in twips that add up to *total*, by what the columns hold."""
    wants = [min(max(_NARROWEST, *map(ems, cells)) + 1.0, _WIDEST) for cells in columns]
    edges = [round(total * sum(wants[:at]) / sum(wants)) for at in range(len(wants) + 1)]
    return [right - left for left, right in pairwise(edges)]
