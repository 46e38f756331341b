"""The pages of the manual."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from importlib.resources import files

from msgspec import Struct

from drafter.checks import Rule
from drafter.checks.engine import Strength
from drafter.checks.layout import LAYOUT, Subject
from drafter.checks.letting_stand import ALLOWANCES, Tried
from drafter.checks.text import FACTS, TEXT
from drafter.checks.text.context import Review
from drafter.checks.text.facts_review import FactsReview
from drafter.diagnostics import Severity, failure


class ReadingRule(Struct, frozen=True):
    """What is said while facts are read and told, before any rule runs: a code with its page of the manual."""

    code: str
    name: str
    severity: Severity
    strength: Strength
    title: str
    manual: str
    clause: str = ""


AnyRule = ReadingRule | Rule[Subject] | Rule[Review] | Rule[FactsReview] | Rule[Tried]
FAMILIES = "FNTWPSLD"
"""The first letters of codes, in the order of the manual."""


def manual() -> tuple[AnyRule, ...]:
    """Every rule with its page of the manual, family by family in the order of a review, by code in each."""
    rules: list[AnyRule] = [
        *_reading(),
        *FACTS.explained(),
        *TEXT.explained(),
        *LAYOUT.explained(),
        *ALLOWANCES.explained(),
    ]
    return tuple(sorted(rules, key=lambda rule: (FAMILIES.index(rule.code[0]), rule.code)))


def _reading() -> list[ReadingRule]:
    pages = tomllib.loads(files("drafter.data").joinpath("reading_rules.toml").read_text(encoding="utf-8"))
    return [
        ReadingRule(code, name, Severity(severity), Strength(strength), title, manual)
        for code, (name, severity, strength, title, manual) in pages.items()
    ]


def pages_of(code: str, rules: Collection[AnyRule]) -> tuple[AnyRule, ...]:
    """The rules whose code or name is *code* or begins with it; a blank *code* names none.

    Raises:
        DrafterError: there is no such rule.
    """
    wanted = code.strip()
    found = tuple(r for r in rules if wanted and (r.code.startswith(wanted.upper()) or r.name == wanted.lower()))
    if not found:
        raise failure("D000", None, f"没有代码为“{code}”的规则", _nearest(wanted.upper(), rules))
    return found


def _nearest(code: str, rules: Collection[AnyRule]) -> str:
    """The codes that share the longest beginning with *code*."""
    for length in range(len(code) - 1, 1, -1):
        near = [rule.code for rule in rules if rule.code.startswith(code[:length])]
        if near:
            return f"相近的有：{'、'.join(near[:10])}；全部清单见：drafter rules"
    families = sorted({rule.code[0] for rule in rules}, key=FAMILIES.index)
    return f"代码以 {'、'.join(families)} 开头，如 L730；全部清单见：drafter rules"
