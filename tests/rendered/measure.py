"""Measures a rendered page in millimetres from its top left corner.

Glyph origins, advances, fonts and sizes come from the PDF; where the ink itself counts (rules, upper edges), the page is rastered.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTPage
from PIL import Image

MM = 25.4 / 72
FONTS = Path(__file__).with_name("fonts.conf")
DPI = 300


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x: float
    """Left edge of its box."""
    baseline: float
    advance: float
    font: str

    @property
    def size(self) -> float:
        """In points, for a typeface whose hanzi are one em wide and whose ASCII is half an em."""
        return self.advance / MM * (2 if self.text < "\x7f" else 1)

    @property
    def right(self) -> float:
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class Line:
    """The glyphs on one baseline, from left to right, spaces at the ends left out."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def fonts(self) -> set[str]:
        return {glyph.font for glyph in self.glyphs if glyph.text.strip()}

    def x_of(self, words: str) -> float:
        """Where *words* start."""
        return self.glyphs[self.text.index(words)].x


@dataclass(frozen=True)
class Page:
    pdf: Path
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines inside the 版心."""
        return tuple(line for line in self.lines if line.baseline < 262.5)

    @property
    def footer(self) -> Line:
        (line,) = (line for line in self.lines if line.baseline >= 262.5)
        return line

    def line(self, words: str) -> Line:
        """The only line that holds *words*."""
        (found,) = (line for line in self.lines if words in line.text)
        return found

    @cached_property
    def raster(self) -> Image.Image:
        target = self.pdf.with_name(f"{self.pdf.stem}-{self.number}")
        options = ["-r", str(DPI), "-f", str(self.number), "-l", str(self.number), "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *options, str(self.pdf), str(target)], check=True)
        return Image.open(target.with_suffix(".png")).convert("RGB")

    def ink(self, left: float, top: float, right: float, bottom: float, *, red: bool = False) -> Box | None:
        """The box of all ink inside that rectangle, or only of the red ink; None if there is none."""
        unit = DPI / 25.4
        corner = (round(left * unit), round(top * unit))
        window = self.raster.crop((*corner, round(right * unit), round(bottom * unit)))
        channels = window.split()
        dark = channels[1].point(lambda value: 255 if value < 140 else 0)
        if red:
            bright = channels[0].point(lambda value: 255 if value > 140 else 0)
            dark = Image.composite(dark, Image.new("L", dark.size), bright)
        box = dark.getbbox()
        if box is None:
            return None
        x0, y0, x1, y1 = box
        return Box(
            *((corner[0] + x0) / unit, (corner[1] + y0) / unit, (corner[0] + x1) / unit, (corner[1] + y1) / unit)
        )


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def convert(folder: Path, documents: Mapping[str, bytes]) -> dict[str, Path]:
    """Every document as a PDF, in one run of LibreOffice with a profile of its own."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    sources = [str(folder / f"{name}.docx") for name in documents]
    subprocess.run([*command, *sources], check=True, env=environment, capture_output=True, timeout=300)
    return {name: folder / f"{name}.pdf" for name in documents}


def pages(pdf: Path) -> tuple[Page, ...]:
    """All pages of *pdf*."""
    return tuple(_page(pdf, number, layout) for number, layout in enumerate(_layouts(pdf), start=1))


def _layouts(pdf: Path) -> Iterator[LTPage]:
    yield from extract_pages(pdf, laparams=None)


def _page(pdf: Path, number: int, layout: LTPage) -> Page:
    height = layout.height
    glyphs = sorted(
        (_glyph(char, height) for char in _chars(layout)), key=lambda glyph: (round(glyph.baseline, 1), glyph.x)
    )
    rows = (tuple(row) for _, row in groupby(glyphs, key=lambda glyph: round(glyph.baseline, 1)))
    lines = tuple(line for row in rows if (line := _line(row)).glyphs)
    return Page(pdf, number, layout.width * MM, height * MM, lines)


def _chars(items: Iterable[object]) -> Iterator[LTChar]:
    for item in items:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _chars(item)


def _glyph(char: LTChar, height: float) -> Glyph:
    _, _, _, _, x, y = char.matrix
    return Glyph(char.get_text(), x * MM, (height - y) * MM, char.adv * MM, char.fontname.partition("+")[2])


def _line(row: Sequence[Glyph]) -> Line:
    inked = [number for number, glyph in enumerate(row) if glyph.text.strip()]
    return Line(tuple(row[inked[0] : inked[-1] + 1]) if inked else ())
