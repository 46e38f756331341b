"""N112: a unit that does not go with its noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.mending import swap
from drafter.checks.text.model import Line
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_N = r"(?P<n>\d[\d.,]*[余多]?[万亿]?)"
_GAP = r"[^，。；、\d]{0,4}"
_MIXED = (
    (lazy(rf"人数{_GAP}[^，。；、\d]?{_N}(?P<u>人次)"), "人数", "人"),
    (lazy(rf"户数{_GAP}{_N}(?P<u>人次?)"), "户数", "户"),
    (lazy(rf"(?<!\d)(?:场次|次数){_GAP}{_N}(?P<u>人次|人|名)"), "次数", "次"),
    (
        lazy(
            rf"(?:金额|资金|经费|投资额){_GAP}{_N}(?P<u>人次|平方米|立方米|人|个|名|米|所|亩|户)(?![均\u4e00-\u9fff])"
        ),
        "金额",
        "元",
    ),
    (lazy(rf"建筑面积{_GAP}{_N}(?P<u>亩|公顷)"), "建筑面积", "平方米"),
    (lazy(rf"(?:建筑|占地|铺设|绿化|改造|场地|总)面积{_GAP}{_N}(?P<u>立方米|米|公里|个|元|人)(?!²)"), "面积", "平方米"),
)
_PLACES = r"(?P<u>所|家|栋|座|幢|亩|公里|平方米|立方米)(?![\u4e00-\u9fff])"
_PEOPLE = r"(?P<noun>{人员名})(?:共|达到?|约|近|累计|有)*" + _N + _PLACES
_SEATS = (
    r"(?P<noun>{席位名})(?:共|达到?|约|近|累计|有)*"
    + _N
    + r"(?P<u>所|家|栋|座|幢|亩|公里|平方米|人次)(?![\u4e00-\u9fff])"
)
_LISTED = lazy(r"(?P<label>[\u4e00-\u9fff]{2,10})\d+(?P<u>[所个家项处座])(?=[、，。；])")
_ITEMS = 3


@TEXT.rule("N112", "unit-conflict", Strength.CUSTOM, severity=Severity.WARNING)
def unit_conflict(review: Review) -> Iterator[Sighting]:
    """人数 is counted in 人, not in 人次; money in 元; people not in 所; things of one kind in one unit."""
    lexicon = review.context.lexicon
    for line in review.text.body:
        for pattern, noun, unit in _MIXED:
            for match in pattern.finditer(line.masked):
                found = match["n"] + match["u"]
                sentence = f"“{noun}”的单位不是“{match['u']}”：{found}"
                hint = f"是{noun}就用“{unit}”；是{match['u']}就不说{noun}"
                fix = swap(*match.span("u"), unit, safe=False)
                yield see(line, match.start("n"), match.end(), sentence, hint, fix=fix)
        for source in (_PEOPLE, _SEATS):
            for match in lexicon.pattern(source).finditer(line.masked):
                sentence = f"“{match['noun']}”不用“{match['u']}”计数：{match['n']}{match['u']}"
                yield see(line, match.start("noun"), match.end(), sentence, "改对单位，或者写明数的是什么")
        yield from _unlike(line, lexicon.complete_sets)


def _unlike(line: Line, sets: tuple[frozenset[str], ...]) -> Iterator[Sighting]:
    """幼儿园6所、小学3所、初中2个: one of a list has another unit."""
    run: list[re.Match[str]] = []
    for match in _LISTED.finditer(line.masked):
        if run and line.masked[run[-1].end() : match.start()] != "、":
            run = []
        run.append(match)
        if len(run) < _ITEMS or line.masked[match.end()] == "、":
            continue
        units = [one["u"] for one in run]
        usual = max(set(units), key=units.count)
        odd = [one for one in run if one["u"] != usual]
        # The first label may carry a verb: 新建公办园6所、小学3所、初中2所.
        alike = any(all(any(word in one["label"] for word in kind) for one in run[1:]) for kind in sets)
        if len(odd) == 1 and alike:
            sentence = f"前后都用“{usual}”，这里用“{odd[0]['u']}”：{odd[0][0]}"
            yield see(line, odd[0].start(), odd[0].end(), sentence, f"统一用“{usual}”")
