"""Filters for lists, for several measures of one action, and for what is counted."""

from __future__ import annotations

from decimal import Decimal

from drafter.document import counting_numeral
from drafter.facts.values import Bound, Items, Measures, Quantity, Records
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Known, Number, Said, View
from drafter.templates.vocabulary.reading import check_words, known, known_paths, pairs, quantity, span, spans

_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_LARGEST = 999
"""The largest number that is said in Chinese numerals."""


def measure(fact: View, which: int | str = 1) -> View:
    """``量``: one of several measures, by its place from 1 or by its unit."""
    if isinstance(fact, Gap):
        return fact
    view = known(fact, "量")
    items = view.value.items if isinstance(view.value, Measures) else (view.value,)
    for index, item in enumerate(items, 1):
        if isinstance(item, Quantity) and (index == which or which in (item.unit, item.label)):
            written = item.written.removeprefix(item.label)
            return Said(written, known_paths(view), view.fact.span, computed=False)
    raise Trouble(
        f"“{view.fact.path}: {view.text}”里没有“{which}”这个量",
        "按次序写 量(1)，或按单位写 量(“人次”)",
        (view.fact.span,),
    )


def listed(fact: View, count: int = 3) -> View:
    """``列举``: the first items of a list, and how many there are: A、B、C等6个."""
    if isinstance(fact, Gap):
        return fact
    view = known(fact, "列举")
    items = view.value
    if not isinstance(items, Items):
        return view
    named = "、".join(i.text for i in items.items[:count])
    if items.total:
        return Said(f"{named}等{items.total.written}", known_paths(view), view.fact.span)
    if items.sample:
        return Said(f"{named}等", known_paths(view), view.fact.span)
    if len(items.items) <= count:
        return view
    return Said(f"{named}等{len(items.items)}项", known_paths(view), view.fact.span)


def count(fact: View) -> View:
    """``项数``: how many items a list, or how many rows a table has."""
    if isinstance(fact, Gap):
        return fact
    view = known(fact, "项数")
    match view.value:
        case Items(total=Quantity() as total):
            return Number(total.number, "", known_paths(view), view.fact.span)
        case Items(sample=True):
            raise Trouble(f"“{view.fact.path}”以“等”结尾，数不出项数", "写成“甲、乙等6个”", (view.fact.span,))
        case Items(items=rows) | Records(rows=rows):
            return Number(Decimal(len(rows)), "", known_paths(view), view.fact.span)
        case _:
            raise Trouble(f"“{view.fact.path}”不是清单，数不出项数", "用顿号隔开各项", (view.fact.span,))


def in_hanzi(thing: View) -> View:
    """``汉字``: a whole number in Chinese numerals, as things are counted: 三, 两, 十二, 六个."""
    if isinstance(thing, Gap):
        return thing
    number = quantity(thing, "汉字")
    whole = number.number * number.scale
    if number.bound is not Bound.EXACT or number.intent or whole != whole.to_integral_value() or whole > _LARGEST:
        raise Trouble(f"“{number.written}”不能写成汉字", f"只有1到{_LARGEST}的准确整数能写成汉字", spans(thing))
    if whole < 1:
        raise Trouble(f"“{number.written}”不能写成汉字", "检查这个数", spans(thing))
    return Said(
        counting_numeral(int(whole)) + number.unit, known_paths(thing), span(thing), computed=isinstance(thing, Number)
    )


def medals(fact: View) -> View:
    """``奖牌``: 8金19银19铜 as 金牌8枚、银牌19枚、铜牌19枚."""
    if isinstance(fact, Gap):
        return fact
    view = known(fact, "奖牌")
    items = view.value.items if isinstance(view.value, Measures) else (view.value,)
    if not all(isinstance(i, Quantity) and i.unit in _MEDALS for i in items):
        raise Trouble(f"“{view.fact.path}: {view.text}”不是奖牌数", "写成 8金19银19铜", (view.fact.span,))
    text = "、".join(f"{_MEDALS[i.unit]}{i.number:f}枚" for i in items if isinstance(i, Quantity))
    return Said(text, known_paths(view), view.fact.span, computed=False)


def respectively(fact: View, noun: str = "") -> View:
    """``分别为``: 语文96%、数学94% as 语文、数学分别为96%、94%; ``分别为("合格率")`` puts the noun behind the names.

    A group of facts is said in the same way.
    """
    check_words(noun)
    found = pairs(fact, "分别为")
    if isinstance(found, Gap):
        return found
    names, values = "、".join(n for n, _ in found), "、".join(v for _, v in found)
    return Said(f"{names}{noun}分别为{values}", known_paths(fact), span(fact), computed=False)


def each(fact: View) -> View:
    """``各``: 一等奖2人、二等奖2人 as 一等奖、二等奖各2人; if the numbers differ, one by one."""
    found = pairs(fact, "各")
    if isinstance(found, Gap):
        return found
    values = {v for _, v in found}
    names = "、".join(n for n, _ in found)
    text = f"{names}各{found[0][1]}" if len(values) == 1 else "、".join(n + v for n, v in found)
    return Said(text, known_paths(fact), span(fact), computed=False)


def join(thing: View, mark: str = "、") -> View:
    """Jinja's ``join``, over the items of a list."""
    if isinstance(thing, Gap):
        return thing
    if not isinstance(mark, str):
        raise Trouble("“join”后面要写间隔的符号", "写成 {{ 事实的路径 | join(“、”) }}")
    view = known(thing, "join")
    views = [v for v in view if isinstance(v, Known)]
    return Said(mark.join(v.text for v in views), known_paths(view), view.fact.span, computed=False)


def first(thing: View) -> View:
    """Jinja's ``first``."""
    return thing if isinstance(thing, Gap) else known(thing, "first").item(0)


def last(thing: View) -> View:
    """Jinja's ``last``."""
    return thing if isinstance(thing, Gap) else known(thing, "last").item(-1)
