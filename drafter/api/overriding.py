"""What is the user's own in the library, against what is shipped."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from msgspec import Struct

from drafter.api.folders import library_folders
from drafter.diagnostics import Problems
from drafter.fragments import Fragment, Library, load_library
from drafter.yamlfile import load_text

_READ = (".md", ".yaml")
"""The files of a kind that are read; others may lie beside them."""


class Standing(Enum):
    """What a fragment or file is to the shipped library."""

    SHIPPED = "shipped"
    ADDED = "added"
    """``## 名 +``: variants of the user's own join the shipped ones."""
    REPLACED = "replaced"
    NEW = "new"
    """The shipped library has none of that name."""
    SAME = "same"
    """A copy of what is shipped, which only keeps later versions away."""


class Override(Struct, frozen=True):
    """A fragment or a template file of the user's own, against what is shipped."""

    file: str
    name: str
    """``theme/name`` of a fragment; empty for a whole file."""
    standing: Standing
    difference: tuple[str, ...]
    """A unified diff from the shipped lines to those in force."""


def overrides(beside: Path, problems: Problems) -> Iterator[Override]:
    """What the user's own ``fragments`` and ``templates`` beside *beside* add to the shipped library or replace in it."""
    folders = library_folders("fragments", beside)
    if len(folders) < 2:
        return
    shipped, merged = load_library(folders[:1], Problems()), load_library(folders, Problems())
    own = load_library(folders[1:], problems)
    for key in own.keys:
        yield _changed(key, shipped, merged, own)
    yield from _changed_files(library_folders("templates", beside), problems)


def standing_of(fragment: Fragment, shipped: Fragment | None) -> Standing:
    """What *fragment*, as it is in force, is to the *shipped* one of its name."""
    if shipped is None:
        return Standing.NEW
    if fragment.variants == shipped.variants:
        return Standing.SHIPPED
    if _rows(fragment) == _rows(shipped):
        return Standing.SAME
    kept = fragment.variants[: len(shipped.variants)] == shipped.variants
    return Standing.ADDED if kept else Standing.REPLACED


def _changed(key: str, shipped: Library, merged: Library, own: Library) -> Override:
    before, after, written = shipped.fragment(key), merged.fragment(key), own.fragment(key)
    assert after is not None
    assert written is not None
    old_file = before.span.file if before else ""
    difference = _difference(_rows(before) if before else [], _rows(after), old_file, written.span.file)
    return Override(written.span.file, key, standing_of(after, before), difference)


def _rows(fragment: Fragment) -> list[str]:
    return [row for variant in fragment.variants for row in variant.lines]


def _difference(before: list[str], after: list[str], old_file: str, new_file: str) -> tuple[str, ...]:
    return tuple(difflib.unified_diff(before, after, old_file, new_file, lineterm="", n=1))


def _changed_files(folders: list[tuple[Path, str]], problems: Problems) -> Iterator[Override]:
    (shipped, shipped_shown), (own, own_shown) = folders
    for path in sorted(own.glob("*/*")) if own.is_dir() else ():
        if path.is_file() and path.suffix in _READ:
            name = path.relative_to(own).as_posix()
            shown, original = f"{own_shown}/{name}", f"{shipped_shown}/{name}"
            before, after = _lines(shipped / name, original, problems), _lines(path, shown, problems)
            standing = Standing.NEW if before is None else Standing.SAME if before == after else Standing.REPLACED
            difference = _difference(before or [], after or [], original if before else "", shown)
            yield Override(shown, "", standing, difference if before is not None else ())


def _lines(path: Path, shown: str, problems: Problems) -> list[str] | None:
    """The lines of a template file; None if there is none."""
    if not path.is_file():
        return None
    text = load_text(path, shown, problems)
    return [] if text is None else text.split("\n")
