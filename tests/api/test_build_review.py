"""A build runs every rule about its text that can keep it from being signed, and says what it looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.api import Draft, draft
from drafter.api.batch_jobs import Job, make
from drafter.diagnostics import Diagnostic, Problems, Severity, Span

EXAMPLES = Path(__file__).parents[2] / "examples"
FACTS = """\
文稿:
  模板: 工作总结
  单位: 青岚县教育局
  年度: 2024
  成文日期: 2024-12-20
党建.中心组学习: 12次
队伍.招聘.事业编制: 186名
"""


def made(folder: Path, more: str = "", *, reviewed: bool = True) -> Draft:
    path = folder / "facts.yaml"
    path.write_text(FACTS + more, "utf-8")
    return draft(path, Problems(), reviewed=reviewed)


def found(built: Draft, code: str) -> list[Diagnostic]:
    return [one for one in built.problems if one.code == code]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("P505", "安全.自拟: 完善管理、培训、等机制。"),
        ("P503", "安全.自拟: 完善管理（培训机制。"),
        ("L701", "安全.自拟: 支持XX小学完善管理机制。"),
        ("N101", "安全.自拟: 新建学校9所，其中小学4所、初中3所。"),
        ("N102", "安全.自拟: 200人中46人达标，占25%。"),
        ("N104", "安全.自拟: 入园率92%，比上年提高2%。"),
        ("N110", "安全.自拟: 建立三项制度：甲制度、乙制度。"),
        ("T308", "安全.自拟: 2月30日召开会议。"),
        ("W411", "安全.自拟: 我校完善管理机制。"),
        ("S604", "安全.自拟: 一是完善管理。三是加强培训。"),
        ("N107", "五育.体质合格率: 108%"),
    ],
)
def test_an_error_of_the_text_keeps_the_document_from_being_signed(tmp_path: Path, code: str, line: str) -> None:
    built = made(tmp_path, f"{line}\n")
    errors = found(built, code)
    assert errors
    assert all(one.severity is Severity.ERROR for one in errors)
    assert not built.signable


def test_an_error_stands_at_the_line_that_is_to_be_mended(tmp_path: Path) -> None:
    line = "安全.自拟: 完善管理、培训、等机制。"
    (error,) = found(made(tmp_path, f"{line}\n"), "P505")
    assert isinstance(error.place, Span)
    assert (Path(error.place.file).name, error.place.source) == ("facts.yaml", line)
    assert error.place.line == FACTS.count("\n") + 1
    assert error.anchor is not None


def test_an_error_of_a_fragment_stands_in_the_fragment(tmp_path: Path) -> None:
    fragments = tmp_path / "fragments"
    fragments.mkdir()
    (fragments / "党建.md").write_text(
        "## 理论学习\n- 组织学习{{ 党建.中心组学习 }}，抓好管理、落实、等工作。\n", "utf-8"
    )
    (error,) = found(made(tmp_path), "P505")
    assert isinstance(error.place, Span)
    assert (Path(error.place.file).name, error.place.line) == ("党建.md", 2)


def test_warnings_and_hints_are_left_to_the_check(tmp_path: Path) -> None:
    built = made(tmp_path, "安全.自拟: 完善管理机制，按步就班推进，成绩喜人。\n")
    assert not [one for one in built.problems if one.code.startswith(("W", "P"))]


def test_what_the_facts_get_wrong_is_told_once(tmp_path: Path) -> None:
    facts = (EXAMPLES / "minzheng-2025/facts.yaml").read_text("utf-8")
    (tmp_path / "facts.yaml").write_text(facts.replace("3580户5730人", "3580户5731人"), "utf-8")
    (error,) = draft(tmp_path / "facts.yaml", Problems()).problems
    assert error.message.startswith("低保.保障写的是")


def test_what_is_let_stand_does_not_count(tmp_path: Path) -> None:
    more = "安全.自拟: 完善管理、培训、等机制。\n文稿.放过: P505 “培训、等”：引自文件原文\n"
    built = made(tmp_path, more)
    assert not found(built, "P505")
    assert [one.code for one in built.allowed] == ["P505"]


def test_a_gap_is_told_as_a_gap_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("文稿:\n  模板: 工作总结\n党建.中心组学习: 待补\n", "utf-8")
    built = draft(path, Problems())
    assert "【待补" in built.document.title[0]
    assert not built.problems.errors


def test_a_numbered_sentence_is_no_heading_without_text(tmp_path: Path) -> None:
    built = made(tmp_path, "安全.自拟: （1）完善管理机制；（2）开展安全培训。\n")
    assert not found(built, "S611")


def test_the_account_says_what_was_looked_at(tmp_path: Path) -> None:
    examined = made(tmp_path, "安全.自拟: 排查隐患32处。\n").examined
    assert examined is not None
    assert examined.rules > 30
    assert (examined.figures.traced, examined.figures.unchecked, examined.figures.failed) == (3, 0, 0)


def test_nothing_is_said_when_nothing_ran(tmp_path: Path) -> None:
    built = made(tmp_path, "安全.自拟: 完善管理、培训、等机制。\n", reviewed=False)
    assert built.examined is None
    assert not found(built, "P505")


def test_own_word_lists_count(tmp_path: Path) -> None:
    lists = tmp_path / "fragments" / "词表"
    lists.mkdir(parents=True)
    (lists / "本县.yaml").write_text("自称: 馆\n", "utf-8")
    assert found(made(tmp_path, "安全.自拟: 我馆完善管理机制。\n"), "W411")


RETIRED = "旧称: |\n  旧 | 新 | 自 | 来源 | 级别\n  教育科技局 | 教育局 | 2024-03-01 | 县委编办文件 | "
TERM = "术语: |\n  术语 | 例外 | 来源 | 级别\n  品质·教育·示范·工程 |  | 县委文件 | "


@pytest.mark.parametrize(
    ("rows", "said", "code"),
    [
        (RETIRED, "教育科技局完善管理机制。", "T306"),
        (TERM, "推进品质教育示泛工程。", "W406"),
        (TERM, "推进品质示范教育工程。", "W407"),
    ],
)
@pytest.mark.parametrize(("weight", "errors"), [("错误", 1), ("", 0)])
def test_an_entry_of_a_word_list_can_be_an_error(
    tmp_path: Path, rows: str, said: str, code: str, weight: str, errors: int
) -> None:
    lists = tmp_path / "fragments" / "词表"
    lists.mkdir(parents=True)
    (lists / "本县.yaml").write_text(f"{rows}{weight}\n", "utf-8")
    assert len(found(made(tmp_path, f"安全.自拟: {said}\n"), code)) == errors


def test_a_batch_holds_back_what_a_build_holds_back(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    sound = (EXAMPLES / "minimal/facts.yaml").read_text("utf-8")
    states = []
    for more in ("", "安全.自拟: 完善管理、培训、等机制。\n"):
        facts.write_text(f"{sound}\n{more}", "utf-8")
        outcome = make(Job("云溪县", facts, tmp_path))
        states.append((outcome.signable, outcome.errors, [one.code for one in outcome.findings], [*outcome.files]))
    assert states == [(True, 0, [], ["云溪县.docx"]), (False, 1, ["P505"], ["云溪县（草稿）.docx"])]


def test_a_word_list_that_can_not_be_read_is_told_every_time(tmp_path: Path) -> None:
    lists = tmp_path / "fragments" / "词表"
    lists.mkdir(parents=True)
    (lists / "本县.yaml").write_text("旧称: |\n  旧 | 新 | 自 | 来源\n  甲 | 乙\n", "utf-8")
    for _ in range(2):
        assert [one.code for one in made(tmp_path).problems] == ["J050"]


def test_two_errors_of_one_line_are_both_told(tmp_path: Path) -> None:
    built = made(tmp_path, "安全.自拟: 我校完善管理机制，新建学校9所，其中小学4所、初中3所。\n")
    assert [one.code for one in built.problems.errors] == ["W411", "N101"]
