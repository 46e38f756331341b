"""Pictures: their size, read from the file's own header, and the drawing that shows them inside the 版心."""

from __future__ import annotations

import struct

from msgspec import Struct

from drafter.diagnostics import failure
from drafter.document import Image, PageSpec
from drafter.writers.docx.floating import anchored
from drafter.writers.docx.measure import EMU_PER_MM
from drafter.writers.xml import Xml, element, join

_DEFAULT_DPI = 96.0
_PNG = b"\x89PNG\r\n\x1a\n"
_INCH = 25.4
_DISTANCES = ("distT", "distB", "distL", "distR")
_CAPTION_ROOM = 20.0
"""Height kept free for the caption, in mm."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpeg"}


def drawing(image: Image, relation: str, number: int, page: PageSpec) -> Xml:
    """*image* in line with the text, as large as its file says but never larger than the 版心."""
    room = (page.text_width, page.text_height - _CAPTION_ROOM)
    shown = _Shown(image, relation, number, fitted(image, *room))
    content = join((element("wp:extent", shown.extent), element("wp:docPr", shown.about), shown.graphic))
    inline = element("wp:inline", dict.fromkeys(_DISTANCES, 0), content)
    return element("w:r", None, element("w:drawing", None, inline))


def floating(
    image: Image, relation: str, number: int, size: tuple[float, float], across: tuple[str, Xml], down: tuple[str, Xml]
) -> Xml:
    """*image* behind the text in *size* (width and height in mm), its upper left corner at a place of :func:`~.floating.at`."""
    shown = _Shown(image, relation, number, size)
    drawn = anchored(shown.extent, across, down, shown.about, shown.graphic, behind=True)
    return element("w:r", None, drawn)


class _Shown(Struct, frozen=True):
    image: Image
    relation: str
    number: int
    size: tuple[float, float]

    @property
    def extent(self) -> dict[str, int]:
        width, height = self.size
        return {"cx": round(width * EMU_PER_MM), "cy": round(height * EMU_PER_MM)}

    @property
    def about(self) -> dict[str, object]:
        return {"id": self.number, "name": f"图片 {self.number}", "descr": self.image.name}

    @property
    def graphic(self) -> Xml:
        picture = element(
            "pic:pic",
            {"xmlns:pic": f"{_DRAWING}/picture"},
            element("pic:nvPicPr", None, element("pic:cNvPr", self.about), element("pic:cNvPicPr")),
            element(
                "pic:blipFill",
                None,
                element("a:blip", {"r:embed": self.relation}),
                element("a:stretch", None, element("a:fillRect")),
            ),
            element(
                "pic:spPr",
                None,
                element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", self.extent)),
                element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            ),
        )
        data = element("a:graphicData", {"uri": f"{_DRAWING}/picture"}, picture)
        return element("a:graphic", {"xmlns:a": f"{_DRAWING}/main"}, data)


def fitted(image: Image, width: float, height: float) -> tuple[float, float]:
    """Width and height of *image* in mm: as it says itself, else as its file says, made smaller if it is wider or higher than that.

    Raises:
        DrafterError: the data are no PNG or JPEG, or cut off before the size.
    """
    across, down = image.size if all(image.size) else _size(image)
    scale = min(1.0, width / across, height / down)
    return across * scale, down * scale


def _size(image: Image) -> tuple[float, float]:
    """Width and height in mm.

    Raises:
        DrafterError: the data are no PNG or JPEG, or cut off before the size.
    """
    try:
        pixels, density = _png(image.data) if image.data.startswith(_PNG) else _jpeg(image.data)
    except (struct.error, IndexError):
        pixels, density = (0, 0), (0.0, 0.0)
    if not all(pixels):
        raise failure(
            "D030", None, f"图片“{image.name or '未命名'}”打不开，它不是完整的PNG或JPEG图片", "请重新导出这张图片"
        )
    across, down = (dots or _DEFAULT_DPI for dots in density)
    return pixels[0] / across * _INCH, pixels[1] / down * _INCH


def _png(data: bytes) -> tuple[tuple[int, int], tuple[float, float]]:
    """Pixels, and dots per inch from the pHYs chunk (0 if it is absent)."""
    pixels: tuple[int, int] = struct.unpack_from(">II", data, 16)
    at = data.find(b"pHYs", 0, 4096)
    if at < 0:
        return pixels, (0.0, 0.0)
    across, down, metric = struct.unpack_from(">IIB", data, at + 4)
    return pixels, (across * _INCH / 1000, down * _INCH / 1000) if metric else (0.0, 0.0)


def _jpeg(data: bytes) -> tuple[tuple[int, int], tuple[float, float]]:
    """Pixels, and dots per inch from the JFIF header (0 if it is absent)."""
    density = (0.0, 0.0)
    if data[:2] != b"\xff\xd8":
        return (0, 0), density
    at = 2
    while True:
        marker, length = struct.unpack_from(">xBH", data, at)
        if marker == 0xE0 and data[at + 4 : at + 8] == b"JFIF":
            unit, across, down = struct.unpack_from(">BHH", data, at + 11)
            density = _dots_per_inch(unit, across, down)
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return (width, height), density
        at += 2 + length


def _dots_per_inch(unit: int, across: int, down: int) -> tuple[float, float]:
    """JFIF density as dots per inch; unit 1 is per inch, 2 per cm, 0 only a ratio."""
    factor = {1: 1.0, 2: 2.54}.get(unit, 0.0)
    return across * factor, down * factor
