"""Kinds of document, and wording spoken through Jinja: facts go in, Markdown with marks comes out."""

from drafter.templates.account import Missing, Rendered, RenderedSection, Unused
from drafter.templates.cache import CodeCache
from drafter.templates.engine import Use
from drafter.templates.kind import Kind, SectionSpec, kinds_in, load_kind
from drafter.templates.layouts import read_layout
from drafter.templates.needs import Needs, needs_of
from drafter.templates.outline import Unit, units_of
from drafter.templates.rendering import render
from drafter.templates.selection import pin_of
from drafter.templates.vocabulary import VOCABULARY

__all__ = [
    "VOCABULARY",
    "CodeCache",
    "Kind",
    "Missing",
    "Needs",
    "Rendered",
    "RenderedSection",
    "SectionSpec",
    "Unit",
    "Unused",
    "Use",
    "kinds_in",
    "load_kind",
    "needs_of",
    "pin_of",
    "read_layout",
    "render",
    "units_of",
]
