"""N113–N118: precision, usual ratios, measure words, ordinals, calculations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.intervals import plain
from drafter.checks.text.mending import cut, put
from drafter.checks.text.model import HANZI
from drafter.diagnostics import Severity
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

_ABOUT = lazy(
    r"(?:大约(?:投入|投资|有|为|达|需|占|新增)?|(?<![节签预集制公条])约(?:有|为|达|需|占|计|投入|投资)?|将近|(?<![附最邻])近)(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[\u4e00-\u9fff%]?)"
)
_AROUND = lazy(r"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>[\u4e00-\u9fff]{0,2}?)(?:左右|上下)")
_SIGNIFICANT = 3
_SAME_MEASURE = lazy(r"、|和|(?:提高|提升|上升|增加|增长|下降|降低|降|升|优化)?[到至](?:了|今年的|20\d\d年的)?")
_PRECISE = lazy(r"(?<![\d.])\d+\.(\d{3,})(万元|亿元|%)")
_ORDINAL = lazy(r"(?:^|(?<=[，。；、：在\s])|(?<=参加)|(?<=荣获))(?P<n>\d{1,2})届(?P<after>[\u4e00-\u9fff“《])")
_EDITION = (
    r"(?<![\d.第历首本上往、~—～-])(?<![一二三四五六七八九十百])(?P<edition>(?:\d{1,2}|[二三四五六七八九十]{1,3})届)(?=[^，。；、\d（]{0,12}{届次名})"
    r"|(?:入选|列入|获评|被评为|评为|确定为|认定为|(?:国家|省|市|县|区)级|全[国省市县区])"
    r"(?P<batch>(?<!\d)(?:[2-9]|1\d)批)(?=(?:国家|省|市|县|区)级|全[国省市县区]|[^，。；、\d]{0,20}(?:名单|评选|认定))"
)
_TIMES = lazy(r"(?:连续|已|共|累计|过|近|先后|办了|办过|培养|往|前|后|[一二三四五六七八九十]大|党的)[^，。；、]{0,3}\Z")
_GLUED = r"(?<![\d.~～—\-第+A-Za-z])(?P<n>\d+)(?:余|多)?(?P<noun>{待量})"
_STANDARD = lazy(r"[按以]照?[^。；，]{0,14}\d[^。；]{0,24}?(?:计算|核算|测算)(?P<rest>[^。；]*)[。；]")
_SPENT = lazy(r"(?:投入|安排|发放|拨付|补助|支出|落实|需|下达|兑现)[^，。；]{0,12}\d[\d.,]*[余多]?[万亿]?元")
_AMOUNT = lazy(r"\d[\d.,]*[余多]?[万亿]?元")


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
        for first, second in zip(line.numbers, line.numbers[1:], strict=False):
            joined = first.unit == second.unit == "%" and _SAME_MEASURE.fullmatch(line.masked, first.end, second.start)
            if joined and first.decimals and second.decimals and first.decimals != second.decimals:
                both = f"{line.text[first.start : first.end]}、{line.text[second.start : second.end]}"
                yield see(line, first.start, second.end, f"同一个指标，小数位数不一样：{both}", "统一保留的小数位数")


@TEXT.rule("N115", "ratio-implausible", Strength.CUSTOM, severity=Severity.INFO)
def implausible_ratio(review: Review) -> Iterator[Sighting]:
    """Two numbers of one sentence make what is usual of each other, such as the seats in a class."""
    for ratio in review.context.lexicon.ratios:
        for line in (line for line in review.text.body if ratio.what in line.masked):
            for match in (found for pattern in _each(ratio.per, ratio.what) for found in pattern.finditer(line.masked)):
                base, count = int(match.groupdict().get("base") or 1), int(match["count"])
                each = Decimal(count) / base if base else Decimal(0)
                if base and not ratio.lowest <= each <= ratio.highest:
                    average = f"平均每{ratio.per}{plain(round(each, 1))}个"
                    said = (
                        f"{base}个{ratio.per}{count}个{ratio.what}，{average}"
                        if "base" in match.re.groupindex
                        else match[0]
                    )
                    usual = f"一般在{plain(ratio.lowest)}到{plain(ratio.highest)}之间"
                    yield see(
                        line, match.start(), match.end(), f"{said}，{usual}", f"核对{ratio.per}数和{ratio.what}数"
                    )


@cache
def _each(per: str, what: str) -> tuple[re.Pattern[str], ...]:
    """2个班，增加学位90个; 班级2个，增加学位90个; 每班学生45人; 生均图书26册."""
    many = rf"[^\d，。；、]{{0,6}}{re.escape(what)}(?P<count>\d+)个"
    behind = rf"(?P<base>\d+)[个所]{HANZI}{{0,2}}?{re.escape(per)}级?[，、]?可?(?:新增|增加|提供){many}"
    before = rf"(?<!、){re.escape(per)}级?(?P<base>\d+)[个所][，、]可?(?:新增|增加|提供)?{many}"
    each = rf"(?:每个?{re.escape(per)}|{re.escape(per)}均){re.escape(what)}[^\d，。；、]{{0,6}}?(?P<count>\d+)(?![\d.万亿%])[个人名册]"
    return compiled(behind), compiled(before), compiled(each)


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
        for match in review.context.lexicon.pattern(_EDITION).finditer(line.masked):
            counted = _TIMES.search(line.masked[max(0, match.start() - 8) : match.start()])
            start, end = match.span("edition" if match["edition"] else "batch")
            if not counted and not _ORDINAL.match(line.masked, start):
                found, fix = line.text[start:end], put(start, "第", safe=False)
                yield see(line, start, end, f"“{found}”：届次、批次前面少了“第”", f"写成“第{found}”", fix=fix)


@TEXT.rule("N118", "calc-without-result", Strength.CUSTOM, severity=Severity.WARNING)
def calculation_without_result(review: Review) -> Iterator[Sighting]:
    """按…标准计算 says what it comes to."""
    for line in review.text.body:
        for match in _STANDARD.finditer(line.masked):
            spent = _SPENT.search(line.masked, line.sentence_at(match.start()).start, match.start())
            if not _AMOUNT.search(match["rest"]) and not spent:
                sentence = "只说了按什么计算，没有说算出来是多少"
                yield see(line, match.start(), match.start("rest"), sentence, "补上金额，或者改写这一句")
