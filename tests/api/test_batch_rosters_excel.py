"""Rosters from Excel: cells as Excel shows them, and workbooks that would hang or fill the memory refused at once."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from drafter.api.batch_roster import Row, read_roster
from drafter.api.batch_sheet import shown_number
from drafter.diagnostics import DrafterError, Problems


def _workbook(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    book.save(path)
    return path


def _said(row: Row) -> dict[str, str]:
    return {cell.path: cell.text for cell in row.cells}


def test_a_workbook_reads_as_a_table_does(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "单位", "党建.中心组学习", "成文日期"],
        [1, "甲学校", "12次", date(2025, 12, 26)],
        [],
        [2, "乙学校", None, None],
    ]
    read = read_roster(_workbook(tmp_path / "名册.xlsx", rows), Problems())
    assert [(row.name, row.place.line) for row in read] == [("甲学校", 2), ("乙学校", 4)]
    assert _said(read[0]) == {"文稿.单位": "甲学校", "党建.中心组学习": "12次", "文稿.成文日期": "2025-12-26"}
    assert _said(read[1]) == {"文稿.单位": "乙学校"}


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (12, "General", "12"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "0.0", "0.3"),
        (5.1, "0.00", "5.10"),
        (0.8438, "0.00%", "84.38%"),
        (0.57, "0%", "57%"),
        (12345, "#,##0", "12345"),
        (257, '0"名"', "257名"),
        (1.5, '0.0"万元"', "1.5万元"),
        (3, "[Red]0;[Blue]-0", "3"),
        (1e-7, "General", "0.0000001"),
    ],
)
def test_a_number_is_read_as_excel_shows_it(value: float, form: str, shown: str) -> None:
    assert shown_number(value, form) == shown


@pytest.mark.parametrize(
    ("value", "said"),
    [("=1+1", "是公式，文件里没有存它算出的数"), ("#N/A", "错误值"), ("甲\U000f0001乙", "")],
)
def test_a_cell_that_can_not_be_read_spoils_its_own_row_only(tmp_path: Path, value: str, said: str) -> None:
    rows: list[list[object]] = [["单位", "党建.中心组学习"], ["甲学校", value], ["乙学校", "9次"]]
    first, second = read_roster(_workbook(tmp_path / "名册.xlsx", rows), Problems())
    assert [said in finding.message for finding in first.trouble] == [True]
    assert not second.trouble


def _changed(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def _in_sheet(before: bytes, after: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(before, after, 1) if name.endswith("sheet1.xml") else data


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_in_sheet(b'r="B2"', b'r="XFD1048576"'), "超过"),
        (_in_sheet(b'<row r="2"', b'<row r="1048576"'), "超过"),
        (
            _in_sheet(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            "合并的格太大",
        ),
        (_in_sheet(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "不该有的内容"),
        (_in_sheet(b"</sheetData>", b" " * (65 << 20) + b"</sheetData>"), "太大"),
        (_in_sheet(b"</sheetData>", b'<row r="3"><c r="A3" t="s"><v>99999</v></c></row></sheetData>'), "已经损坏"),
        (lambda name, data: b"" if name.endswith("workbook.xml") else data, "已经损坏"),
    ],
)
def test_a_hostile_workbook_is_refused_at_once(
    tmp_path: Path, change: Callable[[str, bytes], bytes], said: str
) -> None:
    path = _changed(_workbook(tmp_path / "名册.xlsx", [["单位", "党建.学习"], ["甲", "1次"]]), change)
    start = time.monotonic()
    with pytest.raises(DrafterError, match=said):
        read_roster(path, Problems())
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), "单位,甲\n".encode()])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(data)
    with pytest.raises(DrafterError, match="不是 Excel"):
        read_roster(path, Problems())
