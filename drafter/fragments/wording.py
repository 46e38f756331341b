"""The source of a piece of wording, taken apart: text, Jinja tags, optional clauses ``[[…]]``.

This is done before Jinja sees the source, because ``[[…]]`` is ours, because Chinese input methods type ｜．（），“” inside tags,
and because choosing a variant needs to know which facts it names without compiling it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct, field

from drafter.patterns import lazy

_TOKEN = lazy(r"\\\[\[|\[\[|\]\]|\{\{|\{%|\{#")
MAX_TAGS = 2000
"""More tags in one piece of wording are not read: each costs a quarter of a millisecond to compile."""
_MAX_FAULTS = 20
_MAX_TAG = 5000
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ROW = lazy(r"\[\[[ \t]*\|[^\n]*\|[ \t]*\]\][ \t]*$", re.M)
"""A table row that is optional as a whole."""
_HALF_WIDTH = str.maketrans({"｜": "|", "．": ".", "（": "(", "）": ")", "，": ",", "\u3000": " "})
_WIDE = lazy("[｜．（），\u3000“]")
_STOPS = {"}}": lazy("[\"'“]|\\}\\}"), "%}": lazy("[\"'“]|%\\}")}
"""Where a tag with that closing delimiter may end, or a string literal in it begin."""
_STRING = lazy(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|“[^”]*”")
_BLOCK_OPEN = frozenset({"for", "if", "逐条"})
_BLOCK_CLOSE = frozenset({"endfor", "endif", "完"})
_BLOCK_MIDDLE = frozenset({"else", "elif", "条"})


class Tag(NamedTuple):
    """A Jinja tag with its delimiters, made half-width outside string literals."""

    source: str
    start: int
    """Offset in the source."""
    clause: int = -1
    """Index of the optional clause it stands in; −1 outside."""

    @property
    def kind(self) -> str:
        """``{{``, ``{%`` or ``{#``."""
        return self.source[:2]

    @property
    def inside(self) -> str:
        """What stands between the delimiters."""
        return self.source[2:-2].strip("-+ \n\t")

    @property
    def word(self) -> str:
        """The first word of a statement."""
        return (self.inside.split(None, 1) or [""])[0]


class Clause(NamedTuple):
    """An optional clause by its offsets in the source, brackets included."""

    start: int
    end: int
    row: bool = False
    """A whole row of a table: it goes when none of its facts is given; else a missing one leaves its cell empty."""


class Wording(Struct, frozen=True):
    """A piece of wording, scanned."""

    source: str
    jinja: str
    """What Jinja compiles: as many lines as the source has."""
    tags: tuple[Tag, ...] = ()
    clauses: tuple[Clause, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = field(default=())
    """Offset, message and hint of each thing that is wrong with the brackets."""

    @property
    def pure(self) -> bool:
        """Whether there is nothing for Jinja to do."""
        return not self.tags and not self.clauses and not self.faults


class _Scan(Struct, eq=False):
    """The state of one scan."""

    source: str
    out: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    opened: int = -1
    row: bool = False
    """Whether the open clause is a row of a table."""
    literal: int = 0
    """How many ``\\[[`` still wait for their ``]]``, which is literal too."""
    depth: int = 0

    def run(self) -> Wording:
        position = 0
        while found := _TOKEN.search(self.source, position):
            self.out.append(self.source[position : found.start()])
            position = self._token(found)
            if len(self.tags) > MAX_TAGS or len(self.faults) >= _MAX_FAULTS:
                return self._given_up(position)
        self.out.append(self.source[position:])
        if self.opened >= 0:
            self._fault(self.opened, "“[[”没有配对的“]]”", "在可有可无的分句后面补上“]]”")
            self.out.append("{% 完选 %}")
        return Wording(self.source, "".join(self.out), tuple(self.tags), tuple(self.clauses), tuple(self.faults))

    def _given_up(self, position: int) -> Wording:
        """What has been read up to *position*; wording with a fault is never compiled."""
        self._fault(
            position, "这一段的标签或错处太多，后面没有再读", f"改好列出的各处；标签最多{MAX_TAGS}个，多了请分成几段"
        )
        return Wording(self.source, self.source, tuple(self.tags), tuple(self.clauses), tuple(self.faults))

    def _token(self, found: re.Match[str]) -> int:
        match found.group():
            case "\\[[":
                self.literal += 1
                self.out.append("[[")
                return found.end()
            case "[[":
                self._open(found.start())
                return found.end()
            case "]]":
                self._close(found.start())
                return found.end()
            case opening:
                return self._tag(found.start(), opening)

    def _open(self, start: int) -> None:
        if self.opened >= 0:
            self._fault(start, "“[[”里面不能再有“[[”", "把里面的分句写到外面，各用一对“[[ ]]”")
            return
        self.opened, self.depth = start, 0
        self.row = bool(_ROW.match(self.source, start))
        self.out.append("{% 可选行 %}" if self.row else "{% 可选 %}")

    def _close(self, start: int) -> None:
        if self.opened < 0 and self.literal:
            self.literal -= 1
            self.out.append("]]")
            return
        if self.opened < 0:
            self._fault(start, "“]]”前面没有“[[”", "在分句开头补上“[[”，或者删去“]]”")
            return
        if self.depth:
            self._fault(self.opened, "“[[ ]]”不能和“{% %}”交叉", "让“{% if %}…{% endif %}”整个在“[[ ]]”里面或者外面")
        self.clauses.append(Clause(self.opened, start + 2, self.row))
        self.opened = -1
        self.out.append("{% 完选 %}")

    def _tag(self, start: int, opening: str) -> int:
        end = _tag_end(self.source, start + 2, _CLOSING[opening])
        if end < 0:
            self._fault(start, f"“{opening}”没有配对的“{_CLOSING[opening]}”", f"在标签后面补上“{_CLOSING[opening]}”")
            # Neutralised, so that the rest can still be read.
            self.out.append("{{ '" + opening + "' }}")
            return start + 2
        raw = self.source[start:end]
        tag = Tag(raw if opening == "{#" else _half_width(raw), start, len(self.clauses) if self.opened >= 0 else -1)
        self.tags.append(tag)
        self.out.append(tag.source)
        if opening == "{%":
            self._statement(tag)
        return end

    def _statement(self, tag: Tag) -> None:
        if self.opened < 0:
            return
        before = self.depth
        self.depth += (tag.word in _BLOCK_OPEN) - (tag.word in _BLOCK_CLOSE)
        if self.depth < 0 or (tag.word in _BLOCK_MIDDLE and before == 0):
            self._fault(tag.start, "“[[ ]]”不能和“{% %}”交叉", "让“{% if %}…{% endif %}”整个在“[[ ]]”里面或者外面")
            self.depth = 0

    def _fault(self, offset: int, message: str, hint: str) -> None:
        self.faults.append((offset, message, hint))


def scan(source: str) -> Wording:
    """Take *source* apart; mistakes in the brackets are returned as faults, never raised."""
    if not _TOKEN.search(source) and "]]" not in source:
        return Wording(source, source)
    return _Scan(source).run()


def plain_text(wording: Wording) -> str:
    """The literal text of *wording*: tags and clause brackets become as many NULs, so that offsets stay."""
    text = list(wording.source)
    for tag in wording.tags:
        end = _tag_end(wording.source, tag.start + 2, _CLOSING[tag.kind])
        text[tag.start : end] = "\0" * (end - tag.start)
    for clause in wording.clauses:
        text[clause.start : clause.start + 2] = "\0\0"
        text[clause.end - 2 : clause.end] = "\0\0"
    return "".join(text)


def _tag_end(source: str, position: int, closing: str) -> int:
    """The offset after the tag's closing delimiter, string literals skipped; −1 if there is none."""
    if closing == "#}":
        found = source.find(closing, position)
        return found + 2 if found >= 0 else -1
    limit = min(len(source), position + _MAX_TAG)
    stops = _STOPS[closing]
    while stop := stops.search(source, position, limit + 1):
        if stop[0] == closing:
            return stop.end()
        literal = _STRING.match(source, stop.start(), limit)
        position = literal.end() if literal else stop.end()
    return -1


def _half_width(tag: str) -> str:
    if not _WIDE.search(tag):
        return tag
    out: list[str] = []
    position = 0
    for literal in _STRING.finditer(tag):
        out.append(tag[position : literal.start()].translate(_HALF_WIDTH))
        text = literal.group()
        out.append(_quoted(text[1:-1]) if text[0] == "“" else text)
        position = literal.end()
    out.append(tag[position:].translate(_HALF_WIDTH))
    return "".join(out)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
