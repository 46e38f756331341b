"""Figures that a reader can work out of others: shares, growth, sums, differences, ratios and averages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from drafter.checks.text.intervals import Verdict, compare, share, share_slack
from drafter.checks.text.model import Line
from drafter.checks.text.numbers import POINTS, Number
from drafter.checks.text.sources import Sources
from drafter.patterns import lazy

_BEFORE = 120
"""So far before its sentence the operands of a figure may stand."""
_MANY, _NEAREST = 60, 4
"""Where a sentence has so many figures, a table without its lines, only the nearest on either side are tried in pairs."""
_RUN = 8
"""At most so many parts make a total."""
_EVIDENT = 100
"""Below this a sum or difference of other figures may be chance: a word must say that it is one."""
_TOLD = lazy(r"其中|共|合计|总|含|分别|其余|剩|余|尚|还有|另|增|减|多|少|升|降|提高|压|净|相差|由|从|下降|分散")
_RATIO_MARKS = "∶：:比"
_RATIO = lazy(rf"\A\s*[{_RATIO_MARKS}]\s*\Z")
_APART = 8
"""So many characters before or behind a number its partner lies."""
_AVERAGE = lazy(r"(?:均|每)[^，。；、\d]{0,8}\Z")
_GROWTH = lazy(r"(?:增|升|提高|降|减|回落|同比|环比|翻)[^，。；、\d]{0,6}\Z")
_SURE = 3
"""A quotient with so many digits is no chance."""


def is_derived(line: Line, number: Number, sources: Sources) -> bool:
    """Whether *number* is a share, growth, sum, difference, ratio or average of numbers beside it, or a share of a fact."""
    near = _neighbours(line, number)
    others = [n for n in near if sources.of(n) or sources.close_to(n)]
    if number.unit in ("%", *POINTS):
        others += [n for n in near if n not in others and _is_sum(line, n, others)]
        return _is_share(number, others) or _is_share_of_fact(line, number, sources)
    return _is_sum(line, number, others) or _is_quotient(line, number, others, sources)


def is_ratio_one(line: Line, number: Number) -> bool:
    """Whether *number* is the 1 of 1∶14.2, which counts nothing."""
    return number.digits == "1" and not number.unit and _partner(line, number) is not None


def _neighbours(line: Line, number: Number) -> list[Number]:
    sentence = line.sentence_at(number.start)
    start = max(0, sentence.start - _BEFORE)
    few = line.count_between(start, sentence.end) <= _MANY
    near = line.numbers_between(start, sentence.end) if few else line.numbers_near(number, _NEAREST)
    return [other for other in near if other != number and other.value]


def _is_share(number: Number, others: Sequence[Number]) -> bool:
    pairs = ((a, b) for a in others for b in others if a.same_measure(b) and a.value < b.value)
    return any(compare(number, share(a, b)) is not Verdict.NEITHER or _is_growth(number, a, b) for a, b in pairs)


def _is_growth(number: Number, a: Number, b: Number) -> bool:
    change = Fraction(b.value - a.value)
    if number.unit in POINTS:
        return Fraction(number.value) == change
    return compare(number, change / Fraction(a.value) * 100) is Verdict.ROUNDED


def _is_share_of_fact(line: Line, number: Number, sources: Sources) -> bool:
    """A share that a number of the sentence has of a fact that the text need not name, such as the population."""
    if (
        number.unit != "%"
        or not number.decimals
        or _GROWTH.search(line.masked[max(0, number.start - 16) : number.start])
    ):
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


def _is_sum(line: Line, number: Number, others: Sequence[Number]) -> bool:
    """The sum or difference of two of the same measure, or the total of a row of them."""
    sentence = line.sentence_at(number.start)
    if number.value < _EVIDENT and not _TOLD.search(line.masked, sentence.start, sentence.end):
        return False
    alike = [n for n in others if n.same_measure(number)]
    same = [Fraction(n.value) for n in alike]
    finer = any(n.quantum < number.quantum for n in alike)
    slack = Fraction(number.quantum) / 2 if finer and number.quantum != 1 else Fraction(0)
    whole = Fraction(number.value)
    pairs = (value for i, a in enumerate(same) for b in same[i + 1 :] for value in (a + b, abs(a - b)))
    return any(abs(whole - value) <= slack for value in chain(pairs, _totals(same)))


def _totals(values: Sequence[Fraction]) -> Iterator[Fraction]:
    """The sums of three and more neighbours."""
    for first in range(len(values)):
        total = sum(values[first : first + 2], Fraction(0))
        for value in values[first + 2 : first + _RUN]:
            total += value
            yield total


def _is_quotient(line: Line, number: Number, others: Sequence[Number], sources: Sources) -> bool:
    """A ratio 1∶14.2, a multiple, or an amount per head, of what stands beside it or of the facts that this rounds."""
    ratio = _partner(line, number) is not None
    if not ratio and number.unit != "倍" and not _AVERAGE.search(line.masked[max(0, number.start - 12) : number.start]):
        return False
    alike = ratio or number.unit == "倍"
    others = [*others, *(source.number for other in others for source in sources.close_to(other))]
    pairs = (
        (a, b)
        for a in others
        for b in others
        if a != b and (a.same_measure(b) if alike else _is_per_head(a, number) and a.unit != b.unit)
    )
    least = Fraction(1, 10 ** (_SURE - 1))
    quotients = ((Fraction(a.value) / Fraction(b.value), _slack(a, b)) for a, b in pairs)
    return any(q >= least and compare(number, q, slack) is Verdict.ROUNDED for q, slack in quotients if slack < q / 50)


def _is_per_head(whole: Number, share: Number) -> bool:
    """Whether an average counts what its whole counts; 人次 are averaged as 人."""
    return whole.unit == share.unit or (whole.unit == "人次" and share.unit in ("人", "名"))


def _slack(a: Number, b: Number) -> Fraction:
    """By how much their quotient may be off because they were rounded."""
    return share_slack(a, b) / 100


def _partner(line: Line, number: Number) -> Number | None:
    """The other side of a ratio."""
    around = line.masked[max(0, number.start - _APART) : number.end + _APART]
    if not any(mark in around for mark in _RATIO_MARKS):
        return None
    for other in line.numbers_between(max(0, number.start - _APART), number.end + _APART):
        first, second = sorted((number, other), key=lambda n: n.start)
        if first != second and _RATIO.match(line.masked[first.end : second.start]):
            return other
    return None
