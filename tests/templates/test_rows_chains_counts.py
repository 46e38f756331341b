"""Rows of a table that are optional as a whole, chains in other styles, and numbers that announce what follows."""

from pathlib import Path

import pytest
from wording import messages, outline, project, rendered, said

from drafter.api import draft
from drafter.diagnostics import Problems
from drafter.document import Table, block_text, text_of

TABLE = (
    "- | 指标 | 现状 | 目标 |\n  |---|---|---|\n"
    "  [[| 毛入园率 | {{ 学.入园 }} | {{ 打算.入园 }} |]]\n"
    "  [[| 巩固率 | {{ 学.巩固 }} | {{ 打算.巩固 }} |]]\n"
    "  | 其他 | [[{{ 学.他 }}]] | |\n"
    "  [[| 升学率 | {{ 学.升学 }} | {{ 打算.升学 }} |]]\n"
)
ALL = "学.入园: 96%\n打算.入园: 97%\n学.巩固: 99%\n打算.巩固: 99.5%\n学.升学: 90%\n打算.升学: 92%\n"


def table_of(folder: Path, wording: str, facts: str) -> list[str]:
    """The rows of the only table, cells apart by ``|``, and what else is printed."""
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("句") }}\n',
        "fragments/队.md": "## 句\n" + wording,
        "facts.yaml": "文稿.模板: 试\n文稿.单位: 甲县教育局\n文稿.年度: 2025\n" + facts,
    }
    blocks = draft(project(folder, files) / "facts.yaml", Problems(), cached=False).document.blocks
    lines: list[str] = []
    for block in blocks:
        rows = (block.head, *block.rows) if isinstance(block, Table) else ()
        lines += ["|".join(map(text_of, row.cells)) for row in rows] or [block_text(block)]
    return lines


@pytest.mark.parametrize(
    ("facts", "rows"),
    [
        (ALL, ["毛入园率|96%|97%", "巩固率|99%|99.5%", "其他||", "升学率|90%|92%"]),
        ("学.入园: 96%\n学.巩固: 99%\n", ["毛入园率|96%|", "巩固率|99%|", "其他||"]),
        ("学.升学: 90%\n打算.入园: 97%\n", ["毛入园率||97%", "其他||", "升学率|90%|"]),
        ("学.巩固: 不涉及\n学.升学: 90%\n", ["其他||", "升学率|90%|"]),
        ("学.巩固: 待补\n", ["巩固率|【待补：学.巩固】|", "其他||"]),
        ("学.他: 5所\n", ["其他|5所|"]),
    ],
)
def test_a_row_in_double_brackets_goes_when_none_of_its_facts_is_given(
    tmp_path: Path, facts: str, rows: list[str]
) -> None:
    assert table_of(tmp_path, TABLE, facts) == ["指标|现状|目标", *rows]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ("校.单: |\n  名 | 人\n  甲校 | 3人\n  乙校 |\n  丙校 | 5人\n", ["校|人", "甲校|3人", "乙校|", "丙校|5人"]),
        ("校.单: |\n  名 | 人\n  甲校 | 3人\n   |\n  丙校 | 5人\n", ["校|人", "甲校|3人", "丙校|5人"]),
    ],
)
def test_a_row_of_a_loop_goes_when_its_record_is_empty(tmp_path: Path, facts: str, lines: list[str]) -> None:
    wording = "- | 校 | 人 |\n  |---|---|\n  {% for 行 in 校.单 %}[[| {{ 行.名 }} | {{ 行.人 }} |]]\n  {% endfor %}\n"
    assert table_of(tmp_path, wording, facts) == lines


def test_a_text_after_a_table_whose_last_row_went_is_no_row_of_it(tmp_path: Path) -> None:
    assert table_of(tmp_path, TABLE + "\n  以上为全年数据。\n", "学.入园: 96%\n") == [
        "指标|现状|目标",
        "毛入园率|96%|",
        "其他||",
        "以上为全年数据。",
    ]


def test_a_table_all_of_whose_rows_went_goes(tmp_path: Path) -> None:
    wording = "- 指标见{{ 学.册 }}。\n\n  | 指标 | 现状 |\n  |---|---|\n  [[| 入园率 | {{ 学.入园 }} |]]\n"
    assert table_of(tmp_path, wording, "学.册: 附表\n") == ["指标见附表。"]


CHAIN = "- {{% 逐条{style} %}}{{% 条 %}}建校{{{{ 队.校 }}}}{{% 条 %}}[[招生{{{{ 队.生 }}}}]]{{% 条 %}}培训{{{{ 队.训 }}}}{{% 完 %}}"


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("", "一是建校3所；二是招生90名；三是培训8期。"),
        (" “首先、其次、再次、最后”", "首先，建校3所；其次，招生90名；再次，培训8期。"),
        (" “（{1}）”", "（1）建校3所；（2）招生90名；（3）培训8期。"),
        (' "第{一}，"', "第一，建校3所；第二，招生90名；第三，培训8期。"),
        (" “其一、其二、其三”", "其一，建校3所；其二，招生90名；其三，培训8期。"),
        (" “首先是、其次是、最后是”", "首先是建校3所；其次是招生90名；最后是培训8期。"),
        (" “①、②、③”", "①建校3所；②招生90名；③培训8期。"),
    ],
)
def test_a_chain_is_numbered_in_the_style_asked_for(tmp_path: Path, style: str, printed: str) -> None:
    facts = "队.校: 3所\n队.生: 90名\n队.训: 8期\n"
    assert said(tmp_path, CHAIN.format(style=style), facts) == printed


def test_a_chain_with_fewer_words_than_items_is_an_error(tmp_path: Path) -> None:
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("句") }}\n',
        "fragments/队.md": "## 句\n" + CHAIN.format(style=" “首先、最后”"),
    }
    _, _, problems = rendered(tmp_path, files, "队.校: 3所\n队.生: 90名\n队.训: 8期\n")
    assert messages(problems) == ["J020 “逐条”最多2条，这里有3条"]


def test_items_apart_by_an_empty_line_are_paragraphs(tmp_path: Path) -> None:
    wording = "- {% 逐条 %}{% 条 %}建校{{ 队.校 }}。\n\n  {% 条 %}[[招生{{ 队.生 }}。]]\n\n  {% 条 %}培训{{ 队.训 }}。{% 完 %}\n"
    assert said(tmp_path, wording, "队.校: 3所\n队.训: 8期\n") == "一是建校3所。\n二是培训8期。"


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        ("队.校: 3所\n队.生: 90名\n队.训: 8期\n", "抓好三件事：一是建校3所；二是招生90名；三是培训8期。"),
        ("队.校: 3所\n队.训: 8期\n", "抓好两件事：一是建校3所；二是培训8期。"),
        ("队.校: 3所\n", "抓好一件事：建校3所。"),
    ],
)
def test_a_chain_announces_as_many_items_as_it_has(tmp_path: Path, facts: str, printed: str) -> None:
    wording = "- {% 逐条 %}抓好{{ 条数() }}件事：{% 条 %}[[建校{{ 队.校 }}]]{% 条 %}[[招生{{ 队.生 }}]]{% 条 %}[[培训{{ 队.训 }}]]{% 完 %}"
    assert said(tmp_path, wording, facts) == printed


PLAN = "重点做好以下{{ 条数() }}方面工作。\n\n"
LEADS = "**抓校舍。**[[建校{{ 队.校 }}。]]\n\n**抓招生。**[[招生{{ 队.生 }}。]]\n\n**抓培训。**[[培训{{ 队.训 }}。]]\n"
HEADS = LEADS.replace("。**", "\n\n").replace("**", "## ")
DEEP = HEADS.replace("## 抓招生", "### 抓招生")
LIST = "1. 建校{{ 队.校 }}。\n2. 培训{{ 队.训 }}。\n"


@pytest.mark.parametrize(
    ("section", "facts", "count"),
    [
        (LEADS, "队.校: 3所\n队.生: 90名\n队.训: 8期\n", "三"),
        (LEADS, "队.校: 3所\n队.训: 8期\n", "两"),
        (LEADS, "队.校: 3所\n队.自拟: 另有一段。\n", "一"),
        (LEADS, "", "几"),
        (HEADS, "队.校: 3所\n队.生: 90名\n队.训: 8期\n", "三"),
        (HEADS, "队.校: 3所\n队.训: 8期\n", "两"),
        (DEEP, "队.校: 3所\n队.生: 90名\n队.训: 8期\n", "两"),
        (LIST, "队.校: 3所\n队.训: 8期\n", "两"),
    ],
)
def test_an_announcement_counts_what_is_left_of_its_section(
    tmp_path: Path, section: str, facts: str, count: str
) -> None:
    files = {
        "templates/试/template.yaml": outline("队=队伍", "安=安全"),
        "templates/试/章-队.md": PLAN + section,
        "templates/试/章-安.md": "**抓安全。**督查{{ 安.督查 }}。\n",
        "facts.yaml": "文稿.模板: 试\n文稿.单位: 甲县教育局\n文稿.年度: 2025\n安.督查: 2次\n" + facts,
    }
    blocks = draft(project(tmp_path, files) / "facts.yaml", Problems(), cached=False).document.blocks
    assert block_text(blocks[1]) == f"重点做好以下{count}方面工作。"
