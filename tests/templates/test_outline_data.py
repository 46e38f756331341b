"""What template.yaml and section files can say about headings, leads and chains."""

from pathlib import Path

import pytest
from wording import messages, outline, project, rendered, said

from drafter.api import draft
from drafter.diagnostics import Problems
from drafter.document import Heading, Paragraph

TWO_LEVELS = {
    "templates/试/template.yaml": outline("队=队伍"),
    "templates/试/章-队.md": '## 抓引进\n\n{{ 片段("甲") }}\n\n## 抓培训\n\n{{ 片段("乙") }}\n',
    "fragments/队.md": "## 甲\n- 甲{{ 队.甲 }}。\n## 乙\n- 乙{{ 队.乙 }}。\n",
}
FACTS = "队.甲: 1次\n队.乙: 2次\n"


def test_a_heading_inside_a_section_takes_the_name_that_the_facts_file_gives(tmp_path: Path) -> None:
    _, text, problems = rendered(tmp_path, TWO_LEVELS, FACTS + "文稿.段题.抓培训: 全员“大培训”\n")
    assert text == "队伍\n抓引进\n甲1次。\n全员“大培训”\n乙2次。"
    assert messages(problems) == []


def test_a_heading_that_the_kind_does_not_have_is_an_error(tmp_path: Path) -> None:
    _, _, problems = rendered(tmp_path, TWO_LEVELS, FACTS + "文稿.段题.抓培圳: 全员培训\n")
    assert [p.code for p in problems] == ["F340"]


REVIEW_AND_PLAN = """\
标题: 试
引领编号: {whole}
章:
  - 章: 总
    题: 总结
  - 章: 划
    题: 计划
    引领编号: {plan}
"""


@pytest.mark.parametrize(
    ("whole", "plan", "labels"),
    [
        ("否", "2", ["一、", "", "", "二、", "（一）", "（二）"]),
        ("2", "否", ["一、", "（一）", "（二）", "二、", "", ""]),
        ("2", "3", ["一、", "（一）", "（二）", "二、", "1.", "2."]),
    ],
)
def test_a_section_may_number_its_leads_in_its_own_way(
    tmp_path: Path, whole: str, plan: str, labels: list[str]
) -> None:
    section = "**抓甲。**甲{{ 队.甲 }}。\n\n**抓乙。**乙{{ 队.乙 }}。\n"
    project(
        tmp_path,
        {
            "templates/试/template.yaml": REVIEW_AND_PLAN.format(whole=whole, plan=plan),
            "templates/试/章-总.md": section,
            "templates/试/章-划.md": section,
            "facts.yaml": "文稿.模板: 试\n文稿.单位: 甲县教育局\n文稿.年度: 2025\n" + FACTS,
        },
    )
    blocks = draft(tmp_path / "facts.yaml", Problems(), cached=False).document.blocks
    assert [b.label for b in blocks if isinstance(b, Heading | Paragraph)] == labels


LOOP = "- 主要是：{% 逐条 %}{% for 行 in 问.单 %}{% 条 %}{{ 行.题 }}[[，特别是{{ 行.重 }}]]{% endfor %}{% 条 %}[[还有{{ 问.他 }}]]{% 完 %}"
"""A chain whose items come from a table, and one more."""


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        (
            "问.单: |\n  题 | 重\n  师资不足 | 音体美\n  学位不足 |\n",
            "主要是：一是师资不足，特别是音体美；二是学位不足。",
        ),
        ("问.单: |\n  题 | 重\n  师资不足 |\n问.他: 经费不足\n", "主要是：一是师资不足；二是还有经费不足。"),
        ("问.单: |\n  题 | 重\n  师资不足 |\n", "主要是：师资不足。"),
        ("问.单: 待补\n", "主要是：【待补：问.单】"),
        ("问.单: 待补\n问.他: 经费不足\n", "主要是：【待补：问.单】还有经费不足。"),
    ],
)
def test_a_loop_may_open_the_items_of_a_chain(tmp_path: Path, facts: str, printed: str) -> None:
    assert said(tmp_path, LOOP, facts) == printed


def test_an_item_outside_a_chain_is_an_error(tmp_path: Path) -> None:
    files = TWO_LEVELS | {"fragments/队.md": "## 甲\n- {% 条 %}甲{{ 队.甲 }}。\n## 乙\n- 乙{{ 队.乙 }}。\n"}
    _, _, problems = rendered(tmp_path, files, FACTS)
    assert [p.message for p in problems] == ["不认识“{% 条 %}”"]
