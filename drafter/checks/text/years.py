"""T301, T304, T307, T308, T309: years and dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.lexicon import Lexicon
from drafter.checks.text.mending import put
from drafter.checks.text.model import Kind, Line, Part, holding
from drafter.checks.text.numbers import Year
from drafter.diagnostics import Severity
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_SEVERAL = lazy(
    r"十[一二三四五六]五”?(?:时期|期间|以来|规划)?[^，。；]{0,10}(?:成效|成绩|成就|回顾|总结|评估|进展)"
    r"|(?:过去|近|这|最近)?[三四五]年(?:来|以来)?(?:的)?(?:主要)?工作(?:回顾|总结|情况|成效|成绩)"
)
_WANTED = lazy(r"力争|确保|争取|\A\d{1,2}月(?:底|\d{1,2}日)?前")
_KIND = lazy(r"(?:度)?(?:主要)?(?:工作|总结|打算|计划|思路|要点)")
_AWAITED = lazy("迎接|喜迎|即将|筹备|筹办|谋划|明年")
_FAR = 2
"""So many years back, a year that nothing explains is suspect."""
_BEFORE_YEAR = lazy(
    r"(?:自|从|于|在|到|至|截至|截止|比|较|与|和|、|同|起|由|是|为|往前|首次|建于|始建|成立于|创建于|[\u4e00-\u9fff](?:版|修订))\Z"
)
_AFTER_YEAR = lazy(
    r"\A(?:以来|起|是“|至|到|—|-|~|底|末|前|后|版|修订|以前|以后|同期|度(?!工作|总结)|[^，。；]{0,12}(?:监测结果|统计公报|公布|印发|出台|规划纲要|立项|启动的|成立的|的)|[^，。；]{0,8}(?:遗留|开工|迁入|迁建|创办|建成|获评|获批|被评))"
)
_SUMMARY = lazy(r"总结|回顾|小结|述职")
"""The title of a text about its year; a report or plan of a year may look back on the one before."""
_ELSEWHEN = lazy(r"始建|创办|创建于|成立于|以来|历史|沿革|历年")
_OPENING = (
    r"\A(?:，|是(?!实施|落实|“)|\d{1,2}月(?!以来)|全年|我[县区市局校]|全[县区市省]|{句首}|春季|秋季|上半年|下半年)"
)
_LACKS_NIAN = lazy(
    r"(?<![\d.〔—~至-])(?P<y>20\d\d)(?P<what>上半年|下半年|春季|秋季|暑期|寒假|春学期|秋学期|暑假|春节|国庆|第[一二三四]季度|[一二三四]季度|全年|年终|主要工作|高考|中考|招生|工作(?:总结|要点|计划|打算|思路|任务|目标)|工作(?=[，。；、])|[秋春底初末](?=[，。；、])|[底初末](?=[以前制召开出启将已实完建全共累印我]))"
)
_SPAN = lazy(r"(?P<a>(?:19|20)\d\d)(?<!\d{5})年?\s*(?:[—–~～至-]|——)\s*(?P<b>(?:19|20)\d\d)(?=学?年|[）)])")
_PLAN_SPAN = lazy(
    r"(?P<n>[两二三四五六七八九十]{1,2})年(?:行动|发展|规划|提升|攻坚|建设|计划|改造|实施)[^，。；（]{0,14}?[（](?P<a>20\d\d)年?\s*[—–~～至-]\s*(?P<b>20\d\d)年?[）]"
)
_DAY = lazy(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号](?:（(?:星期|周)(?P<w>[一二三四五六日天])）)?"
)
_DAYS = lazy(
    r"(?:(?P<y1>20\d\d)年)?(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})[日号]?)?\s*(?:至|到|[-—–~～]+)\s*(?:(?P<y2>20\d\d)年)?(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})[日号])?"
)
_MONTH = lazy(r"\d月")
_NO_MONTH = lazy(r"(?<![\d.个])(?P<m>1[3-9]|[2-9]\d|0)月(?=[底初末份]|[上中下]旬|\d{1,2}[日号])")
_WEEKDAYS = "一二三四五六日"
_LONG_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ANNIVERSARY = lazy(r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年")
_FOUNDED = lazy(
    r"(?:创办|始建|创建|成立|建校|建园|建成|诞生)于?(?P<year>(?:19|20)\d\d)年[^。；]{0,30}?(?:建校|建园|建院|办学|成立|创办|建馆)(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年"
)
_ANNIVERSARY_SPAN = lazy(
    r"(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年（(?P<a>(?:18|19|20)\d\d)年?\s*[—–~～至-]+\s*(?P<b>(?:19|20)\d\d)年?）"
)
_NTH_DAY = r"第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,4})个?“?(?P<day>{节日名})"
_PHASES = {"开局": 0, "起步": 0, "收官": -1, "收尾": -1, "决胜": -1}
_PHASE = lazy(
    r"“?(?P<plan>十[一二三四五六七八九]五)”?(?:规划)?(?:实施|建设|执行)?(?:的)?(?:(?P<phase>开局|起步|收官|收尾)(?:之年|年)|第(?P<nth>[一二三四五])年)"
)
_WHOLE_YEAR = lazy(
    r"全年(?!目标|任务|计划|工作|预[计算])(?=[^，。；]{0,20}(?:未发生|无一|没有|实现|\d))"
    r"|(?:截至|到)?年底(?=[^。；]{0,20}(?:未发生|无一|已|全部|实现|共|累计))"
)
_UNTIL = lazy(r"截[至止](?:(?P<y>20\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>\d{1,2})[日号]|底)")
_YEAR_END = (12, 20)


@TEXT.rule("T301", "stale-year", Strength.CUSTOM, severity=Severity.ERROR)
def stale_year(review: Review) -> Iterator[Sighting]:
    """A review speaks of its own year, a plan of the next; other years stand in spans, names, comparisons and 自…起."""
    if not review.year or _reviews_years(review):
        return
    lexicon = review.context.lexicon
    before, looks_back = review.year - 1, not _SUMMARY.search(review.text.title)
    for line in review.text.lines:
        if line.kind in (Kind.FURNITURE, Kind.CELL, Kind.FRAME):
            continue
        wanted = review.year_of(line)
        for year in line.years:
            certain = _claims(line, year, wanted, review.year, lexicon) and not (year.value == before and looks_back)
            certain = certain or _overdue(line, year, review.year)
            if certain or _unexplained(line, year, review.year):
                weight = Severity.ERROR if certain else Severity.WARNING
                about = "打算" if line.part is Part.PLAN else "总结"
                sentence = f"写的是{year.value}年，{about}的是{wanted}年"
                yield see(
                    line,
                    year.start,
                    year.end,
                    sentence,
                    "核对年份；确实是那一年的事，写明“自…年起”一类的话",
                    severity=weight,
                )


def _reviews_years(review: Review) -> bool:
    """Whether several years are looked back upon: “十三五”时期工作成效, 五年来的工作."""
    heads = (review.text.title, *(line.plain for line in review.text.spoken if line.level == 1))
    told = (head[:40] for head in heads if any(word in head for word in ("五", "三年", "四年")))
    return any(_SEVERAL.search(head) for head in told)


def _claims(line: Line, year: Year, wanted: int, reviewed: int, lexicon: Lexicon) -> bool:
    """Whether the year is given as the one that the text speaks of, and is another."""
    if year.span or not year.said or year.value in (wanted, reviewed) or abs(year.value - wanted) > 15:
        return False
    before, after = line.masked[: year.start], line.masked[year.end :]
    if line.kind in (Kind.HEADING, Kind.TITLE):
        named = _KIND.match(after)
        first = year.start == line.body_start
        old = first and year.value <= reviewed - _FAR and not _AFTER_YEAR.match(after)
        return (bool(named) and year.value != reviewed + 1) or (old and line.kind is Kind.HEADING)
    opens = not before or before[-1] in "。；\n" or year.start == line.body_start
    comma_only = bool(after) and after[0] == "，"
    if year.value == reviewed - 1 and line.part is Part.REVIEW:
        return opens and comma_only and not _goes_on(line, year)
    if year.value == reviewed + 1:
        return False
    return opens and not _goes_on(line, year) and bool(lexicon.pattern(_OPENING).match(after))


def _overdue(line: Line, year: Year, reviewed: int) -> bool:
    """Whether a plan wants something in a year that is over: 2021年8月底前竣工, 2023年…力争达到47%."""
    clause = line.clause_at(year.start) if line.part is Part.PLAN and year.said and not year.span else None
    if clause is None or not reviewed - _FAR * 2 < year.value < reviewed:
        return False
    before, after = line.masked[clause.start : year.start], line.masked[year.end : clause.end]
    compared = _BEFORE_YEAR.search(before) or _AFTER_YEAR.match(after) or "比" in before or "较" in before
    return not compared and bool(_WANTED.search(after))


def _goes_on(line: Line, year: Year) -> bool:
    """Whether the sentence tells a story that goes on into later years: 2021年9月开工, 2024年8月投用."""
    end = line.sentence_at(year.start).end
    behind = line.years[bisect_right(line.years, year.end, key=lambda one: one.start) :]
    return any(later.value > year.value for later in takewhile(lambda one: one.start < end, behind))


def _unexplained(line: Line, year: Year, reviewed: int) -> bool:
    """Whether a year lies well back and nothing says why it is named."""
    if year.span or not year.said or year.value > reviewed - _FAR or year.value < reviewed - 8:
        return False
    if line.kind is not Kind.BODY or not line.masked[year.end :]:
        return False
    before, after = line.masked[: year.start], line.masked[year.end :]
    inside = before.count("（") > before.count("）")
    told = _ELSEWHEN.search(line.masked, line.sentence_at(year.start).start, year.start)
    return not (inside or told or _goes_on(line, year) or _BEFORE_YEAR.search(before) or _AFTER_YEAR.match(after))


@TEXT.rule("T304", "year-without-nian", Strength.NATIONAL, "GB/T 15835-2011 5.1.3", Severity.WARNING)
def year_without_nian(review: Review) -> Iterator[Sighting]:
    """2024年下半年, not 2024下半年; 学年, 届 and names in quotation marks are no such case."""
    for line in review.text.lines:
        if line.kind is Kind.FURNITURE:
            continue
        for match in _LACKS_NIAN.finditer(line.masked):
            right = f"{match['y']}年{match['what']}"
            sentence, fix = f"“{match[0]}”少了“年”，应写“{right}”", put(match.end("y"), "年")
            yield see(line, match.start(), match.end(), sentence, f"写成“{right}”", fix=fix)


@TEXT.rule("T307", "anniversary", Strength.ARITHMETIC)
def anniversary(review: Review) -> Iterator[Sighting]:
    """开局之年, 第四年, 100周年 and 三年（2021—2023） agree with the years."""
    for line in holding(review.text.spoken, *_PHASES, "第一年", "第二年", "第三年", "第四年", "第五年"):
        yield from _phases(review, line)
    for line in holding(review.text.spoken, "周年"):
        for match in _ANNIVERSARY.finditer(line.plain):
            yield from _counted_from(review, line, match)
        yield from _since_founding(review, line)
        yield from _anniversary_spans(line)
    for line in holding(review.text.spoken, "（20"):
        yield from _plan_spans(line)
    for line in holding(review.text.spoken, *review.context.lexicon.yearly_days):
        yield from _nth_day(review, line)


def _phases(review: Review, line: Line) -> Iterator[Sighting]:
    """2024年是“十四五”开局之年."""
    for match in _PHASE.finditer(line.plain):
        years = review.context.lexicon.plans.get(match["plan"])
        said = _said_year(review, line, match.start())
        if not years or not said:
            continue
        right = _year_of_phase(match, years)
        if right != said:
            phase = match[0].split("”")[-1].lstrip("的")
            sentence = f"“{match['plan']}”是{years[0]}—{years[1]}年，{phase}是{right}年，不是{said}年"
            yield see(line, match.start(), match.end(), sentence, "核对年份和说法")


def _plan_spans(line: Line) -> Iterator[Sighting]:
    """三年行动计划（2021—2024年）."""
    for match in _PLAN_SPAN.finditer(line.plain):
        length, count = int(match["b"]) - int(match["a"]) + 1, chinese_integer(match["n"]) or 0
        if count and count != length:
            # A plan from the middle of one year to the middle of another is counted both ways.
            weight = Severity.WARNING if count == length - 1 else Severity.ERROR
            sentence = f"{match['a']}—{match['b']}年是{length}年，前面说{match['n']}年"
            yield see(line, match.start(), match.end(), sentence, "核对起止年份", severity=weight)


def _anniversary_spans(line: Line) -> Iterator[Sighting]:
    """建校70周年（1955—2025年）."""
    for match in _ANNIVERSARY_SPAN.finditer(line.plain):
        count, first, last = _integer(match["n"]), int(match["a"]), int(match["b"])
        if count and last - first != count:
            sentence = f"{first}年到{last}年是{last - first}周年，前面说{match['n']}周年"
            yield see(line, match.start(), match.end(), sentence, "核对起止年份和周年数")


def _year_of_phase(match: re.Match[str], years: tuple[int, int]) -> int:
    if match["nth"]:
        return years[0] + (chinese_integer(match["nth"]) or 1) - 1
    return years[0] if _PHASES[match["phase"]] == 0 else years[1]


def _said_year(review: Review, line: Line, at: int) -> int:
    """The year that a sentence names before *at*; else 今年 and 明年 by the year reported on."""
    sentence = line.sentence_at(at)
    named = [y.value for y in line.years if sentence.start <= y.start < at and not y.span]
    if named:
        return named[-1]
    ahead = line.plain[sentence.start : at]
    if "明年" in ahead:
        return review.year + 1 if review.year else 0
    return review.year if ("今年" in ahead or "本年" in ahead) and line.part is Part.REVIEW else 0


def _counted_from(review: Review, line: Line, match: re.Match[str]) -> Iterator[Sighting]:
    founded = next((year for name, year in review.context.lexicon.founded.items() if match["what"].endswith(name)), 0)
    count = _integer(match["n"])
    if not founded or not count or not review.year:
        return
    held, years = founded + count, _years_told(review, line, match.start("n"))
    if held not in years:
        year = min(years, key=lambda one: abs(one - held))
        sentence = f"{match['what'][-8:]}{match['n']}周年是{held}年，这里写的是{year}年的事"
        yield see(line, match.start("n"), match.end(), sentence, f"核对：{year}年是{year - founded}周年")


def _years_told(review: Review, line: Line, at: int) -> tuple[int, ...]:
    """The years that an anniversary may be of: the one that the sentence names, else that of the part; awaited ones, a year later too."""
    named = _said_year(review, line, at)
    ahead = line.plain[line.sentence_at(at).start : at]
    wanted = named or review.year_of(line)
    return (wanted, wanted + 1) if _AWAITED.search(ahead) else (wanted,)


def _since_founding(review: Review, line: Line) -> Iterator[Sighting]:
    """创办于1938年，今年迎来建校85周年."""
    for match in _FOUNDED.finditer(line.plain):
        founded, count = int(match["year"]), _integer(match["n"])
        years = _years_told(review, line, match.start("n")) if review.year else ()
        named = [y.value for y in line.years if match.end("year") < y.start < match.start("n") and not y.span]
        year = named[-1] if named else review.year
        if years and count and founded + count != year:
            sentence = f"{founded}年到{year}年是{year - founded}周年，这里写的是{match['n']}周年"
            yield see(line, match.start("n"), match.end(), sentence, "核对创办的年份和周年数")


def _nth_day(review: Review, line: Line) -> Iterator[Sighting]:
    """第40个教师节 was in 2024."""
    first = review.context.lexicon.yearly_days
    if not first or not review.year:
        return
    names = "|".join(sorted(map(re.escape, first), key=len, reverse=True))
    for match in re.finditer(_NTH_DAY.replace("{节日名}", names), line.plain):
        year = first[match["day"]] + _integer(match["n"]) - 1
        years = _years_told(review, line, match.start())
        if year not in years:
            right = years[0] - first[match["day"]] + 1
            sentence = f"第{match['n']}个{match['day']}是{year}年，{years[0]}年是第{right}个"
            yield see(line, match.start(), match.end(), sentence, "核对是第几个")


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 0


@TEXT.rule("T308", "bad-date", Strength.ARITHMETIC)
def bad_date(review: Review) -> Iterator[Sighting]:
    """A date exists, falls on the weekday that is said, and a span ends after it starts."""
    for line in review.text.lines:
        dated = bool(_MONTH.search(line.plain))
        for match in _DAY.finditer(line.plain) if dated else ():
            year = int(match["y"]) if match["y"] else 0
            month, day = int(match["m"]), int(match["d"])
            if not _exists(year, month, day):
                yield see(line, match.start(), match.end(), f"没有“{match[0]}”这一天", "核对日期")
            elif match["w"]:
                yield from _weekday(review, line, match)
        for match in _NO_MONTH.finditer(line.plain) if dated else ():
            yield see(line, match.start(), match.end(), f"没有“{match['m']}月”", "核对月份")
        yield from _turned(line) if dated else ()
        for match in _SPAN.finditer(line.plain):
            if int(match["a"]) > int(match["b"]):
                sentence = f"“{match[0]}”：开始的年份在结束的后面"
                yield see(line, match.start(), match.end(), sentence, "核对起止年份")


def _weekday(review: Review, line: Line, match: re.Match[str]) -> Iterator[Sighting]:
    """Whether a date falls on the weekday that stands behind it; without a year it is of the year reviewed."""
    named = [y.value for y in line.years if line.sentence_at(match.start()).start <= y.start < match.start()]
    year = int(match["y"]) if match["y"] else named[-1] if named else review.year if line.part is Part.REVIEW else 0
    month, day = int(match["m"]), int(match["d"])
    if not year or not _exists(year, month, day):
        return
    right = _WEEKDAYS[date(year, month, day).weekday()]
    if match["w"].replace("天", "日") != right:
        sentence = f"{year}年{month}月{day}日是星期{right}，不是星期{match['w']}"
        yield see(line, match.start(), match.end(), sentence, "核对日期和星期")


def _turned(line: Line) -> Iterator[Sighting]:
    """7月20日至7月8日, 2024年9月至2024年6月: a span that ends before it starts."""
    for match in _DAYS.finditer(line.plain):
        first, last = ([int(match[f"{name}{end}"] or 0) for name in "ymd"] for end in "12")
        one_year = first[0] == last[0] if last[0] else first[1] == (last[1] or first[1])
        last = [last[0] or first[0], last[1] or first[1], last[2]]
        days_turned = one_year and first[2] and last[2] and last < first
        if days_turned or (match["y2"] and last[:2] < first[:2]):
            sentence = f"“{match[0]}”：开始的日子在结束的后面"
            yield see(line, match.start(), match.end(), sentence, "核对起止日期")


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _LONG_MONTHS[month - 1]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (year and month == 2 and day == 29 and not leap)


@TEXT.rule("T309", "date-scope", Strength.CUSTOM, severity=Severity.INFO)
def date_scope(review: Review) -> Iterator[Sighting]:
    """A text signed before the year ends does not yet know the whole year."""
    signed = review.signed
    if signed is None:
        return
    until = f"截至{signed.month}月{signed.day}日"
    early = signed.year == review.year and (signed.month, signed.day) < _YEAR_END
    for line in review.text.body:
        if line.part is Part.PLAN:
            continue
        for match in _WHOLE_YEAR.finditer(line.masked) if early else ():
            sentence = f"落款是{signed.month}月{signed.day}日，这里说的是“{match[0]}”"
            yield see(line, match.start(), match.end(), sentence, f"写成“{until}”一类的说法，或者确认到年底不会变")
        for match in _UNTIL.finditer(line.masked):
            year = int(match["y"] or review.year or signed.year)
            if (year, int(match["m"]), int(match["d"] or 28)) > (signed.year, signed.month, signed.day):
                sentence = f"落款是{signed.year}年{signed.month}月{signed.day}日，这里说的是“{match[0]}”"
                yield see(line, match.start(), match.end(), sentence, f"核对落款和这个日期，或者写成“{until}”")
