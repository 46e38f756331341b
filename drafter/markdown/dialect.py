"""Which Markdown drafter reads: markdown-it with CJK-friendly emphasis, tables and footnotes, and without what reports never mean.

On: ATX headings, paragraphs, emphasis, code spans, lists, GFM tables, images, inline links, footnotes, hard breaks, block quotes.
Read, so that it can be refused with a sentence: raw HTML, fenced code, thematic breaks.
A line indented by full-width spaces begins a paragraph.
Off, so that it stays text: setext headings, indented code, autolinks, reference links, entities, strikethrough.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import list_block
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token as MarkdownItToken

from drafter.markdown.flanking import ASKED, MARKS, CjkInline
from drafter.markdown.footnotes import footnotes
from drafter.markdown.syntax import NESTING, Syntax, Token, edges_of
from drafter.marks import Marks
from drafter.patterns import lazy

_OFF = frozenset(
    ("code", "lheading", "reference", "linkify", "autolink", "entity", "strikethrough", "replacements", "smartquotes")
)
_KEEP_ESCAPES_APART = "text_join"
"""Without this rule an escaped character stays a token of its own and can not be taken for a mistyped mark."""

_PLAIN_NUMBER = lazy(r"\d{4,}\.|\d+\)")


class Dialect(MarkdownIt):
    """markdown-it that leaves link targets as typed, so that they can be judged and reported instead of vanishing."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name of the base class
        """*url* as it is."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the name of the base class
        """True: the targets are judged where they are read."""
        return True


def analysed(text: str, marks: Marks) -> Syntax:
    """*text* parsed, its origins settled before; *marks* say what stands beside ``**``."""
    environment: dict[str, Any] = {MARKS: marks}
    tokens = dialect().parse(text, environment)
    asked = sorted(environment.get(ASKED, ()))
    return Syntax(tuple(map(_record, tokens)), {character: edges_of(marks, character) for character in asked})


@cache
def dialect() -> Dialect:
    """The parser, made once."""
    md = Dialect("js-default", {"html": True, "maxNesting": NESTING})
    inline = CjkInline()
    md.inline = inline
    footnotes(md)
    md.disable({*_OFF, _KEEP_ESCAPES_APART}, ignoreInvalid=True)
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("list", "plain_number", _ends_list, {"alt": ["list"]})
    md.block.ruler.before("paragraph", "indented", _ends_paragraph, {"alt": ["paragraph"]})
    return md


def _record(token: MarkdownItToken) -> Token:
    return Token(
        token.type,
        token.nesting,
        token.level,
        token.map[0] if token.map else -1,
        "" if token.children and "#" not in token.content else token.content,
        token.info,
        token.tag,
        {name: value for name, value in token.attrs.items() if isinstance(value, str)} or None,
        tuple(map(_record, token.children or ())),
    )


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The list rule, except that ``2021. 甲`` is a year and ``1) 甲`` would lose its bracket: both stay text."""
    return not _plain_number(state, start) and list_block(state, start, end, silent)


def _ends_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """Keeps a running list from taking what :func:`_list` would not begin with; makes no block of its own."""
    return silent and _plain_number(state, start)


def _ends_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """A line that is indented by full-width spaces begins a new paragraph, as it does on paper; makes no block of its own."""
    return silent and state.src.startswith("\u3000", state.bMarks[start] + state.tShift[start])


def _plain_number(state: StateBlock, line: int) -> bool:
    return bool(_PLAIN_NUMBER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]))
