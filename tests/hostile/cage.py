"""A cage for hostile input: each command runs in a forked child with limits on memory, time and file size, and everything it opens is noted.

One process imports drafter and forks a child for every command, so that a case costs milliseconds.  POSIX only.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
MEMORY = 1 << 30
"""Bytes of address space that a child may take before an allocation fails."""
WALL = 20
"""Seconds after which a child is killed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one command did."""

    exit: int
    """The exit code; negative: the signal that killed it."""
    out: str
    err: str
    seconds: float
    """Time on the processor, so that a busy machine does not count."""
    megabytes: float
    """The largest memory the child held."""
    strayed: tuple[str, ...]
    """What it opened outside the project, the library and Python itself, and each connection or program that it tried."""

    @property
    def said(self) -> str:
        """Everything that was printed."""
        return self.out + self.err


class Cage:
    """The process that forks."""

    def __init__(self, cache: Path) -> None:
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(TOP), "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )

    def run(self, folder: Path, *arguments: str, allowed: Sequence[Path] = ()) -> Outcome:
        """Run ``drafter arguments`` in *folder*; it may open what lies there and below *allowed*."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"folder": str(folder), "arguments": arguments, "allowed": [str(path) for path in allowed]}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return Outcome(**{**answer, "strayed": tuple(answer["strayed"])})

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


# --- inside the process ------------------------------------------------------------------------------------------------


def serve() -> None:
    """Answer requests until the pipe closes."""
    _warm_up()
    for line in sys.stdin:
        request = json.loads(line)
        with tempfile.TemporaryDirectory() as notes:
            print(json.dumps(_forked(request, Path(notes))), flush=True)  # noqa: T201


def _warm_up() -> None:
    """Import what a build, a check and a fix need, and fill the cache of the shipped library."""
    from drafter.cli import run

    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.yaml"
        facts.write_text("文稿.单位: 甲局\n文稿.年度: 2025\n党建.中心组学习: 3次\n", "utf-8")
        docx, new = Path(folder) / "x.docx", Path(folder) / "y.docx"
        with (Path(folder) / "log").open("w") as log:
            kept, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), log, log
            for arguments in (
                ["build", str(facts), "-o", str(docx)],
                ["check", str(docx)],
                ["fix", str(docx), "-o", str(new)],
            ):
                run(arguments)
            sys.stdout, sys.stderr = kept


def _forked(request: dict[str, Any], notes: Path) -> dict[str, Any]:
    child = os.fork()
    if child == 0:
        _child(request, notes)
    _, status, usage = os.wait4(child, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "out": _text(notes / "out"),
        "err": _text(notes / "err"),
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20),
        "strayed": [line for line in _text(notes / "strayed").split("\n") if line],
    }


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "backslashreplace") if path.exists() else ""


def _child(request: dict[str, Any], notes: Path) -> None:
    import resource
    import traceback

    code = 99
    try:
        for number, name in ((0, os.devnull), (1, "out"), (2, "err")):
            handle = os.open(notes / name, os.O_RDWR | os.O_CREAT)
            os.dup2(handle, number)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace")
        os.chdir(request["folder"])
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
        signal.alarm(WALL)
        strayed = _watch([request["folder"], *request["allowed"]], os.open(notes / "strayed", os.O_WRONLY | os.O_CREAT))
        from drafter.cli import run

        code = run(request["arguments"])
        strayed()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _watch(allowed: list[str], handle: int) -> Any:
    """Note what is opened outside; gives a function that ends it."""
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "drafter"
    ours = (TOP / "drafter", TOP / "templates", TOP / "fragments", cache, Path(os.__file__).parent)
    roots = [os.path.realpath(str(p)) for p in (*allowed, *ours, sys.prefix, sys.base_prefix, os.devnull)]
    watching = [True]
    kinds = ("open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink")
    forbidden = (
        "socket.connect",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "pty.spawn",
    )

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching[0] or (event not in kinds and event not in forbidden):
            return
        watching[0] = False
        if event in forbidden:
            os.write(handle, f"{event}\n".encode())
        elif isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if not any(path == root or path.startswith(root.rstrip("/") + "/") for root in roots):
                os.write(handle, f"{event} {path}\n".encode("utf-8", "backslashreplace"))
        watching[0] = True

    sys.addaudithook(hook)

    def stop() -> None:
        watching[0] = False

    return stop


if __name__ == "__main__":
    serve()
