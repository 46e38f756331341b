"""署名, 成文日期 and 附注 under the text; GB/T 9704-2012, 7.3.5 and 7.3.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.document import Document, Layout
from drafter.writers.docx.body import Body, blank
from drafter.writers.docx.measure import em, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import BODY, SIGNATURE, indent_twips
from drafter.writers.elements import organs_of, remark_of
from drafter.writers.xml import Xml, join, switch

_GAP = 2.0
"""字 to the right edge, and from the first character of the 署名 to that of the date, without a seal (7.3.5.2)."""
_SEAL_GAP = 4.0
"""字 between the date and the right edge under a seal (7.3.5.1)."""
_STAMP = 7.0
"""字 kept free for a 签名章 of about 4 cm (7.3.5.3 gives no size)."""
_SEAL_LINES = 2
"""Empty lines above a sealed 署名: a seal of 4.2 cm then starts within a line of the text."""


def signature(document: Document, layout: Layout, body: Body) -> Xml:
    """署名 and date in the form that 签章 names (不加盖 if it names none), then 附注."""
    organs = organs_of(document)
    form = "".join(document.element("签章"))
    lines = _FORMS.get(form, _unsealed)(organs, document.date, layout)
    remark = remark_of(document)
    written = list(_placed(list(lines), body, more=bool(remark)))
    if remark:
        written.append(body.lines(BODY, remark))
    return join(written)


def _placed(lines: Sequence[tuple[str, float]], body: Body, *, more: bool) -> Iterator[Xml]:
    """Lines by their left edges in twips, empty ones without a place; all stay with the next one, and so on one page."""
    for number, (words, left) in enumerate(lines, start=1):
        keep = more or number < len(lines)
        if words:
            direct = [switch("w:keepNext")] if keep else []
            yield body.lines(SIGNATURE, words, None, *direct, indent_twips(left=max(left, 0.0)))
        else:
            yield blank(keep_next=keep)


def _unsealed(organs: Sequence[str], date: str, layout: Layout) -> Iterator[tuple[str, float]]:
    """One empty line; the longest name stands 2 字 from the right edge, the date starts 2 字 right of the names' start.

    If the date is longer than every name, the date stands 2 字 from the edge and the names move left (7.3.5.2).
    """
    gap = _GAP * em(layout.body)
    lines = [(organ, 0.0) for organ in organs] + ([(date, gap if organs else 0.0)] if date else [])
    if not lines:
        return
    longest, offset = max(lines, key=lambda line: width(line[0], layout.body))
    start = text_width(layout.page) - gap - offset - width(longest, layout.body)
    yield "", 0.0
    for words, offset in lines:
        yield words, start + offset


def _sealed(organs: Sequence[str], date: str, layout: Layout) -> Iterator[tuple[str, float]]:
    """The date 4 字 from the right edge, the names above it centred on it (7.3.5.1)."""
    edge = text_width(layout.page) - _SEAL_GAP * em(layout.body)
    wide = width(date, layout.body)
    names = [width(organ, layout.body) for organ in organs]
    # A name longer than the date may not come nearer to the edge than the text allows.
    centre = min(edge - wide / 2, text_width(layout.page) - max(names, default=0.0) / 2)
    yield from [("", 0.0)] * _SEAL_LINES
    for organ, name in zip(organs, names, strict=True):
        yield organ, centre - name / 2
    if date:
        yield date, edge - wide


def _stamped(posts: Sequence[str], date: str, layout: Layout) -> Iterator[tuple[str, float]]:
    """Two empty lines, the post's title 2 字 left of the stamp, an empty line, the date 4 字 from the edge (7.3.5.3)."""
    unit = em(layout.body)
    edge = text_width(layout.page) - _SEAL_GAP * unit
    yield from [("", 0.0)] * 2
    for post in posts:
        yield post, edge - (_STAMP + _GAP) * unit - width(post, layout.body)
    if date:
        yield from (("", 0.0), (date, edge - width(date, layout.body)))


_FORMS = {"加盖印章": _sealed, "加盖": _sealed, "签名章": _stamped}
