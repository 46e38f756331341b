"""Where views of facts come from, and who answers for a fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from drafter.facts import Catalogue, Facts, parse_value
from drafter.facts.tree import DETAILS, Fact
from drafter.facts.values import Blank, NotApplicable, Pending, Records
from drafter.patterns import lazy
from drafter.templates.needs import DOCUMENT
from drafter.templates.trouble import PlainValue, Trouble
from drafter.templates.views import Gap, Group, Known, Number, Said, Topic, View

YEAR = f"{DOCUMENT}.年度"
_YEAR = lazy(r"((?:19|20)\d{2})年?\Z")


class Speaker:
    """The facts of one document, as wording sees them."""

    def __init__(self, facts: Facts, catalogue: Catalogue, departments: Mapping[str, str]) -> None:
        """*departments* are the themes' 科室, by theme."""
        self.facts = facts
        self._catalogue = catalogue
        self._departments = departments
        self._views: dict[str, View] = {}
        self._answering: dict[tuple[str, str], str] = {}
        self._groups: dict[str, list[Fact]] = {}
        for path, fact in facts.facts.items():
            while path := path.rpartition(".")[0]:
                self._groups.setdefault(path, []).append(fact)
        typed = dict(_typed(facts.facts))
        groups = {p for p, below in self._groups.items() if p not in typed and any(f.given for f in below)}
        self.given = frozenset(groups.union(p for p, f in typed.items() if f.given))
        """The paths with something to print: given facts with their details and cells, and groups with one."""
        self.known = self.given.union(p for p, f in typed.items() if isinstance(f.value, Pending))
        """The paths that are given, or known to be missing."""
        self.not_applicable = frozenset(p for p, f in typed.items() if isinstance(f.value, NotApplicable))
        """The paths of which the clerk said 不涉及."""

    def view(self, path: str) -> View:
        """The view of the fact, group or entry of 文稿 at *path*; a gap if there is none."""
        found = self._views.get(path)
        if found is None:
            found = self._views[path] = self._entry(path) if path.partition(".")[0] == DOCUMENT else self._fact(path)
        return found

    def clash(self, path: str) -> Trouble | None:
        """What to say if *path* is a group taken for a value, or stands below a plain value."""
        if path in self.facts.facts or path.partition(".")[0] == DOCUMENT:
            return None
        owner, _, last = path.rpartition(".")
        while owner:
            fact = self.facts.facts.get(owner)
            if fact is not None:
                plain = fact.given and not fact.complete_parts and not fact.some_parts and last not in DETAILS
                return _below_value(path, fact) if plain else None
            owner, _, last = owner.rpartition(".")
        return None

    def department(self, path: str, theme: str = "") -> str:
        """Who answers for *path*: its 来源, else the catalogue's 科室, else the theme's."""
        key = path, theme
        if key not in self._answering:
            self._answering[key] = self._department(path, theme)
        return self._answering[key]

    def _department(self, path: str, theme: str) -> str:
        if path.partition(".")[0] == DOCUMENT:
            return ""
        owner = path
        while owner:
            fact = self.facts.facts.get(owner)
            if fact is not None and "来源" in fact.details:
                return str(getattr(fact.details["来源"].value, "written", ""))
            entry = self._catalogue.entries.get(owner)
            if entry is not None and entry.department:
                return entry.department
            owner = owner.rpartition(".")[0]
        return self._departments.get(theme) or self._departments.get(path.partition(".")[0], "")

    def _entry(self, path: str) -> View:
        name = path.partition(".")[2]
        setting = self.facts.document.get(name)
        if not name or setting is None or not setting.values:
            return Topic(self, path)
        value = parse_value(setting.values[0])
        if isinstance(value, Pending | Blank | NotApplicable):
            return Gap((path,), pending=isinstance(value, Pending))
        if path == YEAR:
            year = _YEAR.match(setting.values[0])
            return Number(Decimal(year[1]), "", (path,), setting.span) if year else Gap((path,))
        return Said("、".join(setting.values), (path,), setting.span, computed=False)

    def _fact(self, path: str) -> View:
        fact = self.facts.get(path)
        if fact is not None:
            return Known(self, fact) if fact.given else _Missing(self, fact)
        if path in self._groups:
            return Group(self, path, tuple(self._groups[path]))
        if clash := self.clash(path):
            raise clash
        return Topic(self, path)


def _typed(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Fact]]:
    """All facts by path, with their details and the cells of their tables."""
    for path, fact in facts.items():
        if fact.details:
            yield from _typed({f"{path}.{name}": detail for name, detail in fact.details.items()})
        if isinstance(fact.value, Records):
            for number, row in enumerate(fact.value.rows, 1):
                for column, value in zip(fact.value.columns, row, strict=True):
                    yield f"{path}.{number}.{column}", Fact("", value, fact.span)
        yield path, fact


class _Missing(Topic):
    """A fact that is listed but has no value; its details and parts may have one."""

    __slots__ = ()

    def __init__(self, source: Speaker, fact: Fact) -> None:
        super().__init__(source, fact.path)
        self.pending = isinstance(fact.value, Pending)


def _below_value(path: str, fact: Fact) -> PlainValue:
    return PlainValue(
        fact.path,
        f"片段要的是“{fact.path}”下面的“{path[len(fact.path) + 1 :]}”，事实文件里“{fact.path}”本身是一个值",
        f"事实改成“{path}: 值”；说的是另一回事，就给事实换一个名称",
        (fact.span,),
    )
