"""Exact arithmetic on written numbers: what is known of a value, how precisely it was written, and in which measure.

An approximate number (超500次) is a range.  A number that was rounded when it was written (36.25%, 2.95万元) counts as written where it is added, and
within half a unit of its last digit where it is multiplied or divided: a quotient of rounded numbers can not be more exact than they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import Context, Decimal, localcontext

from msgspec import Struct
from msgspec.structs import replace

from drafter.facts.values import Bound, Quantity
from drafter.facts.vocabulary import vocabulary
from drafter.patterns import lazy

CONTEXT = Context(prec=60)
_SETTLED = Context(prec=40)
SHARE = "%"
"""The measure of percentages, permillages, percentage points and quotients of two equal measures."""
_HUNDREDTHS = {
    "%": Decimal("0.01"),
    "个百分点": Decimal("0.01"),
    "百分点": Decimal("0.01"),
    "个点": Decimal("0.01"),
    "‰": Decimal("0.001"),
}
_ABOUT = Decimal("0.1")
"""约 and 左右 leave a tenth on either side open."""
_INFINITE = Decimal("Infinity")
_ODD = lazy(r"\d[百千万亿]*[余多几]")
"""余 and 多 right behind the digits say less than one more of the last: 60余 is more than 60 and less than 70."""


class UnitClash(Exception):
    """Two measures that can not be added or compared."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one, other)
        self.units = (one, other)


class NoQuotient(Exception):
    """A division by zero, or by what may be zero."""


class Amount(Struct, frozen=True):
    """What is known of a number, in single units."""

    value: Decimal
    """The number as written or computed."""
    low: Decimal
    high: Decimal
    """The range in which the true number lies; both equal ``value`` if it is exact."""
    quantum: Decimal = Decimal(0)
    """One unit of the last written digit; 0 if the number was computed."""
    slack: Decimal = Decimal(0)
    """By how much a computed number may be off because its operands were rounded."""
    rounded: bool = False
    """A written number that may stand for a more exact one."""
    measure: str | None = None
    """None agrees with any other."""

    @property
    def exact(self) -> bool:
        """Whether nothing is approximate in it."""
        return self.low == self.high


def settled(amount: Amount) -> Amount:
    """*amount* without the last digits of its arithmetic, where three thirds are 0.999…9."""
    value, low, high = (_SETTLED.plus(number) for number in (amount.value, amount.low, amount.high))
    return replace(amount, value=value, low=low, high=high)


def base_unit(quantity: Quantity) -> Decimal:
    """What one of a quantity's written units is in single units: 0.01 for %, 10000 for 万元."""
    return quantity.scale * _HUNDREDTHS.get(quantity.unit, Decimal(1))


def from_quantity(quantity: Quantity, *, literal: bool = False) -> Amount:
    """A written number; a *literal* in a relation is exact."""
    unit = base_unit(quantity)
    value = quantity.number * unit
    exponent = quantity.number.as_tuple().exponent
    quantum = unit.scaleb(exponent) if isinstance(exponent, int) else unit
    low, high = _range(value, quantity.bound)
    if quantity.bound is Bound.ABOVE and _ODD.search(quantity.written):
        high = low + _place(quantity.number) * unit
    measure = SHARE if quantity.unit in _HUNDREDTHS or quantity.unit == "倍" else quantity.unit or None
    return Amount(value, low, high, quantum, rounded=not literal and (quantum != 1), measure=measure)


def add(terms: Iterable[tuple[bool, Amount]]) -> Amount:
    """The sum; a flagged term is subtracted.

    Raises:
        UnitClash: two terms have different measures.
    """
    zero = Decimal(0)
    total = Amount(zero, zero, zero)
    for minus, term in terms:
        sign = replace(term, value=-term.value, low=-term.high, high=-term.low) if minus else term
        total = Amount(
            total.value + sign.value,
            total.low + sign.low,
            total.high + sign.high,
            max(total.quantum, sign.quantum),
            total.slack + sign.slack,
            measure=agreed(total.measure, sign.measure),
        )
    return total


def multiply(factors: list[tuple[bool, Amount]]) -> Amount:
    """The product; a flagged factor divides.

    Raises:
        NoQuotient: a divisor is or may be zero.
    """
    one = Decimal(1)
    total = Amount(one, one, one)
    for divides, factor in factors:
        operand = replace(factor, slack=factor.slack + (factor.quantum / 2 if factor.rounded else 0))
        total = _times(total, _inverse(operand) if divides else operand)
    return replace(total, measure=_product_measure(factors))


def agreed(one: str | None, other: str | None) -> str | None:
    """The measure of two numbers that are added or compared.

    Raises:
        UnitClash: they differ.
    """
    if one is None or other is None:
        return one or other
    if not vocabulary().same_measure(one, other):
        raise UnitClash(one, other)
    return one


def _place(number: Decimal) -> Decimal:
    """One unit of the last digit that is not zero: 10 for 60, so that 60余 is less than 70."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _range(value: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    if bound is Bound.ABOVE:
        return value, _INFINITE
    if bound is Bound.BELOW:
        return (Decimal(0) if value >= 0 else -_INFINITE), value
    if bound is Bound.ABOUT:
        off = abs(value) * _ABOUT
        return value - off, value + off
    return value, value


def _times(one: Amount, other: Amount) -> Amount:
    corners = [_corner(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    slack = abs(one.value) * other.slack + abs(other.value) * one.slack + one.slack * other.slack
    return Amount(one.value * other.value, min(corners), max(corners), slack=slack)


def _corner(a: Decimal, b: Decimal) -> Decimal:
    return Decimal(0) if not a or not b else a * b


def _inverse(amount: Amount) -> Amount:
    if amount.low <= 0 <= amount.high or abs(amount.value) <= amount.slack:
        raise NoQuotient
    value, size = 1 / amount.value, abs(amount.value)
    slack = amount.slack / (size * (size - amount.slack))
    return Amount(value, 1 / amount.high, 1 / amount.low, slack=slack)


def _product_measure(factors: list[tuple[bool, Amount]]) -> str | None:
    """人÷人 is a share, 人×% is 人; anything richer, such as 人×元, agrees with any measure."""
    if any(factor.measure is None for _, factor in factors):
        return None
    above = [f.measure for divides, f in factors if not divides and f.measure and f.measure != SHARE]
    below = [f.measure for divides, f in factors if divides and f.measure and f.measure != SHARE]
    for measure in tuple(below):
        match = next((m for m in above if vocabulary().same_measure(m, measure)), None)
        if match:
            above.remove(match)
            below.remove(measure)
    if below or len(above) > 1:
        return None
    return above[0] if above else SHARE


def exactly() -> AbstractContextManager[Context]:
    """A context manager in which arithmetic has fixed precision, whatever the caller's is."""
    return localcontext(CONTEXT)
