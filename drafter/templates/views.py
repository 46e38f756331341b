"""What wording sees of a fact.  A view stays an object until it is printed; operations on views give views.

Nothing of Python is reachable from a view: the sandbox asks ``child`` for ``a.b`` and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple, NoReturn, Protocol

from drafter.diagnostics import Span
from drafter.facts.tree import Fact
from drafter.facts.values import Bound, Items, Measures, Pending, Quantity, Records, Value
from drafter.templates.trouble import Trouble


class GapRaised(Exception):
    """A comparison or a loop met a missing fact; the clause around it becomes the gap."""

    def __init__(self, gap: Gap) -> None:
        super().__init__()
        self.gap = gap


class Source(Protocol):
    """Where views of other facts come from."""

    def view(self, path: str) -> View:
        """The view of the fact or group at *path*."""


class View:
    """Anything that wording can hold."""

    __slots__ = ()

    def child(self, name: str) -> View:
        """``self.name``."""
        raise Trouble(f"这里没有“{name}”可取")

    def item(self, key: object) -> View:
        """``self[key]``."""
        raise Trouble(f"这里不能用“[{key}]”取值")

    def __add__(self, other: object) -> View:
        return compute("+", self, other)

    def __radd__(self, other: object) -> View:
        return compute("+", other, self)

    def __sub__(self, other: object) -> View:
        return compute("-", self, other)

    def __rsub__(self, other: object) -> View:
        return compute("-", other, self)

    def __mul__(self, other: object) -> View:
        return compute("*", self, other)

    def __rmul__(self, other: object) -> View:
        return compute("*", other, self)

    def __truediv__(self, other: object) -> View:
        return compute("/", self, other)

    def __rtruediv__(self, other: object) -> View:
        return compute("/", other, self)

    def __lt__(self, other: object) -> bool:
        return compare(self, other) < 0

    def __le__(self, other: object) -> bool:
        return compare(self, other) <= 0

    def __gt__(self, other: object) -> bool:
        return compare(self, other) > 0

    def __ge__(self, other: object) -> bool:
        return compare(self, other) >= 0

    def __eq__(self, other: object) -> bool:
        return same(self, other)

    def __ne__(self, other: object) -> bool:
        return not same(self, other)

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        raise Trouble("事实只能直接打印，不能当作字符串处理")


class Said(View):
    """Text worked out from facts, such as 比上年增加12名."""

    __slots__ = ("computed", "paths", "span", "text")

    def __init__(self, text: str, paths: tuple[str, ...], span: Span | None, *, computed: bool = True) -> None:
        self.text, self.paths, self.span, self.computed = text, paths, span, computed


class Known(View):
    """A given fact, or one item or cell of one."""

    __slots__ = ("fact", "source")

    def __init__(self, source: Source, fact: Fact) -> None:
        self.source, self.fact = source, fact

    @property
    def value(self) -> Value:
        """The fact's value."""
        return self.fact.value

    @property
    def text(self) -> str:
        """What is printed: the value as typed."""
        return getattr(self.fact.value, "written", "")

    def child(self, name: str) -> View:
        if isinstance(self.value, Items) and name in ("名称", "数量"):
            raise Trouble(
                f"“{self.fact.path}”是清单，先用 {{% for 项 in … %}} 逐项取“{name}”", related=(self.fact.span,)
            )
        return self.source.view(f"{self.fact.path}.{name}")

    def item(self, key: object) -> View:
        if isinstance(key, int):
            views = list(self)
            if -len(views) <= key < len(views):
                return views[key]
            raise Trouble(f"“{self.fact.path}”没有第{key + 1}项", related=(self.fact.span,))
        return self.child(str(key))

    def __iter__(self) -> Iterator[View]:
        match self.value:
            case Items(items=items):
                return iter([ItemView(self, i) for i in range(len(items))])
            case Records(rows=rows):
                return iter([Row(self, i) for i in range(len(rows))])
            case Measures(items=measures):
                return iter([Known(self.source, _part(self.fact, m, i)) for i, m in enumerate(measures, 1)])
            case _:
                raise Trouble(
                    f"“{self.fact.path}”只有一个值，不能逐项取", "清单用顿号隔开，或者写成几行“- ”", (self.fact.span,)
                )

    def __len__(self) -> int:
        return sum(1 for _ in self)


class ItemView(Known):
    """One item of a list fact."""

    __slots__ = ("index",)

    def __init__(self, owner: Known, index: int) -> None:
        assert isinstance(owner.value, Items)
        self.index = index
        super().__init__(owner.source, owner.fact)

    @property
    def text(self) -> str:
        assert isinstance(self.fact.value, Items)
        return self.fact.value.items[self.index].text

    def child(self, name: str) -> View:
        assert isinstance(self.fact.value, Items)
        item = self.fact.value.items[self.index]
        if name == "名称":
            return Said(item.name, (self.fact.path,), self.fact.span, computed=False)
        if name == "数量" and item.quantity:
            return Known(self.source, _part(self.fact, item.quantity, self.index + 1))
        return Gap((f"{self.fact.path}.{self.index + 1}.{name}",))

    def __iter__(self) -> Iterator[View]:
        raise Trouble(f"“{self.fact.path}”的一项不能再逐项取", related=(self.fact.span,))


class Row(View):
    """One record; its cells are its children."""

    __slots__ = ("index", "owner")

    def __init__(self, owner: Known, index: int) -> None:
        self.owner, self.index = owner, index

    def child(self, name: str) -> View:
        records = self.owner.value
        assert isinstance(records, Records)
        path = f"{self.owner.fact.path}.{self.index + 1}.{name}"
        if name not in records.columns:
            columns = "、".join(records.columns)
            raise Trouble(
                f"“{self.owner.fact.path}”没有“{name}”这一列", f"有的列是：{columns}", (self.owner.fact.span,)
            )
        value = records.rows[self.index][records.columns.index(name)]
        fact = Fact(path, value, self.owner.fact.span)
        if fact.given:
            return Known(self.owner.source, fact)
        return Gap((path,), pending=isinstance(value, Pending))

    def item(self, key: object) -> View:
        return self.child(str(key))


class Group(View):
    """A path with facts below it and no value of its own."""

    __slots__ = ("facts", "path", "source")

    def __init__(self, source: Source, path: str, facts: tuple[Fact, ...]) -> None:
        self.source, self.path, self.facts = source, path, facts

    def child(self, name: str) -> View:
        return self.source.view(f"{self.path}.{name}")

    def item(self, key: object) -> View:
        return self.child(str(key))

    def clash(self) -> Trouble:
        """What to say when the wording takes this group for a value."""
        parts = "、".join(f.path for f in self.facts[:3])
        return Trouble(
            f"片段要的是“{self.path}”的值，事实文件里“{self.path}”下面还有分项（{parts}）",
            f"片段里写全路径，例如 {{{{ {self.facts[0].path} }}}}；或者事实改成“{self.path}: 值”",
            tuple(f.span for f in self.facts[:1]),
            "J021",
        )


class Gap(View):
    """A fact that is missing."""

    __slots__ = ("paths", "pending")

    def __init__(self, paths: tuple[str, ...], *, pending: bool = False) -> None:
        self.paths, self.pending = paths, pending
        """``pending``: all of them are known to be missing (待补)."""

    def child(self, name: str) -> View:
        return Gap((f"{self.paths[0]}.{name}",), pending=False)

    def item(self, key: object) -> View:
        return self.child(str(key))

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[View]:
        raise GapRaised(self)

    def __len__(self) -> int:
        raise GapRaised(self)

    def __contains__(self, item: object) -> bool:
        raise GapRaised(self)

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise Trouble(f"没有“{self.paths[0]}”这个功能", "能用的只有 片段(…) 和文档里列出的过滤器")


class Topic(Gap):
    """A name that nothing is known about: perhaps a topic without facts."""

    __slots__ = ("source",)

    def __init__(self, source: Source, path: str) -> None:
        super().__init__((path,))
        self.source = source

    def child(self, name: str) -> View:
        return self.source.view(f"{self.paths[0]}.{name}")


class Count(View):
    """How many numbered items follow, which is not known before all of them have been spoken."""

    __slots__ = ()


class Operand(NamedTuple):
    """A number taking part in a calculation."""

    number: Decimal
    unit: str
    paths: tuple[str, ...]
    span: Span | None


class Number(View):
    """A number that drafter worked out."""

    __slots__ = ("number", "paths", "span", "unit")

    def __init__(self, number: Decimal, unit: str, paths: tuple[str, ...], span: Span | None) -> None:
        self.number, self.unit, self.paths, self.span = number, unit, paths, span

    @property
    def text(self) -> str:
        """The number with at most two decimals, and its unit."""
        return plain(self.number) + self.unit


def plain(number: Decimal, places: int = 2) -> str:
    """*number* rounded half up to at most *places* decimals, without trailing zeros."""
    from decimal import ROUND_HALF_UP

    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded.normalize():f}" if rounded else "0"


def operand(thing: object) -> Operand | Gap:
    """*thing* as a number, or the gap that it is.

    Raises:
        Trouble: it is no number, or only roughly known.
    """
    match thing:
        case Gap():
            return thing
        case Number(number=number, unit=unit, paths=paths, span=span):
            return Operand(number, unit, paths, span)
        case Known(value=Quantity() as quantity, fact=fact):
            if quantity.bound is not Bound.EXACT:
                raise Trouble(
                    f"“{fact.path}”是约数“{quantity.written}”，不能参加计算", "填准确数，或者不用这个算式", (fact.span,)
                )
            return Operand(quantity.number * quantity.scale, quantity.unit, (fact.path,), fact.span)
        case Group():
            raise thing.clash()
        case Known(fact=fact):
            raise Trouble(f"“{fact.path}”不是单个数量，不能参加计算", related=(fact.span,))
        case bool():
            raise Trouble("真假不能参加计算")
        case int() | Decimal():
            return Operand(Decimal(thing), "", (), None)
        case _:
            raise Trouble(f"“{getattr(thing, 'text', thing)}”不是数，不能参加计算", "算式里只用数量")


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def compute(sign: str, left: object, right: object) -> View:
    """``left sign right`` as a view; a gap if either is missing."""
    a, b = operand(left), operand(right)
    if isinstance(a, Gap) or isinstance(b, Gap):
        return _both(a, b)
    if sign in "+-" and a.unit != b.unit and a.unit and b.unit:
        raise Trouble(
            f"单位“{a.unit}”和“{b.unit}”不能相{'加' if sign == '+' else '减'}",
            "先换成同一个单位",
            tuple(o.span for o in (a, b) if o.span),
        )
    if sign == "/" and not b.number:
        raise Trouble("除数是0", "检查作分母的事实")
    unit = a.unit or b.unit if sign != "/" else ("" if a.unit == b.unit else a.unit)
    return Number(_OPERATIONS[sign](a.number, b.number), unit, a.paths + b.paths, a.span or b.span)


def compare(left: object, right: object) -> int:
    """Negative, zero or positive as *left* is less than, equal to or greater than *right*.

    Raises:
        GapRaised: either is missing.
    """
    a, b = operand(left), operand(right)
    if isinstance(a, Gap) or isinstance(b, Gap):
        raise GapRaised(_both(a, b))
    return (a.number > b.number) - (a.number < b.number)


def same(left: View, right: object) -> bool:
    """Whether both print the same, or are the same number.

    Raises:
        GapRaised: either is missing.
    """
    for side in (left, right):
        if isinstance(side, Gap):
            raise GapRaised(side)
    if isinstance(right, str):
        return getattr(left, "text", None) == right
    if isinstance(left, Known) and isinstance(right, Known) and not isinstance(left.value, Quantity):
        return left.text == right.text
    return compare(left, right) == 0


def _both(a: Operand | Gap, b: Operand | Gap) -> Gap:
    gaps = [g for g in (a, b) if isinstance(g, Gap)]
    return Gap(tuple(dict.fromkeys(p for g in gaps for p in g.paths)), pending=all(g.pending for g in gaps))


def _part(fact: Fact, quantity: Quantity, index: int) -> Fact:
    return Fact(f"{fact.path}.{index}", quantity, fact.span)
