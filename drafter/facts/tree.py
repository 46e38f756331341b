"""All facts of a file under their full paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drafter.diagnostics import Span
from drafter.facts.values import Blank, NotApplicable, Pending, Value

DETAILS = frozenset("值 上年 单位 来源 依据 口径 范围 时点 状态 名单 含 其中 表".split())
"""The words reserved below a fact."""


@dataclass(frozen=True, slots=True)
class Fact:
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

    @property
    def given(self) -> bool:
        """Whether the fact says something that can be printed."""
        return not isinstance(self.value, Pending | NotApplicable | Blank)


@dataclass(frozen=True, slots=True)
class OwnText:
    """自拟 or 改写: sentences that the user wrote into the facts file."""

    text: str
    span: Span
    """The first line of the text."""
    lines: tuple[Span, ...] = ()
    """The place of each line of ``text``."""
    after: str = ""
    """放在: the fragment after which it stands; empty = at the section's end."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One entry of 文稿, such as 章题.党建."""

    values: tuple[str, ...]
    """One for a plain value, several for a list."""
    span: Span
    key_span: Span


@dataclass(frozen=True, slots=True)
class Facts:
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

    def get(self, path: str) -> Fact | None:
        """The fact at *path*; a path that ends in a detail's name finds the detail."""
        if path in self.facts:
            return self.facts[path]
        head, _, last = path.rpartition(".")
        owner = self.facts.get(head) if last in DETAILS else None
        return owner.details.get(last) if owner else None

    def is_group(self, path: str) -> bool:
        """Whether facts stand below *path* while *path* itself has no value."""
        return path not in self.facts and any(p.startswith(f"{path}.") for p in self.facts)

    def below(self, path: str) -> Iterator[Fact]:
        """The facts directly or indirectly below *path*."""
        return (f for p, f in self.facts.items() if p.startswith(f"{path}."))
