"""What a run remembers of the wording: the same values as when read, and never an old state of a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from wording import outline, project

from drafter.api import folders, library, shipped_library
from drafter.api.kept_library import decoded, encoded
from drafter.api.library import read_library
from drafter.diagnostics import Problems
from drafter.fragments import Library, load_library
from drafter.keeping import user_cache
from drafter.templates import Kind, load_kind

FILES = {
    "templates/试/template.yaml": outline("队伍=建强队伍"),
    "templates/试/章-队伍.md": '{{ 片段("招聘") }}\n',
    "fragments/队伍.md": "## 招聘\n- 招聘教师{{ 队伍.招聘 }}。\n",
    "facts.yaml": "队伍.招聘: 12名\n",
}


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    (tmp_path / "shipped").mkdir()
    monkeypatch.setattr(folders, "shipped_library", lambda: tmp_path / "shipped")
    return project(tmp_path / "own", FILES) / "facts.yaml"


def wording(facts: Path, *, anew: bool = False) -> str:
    """The text of 队伍/招聘 as a run finds it, *anew* in a process that has read nothing yet."""
    if anew:
        library._SEEN.clear()
    found = read_library("试", facts, Problems(), cached=True)
    assert found
    fragment = found[1].fragment("队伍/招聘")
    assert fragment
    return fragment.variants[0].text


def shipped() -> tuple[Kind, Library]:
    problems = Problems()
    kind = load_kind("工作总结", [(shipped_library() / "templates/工作总结", "")], problems)
    assert kind
    return kind, load_library([(shipped_library() / "fragments", "")], problems)


def test_the_shipped_library_comes_back_as_it_was_kept() -> None:
    kind, read = shipped()
    back = decoded(encoded(kind, read))
    assert back
    assert back[0] == kind
    assert back[1].keys == read.keys
    assert back[1].names == read.names
    assert all(back[1].fragment(key) == read.fragment(key) for key in read.keys)
    assert back[1].fragment("队伍/没有这一个") is None
    assert back[1].themes["队伍"].department == read.themes["队伍"].department


@pytest.mark.parametrize("data", [b"", b"\x80\x04N.", b"\x93\xc0\xc0\xc0", b"\xff" * 40])
def test_other_bytes_are_nothing(data: bytes) -> None:
    assert decoded(data) is None


@pytest.mark.parametrize("settled", [library._SETTLED, 0])
@pytest.mark.parametrize("anew", [False, True], ids=["same process", "next process"])
def test_wording_that_was_changed_is_read_again(
    facts: Path, monkeypatch: pytest.MonkeyPatch, anew: bool, settled: int
) -> None:
    monkeypatch.setattr(library, "_SETTLED", settled)
    assert wording(facts) == "招聘教师。"
    project(facts.parent, {"fragments/队伍.md": "## 招聘\n- 公开招聘教师{{ 队伍.招聘 }}。\n"})
    assert wording(facts, anew=anew) == "公开招聘教师。"
    assert wording(facts, anew=anew) == "公开招聘教师。"


def test_a_change_within_one_tick_of_the_clock_that_leaves_the_size_is_seen(facts: Path) -> None:
    theme = facts.parent / "fragments/队伍.md"
    for verb in ("招聘", "引进", "选调") * 5:
        theme.write_text(f"## 招聘\n- {verb}教师{{{{ 队伍.招聘 }}}}。\n", "utf-8")
        os.utime(theme, ns=(10**18, 10**18))
        assert wording(facts) == f"{verb}教师。"


def test_a_damaged_store_is_as_good_as_none(facts: Path) -> None:
    wording(facts)
    slot = user_cache() / "library-试.bin"
    data = slot.read_bytes()
    for bad in (b"", data[:50], data[:-1], data[:80] + b"\x00" + data[81:]):
        slot.write_bytes(bad)
        assert wording(facts, anew=True) == "招聘教师。"
    assert slot.read_bytes() == data


def test_a_link_to_itself_in_the_place_of_a_theme_file_is_passed_over(facts: Path) -> None:
    wording(facts)
    folders.shipped_library().joinpath("fragments").mkdir()
    loop = folders.shipped_library() / "fragments/安全.md"
    try:
        loop.symlink_to(loop)
    except OSError:
        pytest.skip("no links here")
    assert wording(facts) == "招聘教师。"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_a_folder_whose_name_is_no_unicode_is_read_all_the_same(facts: Path) -> None:
    strange = facts.parent.with_name(os.fsdecode(b"\xc4\xe3"))
    facts.parent.rename(strange)
    for _ in range(2):
        assert wording(strange / "facts.yaml", anew=True) == "招聘教师。"
