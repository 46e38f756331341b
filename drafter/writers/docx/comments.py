"""Findings as Word comments at the words that they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.diagnostics import Anchor, Diagnostic, Span
from drafter.document import Document, Heading, Paragraph, block_text, runs_of
from drafter.writers.docx.styles import COMMENT, NAMESPACES
from drafter.writers.xml import NOTHING, Xml, element, join, part, text, val

_AUTHOR, _INITIALS = "核对", "核"


class Comments:
    """Follows the text as it is written and marks where each comment starts and ends.

    A finding about a line of a facts file, or one that names such lines, stands at the first figure typed there; one without any place in the
    document is left to the summary.
    """

    def __init__(self, document: Document, notes: Sequence[Diagnostic]) -> None:
        self._events: dict[int, list[tuple[int, int, int]]] = {}
        self._written: list[Diagnostic] = []
        self._pending: list[tuple[int, int, int]] = []
        self._offset = 0
        for note in notes:
            anchor = _anchor(document, note)
            if anchor is not None:
                self._plan(anchor, len(block_text(document.blocks[anchor.block])), note)

    def enter(self, block: int) -> None:
        """From now on the text of that block of the document is written."""
        self._offset = 0
        self._pending = sorted(self._events.get(block, ()))

    def leave(self) -> None:
        """What is written from now on is no part of any block's text."""
        self._pending = []

    def split(self, words: str) -> Iterator[tuple[Xml, str, Xml]]:
        """*words* in pieces, each between the marks that stand before and after it."""
        if not self._pending:
            yield NOTHING, words, NOTHING
            return
        start, end = self._offset, self._offset + len(words)
        self._offset = end
        cuts = sorted({start, end, *(at for at, _, _ in self._pending if start < at < end)})
        for left, right in pairwise(cuts):
            opened = join(_opening(number) for at, closes, number in self._pending if at == left and not closes)
            closed = join(_closing(number) for at, closes, number in self._pending if at == right and closes)
            yield opened, words[left - start : right - start], closed

    def part(self) -> bytes:
        """comments.xml; empty if there is no comment."""
        if not self._written:
            return b""
        comments = (_comment(number, note) for number, note in enumerate(self._written))
        return part(element("w:comments", NAMESPACES, *comments))

    def _plan(self, anchor: Anchor, length: int, note: Diagnostic) -> None:
        start = max(min(anchor.start, length - 1), 0)
        end = min(max(anchor.end, start + 1), length)
        if start < end:
            number = len(self._written)
            self._written.append(note)
            self._events.setdefault(anchor.block, []).extend(((start, 0, number), (end, 1, number)))


def _anchor(document: Document, note: Diagnostic) -> Anchor | None:
    match note.anchor or note.place:
        case Anchor() as anchor:
            return anchor if 0 <= anchor.block < len(document.blocks) else None
        case Span() as span:
            places = (_first_figure(document, s) for s in (span, *note.related))
            return next((place for place in places if place), None)
        case None:
            return None


def _first_figure(document: Document, span: Span) -> Anchor | None:
    """Where the document first says what was typed in the line of *span*."""
    for index, block in enumerate(document.blocks):
        offset = len(block.label) if isinstance(block, Heading | Paragraph) else 0
        for run in runs_of(block):
            length = 1 if run.line_break else len(run.text)
            typed = run.mark.span if run.mark else None
            if typed and length and (typed.file, typed.line) == (span.file, span.line):
                return Anchor(index, offset, offset + length)
            offset += length
    return None


def _opening(number: int) -> Xml:
    return element("w:commentRangeStart", {"w:id": number})


def _closing(number: int) -> Xml:
    reference = element("w:r", None, element("w:commentReference", {"w:id": number}))
    return join((element("w:commentRangeEnd", {"w:id": number}), reference))


def _comment(number: int, note: Diagnostic) -> Xml:
    said = "　".join(filter(None, (note.message, note.hint, note.code)))
    run = element("w:r", None, element("w:t", {"xml:space": "preserve"}, text(said)))
    paragraph = element("w:p", None, element("w:pPr", None, val("w:pStyle", COMMENT)), run)
    return element("w:comment", {"w:id": number, "w:author": _AUTHOR, "w:initials": _INITIALS}, paragraph)
