"""The 印发通知 and the document that it carries, in every edition."""

from __future__ import annotations

from docx_parts import W, paragraphs, part, said

from drafter.document import Attachment, Document, Element, Layout, Paragraph, Run
from drafter.writers import write_docx, write_html, write_markdown

DOCUMENT = Document(
    ("甲县教育局2022年工作要点",),
    (Paragraph((Run("全年工作。"),)),),
    "甲县教育局",
    "2022年3月8日",
    elements=(
        Element("发文字号", ("甲教发〔2022〕8号",)),
        Element("主送机关", ("各学校",)),
        Element("通知标题", ("甲县教育局关于印发2022年工作要点的通知",)),
        Element("通知正文", ("现将要点印发给你们。\n特此通知。",)),
        Element("附注", ("公开",)),
        Element("抄送", ("县政府",)),
    ),
    attachments=(Attachment("任务表", (Paragraph((Run("任务。"),)),)),),
)
ORDER = [
    "甲教发〔2022〕8号",
    "甲县教育局关于印发2022年工作要点的通知",
    "各学校：",
    "现将要点印发给你们。",
    "特此通知。",
    "甲县教育局",
    "2022年3月8日",
    "（公开）",
    "甲县教育局2022年工作要点",
    "全年工作。",
    "任务表",
    "任务。",
    "抄送：县政府。",
]


def in_order(text: str) -> list[str]:
    """Those of ORDER that *text* says, by where they stand as whole words."""
    found, at = [], 0
    for words in ORDER:
        at = text.find(words, at)
        if at < 0:
            break
        found.append(words)
        at += len(words)
    return found


def test_every_edition_says_the_notice_then_the_document_it_carries_then_the_imprint() -> None:
    docx = "\n".join(paragraphs(write_docx(DOCUMENT, Layout())))
    html, markdown = write_html(DOCUMENT, Layout()).decode(), write_markdown(DOCUMENT).decode()
    for edition in (docx, html.partition("<body>")[2], markdown):
        assert in_order(edition) == ORDER
        assert edition.count("2022年3月8日") == 1


def test_the_file_is_titled_as_the_notice_that_it_is() -> None:
    assert "关于印发2022年工作要点的通知" in str(
        part(write_docx(DOCUMENT, Layout()), "docProps/core.xml").xpath("string()")
    )


def test_the_carried_title_opens_a_page() -> None:
    pages = [
        said(node)
        for node in part(write_docx(DOCUMENT, Layout())).iter(f"{W}p")
        if node.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert pages == ["甲县教育局2022年工作要点", "附件"]
