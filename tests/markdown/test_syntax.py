"""Texts that were parsed before: when they are known again, and when not."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block.table import escapedSplit

from drafter.diagnostics import Diagnostic, Problems
from drafter.document import text_of
from drafter.document.model import runs_of
from drafter.markdown import Parsed, dialect, parse, syntax
from drafter.markdown.tables import surplus_cells
from drafter.marks import Mark, Marks

WRONG = "# 党建\n\n**甲 **乙&nbsp;[丙](a.docx)\n\n| 甲 |\n|---|\n| 乙 | 丙 |\n\n注[^1]、![丁](无.png)"


class Shelf:
    """What outlives a process, in a dictionary; *broken* is what comes of it."""

    def __init__(self, broken: bytes | None = None) -> None:
        self.kept: dict[bytes, bytes] = {}
        self.broken = broken

    def get(self, key: bytes) -> bytes | None:
        return self.kept.get(key) if self.broken is None else self.broken

    def put(self, key: bytes, data: bytes) -> None:
        self.kept[key] = data


def read(markdown: str, shelf: Shelf | None, *facts: str) -> tuple[Parsed, list[Diagnostic]]:
    """What a process that remembers nothing itself makes of *markdown*, whose ``{}`` are *facts*."""
    syntax._seen.clear()
    marks, problems = Marks(), Problems()
    text = markdown.format(*(marks.put(Mark(fact, ("甲.乙",), None)) for fact in facts))
    return parse(text, marks, problems, file="党建.md", kept=shelf), list(problems)


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed."""
    texts: list[str] = []
    analysed = dialect.analysed
    monkeypatch.setattr(dialect, "analysed", lambda text, marks: texts.append(text) or analysed(text, marks))  # type: ignore[func-returns-value]
    return texts


def test_findings_are_the_same_from_memory(parses: list[str]) -> None:
    shelf = Shelf()
    cold = read(WRONG, shelf)
    assert sorted({d.code for d in cold[1]}) == ["M003", "M004", "M006", "M008", "M009", "M014", "M016"]
    assert read(WRONG, shelf) == cold
    assert len(parses) == 1


@pytest.mark.parametrize("broken", [b"", b"\xc1", b"\x92\x90\x80\x00", b"\x92\x91\x91\x01\x80", b"\x92\x91\x90\x80"])
def test_what_is_no_parsed_text_is_parsed_again(broken: bytes, parses: list[str]) -> None:
    assert read(WRONG, Shelf(broken)) == read(WRONG, None)
    assert len(parses) == 2


@pytest.mark.parametrize(
    ("markdown", "before", "after", "times"),
    [
        ("招聘{}，\n培训{}", ("257名", "86人次"), ("3名", "**不详**"), 1),
        ("**招聘{}。**其中{}", ("257名", "12名"), ("3名", "5名"), 1),
        ("**{}**到位", ("257名",), ("86人次",), 1),
        ("**{}**到位", ("257名",), ("“双师”",), 2),
        ("Word**{}**版", ("（甲）",), ("甲",), 2),
        ("**甲**{}", ("！",), ("乙",), 2),
        ("**甲**{}{}", ("", "乙"), ("", "“b”"), 2),
        ("IPv6**{}**改造", ("“双栈”",), ("“dual”",), 2),
        ("**甲乙丙丁**戊己庚{}", ("1",), ("2",), 1),
    ],
)
def test_a_value_that_changes_leaves_the_text_known_unless_emphasis_depends_on_it(
    markdown: str, before: tuple[str, ...], after: tuple[str, ...], times: int, parses: list[str]
) -> None:
    shelf = Shelf()
    read(markdown, shelf, *before)
    known = read(markdown, shelf, *after)
    assert len(parses) == times
    assert known == read(markdown, None, *after)


def test_emphasis_follows_the_value_that_stands_beside_it() -> None:
    shelf = Shelf()
    strong = [
        [
            text_of(filter(lambda run: run.strong, runs_of(block)))
            for block in read("IPv6**{}**x", shelf, fact)[0].blocks
        ]
        for fact in ("双栈", "（b）", "(b)")
    ]
    assert strong == [["双栈"], ["（b）"], [""]]


def test_the_process_remembers_too_and_within_bounds(parses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "_seen", {})
    monkeypatch.setattr(syntax, "_ROOM", 100)
    for text in ("甲" * 40, "乙" * 40, "甲" * 40, "丙" * 40, "甲" * 40):
        parse(text, Marks(), Problems(), file="党建.md")
    assert [text[0] for text in parses] == ["甲", "乙", "丙", "甲"]


def test_importing_the_reader_does_not_import_the_parser() -> None:
    code = "import sys, drafter.markdown; print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(st.text("|\\甲 -", max_size=12))
def test_cells_are_counted_as_the_parser_counts_them(row: str) -> None:
    cells = escapedSplit(f"甲{row}".strip())
    ends = int(len(cells) > 1 and not cells[-1].strip())
    assert surplus_cells(f"甲{row}", 0) == len(cells) - ends


_SIDES = st.lists(
    st.sampled_from(["**", "*", "_", "甲", "x", "（", "”", "…", ".", "\ufe01", "　", "{}", "{}"]), max_size=9
)
_FACTS = st.lists(st.text("甲乙3x“…（.\ufe01", max_size=4), min_size=9, max_size=9)


@given(_SIDES, _FACTS, _FACTS)
def test_whatever_changes_a_known_text_reads_as_if_it_were_parsed_anew(
    pieces: list[str], before: list[str], after: list[str]
) -> None:
    shelf, markdown = Shelf(), "".join(pieces)
    read(markdown, shelf, *before)
    assert read(markdown, shelf, *after) == read(markdown, None, *after)
