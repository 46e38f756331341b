"""Facts files that nobody would write by accident, and some that people do."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from .ordeal import HEAD, endured, judged, put

LAUGHS = "甲: &a [x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20)
)
CASES: list[tuple[str, str | bytes, str, int]] = [
    ("billion laughs", LAUGHS, "Y050", 1),
    ("merge keys", "甲: &a {x: 1}\n乙:\n  <<: *a\n  <<: [*a, *a]\n", "Y050", 1),
    ("a thousand open brackets", "甲: " + "[" * 1000, "", 1),
    ("fifty thousand open brackets", "甲: " + "[" * 50_000, "Y003", 2),
    ("five thousand nested lists", "甲: " + "[" * 5000 + "]" * 5000, "", 1),
    ("five thousand open braces", "甲: " + "{a: " * 4000, "", 1),
    ("five thousand dashes", "甲:\n  " + "- " * 5000 + "x\n", "Y004", 2),
    ("five thousand question marks", "甲:\n  " + "? " * 5000 + "x\n", "Y040", 1),
    ("indented ever deeper", "".join(" " * i + f"a{i}:\n" for i in range(1500)), "Y004", 2),
    ("a number of 5000 digits", f"{HEAD}党建.中心组学习: {'9' * 5000}次\n", "F313", 1),
    ("a number of 19900 digits", f"{HEAD}党建.中心组学习: {'9' * 19_900}\n", "F313", 1),
    ("an exponent", f"{HEAD}党建.中心组学习: 1e999999999\n", "F313", 1),
    ("sexagesimal", f"{HEAD}甲.乙: {':'.join(['59'] * 6000)}\n", "", 1),
    ("the same key twice", f"{HEAD}甲.乙: 1次\n甲.乙: 2次\n", "Y034", 1),
    ("a Python tag", f"{HEAD}甲.乙: !!python/object/apply:os.system [id]\n", "Y050", 1),
    ("directives and documents", f"{HEAD}%YAML 1.2\n--- \n甲.乙: 1\n", "Y051", 1),
    ("19,990 facts", HEAD + "".join(f"甲.k{i}: {i}个\n" for i in range(8_000)), "", 1),
    ("20,001 entries", HEAD + "".join(f"k{i}: x\n" for i in range(20_001)), "Y005", 2),
    ("300,000 keys", HEAD + "".join(f"甲.k{i}: {i}个\n" for i in range(300_000)), "Y002", 2),
    ("a line of 600,000 characters", f"{HEAD}甲.乙: {'字' * 600_000}\n", "Y003", 1),
    ("long lines", HEAD + "".join(f"甲.k{i}: {'字' * 6000}\n" for i in range(60)), "", 1),
    ("zero bytes only", bytes(1000), "Y012", 2),
    ("a zero byte", f"{HEAD}甲.乙: 1\0次\n", "Y013", 1),
    ("random bytes", random.Random(1).randbytes(200_000), "Y012", 2),
    ("GBK", f"{HEAD}甲.乙: 1次\n".encode("gb18030"), "Y010", 1),
    ("UTF-16", f"{HEAD}甲.乙: 1次\n".encode("utf-16"), "", 1),
    ("UTF-32", f"{HEAD}甲.乙: 1次\n".encode("utf-32"), "Y013", 1),
    ("a lone surrogate", f"{HEAD}甲.乙: \ud800\n", "Y011", 1),
    ("a BOM in the middle", f"{HEAD}\ufeff甲.乙: 1次\n", "Y016", 1),
    ("right-to-left override", f"{HEAD}甲.乙: 1\u202e次\n", "Y014", 1),
    ("a private character", f"{HEAD}甲.乙: 1\U000f0001次\n", "Y015", 1),
    ("a ZIP", b"PK\x03\x04" + b"x" * 100, "Y012", 2),
    ("a PDF", b"%PDF-1.7", "Y012", 2),
    ("nothing", "", "D001", 2),
    ("a comment", "# 甲\n", "D001", 2),
    ("brackets in 核对", f"{HEAD}甲.乙: 1\n核对:\n  - 甲.乙 = {'(' * 5000}1{')' * 5000}\n", "F310", 1),
    ("minus signs in 核对", f"{HEAD}甲.乙: 1\n核对:\n  - 甲.乙 = {'-' * 900}1\n", "", 1),
    ("nested brackets in 核对", f"{HEAD}甲.乙: 1\n核对:\n  - 甲.乙 = {'(' * 450}1{')' * 450}\n", "", 1),
    ("powers in 核对", f"{HEAD}甲.乙: 1\n核对:\n  - 甲.乙 = {'999999999*' * 90}1\n", "", 1),
    ("division by nought", f"{HEAD}甲.乙: 1\n甲.丙: 0\n核对:\n  - 甲.乙 = 甲.乙 / 甲.丙\n  - 甲.乙 = 1/0\n", "", 1),
    ("not a number", f"{HEAD}甲.乙: nan\n甲.丙: inf\n核对:\n  - 甲.乙 = 甲.丙\n", "F310", 1),
    ("a path of 5000 parts", HEAD + ".".join(["甲"] * 5000) + ": 1\n", "", 1),
    ("19,000 list items", f"{HEAD}甲.乙:\n" + "  - x\n" * 19_000, "", 1),
    ("15,000 rows", f"{HEAD}甲.乙: |\n  名称 | 人数\n" + "".join(f"  校{i} | {i}\n" for i in range(15_000)), "", 1),
    (
        "3000 columns",
        f"{HEAD}甲.乙: |\n  " + "|".join(f"列{i}" for i in range(2000)) + "\n  " + "|" * 1999 + "\n",
        "F305",
        1,
    ),
    ("a year of 5000 digits", f"文稿.单位: 甲\n文稿.年度: {'9' * 5000}\n党建.中心组学习: 3次\n", "F308", 1),
    ("a day that is not", f"{HEAD}文稿.成文日期: 2025-02-30\n", "F308", 1),
    ("an organ of 15,000 characters", f"文稿.单位: {'甲' * 15_000}\n文稿.年度: 2025\n党建.中心组学习: 3次\n", "", 1),
    ("文稿 as a list", "文稿:\n  - 甲\n核对: 5\n自拟: 6\n打算: 7\n", "F308", 1),
    ("文稿 as a value", "文稿: 甲\n", "F308", 1),
    ("5000 annexes", f"{HEAD}文稿.附件:\n" + "".join(f"  - 附{i}\n" for i in range(5000)), "", 1),
]
FIGURES = ["1" * 9000 + "-" * 5000, "1," * 9000, "1项" * 6000, "一百" * 6000, "（" * 6000 + "）" * 6000]
FIGURES += [
    "“" * 9000,
    "超近约" * 3000,
    "1.1" * 6000,
    f"待补{'：' * 9000}",
    f"{' ' * 9000}{'1' * 9000} x",
    "1/" * 9000,
    "、" * 15_000,
]


@pytest.mark.parametrize(("text", "code", "exit_code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_facts_file(text: str | bytes, code: str, exit_code: int, tmp_path: Path) -> None:
    put(tmp_path, {"facts.yaml": text})
    judged(endured(tmp_path, "build", "-o", "x.docx"), code, exit_code)
    assert (tmp_path / "x.docx").exists() == (exit_code != 2)


@pytest.mark.parametrize("value", FIGURES, ids=range(len(FIGURES)))
def test_a_value_that_a_pattern_could_choke_on(value: str, tmp_path: Path) -> None:
    put(tmp_path, {"facts.yaml": f"{HEAD}党建.中心组学习: {value}\n"})
    judged(endured(tmp_path, "build", "-o", "x.docx"), "", 1)
