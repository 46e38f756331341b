"""Pictures that wording refers to: local files inside the facts file's folder, nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from drafter.diagnostics import Problems
from drafter.document import Image

MAX_BYTES = 10 * 1024 * 1024
"""A larger picture is refused."""
_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def image_reader(folder: Path, problems: Problems) -> Callable[[str], Image | None]:
    """A reader of pictures below *folder*; what it can't read becomes a problem."""
    root = Path(os.path.realpath(folder))

    def read(target: str) -> Image | None:
        path = _inside(root, target)
        if path is None:
            problems.error("D010", None, f"图片“{target[:60]}”不在事实文件的文件夹里", "把图片复制到事实文件旁边再引用")
            return None
        data = _bytes(path)
        if data is None:
            problems.error(
                "D010", None, f"图片“{target[:60]}”不存在、打不开，或者超过10 MB", "检查文件名，图片放在事实文件旁边"
            )
            return None
        kind = next((t for head, t in _TYPES.items() if data.startswith(head)), "")
        if not kind:
            problems.error("D010", None, f"图片“{target}”不是 PNG 或 JPEG", "另存为 PNG 再引用")
            return None
        return Image(data, kind, name=path.name)

    return read


def _inside(root: Path, target: str) -> Path | None:
    """The file *target*, if neither its name nor a link in it leads out of *root*, on Windows or elsewhere."""
    parts = PureWindowsPath(target), PurePosixPath(target)
    if any(p.is_absolute() or p.drive or ".." in p.parts for p in parts) or "\0" in target:
        return None
    path = Path(os.path.realpath(root / target.replace("\\", "/")))
    return path if path.is_relative_to(root) else None


def _bytes(path: Path) -> bytes | None:
    """The file's bytes; None if it can't be read or is too large."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None
