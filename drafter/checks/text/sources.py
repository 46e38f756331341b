"""Every number that a facts file says, under the path that says it: what a figure in a text can come from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct, field

from drafter.checks.text.intervals import rounded
from drafter.checks.text.model import normalised
from drafter.checks.text.numbers import POINTS, Number, numbers_in
from drafter.facts import Fact, Facts
from drafter.facts.values import Bound, Items, Quantity, Records
from drafter.facts.vocabulary import vocabulary

COMPUTED = "（算出）"
"""How the path of a number ends that drafter worked out for its own draft."""


class Source(NamedTuple):
    """A number of a fact."""

    number: Number
    path: str
    written: str
    label: str = ""
    """What the fact calls this number, if it says several: 一等奖 in 一等奖3个."""
    listed: str = ""
    """The first item of a list whose length this number is; only beside it does the number speak of the list."""
    rise: int = 0
    """1 or -1 for the difference from a year ago: whether it was a rise."""


class Sources(Struct, frozen=True, dict=True):
    """The numbers of a facts file by their value, and of the year before."""

    by_value: dict[Decimal, list[Source]] = field(default_factory=dict)
    by_digits: dict[str, list[Source]] = field(default_factory=dict)
    last: dict[Decimal, list[Source]] = field(default_factory=dict)
    text: str = ""
    """Everything that the facts say, for words instead of numbers."""
    rough: dict[tuple[object, ...], tuple[Source, ...]] = field(default_factory=dict)
    """What :meth:`close_to` has found, by the number as written: a text says many numbers again and again."""

    def of(self, number: Number) -> list[Source]:
        """The facts that say that number in a unit that agrees."""
        return [source for source in self.by_value.get(number.value, ()) if agree(source.number.unit, number.unit)]

    def in_other_unit(self, number: Number) -> Source | None:
        """A fact with the same digits but another scale or measure, such as 元 for 万元 or 人 for 人次."""
        found = [
            s for s in self.by_digits.get(number.digits, ()) if s.number.unit and number.unit and len(number.digits) > 1
        ]
        scaled = [s for s in found if s.number.unit == number.unit and s.number.scale != number.scale]
        times = [s for s in found if _times(s.number.unit, number.unit)]
        return max(scaled or times, key=lambda s: bool(s.written), default=None)

    def close_to(self, number: Number) -> tuple[Source, ...]:
        """The facts that *number* says roughly: 5.13万名, 5.1万余名 or 约5万名 for 51283名."""
        written = number[2:]
        found = self.rough.get(written)
        if found is None:
            typed = (source for same in self.by_value.values() for source in same)
            close = (s for s in typed if agree(s.number.unit, number.unit) and stands_for(number, s.number))
            found = self.rough[written] = tuple(close)
        return found

    def of_last_year(self, number: Number) -> Source | None:
        """A fact that said that number a year ago."""
        found = (s for s in self.last.get(number.value, ()) if s.number.unit and agree(s.number.unit, number.unit))
        return next(found, None)


def _times(one: str, other: str) -> bool:
    """Whether one counts things and the other visits to them: 人 and 人次, 户 and 户次."""
    plain, times = sorted((one, other), key=len)
    people = vocabulary().same_measure(plain, "人") and times == "人次"
    points = "%" in (one, other) and (one in POINTS or other in POINTS)
    return people or points or times == f"{plain}次" or {one, other} == {"户", "人"}


def stands_for(said: Number, exact: Number) -> bool:
    """Whether *said* is *exact* rounded to fewer digits, or a true 约, 超 or 近 of it."""
    if not exact.exact:
        return False
    value, true = Fraction(said.value), Fraction(exact.value)
    if said.exact:
        return said.quantum > exact.quantum and abs(true - value) <= Fraction(said.quantum) / 2
    digits = said.digits.replace(",", "")
    zeros = 0 if "." in digits else len(digits) - len(digits.rstrip("0"))
    step = Fraction(said.quantum.scaleb(zeros))
    if said.bound is Bound.ABOUT:
        return abs(true - value) <= step / 2
    if said.bound is Bound.ABOVE:
        return value <= true < value + step
    return value * 9 / 10 <= true < value


def agree(one: str, other: str) -> bool:
    """Whether two measures can mean the same; one that is not said agrees with any."""
    words = vocabulary()
    points = one in POINTS and other in POINTS
    return not one or not other or points or words.same_measure(one, other) or words.exchangeable(one, other)


def sources_of(facts: Facts, last: Facts | None = None) -> Sources:
    """All numbers of *facts*, and those of the year before that its 上年 or *last* say."""
    sources = Sources(text="\n".join(_texts(facts)))
    for fact in facts.facts.values():
        for source in (*_numbers(fact), *_changes(fact, last)):
            _enter(sources, source)
        for name, detail in fact.details.items():
            for source in _numbers(detail):
                (_enter_last if name == "上年" else _enter)(sources, source)
    for source in (*_group_totals(facts), *_targets(facts)):
        _enter(sources, source)
    for path, text in _own_words(facts):
        for number in numbers_in(normalised(text)):
            _enter(sources, Source(number, path, text))
    for source in _replaced(facts, last):
        _enter_last(sources, source)
    return sources


def _replaced(facts: Facts, last: Facts | None) -> Iterator[Source]:
    """The numbers of last year's facts that have another value now."""
    for fact in last.facts.values() if last else ():
        now = facts.get(fact.path)
        if now is not None and written(now) != written(fact):
            yield from _numbers(fact)


def written(fact: Fact) -> str:
    """The value as typed."""
    return str(getattr(fact.value, "written", ""))


def _enter(sources: Sources, source: Source) -> None:
    sources.by_value.setdefault(source.number.value, []).append(source)
    sources.by_digits.setdefault(source.number.digits, []).append(source)


def _enter_last(sources: Sources, source: Source) -> None:
    sources.last.setdefault(source.number.value, []).append(source)


def _numbers(fact: Fact) -> Iterator[Source]:
    text = written(fact)
    if isinstance(fact.value, Records):
        text = "；".join(str(getattr(cell, "written", "")) for row in fact.value.rows for cell in row)
    plain, end = normalised(text), 0
    for number in numbers_in(plain):
        label = "" if isinstance(fact.value, Quantity) else plain[end : number.start].strip("、，；：和及（）与 ")
        yield Source(number, fact.path, text, label)
        end = number.end
    if isinstance(fact.value, Items):
        items = fact.value.items
        yield _computed(Decimal(len(items)), "", fact.path)._replace(listed=normalised(items[0].text))
    if isinstance(fact.value, Quantity) and not any(c.isdigit() for c in text):
        yield _computed(fact.value.number * fact.value.scale, fact.value.unit, fact.path)


def _computed(value: Decimal, unit: str, path: str) -> Source:
    return Source(Number(0, 0, f"{value:f}", value, unit), path, "")


def _changes(fact: Fact, last: Facts | None) -> Iterator[Source]:
    """What 较上年 makes of a fact and its value a year ago: the difference, the growth and the multiple at up to two decimals."""
    before = fact.details.get("上年") or (last.get(fact.path) if last else None)
    if before is None or not isinstance(fact.value, Quantity) or not isinstance(before.value, Quantity):
        return
    now, then = fact.value, before.value
    change = now.number * now.scale - then.number * then.scale
    rise = (change > 0) - (change < 0)
    if not agree(now.unit, then.unit):
        return
    yield _computed(abs(change), "个百分点" if now.unit == "%" else now.unit, fact.path)._replace(rise=rise)
    if then.number and now.unit != "%":
        multiple = Fraction(now.number * now.scale) / Fraction(then.number * then.scale)
        for decimals in range(3):
            yield _computed(_cut(abs(multiple - 1) * 100, decimals), "%", fact.path)._replace(rise=rise)
            yield _computed(_cut(multiple, decimals), "倍", fact.path)


def _group_totals(facts: Facts) -> Iterator[Source]:
    """What the facts of one group add up to, if all of them count the same."""
    groups: dict[str, list[Quantity]] = {}
    for fact in facts.facts.values():
        if isinstance(fact.value, Quantity) and fact.value.unit not in ("%", ""):
            groups.setdefault(fact.path.rpartition(".")[0], []).append(fact.value)
    for owner, parts in groups.items():
        exact = all(part.bound is Bound.EXACT and part.unit == parts[0].unit for part in parts)
        if exact and len(parts) > 1 and facts.get(owner) is None:
            yield _computed(sum((p.number * p.scale for p in parts), Decimal(0)), parts[0].unit, owner)


def _targets(facts: Facts) -> Iterator[Source]:
    """By how much next year's target differs from this year's value."""
    for path, fact in facts.facts.items():
        now = facts.get(path.removeprefix("打算.")) if path.startswith("打算.") else None
        if now is not None and isinstance(fact.value, Quantity) and isinstance(now.value, Quantity):
            aim, value = fact.value, now.value
            change = abs(aim.number * aim.scale - value.number * value.scale)
            if agree(aim.unit, value.unit):
                yield _computed(change, "个百分点" if aim.unit == "%" else aim.unit, path)


def _cut(value: Fraction, decimals: int) -> Decimal:
    return Decimal(rounded(value, decimals))


def _own_words(facts: Facts) -> Iterator[tuple[str, str]]:
    for topic, texts in facts.own.items():
        for own in texts:
            yield f"{topic}.自拟", own.text
    for name, own in facts.rewritten.items():
        yield f"文稿.改写.{name}", own.text
    for name, setting in facts.document.items():
        for value in setting.values:
            yield f"文稿.{name}", value


def _texts(facts: Facts) -> Iterator[str]:
    for fact in facts.facts.values():
        yield written(fact)
        yield from (written(detail) for detail in fact.details.values())
    yield from (text for _, text in _own_words(facts))
