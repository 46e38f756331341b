"""D041: a line of 放过 that lets nothing stand any more."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from drafter.checks.engine import Registry, Sighting, Strength
from drafter.diagnostics import Severity
from drafter.facts import Allowance


class Tried(Struct, frozen=True):
    """The allowances of a run whose rules ran, and the files that were looked at."""

    unused: tuple[Allowance, ...]
    """Those that met no finding, in the order of their lines."""


ALLOWANCES: Registry[Tried] = Registry("allowance_rules.toml")
"""D041."""


@ALLOWANCES.rule("D041", "unused-allowance", Strength.CUSTOM, severity=Severity.WARNING)
def unused_allowance(tried: Tried) -> Iterator[Sighting]:
    """Whoever lets a finding stand takes the line back when it is gone, or it hides the next one."""
    for one in tried.unused:
        words = f"“{one.words}”" if one.words else ""
        yield Sighting(
            what="",
            found="",
            wanted="",
            hint="已经改好的，删去这一行；引文写错的，照文稿里的字抄",
            sentence=f"放过的{one.code}{words}没有查到：这一行没有用上",
            span=one.span,
        )
