"""The district example carries every figure of its source, and shows what the source withholds as a gap."""

import re
from pathlib import Path

import pytest
from example_report import EXAMPLES, absent, example, loose_numerals, outline, source_figures, texts

from drafter.api import Draft
from drafter.cli import run

FIGURES = source_figures("district")


@pytest.fixture(scope="module")
def report() -> Draft:
    return example("district-2022")


def test_the_source_has_52_figures() -> None:
    assert len(FIGURES) == 52


def test_every_figure_stands_in_its_part_as_often_as_in_the_source(report: Draft) -> None:
    assert absent(report, FIGURES) == {}


def test_the_slogan_is_the_title_and_the_report_is_named_below(report: Draft) -> None:
    slogan = "，".join(("扛旗争先", "蹄稳步疾", "勇当教育高质量发展排头兵"))
    assert "".join(report.document.title) == slogan
    assert report.document.subtitle == "——区教体局2022年工作总结"


def test_leads_are_numbered_anew_in_each_part_and_withheld_ones_are_gaps(report: Draft) -> None:
    assert outline(report) == [
        "一、2022年主要工作",
        "1.党建引领呈现新气象。",
        "2.优化布局取得新进展。",
        "3.“学在【待补：述职.地名·办公室】”收获新成绩。",
        "4.队伍建设取得新成效。",
        "二、存在问题",
        "三、【待补：文稿.章题.工作打算】",
        "1.【待补：文稿.段题.抓牢首要任务】。",
        "2.【待补：文稿.段题.抓好关键任务】。",
        "3.拼品牌，闯出口碑新高度。",
        "4.拼补短，闯出考核新业绩。",
        "5.拼改革，闯出办学新思路。",
    ]


@pytest.mark.parametrize(
    ("part", "leads"),
    [
        ("主要工作1.", ["搭建党建学习“云课堂”", "创建全区首家党史主题馆", "开辟红色有声图书馆"]),
        ("主要工作2.", ["公办园建设成效显著", "中小学建设加码提速", "配套设施显著改善"]),
        (
            "主要工作3.",
            ["圆满举行“诗教论坛”活动", "积极探索“家校共育”机制", "多所学校再添荣誉", "主流媒体宣传成势"],
        ),
        ("主要工作4.", ["加大招才引才力度", "教师竞赛成绩优异"]),
        ("工作打算3.", ["抓名校打造", "抓品牌引进", "抓“双减”落地"]),
        (
            "工作打算4.",
            ["推动义务教育优质均衡发展", "推动学前教育普惠普及发展", "推动民办教育高质特色发展"],
        ),
        ("工作打算5.", ["深化两个新机制", "启动两个新引擎", "开展两个新探索"]),
    ],
)
def test_each_item_of_a_chain_has_its_own_lead(report: Draft, part: str, leads: list[str]) -> None:
    assert re.findall(r"。([一二三四五六七八九十]是[^。]+)。", texts(report)[part]) == [
        f"{numeral}是{lead}" for numeral, lead in zip("一二三四", leads, strict=False)
    ]


def test_what_the_source_withholds_is_missing_and_nothing_else(report: Draft) -> None:
    missing = [gap.path for gap in report.rendered.missing]
    assert all(gap.printed for gap in report.rendered.missing)
    assert len(missing) == 21
    text = "".join(texts(report).values())
    assert text.count("【待补：") == 21
    assert "*" not in text
    assert "…" not in text


def test_no_fact_is_left_over_and_no_figure_is_made_up(report: Draft) -> None:
    assert [p.message for p in report.problems] == []
    assert [u.fact.path for u in report.rendered.unused] == []
    assert loose_numerals(report) == []


def test_the_build_writes_the_draft_and_says_that_it_can_not_be_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, out = EXAMPLES / "district-2022/facts.yaml", tmp_path / "总结.md"
    assert run(["build", str(facts), "--to", "md", "-o", str(out)]) == 1
    assert capsys.readouterr().out.startswith("还不能签发")
    assert "【待补：问题.主要·办公室】" in out.read_text("utf-8")
