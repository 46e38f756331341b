"""The table of filters in the docs is what the filters do."""

import re
from pathlib import Path

import pytest
from wording import said

PAGE = Path(__file__).parents[2] / "docs" / "片段库.md"
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def facts_of(cell: str) -> str:
    return cell.replace("<br>", "\n").replace("&nbsp;", " ") + "\n"


def test_the_page_has_a_table() -> None:
    assert len(ROWS) >= 30


@pytest.mark.parametrize(("wording", "facts", "printed"), ROWS, ids=[f"{w} {p}" for w, _, p in ROWS])
def test_a_filter_prints_what_the_docs_say(tmp_path: Path, wording: str, facts: str, printed: str) -> None:
    assert said(tmp_path, "- " + wording.replace("\\|", "|"), facts_of(facts)) == printed
