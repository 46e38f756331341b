"""Paragraph and run properties as flat dictionaries, so that levels of inheritance can be laid over each other.

A level names only what it sets.  Their order is the caller's business; see :mod:`drafter.docxview.styles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from drafter.docxview.model import Border, ParagraphLook, RunLook
from drafter.docxview.names import attribute, integer, local, switch, twips, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Value = str | int | float | bool | Border | None | tuple[tuple[str, int], ...]
Props = dict[str, Value]

TOGGLES = frozenset({"bold", "italic", "strike", "hidden"})
"""Set by both the paragraph style and the character style, they cancel out (ECMA-376, 17.7.3)."""

_SLOTS = {"ascii": "ascii", "hAnsi": "h_ansi", "eastAsia": "east_asia", "cs": "cs"}
_TWIPS_PER_CHAR = 320
_THEMES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_RUN_SWITCHES = {
    "b": "bold",
    "i": "italic",
    "strike": "strike",
    "dstrike": "strike",
    "vanish": "hidden",
}
_PARAGRAPH_SWITCHES = {
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "pageBreakBefore": "page_break_before",
    "snapToGrid": "snap_to_grid",
}
_BLACK_THEME = frozenset({"text1", "dark1", "tx1", "dk1"})
_ALIGN = {"start": "left", "end": "right", "thaiDistribute": "distribute"}


def run_props(properties: Element | None, theme: Mapping[str, str]) -> Props:
    """What one ``w:rPr`` sets."""
    props: Props = {}
    for item in () if properties is None else properties:
        name = local(item)
        if name in _RUN_SWITCHES:
            props[_RUN_SWITCHES[name]] = switch(item)
        elif name in _RUN_READERS:
            _RUN_READERS[name](item, props)
        elif name == "rFonts":
            _fonts(item, theme, props)
    return props


def paragraph_props(properties: Element | None) -> Props:
    """What one ``w:pPr`` sets, its numbering as ``num_id`` and ``level`` included."""
    props: Props = {}
    for item in () if properties is None else properties:
        name = local(item)
        if name in _PARAGRAPH_SWITCHES:
            props[_PARAGRAPH_SWITCHES[name]] = switch(item)
        elif name in _PARAGRAPH_READERS:
            _PARAGRAPH_READERS[name](item, props)
    return props


def run_look(props: Props) -> RunLook:
    """The look that fully merged run properties give."""
    return RunLook(**{key: value for key, value in props.items() if key in _RUN_FIELDS})  # type: ignore[arg-type]


def paragraph_look(props: Props) -> ParagraphLook:
    """The layout that fully merged paragraph properties give."""
    return ParagraphLook(**{key: value for key, value in props.items() if key in _PARAGRAPH_FIELDS})  # type: ignore[arg-type]


_RUN_FIELDS = frozenset(RunLook.__struct_fields__)
_PARAGRAPH_FIELDS = frozenset(ParagraphLook.__struct_fields__)


def border(element: Element | None) -> Border | None:
    """A rule, unless there is none to be seen."""
    style = attribute(element)
    if style in ("", "none", "nil"):
        return None
    colour = attribute(element, "color").upper()
    return Border(style, integer(attribute(element, "sz")) or 0, "" if colour == "AUTO" else colour)


def _fonts(item: Element, theme: Mapping[str, str], props: Props) -> None:
    for slot, key in _SLOTS.items():
        themed = theme.get(attribute(item, _THEMES[slot]), "")
        family = themed or attribute(item, slot)
        if family:
            props[key] = family
    hint = attribute(item, "hint")
    if hint:
        props["hint"] = hint


def _size(item: Element, props: Props) -> None:
    half_points = integer(attribute(item))
    points = twips(attribute(item))
    if half_points is not None and half_points > 0:
        props["size"] = half_points / 2
    elif points is not None and points > 0:
        props["size"] = points / 20


def _colour(item: Element, props: Props) -> None:
    value, themed = attribute(item).upper(), attribute(item, "themeColor")
    if value in ("", "AUTO"):
        value = "" if themed in _BLACK_THEME or not themed else f"theme:{themed}"
    props["colour"] = value


def _underline(item: Element, props: Props) -> None:
    props["underline"] = attribute(item) not in ("none", "")


def _highlight(item: Element, props: Props) -> None:
    props["highlight"] = "" if attribute(item) == "none" else attribute(item)


def _shading(item: Element, props: Props) -> None:
    fill = attribute(item, "fill").upper()
    if fill not in ("", "AUTO", "FFFFFF"):
        props["highlight"] = fill


def _tracking(item: Element, props: Props) -> None:
    props["tracking"] = twips(attribute(item)) or 0


def _scale(item: Element, props: Props) -> None:
    props["scale"] = integer(attribute(item).rstrip("%")) or 100


def _raised(item: Element, props: Props) -> None:
    props["raised"] = "" if attribute(item) == "baseline" else attribute(item)


_RUN_READERS: dict[str, Callable[[Element, Props], None]] = {
    "sz": _size,
    "color": _colour,
    "u": _underline,
    "highlight": _highlight,
    "shd": _shading,
    "spacing": _tracking,
    "w": _scale,
    "vertAlign": _raised,
}


def _align(item: Element, props: Props) -> None:
    props["align"] = _ALIGN.get(attribute(item), attribute(item))


def _indents(item: Element, props: Props) -> None:
    for names, key in ((("left", "start"), "left"), (("right", "end"), "right")):
        _first_given(item, names, key, twips, props)
    for names, key in ((("leftChars", "startChars"), "left_chars"), (("rightChars", "endChars"), "right_chars")):
        _first_given(item, names, key, integer, props)
    _signed(item, "firstLine", "hanging", "first", twips, props)
    _signed(item, "firstLineChars", "hangingChars", "first_chars", integer, props)
    if not any(attribute(item, name) for name in ("firstLine", "hanging")) and isinstance(
        props.get("first_chars"), int
    ):
        # Only 字 are given: programs that count in twips take them at the size of text, 三号.
        props["first"] = round(int(str(props["first_chars"])) * _TWIPS_PER_CHAR / 100)


def _first_given(
    item: Element, names: tuple[str, str], key: str, read: Callable[[str], int | None], props: Props
) -> None:
    for name in names:
        value = read(attribute(item, name))
        if value is not None:
            props[key] = value
            return


def _signed(item: Element, plus: str, minus: str, key: str, read: Callable[[str], int | None], props: Props) -> None:
    forward, backward = read(attribute(item, plus)), read(attribute(item, minus))
    if backward is not None:
        props[key] = -backward
    elif forward is not None:
        props[key] = forward


def _spacing(item: Element, props: Props) -> None:
    for name, key in (("before", "before"), ("after", "after"), ("line", "line")):
        value = twips(attribute(item, name))
        if value is not None:
            props[key] = value
    for name, key in (("beforeLines", "before_lines"), ("afterLines", "after_lines")):
        lines = integer(attribute(item, name))
        if lines is not None:
            props[key] = lines
    if attribute(item, "lineRule"):
        props["line_rule"] = attribute(item, "lineRule")
    for name in ("beforeAutospacing", "afterAutospacing"):
        if attribute(item, name):
            props["automatic_space"] = attribute(item, name) in ("1", "true", "on")


def _outline(item: Element, props: Props) -> None:
    level = integer(attribute(item))
    props["outline"] = level if level is not None and 0 <= level <= 9 else 9


def _borders(item: Element, props: Props) -> None:
    for side in ("top", "bottom"):
        element = item.find(w(side))
        if element is not None:
            props[side] = border(element)


def _floating(item: Element, props: Props) -> None:
    props["floating"] = attribute(item, "dropCap") in ("", "none")
    props["floating_align"] = attribute(item, "xAlign")


def _tabs(item: Element, props: Props) -> None:
    stops = ((attribute(stop), twips(attribute(stop, "pos"))) for stop in item.iterfind(w("tab")))
    props["tabs"] = tuple((kind, place) for kind, place in stops if place is not None and kind != "clear")


def _numbering(item: Element, props: Props) -> None:
    number, level = integer(attribute(item.find(w("numId")))), integer(attribute(item.find(w("ilvl"))))
    if number is not None:
        props["num_id"] = number
    if level is not None:
        props["level"] = level


_PARAGRAPH_READERS: dict[str, Callable[[Element, Props], None]] = {
    "jc": _align,
    "ind": _indents,
    "spacing": _spacing,
    "outlineLvl": _outline,
    "pBdr": _borders,
    "framePr": _floating,
    "tabs": _tabs,
    "numPr": _numbering,
}
