"""放过: one line for each finding that somebody lets stand, and what is said about a line that can't be read as one."""

from __future__ import annotations

import pytest

from drafter.diagnostics import Problems, Span
from drafter.facts import Allowance, TypedAllowance, read_allowances, read_facts
from drafter.yamlfile import parse_yaml

PLACE = Span("facts.yaml", 3)


def read(line: str) -> tuple[Allowance | None, str, str]:
    problems = Problems()
    found = read_allowances([TypedAllowance(line, PLACE)], problems)
    told = next(((d.message, d.hint) for d in problems if d.code == "D040"), ("", ""))
    return (found[0] if found else None, *told)


@pytest.mark.parametrize(
    ("line", "code", "words", "reason"),
    [
        ("W402 “严肃党内政治生活”：上级文件如此", "W402", "严肃党内政治生活", "上级文件如此"),
        ("N103 “84.37%”：与报表一致", "N103", "84.37%", "与报表一致"),
        ("W402：全文都这样", "W402", "", "全文都这样"),
        ('w402 "甲": 乙', "W402", "甲", "乙"),
        ("Ｗ４０２「甲」：乙", "W402", "甲", "乙"),
        ("W412 “开展“护学”：行动”：两个名称都对", "W412", "开展“护学”：行动", "两个名称都对"),
        ("W402 “甲”：按“乙”：的要求", "W402", "甲", "按“乙”：的要求"),
        ("F206 “高考.达线”：口径不同", "F206", "高考.达线", "口径不同"),
        ("L733：本单位的版式", "L733", "", "本单位的版式"),
    ],
)
def test_a_line_names_a_code_perhaps_some_words_and_a_reason(line: str, code: str, words: str, reason: str) -> None:
    found, message, _ = read(line)
    assert message == ""
    assert found == Allowance(code, words, reason, PLACE)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("W402", "没有写理由", "例如：W402：上级文件如此"),
        ("W402 “甲”", "没有写理由", "例如：W402 “甲”：上级文件如此"),
        ("W402 “甲”：", "没有写理由", ""),
        ("W402：……", "没有写理由", ""),
        ("“甲”：乙", "没有写规则代码", "写成：W402"),
        ("重复：乙", "没有写规则代码", ""),
        ("P5：乙", "“P5”是一族代码", "P501"),
        ("P：乙", "“P”是一族代码", ""),
        ("W499：乙", "没有代码为“W499”的规则", "是不是“W4"),
        ("Q101：乙", "没有代码为“Q101”的规则", "是不是“N101”"),
        ("Y011：乙", "不能放过", "改好"),
        ("F204：等科室", "待补的事实不能放过", "不涉及"),
        ("W402、W403：乙", "有几个代码", "一行写一个"),
        ("W402 84.37%：乙", "引文要放在引号“”里", "W402 “84.37%”：理由"),
        ("W402 “甲：乙", "引号没有配对", ""),
        ("W402 “”：乙", "引号里是空的", ""),
    ],
)
def test_a_line_that_can_not_be_read_lets_nothing_stand_and_is_told_how_to_write_it(
    line: str, message: str, hint: str
) -> None:
    found, told, advice = read(line)
    assert found is None
    assert message in told
    assert hint in advice
    assert advice


@pytest.mark.parametrize(
    ("words", "said", "covered"),
    [
        ("84.37%", "占 84.37％，比上年", True),
        ("甲，乙", "甲,乙", True),
        ("“护学”", '开展"护学"行动', True),
        ("84.37%", "占84.38%", False),
        ("", "什么都行", True),
    ],
)
def test_words_are_compared_without_blanks_and_whatever_the_width(words: str, said: str, covered: bool) -> None:
    assert Allowance("N103", words, "理由", PLACE).covers("N103", [said]) is covered
    assert not Allowance("N103", words, "理由", PLACE).covers("N102", [said])


@pytest.mark.parametrize(
    "lines",
    [
        "文稿.放过: W402 “甲”：乙",
        "文稿.放过:\n  - W402 “甲”：乙",
        "文稿:\n  放过:\n    - W402 “甲”：乙",
        "文稿:\n  放过: |\n    W402 “甲”：乙",
        "文稿.放过:\n  - W402 “甲”: 乙",
        "文稿:\n  放过:\n    W402 “甲”: 乙",
    ],
)
def test_facts_carry_the_lines_with_their_places_and_never_as_a_setting_that_could_be_printed(lines: str) -> None:
    problems = Problems()
    root = parse_yaml(f"文稿.单位: 甲局\n{lines}\n".encode(), "facts.yaml", problems)
    assert root is not None
    facts = read_facts(root, "facts.yaml", problems)
    assert not list(problems)
    assert [one.text for one in facts.allowed] == ["W402 “甲”：乙"]
    assert "放过" not in facts.document
    assert "W402" in facts.allowed[0].span.source


def test_a_mistyped_setting_is_told_its_name() -> None:
    problems = Problems()
    root = parse_yaml("文稿.放国: W402：乙\n".encode(), "facts.yaml", problems)
    assert root is not None
    read_facts(root, "facts.yaml", problems)
    assert [(d.code, d.hint) for d in problems] == [("F307", "是不是“放过”")]
