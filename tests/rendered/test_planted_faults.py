"""The proof can fail: faults planted one by one in a good file, each found by the SDK or by the own rules.

The faults are of the kinds that make Word refuse or repair a file, or lose a style, a number or a footer.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
import rendered_samples
import word_rules
from msgspec.structs import replace
from sdk import Validator

from drafter.diagnostics import Anchor, Diagnostic, Severity
from drafter.document import Layout
from drafter.writers import write_docx

pytestmark = pytest.mark.rendered
DOCUMENT, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"

OWN = {
    "a cell without a paragraph": (DOCUMENT, r"(<w:tc><w:tcPr>.*?</w:tcPr>)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>"),
    "a table last in a cell": (DOCUMENT, r"</w:p></w:tc>", "</w:p><w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
    "a row without cells": (DOCUMENT, r"(<w:tr>)<w:trPr>.*?</w:tr>", r"\1</w:tr>"),
    "a row wider than its grid": (DOCUMENT, r'<w:gridCol w:w="\d+"/>', ""),
    "a text box without a paragraph": (DOCUMENT, r"<w:txbxContent>.*?</w:txbxContent>", "<w:txbxContent/>"),
    "a style that no one defines": (DOCUMENT, r'w:pStyle w:val="BodyText"', 'w:pStyle w:val="Nowhere"'),
    "a style based on nothing": (STYLES, r'w:basedOn w:val="Normal"', 'w:basedOn w:val="Nowhere"'),
    "styles in a ring": (STYLES, r'(w:styleId="Title">.*?w:basedOn w:val=)"Normal"', r'\1"Title"'),
    "a number that no one defines": (
        DOCUMENT,
        r'(<w:pStyle w:val="BodyText"/>)',
        r'\1<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>',
    ),
    "a field without an end": ("word/footer-default.xml", r'<w:fldChar w:fldCharType="end"/>', ""),
    "a bookmark without an end": (DOCUMENT, r"(<w:body>)", r'\1<w:bookmarkStart w:id="90" w:name="a"/>'),
    "a bookmark's name twice": (
        DOCUMENT,
        r"(<w:body>)",
        r'\1<w:bookmarkStart w:id="90" w:name="a"/><w:bookmarkEnd w:id="90"/>'
        r'<w:bookmarkStart w:id="91" w:name="a"/><w:bookmarkEnd w:id="91"/>',
    ),
    "a comment's range without an end": (DOCUMENT, r'<w:commentRangeEnd w:id="0"/>', ""),
    "a comment that is not there": ("word/comments.xml", r'<w:comment w:id="0"', '<w:comment w:id="77"'),
    "a note that is not there": (DOCUMENT, r'<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="55"/>'),
    "two drawings with one id": (DOCUMENT, r'<wp:docPr id="2"', '<wp:docPr id="1"'),
    "two controls with one id": (DOCUMENT, r'(<w:sdtPr>.*?)<w:id w:val="2"/>', r'\1<w:id w:val="1"/>'),
    "a control without content": (DOCUMENT, r"<w:sdtContent>.*?</w:sdtContent>", "<w:sdtContent/>"),
    "a link in a link": (DOCUMENT, r"(<w:hyperlink [^>]*>)(.*?</w:hyperlink>)", r"\1\1\2</w:hyperlink>"),
    "the type of a part that is missing": (
        TYPES,
        r"</Types>",
        '<Override PartName="/word/gone.xml" ContentType="application/xml"/></Types>',
    ),
    "a part without a type of its own": (TYPES, r'<Override PartName="/word/styles.xml"[^>]*/>', ""),
    "the main part as a template": (TYPES, r"document\.main\+xml", "template.main+xml"),
    "a png that claims to be a jpeg": (TYPES, r'ContentType="image/png"', 'ContentType="image/jpeg"'),
    "a relationship to nowhere": (RELATIONS, r'Target="styles\.xml"', 'Target="gone.xml"'),
    "a picture's relationship that is not there": (DOCUMENT, r'r:embed="[^"]*"', 'r:embed="rId99"'),
    "a date that is none": ("docProps/core.xml", r"2021-12-28T", "2021-13-28T"),
    "two titles": ("docProps/core.xml", r"(<dc:title>.*?</dc:title>)", r"\1\1"),
    "paper of no width": (DOCUMENT, r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="0"'),
    "margins without room": (DOCUMENT, r'(<w:pgMar [^>]*w:right=)"\d+"', r'\1"11000"'),
    "properties of a paragraph out of order": (DOCUMENT, r'(<w:pStyle [^>]*/>)(<w:keepNext/>)', r"\2\1"),
    "settings out of order": (
        "word/settings.xml",
        r'(<w:evenAndOddHeaders/>)(<w:characterSpacingControl [^>]*/>)',
        r"\2\1",
    ),
    "even footers that are switched off": ("word/settings.xml", r"<w:evenAndOddHeaders/>", ""),
    "a byte order mark in the text": (DOCUMENT, r'(<w:t xml:space="preserve">)', "\\1\ufeff"),
    "markup that does not close": (DOCUMENT, r"</w:body>", ""),
}  # fmt: skip
"""Part, pattern and replacement, for its first match: faults that the own rules find."""
SDK = {
    "a paragraph in a run": (DOCUMENT, r"(<w:r>)(<w:rPr>)", r"\1<w:p/>\2"),
    "an alignment that is none": (DOCUMENT, r'<w:jc w:val="center"/>', '<w:jc w:val="middle"/>'),
    "a size that is no number": (STYLES, r'<w:sz w:val="\d+"/>', '<w:sz w:val="large"/>'),
    "an element that is none": (DOCUMENT, r"(<w:body>)", r"\1<w:section/>"),
    "an attribute that is none": (DOCUMENT, r"<w:body>", '<w:body w:kind="x">'),
    "an indent that is no number": (DOCUMENT, r'w:left="\d+"', 'w:left="much"'),
}
"""Faults that are the SDK's to find."""


@cache
def good() -> bytes:
    """A file with every sort of part: controls, comments, notes, pictures, tables, a text box."""
    document = replace(
        rendered_samples.rich(),
        elements=rendered_samples.elements(抄送="甲", 印发机关="乙", 印发日期="2022年3月9日"),
    )
    notes = (Diagnostic("N101", Severity.ERROR, Anchor(1, 5, 12), "分项之和与合计不符"),)
    return write_docx(document, Layout(), notes=notes, draft=True)


def planted(part: str, pattern: str, replacement: str) -> bytes:
    """The good file with one fault."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                changed, times = re.subn(pattern, replacement, content.decode(), count=1, flags=re.DOTALL)
                assert times == 1
                assert changed != content.decode()
                content = changed.encode()
            target.writestr(name, content)
    return written.getvalue()


def test_the_good_file_has_no_findings(validator: Validator) -> None:
    assert word_rules.findings(good()) == []
    assert validator.findings({"good": good()}) == {"good": []}


@pytest.mark.parametrize("fault", OWN)
def test_own_rules_find(fault: str) -> None:
    assert word_rules.findings(planted(*OWN[fault])) != []


def test_own_rules_find_a_picture_that_is_cut_off() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:-40] if name.endswith(".png") else content)
    assert word_rules.findings(written.getvalue()) == ["pictures_are_whole_and_what_they_claim: word/media/image1.png"]


def test_the_sdk_finds_the_rest(validator: Validator) -> None:
    found = validator.findings({fault: planted(*SDK[fault]) for fault in SDK})
    assert [fault for fault, said in found.items() if not said] == []
