"""All facts of a file under their full paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from drafter.diagnostics import Span
from drafter.facts.allowances import TypedAllowance
from drafter.facts.values import Blank, NotApplicable, Pending, Records, Value

DETAILS = frozenset(["值", "上年", "单位", "来源", "依据", "口径", "范围", "时点", "状态", "名单", "含", "其中", "表"])
"""The words reserved below a fact."""


class Fact(Struct, frozen=True):
    """One value under its full path, with the details typed below it.

    Parts under 含 or 其中 are facts of their own (``资源.项目.开工``: the path skips the word).  A detail that prints (上年, 口径, 范围, 时点,
    名单) is found in ``details`` as a :class:`Fact` whose path ends in the detail's name.
    """

    path: str
    value: Value
    span: Span
    """The value's place; the key's if there is no value."""
    details: Mapping[str, Fact] = field(default_factory=dict)
    complete_parts: tuple[str, ...] = ()
    """Full paths of the parts under 含: they must add up."""
    some_parts: tuple[str, ...] = ()
    """Full paths of the parts under 其中: none is larger than the whole."""
    required: bool = False
    """True if nobody typed it and the catalogue marks it 必填: its value is :class:`Pending`, its place the facts file's first line."""

    @property
    def given(self) -> bool:
        """Whether the fact says something that can be printed."""
        return not isinstance(self.value, Pending | NotApplicable | Blank)


class OwnText(Struct, frozen=True):
    """自拟 or 改写: sentences that the user wrote into the facts file."""

    text: str
    span: Span
    """The first line of the text."""
    lines: tuple[Span, ...] = ()
    """The place of each line of ``text``."""
    after: str = ""
    """放在: the fragment after which it stands; empty = at the section's end."""


class Setting(Struct, frozen=True):
    """One entry of 文稿, such as 章题.党建."""

    values: tuple[str, ...]
    """One for a plain value, several for a list, none for a blank line."""
    span: Span
    key_span: Span
    pending: bool = False
    """Known to be missing: typed as 待补 in one of its spellings."""


class Relation(NamedTuple):
    """One line of 核对, as typed."""

    text: str
    span: Span


class Facts(Struct, frozen=True):
    """A facts file, read."""

    file: str
    facts: Mapping[str, Fact]
    """All facts by full path, parts and details' parts included, in the order typed; 文稿 and 核对 are not among them."""
    document: Mapping[str, Setting]
    """文稿 without the leading 文稿., such as ``单位``, ``章题.党建``, ``选用.队伍/公开招聘``."""
    own: Mapping[str, tuple[OwnText, ...]]
    """自拟 by topic."""
    rewritten: Mapping[str, OwnText]
    """文稿.改写 by ``theme/fragment``."""
    relations: tuple[Relation, ...] = ()
    """The lines of 核对."""
    allowed: tuple[TypedAllowance, ...] = ()
    """The lines of 文稿.放过: findings that somebody lets stand."""

    def get(self, path: str) -> Fact | None:
        """The fact at *path*; ``项目.竣工.上年`` finds a detail and ``项目.2.人数`` a cell of a table of facts, rows counted from 1."""
        if path in self.facts:
            return self.facts[path]
        head, _, last = path.rpartition(".")
        if not head:
            return None
        if last in DETAILS:
            owner = self.get(head)
            return owner.details.get(last) if owner else None
        table, _, row = head.rpartition(".")
        return self._cell(path, table, row, last) if row.isdecimal() else None

    def _cell(self, path: str, table: str, row: str, column: str) -> Fact | None:
        owner = self.facts.get(table)
        if owner is None or not isinstance(owner.value, Records) or column not in owner.value.columns:
            return None
        index = int(row) - 1 if len(row) < 7 else -1
        if not 0 <= index < len(owner.value.rows):
            return None
        value = owner.value.rows[index][owner.value.columns.index(column)]
        place = owner.value.places[index] if owner.value.places else owner.span
        return Fact(path, value, place)

    def is_group(self, path: str) -> bool:
        """Whether facts stand below *path* while *path* itself has no value."""
        return path not in self.facts and any(p.startswith(f"{path}.") for p in self.facts)

    def below(self, path: str) -> Iterator[Fact]:
        """The facts directly or indirectly below *path*."""
        return (f for p, f in self.facts.items() if p.startswith(f"{path}."))
