"""DOCX: a :class:`~drafter.document.Document` in GB/T 9704-2012 style, built as XML text into a package of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.diagnostics import Diagnostic
from drafter.document import Document, Layout
from drafter.writers.docx.annexes import annex_note, annexes
from drafter.writers.docx.body import Body, blank, paragraph
from drafter.writers.docx.comments import Comments
from drafter.writers.docx.floating import NAMESPACES as DRAWING_NAMESPACES
from drafter.writers.docx.footnotes import footnotes_part
from drafter.writers.docx.header import form_of, header
from drafter.writers.docx.imprint import imprint
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.measure import em
from drafter.writers.docx.opening import opening
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.docx.page import DOCUMENT_PART, WORDPROCESSING, section, settings_part
from drafter.writers.docx.properties import add_properties, seal
from drafter.writers.docx.signature import signature
from drafter.writers.docx.styles import FLUSH, NAMESPACES, font_table_part, indent, styles_part
from drafter.writers.elements import cover_title_of
from drafter.writers.xml import Xml, element, part

_ATTENDANCE = ("出席", "请假", "列席")


def write_docx(document: Document, layout: Layout, *, notes: Sequence[Diagnostic] = (), draft: bool = False) -> bytes:
    """*document* as a DOCX file; the same arguments give the same bytes on the same zlib.

    *notes* become comments at their places.  With *draft* each figure is a content control tagged with its path.

    Raises:
        DrafterError: a picture is damaged.
    """
    package = Package()
    package.relate("", f"{OFFICE}/officeDocument", DOCUMENT_PART)
    comments = Comments(document, notes)
    inline = Inline(package, document.notes, comments, draft=draft)
    body = Body(package, layout, inline)
    page = section(package, layout, number_on_first=form_of(document) != "信函")
    content = element("w:body", None, *_content(document, layout, body, comments), page)
    root = element("w:document", {**NAMESPACES, **DRAWING_NAMESPACES}, content)
    package.add(DOCUMENT_PART, f"{WORDPROCESSING}.document.main+xml", part(root))
    _add_related(package, layout, inline, comments)
    add_properties(package, document)
    seal(package)
    return package.to_bytes()


def _content(document: Document, layout: Layout, body: Body, comments: Comments) -> Iterator[Xml]:
    yield header(document, layout, body)
    yield from opening(document, layout, body)
    covered = bool(cover_title_of(document))
    for index, block in enumerate(document.blocks):
        comments.enter(index)
        last = index == len(document.blocks) - 1 and not document.attachments and not covered
        yield body.last(block) if last and (document.date or document.organ) else body.block(block)
    comments.leave()
    yield annex_note(document.attachments, layout, body)
    yield from _attendance(document, layout, body)
    if not covered:
        yield signature(document, layout, body)
    yield from map(body.block, document.closing)
    yield from annexes(document.attachments, layout, body)
    yield imprint(document, layout, body)


def _attendance(document: Document, layout: Layout, body: Body) -> Iterator[Xml]:
    """出席, 请假 and 列席 of a 纪要: label in 黑体, names wrapped under the character after the colon (10.3)."""
    black, unit = layout.headings[0].font.family, em(layout.body)
    lists = [(name, "、".join(document.element(name))) for name in _ATTENDANCE]
    if any(people for _, people in lists):
        yield blank()
    for name, people in lists:
        if people:
            label = body.words(f"{name}：", Look(black, black))
            yield paragraph(FLUSH, Xml(label + body.words(people)), indent(left=5.0, hanging=3.0, unit=unit))


def _add_related(package: Package, layout: Layout, inline: Inline, comments: Comments) -> None:
    """The parts that the main document refers to."""
    parts = {
        "styles": styles_part(layout),
        "fontTable": font_table_part(layout),
        "comments": comments.part(),
        "footnotes": footnotes_part(inline.noted, layout, inline) if inline.noted else b"",
        "settings": settings_part(footnotes=bool(inline.noted)),
    }
    for name, content in parts.items():
        if content:
            package.add(f"word/{name}.xml", f"{WORDPROCESSING}.{name}+xml", content)
            package.relate(DOCUMENT_PART, f"{OFFICE}/{name}", f"{name}.xml")


__all__ = ["write_docx"]
