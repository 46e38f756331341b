"""版头: what stands above the title of an official document; GB/T 9704-2012, 7.2 and 10."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from drafter.document import Document, Layout
from drafter.writers.docx.body import Body, blank, paragraph
from drafter.writers.docx.floating import at, text_box
from drafter.writers.docx.inline import Look
from drafter.writers.docx.measure import em, points, twips, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import FLUSH, spacing
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

RED = "FF0000"
_FILE = "文件"
_RULE_GAP = 11
"""Points between the line of the 发文字号 and the red rule; with the white under its glyphs, 4 mm (7.2.7)."""
_LARGEST, _NARROWEST = 56.0, 0.8
"""A 发文机关标志 is at most this large, in points, and its glyphs at least this wide; the standard leaves both open."""
_INK_RISE, _INK_FALL = 0.05, 0.88
"""How far the ink of a mark reaches above and below the top of its line, in em."""
_BESIDE_GAP = 10.0
"""Points between the names of a joint issue and 文件 beside them."""
_ROOM = 430.0
"""Points that a 发文机关标志 may take of the 442 in a line."""


class Form(Struct, frozen=True):
    """Where a form of document has its 发文机关标志."""

    mark_top: float
    """From the paper's upper edge to the ink of the mark, in mm."""
    rule: bool = True
    """Whether a red rule parts 版头 and 主体."""


FORMS = {
    "文件": Form(72.0),
    "纪要": Form(72.0),
    "命令": Form(57.0, rule=False),
    "信函": Form(30.0),
}
"""7.2.4, 10.3, 10.2, 10.1."""


def form_of(document: Document) -> str:
    """文件, 纪要, 命令 or 信函; empty for a document without a 发文机关标志 or 发文字号, such as a plain report."""
    named = "".join(document.element("形式"))
    issued = document.element("发文机关标志") or document.element("发文字号")
    return named if named in FORMS else _FILE if issued else ""


def header(document: Document, layout: Layout, body: Body) -> Xml:
    """What stands above the title, with the empty lines under it; nothing for a report without any of it."""
    name = form_of(document)
    if name == "信函":
        return join(_letter(document, layout, body))
    if name:
        return join(_file(document, layout, body, FORMS[name]))
    corner = _corner(document)
    return join((*_corner_lines(corner, layout, body), blank())) if corner else NOTHING


def _corner_lines(corner: Sequence[tuple[str, bool]], layout: Layout, body: Body) -> Iterator[Xml]:
    for words, black in corner:
        yield body.lines(FLUSH, words, _corner_look(layout, black))


def _file(document: Document, layout: Layout, body: Body, form: Form) -> Iterator[Xml]:
    corner = _corner(document)
    yield from _corner_lines(corner, layout, body)
    marks = document.element("发文机关标志")
    room = twips(form.mark_top - layout.page.top) - len(corner) * points(layout.body.pitch)
    if marks:
        yield _spacer(room + points(_INK_RISE * _mark_height(marks)))
        yield _mark(marks, layout, body)
    yield join((blank(), blank()))
    yield _number_line(document, layout, body, rule=form.rule)
    yield join((blank(), blank()))


def _corner(document: Document) -> list[tuple[str, bool]]:
    """份号 on line 1, 密级 on line 2, 紧急程度 on the next one (7.2.1–7.2.3), and whether each is in 黑体."""
    copy, secrecy, urgency = ("".join(document.element(name)) for name in ("份号", "密级和保密期限", "紧急程度"))
    lines = [(copy, False)] if copy or secrecy else []
    lines += [(secrecy, True)] if secrecy else []
    return lines + ([(urgency, True)] if urgency else [])


def _corner_look(layout: Layout, black: bool) -> Look:
    family = (layout.headings[0] if black else layout.body).font.family
    return Look(family, family)


def _mark_height(names: Sequence[str]) -> float:
    return min(_mark_size(name, _ROOM)[0] for name in names)


def _mark(names: Sequence[str], layout: Layout, body: Body) -> Xml:
    """The red 发文机关标志: one line, or for a joint issue a column of names with 文件 beside it."""
    if len(names) == 1:
        return _mark_line(names[0], layout, body, _ROOM)
    organs = [name.removesuffix(_FILE) for name in names]
    suffix = _FILE if any(name.endswith(_FILE) for name in names) else ""
    room = _ROOM - (2 * _LARGEST + _BESIDE_GAP if suffix else 0)
    longest = max(organs, key=len)
    size, scale = _mark_size(longest, room)
    lines = join(_mark_text(organ, layout, body, size, scale, "distribute") for organ in organs)
    if not suffix:
        return lines
    widths = (points(len(longest) * size * scale / 100) + _SPARE, points(2 * _LARGEST + _BESIDE_GAP))
    return _beside(lines, _mark_text(suffix, layout, body, _LARGEST, 100, "right"), widths)


_SPARE = 20
"""Twips by which a cell is wider than its text, so that rounding cannot break the line."""


def _beside(left: Xml, right: Xml, widths: tuple[int, int]) -> Xml:
    """Two cells without borders, *widths* in twips; the right one is centred on the left one (7.2.4)."""
    cells = (
        element(
            "w:tc",
            None,
            element("w:tcPr", None, element("w:tcW", {"w:w": wide, "w:type": "dxa"}), val("w:vAlign", "center")),
            content,
        )
        for wide, content in zip(widths, (left, right), strict=True)
    )
    properties = element(
        "w:tblPr",
        None,
        element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        val("w:jc", "center"),
        element("w:tblLayout", {"w:type": "fixed"}),
        element(
            "w:tblCellMar", None, *(element(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("left", "right"))
        ),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": wide}) for wide in widths))
    return element("w:tbl", None, properties, grid, element("w:tr", None, *cells))


def _mark_line(name: str, layout: Layout, body: Body, room: float) -> Xml:
    return _mark_text(name, layout, body, *_mark_size(name, room), "center")


def _mark_size(name: str, room: float) -> tuple[float, int]:
    """The size of a mark in points, and the width of its glyphs in per cent of it; both rounded down, or the line would break."""
    glyphs = max(len(name), 1)
    size = min(_LARGEST, math.floor(room / _NARROWEST / glyphs * 2) / 2)
    return size, min(100, math.floor(room * 100 / (size * glyphs)))


def _mark_text(words: str, layout: Layout, body: Body, size: float, scale: int, align: str) -> Xml:
    family = layout.title.font.family
    look = Look(family, family, size=size, color=RED, scale=scale, tracking=0.0)
    return body.lines(FLUSH, words, look, switch("w:snapToGrid", on=False), spacing(size), val("w:jc", align))


def _spacer(height: int) -> Xml:
    """An empty line of *height* in twips."""
    return paragraph(FLUSH, NOTHING, switch("w:snapToGrid", on=False), spacing(max(height, 1) / 20))


def _number_line(document: Document, layout: Layout, body: Body, *, rule: bool) -> Xml:
    """发文字号, with 签发人 beside it in a document to a higher organ (7.2.5, 7.2.6), over the red rule (7.2.7)."""
    number = "".join(document.element("发文字号"))
    signers = document.element("签发人")
    border = {"w:val": "single", "w:sz": 12, "w:space": _RULE_GAP, "w:color": RED}
    borders = element("w:pBdr", None, element("w:bottom", border)) if rule else NOTHING
    size = layout.body.font.size
    # Below a line of names the tight line keeps their pitch, by where LibreOffice puts the baselines of exact lines.
    before = layout.body.pitch * 0.8 - size * 0.866 if len(signers) > 2 else 0.0
    tight = (switch("w:snapToGrid", on=False), spacing(size, before=before))
    if not signers:
        return body.lines(FLUSH, number, None, borders, *tight, val("w:jc", "center"))
    return _signers(number, signers, layout, body, (borders, tight))


def _signers(number: str, signers: Sequence[str], layout: Layout, body: Body, last: tuple[Xml, tuple[Xml, ...]]) -> Xml:
    """Two names a line under one another, the 发文字号 on the line of the last one."""
    unit = em(layout.body)
    columns = 2 if len(signers) > 1 else 1
    column = max(width(name, layout.body) for name in signers) + unit
    names = text_width(layout.page) - columns * column
    places = [names + at_column * column for at_column in range(columns)]
    rows = [signers[start : start + columns] for start in range(0, len(signers), columns)]
    kai = Look(layout.lead.family, layout.lead.family)
    written = []
    for index, row in enumerate(rows):
        final = index == len(rows) - 1
        opening = f"\t{number if final else ''}\t{'签发人：' if index == 0 else ''}"
        stops = [unit, names - 4 * unit, *places[1:]] if index == 0 else [unit, *places]
        tabs = element("w:tabs", None, *(element("w:tab", {"w:val": "left", "w:pos": round(stop)}) for stop in stops))
        content = Xml(body.words(opening) + body.words("\t".join(row), kai))
        borders, tight = last if final else (NOTHING, ())
        written.append(paragraph(FLUSH, content, borders, tabs, *tight, val("w:jc", "left")))
    return join(written)


def _letter(document: Document, layout: Layout, body: Body) -> Iterator[Xml]:
    """信函 (10.1): mark and rules stand at fixed places of the paper; under the first rule 份号 … left, 发文字号 right."""
    size, scale = _mark_size("".join(document.element("发文机关标志")[:1]), _ROOM)
    name = "".join(document.element("发文机关标志")[:1]).removesuffix(_FILE)
    top = twips(FORMS["信函"].mark_top) + points(size * _INK_RISE)
    rule_top = top + points(size * _INK_FALL) + twips(4)
    mark = _mark_text(name, layout, body, size, scale, "center")
    boxes = (
        text_box(body.next_drawing(), mark, (text_width(layout.page), points(size)), at("margin", 0), at("page", top)),
        _double_rule(body, "thickThinSmallGap", rule_top),
        _double_rule(body, "thinThickSmallGap", twips(layout.page.height - 20) - _RULE_HEIGHT),
    )
    start = rule_top + _RULE_HEIGHT + points(14) - twips(layout.page.top)
    yield paragraph(FLUSH, join(boxes), switch("w:snapToGrid", on=False), spacing(max(start, 20) / 20))
    corner = [line for line in _corner(document) if line[0]] or [("", False)]
    number = "".join(document.element("发文字号"))
    tab = element("w:tabs", None, element("w:tab", {"w:val": "right", "w:pos": text_width(layout.page)}))
    for index, (words, black) in enumerate(corner):
        content = body.words(words, _corner_look(layout, black))
        yield paragraph(
            FLUSH, Xml(content + body.words(f"\t{number}")) if index == 0 else content, tab, val("w:jc", "left")
        )
    yield join((blank(), blank()))


_RULE_HEIGHT = 90
"""Of a red double rule of 3 + ¾ + ¾ pt, in twips."""


def _double_rule(body: Body, kind: str, top: int) -> Xml:
    border = element("w:top", {"w:val": kind, "w:sz": 24, "w:space": 0, "w:color": RED})
    line = paragraph(FLUSH, NOTHING, element("w:pBdr", None, border), switch("w:snapToGrid", on=False), spacing(1))
    return text_box(body.next_drawing(), line, (twips(170), _RULE_HEIGHT + 20), at("page", twips(20)), at("page", top))
