"""The outline of a document as a whole: what has nothing under it goes, what stays is numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.document.model import Block, Heading, Image, ListBlock, Paragraph, Run, Table, text_of
from drafter.patterns import lazy

_DIGITS = "零一二三四五六七八九"
_LAST = 999
"""The last number with a Chinese numeral; labels go on in Arabic figures."""

_PLACEHOLDER = lazy(r"\{(一|1)\}")


class LevelNumbering(Struct, frozen=True):
    """How one level is numbered."""

    pattern: str = ""
    """The label, with ``{一}`` for a Chinese numeral or ``{1}`` for an Arabic one: ``{一}、``, ``（{一}）``, ``【重点任务{1}】``; empty for none."""
    running: bool = False
    """True if the numbers run on through the document; else they begin anew under each higher heading."""


class Numbering(Struct, frozen=True):
    """How a document is numbered; GB/T 9704-2012, 7.3.3 has 一、（一）1.（1）."""

    levels: tuple[LevelNumbering, ...] = (
        LevelNumbering("{一}、"),
        LevelNumbering("（{一}）"),
        LevelNumbering("{1}."),
        LevelNumbering("（{1}）"),
    )
    """For heading levels 1, 2, 3 and 4; a level that is not given is not numbered."""
    leads: int | None = None
    """The level that run-in leads count as; None leaves them without a number and a level."""
    leads_of: Mapping[str, int | None] = field(default_factory=dict)
    """What ``leads`` is from the heading of a section on, by the section's name, where it differs."""


def chinese_numeral(number: int) -> str:
    """*number* as 一, 十, 二十一, 一百零三.

    Raises:
        ValueError: *number* is not within 1-999.
    """
    if not 0 < number <= _LAST:
        raise ValueError(f"no Chinese numeral for {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def counting_numeral(number: int) -> str:
    """*number* as things are counted: 两 for 2, else as :func:`chinese_numeral`.

    Raises:
        ValueError: *number* is not within 1-999.
    """
    return "两" if number == 2 else chinese_numeral(number)


def label(pattern: str, number: int) -> str:
    """The label that *pattern* (see :class:`LevelNumbering`) gives the item *number*, from 1."""
    return _PLACEHOLDER.sub(
        lambda found: chinese_numeral(number) if found[1] == "一" and number <= _LAST else str(number), pattern
    )


class _Counters(Struct, eq=False):
    scheme: Numbering
    counts: dict[int, int] = field(default_factory=dict)
    section: str = ""

    @property
    def leads(self) -> int | None:
        return self.scheme.leads_of.get(self.section, self.scheme.leads)

    def restart_below(self, level: int) -> None:
        for deeper in [n for n in self.counts if n > level and not self._at(n).running]:
            del self.counts[deeper]

    def label(self, level: int) -> str:
        """The next label of *level*; the levels below begin anew."""
        self.counts[level] = number = self.counts.get(level, 0) + 1
        self.restart_below(level)
        return label(self._at(level).pattern, number)

    def _at(self, level: int) -> LevelNumbering:
        return self.scheme.levels[level - 1] if level <= len(self.scheme.levels) else LevelNumbering()


def number(blocks: Iterable[Block], scheme: Numbering, unnumbered: Collection[str] = ()) -> tuple[Block, ...]:
    """*blocks* with the labels of headings and leads set by *scheme*; labels set before are replaced.

    A heading whose ``section`` is among *unnumbered* has no number and takes none.
    """
    counters = _Counters(scheme)
    return tuple(_numbered(block, counters, unnumbered) for block in blocks)


def _numbered(block: Block, counters: _Counters, unnumbered: Collection[str]) -> Block:
    if isinstance(block, Heading):
        counters.section = block.section or counters.section
        if block.section and block.section in unnumbered:
            counters.restart_below(block.level)
            return replace(block, label="")
        return replace(block, label=counters.label(block.level))
    if isinstance(block, Paragraph) and block.lead:
        level = counters.leads
        return replace(block, level=level or 0, label=counters.label(level) if level else "")
    return block


def prune(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """*blocks* without what says nothing.

    Goes: a lead with nothing after it, a heading with nothing under it before the next of its own or a higher level, an empty
    paragraph or list item, a table whose rows are all empty, with its caption.  A lead that ends in ： stays before a list, a table
    or a picture.
    """
    kept: list[Block] = []
    for block in reversed(tuple(blocks)):
        slim = _slim(block)
        if slim and _says_something(slim, kept[-1] if kept else None):
            kept.append(slim)
    return tuple(reversed(kept))


def announce(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """*blocks*, pruned before, with the numbers that announce what follows (以下六方面工作).

    Counted are the headings of the next level below the heading that the announcement stands under; if there are none, the run-in leads, and
    if there are none either, the items of the list that follows.  Without any the number is 几.
    """
    every = tuple(blocks)
    return tuple(
        replace(block, runs=_told(block.runs, every, i)) if isinstance(block, Heading | Paragraph) else block
        for i, block in enumerate(every)
    )


def _told(runs: tuple[Run, ...], blocks: Sequence[Block], index: int) -> tuple[Run, ...]:
    if not any(run.mark and run.mark.counts for run in runs):
        return runs
    number = _following(blocks, index)
    text = counting_numeral(number) if 0 < number <= _LAST else "几"
    return tuple(replace(run, text=text, mark=None) if run.mark and run.mark.counts else run for run in runs)


def _following(blocks: Sequence[Block], index: int) -> int:
    """How many items the block at *index* announces."""
    above = next((b.level for b in reversed(blocks[: index + 1]) if isinstance(b, Heading)), 0)
    after = list(takewhile(lambda b: not (isinstance(b, Heading) and b.level <= above), blocks[index + 1 :]))
    levels = [b.level for b in after if isinstance(b, Heading)]
    if levels:
        return levels.count(min(levels))
    leads = sum(isinstance(b, Paragraph) and bool(b.lead) for b in after)
    return leads or next((len(b.items) for b in after[:1] if isinstance(b, ListBlock)), 0)


def _slim(block: Block) -> Block | None:
    """*block* without its empty parts; None if nothing is left."""
    match block:
        case ListBlock():
            items = tuple(item for item in map(prune, block.items) if item)
            return replace(block, items=items) if items else None
        case Table():
            return block if any(_has_text(cell) for row in block.rows for cell in row.cells) else None
        case Heading() | Paragraph() | Image():
            return block
        case _:
            assert_never(block)


def _says_something(block: Block, following: Block | None) -> bool:
    """Whether *block* stays before *following*, the next block that stays."""
    if isinstance(block, Heading):
        closed = isinstance(following, Heading) and following.level <= block.level
        return following is not None and not closed
    if not isinstance(block, Paragraph):
        return True
    announces = text_of(block.lead).endswith("：") and isinstance(following, ListBlock | Table | Image)
    return announces or _has_text(block.runs)


def _has_text(runs: Iterable[Run]) -> bool:
    return any(run.note or run.text.strip() for run in runs)
