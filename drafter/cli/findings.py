"""Findings as text: the message first, then the place with its line and a caret, then what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from drafter.diagnostics import Diagnostic, Severity, Span

WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
"""What a severity is called."""
LISTED = 300
"""Findings that are printed; nobody reads more."""
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def lines_of(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """The printed lines of *findings*, errors first, each kind in file order; of very many only the first :data:`LISTED`."""
    ordered = sorted(findings, key=_key)
    for finding in ordered[:LISTED]:
        yield from _finding(finding)
    if len(ordered) > LISTED:
        yield f"……还有{len(ordered) - LISTED}条没有列出，先改上面的，再运行一次"


def _key(finding: Diagnostic) -> tuple[int, str, int, int]:
    place = finding.place
    where = (place.file, place.line, place.column) if isinstance(place, Span) else ("", 0, 0)
    return (_ORDER.index(finding.severity), *where)


def _finding(finding: Diagnostic) -> Iterator[str]:
    yield f"{WORDS[finding.severity]}：{finding.message}  [{finding.code}]"
    if isinstance(finding.place, Span):
        yield from _place(finding.place)
    for span in finding.related:
        yield f"  另见 {span.file}:{span.line}:{span.column}  {span.source.strip()[:60]}"
    if finding.hint:
        yield f"  办法：{finding.hint}"


def _place(span: Span) -> Iterator[str]:
    yield f"  {span.file}:{span.line}:{span.column}"
    if not span.source.strip():
        return
    margin = f"  {span.line} | "
    source, start, length = _cut(span)
    yield f"{margin}{source}"
    yield " " * (len(margin) - 2) + "| " + " " * width(source[:start]) + "^" * max(1, length)


def _cut(span: Span) -> tuple[str, int, int]:
    """The part of the line that is shown, where the caret starts in it, and how many columns wide it is."""
    first = max(0, span.column - 41)
    source = span.source.replace("\t", " ")[first : first + 80]
    start = span.column - 1 - first
    end = (span.end_column - 1 - first) if span.end_column > span.column else start + 1
    return source, start, width(source[start:end])


def width(text: str) -> int:
    """Columns of *text* on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
