"""A baseline (旧账): the findings that an imported report already has, so that only new ones are shown.

A finding is known by its code, its quote and the sentence it lies in, never by a line number; each is counted, so that one more of the
same is a new one.  D042: a file that is no baseline.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from drafter.api.files import replace_file
from drafter.api.folders import shown_path
from drafter.api.reported import Reported
from drafter.checks import Sighting
from drafter.checks.engine import QUOTE
from drafter.diagnostics import Diagnostic, DrafterError, Span, failure
from drafter.facts import squeezed

_FORMAT = "drafter-baseline/1"
_LIMIT = 64 << 20
"""Bytes; a larger file is no baseline."""


class Known(NamedTuple):
    """What a finding is known by."""

    code: str
    quote: str
    sentence: str


class Baseline:
    """The findings of a baseline file that have not been met yet in this run."""

    def __init__(self, counts: Counter[Known]) -> None:
        self._counts = counts
        self._left = Counter(counts)

    def afresh(self) -> Baseline:
        """The same for another run, with nothing met yet."""
        return Baseline(self._counts)

    def take(self, known: Known) -> bool:
        """Whether a finding is in it, so many times at least as it was asked for."""
        if not self._left[known]:
            return False
        self._left[known] -= 1
        return True

    def left(self, ran: Callable[[str], bool]) -> int:
        """How many findings have not been met, of those under codes that *ran*."""
        return sum(count for known, count in self._left.items() if count and ran(known.code))


def known_by(code: str, sighting: Sighting) -> Known:
    """What a sighting under *code* is known by."""
    said = sighting.within or sighting.sentence or f"{sighting.what}{sighting.found}{sighting.wanted}"
    return Known(code, squeezed(sighting.quote.strip()[:QUOTE]), squeezed(said))


def diagnostic_known_by(diagnostic: Diagnostic) -> Known:
    """What a finding about a line is known by."""
    source = diagnostic.place.source if isinstance(diagnostic.place, Span) else ""
    return Known(diagnostic.code, squeezed(source.strip()[:QUOTE]), squeezed(diagnostic.message))


def _keys(findings: Iterable[Reported]) -> Iterator[Known]:
    for one in findings:
        if one.code.startswith("D"):
            continue
        if one.finding is not None:
            yield from (known_by(one.code, spot) for spot in one.finding.spots)
        elif one.diagnostic is not None:
            yield diagnostic_known_by(one.diagnostic)


def write_baseline(target: Path, findings: Iterable[Reported]) -> int:
    """Put *findings* into the baseline file *target*; gives how many.

    Raises:
        DrafterError: D002, *target* is there and is no baseline; D003, it can't be written.
    """
    if target.exists():
        try:
            read_baseline(target, "--write-baseline")
        except DrafterError:
            message = f"“{target.name}”已经有了，又不是旧账文件，没有覆盖它"
            raise failure("D002", None, message, "另给一个文件名，例如 旧账.json") from None
    counts = Counter(_keys(findings))
    rows = [{"code": k.code, "quote": k.quote, "sentence": k.sentence, "count": n} for k, n in sorted(counts.items())]
    data = json.dumps({"format": _FORMAT, "findings": rows}, ensure_ascii=False, indent=1)
    replace_file(target, f"{data}\n".encode("utf-8", "surrogatepass"))
    return counts.total()


def read_baseline(path: Path, option: str = "--baseline") -> Baseline:
    """The baseline file *path*, given behind *option*.

    Raises:
        DrafterError: D001, it is not there; D042, it is no baseline.
    """
    shown = shown_path(path)
    if not path.is_file():
        hint = "检查文件名；还没有的先写一份：drafter check 文件 --write-baseline 旧账.json"
        raise failure("D001", None, f"{option} 的旧账文件“{shown}”找不到", hint)
    try:
        if path.stat().st_size > _LIMIT:
            raise ValueError("too large")
        return Baseline(_counts(json.loads(path.read_text(encoding="utf-8-sig", errors="surrogatepass"))))
    except (ValueError, RecursionError, TypeError, KeyError):
        # Cut short, edited by hand, or another file altogether: half a baseline would show half of what is new.
        message = f"{option} 的“{shown}”不是旧账文件，或者坏了，没有检查"
        raise failure("D042", None, message, "重新写一份：drafter check 文件 --write-baseline 旧账.json") from None


def _counts(data: dict[str, object]) -> Counter[Known]:
    """The entries of a baseline file.

    Raises:
        ValueError, TypeError, KeyError: it has another shape.
    """
    if data["format"] != _FORMAT or not isinstance(data["findings"], list):
        raise ValueError("not a baseline")
    counts: Counter[Known] = Counter()
    for row in data["findings"]:
        known, count = Known(row["code"], row["quote"], row["sentence"]), row["count"]
        if not all(isinstance(text, str) for text in known) or type(count) is not int or count < 1:
            raise ValueError("not an entry")
        counts[known] += count
    return counts
