"""What the command line takes, prints and exits with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.cli import run

TOP = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["new", "--help"], ["schema", "-h"], []])
def test_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    out = capsys.readouterr().out
    assert out.startswith("用法：drafter")
    assert not re.search(r"Usage|Options|Commands|Show this|\b[A-Z]{5,}\b(?<!YAML)", out.replace("SCHEMA", ""))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bild"], "没有“bild”这个命令"),
        (["build", "--foo"], "没有“--foo”这个选项"),
        (["build", "没有.yaml"], "找不到文件“没有.yaml”"),
        (["build", "--to"], "后面要跟一个值"),
        (["build", "甲", "乙"], "多出来的参数：乙"),
        (["new"], "缺少参数 文件夹"),
        (["new", "新", "--template", "工作总接"], "没有名为“工作总接”的模板"),
    ],
)
def test_a_mistake_in_the_command_line_is_a_chinese_sentence_and_exit_code_2(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert "办法：" in captured.err
    assert captured.out == ""


def test_a_new_project_builds_at_once_with_gaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "总结"]) == 0
    assert sorted(p.name for p in (tmp_path / "总结").iterdir()) == ["facts.schema.json", "facts.yaml", "生成文稿.bat"]
    capsys.readouterr()
    assert run(["build", "总结"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("还不能签发：")
    assert "\n错误：" not in out
    assert "提醒" not in out
    assert (tmp_path / "总结" / "工作总结（草稿）.docx").is_file()


@pytest.mark.parametrize("words", [["--sample"], ["--sample", "--all"]])
def test_a_sample_project_can_be_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "样例", *words]) == 0
    assert run(["build", "样例", "--to", "md"]) == 0
    assert "没有待补和错误" in capsys.readouterr().out


def test_a_new_project_never_touches_a_facts_file_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.yaml").write_text("我的: 1", "utf-8")
    assert run(["new", "."]) == 2
    assert (tmp_path / "facts.yaml").read_text("utf-8") == "我的: 1"


def test_a_mistake_in_the_facts_is_shown_with_its_line_and_a_caret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text("文稿.单位: 甲局\n文稿.年度: 2025\n队伍.招聘.事业编制：257名\n", "utf-8")
    assert run(["build", "--to", "md"]) == 1
    out = capsys.readouterr().out
    lines = out.splitlines()
    at = next(i for i, line in enumerate(lines) if "facts.yaml:3:" in line)
    assert lines[at + 1] == "  3 | 队伍.招聘.事业编制：257名"
    assert lines[at + 2].index("^") == len("  3 | ") + 2 * 8 + 2
    assert "办法：" in lines[at + 3]


def test_an_unused_fact_is_listed_with_its_line_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text("文稿.单位: 甲局\n文稿.年度: 2025\n杂项.盆景: 3盆\n", "utf-8")
    run(["build", "--to", "md"])
    assert "facts.yaml:3  杂项.盆景: 3盆" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "name"), [(["-o", "x.md"], "x.md"), (["-o", "x.html"], "x.html"), (["-o", "x", "--to", "md"], "x")]
)
def test_the_suffix_of_the_output_says_the_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text("文稿.单位: 甲局\n文稿.年度: 2025\n党建.中心组学习: 3次\n", "utf-8")
    run(["build", *words])
    assert Path(name).read_bytes()[:2] != b"PK"


@pytest.mark.parametrize("words", [["-o", "x.pdf"], ["--to", "doc"], ["-o", "x.md", "--to", "docx"]])
def test_a_format_that_is_not_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text("文稿.单位: 甲局\n文稿.年度: 2025\n", "utf-8")
    assert run(["build", *words]) == 2
    assert "D005" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["facts.yaml"]


def readme_blocks(name: str) -> str:
    return (TOP / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_ci_runs_the_test_command_of_the_readme(name: str) -> None:
    command = next(line for line in readme_blocks(name).splitlines() if line.endswith("-m tests"))
    assert command in (TOP / ".ci/run").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_stranger_adds_a_fact_a_fragment_and_a_variant_from_the_readme(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```(yaml|markdown)\n(.*?)```", readme_blocks(name), re.DOTALL)
    facts, fragment, variant = (text for _, text in blocks)
    facts = re.sub(r" +# .*", "", facts) + "队伍.银龄讲学.人数: 12名\n文稿.选用.队伍/公开招聘: 拓宽渠道\n"
    Path("facts.yaml").write_text(facts, "utf-8")
    Path("fragments").mkdir()
    Path("fragments/队伍.md").write_text(fragment + variant, "utf-8")
    section = (TOP / "templates/工作总结/章-队伍.md").read_text("utf-8")
    Path("templates/工作总结").mkdir(parents=True)
    Path("templates/工作总结/章-队伍.md").write_text(section + '\n{{ 片段("银龄讲学") }}\n', "utf-8")
    run(["build", "-o", "x.md"])
    text = Path("x.md").read_text("utf-8")
    assert "招募银龄教师12名。" in text
    assert "拓宽渠道引进人才，招聘事业编制教师257名。" in text
    assert "没有句子用到" not in capsys.readouterr().out
