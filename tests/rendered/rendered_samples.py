"""The documents that are rendered and measured, all in one run."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial

from PIL import Image as Picture

from drafter.diagnostics import Anchor, Diagnostic, Severity, Span
from drafter.document import (
    Attachment,
    Block,
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


def tall_rows() -> Document:
    """Rows of several lines each over three pages, with figures of different length."""
    rows = tuple(
        cells(f"项目{number}", words(70), f"{number * 137:,}人", f"{number * 1.7:.2f}%") for number in range(1, 21)
    )
    return Document(
        ("统计表",),
        (paragraph(words(60)), Table(cells("名称", "内容", "人数", "占比"), rows, caption=(Run("表1　培训情况"),))),
    )


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


def elements(**named: str | tuple[str, ...]) -> tuple[Element, ...]:
    return tuple(Element(name, (value,) if isinstance(value, str) else value) for name, value in named.items())


def notice() -> Document:
    """A 通知 with every element of 版头 and 版记, a seal, and two 附件."""
    return Document(
        ("武进区教育局关于做好2022年义务教育阶段学校招生入学工作的实施意见",),
        (paragraph(words(100)),),
        "武进区教育局",
        "2022年3月8日",
        elements=elements(
            份号="000001",
            密级和保密期限="秘密★1年",
            紧急程度="特急",
            发文机关标志="武进区教育局文件",
            发文字号="武教发〔2022〕8号",
            主送机关=("各镇（街道）教育管理办公室", "局属各单位"),
            签章="加盖印章",
            附注="此件公开发布",
            抄送=(
                "常州市教育局",
                "区委办公室",
                "区人大常委会办公室",
                "区人民政府办公室",
                "区政协办公室",
                "区纪委监委派驻纪检监察组",
            ),
            印发机关="武进区教育局办公室",
            印发日期="2022年3月9日",
        ),
        attachments=(
            Attachment(
                "武进区2022年义务教育阶段学校招生入学工作日程安排表以及各相关部门职责分工一览表。",
                (paragraph(words(60)),),
            ),
            Attachment("报名点一览表", (paragraph(words(30)),)),
        ),
    )


def joint_report() -> Document:
    """A joint 报告 to a higher organ: three 签发人, the 发文字号 on the last one's line."""
    return Document(
        ("武进区教育局武进区财政局关于教育经费情况的报告",),
        (paragraph(words(60)),),
        "",
        "2022年3月8日",
        elements=elements(
            发文机关标志=("武进区教育局文件", "武进区财政局文件"),
            发文字号="武教发〔2022〕9号",
            签发人=("张建国", "李明", "王小红"),
            署名=("武进区教育局", "武进区财政局"),
        ),
        attachments=(Attachment("经费表"),),
    )


def letter() -> Document:
    return Document(
        ("关于商请支持校园周边环境整治的函",),
        (paragraph(words(700)),),
        "武进区教育局",
        "2022年3月8日",
        elements=elements(
            形式="信函",
            发文机关标志="武进区教育局",
            发文字号="武教函〔2022〕3号",
            份号="000012",
            密级和保密期限="秘密",
            主送机关="武进区公安局",
            抄送="武进区城管局",
            印发机关="武进区教育局办公室",
            印发日期="2022年3月9日",
        ),
    )


def minutes() -> Document:
    return Document(
        ("局长办公会议纪要",),
        (paragraph(words(80)),),
        elements=elements(
            形式="纪要",
            发文机关标志="武进区教育局会议纪要",
            发文字号="第3期",
            出席=("张三", "李四", *("某某某",) * 12),
            请假="王五",
            列席="赵六",
        ),
    )


def order() -> Document:
    return Document(
        (),
        (paragraph(words(80)),),
        "区长　张三",
        "2022年3月8日",
        elements=elements(形式="命令", 发文机关标志="武进区人民政府令", 发文字号="第12号", 签章="签名章"),
    )


def full_page_before_imprint() -> Document:
    """Text down to the last line of a page: the 版记 has to move to the next one."""
    return Document(
        ("标题",),
        (paragraph(words(26 + 28 * 18)),),
        elements=elements(抄送="甲", 印发机关="乙", 印发日期="2022年3月9日"),
    )


def signature_at_page_end(last: int) -> Callable[[], Document]:
    """19 lines of text on the first page, the last *last* of them one paragraph: the signature no longer fits."""
    return lambda: Document(
        ("标题",),
        (paragraph(words(26 + 28 * (18 - last))), paragraph(words(26 + 28 * (last - 1)))),
        "武进区教育局",
        "2021年12月28日",
    )


def secret_report() -> Document:
    return Document(("工作总结",), (paragraph(words(30)),), elements=elements(密级和保密期限="秘密"))


def _written(document: Callable[[], Document]) -> bytes:
    return write_docx(document(), Layout())


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "report": partial(_written, report),
    "date-governs": partial(_written, partial(signed, "武进区教育局", "2021年12月28日")),
    "name-governs": partial(_written, partial(signed, "武进区教育局办公室综合科", "2021年1月8日")),
    "rich": partial(_written, rich),
    "rich-draft": rich_draft,
    "long-table": partial(_written, long_table),
    "tall-rows": partial(_written, tall_rows),
    "kinsoku": partial(_written, kinsoku),
    "short-last": partial(_written, signature_at_page_end(3)),
    "long-last": partial(_written, signature_at_page_end(12)),
    "secret": partial(_written, secret_report),
    "notice": partial(_written, notice),
    "joint-report": partial(_written, joint_report),
    "letter": partial(_written, letter),
    "minutes": partial(_written, minutes),
    "order": partial(_written, order),
    "full-page": partial(_written, full_page_before_imprint),
}
