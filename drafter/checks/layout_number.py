"""Page numbers; GB/T 9704-2012, 7.5."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks import patterns
from drafter.checks.engine import Sighting, Strength
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import (
    Subject,
    align_name,
    family_name,
    indent_of,
    near,
    sight_in,
    size_name,
    spec_name,
    to_mm,
)
from drafter.diagnostics import Severity
from drafter.docxview import ParagraphView, SectionView, TextRun
from drafter.patterns import lazy

_RIGHT_FORM = lazy(r"—\s?#\s?—")
_HIGHER, _LOWER = 3.2, 1.6
"""mm; the place of a dash in its line differs between programs, and many measure 7 mm to the footer's lower edge."""
_HALF_LINE = 2.47
"""mm; from the edge of a 14 pt line to the dash in its middle."""
_GAP = 0.45
"""字."""
_ON_FIRST, _ON_EVEN = "首页页脚", "偶数页页脚"


def _numbers(section: SectionView) -> Iterator[tuple[str, ParagraphView]]:
    """Kind of footer and paragraph of each page number of a section."""
    for kind, paragraphs in section.footers:
        for paragraph in (*paragraphs, *(box for p in paragraphs for box in p.boxes)):
            if any(_is_page(run) for run in paragraph.runs):
                yield kind, paragraph


def _is_page(run: TextRun) -> bool:
    return bool(patterns.PAGE_FIELD.match(run.field))


def _all(subject: Subject) -> Iterator[tuple[str, ParagraphView]]:
    """Each page number that is shown, once."""
    seen: set[int] = set()
    for section in subject.view.sections:
        for kind, paragraph in _numbers(section):
            shown = (kind != "even" or subject.view.even_and_odd) and (kind != "first" or section.title_page)
            if shown and id(paragraph) not in seen:
                seen.add(id(paragraph))
                yield kind, paragraph


@LAYOUT.rule("L780", "page-number-missing", Strength.REQUIRED, "7.5")
def number_missing(subject: Subject) -> Iterator[Sighting]:
    """Every page has its number, in a field that counts by itself."""
    hint = "在“插入—页码”里加页码"
    sections = subject.view.sections
    if not any(kind == "default" for section in sections for kind, _ in _numbers(section)):
        yield Sighting("页码", "没有", "每页都有", hint, where="页脚")
        return
    if subject.view.even_and_odd and not any(kind == "even" for s in sections for kind, _ in _numbers(s)):
        yield Sighting("偶数页页码", "没有", "每页都有", hint, where=_ON_EVEN)
    first = sections[0]
    if first.title_page and not subject.letter and not any(kind == "first" for kind, _ in _numbers(first)):
        hint = "取消“首页不同”（信函格式首页不显示页码的除外）"
        yield Sighting("首页页码", "没有", "每页都有", hint, where=_ON_FIRST)


@LAYOUT.rule("L781", "page-number-form", Strength.GENERAL, "7.5")
def number_form(subject: Subject) -> Iterator[Sighting]:
    """The number stands between two dashes as wide as a character: — 1 —."""
    for _, paragraph in _all(subject):
        text = _form(paragraph)
        if not _RIGHT_FORM.fullmatch(text):
            found = f"“{text.replace('#', '1')}”"
            hint = "把页码写成一字线、数字、一字线，一字线是“—”"
            yield sight_in(paragraph, "页脚", "页码形式", found, "“— 1 —”", hint)


def _form(paragraph: ParagraphView) -> str:
    """The text around the number, with # for the number itself."""
    pieces: list[str] = []
    for run in paragraph.runs:
        if _is_page(run):
            if not pieces or pieces[-1] != "#":
                pieces.append("#")
        else:
            pieces.append(run.text)
    return "".join(pieces).strip().strip("　")


@LAYOUT.rule("L782", "page-number-type", Strength.GENERAL, "7.5")
def number_type(subject: Subject) -> Iterator[Sighting]:
    """The number is set in 四号半角宋体; Times New Roman is accepted in a report without a red header."""
    spec = subject.standard.type("page_number")
    faces = subject.standard.typefaces
    for _, paragraph in _all(subject):
        for run in paragraph.runs:
            if not run.text.strip() and not run.field:
                continue
            family = run.look.ascii if _is_page(run) else run.look.east_asia or run.look.ascii
            custom = not subject.document.has_header and faces.class_of(family or "Times New Roman") == "Times"
            if not faces.agree(spec, family) and not custom:
                hint = f"把页码的中西文字体都设为{spec_name(spec)}"
                yield sight_in(paragraph, "页脚", "页码字体", family_name(family), spec_name(spec), hint)
            if run.look.size != spec.size:
                wanted = size_name(spec.size)
                yield sight_in(paragraph, "页脚", "页码字号", size_name(run.look.size), wanted, f"改为{wanted}")


@LAYOUT.rule("L783", "page-number-side", Strength.REQUIRED, "7.5")
def number_side(subject: Subject) -> Iterator[Sighting]:
    """Odd pages have the number at the right, even pages at the left, each 1 字 from the edge.

    Reports without a red header often centre it; that is rule L784.
    """
    if _all_centred(subject) or not any(_all(subject)):
        return
    outside = any(p.look.floating_align == "outside" for _, p in _all(subject))
    if not subject.view.even_and_odd and not outside:
        hint = "勾选“奇偶页不同”，单页码居右空一字，双页码居左空一字"
        yield Sighting("单双页的页码位置", "相同", "单页居右、双页居左", hint, where="页脚")
    for kind, paragraph in _all(subject):
        if paragraph.look.floating:
            continue
        yield from _side(subject, paragraph, "left" if kind == "even" else "right")


def _side(subject: Subject, paragraph: ParagraphView, side: str) -> Iterator[Sighting]:
    look = paragraph.look
    where, page = (_ON_EVEN, "双页") if side == "left" else ("页脚", "单页")
    align = "left" if look.align in ("both", "distribute") else look.align
    if align != side:
        yield sight_in(
            paragraph,
            where,
            f"{page}页码位置",
            align_name(look.align),
            f"居{'左' if side == 'left' else '右'}",
            "改对齐方式",
        )
        return
    unit = subject.standard.type("page_number").size
    chars, twips = (look.left_chars, look.left) if side == "left" else (look.right_chars, look.right)
    gap = indent_of(chars, twips, unit) + (indent_of(look.first_chars, look.first, unit) if side == "left" else 0)
    text = paragraph.text
    blanks = text[: len(text) - len(text.lstrip())] if side == "left" else text[len(text.rstrip()) :]
    gap += sum(1.0 if blank == "　" else 0.5 for blank in blanks)
    if not near(gap, subject.standard.indent.page_number, _GAP):
        yield sight_in(paragraph, where, f"{page}页码", f"空{gap:.1f}字", "空1字", "把缩进设为1字符")


def _all_centred(subject: Subject) -> bool:
    found = [paragraph for _, paragraph in _all(subject)]
    return bool(found) and all("center" in (p.look.align, p.look.floating_align) for p in found)


@LAYOUT.rule("L784", "page-number-centred", Strength.REQUIRED, "7.5", Severity.INFO)
def number_centred(subject: Subject) -> Iterator[Sighting]:
    """A centred number is common in reports without a red header; the standard has it at the outer side, so this is only a remark."""
    if _all_centred(subject):
        _, paragraph = next(_all(subject))
        hint = "单页码居右空一字、双页码居左空一字；没有红头的总结、要点习惯居中的可以不改"
        yield sight_in(paragraph, "页脚", "页码位置", "居中", "单页居右、双页居左", hint)


@LAYOUT.rule("L785", "page-number-height", Strength.REQUIRED, "7.5", Severity.WARNING)
def number_height(subject: Subject) -> Iterator[Sighting]:
    """The dashes beside the number lie 7 mm below the text block; worked out from the footer's distance, so with a tolerance."""
    page = subject.standard.page
    bottom = page.height - page.top - page.text_height
    for section in subject.view.sections[:1]:
        floating = any(paragraph.look.floating for _, paragraph in _numbers(section))
        below = bottom - to_mm(section.footer) - _HALF_LINE
        fits = page.number_below - _HIGHER <= below <= page.number_below + _LOWER
        if any(_numbers(section)) and not floating and not fits:
            found = f"版心下{below:.1f}毫米（页脚距边界{to_mm(section.footer):.1f}毫米）"
            yield Sighting("页码高度", found, "版心下7毫米", "把“页脚距边界”设为25.5毫米左右", where="页脚")


@LAYOUT.rule("L786", "page-number-restarts", Strength.REQUIRED, "7.5")
def number_restarts(subject: Subject) -> Iterator[Sighting]:
    """Numbers are Arabic and run on through all sections, annexes included."""
    for count, section in enumerate(subject.view.sections, 1):
        if count > 1 and section.start is not None:
            hint = "在“设置页码格式”里选“续前节”"
            yield Sighting("页码编号", f"从{section.start}重新开始", "连续编排", hint, where=f"第{count}节")
        if section.number_format not in ("decimal", "numberInDash"):
            yield Sighting(
                "页码数字", "不是阿拉伯数字", "阿拉伯数字", "在“设置页码格式”里改编号格式", where=f"第{count}节"
            )
