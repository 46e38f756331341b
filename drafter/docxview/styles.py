"""Effective properties: defaults, table style, paragraph style, numbering, character style, then the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from drafter.docxview.names import attribute, child, w
from drafter.docxview.props import TOGGLES, Props, paragraph_props, run_props

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element


class Style(Struct, frozen=True):
    """A style with everything that it is based on."""

    id: str
    name: str
    run: Props
    paragraph: Props


_NONE = Style("", "", {}, {})


class Styles:
    """The style sheet of one document."""

    def __init__(self, root: Element | None, theme: Mapping[str, str]) -> None:
        self._theme = theme
        self._elements: dict[str, Element] = {}
        self._cache: dict[str, Style] = {}
        self._rings: list[str] = []
        self._defaults: dict[str, str] = {}
        for element in () if root is None else root.iterfind(w("style")):
            self._elements.setdefault(attribute(element, "styleId"), element)
            if attribute(element, "default") in ("1", "true", "on"):
                self._defaults.setdefault(attribute(element, "type"), attribute(element, "styleId"))
        defaults = child(root, "docDefaults")
        self.base_run = run_props(child(child(defaults, "rPrDefault"), "rPr"), theme)
        self.base_paragraph = paragraph_props(child(child(defaults, "pPrDefault"), "pPr"))

    @property
    def rings(self) -> tuple[str, ...]:
        """Names of styles met so far that are based on themselves."""
        return tuple(dict.fromkeys(self._rings))

    @property
    def theme(self) -> Mapping[str, str]:
        """Families that the theme stands for."""
        return self._theme

    def style(self, identifier: str, kind: str) -> Style:
        """The style called *identifier*, or the default style of its *kind* (``paragraph``, ``table``)."""
        if identifier not in self._elements:
            identifier = self._defaults.get(kind, "")
        if identifier not in self._cache:
            self._cache[identifier] = self._resolve(identifier)
        return self._cache[identifier]

    def character(self, identifier: str) -> Props:
        """What a character style sets; nothing if there is no such style."""
        return self.style(identifier, "").run if identifier in self._elements else {}

    def _resolve(self, identifier: str) -> Style:
        element = self._elements.get(identifier)
        if element is None:
            return _NONE
        run: Props = {}
        paragraph: Props = {}
        for item in reversed(self._chain(identifier)):
            run |= run_props(child(item, "rPr"), self._theme)
            paragraph |= paragraph_props(child(item, "pPr"))
        return Style(identifier, attribute(child(element, "name")) or identifier, run, paragraph)

    def _chain(self, identifier: str) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while identifier in self._elements:
            if identifier in seen:
                self._rings.append(attribute(child(self._elements[identifier], "name")) or identifier)
                break
            seen.add(identifier)
            chain.append(self._elements[identifier])
            identifier = attribute(child(self._elements[identifier], "basedOn"))
        return chain


def merge_run(base: Props, paragraph_style: Props, character_style: Props, direct: Props) -> Props:
    """Lay the levels over each other; toggles of the two styles cancel out, direct ones are absolute."""
    merged = {**base, **paragraph_style, **character_style, **direct}
    for toggle in TOGGLES & character_style.keys() & paragraph_style.keys():
        if toggle not in direct:
            merged[toggle] = bool(paragraph_style[toggle]) != bool(character_style[toggle])
    return merged
