"""Files that hold nothing but plain lines, read without a parser.

Nearly every facts file is one: ``key: value`` at the margin or indented, ``- `` lists, ``|`` texts, comments.  Such a line can be read
in one way only, by YAML as by people, so that there is nothing to repair; and PyYAML, which costs 12 ms to import, is not needed.  A single
line that could be read otherwise makes :func:`plain_nodes` give the whole file up, for ``repair`` and ``events`` to read: what is
understood here, they understand alike and find no fault with (tests/yamlfile/test_plain_files.py).
"""

from __future__ import annotations

import re

from drafter.diagnostics import Span
from drafter.patterns import lazy
from drafter.yamlfile.decoding import SOFT_BREAK
from drafter.yamlfile.nodes import Entry, Mapping, Node, Scalar, Sequence
from drafter.yamlfile.shapes import ENTRY_LIMIT

_LONGEST_LINE = 4000
_DEEPEST = 24
"""The widest indentation, in columns: groups can not stand deeper inside each other than this."""
# Not with a possessive group: Python 3.11.2, which Debian 12 has, takes one for matched that is not.
_BEHIND = r"""(?:[ ]+(?:
    (?P<value>(?:[^\s"'\[\]{}\#&*!|>%@`,?:\-｜＞＃]|-(?=\d)) [^\#＃:]* (?: :(?![ ]|$) [^\#＃:]* )*)
    |(?P<quoted>"[^"\\]*+"|'[^']*+')[ ]*
    |(?P<block>\|[ ]*)
    |(?P<flow>\[[ ]* [\w“”《》+]+ (?:,[ ]+ [\w“”《》+]+)* [ ]*\])[ ]*
)?)? (?:(?<=[ ])\#(?:[ ].*)?)?"""
"""What may stand behind a colon or a dash: nothing, a text, the bar of a block text, or names between brackets; then a comment."""
_LINE = lazy(rf"(?: (?P<key>\w[^\s:\#：﹕︰∶]{{0,199}}): | - ) {_BEHIND}", re.VERBOSE)
_NAME = lazy(r"[^\[\], ]+")


class _NotPlain(Exception):
    """A line that is not plain, or not where a plain one may stand."""


def plain_nodes(text: str, shown: str) -> Mapping | None:
    """The nodes of the file *text*, which messages call *shown*, if all its lines are plain and none is wrong; else ``None``."""
    lines = text.split("\n")
    if len(lines) > ENTRY_LIMIT or "\t" in text or SOFT_BREAK in text or max(map(len, lines)) > _LONGEST_LINE:
        return None
    try:
        return _Reader(lines, shown).file()
    except _NotPlain:
        return None


class _Reader:
    def __init__(self, lines: list[str], shown: str) -> None:
        self._typed = lines
        self._lines = list(lines)
        self._shown = shown
        self._at = 0

    def file(self) -> Mapping:
        if self._depth() < 0:
            return Mapping((), Span(self._shown, 1))
        root = self._mapping(0)
        if self._at < len(self._lines):
            raise _NotPlain
        return root

    def _depth(self) -> int:
        """Go to the next line that says something; its indentation, or -1 behind the last line."""
        lines = self._lines
        for at in range(self._at, len(lines)):
            said = lines[at].lstrip(" ")
            if said and said[0] != "#" and not said.isspace():
                self._at = at
                return len(lines[at]) - len(said)
        self._at = len(lines)
        return -1

    def _mapping(self, column: int) -> Mapping:
        """The entries at *column*, the first of them on this line."""
        place = self._rest(column)
        entries: dict[str, Entry] = {}
        while (depth := self._depth()) == column:
            found = _LINE.fullmatch(self._lines[self._at], column)
            key = found["key"] if found else None
            if not found or not key or key in entries:
                raise _NotPlain
            span = self._span(column, column + len(key))
            entries[key] = Entry(key, span, self._value(found, column) or self._below(column, span))
        if depth > column or not entries:
            raise _NotPlain
        return Mapping(tuple(entries.values()), place)

    def _value(self, found: re.Match[str], column: int) -> Node | None:
        """What stands behind the colon or dash at *column*; the next line is to be read then."""
        text = found["value"]
        node: Node | None = None
        if text:
            text, start = text.rstrip(" "), found.start("value")
            if text[-1].isspace():  # a wide blank
                raise _NotPlain
            node = Scalar(text, self._span(start, start + len(text)))
        elif found["quoted"]:
            node = Scalar(found["quoted"][1:-1], self._span(*found.span("quoted")), quoted=True)
        elif found["flow"]:
            node = self._flow(*found.span("flow"))
        elif found["block"]:
            return self._block(found.start("block"), column)
        self._at += 1
        return node

    def _below(self, column: int, key: Span) -> Node:
        """The list or group below a key at *column* without a value."""
        depth = self._depth()
        if depth > _DEEPEST:
            raise _NotPlain
        if depth >= column and self._lines[self._at].startswith("- ", depth):
            return self._sequence(depth, beside_key=depth == column)
        if depth > column:
            return self._mapping(depth)
        return Scalar("", Span(key.file, key.line, key.end_column, key.end_column, key.source))

    def _sequence(self, column: int, *, beside_key: bool) -> Sequence:
        """The list items at *column*; entries may follow in the same column if the list stands *beside_key*."""
        place = self._rest(column)
        items: list[Node] = []
        while (depth := self._depth()) == column and self._lines[self._at].startswith("- ", column):
            items.append(self._one_item(column))
        if depth > column or (depth == column and not beside_key):
            raise _NotPlain
        return Sequence(tuple(items), place)

    def _one_item(self, column: int) -> Node:
        line = self._lines[self._at]
        found = _LINE.fullmatch(line, column)
        value = self._value(found, column) if found else None
        if found and value is None:
            raise _NotPlain
        if value:
            return value
        body = line[column + 1 :].lstrip(" ")
        depth = len(line) - len(body)
        if depth > _DEEPEST or body[:1] == "#":
            raise _NotPlain
        self._lines[self._at] = " " * depth + body
        return self._mapping(depth)

    def _flow(self, start: int, end: int) -> Sequence:
        names = _NAME.finditer(self._lines[self._at], start, end)
        return Sequence(tuple(Scalar(name[0], self._span(*name.span())) for name in names), self._rest(start))

    def _block(self, start: int, column: int) -> Scalar:
        """The block text whose bar stands at *start*, under a key or dash at *column*."""
        place = self._span(start, start + 1)
        rows: list[str] = []
        width = 0
        for at in range(self._at + 1, len(self._lines)):
            text = self._lines[at]
            depth = len(text) - len(text.lstrip(" "))
            said = bool(text.strip())
            if said and depth <= column:
                if text[depth].isspace():
                    raise _NotPlain
                break
            width = width or (depth if said else 0)
            if said and depth < width:
                raise _NotPlain
            rows.append(text[width:] if said else "")
        self._at += 1 + len(rows)
        return Scalar("\n".join(rows).rstrip("\n"), place, block=True)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._shown, self._at + 1, start + 1, end + 1, self._typed[self._at])

    def _rest(self, column: int) -> Span:
        return self._span(column, len(self._typed[self._at].rstrip()))
