"""Reusable wording: theme files, the fragments in them, and the variants of each fragment."""

from drafter.fragments.figures import Figure, figures_in
from drafter.fragments.library import Library, declared_names, load_library
from drafter.fragments.theme import Fragment, Theme, Variant, parse_theme
from drafter.fragments.wording import Clause, Tag, Wording, plain_text, scan

__all__ = [
    "Clause",
    "Figure",
    "Fragment",
    "Library",
    "Tag",
    "Theme",
    "Variant",
    "Wording",
    "declared_names",
    "figures_in",
    "load_library",
    "parse_theme",
    "plain_text",
    "scan",
]
