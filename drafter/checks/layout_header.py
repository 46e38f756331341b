"""版头 and 版记 of a document with a red header; GB/T 9704-2012, 7.2 and 7.4."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks import patterns
from drafter.checks.engine import Sighting, Strength
from drafter.checks.front import is_red
from drafter.checks.parts import Part, Role, chinese_size, printed
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import Subject, align_name, chinese, family_name, sight, size_name, spec_name
from drafter.docxview import Border, ParagraphView, TableView
from drafter.patterns import lazy

_SECRECY = lazy(r"(?:绝密|机密|秘密)(?:★(?:[1-9]\d*(?:年|个月|天)|长期))?")
_ORDER = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)
_COPIES = lazy(r"(?:抄送|主送)：.+。", re.DOTALL)
_PRINTED = lazy(r".*?(?:19|20)\d{2}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发", re.DOTALL)
_BIG = 26.0


@LAYOUT.rule("L787", "copy-number", Strength.GENERAL, "7.2.1")
def copy_number(subject: Subject) -> Iterator[Sighting]:
    """份号 has six Arabic digits."""
    for part in subject.parts(Role.COPY_NUMBER):
        if not re.fullmatch(r"\d{6}", part.text):
            yield sight(part, "份号", f"“{part.text}”", "6位阿拉伯数字", "份号写成6位数字，如000001")


@LAYOUT.rule("L788", "secrecy-and-urgency", Strength.GENERAL, "7.2.2")
def secrecy(subject: Subject) -> Iterator[Sighting]:
    """密级 and 紧急程度 are set in 三号黑体 flush left; the period follows a ★ in Arabic numerals: 机密★1年."""
    spec = subject.standard.type("label")
    for part in subject.parts(Role.SECRECY, Role.URGENCY):
        name, plain = part.role.value, re.sub(r"\s", "", part.text)
        if part.role is Role.SECRECY and not _SECRECY.fullmatch(plain):
            yield sight(part, "密级和保密期限", f"“{part.text}”", "“机密★1年”的形式", "期限用阿拉伯数字，前面加★")
        if part.role is Role.URGENCY and plain not in subject.standard.words.urgency:
            yield sight(part, name, f"“{part.text}”", "特急或加急", "改为特急或加急")
        for _, run in chinese(part):
            if not subject.agrees("label", run.look):
                yield sight(part, f"{name}字体", family_name(run.look.east_asia), spec_name(spec), "改为三号黑体")
            if run.look.size != spec.size:
                yield sight(part, f"{name}字号", size_name(run.look.size), size_name(spec.size), "改为三号黑体")
        if part.paragraph is not None and part.paragraph.look.align in ("center", "right"):
            yield sight(part, f"{name}位置", align_name(part.paragraph.look.align), "居左顶格", "改为左对齐")


@LAYOUT.rule("L789", "header-order", Strength.REQUIRED, "7.2.3")
def header_order(subject: Subject) -> Iterator[Sighting]:
    """份号, 密级 and 紧急程度 stand in this order from the top."""
    found = [part for part in subject.document.parts if part.role in _ORDER]
    if [part.role for part in found] != sorted((part.role for part in found), key=_ORDER.index):
        names = "、".join(part.role.value for part in found)
        yield sight(
            found[0],
            "版头要素的顺序",
            names,
            "份号、密级、紧急程度",
            "按份号、密级和保密期限、紧急程度的顺序自上而下排列",
        )


@LAYOUT.rule("L790", "document-number", Strength.REQUIRED, "7.2.5")
def document_number(subject: Subject) -> Iterator[Sighting]:
    """发文字号: the year in full in 〔〕, the number without 第 and without padding, then 号: 武教发〔2021〕12号."""
    for part in subject.parts(Role.NUMBER):
        text = re.split(r"\s*签\s*发\s*人|\s{2,}|　|\t", part.text)[0].strip()
        if not patterns.RIGHT_DOCUMENT_NUMBER.fullmatch(text) and not patterns.SESSION.fullmatch(text):
            hint = "年份用六角括号〔〕写全四位，序号不编虚位、不加“第”"
            yield sight(part, "发文字号", f"“{text}”", "“×发〔2021〕1号”的形式", hint)


@LAYOUT.rule("L791", "document-number-place", Strength.REQUIRED, "7.2.5")
def number_place(subject: Subject) -> Iterator[Sighting]:
    """发文字号 is centred two blank lines under the mark; with 签发人 it stands at the left instead."""
    signed = bool(subject.document.of(Role.SIGNER)) or any(
        patterns.SIGNER.search(part.text) for part in subject.document.of(Role.NUMBER)
    )
    for index, part in subject.indexed:
        paragraph = part.paragraph
        if part.role is not Role.NUMBER or paragraph is None:
            continue
        if not signed and not subject.letter and paragraph.look.align != "center":
            yield sight(part, "发文字号位置", align_name(paragraph.look.align), "居中", "把发文字号居中")
        above = subject.before(index)
        blanks = subject.blanks_before(index)
        if above is not None and above.role is Role.MARK and blanks != 2 and not _spaced(above, part):
            yield sight(part, "发文机关标志与发文字号之间", f"空{blanks}行", "空2行", "在发文字号上面留两个空行")


def _spaced(above: Part, below: Part) -> bool:
    """Whether space is set on the paragraphs themselves, so that blank lines say nothing."""
    upper, lower = above.paragraph, below.paragraph
    return (upper is not None and upper.look.after > 200) or (lower is not None and lower.look.before > 200)


@LAYOUT.rule("L792", "signer", Strength.REQUIRED, "7.2.6")
def signer(subject: Subject) -> Iterator[Sighting]:
    """签发人： is set in 三号仿宋, the name after it in 三号楷体."""
    wanted = spec_name(subject.standard.type("signer"))
    for part in subject.parts(Role.SIGNER, Role.NUMBER):
        match = patterns.SIGNER.search(part.text)
        if match is None:
            continue
        if not match[0].endswith("："):
            yield sight(part, "签发人后面", "不是全角冒号", "全角冒号“：”", "写成“签发人：”")
        for stretch in chinese(part):
            if stretch.start >= match.end() and not subject.agrees("signer", stretch.run.look):
                found = family_name(stretch.run.look.east_asia)
                yield sight(part, "签发人姓名字体", found, wanted, "把姓名改为三号楷体")
            elif stretch.start < match.end() < stretch.start + len(stretch.run.text.strip()):
                yield sight(part, "签发人姓名字体", "与“签发人：”相同", wanted, "把姓名改为三号楷体")


@LAYOUT.rule("L793", "mark", Strength.REQUIRED, "7.2.4")
def mark(subject: Subject) -> Iterator[Sighting]:
    """发文机关标志 is red and centred."""
    for part in subject.parts(Role.MARK):
        paragraph = part.paragraph
        if paragraph is None:
            continue
        beside = part.text == "文件" and len(subject.parts(Role.MARK)) > 2
        if any(run.text.strip() and not is_red(run.look.colour) for run in paragraph.runs):
            yield sight(part, "发文机关标志颜色", "不是红色", "红色", "把发文机关标志设为红色（FF0000）")
        if paragraph.look.align not in ("center", "distribute") and not beside:
            yield sight(part, "发文机关标志位置", align_name(paragraph.look.align), "居中", "把发文机关标志居中")


@LAYOUT.rule("L794", "mark-font", Strength.RECOMMENDED, "7.2.4")
def mark_font(subject: Subject) -> Iterator[Sighting]:
    """小标宋 is recommended for 发文机关标志."""
    for part in subject.parts(Role.MARK):
        for _, run in chinese(part):
            if not subject.agrees("title", run.look):
                yield sight(part, "发文机关标志字体", family_name(run.look.east_asia), "小标宋", "改为小标宋")


@LAYOUT.rule("L795", "header-rule", Strength.REQUIRED, "7.2.7")
def header_rule(subject: Subject) -> Iterator[Sighting]:
    """A red rule as wide as the text block stands under 发文字号."""
    marks = subject.document.of(Role.MARK)
    order = bool(marks) and marks[-1].text.endswith("令")
    if not subject.document.of(Role.NUMBER) or not marks or subject.letter or order:
        return
    number = subject.document.of(Role.NUMBER)[0]
    rules = list(_rules_near_number(subject))
    if not rules:
        yield sight(number, "版头分隔线", "没有", "与版心等宽的红色分隔线", "在发文字号下面加红色分隔线")
    elif not any(is_red(rule.colour) for rule in rules):
        yield sight(number, "版头分隔线颜色", "不是红色", "红色", "把分隔线设为红色（FF0000）")


def _rules_near_number(subject: Subject) -> Iterator[Border]:
    """The rules at the paragraphs from 发文字号 up to the title."""
    begun = False
    for part in subject.document.parts:
        begun = begun or part.role is Role.NUMBER
        paragraph = part.paragraph
        if part.role is Role.TITLE:
            if paragraph is not None and paragraph.look.top:
                yield paragraph.look.top
            return
        if begun and paragraph is not None:
            yield from (rule for rule in (paragraph.look.top, paragraph.look.bottom) if rule)
            yield from paragraph.lines
        if begun and isinstance(part.item, TableView):
            yield from (rule for rule in (part.item.top, part.item.bottom) if rule)


@LAYOUT.rule("L796", "title-below-rule", Strength.REQUIRED, "7.3.1")
def title_below_rule(subject: Subject) -> Iterator[Sighting]:
    """The title stands two blank lines under the red rule."""
    for index, part in subject.indexed:
        above = subject.before(index)
        if part.role is Role.TITLE and above is not None and above.role in (Role.NUMBER, Role.SIGNER):
            blanks = subject.blanks_before(index)
            if blanks != 2 and not _spaced(above, part):
                yield sight(part, "红色分隔线与标题之间", f"空{blanks}行", "空2行", "在标题上面留两个空行")


@LAYOUT.rule("L797", "header-incomplete", Strength.CUSTOM, "7.2")
def header_incomplete(subject: Subject) -> Iterator[Sighting]:
    """A report without a red header has no 发文字号; where one stands, the mark belongs to it."""
    if subject.document.of(Role.NUMBER) and not subject.document.of(Role.MARK):
        if any(p.boxes or p.pictures for p in subject.view.paragraphs[:8]) or subject.view.tables:
            return
        number = subject.document.of(Role.NUMBER)[0]
        yield sight(
            number,
            "版头",
            "有发文字号，没有发文机关标志",
            "两者都有或都没有",
            "补上红头；不带红头的总结、要点删去发文字号",
        )


# --- 版记 --------------------------------------------------------------------------------------------------------------


@LAYOUT.rule("L775", "imprint-type", Strength.GENERAL, "7.4.2")
def imprint_type(subject: Subject) -> Iterator[Sighting]:
    """抄送机关, 印发机关 and 印发日期 are set in 四号仿宋."""
    spec = subject.standard.type("imprint")
    for part in subject.document.imprint:
        for _, run in chinese(part):
            if not subject.agrees("imprint", run.look):
                yield sight(
                    part, f"{part.role.value}字体", family_name(run.look.east_asia), spec_name(spec), "改为四号仿宋"
                )
        if chinese_size(part.item) != spec.size if isinstance(part.item, ParagraphView) else False:
            found = size_name(chinese_size(part.item))  # type: ignore[arg-type]
            yield sight(part, f"{part.role.value}字号", found, size_name(spec.size), "改为四号仿宋")


@LAYOUT.rule("L776", "imprint-form", Strength.REQUIRED, "7.4.2")
def imprint_form(subject: Subject) -> Iterator[Sighting]:
    """抄送： is followed by the organs and ends with 。; the line of printing ends with an unpadded Arabic date and 印发."""
    for part in subject.document.imprint:
        text = re.sub(r"[\s　]", "", part.text)
        if part.role is Role.COPIES and not _COPIES.fullmatch(text):
            yield sight(
                part, "抄送机关的写法", f"“{part.text[:8]}…{part.text[-2:]}”", "“抄送：…。”", "用全角冒号，最后加句号"
            )
        if part.role is Role.PRINTING and not _PRINTED.fullmatch(text):
            yield sight(
                part, "印发日期的写法", f"“{part.text[-14:]}”", "“2021年1月8日印发”的形式", "月、日不补零，后面加“印发”"
            )


@LAYOUT.rule("L729", "imprint-before-annex", Strength.REQUIRED, "7.3.7")
def imprint_before_annex(subject: Subject) -> Iterator[Sighting]:
    """Annexes stand before the 版记, which ends the document."""
    last = max((index for index, part in subject.indexed if part.role is Role.LABEL), default=-1)
    early = [part for part in subject.document.parts[: last + 1] if part.role in (Role.COPIES, Role.PRINTING)]
    if early:
        yield sight(early[0], "版记位置", "在附件之前", "在附件之后、最后一页的末尾", "把版记移到全部附件后面")


@LAYOUT.rule("L777", "imprint-rules", Strength.RECOMMENDED, "7.4.1")
def imprint_rules(subject: Subject) -> Iterator[Sighting]:
    """The first and last rule of the 版记 are 0.35 mm thick (1 pt), those between 0.25 mm (0.75 pt)."""
    thick, thin = subject.standard.thick, subject.standard.thin
    rules = _imprint_borders(subject)
    if not rules or not subject.document.imprint:
        return
    part = subject.document.imprint[0]
    for place, rule in (("首条", rules[0]), ("末条", rules[-1])):
        if rule.size and rule.size != thick:
            yield sight(
                part, f"版记{place}分隔线", f"{rule.size / 8:g}磅", "粗线0.35毫米（1磅）", "把首、末条分隔线设为1磅"
            )
    for rule in rules[1:-1]:
        if rule.size and rule.size != thin:
            yield sight(
                part, "版记中间的分隔线", f"{rule.size / 8:g}磅", "细线0.25毫米（0.75磅）", "把中间的分隔线设为0.75磅"
            )


@LAYOUT.rule("L778", "imprint-without-rules", Strength.REQUIRED, "7.4.1")
def imprint_without_rules(subject: Subject) -> Iterator[Sighting]:
    """Rules as wide as the text block part the elements of the 版记."""
    parts = subject.document.imprint
    drawn = any(p.lines for p in subject.view.paragraphs) or any(p.pictures for p in subject.view.paragraphs)
    if parts and not subject.letter and not _imprint_borders(subject) and not drawn and not _in_table(subject):
        yield sight(parts[0], "版记分隔线", "没有", "与版心等宽的分隔线", "在版记各要素之间加分隔线")


def _in_table(subject: Subject) -> bool:
    inside = {id(part.item) for part in subject.document.imprint}
    return any(id(p) in inside for t in subject.view.tables for row in t.rows for cell in row.cells for p in cell)


def _imprint_borders(subject: Subject) -> list[Border]:
    """The rules of the 版记 from top to bottom, where paragraphs or a table carry them."""
    inside = {id(part.item) for part in subject.document.imprint}
    for table in subject.view.tables:
        if any(id(p) in inside for row in table.rows for cell in row.cells for p in cell):
            between = [table.inside] * (len(table.rows) - 1)
            return [rule for rule in (table.top, *between, table.bottom) if rule]
    holders = [p for p in subject.view.paragraphs if any(id(box) in inside for box in p.boxes)]
    group = list(holders[0].boxes) if holders else list(_flow(subject))
    rules: list[Border] = []
    for paragraph in group:
        rules.extend(rule for rule in (paragraph.look.top, paragraph.look.bottom) if rule)
    return rules


def _flow(subject: Subject) -> Iterator[ParagraphView]:
    """The paragraphs of the body from the first of the 版记 on, and the one before it."""
    first = min((part.paragraph.number for part in subject.document.imprint if part.paragraph), default=0)
    if first:
        yield from (
            p for p in subject.view.paragraphs if p.number >= first - 1 and (p.number >= first or not printed(p))
        )
