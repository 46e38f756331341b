"""The benchmark runs, and all its programs make the same report.  How fast they are is not tested: machines differ."""

from __future__ import annotations

import io
import json
import runpy
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from benchmarks.measuring import Program, Spread, in_turn, ratios
from benchmarks.prepare import prepare
from benchmarks.tables import lines

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report")
    prepare(made, 2)
    return made


def _text(package: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(package)).paragraphs if p.text]


@pytest.mark.parametrize("program", ["with_drafter", "with_docxtpl", "with_python_docx", "floor"])
def test_every_program_makes_the_same_report(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if program == "with_docxtpl":
        pytest.importorskip("docxtpl")
    monkeypatch.setattr(sys, "argv", [program, str(folder), "-"])
    made = runpy.run_path(str(PROGRAMS / f"{program}.py"))["make"]()
    assert _text(made) == _text((folder / "ready.docx").read_bytes())


def test_the_command_gives_every_figure_as_data_and_as_tables() -> None:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks",
        "--rounds",
        "2",
        "--seconds",
        "0.01",
        "--lengths",
        "1",
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    results = json.loads(done.stdout)
    single = results["lengths"]["1"]
    assert {"drafter, fragments cached", "drafter, nothing cached", "python-docx"} <= set(single["whole process"])
    assert all(len(row["ms"]) == 3 for row in single["steady"].values())
    assert any(line.startswith("== the report ×1") for line in lines(results))


def test_ratios_are_taken_pair_by_pair() -> None:
    assert ratios([10, 40], [10, 20]) == Spread(1, 1.5, 2)


def test_each_program_runs_once_a_round_after_one_that_does_not_count() -> None:
    costs = in_turn([Program("print", [sys.executable, "-c", "print(1)"])], 2)
    assert [cost.output.strip() for cost in costs["print"]] == ["1", "1"]
