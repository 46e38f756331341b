"""Emphasis that works next to Chinese punctuation.

CommonMark 0.31 decides by the characters on both sides whether ``**`` may open or close emphasis, and so takes ``**标题。**正文`` for
text.  The amendment "CJK-friendly" (github.com/tats-u/markdown-cjk-friendly, specification.md, 6.2) lets only punctuation that is not
CJK count against it, and lets a CJK character on the other side count for it.  Latin text parses as before.

Two additions are ours.  A fact counts as the text that it stands for.  A mark of ambiguous width (“ ” …) counts as Chinese if
the character beyond it is, so that ``IPv6**“双栈”**改造`` is emphasis too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from drafter.markdown.characters import AMBIGUOUS, deciding, is_east_asian, is_punctuation, is_selector, undecided
from drafter.marks import Marks, is_mark

MARKS = "marks"
"""Under this key a parse's environment holds its :class:`Marks`."""
ASKED = "asked"
"""Under this key it holds afterwards the characters of the facts whose text was looked at."""

_FULL_WIDTH_FORM = "\ufe01"
_IDEOGRAPHIC_SELECTORS = range(0xE0100, 0xE01F0)
_FIRST_ORIGIN = "\U00100000"


class _Side(NamedTuple):
    """What stands on one side of a delimiter run."""

    space: bool
    punctuation: bool
    east_asian: bool

    @property
    def foreign(self) -> bool:
        """Punctuation that is not CJK: the only kind that counts against emphasis."""
        return self.punctuation and not self.east_asian


class CjkState(StateInline):
    """The inline parser's state with the amended rule; the emphasis rule asks :meth:`scanDelims`."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the names of the base class
        """Whether the delimiter run at *start* can open and can close emphasis, and how long it is."""
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before, after = _side_before(self._near(start, -1)), _side_after(self._near(end, 1))
        left = not after.space and (not after.foreign or before.space or before.foreign or before.east_asian)
        right = not before.space and (not before.foreign or after.space or after.foreign or after.east_asian)
        return Scanned(
            left and (canSplitWord or not right or before.punctuation),
            right and (canSplitWord or not left or after.punctuation),
            end - start,
        )

    def _near(self, position: int, step: int) -> str:
        """The printed characters before or after *position* that count, the nearest first."""
        found = ""
        index = position if step > 0 else position - 1
        while 0 <= index < self.posMax and undecided(found):
            character = self.src[index]
            if character < _FIRST_ORIGIN:
                found = deciding(found + self._printed(character)[::step])
            index += step
        return found

    def _printed(self, character: str) -> str:
        marks = self.env.get(MARKS)
        if is_mark(character) and isinstance(marks, Marks):
            self.env.setdefault(ASKED, set()).add(character)
            mark = marks.mark(character)
            return mark.text if mark else ""
        return character


class CjkInline(ParserInline):
    """The inline parser, working on a :class:`CjkState`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse *src* into *tokens*."""
        state = CjkState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


_EDGE = _Side(space=True, punctuation=False, east_asian=False)


def _side_after(near: str) -> _Side:
    if not near:
        return _EDGE
    return _side(near[0], near[1:2])


def _side_before(near: str) -> _Side:
    """As :func:`_side_after`, but a variation selector belongs to the character before it."""
    if near and ord(near[0]) in _IDEOGRAPHIC_SELECTORS:
        return _Side(space=False, punctuation=False, east_asian=True)
    if near and is_selector(near[0]):
        full = near[0] == _FULL_WIDTH_FORM and near[1:2] in AMBIGUOUS
        side = _side_before(near[1:])
        return _Side(side.space, side.punctuation, side.east_asian or full)
    return _side(near[0], near[1:2]) if near else _EDGE


def _side(character: str, beyond: str) -> _Side:
    chinese: Callable[[str], bool] = is_east_asian
    shared = character in AMBIGUOUS and bool(beyond) and chinese(beyond)
    return _Side(character.isspace(), is_punctuation(character), shared or chinese(character))
