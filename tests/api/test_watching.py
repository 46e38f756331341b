"""What became different from one draft to the next, and a run over many saves that nothing ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wording import outline, project

from drafter.api import draft, folders
from drafter.api.watching import Change, Changes, Rebuild, changes, rebuilds, saves_of
from drafter.diagnostics import Problems

LIBRARY = {
    "templates/试/template.yaml": outline("队伍=建强队伍", "安全=守牢底线"),
    "templates/试/章-队伍.md": '**引进人才。**{{ 片段("招聘", "补贴") }}\n\n**关心教师。**{{ 片段("关爱") }}\n',
    "templates/试/章-安全.md": '{{ 片段("督查") }}\n',
    "fragments/队伍.md": """\
## 招聘
- 公开招聘教师{{ 队伍.招聘 }}。
- 面向社会招聘教师{{ 队伍.招聘 }}（{{ 队伍.招聘 | 较上年 }}）。

## 补贴
- 发放补贴{{ 队伍.补贴 }}，落实待遇{{ 队伍.待遇 }}。

## 关爱
- 慰问教师{{ 队伍.慰问 }}。
""",
    "fragments/安全.md": "## 督查\n- 开展督查{{ 安全.督查 }}。\n",
}
HEAD = "文稿.模板: 试\n文稿.单位: 甲县教育局\n文稿.年度: 2025\n文稿.成文日期: 2025-12-26\n"
FACTS = HEAD + "队伍.招聘: 12名\n安全.督查: 9次\n"


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "shipped").mkdir()
    monkeypatch.setattr(folders, "shipped_library", lambda: tmp_path / "shipped")
    return project(tmp_path / "own", {**LIBRARY, "facts.yaml": FACTS}) / "facts.yaml"


def after(facts: Path, text: str = "", *, wording: str = "") -> Changes:
    """What becomes different when the facts file holds *text*, or its own theme file 队伍 *wording*."""
    before = draft(facts, Problems(), cached=False)
    files = {"facts.yaml": text, "fragments/队伍.md": wording}
    project(facts.parent, {name: content for name, content in files.items() if content})
    return changes(before, draft(facts, Problems(), cached=False))


def test_nothing_changes_when_the_same_is_saved_again(facts: Path) -> None:
    assert not after(facts, "# 一行说明\n" + FACTS)


def test_another_value_changes_its_paragraph_and_its_fragment(facts: Path) -> None:
    found = after(facts, FACTS.replace("12名", "15名"))
    assert found.paragraphs == (Change("队伍", "引进人才。公开招聘教师12名。", "引进人才。公开招聘教师15名。"),)
    assert found.fragments == (Change("队伍/招聘", "公开招聘教师12名。", "公开招聘教师15名。"),)
    assert (found.used, found.dropped, found.unused, found.missing, found.filled) == ((), (), (), (), ())


def test_a_new_fact_may_bring_a_paragraph_and_move_no_other(facts: Path) -> None:
    found = after(facts, FACTS + "队伍.慰问: 30人次\n")
    assert found.paragraphs == (Change("队伍", "", "关心教师。慰问教师30人次。"),)
    assert found.fragments == (Change("队伍/关爱", "", "慰问教师30人次。"),)
    assert found.used == ("队伍.慰问",)


def test_a_fact_that_goes_takes_its_paragraph_and_heading(facts: Path) -> None:
    found = after(facts, FACTS.replace("安全.督查: 9次\n", ""))
    assert [c.before for c in found.paragraphs] == ["守牢底线", "开展督查9次。"]
    assert (found.fragments, found.dropped) == ((Change("安全/督查", "开展督查9次。", ""),), ("安全.督查",))


def test_a_fact_that_makes_another_variant_speak_says_so(facts: Path) -> None:
    (change,) = after(facts, FACTS + "队伍.招聘.上年: 10名\n").fragments
    assert change == Change("队伍/招聘", "公开招聘教师12名。", "面向社会招聘教师12名（比上年增加2名）。", reworded=True)


def test_edited_wording_is_told_from_an_edited_fact(facts: Path) -> None:
    wording = LIBRARY["fragments/队伍.md"]
    (change,) = after(facts, wording=wording.replace("公开招聘教师", "全年招聘")).fragments
    assert (change.after, change.reworded) == ("全年招聘12名。", True)
    assert not after(facts, wording="## 空话\n- 没有人用。\n\n" + wording.replace("公开招聘教师", "全年招聘"))


def test_gaps_come_and_go(facts: Path) -> None:
    found = after(facts, FACTS + "队伍.补贴: 3万元\n")
    assert (found.missing, found.used) == (("队伍.待遇",), ("队伍.补贴",))
    found = after(facts, FACTS + "队伍.补贴: 3万元\n队伍.待遇: 2项\n")
    assert (found.filled, found.used) == (("队伍.待遇",), ("队伍.待遇",))


def test_unused_facts_and_findings_are_those_that_are_new(facts: Path) -> None:
    twice = FACTS + "队伍.招聘: 13名\n队伍.没人用: 1次\n"
    found = after(facts, twice)
    assert (found.unused, [f.code for f in found.found], found.solved) == (("队伍.没人用",), ["Y034"], 0)
    moved = after(facts, twice.replace("安全.督查: 9次\n", "安全.督查: 9次\n# 一行\n"))
    assert moved.unused == ()
    assert after(facts, FACTS).solved == 1


def test_another_title_is_told(facts: Path) -> None:
    assert after(facts, FACTS.replace("甲县", "乙县")).title == ("甲县教育局总结", "乙县教育局总结")


def run(facts: Path, *edits: Callable[[], object], output: Path | None = None) -> list[Rebuild]:
    """Every run, each of *edits* made before a save."""

    def saves() -> Iterator[tuple[Path, ...]]:
        for edit in edits:
            edit()
            yield (facts,)

    return list(rebuilds(facts, saves(), ("docx",), output))


def test_it_builds_once_and_after_each_save(facts: Path) -> None:
    first, second = run(facts, lambda: facts.write_text(FACTS.replace("9次", "10次"), "utf-8"))
    assert (first.saved, first.changes, len(first.written)) == ((), None, 1)
    assert second.saved == (facts,)
    assert second.changes is not None
    assert [c.name for c in second.changes.fragments] == ["安全/督查"]


def test_a_broken_facts_file_is_reported_and_the_run_goes_on_from_the_last_good_draft(facts: Path) -> None:
    _, broken, mended = run(
        facts,
        lambda: facts.write_text("第一行就不是事实\n", "utf-8"),
        lambda: facts.write_text(FACTS.replace("9次", "10次"), "utf-8"),
    )
    assert (broken.draft, broken.written, bool(broken.refused)) == (None, (), True)
    assert mended.changes is not None
    assert [c.after for c in mended.changes.paragraphs] == ["开展督查10次。"]


def test_a_facts_file_that_went_for_a_moment_is_reported(facts: Path) -> None:
    _, gone, back = run(facts, facts.unlink, lambda: facts.write_text(FACTS, "utf-8"))
    assert "找不到" in gone.refused[0].message
    assert len(back.written) == 1
    assert not back.changes


def test_a_target_that_somebody_edited_is_refused_and_the_run_goes_on(facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "稿.docx"
    _, refused, written = run(facts, lambda: target.write_bytes(b"edited in Word"), target.unlink, output=target)
    assert (refused.written, [f.code for f in refused.refused]) == ((), ["D002"])
    assert refused.draft is not None
    assert [w.path for w in written.written] == [target]


def test_a_file_that_can_not_be_read_this_moment_is_reported(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = facts.parent / "fragments" / "队伍.md"
    whole = Path.open

    def locked(path: Path, *mode: str) -> object:
        if path == theme:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path, *mode)  # type: ignore[call-overload]

    def lock() -> None:
        monkeypatch.setattr(Path, "open", locked)

    _, held, free = run(facts, lock, monkeypatch.undo)
    assert "“队伍.md”这时读不到" in held.refused[0].message
    assert free.draft is not None


class Stopped(Exception):
    """The end of a watch that would go on for ever."""


def looks(*edits: Callable[[], object]) -> Callable[[float], None]:
    """A pause that makes one of *edits* at each look, and ends the watch when there are no more."""
    waiting = list(edits)

    def wait(_: float) -> None:
        if not waiting:
            raise Stopped
        waiting.pop(0)()

    return wait


def watched(facts: Path, *edits: Callable[[], object]) -> list[list[str]]:
    found: list[list[str]] = []
    with contextlib.suppress(Stopped):
        for saved in saves_of(facts, looks(*edits)):
            found.append([path.relative_to(facts.parent).as_posix() for path in saved])
    return found


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    "name", ["facts.yaml", "项目.csv", "表/项目.CSV", "fragments/新.md", "templates/试/章-队伍.md", "图.png"]
)
def test_a_save_of_anything_that_a_build_reads_counts(facts: Path, name: str) -> None:
    def save() -> None:
        project(facts.parent, {name: "新的内容"})

    assert watched(facts, nothing, save, nothing) == [[name]]


@pytest.mark.parametrize("name", ["稿.docx", "~$稿.docx", "别的.yaml", "fragments/说明.txt"])
def test_other_files_do_not_count(facts: Path, name: str) -> None:
    assert watched(facts, lambda: project(facts.parent, {name: "新的内容"}), nothing, nothing) == []


def test_a_file_still_being_written_is_left_alone_until_it_rests(facts: Path) -> None:
    def more() -> None:
        with facts.open("a", encoding="utf-8") as file:
            file.write("# 又一行\n")

    assert watched(facts, more, more, more, nothing) == [["facts.yaml"]]


def test_files_saved_together_are_one_save_and_a_deleted_file_is_one_too(facts: Path) -> None:
    def both() -> None:
        project(facts.parent, {"facts.yaml": "甲: 1\n", "fragments/安全.md": "## 督查\n- 督查。\n"})

    gone = facts.parent / "fragments" / "队伍.md"
    assert watched(facts, both, nothing, gone.unlink, nothing) == [
        ["facts.yaml", "fragments/安全.md"],
        ["fragments/队伍.md"],
    ]


def test_a_change_taken_back_at_once_is_no_save(facts: Path) -> None:
    status = facts.stat()

    def back() -> None:
        facts.write_text(FACTS, "utf-8")
        os.utime(facts, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert watched(facts, lambda: facts.write_text("甲: 1\n", "utf-8"), back, nothing) == []
