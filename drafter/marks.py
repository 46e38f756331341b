"""The codec by which a fact travels through Markdown without being parsed as Markdown.

Jinja prints a fact as one plane-15 private-use character, an index into the section's list of marks; a piece of fragment text
stands between two plane-16 characters that say where it comes from.  Both planes are refused in every source file, so a mark
can not be typed, split, escaped or mistaken.  ``templates`` writes marks, ``markdown`` reads them into ``Run.mark`` and ``Run.origin``.
"""

from __future__ import annotations

from msgspec import Struct

from drafter.diagnostics import Span, failure
from drafter.patterns import lazy

_FACT = 0xF0000
_ORIGIN = 0x100000
_END = 0x10FFFD
LIMIT = 0xFFFD
"""How many marks of each sort one section can hold."""

RESERVED = lazy("[\U000f0000-\U0010ffff]")
"""What no source file may contain."""


class Mark(Struct, frozen=True, gc=False):
    """A fact's text on its way into the document."""

    text: str
    """What is printed."""
    paths: tuple[str, ...]
    """The full paths of the facts that it says, in the order they were used."""
    span: Span | None
    """Where its value was typed."""
    gap: bool = False
    """True for 【待补：…】."""
    computed: bool = False
    """True if drafter worked the text out instead of printing what was typed."""
    source: str = ""
    """The department that answers for it; empty if nobody is named."""
    counts: bool = False
    """True if it stands for the number of headings or items that follow, which is known when the outline is."""


class Origin(Struct, frozen=True, gc=False):
    """The piece of wording that a run of text comes from."""

    name: str
    """``theme/fragment``, or the section's file name, or ``topic.自拟``."""
    span: Span | None
    """Where the wording stands."""
    own: bool = False
    """True for 自拟 and 改写: a sentence of the user's own."""


class Marks:
    """The marks of one section: what each private character stands for."""

    def __init__(self) -> None:
        self._facts: list[Mark] = []
        self._origins: list[Origin] = []

    def __len__(self) -> int:
        return len(self._facts)

    def put(self, mark: Mark) -> str:
        """The character that stands for *mark* from now on.

        Raises:
            DrafterError: the section holds more than :data:`LIMIT` marks.
        """
        _room(self._facts, "事实")
        self._facts.append(mark)
        return chr(_FACT + len(self._facts) - 1)

    def wrap(self, origin: Origin, text: str) -> str:
        """*text* between the characters that say where it comes from."""
        _room(self._origins, "片段")
        self._origins.append(origin)
        return f"{chr(_ORIGIN + len(self._origins) - 1)}{text}{chr(_END)}"

    def mark(self, character: str) -> Mark | None:
        """The mark that *character* stands for, if it is one."""
        index = ord(character) - _FACT
        return self._facts[index] if 0 <= index < len(self._facts) else None

    def origin(self, character: str) -> Origin | None:
        """The origin that *character* opens, if it does."""
        index = ord(character) - _ORIGIN
        return self._origins[index] if 0 <= index < len(self._origins) else None


def closes(character: str) -> bool:
    """Whether *character* ends the innermost open origin."""
    return ord(character) == _END


def is_mark(character: str) -> bool:
    """Whether *character* stands for a fact."""
    return _FACT <= ord(character) < _ORIGIN


def _room(items: list[Mark] | list[Origin], what: str) -> None:
    if len(items) >= LIMIT:
        raise failure("J010", None, f"一章里的{what}超过{LIMIT}处", "请把这一章拆成几章")
