"""Elements of an official document, and paragraphs that have been recognised as such."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from drafter.docxview import ParagraphView, TableView, TextRun


class Role(Enum):
    """An element under its name in GB/T 9704-2012, or as practice calls it."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    SUBTITLE = "副标题"
    BYLINE = "题下署名"
    ADDRESSEE = "主送机关"
    ATTENDANCE = "出席人员"
    CONTENTS = "目录"
    HEADING = "层次标题"
    BODY = "正文"
    QUOTE = "引文"
    NOTE = "附件说明"
    ORGAN = "发文机关署名"
    DATE = "成文日期"
    REMARK = "附注"
    LABEL = "附件序号"
    ANNEX_TITLE = "附件标题"
    COPIES = "抄送机关"
    PRINTING = "印发机关和印发日期"
    CAPTION = "图表题"
    PICTURE = "图片"
    TABLE = "表格"
    BLANK = "空行"


class Part(Struct, frozen=True):
    """A paragraph or table of the body with its role."""

    item: ParagraphView | TableView
    role: Role
    level: int = 0
    """1–4 for a heading and for a paragraph that begins with a numbered lead; 0 otherwise."""
    number: str = ""
    """The number that it begins with, automatic or typed, without blanks."""
    lead: int = 0
    """Length of a run-in lead, its number included, in characters of :attr:`text`; 0 if there is none."""
    annex: int = 0
    """0 in the main text, else which annex it belongs to, from 1."""
    certain: bool = True
    """False if the role was guessed."""

    @property
    def paragraph(self) -> ParagraphView | None:
        """The paragraph; ``None`` for a table."""
        return self.item if isinstance(self.item, ParagraphView) else None

    @property
    def text(self) -> str:
        """The text as printed: automatic number included, blanks at both ends left out."""
        return printed(self.item) if isinstance(self.item, ParagraphView) else ""

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """The runs of the paragraph."""
        return self.item.runs if isinstance(self.item, ParagraphView) else ()


def printed(paragraph: ParagraphView) -> str:
    """What is read: the automatic number, then the text, without blanks and page breaks at either end."""
    text = paragraph.text.strip()
    return f"{paragraph.label}{text}" if paragraph.label else text


def typed_indent(paragraph: ParagraphView) -> str:
    """The blanks that were typed before the text."""
    text = paragraph.text.replace("\f", "")
    return text[: len(text) - len(text.lstrip())] if text.strip() else ""


def chinese_size(paragraph: ParagraphView) -> float:
    """The size of most of its text in points; that of the paragraph mark if it has none."""
    sizes: dict[float, int] = {}
    for run in paragraph.runs:
        sizes[run.look.size] = sizes.get(run.look.size, 0) + len(run.text.strip())
    return max(sizes, key=lambda size: sizes[size]) if sizes else paragraph.mark.size
