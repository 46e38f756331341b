"""Every number that a facts file says, under the path that says it: what a figure in a text can come from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct, field

from drafter.checks.text.model import normalised
from drafter.checks.text.numbers import POINTS, Number, numbers_in
from drafter.facts import Fact, Facts
from drafter.facts.values import Items, Quantity, Records
from drafter.facts.vocabulary import vocabulary


class Source(NamedTuple):
    """A number of a fact."""

    number: Number
    path: str
    written: str


class Sources(Struct, frozen=True, dict=True):
    """The numbers of a facts file by their value, and of the year before."""

    by_value: dict[Decimal, list[Source]] = field(default_factory=dict)
    by_digits: dict[str, list[Source]] = field(default_factory=dict)
    last: dict[Decimal, list[Source]] = field(default_factory=dict)
    text: str = ""
    """Everything that the facts say, for words instead of numbers."""

    def of(self, number: Number) -> list[Source]:
        """The facts that say that number in a unit that agrees."""
        return [source for source in self.by_value.get(number.value, ()) if agree(source.number.unit, number.unit)]

    def in_other_unit(self, number: Number) -> Source | None:
        """A fact with the same digits but another scale or measure, such as 元 for 万元 or 人 for 人次."""
        found = [
            s for s in self.by_digits.get(number.digits, ()) if s.number.unit and number.unit and len(number.digits) > 1
        ]
        scaled = [s for s in found if s.number.unit == number.unit and s.number.scale != number.scale]
        people = [s for s in found if {s.number.unit, number.unit} in ({"人", "人次"}, {"名", "人次"}, {"户", "人"})]
        return next(iter(scaled or people), None)

    def of_last_year(self, number: Number) -> Source | None:
        """A fact that said that number a year ago."""
        found = (s for s in self.last.get(number.value, ()) if s.number.unit and agree(s.number.unit, number.unit))
        return next(found, None)


def agree(one: str, other: str) -> bool:
    """Whether two measures can mean the same; one that is not said agrees with any."""
    words = vocabulary()
    points = one in POINTS and other in POINTS
    return not one or not other or points or words.same_measure(one, other) or words.exchangeable(one, other)


def sources_of(facts: Facts, last: Facts | None = None) -> Sources:
    """All numbers of *facts*, and those of the year before that its 上年 or *last* say."""
    sources = Sources(text="\n".join(_texts(facts)))
    for fact in facts.facts.values():
        for source in (*_numbers(fact), *_changes(fact)):
            _enter(sources, source)
        for name, detail in fact.details.items():
            for source in _numbers(detail):
                (_enter_last if name == "上年" else _enter)(sources, source)
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
    for number in numbers_in(normalised(text)):
        yield Source(number, fact.path, text)
    if isinstance(fact.value, Items):
        yield _computed(Decimal(len(fact.value.items)), "", fact.path)
    if isinstance(fact.value, Quantity) and not any(c.isdigit() for c in text):
        yield _computed(fact.value.number * fact.value.scale, fact.value.unit, fact.path)


def _computed(value: Decimal, unit: str, path: str) -> Source:
    return Source(Number(0, 0, f"{value:f}", value, unit), path, "")


def _changes(fact: Fact) -> Iterator[Source]:
    """What 较上年 makes of a fact and its 上年: the difference, and the growth at up to two decimals."""
    before = fact.details.get("上年")
    if before is None or not isinstance(fact.value, Quantity) or not isinstance(before.value, Quantity):
        return
    now, then = fact.value, before.value
    difference = abs(now.number * now.scale - then.number * then.scale)
    yield _computed(difference, "个百分点" if now.unit == "%" else now.unit, fact.path)
    if then.number and now.unit != "%":
        growth = Fraction(difference) / Fraction(abs(then.number * then.scale)) * 100
        for decimals in range(3):
            yield _computed(Decimal(round(growth * 10**decimals)).scaleb(-decimals), "%", fact.path)


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
