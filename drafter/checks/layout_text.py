"""Type, colour and indents of the running text; GB/T 9704-2012, clauses 5.2.2, 5.2.4 and 7.3.3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.checks import patterns
from drafter.checks.engine import Sighting, Strength
from drafter.checks.front import is_red
from drafter.checks.parts import Part, Role, typed_indent
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import (
    TEXT,
    Stretch,
    Subject,
    align_name,
    chinese,
    family_name,
    indent_of,
    near,
    sight,
    size_name,
    spec_name,
    stretches,
)
from drafter.diagnostics import Severity
from drafter.docxview import ParagraphView, RunLook, TableView, TextRun

_PLAIN = (Role.BODY, Role.ADDRESSEE, Role.NOTE, Role.ORGAN, Role.DATE, Role.REMARK, Role.NUMBER)
"""Everything that is set in 三号仿宋 because nothing else is said."""
_LEAD_END = tuple("。：:、是")
_INDENT = 0.2
"""字; programs round an indent of two characters to tenths of a millimetre."""


@LAYOUT.rule("L730", "body-font", Strength.GENERAL, "5.2.2")
def body_font(subject: Subject) -> Iterator[Sighting]:
    """The text is set in 仿宋, any family of that class.  A run-in lead may have the type of its level."""
    wanted = spec_name(subject.standard.type("body"))
    for part in subject.parts(*_PLAIN):
        for stretch in chinese(part):
            if _in_lead(stretch, part) or _names_signer(stretch, part) or subject.agrees("body", stretch.run.look):
                continue
            found = family_name(stretch.run.look.east_asia)
            yield sight(part, f"{_name(part)}字体", found, wanted, f"把字体改为{wanted}")


@LAYOUT.rule("L731", "body-size", Strength.GENERAL, "5.2.2")
def body_size(subject: Subject) -> Iterator[Sighting]:
    """The text is set in 三号 (16 pt)."""
    size = subject.standard.type("body").size
    for part in subject.parts(*_PLAIN):
        for _, run in chinese(part):
            if run.look.size != size and not run.look.raised:
                found = size_name(run.look.size)
                yield sight(part, f"{_name(part)}字号", found, size_name(size), f"把字号改为{size_name(size)}")


@LAYOUT.rule("L732", "colour", Strength.REQUIRED, "5.2.4")
def colour(subject: Subject) -> Iterator[Sighting]:
    """Everything is printed black but the red elements of the 版头."""
    for part in subject.document.parts:
        if part.role is not Role.MARK:
            for paragraph in _paragraphs(part):
                found = next((run.look.colour for run in paragraph.runs if _coloured(run)), "")
                if found:
                    yield sight(part, "文字颜色", _colour_name(found), "黑色", "把文字颜色改为“自动”或黑色")


def _paragraphs(part: Part) -> tuple[ParagraphView, ...]:
    if isinstance(part.item, TableView):
        return tuple(paragraph for row in part.item.rows for cell in row.cells for paragraph in cell)
    return (part.item,)


def _coloured(run: TextRun) -> bool:
    return bool(run.text.strip()) and run.look.colour not in ("", "000000")


def _colour_name(colour: str) -> str:
    if colour.startswith("theme:"):
        return "主题色"
    return f"红色（{colour}）" if is_red(colour) else f"非黑色（{colour}）"


@LAYOUT.rule("L733", "typed-indent", Strength.REQUIRED, "7.3.3")
def typed_blanks(subject: Subject) -> Iterator[Sighting]:
    """An indent is a setting of the paragraph, not blanks typed before the text: typed ones shift when type or size changes."""
    for part in subject.parts(*TEXT, Role.NOTE, Role.ADDRESSEE, Role.REMARK):
        paragraph = part.paragraph
        blanks = typed_indent(paragraph) if paragraph else ""
        if blanks:
            hint = "删去段首空格，在“段落—特殊格式”里设首行缩进2字符"
            yield sight(part, "段首缩进", "用空格或制表符敲的", "首行缩进2字", hint)


@LAYOUT.rule("L734", "first-line-indent", Strength.REQUIRED, "7.3.3")
def first_line_indent(subject: Subject) -> Iterator[Sighting]:
    """Each paragraph of the text, headings included, begins 2 字 from the left edge."""
    wanted = subject.standard.indent.first_line
    for part in subject.parts(*TEXT):
        paragraph = part.paragraph
        if paragraph is None or typed_indent(paragraph) or paragraph.look.align in ("center", "right"):
            continue
        start = _first_line(subject, paragraph)
        if not near(start, wanted, _INDENT):
            what = "首行缩进" if part.role is Role.BODY else "标题缩进"
            yield sight(
                part, what, f"{start:.1f}字".replace(".0", ""), f"{wanted:g}字", "在“段落—特殊格式”里设首行缩进2字符"
            )


def _first_line(subject: Subject, paragraph: ParagraphView) -> float:
    look, cell = paragraph.look, subject.standard.cell
    return indent_of(look.left_chars, look.left, cell) + indent_of(look.first_chars, look.first, cell)


@LAYOUT.rule("L735", "text-not-flush", Strength.REQUIRED, "7.3.3")
def not_flush(subject: Subject) -> Iterator[Sighting]:
    """The second and following lines of a paragraph run from edge to edge of the text block."""
    cell = subject.standard.cell
    for part in subject.parts(Role.BODY):
        paragraph = part.paragraph
        if paragraph is None or len(part.text) <= subject.standard.page.characters:
            continue
        look = paragraph.look
        for side, chars, twips in (("左", look.left_chars, look.left), ("右", look.right_chars, look.right)):
            indent = indent_of(chars, twips, cell)
            if abs(indent) > _INDENT:
                yield sight(part, f"{side}缩进", f"{indent:.1f}字", "0（回行顶格）", f"把段落的{side}缩进设为0")


@LAYOUT.rule("L736", "text-alignment", Strength.REQUIRED, "7.3.3")
def alignment(subject: Subject) -> Iterator[Sighting]:
    """Paragraphs and headings of the text are justified or flush left, never centred or flush right."""
    for part in subject.parts(*TEXT):
        paragraph = part.paragraph
        if paragraph is not None and paragraph.look.align in ("center", "right", "distribute"):
            yield sight(part, f"{_name(part)}对齐方式", align_name(paragraph.look.align), "两端对齐", "改为两端对齐")


@LAYOUT.rule("L737", "bold-text", Strength.GENERAL, "7.3.3", Severity.WARNING)
def bold_text(subject: Subject) -> Iterator[Sighting]:
    """The text is not bold: 仿宋 is the whole of what the clause asks for.  Single bold words and leads are not reported here."""
    for part in subject.parts(*_PLAIN):
        shares = Counter({True: 0, False: 0})
        for stretch in stretches_after_lead(part):
            shares[stretch.run.look.bold] += len(stretch.run.text)
        if shares[True] > 4 * shares[False]:
            yield sight(part, f"{_name(part)}字形", "加粗", "不加粗", "取消加粗")


@LAYOUT.rule("L738", "decorated-text", Strength.CUSTOM, "", Severity.WARNING)
def decorated(subject: Subject) -> Iterator[Sighting]:
    """Italics, underlines, strokes and highlights are left over from editing; an official document has none in its text."""
    for part in subject.parts(*TEXT, Role.TITLE):
        for run in part.runs:
            look = run.look
            marks = (
                ("斜体", look.italic),
                ("下划线", look.underline and not run.link),
                ("删除线", look.strike),
                ("底色或突出显示", bool(look.highlight)),
            )
            named = "、".join(name for name, present in marks if present)
            if named and run.text.strip():
                yield sight(part, f"{_name(part)}字形", named, "不加装饰", f"取消{named}")
                break


@LAYOUT.rule("L739", "latin-font", Strength.CUSTOM, "5.2.2", Severity.WARNING)
def latin_font(subject: Subject) -> Iterator[Sighting]:
    """Numerals and Latin letters in the text are set in the text's own type or in Times New Roman."""
    faces, body = subject.standard.typefaces, subject.standard.type("body")
    for part in subject.parts(Role.BODY):
        for stretch in stretches_after_lead(part):
            family = stretch.run.look.ascii
            fits = (
                not family
                or _same_class(subject, stretch.run.look)
                or faces.agree(body, family)
                or faces.class_of(family) in ("Times", body.family, "仿宋")
            )
            if not fits and patterns.LATIN.search(stretch.run.text):
                yield sight(
                    part, "数字和字母的字体", family, f"{body.family}或Times New Roman", "选中数字和字母，改字体"
                )
                break


@LAYOUT.rule("L740", "mixed-latin-fonts", Strength.CUSTOM, "", Severity.WARNING)
def mixed_latin(subject: Subject) -> Iterator[Sighting]:
    """Numerals in the text have one typeface throughout the document."""
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    for part in subject.parts(Role.BODY):
        for stretch in stretches_after_lead(part):
            found = len(patterns.LATIN.findall(stretch.run.text))
            if found and not _foreign(subject, stretch.run.look):
                name = subject.standard.typefaces.class_of(stretch.run.look.ascii or "Times New Roman")
                counts[name] += found
                first.setdefault(name, part)
    for name, _ in counts.most_common()[1:]:
        common = counts.most_common(1)[0][0]
        yield sight(first[name], "数字字体", name, f"全文一致（多数是{common}）", "全文数字用同一种字体")


def _same_class(subject: Subject, look: RunLook) -> bool:
    class_of = subject.standard.typefaces.class_of
    return bool(look.ascii) and class_of(look.ascii) == class_of(look.east_asia)


def _foreign(subject: Subject, look: RunLook) -> bool:
    """Whether numerals follow Chinese characters that are themselves in a wrong typeface, which L730 reports."""
    return _same_class(subject, look) and not subject.agrees("body", look)


def stretches_after_lead(part: Part) -> Iterator[Stretch]:
    """The runs of a part that do not belong to its run-in lead."""
    return (stretch for stretch in stretches(part) if not _in_lead(stretch, part))


def _in_lead(stretch: Stretch, part: Part) -> bool:
    """Whether a run lies within the run-in lead, or opens the paragraph like one (一是, 目标：)."""
    text = stretch.run.text.rstrip()
    if part.role is not Role.BODY:
        return False
    opens = stretch.start <= 0 and len(text) <= 30 and text.endswith(_LEAD_END) and len(text) < len(part.text)
    return opens or stretch.start + len(text.lstrip()) <= part.lead


def _names_signer(stretch: Stretch, part: Part) -> bool:
    """Whether a run stands after 签发人： on the line of the 发文字号; its type is that of rule L792."""
    if part.role is not Role.NUMBER:
        return False
    match = patterns.SIGNER.search(part.text) or patterns.DOCUMENT_NUMBER.match(part.text)
    return match is not None and stretch.start >= match.end()


def _name(part: Part) -> str:
    return part.role.value
