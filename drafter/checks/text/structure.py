"""S601–S611: numbering, chains such as 一是 二是, announced counts, and what a report must have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from drafter.checks.engine import Sighting, Strength
from drafter.checks.patterns import HEADING_FORMS
from drafter.checks.text.context import TEXT, Review, see, see_all, shown
from drafter.checks.text.lexicon import words
from drafter.checks.text.mending import swap
from drafter.checks.text.model import Kind, Line, Part
from drafter.diagnostics import Severity
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_NUMERAL = lazy(r"[一二三四五六七八九十]+|\d+")
CHAIN = lazy(
    r"(?:(?<=[。；：，、！？\s])|^|(?<=[\u4e00-\u9fff])(?=一是))(?P<n>[一二三四五六七八九十]{1,3})是(?=[\u4e00-\u9fff“《])"
)
_NOT_FIRST = lazy(r"(?:统|之|唯|惟|专|万|单|第|其|同|逐|任|哪|不|这|那|说|就|也|另|只)\Z")
_NUMBER = "(?P<n>[一二三四五六七八九十]{1,3})"
_OTHER_CHAINS = (
    ("一要", lazy(rf"(?:(?<=[。；：，])|^){_NUMBER}要(?=[\u4e00-\u9fff“《])")),
    ("第一", lazy(rf"(?:(?<=[。；：])|^)第{_NUMBER}[，、](?=[\u4e00-\u9fff“《])")),
    ("其一", lazy(rf"(?:(?<=[。；：，])|^)其{_NUMBER}[，、是]")),
)
"""Chains within one paragraph with the words that begin them: 一要 二要, 第一， 第二，, 其一 其二."""
_COUNT = r"(?P<count>[二三四五六七八九十两]{1,2}|\d{1,2})"
ANNOUNCED = lazy(
    rf"(?:以下|下面|如下|抓好|做好|突出|实施|推进|开展|完成|聚焦|重点|在|从|办好|围绕|表现在){_COUNT}(?:个|大|件|项)?(?:方面|项|件|点|大)(?:的)?(?:重点|主要|具体)?(?:工作|任务|内容|举措|措施|问题|行动|工程|实事|重点)?"
    r"(?:(?:着手|发力|入手|着力|展开|抓起)(?:，[\u4e00-\u9fff]{2,20})?)?[：。，]?\Z"
)
_LONGEST_ANNOUNCEMENT = 40
_NUMBERED = lazy("[一二三四五六七八九十]是")
_PLAN_TITLE = lazy(r"总结.{0,12}(?:打算|计划|思路|安排)")
_FILE = lazy(r"(?:总结|计划|要点|报告|方案|汇报|打算|思路)[^《》，。]{0,8}\.(?:docx?|pdf|wps|txt)")
"""A document site prints the title as the name of a file."""
_FIRST = 5
_GLUED = lazy(
    r"[^，。；：“《]{0,50}?(?:工作|述职)(?:总结|要点|计划|报告|汇报)(?:范文)?(?=20\d\d年|[一几]年来|今年|本?学[年期]|[Xx×]{2,4}年|过去)"
)
"""A title at the head of the first paragraph."""
_YEAR = lazy(r"\d{4}年")
_ENDING = 4
_DIGIT_LEVELS = {3, 4}
_ENDS = "、.．，：,:"
"""Marks behind a number, right or wrong."""
_ORDINARY_ENDING = r"{常见结尾}\Z"


@TEXT.rule("S601", "numbering-gap", Strength.NATIONAL, "GB/T 9704-2012 7.3.3", Severity.ERROR)
def numbering_gap(review: Review) -> Iterator[Sighting]:
    """The numbers of one level start at 1 and step by 1; they may start again or run on below the next heading."""
    last: dict[int, tuple[int, ...]] = {}
    anywhere: dict[int, int] = {}
    mixed = {id(line): before.level for line, before in _mixed_up(review.text.spoken)}
    for line in review.text.spoken:
        value = _value(line.label)
        if id(line) in mixed:
            last[mixed[id(line)]] = (value,)
        if not value or id(line) in mixed:
            continue
        if line.where and value == 1:
            last, anywhere = {}, {}
        before = last.get(line.level, (0,))
        starts = value == 1 and (line.level > 1 or line.kind is Kind.BODY)
        runs_on = line.level not in last and line.level > 1 and value == anywhere.get(line.level, 0) + 1
        gap = not starts and not runs_on and value - 1 not in before
        if gap:
            yield _gap(line, before[0])
        # Behind a wrong number the count goes on from it, or from what it should have been.
        told = (value, before[0] + 1) if gap else (value,)
        last = {level: count for level, count in last.items() if level < line.level} | {line.level: told}
        anywhere[line.level] = value


def _gap(line: Line, before: int) -> Sighting:
    expected = f"第{before + 1}" if before else "第1"
    after = f"，前一个是第{before}" if before else ""
    sentence = f"序号“{line.label.strip()}”不连续：这里应是{expected}{after}"
    return see(line, 0, len(line.label), sentence, "核对是漏了一条，还是序号写错了")


def _mixed_up(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """The lines that go on counting with the other of the marks 1. and （1）, and what they follow."""
    opened: dict[int, int] = {}
    odd: Line | None = None
    for before, line in pairwise([line for line in lines if line.label]):
        value, told = _value(line.label), _value(before.label)
        opened = {level: n for level, n in opened.items() if level < before.level} | {before.level: told}
        digits = {before.level, line.level} == _DIGIT_LEVELS and _in_digits(before.label) and _in_digits(line.label)
        if digits and value == told + 1 and before is not odd and not opened.get(line.level):
            odd = line
            yield line, before


def _in_digits(label: str) -> bool:
    return label.strip("（() ")[:1].isdecimal()


def _value(label: str) -> int:
    match = _NUMERAL.search(label)
    if not match:
        return 0
    return int(match[0]) if match[0].isdecimal() else chinese_integer(match[0]) or 0


@TEXT.rule("S602", "level-skip", Strength.NATIONAL, "GB/T 9704-2012 7.3.3", Severity.INFO)
def level_skip(review: Review) -> Iterator[Sighting]:
    """一、 is followed by 1. although other parts use （一）."""
    levels = {line.level for line in review.text.spoken if line.label}
    above = 0
    for line in review.text.spoken:
        if not line.label:
            continue
        if above == 1 and line.level == 3 and 2 in levels:
            yield see(line, 0, len(line.label), "“一、”下面直接用了“1.”，别处先用“（一）”", "各部分用同样的层次")
        above = line.level


@TEXT.rule("S603", "numbering-mix", Strength.NATIONAL, "GB/T 15834-2011 B.3", Severity.WARNING)
def numbering_mix(review: Review) -> Iterator[Sighting]:
    """One level is numbered with one mark throughout."""
    lines = [line for line in review.text.spoken if line.label]
    for level, form in enumerate(HEADING_FORMS, 1):
        labelled = [line for line in lines if line.level == level and _numbered_as(form, line.label)]
        if form[-1] not in {line.label.strip()[-1:] for line in labelled}:
            continue
        for line in labelled:
            label = line.label.strip()
            if label[-1:] != form[-1]:
                fix = swap(len(label) - 1, len(label), form[-1]) if form[-1] != "）" and label[-1] in _ENDS else None
                yield see(line, 0, len(label), f"同一层有的用“{form}”，这里用“{label}”", "统一成一种", fix=fix)
    for line, before in _mixed_up(lines):
        label, other = line.label.strip(), before.label.strip()
        yield see(line, 0, len(label), f"前一条用“{other}”，这里用“{label}”", "统一成一种")


def _numbered_as(form: str, label: str) -> bool:
    """Whether *label* counts with the numerals of *form* and with a bracket before them, or without, as it does."""
    return _in_digits(label) == _in_digits(form) and (label.strip()[:1] in "（(") == (form[0] == "（")


@TEXT.rule("S604", "chain-gap", Strength.CUSTOM, severity=Severity.ERROR)
def chain_gap(review: Review) -> Iterator[Sighting]:
    """一是 is followed by 二是, 三是 and so on; a chain may run over several paragraphs."""
    last = 0
    for line in review.text.body:
        chain = _chain(line)
        for match in chain:
            value = chinese_integer(match["n"]) or 0
            if _NOT_FIRST.search(line.masked[max(0, match.start() - 1) : match.start()]):
                continue
            if value != 1 and value != last + 1:
                missing = f"前面是“{_chinese(last)}是”" if last else "前面没有“一是”"
                yield see(
                    line, match.start(), match.end(), f"“{match[0]}”接不上：{missing}", "核对是漏了一条，还是序号写错了"
                )
            last = value
        if line.level:
            last = last if chain else 0
        yield from _gaps_in(line)


def _gaps_in(line: Line) -> Iterator[Sighting]:
    """Where a chain other than 一是, begun in the same paragraph, leaves a number out."""
    for first, pattern in _OTHER_CHAINS:
        chain = list(pattern.finditer(line.masked)) if first in line.masked else []
        for before, match in pairwise(chain if chain and chain[0]["n"] == "一" else []):
            value = chinese_integer(match["n"]) or 0
            if value not in (1, (chinese_integer(before["n"]) or 0) + 1):
                sentence = f"“{match[0].rstrip('，、')}”接不上：前面是“{before[0].rstrip('，、')}”"
                yield see(line, match.start(), match.end(), sentence, "核对是漏了一条，还是序号写错了")


def _chinese(value: int) -> str:
    digits = "零一二三四五六七八九十"
    return digits[value] if value <= 10 else f"十{digits[value - 10]}"


@TEXT.rule("S605", "announced-sections", Strength.ARITHMETIC, severity=Severity.ERROR)
def announced_sections(review: Review) -> Iterator[Sighting]:
    """以下六方面 is followed by six headings, or by 一是 to 六是 in the same paragraph."""
    lines = review.text.spoken
    for index, line in enumerate(lines):
        yield from _announced_chain(line)
        match = _announcement(line.masked) if line.kind is Kind.BODY else None
        if not match:
            continue
        count = _count(match["count"])
        listed = _following(lines, index)
        if count and len(listed) > 1 and len(listed) != count:
            sentence = f"说是{match['count']}项，后面列了{len(listed)}条"
            yield see(line, match.start("count"), match.end(), sentence, "核对是少列了，还是数目写错了")


def _following(lines: tuple[Line, ...], index: int) -> list[Line]:
    """The headings of one level that follow, from the first on."""
    found: list[Line] = []
    for line in lines[index + 1 :]:
        if not line.label:
            if not found:
                return []
            continue
        if not found and _value(line.label) != 1:
            return []
        if found and line.level < found[0].level:
            break
        if not found or line.level == found[0].level:
            if found and _value(line.label) == 1:
                break
            found.append(line)
    return found


def _announcement(text: str) -> re.Match[str] | None:
    """The count at the end of *text* that announces what follows."""
    start = max(0, len(text) - _LONGEST_ANNOUNCEMENT)
    counted = any(text.find(word, start) >= 0 for word in ("方面", "项", "件", "点", "大"))
    return ANNOUNCED.search(text, start) if counted else None


def _chain(line: Line) -> list[re.Match[str]]:
    """The 一是, 二是 of a paragraph."""
    return list(CHAIN.finditer(line.masked)) if _NUMBERED.search(line.masked) else []


def _announced_chain(line: Line) -> Iterator[Sighting]:
    """An announced count and the 一是 … that follow it at once."""
    chain = [m for m in _chain(line) if not _NOT_FIRST.search(line.masked[max(0, m.start() - 1) : m.start()])]
    firsts = [i for i, m in enumerate(chain) if m["n"] == "一"]
    for first, stop in pairwise([*firsts, len(chain)]):
        match = _announcement(line.masked[: chain[first].start()])
        if not match:
            continue
        count, listed = _count(match["count"]), stop - first
        whole = chinese_integer(chain[stop - 1]["n"]) == listed
        if count and whole and count != listed:
            sentence = f"说是{match['count']}项，后面列到“{chain[stop - 1][0]}”"
            yield see(line, match.start("count"), chain[first].start(), sentence, "核对是少列了，还是数目写错了")


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 0


@TEXT.rule("S606", "missing-section", Strength.CUSTOM, severity=Severity.WARNING)
def missing_section(review: Review) -> Iterator[Sighting]:
    """What the title promises is there: 总结和打算 has a part about next year."""
    parts = {line.part for line in review.text.spoken}
    if _PLAN_TITLE.search(review.text.title) and review.text.spoken and Part.PLAN not in parts:
        yield see_all("标题里有打算（计划），正文里没有这一部分", "补上来年打算，或者改标题")


@TEXT.rule("S607", "missing-frame", Strength.NATIONAL, "GB/T 9704-2012 7.3.1、7.3.5", Severity.WARNING)
def missing_frame(review: Review) -> Iterator[Sighting]:
    """A report has a title, says who signs it, and when."""
    if len(review.text.body) < 3:
        return
    if not review.text.title and not any(_FILE.search(line.plain) for line in review.text.lines[:_FIRST]):
        first = review.text.spoken[0]
        glued = _GLUED.match(first.plain)
        if glued:
            yield see(first, 0, glued.end(), "标题和正文连在一段里", "标题单独成段")
        else:
            yield see_all("没有标题", "在正文前加上标题")
    missing = [name for name, said in (("署名", review.text.organ), ("成文日期", review.text.date)) if not said]
    if missing:
        yield see_all(f"没有{'和'.join(missing)}", "在正文后补上；另有红头或者封面的不用补", severity=Severity.INFO)


@TEXT.rule("S609", "part-unnumbered", Strength.NATIONAL, "GB/T 9704-2012 7.3.3", Severity.WARNING)
def part_unnumbered(review: Review) -> Iterator[Sighting]:
    """A heading among numbered siblings has a number too; what stands before the first of them is a title, and so is 2025年工作打算."""
    heads = [line for line in review.text.headings if line.level == 1]
    numbered = [line for line in heads if line.label]
    if len(numbered) < 2:
        return
    first = heads.index(numbered[0])
    if first and _value(numbered[0].label) == 2:
        first -= 1
    plan = words().pattern("打算标题")
    for line in heads[first:]:
        if not line.label and not (_YEAR.match(line.plain) and plan.search(line.plain)):
            found = shown(line.text, 12)
            yield see(line, 0, len(line.text), f"同级的标题都有序号，“{found}”没有", "补上序号，后面的顺延")


@TEXT.rule("S610", "heading-clone", Strength.CUSTOM, severity=Severity.INFO)
def heading_clone(review: Review) -> Iterator[Sighting]:
    """Sibling headings are not the same, nor do they end in the same words."""
    seen: dict[tuple[int, str], Line] = {}
    yield from _twice(review.text.headings)
    ordinary = review.context.lexicon.pattern(_ORDINARY_ENDING)
    for line in review.text.headings:
        if line.guessed:
            continue
        if line.level == 1:
            seen = {key: value for key, value in seen.items() if key[0] == 1}
        words = line.plain[len(line.label) :]
        ending = words[-_ENDING:]
        if len(words) < _ENDING + 2 or ordinary.search(ending):
            continue
        other = seen.setdefault((line.level, ending), line)
        if other is not line and words != other.plain[len(other.label) :]:
            shared = _common_ending(words, other.plain)
            start = len(line.plain) - len(shared)
            sentence = f"“{shown(shared)}”和“{shown(other.text, 16)}”的结尾一样"
            yield see(line, start, len(line.plain), sentence, "换一种说法")


def _twice(headings: Iterable[Line]) -> Iterator[Sighting]:
    """Headings of one level, below the same heading, that say the same."""
    seen: dict[tuple[int, str], Line] = {}
    for line in headings:
        seen = {key: other for key, other in seen.items() if key[0] <= line.level}
        words = line.plain[len(line.label) :]
        other = seen.setdefault((line.level, words), line)
        if other is not line and words and not line.guessed:
            yield see(line, len(line.label), len(line.plain), f"和第{other.number}段的标题一样", "改成和内容相符的标题")


def _common_ending(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]


@TEXT.rule("S611", "empty-section", Strength.CUSTOM, severity=Severity.ERROR)
def empty_section(review: Review) -> Iterator[Sighting]:
    """Every heading has something below it."""
    lines = [line for line in review.text.lines if line.kind not in (Kind.FRAME, Kind.FURNITURE)]
    for _, group in groupby(lines, key=lambda line: bool(line.where)):
        section = list(group)
        for line, following in pairwise([*section, None]):
            if line is None or not _is_sure(line) or line.text.startswith("附"):
                continue
            if following is None or (_is_sure(following) and following.level <= line.level):
                yield see(line, 0, len(line.text), f"“{shown(line.text)}”下面没有内容", "补上内容，或者删去这个标题")


def _is_sure(line: Line) -> bool:
    return line.kind is Kind.HEADING and not line.guessed
