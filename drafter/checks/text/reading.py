"""Text models from a document that drafter built, and from the lines of a plain or Markdown file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from drafter.checks import patterns
from drafter.checks.text.lexicon import words
from drafter.checks.text.model import Kind, Line, Part, ReviewText, Stretch, normalised
from drafter.checks.text.surroundings import (
    is_furniture,
    mark_bare_headings,
    mark_signature,
    mark_stopped_headings,
    mark_title,
    mark_wrapped,
    without_pages,
)
from drafter.document import Block, Document, Heading, ListBlock, Paragraph, Run, Table, block_text, runs_of, text_of
from drafter.marks import Mark
from drafter.patterns import lazy

_LEAD = 30
_TOLD_YEAR = lazy(r"(20\d\d)年")
_HEADED_YEAR = lazy(r"[第一二三四五六七八九十部分]*[、：\s]*(20\d\d)年(?!以来)")
_OPENING = 40
"""Where no title was found the first paragraph may begin with it, within so many characters."""
_POINTS = lazy(r"根据|按照|依照|依据|对照|围绕|结合|落实|完成|印发")
"""A first paragraph with one of these speaks of another paper: 根据年度工作计划."""
_SHORT_SENTENCE = lazy(r"[^。，：；]{2,20}。(?=.)")
_RUN_IN = lazy(rf"(?:(?!一是)[^。：；]){{1,{_LEAD}}}。(?=.)")
_GAP = lazy("【待补：[^】]*(?:】|$)|^[^【】]*】")
_MARKDOWN = lazy(r"(?P<heading>#{1,6}\s+)|(?P<item>[-*+]\s+)|(?P<quote>>\s?)")
_GRADES = lazy(
    r"(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|九、十)(?:、[一二三四五六七八九十])*(?:年级|线|级|类|批|期|季度|产业|等奖|号|轮|档|审|流)"
)
"""Numerals side by side that count something: 二、三年级 is no heading."""
_RULER = lazy(r"[|:\-\s]+")
"""The line of a Markdown table between its head and its rows."""
_EMPHATIC_LEAD = lazy(r"\*\*[^*]{4,30}(?:[。：]\*\*|\*\*\Z)")
"""Emphasis as in Markdown in a plain file; two asterisks elsewhere stand for a name."""
_ESCAPE = lazy(r"\\(?=[!-/:-@\[-`{-~])")
"""What keeps a mark from meaning something in Markdown, and is not printed."""
_EMPHASIS = lazy(r"(?<!\*)\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)|(?<!_)__(?=\S)(.+?)(?<=\S)__(?!_)")


def from_document(document: Document) -> ReviewText:
    """The text of a document that drafter built; a paragraph's number is its block's index from 1."""
    lines = [Line(0, title, Kind.TITLE, where="标题", stretches=_gaps(title)) for title in document.title if title]
    for index, block in enumerate(document.blocks):
        lines += _block_lines(index + 1, block)
    for number, attachment in enumerate(document.attachments, 1):
        lines += [
            replace(line, number=0, where=f"附件{number}") for b in attachment.blocks for line in _block_lines(0, b)
        ]
    return ReviewText(tuple(parted(lines, document.name)), document.name, document.organ, document.date, built=True)


def from_lines(lines: Iterable[str], *, markdown: bool = False) -> ReviewText:
    """The text of a plain file, one paragraph a line; a paragraph's number is its line's, offsets are columns from 0."""
    read = [line for number, raw in enumerate(lines, 1) if (line := _typed(number, raw, markdown=markdown))]
    read = [replace(line, kind=Kind.FURNITURE) if is_furniture(line.text) else line for line in read]
    read = list(without_pages(read))
    kept = [i for i, line in enumerate(read) if line.kind is not Kind.FURNITURE]
    title = mark_title(read, kept)
    organ, day = mark_signature(read, kept)
    mark_wrapped(read, kept)
    mark_stopped_headings(read, kept)
    mark_bare_headings(read, kept)
    return ReviewText(tuple(parted(read, title)), title, organ, day)


# --- documents ---------------------------------------------------------------------------------------------------------


def _block_lines(number: int, block: Block) -> Iterator[Line]:
    match block:
        case Heading():
            text = block_text(block)
            stretches = _stretches(block.runs, len(block.label))
            yield Line(number, text, Kind.HEADING, block.level, block.label, stretches=stretches)
        case Paragraph():
            kind = Kind.FRAME if block.place else Kind.BODY
            lead = len(block.label) + len(text_of(block.lead)) if block.lead else 0
            stretches = _stretches((*block.lead, *block.runs), len(block.label))
            text = block_text(block)
            line = Line(number, text, kind, block.level, block.label, lead, stretches=stretches)
            # Its number may be typed, but drafter knows which paragraphs are headings.
            yield line if block.label or block.lead else replace(numbered(line), kind=kind)
        case ListBlock() | Table():
            yield from _nested(number, block)


def _nested(number: int, block: ListBlock | Table) -> Iterator[Line]:
    """The items of a list and the cells of a table, each with its place in the block's text."""
    if isinstance(block, ListBlock):
        pieces = [tuple(runs_of(inner)) for item in block.items for inner in item]
        kind = Kind.BODY
    else:
        pieces = [block.caption, *(cell for row in (block.head, *block.rows) for cell in row.cells)]
        kind = Kind.CELL
    start = 0
    for runs in pieces:
        text = text_of(runs)
        if text.strip():
            places = range(start, start + len(text) + 1)
            yield Line(number, text, kind, places=places, stretches=_stretches(runs, 0))
        start += len(text)


def _gaps(title: str) -> tuple[Stretch, ...]:
    """What is still missing in a title, which has no runs; a long gap may be broken over its lines."""
    found = _GAP.finditer(title)
    return tuple(Stretch(m.start(), m.end(), Mark(m[0], (), None, gap=True), None) for m in found)


def _stretches(runs: Sequence[Run], start: int) -> tuple[Stretch, ...]:
    found = []
    for run in runs:
        length = 1 if run.line_break else len(run.text)
        found.append(Stretch(start, start + length, run.mark, run.origin))
        start += length
    return tuple(found)


# --- plain text --------------------------------------------------------------------------------------------------------


def _typed(number: int, raw: str, *, markdown: bool) -> Line | None:
    """One line of a file as a paragraph; None if it is blank."""
    text = raw.rstrip("\r\n").rstrip()
    start = len(text) - len(text.lstrip())
    match = _MARKDOWN.match(text, start) if markdown else None
    start = match.end() if match else start
    places: Sequence[int] = range(start, len(text) + 1)
    body = text[start:]
    if ("**" in body or "__" in body) and (markdown or _EMPHATIC_LEAD.match(body)):
        body, places = _without_emphasis(body, start)
    if markdown and "\\" in body:
        body, places = _without_escapes(body, places)
    if not body:
        return None
    line = Line(number, body, places=places)
    if body[0] == body[-1] == "|":
        return None if _RULER.fullmatch(body) else replace(line, kind=Kind.CELL)
    if match and match["heading"]:
        hashes = len(match["heading"].strip())
        kind = Kind.TITLE if hashes == 1 else Kind.HEADING
        return replace(numbered(line), kind=kind, level=max(1, hashes - 1), lead_end=0)
    return numbered(line)


def _without_escapes(text: str, places: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    kept = [i for i in range(len(places)) if not _ESCAPE.match(text, i)]
    return "".join(text[i] for i in kept[:-1]), tuple(places[i] for i in kept)


def _without_emphasis(text: str, start: int) -> tuple[str, tuple[int, ...]]:
    dropped = {at for m in _EMPHASIS.finditer(text) for at in (m.start(), m.start() + 1, m.end() - 2, m.end() - 1)}
    # Markdown needs the blank between a mark that closes behind 。 and the next word; it is none of the text.
    dropped |= {m.end() for m in _EMPHASIS.finditer(text) if text[m.end() : m.end() + 1] == " "}
    kept = [i for i in range(len(text)) if i not in dropped]
    return "".join(text[i] for i in kept), (*(start + i for i in kept), start + len(text))


def numbered(line: Line) -> Line:
    """*line* with its number, its run-in heading, and whether it is a heading on a line of its own."""
    plain = normalised(line.text)
    for level, pattern in enumerate(patterns.HEADING, 1):
        match = None if level == 1 and _GRADES.match(plain) else pattern.match(plain)
        if match:
            rest = plain[match.end() :]
            alone = bool(rest) and _stands_alone(rest)
            lead = _RUN_IN.match(rest)
            lead_end = match.end() + lead.end() if lead and not alone else 0
            kind = Kind.HEADING if alone else Kind.BODY
            return replace(line, kind=kind, level=level, label=match[0], lead_end=lead_end)
    lead = _SHORT_SENTENCE.match(plain)
    return replace(line, lead_end=lead.end()) if lead else line


def _stands_alone(rest: str) -> bool:
    if len(rest) > 45 or "；" in rest or rest.endswith(("，", "、", "：")) or (rest.endswith("。") and "一是" in rest):
        return False
    stops = rest.count("。")
    if rest.endswith("。"):
        # A count is no heading: 3.初级中学88所。
        return stops == 1 and len(rest) <= 20 and "，" not in rest and not any(mark.isdigit() for mark in rest)
    return not stops


# --- parts -------------------------------------------------------------------------------------------------------------


def _is_of_later_year(head: str, title: str) -> bool:
    """Whether a heading opens with a year after the first one that the title names: 三、2025年重点工作."""
    told, named = _TOLD_YEAR.search(title), _HEADED_YEAR.match(head)
    return bool(told and named and int(named[1]) == int(told[1]) + 1)


def parted(lines: Sequence[Line], title: str) -> Iterator[Line]:
    """*lines* with the part of the report that each belongs to."""
    plan, only_plan, review = map(words().pattern, ("打算标题", "打算文种", "总结标题式"))
    opening = title or next((line.plain[:_OPENING] for line in lines if line.kind is Kind.BODY), "")
    opening = "" if not title and _POINTS.search(opening) else opening
    plans = bool(only_plan.search(opening)) and not review.search(opening)
    part = Part.PLAN if plans else Part.REVIEW
    for line in lines:
        opens = line.level == 1 and (line.kind is Kind.HEADING or line.label)
        if opens and not plans:
            head = line.text if line.kind is Kind.HEADING else line.text[: line.lead_end or 20]
            if plan.search(head) or _is_of_later_year(head, title):
                part = Part.PLAN
            elif review.search(head):
                part = Part.REVIEW
        yield replace(line, part=part)
