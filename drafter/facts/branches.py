"""The two spellings of a facts file, dotted and indented, merged into one tree of branches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, field

from drafter.diagnostics import Problems, Span
from drafter.facts.names import is_name, proposed_path
from drafter.yamlfile import Entry, Mapping, Node, Scalar

OWN_TEXT = "自拟"
_DEEPEST = 16


class Branch(Struct, eq=False):
    """One name in the tree, with whatever was typed at and below it."""

    name: str
    path: str
    key_span: Span
    node: Node | None = None
    """The value: a scalar with text, or a list; the first if there were several."""
    span: Span | None = None
    """Where the value stands."""
    blank: Span | None = None
    """A key typed without a value."""
    raw: list[Node] = field(default_factory=list)
    """What stands under 自拟, kept as typed."""
    children: dict[str, Branch] = field(default_factory=dict)


def grow(branch: Branch, entries: Iterator[Entry] | tuple[Entry, ...], problems: Problems, depth: int = 0) -> None:
    """Hang *entries* under *branch*, each at its dotted path."""
    for entry in entries:
        below, names = branch, _key_names(entry, problems)
        for index, name in enumerate(names):
            below = below.children.get(name) or _child(below, name, _place(entry, names, index))
        if below is not branch:
            _attach(below, entry, problems, depth + 1)


def _key_names(entry: Entry, problems: Problems) -> Sequence[str]:
    """The names in a dotted key; an illegal one is reported and read under the name that is proposed."""
    key = entry.key.strip()
    legal = _legal_names(key)
    if legal:
        return legal
    names = key.split(".")
    if len(names) > _DEEPEST:
        problems.error("F315", entry.key_span, f"“{names[0]}…”一共{len(names)}层，最多{_DEEPEST}层", "请把路径写短")
        return ()
    proposed = proposed_path(key)
    hint = f"请改成“{proposed}”" if proposed else "请换一个名称，例如“队伍.招聘”"
    message = f"“{_short(key)}”不能作事实的名称：{_reason(key, names)}"
    problems.error("F301", entry.key_span, message, hint)
    return proposed.split(".") if proposed else ()


@lru_cache(4096)
def _legal_names(key: str) -> tuple[str, ...]:
    """The names in *key* if all are legal, else nothing; the documents of a batch have nearly all keys in common."""
    names = tuple(key.split("."))
    return names if len(names) <= _DEEPEST and all(map(is_name, names)) else ()


def part_span(span: Span, key: str, start: int, length: int) -> Span:
    """The place of ``key[start:start+length]``, or of the whole key if it was typed between quotation marks."""
    if not span.source.startswith(key, span.column - 1):
        return span
    column = span.column + start
    return Span(span.file, span.line, column, column + length, span.source)


def _child(branch: Branch, name: str, span: Span) -> Branch:
    path = f"{branch.path}.{name}" if branch.path else name
    child = branch.children[name] = Branch(name, path, span)
    return child


def _place(entry: Entry, names: Sequence[str], index: int) -> Span:
    """The place of one of the key's names; of the whole key if these names were proposed in place of those typed."""
    key = entry.key.strip()
    if ".".join(names) != key:
        return entry.key_span
    start = sum(map(len, names[:index])) + index
    return part_span(entry.key_span, key, start, len(names[index]))


def _attach(branch: Branch, entry: Entry, problems: Problems, depth: int) -> None:
    node = entry.value
    if branch.name == OWN_TEXT:
        branch.raw.append(node)
    elif isinstance(node, Mapping):
        if depth > _DEEPEST:
            problems.error(
                "F315", entry.key_span, f"缩进超过{_DEEPEST}层", "请改用点号写成一行一项，如“队伍.招聘: 257名”"
            )
            return
        grow(branch, node.entries, problems, depth)
    elif isinstance(node, Scalar) and not node.text.strip():
        branch.blank = branch.blank or entry.key_span
    elif branch.node is None:
        branch.node, branch.span = node, node.span
    elif branch.span != node.span:
        report_twice(branch.path, node.span, branch.span, problems)


def report_twice(path: str, second: Span, first: Span | None, problems: Problems) -> None:
    """Two values for one path, both lines named."""
    where = f"（第{first.line}行已经写过）" if first else ""
    problems.error(
        "F302", second, f"“{path}”写了两个值{where}", "请只留一个；去年的数写在“.上年”里", [first] if first else []
    )


def _reason(key: str, names: list[str]) -> str:
    if any(not name for name in names):
        return "点号前后都要有名称"
    if any(name[0].isdigit() for name in names):
        return "名称不能以数字开头"
    if any(c.isspace() for c in key):
        return "名称里不能有空格"
    return "名称只用汉字、字母和数字，各级之间用“.”隔开"


def _short(key: str) -> str:
    """A key between quotation marks of a message."""
    return (key if len(key) <= 30 else key[:30] + "…").replace("“", "‘").replace("”", "’")
