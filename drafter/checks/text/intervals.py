"""Whether a written share or difference agrees with what it is computed from, at the precision in which it was written."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from drafter.checks.text.numbers import Number


class Verdict(Enum):
    """What a comparison came to."""

    ROUNDED = "四舍五入后相等"
    TRUNCATED = "截尾后相等"
    NEITHER = "不等"


def compare(stated: Number, value: Fraction, slack: Fraction = Fraction(0)) -> Verdict:
    """Whether *value* (in the units of *stated*) becomes the written number when rounded, or only when cut off.

    *slack* is by how much *value* may be off because its own operands were rounded.
    """
    written, quantum = Fraction(stated.value), Fraction(stated.quantum)
    if abs(written - value) <= quantum / 2 + slack:
        return Verdict.ROUNDED
    missing = abs(value) - abs(written)
    return Verdict.TRUNCATED if 0 <= missing < quantum else Verdict.NEITHER


def share(part: Number, whole: Number) -> Fraction:
    """How many per cent *part* is of *whole*."""
    return Fraction(part.value) / Fraction(whole.value) * 100


def share_slack(part: Number, whole: Number) -> Fraction:
    """By how much that share may be off: amounts with decimals or a scale were rounded, counts of things were not."""
    off = Fraction(0)
    for number, weight in ((part, Fraction(1)), (whole, Fraction(part.value) / Fraction(whole.value))):
        if number.scale != 1 or number.decimals:
            off += Fraction(number.quantum) / 2 * weight
    return off / Fraction(whole.value) * 100


def rounded(value: Fraction, decimals: int) -> str:
    """*value* with that many decimals, halves rounded up."""
    quantum = Decimal(1).scaleb(-decimals)
    scaled = value * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return str((Decimal(whole) * quantum).quantize(quantum))


def plain(value: Decimal) -> str:
    """A number without exponent and needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
