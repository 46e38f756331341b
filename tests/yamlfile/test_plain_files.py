"""A file of plain lines reads the same with and without the parser, and any other file is left to the parser."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.diagnostics import Problems
from drafter.yamlfile.loading import read_with_care
from drafter.yamlfile.plain import plain_nodes

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    path
    for folder in ("examples", "templates", "fragments", "drafter/data")
    for path in (ROOT / folder).rglob("*.yaml")
)
ALL_SORTS = """\
甲: |
  一

   二  # 是正文
乙:
- 放在: 丙
  文字: 丁
- 放在: 戊
  文字: |
    一
己:
  庚: 1次  # 注
  辛:
    - 壬
    - '癸：a'
  子: "丑"
寅:
卯:
  - 甲: -1
    乙: http://a.cn/b 12:30
午: [“2+3”, 甲乙,  丙] # 注
辰.巳: 待补：等安全科
"""
SIGNS = [*" \t　\xa0:：#＃-|>'\"[]{},，%@&*!?`\\=~\v", "\n", "\n  ", ": ", " #", " # ", "- ", "<<", "--- ", "丙: "]


def read_both_ways(text: str) -> bool:
    """Whether *text* is plain; if it is, the parser must read the same and find nothing wrong."""
    plain = plain_nodes(text, "甲.yaml")
    if plain is None:
        return False
    problems = Problems()
    assert read_with_care(text, "甲.yaml", problems) == plain
    assert not list(problems)
    return True


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_files_that_ship_are_plain(path: Path) -> None:
    assert read_both_ways(path.read_text("utf-8"))


@pytest.mark.parametrize("text", ["", "\n", "# 只有注释", "　\n\xa0", ALL_SORTS, "a: |", "a:\n- b: |\n\nc:", "a: 1"])
def test_every_sort_of_plain_line_is_read(text: str) -> None:
    assert read_both_ways(text)


@pytest.mark.parametrize(
    "text",
    [
        "甲:\n  上半句\n  下半句",
        "甲: 上半句\n  下半句",
        "甲: 一\n甲: 二",
        "甲: 一 #二",
        "甲：一",
        "甲:一",
        "甲: 乙: 丙",
        "甲: 乙:",
        "甲:\n　乙: 丙",
        "甲:\n\t乙: 丙",
        " 甲: 乙",
        "甲: 一\n  乙: 二",
        "甲:\n    乙: 一\n  丙: 二",
        "甲: [一, 二：三]",
        "甲: [1,024]",
        "甲: [一，二]",
        "甲: [一, ]",
        "甲: []",
        "甲: [一] 二",
        "甲: 'it''s'",
        '甲: "a\\tb"',
        "甲: '一' 二",
        "甲: 一\n- 二",
        "甲:\n  - 二\n  丙: 一",
        "- 一\n- 二",
        "甲: |-\n  一",
        "甲: |\n  一\n 二",
        "甲: |\n  一\n　二",
        "甲: |\n  一\n　# 二",
        "---\n甲: 一",
        "甲: 一\v二",
        "甲: 一：:　",
        "甲: 12:\xa0",
        "甲: " + "长" * 5000,
        "甲:\n" + " " * 30 + "乙: 一",
    ],
)
def test_a_file_with_any_other_line_is_left_to_the_parser(text: str) -> None:
    assert plain_nodes(text, "甲.yaml") is None


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_plain_lines_in_any_order_with_signs_strewn_in_read_alike_both_ways(chance: random.Random, signs: int) -> None:
    lines = ALL_SORTS.split("\n")
    start = chance.randrange(len(lines))
    piece = lines[start : start + chance.randint(1, 9)]
    if chance.random() < 0.5:
        chance.shuffle(piece)
    text = "\n".join(piece)
    for _ in range(signs):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(SIGNS) + text[at + chance.randint(0, 2) :]
    if "\v" not in text:
        read_both_ways(text)


@settings(max_examples=400, deadline=None)
@given(st.text("甲a1:：-# \n|'\"“，。.　[{", max_size=25))
def test_any_text_that_is_taken_for_plain_reads_alike_both_ways(text: str) -> None:
    read_both_ways(text)
