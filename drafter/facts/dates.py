"""Dates of the real calendar, as typed and as GB/T 9704-2012, 7.3.5.4 prints them: Arabic digits, no leading zeros."""

from __future__ import annotations

from datetime import date as calendar_date

from drafter.facts.numerals import chinese_integer, half_width
from drafter.facts.values import Date
from drafter.patterns import lazy

_NUMERIC = lazy(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?:(?P=sep)(?P<d>\d{1,2}))?")
_WORDED = lazy(r"(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?)?")
_CHINESE = lazy(
    "(?P<y>[〇○零一二三四五六七八九]{4})年(?:(?P<m>[一二三四五六七八九十]{1,2})月(?:(?P<d>[一二三四五六七八九十]{1,3})[日号])?)?"
)
_YEAR_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}


def date(text: str) -> Date | None:
    """*text* as a date that exists, month or day possibly missing; None for anything else, such as 2021-02-30."""
    parts = _parts(text)
    return Date(text, *parts) if parts and _exists(*parts) else None


def looks_like_date(text: str) -> bool:
    """Whether *text* has the shape of a full date, real or not."""
    parts = _parts(text)
    return parts is not None and parts[2] > 0


def chinese_date(text: str) -> str:
    """A full date as it is printed: ``2021-12-28`` and ``2021年12月28日`` both give ``2021年12月28日``; other text is given back."""
    found = date(half_width(text.strip()))
    return f"{found.year}年{found.month}月{found.day}日" if found and found.day else text


def _parts(text: str) -> tuple[int, int, int] | None:
    if not text[:1].isdigit() and text[:1] not in _YEAR_DIGITS:
        return None
    match = _NUMERIC.fullmatch(text) or _WORDED.fullmatch(text)
    if match:
        if "sep" in match.groupdict() and match["sep"] == "." and not match["d"]:
            return None
        return int(match["y"]), int(match["m"] or 0), int(match["d"] or 0)
    match = _CHINESE.fullmatch(text)
    if not match:
        return None
    year = int("".join(_YEAR_DIGITS[c] for c in match["y"]))
    return year, _numeral(match["m"]), _numeral(match["d"])


def _numeral(text: str | None) -> int:
    """0 if missing, 99 (which no month or day is) if it is no numeral."""
    if text is None:
        return 0
    value = chinese_integer(text)
    return 99 if value is None else value


def _exists(year: int, month: int, day: int) -> bool:
    try:
        calendar_date(year, month or 1, day or 1)
    except ValueError:
        return False
    return year >= 1000
