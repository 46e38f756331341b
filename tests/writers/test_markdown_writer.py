"""Markdown that drafter writes says the same when drafter reads it again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.diagnostics import Problems
from drafter.document import (
    Attachment,
    Block,
    Document,
    Element,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Table,
    TableRow,
    block_text,
)
from drafter.markdown import parse
from drafter.marks import Marks
from drafter.writers import write_markdown


def say(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def written(*blocks: Block) -> str:
    return write_markdown(Document(("标题",), blocks)).decode()


def read_again(markdown: str) -> list[str]:
    problems = Problems()
    parsed = parse(markdown, Marks(), problems, file="x.md")
    assert not [p.message for p in problems]
    return [block_text(block) for block in parsed.blocks]


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Heading(1, (Run("党建"),), "一、"), "## 一、党建"),
        (Paragraph((Run("正文。"),), (Run("要点。"),), "（一）", 2), "**（一）要点。**正文。"),
        (Paragraph((Run("话"),), quote=True), "> 话"),
        (Paragraph((Run("甲", strong=True), Run("乙", emphasis=True), Run("丙", code=True))), "**甲***乙*`丙`"),
        (Paragraph((Run("站", link="https://a.cn/b_c"),)), "[站](<https://a.cn/b_c>)"),
        (Paragraph((Run("上"), Run("", line_break=True), Run("下"))), "上\\\n下"),
        (ListBlock(((say("甲"),), (say("乙"),))), "- 甲\n- 乙"),
        (ListBlock(((say("甲"),),), ordered=True, start=3), "3. 甲"),
        (ListBlock(((say("甲"), say("续")),)), "- 甲\n\n  续"),
        (
            Table(
                TableRow(((Run("项"),), (Run("数"),))),
                (TableRow(((Run("a|b"),), (Run("2"),))),),
                ("", "right"),
                (Run("表1"),),
            ),
            "表1\n\n| 项 | 数 |\n| --- | ---: |\n| a\\|b | 2 |",
        ),
    ],
)
def test_each_block_has_its_markdown(block: Block, markdown: str) -> None:
    assert written(block) == f"# 标题\n\n{markdown}\n"


@pytest.mark.parametrize(
    "text",
    [
        "*星*",
        "_下划_",
        "**重**",
        "`码`",
        "[a](b)",
        "![a](b)",
        "# 井号",
        "- 减号",
        "+ 加号",
        "1. 编号",
        "2021. 年",
        "> 大于",
        "<b>尖</b>",
        "&amp;",
        "反\\斜",
        "a|b|c",
        "~~删~~",
        "~~~",
        "```",
        "---",
        "===",
        "***",
        "[^1]",
        "[^1]: 注",
        "  前有空格",
        "3*4*5=60",
        "8%~9%",
    ],
)
def test_text_that_looks_like_markup_stays_text(text: str) -> None:
    assert read_again(written(say(text))) == ["标题", text.strip()]


@given(st.text(st.sampled_from("甲乙12ab*_`[]{}<>#+-=|~\\&^> "), min_size=1, max_size=12))
@settings(max_examples=400, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    text = " ".join(text.split())
    if text:
        assert read_again(written(say(text))) == ["标题", text]


def test_the_whole_document_is_there() -> None:
    document = Document(
        ("武进区教育局", "工作总结"),
        (Paragraph((Run("正文"), Run("", note=1))),),
        "武进区教育局",
        "2021年12月28日",
        "副题",
        (Footnote(1, (Run("注释"),)),),
        (Element("主送机关", ("各校",)), Element("发文字号", ("1. 号",)), Element("附注", ("公开",))),
        (Attachment("附表", (say("内容"),)),),
    )
    expected = [
        "1\\. 号",
        "# 武进区教育局工作总结",
        "副题",
        "各校：",
        "正文[^1]",
        "武进区教育局",
        "2021年12月28日",
        "（公开）",
        "## 附表",
        "内容",
        "[^1]: 注释",
    ]
    assert write_markdown(document).decode() == "\n\n".join(expected) + "\n"
