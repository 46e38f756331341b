"""The table of numbering schemes: what template.yaml and a section file say, and the lines that are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guide_examples import DOCS, RESULTS, Example

from drafter.api import draft, folders
from drafter.diagnostics import Problems

_ROW = re.compile(r"^\| (\d|\+) \| (.+?) \| (`.+?`) \| (`.+`) \| (.+) \|$", re.M)
SECTIONS = ("队伍", "安全")


def rows(page: str) -> list[tuple[str, ...]]:
    """Number, look, numbering, section file and printed text of each row."""
    return _ROW.findall((DOCS / f"{page}.md").read_text("utf-8"))


def _lines(cell: str) -> str:
    return "\n".join(line.strip("`") for line in cell.split("<br>")) + "\n"


CHINESE = rows("模板")


def test_the_nine_schemes_are_there() -> None:
    assert {row[0] for row in CHINESE} == {*"123456789", "+"}


def test_both_languages_carry_the_same_schemes() -> None:
    assert [(row[0], *row[2:]) for row in CHINESE] == [(row[0], *row[2:]) for row in rows("templates")]


@pytest.mark.parametrize("row", CHINESE, ids=[f"{row[0]} {row[1]}" for row in CHINESE])
def test_a_scheme_is_all_data(row: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "shipped_library", lambda: tmp_path / "shipped")
    _, look, numbering, section, printed = row
    outline = "".join(f"  - 章: {n}\n" + ("" if "没有标题" in look else f"    题: {n}\n") for n in SECTIONS)
    files = {f"templates/试/章-{name}.md": _lines(section) for name in SECTIONS}
    files["templates/试/template.yaml"] = f"标题: 总结\n{_lines(numbering)}章:\n{outline}"
    monkeypatch.chdir(Example("模板", 0, files).written(tmp_path).parent)
    made = draft(Path("facts.yaml"), Problems(), cached=False)
    assert (RESULTS["printed"](made) + "\n", RESULTS["message"](made)) == (_lines(printed), "")
