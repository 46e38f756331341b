"""Where a long title breaks: between words, into the shape that GB/T 9704-2012, 7.3.1, asks for.

A title of several lines is a trapezoid or a diamond: its lines grow, shrink, or grow and then shrink, and no two are equally long.
Words are not segmented; a list of common words (``drafter/data/title-words.txt``) and a few patterns say where no line may end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import drafter.data
from drafter.patterns import lazy

_FORBIDDEN = 1000.0
"""Inside a word, a number or a short name."""
_UNKNOWN = 7.0
"""Between two characters of which nothing is known."""
_CLINGING = 6.0
"""Between two words that belong together."""
_HALF_KNOWN = 4.0
"""Next to one known word."""
_BOUNDARY = 2.0
"""Between two known words."""
_GOOD = 0.0
"""Where the sense pauses."""

_NAME_LIMIT = 16
"""《…》 up to this many characters stays on one line, marks included."""
_GAP_LIMIT = 19
"""【待补：…】 up to this many characters stays on one line, marks included."""
_MOST_LINES = 5
"""Longer titles are only filled: no shape can be seen in them, and the ways to divide them are too many."""
_VISIBLE = 0.9
"""By how much two lines differ at least, in 字."""

_HANZI = r"[^\W\dA-Za-z_]"
"""Said by what it is not: a range over twenty thousand characters takes a millisecond to compile."""
_WHOLE = lazy(
    r"[A-Za-z0-9][A-Za-z0-9.,%+\-—～~]*(?:年度|学年度|学年|[年月日号期批届周岁个名所项%亿万]+)?"
    r"|第[〇零一二三四五六七八九十百]+(?:季度|学期|[届次批期号轮个])?"
    r"|[〇零一二三四五六七八九十]{4}年(?:度)?"
    r"|“[^”]{1,12}”|（[^）]{1,12}）|〔[^〕]*〕|——"
    rf"|【[^】]{{1,{_GAP_LIMIT - 2}}}】"
    rf"|《[^》]{{1,{_NAME_LIMIT - 2}}}》"
)
_SCRIPT_CHANGE = lazy(rf"(?<=[A-Za-z0-9])(?={_HANZI})|(?<={_HANZI})(?=[A-Za-z0-9])")
_PLACE = lazy(rf"^{_HANZI}{{1,12}}?(?:自治区|自治州|自治县|自治旗|省|市|县|区|旗)(?={_HANZI})")
_NOT_FIRST = "的了等地得着、，。；：）》”〕！？·"
_CONJUNCTIONS = "和与及"
_NOT_LAST = "关于（《“〔第在对将把被从向以为和与及暨"
_ORGAN_END = ("局", "委", "厅", "部", "办公室", "政府", "委员会", "党组", "中心", "学校", "学院", "领导小组")
_CLINGS = lazy(r"期间|阶段|政策|建设|活动|情况|方面|以来|工作(?!总结|要点|计划|报告|方案|打算|思路|汇报|情况)")
"""Words that belong to what stands before them."""
_OFFICE = lazy(rf"{_HANZI}{{0,14}}?(?:局|厅|政府|委员会)")
"""What follows the name of a place to make that of an organ."""
_YEAR_END = ("年", "年度", "季度", "学期")
_PAUSE_BEFORE = ("关于", "《", "暨", "——")
_PAUSE_AFTER = ("印发", "转发", "批转", "发布", "公布", "》", "：")


def title_lines(title: str, width: int = 20) -> tuple[str, ...]:
    """*title* in lines of at most *width* 字 (ASCII counts half), as few as possible; a newline in it is a break given by hand.

    If no division keeps every word whole, the shape yields first, then the words; a line is never longer than *width*.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    if _length(title) <= width:
        return (title,) if title else ()
    penalties = _penalties(title)
    fewest = -int(-_length(title) // width)
    # One line more than needed leaves so much room that only short titles can be tried in every way.
    most = fewest + 1 if fewest + 1 < _MOST_LINES else min(fewest, _MOST_LINES)
    for count in range(fewest, most + 1):
        best = _best(title, penalties, count, width)
        if best:
            return best
    return _filled(title, penalties, width)


def _best(title: str, penalties: Sequence[float], count: int, width: int) -> tuple[str, ...]:
    """The cheapest division into *count* lines of a proper shape that keeps words whole; empty if there is none."""
    divided = (
        (_cost(lengths, sum(penalties[cut] for cut in cuts)), cuts)
        for cuts in _divisions(title, penalties, 0, count, width)
        if _shapely(lengths := [_length(line) for line in _cut(title, cuts)])
    )
    cost, cuts = min(divided, default=(_FORBIDDEN, ()))
    return tuple(_cut(title, cuts)) if cost < _FORBIDDEN else ()


def _divisions(title: str, penalties: Sequence[float], start: int, count: int, width: int) -> Iterator[tuple[int, ...]]:
    """All ways to cut what follows *start* into *count* lines, no cut forbidden, no line too long."""
    rest = _length(title[start:])
    if rest > count * width:
        return
    if count == 1:
        yield ()
        return
    for cut in range(start + 1, len(title)):
        if _length(title[start:cut]) > width:
            return
        if penalties[cut] < _FORBIDDEN:
            for cuts in _divisions(title, penalties, cut, count - 1, width):
                yield (cut, *cuts)


def _cost(lengths: Sequence[float], penalty: float) -> float:
    """What a division costs: its breaks, uneven lines, and a last line of a few characters."""
    longest, shortest = max(lengths), min(lengths)
    uneven = max(0.0, longest - 2 * shortest) + 0.25 * (longest - shortest)
    return penalty + 0.5 * uneven + sum(2.0 for length in lengths if length < 4)


def _shapely(lengths: Sequence[float]) -> bool:
    """Growing, shrinking, or growing and then shrinking, all different."""
    steps = [right - left for left, right in pairwise(lengths)]
    turns = [(before > 0, after > 0) for before, after in pairwise(steps)]
    different = all(longer - shorter > _VISIBLE for shorter, longer in pairwise(sorted(lengths)))
    return different and (False, True) not in turns


def _filled(title: str, penalties: Sequence[float], width: int) -> tuple[str, ...]:
    """Lines filled one after the other, each broken at the least bad place of its second half."""
    lines: list[str] = []
    start = 0
    reach = 2 * width + 1
    while _length(title[start : start + reach]) > width:
        ends = [end for end in range(start + 1, start + reach) if _length(title[start:end]) <= width]
        cut = min(ends[len(ends) // 2 :], key=lambda end: (penalties[end], -end))
        lines.append(title[start:cut])
        start = cut
    return (*lines, title[start:])


def _penalties(title: str) -> list[float]:
    """What a break before each character costs."""
    words = _words(title)
    costs = [_UNKNOWN] * (len(title) + 1)
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    for at in starts | ends:
        costs[at] = _BOUNDARY if at in starts and at in ends else _HALF_KNOWN
    for start, end in words:
        costs[start + 1 : end] = [_FORBIDDEN] * (end - start - 1)
    for at in range(1, len(title)):
        costs[at] = _adjusted(title, at, costs[at])
    return costs


def _adjusted(title: str, at: int, cost: float) -> float:
    """*cost* of a break before *at*, by what stands on both sides."""
    before, after = title[:at], title[at:]
    dash = after.startswith("——")
    if cost >= _FORBIDDEN or after[0] in _NOT_FIRST or before[-1] in _NOT_LAST or (before[-1] == "—" and not dash):
        return _FORBIDDEN
    organ = before.endswith(_ORGAN_END) and (after.startswith("关于") or after[0].isdigit())
    if organ or after.startswith(_PAUSE_BEFORE) or before.endswith(_PAUSE_AFTER):
        return _GOOD
    return max(cost, _CLINGING) if _clinging(before, after) else cost


def _clinging(before: str, after: str) -> bool:
    office = before[-1] in "省市县区镇乡" and _OFFICE.match(after)
    return bool(
        after[0] in _CONJUNCTIONS or before[-1] == "”" or office or _CLINGS.match(after) or before.endswith(_YEAR_END)
    )


def _words(title: str) -> list[tuple[int, int]]:
    """The stretches of *title* that stay whole, by the longest match from the left."""
    known, longest = _known()
    found: list[tuple[int, int]] = []
    place = _PLACE.match(title)
    at = 0
    if place:
        found.append(place.span())
        at = place.end()
    while at < len(title):
        end = _end(title, at, known, longest)
        if end > at + 1:
            found.append((at, end))
        at = end
    return found


def _end(title: str, at: int, known: frozenset[str], longest: int) -> int:
    whole = _WHOLE.match(title, at)
    if whole:
        return whole.end()
    lengths = range(min(longest, len(title) - at), 1, -1)
    return at + next((length for length in lengths if title[at : at + length] in known), 1)


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], int]:
    lines = Path(drafter.data.__file__).with_name("title-words.txt").read_text("utf-8").splitlines()
    words = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return words, max(map(len, words))


def _cut(title: str, cuts: Sequence[int]) -> list[str]:
    return [title[left:right] for left, right in pairwise((0, *cuts, len(title)))]


@lru_cache(maxsize=4096)
def _length(words: str) -> float:
    """In 字; ASCII is half as wide, and word processors put a fifth of a 字 between it and hanzi."""
    gaps = len(_SCRIPT_CHANGE.findall(words))
    return len(words) - 0.5 * sum(map(str.isascii, words)) + 0.2 * gaps
