"""A file written by hand is laid out anew, and not a character of it changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from handmade import BOX, CENTER, RIGHT, TITLE, Hand, S, bare, notice, p, png, summary
from msgspec.structs import replace

from drafter.api import draft, find_facts
from drafter.api.relaying import Relaid, relay
from drafter.checks.layout import find_layout
from drafter.diagnostics import DrafterError, Problems
from drafter.document import Attachment, Document, Element, FontSpec, Heading, Layout, Paragraph, Run
from drafter.docxview import DocxView, TableView, open_docx
from drafter.writers import write_docx

TOP = Path(__file__).parents[2]
EXAMPLES = sorted(folder.name for folder in (TOP / "examples").iterdir() if (folder / "facts.yaml").is_file())


def fixed(source: Path, house: Layout | None = None) -> tuple[DocxView, Relaid]:
    output = source.with_name("排好.docx")
    relaid = relay(source, output, house)
    return open_docx(output, "排好.docx"), relaid


def fixed_bytes(tmp_path: Path, data: bytes) -> tuple[DocxView, Relaid]:
    source = tmp_path / "原件.docx"
    source.write_bytes(data)
    return fixed(source)


def said(view: DocxView) -> list[str]:
    """The paragraphs that say something, with their automatic numbers; the cells of a table on one line each row."""
    found: list[str] = []
    for item in view.body:
        if isinstance(item, TableView):
            found += ["|".join("".join(p.text for p in cell) for cell in row.cells) for row in item.rows]
        else:
            found += [q.label + q.text.strip() for q in (item, *item.boxes) if q.label + q.text.strip()]
    return found


def bare_text(lines: list[str]) -> str:
    return re.sub(r"[\s|]", "", "".join(lines))


def styles(view: DocxView) -> dict[str, str]:
    return {q.text.strip(): q.style for q in view.paragraphs if q.text.strip()}


def refused(source: Path, output: Path | None = None, *, force: bool = False) -> str:
    target = output or source.with_name("排好.docx")
    before = target.read_bytes() if target.is_file() else None
    with pytest.raises(DrafterError) as caught:
        relay(source, target, force=force)
    assert (target.read_bytes() if target.is_file() else None) == before
    return str(caught.value)


# --- whole documents ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [summary, notice])
def test_a_clean_text_has_no_layout_finding_left_and_every_character(make: Callable[[], Hand], tmp_path: Path) -> None:
    source = make().save(tmp_path)
    before = source.read_bytes()
    view, relaid = fixed(source)
    assert relaid.before > 10
    assert [finding.message for finding in relaid.after] == []
    assert bare_text(said(view)) == bare_text(said(open_docx(source, "手工.docx")))
    assert source.read_bytes() == before


def test_each_element_gets_its_style(tmp_path: Path) -> None:
    view, relaid = fixed(summary().save(tmp_path))
    expected = {
        "武进区教育局": "Title",
        "2021年工作总结和2022年工作打算": "Title",
        "一、坚持党建引领": "heading 1",
        f"（一）加强组织建设。{S}": "Body Text",
        f"1.新建小学两所，{S}": "Body Text",
        f"2.改建中学一所，{S}": "Body Text",
        "表1 招聘情况": "caption",
        "图1 校园全景": "caption",
        "附件：1.\t项目清单": "Body Text 2",
        "2021年12月28日": "Signature",
        "附件2": "Body Text 2",
        "工作安排": "Title",
    }
    assert {text: styles(view).get(text) for text in expected if text != "武进区教育局"} == {
        text: style for text, style in expected.items() if text != "武进区教育局"
    }
    assert relaid.lost == ()
    assert "自动编号改成了文字2处" in relaid.changed
    assert ("层次标题", 2, "个") in relaid.recognised


def test_the_parts_of_a_red_header_and_the_imprint_are_found(tmp_path: Path) -> None:
    view, _ = fixed(notice().save(tmp_path))
    assert said(view)[:6] == [
        "000001",
        "机密★1年",
        "特急",
        "武进区教育局文件",
        "武教发〔2022〕12号\t签发人：张三",
        "关于印发工作要点的通知",
    ]
    assert said(view)[-2:] == ["抄送：区委办公室，区政府办公室。", "武进区教育局办公室\t2022年3月2日印发"]


def test_organs_that_sign_side_by_side_stand_under_one_another(tmp_path: Path) -> None:
    view, _ = fixed(notice().save(tmp_path))
    assert styles(view)["武进区财政局"] == "Signature"


# --- drafter's own files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_comes_back_as_it_was(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = draft(find_facts(str(TOP / "examples" / example)), Problems())
    data = write_docx(made.document, made.layout)
    view, relaid = fixed_bytes(tmp_path, data)
    old = open_docx(data, "原件.docx")
    assert said(view) == said(old)
    assert [q.style for q in view.paragraphs] == [q.style for q in old.paragraphs]
    assert [q.look for q in view.paragraphs] == [q.look for q in old.paragraphs]
    assert relaid.lost == ()
    assert len(relaid.after) <= relaid.before


FORMS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "文件": (("发文机关标志", ("武进区教育局文件",)), ("发文字号", ("武教发〔2021〕12号",))),
    "上行文": (
        ("份号", ("000001",)),
        ("密级和保密期限", ("机密★1年",)),
        ("紧急程度", ("特急",)),
        ("发文机关标志", ("武进区教育局文件",)),
        ("发文字号", ("武教发〔2021〕12号",)),
        ("签发人", ("张三", "李四")),
    ),
    "联合行文": (
        ("发文机关标志", ("武进区教育局文件", "武进区财政局文件")),
        ("发文字号", ("武教发〔2021〕12号",)),
        ("署名", ("武进区教育局", "武进区财政局")),
    ),
    "信函": (
        ("形式", ("信函",)),
        ("份号", ("000001",)),
        ("发文机关标志", ("武进区教育局",)),
        ("发文字号", ("武教函〔2021〕12号",)),
    ),
    "纪要": (
        ("形式", ("纪要",)),
        ("发文机关标志", ("武进区教育局局长办公会议纪要",)),
        ("发文字号", ("第3期",)),
        ("出席", ("张三", "李四")),
        ("请假", ("王五",)),
    ),
    "加盖印章": (("签章", ("加盖印章",)), ("主送机关", ("各镇人民政府", "各学校"))),
    "版记": (
        ("附注", ("此件公开发布",)),
        ("抄送", ("区政府办公室", "区委办公室")),
        ("印发机关", ("武进区教育局办公室",)),
        ("印发日期", ("2021年12月29日",)),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_drafters_own_comes_back_as_it_was(form: str, tmp_path: Path) -> None:
    elements = tuple(Element(name, values) for name, values in FORMS[form])
    blocks = (Paragraph((Run(S),)), Heading(1, (Run("一、提高认识"),)), Paragraph((Run(S),)))
    annexes = (Attachment("项目清单", blocks[:1]), Attachment("工作安排", blocks[:1]))
    document = Document(
        ("武进区教育局关于印发工作要点的通知",), blocks, "武进区教育局", "2021年12月28日", elements=elements
    )
    for attachments in ((), annexes[:1], annexes) if form != "纪要" else ((),):
        data = write_docx(replace(document, attachments=attachments), Layout())
        (tmp_path / "排好.docx").unlink(missing_ok=True)
        _, relaid = fixed_bytes(tmp_path, data)
        assert (relaid.before, relaid.unsure, relaid.lost) == (0, (), ())
        assert (tmp_path / "排好.docx").read_bytes() == data


def test_a_notice_that_carries_a_document_comes_back_as_it_was(tmp_path: Path) -> None:
    elements = (
        *FORMS["文件"],
        ("主送机关", ("各学校",)),
        ("通知标题", ("武进区教育局关于印发2022年工作要点的通知",)),
        ("通知正文", (f"现将工作要点印发给你们。{S}",)),
        ("抄送", ("区政府办公室",)),
    )
    document = Document(
        ("武进区教育局2022年工作要点",),
        (Paragraph((Run(S),)), Heading(1, (Run("一、提高认识"),)), Paragraph((Run(S),))),
        "武进区教育局",
        "2021年12月28日",
        elements=tuple(Element(name, values) for name, values in elements),
    )
    data = write_docx(document, Layout())
    fixed_bytes(tmp_path, data)
    assert (tmp_path / "排好.docx").read_bytes() == data


# --- one thing at a time -----------------------------------------------------------------------------------------------


def report(*lines: str) -> Hand:
    made = Hand()
    made.line("武进区教育局2021年工作总结", 22, align=CENTER)
    made.line()
    for line in lines:
        made.line(line)
    return made


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("各学校：", "Body Text 2"),
        ("各学校:", "Body Text 2"),
        ("（2021年12月28日）", "Subtitle"),
        ("——在全区教育工作会议上", "Subtitle"),
    ],
)
def test_what_stands_below_the_title_keeps_its_marks(line: str, style: str, tmp_path: Path) -> None:
    made = Hand()
    made.line("武进区教育局2021年工作总结", 22, align=CENTER)
    made.line(line, align=CENTER if style == "Subtitle" else None)
    made.line(S)
    view, _ = fixed(made.save(tmp_path))
    assert styles(view)[line] == style


def test_an_organ_below_the_title_gets_no_dash(tmp_path: Path) -> None:
    made = Hand()
    made.line("2021年工作总结", 22, align=CENTER)
    made.line("武进区教育局", 16, align=CENTER)
    made.line(S)
    view, _ = fixed(made.save(tmp_path))
    assert styles(view)["武进区教育局"] == "Subtitle"


@pytest.mark.parametrize(
    "notes",
    [
        ["附件：项目清单"],
        ["附件：1.项目清单", "2.工作安排"],
        ["附件：", "1.项目清单", "2.工作安排"],
        ["附件1：项目清单", "附件2：工作安排"],
        ["附件：项目清单。"],
        ["附件:项目清单"],
        ["附件：1、项目清单", "2、工作安排"],
    ],
)
def test_an_attachment_note_of_any_wording_stays(notes: list[str], tmp_path: Path) -> None:
    view, _ = fixed(report(S, *notes).save(tmp_path))
    assert bare_text(said(view)).endswith("".join(notes))


@pytest.mark.parametrize("label", ["附件", "附件1", "附件一", "附件1："])
def test_an_annex_keeps_its_label_on_a_new_page(label: str, tmp_path: Path) -> None:
    made = report(S)
    made.line("武进区教育局", align=RIGHT)
    made.line("2021年12月28日", align=RIGHT)
    made.line(label).paragraph_format.page_break_before = True
    made.line("项目清单", 22, align=CENTER)
    made.line(S)
    view, _ = fixed(made.save(tmp_path))
    annex = next(q for q in view.paragraphs if q.text == label)
    assert annex.look.page_break_before
    assert annex.runs[0].look.east_asia == "黑体"


def test_what_follows_the_date_stays_there(tmp_path: Path) -> None:
    made = report(S)
    made.line("武进区教育局", align=RIGHT)
    made.line("2021年12月28日", align=RIGHT)
    made.line("联系人：张三")
    view, relaid = fixed(made.save(tmp_path))
    assert said(view)[-3:] == ["武进区教育局", "2021年12月28日", "联系人：张三"]
    assert ("第6段“联系人：张三”：", "正文") in relaid.unsure


def test_a_heading_that_was_guessed_is_named(tmp_path: Path) -> None:
    made = report(S)
    made.line("工作成效", bold=True)
    made.line(S)
    view, relaid = fixed(made.save(tmp_path))
    assert styles(view)["工作成效"] == "heading 1"
    assert relaid.unsure == (("第4段“工作成效”：", "1级标题"),)


def test_merged_cells_stay_merged(tmp_path: Path) -> None:
    made = report(S)
    table = made.table(("类别", "人数", ""), ("", "男", "女"), ("小学", "12", "34"), ("合计", "46", ""))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(3, 1).merge(table.cell(3, 2))
    view, _ = fixed(made.save(tmp_path))
    rows = view.tables[0].rows
    assert [row.spans for row in rows] == [(1, 2), (1, 1, 1), (1, 1, 1), (1, 2)]
    assert [row.joined[0] for row in rows] == [False, True, False, False]
    assert [row.repeats for row in rows] == [True, True, False, False]


def test_a_cell_of_several_paragraphs_keeps_its_lines(tmp_path: Path) -> None:
    made = report(S)
    made.table(("学校", "人数")).cell(0, 0).add_paragraph("（全称）")
    view, _ = fixed(made.save(tmp_path))
    assert view.tables[0].rows[0].cells[0][0].text == "学校\n（全称）"


def test_a_picture_keeps_its_bytes_and_its_size(tmp_path: Path) -> None:
    made = report(S)
    made.picture()
    view, _ = fixed(made.save(tmp_path))
    shown = next(q for q in view.paragraphs if q.pictures)
    assert view.pictures[0][2] == png()
    assert [round(side) for side in shown.extents[0]] == [80, 53]


def test_line_breaks_raised_characters_and_stress_stay(tmp_path: Path) -> None:
    made = report()
    line = made.line("校舍面积新增12000m")
    made.run(line, "2").font.superscript = True
    made.run(line, "，其中")
    made.run(line, "重点项目", bold=True)
    made.run(line, "三个。" + S).add_break()
    made.run(line, "第二行。")
    view, relaid = fixed(made.save(tmp_path))
    runs = next(q.runs for q in view.paragraphs if q.text.startswith("校舍"))
    assert [run.text for run in runs if run.look.raised == "superscript"] == ["2"]
    assert [run.text for run in runs if run.look.east_asia == "楷体_GB2312"] == ["重点项目"]
    assert "".join(run.text for run in runs).endswith("提升。\n第二行。")
    assert relaid.lost == ()


def test_footnotes_and_links_stay(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    link = '<w:hyperlink r:id="r2"><w:r><w:t>网站</w:t></w:r></w:hyperlink>'
    notes = f'<w:footnotes ROOT><w:footnote w:id="2">{p("见年报。")}</w:footnote></w:footnotes>'
    data = bare(
        TITLE + p(S, raw=reference + link),
        {"word/footnotes.xml": notes},
        {"r1": ("footnotes", "footnotes.xml"), "r2": ("hyperlink", "https://example.org/a")},
    )
    view, relaid = fixed_bytes(tmp_path, data)
    assert [q.text.strip() for _, note in view.notes for q in note] == ["见年报。"]
    assert [(run.text, run.link) for q in view.paragraphs for run in q.runs if run.link] == [
        ("网站", "https://example.org/a")
    ]
    assert relaid.lost == ()


def test_an_automatic_number_does_not_run_into_a_figure(tmp_path: Path) -> None:
    made = report(S)
    made.listed("5月召开会议，" + S)
    view, _ = fixed(made.save(tmp_path))
    assert said(view)[-1].startswith("1. 5月")


def test_a_house_style_is_laid_on(tmp_path: Path) -> None:
    house = replace(Layout(), body=replace(Layout().body, font=FontSpec("宋体", 14.0)))
    view, relaid = fixed(report(S).save(tmp_path), house)
    body = next(q for q in view.paragraphs if q.text == S)
    assert (body.runs[0].look.east_asia, body.runs[0].look.size) == ("宋体", 14.0)
    assert [finding.message for finding in relaid.after if finding.code in ("L730", "L731")] == []


# --- what can't be carried ---------------------------------------------------------------------------------------------

DELETED = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>新的进展。</w:t></w:r></w:ins>'


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (p(S, raw=DELETED + INSERTED), "修订痕迹2处，按接受修订以后的文字排"),
        (p(S, raw='<w:hyperlink w:anchor="甲"><w:r><w:t>见下文</w:t></w:r></w:hyperlink>'), "“见下文”的链接"),
        (p(S) + p("这一句已经不要了。", rpr="<w:strike/>"), "“这一句已经不要了。”的删除线"),
        (p(S, raw="<w:r><w:pict><v:shape/></w:pict></w:r>"), "一个没有图片文件的图形"),
    ],
)
def test_what_is_left_behind_is_reported_and_no_text_is(body: str, what: str, tmp_path: Path) -> None:
    _, relaid = fixed_bytes(tmp_path, bare(TITLE + body))
    assert what in [said_of for _, said_of in relaid.lost]


def test_a_header_is_reported(tmp_path: Path) -> None:
    made = report(S)
    made.document.sections[0].header.paragraphs[0].text = "内部资料"
    made.document.sections[0].footer.paragraphs[0].text = "第 1 页 共 3 页"
    _, relaid = fixed(made.save(tmp_path))
    assert relaid.lost == (("", "页眉里的文字“内部资料”"),)


def test_the_text_of_a_box_becomes_a_paragraph_and_is_named(tmp_path: Path) -> None:
    view, relaid = fixed_bytes(tmp_path, bare(TITLE + p(S, raw=BOX.format(p("框里的一句话。"))) + p(S)))
    assert said(view)[1:] == [S, "框里的一句话。", S]
    assert relaid.unsure == (("第3段“框里的一句话。”：", "正文（原来在文本框里）"),)


NESTED = (
    "<w:tbl><w:tblGrid/><w:tr><w:tc>"
    f"<w:tbl><w:tblGrid/><w:tr><w:tc>{p('内')}</w:tc></w:tr></w:tbl>{p('外')}</w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (p(S, raw='<w:r><w:endnoteReference w:id="2"/></w:r>'), "文件里有尾注（1处），带不过去"),
        (p(S, raw="<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "文件里有公式（1处），带不过去"),
        (p(S) + p("内部参考", rpr="<w:vanish/>"), "第4段“内部参考”有隐藏的文字"),
        (p(S) + NESTED, "第1个表格“内”里面还套着表格"),
    ],
)
def test_a_file_that_would_lose_something_is_refused(body: str, message: str, tmp_path: Path) -> None:
    source = tmp_path / "原件.docx"
    source.write_bytes(bare(TITLE + body))
    assert message in refused(source)


def test_elements_in_no_known_order_stay_lines_in_their_places(tmp_path: Path) -> None:
    view, relaid = fixed(report(S, "签发人：张三").save(tmp_path))
    assert said(view) == ["武进区教育局2021年工作总结", S, "签发人：张三"]
    assert relaid.unsure[0][0] == "第4段“签发人：张三”："
    assert relaid.unsure[0][1].startswith("普通段落")


def test_a_text_that_the_form_would_reword_is_refused(tmp_path: Path) -> None:
    made = Hand()
    made.red("武进区教育局文件")
    made.line("武教发〔2022〕12号    签发人:张三")
    made.line("关于召开会议的通知", 22, align=CENTER)
    made.line(S)
    assert "第2段“武教发〔2022〕12号”的文字照原样排不进公文格式" in refused(made.save(tmp_path))


def test_a_picture_that_is_no_png_or_jpeg_is_refused(tmp_path: Path) -> None:
    drawing = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="r1"/></w:drawing></w:r>'
    source = tmp_path / "原件.docx"
    source.write_bytes(bare(TITLE + p(S, raw=drawing), {"word/a.emf": "EMF"}, {"r1": ("image", "a.emf")}))
    assert "的图片不是 PNG 或 JPEG" in refused(source)


def test_a_file_without_text_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "原件.docx"
    source.write_bytes(bare(p()))
    assert refused(source) == "文件里没有文字，没有可排的内容，没有写新文件"


# --- where it is written -----------------------------------------------------------------------------------------------


def test_the_source_is_never_the_target(tmp_path: Path) -> None:
    source = report(S).save(tmp_path)
    assert "不能是原来的文件" in refused(source, source, force=True)
    link = tmp_path / "链接.docx"
    link.symlink_to(source)
    assert "不能是原来的文件" in refused(source, link, force=True)


def test_somebody_elses_file_is_only_replaced_by_force(tmp_path: Path) -> None:
    source = report(S).save(tmp_path)
    other = report("别人的文件。").save(tmp_path, "别人.docx")
    assert "不是 drafter 写的" in refused(source, other)
    relay(source, other, force=True)
    assert S in said(open_docx(other, "别人.docx"))
    relay(source, other)


@pytest.mark.parametrize("name", ["排好.doc", "排好", "没有/排好.docx"])
def test_a_target_that_can_not_be_written_is_told(name: str, tmp_path: Path) -> None:
    assert refused(report(S).save(tmp_path), tmp_path / name)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = summary().save(tmp_path)
    relay(source, tmp_path / "甲.docx")
    relay(source, tmp_path / "乙.docx")
    assert (tmp_path / "甲.docx").read_bytes() == (tmp_path / "乙.docx").read_bytes()


def test_what_was_fixed_needs_no_second_fix(tmp_path: Path) -> None:
    relay(summary().save(tmp_path), tmp_path / "甲.docx")
    relay(tmp_path / "甲.docx", tmp_path / "乙.docx")
    assert (tmp_path / "甲.docx").read_bytes() == (tmp_path / "乙.docx").read_bytes()
    assert find_layout(open_docx(tmp_path / "乙.docx", "乙.docx")) == ()
