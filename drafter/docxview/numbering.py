"""Automatic numbers: what Word prints before a paragraph of a numbered list (ECMA-376, 17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from drafter.docxview.names import attribute, child, integer, w
from drafter.docxview.props import Props, paragraph_props, run_props
from drafter.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_PLACE = lazy(r"%([1-9])")


class Level(Struct, frozen=True):
    """One level of a list."""

    pattern: str
    format: str
    start: int
    run: Props
    paragraph: Props


class Numbering:
    """The lists of one document, counting as its paragraphs are read in order."""

    def __init__(self, root: Element | None, theme: Mapping[str, str]) -> None:
        self._levels: dict[int, dict[int, Level]] = {}
        self._lists: dict[int, int] = {}
        self._counts: dict[int, list[int | None]] = {}
        if root is None:
            return
        for item in root.iterfind(w("abstractNum")):
            number = integer(attribute(item, "abstractNumId"))
            if number is not None:
                self._levels[number] = _levels(item, theme)
        for item in root.iterfind(w("num")):
            number, target = integer(attribute(item, "numId")), integer(attribute(child(item, "abstractNumId")))
            if number is not None and target in self._levels:
                self._lists[number] = self._override(item, number, target, theme)

    def level(self, props: Props) -> Level | None:
        """The list level that merged paragraph properties ask for."""
        number, depth = props.get("num_id"), props.get("level", 0)
        if not isinstance(number, int) or not isinstance(depth, int) or number not in self._lists:
            return None
        return self._levels[self._lists[number]].get(depth)

    def next(self, props: Props) -> str:
        """Count one paragraph and give its number as printed; empty for bullets and paragraphs without a list."""
        level = self.level(props)
        if level is None:
            return ""
        number, depth = props["num_id"], props.get("level", 0)
        assert isinstance(number, int)
        assert isinstance(depth, int)
        levels = self._levels[self._lists[number]]
        counts = self._counts.setdefault(self._lists[number], [None] * 10)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (9 - depth)
        if level.format in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda match: _printed(levels, counts, int(match[1]) - 1), level.pattern)

    def _override(self, item: Element, number: int, target: int, theme: Mapping[str, str]) -> int:
        """A list that changes levels of its pattern, or starts anew, counts on its own."""
        changes = item.findall(w("lvlOverride"))
        if not changes:
            return target
        levels = dict(self._levels[target])
        for change in changes:
            depth, start = integer(attribute(change, "ilvl")), integer(attribute(child(change, "startOverride")))
            replaced = child(change, "lvl")
            if depth is None or not 0 <= depth <= 8:
                continue
            if replaced is not None:
                levels[depth] = _level(replaced, theme)
            elif start is not None and depth in levels:
                old = levels[depth]
                levels[depth] = Level(old.pattern, old.format, start, old.run, old.paragraph)
        self._levels[-1 - number] = levels
        return -1 - number


def _levels(item: Element, theme: Mapping[str, str]) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in item.iterfind(w("lvl")):
        depth = integer(attribute(element, "ilvl"))
        if depth is not None and 0 <= depth <= 8:
            levels[depth] = _level(element, theme)
    return levels


def _level(element: Element, theme: Mapping[str, str]) -> Level:
    start = integer(attribute(child(element, "start")))
    return Level(
        attribute(child(element, "lvlText")),
        attribute(child(element, "numFmt")) or "decimal",
        1 if start is None else start,
        run_props(child(element, "rPr"), theme),
        paragraph_props(child(element, "pPr")),
    )


def _printed(levels: dict[int, Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    count = counts[depth]
    value = level.start if count is None else count
    if level.format in _CHINESE:
        return chinese(value)
    if level.format in _CIRCLED and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if level.format in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((97 if level.format == "lowerLetter" else 65) + value - 1)
    return str(value)


def chinese(value: int) -> str:
    """A counting number below 100 in Chinese numerals; digits one by one from there on."""
    if not 0 < value < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(value)))
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")
