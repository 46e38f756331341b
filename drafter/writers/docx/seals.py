"""署名 and date under a seal or beside a 签名章, with their pictures where there are any; GB/T 9704-2012, 7.3.5.1 and 7.3.5.3."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from drafter.document import Image, Layout
from drafter.writers.docx.body import Body
from drafter.writers.docx.floating import at
from drafter.writers.docx.measure import em, points, twips, width
from drafter.writers.docx.page import text_width
from drafter.writers.docx.pictures import fitted, floating
from drafter.writers.xml import NOTHING, Xml, join

_EDGE_GAP = 4.0
"""字 between the date, or a 签名章, and the right edge."""
_POST_GAP = 2.0
"""字 between the post's title and the 签名章."""
_STAMP_WIDTH, _STAMP_HEIGHT = 39.0, 20.0
"""A 签名章 in mm: the most that a picture of it takes, and the width kept free without one (the standard gives no size)."""
_SEAL = 42.0
"""Diameter of a seal in mm: the most that a picture of one takes; the standard gives none, 42 mm is what counties have."""
_BETWEEN = 3.0
"""mm between two seals, which may not touch."""
_ABOVE = 1.0
"""mm by which a seal's centre stands above that of the 署名."""
_LINES_ABOVE = 2
"""Empty lines above a sealed 署名: the seal then starts within a line of the text."""


class Line(Struct, frozen=True):
    """One line of the signature."""

    words: str = ""
    left: float = 0.0
    """Of its left edge, in twips."""
    centres: tuple[float, ...] = ()
    """Where the words after each tab are centred, in twips."""
    drawings: Xml = field(default=NOTHING)
    """Pictures that stand behind it."""


def sealed(organs: Sequence[str], date: str, seals: Sequence[Image], layout: Layout, body: Body) -> Iterator[Line]:
    """The date 4 字 from the right edge, the name above it centred on it; several names in rows, each with room for its seal.

    The last name stands over the date; no two seals touch, and none leaves the 版心.
    """
    names = list(organs) or [""] * bool(seals)
    sizes = [fitted(seal, _SEAL, _SEAL) for seal in seals[: len(names)]]
    diameter = max((twips(max(size)) for size in sizes), default=twips(_SEAL))
    widest = max((width(name, layout.body) for name in names), default=0.0)
    room, wide = text_width(layout.page), width(date, layout.body)
    edge = room - _EDGE_GAP * em(layout.body)
    # A name wider than the date may not come nearer to the edge than the text allows.
    last = min(edge - wide / 2, room - max(widest, diameter if seals else 0) / 2)
    step = max(diameter + twips(_BETWEEN), widest + em(layout.body))
    columns = 1 + max(0, math.floor((last - max(widest, diameter) / 2) / step))
    pictures = [_placed(seal, size, body) for seal, size in zip(seals, sizes, strict=False)]
    yield from [Line()] * _LINES_ABOVE
    for start in range(0, len(names), columns):
        if start:
            yield from [Line()] * (math.ceil((diameter + twips(_BETWEEN)) / points(layout.body.pitch)) - 1)
        row = names[start : start + columns]
        centres = tuple(last - step * (len(row) - 1 - at_column) for at_column in range(len(row)))
        behind = zip(pictures[start : start + columns], centres, strict=False)
        drawings = join(picture.centred(centre, _top(picture.height, layout)) for picture, centre in behind)
        if len(row) == 1:
            yield Line(row[0], last - width(row[0], layout.body) / 2, drawings=drawings)
        else:
            yield Line("".join(f"\t{name}" for name in row), 0.0, centres, drawings)
    if date:
        yield Line(date, edge - wide)


def stamped(posts: Sequence[str], date: str, stamps: Sequence[Image], layout: Layout, body: Body) -> Iterator[Line]:
    """Two empty lines, the post's title 2 字 left of its 签名章, an empty line, the date 4 字 from the edge."""
    unit = em(layout.body)
    edge = text_width(layout.page) - _EDGE_GAP * unit
    yield from [Line()] * 2
    for number, post in enumerate(posts):
        stamp, wide = NOTHING, twips(_STAMP_WIDTH)
        if number < len(stamps):
            picture = _placed(stamps[number], fitted(stamps[number], _STAMP_WIDTH, _STAMP_HEIGHT), body)
            wide = picture.width
            stamp = picture.centred(edge - wide / 2, _middle(layout) - picture.height / 2)
            if number:
                yield from [Line()] * (math.ceil(picture.height / points(layout.body.pitch)) - 1)
        yield Line(post, edge - wide - _POST_GAP * unit - width(post, layout.body), drawings=stamp)
    if date:
        yield from (Line(), Line(date, edge - width(date, layout.body)))


class _Picture(Struct, frozen=True):
    image: Image
    relation: str
    number: int
    size: tuple[float, float]
    """In mm."""

    @property
    def width(self) -> int:
        return twips(self.size[0])

    @property
    def height(self) -> int:
        return twips(self.size[1])

    def centred(self, centre: float, top: float) -> Xml:
        """The picture with its middle at *centre* and its upper edge at *top*, seen from the line that it is anchored to."""
        places = at("margin", centre - self.width / 2), at("paragraph", top)
        return floating(self.image, self.relation, self.number, self.size, *places)


def _placed(image: Image, size: tuple[float, float], body: Body) -> _Picture:
    return _Picture(image, *body.add_picture(image), size)


def _top(height: int, layout: Layout) -> float:
    """The upper edge of a seal, seen from the line of the 署名: within one line of the text, its centre above the 署名."""
    pitch = points(layout.body.pitch)
    wanted = _middle(layout) - twips(_ABOVE) - height / 2
    return min(max(wanted, -_LINES_ABOVE * pitch), -(_LINES_ABOVE - 1) * pitch)


def _middle(layout: Layout) -> float:
    """Where the glyphs of a line have their middle, below its top, in twips: the baseline is at four fifths of an exact line."""
    return 0.8 * points(layout.body.pitch) - 0.36 * points(layout.body.font.size)
