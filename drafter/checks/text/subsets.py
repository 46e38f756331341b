"""N106: a part that is larger than its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.lexicon import words
from drafter.checks.text.model import Line, Piece
from drafter.checks.text.numbers import Number
from drafter.patterns import lazy

_WITHIN = lazy(r"其中")
_STOP = lazy(r"[；。）]")
_PEOPLE = frozenset(("人", "名", "位", "人次"))
_BUDGET = lazy(r"(?:总投资额?|投资概算|总概算|概算(?:总?投资)?|投资总额)(?:约|为|达)*\Z")
_AHEAD = 40
"""Its words stand so near before the amount."""
_SPENT = lazy(r"\A[^。；\d]{0,20}?(?:完成投资额?|投入资金|完成产值)(?:约|为|达)*\Z")
_ELSEWHERE = lazy(r"上年|去年|结转|往年|历年|累计|含|增|超|比|较|由|从|分别|每|约")


@TEXT.rule("N106", "subset-exceeds", Strength.ARITHMETIC)
def subset_exceeds(review: Review) -> Iterator[Sighting]:
    """What is counted under 其中, spent of a budget or passed of those who sat is not more than the whole before it."""
    for line in review.text.body:
        for match in _WITHIN.finditer(line.masked):
            sentence = line.sentence_at(match.start())
            before = line.numbers_between(sentence.start, match.start())
            stop = _STOP.search(line.masked, match.end(), sentence.end)
            after = line.numbers_between(match.end(), stop.start() if stop else sentence.end)
            if before and after:
                yield from _larger(line, before[-1], before, after[0])
        for first, second in zip(line.numbers, line.numbers[1:], strict=False):
            if second.value > first.value and first.exact and second.exact and first.same_measure(second):
                yield from _overspent(line, first, second)
                yield from _outnumbered(line, first, second)


def _larger(line: Line, whole: Number, before: Sequence[Number], part: Number) -> Iterator[Sighting]:
    comparable = part.same_measure(whole) or {part.unit, whole.unit} <= _PEOPLE
    others = [n for n in before if n.same_measure(part) and n.value >= part.value]
    if comparable and not others and part.value > whole.value and whole.exact and not part.is_percent:
        if part.unit == "人次" and whole.unit != "人次" and part.value > whole.value * 2:
            return
        said, of = line.text[part.start : part.end], line.text[whole.start : whole.end]
        yield see(line, whole.start, part.end, f"“其中”的{said}比总数{of}还多", "核对总数和其中的数，改正写错的一个")


def _overspent(line: Line, budget: Number, spent: Number) -> Iterator[Sighting]:
    """总投资3.8亿元，已完成投资4.1亿元."""
    between = line.masked[budget.end : spent.start]
    if (
        budget.unit == "元"
        and _BUDGET.search(line.masked[max(0, budget.start - _AHEAD) : budget.start])
        and _SPENT.match(between)
    ):
        said, of = line.text[spent.start : spent.end], line.text[budget.start : budget.end]
        yield see(line, budget.start, spent.end, f"完成的{said}比总投资{of}还多", "核对这两个数，改正写错的一个")


def _outnumbered(line: Line, whole: Number, part: Number) -> Iterator[Sighting]:
    """报名4120人，上线4310人; 推荐14人，16人通过评审."""
    between = line.masked[whole.end : part.start]
    if between.count("，") != 1 or any(mark in between for mark in "。；：、"):
        return
    first, second = _clause(line, whole), _clause(line, part)
    if first.start == second.start:
        return
    counted = (*line.numbers_between(first.start, first.end), *line.numbers_between(second.start, second.end))
    if len(counted) != len((whole, part)) or _ELSEWHERE.search(
        line.masked, whole.end, line.sentence_at(whole.start).end
    ):
        return
    for takers, passers in words().pairs["总部动词"]:
        taken = re.search(takers.replace("/", "|"), line.masked[first.start : first.end])
        passed = re.search(passers.replace("/", "|"), line.masked[second.start : second.end])
        if taken and passed:
            said, of = line.text[part.start : part.end], line.text[whole.start : whole.end]
            sentence = f"“{taken[0]}”的有{of}，“{passed[0]}”的却有{said}"
            yield see(line, whole.start, part.end, sentence, "核对这两个数，改正写错的一个")
            return


def _clause(line: Line, number: Number) -> Piece:
    return line.clause_at(number.start) or Piece(number.start, number.end, line.plain[number.start : number.end])
