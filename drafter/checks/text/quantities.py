"""N111: one quantity with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.model import Line, Part
from drafter.checks.text.numbers import POINTS, Number
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

_LONG = 7
"""So many characters right before a number make its name certain."""
_SHORT = 5
"""So many do if both sentences speak of the whole year or of all there are."""
_DIGITS = 3
"""Numbers of fewer digits look alike by chance."""
_LONGEST = 24
"""So many characters before a number are read as its name."""
_NO_HANZI = lazy(r"[^\u4e00-\u9fff]")
_TAIL = lazy(r"(?:共计|总计|累计|合计|稳定在|保持在|达到|达|共|约|为|有|已|了)+\Z")
_HEAD = lazy(r"\A(?:截至目前|今年以来|一年来|今年|本年度?|全年|年内|目前|现有|现|共有|共|累计)+")
_INSIDE = lazy(r"现有|共有")
_ALL = lazy(r"全[年县区市校]|今年|我[县区市校]|现有|共有|累计|一年来|总数")
_HEDGED = lazy(r"(?:奖|级|以上|参加|其中|新增|上年|去年|参考|达标|第|每[人名所个校班])\Z")
_OTHER_TIME = lazy(r"上年|去年|同期|[上下]半年|季度|计划|目标|力争|预计|争取|\d月")
_CHANGED = lazy(r"[由从比较]")


class _Said(NamedTuple):
    """A number that stands behind the name of what it counts."""

    line: Line
    number: Number
    name: str
    """As it stands."""
    whole: bool
    """Whether the sentence speaks of the whole year or of all there are."""


@TEXT.rule("N111", "same-quantity-conflict", Strength.ARITHMETIC)
def same_quantity(review: Review) -> Iterator[Sighting]:
    """One thing, named in the same words, has one number within the review and one within the plan."""
    known: dict[tuple[str, str, Part], _Said] = {}
    own = _own(review.organ)
    for line, number in review.text.figures:
        said = _said(line, number, review.year)
        key = own.sub("", _INSIDE.sub("", _HEAD.sub("", own.sub("", said.name)))) if said else ""
        if said is None or len(key) < _SHORT:
            continue
        first = known.setdefault((key, number.unit, line.part), said)
        if first.line.text != line.text and _conflict(first, said, key):
            here, there = (one.line.text[one.number.start : one.number.end] for one in (said, first))
            sentence = f"“{key}”前面（第{first.line.number}段）说{there}，这里说{here}"
            yield see(line, number.start, number.end, sentence, "核对哪一个对；说的不是一回事，请写明区别")


def _own(organ: str) -> re.Pattern[str]:
    """How an organ names its own area, which may be said or left out."""
    area = next((c for c in organ if c in "县区市"), "县区")
    return compiled(rf"\A(?:[全我][{area}])+")


def _said(line: Line, number: Number, year: int) -> _Said | None:
    """What *number* counts, if that is said right before it and of the whole time."""
    share = number.unit == "%"
    if not number.exact or not number.unit or number.unit in POINTS:
        return None
    ahead = line.masked[max(0, number.start - _LONGEST) : number.start]
    name = _TAIL.sub("", _NO_HANZI.split(ahead)[-1])
    if len(name) < _SHORT or _HEDGED.search(name) or share != name.endswith("率"):
        return None
    sentence = line.sentence_at(number.start)
    ahead = line.masked[sentence.start : number.start]
    others = any(sentence.start <= y.start < number.start and year and y.value != year for y in line.years)
    if others or _OTHER_TIME.search(ahead) or (share and _is_changed(line, number)):
        return None
    return _Said(line, number, name, bool(_ALL.search(ahead)))


def _is_changed(line: Line, number: Number) -> bool:
    clause = line.clause_at(number.start)
    return bool(clause and _CHANGED.search(line.masked, clause.start, number.start))


def _conflict(first: _Said, second: _Said, key: str) -> bool:
    """Whether both say the same thing, and not the same number."""
    apart = abs(first.number.value - second.number.value)
    if apart <= max(first.number.quantum, second.number.quantum) / 2:
        return False
    if second.number.unit == "%":
        return len(key) > _SHORT
    if first.name == second.name:
        return len(first.name) >= _LONG
    slipped = _slipped(first.number.digits, second.number.digits)
    return (first.whole and second.whole) or (slipped and (first.whole or second.whole))


def _slipped(one: str, other: str) -> bool:
    """Whether two long numbers differ by one digit or by two neighbours that changed places."""
    if len(one) != len(other) or len(one) < _DIGITS:
        return False
    apart = [i for i in range(len(one)) if one[i] != other[i]]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
