"""Wording that needs no Jinja: text, paths, filters, placed fragments, optional clauses and numbered ones.

Nineteen of twenty shipped variants hold nothing else.  They are read here in microseconds where compiling takes a millisecond, and mean what
Jinja would make of them; whatever this grammar doesn't know is Jinja's (``compiled``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from drafter.patterns import lazy
from drafter.templates.chains import ITEM
from drafter.templates.trouble import Trouble, WordingError
from drafter.templates.views import Count, View, compute
from drafter.templates.vocabulary import FILTERS

PLACE = "片段"
"""The function that places fragments."""
COUNT = "条数"
"""The function that gives the number of clauses."""

_NAME = r"[^\W\d]\w*"
_PATH = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_LITERAL = r"(?:\"[^\"\\\n]*\"|'[^'\\\n]*')"
_ARGUMENT = rf"(?:{_LITERAL}|{_PATH})"
_FILTER = rf"\|[ \t]*({_NAME})[ \t]*(?:\([ \t]*({_ARGUMENT}(?:[ \t]*,[ \t]*{_ARGUMENT})*)?[ \t]*\))?"
_TAG = lazy(
    rf"\{{\{{[ \t]*(?:{PLACE}\([ \t]*(?P<names>{_LITERAL}(?:[ \t]*,[ \t]*{_LITERAL})*)[ \t]*\)|(?P<count>{COUNT}\([ \t]*\))"
    rf"|(?P<path>{_PATH})(?:[ \t]*(?P<sign>[-+])[ \t]*(?P<number>0|[1-9]\d{{0,3}})|(?P<filters>(?:[ \t]*{_FILTER})*)))[ \t]*\}}\}}"
    rf"|\{{%[ \t]*(?:(?P<block>可选行|可选|逐条|条|完选|完)|逐条[ \t]*(?P<style>{_LITERAL}))[ \t]*%\}}"
    r"|\{#(?![-+])(?P<comment>(?:(?!#\}).)*)(?<![-+])#\}",
    re.DOTALL,
)
_EACH_FILTER = lazy(_FILTER)
_EACH_ARGUMENT = lazy(_ARGUMENT)
_OPENING = lazy(r"\{[{%#]")
_TAKEN = frozenset(
    (
        *("true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else", "elif"),
        *("loop", "self", "super", "caller", "varargs", "kwargs", PLACE, COUNT),
    )
)
"""Names that mean something else to Jinja."""
_DEEPEST = 20
"""Blocks inside each other, as many as Python compiles; the error is Jinja's to tell."""
_KEPT = 4000
_KNOWN: dict[str, tuple[Piece, ...] | None] = {}
"""What this process has read, by source."""


class Path(NamedTuple):
    """A fact by its names."""

    whole: str
    names: tuple[str, ...]


class Printed(NamedTuple):
    """``{{ path | filter("text", path) }}``."""

    path: Path
    filters: tuple[tuple[str, tuple[str | Path, ...]], ...]
    line: int
    """The line of the source, from 0."""


class Shifted(NamedTuple):
    """``{{ 文稿.年度 + 1 }}``."""

    path: Path
    by: int
    line: int


class Counted(NamedTuple):
    """``{{ 条数() }}``."""

    line: int


class Placed(NamedTuple):
    """``{{ 片段("甲", "乙") }}``."""

    names: tuple[str, ...]
    line: int


class Optional(NamedTuple):
    """``[[…]]``."""

    pieces: tuple[Piece, ...]
    row: bool
    """A whole row of a table."""
    line: int


class Chained(NamedTuple):
    """``{% 逐条 %}…{% 完 %}``."""

    pieces: tuple[Piece, ...]
    style: str
    line: int


Piece = str | Printed | Shifted | Counted | Placed | Optional | Chained


class Host(Protocol):
    """What plain wording calls back into."""

    def at(self, names: tuple[str, ...], path: str) -> View:
        """The view of the fact at *path*, which *names* make up."""

    def say(self, thing: object) -> str:
        """What is printed for *thing*."""

    def clause(self, caller: Callable[[], str]) -> str:
        """An optional clause."""

    def row(self, caller: Callable[[], str]) -> str:
        """A table row that is optional as a whole."""

    def chained(self, caller: Callable[[], str], style: str) -> str:
        """A chain of numbered clauses; *style* says how they are numbered."""


Functions = Mapping[str, Callable[..., str]]
"""What wording may call, by name."""


class _Beyond(Exception):
    """Something that is Jinja's."""


def pieces_of(jinja: str) -> tuple[Piece, ...] | None:
    """The pieces of wording as Jinja would be given it; None if it holds anything else."""
    if jinja not in _KNOWN:
        if len(_KNOWN) >= _KEPT:
            _KNOWN.clear()
        try:
            _KNOWN[jinja] = _read(jinja)
        except _Beyond:
            _KNOWN[jinja] = None
    return _KNOWN[jinja]


class _Open(NamedTuple):
    """A block whose end has not come yet."""

    block: str
    style: str
    line: int
    pieces: list[Piece]

    def closed(self) -> Piece:
        pieces = tuple(self.pieces)
        return (
            Chained(pieces, self.style, self.line)
            if self.block == "逐条"
            else Optional(pieces, self.block == "可选行", self.line)
        )


def _read(jinja: str) -> tuple[Piece, ...]:
    if "\r" in jinja:
        raise _Beyond
    stack = [_Open("", "", 0, [])]
    for token in _tokens(jinja.removesuffix("\n")):
        if isinstance(token, re.Match):
            _block(token, stack)
        else:
            stack[-1].pieces.append(token)
    if len(stack) > 1:
        raise _Beyond
    return tuple(stack[0].pieces)


def _block(tag: re.Match[str], stack: list[_Open]) -> None:
    block = tag["block"] or "逐条"
    opened = [one.block for one in stack]
    if block == "条":
        if "逐条" not in opened:
            raise _Beyond
        stack[-1].pieces.append(ITEM)
    elif block not in ("完选", "完"):
        if len(stack) > _DEEPEST:
            raise _Beyond
        row = tag.string.count("\n", 0, tag.start())
        stack.append(_Open(block, (tag["style"] or "")[1:-1], row, []))
    elif opened[-1] in (("逐条",) if block == "完" else ("可选", "可选行")):
        closed = stack.pop().closed()
        stack[-1].pieces.append(closed)
    else:
        raise _Beyond


def _tokens(jinja: str) -> Iterator[Piece | re.Match[str]]:
    """Text and tags in order; the beginnings and ends of blocks as they were found."""
    position = 0
    while opening := _OPENING.search(jinja, position):
        if opening.start() > position:
            yield jinja[position : opening.start()]
        tag = _TAG.match(jinja, opening.start())
        if tag is None:
            raise _Beyond
        if tag["block"] or tag["style"]:
            yield tag
        elif tag["comment"] is None:
            yield _expression(tag, jinja.count("\n", 0, tag.start()))
        position = tag.end()
    if position < len(jinja):
        yield jinja[position:]


def _expression(tag: re.Match[str], row: int) -> Piece:
    if tag["names"] is not None:
        return Placed(tuple(literal[1:-1] for literal in re.findall(_LITERAL, tag["names"])), row)
    if tag["count"]:
        return Counted(row)
    if tag["sign"]:
        return Shifted(_path(tag["path"]), int(tag["sign"] + tag["number"]), row)
    return Printed(_path(tag["path"]), tuple(map(_filter, _EACH_FILTER.finditer(tag["filters"]))), row)


def _filter(found: re.Match[str]) -> tuple[str, tuple[str | Path, ...]]:
    if found[1] not in FILTERS:
        raise _Beyond
    return found[1], tuple(map(_argument, _EACH_ARGUMENT.findall(found[2] or "")))


def _argument(text: str) -> str | Path:
    return text[1:-1] if text[0] in "\"'" else _path(text)


def _path(text: str) -> Path:
    names = tuple(name.strip() for name in text.split("."))
    if names[0] in _TAKEN or not all(map(str.isidentifier, names)):
        raise _Beyond
    return Path(".".join(names), names)


def spoken(pieces: tuple[Piece, ...], host: Host, functions: Functions) -> str:
    """The Markdown that *pieces* give.

    Raises:
        Trouble: they ask for what a fact can't give; ``row`` says where.
        WordingError: a filter is given too many or too few things, or there are no fragments to place.
    """
    return "".join([piece if isinstance(piece, str) else _spoken(piece, host, functions) for piece in pieces])


def _spoken(piece: Printed | Shifted | Counted | Placed | Optional | Chained, host: Host, functions: Functions) -> str:
    try:
        if isinstance(piece, Printed):
            return host.say(_filtered(piece, host) if piece.filters else host.at(piece.path.names, piece.path.whole))
        if isinstance(piece, Optional):
            speak = host.row if piece.row else host.clause
            return speak(lambda: spoken(piece.pieces, host, functions))
        if isinstance(piece, Chained):
            return host.chained(lambda: spoken(piece.pieces, host, functions), piece.style)
        return host.say(_thing(piece, host, functions))
    except Trouble as trouble:
        trouble.row = piece.line if trouble.row is None else trouble.row
        raise
    except TypeError as error:
        raise WordingError(misused(), piece.line) from error


def _filtered(piece: Printed, host: Host) -> object:
    thing: object = host.at(piece.path.names, piece.path.whole)
    for name, arguments in piece.filters:
        given = [a if isinstance(a, str) else host.at(a.names, a.whole) for a in arguments]
        thing = FILTERS[name](thing, *given)
    return thing


def _thing(piece: Shifted | Counted | Placed, host: Host, functions: Functions) -> object:
    if isinstance(piece, Placed):
        return _placed(piece, host, functions)
    if isinstance(piece, Counted):
        return Count()
    return compute("+", host.at(piece.path.names, piece.path.whole), piece.by)


def _placed(piece: Placed, host: Host, functions: Functions) -> object:
    place = functions.get(PLACE) or host.at((PLACE,), PLACE)
    assert callable(place)
    return place(*piece.names)


def misused() -> Trouble:
    """What to say when a filter or a function is given what it does not take."""
    return Trouble("标签里的写法不对，参数个数或类型不合", "对照文档里过滤器的例子检查括号里的内容")
