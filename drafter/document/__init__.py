"""The finished text as a small frozen tree, the contract between what is said and how it looks.

Writers know this tree and nothing above it; templates and the Markdown parser fill it and know nothing of DOCX.
"""

from drafter.document.layout import FontSpec, Layout, PageSpec, ParagraphSpec
from drafter.document.model import (
    Attachment,
    Block,
    Document,
    Element,
    Footnote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Run,
    Table,
    TableRow,
    block_text,
    map_runs,
    runs_of,
    shift_notes,
    text_of,
)
from drafter.document.outline import (
    LevelNumbering,
    Numbering,
    announce,
    chinese_numeral,
    counting_numeral,
    label,
    number,
    prune,
)
from drafter.document.title import title_lines

__all__ = [
    "Attachment",
    "Block",
    "Document",
    "Element",
    "FontSpec",
    "Footnote",
    "Heading",
    "Image",
    "Layout",
    "LevelNumbering",
    "ListBlock",
    "Numbering",
    "PageSpec",
    "Paragraph",
    "ParagraphSpec",
    "Run",
    "Table",
    "TableRow",
    "announce",
    "block_text",
    "chinese_numeral",
    "counting_numeral",
    "label",
    "map_runs",
    "number",
    "prune",
    "runs_of",
    "shift_notes",
    "text_of",
    "title_lines",
]
