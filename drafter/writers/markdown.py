"""Markdown that reads well and, read again, gives the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from drafter.document import Block, Document, Heading, Image, ListBlock, Paragraph, Run, Table, TableRow
from drafter.patterns import lazy
from drafter.writers.elements import (
    cover_text_of,
    cover_title_of,
    imprint_lines,
    lines_above,
    lines_below,
    organs_of,
    recipients_of,
)
from drafter.writers.xml import clean

_SPECIAL = lazy(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|!(?=\[)")
_LINE_START = lazy(r"(?m)^(\s*)(?:([#+\-=:]|~{3})|(\d{1,9})([.)])(?=\s|$))")


def write_markdown(document: Document) -> bytes:
    """*document* as Markdown in UTF-8: the title at level 1, 一、 at level 2, a lead in bold before its paragraph."""
    subtitle = [_plain(line) for line in (document.subtitle, *document.byline)]
    title = [*_title(document.name), *subtitle]
    recipients = [_plain(recipients_of(document))]
    signed = [_plain(line) for line in (*organs_of(document), document.date, *lines_below(document))]
    signed += [*map(_block, document.seals), *map(_block, document.closing)]
    carried = [*map(_block, document.blocks)]
    notice = cover_title_of(document)
    if notice:
        cover = map(_plain, cover_text_of(document))
        text = [*_title(notice), *recipients, *cover, *signed, *title, *carried]
    else:
        text = [*title, *recipients, *carried, *signed]
    for item in document.attachments:
        text += [f"## {_line(item.title)}", *map(_block, item.blocks)]
    ends = [
        *map(_plain, imprint_lines(document)),
        *(f"[^{note.number}]: {_runs(note.runs)}" for note in document.notes),
    ]
    blocks = [*map(_plain, lines_above(document)), *text, *ends]
    return ("\n\n".join(filter(None, blocks)) + "\n").encode("utf-8", "replace")


def _title(words: str) -> list[str]:
    return [f"# {_line(words)}"] if words else []


def _block(block: Block) -> str:
    match block:
        case Heading():
            words = _escape(block.label) + _runs(block.runs)
            return f"{'#' * (min(max(block.level, 1), 4) + 1)} {words}".replace("\\\n", " ")
        case Paragraph():
            return _paragraph(block)
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
        case Image():
            return f"![{_runs(block.caption)}]({block.name})"
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> str:
    opening = _escape(block.label) + _runs(block.lead)
    written = _guard((f"**{opening}**" if opening else "") + _runs(block.runs))
    return "> " + written.replace("\n", "\n> ") if block.quote else written


def _list(block: ListBlock) -> str:
    items = []
    for number, item in enumerate(block.items, start=block.start):
        mark = f"{number}. " if block.ordered else "- "
        indented = "\n\n".join(map(_block, item)).replace("\n", "\n" + " " * len(mark))
        items.append(mark + re.sub(r"(?m)^ +$", "", indented))
    return "\n".join(items)


def _table(block: Table) -> str:
    marks = {"left": ":---", "center": ":---:", "right": "---:"}
    columns = max(len(row.cells) for row in (block.head, *block.rows))
    aligns = [*block.align, *[""] * columns][:columns]
    rule = f"| {' | '.join(marks.get(side, '---') for side in aligns)} |"
    caption = f"{_runs(block.caption)}\n\n" if block.caption else ""
    return caption + "\n".join((_row(block.head, columns), rule, *(_row(row, columns) for row in block.rows)))


def _row(row: TableRow, columns: int) -> str:
    cells = [_runs(cell).replace("\\\n", " ") for cell in row.cells] + [""] * (columns - len(row.cells))
    return f"| {' | '.join(cells)} |"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.note:
        return f"[^{run.note}]"
    if run.line_break:
        return "\\\n"
    written = _code(run.text) if run.code else _escape(run.text)
    for on, mark in ((run.emphasis, "*"), (run.strong, "**")):
        written = f"{mark}{written}{mark}" if on and written.strip() else written
    return f"[{written}](<{run.link}>)" if run.link else written


def _code(words: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _escape(words: str) -> str:
    """*words* as plain text: every character that could mean something is escaped, each newline is a forced break."""
    return _SPECIAL.sub(r"\\\g<0>", clean(words)).replace("\n", "\\\n")


def _plain(words: str) -> str:
    """*words* as a paragraph of their own."""
    return _guard(_escape(words))


def _line(words: str) -> str:
    return _escape(words).replace("\\\n", "")


def _guard(written: str) -> str:
    """*written* with the starts of its lines escaped that would open a heading, a list, a rule or an indented block."""
    return _LINE_START.sub(_guarded, written)


def _guarded(found: re.Match[str]) -> str:
    mark, number, stop = found[2], found[3], found[4]
    return f"\\{mark}" if mark else f"{number}\\{stop}"
