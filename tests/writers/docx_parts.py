"""A written DOCX taken apart: its parts as trees, its paragraphs as text."""

from __future__ import annotations

import io
import zipfile

import word_rules
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    assert word_rules.findings(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def said(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def paragraphs(content: bytes) -> list[str]:
    return [said(node) for node in part(content).iter(f"{W}p")]


def highlighted(content: bytes) -> list[str]:
    """The texts of the yellow runs."""
    runs = part(content).iter(f"{W}r")
    return [said(run) for run in runs if run.find(f"{W}rPr/{W}highlight") is not None]


def attribute(node: etree._Element | None, name: str) -> str:
    assert node is not None
    return str(node.get(f"{W}{name}"))
