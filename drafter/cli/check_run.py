"""What ``drafter check`` does: mend if asked to, check, print, and give the exit code.  Imported when the command runs, not for its help."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from drafter.api.allowing import Silences, silences_of
from drafter.api.baseline import Baseline, read_baseline, write_baseline
from drafter.api.checking import Known, check_files, read_known
from drafter.api.codes import Codes, codes_of
from drafter.api.folders import shown_path
from drafter.api.reported import Checked, places
from drafter.cli.check_summary import failures, report
from drafter.diagnostics import Severity, failure

if TYPE_CHECKING:
    from drafter.cli.mending import Outcome

CLEAN, OPEN, FAILED = 0, 1, 2
"""Exit codes: no error or warning; at least one; a file could not be read, or nothing was written."""


class Request(Struct, frozen=True):
    """The command line of ``drafter check``."""

    files: tuple[Path, ...]
    facts: Path | None
    last: Path | None
    house: Path | None
    form: str
    """``text``, ``json`` or ``sarif``."""
    select: str
    ignore: str
    allow: tuple[Path, ...]
    baseline: Path | None
    write_baseline: Path | None
    fix: bool
    unsafe: bool
    diff: bool
    output: Path | None


def carry_out(asked: Request) -> int:
    """Do what *asked* says; gives the exit code.

    Raises:
        DrafterError: nothing could be done.
    """
    _refuse(asked)
    past = read_baseline(asked.baseline) if asked.baseline else None
    known = read_known(asked.house, asked.facts, asked.last)
    codes = codes_of(asked.select, asked.ignore)
    outcome = _mend(asked, known, codes, past) if asked.fix or asked.diff else None
    if asked.diff and outcome:
        return _show_diff(outcome)
    checked = check_files(outcome.targets if outcome else asked.files, known, codes, _silences(asked, past))
    checked = replace(checked, failures=(*(outcome.failures if outcome else ()), *checked.failures))
    if asked.write_baseline and not checked.failures:
        return _keep(asked.write_baseline, checked)
    _tell(asked.form, checked, outcome)
    if checked.failures:
        return FAILED
    return OPEN if checked.count(Severity.ERROR) + checked.count(Severity.WARNING) else CLEAN


def _mend(asked: Request, known: Known, codes: Codes, past: Baseline | None) -> Outcome:
    # Here, because a check that changes nothing needs none of it.
    from drafter.api.mending import Wanted
    from drafter.cli.mending import mend_files

    wanted = Wanted(known, codes, asked.unsafe, lambda: _silences(asked, past))
    return mend_files(asked.files, wanted, asked.output, write=asked.fix)


def _refuse(asked: Request) -> None:
    """Make sure that the options go together.

    Raises:
        DrafterError: D000, they do not.
    """
    mending = asked.fix or asked.diff
    wrong = (
        (asked.baseline and asked.write_baseline, "--baseline 和 --write-baseline 不能一起写", "要重写旧账，只写 --write-baseline"),
        (asked.fix and asked.diff, "--fix 和 --diff 只写一个", "--diff 只显示要改什么，不写文件"),
        (mending and asked.write_baseline, "--write-baseline 不和 --fix、--diff 一起写", "先改，再写旧账"),
        (asked.unsafe and not mending, "--unsafe-fixes 要和 --fix 或者 --diff 一起写", "先用 --diff 看看要改什么"),
        (asked.output and not asked.fix, "-o 要和 --fix 一起写", "它是改好的文件写到哪里"),
        (asked.output and len(asked.files) > 1, "-o 只在改一个文件时用", "几个文件分几次改，或者不写 -o"),
        (asked.diff and asked.form != "text", "--diff 不能和 --format 一起写", "JSON 和 SARIF 里本来就有每一处的改法"),
    )  # fmt: skip
    for is_wrong, message, hint in wrong:
        if is_wrong:
            raise failure("D000", None, message, hint)


def _silences(asked: Request, past: Baseline | None) -> Silences:
    return silences_of(asked.allow, past.afresh() if past else None)


def _show_diff(outcome: Outcome) -> int:
    from drafter.cli.mending import diff_of, told_of

    _print(diff_of(outcome))
    _print(told_of(outcome), err=True)
    _print(failures(outcome.failures), err=True)
    return FAILED if outcome.failures else OPEN if outcome.fixes else CLEAN


def _keep(target: Path, checked: Checked) -> int:
    """Write the baseline; what is in it is no reason to fail."""
    count, name = write_baseline(target, checked.findings), shown_path(target)
    _print([f"已写好：{name}，记下{count}处；以后用 --baseline {name} 检查，只报告新的"])
    return CLEAN


def _tell(form: str, checked: Checked, outcome: Outcome | None) -> None:
    if form == "text":
        if outcome:
            from drafter.cli.mending import lines_of_outcome

            _print(lines_of_outcome(outcome))
        _print(report(checked))
    else:
        data = _data(checked, outcome) if form == "json" else _sarif(checked)
        # As bytes: a console in another encoding must not spoil the data.
        click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8"))
    _print(failures(checked.failures), err=True)


def _data(checked: Checked, outcome: Outcome | None) -> dict[str, Any]:
    return {
        "findings": [finding.record() for finding in checked.findings],
        "suppressed": [finding.record() for finding in checked.suppressed],
        "fixed": [
            {"file": shown_path(one.target), "fixes": dict(one.made)}
            for one in (outcome.mended if outcome else ())
            if one.count
        ],
        "checked": {
            "files": checked.files,
            "paragraphs": checked.paragraphs,
            "rules": checked.rules,
            "relations": checked.relations,
            "figures": checked.figures._asdict(),
            "suppressed": places(checked.suppressed),
            "fixable": {"safe": checked.fixable(safe=True), "unsafe": checked.fixable(safe=False)},
            "baseline": {"known": checked.known, "gone": checked.gone or 0},
        },
    }


def _sarif(checked: Checked) -> dict[str, Any]:
    # Imported here: the other forms need none of it.
    from drafter.api.manual import manual
    from drafter.cli.sarif import sarif

    return sarif(checked, manual())


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
