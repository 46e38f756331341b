"""From the tree of branches to facts: values read, details and parts sorted out, shapes checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.diagnostics import Problems, Span
from drafter.facts.branches import OWN_TEXT, Branch, report_twice
from drafter.facts.dates import looks_like_date
from drafter.facts.lists import listed
from drafter.facts.names import is_name, nearest, proposed_path
from drafter.facts.own_text import own_texts
from drafter.facts.quantity import quantity
from drafter.facts.records import block_records, file_records, mapping_records, scalar_value
from drafter.facts.tree import DETAILS, Fact, OwnText
from drafter.facts.values import Blank, Items, Measures, Pending, Quantity, Text, Value
from drafter.facts.vocabulary import vocabulary
from drafter.yamlfile import Mapping, Node, Scalar, Sequence

COMPLETE, SOME = "含", "其中"
_VALUE, _TABLE, _UNIT = "值", "表", "单位"
_TEXTS = frozenset(["单位", "来源", "依据", "口径", "范围", "时点", "状态", "表"])
_LISTS = frozenset(["名单"])


class Builder(Struct, eq=False):
    """What is known while the facts of one file are built."""

    problems: Problems
    folder: Path | None
    """Where table files may stand."""
    kind_of: Callable[[str], str]
    """The catalogue's 类型 of a path, or nothing."""
    facts: dict[str, Fact] = field(default_factory=dict)
    own: dict[str, tuple[OwnText, ...]] = field(default_factory=dict)


def build(root: Branch, builder: Builder) -> None:
    """Build all facts below *root*; they are then in ``builder.facts`` in the order of their lines."""
    for branch in root.children.values():
        _build(branch, builder)
    order = sorted(builder.facts.values(), key=lambda f: (f.span.line, f.span.column))
    builder.facts = {fact.path: fact for fact in order}


def _build(branch: Branch, builder: Builder, path: str = "", unit: str = "") -> None:
    """Build the fact at *branch*, if there is one, and everything below it under *path*."""
    path = path or branch.path
    if branch.name == OWN_TEXT:
        _build_own(branch, path, builder)
        return
    if not branch.children:
        if branch.node is not None or branch.blank is not None:
            _put(_fact(branch, path, {}, unit, builder) if unit else _bare_fact(branch, path, builder), builder)
        return
    details = {n: b for n, b in branch.children.items() if n in DETAILS}
    plain = {n: b for n, b in branch.children.items() if n not in DETAILS and n != OWN_TEXT}
    if _is_fact(branch, details, plain):
        _put(_fact(branch, path, details, unit, builder), builder)
        _report_children(path, branch, plain, builder.problems)
    if not _is_fact(branch, details, plain) or _is_bare_topic(branch, details, path):
        _report_ownerless(path, details, builder.problems)
    for child in branch.children.values():
        if child.name not in DETAILS:
            _build(child, builder, f"{path}.{child.name}")


def _is_fact(branch: Branch, details: dict[str, Branch], plain: dict[str, Branch]) -> bool:
    """A value makes a fact; so does a name with nothing below it, or with nothing but details."""
    if branch.node is not None or _VALUE in details or _TABLE in details:
        return True
    return not plain and (bool(details) or (branch.blank is not None and OWN_TEXT not in branch.children))


def _is_bare_topic(branch: Branch, details: dict[str, Branch], path: str) -> bool:
    """A topic with a detail but no value and no line of its own: the fact's name was forgotten."""
    return "." not in path and branch.node is None and branch.blank is None and not {_VALUE, _TABLE} & set(details)


def _put(fact: Fact, builder: Builder) -> None:
    first = builder.facts.get(fact.path)
    if first:
        report_twice(fact.path, fact.span, first.span, builder.problems)
        return
    builder.facts[fact.path] = fact


_NEVER_PRINTED = frozenset({"来源", "依据", "状态"})


def _bare_fact(branch: Branch, path: str, builder: Builder) -> Fact:
    """The fact at a name with nothing below it, as nearly all are."""
    if branch.node is None:
        return Fact(path, Blank(), branch.blank or branch.key_span)
    value = _node_value(branch.node, _kind(branch, path, builder), builder.problems)
    _report_doubtful(path, value, branch.node.span, builder.problems)
    return Fact(path, value, branch.node.span)


def _fact(branch: Branch, path: str, details: dict[str, Branch], unit: str, builder: Builder) -> Fact:
    """The fact at *branch* with its details; *unit* is the measure word that a bare number inherits."""
    own_unit = _typed(details.get(_UNIT)) or unit
    value, span = _value(branch, path, details, builder)
    value = _with_unit(value, own_unit, details.get(_UNIT), path, builder.problems)
    known = {
        name: _detail(child, f"{path}.{name}", own_unit, builder)
        for name, child in details.items()
        if name not in (_VALUE, _TABLE, COMPLETE, SOME)
    }
    complete = _parts(details.get(COMPLETE), path, own_unit, builder)
    some = _parts(details.get(SOME), path, own_unit, builder)
    _report_doubtful(path, value, span, builder.problems)
    return Fact(path, value, span, known, complete, some)


def _value(branch: Branch, path: str, details: dict[str, Branch], builder: Builder) -> tuple[Value, Span]:
    """The value typed at the name, or under 值, or in the file named by 表."""
    holders = [b for b in (branch, details.get(_VALUE), details.get(_TABLE)) if b is not None and b.node is not None]
    for extra in holders[1:]:
        report_twice(path, extra.span or extra.key_span, holders[0].span, builder.problems)
    if not holders or holders[0].node is None:
        return Blank(), branch.blank or branch.key_span
    holder, node = holders[0], holders[0].node
    if holder.name == _TABLE and holder is not branch and isinstance(node, Scalar):
        records = file_records(node.text.strip(), node.span, builder.folder, builder.problems)
        return records or Pending(node.text.strip()), node.span
    return _node_value(node, _kind(branch, path, builder), builder.problems), node.span


def _kind(branch: Branch, path: str, builder: Builder) -> str:
    """The catalogue's 类型, or the one that a detail has by its nature."""
    if branch.name in _TEXTS:
        return "文本"
    if branch.name in _LISTS:
        return "清单"
    return builder.kind_of(path.removesuffix(".上年"))


def _node_value(node: Node, kind: str, problems: Problems) -> Value:
    if isinstance(node, Scalar):
        records = block_records(node, problems) if node.block and "\n" in node.text.strip() else None
        return records or scalar_value(node, kind)
    items = node.items if isinstance(node, Sequence) else ()
    groups = tuple(item for item in items if isinstance(item, Mapping))
    texts = [item for item in items if isinstance(item, Scalar) and item.text.strip()]
    if groups and len(groups) == len(items):
        return mapping_records(groups, problems)
    for item in items:
        if not isinstance(item, Scalar):
            problems.error(
                "F305", item.span, "这一列里有的是文字，有的是几项一组", "请全部写成“- 文字”，或者全部写成“- 名称: 值”"
            )
    return _items(texts, problems)


def _items(texts: list[Scalar], problems: Problems) -> Value:
    for text in texts:
        if isinstance(scalar_value(text), Pending):
            problems.error("F305", text.span, "清单里有一行还是待补", "请补上，或删去这一行")
    return listed([text.text.strip() for text in texts]) if texts else Blank()


def _detail(branch: Branch, path: str, unit: str, builder: Builder) -> Fact:
    """A detail is a fact of its own, which may have details; only 上年 shares the fact's measure."""
    details = {n: b for n, b in branch.children.items() if n in DETAILS}
    plain = {n: b for n, b in branch.children.items() if n not in DETAILS}
    fact = _fact(branch, path, details, unit if branch.name == "上年" else "", builder)
    _report_children(path, branch, plain, builder.problems)
    for child in plain.values():
        _build(child, builder, f"{path}.{child.name}")
    return fact


def _parts(branch: Branch | None, path: str, unit: str, builder: Builder) -> tuple[str, ...]:
    """Build the parts under 含 or 其中; their paths skip the word."""
    if branch is None:
        return ()
    paths = list(_typed_parts(branch, path, builder))
    for child in branch.children.values():
        if child.name in DETAILS:
            problems, span = builder.problems, child.key_span
            problems.error(
                "F304", span, f"“{branch.name}”下面要写各部分的名称，不能直接写“{child.name}”", "请写在某一部分下面"
            )
            continue
        part = f"{path}.{child.name}"
        details = {n: b for n, b in child.children.items() if n in DETAILS}
        _put(_fact(child, part, details, unit, builder), builder)
        _report_children(part, child, {n: b for n, b in child.children.items() if n not in DETAILS}, builder.problems)
        for below in child.children.values():
            if below.name not in DETAILS:
                _build(below, builder, f"{part}.{below.name}")
        paths.append(part)
    return tuple(paths)


def _typed_parts(branch: Branch, path: str, builder: Builder) -> Iterator[str]:
    """The parts typed in one line, ``含: 高中2个、小学1个``."""
    if branch.node is None:
        return
    span = branch.node.span
    value = _node_value(branch.node, "", builder.problems)
    pairs = _pairs(value)
    if not pairs:
        hint = "请缩进写“高中: 2个”，一行一项；或写“高中2个、小学1个”"
        builder.problems.error("F304", span, f"“{branch.path}”要写各部分的名称和数", hint)
    for name, part in pairs:
        if not is_name(name):
            builder.problems.error("F301", span, f"“{name}”不能作名称", f"请改成“{proposed_path(name) or '名称'}”")
        target = f"{path}.{proposed_path(name) or '部分'}"
        _put(Fact(target, part, span), builder)
        yield target


def _pairs(value: Value) -> list[tuple[str, Quantity]]:
    if isinstance(value, Items) and not value.sample and all(i.quantity for i in value.items):
        return [(i.name, replace(i.quantity, label="")) for i in value.items if i.quantity]
    if isinstance(value, Measures) and all(q.label for q in value.items):
        return [(q.label, replace(q, label="")) for q in value.items]
    return []


def _with_unit(value: Value, unit: str, own: Branch | None, path: str, problems: Problems) -> Value:
    """A bare number takes the measure word typed under 单位; another one in the value itself is a contradiction."""
    if not unit or not isinstance(value, Quantity):
        return value
    if not value.unit:
        joined = quantity(value.written + unit)
        return joined if joined and joined.unit else replace(value, written=value.written + unit, unit=unit)
    place = own.span if own else None
    if place and not value.written.rstrip("左右上下以").endswith(unit) and value.unit != unit:
        problems.error("F311", place, f"“{path}”的值写着“{value.written}”，单位写着“{unit}”", "请只留一个单位")
    return value


def _typed(branch: Branch | None) -> str:
    return branch.node.text.strip() if branch and isinstance(branch.node, Scalar) else ""


def _build_own(branch: Branch, path: str, builder: Builder) -> None:
    """自拟 stands directly below a topic."""
    topic = path.removesuffix(f".{OWN_TEXT}")
    if path.count(".") != 1 or branch.children:
        hint = f"请写成“{path.split('.')[0] if '.' in path else '队伍'}.{OWN_TEXT}: …”"
        builder.problems.error("F309", branch.key_span, "“自拟”要直接写在一个主题下面", hint)
        if "." not in path:
            return
        topic = path.split(".")[0]
    for node in branch.raw:
        builder.own[topic] = builder.own.get(topic, ()) + own_texts(topic, node, builder.problems)


def _report_children(path: str, branch: Branch, plain: dict[str, Branch], problems: Problems) -> None:
    first = branch.span or branch.key_span
    for name, child in plain.items():
        message = f"“{path}”已经有值（第{first.line}行），下面不能再写“{name}”"
        if meant := nearest(name, sorted(DETAILS)):
            problems.error("F303", child.key_span, message, f"是不是“{meant}”？", [first])
            continue
        hint = f"如果“{name}”是它的一部分，请写“{path}.含.{name}”或“{path}.其中.{name}”；否则给总数另起名称，如“{path}.总数”"
        problems.error("F303", child.key_span, message, hint, [first])


def _report_ownerless(path: str, details: dict[str, Branch], problems: Problems) -> None:
    for name, child in details.items():
        message = f"“{path}”是一组事实，没有自己的值，下面不能写“{name}”"
        problems.error("F304", child.key_span, message, f"请把“{name}”写在其中一项事实下面")


def _report_doubtful(path: str, value: Value, span: Span, problems: Problems) -> None:
    """Texts that were surely not meant to be printed."""
    if not isinstance(value, Text) or path.rpartition(".")[2] in _NEVER_PRINTED:
        return
    if value.written in vocabulary().placeholders:
        hint = "没有这回事请写“不涉及”，还不知道请写“待补”"
        problems.warning("F312", span, f"“{value.written}”会照样印在文稿里", hint)
    elif looks_like_date(value.written):
        problems.error("T308", span, f"日历上没有“{value.written}”这一天", "请核对日期")
