"""XML names of Office Open XML (ECMA-376, transitional), and readers of its attribute types that never fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
DCT = "http://purl.org/dc/terms/"
EP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
STRICT = "http://purl.oclc.org/ooxml/"

_TWIPS = {"": 1.0, "pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pc": 240.0, "pi": 240.0}
_MEASURE = lazy(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|mm|cm|in|pc|pi)?")
_NUMBER = lazy(r"-?\d{1,9}")


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


VAL = w("val")


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first WordprocessingML child called *name*."""
    return None if element is None else element.find(w(name))


def attribute(element: Element | None, name: str = "val") -> str:
    """A WordprocessingML attribute; empty if it is absent."""
    return "" if element is None else str(element.get(w(name), ""))


def integer(text: str) -> int | None:
    """A decimal number, or ``None`` if *text* is none."""
    return int(text) if _NUMBER.fullmatch(text) else None


def twips(text: str) -> int | None:
    """A length in twips; a bare number is twips, ``12pt`` and the like are converted (ST_TwipsMeasure)."""
    match = _MEASURE.fullmatch(text)
    return round(float(match[1]) * _TWIPS[match[2] or ""]) if match else None


def switch(element: Element) -> bool:
    """An on/off element (ST_OnOff): present without a value means on."""
    return element.get(VAL, "true").lower() not in ("0", "false", "off", "none")
