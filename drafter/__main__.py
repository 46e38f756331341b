"""``python -m drafter`` and the ``drafter`` command."""

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A run is over within a second: looking for cycles in what it has just read takes a twentieth of it.
    gc.set_threshold(100_000)
    from drafter.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
