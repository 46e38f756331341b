"""核对, 含 and 其中: the arithmetic that a facts file must bear.

Codes: N101 the parts under 含 do not add up, N102 a share is not its quotient, N103 a number is right only when cut off instead of
rounded, N106 a part under 其中 is larger than the whole, F206 another relation fails, F211 measures do not agree, F310 a line of 核对
can not be read or names what can not be computed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.diagnostics import Problems, Span
from drafter.facts.amounts import (
    Amount,
    NoQuotient,
    UnitClash,
    add,
    agreed,
    exactly,
    from_quantity,
    multiply,
    settled,
)
from drafter.facts.explaining import disagreement, is_share
from drafter.facts.expressions import Comparison, Expression, Number, Path, Product, Sum, SyntaxTrouble, parse_relation
from drafter.facts.names import nearest
from drafter.facts.tree import Fact, Facts, Relation
from drafter.facts.values import Blank, Measures, NotApplicable, Pending, Quantity, Ratio
from drafter.facts.verdicts import Verdict, equal, ordered


class Unchecked(NamedTuple):
    """A relation that could not be judged."""

    text: str
    span: Span
    reason: str
    """Why, in Chinese."""


class RelationReport(NamedTuple):
    """How many relations were judged, and which were not."""

    checked: int = 0
    """All that were judged, whatever the verdict."""
    truncated: int = 0
    failed: int = 0
    unchecked: tuple[Unchecked, ...] = ()


class _Tally(Struct, eq=False):
    checked: int = 0
    truncated: int = 0
    failed: int = 0
    unchecked: list[Unchecked] = field(default_factory=list)
    known: Collection[str] = ()

    def count(self, verdict: Verdict) -> None:
        self.checked += 1
        self.truncated += verdict is Verdict.TRUNCATED
        self.failed += verdict is Verdict.FAILS


class _NotComputable(Exception):
    """An operand says no number (yet)."""


class _Claim(NamedTuple):
    """A relation with what is needed to speak about it."""

    comparison: Comparison
    text: str
    place: Span
    code: str
    """The code of a failure, empty for a line of 核对."""


def verify(facts: Facts, problems: Problems, known: Collection[str] = ()) -> RelationReport:
    """Judge every line of 核对 and every total with parts; failures are in *problems*, counts in the result.

    A name among *known*, the catalogue's, is no slip when no fact has it yet.
    """
    tally = _Tally(known=known)
    with exactly():
        for claim in (*_part_claims(facts), *_stated_claims(facts, problems, tally)):
            _judge(claim, facts, problems, tally)
    return RelationReport(tally.checked, tally.truncated, tally.failed, tuple(tally.unchecked))


def _stated_claims(facts: Facts, problems: Problems, tally: _Tally) -> Iterator[_Claim]:
    for relation in facts.relations:
        try:
            yield _Claim(parse_relation(relation.text), relation.text, relation.span, "")
        except SyntaxTrouble as trouble:
            place = _at(relation, trouble.offset)
            problems.error("F310", place, f"核对的这一行读不懂：{trouble.message}", trouble.hint)
            tally.unchecked.append(Unchecked(relation.text, relation.span, trouble.message))


def _part_claims(facts: Facts) -> Iterator[_Claim]:
    for fact in facts.facts.values():
        if fact.complete_parts:
            total = Sum(tuple((False, Path(path, 0)) for path in fact.complete_parts), 0)
            yield _Claim(Comparison(Path(fact.path, 0), "=", total), f"{fact.path}的各部分", fact.span, "N101")
        for path in fact.some_parts:
            yield _Claim(
                Comparison(Path(path, 0), "≤", Path(fact.path, 0)), f"{path}不大于{fact.path}", fact.span, "N106"
            )


def _judge(claim: _Claim, facts: Facts, problems: Problems, tally: _Tally) -> None:
    for case in _by_measure(claim, facts):
        try:
            left, right = settled(_amount(case.left, facts)), settled(_amount(case.right, facts))
            agreed(left.measure, right.measure)
        except _NotComputable as trouble:
            tally.unchecked.append(Unchecked(claim.text, claim.place, str(trouble)))
            _report_operands(claim, facts, problems, tally.known)
        except NoQuotient:
            tally.unchecked.append(Unchecked(claim.text, claim.place, "除数是0或者可能是0"))
        except UnitClash as clash:
            tally.count(Verdict.FAILS)
            one, other = clash.units
            message = f"“{claim.text}”里的“{one}”和“{other}”不能相加或相比"
            problems.error(
                "F211", claim.place, message, "请核对单位，或改写这一行", _spans(claim.comparison, facts, claim.place)
            )
        else:
            _speak(claim, case, left, right, facts, problems, tally)


def _speak(
    claim: _Claim, case: Comparison, left: Amount, right: Amount, facts: Facts, problems: Problems, tally: _Tally
) -> None:
    """Judge two amounts and say what is wrong with them."""
    if case.sign == "=":
        case, stated, computed = _stated_first(case, left, right)
        verdict = equal(stated, computed)
    else:
        verdict, computed = ordered(left, case.sign, right), right
    if verdict is Verdict.OPEN:
        tally.unchecked.append(Unchecked(claim.text, claim.place, "有的数是约数，不能断定"))
        return
    tally.count(verdict)
    if verdict is Verdict.HOLDS:
        return
    cut = verdict is Verdict.TRUNCATED
    message = disagreement(case, computed, facts, whole=claim.comparison.left, cut=cut)
    spans = _spans(claim.comparison, facts, claim.place)
    if cut:
        problems.warning(
            "N103", claim.place, f"{message}，写的是截尾，不是四舍五入", "请确认；要四舍五入，请改成算出来的数", spans
        )
    else:
        code = claim.code or ("N102" if is_share(case, facts) else "F206")
        problems.error(code, claim.place, message, "请核对这几行的数，改正写错的一个", spans)


def _stated_first(case: Comparison, left: Amount, right: Amount) -> tuple[Comparison, Amount, Amount]:
    """Put on the left what was stated: the side that is a single number, the coarser if both are."""
    single = [isinstance(side, Number | Path) for side in (case.left, case.right)]
    swap = right.quantum > left.quantum if single[0] == single[1] else single[1]
    if not swap:
        return case, left, right
    return Comparison(case.right, "=", case.left), right, left


def _by_measure(claim: _Claim, facts: Facts) -> Iterator[Comparison]:
    """A total of several measures (820户1460人) is compared measure by measure with its parts."""
    whole = claim.comparison.left if claim.code == "N101" else None
    fact = facts.get(whole.path) if isinstance(whole, Path) else None
    if claim.code == "N106":
        yield from _parts_by_measure(claim.comparison, facts)
        return
    if fact is None or not isinstance(fact.value, Measures):
        yield claim.comparison
        return
    parts = [facts.get(path) for path in fact.complete_parts]
    for total in fact.value.items:
        terms = [(False, _component(part, total)) for part in parts]
        yield Comparison(Number(total, 0), "=", Sum(tuple(terms), 0))


def _parts_by_measure(case: Comparison, facts: Facts) -> Iterator[Comparison]:
    """其中 530户8210人 under 4820户7610人: each measure that both have."""
    part, whole = (facts.get(side.path) if isinstance(side, Path) else None for side in (case.left, case.right))
    if not part or not whole or not isinstance(part.value, Measures) or not isinstance(whole.value, Measures):
        yield case
        return
    for some in part.value.items:
        same = [all_ for all_ in whole.value.items if (all_.unit, all_.label) == (some.unit, some.label)]
        for total in same[:1]:
            yield Comparison(Number(some, 0), "≤", Number(total, 0))


def _component(part: Fact | None, total: Quantity) -> Expression:
    """The one measure of *part* that *total* counts."""
    items = part.value.items if part and isinstance(part.value, Measures) else ()
    same = next((q for q in items if (q.unit, q.label) == (total.unit, total.label)), None)
    return Number(same, 0) if same else Path(part.path if part else "", 0)


def _amount(expression: Expression, facts: Facts) -> Amount:
    """The value of an expression.

    Raises:
        _NotComputable: an operand is missing or no number.
    """
    match expression:
        case Number():
            return from_quantity(expression.quantity, literal=True)
        case Path():
            return _fact_amount(expression.path, facts)
        case Sum():
            return add([(minus, _amount(term, facts)) for minus, term in expression.terms])
        case Product():
            return multiply([(divides, _amount(factor, facts)) for divides, factor in expression.factors])


def _fact_amount(path: str, facts: Facts) -> Amount:
    fact = facts.get(path)
    match fact.value if fact else None:
        case Quantity() as quantity:
            return from_quantity(quantity)
        case Ratio() as ratio:
            exponent = min(0, *(e for n in (ratio.left, ratio.right) if isinstance(e := n.as_tuple().exponent, int)))
            value = ratio.left / ratio.right
            return Amount(value, value, value, Decimal(1).scaleb(exponent) / ratio.right, rounded=True)
        case NotApplicable():
            return Amount(Decimal(0), Decimal(0), Decimal(0))
        case None:
            raise _NotComputable(f"还没有“{path}”")
        case Pending() | Blank():
            raise _NotComputable(f"“{path}”还没有填")
        case _:
            raise _NotComputable(f"“{path}”不是一个数")


def _report_operands(claim: _Claim, facts: Facts, problems: Problems, known: Collection[str]) -> None:
    """An operand that is no number, or a name that nothing has but something nearly has, is a slip and not just missing."""
    for path in _paths(claim.comparison):
        fact = facts.get(path)
        if fact is None:
            meant = "" if path in known else nearest(path, facts.facts) or _longer_path(path, facts)
            if meant:
                problems.warning("F310", claim.place, f"没有“{path}”这项事实，这一行没有核对", f"是不是“{meant}”")
            elif facts.is_group(path):
                problems.warning(
                    "F310", claim.place, f"“{path}”是一组事实，不是一个数，这一行没有核对", "请写到具体的一项"
                )
        elif fact.given and not isinstance(fact.value, Quantity | Ratio | Measures):
            related = [fact.span]
            problems.warning(
                "F310", claim.place, f"“{path}”是文字，不能算，这一行没有核对", "值只写数和量词，如“12所”", related
            )
        elif isinstance(fact.value, Measures) and not claim.code:
            problems.warning(
                "F310",
                claim.place,
                f"“{path}”有几个数，不能算，这一行没有核对",
                "请把要核对的数另写一行事实",
                [fact.span],
            )


def _longer_path(path: str, facts: Facts) -> str | None:
    """The only fact with the same topic and last name: 学生.总数.男生 for 学生.男生."""
    topic, last = path.partition(".")[0], path.rpartition(".")[2]
    found = [known for known in facts.facts if known.startswith(f"{topic}.") and known.endswith(f".{last}")]
    return found[0] if len(found) == 1 and "." in path else None


def _paths(comparison: Comparison) -> list[str]:
    """The facts of a comparison, each once, in the order written."""
    found: dict[str, None] = {}
    waiting: list[Expression] = [comparison.right, comparison.left]
    while waiting:
        match waiting.pop():
            case Path(path=path) if path:
                found[path] = None
            case Sum(terms=operands) | Product(factors=operands):
                waiting += [operand for _, operand in reversed(operands)]
    return list(found)


def _spans(case: Comparison, facts: Facts, place: Span) -> list[Span]:
    spans = [fact.span for path in _paths(case) if (fact := facts.get(path))]
    return [span for i, span in enumerate(spans) if span != place and span not in spans[:i]]


def _at(relation: Relation, offset: int) -> Span:
    """The place of one character of a relation's text."""
    start = relation.span.source.find(relation.text)
    if start < 0:
        return relation.span
    return replace(relation.span, column=start + offset + 1, end_column=start + offset + 2)
