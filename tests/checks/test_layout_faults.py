"""One planted fault each: the rule that must see it, in a document that is otherwise in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from layout_kit import (
    FANG,
    HEI,
    KAI,
    SENTENCE,
    SONG,
    Doc,
    P,
    body,
    heading,
    official,
    page_number,
    report,
    table,
    title,
)

from drafter.checks.layout import LAYOUT

Fault = Callable[[Doc], object]


def setting(name: str, **changes: object) -> Fault:
    """Change attributes of one paragraph."""

    def plant(doc: Doc) -> None:
        doc.items[name] = replace(doc[name], **changes)  # type: ignore[arg-type]

    return plant


def everywhere(**changes: object) -> Fault:
    """Change attributes of every plain paragraph of the text."""

    def plant(doc: Doc) -> None:
        for name, item in doc.items.items():
            if isinstance(item, P) and name.startswith(("opening", "body")):
                doc.items[name] = replace(item, **changes)  # type: ignore[arg-type]

    return plant


def margin(**changes: int) -> Fault:
    return lambda doc: doc.margins.update(changes)


def part(name: str, value: object) -> Fault:
    return lambda doc: setattr(doc, name, value)


def drop(*names: str) -> Fault:
    def plant(doc: Doc) -> None:
        for name in names:
            doc.drop(name)

    return plant


def insert(after: str, item: P | str) -> Fault:
    return lambda doc: doc.insert(after, "planted", item)


def item(name: str, value: P | str) -> Fault:
    return lambda doc: doc.items.update({name: value})


def footer(old: str, new: str, *kinds: str) -> Fault:
    """Replace text in the XML of footers; all of them if no kinds are given."""

    def plant(doc: Doc) -> None:
        for kind in kinds or tuple(doc.footers):
            assert old in doc.footers[kind]
            doc.footers[kind] = doc.footers[kind].replace(old, new)

    return plant


def both(*faults: Fault) -> Fault:
    return lambda doc: [plant(doc) for plant in faults]


def picture(target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    return f'<Relationship Id="x" Type="{kind}" Target="{target}" TargetMode="External"/>'


def commented(doc: Doc) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    doc.links += f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/>'
    doc.parts["word/comments.xml"] = f'<w:comments xmlns:w="{space}"><w:comment w:id="0"/></w:comments>'


def headed(doc: Doc) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    doc.links += f'<Relationship Id="h" Type="{kind}/header" Target="h.xml"/>'
    doc.parts["word/h.xml"] = f'<w:hdr xmlns:w="{space}">{P("武进区教育局").xml()}</w:hdr>'
    doc.size = '<w:headerReference w:type="default" r:id="h"/>' + doc.size


def imprint_first(doc: Doc) -> None:
    """Move the 版记 before the annexes."""
    lines = {name: doc.items.pop(name) for name in ("copies", "printing")}
    for name in ("printing", "copies"):
        doc.insert("remark", name, lines[name])


RING = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
)
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
INSERTED = '<w:ins w:id="1" w:author="甲"><w:r><w:t>新</w:t></w:r></w:ins>'
FULL_WIDTH_TITLE = "武进区教育局2021年工作总结和2022年工作打算情况汇报材料"

PAGE = [
    ("paper is Letter", part("size", '<w:pgSz w:w="12240" w:h="15840"/>'), "L710"),
    ("paper is 16K", part("size", '<w:pgSz w:w="10433" w:h="14742"/>'), "L710"),
    ("paper lies across", part("size", LANDSCAPE), "L711"),
    ("top margin 25.4", margin(top=1440), "L712"),
    ("top margin 35", margin(top=1984), "L712"),
    ("left margin 31.7", margin(left=1800), "L713"),
    ("left margin 26", margin(left=1474), "L713"),
    ("gutter of 5 mm", margin(gutter=283), "L713"),
    ("right margin 28", margin(right=1588), "L714"),
    ("right margin 31.7", margin(right=1800), "L714"),
    ("bottom margin 25.4", margin(bottom=1440), "L715"),
    ("bottom margin 37", margin(bottom=2098), "L715"),
    ("mirrored margins", part("settings", "<w:evenAndOddHeaders/><w:mirrorMargins/>"), "L716"),
    ("two columns", part("section", '<w:cols w:num="2"/>'), "L717"),
    ("table wider than the text", item("table", table(3, 10000)), "L718"),
    ("long table without repeated head", item("table", table(20, head="")), "L719"),
    ("pitch 30 pt", everywhere(line=600), "L720"),
    ("pitch 29 pt", everywhere(line=580), "L720"),
    ("pitch 26 pt", everywhere(line=520), "L720"),
    ("one and a half lines", everywhere(line=360, rule="auto"), "L720"),
    ("single lines without a grid", both(part("grid", ""), everywhere(line=240, rule="auto")), "L720"),
    ("no tracking: 27 characters", everywhere(tracking=0), "L722"),
    ("wide tracking", everywhere(tracking=10), "L722"),
    ("one paragraph at 1.5 lines", setting("body2", line=360, rule="auto"), "L723"),
    ("one paragraph at 25 pt", setting("body3", line=500), "L723"),
    ("heading at another pitch", setting("h1", line=640), "L723"),
    (
        "space after paragraphs",
        setting("body1", ppr='<w:spacing w:after="156" w:line="579" w:lineRule="exact"/>'),
        "L724",
    ),
    (
        "half a line before a heading",
        setting("h1", ppr='<w:spacing w:beforeLines="50" w:before="156" w:line="579" w:lineRule="exact"/>'),
        "L724",
    ),
    ("grid of Word's new documents", part("grid", '<w:docGrid w:type="lines" w:linePitch="312"/>'), "L728"),
    ("text in the header", headed, "L721"),
    ("blank line between paragraphs", insert("body1", P()), "L727"),
    ("blank line above a heading", insert("body2", P()), "L727"),
    ("one paragraph spread out", setting("body2", tracking=20), "L725"),
    ("one paragraph condensed by scale", setting("body2", rpr='<w:w w:val="80"/>'), "L725"),
    (
        "indent in 字 and in twips disagree",
        setting("body1", ind='<w:ind w:firstLineChars="200" w:firstLine="0"/>'),
        "L726",
    ),
]
TEXT = [
    ("body in 宋体", everywhere(font=SONG), "L730"),
    ("one paragraph in 宋体", setting("body2", font=SONG), "L730"),
    ("one paragraph in 楷体", setting("body2", font=KAI), "L730"),
    ("one paragraph in 微软雅黑", setting("body2", font="微软雅黑"), "L730"),
    (
        "one word in 黑体",
        setting("body2", text="", runs=[(SENTENCE, {}), ("重点学校", {"font": HEI}), (SENTENCE, {})]),
        "L730",
    ),
    ("date in 宋体", setting("date", font=SONG), "L730"),
    ("body in 四号", everywhere(size=28), "L731"),
    ("one paragraph in 小三", setting("body2", size=30), "L731"),
    ("署名 in 四号", setting("organ", size=28), "L731"),
    ("red text", setting("body2", colour="FF0000"), "L732"),
    ("grey text", setting("body2", colour="7F7F7F"), "L732"),
    ("blue heading", setting("h1", colour="2F5496"), "L732"),
    ("blue title", setting("title1", colour="0000FF"), "L732"),
    ("indent by full-width blanks", setting("body2", first=0, text="　　" + SENTENCE), "L733"),
    ("indent by half-width blanks", setting("body2", first=0, text="    " + SENTENCE), "L733"),
    ("indent by a tab", setting("body2", first=0, text="\t" + SENTENCE), "L733"),
    ("no indent", setting("body2", first=0), "L734"),
    ("indent of one character", setting("body2", first=100), "L734"),
    ("indent of 10.5 pt type", setting("body2", ind='<w:ind w:firstLine="420"/>'), "L734"),
    ("heading without indent", setting("h2", first=0), "L734"),
    ("heading indented four", setting("h1", first=400), "L734"),
    ("hanging indent", setting("body2", ind='<w:ind w:left="630" w:firstLine="0"/>'), "L735"),
    ("right indent", setting("body2", right=200), "L735"),
    ("centred paragraph", setting("body2", align="center"), "L736"),
    ("paragraph flush right", setting("body2", align="right"), "L736"),
    ("centred heading", setting("h1", align="center", first=0), "L736"),
    ("bold paragraph", setting("body2", bold=True), "L737"),
    ("bold 署名", setting("organ", bold=True), "L737"),
    ("italics", setting("body2", rpr="<w:i/>"), "L738"),
    ("underline", setting("body2", rpr='<w:u w:val="single"/>'), "L738"),
    ("highlight", setting("body2", rpr='<w:highlight w:val="yellow"/>'), "L738"),
    ("struck out", setting("body2", rpr="<w:strike/>"), "L738"),
    ("digits in Calibri", everywhere(latin="Calibri"), "L739"),
    ("digits of one paragraph in Arial", setting("body2", latin="Arial"), "L739"),
    ("digits of one paragraph in Times", setting("body2", latin="Times New Roman"), "L740"),
]
HEADINGS = [
    ("level 1 in 仿宋", setting("h1", font=FANG), "L741"),
    ("level 1 in 楷体", setting("h1b", font=KAI), "L741"),
    ("level 2 in 黑体", setting("h2", font=HEI), "L741"),
    ("level 2 in 仿宋", setting("h2", font=FANG), "L741"),
    ("level 3 in 黑体", setting("h3", font=HEI), "L741"),
    ("level 4 in 楷体", setting("h4", font=KAI), "L741"),
    ("level 1 in 小二", setting("h1", size=36), "L742"),
    ("level 2 in 四号", setting("h2", size=28), "L742"),
    ("bold level 1", setting("h1", bold=True), "L743"),
    ("bold level 2", setting("h2", bold=True), "L743"),
    ("bold level 3", setting("h3", bold=True), "L743"),
    ("run-in （二） in 黑体", setting("runin", runs=[("（二）提升素质。", {"font": HEI}), (SENTENCE, {})]), "L744"),
    ("run-in （二） in 仿宋", setting("runin", runs=[("（二）提升素质。" + SENTENCE, {})]), "L744"),
    ("bold lead", setting("lead", runs=[("加强人才引进。", {"font": KAI, "bold": True}), (SENTENCE, {})]), "L745"),
    ("（一）、", setting("h2", text="（一）、加强组织建设"), "L746"),
    ("(一)", setting("h2", text="(一)加强组织建设"), "L746"),
    ("1、", setting("h3", text="1、健全工作制度"), "L746"),
    ("一.", setting("h1", text="一.坚持党建引领"), "L746"),
    ("(1)", setting("h4", text="(1)明确分工"), "L746"),
    ("一、 twice", setting("h1b", text="一、2022年工作打算"), "L747"),
    ("三、 after 一、", setting("h1b", text="三、2022年工作打算"), "L747"),
    ("3. after 1.", setting("h3b", text="3.压实工作责任"), "L747"),
    ("（1） right under （一）", both(drop("h3", "body2", "h3b")), "L748"),
]
FRONT = [
    ("title in 黑体", setting("title1", font=HEI), "L750"),
    ("title in 宋体", both(setting("title1", font=SONG), setting("title2", font=SONG)), "L750"),
    ("second line of the title in 华文中宋", setting("title2", font="华文中宋"), "L750"),
    ("title in 小二", both(setting("title1", size=36), setting("title2", size=36)), "L751"),
    ("title in 三号", both(setting("title1", size=32), setting("title2", size=32)), "L751"),
    ("second line of the title in 小一", setting("title2", size=48), "L751"),
    ("title flush left", both(setting("title1", align="left"), setting("title2", align="left")), "L752"),
    ("one line of the title flush left", setting("title2", align="left"), "L752"),
    ("centred title with an indent", setting("title1", first=200), "L752"),
    ("bold title", setting("title1", bold=True), "L753"),
    (
        "rectangle",
        both(setting("title1", text="武进区教育局关于2021年"), setting("title2", text="工作情况的全面总结报告")),
        "L754",
    ),
    ("hourglass", insert("title1", title("短")), "L754"),
    ("title too long for its line", both(drop("title1"), setting("title2", text=FULL_WIDTH_TITLE)), "L755"),
    ("no blank line under the title", drop("gap"), "L756"),
    ("three blank lines under the title", both(insert("gap", P()), lambda d: d.insert("gap", "more", P())), "L756"),
    ("subtitle as large as the title", insert("title2", replace(title("——在全区教育大会上的报告"), font=KAI)), "L757"),
    ("number centred in a 7.5 document", footer('<w:jc w:val="right"/>', '<w:jc w:val="center"/>', "default"), "L783"),
]
END = [
    ("Chinese date", setting("date", text="二〇二一年十二月二十八日"), "L763"),
    ("padded date", setting("date", text="2021年01月08日"), "L763"),
    ("date with points", setting("date", text="2021.12.28"), "L763"),
    ("date with dashes", setting("date", text="2021-12-28"), "L763"),
    ("year in two digits", setting("date", text="21年12月28日"), "L763"),
    ("no day", setting("date", text="2021年12月"), "L763"),
    ("30 February", setting("date", text="2021年2月30日"), "L763"),
    ("blanks in the date", setting("date", text="2021 年 12 月 28 日"), "L763"),
    ("署名 and date at the edge", both(setting("organ", right=0), setting("date", right=0)), "L764"),
    ("date at the edge", setting("date", right=0), "L764"),
    (
        "署名 and date at the left",
        both(setting("organ", align="left", right=0), setting("date", align="left", right=0)),
        "L764",
    ),
    (
        "署名 and date centred",
        both(setting("organ", align="center", right=0), setting("date", align="center", right=0)),
        "L764",
    ),
    ("署名 flush with the date", setting("organ", right=300), "L764"),
    ("no blank line above 署名", drop("blank"), "L765"),
    ("blank line between 署名 and date", insert("organ", P()), "L766"),
    ("此页无正文", insert("body5", P("（此页无正文）", first=200)), "L767"),
]
NUMBER = [
    ("no page number", part("footers", {}), "L780"),
    ("no number on even pages", part("footers", {"default": page_number("default"), "even": "<w:p/>"}), "L780"),
    ("no number on the first page", part("section", "<w:titlePg/>"), "L780"),
    ("hyphens", footer("— ", "- "), "L781"),
    ("bare number", both(footer("— ", ""), footer(" —", "")), "L781"),
    ("第1页", both(footer("— ", "第"), footer(" —", "页")), "L781"),
    ("number in 黑体", footer("宋体", "黑体"), "L782"),
    ("number in Calibri", footer('w:ascii="宋体"', 'w:ascii="Calibri"'), "L782"),
    ("number in 五号", footer('w:val="28"', 'w:val="21"'), "L782"),
    ("number in 小四", footer('w:val="28"', 'w:val="24"'), "L782"),
    ("odd and even pages alike", part("settings", ""), "L783"),
    ("even number at the right", footer('<w:jc w:val="left"/>', '<w:jc w:val="right"/>', "even"), "L783"),
    ("odd number at the left", footer('<w:jc w:val="right"/>', '<w:jc w:val="left"/>', "default"), "L783"),
    ("number at the very edge", footer('<w:ind w:rightChars="100" w:right="280"/>', "", "default"), "L783"),
    (
        "all numbers centred",
        both(
            footer('<w:jc w:val="right"/>', '<w:jc w:val="center"/>', "default"),
            footer('<w:jc w:val="left"/>', '<w:jc w:val="center"/>', "even"),
        ),
        "L784",
    ),
    ("footer at Word's own distance", margin(footer=992), "L785"),
    ("Roman numbers", part("numbers", '<w:pgNumType w:fmt="upperRoman"/>'), "L786"),
    (
        "numbering starts anew",
        both(
            part("numbers", '<w:pgNumType w:start="1"/>'),
            setting("body3", ppr='<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
            'w:bottom="1984" w:left="1588" w:footer="1440"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'),
        ),
        "L786",
    ),
]  # fmt: skip
LEFT = [
    ("title of another document", part("title", "武进区教育局2019年招生工作方案"), "L707"),
    ("name of a program as author", part("author", "python-docx"), "L769"),
    ("remote template", part("links", picture("http://example.com/a.dotx")), "L709"),
    ("ring of styles", part("parts", {"word/styles.xml": RING}), "L708"),
    ("tracked insertion", setting("body2", raw=INSERTED), "L779"),
    ("tracked deletion", setting("body2", raw='<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'), "L779"),
    ("comment", commented, "L798"),
    ("hidden text", setting("body2", rpr="<w:vanish/>"), "L799"),
]
SIGNED: list[tuple[str, dict[str, object]]] = [("武教发〔2021〕12号　　签发人 ", {}), ("张三", {"font": KAI})]
OFFICIAL = [
    ("addressee indented", setting("addressee", first=200), "L758"),
    ("addressee centred", setting("addressee", align="center"), "L758"),
    ("addressee with a half-width colon", setting("addressee", text="各镇人民政府、各街道办事处，各直属学校:"), "L759"),
    ("addressee without a colon", setting("addressee", text="各镇人民政府、各街道办事处，各直属学校"), "L759"),
    ("blank line under the addressee", insert("addressee", P()), "L760"),
    ("no blank line above the addressee", drop("gap"), "L756"),
    ("附件1： in the note", setting("note", text="附件1：2022年全区教育工作要点"), "L761"),
    ("half-width colon in the note", setting("note", text="附件:1.2022年全区教育工作要点"), "L761"),
    ("mark after a name", setting("note2", text="2.重点项目清单。"), "L761"),
    ("mark after the first name", setting("note", text="附件：1.2022年全区教育工作要点；"), "L761"),
    ("note not indented", setting("note", left=0), "L762"),
    ("no blank line above the note", drop("noteblank"), "L762"),
    ("date at the edge", setting("date", left=2200), "L764"),
    ("remark apart from the date", insert("date", P()), "L768"),
    ("remark in half-width brackets", setting("remark", text="(此件公开发布)"), "L768"),
    ("remark not indented", setting("remark", first=0), "L768"),
    ("附件1：", setting("label", text="附件1："), "L770"),
    ("附件一", setting("label", text="附件一"), "L770"),
    ("label in 仿宋", setting("label", font=FANG), "L771"),
    ("label in 四号", setting("label", size=28), "L771"),
    ("label indented", setting("label", first=200), "L771"),
    ("annex on the same page", setting("label2", ppr=""), "L772"),
    ("annex title on line 2", drop("labelgap"), "L773"),
    ("annex title flush left", setting("annextitle2", align="left"), "L773"),
    ("annex name differs from the note", setting("annextitle2", text="重点工程清单"), "L774"),
    ("抄送 in 三号", setting("copies", size=32), "L775"),
    ("印发 in 宋体", setting("printing", font=SONG), "L775"),
    ("no 。 after the last organ", setting("copies", text="抄送：区政府办公室，区财政局"), "L776"),
    ("half-width colon after 抄送", setting("copies", text="抄送:区政府办公室，区财政局。"), "L776"),
    ("padded date of printing", setting("printing", text="武进区教育局办公室　　2021年12月09日印发"), "L776"),
    ("no 印发 after the date", setting("printing", text="武进区教育局办公室　　2021年12月9日"), "L776"),
    ("版记 before the annexes", imprint_first, "L729"),
    ("first rule thin", lambda d: setting("copies", ppr=d["copies"].ppr.replace('"8"', '"4"'))(d), "L777"),
    ("middle rule thick", lambda d: setting("printing", ppr=d["printing"].ppr.replace('"6"', '"12"'))(d), "L777"),
    ("no rules", both(setting("copies", ppr=""), setting("printing", ppr="")), "L778"),
    ("份号 with four digits", setting("copy", text="0001"), "L787"),
    ("密级 in 仿宋", setting("secrecy", font=FANG), "L788"),
    ("密级 in Chinese numerals", setting("secrecy", text="机密★一年"), "L788"),
    ("紧急程度 in 宋体", setting("urgency", font=SONG), "L788"),
    ("密级 above 份号", both(drop("copy"), insert("secrecy", P("000001"))), "L789"),
    ("square brackets", setting("number", text="武教发[2021]12号"), "L790"),
    ("round brackets", setting("number", text="武教发（2021）12号"), "L790"),
    ("第 in the number", setting("number", text="武教发〔2021〕第12号"), "L790"),
    ("padded number", setting("number", text="武教发〔2021〕012号"), "L790"),
    ("year in two digits", setting("number", text="武教发〔21〕12号"), "L790"),
    ("number flush left", setting("number", align="left"), "L791"),
    ("one blank line above the number", drop("m1"), "L791"),
    (
        "name of 签发人 in 仿宋",
        setting("number", align="left", text="", runs=[("武教发〔2021〕12号　　签发人：张三", {})]),
        "L792",
    ),
    ("签发人 without a colon", setting("number", align="left", text="", runs=SIGNED), "L792"),
    ("black mark", setting("mark", colour=""), "L793"),
    ("mark flush left", setting("mark", align="left"), "L793"),
    ("mark in 黑体", setting("mark", font=HEI), "L794"),
    ("no red rule", setting("number", ppr=""), "L795"),
    ("black rule", lambda d: setting("number", ppr=d["number"].ppr.replace("FF0000", "000000"))(d), "L795"),
    ("one blank line under the rule", drop("n1"), "L796"),
    ("number without a mark", drop("mark"), "L797"),
    ("body in 宋体", everywhere(font=SONG), "L730"),
    ("title not centred", setting("title1", align="left"), "L752"),
]
REPORT_FAULTS = [*PAGE, *TEXT, *HEADINGS, *FRONT, *END, *NUMBER, *LEFT]
EVERY = [*((report, *row) for row in REPORT_FAULTS), *((official, *row) for row in OFFICIAL)]
IDS = [f"{kind.__name__}: {name}" for kind, name, _, _ in EVERY]


@pytest.mark.parametrize(("kind", "plant", "code"), [(k, p, c) for k, _, p, c in EVERY], ids=IDS)
def test_planted_fault_is_found(kind: Callable[[], Doc], plant: Fault, code: str) -> None:
    doc = kind()
    plant(doc)
    findings = doc.findings()
    assert code in [finding.code for finding in findings]
    assert len(findings) <= 3
    for finding in findings:
        assert finding.found
        assert finding.wanted
        assert finding.hint


@pytest.mark.parametrize("kind", [report, official])
def test_clean_document_has_no_finding(kind: Callable[[], Doc]) -> None:
    assert [finding.message for finding in kind().findings()] == []


def test_every_rule_has_a_manual_and_a_planted_fault() -> None:
    planted = {code for _, _, _, code in EVERY}
    for rule in LAYOUT.explained():
        assert rule.title, rule.code
        assert rule.manual.endswith("。"), rule.code
        assert rule.check.__doc__, rule.code
        assert rule.code in planted, rule.code
        assert rule.clause or rule.strength.value == "惯例", rule.code


VARIANTS: list[tuple[str, Fault]] = [
    ("仿宋 under its new name", everywhere(font="仿宋")),
    ("FangSong", everywhere(font="FangSong")),
    ("华文仿宋", everywhere(font="华文仿宋")),
    ("方正仿宋", everywhere(font="方正仿宋_GBK")),
    ("digits in Times New Roman throughout", lambda d: [setting(n, latin="Times New Roman")(d) for n, i in d.items.items() if isinstance(i, P)]),
    ("margins rounded to millimetres", margin(top=2097, left=1587, right=1473, bottom=1985)),
    ("left margin 27.5, right 26.5", margin(left=1559, right=1503)),
    (
        "profile W: grid of lines and characters",
        both(
            part("grid", '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'),
            lambda d: [setting(n, tracking=0)(d) for n, i in d.items.items() if isinstance(i, P) and not n.startswith("title")],
        ),
    ),
    ("single lines on the grid", lambda d: [
        setting(n, line=240, rule="auto")(d) for n, i in d.items.items() if isinstance(i, P) and not n.startswith("title")
    ]),
    ("pitch 28 pt throughout", lambda d: [
        setting(n, line=560)(d) for n, i in d.items.items() if isinstance(i, P) and not n.startswith("title")
    ]),
    ("footer 28 mm from the edge", margin(footer=1587)),
    ("indent in 字 only", everywhere(ind='<w:ind w:firstLineChars="200"/>')),
    ("justified or flush left", everywhere(align="left")),
    ("indent in twips only", everywhere(ind='<w:ind w:firstLine="640"/>')),
    ("three-line title as a trapezoid", insert("title1", title("关于全区教育系统"))),
    ("sealed layout", both(setting("organ", right=450), setting("date", right=400))),
    ("no signature", drop("blank", "organ", "date")),
    ("bold word in a paragraph", setting("body2", text="", runs=[(SENTENCE, {}), ("重点", {"bold": True}), (SENTENCE, {})])),
    ("black said in numbers", everywhere(colour="000000")),
    ("title of this document in the properties", part("title", "武进区教育局2021年工作总结")),
    ("line of organ and date under the title", both(
        insert("title2", P("（2021年12月28日）", KAI, align="center")), drop("blank", "organ", "date")
    )),
    ("tasks numbered through the whole text", setting("body4", text="3.统筹经费使用。" + SENTENCE)),
    ("subtitle", insert("title2", P("——在全区教育大会上的报告", KAI, align="center"))),
    ("two blank lines under the title", insert("gap", P())),
    ("short table without repeated head", item("table", table(4, head=""))),
]  # fmt: skip


@pytest.mark.parametrize("plant", [row[1] for row in VARIANTS], ids=[row[0] for row in VARIANTS])
def test_lawful_variant_has_no_finding(plant: Fault) -> None:
    doc = report()
    plant(doc)
    assert [finding.message for finding in doc.findings()] == []


def test_systematic_deviation_is_one_finding_with_a_count() -> None:
    doc = report()
    everywhere(font=SONG)(doc)
    (finding,) = doc.findings()
    assert (finding.count, finding.paragraph, finding.quote[:5]) == (6, 4, "2021年")
    assert finding.message.endswith("（共6处）（一般，5.2.2）")


def test_heading_kinds_that_are_no_headings_stay_silent() -> None:
    doc = report()
    doc.insert("body4", "a", body("2021年12月，" + SENTENCE))
    doc.insert("body4", "b", body("3.5万名学生参加活动，" + SENTENCE))
    doc.insert("body4", "c", heading("一是加强领导。" + SENTENCE, FANG))
    assert doc.findings() == ()
