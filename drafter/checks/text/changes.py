"""N104, N105: rises and falls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.intervals import Verdict, compare, plain, rounded
from drafter.checks.text.mending import swap
from drafter.checks.text.model import Line
from drafter.checks.text.numbers import POINTS, Number
from drafter.patterns import lazy

_UP = r"提高|提升|上升|增长|增加|增幅|扩大|增"
_DOWN = r"下降|降低|减少|压减|缩减|压缩|缩短|降幅|回落|降|减"
_BASE = r"(?:比|较|同比|环比)?(?:上一?年度?|去年|前一?年|上年同期|去年同期|20\d\d年(?:底|末)?|上学年|同期|年初|上期)?(?:同期)?"
_CHANGE = lazy(rf"\A(?:（[^（）]*）)?[，（]?(?:分别)?{_BASE}(?:分别|又|再|累计|净)?(?:{_UP}|{_DOWN})(?:了|约|达|为)?\Z")
_MOVES = lazy("[高升增大降低减缩落]")
"""A character of each word for a rise, a fall or a difference."""
_ABOVE = lazy(
    r"\A[，（]?(?:比|较)?[^，。；、\d]{0,10}(?:(?:高出|低出)[^，。；、\d]{0,8}|(?:高于|低于)[^，。；、\d]{0,8}平均(?:水平|值|线|数)?)\Z"
)
_COUNTED_SHARE = lazy(r"\d[\d.]*[余多]?[万亿]?[\u4e00-\u9fff]{1,2}[，、]占[^，。；、\d]{0,16}(?:的|为|达到?)?\Z")
_RATE_CHANGE = lazy(
    rf"(?:率|比例|占比|比重|满意度)(?:{_BASE})(?:{_UP}|{_DOWN})(?:了|约)?(?P<n>\d+(?:\.\d+)?)(?P<unit>%)(?!以上|以下)"
)
_GROWTH = lazy(r"(?:增速|增长率|增幅|降幅|增长率|自然增长|利率)")
_TO = lazy(r"[到至为成]了?\d")
_FROM_TO = lazy(
    rf"(?:由|从)(?P<between>(?:20\d\d年)?[^，。；、\d]{{0,14}}?)(?P<a>\d[\d,.]*)(?P<ua>[^\d，。；、（）]{{0,4}}?)(?:，)?(?P<verb>{_UP}|{_DOWN}|发展|扩展|变|缩)(?:到|至|为|成)(?:了)?(?P<b>\d[\d,.]*)"
)
_CHANGE_AFTER = lazy(rf"\A[，（](?:同比|净|共|累计)?(?P<verb>{_UP}|{_DOWN})(?:率|幅度|比例)?(?:了|约|达到?|为)?\Z")
_AHEAD = 20
"""More characters than 比上一年度同期的 has."""
_LAST = r"(?:去年|上一?年度?|前一?年|20\d\d年|上学年|年初)(?:同期|全年|底|末)?"
_THAN_LAST = lazy(rf"\A[，（]?(?:比|较|同比|与){_LAST}(?:的|是|为)?\Z")
_LAST_WAS = lazy(rf"\A[，（；](?:而)?{_LAST}[^，。；、\d]{{0,4}}?(?:为|是|仅|有)?\Z")
_FROM_LAST = lazy(rf"(?:比|较|在){_LAST}(?:的)?\Z")
_REACHED = lazy(r"\A[，）](?:总数|总量|共)?(?:已)?(?:达到?|增至|增加到|升至)\Z")
_THEN = lazy(rf"\A(?:相比)?[，）]?(?:同比|净)?(?P<verb>{_UP}|{_DOWN})(?:率|幅度)?(?:了|约|达到?|为)?\Z")


@TEXT.rule("N104", "point-vs-percent", Strength.ARITHMETIC)
def point_vs_percent(review: Review) -> Iterator[Sighting]:
    """The difference of two rates is said in percentage points; the growth of a count is not."""
    for line in review.text.body:
        seen: set[int] = set()
        for first, second in zip(line.numbers, line.numbers[1:], strict=False):
            between = line.masked[first.end : second.start]
            if not _is_change(between) and not (second.unit == "%" and _is_difference(between)):
                continue
            ahead = line.masked[max(0, first.start - 30) : first.start]
            if "增长" in between and _COUNTED_SHARE.search(ahead):
                continue
            if first.unit == "%" and second.unit == "%" and not _GROWTH.search(ahead[-16:]):
                seen.add(second.start)
                yield _points(line, second)
            elif second.unit in POINTS and first.unit not in ("%", "‰", *POINTS) and first.unit:
                said = line.text[second.start : second.end]
                sentence = f"{line.text[first.start : first.end]}是个数，它的增减不用“{said}”"
                hint = f"增减的是个数就写“{plain(second.value)}%”；说的是比例，请写明是什么比例"
                yield see(line, second.start, second.end, sentence, hint)
        for match in _RATE_CHANGE.finditer(line.masked) if "%" in line.masked else ():
            if match.start("n") not in seen and not _GROWTH.search(
                line.masked[max(0, match.start() - 4) : match.start() + 2]
            ):
                number = line.number_at(match.start("n"))
                if number:
                    yield _points(line, number)


def _is_change(between: str) -> bool:
    return bool(_MOVES.search(between) and _CHANGE.match(between))


def _is_difference(between: str) -> bool:
    return bool(_MOVES.search(between) and _ABOVE.match(between))


def _points(line: Line, number: Number) -> Sighting:
    said = line.text[number.start : number.end]
    right = f"{number.digits}个百分点"
    sentence = f"两个比例相差的是百分点：“{said}”应为“{right}”"
    fix = swap(number.end - 1, number.end, "个百分点", safe=False) if said.endswith("%") else None
    return see(line, number.start, number.end, sentence, f"改成“{right}”", fix=fix)


@TEXT.rule("N105", "growth-mismatch", Strength.ARITHMETIC)
def growth_mismatch(review: Review) -> Iterator[Sighting]:
    """由80名增至100名 is a rise of 20 or of 25 %; 增至 goes up, 压减至 goes down."""
    for line in review.text.body:
        for match in _FROM_TO.finditer(line.masked) if _TO.search(line.masked) else ():
            first, second = line.number_at(match.start("a")), line.number_at(match.start("b"))
            if first and second and first.exact and second.exact and _alike(first, second):
                yield from _direction(line, match, first, second)
                yield from _difference(line, first, second)
        yield from _stated_growth(line)
        yield from _against_last(line)


def _alike(first: Number, second: Number) -> bool:
    return not first.unit or not second.unit or first.same_measure(second)


def _direction(line: Line, match: re.Match[str], first: Number, second: Number) -> Iterator[Sighting]:
    rises = bool(re.fullmatch(_UP, match["verb"]))
    falls = bool(re.fullmatch(_DOWN, match["verb"]))
    wrong = (rises and second.value < first.value) or (falls and second.value > first.value)
    if wrong:
        found = line.text[match.start() : second.end]
        yield see(line, match.start(), second.end, f"“{found}”：数和“{match['verb']}”的方向相反", "核对这两个数")


def _difference(line: Line, first: Number, second: Number) -> Iterator[Sighting]:
    """The rise that is said right behind the two values."""
    after = line.number_behind(second.end)
    if after is not None and _CHANGE_AFTER.match(line.masked[second.end : after.start]):
        yield from _judged(line, first, second, after)


def _against_last(line: Line) -> Iterator[Sighting]:
    """45人，比去年的36人增长25%; 12.6亿元，上年为12亿元，增长5%."""
    for now, then, change in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
        gap, last = line.masked[now.end : then.start], line.masked[then.end : change.start]
        verb = _THEN.match(last)
        if not verb or not now.unit or not now.same_measure(then) or not now.exact or not then.exact:
            continue
        if _THAN_LAST.match(gap) or _LAST_WAS.match(gap):
            yield from _judged(line, then, now, change)
    for then, change, now in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
        ahead, last = line.masked[max(0, then.start - 10) : then.start], line.masked[change.end : now.start]
        grown = _THEN.match(line.masked[then.end : change.start]) and _REACHED.match(last)
        if grown and _FROM_LAST.search(ahead) and now.same_measure(then) and now.exact and then.exact:
            yield from _judged(line, then, now, change)


def _judged(line: Line, first: Number, second: Number, stated: Number) -> Iterator[Sighting]:
    """Whether *stated* is the change from *first* to *second*."""
    if not stated.exact or not first.value:
        return
    change = abs(Fraction(second.value) - Fraction(first.value))
    quantum = min(Fraction(n.quantum) for n in (first, second))
    slack = quantum / 2 if any(n.scale != 1 or n.decimals for n in (first, second)) else Fraction(0)
    if stated.unit == "%" and second.unit != "%":
        expected, unit, slack = change / Fraction(first.value) * 100, "%", slack / Fraction(first.value) * 100
    elif (stated.unit in POINTS) == (second.unit == "%") and (stated.unit in POINTS or _alike(stated, second)):
        expected, unit, slack = change, stated.unit, Fraction(0)
    else:
        return
    if compare(stated, expected, slack) is not Verdict.NEITHER:
        return
    scale = {10**4: "万", 10**8: "亿"}.get(int(stated.scale), "")
    right = f"{rounded(expected / Fraction(stated.scale), stated.decimals)}{scale}{unit}"
    said, start = line.text[stated.start : stated.end], min(first.start, second.start)
    yield see(line, start, stated.end, f"前后两个数相差{right}，写的是{said}", "核对这三个数，改正写错的一个")


def _off(number: Number) -> Fraction:
    """By how much a rounded amount may be off; counts of things are exact."""
    return Fraction(number.quantum) / 2 if number.scale != 1 or number.decimals else Fraction(0)


def _stated_growth(line: Line) -> Iterator[Sighting]:
    """1200人，比上年增加200人，增长20%: the three must fit; so must 比上年的1000人增加200人，增长20%."""
    for value, change, percent in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
        if percent.unit != "%" or value.is_percent or not value.same_measure(change):
            continue
        gap, last = line.masked[value.end : change.start], line.masked[change.end : percent.start]
        if not _CHANGE.match(gap) or not re.fullmatch(rf"[，（](?:同比)?(?:{_UP}|{_DOWN})(?:了)?", last):
            continue
        moved = -change.value if re.search(rf"(?:{_DOWN})", gap) else change.value
        from_last = _FROM_LAST.search(line.masked, max(0, value.start - _AHEAD), value.start)
        before, now = (value.value, value.value + moved) if from_last else (value.value - moved, value.value)
        if before <= Decimal(0) or not all(n.exact for n in (value, change, percent)):
            continue
        expected = Fraction(change.value) / Fraction(before) * 100
        slack = _off(change) / Fraction(before) * 100 + _off(value) * expected / Fraction(before)
        if compare(percent, expected, slack) is Verdict.NEITHER:
            right, said = rounded(expected, percent.decimals), line.text[percent.start : percent.end]
            sentence = f"由{plain(before / value.scale)}到{plain(now / value.scale)}，增减{right}%，写的是{said}"
            yield see(line, value.start, percent.end, sentence, "核对这三个数，改正写错的一个")
