"""Writing what was made: atomically, and never over somebody's work."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from drafter.api.build import Draft
from drafter.diagnostics import DrafterError, failure
from drafter.keeping import keep_private, read_private, user_cache
from drafter.patterns import lazy

OUTPUTS = ("docx", "html", "md")
"""What ``--to`` takes."""
_UNSAFE = lazy(r'[\\/:*?"<>|\x00-\x1f\n]')
_LONGEST = 200
"""Bytes of a file's name: with （核对稿）, (新) and suffix they stay below the 255 that most systems allow."""
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
_WINDOWS = os.name == "nt"
_TEMPORARY = ".drafter-"
_STALE = 24 * 60 * 60
"""Seconds after which a temporary file belongs to no run any more."""
_RETRIES = 6


class Written(NamedTuple):
    """One file that was written."""

    path: Path
    format: str
    held: Path | None = None
    """The target that another program holds open: *path* stands beside it."""


def write_outputs(
    draft: Draft,
    facts_file: Path,
    formats: tuple[str, ...],
    output: Path | None,
    *,
    force: bool,
    reviewing: bool = False,
) -> tuple[Written, ...]:
    """Write *draft* in *formats*, beside *facts_file* under its title or to *output*.

    With *reviewing* it is the draft edition: each figure carries its path, findings are comments.

    Raises:
        DrafterError: a target was not written by drafter or was changed since, and *force* is not set; or it can't be written.
    """
    _sweep(user_cache())
    try:
        alone = len(formats) == 1
        targets = [_target(draft, facts_file, name, output, alone=alone, reviewing=reviewing) for name in formats]
    except OSError as error:
        raise _cannot(output or facts_file, error) from error
    if not force:
        for name, target in zip(formats, targets, strict=True):
            refuse_foreign(target, name)
    written = []
    for name, target in zip(formats, targets, strict=True):
        data = _made(draft, name, reviewing=reviewing)
        path = replace_or_write_beside(target, data, name)
        if name == "md":
            _remember(path, data)
        written.append(Written(path, name, held=target if path != target else None))
    return tuple(written)


def _made(draft: Draft, name: str, *, reviewing: bool) -> bytes:
    # Imported here: a run that writes Markdown needs no DOCX writer.
    from drafter.writers import write_docx, write_html, write_markdown

    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: write_docx(
            draft.document, draft.layout, notes=tuple(draft.problems) if reviewing else (), draft=reviewing
        ),
        "html": lambda: write_html(draft.document, draft.layout),
        "md": lambda: write_markdown(draft.document),
    }
    return writers[name]()


def _target(draft: Draft, facts_file: Path, name: str, output: Path | None, *, alone: bool, reviewing: bool) -> Path:
    title = draft.document.name
    stem = safe_name(draft.kind if "【" in title else title) or facts_file.stem
    if reviewing:
        stem += "（核对稿）"
    elif not draft.signable:
        stem += "（草稿）"
    if output is None:
        return facts_file.parent / f"{stem}.{name}"
    if output.is_dir():
        return output / f"{stem}.{name}"
    return output if alone else output.with_suffix(f".{name}")


def safe_name(text: str) -> str:
    """*text* as a file's name, without its suffix, that Windows, macOS and Linux all take; empty if nothing of it can stand in one.

    Windows refuses some marks, a full stop or blank at the end, and the names of its devices.
    """
    stem = _UNSAFE.sub("", text).strip(" .").encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem}_" if stem.partition(".")[0].strip().upper() in _DEVICES else stem


def refuse_foreign(target: Path, name: str) -> None:
    """Make sure that *target* can be replaced: it is not there, or as drafter wrote it in the format *name*.

    Raises:
        DrafterError: it is a folder, or somebody else's work.
    """
    try:
        there, folder = target.exists(), target.is_dir()
    except OSError as error:
        raise _cannot(target, error) from error
    if folder:
        raise failure("D003", None, f"“{target}”是一个文件夹，写不成文件", "用 -o 另给一个文件名")
    if there and not _ours(target, name):
        raise failure(
            "D002",
            None,
            f"“{target.name}”不是 drafter 写的，或者写好以后有人改过，没有覆盖它",
            "用 -o 另存一份；确定不要原来的内容再加 --force",
        )


def _ours(target: Path, name: str) -> bool:
    from drafter.writers import content_id, html_content_id, html_stored_id, stored_id

    try:
        data = target.read_bytes()
    except OSError as error:
        raise _cannot(target, error) from error
    match name:
        case "docx":
            stored = stored_id(data)
            return stored is not None and stored == content_id(data)
        case "html":
            return html_stored_id(data) == html_content_id(data)
        case _:
            return read_private(_record_of(target)).decode("ascii", "replace") == hashlib.sha256(data).hexdigest()


def _record_of(target: Path) -> Path:
    """Where the hash of the text file *target* is remembered: a file each, so that processes side by side lose none."""
    name = hashlib.sha256(str(target.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return user_cache() / "written" / name


def _remember(target: Path, data: bytes) -> None:
    # Without the record the next run only asks for --force.
    keep_private(_record_of(target), hashlib.sha256(data).hexdigest().encode())


def replace_or_write_beside(target: Path, data: bytes, name: str) -> Path:
    """Put *data*, of the format *name*, at *target*, or beside it as ``报告(新).docx`` while Word or WPS hold *target* open on Windows.

    Gives where it was put.

    Raises:
        DrafterError: as :func:`replace_file` and :func:`refuse_foreign`.
    """
    try:
        replace_file(target, data)
    except TargetHeldError:
        beside = target.with_name(f"{target.stem}(新){target.suffix}")
        refuse_foreign(beside, name)
        replace_file(beside, data)
        return beside
    return target


class TargetHeldError(DrafterError):
    """The target is held open by another program; it stays as it was."""


def replace_file(target: Path, data: bytes) -> None:
    """Put *data* at *target*: the old file or the new one, never a part of either.

    Raises:
        DrafterError: the folder can't be written, the disk is full, or the target is open in another program.
    """
    _sweep(target.parent)
    try:
        _refuse_device(target)
        temporary = _temporary(target, data)
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        _replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise _cannot(target, error) from error
        raise
    _sync_folder(target.parent)


def _refuse_device(target: Path) -> None:
    """An ordinary file in the place of ``/dev/null`` would break the machine, and --force does not ask for that."""
    if target.exists() and not target.is_file() and not target.is_dir():
        raise failure("D003", None, f"“{target.name}”不是普通的文件，不能换掉它", "用 -o 另给一个文件名")


@cache
def _sweep(folder: Path) -> None:
    """Remove what a run that was killed more than a day ago left in *folder*; once a run, for a batch writes thousands of files there."""
    oldest = time.time() - _STALE
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_TEMPORARY}*"):
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_mtime < oldest:
                    path.unlink()


def _temporary(target: Path, data: bytes) -> Path:
    import tempfile  # not for making a document, only for writing it

    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, suffix=target.suffix, dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return path


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _replace(temporary: Path, target: Path) -> None:
    """Windows refuses while a scanner or Word holds the target: a scanner lets go within moments."""
    for attempt in range(_RETRIES):
        try:
            temporary.replace(target)
        except PermissionError:
            if not _WINDOWS or attempt == _RETRIES - 1:
                raise
            time.sleep(0.2 * 2**attempt)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if _WINDOWS:
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot(target: Path, error: OSError) -> DrafterError:
    held = "没有写入权限，或者文件正在 Word、WPS 里打开", "关闭打开它的程序再运行，或者用 -o 另存"
    reasons = {
        errno.ENOSPC: ("磁盘满了", "清出空间再运行一次"),
        errno.EROFS: ("所在的文件夹是只读的", "用 -o 写到别的文件夹"),
        errno.ENOENT: ("所在的文件夹不存在", "先建好文件夹，或者用 -o 写到别的地方"),
        errno.ENAMETOOLONG: ("文件名太长", "用 -o 给一个短一些的文件名"),
        errno.EACCES: held,
        errno.EPERM: held,
        errno.EISDIR: ("它是一个文件夹", "用 -o 另给一个文件名"),
    }
    reason, hint = reasons.get(error.errno or 0, (f"系统说：{error.strerror}", "换一个文件夹再试"))
    told = failure("D003", None, f"“{target.name[:100]}”没有写成：{reason}；原来的文件没有动", hint)
    return TargetHeldError(*told.diagnostics) if _WINDOWS and isinstance(error, PermissionError) else told
