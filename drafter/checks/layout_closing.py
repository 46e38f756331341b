"""附件说明, 署名, 成文日期, 附注 and 附件; GB/T 9704-2012, 7.3.4 to 7.3.7."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.checks import patterns
from drafter.checks.engine import Sighting, Strength
from drafter.checks.parts import Part, Role, typed_indent
from drafter.checks.registry import LAYOUT
from drafter.checks.roles import opens_page
from drafter.checks.subject import (
    Subject,
    chinese,
    family_name,
    indent_of,
    near,
    sight,
    size_name,
    spec_name,
    width_of,
)
from drafter.diagnostics import Severity
from drafter.docxview import ParagraphView
from drafter.patterns import lazy

_NOTE_NUMBER = lazy(r"附\s*件\s*[：:]?\s*|[0-9０-９]{1,2}\s*[.．、]\s*")
_NAME_END = tuple("。；，、;,.")
_RIGHT_TOLERANCE = 0.35
_SHIFT_TOLERANCE = 0.6
_SCRIPT_GAPS = (0.0, 0.2, 0.25)
_SCRIPT_CHANGE = lazy(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
"""字; the widths of numerals and tracking are estimated."""


@LAYOUT.rule("L761", "attachment-note-form", Strength.REQUIRED, "7.3.4")
def note_form(subject: Subject) -> Iterator[Sighting]:
    """附件说明 reads 附件：名称, or 附件：1. … with one numbered name a line, and no mark stands after a name."""
    parts = subject.parts(Role.NOTE)
    if not parts:
        return
    head = re.sub(r"\s", "", parts[0].text)
    if not head.startswith("附件："):
        yield sight(
            parts[0], "附件说明", f"“{parts[0].text[:8]}”", "“附件：”加名称", "写成“附件：名称”；多个的写“附件：1.名称”"
        )
    elif len(parts) > 1 and not re.match(r"附件：(?:1[.．]|$)", head):
        yield sight(parts[0], "附件说明序号", f"“{parts[0].text[:8]}”", "“附件：1.名称”", "多个附件用“1.”“2.”编号")
    for part in parts:
        if part.text.endswith(_NAME_END):
            yield sight(part, "附件名称后面", f"有标点“{part.text[-1]}”", "不加标点", "删去附件名称后面的标点")


@LAYOUT.rule("L762", "attachment-note-place", Strength.REQUIRED, "7.3.4")
def note_place(subject: Subject) -> Iterator[Sighting]:
    """附件说明 stands one blank line below the text and begins 2 字 from the left edge."""
    for index, part in subject.indexed:
        paragraph = part.paragraph
        above = subject.before(index)
        if part.role is not Role.NOTE or paragraph is None or (above is not None and above.role is Role.NOTE):
            continue
        if subject.blanks_before(index) != 1:
            found = f"空{subject.blanks_before(index)}行"
            yield sight(part, "正文与附件说明之间", found, "空1行", "在附件说明上面留一个空行")
        start = _start(subject, paragraph)
        if not typed_indent(paragraph) and not near(start, subject.standard.indent.first_line, _RIGHT_TOLERANCE):
            yield sight(part, "附件说明缩进", f"{start:.1f}字", "左空2字", "把附件说明的缩进设为2字符")


@LAYOUT.rule("L763", "date-form", Strength.REQUIRED, "7.3.5.4")
def date_form(subject: Subject) -> Iterator[Sighting]:
    """成文日期 is in Arabic numerals with the year in full, month and day unpadded, and names a real day: 2021年12月28日."""
    for part in subject.parts(Role.DATE):
        match = patterns.RIGHT_DATE.fullmatch(part.text)
        if match is None:
            yield sight(
                part, "成文日期", f"“{part.text}”", "“2021年1月8日”的形式", "年份写全四位，月、日不补零，用阿拉伯数字"
            )
        elif not _real(match):
            yield sight(part, "成文日期", f"“{part.text}”，没有这一天", "真实的日期", "核对日期")


def _real(match: re.Match[str]) -> bool:
    year, month, day = (int(number) for number in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def signature_form(subject: Subject) -> str:
    """加盖印章 or 签名章 if 署名 and date stand as under one (7.3.5.1, 7.3.5.3); empty for the form without a seal."""
    dates = subject.parts(Role.DATE)
    if dates and _stamped(subject, dates[-1]):
        return "签名章"
    if not dates or not _has_seal_form(subject):
        return ""
    plain = bool(subject.parts(Role.ORGAN)) and any(
        _unsealed(subject, *_signature(subject, gap)) for gap in _SCRIPT_GAPS
    )
    return "" if plain else "加盖印章"


def _stamped(subject: Subject, date: Part) -> bool:
    """A blank line between a post, which is no organ, and the date, which ends 4 字 from the edge."""
    posts = [re.sub(r"\s", "", part.text) for part in subject.parts(Role.ORGAN)]
    if not posts or posts[-1].endswith(subject.standard.words.organs):
        return False
    index = next(i for i, part in subject.indexed if part is date)
    edge = subject.standard.indent.sealed_date
    placed = any(near(_line(subject, date, gap).right, edge, _RIGHT_TOLERANCE) for gap in _SCRIPT_GAPS)
    return placed and subject.blanks_before(index) == 1


class _Line(NamedTuple):
    """A line of the signature: gaps to both edges of the text block in 字."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left - self.right) / 2


@LAYOUT.rule("L764", "signature-place", Strength.REQUIRED, "7.3.5")
def signature_place(subject: Subject) -> Iterator[Sighting]:
    """署名 and date stand in one of two ways.

    Without a seal (7.3.5.2) 署名 ends 2 字 from the right edge and the date begins 2 字 right of its first character; if the
    date is the longer, it ends 2 字 from the edge and 署名 moves left.  With a seal (7.3.5.1) the date ends 4 字 from the edge
    and 署名 is centred on it.
    """
    organs, dates = subject.parts(Role.ORGAN), subject.parts(Role.DATE)
    if not dates or _stamped(subject, dates[-1]):
        return
    lines, date = _signature(subject, 0.0)
    if not any(_unsealed(subject, *_signature(subject, gap)) for gap in _SCRIPT_GAPS) and not _has_seal_form(subject):
        found = f"日期右空{date.right:.1f}字"
        if lines:
            found = f"署名右空{lines[0].right:.1f}字，日期右空{date.right:.1f}字、首字比署名首字右移{date.left - lines[0].left:.1f}字"
        wanted = "署名右空2字、日期首字比署名首字右移2字（加盖印章的：日期右空4字，署名居中于日期之上）"
        hint = "用段落右缩进调整署名和日期的位置，不要用空格"
        yield sight((organs or dates)[0], "署名和成文日期的位置", found, wanted, hint)


def _signature(subject: Subject, gap: float) -> tuple[list[_Line], _Line]:
    """The lines of 署名 and that of the date."""
    lines = [_line(subject, part, gap) for part in subject.parts(Role.ORGAN)]
    return lines, _line(subject, subject.parts(Role.DATE)[-1], gap)


def _has_seal_form(subject: Subject) -> bool:
    return any(_sealed(subject, *_signature(subject, gap)) for gap in _SCRIPT_GAPS)


def _unsealed(subject: Subject, organs: list[_Line], date: _Line) -> bool:
    gap = subject.standard.indent.signature
    if not organs:
        return near(date.right, gap, _RIGHT_TOLERANCE) or near(date.right, 4, _RIGHT_TOLERANCE)
    aligned = near(date.left - organs[0].left, gap, _SHIFT_TOLERANCE)
    edge = min(date.right, *(organ.right for organ in organs))
    return aligned and near(edge, gap, _RIGHT_TOLERANCE)


def _sealed(subject: Subject, organs: list[_Line], date: _Line) -> bool:
    centred = all(near(organ.middle, date.middle, _SHIFT_TOLERANCE) for organ in organs[-1:])
    return near(date.right, subject.standard.indent.sealed_date, _RIGHT_TOLERANCE) and centred


def _line(subject: Subject, part: Part, gap: float) -> _Line:
    """Where the text of a one-line paragraph stands, worked out from indents, alignment and the width of its characters.

    *gap* is what the program puts between a hanzi and a numeral, in 字.
    """
    paragraph = part.paragraph
    if paragraph is None:
        return _Line(0, 0)
    look, cell = paragraph.look, subject.standard.cell
    full = float(subject.standard.page.characters)
    left, right = _start(subject, paragraph), indent_of(look.right_chars, look.right, cell)
    width = width_of(part.text) + gap * len(_SCRIPT_CHANGE.findall(part.text))
    blanks = _typed_width(typed_indent(paragraph))
    if look.align == "right":
        trailing = _typed_width(paragraph.text[len(paragraph.text.rstrip()) :].replace(" ", ""))
        return _Line(full - right - trailing - width, right + trailing)
    if look.align == "center":
        start = left + (full - left - right - width) / 2
        return _Line(start, full - start - width)
    return _Line(left + blanks, full - left - blanks - width)


def _typed_width(blanks: str) -> float:
    return sum(1.0 if blank == "　" else 0.5 for blank in blanks)


def _start(subject: Subject, paragraph: ParagraphView) -> float:
    look, cell = paragraph.look, subject.standard.cell
    return indent_of(look.left_chars, look.left, cell) + indent_of(look.first_chars, look.first, cell)


@LAYOUT.rule("L765", "signature-gap", Strength.REQUIRED, "7.3.5.2")
def signature_gap(subject: Subject) -> Iterator[Sighting]:
    """Without a seal one blank line stands between the text, or 附件说明, and 署名.  The sealed form leaves room for the seal instead."""
    lines = subject.parts(Role.ORGAN, Role.DATE)
    dates = subject.parts(Role.DATE)
    if not dates or _has_seal_form(subject) or _stamped(subject, dates[-1]):
        return
    index = next(i for i, part in subject.indexed if part is lines[0])
    if index and subject.blanks_before(index) != 1:
        found = f"空{subject.blanks_before(index)}行"
        yield sight(lines[0], "正文与署名之间", found, "空1行", "在署名上面留一个空行（加盖印章的按7.3.5.1排）")


@LAYOUT.rule("L766", "signature-lines-apart", Strength.REQUIRED, "7.3.5.2")
def signature_lines(subject: Subject) -> Iterator[Sighting]:
    """The date stands on the line right below 署名."""
    for index, part in subject.indexed:
        above = subject.before(index)
        below = part.role is Role.DATE and above is not None and above.role is Role.ORGAN
        if below and subject.blanks_before(index) and not _stamped(subject, part):
            yield sight(
                part, "署名与日期之间", f"空{subject.blanks_before(index)}行", "不空行", "删去署名与日期之间的空行"
            )


@LAYOUT.rule("L767", "not-on-this-page", Strength.REQUIRED, "7.3.5.5")
def not_on_this_page(subject: Subject) -> Iterator[Sighting]:
    """此页无正文 is no remedy: line or character spacing is changed so that 署名 stands on a page with text."""
    for part in subject.document.parts:
        if patterns.NOT_HERE.fullmatch(part.text):
            hint = "删去这一行，调整行距或字距，使署名与正文同页"
            yield sight(part, "署名页", "“此页无正文”", "署名与正文同页", hint)


@LAYOUT.rule("L768", "remark-place", Strength.REQUIRED, "7.3.6")
def remark_place(subject: Subject) -> Iterator[Sighting]:
    """附注 stands on the line after the date, 2 字 from the left edge, between full-width brackets."""
    for index, part in subject.indexed:
        paragraph = part.paragraph
        if part.role is not Role.REMARK or paragraph is None:
            continue
        if part.text[0] != "（" or part.text[-1] != "）":
            yield sight(part, "附注括号", "半角括号", "全角括号（）", "改用全角括号")
        if subject.blanks_before(index):
            yield sight(part, "附注位置", "与日期隔了空行", "紧接成文日期下一行", "删去附注上面的空行")
        start = _start(subject, paragraph)
        if not typed_indent(paragraph) and not near(start, 2, _RIGHT_TOLERANCE):
            yield sight(part, "附注缩进", f"{start:.1f}字", "左空2字", "把附注的缩进设为2字符")


@LAYOUT.rule("L770", "annex-label-form", Strength.REQUIRED, "7.3.7")
def label_form(subject: Subject) -> Iterator[Sighting]:
    """An annex begins with 附件 and its Arabic number; neither colon nor point follows."""
    for part in subject.parts(Role.LABEL):
        if not patterns.RIGHT_LABEL.fullmatch(part.text):
            yield sight(part, "附件序号", f"“{part.text}”", "“附件1”的形式，后面不加标点", "写成“附件”加阿拉伯数字")


@LAYOUT.rule("L771", "annex-label-look", Strength.REQUIRED, "7.3.7")
def label_look(subject: Subject) -> Iterator[Sighting]:
    """附件 and its number are set in 三号黑体, flush left."""
    spec = subject.standard.type("label")
    for part in subject.parts(Role.LABEL):
        paragraph = part.paragraph
        for _, run in chinese(part):
            if not subject.agrees("label", run.look):
                yield sight(part, "附件序号字体", family_name(run.look.east_asia), spec_name(spec), "改为三号黑体")
            if run.look.size != spec.size:
                yield sight(part, "附件序号字号", size_name(run.look.size), size_name(spec.size), "改为三号黑体")
        if paragraph is not None:
            start = _start(subject, paragraph) + _typed_width(typed_indent(paragraph))
            if abs(start) > 0.2 or paragraph.look.align in ("center", "right"):
                yield sight(part, "附件序号位置", "没有顶格", "居左顶格", "把缩进设为0，左对齐")


@LAYOUT.rule("L772", "annex-new-page", Strength.REQUIRED, "7.3.7")
def annex_page(subject: Subject) -> Iterator[Sighting]:
    """Each annex begins a new page."""
    for index, part in subject.indexed:
        if part.role is Role.LABEL and not opens_page(subject.view.body, index):
            yield sight(part, "附件开头", "没有另起一页", "另起一页", "在“段落—换行和分页”里勾选“段前分页”")


@LAYOUT.rule("L773", "annex-title-place", Strength.REQUIRED, "7.3.7")
def annex_title(subject: Subject) -> Iterator[Sighting]:
    """The title of an annex is centred on line 3: one blank line below 附件 and its number."""
    for index, part in subject.indexed:
        paragraph = part.paragraph
        if part.role is not Role.ANNEX_TITLE or paragraph is None:
            continue
        above = subject.before(index)
        if above is not None and above.role is Role.LABEL and subject.blanks_before(index) != 1:
            found = f"空{subject.blanks_before(index)}行"
            yield sight(part, "附件序号与附件标题之间", found, "空1行（标题在第三行）", "在附件标题上面留一个空行")
        if paragraph.look.align != "center":
            yield sight(part, "附件标题位置", "没有居中", "居中", "把附件标题居中")


@LAYOUT.rule("L774", "annex-names-differ", Strength.REQUIRED, "7.3.7", Severity.WARNING)
def annex_names(subject: Subject) -> Iterator[Sighting]:
    """Number and title of each annex are those that 附件说明 gives."""
    notes = [
        _NOTE_NUMBER.sub("", re.sub(r"附\s*件\s*[：:]?\s*", "", p.text), count=1) for p in subject.parts(Role.NOTE)
    ]
    titles = [part for part in subject.parts(Role.ANNEX_TITLE) if _opens_title(subject, part)]
    names = [_bare(name) for name in notes if name.strip()]
    if not names or not titles:
        return
    if len(names) != len(titles):
        found = f"{len(titles)}个附件，附件说明里有{len(names)}个"
        yield sight(titles[0], "附件数量", found, "与附件说明一致", "核对附件说明")
        return
    for part, name in zip(titles, names, strict=True):
        title = "".join(p.text for p in subject.parts(Role.ANNEX_TITLE) if p.annex == part.annex)
        if _bare(title) != name:
            yield sight(part, "附件标题", f"“{title}”", f"与附件说明一致（“{name}”）", "核对附件说明和附件标题")


def _opens_title(subject: Subject, part: Part) -> bool:
    return next(p for p in subject.parts(Role.ANNEX_TITLE) if p.annex == part.annex) is part


def _bare(name: str) -> str:
    return re.sub(r"[\s《》。；，、]", "", name)
