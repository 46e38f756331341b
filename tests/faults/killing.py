"""Killed at any moment, and two writers at once: a reader always finds the old file or the new one, whole."""

from __future__ import annotations

import contextlib
import io
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

from drafter.cli import run

from .injecting import FACTS

OUTPUT = "x.docx"


class Kills(NamedTuple):
    """What killing came to."""

    kills: int
    broken: int
    leftovers: int


def two_documents(folder: Path) -> set[bytes]:
    """The two documents that :func:`_write_for_ever` writes in turn; the second stands at the target."""
    made = set()
    for count in (11, 12):
        (folder / f"{count}.yaml").write_text(FACTS.format(count), "utf-8")
        _build(folder, count)
        made.add((folder / OUTPUT).read_bytes())
    return made


def _build(folder: Path, count: int) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        run(["build", str(folder / f"{count}.yaml"), "-o", str(folder / OUTPUT)])


def _write_for_ever(folder: Path) -> None:
    while True:
        for count in (11, 12):
            _build(folder, count)


def forked_writer(folder: Path) -> int:
    """A child that writes the two documents in turn; gives its process id."""
    child = os.fork()
    if child == 0:
        sys.stderr = io.StringIO()
        try:
            _write_for_ever(folder)
        finally:
            os._exit(1)
    return child


def killed(folder: Path, count: int, seed: int = 0) -> Kills:
    """Kill a writer *count* times at random moments."""
    good = two_documents(folder)
    chance = random.Random(seed)
    broken = 0
    for _ in range(count):
        child = forked_writer(folder)
        time.sleep(chance.uniform(0.002, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        broken += (folder / OUTPUT).read_bytes() not in good
    return Kills(count, broken, len(list(folder.glob(".drafter-*"))))


def raced(folder: Path, seconds: float) -> tuple[int, int]:
    """Read while two writers write for *seconds*: how often, and how often what was read was broken."""
    good = two_documents(folder)
    writers = [forked_writer(folder) for _ in range(2)]
    reads = broken = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        broken += (folder / OUTPUT).read_bytes() not in good
        reads += 1
    for writer in writers:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    return reads, broken
