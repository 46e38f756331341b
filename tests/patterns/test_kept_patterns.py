"""What a pattern compiles to is kept between runs, and makes no difference but to the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter import kept_patterns
from drafter.keeping import keep_sealed, read_sealed, user_cache
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

PATTERNS = [
    ("", 0),
    (r"(?P<年>\d{4})年(?:(?P<月>\d+)月)?", 0),
    (r"[^\W\dA-Za-z_]{2,}(?=（)", 0),
    (r"(?<![一-鿿])第(.)\1|[㐀-䶿\U00020000-\U0003ffff]", 0),
    ("^a b # c\n", re.VERBOSE | re.MULTILINE | re.IGNORECASE),
    ("(?i:甲)x++|(?>y+)", re.DOTALL),
    (rb"PK\x03(?P<rest>.*)", re.DOTALL),
]
TEXT = "2021年12月，全县第二二批（X）双減 xxyy\na b 第三二批㐁 甲X"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr("atexit.register", lambda _: None)
    kept_patterns._store.cache_clear()
    yield
    kept_patterns._store.cache_clear()


def next_run() -> None:
    """End this run and begin another."""
    store = kept_patterns._store()
    assert store
    store.keep()
    kept_patterns._store.cache_clear()


def stored() -> Path:
    return user_cache() / "patterns.bin"


def same(one: re.Pattern[Any], other: re.Pattern[Any]) -> bool:
    known = (one.pattern, one.flags, one.groups, dict(one.groupindex))
    return known == (other.pattern, other.flags, other.groups, dict(other.groupindex)) and one == other


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_pattern_is_the_compiled_one(pattern: Any, flags: int) -> None:
    expected = re.compile(pattern, flags)
    text: Any = TEXT if isinstance(pattern, str) else b"--PK\x03\n.."
    for _ in range(3):
        made = compiled(pattern, flags)
        assert same(made, expected)
        found = [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in made.finditer(text)]
        assert found == [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in expected.finditer(text)]
        next_run()


def test_the_next_run_compiles_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lazy(r"甲(\d)").search("甲1")
    next_run()
    monkeypatch.setattr(kept_patterns._Store, "_made", lambda *_: pytest.fail("compiled again"))
    assert lazy(r"甲(\d)").search("甲1")


def test_a_run_that_compiles_nothing_new_writes_nothing() -> None:
    compiled("甲")
    next_run()
    before = stored().stat().st_mtime_ns
    compiled("甲")
    next_run()
    assert stored().stat().st_mtime_ns == before


def test_a_pattern_with_a_mistake_is_told_as_ever() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compiled("(甲")


@pytest.mark.parametrize("harm", [b"", b"x" * 40, None])
def test_a_damaged_store_is_as_good_as_none(harm: bytes | None) -> None:
    compiled("甲+")
    next_run()
    data = stored().read_bytes()
    stored().write_bytes(harm if harm is not None else data[:-1] + bytes([data[-1] ^ 1]))
    assert compiled("甲+").fullmatch("甲甲")


def test_what_another_interpreter_stored_is_not_read() -> None:
    compiled("甲+")
    next_run()
    kept = read_sealed(stored(), kept_patterns._Store(stored())._interpreter)
    assert kept
    keep_sealed(stored(), b"another", kept)
    assert not kept_patterns._Store(stored())._kept


def test_of_too_many_patterns_those_of_the_last_run_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_LIMIT", 4)
    for run in range(3):
        for number in range(3):
            compiled(f"{run}-{number}")
        next_run()
    known = [key for key, _ in kept_patterns._Store(stored())._kept if str(key)[1:2] == "-"]
    assert known == ["2-0", "2-1", "2-2"]


def test_where_re_is_made_otherwise_patterns_are_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "import_module", lambda _: object())
    assert compiled("甲+").fullmatch("甲甲")
    assert kept_patterns._store() is None


def test_without_a_place_to_keep_them_patterns_are_compiled_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled("甲+").fullmatch("甲甲")
    next_run()
    assert compiled("甲+").fullmatch("甲甲")
