"""Reading a kind and its wording, and remembering what was read.

Several thousand lines of YAML and Markdown are the same at every run.  What they were read into is kept in the user's cache folder, under
a key made of their names, their state and drafter's own code; a run that finds the key reads one file instead.  Nothing that gave a
finding is kept, so that a mistake is reported every time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import drafter
from drafter.api.folders import library_folders
from drafter.api.kept_library import decoded, encoded
from drafter.diagnostics import Problems
from drafter.fragments import Library, load_library
from drafter.keeping import keep_sealed, read_sealed, user_cache
from drafter.templates import Kind, load_kind
from drafter.yamlfile import SIZE_LIMIT, read_bounded

_CODE = ("yamlfile", "facts", "fragments", "document", "templates")
_READ = (".md", ".yaml")
_SETTLED = 3_000_000_000
"""Nanoseconds after which a change can not have the time stamp of the one before, whatever the file system."""
_KEPT = 4
_SEEN: dict[bytes, tuple[Kind, Library]] = {}
"""What this process has read, by the same key: values that never change, a few at most."""


def read_library(name: str, facts_file: Path, problems: Problems, *, cached: bool) -> tuple[Kind, Library] | None:
    """The kind *name* and all wording, shipped and beside *facts_file*; None if there is no such kind."""
    kinds = library_folders(f"templates/{name}", facts_file)
    wording = library_folders("fragments", facts_file)
    slot = user_cache() / f"library-{name}.bin" if cached else None
    key = _key((*kinds, *wording)) if slot else b""
    if slot and (known := _SEEN.get(key) or _recalled(slot, key)):
        return _seen(key, known)
    found = Problems()
    kind = load_kind(name, kinds, found)
    if kind is None:
        return None
    library = load_library(wording, found)
    for problem in found:
        problems.add(problem)
    if slot and not len(found):
        _keep(slot, key, kind, library)
    return kind, library


def _keep(slot: Path, key: bytes, kind: Kind, library: Library) -> None:
    _seen(key, (kind, library))
    with contextlib.suppress(UnicodeEncodeError):  # a folder whose name is no Unicode is read anew by every run
        keep_sealed(slot, key, encoded(kind, library))


def _seen(key: bytes, known: tuple[Kind, Library]) -> tuple[Kind, Library]:
    """*known*, kept for the next document of this process."""
    if len(_SEEN) >= _KEPT and key not in _SEEN:
        _SEEN.pop(next(iter(_SEEN)))
    _SEEN[key] = known
    return known


def _key(folders: Sequence[tuple[Path, str]]) -> bytes:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {_code_stamp()}".encode())
    now = time.time_ns()
    for folder, shown in folders:
        for name, state in sorted(_states(folder, now)):
            digest.update(f"{shown}/{name}\0{state}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _states(folder: Path, now: int) -> Iterator[tuple[str, str]]:
    """The name of each file of *folder* that is read, and what tells its content from any other: time stamps if they are old, else a digest."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.endswith(_READ) or not Path(entry.path).is_file():  # which a link to itself is not
                continue
            status = entry.stat()
            if max(status.st_mtime_ns, status.st_ctime_ns) + _SETTLED < now:
                yield entry.name, f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
            else:
                yield entry.name, hashlib.sha256(read_bounded(Path(entry.path), SIZE_LIMIT)).hexdigest()


@cache
def _code_stamp() -> int:
    """When drafter's own code last changed: what it once read may no longer fit."""
    package = Path(drafter.__file__).parent
    return max(_stamps(package / name for name in _CODE), default=0)


def _stamps(folders: Iterable[Path]) -> Iterable[int]:
    for folder in folders:
        with os.scandir(folder) as entries:
            yield from (e.stat().st_mtime_ns for e in entries if e.name.endswith(".py"))


def _recalled(slot: Path, key: bytes) -> tuple[Kind, Library] | None:
    """What *slot* holds under *key*."""
    return decoded(read_sealed(slot, key))
