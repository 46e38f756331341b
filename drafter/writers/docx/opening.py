"""Title and 主送机关, and the 印发通知 that carries a document as what it issues; GB/T 9704-2012, 7.3.1 and 7.3.2."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.document import Document, Layout, title_lines
from drafter.writers.docx.body import Body, blank
from drafter.writers.docx.inline import Look
from drafter.writers.docx.signature import signature
from drafter.writers.docx.styles import BODY, FLUSH, SUBTITLE, TITLE
from drafter.writers.elements import cover_text_of, cover_title_of, recipients_of
from drafter.writers.xml import Xml, switch


def opening(document: Document, layout: Layout, body: Body) -> Iterator[Xml]:
    """What stands before the text: title and 主送机关; or the whole 印发通知, and then the title on a new page."""
    cover = cover_title_of(document)
    if not cover:
        yield from _title(document, layout, body)
        yield from _recipients(document, body)
        return
    yield from _title_lines(title_lines(cover), layout, body)
    yield blank()
    yield from _recipients(document, body)
    paragraphs = cover_text_of(document)
    for number, words in enumerate(paragraphs, start=1):
        # The last one stays with the 署名, so that no page is signed without text.
        direct = [switch("w:keepNext")] if number == len(paragraphs) else []
        yield body.lines(BODY, words, None, *direct)
    yield signature(document, layout, body)
    yield from _title(document, layout, body, new_page=True)


def _recipients(document: Document, body: Body) -> Iterator[Xml]:
    recipients = recipients_of(document)
    if recipients:
        yield body.lines(FLUSH, recipients)


def _title(document: Document, layout: Layout, body: Body, *, new_page: bool = False) -> Iterator[Xml]:
    """The title's lines, the 副标题, the lines under it and an empty one; a 命令 has no title."""
    lines = document.title if len(document.title) != 1 else title_lines(document.title[0])
    yield from _title_lines(lines or ("",) * new_page, layout, body, new_page=new_page)
    kai = Look(layout.lead.family, layout.lead.family)
    if document.subtitle:
        yield body.lines(SUBTITLE, _dashed(document.subtitle), kai)
    for line in document.byline:
        yield body.lines(SUBTITLE, line, kai)
    if lines:
        yield blank()


def _title_lines(lines: tuple[str, ...], layout: Layout, body: Body, *, new_page: bool = False) -> Iterator[Xml]:
    font = layout.title.font
    for number, line in enumerate(lines):
        direct = [switch("w:pageBreakBefore")] if new_page and number == 0 else []
        yield body.lines(TITLE, line, Look(font.family, font.family, font.bold), *direct)


def _dashed(subtitle: str) -> str:
    return subtitle if subtitle.startswith(("——", "（")) else f"——{subtitle}"
