"""Many documents from one template: which ones, made where, and what came of them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from drafter.api.batch_engines import run_distributed, run_here, run_parallel
from drafter.api.batch_jobs import Job, Outcome
from drafter.api.batch_manifest import Inputs, Manifest
from drafter.api.batch_roster import SUFFIXES, read_roster
from drafter.api.files import safe_name
from drafter.api.folders import ALLOWANCES_FILE, shown_path
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span, failure
from drafter.yamlfile import Mapping, Node, Scalar, Sequence, load_yaml

_LIST, _FACTS, _FILE_NAME = "清单", "事实", "文件名"
_LIBRARY = frozenset({"templates", "fragments", "版式", "词表"})
_FACTS_SUFFIXES = (".yaml", ".yml")
_FACTS_FILE = "facts"
"""A file of this name is known by its folder's."""


class Plan(Struct, frozen=True):
    """What a batch will make."""

    jobs: tuple[Job, ...]
    notices: tuple[Diagnostic, ...]
    """What is to be said about the list itself."""
    folder: Path
    """Where the manifest lies."""
    source: Path
    """What was asked for, as an absolute path."""


def plan(source: Path, output: Path | None, facts: Path | None, formats: tuple[str, ...], *, force: bool) -> Plan:
    """The documents that *source* stands for: a folder of facts files, a list of them, or a roster.

    Args:
        source: the folder, the list (YAML) or the roster (CSV, XLSX).
        output: the folder for the documents; None for beside each facts file, and for a roster beside it.
        facts: what all rows of a roster share; for rosters only.
        formats: what to write of each.
        force: overwrite what somebody changed.

    Raises:
        DrafterError: *source* can't be read or stands for nothing, or *output* is a file.
    """
    if output is not None and output.exists() and not output.is_dir():
        raise failure("D022", None, f"-o 后面的“{output}”是一个文件", "写一个文件夹")
    problems = Problems()
    roster = source.suffix.lower() in SUFFIXES and not source.is_dir()
    if facts is not None and not roster:
        raise failure("D022", None, "--facts 只和名册（CSV、XLSX）一起用", "去掉 --facts，或者换成名册")
    jobs = list(_roster(source, facts, output, problems) if roster else _listed(source, output))
    jobs = [replace(job, formats=formats, force=force) for job in _distinct(jobs)]
    folder = output or (source if source.is_dir() else source.parent)
    return Plan(tuple(jobs), tuple(problems), _absolute(folder), _absolute(source))


def run(
    planned: Plan, *, resume: bool, workers: int | None = None, scheduler: str | None = None
) -> Generator[Outcome, None, None]:
    """Make the documents of *planned*; one outcome for each, in the order in which they are ready.

    Args:
        planned: what to make.
        resume: leave alone what is right already.
        workers: how many processes; None for one on each core.
        scheduler: the address of a Dask scheduler whose workers make them instead.

    Raises:
        DrafterError: the manifest can't be written, or the scheduler can't be reached.
    """
    for folder in {planned.folder, *(job.folder for job in planned.jobs)}:
        _make_folder(folder)
    manifest = Manifest(planned.folder)
    skipped: list[Outcome] = []
    jobs = _due(planned, manifest if resume else None, skipped)
    wanted = min(workers or os.cpu_count() or 1, len(planned.jobs))
    outcomes = run_here(jobs) if wanted <= 1 else run_parallel(jobs, wanted)
    if scheduler:
        outcomes = run_distributed(jobs, scheduler)
    try:
        for outcome in outcomes:
            manifest.add(outcome)
            yield outcome
            yield from _emptied(skipped)
        yield from _emptied(skipped)
    finally:
        manifest.save()


def _due(planned: Plan, manifest: Manifest | None, skipped: list[Outcome]) -> Iterator[Job]:
    """The jobs that have to be made, with the hash of what they are made from; the others go to *skipped*."""
    inputs = Inputs(planned.source)
    for job in planned.jobs:
        hashed = job if job.trouble else replace(job, inputs=inputs.of(job))
        known = manifest.known(hashed) if manifest else None
        if known:
            skipped.append(known)
        else:
            yield hashed


def _emptied(outcomes: list[Outcome]) -> Iterator[Outcome]:
    while outcomes:
        yield outcomes.pop(0)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure("D022", None, f"建不了文件夹“{folder}”：{error.strerror}", "用 -o 换一个文件夹") from error


# --- which documents ---------------------------------------------------------------------------------------------------


def _roster(source: Path, facts: Path | None, output: Path | None, problems: Problems) -> Iterator[Job]:
    if not source.is_file():
        raise _not_found(source)
    if facts is None:
        raise failure("D022", None, "名册要和共同的事实文件一起用", "加上 --facts 事实文件，例如 --facts 共同.yaml")
    if not facts.is_file():
        raise _not_found(facts)
    folder = _absolute(output or source.parent)
    for row in read_roster(source, problems):
        name = safe_name(row.name) or f"第{row.place.line}行"
        yield Job(name, _absolute(facts), folder, row.cells, row.trouble)


def _listed(source: Path, output: Path | None) -> Iterator[Job]:
    if source.is_dir():
        found = _facts_below(source)
        if not found:
            raise failure(
                "D022", None, f"文件夹“{source}”里没有事实文件", "事实文件以 .yaml 结尾，也可以放在下面各级文件夹里"
            )
        files: list[tuple[Path, str, Span | None]] = [(path, _name(path, source), None) for path in found]
    elif source.is_file():
        files = _read_list(source)
    else:
        raise _not_found(source)
    for path, name, place in files:
        trouble = () if path.is_file() else (_missing(path, place),)
        beside = path.parent if path.parent.is_dir() else source.parent
        yield Job(name, _absolute(path), _absolute(output or beside), trouble=trouble)


def _facts_below(folder: Path) -> list[Path]:
    """The facts files in and below *folder*; links to folders are not followed."""
    found = []
    for top, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _LIBRARY and not name.startswith(".")]
        found += [
            Path(top, name)
            for name in files
            if Path(name).suffix in _FACTS_SUFFIXES and not name.startswith(".") and name != ALLOWANCES_FILE
        ]
    return sorted(found)


def _name(path: Path, top: Path) -> str:
    """The name of the document of a facts file below *top*: its path, joined by hyphens."""
    below = path.relative_to(top)
    parts = (*below.parent.parts, *(() if path.stem == _FACTS_FILE else (path.stem,)))
    return safe_name("-".join(parts or (_absolute(top).name or _FACTS_FILE,)))


def _read_list(source: Path) -> list[tuple[Path, str, Span | None]]:
    problems = Problems()
    root = load_yaml(source, problems, shown=shown_path(source))
    if root is None or problems.errors:
        raise DrafterError(*problems.errors)
    node = next((entry.value for entry in root.entries if entry.key == _LIST), None)
    if not isinstance(node, Sequence) or not node.items:
        place = Span(shown_path(source), 1)
        raise failure(
            "D022", place, "这不是清单", "写一行“清单:”，下面每行一个“- 事实文件”；只有一份就用 drafter build"
        )
    return [_item(item, source) for item in node.items]


def _item(node: Node, source: Path) -> tuple[Path, str, Span | None]:
    """One line of the list: a path, or 事实 and 文件名."""
    said = (
        {e.key: e.value.text for e in node.entries if isinstance(e.value, Scalar)} if isinstance(node, Mapping) else {}
    )
    given = node.text if isinstance(node, Scalar) else said.get(_FACTS, "")
    if not given:
        raise failure(
            "D022", node.span, "清单的这一项没有写事实文件", "写成“- 甲校/facts.yaml”，或者“- 事实: …”和“文件名: …”两行"
        )
    path = source.parent / given
    known_by = path.parent.name if path.stem == _FACTS_FILE else path.stem
    return path, safe_name(said.get(_FILE_NAME) or known_by) or _FACTS_FILE, node.span


def _distinct(jobs: Iterable[Job]) -> Iterator[Job]:
    """*jobs*, of which one with the name of an earlier one fails instead of being written over it."""
    seen: set[str] = set()
    for job in jobs:
        name = job.name
        while _folded(name) in seen:
            name += "（重名）"
        seen.add(_folded(name))
        if name == job.name:
            yield job
        else:
            message = f"有两份文稿都叫“{job.name}”，后一份没有写"
            double = Diagnostic(
                "D028", Severity.ERROR, _place(job), message, "给其中一份另写文件名（名册、清单里的“文件名”）"
            )
            yield replace(job, name=name, trouble=(*job.trouble, double))


def _place(job: Job) -> Span | None:
    return job.cells[0].place if job.cells else None


def _folded(name: str) -> str:
    """Names that Windows or macOS take for the same are."""
    return unicodedata.normalize("NFC", name).casefold()


def _missing(path: Path, place: Span | None) -> Diagnostic:
    return Diagnostic(
        "D001", Severity.ERROR, place, f"找不到事实文件“{shown_path(path)}”", "检查清单里的路径，从清单所在的文件夹写起"
    )


def _not_found(path: Path) -> DrafterError:
    return failure("D001", None, f"找不到“{path}”", "检查文件名和所在的文件夹")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 — resolve() would follow links away from what the user typed
