"""Digits and Chinese numerals: how a number is written, and what it says.

GB/T 15835 wants half-width Arabic digits, so full-width digits and ％ typed by an input method are turned into half-width ones; everything
else of a value stays exactly as typed.
"""

from __future__ import annotations

from drafter.patterns import lazy

_HALF = {ord("０") + i: ord("0") + i for i in range(10)} | {ord("％"): ord("%")}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

_FULL_WIDTH = lazy("[０-９％．]")

HANZI = r"[^\W\dA-Za-z_]"
"""A pattern for one Chinese character, said by what it is not: a range over twenty thousand takes a millisecond to compile."""
HAN_NUMERAL = "[〇零一二两三四五六七八九十百千万亿]{1,15}"
"""A pattern for what :func:`chinese_integer` may understand."""
NUMERAL = lazy(r"[\d〇○零一二两三四五六七八九十百千万亿]")
"""A pattern for one digit or character of a numeral: a text without any says no number."""
SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
"""The words that multiply an Arabic number before its measure."""


def half_width(text: str) -> str:
    """*text* with full-width digits and ％ as half-width ones, and ． between digits as a decimal point."""
    if not _FULL_WIDTH.search(text):
        return text
    text = text.translate(_HALF)
    if "．" not in text:
        return text
    return "".join(
        "." if c == "．" and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit() else c
        for i, c in enumerate(text)
    )


def chinese_integer(text: str) -> int | None:
    """The value of a well-formed Chinese integer such as 两, 十二, 三百零五 or 二万三千; None for anything else.

    Vague numerals (三四, 十几) and spoken short forms (一百二) are not well-formed.
    """
    total = 0
    for word in ("亿", "万"):
        head, found, rest = text.partition(word)
        if not found:
            continue
        part = _below_myriad(head)
        if part is None or part == 0:
            return None
        total += part * _MYRIADS[word]
        text = rest
        if not text:
            return total
    part = _below_myriad(text)
    if part is None or (total and part == 0):
        return None
    return total + part


def _below_myriad(text: str) -> int | None:
    """The value of a numeral without 万 and 亿."""
    if text in _DIGITS:
        return _DIGITS[text]
    total, last_unit, index = 0, 10_000, 0
    if not text:
        return None
    while index < len(text):
        zero = text[index] in "零〇"
        index += zero
        digit = _DIGITS.get(text[index]) if index < len(text) else None
        if digit == 0:
            return None
        unit = _TENS.get(text[index + (digit is not None)]) if index + (digit is not None) < len(text) else None
        if not _fits(digit, unit, last_unit, zero=zero, first=index == 0):
            return None
        total += (digit or 1) * (unit or 1)
        last_unit = unit or 1
        index += (digit is not None) + (unit is not None)
    return total


def _fits(digit: int | None, unit: int | None, last_unit: int, *, zero: bool, first: bool) -> bool:
    """Whether one digit with its unit may follow a larger unit: 三百|零五 and 三百|二十, not 三百|五 nor 三|四."""
    if digit is None:
        return unit == 10 and first
    if unit is not None:
        return unit < last_unit
    return last_unit == 10 or (zero and last_unit > 1 and last_unit < 10_000)
