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
    runs_of,
    text_of,
)
from drafter.document.outline import LevelNumbering, Numbering, chinese_numeral, number, prune

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
    "block_text",
    "chinese_numeral",
    "number",
    "prune",
    "runs_of",
    "text_of",
]
