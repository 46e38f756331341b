"""Lists and tables inside a fragment: their lines stay lines, and their numbers are no figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from wording import messages, one_fragment, rendered

from drafter.fragments import figures_in

TABLE = """\
- 各校情况：

  | 校 | 人 |
  |---|---|
  {% for 行 in 队.册 %}| {{ 行.校 }} | {{ 行.人 }} |
  {% endfor %}
"""
LIST = """\
- 任务如下：

  1. 招聘{{ 队.招 }}。
  2. 培训{{ 队.训 }}。
"""


def said(folder: Path, wording: str, facts: str) -> list[str]:
    result, _, problems = rendered(folder, one_fragment(wording), facts)
    assert messages(problems) == []
    return [line for section in result.sections for line in section.markdown.split("\n") if line.strip()]


def test_a_table_row_that_a_loop_repeats_stays_a_row(tmp_path: Path) -> None:
    lines = said(tmp_path, TABLE, "队.册:\n  - 校: 甲校\n    人: 3人\n  - 校: 乙校\n    人: 5人\n")
    assert sum(line.startswith("| ") for line in lines) == 3


def test_a_numbered_list_in_a_fragment_is_no_figure(tmp_path: Path) -> None:
    lines = said(tmp_path, LIST, "队.招: 3名\n队.训: 9次\n")
    assert [line[:3] for line in lines[-2:]] == ["1. ", "2. "]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1. 招聘", []),
        ("  12) 招聘", []),
        ("任务：\n1. 招聘\n2. 培训3次", ["3"]),
        ("1.5倍", ["1.5"]),
        ("招聘1. 培训", ["1"]),
    ],
)
def test_the_number_of_a_list_item_is_no_figure(text: str, figures: list[str]) -> None:
    assert [figure.text for figure in figures_in(text)] == figures
