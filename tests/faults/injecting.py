"""Every step of a write fails in turn, with every error that a disk gives."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from drafter.cli import run

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
FACTS = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n文稿.成文日期: 2025-12-26\n党建.中心组学习: {}次\n"


class Command(NamedTuple):
    """A command that writes, in a folder of its own."""

    name: str
    arguments: tuple[str, ...]
    targets: tuple[str, ...]
    """The files it writes, from that folder."""
    fresh: bool = False
    """Whether its targets must not be there yet."""


COMMANDS = (
    Command("build docx", ("build", "facts.yaml", "-o", "x.docx"), ("x.docx",)),
    Command("build --draft", ("build", "facts.yaml", "--draft", "-o", "x.docx", "--force"), ("x.docx",)),
    Command("build html", ("build", "facts.yaml", "-o", "x.html"), ("x.html",)),
    Command("build md", ("build", "facts.yaml", "-o", "x.md", "--force"), ("x.md",)),
    Command("schema", ("schema", "-o", "x.json"), ("x.json",)),
    Command("fix", ("fix", "原.docx", "-o", "x.docx"), ("x.docx",)),
    Command("new", ("new", "新"), ("新/facts.yaml", "新/facts.schema.json", "新/生成文稿.bat"), fresh=True),
)


class Disk:
    """The calls by which files are written, counted; the call with number *fail_at* raises *error* instead."""

    def __init__(self, folder: Path, fail_at: int = -1, error: int = 0) -> None:
        self.folder, self.fail_at, self.error = str(folder), fail_at, error
        self.calls: list[str] = []

    def step(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) - 1 == self.fail_at:
            raise OSError(self.error, os.strerror(self.error))

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            for name in ("open", "replace", "chmod", "mkdir"):
                stack.enter_context(mock.patch.object(os, name, self._watched(name, getattr(os, name))))
            for name in ("fsync", "fdopen"):
                stack.enter_context(mock.patch.object(os, name, self._with_handle(name, getattr(os, name))))
            yield

    def _mine(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self.folder)  # noqa: PTH100

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            reads = name == "open" and not (rest and rest[0] & os.O_CREAT) and not Path(path).is_dir()
            if self._mine(path) and not reads:
                self.step(name)
            return real(path, *rest, **named)

        return call

    def _with_handle(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, *rest: Any, **named: Any) -> Any:
            self.step(name)
            made = real(handle, *rest, **named)
            return _Stream(self, made) if name == "fdopen" else made

        return call


class _Stream(io.RawIOBase):
    """A file whose writes can fail half-way."""

    def __init__(self, disk: Disk, real: Any) -> None:
        super().__init__()
        self._disk, self._real = disk, real

    def write(self, data: Any) -> int:
        try:
            self._disk.step("write")
        except OSError:
            self._real.write(data[: len(data) // 2])
            raise
        return int(self._real.write(data))

    def flush(self) -> None:
        if not self.closed:
            self._disk.step("flush")
            self._real.flush()

    def fileno(self) -> int:
        return int(self._real.fileno())

    def close(self) -> None:
        self._real.close()
        if not self.closed:
            with mock.patch.object(self, "flush", return_value=None):
                super().close()


class Verdict(NamedTuple):
    """What one fault came to; empty is as promised."""

    faults: int
    broken: tuple[str, ...]


def prepared(folder: Path, command: Command) -> dict[str, bytes]:
    """Fill *folder* with what *command* reads and an older output; gives the newer output's bytes."""
    folder.mkdir()
    facts = folder / "facts.yaml"
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        facts.write_text(FACTS.format(11), "utf-8")
        run(["build", "facts.yaml", "-o", "原.docx"])
        if command.fresh:
            run(list(command.arguments))
            fresh = {name: (folder / name).read_bytes() for name in command.targets}
            _empty(folder, command)
            return fresh
        facts.write_text(FACTS.format(12), "utf-8")
        run(list(command.arguments))
        return {name: (folder / name).read_bytes() for name in command.targets}


def _empty(folder: Path, command: Command) -> None:
    for name in command.targets:
        (folder / name).unlink(missing_ok=True)
        (folder / name).parent.rmdir() if not any((folder / name).parent.iterdir()) else None


def steps(folder: Path, command: Command) -> list[str]:
    """The steps that *command* takes when nothing fails."""
    disk = Disk(folder)
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()), disk.in_place():
        run(list(command.arguments))
    return disk.calls


def injected(folder: Path, command: Command, *, every: int = 1) -> Verdict:
    """Fail each *every*-th pair of step and error of *command* in *folder*, and say what was not as promised."""
    new = prepared(folder, command)
    old = {} if command.fresh else _older(folder, command)
    count = len(steps(folder, command))
    broken, tried = [], 0
    for number, (at, error) in enumerate((at, error) for at in range(count) for error in ERRORS):
        if number % every:
            continue
        tried += 1
        _restore(folder, command, old)
        disk = Disk(folder, at, error)
        said = io.StringIO()
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            disk.in_place(),
        ):
            code = run(list(command.arguments))
        broken += [
            f"{command.name}, {disk.calls[at]} {errno.errorcode[error]}: {w}"
            for w in _wrong(folder, command, old, new, code, said)
        ]
    return Verdict(tried, tuple(broken))


def _older(folder: Path, command: Command) -> dict[str, bytes]:
    """Put older output in place that drafter itself wrote."""
    facts = folder / "facts.yaml"
    newer = facts.read_bytes()
    facts.write_text(FACTS.format(11), "utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        run(list(command.arguments))
    facts.write_bytes(newer)
    return {name: (folder / name).read_bytes() for name in command.targets}


def _restore(folder: Path, command: Command, old: dict[str, bytes]) -> None:
    if command.fresh:
        for name in command.targets:
            (folder / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (folder / command.targets[0]).parent.rmdir()
    for name, data in old.items():
        (folder / name).write_bytes(data)


def _wrong(
    folder: Path, command: Command, old: dict[str, bytes], new: dict[str, bytes], code: int, said: io.StringIO
) -> Iterator[str]:
    text = said.getvalue()
    if code == 2 and not ("[D003]" in text and "办法：" in text):
        yield f"failed without a message: {text[-200:]}"
    for name in command.targets:
        path = folder / name
        found = path.read_bytes() if path.exists() else None
        if found not in (old.get(name), new[name]):
            yield f"{name} is broken"
        if code != 2 and found != new[name]:
            yield f"said OK and did not write {name}"
    yield from (f"left {path.name}" for path in folder.rglob(".drafter-*"))
