"""The user's own sentences in the facts file: 自拟 and 改写."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from drafter.diagnostics import Span
from drafter.facts import OwnText
from drafter.fragments import Variant, figures_in, plain_text, scan
from drafter.marks import Mark, Marks

OWN = "自拟"
_TABLE = ("|", "[[|")


def paragraphs(own: OwnText) -> Iterator[Variant]:
    """Each paragraph of *own* as wording with its place; one line is one paragraph, a table's lines stay together."""
    rows = own.text.split("\n")
    places = own.lines if len(own.lines) == len(rows) else (own.span,) * len(rows)
    start = 0
    while start < len(rows):
        end = start + 1
        while rows[start].startswith(_TABLE) and end < len(rows) and rows[end].startswith(_TABLE):
            end += 1
        if rows[start].strip():
            yield _variant(rows[start:end], places[start:end])
        start = end


def traced(variant: Variant, path: str, marks: Marks, names: Sequence[str]) -> Variant:
    """*variant* with the figures typed in it turned into marks that trace to their own line."""
    source = variant.wording.source
    figures = [f for f in figures_in(plain_text(variant.wording), names) if not f.year]
    for figure in reversed(figures):
        place = variant.place(figure.start, figure.end - figure.start)
        mark = marks.put(Mark(figure.text, (path,), place))
        source = source[: figure.start] + mark + source[figure.end :]
    return replace(variant, wording=scan(source)) if figures else variant


def _variant(rows: list[str], places: Sequence[Span]) -> Variant:
    first = places[0]
    indent = tuple(max(0, p.column - 1) for p in places)
    source = "\n".join(r.strip() for r in rows)
    # A sentence of one's own opens no chapter, whatever sign it begins with.
    source = f"\\{source}" if source.startswith("# ") else source
    return Variant(scan(source), first.file, first.line, tuple(p.source for p in places), indent)
