"""How a document looks, as data.  A kind's ``layout.yaml`` is read into these types; writers obey them.

Lengths are in millimetres (page) or points (type); horizontal indents are in 字, the width of one character on the 28-character line.
The defaults are GB/T 9704-2012 in profile R: 22 exact lines of 28.95 pt, 28 characters by a tracking of −0.25 pt.
"""

from __future__ import annotations

from msgspec import Struct, field


class FontSpec(Struct, frozen=True):
    """A typeface by its East Asian family name, and a size in points."""

    family: str
    size: float = 16.0
    """三号 = 16 pt, 二号 = 22 pt, 四号 = 14 pt."""
    bold: bool = False
    fallback: tuple[str, ...] = ()
    """Families to name in the font table as alternatives, in order."""


class ParagraphSpec(Struct, frozen=True):
    """The look of one sort of paragraph."""

    font: FontSpec
    pitch: float = 28.95
    """Exact line pitch in points; 579 twips give 22 lines in 225 mm."""
    first_line: float = 0.0
    """First-line indent in 字."""
    align: str = "both"
    """``both``, ``left``, ``center`` or ``right``."""
    tracking: float = -0.25
    """Extra space after each character in points; −0.25 gives 28 characters in 156 mm."""


class PageSpec(Struct, frozen=True):
    """Paper and margins in millimetres; GB/T 9704-2012, 5.1 and 5.2.1."""

    width: float = 210.0
    height: float = 297.0
    top: float = 37.0
    left: float = 28.0
    text_width: float = 156.0
    text_height: float = 225.0
    lines: int = 22
    characters: int = 28


_SONG = ("宋体", "SimSun")
_FANG = ("仿宋", "FangSong", *_SONG)
_KAI = ("楷体", "KaiTi", *_SONG)
_HEI = ("黑体", "SimHei")


def _body(first_line: float = 2.0) -> ParagraphSpec:
    return ParagraphSpec(FontSpec("仿宋_GB2312", fallback=_FANG), first_line=first_line)


def _headings() -> tuple[ParagraphSpec, ...]:
    hei = FontSpec("黑体", fallback=_HEI)
    kai = FontSpec("楷体_GB2312", fallback=_KAI)
    fang = FontSpec("仿宋_GB2312", fallback=_FANG)
    return tuple(ParagraphSpec(font, first_line=2.0) for font in (hei, kai, fang, fang))


class Layout(Struct, frozen=True):
    """A whole house style."""

    page: PageSpec = PageSpec()
    body: ParagraphSpec = field(default_factory=_body)
    title: ParagraphSpec = ParagraphSpec(
        FontSpec("方正小标宋简体", 22.0, fallback=("方正小标宋_GBK", "小标宋", *_SONG)),
        pitch=36.0,
        align="center",
        tracking=0.0,
    )
    headings: tuple[ParagraphSpec, ...] = field(default_factory=_headings)
    """Levels 1–4: 黑体, 楷体, 仿宋, 仿宋; 7.3.3."""
    lead: FontSpec = FontSpec("楷体_GB2312", fallback=_KAI)
    """An unnumbered run-in lead; a numbered one takes its level's font."""
    page_number: FontSpec = FontSpec("宋体", 14.0, fallback=_SONG)
    """四号 half-width 宋体; 7.5."""
