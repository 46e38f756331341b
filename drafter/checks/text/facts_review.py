"""N105, N107, N111, F207, F208, F210 over facts alone, before any text is written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from drafter.checks.engine import Registry, Sighting, Strength
from drafter.checks.text.intervals import Verdict, compare, rounded
from drafter.checks.text.lexicon import words
from drafter.checks.text.numbers import POINTS, Number
from drafter.checks.text.sources import agree, written
from drafter.diagnostics import Severity
from drafter.facts import Catalogue, Fact, Facts
from drafter.facts.values import Bound, Date, Measures, Quantity
from drafter.facts.vocabulary import vocabulary
from drafter.patterns import lazy

_GROWTH = ("增幅", "增长", "增长率", "同比", "同比增长", "增速", "降幅")
_FALLS = ("压减率", "减幅", "降幅", "下降率")
_VOLATILE = Decimal(100)
"""A count below this is often the same two years running."""
_STANDARD = Decimal(10000)
"""An amount below this, in 元, is a standard per head."""
_STOCK = Decimal(1000)
"""There are fewer schools, sites and projects than this, and most stand for years."""
_STEADY = ("%", "‰", "年", "平方米", "亩")
_JUMP = 10
_HIGH = Decimal(20)
"""A share below this may well be ten times another."""
_YEAR = lazy(r"(?:19|20)\d\d")
_LAST_YEAR = lazy(r"(?:截至|截止)?(?:去年|上年|前年)")


class FactsReview(Struct, frozen=True, dict=True):
    """Facts with what they are compared with."""

    facts: Facts
    catalogue: Catalogue
    last: Facts | None = None

    @cached_property
    def year(self) -> int:
        """文稿.年度; 0 if nobody says."""
        setting = self.facts.document.get("年度")
        match = _YEAR.search(setting.values[0]) if setting and setting.values else None
        return int(match[0]) if match else 0

    def quantities(self) -> Iterator[tuple[Fact, Quantity]]:
        """The facts that are a single number, next year's targets left out."""
        for fact in self.facts.facts.values():
            if isinstance(fact.value, Quantity) and not fact.path.startswith("打算."):
                yield fact, fact.value

    def before(self, fact: Fact) -> Quantity | None:
        """The value of the year before: its 上年, else that of last year's file."""
        detail = fact.details.get("上年") or (self.last.get(fact.path) if self.last else None)
        return detail.value if detail and isinstance(detail.value, Quantity) else None


FACTS: Registry[FactsReview] = Registry("fact_rules.toml")
"""Rules over facts that are no relation of 核对; those are in :mod:`drafter.facts.relations`."""


def _see(fact: Fact, sentence: str, hint: str) -> Sighting:
    return Sighting("", "", "", hint, sentence=sentence, fact=fact.path, span=fact.span, quote=written(fact))


@FACTS.rule("N105", "fact-growth-mismatch", Strength.ARITHMETIC)
def growth_fact(review: FactsReview) -> Iterator[Sighting]:
    """A stated growth agrees with the value and its 上年, and percentage points with the rate beside them."""
    yield from _growths(review)
    yield from _points(review)
    yield from _falls(review)


def _growths(review: FactsReview) -> Iterator[Sighting]:
    for fact, stated in review.quantities():
        owner, _, name = fact.path.rpartition(".")
        whole = review.facts.get(owner)
        if name not in _GROWTH or whole is None or not isinstance(whole.value, Quantity) or stated.unit != "%":
            continue
        then = review.before(whole)
        exact = then is not None and all(q.bound is Bound.EXACT for q in (stated, whole.value, then))
        if then is None or not exact or not then.number or whole.value.unit == "%":
            continue
        now, was = Fraction(whole.value.number * whole.value.scale), Fraction(then.number * then.scale)
        change, slack = (now - was) / was * 100, _rounding(whole.value, then, was)
        if compare(_number(stated), abs(change), slack) is Verdict.NEITHER:
            right = rounded(abs(change), _number(stated).decimals)
            sentence = f"“{fact.path}”写的是{stated.written}，按{then.written}到{whole.value.written}算是{right}%"
            yield _see(fact, sentence, "核对这三个数，改正写错的一个")


def _rounding(now: Quantity, then: Quantity, was: Fraction) -> Fraction:
    """By how much a growth may be off because both amounts were rounded when they were written."""
    units = [_number(q).quantum if q.scale != 1 or _number(q).decimals else Decimal(0) for q in (now, then)]
    return Fraction(units[0] + units[1]) / 2 / abs(was) * 100


def _number(quantity: Quantity) -> Number:
    value = quantity.number * quantity.scale
    return Number(0, 0, f"{quantity.number:f}", value, quantity.unit, quantity.scale, quantity.bound)


def _falls(review: FactsReview) -> Iterator[Sighting]:
    """压减率 beside 原有 and 现有."""
    for fact, stated in review.quantities():
        owner, _, name = fact.path.rpartition(".")
        ends = [review.facts.get(f"{owner}.{end}") for end in ("原有", "现有")]
        was, now = (end.value if end else None for end in ends)
        if name not in _FALLS or stated.unit != "%" or not isinstance(was, Quantity) or not isinstance(now, Quantity):
            continue
        exact = all(q.bound is Bound.EXACT for q in (stated, was, now)) and agree(was.unit, now.unit) and was.number
        then = Fraction(was.number * was.scale)
        change = (then - Fraction(now.number * now.scale)) / then * 100 if exact else Fraction(0)
        if exact and compare(_number(stated), change) is Verdict.NEITHER:
            right = rounded(change, _number(stated).decimals)
            sentence = f"“{fact.path}”写的是{stated.written}，{was.written}到{now.written}算是{right}%"
            yield _see(fact, sentence, "核对这三个数，改正写错的一个")


def _points(review: FactsReview) -> Iterator[Sighting]:
    """Percentage points beside a rate are what it rose or fell by since its 上年."""
    for fact, stated in review.quantities():
        if stated.unit not in POINTS or stated.bound is not Bound.EXACT:
            continue
        owner = fact.path.rpartition(".")[0]
        rates = [(f, v) for f, v in review.quantities() if v.unit == "%" and f.path.rpartition(".")[0] == owner]
        then = review.before(rates[0][0]) if len(rates) == 1 else None
        if then is None or then.unit != "%" or not then.bound is rates[0][1].bound is Bound.EXACT:
            continue
        rate = rates[0][1]
        change = abs(Fraction(rate.number) - Fraction(then.number))
        if compare(_number(stated), change) is Verdict.NEITHER:
            right = rounded(change, _number(stated).decimals)
            sentence = f"“{fact.path}”写的是{stated.written}，{then.written}到{rate.written}相差{right}个百分点"
            yield _see(fact, sentence, "核对这三个数，改正写错的一个")


@FACTS.rule("N107", "fact-share-range", Strength.ARITHMETIC)
def share_fact(review: FactsReview) -> Iterator[Sighting]:
    """A share that can not pass 100 % does not."""
    capped = words().lists["封顶"]
    for fact, value in review.quantities():
        if value.unit == "%" and value.number > 100 and fact.path.endswith(capped):
            yield _see(fact, f"“{fact.path}”不会超过100%，写的是{value.written}", "核对这个数")


@FACTS.rule("N111", "fact-last-year-conflict", Strength.ARITHMETIC)
def last_year_conflict(review: FactsReview) -> Iterator[Sighting]:
    """上年 is what last year's facts file said."""
    for fact in review.facts.facts.values() if review.last else ():
        detail, old = fact.details.get("上年"), review.last.get(fact.path) if review.last else None
        if detail is None or old is None or fact.path.startswith("打算."):
            continue
        then, said = _amounts(detail), _amounts(old)
        if len(then) != len(said) or not all(agree(a.unit, b.unit) for a, b in zip(then, said, strict=True)):
            continue
        if not all(_same_to_the_digit_written(a, b) for a, b in zip(then, said, strict=True)):
            sentence = f"“{fact.path}”的上年写的是{written(detail)}，去年的事实文件里是{written(old)}"
            yield _see(detail, sentence, "核对哪一个对；统计口径变了就写在“口径”里")


def _same_to_the_digit_written(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts agree at the precision of the coarser one: 17.3亿元 and 17.25亿元."""
    coarse, fine = sorted((_number(one), _number(other)), key=lambda n: n.quantum, reverse=True)
    return compare(coarse, Fraction(fine.value)) is Verdict.ROUNDED


@FACTS.rule("F207", "stale-fact", Strength.HOUSE)
def stale_fact(review: FactsReview) -> Iterator[Sighting]:
    """The day that a fact speaks of lies in the year reported on, or the next."""
    for fact in review.facts.facts.values():
        point = fact.details.get("时点")
        if point is None or not review.year:
            continue
        if _is_stale(point, review.year):
            sentence = f"“{fact.path}”的时点是{written(point)}，这份材料是{review.year}年的"
            yield _see(point, sentence, "换成今年的数和时点；确实用那时的数就在“口径”里写明")


def _is_stale(point: Fact, report: int) -> bool:
    """Whether a day lies before the year of the report or after the next; a school year may begin in the one before."""
    if isinstance(point.value, Date):
        return point.value.year not in (report, report + 1)
    years = {int(year) for year in _YEAR.findall(written(point))}
    if not years:
        return bool(_LAST_YEAR.match(written(point)))
    return not years & {report, report + 1}


@FACTS.rule("F208", "copied-fact", Strength.HOUSE)
def copied_fact(review: FactsReview) -> Iterator[Sighting]:
    """A large count or an amount of money is rarely the same to the last digit two years running."""
    for fact in review.facts.facts.values():
        then = fact.details.get("上年") or (review.last.get(fact.path) if review.last else None)
        if then is None or fact.path.startswith("打算."):
            continue
        now, was = _amounts(fact), _amounts(then)
        if [_size(q) for q in now] == [_size(q) for q in was] and any(map(_is_volatile, now)):
            yield _see(fact, f"“{fact.path}”{written(fact)}和上年一个数不差", "核对是不是照抄了去年的；没有错就不用改")


def _amounts(fact: Fact) -> tuple[Quantity, ...]:
    if isinstance(fact.value, Measures):
        return fact.value.items
    return (fact.value,) if isinstance(fact.value, Quantity) else ()


def _size(quantity: Quantity) -> tuple[Decimal, str]:
    return quantity.number * quantity.scale, quantity.unit


def _is_volatile(quantity: Quantity) -> bool:
    """Whether a number changes from year to year: not a share, an area, a standard in 元, a few hundred schools, or a round or rough one."""
    size, unit = _size(quantity)
    digits = f"{quantity.number:f}".replace(".", "").strip("0")
    least = _STANDARD if unit == "元" else _STOCK if vocabulary().same_measure(unit, "所") else _VOLATILE
    return size >= least and len(digits) > 2 and unit not in _STEADY and quantity.bound is Bound.EXACT


@FACTS.rule("F210", "jump", Strength.HOUSE, severity=Severity.INFO)
def jump(review: FactsReview) -> Iterator[Sighting]:
    """A value ten times last year's, or a tenth, may be a slip of the unit."""
    for fact, value in review.quantities():
        then = review.before(fact)
        if then is None or not agree(value.unit, then.unit):
            continue
        now, was = abs(value.number * value.scale), abs(then.number * then.scale)
        least = _HIGH if value.unit == "%" else _VOLATILE
        if min(now, was) > 0 and max(now, was) >= max(_JUMP * min(now, was), least):
            times = round(max(now, was) / min(now, was))
            sentence = f"“{fact.path}”由{then.written}到{value.written}，差{times}倍"
            yield _see(fact, sentence, "核对数和单位（元、万元、亿元，人、人次）")
