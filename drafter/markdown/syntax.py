"""What markdown-it makes of a text, as records of our own, remembered by the text.

A fact is one character of the Markdown, so that a section's text stays the same when a value changes.  Whoever has met a text before needs
neither to parse it nor to import the parser.
"""

from __future__ import annotations

import hashlib
from typing import Protocol

import msgspec
from msgspec import Struct

from drafter.markdown.characters import deciding, is_east_asian
from drafter.markdown.origins import settle
from drafter.marks import Marks

NESTING = 40
"""How deep lists and quotes may nest."""

_ROOM = 1_000_000
"""Characters of text that one process remembers; each takes some fifteen bytes."""


class Token(Struct, frozen=True, array_like=True, gc=False):
    """One token of markdown-it, with what of it matters."""

    type: str
    nesting: int = 0
    """1 opens, −1 closes, 0 stands alone."""
    level: int = 0
    line: int = -1
    """From 0; −1 for a token without a line."""
    content: str = ""
    """As typed; empty for a line of text without ``#``, whose children hold it."""
    info: str = ""
    """The number of a list item, the label of a footnote."""
    tag: str = ""
    attributes: dict[str, str] | None = None
    """``href``, ``src``, ``title`` and ``style``, as far as it has them."""
    children: tuple[Token, ...] = ()
    """The parts of a line of text."""

    def attribute(self, name: str) -> str:
        """The attribute *name*; empty if it has none."""
        return self.attributes.get(name, "") if self.attributes else ""


class Syntax(Struct, frozen=True, array_like=True):
    """A parsed text."""

    tokens: tuple[Token, ...]
    edges: dict[str, tuple[str, str]]
    """By their characters the facts that emphasis was decided by, as :func:`edges_of` has them: with others the text reads otherwise."""

    def fits(self, marks: Marks) -> bool:
        """Whether the text would be parsed the same with *marks*."""
        return all(edges_of(marks, character) == edges for character, edges in self.edges.items())


class Kept(Protocol):
    """Where parsed texts outlive the process."""

    def get(self, key: bytes) -> bytes | None:
        """What was put under *key*."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep *data* under *key*."""


_decode = msgspec.msgpack.Decoder(Syntax).decode
_encode = msgspec.msgpack.Encoder().encode
_seen: dict[bytes, tuple[int, Syntax]] = {}


def edges_of(marks: Marks, character: str) -> tuple[str, str]:
    """What the head and the tail of the fact that *character* stands for have to say about emphasis beside it."""
    mark = marks.mark(character)
    said = mark.text if mark else ""
    return _sort(deciding(said)), _sort(deciding(said[::-1]))


def _sort(near: str) -> str:
    """*near* with one hanzi for all, and one letter for all others and digits."""
    return "".join(("甲" if is_east_asian(c) else "a") if c.isalnum() else c for c in near)


def syntax_of(markdown: str, marks: Marks, kept: Kept | None = None) -> Syntax:
    """*markdown* parsed, or what is remembered of it, by this process or in *kept*."""
    key = hashlib.sha256(markdown.encode("utf-8", "surrogatepass")).digest()
    known = _seen[key][1] if key in _seen else _recalled(key, kept)
    if known is not None and known.fits(marks):
        return _remembered(key, len(markdown), known)
    # Imported here: only a text that was never met before needs the parser, and it takes 30 ms to import.
    from drafter.markdown.dialect import analysed

    found = analysed(settle(markdown), marks)
    if kept is not None:
        kept.put(key, _encode(found))
    return _remembered(key, len(markdown), found)


def _recalled(key: bytes, kept: Kept | None) -> Syntax | None:
    data = kept.get(key) if kept is not None else None
    try:
        return _decode(data) if data else None
    except msgspec.DecodeError:
        return None


def _remembered(key: bytes, size: int, syntax: Syntax) -> Syntax:
    """*syntax*, kept for the next document of this process."""
    if key not in _seen and size + sum(taken for taken, _ in _seen.values()) > _ROOM:
        _seen.clear()
    _seen[key] = size, syntax
    return syntax
