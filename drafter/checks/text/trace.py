"""F201, F202, F209, F211, F214: every figure of a text comes from a fact, as the fact says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.intervals import Verdict, compare, share, share_slack
from drafter.checks.text.model import HANZI, Kind, Line
from drafter.checks.text.numbers import POINTS, Number
from drafter.checks.text.sources import Source, Sources, agree
from drafter.diagnostics import Severity
from drafter.facts import Facts
from drafter.patterns import lazy

_COMPARED = lazy(r"上年|去年|同期|上一年|由[^，。；]{0,16}\Z|从[^，。；]{0,16}\Z|原[有来]?")
_SUPERLATIVE = lazy(
    r"(?:全国|全省|全市|全区|全县)(?:排名|位居|位列|列)?第[一二三]|(?:全国|全省|全市|全区|全县)(?:首个|首家|首批|首创|唯一|首例)"
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


def _traced(review: Review) -> Iterator[tuple[str, Sighting]]:
    """Every figure without a source, under the code that says best what is wrong with it."""
    facts = review.context.facts
    sources = review.sources
    if facts is None or sources is None:
        return
    said = {number.value for _, number in review.text.figures}
    for line, number in review.text.figures:
        if _is_marked(line, number) or sources.of(number) or _is_share_of_sentence(line, number):
            continue
        if _is_share_of_fact(line, number, sources):
            continue
        found = _judge(line, number, sources, facts, said)
        if found is not None:
            yield found


def _judge(
    line: Line, number: Number, sources: Sources, facts: Facts, said: set[Decimal]
) -> tuple[str, Sighting] | None:
    written = line.text[number.start : number.end]
    other = sources.in_other_unit(number)
    if other is not None:
        sentence = f"写的是{written}，事实“{other.path}”是{shown(other.written)}"
        return "F211", see(line, number.start, number.end, sentence, "单位以事实为准，改过来", fact=other.path)
    old = sources.of_last_year(number)
    if old is not None and _COMPARED.search(line.masked[max(0, number.start - 30) : number.start]):
        return None
    if old is not None:
        now = facts.get(old.path.removesuffix(".上年"))
        current = f"，今年是{shown(str(getattr(now.value, 'written', '')))}" if now else ""
        sentence = f"{written}是上年的数（“{old.path}”）{current}"
        return "F209", see(line, number.start, number.end, sentence, "改成今年的数", fact=old.path)
    meant = _meant(line, number, sources, said)
    if meant is not None:
        sentence = f"写的是{written}，事实“{meant.path}”是{shown(meant.written)}"
        return "F202", see(
            line, number.start, number.end, sentence, "核对哪一个对：改正文，或者改事实", fact=meant.path
        )
    return "F201", see(
        line, number.start, number.end, f"{written}没有出处：事实里没有这个数", "写进事实文件，或者删去这个数"
    )


def _is_marked(line: Line, number: Number) -> bool:
    """Whether drafter printed the figure from a fact, or the user typed it into a sentence of their own."""
    touching = [s for s in line.stretches if s.start < number.end and number.start < s.end]
    return any(s.mark or (s.origin and s.origin.own) for s in touching)


def _is_share_of_sentence(line: Line, number: Number) -> bool:
    """A share, sum or difference of numbers of the same sentence."""
    sentence = line.sentence_at(number.start)
    others = [n for n in line.numbers_between(max(0, sentence.start - 120), sentence.end) if n != number and n.value]
    if number.unit in ("%", *POINTS):
        pairs = ((a, b) for a in others for b in others if a.same_measure(b) and a.value < b.value)
        return any(compare(number, share(a, b)) is not Verdict.NEITHER or _is_growth(number, a, b) for a, b in pairs)
    same = [Fraction(n.value) for n in others if n.same_measure(number)]
    whole = Fraction(number.value)
    return any(a + b == whole or abs(a - b) == whole for i, a in enumerate(same) for b in same[i + 1 :])


def _is_share_of_fact(line: Line, number: Number, sources: Sources) -> bool:
    """A share that a number of the sentence has of a fact that the text need not name, such as the population."""
    if number.unit != "%" or not number.decimals:
        return False
    sentence = line.sentence_at(number.start)
    parts = [n for n in line.numbers_between(sentence.start, number.start) if n.unit and n.value and n.unit != "%"]
    wholes = [source.number for found in sources.by_value.values() for source in found]
    return any(
        part.same_measure(whole)
        and part.value < whole.value
        and compare(number, share(part, whole), share_slack(part, whole)) is Verdict.ROUNDED
        for part in parts
        for whole in wholes
    )


def _is_growth(number: Number, a: Number, b: Number) -> bool:
    change = Fraction(b.value - a.value)
    if number.unit in POINTS:
        return Fraction(number.value) == change
    return compare(number, change / Fraction(a.value) * 100) is Verdict.ROUNDED


def _meant(line: Line, number: Number, sources: Sources, said: set[Decimal]) -> Source | None:
    """The fact that the words before a figure name, if the text says its number nowhere."""
    clause = line.masked[max(0, number.start - 24) : number.start]
    clause = re.split(r"[。；]", clause)[-1] + line.masked[number.end : number.end + 8]
    grams = {clause[i : i + 2] for i in range(len(clause) - 1) if re.fullmatch(HANZI * 2, clause[i : i + 2])}
    best: tuple[int, Source] | None = None
    for found in sources.by_value.values():
        for source in found:
            if source.number.value in said or not source.written or not agree(source.number.unit, number.unit):
                continue
            name = source.path.partition(".")[2]
            score = sum(name[i : i + 2] in grams for i in range(len(name) - 1)) * 2 + _near(source.number, number)
            if score >= 2 and source.number.unit and (best is None or score > best[0]):
                best = (score, source)
    return best[1] if best else None


def _near(one: Number, other: Number) -> int:
    """1 if the written numbers differ in a single digit."""
    a, b = one.digits, other.digits
    return int(len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1)


@TEXT.rule("F214", "superlative-without-fact", Strength.HOUSE, severity=Severity.WARNING)
def superlative_without_fact(review: Review) -> Iterator[Sighting]:
    """全市第一 and 全国首个 stand in a fact."""
    if review.sources is None:
        return
    known = review.sources.text
    for line in review.text.body:
        for match in _SUPERLATIVE.finditer(line.masked):
            marked = any(s.mark and s.start < match.end() and match.start() < s.end for s in line.stretches)
            words = [match[0], re.sub(r"\A(?:全国|全省|全市|全区|全县)(?:排名|位居|位列|列)?", "", match[0])]
            if line.kind is Kind.BODY and not marked and not any(word in known for word in words):
                sentence = f"“{match[0]}”在事实里没有依据"
                yield see(line, match.start(), match.end(), sentence, "写进事实并注明依据，或者改用平实的说法")
