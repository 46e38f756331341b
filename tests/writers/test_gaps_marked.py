"""A gap outside the text, in title, 署名, date or an element, is marked like one in it."""

from __future__ import annotations

import re

import pytest
from docx_parts import highlighted
from msgspec.structs import replace

from drafter.document import Document, Element, Layout, Paragraph, Run
from drafter.writers import write_docx, write_html

GAP = "【待补：文稿.某项】"
PLAIN = Document(("工作总结",), (Paragraph((Run("正文。"),)),), "甲县教育局", "2022年3月8日")


@pytest.mark.parametrize(
    "document",
    [
        replace(PLAIN, title=(f"甲县教育局{GAP}工作总结",)),
        replace(PLAIN, title=("甲县教育局", f"{GAP}工作总结")),
        replace(PLAIN, subtitle=GAP),
        replace(PLAIN, organ=GAP),
        replace(PLAIN, date=GAP),
        *(
            replace(PLAIN, elements=(Element(name, (GAP,)), *more))
            for name, more in (
                ("份号", ()),
                ("发文字号", ()),
                ("发文机关标志", ()),
                ("签发人", ()),
                ("主送机关", ()),
                ("抄送", ()),
                ("印发机关", ()),
                ("附注", ()),
                ("通知标题", ()),
                ("通知正文", (Element("通知标题", ("关于印发总结的通知",)),)),
            )
        ),
    ],
    ids=lambda document: document.elements[0].name if document.elements else "plain",
)
@pytest.mark.parametrize("draft", [False, True])
def test_gap_is_yellow_in_every_edition(document: Document, draft: bool) -> None:
    if document.element("签发人"):
        document = replace(document, elements=(*document.elements, Element("发文字号", ("甲教发〔2022〕8号",))))
    assert highlighted(write_docx(document, Layout(), draft=draft)) == [GAP]
    assert re.findall("<mark>(.*?)</mark>", write_html(document, Layout()).decode()) == [GAP]


def test_a_gap_that_a_title_s_line_cuts_off_is_yellow_to_its_end() -> None:
    long = f"【待补：{'很长的名称' * 5}】"
    written = highlighted(write_docx(replace(PLAIN, title=(long,)), Layout()))
    assert "".join(written) == long


def test_a_document_without_gaps_has_no_yellow() -> None:
    assert highlighted(write_docx(PLAIN, Layout())) == []
