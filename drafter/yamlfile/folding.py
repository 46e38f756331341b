"""How the lines of a long text join: never with a space beside Chinese."""

from __future__ import annotations

import re

from drafter.patterns import lazy
from drafter.yamlfile.sheet import FOLD, GLUE, unmask

_WIDE_MARKS = "·—‘’‚‛“”…"
_WIDE = (
    ("\u2e80", "\u9fff"),
    ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
"""The first and last characters of the blocks that are set without spaces."""
_BREAK = lazy(f" *(?:{FOLD} ?(\n*)|{GLUE}[ \n]*) *")
_MARKS = (FOLD, GLUE)


def folded(value: str) -> str:
    """The text of a plain, quoted or ``>`` scalar: its marked line breaks resolved, its stand-ins as typed.

    A line break beside a Chinese character or mark vanishes, one between Latin words is a space, a blank line is a line break.
    """
    if value.isprintable():  # marks and stand-ins are private characters, and so are not
        return value
    if any(m in value for m in _MARKS):
        value = _BREAK.sub(lambda found: _joint(found, value), value)
    return unmask(value)


def literal(value: str) -> str:
    """The text of a ``|`` scalar, without its last line end; a soft break that was pasted into it is a line break."""
    return unmask(value.replace(FOLD, "\n")).rstrip("\n")


def _joint(found: re.Match[str], value: str) -> str:
    start, end = found.span()
    if start == 0 or end == len(value):
        return ""
    if found[1]:
        return found[1]
    return "" if _is_wide(value[start - 1]) or _is_wide(value[end]) else " "


def _is_wide(c: str) -> bool:
    return c in _WIDE_MARKS or any(first <= c <= last for first, last in _WIDE)
