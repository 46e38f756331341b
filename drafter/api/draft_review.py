"""The rules about text on a document that drafter built: each finding with the line of its fact or of its wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from drafter.api.folders import ALLOWANCES_FILE
from drafter.api.reported import Examined, Figures, Reported, found_in
from drafter.api.review_context import context_for, lexicon_for
from drafter.checks import Finding, Judge, Strength
from drafter.checks.text import (
    FACTS,
    TEXT,
    Line,
    ReviewContext,
    ReviewText,
    find_errors,
    find_fact_errors,
    find_text,
    from_document,
)
from drafter.checks.text.numbers import Number
from drafter.checks.text.sources import COMPUTED, sources_of
from drafter.diagnostics import Anchor, Diagnostic, Problems, Severity, Span
from drafter.document import Document, Heading, Paragraph, Run, block_text, runs_of
from drafter.facts import read_allowances

if TYPE_CHECKING:
    from drafter.api.allowing import Silence
    from drafter.api.build import Draft

_UNTRACED = ("F201", "F202", "F209", "F211")
"""The rules that a figure breaks which no fact says."""


class Reviewed(NamedTuple):
    """What came of the text of one file."""

    findings: tuple[Reported, ...]
    paragraphs: int
    figures: Figures
    silence: Silence
    """What was let stand in it."""


def review_document(document: Document, shown: str, context: ReviewContext, silence: Silence) -> Reviewed:
    """The findings about a document that drafter built."""
    text = from_document(document)
    findings = find_text(text, context, silence.judge)
    reported = tuple(_in_draft(finding, document, shown) for finding in findings)
    return Reviewed(reported, len(document.blocks), figures_of(text, context, findings), silence)


def with_errors(draft: Draft, facts_file: Path) -> Draft:
    """*draft* with what keeps its text from being signed among its problems, and with the account of what was looked at.

    What 文稿.放过 or a list beside the file lets stand is noted as such instead.
    """
    judge = _judge(draft, facts_file)
    context = context_for(draft.facts, lexicon_for(facts_file, draft.problems))
    text = from_document(draft.document)
    findings = find_errors(text, context, judge)
    told = _told_lines(draft)
    _note(draft, find_fact_errors(draft.facts, draft.catalogue, judge))
    _note(draft, (finding for finding in findings if not _is_told(finding, draft, told)))
    rules = len(TEXT.blocking(context.lexicon.blocking)) + len(FACTS.blocking())
    return replace(draft, examined=Examined(rules, figures_of(text, context, findings)))


def note_findings(draft: Draft, facts_file: Path) -> None:
    """Add what the rules about text find in *draft* besides errors, for the draft edition: warnings, no hints."""
    context = context_for(draft.facts, lexicon_for(facts_file, draft.problems))
    found = find_text(from_document(draft.document), context, _judge(draft, facts_file))
    _note(draft, (finding for finding in found if finding.severity is Severity.WARNING))


def _told_lines(draft: Draft) -> set[tuple[str, int]]:
    """The lines that errors of the facts are about."""
    places = (place for error in draft.problems.errors for place in (error.place, *error.related))
    return {(place.file, place.line) for place in places if isinstance(place, Span)}


def _is_told(finding: Finding, draft: Draft, told: Collection[tuple[str, int]]) -> bool:
    """Whether a sum or share that the text gets wrong is wrong in the facts already, and *told* there."""
    if finding.strength is not Strength.ARITHMETIC:
        return False
    typed = (run.mark.span for run in _runs_at(finding, draft.document) if run.mark and run.mark.span)
    return any((span.file, span.line) in told for span in typed)


def _note(draft: Draft, findings: Iterable[Finding]) -> None:
    for finding in findings:
        f, document = finding, draft.document
        kept = draft.allowed if f.waiver else draft.problems
        place = _span(f, _runs_at(f, document))
        kept.add(Diagnostic(f.code, f.severity, place, f.message, f.hint, anchor=_anchor(f, document)))


def _judge(draft: Draft, facts_file: Path) -> Judge | None:
    """What is let stand in *draft*; None if nobody lets anything stand."""
    if not draft.facts.allowed and not (facts_file.parent / ALLOWANCES_FILE).is_file():
        return None
    from drafter.api.allowing import Silences

    silences = Silences()
    silence = silences.about(facts_file, read_allowances(draft.facts.allowed, Problems()))
    for problem in silences.problems:
        draft.problems.add(problem)
    return silence.judge


def _in_draft(finding: Finding, document: Document, shown: str) -> Reported:
    where = f"生成的文稿：{finding.place or '整篇'}"
    runs = _runs_at(finding, document)
    said = next((run.mark for run in runs if run.mark), None)
    span = _span(finding, runs)
    if said and said.paths and not finding.fact:
        finding = replace(finding, fact=said.paths[0])
    return found_in(finding, span.file if span else shown, span, where)


def _span(finding: Finding, runs: Iterable[Run]) -> Span | None:
    """The line to mend: that of the first fact among *runs*, else that of the wording."""
    typed = [run.mark.span for run in runs if run.mark and run.mark.span]
    worded = [run.origin.span for run in runs if run.origin and run.origin.span]
    return finding.span or next(iter((*typed, *worded)), None)


def _runs_at(finding: Finding, document: Document) -> list[Run]:
    """The runs that the first place of *finding* touches."""
    if not 1 <= finding.paragraph <= len(document.blocks):
        return []
    block = document.blocks[finding.paragraph - 1]
    at = len(block.label) if isinstance(block, Heading | Paragraph) else 0
    touched = []
    for run in runs_of(block):
        length = 1 if run.line_break else len(run.text)
        if length and at < (finding.end or at + 1) and finding.start < at + length:
            touched.append(run)
        at += length
    return touched


def _anchor(finding: Finding, document: Document) -> Anchor | None:
    """The first place of *finding*; None if it lies in no block of the text."""
    if not 1 <= finding.paragraph <= len(document.blocks):
        return None
    block = finding.paragraph - 1
    return Anchor(block, finding.start, finding.end or len(block_text(document.blocks[block])))


def figures_of(text: ReviewText, context: ReviewContext, findings: Sequence[Finding]) -> Figures:
    """What became of the figures of *text*; *findings* are those about it."""
    if context.facts is None:
        return Figures(unchecked=len(text.figures))
    failed = sum(finding.count for finding in findings if finding.code in _UNTRACED and not finding.waiver)
    if text.built:
        kinds = Counter(_said_by(line, number) for line, number in text.figures)
        return Figures(kinds["traced"], kinds["recomputed"], failed, max(0, kinds["unchecked"] - failed))
    sources = sources_of(context.facts, context.last)
    found = [sources.of(number) for _, number in text.figures]
    traced = sum(1 for one in found if any(not source.path.endswith(COMPUTED) for source in one))
    return Figures(traced, max(0, len(found) - traced - failed), failed)


def _said_by(line: Line, number: Number) -> str:
    """How a figure came into a draft: typed as a fact, worked out from facts, or written in wording."""
    marks = [s.mark for s in line.stretches if s.mark and s.start < number.end and number.start < s.end]
    if not marks:
        return "unchecked"
    return "recomputed" if any(mark.computed for mark in marks) else "traced"
