"""DOCX: a :class:`~drafter.document.Document` in GB/T 9704-2012 style, built as XML text into a package of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.diagnostics import Diagnostic
from drafter.document import Document, Layout
from drafter.writers.docx.body import Body, blank
from drafter.writers.docx.comments import Comments
from drafter.writers.docx.footnotes import footnotes_part
from drafter.writers.docx.inline import Inline, Look
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.docx.page import DOCUMENT_PART, WORDPROCESSING, section, settings_part
from drafter.writers.docx.properties import add_properties, seal
from drafter.writers.docx.signature import signature
from drafter.writers.docx.styles import FLUSH, NAMESPACES, SUBTITLE, TITLE, font_table_part, styles_part
from drafter.writers.xml import Xml, element, part

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


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
    content = element("w:body", None, *_content(document, layout, body, comments), section(package, layout))
    root = element("w:document", {**NAMESPACES, "xmlns:wp": _DRAWING}, content)
    package.add(DOCUMENT_PART, f"{WORDPROCESSING}.document.main+xml", part(root))
    _add_related(package, layout, inline, comments)
    add_properties(package, document)
    seal(package)
    return package.to_bytes()


def _content(document: Document, layout: Layout, body: Body, comments: Comments) -> Iterator[Xml]:
    title = layout.title.font
    for line in document.title:
        yield body.lines(TITLE, line, Look(title.family, title.family, title.bold))
    if document.subtitle:
        yield body.lines(SUBTITLE, _dashed(document.subtitle), Look(layout.lead.family, layout.lead.family))
    yield blank()
    for recipients in document.element("主送机关"):
        yield body.lines(FLUSH, f"{recipients.rstrip('：:')}：")
    for index, block in enumerate(document.blocks):
        comments.enter(index)
        yield body.block(block)
    comments.leave()
    yield signature(body, layout, document.element("署名") or _organs(document), document.date)


def _organs(document: Document) -> tuple[str, ...]:
    return (document.organ,) if document.organ else ()


def _dashed(subtitle: str) -> str:
    return subtitle if subtitle.startswith(("——", "（")) else f"——{subtitle}"


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
