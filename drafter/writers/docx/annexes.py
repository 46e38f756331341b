"""附件说明 under the text and the 附件 themselves on pages of their own; GB/T 9704-2012, 7.3.4 and 7.3.7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.document import Attachment, Layout, title_lines
from drafter.writers.docx.body import Body, blank
from drafter.writers.docx.inline import Look
from drafter.writers.docx.measure import em
from drafter.writers.docx.styles import FLUSH, TITLE, indent
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

_MARKS = "。；，、：;,."


def annex_note(attachments: Sequence[Attachment], layout: Layout, body: Body) -> Xml:
    """One empty line, then 附件： and the names; wrapped lines stand under the first character of the name."""
    names = [name for attachment in attachments if (name := _listed(attachment))]
    if not names:
        return NOTHING
    if len(names) == 1:
        side = indent(left=5.0, hanging=3.0, unit=em(layout.body))
        return join((blank(), body.lines(FLUSH, f"附件：{names[0]}", None, side, val("w:jc", "left"))))
    number = 0.5 + 0.5 * len(str(len(names)))
    lines = [
        _note_line(
            f"{'附件：' if index == 1 else ''}{index}.",
            name,
            5.0 + number,
            number + (3.0 if index == 1 else 0.0),
            layout,
            body,
        )
        for index, name in enumerate(names, start=1)
    ]
    return join((blank(), *lines))


def _listed(attachment: Attachment) -> str:
    return (attachment.title if attachment.listed is None else attachment.listed).rstrip(_MARKS)


def _note_line(opening: str, name: str, left: float, hanging: float, layout: Layout, body: Body) -> Xml:
    unit = em(layout.body)
    tabs = element("w:tabs", None, element("w:tab", {"w:val": "left", "w:pos": round(left * unit)}))
    side = indent(left=left, hanging=hanging, unit=unit)
    return body.lines(FLUSH, f"{opening}\t{name}", None, tabs, side, val("w:jc", "left"))


def annexes(attachments: Sequence[Attachment], layout: Layout, body: Body) -> Iterator[Xml]:
    """Each 附件 on a new page: its label in 黑体 on line 1, its title on line 3."""
    black = layout.headings[0].font.family
    title = layout.title.font
    for number, attachment in enumerate(attachments, start=1):
        if not attachment.blocks and attachment.label is None:
            # Bound apart: it is named in the 附件说明 and printed elsewhere.
            continue
        label = attachment.label or (f"附件{number}" if len(attachments) > 1 else "附件")
        yield body.lines(FLUSH, label, Look(black, black), switch("w:keepNext"), switch("w:pageBreakBefore"))
        yield blank(keep_next=True)
        for line in title_lines(attachment.title.rstrip(_MARKS)):
            yield body.lines(TITLE, line, Look(title.family, title.family, title.bold))
        yield blank()
        yield from map(body.block, attachment.blocks)
