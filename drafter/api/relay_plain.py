"""The way out for a text whose elements stand in no order that an official document has: every line in its place."""

from __future__ import annotations

from drafter.api.relay_blocks import Guess, blocks_of
from drafter.api.relay_document import Restored, footnotes_of, title_of
from drafter.api.relay_text import Place
from drafter.checks.layout import Part, Role
from drafter.document import Document
from drafter.docxview import DocxView

_ROLE = "普通段落（次序或写法套不进公文格式，题目以外的要素都照原样排）"


def restore_plain(view: DocxView, restored: Restored, place: Place) -> Restored | None:
    """The document with its title, if that comes first, and all else as text; *place* is what did not fit in *restored*.

    None for a document with a 版头, which would be spoilt.
    """
    recognised = restored.recognised
    if recognised.has_header:
        return None
    parts = list(recognised.parts)
    opening: list[Part] = []
    while parts and parts[0].role in (Role.TITLE, Role.BLANK):
        opening.append(parts.pop(0))
    guesses = [Guess(place, _ROLE), *restored.guesses]
    document = Document(
        title=title_of([part.text for part in opening if part.role is Role.TITLE]),
        blocks=tuple(blocks_of(view, parts, guesses)),
        notes=footnotes_of(view),
    )
    return Restored(document, tuple(dict.fromkeys(guesses)), recognised)
