"""Blocks and runs.  All values are frozen; a changed document is a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from drafter.diagnostics import Span
from drafter.marks import Mark, Origin


# gc=False: nothing here can stand in a cycle, and a long report has a hundred thousand runs for the collector to look through.
class Run(Struct, frozen=True, gc=False):
    """A stretch of text that looks the same and comes from one place."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""
    """Target of a hyperlink; http, https or mailto."""
    note: int = 0
    """Number of the footnote that this run refers to; 0 if none (``text`` is then empty)."""
    line_break: bool = False
    """A forced line break instead of text."""
    raised: str = ""
    """``superscript`` or ``subscript``, as in m²; empty on the line."""
    mark: Mark | None = None
    """The fact that this run says, if it says one."""
    origin: Origin | None = None
    """The wording that this run comes from."""


class Heading(Struct, frozen=True):
    """A heading on a line of its own."""

    level: int
    """1–4; GB/T 9704-2012, 7.3.3."""
    runs: tuple[Run, ...]
    label: str = ""
    """Its number as printed, such as 一、 or （一）; empty if unnumbered."""
    section: str = ""
    """The name of the section that it opens, such as 党建; empty for headings inside one."""


class Paragraph(Struct, frozen=True):
    """A paragraph of body text, with an optional run-in lead."""

    runs: tuple[Run, ...]
    lead: tuple[Run, ...] = ()
    """The run-in heading before the text, its closing 。 included."""
    label: str = ""
    """The number of the lead, such as （一）; empty if unnumbered."""
    level: int = 0
    """Heading level of the lead; 0 if there is none."""
    quote: bool = False
    place: str = ""
    """``flush``, ``center`` or ``right`` for a line that stands apart from the text; empty for running text."""
    new_page: bool = False
    """Whether it begins a page."""


class ListBlock(Struct, frozen=True):
    """A list; each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


class TableRow(Struct, frozen=True):
    """One row; each cell is a tuple of runs."""

    cells: tuple[tuple[Run, ...], ...]
    spans: tuple[int, ...] = ()
    """How many columns each cell takes; empty if each takes one."""
    joined: tuple[bool, ...] = ()
    """Whether each cell is one with the cell above it; empty if none is."""


class Table(Struct, frozen=True):
    """A table with one head row."""

    head: TableRow
    rows: tuple[TableRow, ...]
    align: tuple[str, ...] = ()
    """``left``, ``center``, ``right`` or ``""`` for each column."""
    caption: tuple[Run, ...] = ()


class Image(Struct, frozen=True):
    """A picture with its caption; ``data`` is the file's content."""

    data: bytes
    media_type: str
    """``image/png`` or ``image/jpeg``."""
    caption: tuple[Run, ...] = ()
    name: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    """Width and height in mm; 0 for what the file itself says."""


Block = Heading | Paragraph | ListBlock | Table | Image


class Footnote(Struct, frozen=True):
    """A note at the foot of a page, by number."""

    number: int
    runs: tuple[Run, ...]


class Attachment(Struct, frozen=True):
    """An 附件: its title and what it holds; GB/T 9704-2012, 7.3.7."""

    title: str
    blocks: tuple[Block, ...] = ()
    listed: str | None = None
    """Its name in the 附件说明, if that is not its title; empty if it is not listed there."""
    label: str | None = None
    """The line above its title as printed, if that is not 附件 with its number."""


class Element(Struct, frozen=True):
    """An element of an official document under its GB/T 9704 name, such as 发文字号 or 抄送."""

    name: str
    values: tuple[str, ...]
    """Usually one; several for joint issue, several 签发人 and so on."""
    span: Span | None = None


class Document(Struct, frozen=True):
    """A whole document, ready to be written."""

    title: tuple[str, ...]
    """The title's lines; one string means that the writer may break it."""
    blocks: tuple[Block, ...]
    organ: str = ""
    """署名: the organ that issues it."""
    date: str = ""
    """成文日期 as printed, such as 2021年12月28日; empty if there is none."""
    subtitle: str = ""
    notes: tuple[Footnote, ...] = ()
    elements: tuple[Element, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    byline: tuple[str, ...] = ()
    """Lines under the title, as printed: who reports, and when."""
    closing: tuple[Block, ...] = ()
    """What follows the date besides 附注, such as whom to call."""
    seals: tuple[Image, ...] = ()
    """The pictures of the seals, or of the 签名章, of those who sign, in their order."""

    @property
    def name(self) -> str:
        """The title on one line."""
        return "".join(self.title)

    def element(self, name: str) -> tuple[str, ...]:
        """The values of the element *name*; empty if the document has none."""
        return next((e.values for e in self.elements if e.name == name), ())


def runs_of(block: Block) -> Iterator[Run]:
    """All runs of *block* in reading order, the lead's and a caption's included."""
    match block:
        case Heading():
            yield from block.runs
        case Paragraph():
            yield from block.lead
            yield from block.runs
        case ListBlock():
            for item in block.items:
                for inner in item:
                    yield from runs_of(inner)
        case Table():
            yield from block.caption
            for row in (block.head, *block.rows):
                for cell in row.cells:
                    yield from cell
        case Image():
            yield from block.caption
        case _:
            assert_never(block)


def text_of(runs: Iterable[Run]) -> str:
    """The plain text of *runs*; a forced line break counts as a newline."""
    return "".join("\n" if run.line_break else run.text for run in runs)


def block_text(block: Block) -> str:
    """The plain text of *block* as a reader sees it, its number included."""
    label = block.label if isinstance(block, Heading | Paragraph) else ""
    return label + text_of(runs_of(block))


def shift_notes(blocks: Iterable[Block], by: int) -> tuple[Block, ...]:
    """*blocks* with every reference to a footnote numbered *by* higher."""
    if not by:
        return tuple(blocks)
    return tuple(map_runs(block, lambda run: replace(run, note=run.note + by) if run.note else run) for block in blocks)


def map_runs(block: Block, change: Callable[[Run], Run]) -> Block:
    """*block* with *change* made to each of its runs."""

    def each(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(map(change, runs))

    match block:
        case Heading():
            return replace(block, runs=each(block.runs))
        case Paragraph():
            return replace(block, runs=each(block.runs), lead=each(block.lead))
        case ListBlock():
            return replace(block, items=tuple(tuple(map_runs(b, change) for b in item) for item in block.items))
        case Table():
            rows = [TableRow(tuple(map(each, row.cells))) for row in (block.head, *block.rows)]
            return replace(block, head=rows[0], rows=tuple(rows[1:]), caption=each(block.caption))
        case Image():
            return replace(block, caption=each(block.caption))
        case _:
            assert_never(block)
