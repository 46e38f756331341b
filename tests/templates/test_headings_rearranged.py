"""文稿.不要 and 文稿.顺序 with headings on lines of their own inside a section."""

from pathlib import Path

import pytest
from wording import messages, outline, rendered

SECTION = """\
总的情况良好，{{ 片段("总") }}

## 抓引进

{{ 片段("甲", "乙") }}

### 抓待遇

{{ 片段("丙") }}

## 抓培训、提质量

**抓骨干。**{{ 片段("丁") }}

**抓新人。**{{ 片段("戊") }}
"""
FILES = {
    "templates/试/template.yaml": outline("队=队伍"),
    "templates/试/章-队.md": SECTION,
    "fragments/队.md": "".join(f"## {n}\n- {n}{{{{ 队.{n} }}}}。\n" for n in "总甲乙丙丁戊"),
}
FACTS = "".join(f"队.{n}: {i}次\n" for i, n in enumerate("总甲乙丙丁戊", 1))
WHOLE = [
    "队伍",
    "总的情况良好，总1次。",
    "抓引进",
    "甲2次。乙3次。",
    "抓待遇",
    "丙4次。",
    "抓培训、提质量",
    "抓骨干。丁5次。",
    "抓新人。戊6次。",
]


@pytest.mark.parametrize(
    ("setting", "lines"),
    [
        ("", WHOLE),
        ("文稿.不要: 抓引进", [*WHOLE[:2], *WHOLE[6:]]),
        ("文稿.不要: 抓待遇", [*WHOLE[:4], *WHOLE[6:]]),
        ("文稿.不要:\n  - 抓培训、提质量", WHOLE[:6]),
        ("文稿.不要:\n  - 抓培训、提质量\n  - 甲", [*WHOLE[:3], "乙3次。", *WHOLE[4:6]]),
        ("文稿.不要: 抓引进、抓新人", [*WHOLE[:2], *WHOLE[6:8]]),
        ("文稿.顺序.队:\n  - 抓培训、提质量\n  - 抓引进", [*WHOLE[:2], *WHOLE[6:], *WHOLE[2:6]]),
        ("文稿.顺序.队:\n  - 抓培训、提质量", [*WHOLE[:2], *WHOLE[6:], *WHOLE[2:6]]),
        ("文稿.顺序.队: 抓新人、抓骨干", [*WHOLE[:7], WHOLE[8], WHOLE[7]]),
        ("文稿.顺序.队: 乙、甲", [*WHOLE[:3], "乙3次。甲2次。", *WHOLE[4:]]),
        (
            "文稿.顺序.队:\n  - 抓培训、提质量\n  - 抓新人\n  - 乙",
            [*WHOLE[:2], "抓培训、提质量", WHOLE[8], WHOLE[7], "抓引进", "乙3次。甲2次。", *WHOLE[4:6]],
        ),
        ("文稿.不要: 抓引进\n文稿.顺序.队: 抓新人", [*WHOLE[:2], "抓培训、提质量", WHOLE[8], WHOLE[7]]),
    ],
)
def test_a_heading_goes_or_moves_with_all_that_stands_below_it(tmp_path: Path, setting: str, lines: list[str]) -> None:
    _, text, problems = rendered(tmp_path, FILES, FACTS + setting + "\n")
    assert (text.split("\n"), messages(problems)) == (lines, [])


@pytest.mark.parametrize(
    ("setting", "message", "hint"),
    [
        (
            "文稿.不要: 抓引近",
            "F340 “不要”里的“抓引近”在这种文稿里没有",
            "写章名、小标题、引领句（不带句号）或片段名，例如 队伍/补贴",
        ),
        ("文稿.顺序.队: 抓引近", "F340 顺序里的“抓引近”不在“队”这一章", "是不是“抓引进”？"),
    ],
)
def test_a_heading_that_is_not_there_is_an_error(tmp_path: Path, setting: str, message: str, hint: str) -> None:
    _, _, problems = rendered(tmp_path, FILES, FACTS + setting + "\n")
    assert ([*messages(problems)], [p.hint for p in problems]) == ([message], [hint])


def test_facts_of_a_heading_that_went_are_listed_as_unused(tmp_path: Path) -> None:
    account, _, _ = rendered(tmp_path, FILES, FACTS + "文稿.不要: 抓引进\n")
    assert [u.fact.path for u in account.unused] == ["队.甲", "队.乙", "队.丙"]
