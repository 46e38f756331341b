"""F202 for a figure that some fact says, but not the fact that the words around it name: swapped, moved, or turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.engine import Sighting
from drafter.checks.text.context import see, shown
from drafter.checks.text.model import HANZI, Line, Part
from drafter.checks.text.numbers import Number
from drafter.checks.text.sources import COMPUTED, Source, Sources
from drafter.facts import Facts
from drafter.facts.vocabulary import vocabulary
from drafter.patterns import lazy

_STOP = lazy(r"[，。；、：（）！？]")
_RISE = lazy(r"(?P<up>提高|提升|上升|增长|增加|扩大|多)|(?P<down>下降|降低|减少|缩减|回落|少)")
_REACH = 6
"""How many numbers further on the partner of a swapped figure may stand."""
_CLEAR = 10
"""Smaller figures stand in too many facts to say which one was meant."""
_LONGEST_CLAUSE = 200
_LONG = 3
"""A name of so many characters says by itself which fact is meant."""
_PLAN = "打算."
_HINT = "核对哪一个对：改正文，或者改事实"


def misplaced(
    line: Line, number: Number, sources: Sources, facts: Facts, unsaid: Sequence[Source]
) -> tuple[str, Sighting] | None:
    """What is wrong with a figure that stands in the facts, if another fact is told at its place."""
    own = [s for s in sources.of(number) if not s.listed]
    if not own or not number.exact:
        return None
    changes = [s for s in own if s.rise]
    if changes and all(s.rise or s.path.endswith(COMPUTED) for s in own):
        return _turned(line, number, changes[0], facts)
    told = [s for s in own if s.written]
    if not number.unit or len(told) < len(own):
        return None
    meant = _swapped(line, number, told, sources) or _moved(line, number, told, unsaid)
    if meant is None:
        return None
    written = line.text[number.start : number.end]
    sentence = f"写的是{written}，事实“{meant.path}”是{shown(meant.written)}；{written}是“{told[0].path}”的数"
    return "F202", see(line, number.start, number.end, sentence, _HINT, fact=meant.path)


def is_named(line: Line, number: Number, source: Source) -> bool:
    """Whether words beside *number* stand in the name of *source*."""
    return bool(pairs(label_of(line, number)) & pairs(source.path.partition(".")[2] + source.label))


def is_intended(line: Line, number: Number) -> bool:
    """Whether its clause makes a figure a target: 计划, 力争, 将."""
    clause = _STOP.split(line.masked[max(0, number.start - _LONGEST_CLAUSE) : number.start])[-1]
    return any(word in clause for word in (*vocabulary().intents, "将"))


def is_akin(line: Line, number: Number, source: Source) -> bool:
    """Whether words beside *number* may name *source*: half the characters of its name stand there, 在校生 for 学生."""
    name = set(source.label or source.path.rpartition(".")[2])
    return _share(name, label_of(line, number)) >= 0.5 or is_named(line, number, source)


def _turned(line: Line, number: Number, source: Source, facts: Facts) -> tuple[str, Sighting] | None:
    """下降 where the fact rose."""
    verb = [*_RISE.finditer(line.masked, max(0, number.start - 4), number.start)]
    fact = facts.get(source.path)
    if not verb or fact is None or line.masked[verb[-1].end() : number.start].strip("了约近为"):
        return None
    if bool(verb[-1]["up"]) == (source.rise > 0):
        return None
    before = fact.details.get("上年")
    told = f"上年{getattr(before.value, 'written', '')}，" if before else ""
    way = "上升" if source.rise > 0 else "下降"
    sentence = f"写的是“{verb[-1][0]}”，事实“{source.path}”是{way}的：{told}今年{getattr(fact.value, 'written', '')}"
    return "F202", see(line, verb[-1].start(), number.end, sentence, _HINT, fact=source.path)


# --- swapped -----------------------------------------------------------------------------------------------------------


def _swapped(line: Line, number: Number, told: list[Source], sources: Sources) -> Source | None:
    """The fact that stands for *number*'s, if two figures of a sentence have changed places."""
    if len({s.number.value for s in told}) != 1 or len(told) != 1:
        return None
    for other in _partners(line, number):
        theirs = [s for s in sources.of(other) if s.written]
        if len(theirs) == 1 and theirs[0] != told[0] and _crossed(line, number, told[0], other, theirs[0]):
            return theirs[0]
    return None


def _partners(line: Line, number: Number) -> Iterator[Number]:
    sentence = line.sentence_at(number.start)
    near = line.numbers_between(sentence.start, sentence.end)
    at = near.index(number) if number in near else -1
    for other in near[max(0, at - _REACH) : at + _REACH + 1] if at >= 0 else ():
        if other != number and other.exact and other.value != number.value and other.same_measure(number):
            yield other


def _crossed(line: Line, number: Number, own: Source, other: Number, theirs: Source) -> bool:
    """Whether each figure stands under what only the other's fact is called."""
    mine, yours = _apart(own, theirs)
    here, there = label_of(line, number), label_of(line, other)
    return bool(mine and yours) and _outweighs(yours, mine, here) and _outweighs(mine, yours, there)


def _outweighs(characters: set[str], others: set[str], label: str) -> bool:
    return _share(characters, label) >= max(0.5, 2 * _share(others, label))


def _apart(one: Source, other: Source) -> tuple[set[str], set[str]]:
    """The characters that only one of two names has."""
    first, second = (set(s.label or s.path.rpartition(".")[2]) for s in (one, other))
    return first - second, second - first


def _share(characters: set[str], label: str) -> float:
    return sum(c in label for c in characters) / len(characters)


# --- moved -------------------------------------------------------------------------------------------------------------


def _moved(line: Line, number: Number, told: list[Source], unsaid: Sequence[Source]) -> Source | None:
    """The fact that the words before a figure name in full, if its number is said nowhere and no word names the figure's own."""
    if number.value < _CLEAR:
        return None
    label = label_of(line, number)
    planned = all(s.path.startswith(_PLAN) for s in told)
    review = line.part is Part.REVIEW and not is_intended(line, number)
    strange = not any(is_named(line, number, s) for s in told)
    for source in unsaid:
        if not source.number.exact or source.label or not source.number.same_measure(number):
            continue
        target = source.path.startswith(_PLAN)
        twin = planned and review and told[0].path == _PLAN + source.path
        twin = twin or (line.part is Part.PLAN and target and _same_last(told, source))
        other = strange or all(_is_clear(label, own, source) for own in told)
        if twin or (other and target is not review and _is_called(label, source.path)):
            return source
    return None


def _same_last(told: list[Source], target: Source) -> bool:
    """Whether this year's value stands where next year's of the same name should."""
    lasts = {s.path.rpartition(".")[2] for s in told if not s.path.startswith(_PLAN)}
    return len(told) == 1 and lasts == {target.path.rpartition(".")[2]}


def _is_clear(label: str, own: Source, other: Source) -> bool:
    """Whether *label* says what tells *other* from *own*, and nothing that tells *own* from *other*: 整改隐患, not 发现隐患."""
    mine, yours = _apart(own, other)
    long = min(len(s.path.rpartition(".")[2]) for s in (own, other)) >= _LONG
    return bool(long and mine and yours) and not _share(mine, label) and _share(yours, label) == 1


def _is_called(label: str, path: str) -> bool:
    """Whether *label* holds the last part of a fact's name, and another part unless that one is long."""
    *above, last = path.removeprefix(_PLAN).split(".")
    return last in label and len(last) > 1 and (len(last) >= _LONG or any(part in label for part in above))


# --- words -------------------------------------------------------------------------------------------------------------


def label_of(line: Line, number: Number) -> str:
    """What a figure is called: the words before it back to a stop or another figure, else those behind it."""
    before = _words(_STOP.split(line.masked[max(0, number.start - 24) : number.start])[-1], last=True)
    return before if len(before) > 1 else _words(_STOP.split(line.masked[number.end : number.end + 10])[0], last=False)


def _words(text: str, *, last: bool) -> str:
    pieces = re.split(r"\d[\d.,]*", text)
    return "".join(re.findall(HANZI, pieces[-1 if last else 0]))


def pairs(text: str) -> set[str]:
    """Every two characters that stand together in *text*: what two names share."""
    return {text[i : i + 2] for i in range(len(text) - 1) if re.fullmatch(HANZI * 2, text[i : i + 2])}
