"""What a rule of the text families looks at, and how it says what it saw."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec import Struct, field

from drafter.checks.engine import Fix, Registry, Sighting
from drafter.checks.text.lexicon import Lexicon
from drafter.checks.text.model import BLOT, Line, Part, ReviewText, normalised
from drafter.checks.text.numbers import years_in
from drafter.checks.text.sources import Sources, sources_of
from drafter.diagnostics import Severity
from drafter.facts import Facts
from drafter.patterns import lazy

_AROUND = 6
"""How many characters on either side of the words concerned a quote may show."""
_SHORT = 8
_REVIEWS = lazy(r"总结|回顾|工作情况|完成情况|开展情况|工作成效|工作进展")
_PLANS = lazy(r"度?(?:重点|主要)?(?:工作)?(?:计划|打算|安排|思路|要点|谋划|设想)")
_OPENING = 40
"""The first sentence says within so many characters what year it is about."""
_DELIVERED = lazy(r"年?(?:[\u4e00-\u9fffXx×*]{0,6}[省市县区镇乡])?(?:人民)?政府工作报告")
"""It is given at the beginning of the year that it names, and looks back on the one before."""
_ELSEWHERE = lazy(r"[^，。；、]{0,14}会议?上|年?\d{1,2}月\d")
"""Behind the year of a meeting where a speech was held, or of a day."""
_BARE = lazy(r"(?<!\d)(20\d\d)年?度?(?:主要)?(?:工作)?(?:总结|回顾|情况)")
"""A title may leave 年 out: 2022工作总结及2023年工作计划."""
_DATE = lazy(r"(\d{4})[年-](\d{1,2})[月-](\d{1,2})")


class ReviewContext(Struct, frozen=True):
    """What is known besides the text; everything may be left out."""

    year: int = 0
    """The year that is reviewed; 0 = read it from the title."""
    organ: str = ""
    """Who signs; empty = read it from the text."""
    signed: date | None = None
    """成文日期; None = read it from the text."""
    facts: Facts | None = None
    """With them every figure is traced to a fact."""
    last: Facts | None = None
    """Last year's facts."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    """The dated terms of the field."""
    names: tuple[str, ...] = ()
    """Declared names, which no fix may touch."""


class Review(Struct, frozen=True, dict=True):
    """A text with what is known about it."""

    text: ReviewText
    context: ReviewContext
    shared: dict[str, tuple[tuple[str, Sighting], ...]] = field(default_factory=dict)
    """What a module saw for several of its rules at once, each sighting with its code."""

    @cached_property
    def year(self) -> int:
        """The year that is reviewed, or planned if nothing is reviewed; 0 if nobody says."""
        if self.context.year:
            return self.context.year
        heads = [
            normalised(self.text.title),
            *(line.plain for line in self.text.headings if _REVIEWS.search(line.plain)),
        ]
        heads += [line.plain[:_OPENING] for line in self.text.spoken[:1]]
        return next((year for head in heads if (year := _year_of(head))), 0)

    @cached_property
    def organ(self) -> str:
        """Who signs; empty if nobody says."""
        return self.context.organ or self.text.organ

    @cached_property
    def signed(self) -> date | None:
        """成文日期, if it is known to the day."""
        return self.context.signed or _day(self.text.date)

    @cached_property
    def sources(self) -> Sources | None:
        """What the facts say; None without facts."""
        facts = self.context.facts
        return sources_of(facts, self.context.last) if facts is not None else None

    def year_of(self, line: Line) -> int:
        """The year that a line speaks of: a plan is of the next year, but behind the review of half a year of the same."""
        only_plan = all(one.part is Part.PLAN for one in self.text.spoken)
        same = only_plan or "半年" in self.text.title
        return self.year + 1 if self.year and line.part is Part.PLAN and not same else self.year


TEXT: Registry[Review] = Registry("text_rules.toml")
"""Rules N, F, T, W, P, S and L701–L706 over a text."""


def see(
    line: Line,
    start: int,
    end: int,
    sentence: str,
    hint: str = "",
    *,
    severity: Severity | None = None,
    fact: str = "",
    fix: Fix | None = None,
) -> Sighting:
    """A sighting at that stretch of a line; *fix* is in offsets of the line."""
    return Sighting(
        what="",
        found="",
        wanted="",
        hint=hint,
        paragraph=line.number,
        quote=_quote(line, start, end),
        where=line.where,
        start=line.place(start),
        end=line.place(max(end - 1, start)) + 1,
        sentence=sentence,
        severity=severity,
        fact=fact,
        within=line.sentence_at(start).text,
        fix=fix,
    )


def see_all(sentence: str, hint: str = "", *, severity: Severity | None = None) -> Sighting:
    """A sighting that concerns the text as a whole."""
    return Sighting("", "", "", hint, sentence=sentence, severity=severity)


def _quote(line: Line, start: int, end: int) -> str:
    """The words concerned, with a little of what stands around them if they are few."""
    if end - start >= _SHORT:
        return line.text[start:end]
    clause = line.clause_at(start)
    first = max(start - _AROUND, clause.start if clause else 0)
    last = min(end + _AROUND, max(clause.end if clause else len(line.text), end))
    return line.text[first:last]


def shown(text: str, limit: int = 20) -> str:
    """*text* for a message: at most *limit* characters, the blots of masked text never among them."""
    text = text.replace(BLOT, "")
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _year_of(head: str) -> int:
    """The year that a title, heading or first sentence says is reviewed; 0 if it says none."""
    named = [year for year in years_in(head) if not year.span and not _ELSEWHERE.match(head, year.end)]
    if not named:
        return 0
    before, after = head[: named[0].start], head[named[0].end :]
    bare = _BARE.search(before)
    if bare:
        return int(bare[1])
    planned = (_PLANS.match(after) and _REVIEWS.search(before)) or _DELIVERED.match(after)
    return named[0].value - 1 if planned else named[0].value


def _day(text: str) -> date | None:
    found = _DATE.search(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
