"""Any DOCX, opened read-only: its text, and its look after styles, themes and lists have been resolved.

The only entry is :func:`open_docx`.  It trusts nothing in the file and never writes.
"""

from drafter.docxview.model import (
    Border,
    DocxView,
    ParagraphLook,
    ParagraphView,
    Properties,
    RowView,
    RunLook,
    SectionView,
    TableView,
    TextRun,
)
from drafter.docxview.reader import open_docx

__all__ = [
    "Border",
    "DocxView",
    "ParagraphLook",
    "ParagraphView",
    "Properties",
    "RowView",
    "RunLook",
    "SectionView",
    "TableView",
    "TextRun",
    "open_docx",
]
