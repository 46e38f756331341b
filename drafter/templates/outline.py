"""A section file taken apart: one line is one paragraph, with its lead and the fragments it places."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from drafter.diagnostics import Problems
from drafter.facts import Setting, nearest
from drafter.fragments import Variant, plain_text, scan
from drafter.patterns import lazy
from drafter.templates.kind import Kind, SectionSpec

_LEAD = lazy(r"\*\*(?P<lead>[^*]+?)\*\*")
_HEADING = lazy(r"(?<=# ).+")
_INNER_LEAD = lazy(r"(?<=\[\[)[^\[\]{}。]+(?=。)")
_PLACED = lazy(r"片段\s*[(（]([^()（）]*)[)）]")
_NAME = lazy(r"\"([^\"]*)\"|'([^']*)'|“([^”]*)”")
_STAYS = lazy(r"\s*(?:(?:\[\[\s*)?\||[-*+]\s|[0-9]{1,9}[.)]\s)")
_STATEMENTS = lazy(r"\A\s*(?:\{%[^%]*%\}\s*)+")
_OPENS, _CLOSES = frozenset({"for", "if", "逐条", "set_", "macro"}), frozenset({"endfor", "endif", "完", "endmacro"})


class Unit(Struct, frozen=True):
    """A paragraph of a section file, or what belongs together with it."""

    variant: Variant
    """Its source, so that it is spoken like any other wording."""
    lead: str = ""
    """The run-in lead as shipped, without its closing 。"""
    fragments: tuple[str, ...] = ()
    """Keys ``theme/name`` of the fragments it places, in order."""
    heading: str = ""
    """The heading on its own line, as shipped."""
    level: int = 0
    """The level of that heading; 0 for a paragraph."""

    @property
    def names(self) -> frozenset[str]:
        """What 顺序 and 不要 may call it or a part of it: heading, lead, fragments with and without their theme."""
        own = (self.heading, self.lead, *self.fragments, *(k.partition("/")[2] for k in self.fragments))
        return frozenset(own) - {""}

    @property
    def prose(self) -> bool:
        """Whether it has text of its own besides lead, tags and the clauses that stand and fall with their fragments."""
        wording = self.variant.wording
        text = plain_text(wording)
        for clause in {t.clause for t in wording.tags if t.clause >= 0 and _PLACED.search(t.inside)}:
            start, end = wording.clauses[clause].start, wording.clauses[clause].end
            text = text[:start] + "\0" * (end - start) + text[end:]
        return not self.heading and bool(_LEAD.sub("", text, count=1).strip(" 。\0\n"))


class Section(Struct, frozen=True):
    """One section of this document's outline."""

    spec: SectionSpec
    units: tuple[Unit, ...]

    @property
    def fragments(self) -> tuple[str, ...]:
        """All fragments it places."""
        return tuple(key for unit in self.units for key in unit.fragments)


def outline_of(kind: Kind, document: Mapping[str, Setting], problems: Problems) -> tuple[Section, ...]:
    """The sections of *kind* as 章序, 顺序 and 不要 arrange them."""
    sections = [Section(spec, units_of(spec)) for spec in kind.sections]
    known = {s.spec.name for s in sections}
    sections = _in_order(sections, document.get("章序"), known, problems)
    sections = [_arranged(s, document.get(f"顺序.{s.spec.name}"), problems) for s in sections]
    return tuple(_without(sections, document.get("不要"), problems))


def shipped_fragments(kind: Kind) -> tuple[str, ...]:
    """All fragments that *kind* places, in the shipped order: what the fixed hash is computed over."""
    return tuple(key for spec in kind.sections for unit in units_of(spec) for key in unit.fragments)


@lru_cache(maxsize=64)
def units_of(spec: SectionSpec) -> tuple[Unit, ...]:
    """The units of a section file."""
    rows = spec.source.split("\n")
    units: list[Unit] = []
    start = 0
    while start < len(rows):
        if not rows[start].strip():
            start += 1
            continue
        end = _unit_end(rows, start)
        units.append(_unit(spec, start, rows[start:end]))
        start = end
    return tuple(units)


def _unit_end(rows: list[str], start: int) -> int:
    """One line, or lines held together by a block tag, a table or a list."""
    depth, end = 0, start
    while end < len(rows):
        for tag in scan(rows[end]).tags:
            depth += (tag.kind == "{%") * ((tag.word in _OPENS) - (tag.word in _CLOSES))
        end += 1
        joined = end < len(rows) and _stays(rows[end]) and _stays(rows[end - 1])
        if depth <= 0 and not joined:
            break
    return end


def _stays(row: str) -> bool:
    """Whether *row* is a line of a table or list, whatever loop it opens first."""
    return bool(_STAYS.match(_STATEMENTS.sub("", row)))


def _unit(spec: SectionSpec, start: int, rows: list[str]) -> Unit:
    wording = scan("\n".join(rows))
    variant = Variant(wording, spec.file, start + 1, tuple(rows), (0,) * len(rows))
    lead = _LEAD.match(rows[0])
    placed = (p for tag in wording.tags if tag.kind != "{#" for p in _PLACED.findall(tag.inside))
    names = tuple("".join(name) for p in placed for name in _NAME.findall(p))
    return Unit(
        variant,
        lead["lead"].rstrip("。：") if lead else "",
        tuple(full_key(spec.name, n) for n in names),
        rows[0].strip("# ") if rows[0].startswith("#") else "",
        len(rows[0]) - len(rows[0].lstrip("#")),
    )


def full_key(theme: str, name: str) -> str:
    """``theme/name`` for a fragment called by its bare name in the section *theme*."""
    return name if "/" in name else f"{theme}/{name}"


def _in_order(sections: list[Section], setting: Setting | None, known: set[str], problems: Problems) -> list[Section]:
    if setting is None:
        return sections
    names = _names(setting, known)
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"是不是“{near}”？" if near else f"这种文稿的章有：{'、'.join(s.spec.name for s in sections)}"
            problems.error("F340", setting.span, f"章序里的“{name}”不是一章", hint)
    place = {name: i for i, name in enumerate(names)}
    # What is not listed keeps its shipped order: an introduction before, the rest after.
    return sorted(
        sections,
        key=lambda s: (
            -1 if s.spec.nature == "引言" and s.spec.name not in place else place.get(s.spec.name, len(place))
        ),
    )


def _arranged(section: Section, setting: Setting | None, problems: Problems) -> Section:
    if setting is None:
        return section
    known = {name for unit in section.units for name in unit.names}
    names = _names(setting, known)
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"是不是“{near}”？" if near else "写这一章的小标题、引领句（不带句号）或片段名"
            problems.error("F340", setting.span, f"顺序里的“{name}”不在“{section.spec.name}”这一章", hint)
    rank = {name: i for i, name in enumerate(names)}
    return replace(section, units=tuple(_sorted([_reordered(unit, rank) for unit in section.units], rank)))


def _sorted(units: Sequence[Unit], rank: Mapping[str, int]) -> list[Unit]:
    """*units* in the order of *rank*: a heading moves with all that stands below it, what stands below it moves there."""
    highest = min((u.level for u in units if u.level), default=0)
    starts = [i for i, unit in enumerate(units) if unit.level and unit.level == highest]
    if not starts:
        return sorted(units, key=lambda u: _rank(u, rank))
    parts = [units[start:end] for start, end in zip(starts, [*starts[1:], len(units)], strict=True)]
    parts.sort(key=lambda part: rank.get(part[0].heading, len(rank)))
    below = (unit for part in parts for unit in (part[0], *_sorted(part[1:], rank)))
    return [*_sorted(units[: starts[0]], rank), *below]


def _rank(unit: Unit, rank: Mapping[str, int]) -> int:
    return min((rank[name] for name in unit.names if name in rank), default=len(rank))


def _reordered(unit: Unit, rank: Mapping[str, int]) -> Unit:
    """*unit* with its fragments in the order of *rank*; those within a clause stay there."""

    def place(key: str) -> int:
        return min(rank.get(key, len(rank)), rank.get(key.partition("/")[2], len(rank)))

    if not any(place(key) < len(rank) for key in unit.fragments):
        return unit
    calls = _calls(unit)
    ranked = {
        clause: iter(sorted((k for c, keys in calls if c == clause for k in keys), key=place)) for clause, _ in calls
    }
    return _placing(unit, [tuple(islice(ranked[clause], len(keys))) for clause, keys in calls])


def _calls(unit: Unit) -> list[tuple[int, tuple[str, ...]]]:
    """For each place of *unit* that calls fragments: the clause it stands in (−1 for none), and their keys."""
    wording, keys = unit.variant.wording, iter(unit.fragments)
    return [
        (
            next((i for i, c in enumerate(wording.clauses) if c.start < found.start() < c.end), -1),
            tuple(islice(keys, len(_NAME.findall(found[1])))),
        )
        for found in _PLACED.finditer(wording.source)
    ]


def _placing(unit: Unit, calls: list[tuple[str, ...]]) -> Unit:
    """*unit* with the fragments of each of its *calls* replaced."""
    remaining = iter(calls)

    def call(_: re.Match[str]) -> str:
        return "片段(" + ", ".join(f'"{n}"' for n in next(remaining)) + ")"

    source = _PLACED.sub(call, unit.variant.wording.source)
    keys = tuple(key for keys in calls for key in keys)
    return replace(unit, variant=replace(unit.variant, wording=scan(source)), fragments=keys)


def _without(sections: list[Section], setting: Setting | None, problems: Problems) -> Iterator[Section]:
    known = {name for s in sections for name in (s.spec.name, *(n for u in s.units for n in u.names))}
    names = _names(setting, known) if setting else []
    for section in sections:
        if section.spec.name not in names:
            yield replace(section, units=tuple(_kept(section.units, frozenset(names))))
    for name in names:
        if name not in known:
            assert setting is not None
            problems.error(
                "F340",
                setting.span,
                f"“不要”里的“{name}”在这种文稿里没有",
                "写章名、小标题、引领句（不带句号）或片段名，例如 队伍/补贴",
            )


def _kept(units: Iterable[Unit], unwanted: Collection[str]) -> Iterator[Unit]:
    """*units* without the *unwanted* headings, all that stands below them, leads and fragments."""
    dropped = 0
    for unit in units:
        if unit.level and (not dropped or unit.level <= dropped):
            dropped = unit.level if unit.heading in unwanted else 0
        if dropped or (unit.lead and unit.lead in unwanted):
            continue
        if any(_is_unwanted(key, unwanted) for key in unit.fragments):
            unit = _placing(unit, [tuple(k for k in keys if not _is_unwanted(k, unwanted)) for _, keys in _calls(unit)])
        yield unit


def _is_unwanted(key: str, unwanted: Collection[str]) -> bool:
    return key in unwanted or key.partition("/")[2] in unwanted


def _names(setting: Setting, known: Collection[str]) -> list[str]:
    """The names of *setting*; one that holds 、 itself is typed on a line of its own."""
    typed = [value.strip() for value in setting.values if value.strip()]
    split = (re.split(r"[、，,;；\s]+", value) if value not in known else [value] for value in typed)
    return list(dict.fromkeys(name for names in split for name in names if name))


def titles_in(unit: Unit) -> tuple[str, ...]:
    """The heading or leads of *unit* as shipped: what 文稿.段题 can rename."""
    own = unit.heading or unit.lead
    return (*([own] if own else []), *_INNER_LEAD.findall(unit.variant.wording.source))


def renamed(unit: Unit, title_of: Callable[[str], str]) -> Unit:
    """*unit* under the heading or the leads that 文稿.段题 gives, its own and those of its clauses.

    *title_of* a heading or lead as shipped is empty for none.
    """
    source = unit.variant.wording.source
    shipped = unit.heading or unit.lead
    title = title_of(shipped).rstrip("。") if shipped else ""
    place, printed = (_HEADING, title) if unit.heading else (_LEAD, f"**{title}。**")
    new = place.sub(lambda _: printed, source, count=1) if title else source
    new = _INNER_LEAD.sub(lambda found: title_of(found[0]).rstrip("。") or found[0], new)
    return unit if new == source else replace(unit, variant=replace(unit.variant, wording=scan(new)))
