"""The table of the 42 constructs: each row says what it claims, uses every fact it types, and has nothing to report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from guide_examples import DOCS, RESULTS, Example

from drafter.api import draft, folders
from drafter.diagnostics import Problems

_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (`.+`) \| (.+) \|$", re.M)


class Row(NamedTuple):
    """One row of the table."""

    number: int
    name: str
    facts: str
    wording: str
    printed: str


def rows(page: str) -> list[Row]:
    """The rows of the table on *page*."""
    found = _ROW.findall((DOCS / f"{page}.md").read_text("utf-8"))
    return [Row(int(n), name, _lines(f) + "\n", _wording(w), _lines(p)) for n, name, f, w, p in found]


def _lines(cell: str) -> str:
    for written, meant in (("<br>", "\n"), ("&nbsp;", " "), ("\\|", "|"), ("\\*", "*")):
        cell = cell.replace(written, meant)
    return cell


def _wording(cell: str) -> str:
    lines = [code.replace("\\|", "|") for code in re.findall(r"`([^`]+)`", cell)]
    return "## 句\n- " + "\n  ".join(lines) + "\n"


CHINESE = rows("四十二种说法")


def test_all_constructs_are_there() -> None:
    assert {row.number for row in CHINESE} == set(range(1, 43))


def test_both_languages_carry_the_same_table() -> None:
    assert [row._replace(name="") for row in CHINESE] == [row._replace(name="") for row in rows("constructs")]


@pytest.mark.parametrize("row", CHINESE, ids=[f"{row.number} {row.name}" for row in CHINESE])
def test_a_construct_is_said_as_the_table_has_it(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "shipped_library", lambda: tmp_path / "shipped")
    example = Example("四十二种说法", row.number, {"fragments/队伍.md": row.wording}, row.facts)
    monkeypatch.chdir(example.written(tmp_path).parent)
    made = draft(Path("facts.yaml"), Problems(), cached=False)
    assert {name: RESULTS[name](made).strip() for name in ("printed", "message", "unused")} == {
        "printed": row.printed,
        "message": "",
        "unused": "",
    }
