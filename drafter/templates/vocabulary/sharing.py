"""Filters for shares, totals and parts."""

from __future__ import annotations

from drafter.facts.values import Measures, Records
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Group, Known, Number, Said, View, compute, plain
from drafter.templates.vocabulary.reading import check_words, gap, known


def share_of(part: View, whole: View, name: str = "") -> View:
    """``占``: ``{{ 学生 | 占(在校生, "在校生总数") }}`` gives 占在校生总数的31.2%; the base is always named."""
    if not name:
        raise Trouble("占比要说明占什么", "写成 {{ 甲 | 占(乙, “乙的名称”) }}")
    check_words(name)
    ratio = _quotient(part, whole)
    return ratio if isinstance(ratio, Gap) else Said(f"占{name}的{_per_cent(ratio)}", ratio.paths, ratio.span)


def rate(part: View, whole: View, name: str = "") -> View:
    """``率``: ``{{ 完成 | 率(计划, "完成率") }}`` gives 完成率90%; without a name 90%."""
    check_words(name)
    ratio = _quotient(part, whole)
    return ratio if isinstance(ratio, Gap) else Said(f"{name}{_per_cent(ratio)}", ratio.paths, ratio.span)


def total(thing: View, column: str = "") -> View:
    """``合计``: the sum of a group's facts, of a fact's measures of one unit, or of a table's column."""
    match thing:
        case Gap():
            return thing
        case Group(facts=facts, source=source):
            return _sum([source.view(f.path) for f in facts])
        case Known(value=Records(), fact=fact) if not column:
            raise Trouble(f"“{fact.path}”是表，合计要说哪一列", "写成 合计(“人数”)", (fact.span,))
        case Known(value=Records()):
            return _sum([row.child(column) for row in thing])
        case Known(value=Measures()):
            return _sum(list(thing))
        case Known():
            return thing
        case _:
            raise Trouble("合计只用于一组事实、几个量或一张表")


def complete_parts(fact: View, word: str = "含") -> View:
    """``含``: the complete parts of a total: 含高中2个、小学1个; ``含("其中")`` and ``含("")`` say them behind another word."""
    return _parts(fact, "含", word)


def some_parts(fact: View, word: str = "其中") -> View:
    """``其中``: some parts of a total, or all that are given: 其中高中2个、小学1个."""
    whole = isinstance(fact, Known) and fact.fact.complete_parts and not fact.fact.some_parts
    return _parts(fact, "含" if whole else "其中", word)


def _quotient(part: View, whole: View) -> Number | Gap:
    if isinstance(part, Gap | Group) or isinstance(whole, Gap | Group):
        compute("/", part, whole)
        return gap(part, whole)
    ratio = compute("/", part, whole)
    assert isinstance(ratio, Number | Gap)
    return ratio


def _per_cent(ratio: Number) -> str:
    return f"{plain(ratio.number * 100)}%"


def _sum(views: list[View]) -> View:
    if not views:
        raise Trouble("没有可以合计的数")
    result = views[0]
    for view in views[1:]:
        result = compute("+", result, view)
    return result


def _parts(fact: View, detail: str, word: str) -> View:
    check_words(word)
    if isinstance(fact, Gap):
        # The parts of a pending total are not known to be pending: their clause goes, the total's own gap stays.
        return Gap(tuple(f"{path}.{detail}" for path in fact.paths))
    whole = known(fact, detail)
    paths = whole.fact.complete_parts if detail == "含" else whole.fact.some_parts
    if not paths:
        return Gap((f"{whole.fact.path}.{detail}",))
    said: list[str] = []
    for path in paths:
        part = whole.source.view(path)
        if isinstance(part, Gap):
            return part
        said.append(f"{path.rpartition('.')[2]}{known(part, detail).text}")
    return Said(word + "、".join(said), tuple(paths), whole.fact.span, computed=False)
