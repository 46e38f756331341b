"""The 武进 example carries every figure of its source in the section where the source has it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from drafter.api import Draft, draft
from drafter.diagnostics import Problems
from drafter.document import Heading, block_text, runs_of

HERE = Path(__file__).parent
FACTS = HERE.parents[1] / "examples/wujin-2021/facts.yaml"
FIGURES = [
    tuple(line.split("\t")) for line in (HERE / "wujin_figures.tsv").read_text("utf-8").splitlines() if line[0] != "#"
]
SECTIONS = ("引言", "党建", "资源", "队伍", "五育", "安全", "来年打算")


@pytest.fixture(scope="module")
def report() -> Draft:
    return draft(FACTS, Problems(), cached=False)


def texts(report: Draft) -> dict[str, str]:
    """The text of each section."""
    found: dict[str, str] = dict.fromkeys(SECTIONS, "")
    name = "引言"
    for block in report.document.blocks:
        if isinstance(block, Heading) and block.section:
            name = block.section
        found[name] += block_text(block) + "\n"
    return found


def test_the_source_has_114_figures() -> None:
    assert len(FIGURES) == 114


@pytest.mark.parametrize("section", SECTIONS[1:])
def test_every_figure_stands_in_its_section_as_often_as_in_the_source(report: Draft, section: str) -> None:
    text = texts(report)[section]
    wanted = Counter(figure for name, figure in FIGURES if name == section)
    missing = {f: n for f, n in wanted.items() if len(re.findall(rf"(?<![0-9.]){re.escape(f)}", text)) < n}
    assert missing == {}


def test_five_sections_are_numbered_and_the_plan_is_not(report: Draft) -> None:
    headings = [(b.label, b.section) for b in report.document.blocks if isinstance(b, Heading)]
    assert headings == [
        ("一、", "党建"),
        ("二、", "资源"),
        ("三、", "队伍"),
        ("四、", "五育"),
        ("五、", "安全"),
        ("", "来年打算"),
    ]


def test_every_numeral_of_the_text_comes_from_a_fact_a_name_or_a_year(report: Draft) -> None:
    loose = []
    for block in report.document.blocks:
        text = "".join("\0" if run.mark else run.text for run in runs_of(block))
        text = re.sub(r"“[^”]*”|《[^》]*》|〔[^〕]*〕", "", text)
        loose += re.findall(r"[0-9]+[^0-9]{0,4}", text)
    assert loose == []


def test_it_can_be_signed_and_no_fact_is_left_over(report: Draft) -> None:
    assert [p.message for p in report.problems] == []
    assert report.rendered.missing == ()
    assert [u.fact.path for u in report.rendered.unused] == []


def test_removing_a_fact_changes_the_text_around_it_only(tmp_path: Path) -> None:
    lines = FACTS.read_text("utf-8").split("\n")
    whole = [block_text(b) for b in draft(FACTS, Problems(), cached=False).document.blocks]
    facts = [i for i, line in enumerate(lines) if re.match(r"(党建|资源|队伍|五育|安全|打算)\.[^:]+: .*[0-9]", line)]
    for i in facts[:: max(1, len(facts) // 12)]:
        copy = tmp_path / "facts.yaml"
        copy.write_text("\n".join([*lines[:i], *lines[i + 1 :]]), "utf-8")
        rest = [block_text(b) for b in draft(copy, Problems(), cached=False).document.blocks]
        changed = [b for b in whole if b not in rest]
        assert len(changed) <= 1, lines[i]
        assert len(rest) >= len(whole) - 1, lines[i]
