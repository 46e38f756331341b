"""``check --fix`` and ``--diff`` as a clerk sees them, and what becomes of a DOCX."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from drafter.cli import run

TITLE = "甲县教育局2024年工作总结"
CLOSED = ("甲县教育局", "2024年12月28日")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def written(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join((TITLE, *lines, *CLOSED)) + "\n", "utf-8")
    return name


def line(name: str, number: int) -> str:
    return Path(name).read_text("utf-8").splitlines()[number - 1]


# --- text --------------------------------------------------------------------------------------------------------------


def test_the_list_says_what_can_be_mended_and_the_closing_line_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", written("稿.txt", "其它学校按步就班推进。")]) == 1
    out = capsys.readouterr().out
    assert "提醒：“其它”应为“其他”  [W413] [可自动改]\n" in out
    assert "提醒：“按步就班”应为“按部就班”  [W405] [可自动改，要核对]\n" in out
    assert out.endswith("；1处可以用 --fix 自动改；1处可以用 --fix --unsafe-fixes 改，改完要核对\n")


def test_a_finding_of_which_a_part_can_be_mended_says_how_many_places(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", written("稿.txt", "推进课程,教材,“德育,体育”工作。"), "--select", "P501"])
    assert "（共3处）  [P501] [可自动改2处]" in capsys.readouterr().out


def test_safe_fixes_are_made_in_place_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.txt", "其它学校按步就班推进。", "其它单位也在推进。")
    assert run(["check", name, "--fix"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("已改：稿.txt（W413改了2处）\n")
    assert "[W405]" in out
    assert (line(name, 2), line(name, 3)) == ("其他学校按步就班推进。", "其他单位也在推进。")


def test_unsafe_fixes_are_made_when_asked_for() -> None:
    name = written("稿.txt", "其它学校按步就班推进。")
    assert run(["check", name, "--fix", "--unsafe-fixes"]) == 0
    assert line(name, 2) == "其他学校按部就班推进。"


def test_only_what_is_selected_is_mended() -> None:
    name = written("稿.txt", "其它学校,都在推进。")
    run(["check", name, "--fix", "--select", "P"])
    assert line(name, 2) == "其它学校，都在推进。"


def test_what_a_baseline_has_is_left_alone() -> None:
    name = written("稿.txt", "其它学校都在推进。")
    run(["check", name, "--write-baseline", "旧账.json"])
    written("稿.txt", "其它学校都在推进。", "其它单位都在推进。")
    run(["check", name, "--fix", "--baseline", "旧账.json"])
    assert (line(name, 2), line(name, 3)) == ("其它学校都在推进。", "其他单位都在推进。")


def test_a_diff_is_shown_and_nothing_written(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.txt", "其它学校都在推进。")
    before = Path(name).read_bytes()
    assert run(["check", name, "--diff"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[:2] == ["--- 稿.txt", "+++ 稿.txt"]
    assert "-其它学校都在推进。\n+其他学校都在推进。\n" in out
    assert err == "要改1处，什么也没有写；要改就把 --diff 换成 --fix\n"
    assert Path(name).read_bytes() == before


def test_a_diff_of_nothing_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", written("稿.txt", "全年按步就班推进。"), "--diff"]) == 0
    assert capsys.readouterr() == ("", "没有可以自动改的\n")


def test_json_has_the_edits_and_what_was_made(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = written("稿.md", "**抓办学。**其它学校都在推进。")
    run(["check", name, "--format", "json"])
    data = json.loads(capsysbinary.readouterr().out)
    (found,) = data["findings"]
    assert found["fix"] == {
        "safe": True,
        "edits": [{"line": 2, "column": 9, "end_line": 2, "end_column": 11, "text": "其他"}],
    }
    assert data["checked"]["fixable"] == {"safe": 1, "unsafe": 0}
    assert data["fixed"] == []
    run(["check", name, "--fix", "--format", "json"])
    data = json.loads(capsysbinary.readouterr().out)
    assert data["fixed"] == [{"file": "稿.md", "fixes": {"W413": 1}}]
    assert data["findings"] == []


def test_sarif_has_the_fix(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run(["check", written("稿.txt", "其它学校都在推进。"), "--format", "sarif"])
    (result,) = json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 3},
            "insertedContent": {"text": "其他"},
        }
    ]


def test_another_file_may_take_the_mended_text_but_is_never_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("稿.txt", "其它学校都在推进。")
    assert run(["check", name, "--fix", "-o", "新.txt"]) == 0
    assert (line(name, 2), line("新.txt", 2)) == ("其它学校都在推进。", "其他学校都在推进。")
    Path("别.txt").write_text("别人的", "utf-8")
    assert run(["check", name, "--fix", "-o", "别.txt"]) == 2
    assert "“别.txt”已经有了，没有覆盖它" in capsys.readouterr().err
    assert Path("别.txt").read_text("utf-8") == "别人的"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes 要和 --fix 或者 --diff 一起写"),
        (["--fix", "--diff"], "只写一个"),
        (["-o", "新.txt"], "-o 要和 --fix 一起写"),
        (["二.txt", "--fix", "-o", "新.txt"], "-o 只在改一个文件时用"),
        (["--diff", "--format", "json"], "不能和 --format 一起写"),
        (["--fix", "--write-baseline", "旧账.json"], "先改，再写旧账"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written("稿.txt", "其它学校都在推进。")
    written("二.txt", "其它学校都在推进。")
    assert run(["check", "稿.txt", *words]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert "办法：" in err
    assert line("稿.txt", 2) == "其它学校都在推进。"


def test_a_file_that_can_not_be_read_does_not_keep_the_others_from_being_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = written("稿.txt", "其它学校都在推进。")
    assert run(["check", "没有.txt", name, "--fix"]) == 2
    assert line(name, 2) == "其他学校都在推进。"
    assert "没有.txt" in capsys.readouterr().err


def test_a_facts_file_is_left_alone_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    text = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n安全.自拟: 其它学校都在推进。\n"
    Path("facts.yaml").write_text(text, "utf-8")
    run(["check", "facts.yaml", "--fix"])
    assert "“facts.yaml”：是事实文件，里面的字照原样印出来，不自动改" in capsys.readouterr().out
    assert Path("facts.yaml").read_text("utf-8") == text


# --- DOCX --------------------------------------------------------------------------------------------------------------


def field(paragraph: Paragraph, result: str) -> None:
    """A field with *result* as its text."""
    for kind, text in (("begin", ""), ("", " REF 名 "), ("separate", ""), ("result", result), ("end", "")):
        new = paragraph.add_run(text if kind == "result" else None)
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            new._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = text
            new._r.append(code)


def inserted(paragraph: Paragraph, text: str) -> None:
    """*text* as a tracked insertion."""
    change = OxmlElement("w:ins")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "甲")
    new = paragraph.add_run(text)
    change.append(new._r)
    paragraph._p.append(change)


@pytest.fixture
def typed() -> str:
    made = docx.Document()
    made.add_paragraph(TITLE)
    split = made.add_paragraph("　　全县各类学校，")
    split.add_run("其").bold = True
    split.add_run("它学校都在推进 <改革> & 发展,完善管理、")
    split.add_run("培训、").italic = True
    split.add_run("等机制，共").add_tab()
    split.add_run("其它单位 。")
    made.add_paragraph("其它自动编号的一段话，说的是学校的事情，都在推进。", style="List Number")
    held = made.add_paragraph("域和修订里的，")
    field(held, "其它甲")
    held.add_run("，外面的其它学校，")
    inserted(held, "其它乙都在推进。")
    for text in CLOSED:
        made.add_paragraph(text)
    made.save("手工.docx")
    return "手工.docx"


def texts(name: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(name).paragraphs]


def test_a_docx_is_mended_in_a_new_file_and_not_a_byte_more_is_changed(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(typed).read_bytes()
    run(["check", typed, "--fix", "--select", "P,W"])
    out = capsys.readouterr().out
    assert Path(typed).read_bytes() == before
    assert out.startswith("已写好：手工（已改）.docx（")
    assert "原来的文件没有动）" in out
    assert "“手工.docx”：第4段有一处是域、修订或者自动编号，没有改" in out
    assert texts("手工（已改）.docx")[1:4] == [
        "　　全县各类学校，其他学校都在推进 <改革> & 发展，完善管理、培训等机制，共\t其他单位。",
        "其他自动编号的一段话，说的是学校的事情，都在推进。",
        "域和修订里的，其它甲，外面的其他学校，",
    ]
    with zipfile.ZipFile(typed) as old, zipfile.ZipFile("手工（已改）.docx") as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            changed = old.read(name) != new.read(name)
            assert changed == (name == "word/document.xml"), name
        assert skeleton(old) == skeleton(new)


def skeleton(archive: zipfile.ZipFile) -> bytes:
    """The main part without the characters of its text."""
    return re.sub(rb"(<w:t(?: [^>]*)?>)[^<]*", rb"\1", archive.read("word/document.xml"))


def test_a_second_run_finds_the_new_file_as_it_would_write_it(typed: str) -> None:
    run(["check", typed, "--fix", "--select", "P,W"])
    first = Path("手工（已改）.docx").read_bytes()
    run(["check", typed, "--fix", "--select", "P,W"])
    assert Path("手工（已改）.docx").read_bytes() == first


def test_somebody_else_s_docx_is_never_overwritten(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("手工（已改）.docx").write_bytes(b"x")
    assert run(["check", typed, "--fix"]) == 2
    assert "“手工（已改）.docx”已经有了，没有覆盖它" in capsys.readouterr().err
    assert Path("手工（已改）.docx").read_bytes() == b"x"
    assert run(["check", typed, "--fix", "-o", typed]) == 2
    assert "-o 不能是原来的文件" in capsys.readouterr().err


def test_of_a_docx_that_is_checked_for_its_layout_alone_nothing_can_be_mended(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", typed, "--fix", "--select", "L73"])
    assert "要改文字就不写 --select，要重排版式用 drafter fix" in capsys.readouterr().out
    assert not Path("手工（已改）.docx").exists()


def test_the_diff_of_a_docx_is_that_of_its_paragraphs(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", typed, "--diff", "--select", "W413"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("--- 手工.docx\n+++ 手工（已改）.docx\n")
    assert "+其他自动编号的一段话" in out


def test_the_edits_of_a_docx_are_in_characters_of_the_paragraph_as_printed(
    typed: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["check", typed, "--select", "W413", "--format", "json"])
    (found,) = json.loads(capsysbinary.readouterr().out)["findings"]
    assert {"paragraph": 3, "start": 2, "end": 4, "text": "其他"} in found["fix"]["edits"]
