"""The 中阳 example carries every figure, heading and enumerator of its source, part by part."""

import re

import pytest
from example_report import absent, example, loose_numerals, outline, source_figures, texts

from drafter.api import Draft
from drafter.document import Paragraph, text_of

FIGURES = source_figures("zhongyang")
OUTLINE = """\
一、2020年工作总结
（一）从严治党开启新征程
（二）协调发展取得新成效
（三）以疫情防控为重点的安全工作取得新成效
（四）质量提升彰显新优势
（五）队伍建设增添新活力
（六）深化改革激发新动力
（七）教育惠民政策全部落实
二、存在的主要问题
三、2021年度工作计划
（一）落实立德树人根本任务。
（二）推进学前教育普及普惠。
（三）推进义务教育优质均衡发展。
（四）提高普通高中办学水平。
（五）大力发展职业教育。
（六）实施教育信息技术推广工程。
（七）深化教育人事制度改革。
（八）加强师资队伍建设。
（九）提高教师待遇。
（十）加强教育系统党的建设。
"""
LEADS = [
    "学前教育普及普惠", "义务教育薄弱环节改善与能力提升", "高中教育优质发展", "职业教育产教融合", "落实立德树人成效显著", "圆满完成两考任务",
    "优化师资配置", "强化队伍建设", "注重师德师风建设", "提高教师待遇", "推进城乡教育一体化发展", "推进“县管校聘”体制管理改革",
    "全县适龄儿童义务教育有保障",
]  # fmt: skip
CHAINS = {"存在问题": 4} | {f"工作计划（{n}）": c for n, c in zip("二三四五六七八", (3, 5, 5, 4, 3, 2, 4), strict=True)}


@pytest.fixture(scope="module")
def report() -> Draft:
    return example("zhongyang-2020")


def test_the_source_has_65_figures() -> None:
    assert len(FIGURES) == 65


def test_every_figure_stands_in_its_part_as_often_as_in_the_source(report: Draft) -> None:
    assert absent(report, FIGURES) == {}


def test_the_plan_numbers_its_leads_and_the_review_does_not(report: Draft) -> None:
    assert outline(report) == OUTLINE.splitlines()
    leads = [b for b in report.document.blocks if isinstance(b, Paragraph) and b.lead]
    assert [text_of(b.lead).rstrip("。") for b in leads if not b.label] == LEADS


@pytest.mark.parametrize(("part", "count"), CHAINS.items())
def test_a_chain_has_as_many_items_as_the_source(report: Draft, part: str, count: int) -> None:
    items = re.findall(r"(?<=[。；：])([一二三四五六七八九十])是", texts(report)[part])
    assert items == list("一二三四五六七八九十"[:count])


def test_as_many_tasks_are_announced_as_follow(report: Draft) -> None:
    assert "十方面" in texts(report)["工作计划"]
    lines = outline(report)
    assert len(lines) - lines.index("三、2021年度工作计划") - 1 == 10


def test_the_exam_figures_hold_together(report: Draft) -> None:
    assert (report.relations.checked, report.relations.failed, report.relations.unchecked) == (5, 0, ())
    text = texts(report)["年度总结（四）"]
    assert "600分以上1人" in text
    assert "530分以上114人（占比6.98%）" in text
    assert "北京大学3名、清华大学1名" in text


def test_it_can_be_signed_and_no_fact_is_left_over(report: Draft) -> None:
    assert report.signable
    assert [p.message for p in report.problems] == []
    assert [u.fact.path for u in report.rendered.unused] == []
    assert loose_numerals(report) == []
    assert (report.document.organ, report.document.date) == ("中阳县教育科技局", "2020年11月23日")
