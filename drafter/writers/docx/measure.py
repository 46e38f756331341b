"""Lengths: millimetres, points and 字 into the units of OOXML, and how wide a line of text is.

Chinese typefaces of the kind that GB/T 9704 asks for draw hanzi and full-width marks one em wide and ASCII half an em.
"""

from __future__ import annotations

from itertools import pairwise

from drafter.document import ParagraphSpec

TWIPS_PER_POINT = 20
EMU_PER_MM = 36000
EMU_PER_TWIP = 635
_TWIPS_PER_MM = 1440 / 25.4
_SCRIPT_SPACE = 0.2


def twips(mm: float) -> int:
    """*mm* in twips, rounded half up."""
    return int(mm * _TWIPS_PER_MM + 0.5)


def points(pt: float) -> int:
    """*pt* in twips."""
    return round(pt * TWIPS_PER_POINT)


def half_points(pt: float) -> int:
    """*pt* in the unit of ``w:sz``."""
    return round(pt * 2)


def em(spec: ParagraphSpec) -> float:
    """The advance of one 字 set as *spec* says, in twips."""
    return (spec.font.size + spec.tracking) * TWIPS_PER_POINT


def ems(line: str) -> float:
    """The width of *line* in em: 1 for a full-width character, ½ for one of ASCII."""
    return sum(0.5 if character < "\x7f" else 1.0 for character in line)


def width(line: str, spec: ParagraphSpec) -> float:
    """The width of *line* set as *spec* says, in twips; tracking follows each character.

    Between a hanzi and a letter or digit stands a fifth of an em: what LibreOffice adds; Word adds about as much.
    """
    gaps = sum(_spaced(left, right) for left, right in pairwise(line))
    points_wide = (ems(line) + gaps * _SCRIPT_SPACE) * spec.font.size + (len(line) - gaps) * spec.tracking
    return points_wide * TWIPS_PER_POINT


def _spaced(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and left.isascii() != right.isascii()
