"""A text that somebody rewrote is held against its facts: what is still theirs, and what a finding says when it is not."""

from __future__ import annotations

import pytest

from drafter.checks.engine import Finding
from drafter.checks.text import ReviewContext, find_text, from_lines
from drafter.diagnostics import Problems
from drafter.facts import Facts, read_facts
from drafter.yamlfile import parse_yaml

NOW = """\
文稿.年度: 2024
规模.学生: 96420人
规模.教师: 7860人
资源.投入: 18.6亿元
资源.投入.上年: 17.25亿元
资源.助学金: 565.5914万元
队伍.招聘.在编: 186名
队伍.招聘.外聘: 73名
队伍.研修: 12640人次
五育.比赛: 8金19银19铜
安全.督查: 168次
安全.隐患: 1263处
资源.黑板: 1180套
打算.队伍.招聘.在编: 计划200名
"""
LAST = "文稿.年度: 2023\n安全.督查: 143次\n队伍.研修: 11875人次\n规模.学生: 97105人\n"


def facts(text: str) -> Facts:
    problems = Problems()
    root = parse_yaml(text.encode(), "facts.yaml", problems)
    assert root is not None
    return read_facts(root, "facts.yaml", problems)


def traced(text: str) -> list[Finding]:
    """What the rules about the source of figures say of one paragraph of the review, or of the plan behind a line break."""
    lines = ["一、主要工作", *text.replace("打算：", "二、来年打算\n").split("\n")]
    found = find_text(from_lines(lines), ReviewContext(year=2024, facts=facts(NOW), last=facts(LAST)))
    return [one for one in found if one.code in ("F201", "F202", "F209", "F211")]


@pytest.mark.parametrize(
    "text",
    [
        "投入186000万元，同比增长7.8%，是上年的1.08倍。",
        "学生9.64万人、教师近8000人，生师比12.27∶1。",
        "助学金约566万元，研修1.2万余人次。",
        "招聘教师259名，其中在编186名。",
        "研修1.26万人次，督查近170次。",
        "获金牌8枚、银牌19枚、铜牌19枚，共46枚。",
        "督查168次，比上年的143次增加25次，增长17.5%。",
        "督查次数2023年为143次，2024年为168次。",
        "研修12640人次，同比增长6.4%。",
        "打算：招聘在编教师200名，比今年多14名。",
        "（2）督查168次（见附件3），服务60周岁以上老人，实行24小时值班。",
    ],
)
def test_a_figure_retold_is_still_the_fact_s(text: str) -> None:
    assert [one.message for one in traced(text)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("助学金569.5914万元。", "写的是569.5914万元，事实“资源.助学金”是565.5914万元"),
        ("招聘在编教师73名、外聘186名。", "写的是73名，事实“队伍.招聘.在编”是186名；73名是“队伍.招聘.外聘”的数"),
        ("投入18.6亿元，比上年减少1.35亿元。", "写的是“减少”，事实“资源.投入”是上升的：上年17.25亿元，今年18.6亿元"),
        ("招聘在编教师200名。", "写的是200名，事实“队伍.招聘.在编”是186名；200名是“打算.队伍.招聘.在编”的数"),
        ("新增岗位4300个，其中公办2600个、民办1700个。", "2600个没有出处：事实里没有这个数"),
        ("打算：招聘在编教师186名。", "写的是186名，事实“打算.队伍.招聘.在编”是计划200名；186名是“队伍.招聘.在编”的数"),
        ("配备黑板1200余套。", "写的是1200余套，事实“资源.黑板”是1180套"),
        ("督查143次。", "143次是上年的数（“安全.督查”），今年是168次"),
        ("研修12640人。", "写的是12640人，事实“队伍.研修”是12640人次"),
        ("助学金565.5914元。", "写的是565.5914元，事实“资源.助学金”是565.5914万元"),
        ("家访1300户。", "1300户没有出处：事实里没有这个数"),
        ("学生9.8万人。", "写的是9.8万人，事实“规模.学生”是96420人"),
    ],
)
def test_a_figure_of_nobody_s_is_told_with_the_fact_that_was_meant(text: str, said: str) -> None:
    assert said in [one.sentence for one in traced(text)]


def test_a_mark_escaped_in_markdown_reads_as_itself_at_its_own_column() -> None:
    (line,) = from_lines(["落实《3\\~6岁指南》，督查168次。"], markdown=True).lines
    (number,) = line.numbers
    assert (line.text, line.place(number.start)) == ("落实《3~6岁指南》，督查168次。", 14)
