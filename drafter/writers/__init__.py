"""From the finished document to files.  Writers know ``drafter.document`` and nothing above it; checks never import them."""

from drafter.writers.docx import write_docx
from drafter.writers.html import write_html
from drafter.writers.identity import content_id, html_content_id, html_stored_id, stored_id
from drafter.writers.markdown import write_markdown

__all__ = [
    "content_id",
    "html_content_id",
    "html_stored_id",
    "stored_id",
    "write_docx",
    "write_html",
    "write_markdown",
]
