"""docProps: the document's title, organ and date, and the identity of its content.  No generator's name, no clock."""

from __future__ import annotations

from datetime import date

from drafter.document import Document
from drafter.patterns import lazy
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.elements import cover_title_of
from drafter.writers.identity import CUSTOM_PART, PROPERTY
from drafter.writers.xml import NOTHING, Xml, element, join, part, text

_CORE = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_APP = {"xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"}
_CUSTOM = {
    "xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_DATE = lazy(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LONGEST = 255
"""Word cuts longer core properties."""


def add_properties(package: Package, document: Document) -> None:
    """Add core.xml and app.xml."""
    package.add(
        "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", part(_core(document))
    )
    package.relate(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    )
    package.add(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        part(element("Properties", _APP, _optional("Company", document.organ))),
    )
    package.relate("", f"{OFFICE}/extended-properties", "docProps/app.xml")


def seal(package: Package) -> None:
    """Store the identity of everything in *package*; nothing may be added after it."""
    package.relate("", f"{OFFICE}/custom-properties", CUSTOM_PART)
    package.add(CUSTOM_PART, _CUSTOM_TYPE, b"")  # its name is part of the content, its bytes are not
    identity = element(
        "property",
        {"fmtid": _USER_DEFINED, "pid": 2, "name": PROPERTY},
        element("vt:lpwstr", None, text(package.content_id())),
    )
    package.add(CUSTOM_PART, _CUSTOM_TYPE, part(element("Properties", _CUSTOM, identity)))


def _core(document: Document) -> Xml:
    stamp = _stamp(document.date)
    dates = (element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, stamp) for name in ("created", "modified"))
    return element(
        "cp:coreProperties",
        _CORE,
        _optional("dc:title", cover_title_of(document) or document.name),
        _optional("dc:creator", document.organ),
        join(dates) if stamp else NOTHING,
        element("dc:language", None, text("zh-CN")),
    )


def _stamp(printed: str) -> Xml:
    """成文日期 as a moment; nothing if there is no such day, since Word refuses a file with a false date."""
    found = _DATE.fullmatch(printed)
    try:
        return text(f"{date(*map(int, found.groups())).isoformat()}T00:00:00Z") if found else NOTHING
    except ValueError:
        return NOTHING


def _optional(name: str, value: str) -> Xml:
    return element(name, None, text(value[:_LONGEST])) if value else NOTHING
