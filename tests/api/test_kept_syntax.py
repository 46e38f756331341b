"""Parsed Markdown between runs: the same findings from a warm, a cold and a broken cache, and no parser where it is warm."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.api import draft
from drafter.api import kept_syntax as keeping
from drafter.api.kept_syntax import KeptSyntax
from drafter.diagnostics import Problems
from drafter.keeping import user_cache

FACTS = """\
文稿.单位: 甲县教育局
文稿.年度: 2025
文稿.成文日期: 2025-12-26
党建.中心组学习: {}次
队伍.自拟: |
  **招聘 **甲&nbsp;乙[丙](附件.docx)，见<b>附表</b>。

  | 学段 |
  |---|
  | 小学 | 3所 |
"""
CODE = """\
import sys
from pathlib import Path
from drafter.api import draft
from drafter.diagnostics import Problems
problems = Problems()
made = draft(Path(sys.argv[1]), problems)
print("markdown_it" in sys.modules)
print(*[(p.code, p.place, p.message, p.hint) for p in problems], made.document.blocks, sep="\\n")
"""


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "项目" / "facts.yaml"
    path.parent.mkdir()
    path.write_text(FACTS.format(12), "utf-8")
    return path


def run(facts: Path) -> tuple[bool, str]:
    """Whether a process of its own needed the parser, and all that it found and made."""
    done = subprocess.run([sys.executable, "-c", CODE, facts], capture_output=True, text=True, check=True)
    parsed, _, said = done.stdout.partition("\n")
    return parsed == "True", said


def test_findings_and_text_are_the_same_from_a_warm_cache_and_the_parser_is_not_imported(facts: Path) -> None:
    cold = run(facts)
    assert cold[0]
    assert all(f"'{code}'" in cold[1] for code in ("M002", "M003", "M004", "M006", "M016"))
    assert run(facts) == (False, cold[1])


def test_another_figure_needs_no_parser_and_another_wording_does(facts: Path) -> None:
    run(facts)
    facts.write_text(FACTS.format(15), "utf-8")
    parsed, said = run(facts)
    assert not parsed
    assert "15次" in said
    facts.write_text(FACTS.format(15).replace("见<b>", "另见<b>"), "utf-8")
    assert run(facts)[0]


def slot() -> Path:
    return user_cache() / "syntax.bin"


def _cut(data: bytes) -> bytes:
    return data[:-1]


def _one_bit(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


def _of_other_code(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@pytest.mark.parametrize("harm", [_cut, _one_bit, _of_other_code, lambda _: b"", lambda _: b"\x80" * 100])
def test_a_broken_or_foreign_file_is_as_good_as_none_and_is_replaced(
    facts: Path, harm: Callable[[bytes], bytes]
) -> None:
    cold = run(facts)
    whole = slot().read_bytes()
    slot().write_bytes(harm(whole))
    assert run(facts) == cold
    assert slot().read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="who may write a file is asked where there are such permissions")
def test_a_file_that_others_could_have_written_is_not_read(facts: Path) -> None:
    cold = run(facts)
    slot().chmod(0o666)
    assert run(facts) == cold
    assert slot().stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_kept_the_text_is_the_same(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = run(facts)
    (facts.parent / "没有").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(facts.parent / "没有"))
    assert run(facts) == cold
    assert run(facts) == cold


def test_a_build_that_keeps_nothing_writes_nothing(facts: Path) -> None:
    draft(facts, Problems(), cached=False)
    assert not slot().exists()


def test_a_process_writes_once_and_keeps_what_it_used_before_the_newest_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MOST", 10)
    path = tmp_path / "syntax.bin"

    def kept(*texts: tuple[bytes, bytes], used: bytes = b"") -> list[bytes]:
        store = KeptSyntax(path)
        store.get(used)
        for key, data in texts:
            store.put(key, data)
        store.save()
        store.put(b"late", b"")
        store.save()
        return [key for key in (b"a", b"b", b"c", b"d", b"e", b"late") if KeptSyntax(path).get(key) is not None]

    assert kept((b"a", b"1" * 20), (b"b", b"2" * 6)) == [b"a", b"b"]
    assert kept((b"c", b"3" * 4)) == [b"b", b"c"]
    assert kept((b"d", b"4" * 9), used=b"b") == [b"b", b"c", b"d"]
    assert kept((b"e", b"5")) == [b"d", b"e"]


def test_what_is_far_too_large_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_LARGEST", 100)
    store = KeptSyntax(tmp_path / "syntax.bin")
    store.put(b"a", b"1" * 100)
    store.save()
    assert list(tmp_path.iterdir()) == []
