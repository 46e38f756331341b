"""Every rule about the text: it fires on what is wrong, and is silent on what is right and on what only looks wrong."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from steady import tables

from drafter.checks import Strength
from drafter.checks.text import TEXT, Lexicon, Review, ReviewContext, from_lines, load_lexicon
from drafter.diagnostics import Problems
from drafter.facts import Facts, read_facts
from drafter.yamlfile import parse_yaml

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
LISTS = Path(__file__).parents[3] / "fragments" / "词表"


@cache
def lexicon() -> Lexicon:
    problems = Problems()
    found = load_lexicon(sorted(LISTS.glob("*.yaml")), problems)
    assert not list(problems)
    return found


def facts_of(text: str) -> Facts | None:
    if not text:
        return None
    problems = Problems()
    root = parse_yaml(text.encode(), "facts.yaml", problems)
    assert root is not None
    return read_facts(root, "facts.yaml", problems)


def codes(text: str, code: str) -> list[str]:
    case = CASES[code]
    context = ReviewContext(
        year=2024,
        organ="青岚县教育局",
        signed=date.fromisoformat(case.get("signed", "2024-12-20")),
        facts=facts_of(case.get("facts", "")),
        lexicon=lexicon(),
    )
    findings = TEXT.run(Review(from_lines(text.split("\n")), context))
    return [finding.code for finding in findings]


def every(kind: str) -> list[tuple[str, str]]:
    return [(code, text) for code, case in CASES.items() for text in case[kind]]


@pytest.fixture(scope="module")
def passed() -> Iterator[Counter[tuple[str, str]]]:
    """How many cases of each rule came out as they should, for the table at the end of the run."""
    counts: Counter[tuple[str, str]] = Counter()
    yield counts
    tables["review: cases of each rule that come out right (wrong, right, trap)"] = [
        " ".join([code, *(f"{counts[code, kind]}/{len(case[kind])}" for kind in ("wrong", "right", "trap"))])
        for code, case in sorted(CASES.items())
    ]


@pytest.mark.parametrize(("code", "text"), every("wrong"))
def test_reports_what_is_wrong(code: str, text: str, passed: Counter[tuple[str, str]]) -> None:
    assert code in codes(text, code)
    passed[code, "wrong"] += 1


@pytest.mark.parametrize("kind", ["right", "trap"])
@pytest.mark.parametrize("code", CASES)
def test_leaves_alone_what_is_right_or_only_looks_wrong(code: str, kind: str, passed: Counter[tuple[str, str]]) -> None:
    assert [text for text in CASES[code][kind] if code in codes(text, code)] == []
    passed[code, kind] += len(CASES[code][kind])


def test_every_rule_has_cases_and_a_page_of_the_manual() -> None:
    rules = TEXT.explained()
    assert {rule.code for rule in rules} == set(CASES)
    for rule in rules:
        assert rule.title
        assert rule.manual
        assert rule.check.__doc__
        assert CASES[rule.code]["wrong"]
        assert CASES[rule.code]["right"]
        assert CASES[rule.code]["trap"]


def test_only_a_standard_is_quoted_as_a_clause() -> None:
    for rule in TEXT:
        assert bool(rule.clause) == (rule.strength is Strength.NATIONAL), rule.code
