"""The rules about text on files of lines."""

from __future__ import annotations

from pathlib import Path

from drafter.api.allowing import Silence, Silences, text_of_markdown
from drafter.api.draft_review import Reviewed, figures_of
from drafter.api.folders import shown_path
from drafter.api.reported import Reported, found_in
from drafter.checks import Finding
from drafter.checks.text import ReviewContext, ReviewText, find_text, from_lines
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span
from drafter.facts import read_allowances
from drafter.yamlfile import load_text

TEXTS = (".txt", ".md", ".markdown")
"""The endings of files that hold lines of text."""
_ODD_CHARACTERS = ("Y011", "Y013", "Y014", "Y015", "Y016", "Y018")


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
    findings = tuple(f for f in findings if not _is_stand_in(f, lines))
    reported = (
        *(told(_as_odd_character(p), shown, silence) for p in problems),
        *(_in_line(f, shown, lines) for f in findings),
    )
    return Reviewed(reported, len(text.lines), figures_of(text, context, findings), silence)


def _as_odd_character(problem: Diagnostic) -> Diagnostic:
    """What reading tells of a character that no document carries; in a text that is what the rule L704 is about."""
    if problem.code not in _ODD_CHARACTERS:
        return problem
    message = problem.message.removesuffix("，已略去")
    return Diagnostic("L704", Severity.ERROR, problem.place, message, "删去，或者重新输入这个字")


def _is_stand_in(finding: Finding, lines: list[str]) -> bool:
    """Whether L704 saw the character that reading put in place of one that it told itself."""
    if finding.code != "L704" or not 1 <= finding.paragraph <= len(lines):
        return False
    return lines[finding.paragraph - 1][finding.start : finding.start + 1] == "\ufffd"


def find_in_lines(
    path: Path, lines: list[str], context: ReviewContext, silences: Silences, problems: Problems
) -> tuple[ReviewText, Silence, tuple[Finding, ...]]:
    """What the text rules find in the *lines* of the file *path*; paragraphs are lines from 1, offsets columns from 0."""
    markdown = path.suffix.lower() != ".txt"
    typed, allowed = text_of_markdown(lines, shown_path(path)) if markdown else (lines, [])
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
