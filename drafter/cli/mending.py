"""``check --fix`` and ``check --diff``: what was or would be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from drafter.api.folders import shown_path
from drafter.api.mending import Mended, Wanted, mended, write_mended
from drafter.diagnostics import Diagnostic, DrafterError


class Outcome(NamedTuple):
    """What came of several files."""

    mended: tuple[Mended, ...] = ()
    failures: tuple[tuple[str, tuple[Diagnostic, ...]], ...] = ()
    """The files that could not be read or written, and why."""

    @property
    def fixes(self) -> int:
        """How many fixes were made."""
        return sum(one.count for one in self.mended)

    @property
    def targets(self) -> tuple[Path, ...]:
        """Where each file stands now."""
        return tuple(one.target if one.count else one.source for one in self.mended)


def mend_files(files: Iterable[Path], wanted: Wanted, output: Path | None, *, write: bool) -> Outcome:
    """Mend *files*; with *write* put them where they belong."""
    done, failures = [], []
    for path in files:
        try:
            one = mended(path, wanted, output)
            if write and one.count:
                write_mended(one)
        except DrafterError as error:
            failures.append((shown_path(path), error.diagnostics))
        else:
            done.append(one)
    return Outcome(tuple(done), tuple(failures))


def lines_of_outcome(outcome: Outcome) -> Iterator[str]:
    """What was changed in each file, and what was left alone."""
    for one in outcome.mended:
        what = "、".join(f"{code}改了{count}处" for code, count in one.made)
        if one.count and one.target != one.source:
            yield f"已写好：{shown_path(one.target)}（{what}；原来的文件没有动）"
        elif one.count:
            yield f"已改：{shown_path(one.source)}（{what}）"
        if one.left:
            yield f"“{shown_path(one.source)}”：{one.left}"


def diff_of(outcome: Outcome) -> Iterator[str]:
    """What would change, file by file, as a unified diff."""
    for one in outcome.mended:
        yield from one.diff()


def told_of(outcome: Outcome) -> Iterator[str]:
    """The closing lines of a diff."""
    yield from (f"“{shown_path(one.source)}”：{one.left}" for one in outcome.mended if one.left)
    yield f"要改{outcome.fixes}处，什么也没有写；要改就把 --diff 换成 --fix" if outcome.fixes else "没有可以自动改的"
