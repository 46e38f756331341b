"""The 滨湖 example carries every figure, heading, name and entry of the index block of its source."""

from pathlib import Path

import pytest
from example_report import EXAMPLES, absent, example, loose_numerals, outline, source_figures

from drafter.api import Draft, draft
from drafter.diagnostics import Problems
from drafter.document import Paragraph, Table, block_text, text_of

FIGURES = source_figures("binhu")
OUTLINE = """\
一、指导思想
二、工作重点
1.高标准达成创评目标。
2.高起点建优教育资源。
3.高效能深化教育改革。
4.高品质提升内涵质量。
5.高站位塑优教育生态。
三、工作思路
（一）注重统筹协调，促进各类教育发展新提升
1.推进学前教育优质普惠发展。
2.提升义务教育优质均衡水平。
3.加快高中教育高品质建设。
4.促进各类教育协调发展。
（二）坚持建育并举，打造优质资源均衡新格局
1.全面优化资源供给。
2.着力改善办学条件。
3.加快创生品牌资源。
（三）加强修德增能，增添人才队伍发展新动力
1.加强师德师风建设。
2.提高教师研训实效。
3.优化队伍管理机制。
（四）加深五育融合，推动教育质量再攀新高峰
1.突出德育实效。
2.强化课改提质。
3.注重素质强基。
（五）提升治理水平，营造教育良性发展新生态
1.全面加强依法治教。
2.立体推进综合管控。
3.多点实施惠民服务。
"""
INDEX = {
    "信息索引号": "014028901/2021-00544", "生成日期": "2021-02-18", "公开日期": "2021-02-18", "文件编号": "",
    "公开时限": "长期公开", "发布机构": "无锡市滨湖区教育局", "公开形式": "网站、文件、政府公报", "公开方式": "主动公开",
    "公开范围": "面向社会", "有效期": "长期", "体裁": "意见", "主题（一级）": "科技、教育", "主题（二级）": "教育",
    "关键词": "学校、教师、意见", "效力状况": "有效",
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Draft:
    return example("binhu-2021")


def test_every_figure_stands_in_its_part(report: Draft) -> None:
    assert len(FIGURES) == 3
    assert absent(report, FIGURES) == {}


def test_leads_are_numbered_under_the_first_and_the_second_level(report: Draft) -> None:
    assert outline(report) == OUTLINE.splitlines()
    assert {b.level for b in report.document.blocks if isinstance(b, Paragraph) and b.lead} == {3}


def test_the_index_block_opens_the_document(report: Draft) -> None:
    first = report.document.blocks[0]
    assert isinstance(first, Table)
    cells = [text_of(cell) for row in first.rows for cell in row.cells]
    entries = dict(zip(cells[::2], cells[1::2], strict=True))
    assert {name: entries.get(name) for name in INDEX} == INDEX


@pytest.mark.parametrize(
    "name",
    [
        "“区管校聘”", "“卓越教育联盟”", "“一票否决”", "“种子教师”", "“卓越计划”", "“拔节工程”", "“英才工程”", "“滨湖之光”", "“美好德育”",
        "“班集体建设实践创新工程”", "“省依法治教改革试点区”", "“只跑一次”", "“七五”普法", "“回头看”", "“平安校园”", "“一线蹲点”", "“两案”",
        "“阳光扶贫”", "“滨湖教育大数据平台”", "“长三角一体化”", "《江苏教育现代化2035》", "《中小学教育惩戒规则（试行）》",
        "《关于进一步激发中小学办学活力的若干意见》", "《3~6岁儿童学习与发展指南》",
    ],
)  # fmt: skip
def test_names_stand_as_they_are(report: Draft, name: str) -> None:
    assert name in "\n".join(map(block_text, report.document.blocks))


def test_it_can_be_signed_and_no_fact_is_left_over(report: Draft) -> None:
    assert report.signable
    assert [p.message for p in report.problems] == []
    assert [u.fact.path for u in report.rendered.unused] == []
    assert loose_numerals(report) == []
    assert report.document.date == "2021年2月18日"


def test_without_the_index_facts_the_text_opens_the_document(tmp_path: Path) -> None:
    lines = (EXAMPLES / "binhu-2021/facts.yaml").read_text("utf-8").split("\n")
    facts = tmp_path / "facts.yaml"
    facts.write_text("\n".join(line for line in lines if not line.startswith("信息公开.")), "utf-8")
    report = draft(facts, Problems(), cached=False)
    assert block_text(report.document.blocks[0]) == "一、指导思想"
    assert report.signable
