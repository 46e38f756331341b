"""Pictures that wording refers to: local files inside the facts file's folder, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from drafter.diagnostics import Problems
from drafter.document import Image

MAX_BYTES = 10 * 1024 * 1024
"""A larger picture is refused."""
_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def image_reader(folder: Path, problems: Problems) -> Callable[[str], Image | None]:
    """A reader of pictures below *folder*; what it can't read becomes a problem."""
    root = folder.resolve()

    def read(target: str) -> Image | None:
        path = (root / target).resolve()
        if not path.is_relative_to(root):
            problems.error("D010", None, f"图片“{target}”不在事实文件的文件夹里", "把图片复制到事实文件旁边再引用")
            return None
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            problems.error("D010", None, f"图片“{target}”不存在，或者超过10 MB", "检查文件名，图片放在事实文件旁边")
            return None
        data = path.read_bytes()
        kind = next((t for head, t in _TYPES.items() if data.startswith(head)), "")
        if not kind:
            problems.error("D010", None, f"图片“{target}”不是 PNG 或 JPEG", "另存为 PNG 再引用")
            return None
        return Image(data, kind, name=path.name)

    return read
