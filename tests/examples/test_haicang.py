"""The 海沧 example carries every figure, heading and enumerator of its source, part by part."""

import re

import pytest
from example_report import absent, example, loose_numerals, outline, source_figures, texts

from drafter.api import Draft

FIGURES = source_figures("haicang")
CHAINS = {"（二）": 4, "（三）": 8, "（四）": 6, "（五）": 5, "（六）": 4}


@pytest.fixture(scope="module")
def report() -> Draft:
    return example("haicang-2022")


def test_the_source_has_84_figures() -> None:
    assert len(FIGURES) == 84


def test_every_figure_stands_in_its_part_as_often_as_in_the_source(report: Draft) -> None:
    assert absent(report, FIGURES) == {}


def test_two_headings_each_number_their_own_leads(report: Draft) -> None:
    assert outline(report) == [
        "一、2022年工作总结",
        "（一）夯实党建基础，引领教育发展。",
        "（二）落实立德树人，力推质量提升。",
        "（三）强化师资建设，激活发展动能。",
        "（四）聚焦关键领域，赋能教育变革。",
        "（五）优化教育服务，满足群众需求。",
        "二、2023年工作思路",
        "（一）持续加快教育项目建设。",
        "（二）持续推进教育系统治理。",
        "（三）持续抓紧教育品质提升。",
        "（四）持续加强教育队伍建设。",
        "（五）持续优化教育服务保障。",
        "（六）持续筑牢教育安全防线。",
    ]


@pytest.mark.parametrize(
    ("part", "leads"),
    [
        ("总结（一）", ["持续深化党建实效", "加强学校党的组织建设", "落实全面从严治党"]),
        ("总结（二）", ["加快教育全域提档", "五育并举促全面发展"]),
        ("总结（三）", ["加强人才引进", "深化人才培养", "完善激励机制"]),
        ("总结（四）", ["项目带动赋能", "拓展空间赋能", "技术升级赋能"]),
        ("总结（五）", ["加速补短扩容", "筑牢安全防线", "强化提质增效"]),
    ],
)
def test_bare_sentences_lead_inside_the_paragraph(report: Draft, part: str, leads: list[str]) -> None:
    text = texts(report)[part]
    places = [text.find(f"。{lead}。") for lead in leads]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("\n") == 1


@pytest.mark.parametrize(("part", "count"), CHAINS.items())
def test_a_chain_has_as_many_items_as_the_source(report: Draft, part: str, count: int) -> None:
    items = re.findall(r"(?:^|[。；])([一二三四五六七八九十])是", texts(report)[f"工作思路{part}"])
    assert items == list("一二三四五六七八九十"[:count])


def test_projects_add_up_at_both_levels(report: Draft) -> None:
    assert (report.relations.checked, report.relations.failed, report.relations.unchecked) == (4, 0, ())
    assert "年内竣工6个（含幼儿园3个、小学1个、高中2个）" in texts(report)["工作思路（一）"]


def test_it_can_be_signed_and_no_fact_is_left_over(report: Draft) -> None:
    assert [p.message for p in report.problems] == []
    assert report.rendered.missing == ()
    assert [u.fact.path for u in report.rendered.unused] == []
    assert loose_numerals(report) == []
