"""Text that XML or a document can not carry, wherever it comes in."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from .ordeal import HEAD, endured, kind, put

T = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
FORBIDDEN = [
    chr(c)
    for c in (
        0,
        1,
        7,
        8,
        0x0E,
        0x1D,
        0x1F,
        0x7F,
        0x80,
        0x9F,
        0xFFFE,
        0xFFFF,
        0xFDD0,
        0x1FFFE,
        0x202E,
        0x2066,
        0xF0000,
        0x10FFFD,
    )
]
MARKS = [
    "<",
    "&",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "\"'",
    "</w:t>",
    "{{ 队.编 }}",
    "[[队]]",
    "**甲**",
    "| 甲 |",
    "![甲](x.png)",
    "<b>甲</b>",
    "%s {0}",
]

HALF_WIDTH = str.maketrans("“”‘’；！（）：", "\"\"'';!():")
"""Marks that touch Chinese print full-width."""


def printed(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(node.text or "" for node in etree.fromstring(archive.read("word/document.xml")).iter(T))


@pytest.mark.parametrize(
    ("where", "character"),
    [
        *(("facts", c) for c in FORBIDDEN),
        *((where, c) for where in ("fragment", "section", "title", "table", "annex", "layout") for c in FORBIDDEN[::4]),
    ],
    ids=lambda v: f"U+{ord(v):04X}" if len(v) == 1 else v,
)
def test_a_forbidden_character_is_reported_and_not_written(character: str, where: str, tmp_path: Path) -> None:
    files = kind(
        f"好{character}。" if where == "fragment" else "",
        section='{{ 片段("句") }}\n\n' + (f"好{character}。\n" if where == "section" else ""),
        facts=(f"队.话: 好{character}\n" if where == "facts" else "") + "队.表甲.表: t.csv\n文稿.附件: 甲\n",
    )
    files["t.csv"] = f"名,数\n好{character if where == 'table' else ''},1\n"
    files["附件.md"] = f"好{character if where == 'annex' else ''}。\n"
    if where == "title":
        files["templates/试/template.yaml"] = f"标题: 好{character}总结\n章:\n  - 章: 队\n"
    if where == "layout":
        files["templates/试/layout.yaml"] = f"正文:\n  字体: 仿宋{character}\n"
    put(tmp_path, files)
    outcome = endured(tmp_path, "build", "-o", "x.docx")
    assert outcome.exit == 1, outcome.said
    assert f"U+{ord(character):04X}" in outcome.said
    with zipfile.ZipFile(tmp_path / "x.docx") as archive:
        assert all(character.encode() not in archive.read(n) for n in archive.namelist() if n.endswith(".xml"))


def test_every_character_of_the_basic_plane_arrives_or_is_reported(tmp_path: Path) -> None:
    plain = [
        c for c in map(chr, range(0x21, 0xFFFE))
        if unicodedata.category(c)[0] in "LN" and unicodedata.normalize("NFC", c) == c and unicodedata.category(c) != "Lm"
    ]  # fmt: skip
    lines = ["甲" + "".join(plain[i : i + 400]) + "乙" for i in range(0, len(plain), 400)]
    put(tmp_path, kind(facts="队.自拟:\n" + "".join(f"  - {line}\n" for line in lines)))
    endured(tmp_path, "build", "-o", "x.docx")
    text = printed(tmp_path / "x.docx")
    assert [c for c in plain if c not in text] == []
    assert len(plain) > 45_000


@pytest.mark.parametrize("mark", MARKS)
def test_a_fact_prints_as_it_was_typed_whatever_it_looks_like(mark: str, tmp_path: Path) -> None:
    put(tmp_path, kind("说{{ 队.话 }}。", facts=f"队.话: '甲{mark.replace(chr(39), chr(39) * 2)}乙'\n"))
    outcome = endured(tmp_path, "build", "-o", "x.docx")
    assert outcome.exit in (0, 1)
    assert f"甲{mark}乙".translate(HALF_WIDTH) in printed(tmp_path / "x.docx").translate(HALF_WIDTH)


@pytest.mark.parametrize("break_", ["\v", "\f", "\x85", "\u2028", "\u2029"], ids=lambda c: f"U+{ord(c):04X}")
def test_a_pasted_soft_break_is_a_notice_and_no_loss(break_: str, tmp_path: Path) -> None:
    put(tmp_path, {"facts.yaml": f"{HEAD}队.话: 上{break_}下\n"})
    assert "[Y017]" in endured(tmp_path, "build", "-o", "x.docx").said
