"""Facts from lines of YAML, for the tests of this folder."""

from pathlib import Path

from drafter.diagnostics import Problems, Span
from drafter.facts import Catalogue, Facts, read_facts
from drafter.yamlfile import parse_yaml


def read(text: str, folder: Path | None = None, catalogue: Catalogue | None = None) -> tuple[Facts, Problems]:
    """The facts that *text* says, and what is wrong with it."""
    problems = Problems()
    root = parse_yaml(text.encode(), "facts.yaml", problems)
    assert root is not None
    return read_facts(root, "facts.yaml", problems, folder=folder, catalogue=catalogue), problems


def told(problems: Problems) -> list[str]:
    """The findings as ``code line:column``."""
    return [f"{p.code} {p.place.line}:{p.place.column}" for p in problems if isinstance(p.place, Span)]


def written(facts: Facts) -> dict[str, str]:
    """The written form of every fact."""
    return {path: getattr(fact.value, "written", "") for path, fact in facts.facts.items()}
