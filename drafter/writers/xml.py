"""XML as text, built so that nothing unescaped can enter it.

:data:`Xml` is a type of its own: mypy refuses a plain ``str`` where markup is expected, so every text passes through :func:`text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NewType

from drafter.patterns import lazy

Xml = NewType("Xml", str)
"""Well-formed markup."""

NOTHING = Xml("")
HEAD = Xml('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')

_LINE_BREAKS = lazy("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = lazy("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Said by what it is: the complement of what XML allows takes ten times as long to compile."""
_SPECIAL = lazy('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def clean(raw: str) -> str:
    """*raw* without the characters that XML 1.0 cannot carry; every sort of line break becomes a newline."""
    if raw.isprintable():
        return raw
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", raw))


def text(raw: str) -> Xml:
    """*raw* as character data or as an attribute's value."""
    return Xml(_SPECIAL.sub(lambda found: _ENTITIES[found[0]], clean(raw)))


def join(parts: Iterable[Xml]) -> Xml:
    """Pieces of markup in a row."""
    return Xml("".join(parts))


def element(name: str, attributes: Mapping[str, object] | None = None, *children: Xml) -> Xml:
    """The element *name* around *children*."""
    written = "".join(f' {key}="{text(str(value))}"' for key, value in attributes.items()) if attributes else ""
    inner = "".join(children)
    return Xml(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def val(name: str, value: str | int) -> Xml:
    """The element *name* whose only attribute is ``w:val``."""
    return Xml(f'<{name} w:val="{text(str(value))}"/>')


def switch(name: str, on: bool = True) -> Xml:
    """The on/off property *name*; ``w:val`` is written only to switch it off."""
    return Xml(f"<{name}/>" if on else f'<{name} w:val="0"/>')


def part(root: Xml) -> bytes:
    """A whole XML part."""
    return (HEAD + root).encode("utf-8")
