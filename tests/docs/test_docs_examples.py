"""Every example in the guides is run, and the Chinese and the English page carry the same ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guide_examples import BLOCK, DOCS, PAGES, RESULTS, Example, examples

from drafter.api import draft, folders
from drafter.diagnostics import Problems

ALL = [example for page in (*PAGES, *PAGES.values()) for example in examples(page)]


@pytest.mark.parametrize("example", ALL, ids=[f"{e.page}:{e.line}" for e in ALL])
def test_an_example_does_what_the_page_says(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert example.results, f"{example.page}:{example.line}: an example without a result"
    monkeypatch.setattr(folders, "shipped_library", lambda: tmp_path / "shipped")
    facts = example.written(tmp_path)
    monkeypatch.chdir(facts.parent)
    problems = Problems()
    made = draft(Path("facts.yaml"), problems, cached=False)
    for sort, expected in example.results:
        assert RESULTS[sort](made).strip() == expected.strip(), sort
    if "message" not in dict(example.results):
        assert RESULTS["message"](made) == ""


@pytest.mark.parametrize(("chinese", "english"), PAGES.items())
def test_both_languages_carry_the_same_examples(chinese: str, english: str) -> None:
    blocks = [
        [(b["sort"], b["name"], b["body"]) for b in BLOCK.finditer((DOCS / f"{page}.md").read_text("utf-8"))]
        for page in (chinese, english)
    ]
    assert len(blocks[0]) >= 5
    assert blocks[0] == blocks[1]


def test_both_languages_carry_the_same_table_of_filters() -> None:
    tables = [
        re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", (DOCS / f"{page}.md").read_text("utf-8"), re.M)
        for page in ("片段库", PAGES["片段库"])
    ]
    assert tables[0] == tables[1]
    assert len(tables[0]) >= 30


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_links_to_every_guide(readme: str) -> None:
    text = (DOCS.parent / readme).read_text("utf-8")
    pages = PAGES.values() if readme == "README.md" else PAGES
    assert [page for page in pages if f"(docs/{page}.md)" not in text] == []


@pytest.mark.parametrize("page", [*PAGES, *PAGES.values()])
def test_every_link_of_a_guide_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (DOCS / f"{page}.md").read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (DOCS / link).exists()] == []
