"""What every filter needs: a view as the fact that it must be, and what becomes of gaps."""

from __future__ import annotations

from drafter.diagnostics import Span
from drafter.facts.values import Items, Measures, Quantity, Records
from drafter.fragments import figures_in
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Group, Known, Number, View, operand

POINTS = "个百分点"


def known(view: View, filter_name: str) -> Known:
    """*view* as a given fact.

    Raises:
        Trouble: it is something else.
    """
    if isinstance(view, Group):
        raise view.clash()
    if not isinstance(view, Known):
        raise Trouble(f"“{filter_name}”只能用在事实上", f"写成 {{{{ 事实的路径 | {filter_name} }}}}")
    return view


def quantity_fact(view: View, filter_name: str) -> Known:
    """*view* as a fact with a single quantity.

    Raises:
        Trouble: it is something else.
    """
    fact = known(view, filter_name)
    if not isinstance(fact.value, Quantity):
        raise Trouble(f"“{fact.fact.path}: {fact.text}”不是单个数量，不能用“{filter_name}”", related=(fact.fact.span,))
    return fact


def quantity(view: View, filter_name: str) -> Quantity:
    """The single quantity that *view* states, or that was worked out.

    Raises:
        Trouble: it states something else.
    """
    if isinstance(view, Number):
        return Quantity(view.text, view.number, view.unit)
    value = quantity_fact(view, filter_name).value
    assert isinstance(value, Quantity)
    return value


def pairs(view: View, filter_name: str) -> list[tuple[str, str]] | Gap:
    """The names and values of 语文96%、数学94%, typed as one fact or as a group of facts; a gap if one of them is pending.

    Raises:
        Trouble: there are not at least two.
    """
    found: list[tuple[str, str]] = []
    match view:
        case Gap():
            return view
        case Group(path=path, source=source, facts=facts):
            views = {f.path: source.view(f.path) for f in facts if f.path.rpartition(".")[0] == path}
            pending = [v for v in views.values() if isinstance(v, Gap) and v.pending]
            if pending:
                return gap(*pending)
            found = [(p.rpartition(".")[2], v.text) for p, v in views.items() if isinstance(v, Known)]
            shown, related = path, tuple(f.span for f in facts[:1])
        case _:
            fact = known(view, filter_name)
            shown, related = f"{fact.fact.path}: {fact.text}", (fact.fact.span,)
            match fact.value:
                case Items(items=items):
                    found = [(i.name, i.quantity.written.removeprefix(i.name)) for i in items if i.quantity]
                    found = found if len(found) == len(items) else []
                case Measures(items=measures):
                    found = [(m.label, m.written.removeprefix(m.label)) for m in measures if m.label]
                    found = found if len(found) == len(measures) else []
                case Records():
                    pass
    if len(found) < 2:
        raise Trouble(f"“{shown}”没有成对的名称和数量", "写成 语文96%、数学94%", related)
    return found


def known_paths(view: View) -> tuple[str, ...]:
    """The facts that *view* says."""
    match view:
        case Known():
            return (view.fact.path,)
        case Group():
            return tuple(f.path for f in view.facts)
        case _:
            return getattr(view, "paths", ())


def exact(view: View, filter_name: str) -> Number | Gap:
    """*view* as a number to calculate with.

    Raises:
        Trouble: it is no single number, or only roughly known.
    """
    if isinstance(view, Gap):
        return view
    if isinstance(view, View) and not isinstance(view, Number):
        quantity_fact(view, filter_name)
    found = operand(view)
    return found if isinstance(found, Gap) else Number(found.number, found.unit, found.paths, found.span)


def check_words(*words: object) -> None:
    """Refuse a figure that is typed into the words a filter prints.

    Raises:
        Trouble: there is one.
    """
    for text in words:
        figure = next(iter(figures_in(text)), None) if isinstance(text, str) else None
        if figure:
            raise Trouble(
                f"数字“{figure.text}”写死在标签里，没有事实可查", "把它写进事实文件，这里只写文字", code="J004"
            )


def gap(*views: object) -> Gap:
    """The gap that the gaps among *views* make together."""
    gaps = [v for v in views if isinstance(v, Gap)]
    return Gap(tuple(p for g in gaps for p in g.paths), pending=all(g.pending for g in gaps))


def span(view: View) -> Span | None:
    """Where the fact of *view* was typed."""
    match view:
        case Known():
            return view.fact.span
        case Group():
            return view.facts[0].span if view.facts else None
        case _:
            return getattr(view, "span", None)


def spans(*views: View) -> tuple[Span, ...]:
    """The lines to show beside a mistake with *views*."""
    return tuple(s for s in map(span, views) if s is not None)
