"""Word files as people make them by hand: built with python-docx, or from bare OOXML where that can't."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

S = "全年公开招聘事业编制教师257名，备案制教师120名，师资结构持续优化，各项工作取得新的进展，群众满意度明显提升。"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png(width: int = 60, height: int = 40) -> bytes:
    rows = b"".join(b"\0" + b"\x20\x60\xc0" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Hand:
    """A document typed in 宋体 with Word's own page and line spacing."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()

    def line(
        self, text: str = "", size: float = 12, *, font: str = "宋体", bold: bool = False, align: Any = None
    ) -> Any:
        paragraph = self.document.add_paragraph()
        if text:
            self.run(paragraph, text, size, font=font, bold=bold)
        paragraph.alignment = align
        return paragraph

    def run(self, paragraph: Any, text: str, size: float = 12, *, font: str = "宋体", bold: bool = False) -> Any:
        run = paragraph.add_run(text)
        run.font.size, run.font.name, run.bold = Pt(size), font, bold
        run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)
        return run

    def red(self, text: str) -> None:
        paragraph = self.line(align=CENTER)
        self.run(paragraph, text, 40).font.color.rgb = RGBColor(255, 0, 0)

    def listed(self, text: str, style: str = "List Number") -> None:
        self.document.add_paragraph(text, style=style)

    def picture(self) -> None:
        self.line(align=CENTER).add_run().add_picture(io.BytesIO(png()), width=Mm(80))

    def new_page(self) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(self, *rows: tuple[str, ...]) -> Any:
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        return table

    def save(self, folder: Path, name: str = "手工.docx") -> Path:
        self.document.save(folder / name)
        return folder / name


def summary() -> Hand:
    """A report with everything that clerks do by hand: a title on the left, blanks as indents, bold headings, automatic numbers."""
    made = Hand()
    made.line("武进区教育局2021年工作总结和2022年工作打算", 18, bold=True)
    made.line()
    made.line("　　2021年，区教育局坚持以人民为中心的发展思想。" + S)
    made.line("一、坚持党建引领", 14, bold=True)
    made.run(made.line("　　（一）加强组织建设。", bold=True), S)
    made.line("    " + S)
    made.line()
    made.line("二、推进项目建设", 14, bold=True)
    made.listed("新建小学两所，" + S)
    made.listed("改建中学一所，" + S)
    made.line("表1 招聘情况", align=CENTER)
    made.table(("类别", "人数"), ("小学", "12"), ("初中", "34"))
    made.picture()
    made.line("图1 校园全景", align=CENTER)
    made.line()
    made.line("附件：1. 项目清单")
    made.line("　　　2. 工作安排")
    made.line()
    made.line("武进区教育局", align=RIGHT)
    made.line("2021年12月28日", align=RIGHT)
    made.line("（联系人：张三，电话：0519-12345678）")
    made.new_page()
    made.line("附件1", 14, bold=True)
    made.line("项目清单", 18, align=CENTER)
    made.line(S)
    made.line("附件2").paragraph_format.page_break_before = True
    made.line("工作安排", 18, align=CENTER)
    made.line(S)
    return made


def notice() -> Hand:
    """A notice with a red header, an annex and a 版记 in a table."""
    made = Hand()
    made.line("000001", 16)
    made.line("机密★1年", 16)
    made.line("特急", 16)
    made.red("武进区教育局文件")
    made.line("武教发〔2022〕12号        签发人：张三", 16)
    made.line("关于印发工作要点的通知", 22, align=CENTER)
    made.line()
    made.line("各镇人民政府，各学校：", 16)
    made.line(S, 16).paragraph_format.first_line_indent = Pt(32)
    made.line("附件：武进区教育局2022年工作要点")
    made.line("武进区教育局    武进区财政局", 16, align=RIGHT)
    made.line("2022年3月1日　　", 16, align=RIGHT)
    made.line("附件", 16).paragraph_format.page_break_before = True
    made.line("武进区教育局2022年工作要点", 22, align=CENTER)
    made.line(S, 16)
    made.table(("抄送：区委办公室，区政府办公室。",), ("武进区教育局办公室        2022年3月2日印发",))
    return made


def bare(body: str, parts: dict[str, str] | None = None, links: dict[str, tuple[str, str]] | None = None) -> bytes:
    """A DOCX from the XML inside ``w:body``; *links* are id: (type, target)."""
    relation = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    written = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for key, (kind, target) in (links or {}).items()
    )
    root = (
        f'xmlns:w="{W}" xmlns:r="{RELS}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {relation}><Relationship Id="a" Type="{RELS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {relation}>{written}</Relationships>",
        **{name: xml.replace("ROOT", root) for name, xml in (parts or {}).items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return stream.getvalue()


def p(text: str = "", *, ppr: str = "", rpr: str = "", raw: str = "") -> str:
    """One ``w:p``."""
    run = f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{ppr}</w:pPr>{run}{raw}</w:p>"


TITLE = p("武进区教育局2021年工作总结", ppr='<w:jc w:val="center"/>', rpr='<w:sz w:val="44"/>') + p()
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
