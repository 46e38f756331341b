"""The old file or the new one, never a part, and a message that says what to do."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from steady import tried

from drafter.api import files
from drafter.cli import run

from .injecting import COMMANDS, FACTS, Command, injected
from .killing import killed, raced

EVERY = {"new": 6, "schema": 3}
"""These read the whole catalogue for each fault; ``python -m tests.faults`` leaves none out."""


@pytest.fixture(autouse=True)
def _private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    files._sweep.cache_clear()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "facts.yaml").write_text(FACTS.format(11), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=[c.name for c in COMMANDS])
def test_a_fault_at_any_step(command: Command, tmp_path: Path) -> None:
    verdict = injected(tmp_path / "a", command, every=EVERY.get(command.name, 1))
    tried["injected faults"] += verdict.faults
    assert verdict.broken == ()
    assert verdict.faults >= 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    kills = killed(tmp_path, 40)
    tried["kills"] += kills.kills
    assert kills.broken == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_reader_beside_two_writers(tmp_path: Path) -> None:
    reads, broken = raced(tmp_path, 1.0)
    assert (reads > 50, broken) == (True, 0)


def test_what_a_killed_run_left_goes_after_a_day(project: Path) -> None:
    old, new = project / ".drafter-old.docx", project / ".drafter-new.docx"
    for path in (old, new):
        path.write_bytes(b"PK")
    os.utime(old, (time.time() - 90_000,) * 2)
    run(["build", "-o", "x.docx"])
    assert (old.exists(), new.exists()) == (False, True)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own that is soon full."""
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("a file system can't be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 1, 4, 8])
def test_a_full_disk_keeps_the_old_file(project: Path, room: int, capsys: pytest.CaptureFixture[str]) -> None:
    with small_disk(project / "盘", 256) as disk:
        target = disk / "x.docx"
        run(["build", "-o", str(target)])
        before = target.read_bytes()
        (project / "facts.yaml").write_text(FACTS.format(12), "utf-8")
        fill(disk / "别的", room)
        assert run(["build", "-o", str(target)]) == 2
        assert target.read_bytes() == before
        assert sorted(p.name for p in disk.iterdir()) == ["x.docx", "别的"]
    assert "磁盘满了" in capsys.readouterr().err


def fill(path: Path, room: int) -> None:
    """Fill the disk that *path* lies on but for *room* kilobytes."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(1024)):
            pass
    with path.open("r+b") as file:
        file.truncate(max(0, path.stat().st_size - room * 1024))


def test_a_read_only_disk(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with small_disk(project / "盘", 256) as disk:
        target = disk / "x.docx"
        run(["build", "-o", str(target)])
        before = target.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for arguments in (
            ["build", "-o", str(target), "--force"],
            ["new", str(disk / "新")],
            ["schema", "-o", str(disk / "x.json")],
        ):
            assert run(arguments) == 2
        assert target.read_bytes() == before
    assert capsys.readouterr().err.count("[D003]") == 3


# --- Windows ------------------------------------------------------------------------------------------------------------


class Held:
    """os.replace as Windows has it while *name* is open in Word for the first *times* tries."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
        self.waits: list[float] = []
        self._name, self._left, self._real = name, times, os.replace
        monkeypatch.setattr(files, "_WINDOWS", True)
        monkeypatch.setattr(time, "sleep", self.waits.append)
        monkeypatch.setattr(os, "replace", self._replace)

    def _replace(self, source: str | Path, target: str | Path) -> None:
        if Path(target).name == self._name and self._left:
            self._left -= 1
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(source))
        self._real(source, target)


def test_a_target_open_in_word_stays_and_the_new_one_stands_beside_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-o", "报告.docx"])
    before = (project / "报告.docx").read_bytes()
    (project / "facts.yaml").write_text(FACTS.format(12), "utf-8")
    held = Held(monkeypatch, "报告.docx", 99)
    assert run(["build", "-o", "报告.docx"]) == 1
    assert (project / "报告.docx").read_bytes() == before
    assert (project / "报告(新).docx").read_bytes() != before
    assert not list(project.glob(".drafter-*"))
    assert 5 < sum(held.waits) < 8
    out = capsys.readouterr().out
    assert "已写好：报告(新).docx" in out
    assert "“报告.docx”正在别的程序里打开" in out


def test_a_scanner_that_lets_go_is_waited_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(["build", "-o", "报告.docx"])
    held = Held(monkeypatch, "报告.docx", 2)
    run(["build", "-o", "报告.docx"])
    assert len(held.waits) == 2
    assert not (project / "报告(新).docx").exists()


def test_somebody_elses_file_beside_an_open_target_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-o", "报告.docx"])
    (project / "报告(新).docx").write_bytes(b"mine")
    Held(monkeypatch, "报告.docx", 99)
    assert run(["build", "-o", "报告.docx"]) == 2
    assert (project / "报告(新).docx").read_bytes() == b"mine"
    assert "[D002]" in capsys.readouterr().err


def test_fix_writes_beside_an_open_target_too(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-o", "原.docx"])
    run(["fix", "原.docx", "-o", "新.docx"])
    Held(monkeypatch, "新.docx", 99)
    assert run(["fix", "原.docx", "-o", "新.docx"]) == 0
    assert "已写好：新(新).docx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CON", "CON_"), ("con", "con_"), ("nul.报告", "nul.报告_"), ("LPT1", "LPT1_"), ("COM10", "COM10"), ("报告. ", "报告"),
        (" 报告", "报告"), ("...", ""), ('a<b>c:d"e/f\\g|h?i*j', "abcdefghij"), ("甲\n乙\t丙", "甲乙丙"), ("报告。", "报告。"),
        ("\x00\x1f", ""), ("甲" * 100, "甲" * 66), ("𠮷" * 100, "𠮷" * 50), ("a" * 300, "a" * 200), ("“双减”工作", "“双减”工作"),
    ],
)  # fmt: skip
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert files.safe_name(title) == name
    assert len(f"{name}（核对稿）(新).docx".encode()) <= 255


def test_a_long_title_can_be_written(project: Path) -> None:
    (project / "facts.yaml").write_text(FACTS.format(3).replace("甲县", "甲" * 90), "utf-8")
    assert run(["build"]) == 1
    assert len(list(project.glob("*.docx"))) == 1


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii:strict"])
@pytest.mark.parametrize(
    "command", [["build", "-o", "x.docx"], ["check", "facts.yaml"], ["--help"], ["build", "没有"], ["rules", "L730"]]
)
def test_no_console_stops_a_run(project: Path, encoding: str, command: list[str]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "drafter", *command], env=environment, capture_output=True, check=False
    )
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", [["build", "-o", "x.docx"], ["rules"], ["--help"]])
def test_output_that_can_not_be_printed_is_no_traceback(project: Path, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "drafter", *command], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode


def test_a_closed_pipe_ends_quietly(project: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "drafter", "rules"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert b"Traceback" not in done.stderr
