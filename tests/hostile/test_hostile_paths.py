"""Nothing outside the project and the library is read or written, whatever a file asks for or links to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .ordeal import HEAD, Files, codes, endured, judged, kind, put

SECRET = "机密：不得外传"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\0\1" * 2 + b"\x08\2\0\0\0" + bytes(30)
OUTSIDE = [
    "../外.{0}",
    "/etc/passwd",
    "C:/外.{0}",
    "C:\\外.{0}",
    "\\\\主机\\共享\\外.{0}",
    "里/../../外.{0}",
    "..\\外.{0}",
]
ABSENT = ["a" * 300 + ".{0}", "缺.{0}", ".", "图\x00.{0}", "CON", "里", "环.{0}"]
KINDS = [
    "../试",
    "/etc",
    "..",
    ".",
    "试/../试",
    "C:\\x",
    "a" * 300,
    "试\x00",
    "~",
    "$HOME",
    "%TEMP%",
    ".git",
    "con",
    "试\\..\\x",
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder beside a folder with a secret that a link reaches."""
    folder = tmp_path / "项目"
    put(
        tmp_path,
        {
            "外.csv": f"名,数\n{SECRET},1\n",
            "外.png": PNG,
            "外.md": f"## 句\n- {SECRET}{{{{ 队.编 }}}}。\n",
            "外/x.md": SECRET,
        },
    )
    (folder / "里").mkdir(parents=True)
    for ending in ("csv", "png"):
        (folder / f"环.{ending}").symlink_to(f"环.{ending}")
        (folder / f"链.{ending}").symlink_to(tmp_path / f"外.{ending}")
    return folder


def built(project: Path, files: Files, code: str, exit_code: int) -> None:
    put(project, files)
    outcome = endured(project, "build", "-o", "x.docx")
    judged(outcome, code, exit_code)
    assert SECRET not in outcome.said
    assert all(SECRET.encode() not in path.read_bytes() for path in project.glob("x.*"))


@pytest.mark.parametrize("name", [*OUTSIDE, "链.{0}", *ABSENT], ids=range(len(OUTSIDE) + len(ABSENT) + 1))
def test_a_table_stands_beside_the_facts(project: Path, name: str) -> None:
    built(project, kind(facts=f"队.表甲.表: '{name.format('csv')}'\n"), "Y013" if "\0" in name else "F306", 1)


@pytest.mark.parametrize("name", [*OUTSIDE, "链.{0}", *ABSENT], ids=range(len(OUTSIDE) + len(ABSENT) + 1))
def test_a_seal_stands_beside_the_facts(project: Path, name: str) -> None:
    facts = f"文稿.成文日期: 2025-12-26\n文稿.印章: '{name.format('png')}'\n"
    built(project, kind(facts=facts), "Y013" if "\0" in name else "D010", 1)


@pytest.mark.parametrize("name", [*OUTSIDE, "链.{0}", *ABSENT], ids=range(len(OUTSIDE) + len(ABSENT) + 1))
def test_a_picture_stands_beside_the_facts(project: Path, name: str) -> None:
    put(project, kind(f"\n\n  ![图]({name.format('png')})"))
    outcome = endured(project, "build", "-o", "x.docx")
    assert outcome.exit == 1
    assert codes(outcome) & {"D010", "M013", "M014", "Y013", "J004"}


@pytest.mark.parametrize(
    "target", ["http://a.example/x.png", "file:///etc/passwd", "data:image/png;base64,iVBORw0KGgo=", "ftp://x/y.png"]
)
def test_no_picture_is_fetched(project: Path, target: str) -> None:
    put(project, kind(f"\n\n  ![图]({target})"))
    assert endured(project, "build", "-o", "x.docx").exit == 1


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(甲)",
        "ms-word:ofe|u|http://x",
        "file:///etc/passwd",
        "../../x",
        "data:text/html,x",
        "vbscript:x",
    ],
)
@pytest.mark.parametrize("output", ["x.docx", "x.html"])
def test_a_link_leads_to_a_web_page_or_a_mailbox_only(project: Path, target: str, output: str) -> None:
    put(project, kind(f"详见[网页]({target})。"))
    outcome = endured(project, "build", "-o", output)
    assert outcome.exit in (0, 1)
    assert f'"{target}"'.encode() not in (project / output).read_bytes()


@pytest.mark.parametrize("name", KINDS, ids=range(len(KINDS)))
def test_a_kind_is_a_name_and_no_path(project: Path, name: str) -> None:
    built(project, {"facts.yaml": f"{HEAD}文稿.模板: '{name}'\n队.编: 2名\n"}, "J034", 2)
    if "\0" not in name:
        for command in (("new", "新", "--template", name), ("schema", "--template", name, "-o", "x.json")):
            judged(endured(project, *command), "J034", 2)


@pytest.mark.parametrize(
    "linked", ["fragments", "templates", "templates/试", "fragments/队.md", "templates/试/章-队.md", "版式", "附件.md"]
)
def test_a_library_of_ones_own_holds_no_link_out_of_the_project(project: Path, tmp_path: Path, linked: str) -> None:
    put(project, kind(facts="文稿.附件: 甲\n文稿.版式: 甲\n"))
    path = project / linked
    outside = tmp_path / "搬走"
    if path.exists():
        path.rename(outside)
    elif linked == "版式":
        put(outside, {"甲.yaml": "正文:\n  字体: 机密体\n"})
    else:
        outside.write_text(SECRET, "utf-8")
    path.symlink_to(outside)
    outcome = endured(project, "build", "-o", "x.docx")
    judged(outcome, "D010", 2)
    assert "链接" in outcome.said
    assert not (project / "x.docx").exists()


def test_a_link_inside_the_project_is_followed(project: Path) -> None:
    put(project, kind())
    (project / "fragments" / "队.md").rename(project / "原稿.md")
    (project / "fragments" / "队.md").symlink_to("../原稿.md")
    judged(endured(project, "build", "-o", "x.docx"), "", 0)


@pytest.mark.parametrize(("made", "exit_code"), [("folder", 0), ("pipe", 0), ("loop", 0), ("large", 1)])
def test_what_has_the_name_of_a_theme_file_and_is_none(project: Path, made: str, exit_code: int) -> None:
    put(project, kind())
    path = project / "fragments" / "育.md"
    match made:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path.name)
        case _:
            with path.open("wb") as file:
                file.truncate(3 << 30)
    judged(endured(project, "build", "-o", "x.docx"), "J001" if exit_code else "", exit_code)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "a" * 300), "D003"),
        (("build", "facts.yaml/x"), "D001"),
        (("build", "-o", "a" * 300 + ".docx"), "D003"),
        (("build", "-o", "a/" * 2000 + "x.docx"), "D003"),
        (("build", "-o", "里/没有/x.docx"), "D003"),
        (("build", "-o", "facts.yaml/x.docx"), "D003"),
        (("build", "--to", "docx", "-o", "facts.yaml"), "D002"),
        (("build", "--to", "docx", "-o", "管道", "--force"), "D003"),
        (("new", "a" * 300), "D003"),
        (("new", "facts.yaml"), "D003"),
        (("schema", "-o", "里"), "D003"),
        (("check", "a" * 5000), "D003"),
        (("check", "里"), ""),
        (("fix", "a" * 300 + ".docx", "-o", "y.docx"), "D001"),
        (("fix", "facts.yaml", "-o", "y.docx"), "D006"),
        (("library", "show", "../../etc/passwd"), "J031"),
        (("rules", "X" * 5000), "D000"),
    ],
    ids=range(17),
)
def test_a_name_on_the_command_line(project: Path, arguments: tuple[str, ...], code: str) -> None:
    put(project, kind())
    os.mkfifo(project / "管道")
    judged(endured(project, *arguments), code, 2)
    assert (project / "facts.yaml").read_text("utf-8").startswith(HEAD)
