"""``drafter check``: findings about any DOCX, about texts and about facts files.  Nothing is ever written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from drafter.api.allowing import Silence, Silences
from drafter.api.baseline import Baseline
from drafter.api.build import draft
from drafter.api.codes import ALL, Codes
from drafter.api.draft_review import review_document
from drafter.api.folders import ALLOWANCES_FILE, find_facts, shown_path
from drafter.api.reported import Checked, Figures, Reported, found_in, places, together
from drafter.api.review_context import context_for, lexicon_for, names_for, with_computed
from drafter.api.reviewing import TEXTS, review_lines, told
from drafter.checks.text import FACTS, TEXT, ReviewContext
from drafter.checks.text import find_facts as review_facts
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span, failure
from drafter.facts import Facts, read_allowances

if TYPE_CHECKING:
    from drafter.checks.layout import Standard

YAML = (".yaml", ".yml")
"""The endings of facts files; what is no text either is taken for a DOCX."""
_MISSING, _UNUSED = "F204", "F203"
_NEED_FACTS = frozenset({"F201", "F202", "F209", "F211", "F214"})
_NEED_LAST = frozenset({"F208", "F209", "F210"})
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Known(Struct, frozen=True):
    """What is known besides the files themselves."""

    standard: Standard | None = None
    """A house style; None for GB/T 9704-2012."""
    facts: Facts | None = None
    """With them each figure of a document is traced."""
    last: Facts | None = None
    """Last year's facts."""


NOTHING = Known()


class _Looked(Struct, frozen=True):
    """What came of one file."""

    findings: tuple[Reported, ...]
    paragraphs: int
    figures: Figures
    ran: frozenset[str]
    """The families of rules that ran: layout, text, facts."""
    silence: Silence
    relations: int = 0


def check_files(
    paths: Sequence[Path], known: Known = NOTHING, codes: Codes = ALL, silences: Silences | None = None
) -> Checked:
    """Every finding about *paths*, each a DOCX, a text, a facts file or the folder of one; those that can't be read are told apart.

    What *silences* and the files themselves let stand is told apart too.
    """
    silences = silences or Silences()
    looked: list[_Looked] = []
    empty: list[str] = []
    failures: list[tuple[str, tuple[Diagnostic, ...]]] = []
    for path in paths:
        try:
            result = _look(path, known, codes, silences)
        except DrafterError as error:
            failures.append((shown_path(path), error.diagnostics))
            continue
        looked.append(result)
        silences.settle(result.silence, partial(_judged, result, known, codes))
        if not result.paragraphs:
            empty.append(shown_path(path))
    about_lists = (*(told(p, "") for p in silences.problems), *(found_in(f, "", f.span) for f in silences.unused()))
    everything = chain(*(one.findings for one in looked), about_lists)
    found = [reported for reported in everything if codes.wants(reported.code)]
    return Checked(
        findings=tuple(one for one in found if not one.waiver),
        files=len(looked),
        paragraphs=sum(one.paragraphs for one in looked),
        rules=_ran({family for one in looked for family in one.ran}, codes),
        relations=sum(one.relations for one in looked),
        empty=tuple(empty),
        failures=tuple(failures),
        figures=together(one.figures for one in looked),
        suppressed=tuple(one for one in found if one.waiver and not one.waiver.baseline),
        known=places(one for one in found if one.waiver and one.waiver.baseline),
        gone=_gone(silences.baseline, looked, known, codes) if silences.baseline else None,
    )


def _ran(families: Collection[str], codes: Codes) -> int:
    return sum(codes.wants(code) for family in families for code in _codes_of(family))


@cache
def _codes_of(family: str) -> frozenset[str]:
    if family == "layout":
        from drafter.checks.layout import LAYOUT

        return frozenset(rule.code for rule in LAYOUT)
    return frozenset(rule.code for rule in (TEXT if family == "text" else FACTS))


def _gone(baseline: Baseline, looked: Sequence[_Looked], known: Known, codes: Codes) -> int:
    """How many findings of the baseline were not met, of the rules that ran."""
    return baseline.left(lambda code: any(_judged(one, known, codes, code) for one in looked))


def _judged(one: _Looked, known: Known, codes: Codes, code: str) -> bool:
    """Whether the rule with that code had what it needs to look at a file."""
    if not codes.wants(code):
        return False
    traced = "facts" in one.ran or known.facts is not None
    if (code in _NEED_FACTS and not traced) or (code in _NEED_LAST and known.last is None):
        return False
    reading = "facts" in one.ran and code.startswith("F")
    return reading or any(code in _codes_of(family) for family in one.ran)


def _look(path: Path, known: Known, codes: Codes, silences: Silences) -> _Looked:
    suffix = path.suffix.lower()
    if path.name == ALLOWANCES_FILE:
        raise failure("D001", None, "这是放过的清单，不是文稿", "检查旁边的文稿，清单会照着用")
    if path.is_dir() or suffix in YAML:
        return _facts(path, known, silences)
    problems = Problems()
    context = known_about(path, known, problems)
    complaints = tuple(told(problem, shown_path(path)) for problem in problems)
    if suffix in TEXTS:
        read = review_lines(path, context, silences)
        found = (*complaints, *read.findings)
        return _Looked(found, read.paragraphs, read.figures, frozenset({"text"}), read.silence)
    return _docx(path, known, codes, silences.about(path), context, complaints)


def _docx(
    path: Path, known: Known, codes: Codes, silence: Silence, context: ReviewContext, complaints: tuple[Reported, ...]
) -> _Looked:
    # Here, because facts files and texts need none of what reads a DOCX.
    from drafter.api.docx_review import review_docx
    from drafter.api.layout_review import layout_findings, written_paragraphs
    from drafter.docxview import open_docx

    view = open_docx(path, shown_path(path))
    laid = layout_findings(view, known.standard, silence.judge)
    if not reviews_text(codes):
        return _Looked(laid, written_paragraphs(view), Figures(), frozenset({"layout"}), silence)
    read = review_docx(view, known.standard, context, silence)
    found = (*complaints, *sorted((*laid, *read.findings), key=_reading_order))
    return _Looked(found, written_paragraphs(view), read.figures, frozenset({"layout", "text"}), silence)


def reviews_text(codes: Codes) -> bool:
    """Whether the text of a DOCX is asked about, and not its layout alone."""
    return any(codes.wants(rule.code) for rule in TEXT)


def known_about(path: Path, known: Known, problems: Problems) -> ReviewContext:
    """What the rules about text know besides the text of the file *path*."""
    lexicon = lexicon_for(path, problems)
    context = context_for(known.facts, lexicon, known.last) if known.facts else ReviewContext(lexicon=lexicon)
    return replace(context, names=names_for(path, known.facts))


def _reading_order(reported: Reported) -> tuple[int, int]:
    return (reported.finding.paragraph, reported.finding.start) if reported.finding else (0, 0)


def read_known(house: Path | None = None, facts: Path | None = None, last: Path | None = None) -> Known:
    """What the files that the user names besides those to check say.

    Raises:
        DrafterError: one can't be read, or has mistakes.
    """
    return Known(
        _house(house) if house else None,
        _read_facts(facts, "--facts") if facts else None,
        _read_facts(last, "--last") if last else None,
    )


def _house(path: Path) -> Standard:
    from drafter.api.layout_review import read_house
    from drafter.checks.layout import standard_from_layout

    return standard_from_layout(read_house(path))


def _read_facts(path: Path, option: str) -> Facts:
    """The facts in *path*; a document is not compared with half of them.

    Raises:
        DrafterError: it can't be read, or a line in it can't.
    """
    found, problems = find_facts(str(path)), Problems()
    made = draft(found, problems, reviewed=False)
    unread = tuple(problem for problem in problems.errors if problem.code.startswith("Y"))
    if unread:
        message = f"{option} 的事实文件“{shown_path(found)}”有读不懂的行，没有对照"
        raise DrafterError(Diagnostic("D001", Severity.ERROR, None, message, "先改好下面这些行"), *unread)
    return with_computed(made.facts, made.rendered.computed)


def _facts(path: Path, known: Known, silences: Silences) -> _Looked:
    found, read_so_far = find_facts(str(path)), Problems()
    try:
        made = draft(found, read_so_far, reviewed=False)
    except DrafterError as error:
        raise DrafterError(*dict.fromkeys((*read_so_far, *error.diagnostics))) from error
    silence = silences.about(found, read_allowances(made.facts.allowed, Problems()))
    problems = made.problems
    for one in made.allowed:
        problems.add(one)
    for missing in made.rendered.missing:
        # A fact that is not in the file has no line of its own.
        place = missing.span if missing.span is not None and missing.span.source else None
        problems.add(Diagnostic(_MISSING, Severity.ERROR, place, *_asked(missing.path, missing.department)))
    for unused in made.rendered.unused:
        reason = f"（{unused.reason}）" if unused.reason else ""
        message = f"“{unused.fact.path}”没有句子用到{reason}"
        hint = "核对路径是否写对，或者在片段、自拟里写一句用到它的话"
        problems.add(Diagnostic(_UNUSED, Severity.INFO, unused.fact.span, message, hint))
    context = context_for(made.facts, lexicon_for(found, problems), known.last)
    shown = shown_path(found)
    read = review_document(made.document, shown, context, silence)
    about_facts = review_facts(made.facts, made.catalogue, known.last, silence.judge)
    findings = [*(told(p, shown, silence) for p in problems), *(found_in(f, shown, f.span) for f in about_facts)]
    return _Looked(
        (*sorted(findings, key=_severest_first), *read.findings),
        read.paragraphs,
        read.figures,
        frozenset({"text", "facts"}),
        silence,
        made.relations.checked,
    )


def _asked(path: str, department: str) -> tuple[str, str]:
    whom = f"向{department}要" if department else "问清楚"
    return f"“{path}”待补", f"{whom}这个数，填进事实文件；没有这件事的填“不涉及”"


def _severest_first(reported: Reported) -> tuple[int, str, int, int]:
    span = reported.span or Span("", 0, 0)
    return (_SEVERITIES.index(reported.severity), span.file, span.line, span.column)
