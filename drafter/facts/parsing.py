"""From the typed text of a value to what it says.

The rule is precision over greed: what is not clearly a number, a list, a rank or a date is a :class:`Text` and prints as typed.  Texts are

- a sentence that begins with a number or contains one: ``2021年完成3所``, ``3号楼竣工``, ``“368”行动``;
- a range and a vague numeral: ``3～5年``, ``60%~70%``, ``三四所``, ``数十场``;
- a time: ``12:30``;
- a number with a noun behind its measure word: ``17个项目`` (the noun belongs to the wording).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from drafter.facts.dates import date
from drafter.facts.lists import items
from drafter.facts.numerals import HANZI, NUMERAL, chinese_integer, half_width
from drafter.facts.quantity import LONGEST, counted, graded, quantity, several
from drafter.facts.values import Blank, Measures, NotApplicable, Pending, Quantity, Rank, Ratio, Text, Value
from drafter.facts.vocabulary import vocabulary
from drafter.patterns import lazy

_PENDING = lazy(r"[【\[（(]?待补[充齐报]?(?:(?:[：:，,。\s]|——?)\s*(?P<note>.*?))?[】\]）)]?", re.DOTALL)
_MASK = lazy(rf"(?:[*＊]+|…+|\.{{3,}}|。{{3,}}|×+|[Xx]{{2,}}|[_＿]{{2,}}|[?？]+)(?P<unit>(?:{HANZI}|%){{0,4}})")
_NOT_APPLICABLE = lazy(r"不涉及(?:[：:，,。（(\s].*)?", re.DOTALL)
_EMPTY_STARTS = "待【[（(不*＊….。×Xx_＿?？"
"""The first characters of what the three patterns above match."""
_SPACE = lazy(rf"(?<=[\d.%])[ \u3000]+(?={HANZI}|%|‰)|(?<={HANZI})[ \u3000]+(?=\d)")
_RATIO = lazy(r"(?P<left>\d{1,9}(?:\.\d{1,6})?)\s*(?P<sign>[:：∶比])\s*(?P<right>\d{1,9}(?:\.\d{1,6})?)")
_TIME = lazy(r"(?:0?[2-9]|0\d|1\d|2[0-3])[:：][0-5]\d")


def parse_value(text: str, kind: str = "") -> Value:
    """What *text* says; any text is understood, at worst as :class:`Text`.

    Args:
        text: the value as typed, on one line or several.
        kind: the catalogue's 类型, which settles what two readings could claim: 文本 keeps any text a text, 清单 reads
            ``一等奖3个、二等奖4个`` as names and 多量 ``高中2个、小学1个`` as measures, 比值 takes ``14:10`` for a ratio, and 数量
            takes a noun behind the measure word.
    """
    return _read_short(text, kind) if len(text) <= LONGEST else _read(text, kind)


def _read(text: str, kind: str) -> Value:
    written = half_width(text.strip())
    empty = _empty(written)
    if empty is not None:
        return empty
    if kind == "文本" or "\n" in written:
        return Text(written)
    if kind == "清单":
        return items(written) or _plain(written, kind) or Text(written)
    return _plain(written, kind) or items(written) or Text(written)


_read_short = lru_cache(2048)(_read)
"""The documents of a batch say the same words of many things, and one document is read several times."""


def _empty(text: str) -> Value | None:
    """Blank, 待补 in its spellings, or 不涉及."""
    if not text:
        return Blank()
    if text[0] not in _EMPTY_STARTS:
        return None
    match = _PENDING.fullmatch(text)
    if match:
        return Pending((match["note"] or "").strip())
    match = _MASK.fullmatch(text)
    if match:
        return Pending(text if match["unit"] else "")
    return NotApplicable() if _NOT_APPLICABLE.fullmatch(text) else None


def _plain(text: str, kind: str) -> Value | None:
    """Any sort of number, rank or date."""
    if not NUMERAL.search(text):
        return None
    found = date(text) or _spaced_quantity(text) or _ratio(text, kind) or _rank(text) or _measures(text, kind)
    if found is None and kind == "数量":
        return _with_noun(text)
    return found


def _spaced_quantity(text: str) -> Quantity | None:
    """A number, also with a space before its measure word; the space stays in the written form."""
    found = quantity(_SPACE.sub("", text))
    return replace(found, written=text) if found else None


def _measures(text: str, kind: str) -> Measures | None:
    measures = several(text, 1 if kind == "多量" else 2)
    if not measures or not (kind == "多量" or graded(measures) or "、" not in text):
        return None
    return Measures(text, measures)


def _with_noun(text: str) -> Quantity | None:
    found = counted(text)
    if found is None:
        return None
    return replace(found, written=text)


def _ratio(text: str, kind: str) -> Ratio | None:
    match = _RATIO.fullmatch(text)
    if not match or (kind != "比值" and match["sign"] in ":：" and _TIME.fullmatch(text)):
        return None
    right = Decimal(match["right"])
    return Ratio(text, Decimal(match["left"]), right) if right else None


def _rank(text: str) -> Rank | None:
    match = vocabulary().rank.fullmatch(text) if len(text) < 30 else None
    if not match:
        return None
    place = int(match["place"]) if match["place"].isdecimal() else chinese_integer(match["place"])
    return Rank(text, place, match["scope"]) if place else None
