"""A baseline: an old report is taken over as it is, and only what is new is shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.cli import run

TITLE = "甲县教育局2024年工作总结"
OLD = "完善管理、培训、等机制。"
CLOSED = ("甲县教育局", "2024年12月28日")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def written(*lines: str) -> str:
    Path("稿.txt").write_text("\n".join((TITLE, *lines, *CLOSED)) + "\n", "utf-8")
    return "稿.txt"


def kept(*lines: str) -> str:
    assert run(["check", written(*lines), "--write-baseline", "旧账.json"]) == 0
    return "旧账.json"


def test_what_was_there_before_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    name = kept(OLD)
    assert "记下1处" in capsys.readouterr().out
    assert run(["check", "稿.txt", "--baseline", name]) == 0
    assert capsys.readouterr().out.endswith("没有发现新的问题；旧账里有的1处没有列出\n")


def test_lines_may_move_and_blanks_come_and_go() -> None:
    name = kept(OLD)
    assert run(["check", written("加强领导。", "", OLD), "--baseline", name]) == 0


def test_one_more_of_the_same_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    name = kept(OLD)
    assert run(["check", written(OLD, OLD), "--baseline", name, "--select", "P505"]) == 1
    assert "错误1处；旧账里有的1处没有列出" in capsys.readouterr().out


def test_what_is_new_is_shown_alone(capsys: pytest.CaptureFixture[str]) -> None:
    name = kept(OLD)
    assert run(["check", written(OLD, "其它学校也办。"), "--baseline", name]) == 1
    out = capsys.readouterr().out
    assert "[W413]" in out
    assert "[P505]" not in out


def test_what_is_gone_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    name = kept(OLD)
    assert run(["check", written("完善管理、培训等机制。"), "--baseline", name]) == 0
    assert "旧账里有1处已经不在了（可以用 --write-baseline 重写旧账）" in capsys.readouterr().out


def test_what_was_not_looked_for_is_not_called_gone(capsys: pytest.CaptureFixture[str]) -> None:
    name = kept(OLD)
    assert run(["check", "稿.txt", "--baseline", name, "--select", "W"]) == 0
    assert "不在了" not in capsys.readouterr().out


def test_json_counts_both(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = kept(OLD)
    capsysbinary.readouterr()
    run(["check", "稿.txt", "--baseline", name, "--format", "json"])
    data = json.loads(capsysbinary.readouterr().out)
    assert data["findings"] == data["suppressed"] == []
    assert data["checked"]["baseline"] == {"known": 1, "gone": 0}


def test_the_file_is_sorted_names_no_line_and_can_be_rewritten() -> None:
    name = kept("其它学校也办。", OLD, OLD)
    first = Path(name).read_bytes()
    rows = json.loads(first)["findings"]
    assert [(row["code"], row["count"]) for row in rows] == [("P505", 2), ("W413", 1)]
    assert all(row.keys() == {"code", "quote", "sentence", "count"} for row in rows)
    kept(OLD, "其它学校也办。", "", OLD)
    assert Path(name).read_bytes() == first


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_findings_make_the_same_bytes_under_any_hash_seed(seed: str) -> None:
    first = Path(kept("其它学校,帐目。", OLD)).read_bytes()
    words = [sys.executable, "-m", "drafter", "check", "稿.txt", "--write-baseline", "再.json"]
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path})
    assert Path("再.json").read_bytes() == first


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": "别的", "findings": []}',
        '{"format": "drafter-baseline/1", "findings": [{"code": 1}]}',
    ],
)
def test_a_broken_baseline_is_told_and_nothing_is_checked(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("坏.json").write_text(content, "utf-8")
    assert run(["check", written(OLD), "--baseline", "坏.json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--baseline 的“坏.json”不是旧账文件，或者坏了，没有检查  [D042]" in err
    assert "办法：" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--baseline", "没有.json"], "旧账文件“没有.json”找不到"),
        (["--write-baseline", "稿.txt"], "“稿.txt”已经有了，又不是旧账文件，没有覆盖它"),
        (["--baseline", "旧账.json", "--write-baseline", "旧账.json"], "不能一起写"),
    ],
)
def test_a_mistake_leaves_every_file_as_it_was(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(OLD)
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert run(["check", "稿.txt", *words]) == 2
    assert message in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_nothing_is_kept_of_a_file_that_can_not_be_read() -> None:
    assert run(["check", written(OLD), "没有.txt", "--write-baseline", "旧账.json"]) == 2
    assert not Path("旧账.json").exists()


def test_a_facts_file_has_a_baseline_too() -> None:
    Path("facts.yaml").write_text("文稿.单位: 甲县教育局\n文稿.年度: 2025\n党建.中心组学习: 待补\n", "utf-8")
    assert run(["check", "facts.yaml"]) == 1
    assert run(["check", "facts.yaml", "--write-baseline", "旧账.json"]) == 0
    assert run(["check", "facts.yaml", "--baseline", "旧账.json"]) == 0
