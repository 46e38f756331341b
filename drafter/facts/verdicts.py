"""Whether one amount agrees with another, at the precision in which it was written."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from drafter.facts.amounts import Amount


class Verdict(Enum):
    """What a comparison came to."""

    HOLDS = "成立"
    TRUNCATED = "只在截尾时成立"
    FAILS = "不成立"
    OPEN = "未核对"


def equal(stated: Amount, computed: Amount) -> Verdict:
    """Whether *computed*, rounded to the precision of *stated*, is what was stated; approximate numbers only fail or stay open."""
    tolerance = stated.quantum / 2 + computed.slack + stated.slack
    if not (stated.exact and computed.exact):
        apart = stated.low - computed.high > tolerance or computed.low - stated.high > tolerance
        return Verdict.FAILS if apart else Verdict.OPEN
    if abs(stated.value - computed.value) <= tolerance:
        return Verdict.HOLDS
    return Verdict.TRUNCATED if _cut_off(stated, computed) else Verdict.FAILS


def ordered(left: Amount, sign: str, right: Amount) -> Verdict:
    """Whether ``left sign right`` holds for the whole range of both; *sign* is one of ≤ ≥ < >."""
    if sign in "≥>":
        left, right, sign = right, left, {"≥": "≤", ">": "<"}[sign]
    slack = left.slack + right.slack
    if left.high < right.low or (sign == "≤" and left.high <= right.low + slack):
        return Verdict.HOLDS
    if left.low > right.high + slack or (sign == "<" and left.low >= right.high):
        return Verdict.FAILS
    return Verdict.OPEN


def _cut_off(stated: Amount, computed: Amount) -> bool:
    """Whether *stated* is *computed* with its further digits dropped instead of rounded."""
    missing = abs(computed.value) - abs(stated.value)
    same_side = (stated.value >= 0) == (computed.value >= 0) or stated.value == 0
    return same_side and Decimal(0) <= missing < stated.quantum + computed.slack
