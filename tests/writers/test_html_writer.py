"""The HTML page: readable, self-contained, escaped, and with an identity."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from drafter.document import (
    Document,
    Element,
    Footnote,
    Heading,
    Image,
    Layout,
    ListBlock,
    Paragraph,
    Run,
    Table,
    TableRow,
)
from drafter.marks import Mark
from drafter.writers import html_content_id, html_stored_id, write_html

VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """Checks that tags nest, and collects text and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sources += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def page(content: bytes) -> Page:
    parsed = Page()
    parsed.feed(content.decode())
    parsed.close()
    assert parsed.open == []
    return parsed


def rich() -> Document:
    row = TableRow(((Run("小学"),), (Run("12"),)))
    return Document(
        ("武进区教育局", "工作总结"),
        (
            Heading(1, (Run("党建"),), "一、"),
            Paragraph((Run('a<b>&"c"'), Run("", note=1)), (Run("要点。"),), "（一）", 2),
            Paragraph(
                (
                    Run("【待补：甲】", mark=Mark("【待补：甲】", ("甲",), None, gap=True)),
                    Run("站", link="https://a.cn/?a=1&b=2"),
                )
            ),
            Paragraph((Run("话"),), quote=True),
            ListBlock(((Paragraph((Run("点"),)),),), ordered=True, start=2),
            Table(row, (row,), ("", "right"), (Run("表1"),)),
            Image(b"\x89PNG", "image/png", (Run("图1"),), '"><script>'),
            Paragraph(
                (Run("重", strong=True), Run("点", emphasis=True), Run("x", code=True), Run("", line_break=True))
            ),
        ),
        "武进区教育局",
        "2021年12月28日",
        notes=(Footnote(1, (Run("注"),)),),
        elements=(
            Element("主送机关", ("各校",)),
            Element("发文字号", ("武教发〔2021〕8号",)),
            Element("抄送", ("甲", "乙")),
        ),
    )


def test_page_nests_loads_nothing_and_says_everything() -> None:
    parsed = page(write_html(rich(), Layout()))
    expected = [
        "一、党建",
        '（一）要点。a<b>&"c"',
        "【待补：甲】",
        "表1",
        "图1",
        "各校：",
        "武教发〔2021〕8号",
        "抄送：甲，乙。",
    ]
    for words in (*expected, "2021年12月28日"):
        assert words in parsed.text
    assert [source.split(":")[0] for source in parsed.sources] == ["#note1", "https", "data"]


def test_gaps_are_marked_and_the_language_is_chinese() -> None:
    written = write_html(rich(), Layout()).decode()
    assert "<mark>【待补：甲】</mark>" in written
    assert '<html lang="zh-CN">' in written
    assert "<script" not in written


def test_identity_is_stored_and_changes_with_the_content() -> None:
    written = write_html(rich(), Layout())
    assert html_stored_id(written) == html_content_id(written)
    edited = written.replace("党建".encode(), "党务".encode())
    assert html_stored_id(edited) != html_content_id(edited)
    assert write_html(rich(), Layout()) == written


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04"])
def test_a_foreign_page_has_no_stored_identity(content: bytes) -> None:
    assert html_stored_id(content) is None


def test_text_that_html_cannot_carry_is_dropped() -> None:
    parsed = page(write_html(Document(("a\x00b\ud800",), (Paragraph((Run("c\x1fd"),)),)), Layout()))
    assert "ab" in parsed.text
    assert "cd" in parsed.text


def test_a_seal_stands_with_the_signature() -> None:
    document = Document(("标题",), (), "甲局", "2022年3月8日", seals=(Image(b"\x89PNG", "image/png", name="公章.png"),))
    written = write_html(document, Layout()).decode()
    assert '<p>2022年3月8日</p><img src="data:image/png;base64,iVBORw==" alt="公章.png"></div>' in written
