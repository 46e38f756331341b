"""The fence around Jinja: what a template can reach, and how its tree is rewritten before it is compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import Any, Protocol

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment

from drafter.patterns import lazy
from drafter.templates.chains import ITEM, Ordinal
from drafter.templates.plain import COUNT
from drafter.templates.trouble import Trouble, WordingError
from drafter.templates.views import Count, Gap, View
from drafter.templates.vocabulary import FILTERS

MAX_NUMBER = 1_000_000
"""The largest whole number that may be typed into a calculation."""

_OPTIONAL = {"可选": "clause", "可选行": "row"}
_UNPRINTABLE = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
_LOOP_NAMES = frozenset({"index", "index0", "revindex", "first", "last", "length"})


class Host(Protocol):
    """What the fence calls back into."""

    def view(self, path: str) -> View:
        """The view that a name stands for."""

    def say(self, thing: object) -> str:
        """What is printed for *thing*."""

    def clause(self, caller: Callable[[], str]) -> str:
        """An optional clause."""

    def guarded(self, caller: Callable[[], str]) -> str:
        """A condition or loop that needs its facts."""

    def row(self, caller: Callable[[], str]) -> str:
        """A table row that is optional as a whole."""

    def chained(self, caller: Callable[[], str], style: str) -> str:
        """A chain of numbered clauses; *style* says how they are numbered."""

    def bounded(self, things: object, size: int) -> Iterator[object]:
        """A loop's items within the budget."""

    def step(self, size: int = 0) -> None:
        """Charge the budget."""


class _Context(Context):
    """Names resolve to views of topics."""

    def resolve_or_missing(self, key: str) -> Any:
        if key in self.vars or key in self.parent:
            return super().resolve_or_missing(key)
        assert isinstance(self.environment, Environment)
        return self.environment.host.view(key)


class Environment(SandboxedEnvironment):
    """A sandbox in which a template can reach views and nothing else."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    intercepted_unops = frozenset({"+", "-"})
    context_class = _Context

    def __init__(self, host: Host) -> None:
        self.host = host
        super().__init__(extensions=[_Clauses], finalize=self._said, cache_size=0, autoescape=False)
        self.filters = dict(FILTERS)
        self.tests = {"defined": lambda thing: not isinstance(thing, Gap)}
        self.globals = {COUNT: _count}

    def _said(self, thing: object) -> str:
        return self.host.say(None if isinstance(thing, Undefined) else thing)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _fenced(super()._parse(source, name, filename), len(source))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b``."""
        if isinstance(obj, View):
            return obj.child(attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP_NAMES:
            value = getattr(obj, attribute)
            return Ordinal(value) if type(value) is int else value
        raise Trouble(f"这里没有“{attribute}”可取")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``a[b]``."""
        if isinstance(obj, View):
            return obj.item(argument)
        raise Trouble(f"这里不能用“[{argument}]”取值")

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros, our own functions and our own extension."""
        self.host.step()
        return isinstance(obj, Macro | Gap) or getattr(obj, "is_wording", False) or _is_ours(obj)

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """``a + b`` and the like, on views and small whole numbers."""
        numbers = isinstance(left, View | int) and isinstance(right, View | int)
        if not numbers or operator not in self._SIGNS:
            raise Trouble(f"“{operator}”只能用在数量事实之间", "文字直接写在标签外面")
        for side in (left, right):
            if isinstance(side, int) and abs(side) > MAX_NUMBER:
                raise Trouble(f"算式里的“{side}”太大")
        return self._SIGNS[operator](left, right)

    def call_unop(self, _context: Context, operator: str, arg: Any) -> Any:
        """``-a``."""
        if isinstance(arg, int):
            return -arg if operator == "-" else arg
        raise Trouble(f"“{operator}”前面缺一个数")

    _SIGNS: dict[str, Callable[[Any, Any], Any]] = {  # noqa: RUF012
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
    }


class _Clauses(Extension):
    """``{% 可选 %}`` and ``{% 可选行 %}`` (written ``[[…]]``), ``{% 逐条 %}{% 条 %}…{% 完 %}``, and the calls that ``_fenced`` puts in."""

    tags = {"可选", "可选行", "逐条", "条"}  # noqa: RUF012
    _chains = 0
    """How many 逐条 the parser stands in: 条 may open an item there, in a loop too."""

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn 可选 and 逐条 into a call of ours around their body, 条 into the mark between items."""
        token = next(parser.stream)
        if token.value in _OPTIONAL:
            body = parser.parse_statements(("name:完选",), drop_needle=True)
            return self._around(_OPTIONAL[token.value], body, token.lineno)
        if token.value == "条":
            if not self._chains:
                parser.fail_unknown_tag("条", token.lineno)
            return nodes.Output([nodes.TemplateData(ITEM)]).set_lineno(token.lineno)
        style = [] if parser.stream.current.test("block_end") else [parser.parse_expression()]
        self._chains += 1
        try:
            body = parser.parse_statements(("name:完",), drop_needle=True)
        finally:
            self._chains -= 1
        return self._around("chained", body, token.lineno, style)

    def _around(
        self, method: str, body: list[nodes.Node], line: int, arguments: Sequence[nodes.Expr] = ()
    ) -> nodes.Node:
        return nodes.CallBlock(self.call_method(method, list(arguments)), [], [], body).set_lineno(line)

    @property
    def _host(self) -> Host:
        assert isinstance(self.environment, Environment)
        return self.environment.host

    def clause(self, caller: Callable[[], str]) -> str:
        """See :meth:`Host.clause`."""
        return self._host.clause(caller)

    def guarded(self, caller: Callable[[], str]) -> str:
        """See :meth:`Host.guarded`."""
        return self._host.guarded(caller)

    def row(self, caller: Callable[[], str]) -> str:
        """See :meth:`Host.row`."""
        return self._host.row(caller)

    def chained(self, style: object = "", *, caller: Callable[[], str]) -> str:
        """See :meth:`Host.chained`."""
        if not isinstance(style, str):
            raise Trouble(
                "“逐条”后面的样子要写在引号里", "写成 {% 逐条 “（{1}）” %} 或 {% 逐条 “首先、其次、再次、最后” %}"
            )
        return self._host.chained(caller, style)

    def bounded(self, things: object, size: int) -> Iterator[object]:
        """See :meth:`Host.bounded`."""
        return self._host.bounded(things, size)

    def joined(self, *things: object) -> str:
        """``a ~ b``."""
        return "".join(self._host.say(thing) for thing in things)


def _count() -> Count:
    """``{{ 条数() }}``."""
    return Count()


_count.is_wording = True  # type: ignore[attr-defined]


def _is_ours(function: object) -> bool:
    return isinstance(getattr(function, "__self__", None), _Clauses)


def _fenced(template: nodes.Template, size: int) -> nodes.Template:
    """Bound the loops, guard what compares, and refuse what reaches outside or types a figure."""
    for refused in template.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)):
        raise WordingError(
            Trouble("这里只能引用片段，不能引用文件", "写成 {{ 片段(“名称”) }}", code="J012"), refused.lineno - 1
        )
    for constant in template.find_all(nodes.Const):
        _printable(constant)
    for output in template.find_all(nodes.Output):
        for node in output.nodes:
            _no_typed_figure(node)
    for assign in template.find_all(nodes.Assign):
        _no_typed_figure(assign.node)
    for listed in template.find_all((nodes.List, nodes.Tuple, nodes.Dict)):
        for child in listed.iter_child_nodes():
            _no_typed_figure(child)
    _rewrite(template, size)
    return template


def _printable(constant: nodes.Const) -> None:
    r"""Refuse what ``"\x00"`` and ``1e400`` stand for: no source may hold it, and no document can."""
    value = constant.value
    if isinstance(value, str) and _UNPRINTABLE.search(value):
        trouble = Trouble("引号里用“\\”写出了文稿不能用的字符", "删去引号里的“\\”和它后面的代码", code="J011")
        raise WordingError(trouble, constant.lineno - 1, "\\")
    if isinstance(value, float) and not isfinite(value):
        raise WordingError(Trouble("标签里的数太大", "数写进事实文件，标签里写路径", code="J011"), constant.lineno - 1)


def _no_typed_figure(node: nodes.Node) -> None:
    constants = [node] if isinstance(node, nodes.Const) else []
    if isinstance(node, nodes.Concat | nodes.CondExpr):
        constants = [c for c in node.iter_child_nodes() if isinstance(c, nodes.Const)]
    for constant in constants:
        if not isinstance(constant.value, bool | None) and re.search(r"[0-9０-９]", str(constant.value)):
            trouble = Trouble(
                f"数字“{constant.value}”写死在标签里，没有事实可查", "把它写进事实文件，这里写事实的路径", code="J004"
            )
            raise WordingError(trouble, constant.lineno - 1, str(constant.value))


def _rewrite(node: nodes.Node, size: int) -> None:
    for field_name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            _rewrite(value, size)
            setattr(node, field_name, _replaced(value, size))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, nodes.Node):
                    _rewrite(item, size)
                    value[i] = _replaced(item, size)


def _replaced(node: nodes.Node, size: int) -> nodes.Node:
    line = node.lineno
    if isinstance(node, nodes.Concat):
        parts = [part for part in node.nodes if isinstance(part, nodes.Expr)]
        return nodes.Call(_method("joined"), parts, [], None, None).set_lineno(line)
    if isinstance(node, nodes.For):
        assert isinstance(node.iter, nodes.Expr)
        node.iter = nodes.Call(_method("bounded"), [node.iter, nodes.Const(size)], [], None, None).set_lineno(line)
        return _guard(node)
    if isinstance(node, nodes.If) and _compares(node.test):
        return _guard(node)
    if isinstance(node, nodes.Output) and any(_compares(n) for n in node.nodes if isinstance(n, nodes.CondExpr)):
        return _guard(node)
    return node


def _compares(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Compare) or next(node.find_all(nodes.Compare), None) is not None


def _guard(node: nodes.Node) -> nodes.Node:
    call = nodes.Call(_method("guarded"), [], [], None, None).set_lineno(node.lineno)
    return nodes.CallBlock(call, [], [], [node]).set_lineno(node.lineno)


def _method(name: str) -> nodes.ExtensionAttribute:
    return nodes.ExtensionAttribute(_Clauses.identifier, name)
