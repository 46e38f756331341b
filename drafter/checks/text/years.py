"""T301, T304, T307, T308, T309: years and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.model import Kind, Line, Part
from drafter.checks.text.numbers import Year
from drafter.diagnostics import Severity
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_FAR = 2
"""So many years back, a year that nothing explains is suspect."""
_BEFORE_YEAR = lazy(
    r"(?:自|从|于|在|到|至|截至|截止|比|较|与|和|、|同|起|由|往前|首次|建于|始建|成立于|创建于|[\u4e00-\u9fff](?:版|修订))\Z"
)
_AFTER_YEAR = lazy(
    r"\A(?:以来|起|至|到|—|-|~|底|末|前|后|版|修订|以前|以后|同期|度(?!工作|总结)|[^，。；]{0,12}(?:监测结果|统计公报|公布|印发|出台|规划纲要|立项|启动的|成立的))"
)
_OPENING = r"\A(?:，|全年|我[县区市局校]|全[县区市省]|{句首}|春季|秋季|上半年|下半年)"
_LACKS_NIAN = lazy(
    r"(?<![\d.〔—~至-])(?P<y>20\d\d)(?P<what>上半年|下半年|春季|秋季|暑期|寒假|春学期|秋学期|第[一二三四]季度|[一二三四]季度|全年|主要工作|工作(?:总结|要点|计划|打算|思路))"
)
_SPAN = lazy(r"(?<!\d)(?P<a>(?:19|20)\d\d)年?\s*(?:[—–~～至-]|——)\s*(?P<b>(?:19|20)\d\d)(?=学?年|[）)])")
_PLAN_SPAN = lazy(
    r"(?P<n>[两二三四五六七八九十]{1,2})年(?:行动|发展|规划|提升|攻坚|建设|计划|改造|实施)[^，。；（]{0,14}?[（](?P<a>20\d\d)年?\s*[—–~～至-]\s*(?P<b>20\d\d)年?[）]"
)
_DAY = lazy(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号](?:（(?:星期|周)(?P<w>[一二三四五六日天])）)?"
)
_WEEKDAYS = "一二三四五六日"
_LONG_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ANNIVERSARY = lazy(r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年")
_PHASES = {"开局": 0, "起步": 0, "收官": -1, "收尾": -1, "决胜": -1}
_PHASE = lazy(
    r"“?(?P<plan>十[一二三四五六七八九]五)”?(?:规划)?(?:的)?(?:(?P<phase>开局|起步|收官|收尾)(?:之年|年)|第(?P<nth>[一二三四五])年)"
)
_WHOLE_YEAR = lazy(r"(?:全年|截至年底|年底前?)(?=[^，。；]{0,20}(?:未发生|无一|实现|完成|共|累计|发放|开展))")
_YEAR_END = (12, 20)


@TEXT.rule("T301", "stale-year", Strength.CUSTOM, severity=Severity.ERROR)
def stale_year(review: Review) -> Iterator[Sighting]:
    """A review speaks of its own year, a plan of the next; other years stand in spans, names, comparisons and 自…起."""
    if not review.year:
        return
    opening = review.context.lexicon.pattern(_OPENING)
    for line in review.text.lines:
        if line.kind in (Kind.FURNITURE, Kind.CELL, Kind.FRAME):
            continue
        wanted = review.year_of(line)
        for year in line.years:
            certain = _claims(line, year, wanted, review.year, opening)
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


def _claims(line: Line, year: Year, wanted: int, reviewed: int, opening: re.Pattern[str]) -> bool:
    """Whether the year is given as the one that the text speaks of, and is another."""
    if year.span or not year.said or year.value in (wanted, reviewed) or abs(year.value - wanted) > 15:
        return False
    before, after = line.masked[: year.start], line.masked[year.end :]
    if line.kind in (Kind.HEADING, Kind.TITLE):
        named = re.match(r"(?:度)?(?:主要)?(?:工作|总结|打算|计划|思路|要点)", after)
        return bool(named) and year.value != reviewed + 1
    opens = not before or before[-1] in "。；\n" or year.start == line.body_start
    comma_only = bool(after) and after[0] == "，"
    if year.value == reviewed - 1 and line.part is Part.REVIEW:
        return opens and comma_only
    if year.value == reviewed + 1:
        return False
    return opens and bool(opening.match(after))


def _unexplained(line: Line, year: Year, reviewed: int) -> bool:
    """Whether a year lies well back and nothing says why it is named."""
    if year.span or not year.said or year.value > reviewed - _FAR or year.value < reviewed - 8:
        return False
    if line.kind is not Kind.BODY or not line.masked[year.end :]:
        return False
    before, after = line.masked[: year.start], line.masked[year.end :]
    inside = before.count("（") > before.count("）")
    return not (inside or _BEFORE_YEAR.search(before) or _AFTER_YEAR.match(after))


@TEXT.rule("T304", "year-without-nian", Strength.NATIONAL, "GB/T 15835-2011 5.1.3", Severity.WARNING)
def year_without_nian(review: Review) -> Iterator[Sighting]:
    """2024年下半年, not 2024下半年; 学年, 届 and names in quotation marks are no such case."""
    for line in review.text.lines:
        if line.kind is Kind.FURNITURE:
            continue
        for match in _LACKS_NIAN.finditer(line.masked):
            right = f"{match['y']}年{match['what']}"
            yield see(line, match.start(), match.end(), f"“{match[0]}”少了“年”，应写“{right}”", f"写成“{right}”")


@TEXT.rule("T307", "anniversary", Strength.ARITHMETIC)
def anniversary(review: Review) -> Iterator[Sighting]:
    """开局之年, 第四年, 100周年 and 三年（2021—2023） agree with the years."""
    lexicon = review.context.lexicon
    for line in review.text.spoken:
        for match in _PHASE.finditer(line.plain):
            years = lexicon.plans.get(match["plan"])
            said = _said_year(review, line, match.start())
            if not years or not said:
                continue
            right = _year_of_phase(match, years)
            if right != said:
                sentence = f"“{match['plan']}”是{years[0]}—{years[1]}年，{match[0].split('”')[-1].lstrip('的')}是{right}年，不是{said}年"
                yield see(line, match.start(), match.end(), sentence, "核对年份和说法")
        for match in _ANNIVERSARY.finditer(line.plain):
            yield from _counted_from(review, line, match)
        for match in _PLAN_SPAN.finditer(line.plain):
            length, count = int(match["b"]) - int(match["a"]) + 1, chinese_integer(match["n"]) or 0
            if count and count not in (length, length - 1):
                sentence = f"{match['a']}—{match['b']}年是{length}年，前面说{match['n']}年"
                yield see(line, match.start(), match.end(), sentence, "核对起止年份")


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
    return review.year if re.search(r"今年|本年", ahead) and line.part is Part.REVIEW else 0


def _counted_from(review: Review, line: Line, match: re.Match[str]) -> Iterator[Sighting]:
    founded = next((year for name, year in review.context.lexicon.founded.items() if match["what"].endswith(name)), 0)
    count = int(match["n"]) if match["n"].isdecimal() else chinese_integer(match["n"]) or 0
    if not founded or not count or not review.year:
        return
    held = founded + count
    if not review.year - 1 <= held <= review.year + 1:
        sentence = f"{match['what'][-8:]}{match['n']}周年是{held}年，这里写的是{review.year}年的事"
        yield see(line, match.start("n"), match.end(), sentence, f"核对：{review.year}年是{review.year - founded}周年")


@TEXT.rule("T308", "bad-date", Strength.ARITHMETIC)
def bad_date(review: Review) -> Iterator[Sighting]:
    """A date exists, falls on the weekday that is said, and a span ends after it starts."""
    for line in review.text.lines:
        for match in _DAY.finditer(line.plain):
            year = int(match["y"]) if match["y"] else 0
            month, day = int(match["m"]), int(match["d"])
            if not _exists(year, month, day):
                yield see(line, match.start(), match.end(), f"没有“{match[0]}”这一天", "核对日期")
            elif match["w"] and year:
                right = _WEEKDAYS[date(year, month, day).weekday()]
                if match["w"].replace("天", "日") != right:
                    sentence = f"{year}年{month}月{day}日是星期{right}，不是星期{match['w']}"
                    yield see(line, match.start(), match.end(), sentence, "核对日期和星期")
        for match in _SPAN.finditer(line.plain):
            if int(match["a"]) > int(match["b"]):
                sentence = f"“{match[0]}”：开始的年份在结束的后面"
                yield see(line, match.start(), match.end(), sentence, "核对起止年份")


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _LONG_MONTHS[month - 1]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return not (year and month == 2 and day == 29 and not leap)


@TEXT.rule("T309", "date-scope", Strength.CUSTOM, severity=Severity.INFO)
def date_scope(review: Review) -> Iterator[Sighting]:
    """A text signed before the year ends does not yet know the whole year."""
    signed = review.signed
    if signed is None or signed.year != review.year or (signed.month, signed.day) >= _YEAR_END:
        return
    until = f"截至{signed.month}月{signed.day}日"
    for line in review.text.body:
        for match in _WHOLE_YEAR.finditer(line.masked) if line.part is Part.REVIEW else ():
            sentence = f"落款是{signed.month}月{signed.day}日，这里说的是“{match[0]}”"
            yield see(line, match.start(), match.end(), sentence, f"写成“{until}”一类的说法，或者确认到年底不会变")
