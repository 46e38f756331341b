"""署名 and 成文日期 without a seal; GB/T 9704-2012, 7.3.5.2."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.document import Layout
from drafter.writers.docx.body import Body, blank
from drafter.writers.docx.measure import em, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.styles import SIGNATURE, indent_twips
from drafter.writers.xml import NOTHING, Xml, join, switch

_GAP = 2.0
"""字 to the right edge, and from the first character of the 署名 to that of the date."""


def signature(body: Body, layout: Layout, organs: Sequence[str], date: str) -> Xml:
    """One empty line, then the organs, the host first, and the date.

    The longest name stands 2 字 from the right edge and the date starts 2 字 right of the names' start; if the date is longer than
    every name, the date stands 2 字 from the right edge and the names move left.
    """
    gap = _GAP * em(layout.body)
    lines = [(organ, 0.0) for organ in organs] + ([(date, gap if organs else 0.0)] if date else [])
    if not lines:
        return NOTHING
    longest, offset = max(lines, key=lambda line: width(line[0], layout.body))
    start = text_width(layout.page) - gap - offset - width(longest, layout.body)
    written = [blank(keep_next=True)]
    for number, (words, offset) in enumerate(lines, start=1):
        keep_next = [switch("w:keepNext")] if number < len(lines) else []
        written.append(body.lines(SIGNATURE, words, None, *keep_next, indent_twips(left=max(start + offset, 0.0))))
    return join(written)
