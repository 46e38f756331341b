"""Blocks of a :class:`~drafter.document.Document` from paragraphs, tables and pictures of any DOCX; no character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from drafter.api.relay_text import LINKS, Place, media_type, place_of
from drafter.checks.layout import Part, Role, gbt9704
from drafter.checks.parts import printed
from drafter.document import Block, Heading, Image, Paragraph, Run, Table, TableRow
from drafter.docxview import DocxView, ParagraphView, RunLook, TableView, TextRun
from drafter.patterns import lazy

_ADDRESS = lazy(r'HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_MOSTLY = 0.5
"""A paragraph with more of its characters in bold than this is bold as a whole, and nothing in it is stressed."""


class _Character(NamedTuple):
    """One character with what a run can say about it; the place of a note holds no character."""

    text: str
    strong: bool = False
    raised: str = ""
    link: str = ""
    note: int = 0
    look: RunLook | None = None


class Guess(Struct, frozen=True):
    """Something that was taken for what it may not be."""

    place: Place
    role: str


def runs_of_paragraph(paragraph: ParagraphView, *, stress: bool = True) -> tuple[Run, ...]:
    """The text of *paragraph*, its automatic number first, without blanks at both ends; *stress* keeps words in bold apart."""
    return _runs(_stressed(_characters(paragraph)) if stress else _characters(paragraph), stress=stress)


def _characters(paragraph: ParagraphView) -> list[_Character]:
    """The characters as :func:`~drafter.checks.parts.printed` gives them, notes between them."""
    found = [c for run in paragraph.runs for c in _of_run(run)]
    inked = [at for at, c in enumerate(found) if c.note or not c.text.isspace()]
    found = found[inked[0] : inked[-1] + 1] if inked else []
    look = paragraph.label_look
    return [_Character(c, look=look) for c in paragraph.label] + found


def _of_run(run: TextRun) -> Iterator[_Character]:
    address = _ADDRESS.search(run.field)
    link = address[1] if address else run.link
    raised = run.look.raised if run.look.raised in ("superscript", "subscript") else ""
    kept = link if link.startswith(LINKS) else ""
    yield from (_Character(c, False, raised, kept, 0, run.look) for c in run.text)
    if run.note:
        yield _Character("", note=run.note)


def _stressed(characters: Sequence[_Character]) -> list[_Character]:
    stressed = [c._replace(strong=_is_stressed(c)) for c in characters]
    inked = [c for c in stressed if c.text.strip()]
    mostly = sum(c.strong for c in inked) > _MOSTLY * len(inked)
    return [c._replace(strong=False) for c in characters] if mostly else stressed


def _is_stressed(character: _Character) -> bool:
    """In bold, or in 楷体 amid other type."""
    look = character.look
    return look is not None and (look.bold or gbt9704().typefaces.class_of(look.east_asia) == "楷体")


def _runs(characters: Sequence[_Character], *, stress: bool = True) -> tuple[Run, ...]:
    def key(c: _Character) -> tuple[bool, str, str, int, bool]:
        return c.strong and stress, c.raised, c.link, c.note, c.text == "\n"

    runs: list[Run] = []
    # A page break inside a paragraph is none of the text.
    for (strong, raised, link, note, broken), group in groupby((c for c in characters if c.text != "\f"), key):
        words = "".join(c.text for c in group)
        if note:
            runs.append(Run("", note=note))
        elif broken:
            runs.extend([Run("", line_break=True)] * len(words))
        else:
            runs.append(Run(words, strong=strong, raised=raised, link=link))
    return tuple(runs)


# --- paragraphs --------------------------------------------------------------------------------------------------------


def text_block(part: Part, paragraph: ParagraphView) -> Paragraph:
    """A paragraph of text with its run-in lead, if it has one."""
    characters = _characters(paragraph)
    lead = _position(characters, part.lead)
    number = _number_end(characters, part.number) if part.level else 0
    if number < lead and part.level:
        label = "".join(c.text for c in characters[:number])
        opening = _runs(characters[number:lead], stress=False)
        return Paragraph(_rest(characters[lead:]), opening, label.replace("\n", ""), part.level)
    if lead and _set_apart(characters[:lead], characters[lead:]):
        return Paragraph(_rest(characters[lead:]), _runs(characters[:lead], stress=False))
    return Paragraph(_runs(_stressed(_spaced(characters, len(paragraph.label)))))


def _rest(characters: Sequence[_Character]) -> tuple[Run, ...]:
    return _runs(_stressed(characters))


def _position(characters: Sequence[_Character], count: int) -> int:
    """Where the first *count* characters end, notes not counted."""
    at = 0
    while at < len(characters) and (count > 0 or not characters[at].text):
        count -= len(characters[at].text)
        at += 1
    return at if at and count <= 0 else 0


def _number_end(characters: Sequence[_Character], number: str) -> int:
    left = len(number)
    for at, character in enumerate(characters):
        if not left:
            return at
        left -= bool(character.text.strip())
    return len(characters)


def _spaced(characters: list[_Character], label: int) -> list[_Character]:
    """A blank between 1. and a figure that follows it, or they would read as one."""
    if label and label < len(characters) and characters[label - 1].text in ".．" and characters[label].text.isdigit():
        return [*characters[:label], _Character(" "), *characters[label:]]
    return characters


def _set_apart(lead: Sequence[_Character], rest: Sequence[_Character]) -> bool:
    """Whether the first sentence is set in another typeface, or bold, and what follows is not."""
    faces = gbt9704().typefaces

    def looks(characters: Sequence[_Character]) -> set[tuple[str, bool]]:
        return {(faces.class_of(c.look.east_asia), c.look.bold) for c in characters if c.look and c.text.isalpha()}

    first, others = looks(lead), looks(rest)
    return bool(first) and bool(others) and first.isdisjoint(others)


def heading_block(part: Part, paragraph: ParagraphView) -> Heading:
    """A heading on a line of its own; its number stays part of its text."""
    characters = _spaced(_characters(paragraph), len(paragraph.label))
    return Heading(part.level or 1, _runs(characters, stress=False))


def apart(paragraph: ParagraphView, place: str) -> Paragraph:
    """A line that stands apart from the text."""
    return Paragraph(runs_of_paragraph(paragraph), place=place)


# --- tables and pictures -----------------------------------------------------------------------------------------------


def table_block(table: TableView, caption: tuple[Run, ...]) -> Table:
    """A table with the merged cells of the source; the paragraphs of a cell become its lines."""
    rows = [
        TableRow(tuple(_lines(cell) for cell in row.cells), row.spans, row.joined if any(row.joined) else ())
        for row in table.rows
    ]
    return Table(rows[0], tuple(rows[1:]), caption=caption)


def _lines(paragraphs: Sequence[ParagraphView]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for paragraph in paragraphs:
        words = runs_of_paragraph(paragraph, stress=False)
        if words:
            runs.extend([Run("", line_break=True)] if runs else [])
            runs.extend(words)
    return tuple(runs)


def image_blocks(view: DocxView, paragraph: ParagraphView) -> list[Image]:
    """The pictures of *paragraph*, as large as they are shown in it."""
    images = []
    for part, size in zip(paragraph.pictures, paragraph.extents, strict=True):
        found = view.picture(part) if part else None
        if found:
            images.append(Image(found[1], media_type(view, part), size=size))
    return images


# --- a sequence of parts -----------------------------------------------------------------------------------------------


def blocks_of(view: DocxView, parts: Sequence[Part], guesses: list[Guess]) -> list[Block]:
    """The blocks that *parts* make, captions with what they belong to; text boxes become paragraphs at their place."""
    blocks: list[Block] = []
    seen = [part for part in parts if part.role is not Role.BLANK or _holds(part)]
    at = 0
    while at < len(seen):
        captions, figure = _captions(seen, at)
        if captions:
            at += len(captions) + 1
            blocks.append(table_block(figure, _joined(captions)))
            continue
        blocks.extend(_part_blocks(view, seen[at], blocks, guesses))
        at += 1
    return blocks


def _holds(part: Part) -> bool:
    """Whether a part without text holds something all the same."""
    paragraph = part.paragraph
    return paragraph is not None and bool(
        paragraph.pictures or any(printed(b) for b in paragraph.boxes) or any(r.note for r in paragraph.runs)
    )


def _captions(seen: Sequence[Part], at: int) -> tuple[list[ParagraphView], TableView]:
    """The captions from *at* on, and the table right below them; no captions if there is none."""
    captions: list[ParagraphView] = []
    for part in seen[at:]:
        if part.role is Role.CAPTION and part.paragraph is not None and not part.paragraph.pictures:
            captions.append(part.paragraph)
        elif isinstance(part.item, TableView) and captions and part.item.rows:
            return captions, part.item
        else:
            break
    return [], TableView(0, ())


def _joined(captions: Sequence[ParagraphView]) -> tuple[Run, ...]:
    lines = [runs_of_paragraph(caption, stress=False) for caption in captions]
    return tuple(run for n, line in enumerate(lines) for run in ((Run("", line_break=True),) if n else ()) + line)


def _part_blocks(view: DocxView, part: Part, before: list[Block], guesses: list[Guess]) -> list[Block]:
    if isinstance(part.item, TableView):
        return [table_block(part.item, ())] if part.item.rows else []
    paragraph = part.item
    last = before[-1] if before else None
    if part.role is Role.CAPTION and isinstance(last, Image) and not last.caption:
        before[-1] = replace(last, caption=runs_of_paragraph(paragraph, stress=False))
        return []
    blocks: list[Block] = [_worded(part, paragraph)] if runs_of_paragraph(paragraph) else []
    blocks.extend(image_blocks(view, paragraph))
    for box in paragraph.boxes:
        if printed(box):
            guesses.append(Guess(Place(paragraph.number, printed(box)[:12]), "正文（原来在文本框里）"))
            blocks.append(Paragraph(runs_of_paragraph(box)))
    return blocks


def _worded(part: Part, paragraph: ParagraphView) -> Block:
    aside = paragraph.look.align if paragraph.look.align in ("center", "right") else ""
    match part.role:
        case Role.HEADING:
            return heading_block(part, paragraph)
        case Role.QUOTE:
            return replace(text_block(part, paragraph), quote=True)
        case Role.CAPTION:
            return apart(paragraph, aside or "center")
        case Role.BODY | Role.NOTE | Role.REMARK:
            block = text_block(part, paragraph)
            opens = paragraph.look.page_break_before or paragraph.text.startswith("\f")
            return replace(block, place=aside if aside and not part.certain else "", new_page=opens)
        case _:
            return apart(paragraph, aside or "flush")


def name_of(part: Part) -> Guess:
    """What an uncertain part was taken for."""
    role = f"{part.level}级标题" if part.role is Role.HEADING else part.role.value
    return Guess(place_of(part.item), role)
