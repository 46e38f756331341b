"""One document of a batch: what is asked for, how it is made, and what came of it.  Everything here crosses process borders."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from drafter.api.build import draft
from drafter.api.files import refuse_foreign, write_outputs
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span
from drafter.yamlfile import Entry, Scalar

_MOST = 20
"""How many findings of one document are carried back; thousands of documents must not fill the memory."""
_OPEN = "（草稿）"


class Cell(Struct, frozen=True):
    """One cell of a roster: the fact's full path, what was typed, and where."""

    path: str
    text: str
    place: Span

    def entry(self) -> Entry:
        """The cell as a line of a facts file."""
        return Entry(self.path, self.place, Scalar(self.text, self.place, block="\n" in self.text))


class Job(Struct, frozen=True):
    """One document to be made.  Its paths are absolute: the worker may run elsewhere."""

    name: str
    """The file's name without its suffix; no two jobs of a batch share one."""
    facts: Path
    folder: Path
    """Where the document goes."""
    cells: tuple[Cell, ...] = ()
    """What stands in place of the facts file's own entries."""
    trouble: tuple[Diagnostic, ...] = ()
    """Why this document can't be made at all."""
    formats: tuple[str, ...] = ("docx",)
    force: bool = False
    inputs: str = ""
    """SHA-256 of all that the document is made from."""


class Outcome(Struct, frozen=True):
    """What came of a :class:`Job`."""

    name: str
    inputs: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each written file, by its name in the job's folder; empty if nothing was written."""
    errors: int = 0
    missing: int = 0
    """How many facts are 待补."""
    findings: tuple[Diagnostic, ...] = ()
    """Errors first, at most twenty; if nothing was written, the reason."""
    skipped: bool = False
    """Everything was right already."""

    @property
    def failed(self) -> bool:
        """Whether the document was not written."""
        return not self.files

    @property
    def signable(self) -> bool:
        """Whether it was written and nothing is open."""
        return bool(self.files) and not self.errors and not self.missing


def make(job: Job) -> Outcome:
    """Make the document of *job*; whatever happens to it, the other documents of the batch go on."""
    if job.trouble:
        return Outcome(job.name, job.inputs, findings=job.trouble)
    problems = Problems()
    try:
        return _made(job, problems)
    except DrafterError as error:
        return Outcome(job.name, job.inputs, findings=_listed((*error.diagnostics, *problems)))
    except OSError as error:
        reason = Diagnostic(
            "D020", Severity.ERROR, None, f"系统说：{error.strerror or error}", "检查文件和文件夹的权限"
        )
        return Outcome(job.name, job.inputs, findings=(reason,))
    except Exception as error:
        # A mistake of drafter's own: a batch of thousands must not be lost for one document.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        message = f"程序出错，这一份没有写：{type(error).__name__}（{where}）"
        return Outcome(job.name, job.inputs, findings=(failed_by(message),))


def failed_by(message: str) -> Diagnostic:
    """The finding for a document that drafter itself failed to make."""
    return Diagnostic("D021", Severity.ERROR, None, message, "单独运行 drafter build 看详细情况，并告诉开发者")


def _made(job: Job, problems: Problems) -> Outcome:
    made = draft(job.facts, problems, over=tuple(cell.entry() for cell in job.cells))
    stem = job.name if made.signable else job.name + _OPEN
    targets = [job.folder / f"{stem}.{name}" for name in job.formats]
    for name, target in zip(job.formats, targets, strict=True):
        if not job.force:
            refuse_foreign(target, name)
    for name, target in zip(job.formats, targets, strict=True):
        write_outputs(made, job.facts, (name,), target, force=job.force)
    return Outcome(
        job.name,
        job.inputs,
        {target.name: hash_of(target) for target in targets},
        len(made.problems.errors),
        len(made.rendered.missing),
        _listed(made.problems.errors),
    )


def hash_of(path: Path) -> str:
    """SHA-256 of the file at *path*; empty if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _listed(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    errors = [f for f in dict.fromkeys(findings) if f.severity is Severity.ERROR]
    return tuple(errors[:_MOST])
