"""``python -m tests.benchmarks``: the same report by drafter and by its peers, whole process and steady, at three lengths."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from .measuring import Program, Spread, in_turn, ratios, run
from .tables import print_tables

TOP = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).resolve().parent / "programs"
BASE = "docxtpl"
"""What the others are compared with."""
_PEERS = {BASE: "with_docxtpl.py", "python-docx": "with_python_docx.py", "Jinja2 + pandoc": "with_pandoc.py"}
_STARTS = {
    "python": "pass",
    "python + click": "import click",
    "drafter's libraries": "import click, jinja2, yaml, markdown_it",
    "docxtpl imported": "import docxtpl",
}
_WARM = "drafter, fragments cached"
_COLD = "drafter, nothing cached"


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="drafter-benchmark-") as name:
        results = measure(Path(name), options.lengths, options.rounds, options.seconds)
    if options.json:
        sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    else:
        print_tables(results, sys.stdout)
    return 0


def measure(folder: Path, lengths: Sequence[int], rounds: int, seconds: float) -> dict[str, Any]:
    """Every figure, as data; works in *folder*."""
    results: dict[str, Any] = {"machine": _machine(), "rounds": rounds, "lengths": {}}
    _tell("start-up")
    results["start"] = _spreads(in_turn(_starts(), rounds), None)
    for times in lengths:
        _tell(f"×{times}")
        results["lengths"][str(times)] = _length(folder / f"x{times}", times, rounds, seconds)
    return results


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each program runs (default 9)")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long one steady round lasts (default 1)")
    parser.add_argument("--lengths", default="1,10,100", help="how many times the report stands in one document")
    parser.add_argument("--json", action="store_true", help="data instead of tables")
    options = parser.parse_args(arguments)
    options.lengths = [int(length) for length in options.lengths.split(",")]
    return options


def _length(folder: Path, times: int, rounds: int, seconds: float) -> dict[str, Any]:
    folder.mkdir()
    prepared = run(
        Program("prepare", [sys.executable, "-m", "tests.benchmarks.prepare", str(folder), str(times)], _here(folder))
    )
    whole = [*_drafters(folder), *_peers(folder)]
    # A peer takes seconds for a long document: fewer rounds tell as much.
    turns = max(2, rounds // 3) if times >= 100 else rounds
    single = _spreads(in_turn(whole, turns), BASE)
    for program in whole:
        single[program.name]["bytes"] = _size(_output(folder, program.name))
    return {
        "report": json.loads(prepared.output),
        "whole process": single,
        "commands": _spreads(in_turn(_commands(folder), turns), None),
        "steady": _steady(folder, turns, seconds),
    }


def _steady(folder: Path, rounds: int, seconds: float) -> dict[str, Any]:
    drafter = _script("drafter", "with_drafter.py", folder)
    costs = in_turn([_repeated(p, seconds) for p in (drafter, *_peers(folder))], rounds)
    middles = {name: [median(json.loads(c.output)) for c in found] for name, found in costs.items()}
    rows = {}
    for name, found in middles.items():
        rows[name] = {"ms": _triple(Spread.of(found)), "per second": 1000 / median(found), "peak": _peak(costs[name])}
        if BASE in middles:
            rows[name]["ratio"] = _triple(ratios(found, middles[BASE]))
    return rows


def _spreads(costs: dict[str, list[Any]], base: str | None) -> dict[str, Any]:
    times = {name: [cost.milliseconds for cost in found] for name, found in costs.items()}
    rows: dict[str, Any] = {}
    for name, found in times.items():
        rows[name] = {"ms": _triple(Spread.of(found)), "peak": _peak(costs[name]), "all": [round(t, 1) for t in found]}
        if base in times:
            rows[name]["ratio"] = _triple(ratios(found, times[base]))
    return rows


def _triple(spread: Spread) -> list[float]:
    return [round(number, 3) for number in (spread.least, spread.middle, spread.most)]


def _peak(costs: Sequence[Any]) -> float | None:
    peaks = [cost.peak for cost in costs if cost.peak is not None]
    return round(max(peaks), 1) if peaks else None


def _starts() -> list[Program]:
    starts = [Program(name, [sys.executable, "-c", code]) for name, code in _STARTS.items() if _has(code)]
    return [*starts, Program("drafter --help", [sys.executable, "-m", "drafter", "--help"], _here(None))]


def _has(code: str) -> bool:
    return "docxtpl" not in code or find_spec("docxtpl") is not None


def _drafters(folder: Path) -> list[Program]:
    def build(name: str) -> list[str]:
        return [
            sys.executable,
            "-m",
            "drafter",
            "build",
            str(folder / "facts.yaml"),
            "-o",
            str(_output(folder, name)),
            "--force",
        ]

    nowhere = folder / "no-cache"
    nowhere.write_text("a file: no cache folder can be made below it", "utf-8")
    cold = {**_here(folder), "XDG_CACHE_HOME": str(nowhere), "LOCALAPPDATA": str(nowhere)}
    return [Program(_WARM, build(_WARM), _here(folder)), Program(_COLD, build(_COLD), cold)]


def _commands(folder: Path) -> list[Program]:
    def command(name: str, *words: str, codes: tuple[int, ...] = (0,)) -> Program:
        return Program(f"drafter {name}", [sys.executable, "-m", "drafter", *words], _here(folder), codes)

    return [
        command("--help", "--help"),
        command("check facts.yaml", "check", str(folder / "facts.yaml"), codes=(0, 1)),
        command("check report.docx", "check", str(folder / "ready.docx"), codes=(0, 1)),
    ]


def _peers(folder: Path) -> list[Program]:
    scripts = {name: script for name, script in _PEERS.items() if _installed(name)}
    return [
        _script(name, script, folder) for name, script in {**scripts, "floor: serialise and zip": "floor.py"}.items()
    ]


def _script(name: str, script: str, folder: Path) -> Program:
    return Program(
        name, [sys.executable, str(PROGRAMS / script), str(folder), str(_output(folder, name))], _here(folder)
    )


def _repeated(program: Program, seconds: float) -> Program:
    """*program* over and over in one process."""
    python, *command = program.command
    return replace(program, command=[python, str(PROGRAMS / "repeating.py"), str(seconds), *command])


def _installed(peer: str) -> bool:
    if "pandoc" in peer:
        return shutil.which("pandoc") is not None
    return find_spec(peer.replace("python-docx", "docx")) is not None


def _output(folder: Path, name: str) -> Path:
    return folder / f"{''.join(c for c in name if c.isalnum())}.docx"


def _size(path: Path) -> int:
    return path.stat().st_size


def _here(folder: Path | None) -> dict[str, str]:
    """The environment of drafter's own processes: this checkout, and a cache of the benchmark's own."""
    paths = os.pathsep.join(filter(None, [str(TOP), os.environ.get("PYTHONPATH")]))
    cache = {} if folder is None else {"XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache")}
    return {"PYTHONPATH": paths, **cache}


def _machine() -> dict[str, Any]:
    versions = {name: find_spec(name) is not None for name in ("docxtpl", "docx")}
    pandoc = shutil.which("pandoc")
    shown = subprocess.run([pandoc, "--version"], capture_output=True, check=True).stdout if pandoc else b""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "installed": [name for name, there in versions.items() if there],
        "pandoc": shown.decode().split("\n")[0] or None,
    }


def _tell(stage: str) -> None:
    sys.stderr.write(f"measuring {stage} …\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
