"""``drafter check --fix``: what the rules know to put instead of what they found, put there.

A text file is changed in place, in its encoding, with its line ends; a DOCX is never changed itself, the new one stands beside it; a
facts file is left alone, for its words are printed as typed.  Fixes that overlap wait for the next round, in which everything is read again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from drafter.api.allowing import Silences
from drafter.api.checking import YAML, Known, known_about, reviews_text
from drafter.api.codes import Codes
from drafter.api.docx_review import find_in_docx
from drafter.api.files import replace_file
from drafter.api.folders import shown_path
from drafter.api.reviewing import TEXTS, find_in_lines
from drafter.checks import Edit, Finding
from drafter.checks.parts import printed
from drafter.checks.text import ReviewText
from drafter.diagnostics import DrafterError, Problems, failure
from drafter.docxview import DocxView, ParagraphView, open_docx
from drafter.docxview.rewriting import Change, changed_docx
from drafter.patterns import lazy
from drafter.yamlfile import SIZE_LIMIT, Stored, read_bounded, read_text, stored_text

_ROUNDS = 20
"""A fix seldom brings another one; nothing is known that needs more than three."""
_LINE = lazy(r"\r\n|\r|\n")
_MENDED = "（已改）"


class Wanted(NamedTuple):
    """Which fixes are to be made."""

    known: Known
    codes: Codes
    unsafe: bool
    silences: Callable[[], Silences]
    """What is let stand is left alone; asked for afresh in every round."""


class Mended(Struct, frozen=True):
    """One file with its fixes made, not yet written."""

    source: Path
    target: Path
    data: bytes
    before: tuple[str, ...]
    """Its lines or paragraphs."""
    after: tuple[str, ...]
    made: tuple[tuple[str, int], ...] = ()
    """How many fixes were made under each code."""
    left: str = ""
    """Why something, or all, was left alone."""

    @property
    def count(self) -> int:
        """How many fixes were made."""
        return sum(count for _, count in self.made)

    def diff(self) -> Iterator[str]:
        """What would change, as a unified diff."""
        name = shown_path(self.source)
        import difflib  # only for --diff

        return difflib.unified_diff(self.before, self.after, name, shown_path(self.target), lineterm="")


def mended(path: Path, wanted: Wanted, output: Path | None = None) -> Mended:
    """The file *path* with its fixes made; nothing is written.

    Raises:
        DrafterError: it can't be read.
    """
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in YAML:
        left = "是事实文件，里面的字照原样印出来，不自动改；照检查结果自己改"
        return Mended(path, path, b"", (), (), left=left)
    if suffix in TEXTS:
        return _mended_text(path, wanted, output or path)
    target = output or path.with_name(f"{path.stem}{_MENDED}.docx")
    if not reviews_text(wanted.codes):
        left = "只查了版式，没有可以自动改的；要改文字就不写 --select，要重排版式用 drafter fix"
        return Mended(path, target, b"", (), (), left=left)
    return _mended_docx(path, wanted, target)


def write_mended(one: Mended) -> None:
    """Put a mended file where it belongs; the old one or the new one is there at any moment.

    Raises:
        DrafterError: D002, another file is in its place; D003, it can't be written.
    """
    target, source = one.target.resolve(), one.source.resolve()
    if target != source and target.exists():
        if target.is_file() and target.read_bytes() == one.data:
            return
        message = f"“{shown_path(one.target)}”已经有了，没有覆盖它"
        raise failure("D002", None, message, "看过不要了就先删去它，或者用 -o 另给一个文件名")
    if target == source and source.suffix.lower() not in TEXTS:
        raise failure("D003", None, "-o 不能是原来的文件：原来的文件要留着核对", "用 -o 另给一个文件名")
    replace_file(target, one.data)


# --- choosing ----------------------------------------------------------------------------------------------------------


class _Chosen(NamedTuple):
    edits: dict[int, list[Edit]]
    """By the number of the line or paragraph, in order."""
    made: Counter[str]


def _chosen(
    findings: Iterable[Finding], wanted: Wanted, kept: Collection[int], refused: Collection[tuple[int, Edit]] = ()
) -> _Chosen:
    """The fixes that do not touch each other, the first one first; none in the lines *kept*, none with an edit that was *refused*."""
    fixes = [
        (spot.paragraph, spot.fix.edits, finding.code)
        for finding in findings
        if not finding.waiver and wanted.codes.wants(finding.code)
        for spot in finding.spots
        if spot.fix and (spot.fix.safe or wanted.unsafe) and spot.paragraph not in kept
        if not any((spot.paragraph, edit) in refused for edit in spot.fix.edits)
    ]
    edits: dict[int, list[Edit]] = {}
    made: Counter[str] = Counter()
    for number, parts, code in sorted(fixes):
        there = edits.setdefault(number, [])
        new = [part for part in parts if not _holds(there, part)]
        if any(_meets(part, there) for part in new):
            continue
        for part in new:
            insort(there, part)
        # Two rules may ask for the very same edit, as both halves of a pair of brackets do: each finding is mended.
        made[code] += 1
    return _Chosen({number: parts for number, parts in edits.items() if parts}, made)


def _holds(there: Sequence[Edit], part: Edit) -> bool:
    at = bisect_left(there, part)
    return at < len(there) and there[at] == part


def _meets(part: Edit, there: Sequence[Edit]) -> bool:
    """Whether *part* meets one of *there*, which are in order and do not meet each other."""
    at = bisect_left(there, part)
    return any(_meet(part, other) for other in there[max(0, at - 1) : at + 1])


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or what is put in touches what is changed."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _edited(text: str, edits: Iterable[Edit]) -> str:
    kept: list[str] = []
    last = 0
    for edit in edits:
        kept += (text[last : edit.start], edit.text)
        last = edit.end
    return "".join((*kept, text[last:]))


# --- text files --------------------------------------------------------------------------------------------------------


def _mended_text(path: Path, wanted: Wanted, target: Path) -> Mended:
    stored, lines = _read_lines(path)
    ends = _LINE.findall(stored.text)
    typed = _LINE.split(stored.text)
    kept = frozenset(number for number, (raw, line) in enumerate(zip(typed, lines, strict=True), 1) if raw != line)
    problems = Problems()
    context = known_about(path, wanted.known, problems)
    made: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        _, _, findings = find_in_lines(path, lines, context, wanted.silences(), problems)
        chosen = _chosen(findings, wanted, kept)
        if not chosen.edits:
            break
        made += chosen.made
        for number, edits in chosen.edits.items():
            lines[number - 1] = typed[number - 1] = _edited(typed[number - 1], edits)
    text = "".join(line + end for line, end in zip(typed, [*ends, ""], strict=True))
    left = f"第{min(kept)}行有看不见的字符，这样的行没有改" if kept else ""
    before = tuple(_LINE.split(stored.text))
    return Mended(path, target, stored.data(text), before, tuple(typed), tuple(sorted(made.items())), left)


def _read_lines(path: Path) -> tuple[Stored, list[str]]:
    """A text file as stored, and its lines as they are reviewed.

    Raises:
        DrafterError: it can't be read, or not so that every byte would come back.
    """
    shown, problems = shown_path(path), Problems()
    if not path.is_file():
        raise failure("D001", None, f"找不到文件“{shown}”", "检查文件名和所在的文件夹")
    data = read_bounded(path, SIZE_LIMIT)
    content = read_text(data, shown, problems)
    if content is None:
        raise DrafterError(*problems.errors)
    stored = stored_text(data)
    if stored is None or len(_LINE.split(stored.text)) != content.count("\n") + 1:
        raise failure("D043", None, f"“{shown}”的编码认不准，没有改", "用记事本打开，另存为 UTF-8 编码再运行")
    return stored, content.split("\n")


# --- DOCX --------------------------------------------------------------------------------------------------------------


def _mended_docx(path: Path, wanted: Wanted, target: Path) -> Mended:
    shown = shown_path(path)
    view = first = open_docx(path, shown)
    data = path.read_bytes()
    problems = Problems()
    context = known_about(path, wanted.known, problems)
    made: Counter[str] = Counter()
    kept: set[tuple[int, Edit]] = set()
    for _ in range(_ROUNDS):
        text, findings = find_in_docx(view, wanted.known.standard, context, wanted.silences().about(path))
        chosen = _chosen(findings, wanted, _unlike(text, view), kept)
        if not chosen.edits:
            break
        there = {paragraph.number: paragraph for paragraph in view.paragraphs}
        changes = {
            number: [_change(edit, _moved(there[number])) for edit in edits] for number, edits in chosen.edits.items()
        }
        texts = {number: there[number].text for number in changes}
        new, refused = changed_docx(data, shown, changes, texts)
        if refused:
            kept |= {(number, _edit(change, _moved(there[number]))) for number, change in refused}
            continue
        made += chosen.made
        data, view = new, open_docx(new, shown)
    left = f"第{min(kept)[0]}段有一处是域、修订或者自动编号，没有改" if kept else ""
    return Mended(path, target, data, _texts(first), _texts(view), tuple(sorted(made.items())), left)


def _unlike(text: ReviewText, view: DocxView) -> frozenset[int]:
    """The paragraphs whose text under review is not the one in the file, such as lines taken out of a text box."""
    said = {paragraph.number: printed(paragraph) for paragraph in view.paragraphs}
    return frozenset(line.number for line in text.lines if said.get(line.number) != line.text)


def _moved(paragraph: ParagraphView) -> int:
    """How much further a character stands in the text of a paragraph than in it as printed: blanks before it, no automatic number."""
    return len(paragraph.text) - len(paragraph.text.lstrip()) - len(paragraph.label)


def _change(edit: Edit, moved: int) -> Change:
    return Change(edit.start + moved, edit.end + moved, edit.text)


def _edit(change: Change, moved: int) -> Edit:
    return Edit(change.start - moved, change.end - moved, change.text)


def _texts(view: DocxView) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in view.paragraphs)
