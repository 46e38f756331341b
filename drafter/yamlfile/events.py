"""Events of the YAML parser to nodes.  The only place that knows PyYAML.

Nothing is constructed from the events: no tag is resolved, no alias followed, no scalar converted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from drafter.diagnostics import Span
from drafter.patterns import lazy
from drafter.yamlfile.folding import folded, literal
from drafter.yamlfile.nodes import Entry, Mapping, Node, Scalar, Sequence
from drafter.yamlfile.shapes import DEPTH_LIMIT, ENTRY_LIMIT, entry_as_typed, find_head
from drafter.yamlfile.sheet import GiveUp, Sheet

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML where PyYAML was built with it; ten times faster."""
_CUT_NUMBER = lazy(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ufeff\U000f0000-\U0010ffff]"
_INSTEAD = "请不用括号，一行写一条："
_TROUBLE = (
    ("expected ':'", "这一行没有半角冒号，也接不上上一行"),
    ("mapping values", "这里多了一个半角冒号"),
    ("block end", "这一行的缩进和上面对不齐"),
    ("block entry", "清单的这一行少了开头的“- ”"),
    ("quoted scalar", "引号没有另一半"),
    ("escape", "双引号里的反斜杠写法不对"),
    ("cannot start any token", "这里有一个 YAML 不能读的符号"),
    ("block sequence", "这里不能开始一个清单"),
    ("expected ',' or", "括号里少了逗号，或括号没有合上"),
    ("flow", "括号里的写法不对"),
)


class _Place(Protocol):
    """What both of PyYAML's parsers call a mark."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Unreadable(Exception):
    """The parser gave up on a line, counted from 0; not reported yet."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def read_nodes(sheet: Sheet) -> Mapping | None:
    """The nodes of a repaired file; ``None``, with an error, if it is no mapping.

    Raises:
        Unreadable: the parser can not read a line.
        GiveUp: a limit is passed.
    """
    try:
        return _Builder(sheet, yaml.parse("\n".join(sheet.lines) + "\n", Loader=_PARSER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = f"{error.context or ''} {error.problem or ''}"
        message = next((chinese for english, chinese in _TROUBLE if english in said), "这一行读不懂")
        raise Unreadable(mark.line if mark else 0, mark.column if mark else 0, message) from error


class _Builder:
    def __init__(self, sheet: Sheet, events: Iterator[Event]) -> None:
        self._sheet = sheet
        self._events = events
        self._entries = 0
        self._depth = 0

    def document(self) -> Mapping | None:
        """The one mapping that the file is; an empty file is an empty one."""
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if root is not None:
                raise _unreadable(event, "一个文件只写一份，用不着分隔")
            root = self._node(next(self._events), Span(self._sheet.shown, 1))
        if isinstance(root, Mapping):
            return root
        if root is None or (isinstance(root, Scalar) and not root.text):
            return Mapping((), Span(self._sheet.shown, 1))
        self._sheet.error("Y053", root.span, "文件里没有“名称: 值”这样的行", "请一行写一条，例如：党建.学习: 10次")
        return None

    def _node(self, event: Event, key: Span) -> Node:
        if isinstance(event, AliasEvent):
            self._error("Y050", event, "这里不用 YAML 的别名（*）", "请把值写全，或加单引号")
            return Scalar("", self._place(event))
        if not isinstance(event, NodeEvent):
            raise TypeError(f"no node begins with {event}")
        self._count(event)
        if isinstance(event, SequenceStartEvent):
            node: Node = self._sequence(event)
        elif isinstance(event, MappingStartEvent):
            node = self._mapping(event)
        else:
            return self._scalar(event, key)
        self._depth -= 1
        return node

    def _count(self, event: NodeEvent) -> None:
        if event.anchor or getattr(event, "tag", None):
            self._error("Y050", event, "这里不用 YAML 的锚点（&）和标签（!）", "请删去这个符号，或给值加单引号")
        self._entries += 1
        if self._entries > 2 * ENTRY_LIMIT:
            self._error("Y005", event, f"文件超过{ENTRY_LIMIT}条", "请分成几个文件，或把表格放进 .csv 文件")
            raise GiveUp
        self._depth += not isinstance(event, ScalarEvent)
        if self._depth > DEPTH_LIMIT:
            self._error("Y004", event, f"清单和分组套了{DEPTH_LIMIT}层以上", "请改用点号连起来的名称，一行一条")
            raise GiveUp

    def _sequence(self, event: SequenceStartEvent) -> Sequence:
        items: list[Node] = []
        flow = bool(event.flow_style)
        for inner in self._events:
            if isinstance(inner, SequenceEndEvent):
                break
            node = self._node(inner, self._place(inner))
            if flow:
                self._check_flow_item(inner, node)
            items.append(node)
        if flow:
            self._check_cut_number(event, inner)
        return Sequence(tuple(items), self._place(event))

    def _check_flow_item(self, event: Event, node: Node) -> None:
        if isinstance(node, Mapping) and _is_implied(event):
            self._error(
                "Y052",
                node.entries[0].value.span,
                "方括号里的冒号把这一项拆开了",
                "请给这一项加单引号，或不用括号，一行写一项：- 内容",
            )
        elif isinstance(node, Scalar) and not node.quoted and "，" in node.text:
            self._error("Y052", node.span, "方括号里的全角逗号不分项", f"请写成：[{node.text.replace('，', ', ')}]")

    def _check_cut_number(self, start: Event, end: Event) -> None:
        first, last = _marks(start)[0], _marks(end)[1]
        if first.line != last.line:
            return
        typed = self._sheet.lines[first.line][first.column : last.column]
        if found := _CUT_NUMBER.search(re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "_" * len(quoted[0]), typed)):
            at = first.column + found.start()
            place = self._sheet.span(first.line, at, at + len(found[0]))
            self._sheet.error("Y052", place, "括号里的逗号把数字拆成了两项", f"请给数字加单引号，写成：'{found[0]}'")

    def _mapping(self, event: MappingStartEvent) -> Mapping:
        entries: dict[str, Entry] = {}
        for inner in self._events:
            if isinstance(inner, MappingEndEvent):
                break
            key = self._key(inner)
            value_event = next(self._events)
            value = self._node(value_event, key.span)
            if event.flow_style and key.text and _is_absent(value_event):
                what = f"括号里的“{key.text}”没有值，多半是被逗号或冒号拆开了"
                self._sheet.error("Y052", key.span, what, _INSTEAD + _uncut(entries.values(), key.text))
            self._keep(entries, Entry(key.text, key.span, value))
        return Mapping(tuple(entries.values()), self._place(event))

    def _key(self, event: Event) -> Scalar:
        if not isinstance(event, ScalarEvent):
            raise _unreadable(event, "名称只能是文字，不能是括号")
        key = Scalar("", self._place(event)) if _is_absent(event) else self._scalar(event, Span(self._sheet.shown, 1))
        if not key.text:
            self._error("Y033", event, "冒号前面没有名称", "请在冒号前写上名称，例如：党建.学习: 10次")
        return key

    def _keep(self, entries: dict[str, Entry], entry: Entry) -> None:
        first = entries.setdefault(entry.key, entry)
        if first is not entry:
            what = f"“{entry.key}”写了两次，第一次在第{first.key_span.line}行"
            hint = f"请删去一处，或给其中一处换个名称；现在用的是第{first.key_span.line}行的值"
            self._sheet.error("Y034", entry.key_span, what, hint, (first.key_span,))

    def _scalar(self, event: Event, key: Span) -> Scalar:
        if not isinstance(event, ScalarEvent):
            raise TypeError(f"no scalar: {event}")
        block = event.style == "|"
        quoted = event.style in ("'", '"')
        text = literal(event.value) if block else folded(event.value)
        if event.style == ">":
            text = text.rstrip("\n")
        if _is_absent(event):
            return Scalar("", Span(key.file, key.line, key.end_column, key.end_column, key.source))
        if not text.isprintable() and re.search(_CONTROL, text):
            self._error("Y013", event, "引号里用反斜杠写出了不能用在文稿里的字符", "请删去反斜杠和它后面的代码")
            text = re.sub(_CONTROL, "\ufffd", text)
        return Scalar(text, self._place(event), quoted, block)

    def _place(self, event: Event) -> Span:
        start, end = _marks(event)
        if isinstance(event, ScalarEvent) and event.style in ("|", ">"):
            return self._sheet.span(start.line, start.column, start.column + 1)
        whole = isinstance(event, ScalarEvent) and end.line == start.line
        return self._sheet.span(start.line, start.column, end.column if whole else None)

    def _error(self, code: str, place: Event | Span, message: str, hint: str) -> None:
        self._sheet.error(code, place if isinstance(place, Span) else self._place(place), message, hint)


def _marks(event: Event) -> tuple[_Place, _Place]:
    if event.start_mark is None or event.end_mark is None:
        raise TypeError(f"the parser gave no place for {event}")
    return event.start_mark, event.end_mark


def _unreadable(event: Event, message: str) -> Unreadable:
    start, _ = _marks(event)
    return Unreadable(start.line, start.column, message)


def _is_implied(event: Event) -> bool:
    """Whether the parser began something that has no mark of its own in the file."""
    start, end = _marks(event)
    return start.index == end.index


def _is_absent(event: Event) -> bool:
    """Whether nothing at all was typed where the parser reports a scalar."""
    return isinstance(event, ScalarEvent) and not event.style and not event.value


def _uncut(entries: Collection[Entry], key: str) -> str:
    """The entry that was meant where brackets cut *key* off."""
    head = find_head(key, due=True)
    last = next(reversed(tuple(entries)), None)
    if head:
        return entry_as_typed(head.key, key[head.value :])
    if last is None or not isinstance(last.value, Scalar):
        return f"{key}: 值"
    return entry_as_typed(last.key, last.value.text + ("," if key[:1].isdigit() else "，") + key)
