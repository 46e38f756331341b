"""Reading the bytes of a text file, never more than a limit of them."""

from __future__ import annotations

from pathlib import Path

from drafter.diagnostics import Problems, Span
from drafter.yamlfile.decoding import SIZE_LIMIT, read_text


def read_bounded(path: Path, limit: int) -> bytes:
    """The first *limit* + 1 bytes of the file at *path*.

    Raises:
        OSError: it can not be opened.
    """
    with path.open("rb") as file:
        return file.read(limit + 1)


def read_file(path: Path, shown: str, problems: Problems, limit: int) -> bytes | None:
    """Like :func:`read_bounded`, but ``None``, with a Y001 for the file that messages call *shown*, if it can not be opened."""
    try:
        if path.is_file():
            return read_bounded(path, limit)
        what = "这是文件夹，不是文件" if path.is_dir() else "找不到这个文件"
        problems.error("Y001", Span(shown, 1), what, "请检查文件名和所在的文件夹")
    except OSError as error:
        problems.error(
            "Y001",
            Span(shown, 1),
            f"打不开这个文件：{error.strerror}",
            "请检查它是否被别的程序占用，以及有没有读取权限",
        )
    return None


def load_text(path: Path, shown: str, problems: Problems) -> str | None:
    """The text of the file at *path*, cleaned as :func:`read_text` does; ``None``, with an error, if it can not be read."""
    data = read_file(path, shown, problems, SIZE_LIMIT)
    return None if data is None else read_text(data, shown, problems)
