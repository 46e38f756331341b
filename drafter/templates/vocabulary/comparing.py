"""Filters that set a fact against another number: last year's, a standard, a base year's.

What they work out is listed for the clerk; a value that the facts state is never put through them but printed as typed, and 核对 judges it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from drafter.document import counting_numeral
from drafter.facts.vocabulary import vocabulary
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Known, Number, Said, View, plain
from drafter.templates.vocabulary.reading import check_words, exact, gap, known, quantity, spans

_POINTS = {"%": "个百分点", "个百分点": "个百分点", "百分点": "个百分点", "‰": "个千分点"}
"""The unit in which two shares differ."""
_SCALES = {Decimal(10_000): "万", Decimal(100_000_000): "亿"}


def against_last_year(fact: View, style: str = "", since: str = "") -> View:
    """``较上年``: 比上年增加12名, 比上年减少3所, 比上年提高2.3个百分点, 与上年持平.

    ``较上年("%")`` gives 比上年增长12.5%, for a share still percentage points; ``较上年("%", "同比")`` gives 同比增长12.5%.
    """
    check_words(since)
    last = last_year(fact, "较上年")
    if isinstance(fact, Gap) or isinstance(last, Gap):
        return gap(fact, last)
    now, before = _pair(fact, last, "较上年")
    change, paths = now.number - before.number, now.paths + before.paths
    if not change:
        return Said(f"{since}持平" if since else "与上年持平", paths, now.span)
    if style == "%" and now.unit not in _POINTS:
        words = f"{'下降' if change < 0 else '增长'}{_growth(fact, change, before)}%"
    else:
        words = f"{_verb(now, change)}{_difference(fact, now, change)}"
    return Said(f"{since or '比上年'}{words}", paths, now.span)


def against(fact: View, standard: View, name: str = "") -> View:
    """``比``: ``{{ 合格率 | 比(全省合格率, "全省平均") }}`` gives 高出全省平均2.1个百分点, 低于全省平均…, 与全省平均持平."""
    if not name:
        raise Trouble("比较要说明和什么比", "写成 {{ 甲 | 比(乙, “全省平均”) }}")
    check_words(name)
    if isinstance(fact, Gap) or isinstance(standard, Gap):
        return gap(fact, standard)
    ours, theirs = _pair(fact, standard, "比")
    change, paths = ours.number - theirs.number, ours.paths + theirs.paths
    if not change:
        return Said(f"与{name}持平", paths, ours.span)
    word = "低于" if change < 0 else "高出"
    return Said(f"{word}{name}{_difference(fact, ours, change)}", paths, ours.span)


def from_to(fact: View, rise: str = "", fall: str = "") -> View:
    """``由至``: 由40家减少至3家, 由95.1%提高至97%, 稳定在40家.

    ``由至("扩大", "压减")`` gives the words for a rise and for a fall.
    """
    check_words(rise, fall)
    last = last_year(fact, "由至")
    if isinstance(fact, Gap) or isinstance(last, Gap):
        return gap(fact, last)
    now, before = _pair(fact, last, "由至")
    new, old = known(fact, "由至").text, known(last, "由至").text
    change, paths = now.number - before.number, now.paths + before.paths
    if not change:
        return Said(f"稳定在{new}", paths, now.span, computed=False)
    word = (fall if change < 0 else rise) or _verb(now, change)
    return Said(f"由{old}{word}至{new}", paths, now.span, computed=False)


def multiple(fact: View, base: View) -> View:
    """``倍数``: how many times the base a fact is, with at most two decimals: 2.4倍."""
    if isinstance(fact, Gap) or isinstance(base, Gap):
        return gap(fact, base)
    ratio = _ratio(fact, base, "倍数")
    return Said(f"{plain(ratio.number)}倍", ratio.paths, ratio.span)


def doublings(fact: View, base: View) -> View:
    """``翻番``: 翻一番 and 翻两番 if a fact is exactly two or four times the base; else 增长140% or 下降12.5%."""
    if isinstance(fact, Gap) or isinstance(base, Gap):
        return gap(fact, base)
    ratio = _ratio(fact, base, "翻番")
    times = next((n for n in range(1, 10) if ratio.number == 2**n), 0)
    if times:
        return Said(f"翻{counting_numeral(times)}番", ratio.paths, ratio.span)
    return Said(_rate(ratio.number - 1), ratio.paths, ratio.span)


def yearly_growth(fact: View, base: View, years: object) -> View:
    """``年均``: the compound growth over a number of years, to a tenth of a per cent: 年均增长6.1%, 年均下降1.2%."""
    span = exact(years, "年均") if isinstance(years, View) else years
    if isinstance(fact, Gap) or isinstance(base, Gap) or isinstance(span, Gap):
        return gap(fact, base, span)
    number = span.number if isinstance(span, Number) else span
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or number <= 0:
        raise Trouble(f"“{getattr(years, 'text', years)}”不是年数，算不出年均增长", "写成 年均(基期, 5)")
    ratio = _ratio(fact, base, "年均")
    growth = ratio.number ** (1 / Decimal(number)) - 1 if ratio.number else Decimal(-1)
    return Said(f"年均{_rate(growth)}", ratio.paths, ratio.span)


def last_year(fact: View, filter_name: str) -> View:
    """The 上年 of *fact*."""
    return (fact if isinstance(fact, Gap) else known(fact, filter_name)).child("上年")


def _pair(fact: View, other: View, filter_name: str) -> tuple[Number, Number]:
    """Two numbers of one measure."""
    one, two = exact(fact, filter_name), exact(other, filter_name)
    assert not isinstance(one, Gap)
    assert not isinstance(two, Gap)
    if not vocabulary().same_measure(one.unit, two.unit):
        what = "今年的单位是“{}”，上年的是“{}”" if filter_name in ("较上年", "由至") else "单位“{}”和“{}”不同"
        raise Trouble(f"{what.format(one.unit, two.unit)}，不能比较", "两个数用同一个单位", spans(fact, other))
    return one, two


def _ratio(fact: View, base: View, filter_name: str) -> Number:
    """*fact* as a multiple of *base*."""
    one, two = _pair(fact, base, filter_name)
    if two.number <= 0 or one.number < 0:
        raise Trouble("基数不大于0，算不出倍数和增长", "检查作基数的事实", spans(base))
    return Number(one.number / two.number, "", one.paths + two.paths, one.span)


def _verb(now: Number, change: Decimal) -> str:
    return (("提高", "下降") if now.unit in _POINTS else ("增加", "减少"))[change < 0]


def _difference(fact: View, now: Number, change: Decimal) -> str:
    """The size of *change* in the scale and unit that *fact* was typed in."""
    scale = quantity(fact, "较上年").scale if isinstance(fact, Known) else Decimal(1)
    size = f"{(abs(change) / scale).normalize():f}"
    return f"{size}{_SCALES.get(scale, '')}{_POINTS.get(now.unit, now.unit)}"


def _growth(fact: View, change: Decimal, before: Number) -> str:
    if not before.number:
        raise Trouble("上年是0，算不出增长百分之几", "不用“%”，只说增加了多少", spans(fact))
    return _tenths(abs(change) / abs(before.number))


def _rate(growth: Decimal) -> str:
    if not growth:
        return "持平"
    return f"{'下降' if growth < 0 else '增长'}{_tenths(abs(growth))}%"


def _tenths(ratio: Decimal) -> str:
    return f"{(ratio * 100).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP).normalize():f}"
