"""``drafter batch``: many documents, a bar that moves, and an account of those that need a person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, field

from drafter.cli.findings import lines_of
from drafter.diagnostics import Diagnostic

if TYPE_CHECKING:
    from drafter.api.batch import Plan
    from drafter.api.batch_jobs import Outcome

DONE, OPEN, FAILED = 0, 1, 2
"""Exit codes: all can be signed; some are open or failed; nothing was written."""
_MOST = 50
"""How many documents of one sort are listed."""
_FINDINGS = 3
"""How many findings of one document are shown."""


class _Account(Struct):
    """What came of the documents so far; thousands of good ones leave no more than a count."""

    written: int = 0
    skipped: int = 0
    open: int = 0
    failed: int = 0
    listed_open: list[Outcome] = field(default_factory=list)
    listed_failed: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        if outcome.failed:
            self.failed += 1
            self.listed_failed += [outcome] if self.failed <= _MOST else []
            return
        self.skipped += outcome.skipped
        self.written += not outcome.skipped
        if not outcome.signable:
            self.open += 1
            self.listed_open += [outcome] if self.open <= _MOST else []


def batch(planned: Plan, *, resume: bool, workers: int | None, scheduler: str | None) -> int:
    """Make the documents of *planned*, telling how far it is on standard error."""
    from drafter.api.batch import run

    for line in lines_of(planned.notices):
        click.echo(line, err=True)
    account = _Account()
    outcomes = run(planned, resume=resume, workers=workers, scheduler=scheduler)
    interrupted = False
    # click's own bar: it is there already, and keeps quiet where no person looks on.
    with click.progressbar(length=len(planned.jobs), label="正在生成", file=sys.stderr, show_pos=True) as bar:
        try:
            for outcome in outcomes:
                account.add(outcome)
                bar.update(1)
        except KeyboardInterrupt:
            interrupted = True
            outcomes.close()
    for line in _lines(account, planned, interrupted=interrupted):
        click.echo(line)
    if not account.written and not account.skipped:
        return FAILED
    return OPEN if account.open or account.failed or interrupted else DONE


def _lines(account: _Account, planned: Plan, *, interrupted: bool) -> Iterator[str]:
    from drafter.api import shown_path
    from drafter.api.batch_manifest import NAME

    done = account.written + account.skipped + account.failed
    if interrupted:
        yield f"已中断：{len(planned.jobs)}份里做了{done}份，写好的都是完整的；接着做就加上 --resume 再运行一次"
    parts = [f"写好{account.written}份"]
    parts += [f"原来就对、没有再写{account.skipped}份"] if account.skipped else []
    parts += [f"没有写成{account.failed}份"] if account.failed else []
    yield f"共{len(planned.jobs)}份：{'，'.join(parts)}"
    yield (
        f"还不能签发的{account.open}份"
        if account.open
        else "写好的都没有待补和错误，可以送审签发"
        if done
        else "什么也没有写"
    )
    yield f"清单（每份由什么生成、写成了什么）：{shown_path(planned.folder / NAME)}"
    yield from _listed("没有写成的：", account.failed, account.listed_failed)
    yield from _listed("还不能签发的：", account.open, account.listed_open)


def _listed(heading: str, count: int, outcomes: list[Outcome]) -> Iterator[str]:
    if not count:
        return
    yield ""
    yield heading
    for outcome in sorted(outcomes, key=lambda o: o.name):
        counts = [
            f"错误{outcome.errors}处" if outcome.errors else "",
            f"待补{outcome.missing}处" if outcome.missing else "",
        ]
        said = "，".join(filter(None, counts))
        yield f"{outcome.name}{f'：{said}' if said else ''}"
        yield from (f"  {line}" for line in _findings(outcome.findings))
    if count > len(outcomes):
        yield f"……共{count}份"


def _findings(findings: tuple[Diagnostic, ...]) -> Iterator[str]:
    yield from lines_of(findings[:_FINDINGS])
    if len(findings) > _FINDINGS:
        yield f"……共{len(findings)}处，单独生成这一份就能看全"


def planned(source: str, facts: str | None, output: str | None, formats: tuple[str, ...], *, force: bool) -> Plan:
    """What the command's words ask for."""
    from drafter.api.batch import plan

    return plan(Path(source), Path(output) if output else None, Path(facts) if facts else None, formats, force=force)
