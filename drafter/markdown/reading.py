"""The one entrance: a Markdown text in, blocks and footnotes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from drafter.diagnostics import Problems, Span, failure
from drafter.document import Block, Footnote, Image
from drafter.markdown.blocks import Blocks
from drafter.markdown.inlines import Inlines
from drafter.markdown.report import Report
from drafter.markdown.syntax import Kept, syntax_of
from drafter.marks import Marks

LONGEST = 2_000_000
"""The most characters one text may have."""


class Parsed(NamedTuple):
    """What a Markdown text says."""

    blocks: tuple[Block, ...]
    notes: tuple[Footnote, ...] = ()
    """Numbered from 1 in the order of first reference."""


def parse(
    markdown: str,
    marks: Marks,
    problems: Problems,
    *,
    file: str,
    line_of: Callable[[int], Span | None] | None = None,
    images: Callable[[str], Image | None] | None = None,
    kept: Kept | None = None,
) -> Parsed:
    """Read *markdown*, in which a mark stands for each fact and origin characters for each fragment's start and end.

    Args:
        markdown: the text; a line break within it is a space only between two words that are not Chinese.
        marks: what the private characters in it stand for.
        problems: receives findings M001-M090; what is wrong is reported and, wherever it can be, printed as it stands.
        file: the name that places get when *line_of* is absent.
        line_of: the place where a line of *markdown*, from 0, was written; None if nobody knows.
        images: loads a picture by its target, a relative path as typed; None if there is none that may be used.
        kept: where parsed texts outlive the process; None for nowhere.

    Raises:
        DrafterError: the text is longer than :data:`LONGEST` characters.
    """
    if len(markdown) > LONGEST:
        raise failure("M091", Span(file, 1), f"文稿超过{LONGEST // 10000}万字，没有读", "把它拆成几份")
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    tokens = syntax_of(text, marks, kept).tokens
    report = Report(problems, file, text, line_of)
    defined = frozenset(token.info for token in tokens if token.type == "footnote_open")
    reader = Blocks(tokens, Inlines(marks, report, defined=defined), report, images)
    blocks = tuple(reader.read())
    return Parsed(blocks, reader.footnotes())
