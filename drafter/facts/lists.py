"""Lists as typed: 、-separated names, quoted names side by side, a sample that ends in 等, names with quantities."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.facts.quantity import counted, labelled
from drafter.facts.values import Item, Items, Quantity
from drafter.patterns import lazy

_OPEN, _CLOSE = "“《（〈【〔「『‘(", "”》）〉】〕」』’)"
_BRACKETS = frozenset(_OPEN + _CLOSE)
_SENTENCE = "，；。！？：,;!?"
_SIGNS = ("、", "等", "“", "《")
"""A text without any of these is no list."""
_TAIL = lazy(r"等(?P<total>(?:共|共计)?[\d一二两三四五六七八九十百].*)?$")
_LONGEST = 2000
"""A longer text is no list."""
_BESIDE = lazy("(?<=[”》])(?=[“《])")
_WORDS_IN_DENG = lazy("[特一二三四优高初中平同对相均头上下][等]$")


def items(text: str) -> Items | None:
    """*text* as a list of at least two names, or of one with 等; None if a mark of a sentence stands outside brackets."""
    if len(text) > _LONGEST:
        return None
    if not any(sign in text for sign in _SIGNS):
        return None
    body, sample, total = _without_tail(text)
    names = _names(body)
    if not names or (len(names) < 2 and not sample):
        return None
    return Items(text, tuple(item(name) for name in names), sample, total)


def listed(lines: Sequence[str]) -> Items:
    """A list from lines that begin with ``- ``; a last line 等 or 等6所 says that there are more."""
    names = list(lines)
    sample, total, tail = False, None, ""
    if names and len(names) > 1 and _TAIL.fullmatch(names[-1]):
        tail = names.pop()
        _, sample, total = _without_tail("、" + tail)
    elif names and names[-1].endswith("等") and not _WORDS_IN_DENG.search(names[-1]):
        names[-1], sample, tail = names[-1][:-1], True, "等"
    return Items(joined(names) + tail, tuple(item(name) for name in names), sample, total)


def item(text: str) -> Item:
    """One item; the number at its end, if it has one, is its quantity."""
    quantity = labelled(text)
    return Item(text, quantity.label, quantity) if quantity else Item(text, text)


def joined(names: Sequence[str]) -> str:
    """Names as one text: 、 between them but not between closing and opening quotation or title marks (GB/T 15834, 4.5.3.5)."""
    mark = "；" if any(_outside(name, "、，；") for name in names) else "、"
    text = ""
    for name in names:
        beside = text and text[-1] in "”》" and name[:1] in ("“", "《")
        text += (mark if text and not beside else "") + name
    return text


def _without_tail(text: str) -> tuple[str, bool, Quantity | None]:
    """What stands before 等, whether 等 stands there, and the number after it."""
    match = _TAIL.search(text)
    if not match or _depth(text[: match.start()]):
        return text, False, None
    body = text[: match.start()]
    if match["total"] is None:
        single = "、" not in body and not body.endswith(("”", "》"))
        return (text, False, None) if single and _WORDS_IN_DENG.search(text) else (body, True, None)
    total = counted(match["total"])
    return (body, True, total) if total else (text, False, None)


def _names(text: str) -> list[str]:
    """*text* cut at 、 outside brackets; empty if it is no list."""
    if _outside(text, _SENTENCE) or "\n" in text:
        return []
    names = _cut(text)
    if len(names) == 1:
        names = _side_by_side(text)
    return [] if not all(name.strip() for name in names) else [name.strip() for name in names]


def _cut(text: str) -> list[str]:
    """*text* cut at each 、 that stands outside brackets."""
    if _BRACKETS.isdisjoint(text):
        return text.split("、")
    names: list[str] = []
    depth = start = 0
    for index, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character == "、" and depth == 0:
            names.append(text[start:index])
            start = index + 1
    return [*names, text[start:]]


def _side_by_side(text: str) -> list[str]:
    """Quoted names without 、 between them: “甲”“乙”."""
    names = _BESIDE.split(text)
    whole = all(name[:1] in ("“", "《") and name[-1:] in ("”", "》") for name in names)
    return names if whole else [text]


def _outside(text: str, marks: str) -> bool:
    """Whether one of *marks* stands in *text* outside brackets and quotation marks."""
    if not any(mark in text for mark in marks):
        return False
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth <= 0 and character in marks:
            return True
    return False


def _depth(text: str) -> int:
    return sum((c in _OPEN) - (c in _CLOSE) for c in text)
