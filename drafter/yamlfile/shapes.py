"""What a piece of a line looks like: a key with its separator, a quoted text, a bracketed one, a comment."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from drafter.patterns import lazy

DEPTH_LIMIT = 32
"""How deep lists and groups may stand inside each other."""
ENTRY_LIMIT = 20_000
"""How many entries and list items one file may hold."""

_COLONS = "：﹕︰∶"
_NAME = r"[^\W\d_][\w.·/“”（）()\-]{0,29}"
_COLON = lazy(f"[:{_COLONS}]")
_PROPER = lazy(r":(?=[ \t]|$)")
_COMMENT = lazy(r"(?:^|[ \t])#")
_SEPARATOR = rf"(?!(?<=\d)[:{_COLONS}]\d)(?:(?P<wide>[{_COLONS}])|:(?![ \t]|$|//))[ \t\u3000\xa0]*"
_NAMED = lazy(rf"(?P<key>{_NAME}) *{_SEPARATOR}")
_ANY = lazy(rf"(?P<key>[^{_COLONS}:#]{{1,40}}?) *{_SEPARATOR}")
_AFTER_QUOTE = lazy(rf"[ \t]*(?:(?P<wide>[{_COLONS}])|:)[ \t\u3000\xa0]*")
_WHOLE_NAME = lazy(_NAME)
_SENTENCE_ENDS = "。；！？"
_QUOTED = {
    "'": lazy(r"'(?:[^']++|'')*+'"),
    '"': lazy(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL),
}
_ESCAPE = lazy(r"\\(?:[0abt\tnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$|(?P<bad>.))")
_RISKY = lazy(r"[@%&*!|>`\"'#\[\]{},]|[-?:](?:[ \t]|$)")


class Separator(Enum):
    """How key and value are kept apart."""

    PROPER = ": "
    WIDE = "："
    TIGHT = ":"


class Head(NamedTuple):
    """The key at the start of a text; offsets into that text."""

    key: str
    colon: int
    """Where the separator stands."""
    value: int
    """Where the value begins; after the blanks that were typed."""
    separator: Separator


def find_head(text: str, *, due: bool) -> Head | None:
    """The key that *text* begins with.

    A half-width colon with a blank behind it always ends a key.  Another colon does so only after what looks like a fact's name, or, where a key
    is *due* and nothing else can stand, after any few words; never in a time, a ratio or an address.
    """
    if text[:1] in ('"', "'"):
        return _quoted_head(text)
    proper = _PROPER.search(text)
    first = _COLON.search(text)
    if first is None:
        return None
    comment = _COMMENT.search(text)
    if proper and comment and comment.start() < proper.start():
        proper = None
    if proper and proper.start() == first.start():
        return Head(text[: first.start()].strip(), first.start(), first.end(), Separator.PROPER)
    loose = (_ANY if due else _NAMED).match(text)
    if proper and (loose is None or proper.start() <= loose.end("key") or not _NAMED.match(text)):
        key = text[: proper.start()]
        return Head(key.strip(), proper.start(), proper.end(), Separator.PROPER)
    if loose is None:
        return None
    colon = _colon_after(text, loose.end("key"))
    return Head(loose["key"].strip(), colon, loose.end(), Separator.WIDE if loose["wide"] else Separator.TIGHT)


def _quoted_head(text: str) -> Head | None:
    end = quote_end(text, 0)
    found = _AFTER_QUOTE.match(text, end) if end else None
    if not end or not found:
        return None
    colon = _colon_after(text, end)
    separator = Separator.WIDE if found["wide"] else Separator.PROPER if _PROPER.match(text, colon) else Separator.TIGHT
    return Head(text[1 : end - 1], colon, colon + 1 if separator is Separator.PROPER else found.end(), separator)


def _colon_after(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" \t"))


def is_name(key: str) -> bool:
    """Whether *key* looks like a fact's path."""
    return bool(_WHOLE_NAME.fullmatch(key))


def quote_end(text: str, start: int) -> int | None:
    """The offset behind the quoted text that opens at *start*; ``None`` if it does not close in *text*."""
    found = _QUOTED[text[start]].match(text, start)
    return found.end() if found else None


def bad_escape(text: str) -> str | None:
    """The first backslash sequence between straight quotes that YAML does not know."""
    return next((found[0] for found in _ESCAPE.finditer(text) if found["bad"]), None)


class Bracket(NamedTuple):
    """How far a bracketed text goes."""

    end: int | None
    """The offset behind the closing bracket; ``None`` if it does not close."""
    depth: int
    """The deepest nesting seen."""


_FLOW_PIECE = lazy(r"[\[\]{}]|(?<=[\[{,: ])[\"']|(?<!\S)#")


def bracket_end(text: str, start: int) -> Bracket:
    """Where the bracketed text that opens at *start* ends, quotes inside it respected."""
    expected: list[str] = []
    deepest = 0
    at = start
    while found := _FLOW_PIECE.search(text, at):
        at = found.end()
        if found[0] in "[{":
            expected.append("]" if found[0] == "[" else "}")
            deepest = max(deepest, len(expected))
        elif found[0] in "]}":
            if expected.pop() != found[0]:
                return Bracket(None, deepest)
        elif found[0] == "#":
            at = end if (end := text.find("\n", at)) >= 0 else len(text)
        else:
            at = quote_end(text, found.start()) or at
        if not expected or deepest > DEPTH_LIMIT:
            return Bracket(None if expected else at, deepest)
    return Bracket(None, deepest)


def is_prose(value: str, before: str) -> bool:
    """Whether ``主要做法：…`` in the middle of a long text is a sentence of that text and no fact.

    True if a whole sentence follows the colon, or if the line above was broken off in mid-sentence near the end of an editor's window.
    """
    return any(mark in value for mark in _SENTENCE_ENDS) or (len(before.strip()) >= 30 and len(value) >= 15)


def as_typed(value: str) -> str:
    """*value* as it must be typed behind ``键: `` to arrive as it is."""
    value = value.strip()
    if _RISKY.match(value) or _PROPER.search(value) or "#" in value:
        return "'" + value.replace("'", "''") + "'"
    return value


def entry_as_typed(key: str, value: str) -> str:
    """A whole ``键: 值`` line as it must be typed."""
    return f"{key.strip()}: {as_typed(value)}".rstrip()
