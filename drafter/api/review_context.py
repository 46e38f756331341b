"""What the rules about text are told besides the text: the word lists of the field, and what a facts file says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from drafter.api.folders import library_folders
from drafter.checks.text import Lexicon, ReviewContext, load_lexicon
from drafter.checks.text.sources import COMPUTED
from drafter.diagnostics import Problems
from drafter.facts import Fact, Facts, chinese_date
from drafter.facts.dates import date as typed_date
from drafter.facts.values import Text
from drafter.fragments import declared_names
from drafter.templates.engine import Use

WORD_LISTS = "fragments/词表"
_NAMES = ("单位", "署名", "发文机关署名", "发文机关标志", "称呼", "联合单位", "主送机关", "抄送机关")
_KEPT: dict[tuple[tuple[Path, int, int], ...], Lexicon] = {}
"""The word lists that this process has read, by their files' times and sizes: a batch reads them once."""
_MOST_KEPT = 4


def lexicon_for(path: Path, problems: Problems) -> Lexicon:
    """The dated terms of the field: the shipped lists, and the user's own beside the file *path*."""
    folders = (folder for folder, _ in library_folders(WORD_LISTS, path))
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.glob("*.yaml"))]
    states = ((file, file.stat()) for file in files)
    key = tuple((file, state.st_mtime_ns, state.st_size) for file, state in states)
    if key not in _KEPT:
        found = Problems()
        lexicon = load_lexicon(files, found)
        if found:
            for problem in found:
                problems.add(problem)
            return lexicon
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = lexicon
    return _KEPT[key]


def names_for(path: Path, facts: Facts | None) -> tuple[str, ...]:
    """Declared names, which no fix may touch: those of the wording, shipped and beside the file *path*, and of *facts*."""
    folders = (folder for folder, _ in library_folders("fragments", path))
    settings = (facts.document.get(name) for name in _NAMES) if facts else ()
    said = (value for setting in settings if setting and not setting.pending for value in setting.values)
    return tuple(name for name in (*declared_names(folders), *said) if len(name) > 1)


def context_for(facts: Facts, lexicon: Lexicon, last: Facts | None = None) -> ReviewContext:
    """What *facts* says about the text that is made of it: the year, who signs and when, and every figure."""
    year = _said(facts, "年度")
    return ReviewContext(
        year=int(year[:4]) if year[:4].isdecimal() else 0,
        organ=_said(facts, "署名") or _said(facts, "单位"),
        signed=_day(_said(facts, "成文日期")),
        facts=facts,
        last=last,
        lexicon=lexicon,
    )


def with_computed(facts: Facts, uses: Iterable[Use]) -> Facts:
    """*facts* with what drafter worked out of them for its own draft, such as a share, beside what was typed."""
    derived = {}
    for use in uses:
        fact = facts.get(use.paths[0]) if use.paths else None
        if fact:
            path = f"{'、'.join(dict.fromkeys(use.paths))}{COMPUTED}"
            derived[f"{path}{use.text}"] = Fact(path, Text(use.text), fact.span)
    return replace(facts, facts={**facts.facts, **derived})


def _said(facts: Facts, name: str) -> str:
    setting = facts.document.get(name)
    return setting.values[0] if setting and setting.values and not setting.pending else ""


def _day(written: str) -> date | None:
    found = typed_date(chinese_date(written))
    return date(found.year, found.month, found.day) if found and found.day else None
