"""Tables of facts: a list of groups, a block text with ``|`` between its columns, or a CSV file beside the facts file."""

from __future__ import annotations

import io
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from drafter.diagnostics import Problems, Span
from drafter.facts.names import is_name, proposed_path
from drafter.facts.own_text import line_spans
from drafter.facts.parsing import parse_value
from drafter.facts.values import Blank, Records, Value
from drafter.yamlfile import Mapping, Scalar, read_bounded, read_text

SIZE_LIMIT = 2 * 1024 * 1024
"""The largest table file in bytes."""
ROW_LIMIT = 5000
COLUMN_LIMIT = 200
_BARS = str.maketrans("｜", "|")


def scalar_value(scalar: Scalar, kind: str = "") -> Value:
    """A scalar's value; between quotation marks it is text whatever it looks like, unless the catalogue expects something else.

    待补 and 不涉及 mean the same between quotation marks: nobody wants them printed.
    """
    return parse_value(scalar.text, kind or ("文本" if scalar.quoted else ""))


def block_records(scalar: Scalar, problems: Problems) -> Records | None:
    """A block text as a table if all its lines have the same number of ``|``; None if it is a text."""
    spans = line_spans(scalar)
    lines = [
        (line.translate(_BARS), span) for line, span in zip(scalar.text.strip("\n").split("\n"), spans, strict=True)
    ]
    lines = [(line, span) for line, span in lines if line.strip() and not _is_rule(line)]
    counts = {line.count("|") for line, _ in lines}
    if len(lines) < 2 or counts == {0}:
        return None
    if len(counts) > 1:
        _report_uneven(lines, problems)
        return None
    framed = all(line.strip().startswith("|") and line.strip().endswith("|") for line, _ in lines)
    cells = [_cells(line.strip()[1:-1] if framed and len(line.strip()) > 1 else line) for line, _ in lines]
    return _table(scalar.text.strip("\n"), cells, [span for _, span in lines], problems)


def mapping_records(rows: tuple[Mapping, ...], problems: Problems) -> Records:
    """A list of groups as a table; its columns are all names in the order of their first use."""
    columns: dict[str, None] = {}
    values: list[dict[str, Value]] = []
    for row in rows:
        cells: dict[str, Value] = {}
        for entry in row.entries:
            name = _column(entry.key, entry.key_span, problems)
            columns[name] = None
            if not isinstance(entry.value, Scalar):
                problems.error("F305", entry.key_span, f"表里的“{name}”只能有一个值", "请写在一行里，几项之间用顿号")
                continue
            cells[name] = scalar_value(entry.value)
        values.append(cells)
    table = tuple(tuple(cells.get(name, Blank()) for name in columns) for cells in values)
    return Records(_written(tuple(columns), table), tuple(columns), table, tuple(row.span for row in rows))


def file_records(name: str, place: Span, folder: Path | None, problems: Problems) -> Records | None:
    """The table in the CSV file *name* inside *folder*; None, with an error, if it can not be read."""
    path = _inside(name, folder)
    if path is None:
        problems.error("F306", place, f"“{name}”不在事实文件所在的文件夹里", "请把表格文件放到事实文件旁边，只写文件名")
        return None
    data = _bytes(path, name, place, problems)
    text = None if data is None else read_text(data, name, problems)
    if text is None:
        return None
    import csv  # few facts files have tables beside them

    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        problems.error("F306", place, f"“{name}”不是完整的 CSV 表格，引号没有成对", "请在表格软件里重新另存为 CSV")
        return None
    filled = [(row, Span(name, i)) for i, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if len(filled) < 2 or len(filled) > ROW_LIMIT:
        problems.error(
            "F306", place, f"“{name}”有{len(filled)}行，要有列名一行、内容至少一行，最多{ROW_LIMIT}行", "请检查这个表格"
        )
        return None
    return _table(text.strip("\n"), [row for row, _ in filled], [span for _, span in filled], problems)


def _inside(name: str, folder: Path | None) -> Path | None:
    """The file, if its name is relative and neither it nor a link in it leads out of *folder*."""
    parts = PureWindowsPath(name), PurePosixPath(name)
    if folder is None or any(p.is_absolute() or p.drive or ".." in p.parts for p in parts) or "\0" in name:
        return None
    # realpath, unlike resolve(), raises nothing for a link that leads to itself.
    root = Path(os.path.realpath(folder))
    path = Path(os.path.realpath(root / name.replace("\\", "/")))
    return path if path.is_relative_to(root) and path != root else None


def _bytes(path: Path, name: str, place: Span, problems: Problems) -> bytes | None:
    if path.suffix.lower() != ".csv":
        problems.error("F306", place, f"“{name}”不是 CSV 文件", "请在表格软件里另存为 CSV，再写它的文件名")
        return None
    try:
        data = read_bounded(path, SIZE_LIMIT)
    except OSError:
        problems.error("F306", place, f"读不到表格文件“{name}”", "请检查文件名，并放在事实文件旁边")
        return None
    if len(data) > SIZE_LIMIT:
        problems.error("F306", place, f"“{name}”超过{SIZE_LIMIT // 1024 // 1024}兆", "请只留要写进文稿的行和列")
        return None
    return data


def _table(written: str, cells: list[list[str]], spans: list[Span], problems: Problems) -> Records:
    """Rows of typed cells, the first of which names the columns; a short row is filled up with blanks, a long one reported."""
    head = [cell.strip() for cell in cells[0]]
    while head and not head[-1]:
        head.pop()
    if len(head) > COLUMN_LIMIT:
        problems.error("F305", spans[0], f"表有{len(head)}列，最多{COLUMN_LIMIT}列", "请只留要写进文稿的列")
        head = head[:COLUMN_LIMIT]
        cells = [row[:COLUMN_LIMIT] for row in cells]
    columns = _distinct([_column(name, spans[0], problems) for name in head], spans[0], problems)
    rows: list[tuple[Value, ...]] = []
    for row, span in zip(cells[1:], spans[1:], strict=True):
        if any(cell.strip() for cell in row[len(columns) :]):
            problems.error(
                "F305", span, f"这一行有{len(row)}格，列名只有{len(columns)}个", "请补上列名，或删去多出的格"
            )
        padded = row[: len(columns)] + [""] * (len(columns) - len(row))
        rows.append(tuple(parse_value(cell) for cell in padded))
    return Records(written, columns, tuple(rows), tuple(spans[1:]))


def _column(name: str, span: Span, problems: Problems) -> str:
    if is_name(name):
        return name
    proposed = proposed_path(name).replace(".", "") or "列"
    problems.error("F301", span, f"“{name}”不能作列名：只用汉字、字母和数字，不以数字开头", f"请改成“{proposed}”")
    return proposed


def _distinct(names: list[str], span: Span, problems: Problems) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for name in names:
        if name in seen:
            problems.error("F305", span, f"两列都叫“{name}”", "请给每一列起不同的名称")
            name = f"{name}{len(seen) + 1}"
        seen[name] = None
    return tuple(seen)


def _report_uneven(lines: list[tuple[str, Span]], problems: Problems) -> None:
    first = lines[0][0].count("|")
    odd = next(((line, span) for line, span in lines if line.count("|") != first), None)
    if odd and first and sum("|" in line for line, _ in lines) > len(lines) // 2:
        message = f"这一行有{odd[0].count('|')}个“|”，第一行有{first}个，所以没有当作表格来读"
        problems.warning("F305", odd[1], message, "要写成表格，请让每一行的“|”一样多")


def _cells(line: str) -> list[str]:
    return line.split("|")


def _is_rule(line: str) -> bool:
    return "-" in line and not line.strip(" |-:")


def _written(columns: tuple[str, ...], rows: tuple[tuple[Value, ...], ...]) -> str:
    lines = [columns, *(tuple(getattr(cell, "written", "") for cell in row) for row in rows)]
    return "\n".join(" | ".join(line) for line in lines)
