"""Which variant of a fragment is spoken.

The pinned one; else the one that says most of the known facts, then leaves fewest gaps, then the first from where a fixed hash of
单位, 年度 and name points.  The hash and the care for neighbours' openings look at the whole shipped outline and at no fact, so that
removing a fact never rewords another fragment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from drafter.diagnostics import Problems
from drafter.facts import Setting
from drafter.fragments import Fragment, Library, Variant
from drafter.templates.clashes import Clashes
from drafter.templates.needs import Needs, needs_of
from drafter.templates.speaker import Speaker
from drafter.templates.trouble import Trouble

_OPENING = 2
"""How many characters two neighbours must not begin with both."""
_PIN = 4
"""How many characters of a variant are proposed as a pin at least."""
_TO_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")


_NOTHING = Needs()


class Choice(Struct, frozen=True):
    """What became of one fragment."""

    variant: Variant | None
    """None: it says nothing."""
    index: int = -1
    needs: Needs = _NOTHING
    pinned: bool = False
    factless: bool = False
    """It names no fact: spoken only beside other text."""


class Order(NamedTuple):
    """Where the search for a variant begins in each fragment."""

    first: Mapping[str, int]
    moved: tuple[str, ...]
    """Fragments whose beginning was moved, because the one before opens alike."""


def order_of(keys: tuple[str, ...], library: Library, seed: str) -> Order:
    """The order for the fragments *keys*, as they stand in the shipped outline; *seed* is 单位 and 年度."""
    first: dict[str, int] = {}
    moved: list[str] = []
    before = ""
    for key in dict.fromkeys(keys):
        fragment = library.fragment(key)
        if fragment is None:
            continue
        variants = fragment.variants
        start = pick = _hashed(f"{seed}\0{key}", len(variants))
        if (opening := _opening(variants[start])) and opening == before:
            others = ((start + i) % len(variants) for i in range(1, len(variants)))
            pick = next((i for i in others if _opening(variants[i]) != before), start)
            if pick != start:
                moved.append(key)
        first[key], before = pick, opening if pick == start else _opening(variants[pick])
    return Order(first, tuple(moved))


class Chooser:
    """Chooses variants for one document."""

    def __init__(
        self,
        speaker: Speaker,
        order: Order,
        document: Mapping[str, Setting],
        year: int,
        problems: Problems,
        clashes: Clashes,
    ) -> None:
        self._speaker = speaker
        self._order = order
        self._document = document
        self._year = year
        self._problems = problems
        self._clashes = clashes
        self._chosen: dict[str, Choice] = {}

    def choose(self, fragment: Fragment) -> Choice:
        """The choice for *fragment*; asked again, the same."""
        key = fragment.key
        if key not in self._chosen:
            self._chosen[key] = self._choice(fragment, key)
        return self._chosen[key]

    def _choice(self, fragment: Fragment, key: str) -> Choice:
        valid = [(i, v, needs_of(v.wording)) for i, v in enumerate(fragment.variants) if _valid(v, self._year)]
        pin = self._document.get(f"选用.{key}")
        pinned = self._pinned(fragment, pin) if pin else None
        paths: frozenset[str] = frozenset().union(*(needs.paths for _, _, needs in valid))
        if not valid or (paths and not self._concerned(paths)):
            return Choice(None)
        able = [c for c in valid if self._speaker.not_applicable.isdisjoint(c[2].necessary)]
        if not able:
            return Choice(None)
        clashes = [self._clash(needs) for _, _, needs in able]
        if all(clashes):
            index, variant, needs = able[0]
            assert clashes[0]
            self._report(variant, needs, clashes[0])
            return Choice(None)
        able = [c for c, clash in zip(able, clashes, strict=True) if not clash]
        count, start = len(fragment.variants), self._order.first.get(key, 0)
        index, variant, needs = min(able, key=lambda c: (c[0] != pinned, *self._rank(c[2]), (c[0] - start) % count))
        return Choice(variant, index, needs, index == pinned, not paths)

    def _concerned(self, paths: frozenset[str]) -> bool:
        """Whether the facts file has something at one of *paths*, if only a value where a group is expected."""
        return not self._speaker.known.isdisjoint(paths) or any(map(self._speaker.clash, paths))

    def _rank(self, needs: Needs) -> tuple[int, int]:
        known = self._speaker.known
        said = needs.told & known
        for clause in needs.optional:
            if clause <= known:
                said |= clause
        return -len(said), len(needs.bare - self._speaker.given)

    def _clash(self, needs: Needs) -> Trouble | None:
        unknown = (p for p in needs.necessary if p not in self._speaker.known)
        return next(filter(None, map(self._speaker.clash, unknown)), None)

    def _report(self, variant: Variant, needs: Needs, clash: Trouble) -> None:
        path = next((p for p in needs.necessary if self._speaker.clash(p)), "")
        offset = max(0, variant.wording.source.find(path))
        self._clashes.add(clash, variant.place(offset, len(path)))

    def _pinned(self, fragment: Fragment, pin: Setting) -> int | None:
        found = _beginning_with("".join(pin.values), fragment)
        if len(found) == 1:
            return found[0]
        how = "没有一种写法以它开头" if not found else f"有{len(found)}种写法以它开头"
        listed = "；".join(f"“{_shown(v)}”" for v in fragment.variants)
        self._problems.error(
            "F341",
            pin.span,
            f"选用.{fragment.key} 写的是“{''.join(pin.values)}”，{how}",
            f"照抄其中一种的开头几个字：{listed}",
        )
        return None


def pin_of(fragment: Fragment, index: int) -> str:
    """The words that 文稿.选用 takes for the variant at *index*; empty if another variant begins with all of its text."""
    text = fragment.variants[index].text
    ends = range(min(_PIN, len(text)), len(text) + 1)
    return next((text[:n] for n in ends if _beginning_with(text[:n], fragment) == [index]), "")


def _beginning_with(words: str, fragment: Fragment) -> list[int]:
    """The variants of *fragment* whose text or source begins with *words*."""
    wanted = words.translate(_TO_FULL_WIDTH).strip().rstrip("。")
    texts = [(v.text.translate(_TO_FULL_WIDTH), v.wording.source.translate(_TO_FULL_WIDTH)) for v in fragment.variants]
    return [i for i, pair in enumerate(texts) if wanted and any(t.startswith(wanted) for t in pair)]


def _valid(variant: Variant, year: int) -> bool:
    return not year or (variant.since or year) <= year <= (variant.until or year)


def _opening(variant: Variant) -> str:
    text = variant.wording.source.lstrip("*")[:_OPENING]
    return "" if any(c in text for c in "{[") else text


def _shown(variant: Variant) -> str:
    return variant.text[:12] + ("…" if len(variant.text) > 12 else "")


def _hashed(text: str, count: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big") % count
