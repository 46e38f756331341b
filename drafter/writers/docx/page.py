"""The page: paper, margins, grid, page numbers and the settings that keep lines at 28 characters."""

from __future__ import annotations

import math

from drafter.document import Layout, PageSpec
from drafter.writers.docx.measure import half_points, points, twips
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.docx.styles import FOOTER, NAMESPACES, fonts, indent
from drafter.writers.xml import NOTHING, Xml, element, join, part, switch, text, val

DOCUMENT_PART = "word/document.xml"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_NUMBER_GAP = 7.0
"""From the bottom of the 版心 to the dashes beside the page number, in mm; GB/T 9704-2012, 7.5."""
_DASH_HEIGHT = 0.415
"""How far the upper edge of — lies below the top of its line box, in em: measured on 宋体."""

_NOT_LAST = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—"
"""What may not end or open a line: the word processors' own set with 连接号 and the second half of 破折号 (GB/T 15834-2011, 5.1)."""


def text_width(page: PageSpec) -> int:
    """The width of the 版心 in twips."""
    return twips(page.width) - _left(page) - _right(page)


def _left(page: PageSpec) -> int:
    """Rounded up, so that the 版心 is never wider than it should be."""
    return math.ceil(page.left * 1440 / 25.4)


def _right(page: PageSpec) -> int:
    return twips(page.width - page.left - page.text_width)


def section(package: Package, layout: Layout, *, number_on_first: bool = True) -> Xml:
    """The only section, with its page numbers: odd pages right, even pages left (7.5)."""
    page = layout.page
    footers = [("default", "right"), ("even", "left")]
    references = [
        element("w:footerReference", {"w:type": kind, "r:id": _footer(package, layout, kind, side)})
        for kind, side in footers
    ]
    if not number_on_first:
        references.append(
            element("w:footerReference", {"w:type": "first", "r:id": _footer(package, layout, "first", "")})
        )
    margins = {
        "w:top": twips(page.top),
        "w:right": _right(page),
        "w:bottom": _bottom(page),
        "w:left": _left(page),
        "w:header": twips(15),
        "w:footer": _footer_distance(layout),
        "w:gutter": 0,
    }
    return element(
        "w:sectPr",
        None,
        *references,
        element("w:pgSz", {"w:w": twips(page.width), "w:h": twips(page.height)}),
        element("w:pgMar", margins),
        NOTHING if number_on_first else switch("w:titlePg"),
        element("w:docGrid", {"w:type": "lines", "w:linePitch": points(layout.body.pitch)}),
    )


def _bottom(page: PageSpec) -> int:
    return twips(page.height - page.top - page.text_height)


def _footer_distance(layout: Layout) -> int:
    """From the paper's edge to the bottom of the number's line, so that its dashes are 7 mm below the 版心."""
    size = layout.page_number.size
    return _bottom(layout.page) - twips(_NUMBER_GAP) - points(size * (1 - _DASH_HEIGHT))


def _footer(package: Package, layout: Layout, kind: str, side: str) -> str:
    name = f"footer-{kind}.xml"
    paragraph = element("w:p", None, _footer_properties(layout, side), _number(layout) if side else NOTHING)
    package.add(f"word/{name}", f"{WORDPROCESSING}.footer+xml", part(element("w:ftr", NAMESPACES, paragraph)))
    return package.relate(DOCUMENT_PART, f"{OFFICE}/footer", name)


def _footer_properties(layout: Layout, side: str) -> Xml:
    """One 字 of the number's own size between it and the edge of the 版心."""
    unit = points(layout.page_number.size)
    space = indent(left=float(side == "left"), right=float(side == "right"), unit=unit)
    return element("w:pPr", None, val("w:pStyle", FOOTER), space, val("w:jc", side or "left"))


def _number(layout: Layout) -> Xml:
    """— 1 —, the number as a PAGE field."""
    font = layout.page_number
    size = half_points(font.size)
    look = element("w:rPr", None, fonts(font.family), val("w:sz", size), val("w:szCs", size))
    pieces = (
        _text("— "),
        element("w:fldChar", {"w:fldCharType": "begin"}),
        element("w:instrText", {"xml:space": "preserve"}, text(" PAGE ")),
        element("w:fldChar", {"w:fldCharType": "separate"}),
        _text("1"),
        element("w:fldChar", {"w:fldCharType": "end"}),
        _text(" —"),
    )
    return join(element("w:r", None, look, piece) for piece in pieces)


def _text(raw: str) -> Xml:
    return element("w:t", {"xml:space": "preserve"}, text(raw))


def settings_part(*, footnotes: bool) -> bytes:
    """settings.xml: odd and even footers, uncompressed punctuation, no stretched lines before a forced break."""
    compatibility = (
        element(
            "w:compatSetting",
            {"w:name": name, "w:uri": "http://schemas.microsoft.com/office/word", "w:val": value},
        )
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    separators = (element("w:footnote", {"w:id": number}) for number in (-1, 0))
    return part(
        element(
            "w:settings",
            NAMESPACES,
            element("w:zoom", {"w:percent": 100}),
            switch("w:bordersDoNotSurroundHeader"),
            switch("w:bordersDoNotSurroundFooter"),
            val("w:defaultTabStop", 420),
            switch("w:evenAndOddHeaders"),
            val("w:characterSpacingControl", "doNotCompress"),
            element("w:noLineBreaksAfter", {"w:lang": "zh-CN", "w:val": _NOT_LAST}),
            element("w:noLineBreaksBefore", {"w:lang": "zh-CN", "w:val": _NOT_FIRST}),
            element("w:footnotePr", None, *separators) if footnotes else NOTHING,
            element("w:compat", None, switch("w:doNotExpandShiftReturn"), *compatibility),
            element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
            val("w:decimalSymbol", "."),
            val("w:listSeparator", ","),
        )
    )
