"""Text boxes that stand at a fixed place of the page, for what the flow of the text cannot hold there."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.writers.docx.measure import EMU_PER_TWIP
from drafter.writers.xml import Xml, element, text

NAMESPACES = {
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "xmlns:wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPE = NAMESPACES["xmlns:wps"]


def at(origin: str, twips: float) -> tuple[str, Xml]:
    """A place *twips* from the start of *origin* (``page``, ``margin``, or ``paragraph`` for a height)."""
    return origin, element("wp:posOffset", None, text(str(round(twips * EMU_PER_TWIP))))


def aligned(origin: str, side: str) -> tuple[str, Xml]:
    """A place at one *side* of *origin*."""
    return origin, element("wp:align", None, text(side))


def text_box(
    number: int,
    paragraphs: Xml,
    size: tuple[float, float],
    across: tuple[str, Xml],
    down: tuple[str, Xml],
    *,
    foot: bool = False,
) -> Xml:
    """A run with a borderless text box of *size* (width and height in twips); text does not flow around it.

    *number* is the drawing's id in the document; with *foot* the paragraphs stand at the box's lower edge.
    """
    extent = {"cx": round(size[0] * EMU_PER_TWIP), "cy": round(size[1] * EMU_PER_TWIP)}
    no_inset = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    shape = element(
        "wps:wsp",
        None,
        element("wps:cNvSpPr", {"txBox": 1}),
        element(
            "wps:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            element("a:noFill"),
            element("a:ln", None, element("a:noFill")),
        ),
        element("wps:txbx", None, element("w:txbxContent", None, paragraphs)),
        element("wps:bodyPr", {**no_inset, "anchor": "b" if foot else "t"}, element("a:noAutofit")),
    )
    graphic = element("a:graphic", {"xmlns:a": _MAIN}, element("a:graphicData", {"uri": _SHAPE}, shape))
    about = {"id": number, "name": f"文本框 {number}"}
    drawing = anchored(extent, across, down, about, graphic)
    choice = element("mc:Choice", {"Requires": "wps"}, drawing)
    return element("w:r", None, element("mc:AlternateContent", None, choice))


def anchored(
    extent: Mapping[str, int],
    across: tuple[str, Xml],
    down: tuple[str, Xml],
    about: Mapping[str, object],
    graphic: Xml,
    *,
    behind: bool = False,
) -> Xml:
    """A drawing at a place of the page, before the text or *behind* it; *extent* in EMU, *about* names it."""
    anchor = element(
        "wp:anchor",
        _ANCHOR | {"behindDoc": int(behind)},
        element("wp:simplePos", {"x": 0, "y": 0}),
        element("wp:positionH", {"relativeFrom": across[0]}, across[1]),
        element("wp:positionV", {"relativeFrom": down[0]}, down[1]),
        element("wp:extent", extent),
        element("wp:effectExtent", dict.fromkeys("ltrb", 0)),
        element("wp:wrapNone"),
        element("wp:docPr", about),
        element("wp:cNvGraphicFramePr"),
        graphic,
    )
    return element("w:drawing", None, anchor)


_ANCHOR = {
    "distT": 0,
    "distB": 0,
    "distL": 0,
    "distR": 0,
    "simplePos": 0,
    "relativeHeight": 1,
    "behindDoc": 0,
    "locked": 0,
    "layoutInCell": 1,
    "allowOverlap": 1,
}
