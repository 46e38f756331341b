"""``drafter trace``: where a fact is used, and where words of the document come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from drafter.api.build import Draft, draft
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span
from drafter.document import Block, Heading, Paragraph, Run, block_text, runs_of
from drafter.facts import Fact, nearest
from drafter.marks import Mark, Origin

_AROUND = 12
_NEAR = 5
_NO_DIGIT = r"(?<![\d.])"


class Spot(Struct, frozen=True):
    """A stretch of the document with what stands behind it."""

    where: str
    """The paragraph in words, such as 第3段 or 附件1第2段."""
    section: str
    """The heading above it; empty before the first."""
    quote: str
    """The words concerned, with a little of what stands around them."""
    text: str
    """The words concerned."""
    facts: tuple[Fact, ...]
    """The facts that they say; empty for wording."""
    department: str
    """Who answers for the facts; empty if nobody is named."""
    computed: bool
    """Whether drafter worked the words out instead of printing what was typed."""
    wording: str
    """The fragment, section or 自拟 that they stand in; empty if nobody knows."""
    place: Span | None
    """The line of the wording."""


class Trace(Struct, frozen=True):
    """The answer to one question."""

    fact: Fact | None
    """The fact that was asked for; None if it was asked for words."""
    department: str
    spots: tuple[Spot, ...]


class _Piece(Struct, frozen=True):
    """A run of the document with its place."""

    where: str
    section: str
    line: str
    """The whole paragraph."""
    start: int
    run: Run


def trace(words: str, facts_file: Path) -> tuple[Trace, ...]:
    """What is known about *words*: a fact's path, the path of a group of facts, or words of the document.

    Raises:
        DrafterError: the facts can't be read, or neither they nor the document know the words.
    """
    problems = Problems()
    made = draft(facts_file, problems, reviewed=False)
    asked = words.strip()
    pieces = list(_pieces(made))
    found = [_of_fact(fact, pieces, made) for fact in _facts(asked, made)]
    if not found and asked:
        spots = tuple(_of_words(asked, pieces, made))
        found = [Trace(None, "", spots)] if spots else []
    if not found:
        raise DrafterError(Diagnostic("D000", Severity.ERROR, None, f"事实和文稿里都没有“{asked}”", _near(asked, made)))
    return tuple(found)


def _facts(path: str, made: Draft) -> list[Fact]:
    fact = made.facts.get(path)
    return [fact] if fact else list(made.facts.below(path)) if path else []


def _near(asked: str, made: Draft) -> str:
    known = list(made.facts.facts)
    names = [nearest(asked, known), *(p for p in known if asked and (asked in p or p.rpartition(".")[2] in asked))]
    near = list(dict.fromkeys(name for name in names if name))[:_NEAR]
    return f"相近的事实有：{'、'.join(near)}" if near else "写事实的路径，或者文稿里的几个字，例如 257名"


# --- the document ------------------------------------------------------------------------------------------------------


def _pieces(made: Draft) -> Iterator[_Piece]:
    document = made.document
    yield from _of_blocks(document.blocks, "")
    for number, attachment in enumerate(document.attachments, 1):
        yield from _of_blocks(attachment.blocks, f"附件{number}")


def _of_blocks(blocks: tuple[Block, ...], prefix: str) -> Iterator[_Piece]:
    section = ""
    for number, block in enumerate(blocks, 1):
        line = block_text(block)
        at = 0
        if isinstance(block, Heading | Paragraph):
            at = len(block.label)
        if isinstance(block, Heading):
            section = line
        for run in runs_of(block):
            yield _Piece(f"{prefix}第{number}段", section, line, at, run)
            at += 1 if run.line_break else len(run.text)


def _of_fact(fact: Fact, pieces: list[_Piece], made: Draft) -> Trace:
    marked = [(p, p.run.mark) for p in pieces if p.run.mark and _says(p.run.mark, fact.path)]
    department = next((mark.source for _, mark in marked if mark.source), "")
    return Trace(fact, department, tuple(_spot(p, p.start, p.start + len(p.run.text), made) for p, _ in marked))


def _says(mark: Mark, path: str) -> bool:
    """Whether *mark* prints the fact, one of its details, or a cell of its table."""
    return any(said == path or said.startswith(f"{path}.") for said in mark.paths)


def _of_words(words: str, pieces: list[_Piece], made: Draft) -> Iterator[Spot]:
    """The runs that each occurrence of *words* touches: facts if it holds any, else the wording."""
    # 7名 is no part of 257名.
    pattern = re.compile(rf"{_NO_DIGIT if words[0].isdigit() else ''}{re.escape(words)}")
    lines: dict[tuple[str, str], list[_Piece]] = {}
    for piece in pieces:
        lines.setdefault((piece.where, piece.line), []).append(piece)
    for (_, line), runs in lines.items():
        for match in pattern.finditer(line):
            start, end = match.span()
            touched = [p for p in runs if p.start < end and start < p.start + len(p.run.text)]
            marked = [p for p in touched if p.run.mark]
            for piece in marked or touched[:1]:
                yield _spot(piece, start, end, made)


def _spot(piece: _Piece, start: int, end: int, made: Draft) -> Spot:
    mark, origin = piece.run.mark, piece.run.origin
    known = (made.facts.get(path) for path in dict.fromkeys(mark.paths)) if mark else ()
    return Spot(
        where=piece.where,
        section=piece.section,
        quote=piece.line[max(0, start - _AROUND) : end + _AROUND],
        text=piece.run.text if mark else piece.line[start:end],
        facts=tuple(fact for fact in known if fact),
        department=mark.source if mark else "",
        computed=bool(mark and mark.computed),
        wording=origin.name if origin else "",
        place=_line_of(origin),
    )


def _line_of(origin: Origin | None) -> Span | None:
    return origin.span if origin else None
