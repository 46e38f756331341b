"""T302, T303, T305, T306: words whose sense depends on the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.lexicon import Meeting
from drafter.checks.text.model import Kind, Line, Part
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_RELATIVE = lazy(
    r"(?P<next>明年|下一?年(?!度|级))|(?P<last>去年)|(?P<now>近日|日前|即日(?!起)|目前|当前(?=[，正])|现已)|(?P<this>今年)"
)
_COMPARED = lazy(r"(?:比|较|与|同|和|于|照|自)\Z")
_DATED = lazy(r"\d{1,2}月|20\d\d年")
_UNTIL = lazy(r"截[至止][^，。；]{0,12}(?:月|日|底|末)")
"""Once a paragraph has said up to when it counts, 目前 is that day."""
_FUTURE = lazy(
    r"(?<![\u4e00-\u9fff]即)将(?:于|会|在\d|陆续|继续|进一步|全面|力争|新建|建成|完成|启动|竣工|投入使用|开工|启用|举办|召开|达到|增加|开展|实施)"
    r"|(?:计划|拟|预计)(?:于|在)?(?:今年|年底|年内|本年|\d{1,2}月|下半年)|即日开工|即将(?:开工|竣工|启用|投入使用|完成|建成)"
)
_PURPOSE = lazy(r"(?:把|以|为|方案|规划|计划|目标|要求|明确|提出|部署)[^，。；]{0,12}\Z")
_FINISHED = lazy(
    r"已(?:经|全部|基本|顺利|圆满)?(?:完成|建成|投用|启用|竣工|落实|实现|通过|获批|投入使用)|圆满完成了|顺利完成了|(?:完成|建成|举办|召开|开展|取得|获得|实施|落实)了"
)
_BACKGROUND = lazy(r"(?:在|对|待|力争|确保|争取|巩固|如|凡|依托|利用|用好|发挥|基础上|后)[^，。；]{0,14}\Z")
_SESSION = lazy(
    r"(?P<congress>十[八九]|二十[一二]?)届(?P<plena>[一二三四五六七八](?:中)?(?:(?:、|至|到|和)[一二三四五六七八](?:中)?)*中?)全会"
)
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
            year = review.year + {"next": 1, "last": -1}.get(match.lastgroup or "", 0) if review.year else 0
            told = (
                f"写明年份，如“{year}年”"
                if year and match.lastgroup in ("next", "last")
                else "写明日期，如“截至11月底”"
            )
            if match["this"]:
                told = f"写明年份，如“{review.year + 1}年”" if review.year else "写明年份"
            sentence = f"“{word}”是相对的说法，日后看不出是什么时候"
            yield see(line, match.start(), match.end(), sentence, told)


def _is_plan_only(review: Review) -> bool:
    return all(line.part is Part.PLAN for line in review.text.spoken)


def _is_anchored(line: Line, match: re.Match[str]) -> bool:
    before = line.masked[: match.start()]
    if match["last"]:
        return bool(_COMPARED.search(before)) or line.masked[match.end() : match.end() + 2] in ("同期", "以来")
    if match["now"]:
        said = line.sentence_at(match.start()).text
        return (
            bool(_DATED.search(said) or _UNTIL.search(before))
            or line.part is Part.PLAN
            or bool(re.search(r"问题|困难|差距|不足", line.text[:200]))
        )
    return False


@TEXT.rule("T303", "tense", Strength.CUSTOM, severity=Severity.WARNING)
def tense(review: Review) -> Iterator[Sighting]:
    """The review tells what was done, the plan what will be."""
    for line in review.text.body:
        pattern = _FUTURE if line.part is Part.REVIEW else _FINISHED
        for match in pattern.finditer(line.masked):
            before = line.masked[: match.start()]
            if re.search(r"下一步|明年|来年|问题|差距|不足|打算|我们将", line.masked[:200]):
                continue
            if line.part is Part.REVIEW and not _PURPOSE.search(before):
                sentence = f"总结里写了将来的事：“{match[0]}”"
                yield see(line, match.start(), match.end(), sentence, "完成了就写结果；没有完成就移到打算里")
            elif line.part is Part.PLAN and not _BACKGROUND.search(before):
                sentence = f"打算里写了做完的事：“{match[0]}”"
                yield see(line, match.start(), match.end(), sentence, "改成要做的事；已经做完的移到总结里")


@TEXT.rule("T305", "stale-meeting", Strength.POLICY)
def stale_meeting(review: Review) -> Iterator[Sighting]:
    """The newest congress or plenum that a text names is the newest there was when it was signed, and none that was still to come."""
    signed = review.signed or (date(review.year, 12, 15) if review.year else None)
    known = {meeting.name: meeting for meeting in review.context.lexicon.meetings}
    if signed is None or not known:
        return
    named = [(line, start, end, name) for line in review.text.lines for start, end, name in _meetings(line)]
    real = [(known[name], line, start, end) for line, start, end, name in named if name in known]
    for line, start, end, name in named:
        if name not in known and _looks_possible(name, known):
            yield see(line, start, end, f"没有查到“{name}”", "核对会议的届次")
        elif name in known and known[name].day > signed:
            day = known[name].day
            sentence = f"“{name}”{day.year}年{day.month}月才开，这份材料是{signed.year}年的"
            yield see(line, start, end, sentence, "核对会议的届次")
    held = [meeting for meeting in known.values() if (signed - meeting.day).days >= _GRACE]
    yield from (_bygone(*one, signed) for one in real if _is_bygone(*one, held, signed))
    if real and held:
        newest, line, start, end = max(real, key=lambda one: one[0].day)
        latest = max(held, key=lambda meeting: meeting.day)
        if newest.day < latest.day:
            yield _outdated(line, start, end, newest, latest)


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


def _outdated(line: Line, start: int, end: int, newest: Meeting, latest: Meeting) -> Sighting:
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


@TEXT.rule("T306", "retired-term", Strength.POLICY)
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
                yield see(line, at, at + len(term.old), sentence, f"改成“{term.new}”；说的是以前的事不用改")


def _is_history(text: str, at: int, old: str) -> bool:
    before, after = text[max(0, at - 4) : at], text[at + len(old) : at + len(old) + 2]
    return before.endswith(("原", "原先", "曾经的", "（原")) or after.startswith("（现")
