"""Take the characters that say where text comes from out of the way of the block structure.

A fragment may begin before ``| 甲 |`` or ``- 甲`` and end after a table's last row, and then its first character would hide the block's
mark.  So the nested open and close characters become *switches*: "from here on the text comes from X", never before a block's
mark, never after the last text of a line, none in a line without text.  Lines keep their number.
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.marks import RESERVED, closes, is_mark
from drafter.patterns import lazy

END = "\U0010fffd"
"""The switch to text without an origin."""
_FIRST_SWITCH = "\U00100000"
_SWITCH = lazy("([\U00100000-\U0010fffd])")

_BLOCK_MARK = lazy(
    r"[ \t\u3000]*(?:(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)*"
    r"(?:#{1,6}[ \t]+|\|[ \t]*|\[\^[^\]\s]+\][:：][ \t]*|`{3,}|~{3,})?"
)
_NO_TEXT = lazy(r"[ \t>]*(?:[|:-][|:\s-]*|(?:[*_][ \t]*){3,})?$")
"""A blank line, a table's second line, a thematic break."""

_TAG = lazy(r"[ \t]*<[A-Za-z!?/]")


def is_switch(character: str) -> bool:
    """Whether *character* says where the text after it comes from."""
    return _FIRST_SWITCH <= character <= END


def without_marks(text: str) -> str:
    """*text* without marks and switches, as far as an excerpt for the user needs it."""
    return RESERVED.sub(lambda found: "…" if is_mark(found[0]) else "", text)


def settle(markdown: str) -> str:
    """*markdown* with switches instead of nested origins."""
    if not _SWITCH.search(markdown):
        return markdown
    return "\n".join(_settled(markdown.split("\n")))


def _settled(lines: list[str]) -> Iterator[str]:
    stack: list[str] = []
    said = END
    for line in lines:
        begin = stack[-1] if stack else END
        text, changes = _changes(line, stack)
        if _NO_TEXT.match(text):
            yield text
            continue
        line, said = _with_switches(text, [(0, begin), *changes], said)
        yield line


def _changes(line: str, stack: list[str]) -> tuple[str, list[tuple[int, str]]]:
    """*line* without origin characters, and at which offset the text's origin becomes which; *stack* is brought up to date."""
    text = ""
    changes: list[tuple[int, str]] = []
    for piece in _SWITCH.split(line):
        if not _SWITCH.match(piece):
            text += piece
            continue
        if not closes(piece):
            stack.append(piece)
        elif stack:
            stack.pop()
        changes.append((len(text), stack[-1] if stack else END))
    return text, changes


def _with_switches(text: str, changes: list[tuple[int, str]], said: str) -> tuple[str, str]:
    """*text* with a switch wherever the origin differs from what was *said* last, and what is said at its end."""
    found = _BLOCK_MARK.match(text)
    first = found.end() if found else 0
    last = len(text.rstrip(" \t|#"))
    at: dict[int, str] = {}
    for offset, origin in changes:
        if offset <= first or offset < last:
            at[max(offset, first)] = origin
    out, position = "", 0
    for offset, origin in at.items():
        if origin == said or (offset == first and _TAG.match(text)):
            continue
        out += text[position:offset] + origin
        position, said = offset, origin
    return out + text[position:], said
