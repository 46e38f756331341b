"""What ``drafter library`` and ``drafter watch`` print."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from wording import outline, project

from drafter.api import folders
from drafter.api.watching import Change, Rebuild, rebuilds
from drafter.cli import run
from drafter.cli.watch import lines

LIBRARY = {
    "templates/工作总结/template.yaml": outline("队伍=建强队伍")
    + "说明: 全年工作\n示例单位: 乙县\n示例日期: 2025-12-26\n",
    "templates/工作总结/catalogue.yaml": "队伍.招聘:\n  类型: 数量\n  示例: 40名\n",
    "templates/工作总结/章-队伍.md": '**引进人才。**{{ 片段("招聘") }}\n',
    "fragments/队伍.md": "## 招聘\n- 公开招聘{{ 队伍.招聘 }}。\n- 面向社会招聘{{ 队伍.招聘 }}。\n",
}
FACTS = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n文稿.成文日期: 2025-12-26\n队伍.招聘: 12名\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shipped = project(tmp_path / "shipped", LIBRARY)
    monkeypatch.setattr(folders, "shipped_library", lambda: shipped)
    folder = project(tmp_path / "own", {"说明.txt": "自己的文件夹"})
    monkeypatch.chdir(folder)
    return folder


def printed(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run(list(words)) == code
    captured = capsys.readouterr()
    return (captured.out + captured.err).replace(str(Path.cwd().parent), "")


def test_the_library_lists_kinds_sections_and_fragments(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        printed(capsys, "library")
        == """\
工作总结：全年工作
  队伍　建强队伍
    引进人才：招聘

片段：1个，每个列出要哪些事实、用在哪里

队伍（/shipped/fragments/队伍.md）
  招聘（2种写法；用在 工作总结/队伍）
    必有 队伍.招聘
"""
    )


def test_a_folder_of_the_users_own_is_listed_with_what_it_overrides(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(own / "总结", {"fragments/队伍.md": "## 招聘 +\n- 多招{{ 队伍.招聘 }}。\n\n## 口号\n- 团结奋进。\n"})
    out = printed(capsys, "library", "总结")
    assert "招聘（3种写法；自己的文件给它增加了写法；用在 工作总结/队伍）" in out
    assert "口号（1种写法；自己写的；没有哪一章用它）\n    不用事实" in out
    assert printed(capsys, "library", "list", "总结") == out
    assert "口号" not in printed(capsys, "library", "总结", "--template", "工作总结")


def test_a_fragment_is_shown_with_the_facts_of_the_folder_or_with_examples(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, "library", "show", "招聘")
    assert "目录里的示例" in out
    assert "公开招聘40名。" in out
    project(own, {"facts.yaml": FACTS + "文稿.选用.队伍/招聘: 面向\n"})
    assert (
        printed(capsys, "library", "show", "队伍/招聘")
        == """\
  招聘（2种写法；用在 工作总结/队伍）
    必有 队伍.招聘
    /shipped/fragments/队伍.md:1
用的事实：事实文件里的

  写法1  /shipped/fragments/队伍.md:2
    公开招聘12名。
    指定：文稿.选用.队伍/招聘: 公开招聘

→ 写法2  /shipped/fragments/队伍.md:3  （生成时用这一种）
    面向社会招聘12名。
    指定：文稿.选用.队伍/招聘: 面向社会
"""
    )
    assert "公开招聘40名。" in printed(capsys, "library", "show", "招聘", "--sample")
    assert "公开招聘12名。" in printed(capsys, "library", "show", "招聘", "facts.yaml")


def test_a_fragment_that_is_not_printed_says_why(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(own, {"facts.yaml": FACTS, "fragments/队伍.md": "## 补贴\n- 发放补贴{{ 队伍.补贴 }}。\n"})
    out = printed(capsys, "library", "show", "补贴")
    assert "（要的事实一条也没有，不说话）\n    没填：队伍.补贴" in out
    assert "这份文稿里没有印它：“工作总结”没有哪一章用它" in out


def test_a_mistake_in_a_fragment_is_shown_at_its_own_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(own, {"fragments/队伍.md": "## 招聘 +\n- 招聘{{ 队伍.招聘 | 较上上年 }}。\n"})
    out = printed(capsys, "library", "show", "招聘", code=1)
    assert "  fragments/队伍.md:2:16\n  2 | - 招聘{{ 队伍.招聘 | 较上上年 }}。\n" in out
    assert "是不是“较上年”？" in out


def test_what_is_overridden_is_compared(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "library", "diff") == "没有自己的模板和片段，用的都是自带的\n"
    files = {
        "fragments/队伍.md": "## 招聘\n- 多招{{ 队伍.招聘 }}。\n",
        "templates/工作总结/layout.yaml": "正文:\n  字号: 四号\n",
    }
    project(own, files)
    assert (
        printed(capsys, "library", "diff")
        == """\
fragments/队伍.md  片段 队伍/招聘：换成了自己的
  --- /shipped/fragments/队伍.md
  +++ fragments/队伍.md
  @@ -1,2 +1 @@
  -- 公开招聘{{ 队伍.招聘 }}。
  -- 面向社会招聘{{ 队伍.招聘 }}。
  +- 多招{{ 队伍.招聘 }}。
templates/工作总结/layout.yaml：自己写的
"""
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["library", "没有这个文件夹"], "找不到“没有这个文件夹”"),
        (["library", "shwo", "招聘"], "没有“shwo”这个命令"),
        (["library", "show"], "缺少参数 片段"),
        (["library", "show", "招骋"], "是不是“招聘”？"),
        (["library", "--template", "工作总接"], "是不是“工作总结”？"),
        (["watch"], "当前文件夹里没有事实文件"),
        (["watch", "没有.yaml"], "找不到文件“没有.yaml”"),
    ],
)
def test_a_mistake_is_a_chinese_sentence(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert message in printed(capsys, *words, code=2)


@pytest.mark.parametrize("words", [["library", "-h"], ["library", "show", "-h"], ["watch", "--help"]])
def test_help_is_chinese_below_a_group_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, *words)
    assert out.startswith(f"用法：drafter {' '.join(words[:-1])}")
    assert not set(out.split()) & {"Usage:", "Options:", "Commands:"}


def runs(own: Path, *texts: str, target: Path | None = None) -> list[list[str]]:
    """What is printed of each run, the facts file saved with each of *texts*."""
    facts = project(own, {"facts.yaml": FACTS}) / "facts.yaml"

    def saves() -> list[tuple[Path, ...]]:
        return [(facts,) for _ in texts]

    found: list[Rebuild] = []
    waiting = iter(texts)
    for rebuild in rebuilds(facts, saves(), ("md",), target):
        found.append(rebuild)
        facts.write_text(next(waiting, ""), "utf-8")
    return [list(lines(rebuild, "09:30:00")) for rebuild in found]


def test_the_first_run_prints_the_summary_and_later_ones_what_changed(own: Path) -> None:
    first, second = runs(own, FACTS.replace("12名", "15名"))
    assert any(line.startswith("共1章、") for line in first)
    assert second == [
        "",
        "09:30:00 保存了 facts.yaml",
        "已写好：甲县教育局总结.md",
        "现在：19字、约1页，没有待补和错误，没用上的事实0条",
        "变了的段落：",
        "  ～ 队伍　引进人才。公开招聘［12→15］名。",
        "变了的片段：",
        "  队伍/招聘：事实变了",
    ]


def test_a_broken_file_and_a_refused_target_are_reported_and_the_next_run_is_as_ever(own: Path) -> None:
    _, broken, mended = runs(own, "不是事实\n", FACTS)
    assert broken[2] == "没有生成，改好再保存一次："
    assert broken[3].startswith("错误：")
    assert mended[-1] == "文稿没有变化"
    target = project(own, {"稿.md": "自己写的稿子"}) / "稿.md"
    refused = runs(own, FACTS, target=target)[1]
    assert refused[-3:-1] == [
        "文稿没有写成，接着看：",
        "错误：“稿.md”不是 drafter 写的，或者写好以后有人改过，没有覆盖它  [D002]",
    ]


def test_facts_that_come_and_go_are_listed(own: Path) -> None:
    _, second, third = runs(own, FACTS + "队伍.没人用: 1次\n", FACTS.replace("12名", "待补：等人事科"))
    assert "没有句子用到：队伍.没人用" in second
    assert "新的待补：队伍.招聘" in third
    assert "不再用：队伍.招聘" in third


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("招聘257名。", "招聘260名。", "招聘［257→260］名。"),
        ("招聘257名。", "招聘267名。", "招聘［257→267］名。"),
        ("招聘257名。", "招聘257名教师。", "招聘257名［无→教师］。"),
        ("比例84.38%", "比例84.5%", "比例［84.38→84.5］%"),
        ("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸，招1名，此后还有很长很长的一段文字。",
         "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸，招2名，此后还有很长很长的一段文字。",
         "……丙丁戊己庚辛壬癸，招［1→2］名，此后还有很长很长……"),
    ],
)  # fmt: skip
def test_a_changed_paragraph_is_shown_around_its_change(own: Path, before: str, after: str, shown: str) -> None:
    from drafter.cli.watch import changed_paragraph

    assert changed_paragraph(Change("队伍", before, after)) == f"～ 队伍　{shown}"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_watch_cleanly(own: Path) -> None:
    import signal

    project(own, {**LIBRARY, "facts.yaml": FACTS})
    command = [sys.executable, "-m", "drafter", "watch", "--to", "md"]
    with subprocess.Popen(command, cwd=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        target = own / "甲县教育局总结.md"
        limit = time.monotonic() + 20
        while not target.exists() and time.monotonic() < limit:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert target.exists()
    assert (process.returncode, err) == (0, "")
    assert out.endswith("已停止\n")
