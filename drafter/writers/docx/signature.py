"""署名, 成文日期 and 附注 under the text; GB/T 9704-2012, 7.3.5 and 7.3.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.document import Document, Image, Layout
from drafter.writers.docx.body import Body, blank, paragraph
from drafter.writers.docx.measure import em, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.seals import Line, sealed, stamped
from drafter.writers.docx.styles import BODY, SIGNATURE, indent_twips
from drafter.writers.elements import organs_of, remark_of
from drafter.writers.xml import NOTHING, Xml, element, join, switch

_GAP = 2.0
"""字 to the right edge, and from the first character of the 署名 to that of the date, without a seal (7.3.5.2)."""


def signature(document: Document, layout: Layout, body: Body) -> Xml:
    """署名 and date in the form that 签章 names (不加盖 if it names none and there is no picture of a seal), then 附注."""
    organs = organs_of(document)
    form = _FORMS.get("".join(document.element("签章")), sealed if document.seals else _unsealed)
    lines = list(form(organs, document.date, document.seals, layout, body))
    remark = remark_of(document)
    written = list(_placed(lines, body, more=bool(remark)))
    if remark:
        written.append(body.lines(BODY, remark))
    return join(written)


def _placed(lines: Sequence[Line], body: Body, *, more: bool) -> Iterator[Xml]:
    """The lines at their places; all stay with the next one, and so on one page."""
    for number, line in enumerate(lines, start=1):
        keep = more or number < len(lines)
        if not line.words and not line.drawings:
            yield blank(keep_next=keep)
            continue
        stops = [element("w:tab", {"w:val": "center", "w:pos": round(centre)}) for centre in line.centres]
        yield paragraph(
            SIGNATURE,
            Xml(line.drawings + body.words(line.words)),
            switch("w:keepNext") if keep else NOTHING,
            element("w:tabs", None, *stops) if stops else NOTHING,
            indent_twips(left=max(line.left, 0.0)),
        )


def _unsealed(organs: Sequence[str], date: str, _seals: Sequence[Image], layout: Layout, _body: Body) -> Iterator[Line]:
    """One empty line; the longest name stands 2 字 from the right edge, the date starts 2 字 right of the names' start.

    If the date is longer than every name, the date stands 2 字 from the edge and the names move left (7.3.5.2).
    """
    gap = _GAP * em(layout.body)
    lines = [(organ, 0.0) for organ in organs] + ([(date, gap if organs else 0.0)] if date else [])
    if not lines:
        return
    longest, offset = max(lines, key=lambda line: width(line[0], layout.body))
    start = text_width(layout.page) - gap - offset - width(longest, layout.body)
    yield Line()
    for words, offset in lines:
        yield Line(words, start + offset)


_FORMS = {"加盖印章": sealed, "加盖": sealed, "签名章": stamped}
