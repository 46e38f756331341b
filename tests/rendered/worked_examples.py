"""The worked examples as documents: each folder of ``examples`` that holds a facts file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from drafter.api import Draft, draft
from drafter.diagnostics import Problems
from drafter.writers import write_docx

EXAMPLES = {path.parent.name: path for path in sorted((Path(__file__).parents[2] / "examples").glob("*/facts.yaml"))}


@cache
def example(name: str) -> Draft:
    """The example *name* as it is built."""
    return draft(EXAMPLES[name], Problems(), cached=False)


def written(name: str) -> bytes:
    """The final edition of the example *name*."""
    made = example(name)
    return write_docx(made.document, made.layout)


def written_for_review(name: str) -> bytes:
    """The draft edition of the example *name*: controls around the figures, findings as comments."""
    made = example(name)
    return write_docx(made.document, made.layout, notes=tuple(made.problems), draft=True)
