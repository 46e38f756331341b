"""Which facts a piece of wording names, found without compiling it.

Choosing among several hundred variants by compiling each would cost a millisecond apiece; reading the tags costs microseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from drafter.fragments import Tag, Wording
from drafter.patterns import lazy

DOCUMENT = "文稿"
"""The topic of the document itself; its entries are not facts."""

_PIECE = lazy(
    r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
    r"|(?P<pipe>\|\s*)?(?P<chain>[^\W\d]\w*(?:\s*\.\s*\w+)*)(?P<call>\s*\()?"
    r"|(?P<compare>[=!<>]=|[<>])"
)
_PATH = lazy(r"[^\W\d]\w*(?:\.\w+)*")
"""What most tags hold and nothing else."""
_KEYWORDS = frozenset(
    [
        "if",
        "else",
        "elif",
        "endif",
        "for",
        "in",
        "endfor",
        "set",
        "endset",
        "not",
        "and",
        "or",
        "is",
        "none",
        "true",
        "false",
        "None",
        "True",
        "False",
        "loop",
        "defined",
        "逐条",
        "条",
        "完",
    ]
)
_DETAIL_FILTERS = {"较上年": "上年", "由至": "上年"}
_LOCAL = lazy(r"(?:for|set)\s+(\w+(?:\s*,\s*\w+)*)")


class Needs(NamedTuple):
    """The facts that a piece of wording names, by full path."""

    necessary: tuple[str, ...] = ()
    """Printed bare: their absence leaves a gap."""
    clauses: tuple[tuple[str, ...], ...] = ()
    """For each optional clause, all the facts inside it."""
    conditional: tuple[str, ...] = ()
    """Named inside ``{% if %}``, a loop or an optional row of a table only."""
    paths: frozenset[str] = frozenset()
    """All facts named, the document's own entries not counted."""
    bare: frozenset[str] = frozenset()
    """The facts among ``necessary``."""
    told: frozenset[str] = frozenset()
    """The facts among ``necessary`` and ``conditional``."""
    optional: tuple[frozenset[str], ...] = ()
    """``clauses`` as sets."""


_NOTHING = Needs()
_KNOWN: dict[str, Needs] = {}
"""What this process has read, by source: the next document of a batch asks the same."""
_KEPT = 4000


class _Reader(Struct, eq=False):
    """The names met so far."""

    necessary: dict[str, None] = field(default_factory=dict)
    conditional: dict[str, None] = field(default_factory=dict)
    clauses: dict[int, dict[str, None]] = field(default_factory=dict)
    local: set[str] = field(default_factory=set)
    rows: frozenset[int] = frozenset()
    """The clauses that are rows of a table: a fact missing there leaves its cell empty."""
    depth: int = 0

    def tag(self, tag: Tag) -> None:
        if tag.kind == "{#":
            return
        looping = tag.kind == "{%" and tag.word == "for"
        if tag.kind == "{%":
            self._statement(tag)
        bucket = self._bucket(tag, looping)
        for path in paths_in(tag.inside):
            if path.partition(".")[0] not in self.local:
                bucket.setdefault(path)

    def _statement(self, tag: Tag) -> None:
        if tag.word in ("endif", "endfor"):
            self.depth -= 1
        elif tag.word in ("if", "for"):
            self.depth += 1
        if local := _LOCAL.match(tag.inside):
            self.local.update(name.strip() for name in local[1].split(","))

    def _bucket(self, tag: Tag, looping: bool) -> dict[str, None]:
        if tag.clause >= 0 and tag.clause not in self.rows:
            return self.clauses.setdefault(tag.clause, {})
        optional = self.depth - looping > 0 or tag.clause >= 0
        return self.conditional if optional else self.necessary


def needs_of(wording: Wording) -> Needs:
    """The facts that *wording* names."""
    if not wording.tags:
        return _NOTHING
    known = _KNOWN.get(wording.source)
    if known is None:
        if len(_KNOWN) >= _KEPT:
            _KNOWN.clear()
        known = _KNOWN[wording.source] = _read(wording)
    return known


def _read(wording: Wording) -> Needs:
    reader = _Reader(rows=frozenset(i for i, clause in enumerate(wording.clauses) if clause.row))
    for tag in wording.tags:
        reader.tag(tag)
    clauses = tuple(tuple(c) for c in reader.clauses.values())
    every = {*reader.necessary, *reader.conditional, *(p for clause in clauses for p in clause)}
    paths = frozenset(p for p in every if p.partition(".")[0] != DOCUMENT)
    bare, conditional = tuple(reader.necessary), tuple(reader.conditional)
    told = paths.intersection(bare + conditional)
    return Needs(bare, clauses, conditional, paths, paths.intersection(bare), told, tuple(map(frozenset, clauses)))


def paths_in(expression: str) -> Iterator[str]:
    """The full paths named in the inside of a tag, in order; ``x | 较上年`` and ``x | 由至`` name ``x.上年`` too."""
    if _PATH.fullmatch(expression) and expression not in _KEYWORDS:
        yield expression
        return
    last = ""
    for piece in _PIECE.finditer(expression):
        name = piece["chain"]
        if name is None or name.partition(".")[0].strip() in _KEYWORDS:
            continue
        name = "".join(name.split())
        if piece["pipe"]:
            if last and name in _DETAIL_FILTERS:
                yield f"{last}.{_DETAIL_FILTERS[name]}"
        elif not piece["call"]:
            last = name
            yield name
