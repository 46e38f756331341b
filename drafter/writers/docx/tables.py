"""Tables: as wide as the 版心, the head repeated on each page, no row split over two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from drafter.document import Layout, Run, Table, TableRow, text_of
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.measure import ems
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import CELL
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

_NUMBER = re.compile(r"[约超近逾]?[-+−]?\d[\d,]*(?:\.\d+)?(?:%|‰|万|亿)?\D{0,3}")
_RULE = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
_WIDEST = 24.0
"""A column asks for at most this many 字; longer cells wrap."""
_NARROWEST = 3.0
_SHORT = 6.0
"""Columns whose cells are all this short are centred."""


def table(block: Table, layout: Layout, inline: Inline) -> Xml:
    """*block* without its caption."""
    columns = max(1, *(len(row.cells) for row in (block.head, *block.rows)))
    rows = (block.head, *block.rows)
    texts = [[text_of(row.cells[at]) if at < len(row.cells) else "" for row in rows] for at in range(columns)]
    widths = _widths(texts, text_width(layout.page))
    aligns = [_align(block.align[at] if at < len(block.align) else "", texts[at][1:]) for at in range(columns)]
    kai = layout.lead.family
    head = _row(block.head, widths, ["center"] * columns, Look(layout.headings[0].font.family, kai), inline, head=True)
    body = (_row(row, widths, aligns, Look(layout.body.font.family, kai), inline) for row in block.rows)
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for width in widths))
    return element("w:tbl", None, _properties(sum(widths)), grid, head, *body)


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
    row: TableRow, widths: Sequence[int], aligns: Sequence[str], look: Look, inline: Inline, *, head: bool = False
) -> Xml:
    empty: tuple[Run, ...] = ()
    cells = (row.cells[at] if at < len(row.cells) else empty for at in range(len(widths)))
    properties = element("w:trPr", None, switch("w:cantSplit"), switch("w:tblHeader") if head else NOTHING)
    written = (
        _cell(inline.runs(runs, look), width, align, keep=head)
        for runs, width, align in zip(cells, widths, aligns, strict=True)
    )
    return element("w:tr", None, properties, join(written))


def _cell(content: Xml, width: int, align: str, *, keep: bool) -> Xml:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}), val("w:vAlign", "center"))
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
