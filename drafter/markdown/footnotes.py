"""Footnotes as two rules for markdown-it: ``[^1]`` in a text, and ``[^1]: 注文`` on a line of its own.

Indented lines continue the note.  A full-width colon is accepted as well.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline

from drafter.patterns import lazy

_LABEL = r"\[\^([^\]\[\s\U000f0000-\U0010ffff]{1,100})\]"
_REFERENCE = lazy(_LABEL)
_DEFINITION = lazy(_LABEL + r"[:：][ \t]*")


def footnotes(md: MarkdownIt) -> None:
    """Teach *md* footnotes; they come as ``footnote_open``, ``footnote_close`` and ``footnote_reference``."""
    md.block.ruler.before("paragraph", "footnote", _definition, {"alt": ["paragraph", "blockquote", "list"]})
    md.inline.ruler.before("link", "footnote", _reference)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found or silent:
        return bool(found)
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent + 2:
        line += 1
    more = state.getLines(start + 1, line, state.sCount[start] + 4, False)
    opening = state.push("footnote_open", "", 1)
    opening.info, opening.map = found[1], [start, line]
    text = state.push("inline", "", 0)
    text.content = f"{state.src[found.end() : state.eMarks[start]]}\n{more}".strip(" \t\n")
    text.map, text.children = [start, line], []
    state.push("footnote_close", "", -1)
    state.line = line
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("footnote_reference", "", 0)
        token.info, token.content = found[1], found[0]
    state.pos = found.end()
    return True
