"""A lazily compiled pattern answers what a compiled one answers, and none in drafter is waiting to fail at its first use."""

import copy
import gc
import importlib
import pickle
import pkgutil
import re

import pytest

import drafter
from drafter.patterns import _Lazy, lazy

TEXT = "2024年12月，2025年1月"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("search", (TEXT,)),
        ("search", (TEXT, 8)),
        ("match", (TEXT,)),
        ("fullmatch", ("2024年",)),
        ("finditer", (TEXT,)),
        ("findall", (TEXT,)),
        ("sub", ("□", TEXT)),
        ("subn", ("□", TEXT, 1)),
        ("split", (TEXT,)),
    ],
)
def test_answers_like_a_compiled_pattern(method: str, arguments: tuple[object, ...]) -> None:
    source = r"(?P<year>\d{4})年"
    for _ in range(2):
        ours, compiled = (getattr(pattern, method)(*arguments) for pattern in (lazy(source), re.compile(source)))
        assert _plain(ours) == _plain(compiled)


def _plain(answer: object) -> object:
    if isinstance(answer, re.Match):
        return answer.span(), answer.groupdict()
    return answer if isinstance(answer, str | tuple | list) else [_plain(match) for match in answer]  # type: ignore[attr-defined]


def test_attributes_and_flags() -> None:
    pattern = lazy(r"(?P<page>page)\b", re.IGNORECASE)
    assert pattern.pattern == r"(?P<page>page)\b"
    assert pattern.flags == re.compile(pattern.pattern, re.IGNORECASE).flags
    assert (pattern.groups, pattern.groupindex["page"]) == (1, 1)
    assert pattern.search("PAGE 1")


def test_bytes() -> None:
    assert lazy(rb"<(\w+)>").findall(b"<a><b>") == [b"a", b"b"]


def test_compiles_at_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def compile_noting(source: str, flags: int) -> re.Pattern[str]:
        compiled.append(source)
        return _compile(source, flags)

    monkeypatch.setattr("drafter.patterns.compiled", compile_noting)
    pattern = lazy("学校")
    assert (pattern.pattern, compiled) == ("学校", [])
    assert pattern.search("各学校")
    assert pattern.sub("校", "各学校") == "各校"
    assert compiled == ["学校"]


_compile = re.compile


def test_unknown_attribute() -> None:
    with pytest.raises(AttributeError):
        lazy("学校").nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("used", [False, True])
def test_survives_copying_and_another_process(used: bool) -> None:
    pattern = lazy("page", re.IGNORECASE)
    if used:
        pattern.search("")
    for other in (copy.deepcopy(pattern), pickle.loads(pickle.dumps(pattern))):
        assert other.search("PAGE")


def test_every_pattern_of_drafter_compiles() -> None:
    for module in pkgutil.walk_packages(drafter.__path__, "drafter."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    patterns = [kept for kept in gc.get_objects() if isinstance(kept, _Lazy)]
    assert len(patterns) > 100
    for pattern in patterns:
        assert pattern.flags & (re.UNICODE | re.ASCII) or isinstance(pattern.pattern, bytes)
