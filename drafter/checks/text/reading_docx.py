"""The text model of any DOCX; apart from :mod:`drafter.checks.text.reading`, so that a build loads nothing that reads a DOCX."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from drafter.checks.parts import Part as DocxPart
from drafter.checks.parts import Role, printed
from drafter.checks.roles import RecognisedDocument
from drafter.checks.text.model import Kind, Line, ReviewText
from drafter.checks.text.reading import numbered, parted
from drafter.docxview import TableView

_ROLES = {
    Role.TITLE: Kind.TITLE,
    Role.SUBTITLE: Kind.TITLE,
    Role.ANNEX_TITLE: Kind.FRAME,
    Role.HEADING: Kind.HEADING,
    Role.BODY: Kind.BODY,
    Role.QUOTE: Kind.BODY,
}
_SILENT = (Role.BLANK, Role.PICTURE, Role.CONTENTS)


def from_docx(document: RecognisedDocument) -> ReviewText:
    """The text of a DOCX whose paragraphs have been recognised; a paragraph's number is Word's."""
    lines: list[Line] = []
    for part in document.parts:
        if part.role not in _SILENT:
            lines += _docx_lines(part)
    named = {role: "".join(part.text for part in document.of(role)) for role in (Role.TITLE, Role.ORGAN, Role.DATE)}
    return ReviewText(tuple(parted(lines, named[Role.TITLE])), named[Role.TITLE], named[Role.ORGAN], named[Role.DATE])


def _is_even(table: TableView) -> bool:
    """Whether every row has the same columns, and no cell is merged."""
    merged = any(any(row.joined) or row.skipped or any(span != 1 for span in row.spans) for row in table.rows)
    return not merged and len({len(row.cells) for row in table.rows}) == 1


def _docx_lines(part: DocxPart) -> Iterator[Line]:
    if isinstance(part.item, TableView):
        where, even = f"第{part.item.number}个表格", _is_even(part.item)
        for at, row in enumerate(part.item.rows, 1):
            for column, cell in enumerate(row.cells, 1):
                place = (at, column) if even and len(cell) == 1 else (0, 0)
                for paragraph in cell:
                    if printed(paragraph):
                        yield Line(0, printed(paragraph), Kind.CELL, where=where, cell=place)
        return
    kind = _ROLES.get(part.role, Kind.FRAME)
    number = part.item.number
    line = Line(number, part.text, kind)
    if kind is Kind.HEADING:
        line = replace(numbered(line), kind=kind, level=part.level or 1, lead_end=0)
    elif kind is Kind.BODY:
        line = numbered(line)
    if part.annex:
        line = replace(line, where=f"附件{part.annex}第{number}段")
    yield line
