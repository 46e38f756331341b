"""The first sheet of an Excel workbook as rows of text, as Excel shows them; hostile workbooks are refused before they are opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.diagnostics import DrafterError, Problems, Span, failure
from drafter.patterns import lazy

ROWS, COLUMNS, MERGED = 100_000, 1_000, 20_000
"""The most rows, columns, and cells of one merge that are read."""
_PART = 64 * 1024 * 1024
_PARTS = 2_000
_CELL = lazy(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = lazy(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,9})"')
_MERGE = lazy(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMAT = lazy(r'[#,]*0(?:\.(?P<places>0+))?_?\s*(?:(?P<percent>%)|"(?P<unit>[^"]*)")?(?:;.*)?\Z')
_HINT = "在表格软件里另存为 CSV UTF-8 再用"


def sheet_rows(path: Path, shown: str, problems: Problems) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that hold anything, with their numbers.

    What can't be read in a cell is an error in *problems*.

    Raises:
        DrafterError: the file is no workbook, is too large, or openpyxl is not installed.
    """
    _guard(path, shown)
    try:
        import openpyxl  # an extra: rosters may come as CSV
    except ImportError as error:
        raise failure(
            "D024", None, "读 Excel 名册要另装 openpyxl", "运行 pip install drafter[xlsx]，或者另存为 CSV"
        ) from error
    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        typed = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        return list(_rows(values.worksheets[0], typed.worksheets[0], shown, problems))
    except DrafterError:
        raise
    except Exception as error:
        # openpyxl meets a damaged workbook with whatever its own code runs into.
        raise _refused(shown, "这个 Excel 文件读不了，可能已经损坏") from error


def _rows(values: Any, typed: Any, shown: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    for number, (row, formulas) in enumerate(zip(values.iter_rows(), typed.iter_rows(), strict=True), start=1):
        if number > ROWS:
            raise _refused(shown, f"表格超过{ROWS}行")
        texts = [_text(cell, formula, shown, problems) for cell, formula in zip(row, formulas, strict=True)]
        if any(texts):
            yield number, texts


def _text(cell: Any, formula: Any, shown: str, problems: Problems) -> str:
    """What Excel shows in *cell*."""
    value = cell.value
    if value is None:
        if formula.data_type == "f":
            message = f"单元格 {formula.coordinate} 是公式，文件里没有存它算出的数"
            problems.error("D025", Span(shown, formula.row), message, "用 Excel 或 WPS 打开名册，保存一次再用")
        return ""
    if cell.data_type == "e":
        problems.error("D025", Span(shown, cell.row), f"单元格 {cell.coordinate} 是错误值 {value}", "改好这一格的公式")
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return shown_number(value, cell.number_format or "")
    return str(value).strip()


def shown_number(value: float, form: str) -> str:
    """*value* in Excel's number format *form*: ``0.8438`` in ``0.00%`` is 84.38%, ``12`` in ``0"名"`` is 12名."""
    number = Decimal(repr(value))
    match = _FORMAT.match(form)
    if match is None:
        return _plain(number)
    if match["percent"]:
        number *= 100
    number = round(number, len(match["places"] or ""))
    return f"{number:f}{match['percent'] or match['unit'] or ''}"


def _plain(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    return f"{number.to_integral_value():f}" if whole else f"{number.normalize():f}"


def _guard(path: Path, shown: str) -> None:
    """Refuse what would fill the memory or never end; a workbook says its sizes before it is unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > _PARTS or any(part.file_size > _PART for part in parts):
                raise _refused(shown, "这个 Excel 文件太大")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as file:
                        _guard_part(part.filename, file.read(_PART + 1), shown)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise _refused(shown, "这不是 Excel 的 .xlsx 文件，或者加了密码、已经损坏") from error


def _guard_part(name: str, data: bytes, shown: str) -> None:
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O" in data or b"\0<\0!\0D" in data or len(data) > _PART:
        raise _refused(shown, "这个 Excel 文件里有不该有的内容")
    if "/worksheets/" not in name:
        return
    if any(int(row) > ROWS for row in _ROW.findall(data)):
        raise _refused(shown, f"表格超过{ROWS}行")
    if any(int(row) > ROWS or _column(column) > COLUMNS for column, row in _CELL.findall(data)):
        raise _refused(shown, f"表格超过{ROWS}行或{COLUMNS}列")
    for left, top, right, bottom in _MERGE.findall(data):
        if (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1) > MERGED:
            raise _refused(shown, "表格里合并的格太大")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(shown: str, message: str) -> DrafterError:
    return failure("D024", Span(shown, 1), message, _HINT)
