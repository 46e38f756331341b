"""Running the fuzzer, and keeping what it finds."""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .targets import TARGETS, NotAsPromised, Target

SEEDS = Path(__file__).parent / "seeds"
SLOW = 2.0
"""Seconds on the processor that no input of a few kilobytes may take."""


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    tried: Counter[str] = field(default_factory=Counter)
    found: dict[str, tuple[str, bytes, str]] = field(default_factory=dict)
    """By where it happened: the target, the input, what happened."""


def fuzz(seconds: float, seed: int, *, rounds: int = 0, targets: Sequence[Target] = TARGETS) -> Outcome:
    """Try inputs, each target in turn, for *seconds* or *rounds* per target."""
    outcome = Outcome()
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as name:
        count = 0
        while count < rounds if rounds else time.monotonic() < end:
            count += 1
            for target in targets:
                attempt(target, target.make(chance), Path(name), outcome)
    return outcome


def attempt(target: Target, data: bytes, folder: Path, outcome: Outcome) -> None:
    """Give *data* to *target* and note what it does not stand."""
    outcome.tried[target.name] += 1
    started = time.process_time()
    try:
        target.run(data, folder)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"
        if isinstance(error, NotAsPromised):
            place = str(error)[:60]
        outcome.found.setdefault(place, (target.name, data, traceback.format_exc()))
    if time.process_time() - started > SLOW:
        outcome.found.setdefault(f"slow {target.name}", (target.name, data, f"{time.process_time() - started:.1f} s"))


def keep(outcome: Outcome) -> list[Path]:
    """Put what was found beside the other seeds; they are run by every test run from then on."""
    kept = []
    for target, data, _ in outcome.found.values():
        path = SEEDS / f"{target.replace('/', '~')}@{hashlib.sha256(data).hexdigest()[:12]}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        kept.append(path)
    return kept
