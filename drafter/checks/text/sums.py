"""N101, N109: totals with their parts, shares that make a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice
from typing import NamedTuple

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.intervals import plain
from drafter.checks.text.lexicon import words
from drafter.checks.text.model import BLOT, Line, Piece, unbracketed
from drafter.checks.text.numbers import Number
from drafter.checks.text.tables import table_totals
from drafter.diagnostics import Severity
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_PARTS = lazy(
    r"(?<=[所个名人家项户件元])：(?=[^，。；：\d]{1,10}\d[^，。；：、]{1,8}、)|[，、]?(?:其中|包括|包含|分别为|分别是)[：，]?|[，（]含[：，]?"
)
_BRACKET = lazy(r"（(?P<inner>[^（）]*\d[^（）]*)）")
_CHANGED = "[比较同]?(?:[去上]年|上一?年|上学?年|同期|往年|同比)|净?[增减]"
_END_OF_LIST = lazy(rf"[；。：（）]|，(?:(?![^，；。]{{0,12}}\d)|{_CHANGED})")
_LAST_PART = lazy(rf"，(?!{_CHANGED})[^，。；、：\d（）]{{2,12}}\d+[^，。；、：\d（）]{{1,3}}(?=[；。]|\Z)")
_FULL_STOP = lazy("[；。]")
_STOP = lazy("[，；。]")
_PARTED = lazy("([、，；])")
_END_OF_DUN_LIST = lazy(r"[；。：（），]")
_GRADED = lazy(r"(?:级|等奖|以上|以下|名|位|类|星)\Z|[一二三省市县区国家特正高中初]级[^，。；、]{0,6}\Z")
_NOUN = 8
"""So many characters may stand between a total and the bracket with its parts."""
_CLOSE = Decimal("0.6")
"""Parts under 其中 that make less of the whole than this are taken for a sample."""
_TOLD = 30
"""A message adds up no more parts before the reader's eyes."""
_GRADES = 3
_NEARLY = Decimal("0.2")
"""Parts that miss the whole by no more than this are taken for all of them."""
_PEOPLE = frozenset(("人", "名", "位", "人次"))
"""Measures of people, who may well be in two parts: 女, 党员."""
_SHARED = lazy(r"兼[有具是任为]|交叉|重复计")
_SAMPLED = lazy(r"(?<![中高初优同平对均])等(?![奖级次])")
_IN_HANZI = lazy(
    r"(?<![第\d.零〇一二两三四五六七八九十百千万])(?P<n>[零〇一二两三四五六七八九十百千]{1,7})(?P<unit>[所家名项户件栋台]|个(?!百分)|人次?)"
)
_TOTAL = lazy(r"(?:[两三四五]项合计|共计|合计|总计|共|(?:获奖|奖牌|奖项)总数)[\u4e00-\u9fff]{0,6}\Z")
_TOTAL_LENGTH = 8
_ITEM_LABEL = lazy(r"[^，。；：、（）]*\Z")
_SHARE_JOINT = lazy(
    r"[、，；][^，。；、：\d]{0,16}(?:\d{1,2}岁?(?:至|到|[-—~～])?\d{0,2}岁?(?:以[上下])?[^，。；、：\d]{0,6})?\Z"
)
_NEAR_ALL = 10
"""Shares that miss 100 % by more are not all there are."""
_OVERLAPPING = lazy(r"以上占.*以上占|率占")


_Sets = tuple[frozenset[str], ...]
"""Classifications that leave nothing out."""


class _Item(NamedTuple):
    """One part of a total: what it is called, and its numbers."""

    label: str
    numbers: tuple[Number, ...]


@TEXT.rule("N101", "sum-mismatch", Strength.ARITHMETIC)
def sum_mismatch(review: Review) -> Iterator[Sighting]:
    """Parts that are listed completely add up to the total before them, or to the 合计 behind them."""
    sets = review.context.lexicon.complete_sets
    for line in review.text.body:
        for sentence in line.sentences:
            text = sentence.text
            if "（" in text:
                yield from _bracketed(line, sentence, sets)
            if any(word in text for word in ("其中", "包括", "包含", "分别", "含", "：")):
                yield from _listed_parts(line, sentence, sets)
            if "；" in text:
                yield from _staged(line, sentence)
            if "共" in text or "计" in text or "总数" in text:
                yield from _totalled(line, sentence)
    yield from table_totals(review.text.lines)


def _numbers(line: Line, start: int, end: int) -> tuple[Number, ...]:
    """The figures between two offsets, those in hanzi with a common measure word among them: 二十四家."""
    found = list(line.numbers_between(start, end))
    for match in _IN_HANZI.finditer(line.masked, start, end):
        value = chinese_integer(match["n"])
        if value:
            found.append(Number(match.start(), match.end(), str(value), Decimal(value), match["unit"], han=True))
    return tuple(sorted(found))


def _bracketed(line: Line, sentence: Piece, sets: _Sets) -> Iterator[Sighting]:
    """14个（含中心站2个、社区站12个）; without 含 the parts must be of one closed kind."""
    for match in _BRACKET.finditer(line.masked, sentence.start, sentence.end):
        inner = match["inner"]
        before = _numbers(line, max(sentence.start, match.start() - 30), match.start())
        if not before or "其中" in inner or _SAMPLED.search(inner) or match.start() - before[-1].end > _NOUN:
            continue
        items = _items(line, match.start("inner"), match.end("inner"))
        complete = inner.startswith(("含", "包括")) or _closed(items, sets) or _ranked(_same_run(before)[-1], items)
        yield from _compare(line, _same_run(before), items, complete=complete)


def _same_run(before: Sequence[Number]) -> tuple[Number, ...]:
    """The last number, and those that stand right before it: 4820户7610人."""
    run = [before[-1]]
    for number in reversed(before[:-1]):
        if number.end != run[0].start:
            break
        run.insert(0, number)
    return tuple(run)


def _listed_parts(line: Line, sentence: Piece, sets: _Sets) -> Iterator[Sighting]:
    """9所，其中小学4所、初中3所; 7个，含中心校4个、教学点3个."""
    known: dict[tuple[int, str], _Item] = {}
    for match in _PARTS.finditer(line.masked, sentence.start, sentence.end):
        if line.masked[match.start()] == "（":
            continue
        end = _list_end(line, match.end(), sentence.end)
        before = _outside_brackets(line, _numbers(line, sentence.start, match.start() + 1))
        previous = line.sentence_before(sentence)
        if not before and match.start() - sentence.start <= 1 and previous:
            before = _outside_brackets(line, _numbers(line, previous.start, previous.end))
        if not before or _SAMPLED.search(line.masked, match.end(), end) or _SHARED.search(sentence.text):
            continue
        gap = line.masked[before[-1].end : match.start()]
        if re.search(r"[；。]" if "分别" not in match[0] else r"[，、；。]", gap) and "其中" not in match[0]:
            continue
        listed = _items(line, match.end(), end, known)
        items = _of_one_kind(listed + _last_part(line, end, before, listed), sets)
        if "其中" in match[0] and _more_follow(line, items, sentence.end) and _has_room(before, items):
            continue
        sample = "其中" in match[0]
        closed = _closed(items, sets) or _named_before(items, line.masked[sentence.start : match.start()])
        overlap = sample and not closed and not _alike(items) and not _is_money(items)
        yield from _compare(line, before, items, complete=not sample or closed, sample=sample, overlap=overlap)


def _list_end(line: Line, start: int, end: int) -> int:
    """Where a list of parts ends: at a ， if 、 parts its items, else at a clause without a number; brackets are passed over."""
    text = line.unbracketed
    first = _STOP.search(text, start, end)
    dun = "、" in text[start : first.start() if first else end]
    stop = (_END_OF_DUN_LIST if dun else _END_OF_LIST).search(text, start, end)
    return stop.start() if stop else end


def _last_part(line: Line, end: int, before: Sequence[Number], items: Sequence[_Item]) -> list[_Item]:
    """The part that a ， parts from a list with 、, if it has room in the whole: 中学2所、小学4所，九年一贯制学校1所。"""
    last = _LAST_PART.match(line.masked, end)
    more = _items(line, end + 1, last.end()) if last else []
    return more if _has_room(before, [*items, *more]) else []


def _has_room(before: Sequence[Number], items: Sequence[_Item]) -> bool:
    """Whether the parts, all in the unit of the whole, make no more than it."""
    parts = [n for item in items for n in item.numbers]
    wholes = [n for n in before if parts and n.unit == parts[-1].unit]
    fits = bool(wholes) and all(n.unit == wholes[-1].unit for n in parts)
    return fits and sum(n.value for n in parts) <= wholes[-1].value


def _more_follow(line: Line, items: Sequence[_Item], end: int) -> bool:
    """Whether something is counted in the same unit behind the list, before ； or 。: parts that it was not seen to hold."""
    numbers = [n for item in items for n in item.numbers]
    stop = _FULL_STOP.search(line.masked, numbers[-1].end, end) if numbers else None
    behind = line.numbers_between(numbers[-1].end, stop.start() if stop else end) if numbers else ()
    outside = _outside_brackets(line, behind)
    return any(n.unit == numbers[-1].unit for n in outside)


def _outside_brackets(line: Line, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Those of *numbers* that no bracket holds."""
    return tuple(n for n in numbers if line.unbracketed[n.start] != BLOT)


def _items(line: Line, start: int, end: int, known: dict[tuple[int, str], _Item] | None = None) -> list[_Item]:
    """The parts between two offsets: 、 and ， part them; *known* keeps those of lists that end alike."""
    found = []
    at, seen = start, {} if known is None else known
    for piece in _PARTED.split(unbracketed(line.masked[start:end])):
        if piece not in "、，；":
            place = (at, piece)
            if place not in seen:
                seen[place] = _item(line, at, piece)
            found.append(seen[place])
        at += len(piece)
    return found


def _item(line: Line, at: int, piece: str) -> _Item:
    """The part at that offset; *piece* is its text without what stands in brackets."""
    numbers = tuple(n for n in _numbers(line, at, at + len(piece)) if piece[n.start - at] != BLOT)
    label = line.masked[at : numbers[0].start] if numbers else piece
    return _Item(re.sub(r"^(?:含|包括|有|其中)", "", label.strip()), numbers)


def _closed(items: Sequence[_Item], sets: _Sets) -> bool:
    """Whether the labels belong to one classification that leaves nothing out."""
    labels = [item.label for item in items if item.numbers]
    return len(labels) > 1 and any(all(any(w in label for w in kind) for label in labels) for kind in sets)


def _of_one_kind(items: list[_Item], sets: _Sets) -> list[_Item]:
    """Those up to what is of another measure, if they leave nothing out: 城市1104户，农村7112户，发放补助金6943万元."""
    units = [{number.unit for number in item.numbers} for item in items]
    length = next((i for i, unit in enumerate(units) if not unit & units[0]), len(items)) if items else 0
    return items[:length] if _closed(items[:length], sets) else items


def _named_before(items: Sequence[_Item], ahead: str) -> bool:
    """Whether the total is said of what the parts are: 孤儿和事实无人抚养儿童342名，其中孤儿57名、事实无人抚养儿童285名."""
    labels = [item.label for item in items]
    joined = len(labels) > 1 and any(mark in ahead for mark in "和与及、")
    return joined and all(len(label) > 1 and label in ahead for label in labels)


def _compare(
    line: Line,
    before: Sequence[Number],
    items: Sequence[_Item],
    *,
    complete: bool,
    sample: bool = False,
    overlap: bool = False,
) -> Iterator[Sighting]:
    """Judge *items* against the last number *before* them; *overlap*: something may be in two of them."""
    if len(items) < 2 or not all(item.numbers for item in items):
        return
    for unit in dict.fromkeys(number.unit for number in items[0].numbers if number.unit and not number.is_percent):
        parts = [n for item in items for n in item.numbers if n.unit == unit]
        whole = next((n for n in reversed(before) if parts and n.same_measure(parts[0])), None)
        if len(parts) != len(items) or not whole or not all(n.exact for n in (*parts, whole)):
            continue
        total = sum((n.value for n in parts), Decimal(0))
        if sample and (total < whole.value * _CLOSE or not all(item.label for item in items)):
            continue
        graded = any(_GRADED.search(item.label) for item in items)
        if total == whole.value or (total < whole.value and not complete and (graded or total < whole.value * _CLOSE)):
            continue
        if total > whole.value and sample and any(n.value > whole.value for n in parts):
            continue
        if total > whole.value and overlap and not _just_above(whole, parts, total):
            continue
        sure = complete or (total > whole.value and not overlap)
        severity = Severity.ERROR if sure else Severity.WARNING
        added = "+".join(plain(n.value / n.scale) for n in parts[:_TOLD]) + ("+…" if len(parts) > _TOLD else "")
        said = line.text[whole.start : whole.end]
        sentence = f"各部分合计{plain(total / parts[0].scale)}{_scaled(parts[0])}（{added}），前面说{said}"
        yield see(line, whole.start, parts[-1].end, sentence, "核对总数和各部分，改正写错的一个", severity=severity)


def _just_above(whole: Number, parts: Sequence[Number], total: Decimal) -> bool:
    """Whether things, not people, make a little more than the whole: 26件，其中有效19件、修改4件、废止5件 was hardly meant to overlap."""
    return len(parts) >= _GRADES and whole.unit not in _PEOPLE and total <= whole.value * (1 + _NEARLY)


def _scaled(number: Number) -> str:
    return {Decimal(10**4): "万", Decimal(10**8): "亿"}.get(number.scale, "") + number.unit


def _ranked(whole: Number, items: Sequence[_Item]) -> bool:
    """Whether a bracket lists the grades of what was won, all of them by its sum: 26项（一等奖4项、二等奖9项、三等奖13项）."""
    parts = [item.numbers[0].value for item in items if item.numbers]
    named = all(item.label.endswith(("等奖", "牌", "级")) for item in items)
    return named and len(parts) >= _GRADES and abs(sum(parts) - whole.value) <= whole.value * _NEARLY


def _is_money(items: Sequence[_Item]) -> bool:
    return all(item.label and n.unit == "元" for item in items for n in item.numbers)


def _alike(items: Sequence[_Item]) -> bool:
    """Whether the parts are called alike, so that nothing is in two of them."""
    return len({item.label[-1:] for item in items}) == 1


def _staged(line: Line, sentence: Piece) -> Iterator[Sighting]:
    """项目17个：竣工6个，…；续建5个，…；开工6个: the first number of each stage counts."""
    text = line.masked[sentence.start : sentence.end]
    head, colon, _ = text.partition("：")
    wholes = line.numbers_between(sentence.start, sentence.start + len(head))
    if not colon or not wholes or "；" not in text or wholes[-1].end < sentence.start + len(head) - 1:
        return
    whole, at, parts = wholes[-1], sentence.start + len(head) + 1, []
    for piece in re.split(r"(；)", text[len(head) + 1 :]):
        numbers = line.numbers_between(at, at + len(piece))
        at += len(piece)
        if piece == "；":
            continue
        if not numbers or numbers[0].unit != whole.unit or not numbers[0].exact:
            return
        parts.append(numbers[0])
    total = sum((n.value for n in parts), Decimal(0))
    if len(parts) > 1 and whole.exact and total != whole.value:
        added = "+".join(plain(n.value) for n in parts)
        message = f"各项合计{plain(total)}{whole.unit}（{added}），前面说{line.text[whole.start : whole.end]}"
        yield see(line, whole.start, parts[-1].end, message, "核对总数和各项，改正写错的一个")


def _totalled(line: Line, sentence: Piece) -> Iterator[Sighting]:
    """一批35人、二批17人，共52人: some of the numbers before 合计 make it."""
    numbers = line.numbers_between(sentence.start, sentence.end)
    for index, whole in enumerate(numbers):
        word = _TOTAL.search(line.masked[max(sentence.start, whole.start - _TOTAL_LENGTH) : whole.start])
        if not word:
            continue
        before = [n for n in numbers[:index] if n.unit == whole.unit and whole.unit]
        if len(before) < 2 or not whole.exact or not all(n.exact for n in before) or whole.is_percent:
            continue
        strict = word[0] == "共" or word[0].startswith(("合计", "共计", "总计")) or word[0].endswith(("项合计", "总数"))
        between = line.masked[before[-1].end : whole.start - len(word[0])]
        joined = (
            "、" in line.masked[before[-2].end : before[-1].start] or "合计" in word[0] or word[0].startswith("总计")
        )
        if not strict or between.strip("，") or not joined:
            continue
        sums = set(islice(accumulate(n.value for n in reversed(before)), 1, None))
        if whole.value not in sums and before[-1].value + before[-2].value != whole.value:
            parts = _dun_run(line, before) or before[-2:]
            added, total = "+".join(plain(n.value) for n in parts), plain(sum((n.value for n in parts), Decimal(0)))
            message = f"{added}是{total}{whole.unit}，后面说{line.text[whole.start : whole.end]}"
            yield see(line, parts[0].start, whole.end, message, "核对合计和各项，改正写错的一个")


def _dun_run(line: Line, numbers: Sequence[Number]) -> list[Number]:
    """The last of *numbers* that 、 joins: 一等奖5项、二等奖9项、三等奖12项."""
    run = [numbers[-1]]
    for number in reversed(numbers[:-1]):
        between = line.masked[number.end : run[0].start]
        if "、" not in between or "，" in between:
            break
        run.insert(0, number)
    return run if len(run) > 1 else []


@TEXT.rule("N109", "shares-total", Strength.ARITHMETIC, severity=Severity.WARNING)
def shares_total(review: Review) -> Iterator[Sighting]:
    """The shares of a closed set of grades make 100 %; of other kinds, if they come near it."""
    for line in review.text.body:
        for sentence in line.sentences:
            run: list[Number] = []
            names: list[str] = []
            for number in (n for n in line.numbers_between(sentence.start, sentence.end) if n.unit == "%"):
                if run and not _SHARE_JOINT.match(line.masked, run[-1].end, number.start):
                    yield from _hundred(line, run, names)
                    run, names = [], []
                label = _ITEM_LABEL.search(line.masked[sentence.start : number.start])
                run, names = [*run, number], [*names, label[0] if label else ""]
            yield from _hundred(line, run, names)


def _hundred(line: Line, run: Sequence[Number], names: Sequence[str]) -> Iterator[Sighting]:
    total = sum((n.value for n in run), Decimal(0))
    tolerance = sum((n.quantum for n in run), Decimal(0)) / 2
    if len(run) < _GRADES or abs(total - 100) <= tolerance or not all(n.exact for n in run):
        return
    plain_names = [re.sub(r"(?:等次|等级|的|占比?|为|率)+\Z", "", name) for name in names]
    grades = tuple(words().lists["等第"])
    graded = all(name in grades for name in plain_names[1:]) and plain_names[0].endswith(grades)
    if any(name.endswith("率") for name in names):
        # 优秀率、合格率 may count the same pupils twice; with 不合格率 beside them they do not.
        graded = graded and abs(total - 100) <= _NEAR_ALL and any(name.startswith("不") for name in plain_names)
    shared = all(name.endswith(("占", "占比", "占比为")) for name in names)
    if graded or (shared and abs(total - 100) <= _NEAR_ALL and not _OVERLAPPING.search("".join(names))):
        sentence = f"各档占比加起来是{plain(total)}%，不是100%"
        yield see(line, run[0].start, run[-1].end, sentence, "核对各档占比")
