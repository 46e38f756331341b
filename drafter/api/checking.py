"""``drafter check``: findings about any DOCX and about facts files, and the pages of the manual.  Nothing is ever written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.api.folders import find_facts, shown_path
from drafter.checks import LAYOUT, Finding, Registry, Rule, Standard, Subject, find_layout, standard_from_layout
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span, failure
from drafter.document import Layout
from drafter.docxview import DocxView, ParagraphView, TableView, open_docx
from drafter.templates import read_layout
from drafter.yamlfile import Mapping, load_yaml

FACTS = (".yaml", ".yml")
"""The endings of facts files; everything else is taken for a DOCX."""
_MISSING, _UNUSED = "F204", "F203"
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding about one file."""

    file: str
    """The path as it is shown to the user."""
    code: str
    severity: Severity
    statement: str
    """The finding without its place."""
    message: str
    """The finding as one sentence, its place included."""
    hint: str
    where: str = ""
    """The place in words, such as 第3段“…”; empty if it is the whole file."""
    layout: Finding | None = None
    """Set for a finding about a DOCX."""
    diagnostic: Diagnostic | None = None
    """Set for a finding about a facts file."""

    def record(self) -> dict[str, str | int]:
        """The finding as plain data for JSON; what does not apply is empty or 0."""
        common: dict[str, str | int] = {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "paragraph": 0,
            "quote": "",
            "message": self.message,
            "hint": self.hint,
            "clause": "",
            "strength": "",
            "found": "",
            "wanted": "",
            "count": 1,
            "line": 0,
            "column": 0,
            "where": self.where,
        }
        if self.layout is not None:
            return common | self.layout.record()
        place = self.diagnostic.place if self.diagnostic else None
        if isinstance(place, Span):
            common |= {"file": place.file, "line": place.line, "column": place.column}
        return common


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a run over several files."""

    findings: tuple[Reported, ...]
    files: int
    """How many files could be read."""
    paragraphs: int
    """How many paragraphs with text they hold, those in tables included."""
    rules: int
    """How many rules of layout ran; 0 if no DOCX was looked at."""
    relations: int
    """How many relations between facts were worked out."""
    empty: tuple[str, ...]
    """The files in which there is nothing to check."""
    failures: tuple[tuple[str, tuple[Diagnostic, ...]], ...]
    """The files that could not be read, and why."""

    def count(self, severity: Severity) -> int:
        """How many findings weigh *severity*."""
        return sum(1 for finding in self.findings if finding.severity is severity)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of one file."""

    findings: tuple[Reported, ...]
    paragraphs: int
    relations: int = 0
    docx: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """Which findings are wanted, by their codes or the beginnings of codes."""

    select: tuple[str, ...] = ()
    """Empty for all."""
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of *code* are wanted."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))


def codes_of(select: str, ignore: str) -> Codes:
    """The codes that ``--select`` and ``--ignore`` name, separated by commas.

    Raises:
        DrafterError: one is no beginning of a code, or of no rule's.
    """
    return Codes(_prefixes(select, "--select"), _prefixes(ignore, "--ignore"))


def _prefixes(given: str, option: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(c.strip().upper() for c in given.replace("，", ",").split(",") if c.strip()))
    for code in codes:
        layout = code.startswith("L")
        known = any(rule.code.startswith(code) for rule in LAYOUT) if layout else _is_code(code)
        if not known:
            raise failure(
                "D000",
                None,
                f"{option} 里的“{code}”不是规则代码",
                "代码如 L730，也可以只写开头几位；清单见：drafter rules",
            )
    if given and not codes:
        raise failure("D000", None, f"{option} 后面没有写代码", "代码如 L730，可用逗号连写")
    return codes


def _is_code(text: str) -> bool:
    return len(text) <= 4 and text[:1].isascii() and text[:1].isalpha() and (text[1:].isdecimal() or not text[1:])


def check_files(paths: Sequence[Path], house: Layout | None = None, codes: Codes = Codes()) -> Checked:
    """Every finding about *paths*, each a DOCX, a facts file or the folder of one; those that can't be read are told apart.

    A DOCX is compared with GB/T 9704-2012, or with *house*.
    """
    standard = standard_from_layout(house) if house is not None else None
    looked: list[_Looked] = []
    empty: list[str] = []
    failures: list[tuple[str, tuple[Diagnostic, ...]]] = []
    for path in paths:
        try:
            result = _facts(path) if path.is_dir() or path.suffix.lower() in FACTS else _docx(path, standard)
        except DrafterError as error:
            failures.append((shown_path(path), error.diagnostics))
            continue
        looked.append(result)
        if not result.paragraphs:
            empty.append(shown_path(path))
    ran = sum(1 for rule in LAYOUT if codes.wants(rule.code)) if any(one.docx for one in looked) else 0
    return Checked(
        findings=tuple(finding for one in looked for finding in one.findings if codes.wants(finding.code)),
        files=len(looked),
        paragraphs=sum(one.paragraphs for one in looked),
        rules=ran,
        relations=sum(one.relations for one in looked),
        empty=tuple(empty),
        failures=tuple(failures),
    )


def read_house(path: Path) -> Layout:
    """The house style in the layout file *path*.

    Raises:
        DrafterError: it can't be read, or says something that is not understood.
    """
    problems = Problems()
    if not path.is_file():
        raise failure(
            "D001", None, f"找不到版式文件“{shown_path(path)}”", "检查 --house 后面的文件名；格式同模板里的 layout.yaml"
        )
    root = load_yaml(path, problems, shown=shown_path(path))
    layout = read_layout(root, problems) if isinstance(root, Mapping) and root.entries else None
    if problems.errors:
        raise DrafterError(*problems.errors)
    if layout is None:
        raise failure("D001", None, f"版式文件“{shown_path(path)}”是空的", "格式同模板里的 layout.yaml")
    return layout


def _docx(path: Path, standard: Standard | None) -> _Looked:
    shown = shown_path(path)
    view = open_docx(path, shown)
    return _Looked(layout_findings(view, standard), written_paragraphs(view), docx=True)


def layout_findings(view: DocxView, standard: Standard | None = None) -> tuple[Reported, ...]:
    """The layout findings about *view*."""
    return tuple(
        Reported(view.shown, f.code, f.severity, f.statement, f.message, f.hint, f.place, layout=f)
        for f in find_layout(view, standard)
    )


def written_paragraphs(view: DocxView) -> int:
    """How many paragraphs of *view* hold text, those in tables and text boxes included."""
    return sum(1 for paragraph in _paragraphs(view) if paragraph.text.strip() or paragraph.label)


def _paragraphs(view: DocxView) -> Iterator[ParagraphView]:
    for item in view.body:
        if isinstance(item, TableView):
            yield from (paragraph for row in item.rows for cell in row.cells for paragraph in cell)
        else:
            yield item
            yield from item.boxes


def _facts(path: Path) -> _Looked:
    # Imported here: looking at a DOCX needs neither templates nor facts.
    from drafter.api.build import draft

    found = find_facts(str(path))
    problems = Problems()
    try:
        made = draft(found, problems)
    except DrafterError as error:
        raise DrafterError(*dict.fromkeys((*problems, *error.diagnostics))) from error
    for missing in made.rendered.missing:
        # A fact that is not in the file has no line of its own.
        place = missing.span if missing.span is not None and missing.span.source else None
        problems.add(Diagnostic(_MISSING, Severity.ERROR, place, *_asked(missing.path, missing.department)))
    for unused in made.rendered.unused:
        reason = f"（{unused.reason}）" if unused.reason else ""
        message = f"“{unused.fact.path}”没有句子用到{reason}"
        hint = "核对路径是否写对，或者在片段、自拟里写一句用到它的话"
        problems.add(Diagnostic(_UNUSED, Severity.INFO, unused.fact.span, message, hint))
    shown = shown_path(found)
    findings = sorted(problems, key=lambda d: (_SEVERITIES.index(d.severity), _position(d)))
    reported = (Reported(shown, d.code, d.severity, d.message, d.message, d.hint, diagnostic=d) for d in findings)
    return _Looked(tuple(reported), len(made.document.blocks), made.relations.checked)


def _asked(path: str, department: str) -> tuple[str, str]:
    whom = f"向{department}要" if department else "问清楚"
    return f"“{path}”待补", f"{whom}这个数，填进事实文件；没有这件事的填“不涉及”"


def _position(diagnostic: Diagnostic) -> tuple[str, int, int]:
    place = diagnostic.place
    return (place.file, place.line, place.column) if isinstance(place, Span) else ("", 0, 0)


def manual() -> tuple[Rule[Subject], ...]:
    """Every rule with its page of the manual, by code."""
    return _explained(LAYOUT)


def _explained(registry: Registry[Subject]) -> tuple[Rule[Subject], ...]:
    return registry.explained()


def pages_of(code: str, rules: Collection[Rule[Subject]]) -> tuple[Rule[Subject], ...]:
    """The rules whose code or name is *code* or begins with it; a blank *code* names none.

    Raises:
        DrafterError: there is no such rule.
    """
    wanted = code.strip()
    found = tuple(r for r in rules if wanted and (r.code.startswith(wanted.upper()) or r.name == wanted.lower()))
    if not found:
        raise failure("D000", None, f"没有代码为“{code}”的规则", _nearest(wanted.upper(), rules))
    return found


def _nearest(code: str, rules: Collection[Rule[Subject]]) -> str:
    """The codes that share the longest beginning with *code*."""
    for length in range(len(code) - 1, 1, -1):
        near = [rule.code for rule in rules if rule.code.startswith(code[:length])]
        if near:
            return f"相近的有：{'、'.join(near[:10])}；全部清单见：drafter rules"
    codes = [rule.code for rule in rules]
    return f"代码从 {codes[0]} 到 {codes[-1]}；全部清单见：drafter rules"
