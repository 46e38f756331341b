"""Wording that is right for some years only: read from the theme file, respected for the report's year, and no other dated wording shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from wording import messages, outline, rendered

from drafter.checks.text import load_lexicon
from drafter.diagnostics import Problems, Span
from drafter.fragments import Fragment, Library, load_library

TOP = Path(__file__).parents[2]
DATED = "## 督查\n> 有效: {years}\n> 来源: 旧规定\n- 旧规定督查{{{{ 队.督 }}}}。\n"
"""A fragment that is valid for some years."""


def spoken(folder: Path, years: str, report: int) -> str:
    """What a report of the year *report* says with a fragment valid for *years*."""
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("督查") }}\n',
        "fragments/队.md": DATED.format(years=years),
    }
    facts = f"文稿.年度: {report}\n队.督: 3次\n"
    _, text, problems = rendered(folder, files, facts, head="文稿.单位: 甲县教育局\n")
    assert messages(problems) == []
    return text


@pytest.mark.parametrize(
    ("years", "valid"),
    [
        ("2021—2023", [2021, 2022, 2023]),
        ("2021-2023", [2021, 2022, 2023]),
        ("2021年至2023年", [2021, 2022, 2023]),
        ("2021——2023年", [2021, 2022, 2023]),
        ("2022—2022", [2022]),
        ("2022", [2022]),
        ("2022年", [2022]),
        ("2023—", [2023, 2024]),
        ("2023年起", [2023, 2024]),
        ("2023年以来", [2023, 2024]),
        ("—2021", [2020, 2021]),
        ("至2021年", [2020, 2021]),
        ("至2021年止", [2020, 2021]),
    ],
)
def test_dated_wording_is_used_in_its_years(tmp_path: Path, years: str, valid: list[int]) -> None:
    said = [report for report in range(2020, 2025) if spoken(tmp_path, years, report) == "旧规定督查3次。"]
    assert said == valid


@pytest.mark.parametrize("years", ["", "—", "去年", "2023—2021", "21—23", "2021—2023—2025"])
def test_years_that_say_nothing_are_an_error(tmp_path: Path, years: str) -> None:
    (tmp_path / "队.md").write_text(DATED.format(years=years), "utf-8")
    problems = Problems()
    load_library([(tmp_path, "fragments")], problems)
    assert messages(problems) == ["J001 这一行不属于任何写法"]
    assert [p.place.line for p in problems if isinstance(p.place, Span)] == [2]


def test_another_fragment_speaks_in_the_other_years(tmp_path: Path) -> None:
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("督查", "新督查") }}\n',
        "fragments/队.md": DATED.format(years="—2022") + "\n## 新督查\n> 有效: 2023—\n- 新规定督查{{ 队.督 }}。\n",
    }
    said = [
        rendered(tmp_path, files, f"文稿.年度: {year}\n队.督: 3次\n", head="文稿.单位: 甲县教育局\n")[1]
        for year in (2022, 2023)
    ]
    assert said == ["旧规定督查3次。", "新规定督查3次。"]


def shipped(folder: Path = TOP / "fragments") -> Library:
    """The theme files of *folder*."""
    return load_library([(folder, "fragments")], Problems())


def anachronisms(fragment: Fragment, passing: dict[str, tuple[int, int]], retired: dict[str, int]) -> list[str]:
    """The dated terms that *fragment* says in years for which they are wrong."""
    found = []
    for variant in fragment.variants:
        for term, (since, until) in passing.items():
            early = since and variant.since < since
            late = until and not 0 < variant.until <= until
            if term in variant.text and (early or late):
                found.append(term)
        found += [t for t, year in retired.items() if t in variant.text and not 0 < variant.until <= year]
    return found


PROBLEMS = Problems()
LEXICON = load_lexicon(sorted((TOP / "fragments" / "词表").glob("*.yaml")), PROBLEMS)
RETIRED = {term.old: term.since.year for term in LEXICON.retired}


def test_the_lists_can_be_read_and_say_when_each_term_began() -> None:
    assert messages(PROBLEMS) == []
    assert {"党史学习教育", "新冠", "双减"} <= set(LEXICON.passing)
    assert [t for t, (since, until) in LEXICON.passing.items() if not 2010 < since <= (until or 2100)] == []
    assert [row["提法"] for row in LEXICON.rows["时效"] if not row["来源"]] == []


@pytest.mark.parametrize("theme", shipped().themes)
def test_no_shipped_wording_is_out_of_date(theme: str) -> None:
    fragments = shipped().themes[theme].fragments.values()
    found = {f.key: anachronisms(f, LEXICON.passing, RETIRED) for f in fragments}
    assert {key: terms for key, terms in found.items() if terms} == {}


@pytest.mark.parametrize(
    ("years", "wording", "terms"),
    [
        ("", "扎实开展党史学习教育{{ 队.督 }}。", ["党史学习教育"]),
        ("2021—2022", "扎实开展党史学习教育{{ 队.督 }}。", []),
        ("2021—", "扎实开展党史学习教育{{ 队.督 }}。", ["党史学习教育"]),
        ("2019—2022", "扎实开展党史学习教育{{ 队.督 }}。", ["党史学习教育"]),
        ("2021—", "落实“双减”政策{{ 队.督 }}。", []),
        ("", "落实“双减”政策{{ 队.督 }}。", ["双减"]),
        ("", "开展{{ 党建.党史学习教育 }}。", []),
        ("2019—2022", "卫计委督查{{ 队.督 }}。", ["卫计委"]),
        ("2016—2018", "卫计委督查{{ 队.督 }}。", []),
    ],
)
def test_a_dated_term_is_found(tmp_path: Path, years: str, wording: str, terms: list[str]) -> None:
    period = f"> 有效: {years}\n" if years else ""
    (tmp_path / "队.md").write_text(f"## 督查\n{period}- {wording}\n", "utf-8")
    assert anachronisms(shipped(tmp_path).themes["队"].fragments["督查"], LEXICON.passing, RETIRED) == terms
