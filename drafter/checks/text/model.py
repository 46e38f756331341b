"""A text as the rules see it: paragraphs with their number, role and part of the report, and the pieces of each.

Every paragraph keeps the characters as they stand (:attr:`Line.text`) and a copy of the same length in which half-width marks
between Chinese are full-width (:attr:`Line.plain`), so that a rule about content needs to know one spelling only and every offset
holds in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from drafter.checks.text.numbers import Number, Year, numbers_in, years_in
from drafter.marks import Mark, Origin
from drafter.patterns import lazy


class Kind(Enum):
    """What a paragraph is in the document."""

    TITLE = "标题"
    HEADING = "层次标题"
    BODY = "正文"
    CELL = "表格"
    FRAME = "署名、日期等"
    """Addressee, signature, date, 附件说明, 版记: names and dates, not sentences."""
    FURNITURE = "网页文字"
    """What a web page printed around the text."""


class Part(Enum):
    """What a paragraph speaks of."""

    REVIEW = "总结"
    PLAN = "打算"


class Stretch(NamedTuple):
    """A run of a built document with the fact that it says and the wording that it comes from."""

    start: int
    end: int
    mark: Mark | None
    origin: Origin | None


class Piece(NamedTuple):
    """A sentence or clause of a line: where it starts and ends, and its text in :attr:`Line.plain`."""

    start: int
    end: int
    text: str


class Line(Struct, frozen=True, dict=True):
    """A paragraph, heading, list item or cell."""

    number: int
    """The paragraph's number in its source from 1, as :class:`~drafter.checks.engine.Finding` counts; 0 outside the flow of paragraphs."""
    text: str
    """As printed, its number included, without blanks at the ends."""
    kind: Kind = Kind.BODY
    level: int = 0
    """1–4 if it begins with a number of that level or is a heading; 0 otherwise."""
    label: str = ""
    """The number that it begins with, such as （一） or 1."""
    lead_end: int = 0
    """Where the run-in heading ends, its 。 included; 0 if there is none."""
    part: Part = Part.REVIEW
    where: str = ""
    """The place in words if *number* is 0 or says too little, such as 标题 or 第1个表格."""
    places: Sequence[int] = ()
    """For each offset in ``text`` the offset in the source's paragraph; empty if they are the same."""
    stretches: tuple[Stretch, ...] = ()
    """Only in documents that drafter built."""
    cell: tuple[int, int] = (0, 0)
    """Its row and column in a table of a DOCX without merged cells, from 1."""
    goes_on: bool = False
    """Whether the next paragraph goes on with its last words: a page break of a web page, or a title of two lines, cuts them."""
    guessed: bool = False
    """Whether it was taken for a heading only because it is short and has no stops."""

    @cached_property
    def plain(self) -> str:
        """The text with full-width marks and half-width digits, character by character."""
        return normalised(self.text)

    @cached_property
    def masked(self) -> str:
        """As :attr:`plain`, but what stands inside “”, 《》 and 〔〕 is blotted out, the marks themselves kept; so are :data:`ENDLESS` digits."""
        text = _QUOTED.sub(lambda m: m[0][0] + BLOT * (len(m[0]) - 2) + m[0][-1], self.plain)
        return ENDLESS.sub(lambda m: BLOT * len(m[0]), text) if len(text) > _LONGEST_FIGURE else text

    @cached_property
    def unbracketed(self) -> str:
        """As :attr:`masked`, with what stands in brackets, and the brackets, blotted out too."""
        return unbracketed(self.masked)

    @cached_property
    def sentences(self) -> tuple[Piece, ...]:
        """The sentences, each with its closing mark; what has none for too long is taken in pieces."""
        return tuple(_cut(_pieces(self.plain, _SENTENCE)))

    @cached_property
    def clauses(self) -> tuple[Piece, ...]:
        """What stands between ，；：。！？, without the mark."""
        return tuple(_pieces(self.plain, _CLAUSE))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The figures: no years, dates, ordinals, heading numbers, and nothing inside quotation or book marks."""
        return tuple(numbers_in(self.masked, len(self.label)))

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """The years named outside quotation and book marks."""
        return tuple(years_in(self.masked, len(self.label)))

    @cached_property
    def quotes(self) -> tuple[Piece, ...]:
        """The outermost stretches inside “” and 《》, marks included."""
        return tuple(Piece(m.start(), m.end(), m[0]) for m in _QUOTED.finditer(self.plain) if m[0][0] != "〔")

    @property
    def body_start(self) -> int:
        """Where the text after number and run-in heading begins."""
        return max(self.lead_end, len(self.label))

    def sentence_at(self, offset: int) -> Piece:
        """The sentence that holds *offset*."""
        at = bisect_right(self._sentence_starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return Piece(0, len(self.plain), self.plain)

    def sentence_before(self, sentence: Piece) -> Piece | None:
        """The one that stands before *sentence* in the line; None if that is the first."""
        at = bisect_left(self._sentence_starts, sentence.start) - 1
        return self.sentences[at] if at >= 0 else None

    def clause_at(self, offset: int) -> Piece | None:
        """The clause that holds *offset*; None if a mark stands there."""
        at = bisect_right(self._clause_starts, offset) - 1
        return self.clauses[at] if at >= 0 and offset < self.clauses[at].end else None

    def numbers_between(self, start: int, end: int) -> tuple[Number, ...]:
        """The figures that lie wholly in that stretch."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(n for n in self.numbers[first:after] if n.end <= end)

    def count_between(self, start: int, end: int) -> int:
        """How many figures begin in that stretch."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def numbers_near(self, number: Number, most: int) -> tuple[Number, ...]:
        """At most so many figures before *number*, and as many from it on."""
        at = bisect_left(self._starts, number.start)
        return self.numbers[max(0, at - most) : at + most]

    def number_at(self, offset: int) -> Number | None:
        """The figure that begins there."""
        at = bisect_left(self._starts, offset)
        return self.numbers[at] if at < len(self.numbers) and self._starts[at] == offset else None

    def number_behind(self, offset: int) -> Number | None:
        """The first figure that begins there or later."""
        at = bisect_left(self._starts, offset)
        return self.numbers[at] if at < len(self.numbers) else None

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [c.start for c in self.clauses]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [n.start for n in self.numbers]

    def place(self, offset: int) -> int:
        """Where that character stands in the source's paragraph."""
        return self.places[min(offset, len(self.places) - 1)] if self.places else offset

    def is_typed(self, offset: int) -> bool:
        """Whether a fact says the character at *offset*, in a document that drafter built."""
        return any(s.mark and not s.mark.gap and s.start <= offset < s.end for s in self.stretches)

    def in_gap(self, start: int, end: int) -> bool:
        """Whether the stretch touches a 【待补】 that drafter printed."""
        return any(s.start < end and start < s.end for s in self._gaps)

    @cached_property
    def _gaps(self) -> tuple[Stretch, ...]:
        return tuple(s for s in self.stretches if s.mark and s.mark.gap)


class ReviewText(Struct, frozen=True, dict=True):
    """A whole text."""

    lines: tuple[Line, ...]
    title: str = ""
    organ: str = ""
    """署名; empty if none was found."""
    date: str = ""
    """成文日期 as printed; empty if none was found."""
    built: bool = False
    """Whether drafter built it from facts, so that its figures carry marks."""

    @cached_property
    def spoken(self) -> tuple[Line, ...]:
        """The headings and paragraphs of the text, without title, tables, signature and what a web page added."""
        return tuple(line for line in self.lines if line.kind in (Kind.BODY, Kind.HEADING))

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The paragraphs that hold sentences."""
        return tuple(line for line in self.lines if line.kind is Kind.BODY)

    @cached_property
    def headings(self) -> tuple[Line, ...]:
        """The headings on lines of their own."""
        return tuple(line for line in self.lines if line.kind is Kind.HEADING)

    @cached_property
    def figures(self) -> tuple[tuple[Line, Number], ...]:
        """Every figure outside the furniture with its line."""
        return tuple((line, n) for line in self.lines if line.kind is not Kind.FURNITURE for n in line.numbers)


BLOT = "\0"
"""What stands for a character inside quotation marks."""
HANZI = "[\u4e00-\u9fff]"
_QUOTED = lazy(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔[^〔〕]*〕")
_SENTENCE = lazy(r"[^。！？\n]*(?:[。！？]+[”）》]?|\n|$)")
_LONGEST_SENTENCE = 1000
"""Rules compare the figures of a sentence with each other; the longest that anybody wrote has 300 characters."""
_LONGEST_FIGURE = 30
ENDLESS = lazy(rf"\d{{{_LONGEST_FIGURE + 1},}}")
"""More digits than any figure, account or code has: nothing is calculated with them."""
_ASIDE = lazy(r"（[^（）]*）")
_CLAUSE = lazy(r"[^。！？；，：\n]+")
_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_FULL_DIGITS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_WIDE_DIGIT = lazy("[０-９％．]")
_HALF_MARK = lazy(r"[,;:()!?]")
_INSIDE_FIGURE = lazy(r"(?<=\d)[,:](?=\d)")


def holding(lines: Iterable[Line], *words: str) -> Iterator[Line]:
    """Those of *lines* in which one of *words* stands: asked before a pattern is tried that can not match without, or even compiled."""
    for line in lines:
        text = line.plain
        for word in words:
            if word in text:
                yield line
                break


def normalised(text: str) -> str:
    """*text* with half-width marks outside figures and Latin words as full-width ones, of the same length."""
    if _WIDE_DIGIT.search(text):
        text = text.translate(_FULL_DIGITS)
    if not _HALF_MARK.search(text):
        return text
    kept = {m.start() for m in _INSIDE_FIGURE.finditer(text) if _groups(text, m.start())}

    def widen(match: re.Match[str]) -> str:
        at = match.start()
        if at in kept or (_latin(text[at - 1 : at]) and _latin(text[at + 1 : at + 2])):
            return match[0]
        return _FULL[match[0]]

    return _HALF_MARK.sub(widen, text)


def _groups(text: str, at: int) -> bool:
    """Whether the mark at *at* is part of 12,345 or of 12:30."""
    if text[at] == ":":
        return True
    following = re.match(r"\d+", text[at + 1 :])
    return bool(following and len(following[0]) == 3)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def unbracketed(text: str) -> str:
    """*text* with what stands in brackets, and the brackets, blotted out."""
    return _ASIDE.sub(lambda match: BLOT * len(match[0]), text)


def _cut(sentences: Iterable[Piece]) -> Iterator[Piece]:
    """*sentences*, those that are too long in several pieces."""
    for one in sentences:
        if one.end - one.start <= _LONGEST_SENTENCE:
            yield one
            continue
        for at in range(0, len(one.text), _LONGEST_SENTENCE):
            text = one.text[at : at + _LONGEST_SENTENCE]
            yield Piece(one.start + at, one.start + at + len(text), text)


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    for match in pattern.finditer(text):
        if match[0].strip():
            yield Piece(match.start(), match.end(), match[0])
