"""Title and addressee; GB/T 9704-2012, 7.3.1 and 7.3.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.checks.engine import Sighting, Strength
from drafter.checks.parts import Part, Role, typed_indent
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import (
    Subject,
    align_name,
    chinese,
    family_name,
    indent_of,
    sight,
    size_name,
    spec_name,
    width_of,
)
from drafter.diagnostics import Severity

_TITLE_BLOCK = (Role.TITLE, Role.SUBTITLE, Role.BYLINE)
_LINE_SPACE = 400
"""Twips of extra space that stand for a blank line."""


@LAYOUT.rule("L750", "title-font", Strength.GENERAL, "7.3.1")
def title_font(subject: Subject) -> Iterator[Sighting]:
    """The title is set in 小标宋, any family of that class."""
    wanted = spec_name(subject.standard.type("title"))
    for part in subject.parts(Role.TITLE):
        for _, run in chinese(part):
            if subject.agrees("title", run.look):
                continue
            found = family_name(run.look.east_asia)
            yield sight(part, "标题字体", found, wanted, "把标题字体改为小标宋（如方正小标宋简体）")


@LAYOUT.rule("L751", "title-size", Strength.GENERAL, "7.3.1")
def title_size(subject: Subject) -> Iterator[Sighting]:
    """The title is set in 二号 (22 pt)."""
    size = subject.standard.type("title").size
    for part in subject.parts(Role.TITLE):
        for _, run in chinese(part):
            if run.look.size != size:
                hint = f"把字号改为{size_name(size)}"
                yield sight(part, "标题字号", size_name(run.look.size), size_name(size), hint)


@LAYOUT.rule("L752", "title-centred", Strength.REQUIRED, "7.3.1")
def title_centred(subject: Subject) -> Iterator[Sighting]:
    """The lines of the title are centred, without an indent or typed blanks that push them aside."""
    for part in subject.parts(Role.TITLE, Role.SUBTITLE):
        paragraph = part.paragraph
        if paragraph is None:
            continue
        look, cell = paragraph.look, subject.standard.cell
        left = indent_of(look.left_chars, look.left, cell) + indent_of(look.first_chars, look.first, cell)
        shift = left - indent_of(look.right_chars, look.right, cell)
        if look.align != "center":
            yield sight(part, f"{part.role.value}对齐方式", align_name(look.align), "居中", "把对齐方式改为居中")
        elif abs(shift) > 0.5 or typed_indent(paragraph):
            found = "居中但带缩进或空格，偏离中线"
            yield sight(part, f"{part.role.value}位置", found, "居中", "把缩进设为0，删去行首空格")


@LAYOUT.rule("L753", "title-bold", Strength.GENERAL, "7.3.1")
def title_bold(subject: Subject) -> Iterator[Sighting]:
    """The title is not bold: 小标宋 is a heavy type of its own."""
    for part in subject.parts(Role.TITLE):
        if any(run.look.bold for _, run in chinese(part)):
            yield sight(part, "标题字形", "加粗", "不加粗", "取消加粗")


@LAYOUT.rule("L754", "title-shape", Strength.REQUIRED, "7.3.1")
def title_shape(subject: Subject) -> Iterator[Sighting]:
    """A title of several lines forms a trapezoid or a diamond, not a rectangle and not an hourglass."""
    parts = subject.parts(Role.TITLE)
    widths = [width_of(line) for line in _lines(parts)]
    if len(widths) < 2:
        return
    hint = "调整断行，使各行长短不同，排成梯形或菱形，词语不拆开"
    shown = "、".join(f"{width:g}" for width in widths)
    if all(abs(width - widths[0]) < 0.5 for width in widths):
        yield sight(parts[0], "标题排列", f"长方形（各行{shown}字）", "梯形或菱形", hint)
    elif any(widths[i] < max(widths[:i]) and widths[i] < max(widths[i + 1 :]) for i in range(1, len(widths) - 1)):
        yield sight(parts[0], "标题排列", f"沙漏形（各行{shown}字）", "梯形或菱形", hint)


@LAYOUT.rule("L755", "title-line-too-long", Strength.REQUIRED, "7.3.1", Severity.WARNING)
def title_width(subject: Subject) -> Iterator[Sighting]:
    """No line of the title is longer than the text block: 20 characters of 二号.  A longer one breaks wherever the program likes."""
    parts = subject.parts(Role.TITLE)
    most = int(subject.standard.page.text_width / 25.4 * 72 / subject.standard.type("title").size)
    for part in parts:
        for line in _lines([part]):
            if width_of(line) > most:
                found = f"{width_of(line):g}字，一行排不下"
                yield sight(part, "标题一行", found, f"不超过{most}字", "在词语之间手动断行，排成梯形或菱形")


def _lines(parts: Sequence[Part]) -> list[str]:
    return [line.strip() for part in parts for line in part.text.splitlines() if line.strip()]


@LAYOUT.rule("L756", "title-gap", Strength.REQUIRED, "7.3.2")
def title_gap(subject: Subject) -> Iterator[Sighting]:
    """One blank line stands between the title, with its subtitle and date line, and what follows; practice allows two before plain text."""
    block = [(i, part) for i, part in subject.indexed if part.role in _TITLE_BLOCK and not part.annex]
    if not block or not block[0][1].certain:
        return
    end = block[-1][0] + 1
    following = next(((i, p) for i, p in subject.indexed[end:] if p.role is not Role.BLANK), None)
    if following is None or following[1].role not in (Role.ADDRESSEE, Role.BODY, Role.HEADING):
        return
    index, part = following
    blanks = subject.blanks_before(index) + _space_between(block[-1][1], part)
    most = 1 if part.role is Role.ADDRESSEE else 2
    if not 1 <= blanks <= most:
        yield sight(part, "标题与下文之间", f"空{blanks}行", "空1行", "在标题下面留一个空行")


def _space_between(above: Part, below: Part) -> int:
    upper, lower = above.paragraph, below.paragraph
    space = max(upper.look.after if upper else 0, lower.look.before if lower else 0)
    lines = max(upper.look.after_lines if upper else 0, lower.look.before_lines if lower else 0)
    return 1 if space >= _LINE_SPACE or lines >= 80 else 0


@LAYOUT.rule("L757", "subtitle-size", Strength.CUSTOM, "", Severity.WARNING)
def subtitle_size(subject: Subject) -> Iterator[Sighting]:
    """A subtitle, or a line of organ and date under the title, is smaller than the title: 三号楷体 by custom."""
    size = subject.standard.type("subtitle").size
    for part in subject.parts(Role.SUBTITLE, Role.BYLINE):
        for _, run in chinese(part):
            if run.look.size > size:
                found = size_name(run.look.size)
                yield sight(part, f"{part.role.value}字号", found, size_name(size), "改为三号楷体")


@LAYOUT.rule("L758", "addressee-flush", Strength.REQUIRED, "7.3.2")
def addressee_flush(subject: Subject) -> Iterator[Sighting]:
    """主送机关 stands flush left, and so do its further lines."""
    for part in subject.parts(Role.ADDRESSEE):
        paragraph = part.paragraph
        if paragraph is None or typed_indent(paragraph):
            continue
        look, cell = paragraph.look, subject.standard.cell
        start = indent_of(look.left_chars, look.left, cell) + indent_of(look.first_chars, look.first, cell)
        if look.align in ("center", "right"):
            yield sight(part, "主送机关位置", align_name(look.align), "居左顶格", "改为两端对齐，缩进设为0")
        elif abs(start) > 0.2 or look.left_chars or look.left:
            yield sight(part, "主送机关位置", f"左空{start:.1f}字", "居左顶格", "把主送机关的缩进设为0")


@LAYOUT.rule("L759", "addressee-colon", Strength.REQUIRED, "7.3.2")
def addressee_colon(subject: Subject) -> Iterator[Sighting]:
    """A full-width colon ends the list of addressees."""
    for part in subject.parts(Role.ADDRESSEE):
        if not part.text.endswith("："):
            found = "半角冒号" if part.text.endswith(":") else "没有冒号"
            yield sight(part, "主送机关末尾", found, "全角冒号“：”", "在最后一个机关名称后面用全角冒号")


@LAYOUT.rule("L760", "addressee-gap", Strength.REQUIRED, "7.3.3")
def addressee_gap(subject: Subject) -> Iterator[Sighting]:
    """The text begins on the line after 主送机关."""
    for index, part in subject.indexed:
        above = subject.before(index)
        if above is not None and above.role is Role.ADDRESSEE and part.role is Role.BODY:
            blanks = subject.blanks_before(index)
            if blanks:
                yield sight(part, "主送机关与正文之间", f"空{blanks}行", "不空行", "删去主送机关下面的空行")
