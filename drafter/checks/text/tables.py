"""Totals in the tables of a Markdown file or a DOCX, for N101."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from drafter.checks.engine import Sighting
from drafter.checks.text.context import see
from drafter.checks.text.intervals import plain
from drafter.checks.text.model import Kind, Line
from drafter.patterns import lazy

_TOTAL = lazy(r"(?:合计|总计|共计|总数|全[县区市校](?:合计)?)\Z")
_NESTED = lazy(r"小计|其中|#")
_NO_SUM = lazy(r"率|比|均|排名|名次|序号|年份|%|增长|增幅")
_NUMBER = lazy(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[^\d.%]{0,4}\Z)")
_NEARLY = Decimal("0.5")
"""A total that misses its column by more than half is of something else."""
_NOWHERE = Line(0, "", Kind.CELL)


class _Cell(NamedTuple):
    line: Line
    start: int
    end: int
    text: str
    value: Decimal | None


def table_totals(lines: Sequence[Line]) -> Iterator[Sighting]:
    """Each number of a 合计 row is the sum of the column above it, or below it if the row comes first."""
    for table in _tables(lines):
        heads, body = table[0], table[1:]
        totals = [i for i, cells in enumerate(body) if cells and _TOTAL.search(cells[0].text)]
        nested = any(_NESTED.search(cells[0].text) for cells in body if cells)
        if len(totals) != 1 or nested or totals[0] not in (0, len(body) - 1):
            continue
        total = body.pop(totals[0])
        for column in range(1, len(total)):
            head = heads[column].text if column < len(heads) else ""
            if not _NO_SUM.search(head):
                yield from _summed(total[column], [cells[column : column + 1] for cells in body])


def _tables(lines: Sequence[Line]) -> Iterator[list[list[_Cell]]]:
    """The rows of each table: lines between two bars, or cells of a DOCX."""
    for is_row, run in groupby(lines, key=lambda line: line.kind is Kind.CELL and line.plain.startswith("|")):
        rows = [_cells(line) for line in run] if is_row else []
        if len(rows) > 1:
            yield rows
    in_docx = [line for line in lines if line.cell != (0, 0)]
    for _, cells in groupby(in_docx, key=lambda line: line.where):
        yield from _grid(list(cells))


def _grid(lines: Sequence[Line]) -> Iterator[list[list[_Cell]]]:
    """The rows of one table of a DOCX, its empty cells among them."""
    places = {line.cell: line for line in lines}
    height, width = (max(line.cell[axis] for line in lines) for axis in (0, 1))
    rows = [[_cell(places.get((row, column))) for column in range(1, width + 1)] for row in range(1, height + 1)]
    if height > 1:
        yield rows


def _cell(line: Line | None) -> _Cell:
    text = line.plain.strip() if line is not None else ""
    return _Cell(line or _NOWHERE, 0, len(text), text, _value(text))


def _cells(line: Line) -> list[_Cell]:
    found = []
    for match in re.finditer(r"(?<=\|)[^|]*(?=\|)", line.plain):
        text = match[0].strip()
        found.append(_Cell(line, match.start(), match.end(), text, _value(text)))
    return found


def _value(text: str) -> Decimal | None:
    number = _NUMBER.match(text.replace("，", ","))
    return Decimal(number[0].replace(",", "")) if number else None


def _summed(total: _Cell, parts: Sequence[Sequence[_Cell]]) -> Iterator[Sighting]:
    values = [cell.value for row in parts for cell in row if cell.value is not None]
    if total.value is None or len(values) < 2 or len(values) != len(parts):
        return
    added = sum(values, Decimal(0))
    if added != total.value and abs(added - total.value) <= total.value * _NEARLY:
        sentence = f"这一栏各行加起来是{plain(added)}，合计写的是{total.text}"
        yield see(total.line, total.start, total.end, sentence, "核对合计和各行，改正写错的一个")
