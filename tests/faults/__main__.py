"""``python -m tests.faults``: every fault of every writing command, and hundreds of kills; the figures of docs/reliability.md."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from .injecting import COMMANDS, injected
from .killing import killed, raced


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Run them and print what came of it; 1 if anything was not as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--race", type=float, default=30.0, help="seconds")
    options = parser.parse_args()
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        top = Path(os.path.realpath(name))
        os.environ["XDG_CACHE_HOME"] = str(top / "cache")
        faults = 0
        for number, command in enumerate(COMMANDS):
            verdict = injected(top / str(number), command)
            faults += verdict.faults
            broken += verdict.broken
        _say(f"faults: {faults}, not as promised: {len(broken)}")
        (top / "kill").mkdir()
        kills = killed(top / "kill", options.kills)
        _say(f"kills: {kills.kills}, broken: {kills.broken}, temporary files left for the next run: {kills.leftovers}")
        (top / "race").mkdir()
        reads, bad = raced(top / "race", options.race)
        _say(f"reads beside two writers: {reads}, broken: {bad}")
    _say("\n".join(broken))
    return 1 if broken or kills.broken or bad else 0


if __name__ == "__main__":
    sys.exit(main())
