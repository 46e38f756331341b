"""Which element each paragraph is, in documents as people type them in Word."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt

from drafter.checks.layout import RecognisedDocument, Role, recognise
from drafter.docxview import open_docx

SENTENCE = "今年以来，我局认真落实各项部署，扎实推进教育改革，办学水平稳步提升，人民群众的满意度进一步提高。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def recognised(document: Document) -> RecognisedDocument:
    stream = io.BytesIO()
    document.save(stream)
    return recognise(open_docx(stream.getvalue(), "手写.docx"))


def roles(document: Document) -> list[tuple[str, str]]:
    """Role and first characters of each part that is neither blank nor plain text; headings with their level."""
    return [
        (part.role.value + (str(part.level) if part.role is Role.HEADING else ""), part.text[:6])
        for part in recognised(document).parts
        if part.role not in (Role.BLANK, Role.BODY)
    ]


def typed(*lines: str) -> Document:
    """Every line a paragraph in the default style, nothing set."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def test_plain_typing_without_any_layout() -> None:
    document = typed(
        "武进区教育局2021年工作总结",
        "",
        SENTENCE,
        "一、党建工作",
        "（一）组织建设",
        "1.制度建设",
        SENTENCE,
        "二、明年打算",
        SENTENCE,
        "",
        "武进区教育局",
        "2021年12月28日",
    )
    assert roles(document) == [
        ("标题", "武进区教育局"),
        ("层次标题1", "一、党建工作"),
        ("层次标题2", "（一）组织建"),
        ("层次标题3", "1.制度建设"),
        ("层次标题1", "二、明年打算"),
        ("发文机关署名", "武进区教育局"),
        ("成文日期", "2021年1"),
    ]


def test_bold_song_headings_and_blanks_for_everything() -> None:
    document = docx.Document()
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("关于2021年工作情况的报告")
    run.bold = True
    run.font.size = Pt(18)
    document.add_paragraph("")
    document.add_paragraph("区人民政府：")
    document.add_paragraph("　　" + SENTENCE)
    document.add_paragraph("　　").add_run("一、主要做法").bold = True
    document.add_paragraph("　　" + SENTENCE)
    document.add_paragraph("　　").add_run("存在问题").bold = True
    document.add_paragraph("　　" + SENTENCE)
    document.add_paragraph("　" * 18 + "武进区教育局")
    document.add_paragraph("　" * 18 + "二〇二一年十二月二十八日")
    assert roles(document) == [
        ("标题", "关于2021"),
        ("主送机关", "区人民政府："),
        ("层次标题1", "一、主要做法"),
        ("层次标题1", "存在问题"),
        ("发文机关署名", "武进区教育局"),
        ("成文日期", "二〇二一年十"),
    ]
    assert [part.text for part in recognised(document).unsure] == ["存在问题"]


def test_automatic_numbers_are_read_as_printed() -> None:
    document = docx.Document()
    document.add_paragraph("武进区教育局2021年工作总结").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(SENTENCE)
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, kind, text in (
            (0, "chineseCountingThousand", "%1、"),
            (1, "chineseCounting", "（%2）"),
            (2, "decimal", "%3."),
        )
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, text in ((0, "党建工作"), (1, "组织建设"), (2, "制度"), (2, "责任"), (1, "队伍建设"), (0, "明年打算")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'))
    found = recognised(document)
    assert [(p.level, p.text) for p in found.of(Role.HEADING)] == [
        (1, "一、党建工作"),
        (2, "（一）组织建设"),
        (3, "1.制度"),
        (3, "2.责任"),
        (2, "（二）队伍建设"),
        (1, "二、明年打算"),
    ]
    assert found.of(Role.HEADING)[0].number == "一、"


def test_heading_styles_without_numbers() -> None:
    document = docx.Document()
    document.add_heading("武进区教育局2021年工作总结", 0)
    document.add_heading("党建工作", 1)
    document.add_paragraph(SENTENCE)
    document.add_heading("组织建设", 2)
    document.add_paragraph(SENTENCE)
    assert roles(document) == [("标题", "武进区教育局"), ("层次标题1", "党建工作"), ("层次标题2", "组织建设")]


def test_title_on_several_lines_with_subtitle_and_date_line() -> None:
    document = docx.Document()
    for text, size in (
        ("关于全区教育系统", 22),
        ("2021年工作总结", 22),
        ("——在全区教育大会上", 16),
        ("（2021年12月28日）", 16),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).font.size = Pt(size)
    document.add_paragraph(SENTENCE)
    assert roles(document) == [
        ("标题", "关于全区教育"),
        ("标题", "2021年工"),
        ("副标题", "——在全区教"),
        ("题下署名", "（2021年"),
    ]


def test_leads_inside_paragraphs() -> None:
    document = typed("工作总结", "", "（一）加强队伍建设。" + SENTENCE, "一是狠抓落实。" + SENTENCE, SENTENCE)
    found = [(p.level, p.number, p.text[: p.lead]) for p in recognised(document).of(Role.BODY)]
    assert found == [(2, "（一）", "（一）加强队伍建设。"), (0, "", "一是狠抓落实。"), (0, "", "")]


def test_attachments_notes_and_imprint() -> None:
    document = typed(
        "关于做好招生工作的通知",
        "",
        "各学校：",
        SENTENCE,
        "附件：1.招生计划表",
        "2.工作安排",
        "",
        "武进区教育局",
        "2021年5月8日",
        "（联系人：张三）",
    )
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for line in ("附件1", "", "招生计划表", SENTENCE, "附件2", "", "工作安排", "一、时间", SENTENCE):
        document.add_paragraph(line)
    document.add_paragraph("抄送：区政府办公室。")
    document.add_paragraph("武进区教育局办公室　2021年5月8日印发")
    assert roles(document) == [
        ("标题", "关于做好招生"),
        ("主送机关", "各学校："),
        ("附件说明", "附件：1.招"),
        ("附件说明", "2.工作安排"),
        ("发文机关署名", "武进区教育局"),
        ("成文日期", "2021年5"),
        ("附注", "（联系人：张"),
        ("附件序号", "附件1"),
        ("附件标题", "招生计划表"),
        ("附件序号", "附件2"),
        ("附件标题", "工作安排"),
        ("层次标题1", "一、时间"),
        ("抄送机关", "抄送：区政府"),
        ("印发机关和印发日期", "武进区教育局"),
    ]
    assert [part.annex for part in recognised(document).of(Role.ANNEX_TITLE)] == [1, 2]


SURE_TITLES = [
    ("关于报送工作总结的报告", "区政府：", True),
    ("武进区教育局2021年工作总结", SENTENCE, True),
    ("工作总结", "", True),
    ("教育工作", SENTENCE, False),
]


@pytest.mark.parametrize(("line", "below", "sure"), SURE_TITLES)
def test_a_title_is_certain_by_two_signs(line: str, below: str, sure: bool) -> None:
    (part,) = recognised(typed(line, below, SENTENCE)).of(Role.TITLE)
    assert part.certain is sure


def test_bare_note_head_with_a_list_below_is_no_annex() -> None:
    document = typed("通知", "", SENTENCE, "附件：", "1.计划表", "2.安排", "", "武进区教育局", "2021年5月8日")
    assert [name for name, _ in roles(document)][1:] == ["附件说明"] * 3 + ["发文机关署名", "成文日期"]


def test_table_caption_and_picture() -> None:
    document = typed("工作总结", "", SENTENCE, "表1 招聘情况", "单位：人")
    document.add_table(2, 2)
    document.add_paragraph(SENTENCE)
    assert roles(document)[1:] == [("图表题", "表1 招聘情"), ("图表题", "单位：人"), ("表格", "")]


NOT_ADDRESSEES = ["现将有关情况报告如下：", "全区教育系统主要做了以下工作：", "我局坚持三个原则："]
ADDRESSEES = [
    "区政府：",
    "各镇人民政府，各街道办事处，区各部门、各单位：",
    "市教育局:",
    "各位领导、同志们：",
    "机关各科室、各直属单位",
]


@pytest.mark.parametrize("line", NOT_ADDRESSEES)
def test_opening_that_ends_in_a_colon_is_text(line: str) -> None:
    assert not recognised(typed("工作总结", "", line, SENTENCE)).of(Role.ADDRESSEE)


@pytest.mark.parametrize("line", ADDRESSEES)
def test_addressee(line: str) -> None:
    assert recognised(typed("工作总结", "", line, SENTENCE)).of(Role.ADDRESSEE)


NOT_HEADINGS = [
    "2021年，" + SENTENCE,
    "3.5万名学生参加活动，" + SENTENCE,
    "12所学校完成改造，" + SENTENCE,
    "一方面，" + SENTENCE,
    "十年来，" + SENTENCE,
    "1.完成新建学校三所；",
    "（以下简称“两个减负”）" + SENTENCE,
]


@pytest.mark.parametrize("line", NOT_HEADINGS)
def test_text_that_begins_like_a_heading(line: str) -> None:
    assert not recognised(typed("工作总结", "", SENTENCE, line)).of(Role.HEADING)


def no_title(document: Document) -> None:
    document.add_paragraph(SENTENCE)


def date_in_text(document: Document) -> None:
    for line in ("工作总结", "", "2021年5月8日", SENTENCE, SENTENCE, SENTENCE, SENTENCE, SENTENCE):
        document.add_paragraph(line)


@pytest.mark.parametrize(("fill", "role"), [(no_title, Role.TITLE), (date_in_text, Role.DATE)])
def test_what_is_not_there_is_not_found(fill: Callable[[Document], None], role: Role) -> None:
    document = docx.Document()
    fill(document)
    assert not recognised(document).of(role)


def test_every_item_of_the_body_has_one_part_in_order() -> None:
    document = typed("工作总结", "", SENTENCE)
    document.add_table(1, 1)
    document.add_paragraph(SENTENCE)
    found = recognised(document)
    assert [part.item for part in found.parts] == list(_items(document))


def _items(document: Document) -> tuple[object, ...]:
    stream = io.BytesIO()
    document.save(stream)
    return open_docx(stream.getvalue(), "手写.docx").body
