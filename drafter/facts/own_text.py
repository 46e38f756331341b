"""自拟 and 改写: sentences of the user's own, with the place of each line."""

from __future__ import annotations

from msgspec.structs import replace

from drafter.diagnostics import Problems, Span
from drafter.facts.tree import OwnText
from drafter.yamlfile import Mapping, Node, Scalar, Sequence

_HINT = "写成一段文字，或者“- 放在: 片段名”，下一行缩进写“文字: …”"


def own_texts(topic: str, node: Node, problems: Problems) -> tuple[OwnText, ...]:
    """What stands under ``<topic>.自拟``: a text of one or more paragraphs, or a list of paragraphs and 放在 items."""
    if isinstance(node, Scalar):
        return (own_text(node),) if node.text.strip() else ()
    items = node.items if isinstance(node, Sequence) else (node,)
    found = (_item(topic, item, problems) for item in items)
    return tuple(text for text in found if text)


def own_text(scalar: Scalar, after: str = "") -> OwnText:
    """A scalar as a text of the user's own."""
    return OwnText(scalar.text.strip("\n"), scalar.span, line_spans(scalar), after)


def line_spans(scalar: Scalar) -> tuple[Span, ...]:
    """The place of each line of a scalar's text; a block text starts in the line below its ``|``."""
    lines = scalar.text.strip("\n").split("\n")
    span = scalar.span
    if not scalar.block:
        return (span,) * len(lines)
    first = span.line + (span.source[span.column - 1 : span.column] in ("|", ">"))
    return tuple(replace(span, line=first + i, column=1, end_column=0, source=line) for i, line in enumerate(lines))


def typed_lines(scalar: Scalar) -> list[tuple[str, Span]]:
    """The lines of a scalar that say something, each with its place."""
    pairs = zip(scalar.text.strip("\n").split("\n"), line_spans(scalar), strict=True)
    return [(text.strip(), span) for text, span in pairs if text.strip()]


def _item(topic: str, item: Node, problems: Problems) -> OwnText | None:
    if isinstance(item, Scalar):
        return own_text(item) if item.text.strip() else None
    if not isinstance(item, Mapping):
        problems.error("F309", item.span, f"“{topic}.自拟”的这一项读不懂", _HINT)
        return None
    known = {e.key: e.value for e in item.entries}
    text, after = known.get("文字"), known.get("放在")
    for entry in item.entries:
        if entry.key not in ("文字", "放在"):
            problems.error("F309", entry.key_span, f"“{topic}.自拟”里没有“{entry.key}”这一项", _HINT)
    if not isinstance(text, Scalar) or not text.text.strip():
        problems.error("F309", item.span, f"“{topic}.自拟”的这一项没有“文字”", _HINT)
        return None
    if after is not None and not isinstance(after, Scalar):
        problems.error("F309", after.span, "“放在”后面要写一个片段的名称", _HINT)
        after = None
    return own_text(text, after.text.strip() if after else "")
