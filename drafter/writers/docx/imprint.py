"""版记: who else gets the document and who printed it, at the foot of the last page; GB/T 9704-2012, 7.4."""

from __future__ import annotations

import math

from msgspec.structs import replace

from drafter.document import Document, Layout, ParagraphSpec
from drafter.writers.docx.body import Body, paragraph
from drafter.writers.docx.floating import aligned, text_box
from drafter.writers.docx.header import form_of
from drafter.writers.docx.inline import Look
from drafter.writers.docx.measure import em, points, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import FLUSH, indent, spacing
from drafter.writers.elements import copies_of, printed_of
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

_SIZE = 14.0
"""四号."""
_THICK, _THIN = 8, 6
"""Rules of 0.35 and 0.25 mm in eighths of a point (7.4.1)."""


def imprint(document: Document, layout: Layout, body: Body) -> Xml:
    """An empty paragraph as high as the 版记, to which a text box on the lower edge of the 版心 is anchored.

    Where the last page has no room for both, both move to the next one: the box never covers text.
    """
    spec = replace(layout.body, font=replace(layout.body.font, size=_SIZE), tracking=0.0)
    ruled = form_of(document) != "信函"
    copies = copies_of(document)
    printed = printed_of(document) if ruled else None
    if not copies and not printed:
        return NOTHING
    lines = sum(_lines(words, layout, spec) for words in copies) + (1 if printed else 0)
    height = lines * points(spec.pitch) + 100
    rows = [_copy(words, body, spec) for words in copies]
    if printed:
        rows += [_rule(_THIN)] if rows else []
        rows.append(_print_line(*printed, layout, body, spec))
    content = join((_rule(_THICK), *rows, _rule(_THICK, "bottom"))) if ruled else join(rows)
    box = text_box(
        body.next_drawing(),
        content,
        (text_width(layout.page), height),
        aligned("margin", "left"),
        aligned("margin", "bottom"),
        foot=True,
    )
    return paragraph(FLUSH, box, switch("w:snapToGrid", on=False), spacing(height / 20))


def _lines(words: str, layout: Layout, spec: ParagraphSpec) -> int:
    """How many lines *words* take; rather one too many."""
    room = text_width(layout.page) - 5 * em(spec)
    return max(1, math.ceil((width(words, spec) - 3 * em(spec)) / (room - em(spec))))


def _copy(words: str, body: Body, spec: ParagraphSpec) -> Xml:
    """1 字 free on both sides, further lines under the character after the colon."""
    side = indent(left=4.0, hanging=3.0, right=1.0, unit=em(spec))
    return body.lines(FLUSH, words, _look(spec), *_tight(spec), side)


def _print_line(organ: str, date: str, layout: Layout, body: Body, spec: ParagraphSpec) -> Xml:
    edge = round(text_width(layout.page) - em(spec))
    tabs = element("w:tabs", None, element("w:tab", {"w:val": "right", "w:pos": edge}))
    return body.lines(
        FLUSH,
        f"{organ}\t{date}",
        _look(spec),
        tabs,
        *_tight(spec),
        indent(left=1.0, unit=em(spec)),
        val("w:jc", "left"),
    )


def _look(spec: ParagraphSpec) -> Look:
    return Look(spec.font.family, spec.font.family, size=spec.font.size, tracking=0.0)


def _tight(spec: ParagraphSpec) -> tuple[Xml, ...]:
    return (switch("w:snapToGrid", on=False), spacing(spec.pitch))


def _rule(thickness: int, side: str = "top") -> Xml:
    border = element(f"w:{side}", {"w:val": "single", "w:sz": thickness, "w:space": 0, "w:color": "000000"})
    return paragraph(FLUSH, NOTHING, element("w:pBdr", None, border), switch("w:snapToGrid", on=False), spacing(1))
