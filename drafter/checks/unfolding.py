"""A 版头 that is placed by a table or a text box, read as lines of its own: 联合行文 and 信函 are laid out so (7.2.4, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from drafter.checks.front import Item, is_red
from drafter.checks.parts import printed
from drafter.checks.patterns import DOCUMENT_NUMBER
from drafter.docxview import DocxView, ParagraphView, TableView

_REACH = 14
"""版头 lies within this many items."""


def unfold(view: DocxView) -> DocxView:
    """*view* with a red 发文机关标志 taken out of its table or text box, and a 发文字号 beside 份号 or 密级 on a line of its own.

    The very same object if there is nothing of the kind.
    """
    body = tuple(_unfolded(view.body))
    same = len(body) == len(view.body) and all(new is old for new, old in zip(body, view.body, strict=True))
    return view if same else replace(view, body=body)


def _unfolded(items: Sequence[Item]) -> Iterator[Item]:
    for index, item in enumerate(items):
        if index >= _REACH:
            yield item
        elif isinstance(item, TableView):
            cells = [p for row in item.rows for cell in row.cells for p in cell if printed(p)]
            yield from cells if cells and all(map(_red, cells)) else (item,)
        elif item.boxes and not printed(item) and any(_red(box) for box in item.boxes):
            yield from (replace(box, number=item.number) for box in item.boxes if printed(box))
            yield replace(item, boxes=())
        else:
            yield from _beside(item)


def _red(paragraph: ParagraphView) -> bool:
    inked = [run for run in paragraph.runs if run.text.strip()]
    return bool(inked) and all(is_red(run.look.colour) for run in inked)


def _beside(paragraph: ParagraphView) -> Iterator[ParagraphView]:
    """A line of 份号 or 密级 and, behind a tab, the 发文字号 of a letter, as two lines."""
    left, tab, right = paragraph.text.strip().rpartition("\t")
    if tab and left.strip() and DOCUMENT_NUMBER.fullmatch(right.strip()) and paragraph.runs:
        run = paragraph.runs[0]
        yield replace(paragraph, runs=(replace(run, text=left),))
        yield replace(paragraph, runs=(replace(run, text=right),))
    else:
        yield paragraph
