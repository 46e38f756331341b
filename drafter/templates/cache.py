"""Compiled wording, kept between runs in a per-user place, never beside the facts.

One file for all of it: a hundred small ones cost more to open than they save.  A damaged or foreign file is as good as none.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from functools import cached_property
from pathlib import Path
from types import CodeType

from drafter.keeping import keep_private, read_private

_VERSION = 1
_SEEN: dict[tuple[bytes, str], CodeType] = {}
"""The code that this process has used, by what it depends on and its source: the next document of a batch uses the same."""
_LIMIT = 4000
"""Entries kept; beyond that the cache starts afresh."""


class CodeCache:
    """Code objects by the source they were compiled from."""

    def __init__(self, folder: Path | None) -> None:
        """*folder* None: nothing is read or kept."""
        tag = f"{sys.implementation.cache_tag}-{_VERSION}"
        self._path = folder / f"wording-{tag}.bin" if folder else None
        self._codes: dict[bytes, bytes] | None = None
        self._changed = False

    @cached_property
    def _stamp(self) -> bytes:
        return _stamp()

    def get(self, source: str) -> CodeType | None:
        """The code compiled from *source*, if it is known."""
        if self._path and (seen := _SEEN.get((self._stamp, source))):
            return seen
        data = self._loaded().get(self._key(source))
        if data is None:
            return None
        code = marshal.loads(data)
        return self._seen(source, code) if isinstance(code, CodeType) else None

    def put(self, source: str, code: CodeType) -> None:
        """Remember *code*."""
        codes = self._loaded()
        if len(codes) >= _LIMIT:
            codes.clear()
        codes[self._key(source)] = marshal.dumps(code)
        self._changed = True
        self._seen(source, code)

    def _seen(self, source: str, code: CodeType) -> CodeType:
        """*code*, kept for the next document of this process."""
        if len(_SEEN) >= _LIMIT:
            _SEEN.clear()
        _SEEN[self._stamp, source] = code
        return code

    def save(self) -> None:
        """Write what is new; a cache that can't be written is done without."""
        if not self._changed or self._path is None or self._codes is None:
            return
        data = marshal.dumps(self._codes)
        keep_private(self._path, hashlib.sha256(data).digest() + data)
        self._changed = False

    def _loaded(self) -> dict[bytes, bytes]:
        if self._codes is None:
            self._codes = _read(self._path) if self._path else {}
        return self._codes

    def _key(self, source: str) -> bytes:
        return hashlib.sha256(self._stamp + source.encode("utf-8", "surrogatepass")).digest()


def _stamp() -> bytes:
    """What else compiled code depends on: Jinja's version, the vocabulary, and how the syntax tree is rewritten."""
    import jinja2

    from drafter.templates.vocabulary import VOCABULARY

    version = getattr(jinja2, "__version__", "")
    fence = Path(__file__).with_name("sandbox.py").stat().st_mtime_ns
    return f"{version}|{','.join(VOCABULARY)}|{fence}|".encode()


def _read(path: Path) -> dict[bytes, bytes]:
    data = read_private(path)
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        return {}
    try:
        codes = marshal.loads(data[32:])
    except (ValueError, EOFError, TypeError):
        return {}
    return codes if isinstance(codes, dict) else {}
