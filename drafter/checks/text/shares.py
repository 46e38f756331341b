"""N102, N103, N107, N108: shares and rates against the numbers that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.intervals import Verdict, compare, rounded, share, share_slack
from drafter.checks.text.lexicon import words
from drafter.checks.text.model import Line, holding
from drafter.checks.text.numbers import Number
from drafter.diagnostics import Severity
from drafter.facts.vocabulary import vocabulary
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

_SHARE = lazy(
    r"(?:占比|占(?!地|用)[^，。；、\d]{0,16})(?:的|为|达到?|约)*\Z|占[^，。；、\d]{0,10}\d[\d.,]*[^，。；、\d]{1,6}的\Z"
)
_OF = "(?:参加|计划|任务|目标|现有|报名|应|共|总|全|名额|{总体前})"
_BASE = lazy(r"占(?:全[县区市省校]的?)?(?P<base>[\u4e00-\u9fff]{2,8}?)(?:总数|总人数|总量|总额)?的")
_AMONG = lazy(r"[^，。；]{0,6}(?:中|里)[，有]?")
_ANNUAL = lazy("年度|当年|本年|全年")
_STOP = lazy("[，。；、：]")
_FULL = Fraction(100)
_ANY_RATE = r"(?!压减|压缩|减少|下降|降低|增长|增加|提高)[\u4e00-\u9fff]{2}(?:率|进度)"
_SAYING = r"(?:测评|调查|均|都|各|分别|已|稳定在|保持在|为|达到?|高达|是|约|的)*\Z"
_CAPPED_SHARE = r"占(?![^，。；]{0,10}(?:计划|任务|目标|预算|指标))[^，。；、\d]{0,12}"
_CAPPED = lazy(rf"(?:(?P<name>[\u4e00-\u9fff]*(?:率|满意度))|占比|{_CAPPED_SHARE}){_SAYING}")
_PARTIAL = lazy(
    r"(?:限期|当场|立即|立行|剩余|其余|余下|长期|未|待|正在)[\u4e00-\u9fff]{0,6}\Z|(?:发现|查出|排查)[^，。；、\d]{0,8}\Z"
)
_OVER = lazy(r"超额(?:完成[^，。；\d]{0,10})?(?P<n>\d+(?:\.\d+)?)%")
_FALL = lazy(r"(?:下降|减少|降低|压减|缩减|压缩|回落|降幅)(?:了|约|达|为|近|超过?)?\Z")
_NEAR = 8
"""So many numbers of a sentence are tried in pairs."""
_SPAN = 100
"""A part, its whole and the share that stand close together take no more characters."""
_WORD = 6
"""So near before a number stands the verb that a rate may take up."""
_WHOSE = 3
"""More characters before a rate's name say whose rate it is."""
_SMALL = 100
"""Of more things than this nearly every percentage is possible."""


class _Rate(NamedTuple):
    """A percentage with the words before it."""

    number: Number
    name: str
    """占 or the rate's name."""


def _rates(line: Line) -> Iterator[_Rate]:
    """The percentages of a line that say a share or a known rate."""
    for number in line.numbers:
        if number.unit != "%" or not number.exact:
            continue
        named = _named_rate()
        ahead = line.masked[max(0, number.start - 24) : number.start]
        if _SHARE.search(ahead):
            yield _Rate(number, "占")
        elif match := named.search(ahead):
            yield _Rate(number, match["name"])


@cache
def _named_rate() -> re.Pattern[str]:
    return compiled(rf"(?P<name>{words().any('比率')}|{_ANY_RATE}){_SAYING}")


def _operands(line: Line, rate: _Rate, of: re.Pattern[str]) -> tuple[Number | None, list[Number]]:
    """The number that the share is of something, and what the whole may be."""
    start = _told_from(line, rate)
    said = line.numbers_between(start, rate.number.start)
    ahead = [n for n in said if n.unit and n.unit != "%"]
    ahead = [n for n in ahead if n.unit not in ("个百分点", "百分点", "分", "年", "岁", "个月", "天")]
    if not ahead:
        return None, []
    part = ahead[-1]
    if _distance(line, part, rate) is None or not part.exact:
        return None, []
    wholes = [n for n in ahead[:-1] if _alike(n, part) and n.exact and n.value >= part.value > 0]
    if len(wholes) > 1 and start < line.sentence_at(part.start).start:
        return part, []
    return part, _likely(line, part, wholes, rate, of)


def _told_from(line: Line, rate: _Rate) -> int:
    """Where the words about the share begin: with its sentence, or with the one before if its own says only 其中优良430人，占86%."""
    start = line.sentence_at(rate.number.start).start
    alone = len(line.numbers_between(start, rate.number.start)) == 1 and line.masked.startswith("其中", start)
    return line.sentence_at(start - 1).start if start and alone else start


def _alike(one: Number, other: Number) -> bool:
    """Whether one may be a part of the other: 所 are no part of 个, which count anything; 人, 名 and 位 are the same people."""
    return one.unit == other.unit or (one.same_measure(other) and vocabulary().same_measure(one.unit, "人"))


def _stated_both(line: Line, rate: _Rate) -> tuple[Number, list[Number]] | None:
    """46人占200人的23%."""
    ahead = line.numbers_between(max(0, rate.number.start - _SPAN), rate.number.start)[-2:]
    if len(ahead) < 2 or not ahead[0].same_measure(ahead[1]) or not ahead[1].value:
        return None
    between, behind = line.masked[ahead[0].end : ahead[1].start], line.masked[ahead[1].end : rate.number.start]
    stated = re.fullmatch(r"，?占[^，。；、]{0,10}", between) and re.fullmatch(r"[^，。；、]{0,8}的?", behind)
    return (ahead[0], [ahead[1]]) if stated else None


def _distance(line: Line, part: Number, rate: _Rate) -> int | None:
    """How many stops lie between the part and its share; None if they are not neighbours."""
    between = line.masked[part.end : rate.number.start]
    stops = sum(map(between.count, "，（；："))
    if "。" in between or "；" in between or stops > 1 or len(between) > 30:
        return None
    noun = _STOP.split(line.masked[max(0, part.start - 16) : part.start])[-1]
    if rate.name == "占":
        return None if _of_others(rate, noun, between) else stops
    if not _called_so(rate, noun, _STOP.split(between)[0]):
        return None
    if ("满意" in between and "满意" not in noun) or "平均" in between or _of_others(rate, noun, between):
        return None
    return None if rate.number.value == _FULL and _PARTIAL.search(noun) else stops


def _of_others(rate: _Rate, noun: str, between: str) -> bool:
    """Whether the rate is of others than the part: 共建产业学院4个，毕业生留市就业率41.8%; 教师800人，本科以上学历占96%."""
    clauses = _STOP.split(between)
    whose = clauses[-1].partition(rate.name)[0] if len(clauses) > 1 else ""
    return len(whose) > _WHOSE and not any(whose[i : i + 2] in noun for i in range(len(whose) - 1))


def _called_so(rate: _Rate, noun: str, behind: str) -> bool:
    """Whether the words around the part name the rate: a known one by a character, any other in full (体检2400人, 体检率)."""
    name, said = rate.name.removesuffix("率").removesuffix("进度"), set(noun + behind)
    if rate.name in words().lists["比率"]:
        return bool(set(name) & said)
    return set(name) <= said and ("其中" not in noun or noun.endswith(name))


@TEXT.rule("N102", "percent-mismatch", Strength.ARITHMETIC)
def percent_mismatch(review: Review) -> Iterator[Sighting]:
    """A share is its part over its whole, if both stand in the same sentence."""
    yield from _judged(review, Verdict.NEITHER)


@TEXT.rule("N103", "percent-truncated", Strength.ARITHMETIC, severity=Severity.WARNING)
def percent_truncated(review: Review) -> Iterator[Sighting]:
    """A share is rounded, not cut off."""
    yield from _judged(review, Verdict.TRUNCATED)


def _judged(review: Review, wanted: Verdict) -> Iterator[Sighting]:
    of = review.context.lexicon.pattern(_OF)
    for line in review.text.body:
        for rate in _rates(line):
            part, wholes = _stated_both(line, rate) or _operands(line, rate, of)
            if part is None:
                continue
            verdicts = [compare(rate.number, share(part, w), share_slack(part, w)) for w in wholes]
            if not wholes or Verdict.ROUNDED in verdicts or min(verdicts, key=list(Verdict).index) is not wanted:
                continue
            if _said_otherwise(line, rate, part):
                continue
            whole = wholes[verdicts.index(wanted)]
            yield _share_sighting(line, rate.number, part, whole, wanted)


def _said_otherwise(line: Line, rate: _Rate, part: Number) -> bool:
    """Whether other numbers of the sentence make the share: 计划4.2亿元, 完成4.5亿元, 完成率107.1%; or 一批30人, 二批22人 of 130."""
    sentence = line.sentence_at(rate.number.start)
    near = [
        n for n in line.numbers_between(sentence.start, sentence.end) if n.same_measure(part) and n.exact and n.value
    ]
    near = near[-_NEAR:]
    both = [a._replace(value=a.value + b.value) for a, b in pairwise(near)]
    pairs = ((a, b) for a in (*near, *both) for b in near if a is not b)
    return any(
        compare(rate.number, share(a, b), share_slack(a, b)) is Verdict.ROUNDED
        for a, b in pairs
        if not _is_far(rate.number, a, b)
    )


def _is_far(stated: Number, a: Number, b: Number) -> bool:
    """Whether two counts of things are so far from making *stated* that nothing need be worked out exactly."""
    counts = a.scale == b.scale == 1 and not (a.decimals or b.decimals)
    return counts and abs(float(a.value) / float(b.value) * 100 - float(stated.value)) > 1


def _likely(line: Line, part: Number, wholes: Sequence[Number], rate: _Rate, of: re.Pattern[str]) -> list[Number]:
    """The wholes that the wording points to: 参加…1631人, 计划30个, 200人中; with a known rate also the only one there is."""
    pointed = [
        n for n in wholes if of.search(line.masked[max(0, n.start - 12) : n.start]) or _AMONG.match(line.masked, n.end)
    ]
    if pointed and not _of_the_year(line, part, rate):
        return pointed
    base = _BASE.search(line.masked, part.end, rate.number.start)
    if rate.name == "占" and base:
        so_called = [n for n in wholes if base["base"] in line.masked[max(0, n.start - 12) : n.start]]
        return so_called or _called_after(line, part, wholes, base["base"])
    named = rate.name != "占" or not re.search(r"占[^，。；、\d]{2,}", line.masked[part.end : rate.number.start])
    near = [n for n in wholes if len(line.masked[n.end : part.start]) <= 24]
    return near if named and len(wholes) == 1 else []


def _called_after(line: Line, part: Number, wholes: Sequence[Number], base: str) -> list[Number]:
    """The whole whose noun ends the words for the base: 交流校长18人、教师320人，其中骨干教师96人，占交流教师的30%."""
    noun, kind = base[-2:], base[:-2]
    if not kind or "其中" not in line.masked[max(0, part.start - _WORD * 2) : part.start]:
        return []
    said = line.masked[line.sentence_at(part.start).start : part.start]
    called = [n for n in wholes if line.masked[max(0, n.start - 3) : n.start] in (f"、{noun}", f"，{noun}")]
    return called if len(called) == 1 and kind in said else []


def _of_the_year(line: Line, part: Number, rate: _Rate) -> bool:
    """Whether the share is of what was planned for the year and the sentence has not said that: 占年度计划投资的55.2%."""
    said = _ANNUAL.search(line.masked, part.end, rate.number.start)
    return said is not None and not _ANNUAL.search(line.masked, line.sentence_at(part.start).start, part.start)


def _share_sighting(line: Line, stated: Number, part: Number, whole: Number, verdict: Verdict) -> Sighting:
    right = f"{rounded(share(part, whole), stated.decimals)}%"
    said, of, percent = (line.text[n.start : n.end] for n in (part, whole, stated))
    if verdict is Verdict.TRUNCATED:
        message = f"{said}占{of}的{right}，写的{percent}是截尾，不是四舍五入"
        return see(line, stated.start, stated.end, message, f"要四舍五入就改成{right}")
    message = f"{said}占{of}的{right}，写的是{percent}"
    return see(line, stated.start, stated.end, message, "核对这三个数，改正写错的一个")


@TEXT.rule("N107", "share-range", Strength.ARITHMETIC)
def share_range(review: Review) -> Iterator[Sighting]:
    """No share is above 100 %, nothing falls by more, and 超额108%完成 says more than twice the plan."""
    for line in review.text.body:
        for number in line.numbers:
            if number.unit != "%" or number.value <= 100:
                continue
            ahead, said = line.masked[max(0, number.start - 24) : number.start], line.text[number.start : number.end]
            match = _CAPPED.search(ahead)
            if match and not words().pattern("可超").search(match["name"] or ""):
                yield see(line, number.start, number.end, f"这个比例不会超过100%，写的是{said}", "核对这个数")
            elif _FALL.search(ahead):
                yield see(line, number.start, number.end, f"减少不会超过100%，写的是{said}", "核对这个数")
    for line in holding(review.text.body, "超额"):
        yield from _exceeded(line)


def _exceeded(line: Line) -> Iterator[Sighting]:
    for match in _OVER.finditer(line.masked):
        if Fraction(match["n"]) >= _FULL:
            over = rounded(Fraction(match["n"]) - 100, len(match["n"].partition(".")[2]))
            sentence = f"“超额{match['n']}%”是计划的两倍多；完成了{match['n']}%应写超额{over}%"
            hint = f"改成“超额{over}%”，或者“完成计划的{match['n']}%”"
            yield see(line, match.start(), match.end(), sentence, hint)


@TEXT.rule("N108", "impossible-percent", Strength.ARITHMETIC, severity=Severity.WARNING)
def impossible_percent(review: Review) -> Iterator[Sighting]:
    """Of seven schools no whole number makes 90 %."""
    places, people = words().any("单位之率"), words().any("人员之率")
    noun = r"[^，。；、：\d“”]{0,10}?"
    joint = r"(?:[，、]?(?:中|里|的)?[，]?(?:其)?(?:按期|如期|全部|平均|国家级|省级|市级|县级|区级)?)"
    pattern = compiled(
        rf"(?<![\d.至~—-])(?P<n>[1-9]\d?)(?:(?P<unit>[所个家])(?!百分){noun}{joint}(?:{places})|(?P<who>[名人位]){noun}{joint}(?:{people}))"
        r"(?:为|达到?|是)?(?P<p>\d+(?:\.\d+)?)%"
    )
    for line in review.text.body:
        for match in pattern.finditer(line.masked):
            count, written, unit = int(match["n"]), Fraction(match["p"]), match["unit"] or match["who"]
            quantum = Fraction(1, 10 ** len(match["p"].partition(".")[2]))
            hedged = any(n.start == match.start("n") and not n.exact for n in line.numbers)
            hedged = hedged or _is_part(line.masked, match)
            if count < _SMALL and written <= 100 and not hedged and not _possible(count, written, quantum):
                sentence = f"{count}{unit}里有多少{unit}，也得不出{match['p']}%"
                yield see(line, match.start(), match.end(), sentence, "核对个数和比例")


def _possible(count: int, percent: Fraction, quantum: Fraction) -> bool:
    """Whether some k of *count* gives *percent*, rounded or cut off."""
    near = percent * count / 100
    for k in {floor(near), ceil(near), floor(near) + 1}:
        exact = Fraction(k, count) * 100
        if abs(exact - percent) <= quantum / 2 or 0 <= exact - percent < quantum:
            return True
    return False


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether the number is what the rate counts, or new among what it is counted of: 竣工32个，竣工率94.12%; 新增示范园15所，达标率96.5%."""
    named, _, rate = match[0].partition("，")
    if rate[:2] and rate[2:3] == "率" and named.endswith(rate[:2]):
        return True
    if "，" in match[0] and re.search(r"[新增][^，。；、\d]{0,8}\Z", text[: match.start()]):
        return True
    name = re.search(r"([\u4e00-\u9fff]{2})率", match[0])
    return name is not None and name[1] in text[max(0, match.start() - _WORD) : match.start()]
