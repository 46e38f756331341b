"""Marks as Chinese print has them, over run borders: half-width marks widen, and marks left side by side close up.

Widening touches wording and facts alike and never changes a text's length; closing up takes characters out of wording only.
A surviving character stays in its own run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from drafter.document import Run
from drafter.markdown.characters import is_chinese
from drafter.patterns import lazy

_HALF = lazy(r"[,;:?!()\"']")
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_ADDRESS = lazy(r"(?:https?://|mailto:|www\.)[!-~]+|[\w.+-]+@[A-Za-z0-9.-]+", re.IGNORECASE | re.ASCII)
_ADDRESS_TAIL = ",;:?!'\""
_PAIRED = lazy(r"[()（）\"'“”\n]")
_SPACED = frozenset("，；：？！")

_STRENGTH = {"、": 1, "，": 2, "：": 3, "；": 4, "。": 5, "！": 6, "？": 6}
_NEVER_FIRST = frozenset("，；、。")
_NEVER_LAST = frozenset("，；、")
_BRACKETS = dict(zip("）”’》】〕〉」』", "（“‘《【〔〈「『", strict=True))
_OPENING = frozenset(_BRACKETS.values())
_CLOSING_ROUND = frozenset("）〕】")
_SIDE_BY_SIDE = lazy(r"[，；。、：！？（“‘《【〔〈「『\n](?=([，；。、：！？）”’》】〕〉」』]))")
_SUSPECT = frozenset(
    [one + other for one in _STRENGTH for other in _STRENGTH]
    + [opening + mark for opening in (*_OPENING, "\n") for mark in _NEVER_FIRST]
    + [mark + closing for mark in _NEVER_LAST for closing in _CLOSING_ROUND]
    + [opening + closing for closing, opening in _BRACKETS.items()]
)
"""Two characters side by side of which one may have to go."""
_OPAQUE = "\x00"


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs of one paragraph, heading or cell with their marks in order; idempotent.  Code is left alone."""
    given = tuple(runs)
    flat = "".join([_flat(run) for run in given])
    wide = widen(flat)
    if wide == flat and not _suspicious(flat):
        return given
    wording = [not (run.mark or run.code or run.line_break) for run in given for _ in _flat(run)]
    kept = _closed_up(wide, wording, _loose_spaces(flat, wide))
    return tuple(_rebuilt(given, wide, kept))


def _suspicious(flat: str) -> bool:
    """Whether marks may have to close up; most texts say no at little cost."""
    return flat[:1] in _NEVER_FIRST or any(found[0] + found[1] in _SUSPECT for found in _SIDE_BY_SIDE.finditer(flat))


def widen(text: str) -> str:
    """*text* with full-width marks where half-width , ; : ? ! ( ) and straight quotes touch Chinese; as long as before.

    Marks that touch each other change together, and so do both marks of a pair.  Addresses keep theirs, and so do figures (1,024),
    times, ratios and Latin words, whose marks do not touch Chinese.
    """
    if not _HALF.search(text):
        return text
    pairs, nested = _pairs(text)
    able = {i for i, c in _half_marks(text) if c in _WIDE or i in pairs}
    changed = _spread(text, able, pairs)
    if not changed:
        return text
    out = list(text)
    for i in changed:
        out[i] = _WIDE.get(text[i]) or _quote(text[i] == "'" or i in nested, i < pairs[i])
    return "".join(out)


def _half_marks(text: str) -> Iterator[tuple[int, str]]:
    exempt = {i for found in _ADDRESS.finditer(text) for i in _address(found)}
    return ((found.start(), found[0]) for found in _HALF.finditer(text) if found.start() not in exempt)


def _address(found: re.Match[str]) -> range:
    """Where the address is; marks at its end belong to the sentence, and so does a bracket that it did not open."""
    tail = _ADDRESS_TAIL if "(" in found[0] else f"{_ADDRESS_TAIL})"
    return range(found.start(), found.start() + len(found[0].rstrip(tail)))


def _quote(single: bool, opens: bool) -> str:
    return ("‘" if opens else "’") if single else ("“" if opens else "”")


def _spread(text: str, able: set[int], pairs: dict[int, int]) -> set[int]:
    """Which of the marks *able* to change touch Chinese, directly, through their neighbours or through their partner."""
    size = len(text)
    todo = [
        i
        for i in able
        if (i and is_chinese(text[i - 1]))
        or (i + 1 < size and is_chinese(text[i + 1]))
        or (i in pairs and is_chinese(text[pairs[i]]))
    ]
    changed: set[int] = set()
    while todo:
        i = todo.pop()
        if i not in changed:
            changed.add(i)
            todo.extend(
                j for j in (i - 1, i + 1, _after_space(text, i), pairs.get(i, -1)) if j in able and j not in changed
            )
    return changed


def _after_space(text: str, i: int) -> int:
    """The place behind the space that goes when the mark at *i* widens; -1 if none does."""
    return i + 2 if _WIDE.get(text[i]) in _SPACED and text[i + 1 : i + 2] == " " else -1


def _pairs(text: str) -> tuple[dict[int, int], set[int]]:
    """Partners of brackets and straight quotes, both ways, and the quotes that stand inside other quotation marks."""
    half = {i for i, _ in _half_marks(text)}
    pairs: dict[int, int] = {}
    nested: set[int] = set()
    brackets: list[int] = []
    waiting: dict[str, int] = {}
    depth = 0
    for found in _PAIRED.finditer(text):
        i, c = found.start(), found[0]
        if c == "\n":
            waiting.clear()
            depth = 0
        elif c in "“”":
            depth = max(0, depth + (1 if c == "“" else -1))
        elif c in "（）" or (i in half and c in "()"):
            _bracket(i, c in "（(", brackets, pairs)
        elif i in half and not (c == "'" and _apostrophe(text, i, "'" in waiting)):
            if depth:
                nested.add(i)
            _match(i, c, waiting, pairs)
    return pairs, nested


def _bracket(i: int, opens: bool, stack: list[int], pairs: dict[int, int]) -> None:
    if opens:
        stack.append(i)
    elif stack:
        pairs[i] = stack.pop()
        pairs[pairs[i]] = i


def _match(i: int, quote: str, waiting: dict[str, int], pairs: dict[int, int]) -> None:
    partner = waiting.pop(quote, None)
    if partner is None:
        waiting[quote] = i
    else:
        pairs[i], pairs[partner] = partner, i


def _apostrophe(text: str, i: int, open_quote: bool) -> bool:
    """Whether the ``'`` at *i* belongs to a Latin word or a figure, as in don't, teachers' and 5'."""
    before = i > 0 and text[i - 1].isascii() and text[i - 1].isalnum()
    after = i + 1 < len(text) and text[i + 1].isascii() and text[i + 1].isalnum()
    return before and (after or not open_quote)


def _loose_spaces(flat: str, wide: str) -> set[int]:
    """The spaces that were typed after a half-width mark and mean nothing after a full-width one."""
    return {
        i + 1
        for i, (old, new) in enumerate(zip(flat, wide, strict=True))
        if old != new and new in _SPACED and flat[i + 1 : i + 2] == " "
    }


def _closed_up(text: str, wording: list[bool], spaces: set[int]) -> list[bool]:
    """For each character whether it stays."""
    out: list[int] = []
    for i, c in enumerate(text):
        if wording[i] and i in spaces:
            continue
        if c in _STRENGTH:
            _settle_mark(i, text, wording, out)
        elif c in _BRACKETS and wording[i]:
            _settle_closing(i, text, wording, out)
        else:
            out.append(i)
    kept = [False] * len(text)
    for i in out:
        kept[i] = True
    return kept


def _settle_mark(i: int, text: str, wording: list[bool], out: list[int]) -> None:
    """Put the mark at *i* behind what stays, the stronger of two neighbours winning; a fact's mark never goes."""
    c = text[i]
    while out and text[out[-1]] in _STRENGTH:
        gain = _STRENGTH[c] - _STRENGTH[text[out[-1]]]
        if gain <= 0 and wording[i] and not (gain == 0 and c in "！？"):
            return
        if not wording[out[-1]] or gain < 0 or (gain == 0 and c in "！？"):
            break
        out.pop()
    if wording[i] and c in _NEVER_FIRST and (not out or text[out[-1]] in _OPENING or text[out[-1]] == "\n"):
        return
    out.append(i)


def _settle_closing(i: int, text: str, wording: list[bool], out: list[int]) -> None:
    """Put the closing bracket at *i* behind what stays: an empty pair goes, and a mark left before ） goes."""
    while text[i] in _CLOSING_ROUND and out and text[out[-1]] in _NEVER_LAST and wording[out[-1]]:
        out.pop()
    if out and text[out[-1]] == _BRACKETS[text[i]] and wording[out[-1]]:
        out.pop()
    else:
        out.append(i)


def _flat(run: Run) -> str:
    if run.line_break:
        return "\n"
    return _OPAQUE * len(run.text) if run.code else run.text


def _rebuilt(given: tuple[Run, ...], wide: str, kept: list[bool]) -> Iterator[Run]:
    position = 0
    for run in given:
        size = len(_flat(run))
        if run.code or run.line_break or not size:
            yield run
        else:
            text = "".join(wide[i] for i in range(position, position + size) if kept[i])
            if text:
                yield run if text == run.text else replace(run, text=text)
        position += size
