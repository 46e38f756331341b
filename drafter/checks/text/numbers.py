"""Numbers in running text: what they count, how precisely, and which digits count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from drafter.facts.numerals import SCALES
from drafter.facts.values import Bound
from drafter.facts.vocabulary import DATA, vocabulary, word_lists
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

PERCENT = ("%", "‰")
_ONE = Decimal(1)
POINTS = ("个百分点", "百分点", "个点")
_NOUNS = {"项目", "小组", "个小组", "部分"}
"""Words of the value vocabulary that are nouns in a sentence: 8项目 lacks its measure word."""


class Number(NamedTuple):
    """A figure as written."""

    start: int
    end: int
    """Behind the measure word."""
    digits: str
    value: Decimal
    """In single units; a percentage counts hundredths as written: 25% is 25."""
    unit: str
    """The measure word without 万 or 亿; empty if there is none."""
    scale: Decimal = _ONE
    bound: Bound = Bound.EXACT
    han: bool = False
    """Written in Chinese numerals."""

    @property
    def exact(self) -> bool:
        """Whether no 约, 余 or 近 makes it approximate."""
        return self.bound is Bound.EXACT

    @property
    def decimals(self) -> int:
        """How many digits stand behind the point."""
        return len(self.digits.partition(".")[2])

    @property
    def quantum(self) -> Decimal:
        """One unit of the last written digit."""
        return self.scale.scaleb(-self.decimals)

    @property
    def is_percent(self) -> bool:
        """Whether it is a share, not percentage points."""
        return self.unit in PERCENT

    def same_measure(self, other: Number) -> bool:
        """Whether both count the same sort of thing."""
        return bool(self.unit) and vocabulary().same_measure(self.unit, other.unit)


class Year(NamedTuple):
    """A year named in the text."""

    start: int
    end: int
    """Behind 年, if that follows."""
    value: int
    said: bool
    """年 follows."""
    span: bool
    """One end of a span such as 2021—2023年."""


class _Patterns(NamedTuple):
    number: re.Pattern[str]
    before: tuple[tuple[str, Bound], ...]
    words: tuple[str, ...]
    """Those of *before*."""
    after: tuple[tuple[str, Bound], ...]
    skipped: re.Pattern[str]


_DIGITS = lazy(r"\d+")
# What may not stand before a year is looked for behind it: a pattern that begins with a character is searched ten times as fast.
_YEAR = lazy(r"((?:19|20)\d\d)(?<![\d.]\d{4})(?:(年)|(?!\d))")
_SPAN = lazy(r"((?:19|20)\d\d)(?<!\d{5})(年?)\s*(?:[-—–~～至]|——)\s*((?:19|20)\d\d)(学年|年?)(?!\d)(?!\s*[-/]\s*\d)")
_NO_QUANTITY = (
    r"第\s*\d+(?:\s*[、至—~～-]\s*\d+)*",
    r"(?:19|20)\d\d(?=年|学年|届|级|版|\d{4})",
    r"(?:19|20)\d\d(?:[-/.]\d{1,2}){2}(?!\d)|(?:19|20)\d\d[-/]\d{1,2}(?!\d)",
    r"\d{1,2}月(?:\d{1,2}[日号]?)?(?!份额)|\d{1,2}日(?!均)",
    r"\d{1,2}:\d{2}",
    r"[A-Za-z]+[-+]?\d[\dA-Za-z.+]*|\d+(?:\.\d+)?(?:[A-Za-z]+(?<![kmc]m)(?<!kg)|\+[\dA-Za-z]*|[×xX]\d+)(?!²)",
    r"\+\s*\d+",
    r"\d+周年",
    r"[A-Z]{2,}(?:/[A-Z])? ?\d+(?:[.-]\d+)*|0\d{2,3}-?\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)",
    r"（\d{1,2}）|附[件表图]\s*\d+",
    r"\d+(?:工程|计划|行动|战略|热线|号(?![召码]))",
    r"\d\.0(?!\d*[%万亿\u4e00-\u9fff])|\d\.0(?=\s*(?:工程|行动|版|时代))",
    r"(?<=[\u4e00-\u9fff])\d\.\d(?=工程|行动|版|时代)",
    r"[3-6]\s*[-—–~～至]\s*\d+(?=岁)",
    r"(?<!\d)(?:19|20)\d\d(?!\d|[.%余多万亿]|人|名|个|所|项|次|场|家|元|件|篇|户|份|节|套|册|台|间|期|批|课|平|吨|亩|公|张|位|处|支|辆|幢|栋|座|例|块|枚|条(?![例件])|组(?!织)|班(?!子))",
)
_MAY_BEGIN = r"(?=[第附（+A-Za-z\d])"
"""What each of these begins with: most characters of a text are passed over at once."""


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def _patterns() -> _Patterns:
    words = word_lists(DATA / "measures.yaml")
    units = [u for u in words["量词"] if u not in _NOUNS]
    latin = [u for u in units if u.isascii()]
    chinese = [u for u in units if not u.isascii()]
    number = compiled(
        r"(?<![\d.,])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?: (?=[万亿]))?(?P<scale>{_any(list(SCALES))})?(?P<odd>[余多几])?(?P<scale2>[万亿])?"
        rf"(?P<unit>(?:{_any(latin)})(?![A-Za-z])|{_any(chinese)})?"
        rf"(?P<after>{_any(words['后约'] + words['后超'] + words['后不足'])})?"
    )
    sorts = {Bound.ABOVE: words["超过"], Bound.BELOW: words["不足"], Bound.ABOUT: words["约数"]}
    before = tuple(sorted(((w, b) for b, group in sorts.items() for w in group if w != "上"), key=lambda p: -len(p[0])))
    ends = {Bound.ABOUT: words["后约"], Bound.ABOVE: words["后超"], Bound.BELOW: words["后不足"]}
    after = tuple((w, b) for b, group in ends.items() for w in group)
    return _Patterns(
        number,
        before,
        tuple(word for word, _ in before),
        after,
        compiled(f"{_MAY_BEGIN}(?:{'|'.join(_NO_QUANTITY)})"),
    )


def numbers_in(text: str, start: int = 0) -> Iterator[Number]:
    """The figures of *text* from *start* on; digits that are years, dates, ordinals or parts of names are none."""
    if not _DIGITS.search(text):
        return
    known = _patterns()
    skipped = bytearray(len(text))
    for pattern in (known.skipped, _SPAN):
        for found in pattern.finditer(text):
            skipped[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    end = start
    for run in _DIGITS.finditer(text, start):
        match = known.number.match(text, run.start()) if run.start() >= end else None
        if match:
            end = match.end()
            if not any(skipped[match.start() : match.end("digits")]):
                yield _number(match, text, known)


def _number(match: re.Match[str], text: str, known: _Patterns) -> Number:
    digits, one, other, unit = match.group("digits", "scale", "scale2", "unit")
    scale = Decimal(SCALES.get(one or "", 1) * SCALES.get(other or "", 1)) if one or other else _ONE
    end = match.end("unit") if unit else match.start("after") if match["after"] else match.end()
    value = Decimal(digits.replace(",", "")) * scale
    return Number(match.start(), end, digits, value, unit or "", scale, _bound(match, text, known))


def _bound(match: re.Match[str], text: str, known: _Patterns) -> Bound:
    if match["odd"]:
        return Bound.ABOVE
    if match["after"]:
        return next(bound for word, bound in known.after if word == match["after"])
    ahead = text[max(0, match.start() - 5) : match.start()]
    if not ahead.endswith(known.words) or ahead.endswith(("节约", "签约", "预约", "附近", "集约", "邻近")):
        return Bound.EXACT
    return next(bound for word, bound in known.before if ahead.endswith(word))


def years_in(text: str, start: int = 0) -> Iterator[Year]:
    """The years of *text*: 20xx年, and both ends of a span; 2021届 and 2021级 are none."""
    spans: set[int] = set()
    for match in _SPAN.finditer(text, start):
        spans |= {match.start(1), match.start(3)}
    for match in _YEAR.finditer(text, start):
        following = text[match.end() : match.end() + 2]
        span = match.start() in spans
        if span or match[2] or following.startswith(("上半", "下半", "春", "秋", "年")):
            if not match[2] and following[:1] in ("届", "级"):
                continue
            yield Year(match.start(), match.end(), int(match[1]), bool(match[2]), span)
