"""The words around a number, from ``drafter/data/measures.yaml``, read once and compiled into patterns."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import drafter.data
from drafter.diagnostics import DrafterError, Problems
from drafter.facts.numerals import HAN_NUMERAL, HANZI, SCALES
from drafter.facts.values import Bound
from drafter.kept_patterns import compiled
from drafter.yamlfile import Mapping, Scalar, load_yaml

DATA = Path(drafter.data.__file__).parent
"""Where the tables of language live."""


class Vocabulary(NamedTuple):
    """What may stand before and after a number, and the pattern that they make."""

    quantity: re.Pattern[str]
    """One number with all that may stand around it; groups intent, before, sign, digits, han, scale, odd, scale2, unit, after."""
    bounds: tuple[tuple[str, Bound], ...]
    """Words that make a number approximate or counted up, the longest first: 不少于 before 少于."""
    grades: tuple[str, ...]
    """Endings of labels that grade a thing: 一等奖3个、二等奖4个 is one quantity by grade, not a list of names."""
    phrases: tuple[str, ...]
    """Openings that make a sentence of what would be a label: 其中, 比."""
    intents: tuple[str, ...]
    """Words that make a number a target: 力争, 力争达到, 计划."""
    rank: re.Pattern[str]
    placeholders: frozenset[str]
    """What people type for an empty cell."""
    year_units: frozenset[str]
    """Words that make a year of a number: 2021届 counts nothing."""
    contrasts: frozenset[str]
    """Characters that tell two names apart on purpose: 省赛 and 市赛."""
    kin: dict[str, str]
    """Measure words that count the same things, each with the first of its group."""
    loose: tuple[frozenset[str], ...]
    """Groups of measure words that people use for one another."""

    def exchangeable(self, one: str, other: str) -> bool:
        """Whether people say either word of the same thing, such as 场 and 次; nobody is to be bothered about it."""
        return any(one in words and other in words for words in self.loose)

    def same_measure(self, one: str, other: str) -> bool:
        """Whether two units may be added: equal, or words for the same measure such as 人 and 名."""
        return self.kin.get(one, one) == self.kin.get(other, other)


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    words = word_lists(DATA / "measures.yaml")
    lines = block_lines(DATA / "measures.yaml", "同量")
    before = {key: words[key] for key in ("约数", "超过", "不足", "不变")}
    return Vocabulary(
        quantity=_quantity(words, [w for group in before.values() for w in group]),
        bounds=_bounds(words),
        grades=tuple(words["奖级"]),
        phrases=tuple(words["非名"]),
        intents=tuple(words["意向"]),
        rank=_rank(words),
        placeholders=frozenset(words["占位"]),
        year_units=frozenset(words["年份"]),
        contrasts=frozenset(words["对举"]),
        loose=tuple(frozenset(line.split()) for line in block_lines(DATA / "measures.yaml", "互通")),
        kin={word: line.split()[0] for line in lines for word in line.split()},
    )


def word_lists(path: Path) -> dict[str, list[str]]:
    """The word lists of a data file: one key each, words apart by spaces.

    Raises:
        DrafterError: the installation is damaged.
    """
    return {key: text.split() for key, text in _entries(path).items()}


def block_lines(path: Path, key: str) -> list[str]:
    """The lines of one block text of a data file."""
    return [line.strip() for line in _entries(path)[key].splitlines() if line.strip()]


@cache
def _entries(path: Path) -> dict[str, str]:
    problems = Problems()
    root = load_yaml(path, problems)
    if not isinstance(root, Mapping) or problems.errors:
        raise DrafterError(*problems.errors)
    return {e.key: e.value.text for e in root.entries if isinstance(e.value, Scalar)}


def _any(words: list[str]) -> str:
    """A pattern for any of *words*, the longest first; those of one character together, which compiles and matches in half the time."""
    long = [re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)) if len(w) > 1]
    short = "".join(re.escape(w) for w in sorted(set(words)) if len(w) == 1)
    return "|".join([*long, f"[{short}]"] if short else long)


def _bounds(words: dict[str, list[str]]) -> tuple[tuple[str, Bound], ...]:
    sorts = {
        Bound.ABOVE: words["超过"] + words["后超"],
        Bound.BELOW: words["不足"] + words["后不足"],
        Bound.ABOUT: words["约数"] + words["后约"],
        Bound.EXACT: words["不变"],
    }
    pairs = [(word, bound) for bound, group in sorts.items() for word in group]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _quantity(words: dict[str, list[str]], before: list[str]) -> re.Pattern[str]:
    scale = _any(list(SCALES))
    unit = _any(words["量词"])
    after = _any(words["后约"] + words["后超"] + words["后不足"])
    return compiled(
        rf"(?P<intent>(?:{_any(words['意向'])}){{0,3}})"
        rf"(?P<before>(?:{_any(before)}){{0,4}})"
        r"(?P<sign>[+\-＋－−]?)"
        rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,10}})?(?![\d.])|(?:0|[1-9]\d{{0,17}})(?:\.\d{{1,10}})?(?![\d.]))"
        rf"(?P<scale>{scale})?|(?P<han>{HAN_NUMERAL}))"
        rf"(?P<odd>{_any(words['零头'])})?(?P<scale2>[万亿])?"
        rf"(?P<unit>(?:{unit})(?:/{HANZI}{{1,3}}(?:[·/]{HANZI}{{1,3}})?)?)?"
        rf"(?P<after>(?:{after}){{0,2}})"
    )


def _rank(words: dict[str, list[str]]) -> re.Pattern[str]:
    verbs = _any(words["名次动词"])
    scope = rf"(?P<scope>(?:{HANZI}{{0,10}}(?:{_any(words['范围'])}){HANZI}{{0,2}}?)?)"
    return compiled(rf"(?:{verbs})?{scope}(?:{verbs})?第(?P<place>{HAN_NUMERAL}|[1-9]\d{{0,3}})(?:名次|位次|名|位)?")
