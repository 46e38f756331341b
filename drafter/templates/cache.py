"""Compiled wording, kept between runs in a per-user place, never beside the facts.

One file for all of it: a hundred small ones cost more to open than they save.  A damaged or foreign file is as good as none.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from pathlib import Path
from types import CodeType

_VERSION = 1
_LIMIT = 4000
"""Entries kept; beyond that the cache starts afresh."""


def user_cache() -> Path:
    """The per-user folder for what can be made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "drafter"


class CodeCache:
    """Code objects by the source they were compiled from."""

    def __init__(self, folder: Path | None) -> None:
        """*folder* None: nothing is read or kept."""
        tag = f"{sys.implementation.cache_tag}-{_VERSION}"
        self._path = folder / f"wording-{tag}.bin" if folder else None
        self._stamp = _stamp()
        self._codes: dict[bytes, bytes] | None = None
        self._changed = False

    def get(self, source: str) -> CodeType | None:
        """The code compiled from *source*, if it is known."""
        data = self._loaded().get(self._key(source))
        if data is None:
            return None
        code = marshal.loads(data)
        return code if isinstance(code, CodeType) else None

    def put(self, source: str, code: CodeType) -> None:
        """Remember *code*."""
        codes = self._loaded()
        if len(codes) >= _LIMIT:
            codes.clear()
        codes[self._key(source)] = marshal.dumps(code)
        self._changed = True

    def save(self) -> None:
        """Write what is new; a cache that can't be written is done without."""
        if not self._changed or self._path is None or self._codes is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            data = marshal.dumps(self._codes)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
                file.write(hashlib.sha256(data).digest() + data)
            Path(file.name).replace(self._path)
        except OSError:
            # Not the user's trouble: a read-only home only makes the next run slower.
            return
        self._changed = False

    def _loaded(self) -> dict[bytes, bytes]:
        if self._codes is None:
            self._codes = _read(self._path) if self._path else {}
        return self._codes

    def _key(self, source: str) -> bytes:
        return hashlib.sha256(self._stamp + source.encode("utf-8", "surrogatepass")).digest()


def _stamp() -> bytes:
    """What else compiled code depends on: Jinja's version and the vocabulary."""
    import jinja2

    from drafter.templates.vocabulary import VOCABULARY

    version = getattr(jinja2, "__version__", "")
    return f"{version}|{','.join(VOCABULARY)}|".encode()


def _read(path: Path) -> dict[bytes, bytes]:
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return {}
        codes = marshal.loads(data[32:])
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return codes if isinstance(codes, dict) else {}
