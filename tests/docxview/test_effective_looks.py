"""What a run or paragraph looks like after defaults, themes, styles and lists have been resolved."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt

from drafter.docxview import DocxView, ParagraphView, open_docx

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{SPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def view(body: str, styles: str = "", **parts: str) -> DocxView:
    """A document of body XML and style XML, other parts by name."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = f"<w:document {NS}><w:body>{body}</w:body></w:document>".encode()
    files["word/styles.xml"] = f"<w:styles {NS}>{styles}</w:styles>".encode()
    files |= {f"word/{name}.xml": text.encode() for name, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return open_docx(stream.getvalue(), "x.docx")


def first(body: str, styles: str = "", **parts: str) -> ParagraphView:
    return view(body, styles, **parts).paragraphs[0]


def style(name: str, properties: str, based: str = "", kind: str = "paragraph", default: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{name}"/>{base}{properties}</w:style>'


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="甲" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
NORMAL = style("a", '<w:rPr><w:sz w:val="32"/></w:rPr>', default=' w:default="1"')
FANG = style("仿", '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr>', "a")
BOLD = style("粗", "<w:rPr><w:b/></w:rPr>", "a")
STRONG = style("强", "<w:rPr><w:b/></w:rPr>", kind="character")
T = "<w:r>{}<w:t>文</w:t></w:r>"

RUNS = [
    ("docDefaults", "", T.format(""), "宋体", 16.0, False),
    ("paragraph style over docDefaults", "仿", T.format(""), "仿宋", 16.0, False),
    ("direct over style", "仿", T.format('<w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr>'), "楷体", 16.0, False),
    ("size in points", "", T.format('<w:rPr><w:sz w:val="14pt"/></w:rPr>'), "宋体", 14.0, False),
    ("bold of the paragraph style", "粗", T.format(""), "宋体", 16.0, True),
    ("bold of both styles cancels out", "粗", T.format('<w:rPr><w:rStyle w:val="强"/></w:rPr>'), "宋体", 16.0, False),
    ("direct bold is absolute", "粗", T.format('<w:rPr><w:rStyle w:val="强"/><w:b/></w:rPr>'), "宋体", 16.0, True),
    ("bold switched off", "粗", T.format('<w:rPr><w:b w:val="0"/></w:rPr>'), "宋体", 16.0, False),
    ("unknown style falls back to Normal", "无", T.format(""), "宋体", 16.0, False),
]


@pytest.mark.parametrize(("name", "xml", "family", "size", "bold"), [r[1:] for r in RUNS], ids=[r[0] for r in RUNS])
def test_run(name: str, xml: str, family: str, size: float, bold: bool) -> None:
    own = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' if name else ""
    paragraph = first(f"<w:p>{own}{xml}</w:p>", DEFAULTS + NORMAL + FANG + BOLD + STRONG)
    look = paragraph.runs[0].look
    assert (look.east_asia, look.size, look.bold) == (family, size, bold)


def test_theme_fonts_follow_the_script_of_the_document() -> None:
    document = docx.Document()
    document.add_paragraph("文")
    stream = io.BytesIO()
    document.save(stream)
    look = open_docx(stream.getvalue(), "x").paragraphs[0].runs[0].look
    assert (look.ascii, look.east_asia) == ("Cambria", "ＭＳ 明朝")


def test_default_spacing_and_indents() -> None:
    body = '<w:p><w:pPr><w:ind w:left="100" w:hangingChars="150" w:hanging="480"/></w:pPr></w:p>'
    look = first(body, DEFAULTS).look
    assert (look.after, look.line, look.line_rule) == (160, 259, "auto")
    assert (look.left, look.first, look.first_chars) == (100, -480, -150)


def test_indents_inherit_attribute_by_attribute() -> None:
    indented = style("缩", '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>')
    look = first('<w:p><w:pPr><w:pStyle w:val="缩"/><w:ind w:firstLine="0"/></w:pPr></w:p>', indented).look
    assert (look.first, look.first_chars) == (0, 200)


def test_fields_give_their_result_and_their_instruction() -> None:
    body = (
        '<w:p><w:r><w:t>— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>'
    )
    assert [(run.text, run.field) for run in first(body).runs] == [("— ", ""), ("7", "PAGE"), ("9", "NUMPAGES")]


def test_field_without_a_result_is_not_lost() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:instrText>PAGE'
        '</w:instrText></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert [(run.text, run.field, run.look.size) for run in first(body).runs] == [("", "PAGE", 14.0)]


def test_revisions_links_controls_and_breaks() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:hyperlink w:anchor="b"><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:br w:type="page"/><w:tab/></w:r></w:p>'
    )
    seen = view(body)
    paragraph = seen.paragraphs[0]
    assert (paragraph.text, paragraph.deleted, seen.revisions) == ("增控链\f\t", True, 2)
    assert [run.inserted for run in paragraph.runs] == [True, False, False, False]


def test_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>抄送</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f'<w:p><w:r><mc:AlternateContent {mc}><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    paragraph = first(body)
    assert [inner.text for inner in paragraph.boxes] == ["抄送"]
    assert (paragraph.text, paragraph.blank) == ("", False)


def test_content_controls_around_paragraphs_are_opened() -> None:
    seen = view(
        "<w:sdt><w:sdtContent><w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt><w:p/>"
    )
    assert [type(item).__name__ for item in seen.body] == ["ParagraphView", "TableView", "ParagraphView"]
    assert [paragraph.number for paragraph in seen.paragraphs] == [1, 2]


def test_sections_inherit_footers_and_cover_their_paragraphs() -> None:
    document = docx.Document()
    document.add_paragraph("一")
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_section()
    document.add_paragraph("二")
    stream = io.BytesIO()
    document.save(stream)
    sections = open_docx(stream.getvalue(), "x").sections
    assert [(section.first, section.last) for section in sections] == [(1, 2), (3, 3)]
    assert [section.footers[0][1][0].text for section in sections] == ["页脚", "页脚"]


LIST = (
    f"<w:numbering {NS}>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="420"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride>'
    "</w:num></w:numbering>"
)


def item(number: int, depth: int = 0) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>'


def test_automatic_numbers() -> None:
    body = item(1) + item(1, 1) + item(1, 1) + item(1) + item(1, 1) + item(2) + item(2) + item(9)
    seen = view(body, numbering=LIST)
    assert [paragraph.label for paragraph in seen.paragraphs] == [
        "一、",
        "一.1",
        "一.2",
        "二、",
        "二.1",
        "十一、",
        "十二、",
        "",
    ]
    assert seen.paragraphs[0].look.left == 420


def test_properties_and_settings() -> None:
    document = docx.Document()
    document.core_properties.title = "总结"
    document.settings.odd_and_even_pages_header_footer = True
    document.add_paragraph().add_run("隐").font.hidden = True
    document.styles["Normal"].font.size = Pt(16)
    document.settings.element.append(parse_xml(f"<w:mirrorMargins {NS}/>"))
    stream = io.BytesIO()
    document.save(stream)
    seen = open_docx(stream.getvalue(), "x")
    assert (seen.properties.title, seen.even_and_odd, seen.mirror_margins, seen.normal.size) == (
        "总结",
        True,
        True,
        16.0,
    )
    assert seen.paragraphs[0].runs[0].look.hidden
