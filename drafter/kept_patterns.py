"""What regular expressions compile to, kept from one run to the next.

Compiling is Python code that takes from 100 µs to 7 ms a pattern, and a check uses four hundred; what comes of it is a list of numbers,
which CPython's matcher examines and takes over in microseconds.  :mod:`re` has no way to store it, so that its inner modules are used here as it uses
them itself.  Where they are not as known, patterns are compiled as ever; what another interpreter stored is not read.
"""

from __future__ import annotations

import atexit
import marshal
import re
import struct
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr, cast

from drafter.keeping import keep_sealed, read_sealed, user_cache

_LIMIT = 1500
"""Patterns kept; beyond that only those of the last run are."""
_Key = tuple[str | bytes, int]
_Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code, number of groups, their numbers by name, their names by number: what ``_sre.compile`` takes."""


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(pattern, flags)``, at once where an earlier run of this user has compiled it."""
    store = _store()
    if store is None:
        return re.compile(pattern, flags)
    return cast("re.Pattern[AnyStr]", store.pattern((pattern, int(flags))))


class _Store:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiler: Any = import_module("re._compiler")
        self._parser: Any = import_module("re._parser")
        self._matcher: Any = import_module("_sre")
        self._interpreter = f"{sys.version} {sys.byteorder} {self._matcher.MAGIC} {self._matcher.CODESIZE}".encode()
        self._kept = self._read()
        self._used: dict[_Key, _Made] = {}
        self._grown = False

    def _read(self) -> dict[_Key, _Made]:
        data = read_sealed(self._path, self._interpreter)
        return cast("dict[_Key, _Made]", marshal.loads(data)) if data else {}

    def pattern(self, key: _Key) -> object:
        made = self._kept.get(key)
        if made is None:
            made = self._made(*key)
            self._grown = True
        self._used[key] = made
        flags, code, groups, numbers, names = made
        return self._matcher.compile(key[0], flags, memoryview(code).cast("I").tolist(), groups, numbers, names)

    def _made(self, pattern: str | bytes, flags: int) -> _Made:
        parsed = self._parser.parse(pattern, flags)
        code = self._compiler._code(parsed, flags)
        numbers = dict(parsed.state.groupdict)
        names: list[str | None] = [None] * parsed.state.groups
        for name, number in numbers.items():
            names[number] = name
        return (
            flags | parsed.state.flags,
            struct.pack(f"{len(code)}I", *code),
            parsed.state.groups - 1,
            numbers,
            tuple(names),
        )

    def keep(self) -> None:
        """Write what this run has compiled."""
        if self._grown:
            every = self._kept | self._used
            keep_sealed(self._path, self._interpreter, marshal.dumps(every if len(every) <= _LIMIT else self._used))


@cache
def _store() -> _Store | None:
    """The store of this process; None where :mod:`re` is made otherwise, or the user has no folder."""
    try:
        store = _Store(user_cache() / "patterns.bin")
        store.pattern(("(?P<name>a)|b", 0))
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return None
    atexit.register(store.keep)
    return store
