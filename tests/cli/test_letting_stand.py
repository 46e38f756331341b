"""Findings that somebody lets stand: in the file, beside it, behind ``--allow``; and in a baseline of an old report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from drafter.cli import run

WUJIN = Path(__file__).parents[2] / "examples" / "wujin-2021"
TITLE = "甲县教育局2024年工作总结"
WRONG = "完善管理、培训、等机制。"
CLOSED = ("甲县教育局", "2024年12月28日")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def written(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    return name


def data(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> dict[str, Any]:
    run(["check", *words, "--format", "json"])
    found: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
    return found


# --- where it may stand ------------------------------------------------------------------------------------------------


def test_a_comment_of_a_markdown_draft_lets_a_finding_stand(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505 “培训、等”：上级文件如此 -->", WRONG, *CLOSED)
    assert run(["check", name]) == 0
    assert capsys.readouterr().out.endswith("没有发现问题；放过1处\n")


def test_the_words_may_be_any_of_the_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505 “完善管理”：上级文件如此 -->", WRONG, *CLOSED)
    assert run(["check", name]) == 0
    assert "放过1处" in capsys.readouterr().out


def test_only_the_places_that_are_meant_are_let_stand(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = ("推进课程,教材。", "推进体育,美育。", "推进劳动,科技。")
    name = written("稿.md", TITLE, "<!-- 放过 P501 “体育”：引用原文 -->", *lines, *CLOSED)
    found = data(capsysbinary, name, "--select", "P501")
    (kept,), (stood,) = found["findings"], found["suppressed"]
    assert (kept["count"], kept["line"]) == (2, 3)
    assert (stood["count"], stood["line"], stood["suppressed"]) == (1, 4, "引用原文")
    assert found["checked"]["suppressed"] == 1


def test_in_a_text_file_such_a_comment_is_text(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = written("稿.txt", TITLE, "<!-- 放过 P505：上级文件如此 -->", WRONG, *CLOSED)
    assert {"P505", "L706"} <= {one["code"] for one in data(capsysbinary, name)["findings"]}


@pytest.mark.parametrize(
    "lines",
    [
        ("- P505 “培训、等”：上级文件如此",),
        ("# 各份总结共用", "放过:", "  - P505：上级", "    文件如此"),
        ('- "P505 “培训、等”：上级文件如此"',),
    ],
)
@pytest.mark.parametrize("option", [False, True])
def test_a_list_beside_the_file_or_behind_an_option_lets_findings_stand(
    lines: tuple[str, ...], option: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    name = written("稿.txt", TITLE, WRONG, *CLOSED)
    listed = written("清单.yaml" if option else "放过.yaml", *lines)
    assert run(["check", name, *(["--allow", listed] if option else [])]) == 0
    assert "放过1处" in capsys.readouterr().out


def test_a_list_is_for_a_docx_too(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    made = docx.Document()
    for text in (TITLE, WRONG, *CLOSED):
        made.add_paragraph(text)
    made.save("手工.docx")
    before = {one["code"] for one in data(capsysbinary, "手工.docx")["findings"]}
    written("放过.yaml", "- P505 “培训、等”：引用原文", "- L710：本单位用这种纸")
    found = data(capsysbinary, "手工.docx")
    assert {"P505", "L710"} == before - {one["code"] for one in found["findings"]}
    assert {one["suppressed"] for one in found["suppressed"]} == {"引用原文", "本单位用这种纸"}


def test_a_list_is_no_facts_file() -> None:
    written("年终.yaml", "文稿.单位: 甲县教育局", "文稿.年度: 2024")
    written("放过.yaml", "- P505：上级文件如此")
    assert run(["build", ".", "-o", "稿.docx"]) == 1


# --- what is wrong with it ---------------------------------------------------------------------------------------------


def test_what_is_needed_no_more_is_told_at_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505 “培训、等”：上级文件如此 -->", "完善管理、培训等机制。", *CLOSED)
    assert run(["check", name]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "提醒：放过的P505“培训、等”没有查到：这一行没有用上  [D041]"
    assert out[1] == "  稿.md:2:9"


@pytest.mark.parametrize(
    "words", [("--select", "W"), ("--ignore", "P5"), ("--ignore", "D041")], ids=["selected", "ignored", "told not to"]
)
def test_what_was_not_looked_for_is_not_called_unneeded(words: tuple[str, str]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505：上级文件如此 -->", "完善管理、培训等机制。", *CLOSED)
    assert run(["check", name, *words]) == 0


def test_a_rule_that_needs_facts_is_not_missed_without_them() -> None:
    name = written("稿.md", TITLE, "<!-- 放过 F202：口径不同 -->", "完善管理、培训等机制。", *CLOSED)
    assert run(["check", name]) == 0


def test_a_list_for_several_files_is_unneeded_only_if_none_needs_it() -> None:
    first = written("一.txt", TITLE, WRONG, *CLOSED)
    second = written("二.txt", TITLE, "完善管理、培训等机制。", *CLOSED)
    written("放过.yaml", "- P505：上级文件如此")
    assert run(["check", first, second]) == 0


def test_a_line_without_a_reason_is_an_error_and_lets_nothing_stand(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505 “培训、等” -->", WRONG, *CLOSED)
    assert run(["check", name]) == 1
    out = capsys.readouterr().out
    assert "错误：“放过”的这一行没有写理由  [D040]\n  稿.md:2:9\n" in out
    assert "[P505]" in out


def test_a_missing_list_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.txt", TITLE, WRONG)
    assert run(["check", name, "--allow", "没有.yaml"]) == 2
    assert "--allow 的文件“没有.yaml”找不到" in capsys.readouterr().err


def test_a_list_is_no_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", written("放过.yaml", "- P505：上级文件如此")]) == 2
    assert "这是放过的清单，不是文稿" in capsys.readouterr().err


@pytest.mark.parametrize(("code", "title"), [("D040", "放过的一行读不懂"), ("D041", "放过的没有查到")])
def test_the_manual_explains_it(code: str, title: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", code]) == 0
    assert capsys.readouterr().out.startswith(f"{code}  {title}")


# --- SARIF -------------------------------------------------------------------------------------------------------------


def test_sarif_has_suppressions_with_their_justification(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = written("稿.md", TITLE, "<!-- 放过 P505：上级文件如此 -->", WRONG, "其它学校也办。", *CLOSED)
    written("放过.yaml", "- W413：本地说法")
    run(["check", name, "--format", "sarif", "--select", "P505,W413,S601,P516"])
    results = json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]
    assert {one["ruleId"]: one["suppressions"] for one in results} == {
        "P505": [{"kind": "inSource", "justification": "上级文件如此"}],
        "W413": [{"kind": "external", "justification": "本地说法"}],
    }


def test_sarif_says_of_the_others_that_they_stand_open(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["check", written("稿.txt", TITLE, WRONG), "--format", "sarif", "--select", "P505"])
    (result,) = json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]
    assert result["suppressions"] == []


# --- facts files and build ---------------------------------------------------------------------------------------------


def wujin(*lines: str) -> str:
    shutil.copytree(WUJIN, "武进")
    facts = Path("武进/facts.yaml")
    facts.write_text("\n".join((facts.read_text("utf-8"), *lines, "")), "utf-8")
    return "武进"


BROKEN = "核对.试: 队伍.招聘.事业编制 = 1"


def test_a_build_is_not_held_back_by_an_error_that_is_let_stand(capsys: pytest.CaptureFixture[str]) -> None:
    folder = wujin("文稿.放过: F206 “队伍.招聘.事业编制”：上级口径不同", BROKEN)
    assert run(["build", folder, "-o", "总结.docx"]) == 0
    out = capsys.readouterr().out
    assert "错误：" not in out
    assert "放过：1处（F206），理由写在“文稿.放过”里" in out


def test_without_it_the_same_build_is_held_back() -> None:
    assert run(["build", wujin(BROKEN), "-o", "总结.docx"]) == 1


def test_a_line_that_can_not_be_read_holds_a_build_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", wujin("文稿.放过: F206", BROKEN), "-o", "总结.docx"]) == 1
    assert "[D040]" in capsys.readouterr().out


def test_a_strict_build_lets_stand_what_the_text_rules_find(capsys: pytest.CaptureFixture[str]) -> None:
    folder = wujin(f"安全.自拟: {WRONG}", "文稿.放过: P505 “培训、等”：引用原文")
    assert run(["build", folder, "--strict", "-o", "定稿.docx"]) == 0
    assert "[P505]" not in capsys.readouterr().out


def test_a_check_of_facts_lets_stand_what_they_say(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = wujin("文稿.放过:", "  - F206 “事业编制”：口径不同", "  - P505：引用原文", BROKEN, f"安全.自拟: {WRONG}")
    found = data(capsysbinary, folder)
    assert {"F206", "P505"}.isdisjoint(one["code"] for one in found["findings"])
    assert {one["code"]: one["suppressed"] for one in found["suppressed"]} == {"F206": "口径不同", "P505": "引用原文"}


def test_digits_of_the_list_are_no_source_of_figures(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = wujin("文稿.放过: N103 “9876名”：试试")
    name = written("稿.txt", "武进区教育局2021年工作总结", "全年共录用事业编制教师9876名。")
    codes = [one["code"] for one in data(capsysbinary, name, "--facts", folder, "--select", "F")["findings"]]
    assert codes == ["F202"]


def test_a_list_beside_the_facts_lets_a_build_through(capsys: pytest.CaptureFixture[str]) -> None:
    folder = wujin(BROKEN)
    written(f"{folder}/放过.yaml", "- F206：上级口径不同", "- P505")
    assert run(["build", folder, "-o", "总结.docx"]) == 1
    out = capsys.readouterr().out
    assert "[F206]" not in out
    assert "[D040]" in out
    written(f"{folder}/放过.yaml", "- F206：上级口径不同")
    assert run(["build", folder, "-o", "总结.docx"]) == 0


def test_a_mistake_in_the_list_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    folder = wujin(BROKEN)
    written(f"{folder}/放过.yaml", "- F206：上级口径不同", "- P505")
    assert run(["check", folder]) == 1
    assert capsys.readouterr().out.count("[D040]") == 1


def test_a_comment_in_an_annex_is_not_printed_and_lets_its_findings_stand(capsys: pytest.CaptureFixture[str]) -> None:
    folder = wujin("文稿.附件: 任务表")
    written(f"{folder}/附件.md", "<!-- 放过 P505 “培训、等”：上级文件如此 -->", "", WRONG)
    assert run(["build", folder, "--strict", "-o", "总结.docx"]) == 0
    assert not any("放过" in paragraph.text for paragraph in docx.Document("总结.docx").paragraphs)
    assert run(["build", folder, "--to", "md", "-o", "总结.md"]) == 0
    assert "放过" not in Path("总结.md").read_text("utf-8")
    assert "放过：1处（P505）" in capsys.readouterr().out
