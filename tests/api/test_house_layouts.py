"""文稿.版式 names a layout file, shipped or beside the facts file."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.api import Draft, draft
from drafter.diagnostics import Problems

FACTS = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n党建.中心组学习: 12次\n"


def built(folder: Path, layout: str) -> Draft:
    facts = folder / "facts.yaml"
    facts.write_text(f"{FACTS}文稿.版式: {layout}\n", "utf-8")
    return draft(facts, Problems(), cached=False)


def findings(made: Draft) -> list[tuple[str, str, str]]:
    return [(p.code, p.message, p.hint) for p in made.problems if p.code == "J035"]


def test_a_shipped_layout_is_used_by_its_name(tmp_path: Path) -> None:
    made = built(tmp_path, "28磅")
    assert made.layout.body.pitch == 28
    assert made.layout.title.font.family == "方正小标宋简体"
    assert findings(made) == []


@pytest.mark.parametrize("folder", ["版式", "templates/版式"])
def test_a_layout_beside_the_facts_file_goes_before_the_shipped_one(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "28磅.yaml").write_text("正文:\n  行距: 27\n", "utf-8")
    assert built(tmp_path, "28磅").layout.body.pitch == 27


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("28榜", "是不是“28磅”？"), ("../28磅", "现有的版式：28磅"), ("省里的要求", "现有的版式：28磅")],
)
def test_an_unknown_name_is_an_error_and_the_kind_s_own_layout_stays(typed: str, hint: str, tmp_path: Path) -> None:
    made = built(tmp_path, typed)
    assert findings(made) == [("J035", f"没有名为“{typed}”的版式", hint)]
    assert made.layout.body.pitch == 28.95
    assert not made.signable


def test_a_mistake_in_the_file_is_reported_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "版式").mkdir()
    (tmp_path / "版式" / "本局.yaml").write_text("正文:\n  行据: 27\n", "utf-8")
    made = built(tmp_path, "本局")
    (problem,) = (p for p in made.problems if p.code == "J033")
    assert "行据" in problem.message
    assert str(problem.place).find("本局.yaml") >= 0
