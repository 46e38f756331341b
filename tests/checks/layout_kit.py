"""Documents that obey GB/T 9704-2012 in every point, made of plain OOXML so that a test can spoil one point of them.

They are made without drafter's own writer: the checker is to be right about files of any origin.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from drafter.checks import Finding
from drafter.checks.layout import find_layout
from drafter.docxview import DocxView, open_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FANG, HEI, KAI, SONG, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
SENTENCE = (
    "全年公开招聘事业编制教师257名，备案制教师120名，师资结构持续优化，各项工作取得新的进展，群众满意度明显提升。"
)
CELL = 315


@dataclass
class P:
    """One paragraph; indents in hundredths of a 字, size in half points."""

    text: str = ""
    font: str = FANG
    latin: str = ""
    size: int = 32
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    line: int = 579
    rule: str = "exact"
    tracking: int = -5
    bold: bool = False
    colour: str = ""
    ppr: str = ""
    rpr: str = ""
    runs: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    raw: str = ""
    unit: int = CELL
    ind: str | None = None

    def xml(self) -> str:
        indent = self.ind if self.ind is not None else self._indent()
        runs = self.runs or ([(self.text, {})] if self.text else [])
        inner = "".join(replace(self, **changes)._run(text) for text, changes in runs)  # type: ignore[arg-type]
        spacing = f'<w:spacing w:before="0" w:after="0" w:line="{self.line}" w:lineRule="{self.rule}"/>'
        if "<w:spacing" in self.ppr:
            spacing = ""
        mark = f'<w:rPr><w:sz w:val="{self.size}"/></w:rPr>'
        return (
            f'<w:p><w:pPr>{self.ppr}{spacing}{indent}<w:jc w:val="{self.align}"/>{mark}</w:pPr>{inner}{self.raw}</w:p>'
        )

    def _indent(self) -> str:
        pairs = (("left", self.left), ("right", self.right), ("firstLine", self.first))
        return (
            "<w:ind "
            + " ".join(
                f'w:{name}Chars="{value}" w:{name}="{round(value * self.unit / 100)}"' for name, value in pairs if value
            )
            + "/>"
        )

    def _run(self, text: str) -> str:
        latin = self.latin or self.font
        bold = "<w:b/>" if self.bold else ""
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{self.font}" w:cs="{latin}"/>'
        inner = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
        spacing = f'<w:spacing w:val="{self.tracking}"/>'
        return f'<w:r><w:rPr>{fonts}{bold}{colour}{spacing}<w:sz w:val="{self.size}"/>{self.rpr}</w:rPr>{inner}</w:r>'


def page_number(kind: str) -> str:
    """The paragraph of a footer."""
    side = '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'
    if kind == "even":
        side = '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>'
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="28"/></w:rPr>'
    parts = (
        "<w:t>— </w:t>",
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        "<w:t> —</w:t>",
    )
    return f"<w:p><w:pPr>{side}</w:pPr>" + "".join(f"<w:r>{look}{part}</w:r>" for part in parts) + "</w:p>"


@dataclass
class Doc:
    """A document whose parts can be reached by name."""

    items: dict[str, P | str]
    size: str = '<w:pgSz w:w="11906" w:h="16838"/>'
    margins: dict[str, int] = field(
        default_factory=lambda: {
            "top": 2098,
            "right": 1474,
            "bottom": 1984,
            "left": 1588,
            "header": 851,
            "footer": 1440,
            "gutter": 0,
        }
    )
    grid: str = '<w:docGrid w:type="lines" w:linePitch="579"/>'
    section: str = ""
    numbers: str = ""
    footers: dict[str, str] = field(default_factory=lambda: {k: page_number(k) for k in ("default", "even")})
    settings: str = "<w:evenAndOddHeaders/>"
    title: str = ""
    author: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    links: str = ""

    def __getitem__(self, name: str) -> P:
        item = self.items[name]
        assert isinstance(item, P)
        return item

    def insert(self, after: str, name: str, item: P | str) -> None:
        pairs = list(self.items.items())
        at = [key for key, _ in pairs].index(after) + 1
        self.items = dict([*pairs[:at], (name, item), *pairs[at:]])

    def drop(self, name: str) -> None:
        del self.items[name]

    def to_bytes(self) -> bytes:
        body = "".join(item if isinstance(item, str) else item.xml() for item in self.items.values())
        references = "".join(f'<w:footerReference w:type="{kind}" r:id="f{kind}"/>' for kind in self.footers)
        margins = " ".join(f'w:{name}="{value}"' for name, value in self.margins.items())
        sect = (
            f"<w:sectPr>{references}{self.size}<w:pgMar {margins}/>{self.numbers}{self.section}{self.grid}</w:sectPr>"
        )
        links = "".join(f'<Relationship Id="f{k}" Type="{RELS}/footer" Target="f{k}.xml"/>' for k in self.footers)
        for name in ("styles", "settings"):
            links += f'<Relationship Id="{name}" Type="{RELS}/{name}" Target="{name}.xml"/>'
        root = f'xmlns:w="{W}" xmlns:r="{RELS}"'
        relation = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        core = "http://schemas.openxmlformats.org/package/2006"
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{core}/content-types"/>',
            "_rels/.rels": f'<Relationships {relation}><Relationship Id="a" Type="{RELS}/officeDocument" '
            f'Target="word/document.xml"/><Relationship Id="b" Type="{core}/relationships/metadata/core-properties" '
            'Target="core.xml"/></Relationships>',
            "core.xml": f'<c:coreProperties xmlns:c="{core}/metadata/core-properties" '
            f'xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>{self.title}</d:title>'
            f"<d:creator>{self.author}</d:creator></c:coreProperties>",
            "word/document.xml": f"<w:document {root}><w:body>{body}{sect}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships {relation}>{links}{self.links}</Relationships>",
            "word/settings.xml": f"<w:settings {root}>{self.settings}</w:settings>",
            "word/styles.xml": f'<w:styles {root}><w:style w:type="paragraph" w:default="1" w:styleId="a">'
            '<w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>'
            '<w:sz w:val="32"/></w:rPr></w:style></w:styles>',
            **{f"word/f{kind}.xml": f"<w:ftr {root}>{xml}</w:ftr>" for kind, xml in self.footers.items()},
            **self.parts,
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return stream.getvalue()

    def view(self) -> DocxView:
        return open_docx(self.to_bytes(), "报告.docx")

    def findings(self) -> tuple[Finding, ...]:
        return find_layout(self.view())


def body(text: str = SENTENCE) -> P:
    return P(text, first=200)


def heading(text: str, font: str) -> P:
    return P(text, font, first=200)


def title(text: str) -> P:
    return P(text, TITLE, size=44, align="center", line=720, tracking=0, ppr='<w:snapToGrid w:val="0"/>')


def table(rows: int, width: int = 8844, head: str = "<w:tblHeader/>") -> str:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width // 2}" w:type="dxa"/></w:tcPr>{P("甲校").xml()}</w:tc>'
    first = f"<w:tr><w:trPr>{head}</w:trPr>{cell * 2}</w:tr>"
    grid = f'<w:tblGrid><w:gridCol w:w="{width // 2}"/><w:gridCol w:w="{width // 2}"/></w:tblGrid>'
    rest = f"<w:tr>{cell * 2}</w:tr>" * (rows - 1)
    return f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/></w:tblPr>{grid}{first}{rest}</w:tbl>'


def report() -> Doc:
    """A report without a red header: title, four levels, a table, 署名 and date."""
    return Doc(
        {
            "title1": title("武进区教育局"),
            "title2": title("2021年工作总结和2022年工作打算"),
            "gap": P(),
            "opening": body("2021年，全区教育系统坚持以党的建设为统领，各项工作扎实推进，现将有关情况总结如下："),
            "h1": heading("一、坚持党建引领", HEI),
            "body1": body(),
            "h2": heading("（一）加强组织建设", KAI),
            "h3": heading("1.健全工作制度", FANG),
            "body2": body(SENTENCE * 2),
            "h3b": heading("2.压实工作责任", FANG),
            "h4": heading("（1）明确分工", FANG),
            "body3": body(),
            "runin": P(
                first=200,
                runs=[("（二）提升队伍素质。", {"font": KAI}), (SENTENCE, {})],
            ),
            "lead": P(first=200, runs=[("加强人才引进。", {"font": KAI}), (SENTENCE, {})]),
            "caption": P("表1　各校招聘情况", HEI, align="center"),
            "table": table(20),
            "h1b": heading("二、2022年工作打算", HEI),
            "body4": body(),
            "body5": body(),
            "blank": P(),
            "organ": P("武进区教育局", align="right", right=500),
            "date": P("2021年12月28日", align="right", right=200),
        }
    )


def official() -> Doc:
    """A 通知 with 版头, 主送机关, 附件说明, an annex and 版记."""
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="10" w:color="FF0000"/></w:pBdr>'
    imprint = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1"/>{}</w:pBdr>'
    last = '<w:bottom w:val="single" w:sz="8" w:space="1"/>'
    thin = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1"/>' + last + "</w:pBdr>"
    return Doc(
        {
            "copy": P("000001"),
            "secrecy": P("机密★1年", HEI),
            "urgency": P("特急", HEI),
            "mark": P("武进区教育局文件", TITLE, size=80, align="center", colour="FF0000", line=1200),
            "m1": P(),
            "m2": P(),
            "number": P("武教发〔2021〕12号", align="center", ppr=rule),
            "n1": P(),
            "n2": P(),
            "title1": title("武进区教育局关于印发"),
            "title2": title("2022年全区教育工作要点的通知"),
            "gap": P(),
            "addressee": P("各镇人民政府、各街道办事处，各直属学校："),
            "opening": body(),
            "h1": heading("一、提高思想认识", HEI),
            "body1": body(),
            "h1b": heading("二、加强组织领导", HEI),
            "body2": body(SENTENCE * 2),
            "noteblank": P(),
            "note": P("附件：1.2022年全区教育工作要点", left=200),
            "note2": P("2.重点项目清单", left=500),
            "blank": P(),
            "organ": P("武进区教育局办公室", align="right", right=200),
            "date": P("2021年12月8日", left=1900),
            "remark": P("（此件公开发布）", first=200),
            "label": P("附件1", HEI, ppr="<w:pageBreakBefore/>"),
            "labelgap": P(),
            "annextitle": P("2022年全区教育工作要点", TITLE, size=44, align="center", line=720, tracking=0),
            "annexgap": P(),
            "annexbody": body(),
            "label2": P("附件2", HEI, ppr="<w:pageBreakBefore/>"),
            "labelgap2": P(),
            "annextitle2": P("重点项目清单", TITLE, size=44, align="center", line=720, tracking=0),
            "annexgap2": P(),
            "annexbody2": body(),
            "copies": P(
                "抄送：区政府办公室，区财政局。", size=28, left=100, right=100, unit=280, ppr=imprint.format("")
            ),
            "printing": P("武进区教育局办公室　　2021年12月9日印发", size=28, left=100, right=100, unit=280, ppr=thin),
        }
    )
