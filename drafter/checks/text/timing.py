"""T302, T303, T305, T306: words whose sense depends on the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.lexicon import Meeting
from drafter.checks.text.mending import swap
from drafter.checks.text.model import Kind, Line, Part
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_RELATIVE = lazy(
    r"(?P<next>明年|下一?年(?!度|级))|(?P<last>去年|(?<![以目之三年\d])前年(?![度均]))|(?P<now>近日|日前|即日(?!起)|目前|当前(?=[，正])|现已)|(?P<this>今年)"
)
_COMPARED = lazy(r"(?:比|较|与|同|和|于|照)\Z")
_VALUE_OF = lazy(r"(?:同期|全年)?(?:的|为|是|仅)?\d[\d.]*(?!\d*[月年])")
_BASIS = lazy(r"[^，。；]{0,14}基础上")
_DATED = lazy(r"\d{1,2}月|20\d\d年")
_UNTIL = lazy(r"截[至止][^，。；]{0,12}(?:月|日|底|末)")
"""Once a paragraph has said up to when it counts, 目前 is that day."""
_FUTURE = lazy(
    r"(?<![\u4e00-\u9fff]即)将(?:于|会|在\d|陆续|继续|进一步|全面|力争|新建|建成|完成|启动|竣工|投入使用|开工|启用|举办|召开|达到|增加|开展|实施)"
    r"|(?<!工作)(?:计划|拟|预计)(?:于|在)?(?:今年|年底|年内|本年|\d{1,2}月|下半年)"
    r"|(?:今年|本年度?|年内|全年)(?:还)?(?:拟(?![定订])|计划|预计)(?![内外的数]|任务|总|完成率)|即日开工|即将(?:全部|陆续|全面)?(?:开工|竣工|启用|投入使用|完成|建成)"
)
_AHEAD = lazy(
    r"下一步|今后|明年|来年|(?:存在|面临|主要|突出)[^，。]{0,6}问题|问题[是：，和]|困难|差距|不足|打算|我们将"
)
_OPENING = 40
"""In so many characters a paragraph says that it speaks of problems or of what is to come."""
_FULFILLED = lazy(r"实际|已|超额|完成|招满|到位")
_EARLY = 10
"""A text signed by the end of this month tells of a part of the year."""
_PURPOSE = lazy(r"(?:把|以|为|方案|规划|计划|目标|要求|明确|提出|部署)[^，。；]{0,12}\Z")
_FINISHED = lazy(
    r"已(?:经|全部|基本|顺利|圆满)?(?:完成|建成|投用|启用|竣工|落实|实现|通过|获批|投入使用|举办|召开|开展|印发|出台|招聘|组织|培训|发放|创建|新增|新建)"
    r"|圆满完成了|顺利完成了|(?:完成|建成|举办|召开|开展|取得|获得|实施|落实|新建|新增|招聘|培训|印发|出台|组织)了"
)
_BACKGROUND = lazy(r"(?:在|对|待|力争|确保|争取|巩固|如|凡|依托|利用|用好|发挥|基础上|后)[^，。；]{0,14}\Z")
_ATTRIBUTE = lazy(r"[^，。；]{0,10}(?:的|基础上|项目要|成果)")
_SESSION = lazy(
    r"(?P<congress>十[八九]|二十[一二]?)届(?P<plena>[一二三四五六七八](?:中)?(?:(?:、|至|到|和)[一二三四五六七八](?:中)?)*中?)全会"
)
_ALL_PLENA = lazy(r"(十[八九]|二十[一二]?)(?:届|大)(?:以来)?历次")
_PLAN_NOW = lazy(
    r"(?:对标|对照|按照|根据|围绕|落实|实施|推进|完成|编制)[^，。；、“”]{0,8}“?(?P<plan>十[一二三四五六七八九]五)”?(?=[^，。；]{0,10}规划)"
)
_PLAN_OVER = lazy(r"[^。；]{0,20}(?:评估|收官|验收|总结|期间|末|回顾|以来|“十)")
_CONGRESS = lazy(r"党的(?P<n>十[八九]|二十[一二]?)大(?!报告解读)")
_GRACE = 45
"""So many days after a meeting a text need not name it yet."""
_LONG_AGO = 3 * 365
_PLENUM = lazy(r"[一二三四五六七八]")
_RANGE = lazy(r"([一二三四五六七八])中?(?:至|到)([一二三四五六七八])")
_HAN = "一二三四五六七八"


@TEXT.rule("T302", "relative-time", Strength.CUSTOM, severity=Severity.WARNING)
def relative_time(review: Review) -> Iterator[Sighting]:
    """明年, 去年, 近日, 目前 say nothing to who reads the text later; 今年 is wrong in the plan."""
    for line in review.text.body:
        for match in _RELATIVE.finditer(line.masked):
            word = match[0]
            if _is_anchored(line, match) or (match["this"] and (line.part is Part.REVIEW or _is_plan_only(review))):
                continue
            year = review.year + _away(match) if review.year else 0
            told = (
                f"写明年份，如“{year}年”"
                if year and match.lastgroup in ("next", "last")
                else "写明日期，如“截至11月底”"
            )
            if match["this"]:
                told = f"写明年份，如“{review.year + 1}年”" if review.year else "写明年份"
            sentence = f"“{word}”是相对的说法，日后看不出是什么时候"
            yield see(line, match.start(), match.end(), sentence, told)


def _away(match: re.Match[str]) -> int:
    """How many years a word points away from the year that is reviewed."""
    return -2 if match[0] == "前年" else {"next": 1, "last": -1}.get(match.lastgroup or "", 0)


def _is_plan_only(review: Review) -> bool:
    return all(line.part is Part.PLAN for line in review.text.spoken)


def _is_anchored(line: Line, match: re.Match[str]) -> bool:
    before = line.masked[: match.start()]
    if match["this"]:
        return bool(_COMPARED.search(before) or _BASIS.match(line.masked, match.end())) or _names_year(line, match)
    if match["last"]:
        behind = line.masked[match.end() : match.end() + 2]
        compared = _COMPARED.search(before) or _VALUE_OF.match(line.masked, match.end())
        return bool(compared) or behind in ("同期", "以来")
    if match["now"]:
        said = line.sentence_at(match.start()).text
        return (
            bool(_DATED.search(said) or _UNTIL.search(before))
            or line.part is Part.PLAN
            or bool(re.search(r"问题|困难|差距|不足", line.text[:200]))
        )
    return False


def _names_year(line: Line, match: re.Match[str]) -> bool:
    """Whether the sentence has named a year before: 2025年是“十四五”收官之年，做好今年的工作."""
    start = line.sentence_at(match.start()).start
    return any(start <= year.start < match.start() and not year.span for year in line.years)


@TEXT.rule("T303", "tense", Strength.CUSTOM, severity=Severity.WARNING)
def tense(review: Review) -> Iterator[Sighting]:
    """The review tells what was done, the plan what will be; a text that names no year may be neither."""
    for line in review.text.body:
        if _AHEAD.search(line.masked[:_OPENING]):
            continue
        if line.part is Part.PLAN:
            yield from _finished(line)
        elif review.year and not _is_early(review):
            yield from _future(line, review.year)


def _is_early(review: Review) -> bool:
    signed = review.signed
    return signed is not None and signed.year == review.year and signed.month <= _EARLY


def _finished(line: Line) -> Iterator[Sighting]:
    for match in _FINISHED.finditer(line.masked):
        if not _BACKGROUND.search(line.masked[: match.start()]) and not _ATTRIBUTE.match(line.masked, match.end()):
            sentence = f"打算里写了做完的事：“{match[0]}”"
            yield see(line, match.start(), match.end(), sentence, "改成要做的事；已经做完的移到总结里")


def _future(line: Line, year: int) -> Iterator[Sighting]:
    for match in _FUTURE.finditer(line.masked):
        rest = line.sentence_at(match.start()).end
        later = any(year and match.start() < y.start < match.end() + 4 and y.value > year for y in line.years)
        met = match[0].endswith(("计划", "预计")) and _FULFILLED.search(line.masked, match.end(), rest)
        if _AHEAD.search(line.masked, line.sentence_at(match.start()).start, match.start()):
            continue
        if not later and not met and not _PURPOSE.search(line.masked[: match.start()]):
            sentence = f"总结里写了将来的事：“{match[0]}”"
            yield see(line, match.start(), match.end(), sentence, "完成了就写结果；没有完成就移到打算里")


@TEXT.rule("T305", "stale-meeting", Strength.POLICY)
def stale_meeting(review: Review) -> Iterator[Sighting]:
    """The newest congress or plenum that a text names is the newest there was when it was signed, and none that was still to come."""
    written = _written(review)
    known = {meeting.name: meeting for meeting in review.context.lexicon.meetings}
    if written is None or not known:
        return
    first, signed = written
    named = [(line, start, end, name) for line in review.text.lines for start, end, name in _meetings(line)]
    real = [(known[name], line, start, end) for line, start, end, name in named if name in known]
    for line, start, end, name in named:
        if _ALL_PLENA.match(line.masked, start) or _awaited(line, start, end):
            continue
        if name not in known and _looks_possible(name, known):
            yield see(line, start, end, f"没有查到“{name}”", "核对会议的届次")
        elif name in known and known[name].day > signed:
            day = known[name].day
            sentence = f"“{name}”{day.year}年{day.month}月才开，这份材料是{signed.year}年的"
            yield see(line, start, end, sentence, "核对会议的届次")
    held = [meeting for meeting in known.values() if (first - meeting.day).days >= _GRACE]
    newest = max(real, key=lambda one: one[0].day) if real and held else None
    latest = _newer(review, newest[0], held) if newest else None
    if newest and latest:
        yield _outdated(*newest, latest)
    for one in real:
        if _is_bygone(*one, held, signed) and not (newest and latest and one[0] is newest[0]):
            yield _bygone(*one, signed)
    yield from _past_plans(review, signed)


def _written(review: Review) -> tuple[date, date] | None:
    """The first and the last day on which the text may have been written; None if nothing says the year.

    A text that is not signed was written at the end of the year that it reviews, or behind its first half; a plan at any time of
    its year.
    """
    if review.signed or not review.year:
        return (review.signed, review.signed) if review.signed else None
    first = date(review.year, 1, 1) if _is_plan_only(review) else date(review.year, 12, 15)
    return date(review.year, 6, 30) if "半年" in review.text.title else first, date(review.year, 12, 15)


def _newer(review: Review, newest: Meeting, held: list[Meeting]) -> Meeting | None:
    """The meeting that the text should name beyond *newest*, the last that it names; None if there is none, or it names all of them."""
    latest = max(held, key=lambda meeting: meeting.day)
    sweeping = any(
        latest.name.startswith(found[1]) for one in review.text.spoken for found in _ALL_PLENA.finditer(one.masked)
    )
    if "届" not in newest.name:
        latest = max((meeting for meeting in held if "届" not in meeting.name), key=lambda meeting: meeting.day)
    return latest if newest.day < latest.day and not sweeping else None


def _awaited(line: Line, start: int, end: int) -> bool:
    """Whether the meeting is spoken of as one to come: 迎接党的二十大胜利召开."""
    before, behind = line.masked[max(0, start - 6) : start], line.masked[end : end + 6]
    return bool(re.search(r"迎接?|喜迎|即将", before) or "召开" in behind)


def _past_plans(review: Review, signed: date) -> Iterator[Sighting]:
    """A five-year plan that is to be carried out, though it has ended."""
    for line in review.text.body:
        for match in _PLAN_NOW.finditer(line.plain):
            years = review.context.lexicon.plans.get(match["plan"])
            if years and years[1] < (review.year or signed.year) and not _PLAN_OVER.match(line.plain, match.end()):
                sentence = f"“{match['plan']}”规划{years[1]}年已经到期，这份材料是{review.year or signed.year}年的"
                yield see(line, match.start(), match.end(), sentence, "核对是不是应写新的五年规划")


def _is_bygone(meeting: Meeting, line: Line, start: int, end: int, held: list[Meeting], signed: date) -> bool:
    """A plenum of an earlier congress, years ago, whose 精神 is to be carried out now."""
    congress = meeting.name.partition("届")[0]
    newer = any(one.day > meeting.day and "届" not in one.name and not one.name.startswith(congress) for one in held)
    told = line.masked[end : end + 2] == "精神" and re.search(
        r"贯彻|落实|学习|按照|宣传", line.masked[max(0, start - 20) : start]
    )
    return newer and bool(told) and "届" in meeting.name and (signed - meeting.day).days > _LONG_AGO


def _bygone(meeting: Meeting, line: Line, start: int, end: int, signed: date) -> Sighting:
    sentence = f"“{meeting.name}”是{meeting.day.year}年开的，这份材料是{signed.year}年的"
    return see(line, start, end, sentence, "核对会议的届次")


def _outdated(newest: Meeting, line: Line, start: int, end: int, latest: Meeting) -> Sighting:
    sentence = (
        f"写到的最新的会议是{newest.name}，成文前已经开过{latest.name}（{latest.day.year}年{latest.day.month}月）"
    )
    return see(line, start, end, sentence, f"核对是不是应写到“{latest.name}精神”")


def _meetings(line: Line) -> Iterator[tuple[int, int, str]]:
    """Congresses and plena that a line names outside titles, each with its place."""
    if line.kind in (Kind.FURNITURE, Kind.CELL):
        return
    for match in _SESSION.finditer(line.masked):
        plena = set(_PLENUM.findall(match["plena"]))
        for low, high in _RANGE.findall(match["plena"]):
            plena |= set(_HAN[_HAN.index(low) : _HAN.index(high) + 1])
        for plenum in sorted(plena, key=_HAN.index):
            yield match.start(), match.end(), f"{match['congress']}届{plenum}中全会"
    for match in _CONGRESS.finditer(line.masked):
        yield match.start(), match.end(), f"{match['n']}大"


def _looks_possible(name: str, known: dict[str, Meeting]) -> bool:
    """A plenum of a congress that the list covers, after the first, which is rarely named."""
    congress = name.partition("届")[0]
    return "届一中" not in name and any(other.startswith(f"{congress}届") for other in known)


@TEXT.rule("T306", "retired-term", Strength.POLICY, table="旧称")
def retired_term(review: Review) -> Iterator[Sighting]:
    """A name or term that was replaced before the text was signed is not used for what happened since."""
    signed = review.signed or (date(review.year, 12, 15) if review.year else None)
    if signed is None:
        return
    for line in review.text.spoken:
        for term in review.context.lexicon.retired:
            at = line.masked.find(term.old)
            if at >= 0 and signed >= term.since and not _is_history(line.masked, at, term.old):
                day = term.since
                sentence = f"“{term.old}”自{day.year}年{day.month}月起改称“{term.new}”（{term.source}）"
                hint, end = f"改成“{term.new}”；说的是以前的事不用改", at + len(term.old)
                weight = Severity.ERROR if term.blocks else None
                yield see(line, at, end, sentence, hint, severity=weight, fix=swap(at, end, term.new, safe=False))


def _is_history(text: str, at: int, old: str) -> bool:
    before, after = text[max(0, at - 4) : at], re.sub(r"^(?:疫情)?(?:防控)?", "", text[at + len(old) :][:10])
    return before.endswith(("原", "原先", "曾经的", "（原")) or after.startswith(("（现", "期间", "时期", "以来"))
