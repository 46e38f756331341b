"""The report by drafter in one process, from the facts file to the bytes of the DOCX: ``with_drafter.py FOLDER OUT``."""

import sys
from pathlib import Path

from drafter.api import draft
from drafter.diagnostics import Problems
from drafter.writers import write_docx

folder, out = sys.argv[1:]


def make() -> bytes:
    made = draft(Path(folder, "facts.yaml"), Problems())
    return write_docx(made.document, made.layout)


if __name__ == "__main__":
    Path(out).write_bytes(make())
