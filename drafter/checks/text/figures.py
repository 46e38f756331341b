"""N111–N118: one number for one thing, units, measure words, precision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.intervals import plain
from drafter.checks.text.mending import cut, put, swap
from drafter.checks.text.model import HANZI, Line, Part
from drafter.checks.text.numbers import POINTS, Number
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_KEY = 7
"""So many characters right before a number make its name certain."""
_HEDGED = lazy(r"(?:奖|级|以上|参加|其中|新增|上年|去年|参考|达标|第)\Z")
_MIXED = (
    (lazy(r"人数[^，。；、\d]{0,5}(?P<n>\d[\d.,]*[余多]?[万亿]?)(?P<u>人次)"), "人数", "人"),
    (lazy(r"(?:户数)[^，。；、\d]{0,5}(?P<n>\d[\d.,]*[余多]?[万亿]?)(?P<u>人次?)"), "户数", "户"),
    (
        lazy(r"(?<!\d)(?:场次|次数)[^，。；、\d]{0,5}(?P<n>\d[\d.,]*[余多]?[万亿]?)(?P<u>人次|人|名)"),
        "次数",
        "次",
    ),
    (
        lazy(
            r"(?:金额|资金|经费|投资额)[^，。；、\d]{0,4}(?P<n>\d[\d.,]*[余多]?[万亿]?)(?P<u>人次|人|个|名|次)(?![均\u4e00-\u9fff])"
        ),
        "金额",
        "元",
    ),
    (
        lazy(r"(?:建筑面积|占地面积|总面积)[^，。；、\d]{0,4}(?P<n>\d[\d.,]*[余多]?[万亿]?)(?P<u>米|公里|个|元)(?!²)"),
        "面积",
        "平方米",
    ),
)
_ABOUT = lazy(
    r"(?:大约|(?<![节签预集制公条])约|将近|(?<![附最邻])近)(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[\u4e00-\u9fff%]?)"
)
_AROUND = lazy(r"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[\u4e00-\u9fff]{0,2}?)(?:左右|上下)")
_SIGNIFICANT = 3
_PRECISE = lazy(r"(?<![\d.])\d+\.(\d{3,})(万元|亿元|%)")
_ORDINAL = lazy(r"(?:^|(?<=[，。；、：在\s])|(?<=参加)|(?<=荣获))(?P<n>\d{1,2})届(?P<after>[\u4e00-\u9fff“《])")
_GLUED = r"(?<![\d.~～—\-第+A-Za-z])(?P<n>\d+)(?:余|多)?(?P<noun>{待量})"
_STANDARD = lazy(r"按照?[^。；，]{0,14}\d[^。；]{0,24}?计算(?P<rest>[^。；]*)[。；]")
_AMOUNT = lazy(r"\d[\d.,]*[余多]?[万亿]?元")


@TEXT.rule("N111", "same-quantity-conflict", Strength.ARITHMETIC)
def same_quantity(review: Review) -> Iterator[Sighting]:
    """One thing, named in the same words, has one number within the review and one within the plan."""
    said: dict[tuple[str, str, Part], tuple[Line, Number]] = {}
    for line, number in review.text.figures:
        name = re.search(rf"{HANZI}+\Z", line.masked[max(0, number.start - 24) : number.start])
        key = _key(name[0] if name else "")
        if not key or not number.exact or not number.unit or number.unit in (*POINTS, "%"):
            continue
        first = said.setdefault((key, number.unit, line.part), (line, number))
        if first[1].value != number.value and first[0].text != line.text:
            here, there = line.text[number.start : number.end], first[0].text[first[1].start : first[1].end]
            sentence = f"“{key}”前面（第{first[0].number}段）说{there}，这里说{here}"
            yield see(line, number.start, number.end, sentence, "核对哪一个对；说的不是一回事，请写明区别")


def _key(name: str) -> str:
    """The words before a number that name what it counts; empty if they are too few or too general."""
    name = re.sub(r"(?:共计|总计|累计|合计|达到|达|共|约|为|有|已|了)+\Z", "", name)
    return name if len(name) >= _KEY and not _HEDGED.search(name) else ""


@TEXT.rule("N112", "unit-conflict", Strength.CUSTOM, severity=Severity.WARNING)
def unit_conflict(review: Review) -> Iterator[Sighting]:
    """人数 is counted in 人, not in 人次; money in 元."""
    for line in review.text.body:
        for pattern, noun, unit in _MIXED:
            for match in pattern.finditer(line.masked):
                found = match["n"] + match["u"]
                sentence = f"“{noun}”的单位不是“{match['u']}”：{found}"
                hint = f"是{noun}就用“{unit}”；是{match['u']}就不说{noun}"
                fix = swap(*match.span("u"), unit, safe=False)
                yield see(line, match.start("n"), match.end(), sentence, hint, fix=fix)


@TEXT.rule("N113", "approx-exact", Strength.CUSTOM, severity=Severity.WARNING)
def approximate_but_exact(review: Review) -> Iterator[Sighting]:
    """约 does not go with a number of more than three significant digits."""
    for line in review.text.body:
        for match in (*_ABOUT.finditer(line.masked), *_AROUND.finditer(line.masked)):
            digits = match["n"].replace(",", "")
            significant = digits.replace(".", "").lstrip("0")
            significant = significant if "." in digits else significant.rstrip("0")
            if len(significant) > _SIGNIFICANT and match["unit"][:1] not in ("年", "分"):
                found = line.text[match.start() : match.end()]
                sentence = f"“{shown(found)}”：数这样精确，不用约数的说法"
                before = match.start() < match.start("n")
                fix = cut(match.start(), match.start("n")) if before else cut(match.end() - 2, match.end())
                hint = "删去“约”“近”“左右”，或者把数取整"
                yield see(line, match.start(), match.end(), sentence, hint, fix=fix)


@TEXT.rule("N114", "over-precise", Strength.CUSTOM, severity=Severity.INFO)
def over_precise(review: Review) -> Iterator[Sighting]:
    """万元, 亿元 and % rarely need more than two decimals."""
    for line in review.text.body:
        for match in _PRECISE.finditer(line.masked):
            sentence = f"{match[0]}有{len(match[1])}位小数，一般保留两位"
            yield see(line, match.start(), match.end(), sentence, "取两位小数；要与报表一致的不用改")


@TEXT.rule("N115", "ratio-implausible", Strength.CUSTOM, severity=Severity.INFO)
def implausible_ratio(review: Review) -> Iterator[Sighting]:
    """Two numbers of one sentence make what is usual of each other, such as the seats in a class."""
    for ratio in review.context.lexicon.ratios:
        for line in (line for line in review.text.body if ratio.what in line.masked):
            for match in (found for pattern in _each(ratio.per, ratio.what) for found in pattern.finditer(line.masked)):
                base, count = int(match["base"]), int(match["count"])
                each = Decimal(count) / base if base else Decimal(0)
                if base and not ratio.lowest <= each <= ratio.highest:
                    average = f"平均每{ratio.per}{plain(round(each, 1))}个"
                    sentence = f"{base}个{ratio.per}{count}个{ratio.what}，{average}"
                    yield see(line, match.start(), match.end(), sentence, f"核对{ratio.per}数和{ratio.what}数")


@cache
def _each(per: str, what: str) -> tuple[re.Pattern[str], ...]:
    """2个班，增加学位90个; 班级2个，增加学位90个."""
    many = rf"[^\d，。；、]{{0,6}}{re.escape(what)}(?P<count>\d+)个"
    behind = rf"(?P<base>\d+)个{HANZI}{{0,2}}?{re.escape(per)}级?[，、]?可?(?:新增|增加|提供){many}"
    before = rf"{re.escape(per)}级?(?P<base>\d+)个[，、]可?(?:新增|增加|提供)?{many}"
    return re.compile(behind), re.compile(before)


@TEXT.rule("N116", "classifier-missing", Strength.CUSTOM, severity=Severity.WARNING)
def missing_classifier(review: Review) -> Iterator[Sighting]:
    """A number does not stand right before the noun that it counts: 8个项目, not 8项目."""
    pattern = review.context.lexicon.pattern(_GLUED)
    for line in review.text.body:
        for match in pattern.finditer(line.masked):
            if any(n.start == match.start("n") for n in line.numbers):
                sentence = f"“{match[0]}”少了量词"
                hint = f"写成“{match['n']}个{match['noun']}”一类的说法"
                fix = put(match.start("noun"), "个", safe=False)
                yield see(line, match.start(), match.end(), sentence, hint, fix=fix)


@TEXT.rule("N117", "ordinal-missing", Strength.CUSTOM, severity=Severity.WARNING)
def missing_ordinal(review: Review) -> Iterator[Sighting]:
    """第32届, not 32届; a year as in 2021届 is none."""
    for line in review.text.body:
        for match in _ORDINAL.finditer(line.masked):
            found = line.text[match.start() : match.end()]
            sentence, fix = f"“{found}”：届次前面少了“第”", put(match.start("n"), "第")
            yield see(line, match.start(), match.end(), sentence, f"写成“第{found}”", fix=fix)


@TEXT.rule("N118", "calc-without-result", Strength.CUSTOM, severity=Severity.WARNING)
def calculation_without_result(review: Review) -> Iterator[Sighting]:
    """按…标准计算 says what it comes to."""
    for line in review.text.body:
        for match in _STANDARD.finditer(line.masked):
            if not _AMOUNT.search(match["rest"]):
                sentence = "只说了按什么计算，没有说算出来是多少"
                yield see(line, match.start(), match.start("rest"), sentence, "补上金额，或者改写这一句")
