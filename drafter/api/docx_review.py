"""The rules about text, and those about layout, on any DOCX."""

from __future__ import annotations

from drafter.api.allowing import Silence
from drafter.api.draft_review import Reviewed, figures_of
from drafter.api.reported import found_in
from drafter.checks import Finding
from drafter.checks.layout import Standard, gbt9704, recognise
from drafter.checks.text import ReviewContext, ReviewText, find_text
from drafter.checks.text.reading_docx import from_docx
from drafter.checks.unfolding import unfold
from drafter.docxview import DocxView


def review_docx(view: DocxView, standard: Standard | None, context: ReviewContext, silence: Silence) -> Reviewed:
    """The findings about the text of *view*; *standard* says which words an official document's frame is known by."""
    text, findings = find_in_docx(view, standard, context, silence)
    reported = tuple(found_in(finding, view.shown) for finding in findings)
    return Reviewed(reported, len(text.lines), figures_of(text, context, findings), silence)


def find_in_docx(
    view: DocxView, standard: Standard | None, context: ReviewContext, silence: Silence
) -> tuple[ReviewText, tuple[Finding, ...]]:
    """What the text rules find in *view*; offsets are those of the paragraphs as printed, automatic numbers included."""
    known = standard or gbt9704()
    text = from_docx(recognise(unfold(view), known.words))
    return text, find_text(text, context, silence.judge)
