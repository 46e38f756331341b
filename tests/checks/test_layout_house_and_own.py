"""House styles, drafter's own output, and files that nobody laid out."""

from __future__ import annotations

import io
import random
import time
import zipfile
from dataclasses import replace

import docx
import pytest
from layout_kit import KAI, SENTENCE, Doc, P, official, report
from msgspec import structs

from drafter.checks import Registry, Sighting, Strength
from drafter.checks.layout import LAYOUT, find_layout, gbt9704, run_layout, standard_from_layout
from drafter.diagnostics import DrafterError, Severity
from drafter.document import (
    Attachment,
    Document,
    Element,
    FontSpec,
    Heading,
    Layout,
    Paragraph,
    ParagraphSpec,
    Run,
    Table,
    TableRow,
)
from drafter.docxview import open_docx
from drafter.writers import write_docx


def text(*lines: str) -> tuple[Run, ...]:
    return tuple(Run(line) for line in lines)


def own(layout: Layout | None = None, organ: str = "武进区教育局", date: str = "2021年12月28日") -> bytes:
    rows = tuple(TableRow((text("甲校"), text("12"))) for _ in range(20))
    blocks = (
        Paragraph(text(SENTENCE)),
        Heading(1, text("坚持党建引领"), "一、"),
        Heading(2, text("加强组织建设"), "（一）"),
        Heading(3, text("健全制度"), "1."),
        Paragraph(text(SENTENCE)),
        Paragraph(text(SENTENCE), lead=text("加强队伍建设。"), label="（二）", level=2),
        Paragraph(text(SENTENCE), lead=text("加强人才引进。")),
        Table(TableRow((text("学校"), text("人数"))), rows, caption=text("表1　招聘情况")),
        Heading(1, text("来年打算"), "二、"),
        Paragraph(text(SENTENCE, SENTENCE)),
        Paragraph(text(SENTENCE), quote=True),
    )
    document = Document(("武进区教育局2021年工作总结",), blocks, organ, date)
    return write_docx(document, layout or Layout())


SIGNATURES = [
    ("武进区教育局", "2021年12月28日"),
    ("武进区教育局", "2021年1月8日"),
    ("常州市武进区教育局办公室", "2021年1月8日"),
    ("局", "2021年12月31日"),
]


@pytest.mark.parametrize(("organ", "date"), SIGNATURES)
def test_drafters_own_output_has_no_finding(organ: str, date: str) -> None:
    view = open_docx(own(organ=organ, date=date), "总结.docx")
    assert [finding.message for finding in find_layout(view)] == []


ELEMENTS = {
    "份号": "000001",
    "密级和保密期限": "机密★1年",
    "紧急程度": "特急",
    "发文机关标志": "武进区教育局文件",
    "发文字号": "武教发〔2021〕12号",
    "签发人": "张三",
    "主送机关": "各镇人民政府，各学校",
    "附注": "（此件公开发布）",
    "抄送": "区政府办公室",
    "印发机关": "武进区教育局办公室",
    "印发日期": "2021年1月9日",
}


@pytest.mark.parametrize(
    "left_out", [(), ("签发人",), ("份号", "密级和保密期限", "紧急程度"), ("抄送",), tuple(ELEMENTS)]
)
def test_drafters_own_official_document_has_no_finding(left_out: tuple[str, ...]) -> None:
    elements = tuple(Element(name, (value,)) for name, value in ELEMENTS.items() if name not in left_out)
    annexes = (
        Attachment("项目清单", (Paragraph(text(SENTENCE)),)),
        Attachment("工作安排", (Paragraph(text(SENTENCE)),)),
    )
    for attached in ((), annexes[:1], annexes):
        blocks = (Paragraph(text(SENTENCE)), Heading(1, text("提高认识"), "一、"), Paragraph(text(SENTENCE)))
        title = ("武进区教育局关于印发2022年", "工作要点的通知")
        document = Document(title, blocks, "武进区教育局", "2021年1月8日", elements=elements, attachments=attached)
        view = open_docx(write_docx(document, Layout()), "通知.docx")
        assert [finding.message for finding in find_layout(view)] == []


def test_house_style_is_obeyed_and_gbt9704_is_not_asked_for() -> None:
    song = FontSpec("宋体", 14.0)
    headings = tuple(ParagraphSpec(FontSpec("宋体", 14.0), first_line=2.0) for _ in range(4))
    layout = structs.replace(Layout(), body=ParagraphSpec(song, first_line=2.0), headings=headings)
    house = standard_from_layout(layout)
    doc = report()
    assert {f.code for f in find_layout(doc.view(), house)} >= {"L730", "L731", "L741"}
    for name, item in doc.items.items():
        if isinstance(item, P) and not name.startswith(("title", "caption")):
            doc.items[name] = replace(
                item, font="SimSun", size=28, runs=[], text=item.text or ("" if not item.runs else SENTENCE)
            )
    codes = {finding.code for finding in find_layout(doc.view(), house)}
    assert not codes & {"L730", "L731", "L741", "L742"}


def test_house_style_wants_its_own_family() -> None:
    house = standard_from_layout(Layout())
    doc = report()
    assert find_layout(doc.view(), house) == ()
    doc.items["body2"] = replace(doc["body2"], font="华文仿宋")
    assert [finding.code for finding in find_layout(doc.view(), house)] == ["L730"]
    assert find_layout(doc.view()) == ()


CLASSES = [
    ("仿宋_GB2312", "仿宋"), ("FangSong", "仿宋"), ("STFangsong", "仿宋"), ("方正仿宋简体", "仿宋"), ("楷体_GB2312", "楷体"),
    ("KaiTi", "楷体"), ("华文楷体", "楷体"), ("SimHei", "黑体"), ("方正黑体_GBK", "黑体"), ("微软雅黑", "雅黑"),
    ("Microsoft YaHei", "雅黑"), ("方正小标宋简体", "小标宋"), ("方正小标宋_GBK", "小标宋"), ("FZXiaoBiaoSong-B05S", "小标宋"),
    ("宋体", "宋体"), ("SimSun", "宋体"), ("华文中宋", "中宋"), ("Times New Roman", "Times"), ("等线", "等线"),
]  # fmt: skip


@pytest.mark.parametrize(("family", "name"), CLASSES)
def test_class_of_a_family(family: str, name: str) -> None:
    assert gbt9704().typefaces.class_of(family) == name


def test_file_that_nobody_laid_out() -> None:
    document = docx.Document()
    for line in (
        "武进区教育局2021年工作总结",
        "",
        SENTENCE,
        "一、党建",
        SENTENCE,
        "",
        "武进区教育局",
        "2021年12月28日",
    ):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    findings = find_layout(open_docx(stream.getvalue(), "手写.docx"))
    codes = {finding.code for finding in findings}
    assert codes >= {"L710", "L712", "L720", "L730", "L731", "L734", "L741", "L750", "L752", "L764", "L769", "L780"}
    assert all(finding.message and finding.hint for finding in findings)


def test_report_is_not_asked_for_a_red_header() -> None:
    doc = report()
    assert not any("版头" in finding.message or "主送" in finding.message for finding in doc.findings())


def test_finding_tells_clause_strength_place_found_and_wanted() -> None:
    doc = report()
    doc.items["h2"] = replace(doc["h2"], font="黑体")
    (finding,) = doc.findings()
    assert finding.record() == {
        "code": "L741",
        "severity": "warning",
        "strength": "一般",
        "clause": "7.3.3",
        "paragraph": 7,
        "quote": "（一）加强组织建设",
        "where": "第7段",
        "count": 1,
        "found": "黑体",
        "wanted": "楷体",
        "message": "第7段“（一）加强组织建设”：第2层标题字体是黑体，应为楷体（一般，7.3.3）",
        "hint": "把字体改为楷体",
        "start": 0,
        "end": 0,
        "fact": "",
    }
    (diagnostic,) = run_layout(doc.view())
    assert (diagnostic.code, diagnostic.severity, diagnostic.message) == ("L741", Severity.WARNING, finding.message)


def test_same_file_gives_the_same_findings() -> None:
    doc = official()
    doc.items["body1"] = replace(doc["body1"], font=KAI, size=28)
    assert doc.findings() == doc.findings()


def test_a_code_is_registered_once() -> None:
    rules: Registry[str] = Registry("layout_rules.toml")

    def check(subject: str) -> list[Sighting]:
        return [Sighting("字", subject, "乙", "改")]

    rules.rule("L710", "one", Strength.REQUIRED)(check)
    with pytest.raises(ValueError, match="L710"):
        rules.rule("L710", "two", Strength.REQUIRED)(check)
    rules.rule("L711", "two", Strength.CUSTOM)(check)
    with pytest.raises(ValueError, match="registered twice"):
        rules.rule("L712", "two", Strength.REQUIRED)(check)
    assert [finding.severity for finding in rules.run("甲")] == [Severity.ERROR, Severity.INFO]


def test_mutated_documents_are_checked_or_refused() -> None:
    """Values changed at random in a sound file: findings or a DrafterError, never another exception."""
    with zipfile.ZipFile(io.BytesIO(official().to_bytes())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    chance = random.Random(22 * 28)
    pieces = ('"0"', '"-1"', '"99999999"', '"x"', '""', '"一"', "，", "附件", "（", "1.", "</w:p>", "<w:p>", "<w:p/>")
    for _ in range(250):
        name = chance.choice(("word/document.xml", "word/document.xml", "word/styles.xml", "word/fdefault.xml"))
        at = chance.randrange(len(parts[name]))
        quote = parts[name].find('"', at)
        end = parts[name].find('"', quote + 1)
        piece = chance.choice(pieces)
        changed = (
            parts[name][:quote] + piece + parts[name][end + 1 :]
            if piece[0] == '"'
            else parts[name][:at] + piece + parts[name][at + 3 :]
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for part, data in (parts | {name: changed}).items():
                archive.writestr(part, data)
        try:
            find_layout(open_docx(stream.getvalue(), "x"))
        except DrafterError:
            continue


def ten_pages() -> Doc:
    doc = report()
    for number in range(200):
        doc.insert(
            "body4",
            f"more{number}",
            P(SENTENCE * 2, first=200, runs=[(SENTENCE, {}), ("重点", {"bold": True}), (SENTENCE, {})]),
        )
    return doc


def test_ten_pages_take_less_than_a_tenth_of_a_second() -> None:
    data = ten_pages().to_bytes()
    best = min(_seconds(data) for _ in range(7))
    assert best < 0.1


@pytest.mark.parametrize(
    "line", ["", "附件1", "（一）甲", "抄送：甲。", "武进区教育局", "2.名称", "2021年1月8日", "签发人：张三"]
)
def test_time_grows_with_the_length_of_the_file(line: str) -> None:
    """Thousands of equal lines, whatever they are taken for: no rule looks at all others for each."""
    doc = report()
    lines: dict[str, P | str] = {f"x{number}": P(line, align="right") for number in range(4000)}
    doc.items = doc.items | lines
    started = time.process_time()
    find_layout(open_docx(doc.to_bytes(), "x"))
    assert time.process_time() - started < 4


def _seconds(data: bytes) -> float:
    started = time.process_time()
    assert find_layout(open_docx(data, "x")) == ()
    return time.process_time() - started


def test_rules_have_distinct_codes_of_the_family() -> None:
    codes = [rule.code for rule in LAYOUT]
    assert codes == sorted(set(codes))
    assert all("L707" <= code <= "L799" for code in codes)
