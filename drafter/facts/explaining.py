"""What a failed relation is told as: the written numbers, the working, the result, the lines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from drafter.facts.amounts import Amount, base_unit
from drafter.facts.expressions import Comparison, Expression, Number, Path, Product, Sum
from drafter.facts.tree import Facts
from drafter.facts.values import Quantity

_SIGNS = {"≤": "不大于", "≥": "不小于", "<": "小于", ">": "大于"}


def disagreement(case: Comparison, computed: Amount, facts: Facts, *, whole: Expression, cut: bool) -> str:
    """One sentence such as 高考.达线率写的是36.25%（第9行），按584人÷1611人算是36.3%.

    Args:
        case: the comparison, what was stated on its left.
        computed: the right side's amount.
        facts: where the written values stand.
        whole: the left side as it was asked, which names the total when *case* is about one of its measures.
        cut: show two digits more, because the difference is only there.
    """
    if case.sign != "=":
        return f"{_told(case.left, facts)}，应当{_SIGNS[case.sign]}{_named(case.right, facts)}"
    if isinstance(case.left, Number) and isinstance(case.right, Path) and whole == case.right:
        return f"{_told(case.right, facts)}，核对要求是{case.left.quantity.written}"
    name = _told(whole if isinstance(case.left, Number) and isinstance(whole, Path) else case.left, facts)
    result = _result(_stated(case.left, facts), computed, cut=cut)
    match case.right:
        case Path():
            return f"{name}，{_told(case.right, facts)}，应当相等"
        case Number():
            return f"{name}，核对要求是{case.right.quantity.written}"
        case _:
            return f"{name}，按{_formula(case.right, facts)}算是{result}"


def is_share(case: Comparison, facts: Facts) -> bool:
    """Whether a percentage was stated for a quotient or product."""
    stated = _stated(case.left, facts)
    return stated is not None and stated.unit in ("%", "‰") and isinstance(case.right, Product)


def _stated(expression: Expression, facts: Facts) -> Quantity | None:
    """The quantity that one side consists of, if it is a single one."""
    match expression:
        case Number():
            return expression.quantity
        case Path():
            fact = facts.get(expression.path)
            return fact.value if fact and isinstance(fact.value, Quantity) else None
        case _:
            return None


def _told(expression: Expression, facts: Facts) -> str:
    """高考.达线率写的是36.25%（第9行）."""
    if not isinstance(expression, Path):
        return f"左边是{_formula(expression, facts)}"
    return f"{expression.path}写的是{_formula(expression, facts)}{_line(expression, facts)}"


def _named(expression: Expression, facts: Facts) -> str:
    """高考.达线的584人（第8行）."""
    shown = _formula(expression, facts)
    return f"{expression.path}的{shown}{_line(expression, facts)}" if isinstance(expression, Path) else shown


def _line(expression: Path, facts: Facts) -> str:
    fact = facts.get(expression.path)
    return f"（第{fact.span.line}行）" if fact else ""


def _formula(expression: Expression, facts: Facts) -> str:
    """An expression with the written values in place of the names."""
    match expression:
        case Number():
            return expression.quantity.written
        case Path():
            fact = facts.get(expression.path)
            return getattr(fact.value, "written", "0") if fact else expression.path
        case Sum():
            return _joined(expression.terms, "＋", "－", facts)
        case Product():
            return _joined(expression.factors, "×", "÷", facts)


def _joined(operands: tuple[tuple[bool, Expression], ...], mark: str, other: str, facts: Facts) -> str:
    text = ""
    for index, (flag, operand) in enumerate(operands):
        shown = _formula(operand, facts)
        bracket = isinstance(operand, Sum) or (isinstance(operand, Product) and mark == "×")
        text += (other if flag else mark) if index or flag else ""
        text += f"（{shown}）" if bracket else shown
    return text


def _result(stated: Quantity | None, computed: Amount, *, cut: bool) -> str:
    """The computed value in the unit and precision of the stated one."""
    if stated is None:
        return _plain(computed.value, Decimal("0.01"))
    exponent = stated.number.as_tuple().exponent
    quantum = Decimal(1).scaleb((exponent if isinstance(exponent, int) else 0) - (2 if cut else 0))
    return _plain(computed.value / base_unit(stated), quantum) + stated.scale_word + stated.unit


def _plain(value: Decimal, quantum: Decimal) -> str:
    if value.adjusted() > 30:
        return "过大的数"
    return format(value.quantize(quantum, ROUND_HALF_UP), "f")
