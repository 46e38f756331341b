"""Running programs in turn and comparing them pair by pair: a shared machine's noise falls on all of them alike."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import IO


@dataclass(frozen=True, slots=True)
class Program:
    """Something to be measured."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    exit_codes: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    milliseconds: float
    peak: float | None
    """Peak resident memory in MiB; None where the system does not tell."""
    output: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """The smallest, the middle and the largest of several numbers."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Spread:
        """The spread of *numbers*, of which there is at least one."""
        return cls(min(numbers), median(numbers), max(numbers))


class Failed(Exception):
    """A program did not do its work."""


def run(program: Program) -> Cost:
    """Run *program* once as a process of its own.

    Raises:
        Failed: it ended with an exit code that it should not have.
    """
    environment = {**os.environ, **program.environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # every program runs from compiled modules, as installed ones do
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(program.command, env=environment, stdout=output, stderr=errors)
        code, peak = _ended(process)
        milliseconds = (time.perf_counter() - start) * 1000
        said, complained = (_text(file) for file in (output, errors))
    if code not in program.exit_codes:
        raise Failed(f"{program.name}: exit {code}\n{complained[-2000:]}")
    return Cost(milliseconds, peak, said)


def _ended(process: subprocess.Popen[bytes]) -> tuple[int, float | None]:
    """The exit code of *process* and its peak memory in MiB."""
    if sys.platform == "win32":
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def in_turn(programs: Sequence[Program], rounds: int) -> dict[str, list[Cost]]:
    """Each of *programs* once a round, in the same order, after one round that does not count."""
    costs: dict[str, list[Cost]] = {program.name: [] for program in programs}
    for turn in range(rounds + 1):
        for program in programs:
            cost = run(program)
            if turn:
                costs[program.name].append(cost)
    return costs


def ratios(ones: Sequence[float], others: Sequence[float]) -> Spread:
    """Each of *ones* over that of *others* of the same round."""
    return Spread.of([one / other for one, other in zip(ones, others, strict=True)])
