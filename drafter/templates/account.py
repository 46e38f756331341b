"""What rendering gives back: the sections, and what became of the facts."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from drafter.diagnostics import Span
from drafter.facts import Fact
from drafter.marks import Marks
from drafter.templates.engine import Use


class RenderedSection(NamedTuple):
    """One section as Markdown."""

    name: str
    markdown: str
    marks: Marks
    numbered: bool
    places: tuple[Span | None, ...] = ()
    """For each line of the Markdown, where its wording stands."""


class Missing(NamedTuple):
    """A fact that is missing, or known to be."""

    path: str
    department: str
    note: str = ""
    span: Span | None = None
    printed: bool = True
    """False: it was declared 待补, but no sentence uses it."""


class Unused(NamedTuple):
    """A given fact that no sentence says, and why."""

    fact: Fact
    reason: str = ""


class Rendered(NamedTuple):
    """All sections, and the account of what became of the facts."""

    sections: tuple[RenderedSection, ...]
    title: str
    subtitle: str
    used: frozenset[str]
    missing: tuple[Missing, ...]
    unused: tuple[Unused, ...]
    computed: tuple[Use, ...]
    own: int
    """How many paragraphs of 自拟 were spoken."""
    rewritten: tuple[str, ...]
    """Fragments replaced by 改写."""
    pinned: tuple[str, ...]
    moved: tuple[str, ...]
    """Fragments whose variant was moved on, because their neighbour opens alike."""


class Account(Struct, eq=False):
    """What was said, over all sections."""

    uses: list[Use] = field(default_factory=list)
    themes: dict[str, str] = field(default_factory=dict)
    """For each missing path, the theme whose wording asked for it."""
    own: int = 0
    rewritten: dict[str, frozenset[str]] = field(default_factory=dict)
    placed_own: set[int] = field(default_factory=set)
