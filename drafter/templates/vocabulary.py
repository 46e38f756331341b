"""The vocabulary of the field: filters with Chinese names.  Each takes views and gives a view back, never a string."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from drafter.diagnostics import Span
from drafter.facts.values import Bound, Items, Measures, Quantity, Records
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Group, Known, Number, Said, View, compute, operand, plain

_POINTS = "个百分点"
_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_TEN_THOUSAND = Decimal(10_000)
_HUNDRED_MILLION = Decimal(100_000_000)


def against_last_year(fact: View, style: str = "") -> View:
    """``较上年``: 比上年增加12名, 比上年减少3所, 比上年提高2.3个百分点, 与上年持平; ``较上年("%")``: 比上年增长12.5%."""
    last = (fact if isinstance(fact, Gap) else _known(fact, "较上年")).child("上年")
    if isinstance(fact, Gap) or isinstance(last, Gap):
        return _gap(fact, last)
    now, before = operand(_quantity_fact(fact, "较上年")), operand(last)
    if isinstance(now, Gap) or isinstance(before, Gap):
        return _gap(fact, last)
    if now.unit != before.unit:
        raise Trouble(f"今年的单位是“{now.unit}”，上年的是“{before.unit}”，不能比较", "两年用同一个单位", _spans(fact))
    change, paths = now.number - before.number, now.paths + before.paths
    if not change:
        return Said("与上年持平", paths, now.span)
    if style == "%":
        return Said(_growth(change, before.number), paths, now.span)
    rate = now.unit == "%"
    word = ("提高", "下降") if rate else ("增加", "减少")
    return Said(f"比上年{word[change < 0]}{_scaled(fact, abs(change))}{_POINTS if rate else now.unit}", paths, now.span)


def share_of(part: View, whole: View, name: str = "") -> View:
    """``占``: ``{{ 学生 | 占(在校生, "在校生总数") }}`` gives 占在校生总数的31.2%; the base is always named."""
    if not name:
        raise Trouble("占比要说明占什么", "写成 {{ 甲 | 占(乙, “乙的名称”) }}")
    if isinstance(part, Gap | Group) or isinstance(whole, Gap | Group):
        compute("/", part, whole)
        return _gap(part, whole)
    ratio = compute("/", part, whole)
    if not isinstance(ratio, Number):
        return ratio
    return Said(f"占{name}的{plain(ratio.number * 100)}%", ratio.paths, ratio.span)


def measure(fact: View, which: int | str = 1) -> View:
    """``量``: one of several measures, by its place from 1 or by its unit."""
    if isinstance(fact, Gap):
        return fact
    known = _known(fact, "量")
    items = known.value.items if isinstance(known.value, Measures) else (known.value,)
    for index, item in enumerate(items, 1):
        if isinstance(item, Quantity) and (index == which or which in (item.unit, item.label)):
            written = item.written.removeprefix(item.label)
            return Said(written, known_paths(known), known.fact.span, computed=False)
    raise Trouble(
        f"“{known.fact.path}: {known.text}”里没有“{which}”这个量",
        "按次序写 量(1)，或按单位写 量(“人次”)",
        (known.fact.span,),
    )


def rescaled(name: str, scale: Decimal) -> Callable[[View], View]:
    """``万`` and ``亿``: the same amount in another scale, its decimals kept."""

    def rescale(fact: View) -> View:
        if isinstance(fact, Gap):
            return fact
        value = _quantity(fact, name)
        number = value.number * value.scale / scale
        prefix, suffix = _around(value)
        text = f"{prefix}{number.normalize():f}{name}{value.unit}{suffix}"
        return Said(text, known_paths(fact), _span(fact))

    return rescale


def listed(fact: View, count: int = 3) -> View:
    """``列举``: the first items of a list, and how many there are: A、B、C等6个."""
    if isinstance(fact, Gap):
        return fact
    known = _known(fact, "列举")
    items = known.value
    if not isinstance(items, Items):
        return known
    named = "、".join(i.text for i in items.items[:count])
    if items.total:
        return Said(f"{named}等{items.total.written}", known_paths(known), known.fact.span)
    if items.sample:
        return Said(f"{named}等", known_paths(known), known.fact.span)
    if len(items.items) <= count:
        return known
    return Said(f"{named}等{len(items.items)}项", known_paths(known), known.fact.span)


def count(fact: View) -> View:
    """``项数``: how many items a list, or how many rows a table has."""
    if isinstance(fact, Gap):
        return fact
    known = _known(fact, "项数")
    match known.value:
        case Items(total=Quantity() as total):
            return Number(total.number, "", known_paths(known), known.fact.span)
        case Items(sample=True):
            raise Trouble(f"“{known.fact.path}”以“等”结尾，数不出项数", "写成“甲、乙等6个”", (known.fact.span,))
        case Items(items=rows) | Records(rows=rows):
            return Number(Decimal(len(rows)), "", known_paths(known), known.fact.span)
        case _:
            raise Trouble(f"“{known.fact.path}”不是清单，数不出项数", "用顿号隔开各项", (known.fact.span,))


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


def complete_parts(fact: View) -> View:
    """``含``: the complete parts of a total: 含高中2个、小学1个."""
    return _parts(fact, "含")


def some_parts(fact: View) -> View:
    """``其中``: some parts of a total: 其中高中2个、小学1个."""
    return _parts(fact, "其中")


def medals(fact: View) -> View:
    """``奖牌``: 8金19银19铜 as 金牌8枚、银牌19枚、铜牌19枚."""
    if isinstance(fact, Gap):
        return fact
    known = _known(fact, "奖牌")
    items = known.value.items if isinstance(known.value, Measures) else (known.value,)
    if not all(isinstance(i, Quantity) and i.unit in _MEDALS for i in items):
        raise Trouble(f"“{known.fact.path}: {known.text}”不是奖牌数", "写成 8金19银19铜", (known.fact.span,))
    text = "、".join(f"{_MEDALS[i.unit]}{i.number:f}枚" for i in items if isinstance(i, Quantity))
    return Said(text, known_paths(known), known.fact.span, computed=False)


def respectively(fact: View) -> View:
    """``分别为``: 语文96%、数学94% as 语文、数学分别为96%、94%."""
    if isinstance(fact, Gap):
        return fact
    known = _known(fact, "分别为")
    pairs: list[tuple[str, Quantity]] = []
    match known.value:
        case Items(items=items):
            pairs = [(i.name, i.quantity) for i in items if i.quantity]
        case Measures(items=measures):
            pairs = [(m.label, m) for m in measures if m.label]
    if len(pairs) < 2:
        raise Trouble(
            f"“{known.fact.path}: {known.text}”没有成对的名称和数量", "写成 语文96%、数学94%", (known.fact.span,)
        )
    values = "、".join(q.written.removeprefix(q.label) for _, q in pairs)
    return Said(f"{'、'.join(n for n, _ in pairs)}分别为{values}", known_paths(known), known.fact.span, computed=False)


def default(thing: View, other: object) -> object:
    """Jinja's ``default``: something else to say if the fact is missing."""
    if isinstance(other, str) and any(c.isdigit() for c in other):
        raise Trouble(f"数字“{other}”写死在标签里，没有事实可查", "缺的时候只能印文字", code="J004")
    return other if isinstance(thing, Gap) else thing


def join(thing: View, mark: str = "、") -> View:
    """Jinja's ``join``, over the items of a list."""
    if isinstance(thing, Gap):
        return thing
    known = _known(thing, "join")
    views = [v for v in known if isinstance(v, Known)]
    return Said(mark.join(v.text for v in views), known_paths(known), known.fact.span, computed=False)


def first(thing: View) -> View:
    """Jinja's ``first``."""
    return thing if isinstance(thing, Gap) else thing.item(0)


def last(thing: View) -> View:
    """Jinja's ``last``."""
    return thing if isinstance(thing, Gap) else thing.item(-1)


VOCABULARY: dict[str, Callable[..., object]] = {
    "较上年": against_last_year,
    "占": share_of,
    "量": measure,
    "万": rescaled("万", _TEN_THOUSAND),
    "亿": rescaled("亿", _HUNDRED_MILLION),
    "列举": listed,
    "项数": count,
    "合计": total,
    "含": complete_parts,
    "其中": some_parts,
    "奖牌": medals,
    "分别为": respectively,
    "default": default,
    "join": join,
    "first": first,
    "last": last,
}
"""All filters there are."""


def known_paths(view: View) -> tuple[str, ...]:
    """The facts that *view* says."""
    return (view.fact.path,) if isinstance(view, Known) else getattr(view, "paths", ())


def _known(view: View, filter_name: str) -> Known:
    if isinstance(view, Group):
        raise view.clash()
    if not isinstance(view, Known):
        raise Trouble(f"“{filter_name}”只能用在事实上", f"写成 {{{{ 事实的路径 | {filter_name} }}}}")
    return view


def _quantity_fact(view: View, filter_name: str) -> Known:
    known = _known(view, filter_name)
    if not isinstance(known.value, Quantity):
        raise Trouble(
            f"“{known.fact.path}: {known.text}”不是单个数量，不能用“{filter_name}”", related=(known.fact.span,)
        )
    return known


def _quantity(view: View, filter_name: str) -> Quantity:
    if isinstance(view, Number):
        return Quantity(view.text, view.number, view.unit)
    value = _quantity_fact(view, filter_name).value
    assert isinstance(value, Quantity)
    return value


def _around(value: Quantity) -> tuple[str, str]:
    """The words before and after the number: 超…, …以上."""
    if value.bound is Bound.EXACT and not value.intent:
        return "", ""
    raise Trouble(f"“{value.written}”带有“约、超、余”一类的字，不能换算", "直接按要打印的单位填写")


def _scaled(fact: View, change: Decimal) -> str:
    """*change* in the scale that the fact was typed in."""
    value = _quantity(fact, "较上年")
    text = f"{(change / value.scale).normalize():f}"
    return text + {_TEN_THOUSAND: "万", _HUNDRED_MILLION: "亿"}.get(value.scale, "")


def _growth(change: Decimal, before: Decimal) -> str:
    if not before:
        raise Trouble("上年是0，算不出增长百分之几", "不用“%”，只说增加了多少")
    rate = (abs(change) * 100 / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"比上年{'下降' if change < 0 else '增长'}{rate.normalize():f}%"


def _sum(views: list[View]) -> View:
    if not views:
        raise Trouble("没有可以合计的数")
    result = views[0]
    for view in views[1:]:
        result = compute("+", result, view)
    return result


def _parts(fact: View, word: str) -> View:
    if isinstance(fact, Gap):
        # The parts of a pending total are not known to be pending: their clause goes, the total's own gap stays.
        return Gap(tuple(f"{path}.{word}" for path in fact.paths))
    known = _known(fact, word)
    paths = known.fact.complete_parts if word == "含" else known.fact.some_parts
    if not paths:
        return Gap((f"{known.fact.path}.{word}",))
    said: list[str] = []
    for path in paths:
        part = known.source.view(path)
        if isinstance(part, Gap):
            return part
        said.append(f"{path.rpartition('.')[2]}{_known(part, word).text}")
    return Said(word + "、".join(said), tuple(paths), known.fact.span, computed=False)


def _gap(*views: View) -> Gap:
    gaps = [v for v in views if isinstance(v, Gap)]
    return Gap(tuple(p for g in gaps for p in g.paths), pending=all(g.pending for g in gaps))


def _span(view: View) -> Span | None:
    return view.fact.span if isinstance(view, Known) else getattr(view, "span", None)


def _spans(view: View) -> tuple[Span, ...]:
    return (view.fact.span,) if isinstance(view, Known) else ()
