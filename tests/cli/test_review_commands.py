"""``check`` on texts and against facts, its SARIF, and ``trace``: what a clerk who got a draft back sees."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from drafter.cli import run

WUJIN = Path(__file__).parents[2] / "examples" / "wujin-2021"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(WUJIN, "武进")


def written(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    return name


def findings(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> list[dict[str, Any]]:
    run(["check", *words, "--format", "json"])
    found: list[dict[str, Any]] = json.loads(capsysbinary.readouterr().out)["findings"]
    return found


@pytest.mark.parametrize(
    ("name", "before", "column"), [("稿.txt", "", 12), ("稿.txt", "　　", 14), ("稿.md", "**抓队伍。**", 20)]
)
def test_a_changed_figure_has_the_line_and_columns_of_the_file(
    name: str, before: str, column: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    written(name, "武进区教育局2021年工作总结", "", f"{before}全年共录用事业编制教师275名。")
    (found,) = findings(capsysbinary, name, "--facts", "武进", "--select", "F")
    assert {key: found[key] for key in ("code", "severity", "file", "fact", "paragraph")} == {
        "code": "F202", "severity": "error", "file": name, "fact": "队伍.招聘.事业编制", "paragraph": 3,
    }  # fmt: skip
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (3, column, 3, column + 4)


def test_a_text_is_shown_with_its_line_and_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    written("稿.txt", "武进区教育局2021年工作总结", "全年共录用事业编制教师275名。")
    assert run(["check", "稿.txt", "--facts", "武进", "--select", "F"]) == 1
    first, place, excerpt, caret, hint, _, closing = capsys.readouterr().out.splitlines()
    assert first == "错误：写的是275名，事实“队伍.招聘.事业编制”是257名  [F202]"
    assert place == "  稿.txt:2:12"
    assert excerpt == "  2 | 全年共录用事业编制教师275名。"
    assert caret == "    | " + " " * 22 + "^" * 5
    assert hint.startswith("  办法：")
    assert "1个数（1个没有出处或不符）" in closing


def test_without_facts_no_figure_is_called_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    written("稿.txt", "武进区教育局2021年工作总结", "全年共录用事业编制教师275名。")
    assert run(["check", "稿.txt", "--select", "F"]) == 0
    assert "1个数（1个没有对照事实）" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["docx", "md"])
def test_what_drafter_wrote_agrees_with_the_facts_it_was_made_of(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "武进", "-o", f"总结.{form}"]) == 0
    capsys.readouterr()
    assert run(["check", f"总结.{form}", "--facts", "武进", "--select", "F,N"]) == 0
    closing = capsys.readouterr().out
    assert "没有发现问题" in closing
    assert "没有出处" not in closing


def test_the_findings_about_a_facts_file_name_the_line_of_the_fact(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    facts = Path("武进/facts.yaml")
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("引言.会议精神: 党的", "引言.会议精神: 党的党的", 1), "utf-8")
    line = 1 + text[: text.index("引言.会议精神")].count("\n")
    found = [f for f in findings(capsysbinary, "武进/facts.yaml") if f["fact"] == "引言.会议精神"]
    assert found
    assert {(f["file"], f["line"]) for f in found} == {("武进/facts.yaml", line)}


def test_text_rules_look_at_a_docx_too(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    import docx

    made = docx.Document()
    for text in ("甲县教育局2021年工作总结", "完善管理、培训、等机制，推进课程、教材、等建设。"):
        made.add_paragraph(text)
    made.save("手工.docx")
    found = [f for f in findings(capsysbinary, "手工.docx") if f["code"] == "P505"]
    assert {f["paragraph"] for f in found} == {2}
    assert {f["line"] for f in found} == {0}


def test_facts_with_lines_that_can_not_be_read_are_not_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    written("稿.txt", "甲县教育局2021年工作总结")
    written("坏.yaml", "文稿.单位: 甲县教育局", "党建.次数 12次")
    assert run(["check", "稿.txt", "--facts", "坏.yaml"]) == 2
    assert "有读不懂的行，没有对照" in capsys.readouterr().err


def test_sarif_has_what_2_1_0_asks_for(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    written(
        "稿 一.txt", "武进区教育局2021年工作总结", "😀全年共录用事业编制教师275名。", "全年共录用事业编制教师275名。"
    )
    run(["check", "稿 一.txt", "没有.docx", "--facts", "武进", "--format", "sarif", "--select", "F202"])
    data = json.loads(capsysbinary.readouterr().out)
    assert (data["version"], data["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (log,) = data["runs"]
    driver = log["tool"]["driver"]
    assert driver["name"] == "drafter"
    (rule,) = driver["rules"]
    assert rule["id"] == "F202"
    assert rule["shortDescription"]["text"]
    (result,) = log["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("F202", 0, "error")
    assert "办法：" in result["message"]["text"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%A8%BF%20%E4%B8%80.txt"},
        "region": {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 17},
    }
    assert log["columnKind"] == "unicodeCodePoints"
    assert next(iter(result["partialFingerprints"].values()))
    (invocation,) = log["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "找不到这个文件" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def fingerprint(capsysbinary: pytest.CaptureFixture[bytes]) -> list[str]:
    run(["check", "稿.txt", "--facts", "武进", "--format", "sarif", "--select", "F202"])
    results = json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]
    return [result["partialFingerprints"]["drafterFinding/v1"] for result in results]


def test_a_fingerprint_stays_when_lines_move(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    written("稿.txt", "武进区教育局2021年工作总结", "全年共录用事业编制教师275名。")
    before = fingerprint(capsysbinary)
    written("稿.txt", "武进区教育局2021年工作总结", "", "加强管理。", "全年共录用事业编制教师275名。")
    assert len(before) == 1
    assert fingerprint(capsysbinary) == before


@pytest.mark.parametrize(("code", "name"), [("P505", "“等”前面的顿号"), ("F202", "正文的数和事实不同"), ("F208", "")])
def test_every_family_is_explained(code: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", code]) == 0
    assert capsys.readouterr().out.startswith(f"{code}  {name}")


# --- trace -------------------------------------------------------------------------------------------------------------


def test_trace_says_where_a_fact_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", "队伍.招聘.事业编制", "武进"]) == 0
    fact, place, count, spot, wording = capsys.readouterr().out.splitlines()
    assert fact == "队伍.招聘.事业编制: 257名"
    assert place.startswith("  武进/facts.yaml:")
    assert place.endswith("  人事科")
    assert count == "  用在1处："
    assert "段（三、强化队伍建设，提升教师队伍整体质量）：…" in spot
    assert "录用事业编制教师257名" in spot
    assert wording.startswith("    出自 队伍/公开招聘  ")


def test_trace_says_where_a_figure_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", "257名", "武进"]) == 0
    heading, spot, fact, wording = capsys.readouterr().out.splitlines()
    assert heading == "“257名”在文稿里的出处："
    assert "教师257名" in spot
    assert fact.startswith("    事实 队伍.招聘.事业编制: 257名  武进/facts.yaml:")
    assert fact.endswith("  人事科")
    assert wording.startswith("    出自 队伍/公开招聘  ")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("队伍.招聘.事业编", "相近的事实有：队伍.招聘.事业编制"),
        ("57名", "写事实的路径，或者文稿里的几个字"),
        (" ", "写事实的路径"),
    ],
)
def test_what_nobody_knows_is_answered_by_what_is_near(
    words: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["trace", words, "武进"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert hint in err


# --- build -------------------------------------------------------------------------------------------------------------


def comments(path: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/comments.xml").decode("utf-8")


def spoil(wrong: str) -> None:
    """Type a sentence of the user's own that no editor would let pass."""
    facts = Path("武进/facts.yaml")
    facts.write_text(f"{facts.read_text('utf-8')}\n安全.自拟: {wrong}\n", "utf-8")


WRONG = "完善管理、培训、等机制。"


def test_the_draft_edition_carries_what_the_text_rules_find_as_comments(capsys: pytest.CaptureFixture[str]) -> None:
    spoil(WRONG)
    assert run(["build", "武进", "--draft", "-o", "核对.docx"]) == 1
    said = capsys.readouterr().out
    assert "[P505]" in said
    assert "还不能签发：有1处错误" in said
    assert "P505" in comments("核对.docx")


def test_an_ordinary_build_runs_the_rules_that_block_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "武进", "-o", "定稿.docx"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"按\d+条必查的规则检查了正文、\d+个数（\d+个对上事实）", said)
    spoil(WRONG)
    assert run(["build", "武进"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("还不能签发：有1处错误")
    assert re.search(r"facts\.yaml:\d+:\d+\n", said)
    assert [path.name for path in Path("武进").glob("*（草稿）.docx")]


def test_a_strict_build_refuses_what_the_text_rules_call_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    spoil(WRONG)
    assert run(["build", "武进", "--strict", "-o", "定稿.docx"]) == 2
    assert "[P505]" in capsys.readouterr().err
    assert not Path("定稿.docx").exists()


@pytest.mark.parametrize("example", ["wujin-2021", "haicang-2022", "zhongyang-2020", "binhu-2021", "minzheng-2025"])
def test_no_worked_example_has_an_error_in_its_text(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(WUJIN.parent / example), "--strict", "-o", "定稿.docx"]) == 0
    assert "错误：" not in capsys.readouterr().out


def test_a_docx_is_checked_for_layout_and_text_unless_some_of_it_is_asked_about(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    monkeypatch.chdir(tmp_path)
    made = docx.Document()
    made.add_paragraph("完善管理、培训、等机制，推进课程、教材、等建设。")
    made.save("手工.docx")
    assert {"P505", "L710"} <= {f["code"] for f in findings(capsysbinary, "手工.docx")}
    assert {f["code"][0] for f in findings(capsysbinary, "手工.docx", "--select", "L")} == {"L"}
    assert {f["code"] for f in findings(capsysbinary, "手工.docx", "--select", "P505")} == {"P505"}
