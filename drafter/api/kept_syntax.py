"""Parsed Markdown, kept between runs in one file in the user's cache folder.

A build of the same wording, whatever its figures, finds all its sections there and never imports the parser.  The file begins with a stamp
of the code that wrote it and a digest; one that is damaged, foreign or older than the code is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

import drafter
from drafter.keeping import keep_private, read_private, user_cache

_DIGEST = 32
_MOST = 1 << 20
"""Bytes kept of what other documents used."""
_LARGEST = 16 << 20
"""A document whose own texts are larger than this is parsed each time."""


class KeptSyntax:
    """Parsed texts by their key; read once and written once by a process, for a batch brings new wording with every document."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts: dict[bytes, bytes] | None = None
        self._used: set[bytes] = set()
        self._changed = self._written = False

    def get(self, key: bytes) -> bytes | None:
        """The parsed text under *key*."""
        self._used.add(key)
        return self._loaded().get(key)

    def put(self, key: bytes, data: bytes) -> None:
        """Keep *data* under *key*, until the file is written."""
        if self._written:
            return
        self._used.add(key)
        texts = self._loaded()
        texts.pop(key, None)
        texts[key] = data
        self._changed = True

    def save(self) -> None:
        """Write the file if there is something new; it can only be missing afterwards, never wrong."""
        if not self._changed or self._written:
            return
        self._written = True
        data = msgspec.msgpack.encode(self._worth_keeping())
        if len(data) <= _LARGEST:
            keep_private(self._path, _stamp() + hashlib.sha256(data).digest() + data)

    def _worth_keeping(self) -> dict[bytes, bytes]:
        """What this process used, and of the rest the newest."""
        texts = self._loaded()
        room = _MOST
        kept: list[bytes] = []
        for key in reversed(texts):
            room -= 0 if key in self._used else len(texts[key])
            if key in self._used or room >= 0:
                kept.append(key)
        return {key: texts[key] for key in reversed(kept)}

    def _loaded(self) -> dict[bytes, bytes]:
        if self._texts is None:
            self._texts = _read(self._path)
        return self._texts


def kept_syntax() -> KeptSyntax:
    """What is kept in the user's cache folder; one for the whole process."""
    return _at(user_cache() / "syntax.bin")


@cache
def _at(path: Path) -> KeptSyntax:
    return KeptSyntax(path)


def _read(path: Path) -> dict[bytes, bytes]:
    data = read_private(path)
    rest = data[2 * _DIGEST :]
    if data[:_DIGEST] != _stamp() or data[_DIGEST : 2 * _DIGEST] != hashlib.sha256(rest).digest():
        return {}
    try:
        return msgspec.msgpack.decode(rest, type=dict[bytes, bytes])
    except msgspec.DecodeError:
        return {}


@cache
def _stamp() -> bytes:
    """What a parsed text depends on besides itself: drafter's code, the parser, and Unicode as this Python knows it."""
    package = Path(drafter.__file__).parent
    parser = find_spec("markdown_it")
    with os.scandir(package / "markdown") as entries:
        files = sorted(entry.path for entry in entries if entry.name.endswith(".py"))
    files += [str(package / "marks.py"), *([parser.origin] if parser and parser.origin else [])]
    said = [(file, stat.st_size, stat.st_mtime_ns) for file in files for stat in [Path(file).stat()]]
    return hashlib.sha256(repr((sys.version_info[:2], said)).encode("utf-8", "surrogatepass")).digest()
