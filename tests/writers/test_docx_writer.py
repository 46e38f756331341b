"""What stands in the DOCX: text, styles, identity, marks and comments."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile

import pytest
from docx_parts import part
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.diagnostics import Anchor, Diagnostic, DrafterError, Severity, Span
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
from drafter.writers import content_id, stored_id, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def docx(*blocks: Block, draft: bool = False, notes: tuple[Diagnostic, ...] = (), **named: object) -> bytes:
    document = Document(title=("标题",), blocks=blocks, **named)  # type: ignore[arg-type]
    return write_docx(document, Layout(), notes=notes, draft=draft)


def body(content: bytes) -> etree._Element:
    return part(content, "word/document.xml")


def texts(content: bytes) -> list[str]:
    return ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in body(content).iter(f"{W}p")]


def paragraph_of(content: bytes, words: str) -> etree._Element:
    (found,) = (p for p in body(content).iter(f"{W}p") if words in said(p))
    return found


def said(node: etree._Element | None) -> str:
    assert node is not None
    return "".join(map(str, node.itertext()))


def style(paragraph: etree._Element) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))  # type: ignore[union-attr]


def runs(paragraph: etree._Element) -> dict[str, etree._Element]:
    return {said(run): run for run in paragraph.iter(f"{W}r")}


def font(run: etree._Element) -> set[str]:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}hint") == "eastAsia"
    return {str(fonts.get(f"{W}{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}


def say(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def fact(text: str, *paths: str, gap: bool = False, line: int = 3) -> Run:
    return Run(text, mark=Mark(text, paths, Span("facts.yaml", line), gap=gap, source="人事科"))


def test_blocks_come_in_order_with_their_labels() -> None:
    written = docx(
        Heading(1, (Run("党建"),), "一、"),
        Paragraph((Run("正文。"),), (Run("加强引领。"),), "（一）", 2),
        say("末段。"),
        organ="武进区教育局",
        date="2021年12月28日",
    )
    expected = ["标题", "", "一、党建", "（一）加强引领。正文。", "末段。", "", "武进区教育局", "2021年12月28日"]
    assert [line for line in texts(written)] == expected


@pytest.mark.parametrize(
    ("level", "name", "family"),
    [
        (1, "heading 1", "黑体"),
        (2, "heading 2", "楷体_GB2312"),
        (3, "heading 3", "仿宋_GB2312"),
        (4, "heading 4", "仿宋_GB2312"),
    ],
)
def test_headings_have_words_own_styles_outline_levels_and_typefaces(level: int, name: str, family: str) -> None:
    written = docx(Heading(level, (Run("重点"),), "一、"))
    paragraph = paragraph_of(written, "重点")
    (found,) = (s for s in part(written, "word/styles.xml") if s.get(f"{W}styleId") == style(paragraph))
    assert found.find(f"{W}name").get(f"{W}val") == name  # type: ignore[union-attr]
    assert found.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)  # type: ignore[union-attr]
    assert font(runs(paragraph)["一、重点"]) == {family}


def test_nothing_is_bold_by_itself() -> None:
    written = docx(Heading(1, (Run("甲", strong=True),)), Paragraph((Run("乙", strong=True),), (Run("丙。"),)))
    for name in ("word/document.xml", "word/styles.xml"):
        assert not list(part(written, name).iter(f"{W}b"))


def test_stressed_words_change_their_typeface_and_emphasis_sets_dots() -> None:
    written = docx(Paragraph((Run("平"), Run("重", strong=True), Run("点", emphasis=True), Run("x", code=True))))
    by_text = runs(paragraph_of(written, "平重点"))
    assert font(by_text["重"]) == {"楷体_GB2312"}
    assert by_text["点"].find(f"{W}rPr/{W}em").get(f"{W}val") == "dot"  # type: ignore[union-attr]
    assert "Courier New" in font(by_text["x"])


@pytest.mark.parametrize(
    ("label", "level", "family"), [("", 0, "楷体_GB2312"), ("一、", 1, "黑体"), ("1.", 3, "仿宋_GB2312")]
)
def test_a_lead_takes_the_typeface_of_its_level_or_of_the_house_style(label: str, level: int, family: str) -> None:
    written = docx(Paragraph((Run("正文。"),), (Run("要点。"),), label, level))
    by_text = runs(paragraph_of(written, "要点"))
    assert font(by_text[f"{label}要点。"]) == {family}
    assert font(by_text["正文。"]) == {"仿宋_GB2312"}


@pytest.mark.parametrize("draft", [False, True])
def test_gaps_are_yellow_in_both_editions_and_figures_are_controls_only_in_the_draft(draft: bool) -> None:
    gap = fact("【待补：备案·人事科】", "队伍.备案", gap=True)
    written = docx(Paragraph((fact("257名", "队伍.招聘"), Run("，"), gap)), draft=draft)
    root = body(written)
    (highlight,) = root.iter(f"{W}highlight")
    assert said(highlight.getparent().getparent()) == "【待补：备案·人事科】"  # type: ignore[union-attr]
    tags = [tag.get(f"{W}val") for tag in root.iter(f"{W}tag")]
    assert tags == (["队伍.招聘", "队伍.备案"] if draft else [])


def test_tags_of_controls_keep_words_limit_and_their_ids_differ() -> None:
    long = fact("1", *[f"很长的主题.很长的名称{number}" for number in range(9)])
    root = body(docx(Paragraph((long, long)), draft=True))
    assert all(len(str(tag.get(f"{W}val"))) <= 64 for tag in root.iter(f"{W}tag", f"{W}alias"))
    ids = [sdt.find(f"{W}sdtPr/{W}id").get(f"{W}val") for sdt in root.iter(f"{W}sdt")]  # type: ignore[union-attr]
    assert len(set(ids)) == 2


_ALIKE = (Run("招聘"), fact("257名", "队伍"), Run("，", line_break=True), Run("其中"), fact("12名", "备案"), Run("。"))
_MIXED = (
    *(Run("甲"), Run("乙", strong=True), fact("3", "丙"), fact("【待补：丁】", "丁", gap=True)),
    *(fact("【待补：戊】", "戊", gap=True), Run("m"), Run("2", raised="superscript"), Run("——"), fact("—", "己")),
    *(
        Run("《", link="https://a.cn"),
        Run("庚》", link="https://a.cn"),
        Run("辛", link="https://b.cn"),
        Run("x", code=True),
    ),
)


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        (_ALIKE, ["招聘257名其中12名。"]),
        (_MIXED, ["甲", "乙", "3", "【待补：丁】【待补：戊】", "m", "2", "———", "《庚》", "辛", "x"]),
        ((Run("甲"), Run("", note=9), Run("乙")), ["甲", "〔9〕", "乙"]),
    ],
)
def test_neighbours_that_look_alike_are_one_run_in_the_final_edition(
    written: tuple[Run, ...], pieces: list[str]
) -> None:
    paragraph = list(body(docx(Paragraph(written))).iter(f"{W}p"))[2]
    assert [said(run) for run in paragraph.iter(f"{W}r")] == pieces


def looks(content: bytes) -> list[tuple[str, bytes]]:
    """Each character of the text with its formatting."""
    return [
        (character, b"" if look is None else etree.tostring(look))
        for run in body(content).iter(f"{W}r")
        for look in [run.find(f"{W}rPr")]
        for node in run.iter(f"{W}t", f"{W}br")
        for character in (node.text or "\n")
    ]


@pytest.mark.parametrize("written", [_ALIKE, _MIXED[:7] + _MIXED[9:]])
def test_every_character_looks_the_same_whether_its_run_was_joined_or_not(written: tuple[Run, ...]) -> None:
    assert looks(docx(Paragraph(written))) == looks(docx(*(Paragraph((run,)) for run in written)))


def test_the_draft_edition_joins_wording_but_no_figure() -> None:
    wording = (Run("全年"), Run("招聘"), fact("257名", "队伍"), fact("12名", "备案"), Run("。"))
    paragraph = paragraph_of(docx(Paragraph(wording), draft=True), "全年")
    assert [said(run) for run in paragraph.iter(f"{W}r")] == ["全年招聘", "257名", "12名", "。"]
    assert [said(control) for control in paragraph.iter(f"{W}sdtContent")] == ["257名", "12名"]


def commented(content: bytes) -> dict[str, str]:
    """The words that each comment covers, by what it says."""
    findings = {c.get(f"{W}id"): said(c) for c in part(content, "word/comments.xml")}
    covered: dict[str, str] = dict.fromkeys(findings, "")  # type: ignore[arg-type]
    open_ids: set[str] = set()
    for node in body(content).iter():
        if node.tag == f"{W}commentRangeStart":
            open_ids.add(str(node.get(f"{W}id")))
        elif node.tag == f"{W}commentRangeEnd":
            open_ids.remove(str(node.get(f"{W}id")))
        elif node.tag in (f"{W}t", f"{W}br"):
            for number in open_ids:
                covered[number] += node.text or "\n"
    assert not open_ids
    return {findings[number]: words for number, words in covered.items()}


def finding(place: Anchor | Span | None, message: str) -> Diagnostic:
    return Diagnostic("N101", Severity.ERROR, place, message, "请核对")


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (0, 3, "（一）"),
        (3, 8, "加强引领。"),
        (6, 12, "领。招聘25"),
        (10, 14, "25"),
        (14, 99, "\n第二行。"),
        (90, 99, "。"),
        (5, 5, "引"),
    ],
)
def test_comments_cover_the_words_that_a_finding_speaks_of(start: int, end: int, covered: str) -> None:
    block = Paragraph(
        (Run("招聘"), fact("257名", "队伍"), Run("", line_break=True), Run("第二行。")),
        (Run("加强引领。"),),
        "（一）",
        2,
    )
    written = docx(say("前段"), block, draft=True, notes=(finding(Anchor(1, start, end), "不对"),))
    whole = "（一）加强引领。招聘257名\n第二行。"
    expected = whole[min(start, len(whole) - 1) : max(min(end, len(whole)), min(start, len(whole) - 1) + 1)]
    assert commented(written) == {"不对　请核对　N101": expected}
    assert covered in expected or expected in covered


def test_comments_may_cross_and_stand_in_tables() -> None:
    table = Table(
        TableRow(((Run("项目"),), (Run("数量"),))), (TableRow(((Run("小学"),), (Run("12"),))),), caption=(Run("表1"),)
    )
    notes = (
        finding(Anchor(0, 0, 5), "甲"),
        finding(Anchor(0, 3, 8), "乙"),
        finding(None, "无处"),
        finding(Anchor(9, 0, 1), "越界"),
    )
    assert commented(docx(table, draft=True, notes=notes)) == {
        "甲　请核对　N101": "表1项目数",
        "乙　请核对　N101": "目数量小学",
    }


def test_a_finding_about_a_line_of_facts_stands_at_its_figure() -> None:
    block = Paragraph((Run("共"), fact("3所", "甲", line=2), fact("5所", "乙", line=7)))
    notes = (finding(Span("facts.yaml", 7), "七"), finding(Span("other.yaml", 7), "别的"))
    assert commented(docx(block, draft=True, notes=notes)) == {"七　请核对　N101": "5所"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\x00b\x1fc\ufffed\ud800e", "abcde"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        ("  首尾空格  ", "  首尾空格  "),
        ("补充平面𠮷", "补充平面𠮷"),
        ("]]>", "]]>"),
    ],
)
def test_any_text_can_be_written(typed: str, printed: str) -> None:
    written = write_docx(
        Document(
            (typed,),
            (say(typed), Heading(1, (Run(typed),), typed)),
            typed,
            typed,
            typed,
            (),
            (Element("抄送", (typed,)),),
        ),
        Layout(),
    )
    assert printed in texts(written)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_line_breaks_in_text_are_forced_breaks(newline: str) -> None:
    paragraph = paragraph_of(docx(say(f"上{newline}下")), "上")
    assert len(list(paragraph.iter(f"{W}br"))) == 1


def test_each_reference_gets_a_note_and_an_unknown_one_stays_readable() -> None:
    note = Footnote(1, (Run("注释"), Run("链接", link="https://example.org/?a=1&b=2")))
    block = Paragraph((Run("甲"), Run("", note=1), Run("乙"), Run("", note=1), Run("", note=9)))
    written = docx(block, notes=())
    assert "甲〔1〕乙〔1〕〔9〕" in texts(written)
    document = Document(("标题",), (block,), notes=(note,))
    written = write_docx(document, Layout())
    ids = [reference.get(f"{W}id") for reference in body(written).iter(f"{W}footnoteReference")]
    assert ids == ["1", "2"]
    notes = part(written, "word/footnotes.xml")
    assert [said(n).strip() for n in notes if n.get(f"{W}type") is None] == ["注释链接", "注释链接"]
    assert b"https://example.org/?a=1&amp;b=2" in zipfile.ZipFile(io.BytesIO(written)).read(
        "word/_rels/footnotes.xml.rels"
    )


def test_list_items_open_with_dashes_or_numbers() -> None:
    inner = ListBlock(((say("丁"),),), ordered=True)
    written = docx(
        ListBlock(((say("甲"), say("续")), (say("乙"), inner))), ListBlock(((say("丙"),), ()), ordered=True, start=3)
    )
    assert texts(written)[2:] == ["——甲", "续", "——乙", "（1）丁", "3.丙", "4."]


def test_tables_repeat_the_head_keep_rows_whole_and_fill_the_text_width() -> None:
    row = TableRow(((Run("小学"),), (Run("12所"),)))
    written = docx(Table(TableRow(((Run("项目"),), (Run("数量"),), (Run("备注"),))), (row, row)))
    table = next(body(written).iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))
    assert [bool(list(row.iter(f"{W}tblHeader"))) for row in rows] == [True, False, False]
    assert all(list(row.iter(f"{W}cantSplit")) for row in rows)
    assert [len(list(row.iter(f"{W}tc"))) for row in rows] == [3, 3, 3]
    assert sum(int(str(column.get(f"{W}w"))) for column in table.iter(f"{W}gridCol")) == 8844
    aligns = [jc.get(f"{W}val") for jc in rows[1].iter(f"{W}jc")]
    assert aligns[1] == "right"
    follower = table.getnext()
    assert follower is not None
    assert follower.tag == f"{W}p"


def test_pictures_keep_inside_the_text_block() -> None:
    wide = PNG[:16] + (4000).to_bytes(4, "big") + (100).to_bytes(4, "big") + PNG[24:]
    root = body(docx(Image(wide, "image/png", name="图"), Image(PNG, "image/png", (Run("图1"),))))
    extents = [node for node in root.iter() if node.tag.endswith("}extent")]
    assert [round(int(str(node.get("cx"))) / 36000, 1) for node in extents] == [156.0, 0.3]


@pytest.mark.parametrize("data", [b"", b"GIF89a", PNG[:20], b"\xff\xd8\xff\xe0\x00", b"\xff\xd8" + b"\x00" * 40])
def test_a_damaged_picture_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DrafterError, match=r"图片“校园\.png”打不开"):
        docx(Image(data, "image/png", name="校园.png"))


def test_identity_is_stored_and_found_again() -> None:
    written = docx(say("甲"))
    assert stored_id(written) == content_id(written)
    assert content_id(written) != content_id(docx(say("乙")))


def test_an_edited_file_no_longer_has_its_stored_identity() -> None:
    source = io.BytesIO(docx(say("甲")))
    edited = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("甲".encode(), "乙".encode()))
    assert stored_id(edited.getvalue()) is not None
    assert stored_id(edited.getvalue()) != content_id(edited.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>", b"PK" * 500])
def test_what_drafter_did_not_write_has_no_stored_identity(content: bytes) -> None:
    assert stored_id(content) is None


def test_a_zip_without_the_property_has_no_stored_identity() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert stored_id(buffer.getvalue()) is None


def test_properties_tell_title_organ_and_date_and_no_generator() -> None:
    written = docx(say("甲"), organ="武进区教育局", date="2021年12月28日")
    core = zipfile.ZipFile(io.BytesIO(written)).read("docProps/core.xml").decode()
    assert "<dc:title>标题</dc:title><dc:creator>武进区教育局</dc:creator>" in core
    assert core.count("2021-12-28T00:00:00Z") == 2
    everything = b"".join(
        zipfile.ZipFile(io.BytesIO(written)).read(name) for name in zipfile.ZipFile(io.BytesIO(written)).namelist()
    )
    assert not re.search(rb"python|drafter|<Application>|rsid", everything, re.IGNORECASE)


@pytest.mark.parametrize("date", ["", "2021年2月30日", "二〇二一年十二月", "2021年13月1日"])
def test_a_date_that_is_none_leaves_the_properties_without_one(date: str) -> None:
    core = zipfile.ZipFile(io.BytesIO(docx(say("甲"), date=date))).read("docProps/core.xml")
    assert b"dcterms:created" not in core


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import hashlib; from drafter.document import *; from drafter.writers import write_docx;"
        "d = Document(('标题',), (Paragraph((Run('甲', link='https://a.cn'), Run('', note=1))),), '局', '2021年1月1日',"
        " notes=(Footnote(1, (Run('注'),)),)); print(hashlib.sha256(write_docx(d, Layout())).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "777")
    }
    assert len(answers) == 1


def test_archive_has_content_types_first_no_dates_and_no_host() -> None:
    infos = zipfile.ZipFile(io.BytesIO(docx(say("甲")))).infolist()
    names = [info.filename for info in infos]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {(info.date_time, info.create_system) for info in infos} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_elements_of_an_official_document_are_all_written() -> None:
    named = {
        "份号": "000001",
        "密级和保密期限": "秘密★1年",
        "紧急程度": "特急",
        "发文机关标志": "武进区教育局文件",
        "发文字号": "武教发〔2022〕8号",
        "签发人": "张三",
        "主送机关": "局属各单位：",
        "附注": "（此件公开发布）",
        "抄送": "抄送：区委办公室。",
        "印发机关": "武进区教育局办公室",
        "印发日期": "2022年3月9日印发",
    }
    document = Document(
        ("标题",),
        (say("正文"),),
        "武进区教育局",
        "2022年3月8日",
        elements=tuple(Element(name, (value,)) for name, value in named.items()),
        attachments=(Attachment("甲表。", (say("内容"),)), Attachment("乙表")),
    )
    lines = texts(write_docx(document, Layout()))
    for expected in (
        "000001",
        "秘密★1年",
        "特急",
        "武进区教育局文件",
        "武教发〔2022〕8号签发人：张三",
        "局属各单位：",
        "附件：1.甲表",
        "2.乙表",
        "（此件公开发布）",
        "附件1",
        "甲表",
        "抄送：区委办公室。",
        "武进区教育局办公室2022年3月9日印发",
    ):
        assert lines.count(expected) >= 1, expected


def test_a_report_without_elements_has_no_header_and_no_imprint() -> None:
    root = body(docx(say("甲"), organ="局", date="2021年1月1日"))
    assert not list(root.iter(f"{W}pBdr"))
    assert not [node for node in root.iter() if node.tag.endswith("}wsp")]


@pytest.mark.parametrize(
    "document",
    [
        Document((), ()),
        Document(("",), (Paragraph(()), Heading(0, ()), Heading(9, ()), ListBlock(()), ListBlock(((),)))),
        Document(("标题",), (Table(TableRow(()), ()), Table(TableRow(((),)), (TableRow(()),)))),
        Document(("标题",), (), "一" * 40, "2021年12月28日"),
        Document(("标题",), (), "", "2021年1月1日"),
        Document((), (), elements=(Element("形式", ("信函",)),)),
        Document((), (), elements=(Element("形式", ("命令",)), Element("签章", ("签名章",)))),
        Document((), (), elements=(Element("发文字号", ("教发〔2021〕8号",)), Element("签发人", tuple("甲乙丙丁戊")))),
        Document((), (), elements=(Element("发文机关标志", ("一" * 40,)), Element("抄送", ("长" * 300,)))),
        Document((), (), attachments=tuple(Attachment(f"表{number}") for number in range(12))),
    ],
)
def test_a_document_may_lack_almost_everything(document: Document) -> None:
    written = write_docx(document, Layout())
    cells = list(body(written).iter(f"{W}tc"))
    assert all(cell[-1].tag == f"{W}p" for cell in cells)
    indents = [indent.get(f"{W}left") for indent in body(written).iter(f"{W}ind")]
    assert all(int(str(left or 0)) >= 0 for left in indents)


RUNS = st.lists(st.tuples(st.text(max_size=6), st.booleans(), st.booleans()), max_size=5)
ANCHORS = st.lists(st.tuples(st.integers(0, 2), st.integers(-2, 30), st.integers(-2, 30)), max_size=4)


@given(st.lists(RUNS, min_size=1, max_size=3), ANCHORS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_well_formed_and_every_comment_closes(
    paragraphs: list[list[tuple[str, bool, bool]]], anchors: list[tuple[int, int, int]]
) -> None:
    blocks = [
        Paragraph(tuple(fact(text, "甲") if marked else Run(text, strong=strong) for text, marked, strong in runs))
        for runs in paragraphs
    ]
    notes = tuple(finding(Anchor(*anchor), f"第{number}条") for number, anchor in enumerate(anchors))
    written = docx(*blocks, draft=True, notes=notes)
    names = zipfile.ZipFile(io.BytesIO(written)).namelist()
    if "word/comments.xml" in names:
        assert all(len(covered) <= 30 for covered in commented(written).values())
    assert len(list(body(written).iter(f"{W}p"))) >= len(blocks) + 2
    assert content_id(written) == stored_id(written)
