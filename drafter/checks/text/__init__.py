"""The review of the text: numbers, facts, time, wording, punctuation, structure, leftovers (N, F, T, W, P, S, L701–L706).

It works on a text model that is made of a document drafter built, of the lines of a plain or Markdown file, or of any DOCX
(:func:`drafter.checks.text.reading_docx.from_docx`)::

    text = from_lines(path.read_text(encoding="utf-8").splitlines())
    for finding in find_text(text, ReviewContext(year=2024, lexicon=load_lexicon(files, problems))):
        print(finding.message, finding.hint)

A rule keeps silent unless it is sure: what is not given (year, organ, facts, last year's facts, the field's word lists) is read
from the text or not checked at all.
"""

from __future__ import annotations

from itertools import chain

from drafter.checks.engine import Finding, Judge
from drafter.checks.text import (
    announced,
    changes,
    figures,
    grammar,
    leftovers,
    numerals,
    punctuation,
    punctuation_usage,
    quantities,
    repeats,
    shares,
    slips,
    structure,
    subsets,
    sums,
    timing,
    trace,
    units,
    years,
)
from drafter.checks.text.context import TEXT, Review, ReviewContext
from drafter.checks.text.facts_review import FACTS, FactsReview
from drafter.checks.text.lexicon import Lexicon, load_lexicon
from drafter.checks.text.mending import placed
from drafter.checks.text.model import Kind, Line, Part, ReviewText
from drafter.checks.text.reading import from_document, from_lines
from drafter.diagnostics import Severity
from drafter.facts import Catalogue, Facts

__all__ = [
    "FACTS",
    "TEXT",
    "TEXT_MODULES",
    "Kind",
    "Lexicon",
    "Line",
    "Part",
    "Review",
    "ReviewContext",
    "ReviewText",
    "find_errors",
    "find_fact_errors",
    "find_facts",
    "find_text",
    "from_document",
    "from_lines",
    "load_lexicon",
]

TEXT_MODULES = (
    announced,
    changes,
    figures,
    grammar,
    leftovers,
    numerals,
    punctuation,
    punctuation_usage,
    quantities,
    repeats,
    shares,
    slips,
    structure,
    subsets,
    sums,
    timing,
    trace,
    units,
    years,
)
"""Importing them fills :data:`TEXT`."""


def find_text(
    text: ReviewText, context: ReviewContext | None = None, judge: Judge | None = None
) -> tuple[Finding, ...]:
    """Every finding about *text*, in reading order; the same sentence about many places is one finding with a count.

    What *judge* waives is among them, apart.  Their fixes are in offsets of the source's paragraphs.
    """
    known = context or ReviewContext()
    named = chain(known.names, known.lexicon.titles, (term.name for term in known.lexicon.terms))
    return placed(TEXT.run(Review(text, known), judge), text, named)


def find_errors(text: ReviewText, context: ReviewContext, judge: Judge | None = None) -> tuple[Finding, ...]:
    """What :func:`find_text` finds that keeps a document from being signed; no rule runs that can find nothing of that weight."""
    found = TEXT.run(Review(text, context), judge, TEXT.blocking(context.lexicon.blocking))
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def find_fact_errors(facts: Facts, catalogue: Catalogue, judge: Judge | None = None) -> tuple[Finding, ...]:
    """What :func:`find_facts` finds that keeps a document from being signed."""
    found = FACTS.run(FactsReview(facts, catalogue), judge, FACTS.blocking())
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def find_facts(
    facts: Facts, catalogue: Catalogue, last: Facts | None = None, judge: Judge | None = None
) -> tuple[Finding, ...]:
    """What is wrong or odd about *facts* alone, besides what :func:`drafter.facts.verify` says; ``Finding.span`` is the line."""
    return FACTS.run(FactsReview(facts, catalogue, last), judge)
