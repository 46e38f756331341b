"""footnotes.xml: the notes that the text refers to, and the lines that Word draws above them."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.document import Footnote, Layout
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.styles import BLANK, FOOTNOTE, FOOTNOTE_MARK, NAMESPACES
from drafter.writers.xml import Xml, element, join, part, val

FOOTNOTES_PART = "word/footnotes.xml"


def footnotes_part(notes: Sequence[Footnote], layout: Layout, inline: Inline) -> bytes:
    """The part, with one note for each reference."""
    look = Look(layout.body.font.family, layout.lead.family)
    written = (
        _note(number, inline.runs(note.runs, look, FOOTNOTES_PART)) for number, note in enumerate(notes, start=1)
    )
    separators = (
        _separator(-1, "separator"),
        _separator(0, "continuationSeparator"),
    )
    return part(element("w:footnotes", NAMESPACES, *separators, join(written)))


def _separator(number: int, kind: str) -> Xml:
    run = element("w:r", None, element(f"w:{kind}"))
    content = element("w:p", None, element("w:pPr", None, val("w:pStyle", BLANK)), run)
    return element("w:footnote", {"w:type": kind, "w:id": number}, content)


def _note(number: int, content: Xml) -> Xml:
    mark = element("w:r", None, element("w:rPr", None, val("w:rStyle", FOOTNOTE_MARK)), element("w:footnoteRef"))
    space = element("w:r", None, element("w:t", {"xml:space": "preserve"}, Xml(" ")))
    paragraph = element("w:p", None, element("w:pPr", None, val("w:pStyle", FOOTNOTE)), mark, space, content)
    return element("w:footnote", {"w:id": number}, paragraph)
