"""Names of facts: which are legal, what to propose instead of one that is not, and which known name was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_DOT_LIKE = "[．。·・｡]|/|／|(?<=.)->(?=.)"
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def is_name(text: str) -> bool:
    """Whether *text* may be one part of a fact's path: Chinese, letters, digits, no leading digit, no marks or spaces."""
    if text and min(text) >= "一" and max(text) <= "鿿":  # all Chinese, as nearly all names are
        return True
    return all(map(is_name_character, text)) and not text[:1].isdecimal() and text != ""


def is_name_character(c: str) -> bool:
    """Whether *c* may stand in a name."""
    # A class of a regular expression over these ranges takes milliseconds to compile, at every start.
    return c.isalnum() if c.isascii() else "一" <= c <= "鿿" or "㐀" <= c <= "䶿" or c == "〇"


def proposed_path(key: str) -> str:
    """A legal path that is as near to *key* as possible; empty if nothing legal is left of it."""
    parts = (_proposed_name(part) for part in re.sub(_DOT_LIKE, ".", key).split("."))
    return ".".join(part for part in parts if part)


def _proposed_name(text: str) -> str:
    """Marks and spaces dropped, full-width letters narrowed, a leading number written in Chinese."""
    text = "".join(filter(is_name_character, unicodedata.normalize("NFKC", text)))
    rest = text.lstrip("0123456789")
    digits = text[: len(text) - len(rest)]
    if not digits or not rest:
        return "" if not rest else text
    return _in_chinese(digits) + rest


def _in_chinese(digits: str) -> str:
    """Digits as one would read them: 3 三, 12 十二, 2021 二〇二一."""
    if len(digits) != 2 or digits[0] == "0":
        return digits.translate(_DIGITS)
    tens, ones = (digit.translate(_DIGITS) for digit in digits)
    return (tens if tens != "一" else "") + "十" + (ones if ones != "〇" else "")


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of *names* that *name* was probably meant to be: at most one slip in four characters, and a slip in 2 to 3."""
    best, limit, letters = None, max(1, (len(name) + 1) // 4), _letters(name)
    for known in names:
        if known == name or abs(len(known) - len(name)) > limit:
            continue
        # A slip changes the set of characters by two at most, which costs far less to see than a distance.
        other = _letters(known)
        if len(letters ^ other) > 2 * limit or not letters & other:
            continue
        found = distance(name, known, limit)
        if found <= limit:
            best, limit = known, found - 1
        if limit < 1:
            break
    return best


@lru_cache(4096)
def _letters(name: str) -> frozenset[str]:
    return frozenset(name)


def distance(one: str, other: str, limit: int) -> int:
    """How many characters to insert, delete, replace or swap with a neighbour; ``limit + 1`` once it is more than *limit*."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        current = [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j] + 1, current[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)
