"""The layout family (L707–L709, L710–L799): any DOCX compared with GB/T 9704-2012 or a house style.

::

    view = open_docx(path, shown)
    for finding in find_layout(view):
        print(finding.message, finding.hint)
"""

from __future__ import annotations

from drafter.checks import (
    layout_closing,
    layout_header,
    layout_headings,
    layout_leftovers,
    layout_number,
    layout_page,
    layout_text,
    layout_title,
)
from drafter.checks.engine import Finding, Judge
from drafter.checks.parts import Part, Role
from drafter.checks.registry import LAYOUT
from drafter.checks.roles import RecognisedDocument, recognise
from drafter.checks.standard import Standard, gbt9704, standard_from_layout
from drafter.checks.subject import Subject
from drafter.checks.unfolding import unfold
from drafter.diagnostics import Diagnostic
from drafter.docxview import DocxView

__all__ = [
    "LAYOUT",
    "LAYOUT_MODULES",
    "Part",
    "RecognisedDocument",
    "Role",
    "Standard",
    "Subject",
    "find_layout",
    "gbt9704",
    "recognise",
    "run_layout",
    "standard_from_layout",
]

LAYOUT_MODULES = (
    layout_closing,
    layout_header,
    layout_headings,
    layout_leftovers,
    layout_number,
    layout_page,
    layout_text,
    layout_title,
)
"""Importing them fills :data:`LAYOUT`."""


def find_layout(view: DocxView, standard: Standard | None = None, judge: Judge | None = None) -> tuple[Finding, ...]:
    """Every deviation of *view* from *standard* (GB/T 9704-2012 if none is given), in reading order.

    The same deviation at many places is one finding with a count and its first place.
    """
    known = standard or gbt9704()
    opened = unfold(view)
    return LAYOUT.run(Subject(opened, recognise(opened, known.words), known), judge)


def run_layout(view: DocxView, standard: Standard | None = None) -> tuple[Diagnostic, ...]:
    """As :func:`find_layout`, as diagnostics; the line of a place is the number of the paragraph."""
    return tuple(finding.diagnostic(view.shown) for finding in find_layout(view, standard))
