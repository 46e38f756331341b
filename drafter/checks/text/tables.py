"""Totals in the tables of a Markdown file, for N101."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
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


class _Cell(NamedTuple):
    start: int
    end: int
    text: str
    value: Decimal | None


def table_totals(lines: Sequence[Line]) -> Iterator[Sighting]:
    """Each number of a 合计 row is the sum of the column above it, or below it if the row comes first."""
    for table in _tables(lines):
        rows = [(line, _cells(line)) for line in table]
        heads, body = rows[0][1], rows[1:]
        totals = [i for i, (_, cells) in enumerate(body) if cells and _TOTAL.search(cells[0].text)]
        nested = any(_NESTED.search(cells[0].text) for _, cells in body if cells)
        if len(totals) != 1 or nested or totals[0] not in (0, len(body) - 1):
            continue
        line, total = body.pop(totals[0])
        for column in range(1, len(total)):
            head = heads[column].text if column < len(heads) else ""
            if not _NO_SUM.search(head):
                yield from _summed(line, total[column], [cells[column : column + 1] for _, cells in body])


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of rows, each a line between two bars."""
    run: list[Line] = []
    for line in lines:
        if line.kind is Kind.CELL and line.plain.startswith("|"):
            run.append(line)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _cells(line: Line) -> list[_Cell]:
    found = []
    for match in re.finditer(r"(?<=\|)[^|]*(?=\|)", line.plain):
        text = match[0].strip()
        number = _NUMBER.match(text.replace("，", ","))
        value = Decimal(number[0].replace(",", "")) if number else None
        found.append(_Cell(match.start(), match.end(), text, value))
    return found


def _summed(line: Line, total: _Cell, parts: Sequence[Sequence[_Cell]]) -> Iterator[Sighting]:
    values = [cell.value for row in parts for cell in row if cell.value is not None]
    if total.value is None or len(values) < 2 or len(values) != len(parts):
        return
    added = sum(values, Decimal(0))
    if added != total.value and abs(added - total.value) <= total.value * _NEARLY:
        sentence = f"这一栏各行加起来是{plain(added)}，合计写的是{total.text}"
        yield see(line, total.start, total.end, sentence, "核对合计和各行，改正写错的一个")
