"""What is fuzzed: each reader of drafter, through the whole pipeline, with an oracle for what comes out."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import word_rules

from drafter.api import draft, folders
from drafter.api.relaying import relay
from drafter.cli import run
from drafter.diagnostics import DrafterError, Problems
from drafter.docxview import open_docx
from drafter.writers import write_docx, write_html, write_markdown

from .mutating import mutated, mutated_bytes, mutated_docx

_GOOD = Path(__file__).parent / "good"
GOOD = {
    path.relative_to(_GOOD).as_posix(): path.read_text("utf-8") for path in sorted(_GOOD.rglob("*")) if path.is_file()
}
"""A small project with a bit of everything."""


class Target(NamedTuple):
    """One thing that is fuzzed."""

    name: str
    make: Callable[[random.Random], bytes]
    run: Callable[[bytes, Path], None]
    """Raises anything but DrafterError if drafter does not stand the input."""


class NotAsPromised(AssertionError):
    """A document came out that is not sound."""


def _text_of(name: str) -> Callable[[random.Random], bytes]:
    def make(chance: random.Random) -> bytes:
        if chance.randrange(25) == 0:
            return mutated_bytes(GOOD[name].encode(), chance)
        return mutated(GOOD[name], chance).encode("utf-8", "surrogatepass")

    return make


def _project_with(name: str) -> Callable[[bytes, Path], None]:
    def run(data: bytes, folder: Path) -> None:
        for other, text in GOOD.items():
            path = folder / other
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if other == name else text.encode())
        written(folder / "facts.yaml")

    return run


def written(facts: Path) -> None:
    """Make the document of *facts* in every format, and look at it.

    Raises:
        NotAsPromised: it is no sound document.
    """
    problems = Problems()
    try:
        # The shipped library is read a hundred thousand times otherwise.
        with mock.patch.object(folders, "shipped_library", return_value=facts.parent / "none"):
            made = draft(facts, problems, cached=False)
        clean = write_docx(made.document, made.layout)
        noted = write_docx(made.document, made.layout, notes=tuple(problems), draft=True)
        write_html(made.document, made.layout)
        write_markdown(made.document)
    except DrafterError as error:
        _explained(error)
        return
    for data in (clean, noted):
        sound(data)


def sound(data: bytes) -> None:
    """Make sure that the DOCX *data* is one.

    Raises:
        NotAsPromised: a rule of the format is broken, or drafter can't read it again.
    """
    found = word_rules.findings(data)
    if found:
        raise NotAsPromised(found[0])
    try:
        open_docx(data, "x.docx")
    except DrafterError as error:
        raise NotAsPromised(str(error)) from error


def _explained(error: DrafterError) -> None:
    if not error.diagnostics or not all(d.message and d.code for d in error.diagnostics):
        raise NotAsPromised("an error without a message")


@cache
def good_docx() -> bytes:
    """A DOCX with most of what drafter writes."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for other, text in GOOD.items():
            (folder / other).parent.mkdir(parents=True, exist_ok=True)
            (folder / other).write_text(text, "utf-8")
        made = draft(folder / "facts.yaml", Problems(), cached=False)
        return write_docx(made.document, made.layout)


def _damaged_docx(chance: random.Random) -> bytes:
    if chance.randrange(12) == 0:
        return mutated_bytes(good_docx(), chance)
    return mutated_docx(good_docx(), chance)


def _check(data: bytes, folder: Path) -> None:
    source = folder / "原.docx"
    source.write_bytes(data)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(["check", str(source)])
    if code not in (0, 1, 2) or not said.getvalue():
        raise NotAsPromised(f"check ended with {code}")


def _fix(data: bytes, folder: Path) -> None:
    source, output = folder / "原.docx", folder / "新.docx"
    source.write_bytes(data)
    try:
        relay(source, output, force=True)
    except DrafterError as error:
        _explained(error)
    else:
        sound(output.read_bytes())


TARGETS = (
    *(Target(name, _text_of(name), _project_with(name)) for name in GOOD),
    Target("check", _damaged_docx, _check),
    Target("fix", _damaged_docx, _fix),
)
