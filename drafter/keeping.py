"""Files that a run keeps for the next one, in a per-user place and never beside the facts.

All of them hold what can be made again: a damaged or foreign file is as good as none, and one that can't be written makes the next run
slower and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_DIGEST = 32


def user_cache() -> Path:
    """The per-user folder for what can be made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "drafter"


def keep_private(path: Path, data: bytes) -> None:
    """Put *data* at *path* for the user alone; if that can't be done, the next run is slower and nothing else."""
    import tempfile  # most runs keep nothing new

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".drafter-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)


def read_private(path: Path) -> bytes:
    """What :func:`keep_private` put at *path*; nothing if it is not there or another user could have written it."""
    try:
        status = path.stat()
        if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
            return b""
        return path.read_bytes()
    except OSError:
        return b""


def keep_sealed(path: Path, made_of: bytes, data: bytes) -> None:
    """Put *data* at *path* as :func:`keep_private` does, to be read again only for the same *made_of* and undamaged."""
    keep_private(path, _digest(made_of) + _digest(data) + data)


def read_sealed(path: Path, made_of: bytes) -> bytes:
    """What :func:`keep_sealed` put at *path* for *made_of*; nothing if it is not that to the last bit."""
    kept = read_private(path)
    data = kept[2 * _DIGEST :]
    whole = kept[:_DIGEST] == _digest(made_of) and kept[_DIGEST : 2 * _DIGEST] == _digest(data)
    return data if whole else b""


def _digest(data: bytes) -> bytes:
    import hashlib  # help keeps and reads nothing

    return hashlib.sha256(data).digest()
