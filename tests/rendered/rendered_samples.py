"""The documents that are rendered and measured, all in one run."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial

from PIL import Image as Picture

from drafter.diagnostics import Anchor, Diagnostic, Severity, Span
from drafter.document import (
    Block,
    Document,
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
from drafter.writers import write_docx

HANZI = "工作总结教育发展质量提升"


def words(count: int) -> str:
    return (HANZI * (count // len(HANZI) + 1))[:count]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def fact(text: str, path: str, *, gap: bool = False) -> Run:
    return Run(text, mark=Mark(text, (path,), Span("facts.yaml", 3), gap=gap, source="人事科"))


def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (width, height), (90, 90, 90)).save(buffer, "PNG", dpi=(96, 96))
    return buffer.getvalue()


def jpeg(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (width, height), (90, 90, 90)).save(buffer, "JPEG", dpi=(96, 96))
    return buffer.getvalue()


def cells(*texts: str) -> TableRow:
    return TableRow(tuple((Run(text),) if text else () for text in texts))


def report() -> Document:
    """A report of several pages of nothing but hanzi: 26 characters on each first line, 28 on the others."""
    blocks: tuple[Block, ...] = tuple(paragraph(words(26 + 28 * 9)) for _ in range(8))
    return Document(("武进区教育局", "二〇二一年工作总结和二〇二二年打算"), blocks, "武进区教育局", "2021年12月28日")


def signed(organ: str, date: str) -> Document:
    return Document(("工作总结",), (paragraph(words(30)),), organ, date)


def rich() -> Document:
    """Every sort of block, run and mark."""
    blocks: tuple[Block, ...] = (
        Heading(1, (Run("强化党建引领"),), "一、", "党建"),
        Paragraph(
            (
                Run("全年公开招聘教师"),
                fact("257名", "队伍.招聘.事业编制"),
                Run("，备案"),
                fact("【待补：备案】", "队伍.备案", gap=True),
            ),
            (Run("加强人才引进。"),),
            "（一）",
            2,
        ),
        Heading(2, (Run("优化资源"),), "（一）"),
        Heading(3, (Run("新建"),), "1."),
        Heading(4, (Run("改建"),), "（1）"),
        Paragraph(
            (
                Run("重点", strong=True),
                Run("着重", emphasis=True),
                Run("code", code=True),
                Run("", line_break=True),
                Run("第二行"),
            )
        ),
        Paragraph((Run("引用的话。"),), quote=True),
        Paragraph(
            (
                Run("见"),
                Run("网站", link="https://example.org/?a=1&b=2"),
                Run("", note=1),
                Run("，再见"),
                Run("", note=1),
            )
        ),
        ListBlock(((paragraph("甲"), ListBlock(((paragraph("子"),),), ordered=True)), (paragraph("乙"),))),
        ListBlock(((paragraph("丙"),), (Table(cells("列"), (cells("值"),)),)), ordered=True, start=3),
        Table(
            cells("项目", "内容", "数量"),
            (
                cells("小学", "新建改建扩建一批中小学校舍，增加优质学位供给", "12所"),
                cells("初中", "", "3所"),
                cells("合计"),
            ),
            caption=(Run("表1　项目情况"),),
        ),
        Table(cells("甲"), (cells("乙"),)),
        Image(png(3000, 400), "image/png", (Run("图1　校园"),), "校园.png"),
        Image(jpeg(200, 100), "image/jpeg", name="门.jpg"),
        paragraph('控制字符\x00\x1f和<尖括号>&"引号"、补充平面𠮷、坏半个\ud800字'),
    )
    notes = (
        Footnote(
            1,
            (Run("注释"), Run("链接", link="https://example.org/")),
        ),
    )
    return Document(("武进区教育局工作总结",), blocks, "武进区教育局", "2021年12月28日", "在全区大会上", notes)


def rich_draft() -> bytes:
    notes = (
        Diagnostic("N101", Severity.ERROR, Anchor(1, 5, 12), "分项之和与合计不符", "请核对"),
        Diagnostic("N102", Severity.WARNING, Anchor(1, 8, 400), "百分比不符"),
        Diagnostic("W401", Severity.INFO, Anchor(10, 3, 9), "重复"),
        Diagnostic("F206", Severity.INFO, Span("facts.yaml", 3), "关系不成立"),
        Diagnostic("F203", Severity.INFO, None, "没有用到"),
    )
    return write_docx(rich(), Layout(), notes=notes, draft=True)


def long_table() -> Document:
    rows = tuple(cells(str(number), "新建改建扩建一批中小学校舍", f"{number}所") for number in range(1, 61))
    return Document(("统计表",), (Table(cells("序号", "名称", "数量"), rows, caption=(Run("表1　建设情况"),)),))


def kinsoku() -> Document:
    """Marks that may not open a line, and one that may not end it, at the 28th place."""
    return Document(
        ("标题",),
        (
            paragraph(words(26) + words(28) + "，" + words(20)),
            paragraph(words(26) + words(27) + "《" + words(10) + "》" + words(8)),
            paragraph(words(26) + words(27) + "学》" + words(20)),
        ),
    )


def _written(document: Callable[[], Document]) -> bytes:
    return write_docx(document(), Layout())


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "report": partial(_written, report),
    "date-governs": partial(_written, partial(signed, "武进区教育局", "2021年12月28日")),
    "name-governs": partial(_written, partial(signed, "武进区教育局办公室综合科", "2021年1月8日")),
    "rich": partial(_written, rich),
    "rich-draft": rich_draft,
    "long-table": partial(_written, long_table),
    "kinsoku": partial(_written, kinsoku),
}
