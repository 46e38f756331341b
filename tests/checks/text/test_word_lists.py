"""The dated word lists: the shipped ones can be read, a user's own come on top, and slips in them are told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from drafter.checks.text.lexicon import COLUMNS, LISTS, Lexicon, load_lexicon, words
from drafter.diagnostics import Problems

SHIPPED = sorted((Path(__file__).parents[3] / "fragments" / "词表").glob("*.yaml"))


def test_the_shipped_lists_can_be_read_and_name_a_source_for_every_entry() -> None:
    problems = Problems()
    lexicon = load_lexicon(SHIPPED, problems)
    assert not list(problems)
    assert set(lexicon.rows) == set(COLUMNS)
    assert set(lexicon.lists) == set(LISTS)
    assert all(row["来源"] for rows in lexicon.rows.values() for row in rows)
    assert [m.day for m in lexicon.meetings] == sorted(m.day for m in lexicon.meetings)


def test_a_users_own_list_extends_and_replaces(tmp_path: Path) -> None:
    own = tmp_path / "本县.yaml"
    own.write_text(
        "旧称: |\n  旧 | 新 | 自 | 来源\n  教育科技局 | 教育局 | 2024-03-01 | 县委编办文件\n", encoding="utf-8"
    )
    lexicon = load_lexicon([*SHIPPED, own], Problems())
    assert ("教育科技局", "教育局", date(2024, 3, 1)) in [term[:3] for term in lexicon.retired]
    assert any(term.old == "新冠肺炎" for term in lexicon.retired)


def test_a_users_own_words_count_with_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "本局.yaml"
    own.write_text("待量: 馆 站点\n全套: 图书馆|文化馆|站点\n", encoding="utf-8")
    glued = r"\d+(?P<noun>{待量})"
    lexicon = load_lexicon([*SHIPPED, own], Problems())
    for noun in ("站点", "馆", "学校", "项目"):
        assert lexicon.pattern(glued).fullmatch(f"8{noun}")
    assert not lexicon.pattern(glued).fullmatch("8所")
    assert frozenset({"图书馆", "文化馆", "站点"}) in lexicon.complete_sets
    assert any({"小学", "初中"} <= one for one in lexicon.complete_sets)


def test_without_words_of_a_field_only_those_of_any_text_are_known() -> None:
    glued = r"\d+(?P<noun>{待量})"
    assert Lexicon().pattern(glued).fullmatch("8项目")
    assert not Lexicon().pattern(glued).fullmatch("8学校")
    assert not Lexicon().pattern("我{自称}").search("我校")


@pytest.mark.parametrize(
    "text",
    [
        "常值: |\n  分母 | 分子 | 最低 | 最高 | 来源\n  班 | 学位 | 少 | 65 | 班额\n",
        "旧称: |\n  旧 | 新 | 自 | 来源\n  甲 | 乙 | 三月 | 文件\n",
        "旧称: |\n  旧 | 新 | 自 | 来源 | 级别\n  甲 | 乙 | 2024-03-01 | 文件 | 严重\n",
        "文件: |\n  名称 | 来源 | 级别\n  甲 | 文件 | 错误\n",
        "旧称: |\n  旧 | 新 | 自 | 来源\n  甲 | 乙\n",
        "规划: |\n  名称 | 起 | 止 | 来源\n  十四五 | 二一年 | 2025 | 纲要\n",
        "不知道: |\n  甲 | 乙\n",
    ],
)
def test_a_list_that_can_not_be_read_is_told_and_left_out(tmp_path: Path, text: str) -> None:
    own = tmp_path / "词表.yaml"
    own.write_text(text, encoding="utf-8")
    problems = Problems()
    assert load_lexicon([own], problems).rows == {}
    assert [one.code for one in problems] == ["J050"]


def test_what_a_paid_site_leaves_has_a_word_that_tells_it() -> None:
    told = words().lists["付费字"]
    for expression in words().lists["付费式"]:
        for words_apart in _spoken(expression):
            assert any(one in words_apart for one in told), words_apart


def _spoken(expression: str) -> list[str]:
    """What an expression can find, its optional parts left out."""
    if "(?:" not in expression:
        return [re.sub(r"\[[^]]*\]|\\.|[^\u4e00-\u9fffA-Z]", " ", alternative) for alternative in expression.split("|")]
    start = expression.rindex("(?:")
    end = expression.index(")", start)
    optional = expression[end + 1 : end + 2] == "?"
    choices = [""] if optional else expression[start + 3 : end].split("|")
    rest = expression[end + 1 + optional :]
    return [said for choice in choices for said in _spoken(f"{expression[:start]}{choice}{rest}")]


def test_no_correction_is_itself_a_mistake() -> None:
    for pairs in words().pairs.values():
        wrong = {one for one, _ in pairs}
        for one, right in pairs:
            assert one != right
            assert right not in wrong
