"""Jinja, fenced in: only views, only the vocabulary, bounded work, and every error at the line that the user can open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from drafter.fragments import Wording
from drafter.marks import Mark, Marks
from drafter.patterns import lazy
from drafter.templates.cache import CodeCache
from drafter.templates.chains import ITEM, Ordinal, chain
from drafter.templates.needs import DOCUMENT, needs_of
from drafter.templates.plain import misused, pieces_of, spoken
from drafter.templates.speaker import Speaker
from drafter.templates.trouble import PlainValue, Trouble, WordingError, row_of
from drafter.templates.views import Count, Gap, GapRaised, Group, Known, Number, Said, View

if TYPE_CHECKING:
    from drafter.templates.compiled import Compiler

MAX_STEPS = 20_000
"""Loop rounds and calls that one piece of wording may take."""
MAX_OUTPUT = 1_000_000
"""Characters that one piece of wording may print."""

_GONE = "\x1c"
"""Stands for a table row that went until its line goes too, for an empty line ends a table; refused in every source."""
_GONE_LINE = lazy(rf"\n[ \t]*{_GONE}[ \t]*(?=\n|\Z)|\A[ \t]*{_GONE}[ \t]*(?:\n|\Z)")


class _Dropped(Exception):
    """A fact inside an optional clause is missing: the clause goes."""


class Use(NamedTuple):
    """One fact that was printed, or that left a gap."""

    paths: tuple[str, ...]
    gap: bool = False
    computed: bool = False
    text: str = ""


class Session(Struct, eq=False):
    """What one section has said so far; a dropped clause takes back its own."""

    marks: Marks
    uses: list[Use] = field(default_factory=list)
    theme: str = ""
    """The theme whose wording is speaking, for the department of a gap."""
    clauses: int = 0
    placed: int = 0
    """How many fragments the section file has placed."""
    silent: int = 0
    """How many of them said nothing."""
    troubles: list[Trouble] = field(default_factory=list)
    """Facts that did not fit an optional clause, which went."""
    empty: int | None = None
    """How many cells of an optional row are empty so far; None outside of one."""
    steps: int = 0
    output: int = 0


class Engine:
    """Compiles and speaks wording."""

    def __init__(self, speaker: Speaker, cache: CodeCache) -> None:
        self._speaker = speaker
        self._cache = cache
        self._compiler: Compiler | None = None
        self._session = Session(Marks())
        self._wording = Wording("", "")

    def speak(self, wording: Wording, session: Session, functions: dict[str, Callable[..., str]] | None = None) -> str:
        """The Markdown that *wording* gives, with marks for facts.

        Raises:
            WordingError: it can't be compiled, or asks for what a fact can't give.
        """
        if wording.pure:
            return wording.jinja
        outer = self._session, self._wording
        self._session, self._wording = session, wording
        # A clause around a placed fragment goes when the fragment is silent; the fragment's own gaps are printed.
        clauses, session.clauses = session.clauses, 0
        empty, session.empty = session.empty, None
        session.steps = session.output = 0
        try:
            text = self._spoken(wording, functions or {})
            return _GONE_LINE.sub("", text) if _GONE in text else text
        except Trouble as trouble:
            raise _located(trouble, trouble, wording) from trouble
        except GapRaised as raised:
            return self.say(raised.gap)
        except RecursionError as error:
            raise _located(Trouble("片段嵌套太深", "不要让宏调用自己"), error, wording) from error
        except TypeError as error:
            raise _located(misused(), error, wording) from error
        finally:
            (self._session, self._wording), session.clauses, session.empty = outer, clauses, empty

    def _spoken(self, wording: Wording, functions: dict[str, Callable[..., str]]) -> str:
        pieces = pieces_of(wording.jinja)
        if pieces is not None:
            return spoken(pieces, self, functions)
        if self._compiler is None:
            from drafter.templates.compiled import Compiler

            self._compiler = Compiler(self, self._cache)
        return self._compiler.run(wording, functions)

    def missing(self, path: str, session: Session) -> str:
        """The gap of a text at *path* that is known to be missing."""
        outer, self._session = self._session, session
        try:
            return self.say(Gap((path,), pending=True))
        finally:
            self._session = outer

    def view(self, path: str) -> View:
        """The view at *path*."""
        return self._speaker.view(path)

    def at(self, names: tuple[str, ...], path: str) -> View:
        """The view at *path*, which *names* make up, as ``a.b.c`` finds it in Jinja: step by step if there is no such fact."""
        if path in self._speaker.facts.facts:
            return self._speaker.view(path)
        view = self._speaker.view(names[0])
        for name in names[1:]:
            view = view.child(name)
        return view

    def say(self, thing: object) -> str:
        """Jinja's ``finalize``: what is printed for *thing*."""
        if isinstance(thing, Known):
            fact = thing.fact
            return self._mark(Mark(thing.text, (fact.path,), fact.span, source=self._source(fact.path)))
        match thing:
            case str():
                return self._charged(thing)
            case Gap():
                return self._gap(thing)
            case Group():
                raise thing.clash()
            case Said():
                return self._mark(Mark(thing.text, thing.paths, thing.span, computed=thing.computed))
            case Number():
                return self._mark(_computed(thing))
            case Ordinal():
                return str(int(thing))
            case Count():
                return self._session.marks.put(Mark("几", (), None, counts=True))
            case _:
                raise _unprintable(thing)

    def clause(self, caller: Callable[[], str]) -> str:
        """An optional clause: what it says, or nothing if a fact is missing or all fragments that it places are silent."""
        session = self._session
        before, placed, silent = len(session.uses), session.placed, session.silent
        session.clauses += 1
        try:
            said = caller()
            if 0 < session.placed - placed == session.silent - silent:
                raise _Dropped
            return said
        except (_Dropped, GapRaised) as missing:
            if isinstance(missing, GapRaised) and missing.gap.pending:
                return self.say(missing.gap)
            del session.uses[before:]
            return ""
        except PlainValue as trouble:
            # The same wording prints the value itself, so nothing is mistaken: its parts are not given.
            if trouble.path not in needs_of(self._wording).paths:
                session.troubles.append(trouble)
            del session.uses[before:]
            return ""
        except Trouble as trouble:
            if not trouble.of_a_fact:
                raise
            session.troubles.append(trouble)
            del session.uses[before:]
            return ""
        finally:
            session.clauses -= 1

    def row(self, caller: Callable[[], str]) -> str:
        """An optional row of a table: a cell is empty if its fact is missing; nothing is left if no fact is given."""
        session = self._session
        before, outer, session.empty = len(session.uses), session.empty, 0
        try:
            said = caller()
            return _GONE if session.empty and len(session.uses) == before else said
        except GapRaised as raised:
            return self.say(raised.gap) if raised.gap.pending else _GONE
        finally:
            session.empty = outer

    def guarded(self, caller: Callable[[], str]) -> str:
        """A condition or loop: what it says, or the gap of the fact that it needs."""
        before = len(self._session.uses)
        try:
            return caller()
        except GapRaised as raised:
            del self._session.uses[before:]
            return self.say(raised.gap)

    def chained(self, caller: Callable[[], str], style: str = "") -> str:
        """``{% 逐条 %}``: the clauses that say something, numbered 一是；二是；…。; what stands before the first stays before them."""
        return chain(caller().split(ITEM), style, self._session.marks)

    def bounded(self, things: object, size: int) -> Iterator[object]:
        """The items of a loop, each round charged to the budget."""
        if not isinstance(things, Iterable):
            raise Trouble("“for”后面不是清单，不能逐项取")
        for thing in things:
            self.step(size)
            yield thing

    def step(self, size: int = 0) -> None:
        """Charge one round or call, and *size* characters.

        Raises:
            Trouble: the budget is spent.
        """
        self._session.steps += 1
        self._session.output += size
        if self._session.steps > MAX_STEPS or self._session.output > MAX_OUTPUT:
            raise Trouble("片段的循环太多或打印得太长，已经停下", "检查“{% for %}”，清单不要套清单")

    def _charged(self, text: str) -> str:
        self._session.output += len(text)
        if self._session.output > MAX_OUTPUT:
            self.step()
        return text

    def _gap(self, gap: Gap) -> str:
        if self._session.clauses and not gap.pending:
            raise _Dropped
        if self._session.empty is not None and not gap.pending:
            self._session.empty += 1
            return ""
        names = "、".join(gap.paths)
        source = next((s for s in map(self._source, gap.paths) if s), "")
        text = f"【待补：{names}·{source}】" if source else f"【待补：{names}】"
        fact = self._speaker.facts.get(gap.paths[0])
        self._session.uses.append(Use(gap.paths, gap=True, text=source))
        return self._session.marks.put(Mark(text, gap.paths, fact.span if fact else None, gap=True, source=source))

    def _mark(self, mark: Mark) -> str:
        self._session.uses.append(Use(mark.paths, computed=mark.computed, text=mark.text))
        return self._charged(self._session.marks.put(mark))

    def _source(self, path: str) -> str:
        return self._speaker.department(path, self._session.theme)


def _located(trouble: Trouble, error: BaseException, wording: Wording) -> WordingError:
    row = row_of(error) if trouble.row is None else trouble.row
    quoted = re.search(r"“([^”]+)”", trouble.message)
    word = trouble.word or (quoted[1] if quoted else "")
    return WordingError(trouble, min(row, wording.source.count("\n")), word)


def _unprintable(thing: object) -> Trouble:
    """What to say of a thing that is no fact."""
    if isinstance(thing, bool | None):
        return Trouble("标签没有可打印的内容", "标签里写事实的路径，例如 {{ 队伍.招聘.事业编制 }}")
    if isinstance(thing, int):
        return Trouble(f"数字“{thing}”没有事实可查", "把它写进事实文件，这里写事实的路径", code="J004")
    return Trouble("这一项不能直接打印", "表的一行要写明列名，例如 {{ 行.名称 }}")


def _computed(number: Number) -> Mark:
    """The mark of a number that was worked out; from the year alone only another year can be."""
    if all(path.partition(".")[0] == DOCUMENT for path in number.paths) and not 1900 <= number.number <= 2100:
        raise Trouble("年度只能加减成另一个年份", "写成 {{ 文稿.年度 }} 或 {{ 文稿.年度 + 1 }}", code="J004")
    return Mark(number.text, number.paths, number.span, computed=True)
