"""A roster: one row for each organ, one column for each fact; a row lies over the facts that all share.

The columns are named by full paths of facts; 单位, 年度 and the other keys of 文稿 do without their 文稿.; 文件名 names the file.  Columns that
name no fact (序号, 备注) are left alone and said to be.  An empty cell leaves what the shared facts say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from drafter.api.batch_jobs import Cell
from drafter.api.batch_sheet import sheet_rows
from drafter.api.folders import shown_path
from drafter.diagnostics import Diagnostic, Problems, Severity, Span, failure
from drafter.facts import is_name, known_settings, proposed_path
from drafter.yamlfile import read_text

SUFFIXES = (".csv", ".xlsx")
SIZE_LIMIT = 32 * 1024 * 1024
FILE_NAME = "文件名"
_ORGAN = "文稿.单位"
_DOCUMENT = "文稿"


class Row(NamedTuple):
    """One organ."""

    name: str
    """What its file is called: 文件名, else 单位; empty if it has neither."""
    cells: tuple[Cell, ...]
    place: Span
    trouble: tuple[Diagnostic, ...]
    """What keeps this row from being read."""


def read_roster(path: Path, problems: Problems) -> list[Row]:
    """The rows of the roster at *path*.

    Columns that are left alone become a notice in *problems*.

    Raises:
        DrafterError: it can't be read, has no rows, or its heading is wrong.
    """
    shown = shown_path(path)
    if path.stat().st_size > SIZE_LIMIT:
        raise failure("D023", Span(shown, 1), f"名册超过{SIZE_LIMIT // 1024 // 1024}兆", "分成几份名册")
    found = Problems()
    lines = sheet_rows(path, shown, found) if path.suffix.lower() == ".xlsx" else _csv_rows(path, shown, found)
    if len(lines) < 2:
        raise failure(
            "D023", Span(shown, 1), "名册里要有列名一行、单位至少一行", "第一行写 单位、年度 和各条事实的路径"
        )
    number, heading = lines[0]
    paths = _paths(heading, Span(shown, number), problems)
    wrong = _by_line(found, problems)
    return [_row(paths, number, texts, shown, wrong.get(number, ())) for number, texts in lines[1:]]


def _csv_rows(path: Path, shown: str, problems: Problems) -> list[tuple[int, list[str]]]:
    text = read_text(path.read_bytes(), shown, problems)
    if text is None:
        raise failure("D023", Span(shown, 1), "名册读不了", "在表格软件里另存为 CSV UTF-8")
    heading = text.partition("\n")[0]
    delimiter = max(",\t;", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        before = 0
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((before + 1, [cell.strip() for cell in row]))
            before = reader.line_num
    except csv.Error as error:
        message = "名册不是完整的 CSV 表格，引号没有成对"
        raise failure("D023", Span(shown, reader.line_num), message, "在表格软件里重新另存为 CSV") from error
    return rows


def _by_line(found: Problems, problems: Problems) -> dict[int, tuple[Diagnostic, ...]]:
    """The errors in *found* by the row that they spoil; what is no error goes to *problems*."""
    wrong: dict[int, tuple[Diagnostic, ...]] = {}
    for finding in found:
        if finding.severity is Severity.ERROR and isinstance(finding.place, Span):
            wrong[finding.place.line] = (*wrong.get(finding.place.line, ()), finding)
        else:
            problems.add(finding)
    return wrong


def _paths(heading: Sequence[str], place: Span, problems: Problems) -> list[str]:
    """The path that each column stands for; empty for one that is left alone."""
    paths = [_path(name.strip(), place) for name in heading]
    double = next((p for i, p in enumerate(paths) if p and p in paths[:i]), None)
    if double:
        raise failure("D023", place, f"名册有两列都是“{double}”", "删去一列")
    left = [name for name, path in zip(heading, paths, strict=True) if name and not path]
    if left:
        message = f"名册的这些列不是事实的路径，没有用：{'、'.join(left)}"
        problems.info("D026", place, message, "要用就写全路径，例如 党建.中心组学习")
    if not {FILE_NAME, _ORGAN} & set(paths):
        raise failure("D023", place, "名册里没有“单位”这一列", "加一列 单位，每行写一个单位的全称")
    return paths


def _path(name: str, place: Span) -> str:
    if name == FILE_NAME:
        return name
    if name.partition(".")[0] in known_settings():
        return f"{_DOCUMENT}.{name}"
    if "." not in name and proposed_path(name).count(".") == 0:
        return ""
    if not all(map(is_name, name.split("."))) and not name.startswith(f"{_DOCUMENT}."):
        hint = f"请改成“{proposed_path(name)}”"
        raise failure("D023", place, f"名册的列名“{name}”不能作事实的路径", hint)
    return name


def _row(paths: Sequence[str], number: int, texts: Sequence[str], shown: str, wrong: tuple[Diagnostic, ...]) -> Row:
    place = Span(shown, number)
    trouble = list(wrong)
    if any(text for text in texts[len(paths) :]):
        trouble.append(_wrong(place, f"这一行有{len(texts)}格，列名只有{len(paths)}个", "补上列名，或删去多出的格"))
    cells = tuple(_cells(paths, texts, place, trouble))
    said = {cell.path: cell.text for cell in cells}
    name = said.get(FILE_NAME) or said.get(_ORGAN, "")
    if not name:
        trouble.append(_wrong(place, "这一行没有写单位", "补上单位，或删去这一行"))
    return Row(name, tuple(cell for cell in cells if cell.path != FILE_NAME), place, tuple(trouble))


def _cells(paths: Sequence[str], texts: Sequence[str], place: Span, trouble: list[Diagnostic]) -> Iterator[Cell]:
    for path, text in zip(paths, texts, strict=False):
        if path and text:
            yield Cell(path, _clean(text, place, trouble), place)


def _clean(text: str, place: Span, trouble: list[Diagnostic]) -> str:
    """*text* without what no document can carry: Excel lets through what a text file would not."""
    if text.isprintable():
        return text
    found = Problems()
    cleaned = read_text(text.encode("utf-8", "surrogatepass"), place.file, found)
    trouble += [replace(finding, place=place) for finding in found.errors]
    return cleaned or ""


def _wrong(place: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic("D023", Severity.ERROR, place, message, hint)
