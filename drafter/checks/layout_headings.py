"""Headings of the four levels and run-in leads; GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks import patterns
from drafter.checks.engine import Sighting, Strength
from drafter.checks.parts import Role
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import (
    Subject,
    chinese,
    family_name,
    sight,
    size_name,
    spec_name,
    stretches,
)
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")}
_NUMERAL = lazy(r"[一二三四五六七八九十]+|[0-9０-９]+")


@LAYOUT.rule("L741", "heading-font", Strength.GENERAL, "7.3.3")
def heading_font(subject: Subject) -> Iterator[Sighting]:
    """Headings of level 1 are set in 黑体, of level 2 in 楷体, of levels 3 and 4 in 仿宋."""
    for part in subject.parts(Role.HEADING):
        kind = f"heading{part.level}"
        wanted = spec_name(subject.standard.type(kind))
        for _, run in chinese(part):
            if subject.agrees(kind, run.look):
                continue
            found = family_name(run.look.east_asia)
            yield sight(part, f"第{part.level}层标题字体", found, wanted, f"把字体改为{wanted}")


@LAYOUT.rule("L742", "heading-size", Strength.GENERAL, "7.3.3")
def heading_size(subject: Subject) -> Iterator[Sighting]:
    """Headings of all levels are set in 三号, the size of the text."""
    for part in subject.parts(Role.HEADING):
        size = subject.standard.type(f"heading{part.level}").size
        for _, run in chinese(part):
            if run.look.size == size:
                continue
            found = size_name(run.look.size)
            yield sight(part, f"第{part.level}层标题字号", found, size_name(size), f"把字号改为{size_name(size)}")


@LAYOUT.rule("L743", "heading-bold", Strength.GENERAL, "7.3.3")
def heading_bold(subject: Subject) -> Iterator[Sighting]:
    """Headings are told apart by type alone; the clause knows no bold, which is a habit of some offices."""
    for part in subject.parts(Role.HEADING):
        if any(run.look.bold for _, run in chinese(part)):
            yield sight(part, f"第{part.level}层标题字形", "加粗", "不加粗（只用字体区分层次）", "取消加粗")


@LAYOUT.rule("L744", "lead-font", Strength.GENERAL, "7.3.3")
def lead_font(subject: Subject) -> Iterator[Sighting]:
    """A numbered run-in lead has the type of its level: （一） in 楷体, 1. and （1） in 仿宋."""
    for part in subject.parts(Role.BODY):
        if not part.level or not part.lead or "，" in part.text[: part.lead] or part.lead > 25:
            continue
        kind = f"heading{part.level}"
        for stretch in stretches(part):
            inside = stretch.start < part.lead and patterns.CHINESE.search(stretch.run.text)
            if inside and not subject.agrees(kind, stretch.run.look):
                wanted, found = spec_name(subject.standard.type(kind)), family_name(stretch.run.look.east_asia)
                yield sight(part, f"第{part.level}层段首标题字体", found, wanted, f"把段首标题的字体改为{wanted}")
                break


@LAYOUT.rule("L745", "lead-bold", Strength.CUSTOM, "7.3.3")
def lead_bold(subject: Subject) -> Iterator[Sighting]:
    """A run-in lead is told apart by type alone; bold is a habit of some offices, so this is only a remark."""
    for part in subject.parts(Role.BODY):
        if part.lead and any(s.run.look.bold and s.start < part.lead for s in stretches(part)):
            yield sight(
                part, "段首标题字形", "加粗", "不加粗（只用字体区分层次）", "取消加粗；本单位惯例加粗的可以不改"
            )


@LAYOUT.rule("L746", "heading-number-form", Strength.GENERAL, "7.3.3")
def number_form(subject: Subject) -> Iterator[Sighting]:
    """Levels are numbered 一、 （一） 1. （1）: 、 only after a bare Chinese numeral, a point after a bare Arabic one, nothing after a bracket."""
    for part in subject.parts(Role.HEADING, Role.BODY):
        if part.level and part.number and not patterns.RIGHT_HEADING[part.level - 1].match(part.text):
            form = patterns.HEADING_FORMS[part.level - 1]
            yield sight(part, f"第{part.level}层序号", part.number, f"“{form}”的形式", f"把序号改成“{form}”的形式")


_RUNNING_ON = 3
"""From this level on (1.) numbers may run on below the next heading, as in a list of tasks."""


@LAYOUT.rule("L747", "heading-number-gap", Strength.REQUIRED, "7.3.3", Severity.WARNING)
def number_gap(subject: Subject) -> Iterator[Sighting]:
    """The numbers of each level run on without a gap and without a double; 1. may run on through the whole text."""
    last: dict[int, int] = {}
    latest: dict[int, int] = {}
    annex = 0
    for part in subject.parts(Role.HEADING, Role.BODY):
        if part.annex != annex:
            annex, last, latest = part.annex, {}, {}
        value = _value(part.number)
        if not part.level or not value:
            continue
        before = last.get(part.level, 0)
        restart = value == 1 and (part.level > 1 or part.role is Role.BODY)
        runs_on = part.level >= _RUNNING_ON and value == latest.get(part.level, 0) + 1
        latest[part.level] = value
        if value != before + 1 and not restart and not runs_on:
            found = f"{part.number}（上一个是第{before}）" if before else f"{part.number}（没有前面的）"
            yield sight(part, f"第{part.level}层序号", found, f"第{before + 1}", "核对序号是否漏、重")
        last = {level: count for level, count in last.items() if level < part.level}
        last[part.level] = value


@LAYOUT.rule("L748", "heading-level-skipped", Strength.REQUIRED, "7.3.3", Severity.WARNING)
def level_skipped(subject: Subject) -> Iterator[Sighting]:
    """Levels follow each other without a leap; 一、 may be followed by 1. when there are only two levels."""
    open_levels: set[int] = set()
    annex = 0
    for part in subject.parts(Role.HEADING, Role.BODY):
        if part.annex != annex:
            annex, open_levels = part.annex, set()
        if not part.level or not (part.role is Role.HEADING or part.lead):
            continue
        open_levels = {level for level in open_levels if level < part.level}
        two_levels = part.level == 3 and open_levels == {1}
        if open_levels and part.level - 1 not in open_levels and not two_levels:
            above = patterns.HEADING_FORMS[max(open_levels) - 1]
            wanted = patterns.HEADING_FORMS[max(open_levels)]
            yield sight(part, "层次", f"“{above}”下面直接用“{part.number}”", f"先用“{wanted}”", "逐层编号，不要越级")
        open_levels.add(part.level)


def _value(number: str) -> int:
    match = _NUMERAL.search(number)
    if not match:
        return 0
    text = match[0]
    if text[0] not in _DIGITS:
        return int(text)
    tens, found, ones = text.partition("十")
    if not found:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
