"""``python -m tests.fuzz --seconds N``: search for inputs that drafter does not stand; what is found is kept under ``seeds``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from .running import fuzz, keep
from .targets import TARGETS


def main() -> int:
    """Fuzz and say what came of it; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument("--target", default="", help="only those whose name holds this")
    options = parser.parse_args()
    targets = [target for target in TARGETS if options.target in target.name]
    outcome = fuzz(options.seconds, options.seed, targets=targets)
    for name, count in outcome.tried.items():
        sys.stdout.write(f"{count:>9} {name}\n")
    sys.stdout.write(f"{outcome.tried.total():>9} inputs, seed {options.seed}, found: {len(outcome.found)}\n")
    for place, (target, _, told) in outcome.found.items():
        sys.stdout.write(f"\n== {target}: {place}\n{told}")
    for path in keep(outcome):
        sys.stdout.write(f"kept {path}\n")
    return 1 if outcome.found else 0


if __name__ == "__main__":
    sys.exit(main())
