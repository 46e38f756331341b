"""CSV files that came by chat."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from .ordeal import endured, judged, kind, put

TABLE = "| 名 | 数 |\n|---|---|\n{% for 行 in 队.表甲 %}| {{ 行.名 }} | {{ 行.数 }} |\n{% endfor %}\n"
CASES: list[tuple[str, bytes, str, int]] = [
    ("5000 rows", "名,数\n".encode() + b"1,2\n" * 4999, "", 0),
    ("5001 rows", "名,数\n".encode() + b"1,2\n" * 5000, "F306", 1),
    ("three megabytes", b"a,b\n" * 700_000, "F306", 1),
    ("20,000 columns", ",".join(f"列{i}" for i in range(20_000)).encode() + b"\n" + b"1," * 19_999, "F305", 1),
    ("an open quotation mark", '名,数\n"x,1\n'.encode(), "F306", 1),
    ("a zero byte", "名,数\n1\0,2\n".encode(), "Y013", 1),
    ("a cell of a million characters", "名,数\n".encode() + b"x" * 1_000_000 + b",2\n", "F306", 1),
    ("two columns of one name", "名,名\n1,2\n".encode(), "F305", 1),
    ("a column that is no name", "名,1=cmd\n1,2\n".encode(), "F301", 1),
    ("random bytes", random.Random(2).randbytes(5000), "Y012", 1),
    ("a workbook with another name", b"PK\x03\x04" + bytes(100), "Y012", 1),
    ("UTF-16", "名,数\n甲,1\n".encode("utf-16"), "", 0),
    ("GBK", "名,数\n甲,1\n".encode("gb18030"), "Y010", 0),
    ("formulas", "名,数\n\"=cmd|' /C calc'!A0\",1\n@SUM(1),+1\n=HYPERLINK(1),-1\n".encode(), "", 0),
    ("marks of Markdown and of templates", "名,数\n**甲** | <b> {{ 1 }} [[x]],1\n".encode(), "L706", 1),
]


@pytest.mark.parametrize(("data", "code", "exit_code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_table(data: bytes, code: str, exit_code: int, tmp_path: Path) -> None:
    small = len(data) < 1000
    put(
        tmp_path,
        {**kind(facts="队.表甲.表: t.csv\n", section='{{ 片段("句") }}\n\n' + (TABLE if small else "")), "t.csv": data},
    )
    judged(endured(tmp_path, "build", "-o", "x.docx"), code, exit_code if small or exit_code else 0)
    if b"cmd|" in data:
        with zipfile.ZipFile(tmp_path / "x.docx") as archive:
            assert b"=cmd|" in archive.read("word/document.xml")
            assert b"fldSimple" not in archive.read("word/document.xml")
