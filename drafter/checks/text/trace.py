"""F201, F202, F209, F211, F214: every figure of a text comes from a fact, as the fact says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.derived import is_derived, is_ratio_one
from drafter.checks.text.intervals import plain
from drafter.checks.text.misplaced import is_akin, is_intended, is_named, label_of, misplaced, pairs
from drafter.checks.text.model import Kind, Line, Part
from drafter.checks.text.numbers import Number
from drafter.checks.text.sources import COMPUTED, Source, Sources, agree
from drafter.diagnostics import Severity
from drafter.facts import Facts
from drafter.facts.vocabulary import DATA, word_lists
from drafter.patterns import lazy

_COMPARED = lazy(r"上年|去年|同期|上一年|由[^，。；]{0,16}\Z|从[^，。；]{0,16}\Z|原[有来]?")
_YEAR_AHEAD = lazy(r"((?:19|20)\d\d)年?[^，。；\d]{0,12}\Z")
_ONWARD = lazy(r"\s*(?:→|-+>|(?:增加?|提高|提升|上升|扩大|压?减少?|降低?|下降)?[到至为])")
_CHANGE = lazy(r"比|较|增|减|升|降|提高|占")
_LIMITS = ("岁", "周岁")
"""An age says whom a rule is for, and counts nothing."""
_CERTAIN = 3
"""A rounded figure with so many digits is no chance; one with fewer must stand where its fact is told."""
_LOOSE = 6
"""A name that shares no more than one pair of characters with the text scores so much."""
_RANK_ENDS = r"(?=[名位的，。、；：）\s]|\Z)"
"""What may follow a rank: 第一 in 开学第一课 and 第一中学 is none."""
_SUPERLATIVE = lazy(
    rf"(?:全国|全省|全市|全区|全县)(?:(?:排名|位居|位列|列)?第[一二三]{_RANK_ENDS}|首个|首家|首批|首创|唯一|首例|首位|榜首)"
)


@TEXT.rule("F201", "untraced-number", Strength.HOUSE, severity=Severity.ERROR)
def untraced_number(review: Review) -> Iterator[Sighting]:
    """A figure that no fact says; years, dates, ordinals and names are no figures."""
    yield from (sighting for code, sighting in _traced(review) if code == "F201")


@TEXT.rule("F202", "value-differs", Strength.HOUSE, severity=Severity.ERROR)
def value_differs(review: Review) -> Iterator[Sighting]:
    """A figure where a fact is told that says another number."""
    yield from (sighting for code, sighting in _traced(review) if code == "F202")


@TEXT.rule("F209", "last-year-number", Strength.HOUSE, severity=Severity.ERROR)
def last_year_number(review: Review) -> Iterator[Sighting]:
    """A figure that only last year's facts say."""
    yield from (sighting for code, sighting in _traced(review) if code == "F209")


@TEXT.rule("F211", "unit-scale", Strength.LAW, severity=Severity.ERROR)
def unit_scale(review: Review) -> Iterator[Sighting]:
    """A figure with a fact's digits but another unit: 元 for 万元, 人 for 人次."""
    yield from (sighting for code, sighting in _traced(review) if code == "F211")


class _Known(NamedTuple):
    """What the figures of a text are compared with."""

    facts: Facts
    sources: Sources
    unsaid: tuple[Source, ...]
    """The typed numbers with a measure that the text says nowhere."""
    year: int
    """The year that the text reports on."""


def _traced(review: Review) -> tuple[tuple[str, Sighting], ...]:
    """Every figure without a source, under the code that says best what is wrong with it; worked out once."""
    if "trace" not in review.shared:
        review.shared["trace"] = tuple(_untraced(review))
    return review.shared["trace"]


def _untraced(review: Review) -> Iterator[tuple[str, Sighting]]:
    facts = review.context.facts
    asked = (
        [] if facts is None else [one for one in review.text.figures if not (_is_marked(*one) or _counts_nothing(*one))]
    )
    sources = review.sources if asked else None
    if facts is None or sources is None:
        return
    known = _Known(facts, sources, _unsaid(review, sources), review.year)
    for line, number in asked:
        if _is_said(line, number, sources):
            found = misplaced(line, number, sources, facts, known.unsaid)
        elif is_derived(line, number, sources):
            found = None
        else:
            found = _judge(line, number, known)
        if found is not None:
            yield found


def _counts_nothing(line: Line, number: Number) -> bool:
    """An age, 24小时 and the like, the 1 of 1∶14."""
    written = line.masked[number.start : number.end]
    return number.unit in _LIMITS or written in _usual() or is_ratio_one(line, number)


@cache
def _usual() -> frozenset[str]:
    return frozenset(word_lists(DATA / "measures.yaml")["惯用"])


def _unsaid(review: Review, sources: Sources) -> tuple[Source, ...]:
    """The facts that the text does not even say roughly."""
    said: dict[Decimal, set[str]] = {}
    for _, number in review.text.figures:
        said.setdefault(number.value, set()).add(number.unit)
        for source in () if sources.of(number) else sources.close_to(number):
            said.setdefault(source.number.value, set()).add(source.number.unit)
    typed = (s for found in sources.by_value.values() for s in found if s.written and s.number.unit)
    return tuple(s for s in typed if not any(agree(s.number.unit, u) for u in said.get(s.number.value, ())))


def _is_said(line: Line, number: Number, sources: Sources) -> bool:
    """Whether a fact says *number*, to the last digit or rounded as people round."""
    if any(not s.listed or s.listed in line.plain for s in sources.of(number)):
        return True
    if number.unit == "届" and f"第{number.digits}届" in sources.text:
        return True
    certain = _CERTAIN if number.exact else _CERTAIN - 1
    long = len(number.digits.replace(".", "").replace(",", "").strip("0")) >= certain
    return any(
        (long and (not number.unit or number.same_measure(source.number))) or is_akin(line, number, source)
        for source in sources.close_to(number)
    )


def _judge(line: Line, number: Number, known: _Known) -> tuple[str, Sighting] | None:
    """What a figure that no fact says may have been meant to say."""
    written = line.text[number.start : number.end]
    other = known.sources.in_other_unit(number)
    if other is not None and (len(number.digits.strip("0.")) > 1 or is_named(line, number, other)):
        sentence = f"写的是{written}，{_told(other)}"
        return "F211", see(line, number.start, number.end, sentence, "单位以事实为准，改过来", fact=other.path)
    old = known.sources.of_last_year(number)
    if old is not None and _is_compared(line, number, known.year):
        return None
    if old is not None:
        now = known.facts.get(old.path.removesuffix(".上年"))
        current = f"，今年是{shown(str(getattr(now.value, 'written', '')))}" if now else ""
        sentence = f"{written}是上年的数（“{old.path}”）{current}"
        return "F209", see(line, number.start, number.end, sentence, "改成今年的数", fact=old.path)
    meant = _meant(line, number, known.unsaid)
    if meant is not None:
        sentence, hint = f"写的是{written}，{_told(meant)}", "核对哪一个对：改正文，或者改事实"
        return "F202", see(line, number.start, number.end, sentence, hint, fact=meant.path)
    sentence, hint = f"{written}没有出处：事实里没有这个数", "写进事实文件，或者删去这个数"
    return "F201", see(line, number.start, number.end, sentence, hint)


def _told(source: Source) -> str:
    """A number of the facts in words, worked out or as typed."""
    said = shown(source.written) or f"{plain(source.number.value)}{source.number.unit}"
    path = source.path.partition("、")[0]
    computed = source.path.endswith(COMPUTED) or not source.written
    return f"按事实“{path}”算是{said}" if computed else f"事实“{path}”是{said}"


def _is_compared(line: Line, number: Number, year: int) -> bool:
    """Whether a number of last year is said as one: 上年…, 由…, 2023年为…, 150名→186名."""
    ahead = line.masked[max(0, number.start - 30) : number.start]
    named = _YEAR_AHEAD.search(ahead)
    earlier = named is not None and int(named[1]) == year - 1
    return bool(earlier or _COMPARED.search(ahead) or _ONWARD.match(line.masked, number.end))


def _is_marked(line: Line, number: Number) -> bool:
    """Whether drafter printed the figure from a fact, or the user typed it into a sentence of their own."""
    touching = (s for s in line.stretches if s.start < number.end and number.start < s.end)
    return any(s.mark or (s.origin and s.origin.own) for s in touching)


def _meant(line: Line, number: Number, unsaid: Sequence[Source]) -> Source | None:
    """The fact that the words around a figure name, those next to it above all, if the text says its number nowhere."""
    clause = re.split(r"[。；]", line.masked[max(0, number.start - 24) : number.start])[-1]
    around = pairs(clause + line.masked[number.end : number.end + 8])
    label = label_of(line, number)
    beside = pairs(label)
    planned = line.part is Part.PLAN or is_intended(line, number)
    best: tuple[int, Source] | None = None
    for source in unsaid:
        computed = source.path.endswith(COMPUTED)
        if (computed and not _CHANGE.search(label)) or source.path.startswith("打算.") is not planned:
            continue
        if not agree(source.number.unit, number.unit):
            continue
        name = pairs(source.path.partition(".")[2] + ("" if computed else source.label))
        near = _near(source.number, number)
        score = 2 * len(name & around) + 4 * len(name & beside) + near
        likely = score > _LOOSE or near or _same_size(source.number, number)
        if (score >= 2 or near > 1) and likely and (best is None or score > best[0]):
            best = (score, source)
    return best[1] if best else None


def _same_size(one: Number, other: Number) -> bool:
    """Whether one may be the other with a slip in it: they differ by less than a digit."""
    small, large = sorted((one.value, other.value))
    return large < small * 5


def _near(one: Number, other: Number) -> int:
    """1 if the written numbers differ in a single digit or in where the point stands, 2 if they are long."""
    a, b = one.digits, other.digits
    digit = len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    moved = a.replace(".", "").strip("0") == b.replace(".", "").strip("0") and one.value != other.value
    alike = digit or (moved and len(a.strip("0.")) > _CERTAIN)
    return (1 + (len(a) > _CERTAIN and one.unit == other.unit)) if alike else 0


@TEXT.rule("F214", "superlative-without-fact", Strength.HOUSE, severity=Severity.WARNING)
def superlative_without_fact(review: Review) -> Iterator[Sighting]:
    """全市第一 and 全国首个 stand in a fact."""
    if review.context.facts is None:
        return
    for line in review.text.body:
        for match in _SUPERLATIVE.finditer(line.masked):
            known = review.sources.text if review.sources else ""
            marked = any(s.mark and s.start < match.end() and match.start() < s.end for s in line.stretches)
            words = [match[0], re.sub(r"\A(?:全国|全省|全市|全区|全县)(?:排名|位居|位列|列)?", "", match[0])]
            if line.kind is Kind.BODY and not marked and not any(_in_facts(w, known) for w in words):
                sentence = f"“{match[0]}”在事实里没有依据"
                yield see(line, match.start(), match.end(), sentence, "写进事实并注明依据，或者改用平实的说法")


def _in_facts(word: str, known: str) -> bool:
    """Whether a fact says *word*; a rank is more than its characters."""
    return bool(re.search(word + _RANK_ENDS, known)) if word[-2] == "第" else word in known
