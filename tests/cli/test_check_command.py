"""What ``check``, ``rules`` and ``fix`` print, and what they exit with."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from drafter.cli import run
from drafter.document import Document, Layout, Paragraph, Run
from drafter.writers import write_docx

S = "全年公开招聘事业编制教师257名，备案制教师120名，师资结构持续优化，各项工作取得新的进展，群众满意度明显提升。"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def clean() -> str:
    document = Document(("武进区教育局2021年工作总结",), (Paragraph((Run(S),)),), "武进区教育局", "2021年12月28日")
    Path("总结.docx").write_bytes(write_docx(document, Layout()))
    return "总结.docx"


@pytest.fixture
def typed() -> str:
    made = docx.Document()
    for line in ("武进区教育局2021年工作总结", "", "　　" + S):
        made.add_paragraph(line)
    made.save("手工.docx")
    return "手工.docx"


def test_a_clean_file_ends_in_one_line_and_exit_code_0(clean: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", clean]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("看了1个文件、4段、2个数")
    assert out.endswith("条规则，没有发现问题\n")
    assert err == ""


def test_a_finding_is_a_sentence_its_place_and_what_to_do(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", typed, "--select", "L733"]) == 1
    first, place, hint, blank, closing = capsys.readouterr().out.splitlines()
    assert first.startswith("错误：")
    assert first.endswith("[L733]")
    assert "第3段" not in first
    assert place == f"  手工.docx 第3段“{S[:20]}”"
    assert hint.startswith("  办法：")
    assert (blank, closing) == ("", "看了1个文件、2段，用了1条规则：错误1处")


def test_json_is_all_that_is_printed(clean: str, typed: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["check", clean, typed, "--format", "json"]) == 1
    out, err = capsysbinary.readouterr()
    assert err == b""
    assert "手工.docx".encode() in out
    data = json.loads(out)
    assert data.keys() == {"findings", "suppressed", "fixed", "checked"}
    assert data["checked"]["files"] == 2
    assert data["checked"].keys() >= {"files", "paragraphs", "rules", "relations", "figures", "suppressed", "baseline"}
    assert data["findings"][0].keys() >= {
        "code", "severity", "file", "paragraph", "quote", "message", "hint", "clause", "strength", "found", "wanted",
        "count", "line", "column", "end_line", "end_column", "fact",
    }  # fmt: skip
    assert {finding["severity"] for finding in data["findings"]} <= {"error", "warning", "info"}
    assert {finding["file"] for finding in data["findings"]} == {"手工.docx"}


def old_doc(data: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600


def encrypted(data: bytes) -> bytes:
    return old_doc(data) + "EncryptedPackage".encode("utf-16-le")


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def bomb(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (40 << 20))
    return stream.getvalue()


def text(data: bytes) -> bytes:
    return "这是一份文本。".encode()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (old_doc, "这是旧的 .doc 格式"),
        (encrypted, "文件设了打开密码"),
        (truncated, "文件不完整"),
        (bomb, "文件展开后大得不正常"),
        (text, "这不是 Word 文档"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_that_can_not_be_read_is_told_and_the_others_are_checked(
    spoil: Callable[[bytes], bytes], message: str, form: str, clean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("坏.docx").write_bytes(spoil(Path(clean).read_bytes()))
    assert run(["check", "坏.docx", clean, "--format", form]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"错误：坏.docx：{message}")
    assert "办法：" in err
    assert json.loads(out)["checked"]["files"] == 1 if form == "json" else "看了1个文件、4段" in out
    assert sorted(path.name for path in Path().iterdir() if path.is_file()) == ["坏.docx", clean]


def test_an_empty_document_is_never_called_clean(capsys: pytest.CaptureFixture[str]) -> None:
    docx.Document().save("空.docx")
    run(["check", "空.docx", "--select", "L733"])
    out = capsys.readouterr().out
    assert out == ("“空.docx”里没有文字，这一份什么也没有检查到\n看了1个文件、0段，用了1条规则：没有检查到任何内容\n")


def test_a_facts_file_is_checked_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("facts.yaml").write_text("文稿.单位: 甲县教育局\n文稿.年度: 2025\n党建.中心组学习: 待补\n", "utf-8")
    assert run(["check", "facts.yaml"]) == 1
    out = capsys.readouterr().out
    assert "错误：“党建.中心组学习”待补  [F204]\n  facts.yaml:3:11\n" in out
    assert "错误：“资源.建设.学位”待补  [F204]\n  facts.yaml\n  办法：" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check"], "缺少参数 文件"),
        (["check", "总结.docx", "--format", "xml"], "参数 --format 的值不对"),
        (["check", "总结.docx", "--select", "L6"], "--select 里的“L6”不是规则代码"),
        (["check", "总结.docx", "--house", "没有.yaml"], "找不到版式文件“没有.yaml”"),
        (["check", "没有.docx"], "没有.docx：找不到这个文件"),
        (["rules", "L600"], "没有代码为“L600”的规则"),
        (["fix", "总结.docx"], "缺少参数 -o"),
        (["fix", "没有.docx", "-o", "排好.docx"], "找不到这个文件"),
        (["fix", "总结.docx", "-o", "总结.docx"], "不能是原来的文件"),
        (["fix", "总结.docx", "-o", "排好.pdf"], "不是 .docx 文件"),
    ],
)
def test_a_mistake_is_a_chinese_sentence_and_exit_code_2(
    words: list[str], message: str, clean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert "办法：" in err
    assert not out or words[0] == "check"


@pytest.mark.parametrize("command", ["check", "rules", "fix"])
def test_help_is_chinese_throughout(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert not re.search(r"required|Usage|Options|default", capsys.readouterr().out)


def test_the_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    table = capsys.readouterr().out
    assert all(word in table for word in ("L730", "正文字体", "规定", "一般", "推荐", "惯例", "5.2.2"))
    assert run(["rules", "L730"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("L730  正文字体（一般，GB/T 9704-2012 第5.2.2条；级别：提醒）\n")
    assert "仿宋" in page


def test_fix_tells_what_it_did(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", typed, "-o", "排好.docx"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "已写好：排好.docx（文字一个字也没有改，原来的文件没有动）"
    assert lines[1] == "认出了：标题1行、正文1段"
    assert "去掉敲在段首的空格1段" in lines[2]
    assert lines[3].endswith("现在0项")
    assert run(["check", "排好.docx"]) == 0


def test_fix_tells_what_it_guessed_and_what_it_left(capsys: pytest.CaptureFixture[str]) -> None:
    made = docx.Document()
    for line in ("武进区教育局2021年工作总结", "", S, "工作成效", S):
        made.add_paragraph(line)
    made.paragraphs[3].runs[0].bold = True
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.save("手工.docx")
    assert run(["fix", "手工.docx", "-o", "排好.docx"]) == 0
    out = capsys.readouterr().out
    assert "没有带过去的（请到新文件里核对）：\n  页眉里的文字“内部资料”\n" in out
    assert "拿不准的（请到新文件里核对）：\n  第4段“工作成效”：当作1级标题\n" in out


def test_fix_never_overwrites_somebody_elses_file(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("别人.docx").write_bytes(Path(typed).read_bytes())
    assert run(["fix", typed, "-o", "别人.docx"]) == 2
    assert "不是 drafter 写的" in capsys.readouterr().err
    assert Path("别人.docx").read_bytes() == Path(typed).read_bytes()
    assert run(["fix", typed, "-o", "别人.docx", "--force"]) == 0
