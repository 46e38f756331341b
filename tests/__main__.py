"""``python -m tests``: everything that must hold before a change lands, in one command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
STEPS = (
    ("ruff", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("layers", ("lint-imports",)),
    ("tests", ("python", "-m", "pytest")),
)
"""Name and command of each step; the commands stand beside the running interpreter."""


def main(arguments: list[str]) -> int:
    """Run every step, also after one has failed; *arguments* go to pytest."""
    failed = []
    for name, (program, *rest) in STEPS:
        command = [str(Path(sys.executable).parent / program), *rest, *(arguments if name == "tests" else ())]
        print(f"== {name}: {program} {' '.join(command[1:])}", flush=True)
        if subprocess.run(command, cwd=TOP, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all steps passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
