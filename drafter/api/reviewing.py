"""The rules about text, on what a file says: the context they need, the places of what they find, the account of the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from drafter.api.allowing import Silence, Silences, without_comments
from drafter.api.build import Draft
from drafter.api.folders import library_folders, shown_path
from drafter.api.reported import Figures, Reported
from drafter.checks import Finding
from drafter.checks.layout import Standard, gbt9704, recognise
from drafter.checks.text import (
    Lexicon,
    Line,
    ReviewContext,
    ReviewText,
    find_text,
    from_document,
    from_lines,
    load_lexicon,
)
from drafter.checks.text.numbers import Number
from drafter.checks.text.reading_docx import from_docx
from drafter.checks.text.sources import COMPUTED, sources_of
from drafter.checks.unfolding import unfold
from drafter.diagnostics import Anchor, Diagnostic, DrafterError, Problems, Severity, Span
from drafter.document import Document, Heading, Paragraph, Run, block_text, runs_of
from drafter.docxview import DocxView
from drafter.facts import Fact, Facts, chinese_date, read_allowances
from drafter.facts.dates import date as typed_date
from drafter.facts.values import Text
from drafter.fragments import declared_names
from drafter.templates.engine import Use
from drafter.yamlfile import load_text

TEXTS = (".txt", ".md", ".markdown")
"""The endings of files that hold lines of text."""
WORD_LISTS = "fragments/词表"

_NAMES = ("单位", "署名", "发文机关署名", "发文机关标志", "称呼", "联合单位", "主送机关", "抄送机关")
_UNTRACED = ("F201", "F202", "F209", "F211")
"""The rules that a figure breaks which no fact says."""


class Reviewed(NamedTuple):
    """What came of the text of one file."""

    findings: tuple[Reported, ...]
    paragraphs: int
    figures: Figures
    silence: Silence
    """What was let stand in it."""


def lexicon_for(path: Path, problems: Problems) -> Lexicon:
    """The dated terms of the field: the shipped lists, and the user's own beside the file *path*."""
    folders = (folder for folder, _ in library_folders(WORD_LISTS, path))
    return load_lexicon([f for folder in folders if folder.is_dir() for f in sorted(folder.glob("*.yaml"))], problems)


def names_for(path: Path, facts: Facts | None) -> tuple[str, ...]:
    """Declared names, which no fix may touch: those of the wording, shipped and beside the file *path*, and of *facts*."""
    folders = (folder for folder, _ in library_folders("fragments", path))
    settings = (facts.document.get(name) for name in _NAMES) if facts else ()
    said = (value for setting in settings if setting and not setting.pending for value in setting.values)
    return tuple(name for name in (*declared_names(folders), *said) if len(name) > 1)


def context_for(facts: Facts, lexicon: Lexicon, last: Facts | None = None) -> ReviewContext:
    """What *facts* says about the text that is made of it: the year, who signs and when, and every figure."""
    year = _said(facts, "年度")
    return ReviewContext(
        year=int(year[:4]) if year[:4].isdecimal() else 0,
        organ=_said(facts, "署名") or _said(facts, "单位"),
        signed=_day(_said(facts, "成文日期")),
        facts=facts,
        last=last,
        lexicon=lexicon,
    )


def with_computed(facts: Facts, uses: Iterable[Use]) -> Facts:
    """*facts* with what drafter worked out of them for its own draft, such as a share, beside what was typed."""
    derived = {}
    for use in uses:
        fact = facts.get(use.paths[0]) if use.paths else None
        if fact:
            path = f"{'、'.join(dict.fromkeys(use.paths))}{COMPUTED}"
            derived[f"{path}{use.text}"] = Fact(path, Text(use.text), fact.span)
    return replace(facts, facts={**facts.facts, **derived})


def _said(facts: Facts, name: str) -> str:
    setting = facts.document.get(name)
    return setting.values[0] if setting and setting.values and not setting.pending else ""


def _day(written: str) -> date | None:
    found = typed_date(chinese_date(written))
    return date(found.year, found.month, found.day) if found and found.day else None


# --- files of lines ----------------------------------------------------------------------------------------------------


def review_lines(path: Path, context: ReviewContext, silences: Silences) -> Reviewed:
    """The findings about the text file *path*, each with its line and columns.

    In a Markdown file a comment on a line of its own that begins with 放过 is no text.

    Raises:
        DrafterError: it can't be read.
    """
    shown, problems = shown_path(path), Problems()
    content = load_text(path, shown, problems)
    if content is None:
        raise DrafterError(*problems)
    lines = content.split("\n")
    text, silence, findings = find_in_lines(path, lines, context, silences, problems)
    reported = (*(told(p, shown, silence) for p in problems), *(_in_line(f, shown, lines) for f in findings))
    return Reviewed(reported, len(text.lines), figures_of(text, context, findings), silence)


def find_in_lines(
    path: Path, lines: list[str], context: ReviewContext, silences: Silences, problems: Problems
) -> tuple[ReviewText, Silence, tuple[Finding, ...]]:
    """What the text rules find in the *lines* of the file *path*; paragraphs are lines from 1, offsets columns from 0."""
    markdown = path.suffix.lower() != ".txt"
    typed, allowed = without_comments(lines, shown_path(path)) if markdown else (lines, [])
    silence = silences.about(path, read_allowances(allowed, problems))
    text = from_lines(typed, markdown=markdown)
    return text, silence, find_text(text, context, silence.judge)


def told(diagnostic: Diagnostic, shown: str, silence: Silence | None = None) -> Reported:
    """*diagnostic* as a finding about the file *shown*."""
    d = diagnostic
    waiver = silence.of(d) if silence else None
    return Reported(shown, d.code, d.severity, d.message, d.message, d.hint, diagnostic=d, waiver=waiver)


def _in_line(finding: Finding, shown: str, lines: list[str]) -> Reported:
    number = finding.paragraph
    if not 1 <= number <= len(lines):
        return found_in(finding, shown)
    source = lines[number - 1].rstrip("\r")
    last = finding.end or len(source)
    return found_in(finding, shown, Span(shown, number, finding.start + 1, last + 1, source))


def found_in(finding: Finding, shown: str, span: Span | None = None, where: str | None = None) -> Reported:
    """*finding* as one about the file *shown*; *span* is the line that it concerns, if it can be opened."""
    f = finding
    place = f.place if where is None else where
    line = Diagnostic(f.code, f.severity, span, f.statement, f.hint) if span else None
    told_where = "" if span and where is None else place
    return Reported(
        shown, f.code, f.severity, f.statement, f.message, f.hint, told_where, f, diagnostic=line, waiver=f.waiver
    )


# --- DOCX --------------------------------------------------------------------------------------------------------------


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


# --- drafts ------------------------------------------------------------------------------------------------------------


def review_document(document: Document, shown: str, context: ReviewContext, silence: Silence) -> Reviewed:
    """The findings about a document that drafter built, each with the line of its fact or of its wording."""
    text = from_document(document)
    findings = find_text(text, context, silence.judge)
    reported = tuple(_in_draft(finding, document, shown) for finding in findings)
    return Reviewed(reported, len(document.blocks), figures_of(text, context, findings), silence)


def _in_draft(finding: Finding, document: Document, shown: str) -> Reported:
    where = f"生成的文稿：{finding.place or '整篇'}"
    runs = _runs_at(finding, document)
    said = next((run.mark for run in runs if run.mark), None)
    span = finding.span or next((run.mark.span for run in runs if run.mark and run.mark.span), None)
    span = span or next((run.origin.span for run in runs if run.origin and run.origin.span), None)
    if said and said.paths and not finding.fact:
        finding = replace(finding, fact=said.paths[0])
    return found_in(finding, span.file if span else shown, span, where)


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


def note_findings(draft: Draft, facts_file: Path) -> None:
    """Add what the text rules find in *draft* to its problems, errors and warnings, each at its place in the document.

    What 文稿.放过 or a list beside the file lets stand is noted as such instead.
    """
    context = context_for(draft.facts, lexicon_for(facts_file, draft.problems))
    silences = Silences()
    silence = silences.about(facts_file, read_allowances(draft.facts.allowed, Problems()))
    for finding in find_text(from_document(draft.document), context, silence.judge):
        if finding.severity is not Severity.INFO:
            place = _anchor(finding, draft.document)
            kept = draft.allowed if finding.waiver else draft.problems
            kept.add(Diagnostic(finding.code, finding.severity, place, finding.message, finding.hint))
    for problem in silences.problems:
        draft.problems.add(problem)


def _anchor(finding: Finding, document: Document) -> Anchor | None:
    """The first place of *finding*; None if it lies in no block of the text."""
    if not 1 <= finding.paragraph <= len(document.blocks):
        return None
    block = finding.paragraph - 1
    return Anchor(block, finding.start, finding.end or len(block_text(document.blocks[block])))


# --- figures -----------------------------------------------------------------------------------------------------------


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
