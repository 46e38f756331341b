"""The blocks of the text: headings, paragraphs, lists, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from drafter.document import Block, Heading, Image, Layout, ListBlock, Paragraph, Run, Table, block_text
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.measure import em
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.docx.page import DOCUMENT_PART
from drafter.writers.docx.pictures import EXTENSIONS, drawing
from drafter.writers.docx.styles import (
    BLANK,
    BODY,
    CAPTION,
    FLUSH,
    HEADINGS,
    PICTURE,
    QUOTE,
    heading_spec,
    indent,
)
from drafter.writers.docx.tables import table
from drafter.writers.xml import NOTHING, Xml, element, join, switch, val

_BULLETS = ("——", "·")
"""A point that has no number opens with a dash in official documents; one inside it with a dot."""
_NUMBERS = ("{}.", "（{}）", "{}）")
"""Items of a list inside the text; the first two are the last two levels of 7.3.3."""


def paragraph(style: str, content: Xml = NOTHING, *direct: Xml) -> Xml:
    """One ``w:p`` in *style*, with *direct* paragraph properties in the schema's order."""
    return element("w:p", None, element("w:pPr", None, val("w:pStyle", style), *direct), content)


def blank(*, keep_next: bool = False) -> Xml:
    """An empty line on the grid."""
    return paragraph(BLANK, NOTHING, *([switch("w:keepNext")] if keep_next else []))


_SHORT = 6 * 28
"""Characters of about six lines."""


class Body:
    """Writes blocks one after the other."""

    def __init__(self, package: Package, layout: Layout, inline: Inline) -> None:
        self._package = package
        self._layout = layout
        self._inline = inline
        self._drawings = 0
        self._text = Look(layout.body.font.family, layout.lead.family, layout.body.font.bold)

    def last(self, block: Block) -> Xml:
        """*block* as the last one before the 署名: a short paragraph stays on its page, so that no page is signed without text.

        Longer ones may part from it: LibreOffice moves a whole paragraph to the next page and would leave a hole.
        """
        if isinstance(block, Paragraph) and len(block_text(block)) <= _SHORT:
            return self._paragraph(block, 0, keep_next=True)
        return self.block(block)

    def block(self, block: Block, depth: int = 0) -> Xml:
        """*block*; *depth* counts the lists that it stands in."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, depth)
            case ListBlock():
                return self._list(block, depth)
            case Table():
                return self._table(block)
            case Image():
                return self._image(block)
            case _:
                assert_never(block)

    def next_drawing(self) -> int:
        """An id for a picture or a text box that no other has."""
        self._drawings += 1
        return self._drawings

    def words(self, words: str, look: Look | None = None) -> Xml:
        """A run of plain words that no fact or comment hangs on."""
        return self._inline.marker(words, look or self._text)

    def lines(self, style: str, words: str, look: Look | None = None, *direct: Xml) -> Xml:
        """A paragraph of plain words that no fact or comment hangs on."""
        return paragraph(style, self.words(words, look), *direct)

    def _heading(self, block: Heading) -> Xml:
        look = self._level(block.level)
        content = self._inline.runs(block.runs, look, label=block.label)
        return paragraph(HEADINGS[min(max(block.level, 1), len(HEADINGS)) - 1], content)

    def _level(self, level: int) -> Look:
        font = heading_spec(self._layout, level).font
        return Look(font.family, font.family, font.bold)

    def _paragraph(self, block: Paragraph, depth: int, opening: str = "", *, keep_next: bool = False) -> Xml:
        if block.place or block.new_page:
            return self._apart(block)
        look = self._text
        if block.quote:
            look = Look(self._layout.lead.family, self._layout.body.font.family)
        direct = [switch("w:keepNext")] if keep_next else [self._indent(depth)] if depth > 1 else []
        return paragraph(QUOTE if block.quote else BODY, join(self._content(block, look, opening)), *direct)

    def _apart(self, block: Paragraph) -> Xml:
        """A line that stands apart from the text, or begins a page."""
        opens = switch("w:pageBreakBefore") if block.new_page else NOTHING
        align = val("w:jc", block.place) if block.place in ("center", "right") else NOTHING
        content = join(self._content(block, self._text, ""))
        return paragraph(FLUSH if block.place else BODY, content, opens, align)

    def _content(self, block: Paragraph, look: Look, opening: str) -> Iterable[Xml]:
        lead = self._lead(block)
        if opening:
            yield self._inline.marker(opening, look)
        yield self._inline.runs(block.lead, lead, label=block.label)
        yield self._inline.runs(block.runs, look)

    def _lead(self, block: Paragraph) -> Look:
        """A numbered lead looks like a heading of its level, another one as the house style says."""
        if block.label and block.level:
            return self._level(block.level)
        font = self._layout.lead
        return Look(font.family, font.family, font.bold)

    def _list(self, block: ListBlock, depth: int) -> Xml:
        written: list[Xml] = []
        for number, item in enumerate(block.items, start=block.start):
            opening = _opening(block, number, depth)
            first = item[0] if item else Paragraph(())
            if isinstance(first, Paragraph):
                written.append(self._paragraph(first, depth + 1, opening))
                item = item[1:]
            else:
                written.append(self._paragraph(Paragraph(()), depth + 1, opening))
            written.extend(self.block(inner, depth + 1) for inner in item)
        return join(written)

    def _indent(self, depth: int) -> Xml:
        """Two more 字 for each list around the innermost one."""
        spec = self._layout.body
        return indent(left=2.0 * (depth - 1), first_line=spec.first_line, unit=em(spec))

    def _table(self, block: Table) -> Xml:
        caption = self._caption(block.caption, keep_next=True) if block.caption else NOTHING
        return join((caption, table(block, self._layout, self._inline), _after_table()))

    def _image(self, block: Image) -> Xml:
        shown = drawing(block, *self.add_picture(block), self._layout.page)
        keep_next = [switch("w:keepNext")] if block.caption else []
        caption = self._caption(block.caption) if block.caption else NOTHING
        return join((paragraph(PICTURE, shown, *keep_next), caption))

    def add_picture(self, image: Image) -> tuple[str, int]:
        """Put *image* into the file; its relationship and the id of the drawing that will show it."""
        number = self.next_drawing()
        name = f"media/image{number}.{EXTENSIONS[image.media_type]}"
        self._package.add_media(f"word/{name}", image.media_type, image.data)
        return self._package.relate(DOCUMENT_PART, f"{OFFICE}/image", name), number

    def _caption(self, runs: Sequence[Run], *, keep_next: bool = False) -> Xml:
        family = self._layout.headings[0].font.family
        direct = [switch("w:keepNext")] if keep_next else []
        return paragraph(CAPTION, self._inline.runs(runs, Look(family, family)), *direct)


def _opening(block: ListBlock, number: int, depth: int) -> str:
    if block.ordered:
        return _NUMBERS[min(depth, len(_NUMBERS) - 1)].format(number)
    return _BULLETS[min(depth, len(_BULLETS) - 1)]


def _after_table() -> Xml:
    """Two tables without a paragraph between them would become one, and a document must not end in a table."""
    return paragraph(CAPTION)
