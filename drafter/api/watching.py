"""Building again whenever something was saved, and what became different by it.

Files are looked at twice a second.  Polling some fifty files costs under a millisecond, and unlike the notices of the operating system it
works on network drives and in synchronised folders, and does not depend on how an editor saves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct

from drafter.api.build import Draft, draft
from drafter.api.files import Written, write_outputs
from drafter.api.folders import library_folders
from drafter.diagnostics import Diagnostic, DrafterError, Problems, failure
from drafter.document import Heading, runs_of, text_of

INTERVAL = 0.5
"""Seconds between two looks at the files."""
_BESIDE = (".csv", ".png", ".jpg", ".jpeg")
"""What else a facts file or its wording reads: looked for in its folder and one below, never through a whole disk."""


class Change(Struct, frozen=True):
    """One paragraph or fragment that reads otherwise; ``before`` or ``after`` is empty if it came or went."""

    name: str
    """The section of a paragraph; ``theme/name`` of a fragment."""
    before: str
    after: str
    reworded: bool = False
    """Another variant speaks, or its wording was edited; not only a fact."""


class Changes(Struct, frozen=True):
    """What became different from one draft to the next."""

    title: tuple[str, str] | None
    """Before and after; None if it stayed."""
    paragraphs: tuple[Change, ...]
    fragments: tuple[Change, ...]
    used: tuple[str, ...]
    """Facts that are used now and were not before."""
    dropped: tuple[str, ...]
    """Facts that were used before and are not any more."""
    unused: tuple[str, ...]
    """Given facts that no sentence uses now, and that were used or not there before."""
    missing: tuple[str, ...]
    """Facts that are missing now and were not before."""
    filled: tuple[str, ...]
    """Facts that were missing before and are not any more."""
    found: tuple[Diagnostic, ...]
    """Findings that were not there before."""
    solved: int
    """How many findings are gone."""

    def __bool__(self) -> bool:
        """Whether anything at all is different."""
        said = (self.title, self.paragraphs, self.fragments, self.used, self.dropped)
        return any((*said, self.unused, self.missing, self.filled, self.found, self.solved))


class Rebuild(Struct, frozen=True):
    """One run after a save."""

    saved: tuple[Path, ...]
    """The files that were saved, made or deleted; empty for the first run."""
    draft: Draft | None = None
    """None if the facts file can't be read."""
    changes: Changes | None = None
    """Against the last draft; None for the first one."""
    written: tuple[Written, ...] = ()
    """Empty if the targets were refused."""
    refused: tuple[Diagnostic, ...] = ()
    """Why there is no draft, or why it was not written."""


def rebuilds(
    facts_file: Path,
    saves: Iterable[tuple[Path, ...]],
    formats: tuple[str, ...] = ("docx",),
    output: Path | None = None,
    *,
    force: bool = False,
) -> Iterator[Rebuild]:
    """Build once, then again for each of *saves*; trouble is part of the result and never ends the run.

    Args:
        facts_file: what to build.
        saves: gives the files of each save, such as :func:`saves_of`.
        formats: as in :func:`write_outputs`, with *output* and *force*.
        output: the target; None for the title beside the facts file.
        force: overwrite what somebody changed, in the first run; later ones meet only what came in between.
    """
    last: Draft | None = None
    for saved in _first_then(saves):
        problems = Problems()
        try:
            made = draft(facts_file, problems)
        except DrafterError as error:
            yield Rebuild(saved, refused=tuple(dict.fromkeys((*problems, *error.diagnostics))))
            continue
        except OSError as error:
            yield Rebuild(saved, refused=_unreadable(error))
            continue
        compared = changes(last, made) if last else None
        written: tuple[Written, ...] = ()
        refused: tuple[Diagnostic, ...] = ()
        try:
            written = write_outputs(made, facts_file, formats, output, force=force)
        except DrafterError as error:
            refused = error.diagnostics
        last, force = made, False
        yield Rebuild(saved, made, compared, written, refused)


def saves_of(facts_file: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[tuple[Path, ...]]:
    """The files of each save that a build of *facts_file* depends on, for ever; *wait* pauses between two looks.

    A save counts when the files have been left alone for one look, so that a half-written file is not read.
    """
    known = _stamps(facts_file)
    while True:
        wait(INTERVAL)
        seen = _stamps(facts_file)
        if seen == known:
            continue
        while True:
            wait(INTERVAL)
            settled = _stamps(facts_file)
            if settled == seen:
                break
            seen = settled
        saved = tuple(path for path in sorted({*known, *seen}) if known.get(path) != seen.get(path))
        known = seen
        if saved:
            yield saved


def changes(before: Draft, after: Draft) -> Changes:
    """What became different from *before* to *after*."""
    old_title, new_title = before.document.name, after.document.name
    old_missing, new_missing = _missing(before), _missing(after)
    old_findings, new_findings = _findings(before), _findings(after)
    old_unused, new_unused = _unused(before), _unused(after)
    return Changes(
        title=None if old_title == new_title else (old_title, new_title),
        paragraphs=tuple(_paragraph_changes(_paragraphs(before), _paragraphs(after))),
        fragments=tuple(_fragment_changes(_fragments(before), _fragments(after))),
        used=_new(before.rendered.used, after.rendered.used),
        dropped=_new(after.rendered.used, before.rendered.used),
        unused=_new(old_unused, new_unused),
        missing=_new(old_missing, new_missing),
        filled=_new(new_missing, old_missing),
        found=tuple(f for key, f in new_findings.items() if key not in old_findings),
        solved=sum(key not in new_findings for key in old_findings),
    )


def _first_then(saves: Iterable[tuple[Path, ...]]) -> Iterator[tuple[Path, ...]]:
    yield ()
    yield from saves


def _unreadable(error: OSError) -> tuple[Diagnostic, ...]:
    """A file that went, or that another program locked, between being found and being read."""
    name = Path(str(error.filename)).name if error.filename else ""
    message = f"“{name}”这时读不到：{error.strerror}"
    return failure("D001", None, message, "等别的程序存好，再保存一次").diagnostics


def _stamps(facts_file: Path) -> Mapping[Path, tuple[int, int]]:
    """Time and size of each file that a build of *facts_file* reads."""
    folder = facts_file.parent
    beside = (path for pattern in ("*", "*/*") for path in folder.glob(pattern))
    files = {facts_file, *(path for path in beside if path.suffix.lower() in _BESIDE)}
    for name in ("fragments", "templates"):
        for library, _ in library_folders(name, facts_file):
            files |= {path for path in library.rglob("*") if path.suffix in (".md", ".yaml")}
    return {path: stamp for path in files if (stamp := _stamp(path))}


def _stamp(path: Path) -> tuple[int, int] | None:
    """None if the file is not there, or not there any more."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _paragraphs(made: Draft) -> list[tuple[str, str]]:
    """Section and text of each block, numbers left out: they move whenever something comes before."""
    section, found = "", []
    for block in made.document.blocks:
        if isinstance(block, Heading):
            section = block.section or section
        found.append((section, text_of(runs_of(block))))
    return found


def _paragraph_changes(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(before[first:last], after[start:end])


def _paired(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[Change]:
    """The paragraphs of one stretch, each beside the one it was made from, as far as they are alike."""
    rest = list(before)
    for section, text in after:
        old = next((pair for pair in rest if pair[0] == section and _alike(pair[1], text)), None)
        if old is not None:
            for gone in rest[: rest.index(old)]:
                yield Change(gone[0], gone[1], "")
            del rest[: rest.index(old) + 1]
        yield Change(section, old[1] if old else "", text)
    for section, text in rest:
        yield Change(section, text, "")


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > 0.4 and matcher.ratio() > 0.4


def _fragments(made: Draft) -> dict[str, tuple[str, str]]:
    """Text and source line of each fragment that speaks."""
    found: dict[str, tuple[str, str]] = {}
    for block in made.document.blocks:
        if isinstance(block, Heading):
            continue
        for run in runs_of(block):
            if run.origin and not run.origin.name.endswith(".md"):
                text, _ = found.get(run.origin.name, ("", ""))
                source = run.origin.span.source if run.origin.span else ""
                found[run.origin.name] = (text + run.text, source)
    return found


def _fragment_changes(before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]) -> Iterator[Change]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name, ("", "")), after.get(name, ("", ""))
        if old != new:
            yield Change(name, old[0], new[0], reworded=name in before and name in after and old[1] != new[1])


def _missing(made: Draft) -> tuple[str, ...]:
    return tuple(item.path for item in made.rendered.missing)


def _unused(made: Draft) -> tuple[str, ...]:
    return tuple(item.fact.path for item in made.rendered.unused)


def _findings(made: Draft) -> dict[tuple[str, str], Diagnostic]:
    """The findings by code and message: a line that moved is the same finding."""
    return {(found.code, found.message): found for found in made.problems}


def _new(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    known = set(before)
    return tuple(sorted(path for path in after if path not in known))
