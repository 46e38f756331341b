"""The numbers that a layout is checked against: those of GB/T 9704-2012, or of a house style.

They are a table of data (``data/gbt9704.toml``) and deliberately not shared with the writers: a checker that reads the
writer's constants cannot see a wrong constant.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.document import FontSpec, Layout


class TypeSpec(Struct, frozen=True):
    """A typeface and a size in points."""

    family: str
    size: float
    exact: bool = False
    """True if the family itself is wanted, as house styles do; else any family of its class will do."""


class Typefaces(Struct, frozen=True):
    """Which class of type (仿宋, 楷体 …) a family belongs to."""

    classes: tuple[tuple[str, tuple[str, ...]], ...]
    aliases: dict[str, str]
    _known: dict[str, str] = field(default_factory=dict)

    def class_of(self, family: str) -> str:
        """The class of *family*; a family of no known class is a class of its own."""
        if family not in self._known:
            plain = _plain(family)
            found = (name for name, pieces in self.classes if any(_plain(piece) in plain for piece in pieces))
            self._known[family] = next(found, family)
        return self._known[family]

    def agree(self, wanted: TypeSpec, family: str) -> bool:
        """Whether *family* is what *wanted* asks for."""
        if not wanted.exact:
            return self.class_of(family) == self.class_of(wanted.family)
        names = (_plain(wanted.family), _plain(family))
        first, second = (self.aliases.get(name, name) for name in names)
        return first == second


class Words(Struct, frozen=True):
    """Words that tell the elements of a document apart."""

    secrecy: tuple[str, ...]
    urgency: tuple[str, ...]
    organs: tuple[str, ...]
    openings: tuple[str, ...]
    kinds: tuple[str, ...]
    generators: tuple[str, ...]
    placeholder_titles: tuple[str, ...]


class Page(Struct, frozen=True):
    """Paper, margins and text block in millimetres."""

    width: float
    height: float
    top: float
    left: float
    margin_tolerance: float
    text_width: float
    text_height: float
    lines: int
    characters: int
    number_below: float


class Indents(Struct, frozen=True):
    """Horizontal places in 字."""

    first_line: float
    signature: float
    sealed_date: float
    imprint: float
    page_number: float


class Standard(Struct, frozen=True):
    """Everything that layout rules compare with."""

    name: str
    page: Page
    types: dict[str, TypeSpec]
    indent: Indents
    thick: int
    """Eighths of a point."""
    thin: int
    typefaces: Typefaces
    words: Words
    house: bool = False
    """True for a house style: its own numbers are wanted, whatever the standard recommends."""

    def type(self, name: str) -> TypeSpec:
        """The type of ``body``, ``title``, ``heading1`` and so on."""
        return self.types[name]

    @property
    def cell(self) -> float:
        """The width of one 字 on the full line in points; 3.1."""
        return self.page.text_width / 25.4 * 72 / self.page.characters


@cache
def gbt9704() -> Standard:
    """GB/T 9704-2012 as shipped."""
    text = files("drafter.data").joinpath("gbt9704.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Standard(
        name=data["name"],
        page=Page(**data["page"]),
        types={name: TypeSpec(**spec) for name, spec in data["type"].items()},
        indent=Indents(**data["indent"]),
        thick=data["rules"]["thick"],
        thin=data["rules"]["thin"],
        typefaces=Typefaces(tuple((name, tuple(v)) for name, v in data["typefaces"].items()), data["aliases"]),
        words=Words(**{name: tuple(values) for name, values in data["words"].items()}),
    )


def standard_from_layout(layout: Layout, name: str = "本单位版式") -> Standard:
    """The standard that a house style stands for; what a layout does not say stays as in GB/T 9704-2012."""
    base = gbt9704()
    page = layout.page
    types = {
        "body": _spec(layout.body.font),
        "title": _spec(layout.title.font),
        "page_number": _spec(layout.page_number),
        **{f"heading{level}": _spec(spec.font) for level, spec in enumerate(layout.headings, 1)},
    }
    return replace(
        base,
        name=name,
        house=True,
        page=replace(
            base.page,
            width=page.width,
            height=page.height,
            top=page.top,
            left=page.left,
            text_width=page.text_width,
            text_height=page.text_height,
            lines=page.lines,
            characters=page.characters,
        ),
        types={**base.types, **types},
        indent=replace(base.indent, first_line=layout.body.first_line),
    )


def _spec(font: FontSpec) -> TypeSpec:
    return TypeSpec(font.family, font.size, exact=True)


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").lstrip("@")
