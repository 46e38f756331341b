"""Where documents are written, and what is never written over."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from drafter.api import draft, files, find_facts, write_outputs
from drafter.diagnostics import DrafterError, Problems

WHOLE = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n文稿.成文日期: 2025-12-26\n"
REQUIRED = """\
党建.中心组学习: 12次
资源.建设.新改扩建: 6所
资源.建设.学位: 3240个
队伍.招聘.事业编制: 86名
队伍.培训.人次: 5200人次
五育.德育.主题活动: “开学第一课”
安全.排查.督查: 96次
安全.排查.整改隐患: 128条
打算.资源.新建改扩建: 力争3所
"""
TITLE = "甲县教育局2025年工作总结和2026年工作打算"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(WHOLE + REQUIRED, "utf-8")
    return path


def write(facts: Path, *formats: str, output: Path | None = None, force: bool = False) -> list[str]:
    made = draft(facts, Problems(), cached=False)
    return [w.path.name for w in write_outputs(made, facts, formats or ("docx",), output, force=force)]


def test_a_clean_document_is_named_by_its_title_beside_the_facts(facts: Path) -> None:
    assert write(facts, "docx", "html", "md") == [f"{TITLE}.{f}" for f in ("docx", "html", "md")]
    assert (facts.parent / f"{TITLE}.docx").is_file()


def test_a_document_with_gaps_says_so_in_its_name(facts: Path) -> None:
    facts.write_text(WHOLE + REQUIRED.replace("12次", "待补"), "utf-8")
    assert write(facts) == [f"{TITLE}（草稿）.docx"]


def test_an_output_file_is_obeyed_literally(facts: Path) -> None:
    facts.write_text(WHOLE + REQUIRED.replace("12次", "待补"), "utf-8")
    assert write(facts, output=facts.parent / "总结.docx") == ["总结.docx"]


def test_drafters_own_file_is_replaced(facts: Path) -> None:
    write(facts)
    facts.write_text(WHOLE + REQUIRED.replace("12次", "13次"), "utf-8")
    assert write(facts) == [f"{TITLE}.docx"]


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_a_file_that_somebody_edited_is_not_replaced_without_force(facts: Path, name: str) -> None:
    target = facts.parent / f"总结.{name}"
    write(facts, name, output=target)
    edited = edit(target)
    with pytest.raises(DrafterError) as caught:
        write(facts, name, output=target)
    assert caught.value.diagnostics[0].code == "D002"
    assert target.read_bytes() == edited
    write(facts, name, output=target, force=True)
    assert target.read_bytes() != edited


def edit(target: Path) -> bytes:
    """What somebody's editor leaves at *target*."""
    data = target.read_bytes()
    if target.suffix == ".docx":
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                new.writestr(info, old.read(info).replace("甲县".encode(), "乙县".encode()))
        data = out.getvalue()
    else:
        data = data.replace("甲县".encode(), "乙县".encode())
    target.write_bytes(data)
    return data


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_a_file_that_drafter_did_not_write_is_not_replaced(facts: Path, name: str) -> None:
    target = facts.parent / f"总结.{name}"
    target.write_bytes("去年的总结".encode())
    with pytest.raises(DrafterError, match="不是 drafter 写的"):
        write(facts, name, output=target)
    assert target.read_bytes() == "去年的总结".encode()


def test_if_one_of_several_targets_is_refused_none_is_written(facts: Path) -> None:
    (facts.parent / f"{TITLE}.html").write_text("别人的", "utf-8")
    with pytest.raises(DrafterError):
        write(facts, "docx", "html")
    assert not (facts.parent / f"{TITLE}.docx").exists()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EACCES, "正在 Word、WPS 里打开"),
        (errno.EROFS, "只读"),
        (errno.EIO, "没有写成"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    facts: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    target = facts.parent / "总结.docx"
    write(facts, output=target)
    before = target.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    for place, name in ((os, "fsync"), (Path, "replace")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, fail)
            with pytest.raises(DrafterError, match=message):
                files.replace_file(target, b"new")
        assert target.read_bytes() == before
        assert sorted(p.name for p in facts.parent.iterdir()) == ["facts.yaml", "总结.docx"]


def test_a_missing_folder_is_a_message(facts: Path) -> None:
    with pytest.raises(DrafterError, match="所在的文件夹不存在"):
        write(facts, output=facts.parent / "没有" / "总结.docx")


def test_same_input_same_bytes_under_any_hash_seed_zone_and_locale(facts: Path) -> None:
    made = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Shanghai", "C.UTF-8"),
        ("77", "America/New_York", "zh_CN.UTF-8"),
    ):
        for name in ("docx", "html", "md"):
            target = facts.parent / f"out.{name}"
            environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
            command = [sys.executable, "-m", "drafter", "build", str(facts), "-o", str(target), "--force"]
            subprocess.run(command, env=environment, check=True, capture_output=True)
            made.add((name, target.read_bytes()))
    assert len(made) == 3


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("build", "facts.yaml", "--draft", "-o", "x.docx"), "x.docx"),
        (("schema", "-o", "x.json"), "x.json"),
        (("new", "新"), "新/facts.yaml"),
        (("new", "样", "--sample", "--all"), "样/facts.yaml"),
        (("fix", "原.docx", "-o", "y.docx"), "y.docx"),
        (("check", "原.docx", "--format", "json"), ""),
        (("check", "facts.yaml"), ""),
    ],
)
def test_every_command_gives_the_same_bytes_under_any_hash_seed_zone_and_locale(
    facts: Path, words: tuple[str, ...], made: str
) -> None:
    original = draft(facts, Problems(), cached=False)
    write_outputs(original, facts, ("docx",), facts.parent / "原.docx", force=True)
    outcomes = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("77", "Asia/Shanghai", "zh_CN.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "drafter", *words],
            cwd=facts.parent,
            env=environment,
            check=False,
            capture_output=True,
        )
        assert done.returncode in (0, 1), done.stderr.decode()
        target = facts.parent / made
        outcomes.add(done.stdout + (target.read_bytes() if made else b""))
        for name in ("x.docx", "x.json", "y.docx", "新/facts.yaml", "新/facts.schema.json", "新/生成文稿.bat"):
            (facts.parent / name).unlink(missing_ok=True)
        for path in (facts.parent / "样").glob("*"):
            path.unlink()
    assert len(outcomes) == 1


def test_the_facts_file_of_a_folder_is_found(tmp_path: Path, facts: Path) -> None:
    assert find_facts(str(tmp_path)) == facts
    (tmp_path / "other.yaml").write_text("甲.乙: 1\n", "utf-8")
    assert find_facts(str(tmp_path)) == facts
    facts.unlink()
    assert find_facts(str(tmp_path)).name == "other.yaml"
    (tmp_path / "third.yaml").write_text("甲.乙: 1\n", "utf-8")
    with pytest.raises(DrafterError, match="有2个 YAML 文件"):
        find_facts(str(tmp_path))


@pytest.mark.parametrize("given", ["没有.yaml", "空"])
def test_no_facts_file_is_a_message(tmp_path: Path, given: str) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(DrafterError) as caught:
        find_facts(str(tmp_path / given))
    assert "drafter new" in caught.value.diagnostics[0].hint
