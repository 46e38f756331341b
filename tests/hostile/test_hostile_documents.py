"""DOCX and XLSX files that were built to hurt, given to the commands that read such files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest

from .ordeal import HEAD, codes, endured, judged, put

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 9}'>" for i in range(9))
    + "]>"
)


@cache
def parts() -> dict[str, bytes]:
    """A sound DOCX taken apart."""
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changes: dict[str, bytes], *, base: Callable[[], dict[str, bytes]] = parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**base(), **changes}.items():
            archive.writestr(name, data)
    return stream.getvalue()


def body(inner: str, head: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{inner}</w:body></w:document>'
    return packed({"word/document.xml": text.encode()})


def links(relation: str) -> bytes:
    whole = parts()["word/_rels/document.xml.rels"].decode()
    return packed(
        {"word/_rels/document.xml.rels": whole.replace("</Relationships>", f"{relation}</Relationships>").encode()}
    )


def external(sort: str, target: str) -> str:
    return f'<Relationship Id="rId900" Type="{R}/{sort}" Target="{target}" TargetMode="External"/>'


RING = "".join(
    f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
    for a, b in ("甲乙", "乙甲")
)
CELLS = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
ABSURD = '<w:p><w:pPr><w:ind w:left="99999999999999"/></w:pPr><w:r><w:rPr><w:sz w:val="-9"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
REFUSED = [
    ("three million paragraphs", lambda: body("<w:p/>" * 3_000_000), "D009"),
    ("thirty megabytes of blanks", lambda: body(" " * 30_000_000), "D009"),
    ("a picture of a hundred megabytes of zeros", lambda: packed({"word/media/a.png": bytes(100 << 20)}), "D009"),
    ("five thousand parts", lambda: packed({f"x/{n}": b"" for n in range(5000)}), "D009"),
    ("four hundred levels", lambda: body("<w:sdt>" * 400 + "</w:sdt>" * 400), "D009"),
    ("an external entity", lambda: body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", ENTITIES), "D008"),
    ("an entity bomb", lambda: body("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS), "D008"),
    ("a remote DTD", lambda: body("", '<!DOCTYPE a SYSTEM "http://a.example/x.dtd">'), "D008"),
    ("a path out of the archive", lambda: packed({"../../evil.txt": b"x"}), "D010"),
    ("an absolute path", lambda: packed({"/etc/x": b"x"}), "D010"),
    ("a path of Windows", lambda: packed({"..\\..\\evil.txt": b"x"}), "D010"),
    ("half of it", lambda: packed({})[:9000], "D005"),
    ("an old .doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "D003"),
    ("a web page", lambda: b"<html><body>x</body></html>", "D006"),
    ("nothing", lambda: b"", "D002"),
]
READ = [
    ("a cell over a hundred million columns", lambda: body(CELLS * 50)),
    ("styles in a ring", lambda: packed({"word/styles.xml": f'<w:styles xmlns:w="{W}">{RING}</w:styles>'.encode()})),
    ("a remote template", lambda: links(external("attachedTemplate", "http://a.example/x.dotm"))),
    ("a remote picture", lambda: links(external("image", "http://a.example/x.png"))),
    ("a picture on a share", lambda: links(external("image", "\\\\a.example\\share\\x.png"))),
    ("20,000 runs", lambda: body("<w:p>" + "".join(f"<w:r><w:t>甲{i}</w:t></w:r>" for i in range(20_000)) + "</w:p>")),
    ("a paragraph of 120,000 characters", lambda: body(f"<w:p><w:r><w:t>{'字，1。' * 30_000}</w:t></w:r></w:p>")),
    ("3000 quotation marks", lambda: body(f"<w:p><w:r><w:t>{'“' * 3000}</w:t></w:r></w:p>")),
    ("absurd sizes", lambda: body(ABSURD)),
]  # fmt: skip


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize(("make", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(make: Callable[[], bytes], code: str, command: str, tmp_path: Path) -> None:
    put(tmp_path, {"收到.docx": make()})
    arguments = ("check", "收到.docx") if command == "check" else ("fix", "收到.docx", "-o", "新.docx")
    judged(endured(tmp_path, *arguments), code, 2)
    assert not (tmp_path / "新.docx").exists()


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize("make", [row[1] for row in READ], ids=[row[0] for row in READ])
def test_read_without_harm(make: Callable[[], bytes], command: str, tmp_path: Path) -> None:
    put(tmp_path, {"收到.docx": make()})
    endured(tmp_path, *(("check", "收到.docx") if command == "check" else ("fix", "收到.docx", "-o", "新.docx")))
    if (tmp_path / "新.docx").exists():
        with zipfile.ZipFile(tmp_path / "新.docx") as archive:
            assert all(b"a.example" not in archive.read(name) for name in archive.namelist())


def workbook(sheet: str, *, head: str = "", strings: str = "<si><t>单位</t></si>") -> bytes:
    """An XLSX of one sheet."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/></Types>'
    )
    relation = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": package.format(relation.format(1, R, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{R}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": package.format(
            relation.format(1, R, "worksheet", "worksheets/sheet1.xml")
            + relation.format(2, R, "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
    }
    return packed({name: text.encode() for name, text in files.items()}, base=dict)


def cell(place: str, value: str, sort: str = "inlineStr") -> str:
    inner = f"<is><t>{value}</t></is>" if sort == "inlineStr" else f"<v>{value}</v>"
    return f'<c r="{place}" t="{sort}">{inner}</c>'


HEADER = f'<row r="1">{cell("A1", "单位")}</row>'
MERGE = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'
ROSTERS = [
    ("a cell in the last corner", lambda: workbook(f'<row r="1">{cell("A1", "单位")}</row><row r="1048576">{cell("XFD1048576", "甲")}</row>')),
    ("three million empty rows", lambda: workbook("<row/>" * 3_000_000)),
    ("a text that is not there", lambda: workbook(f'<row r="1">{cell("A1", "99999", "s")}</row><row r="2">{cell("A2", "-1", "s")}</row>')),
    ("an external entity", lambda: workbook(f'<row r="1">{cell("A1", "&x;")}</row>', head=ENTITIES)),
    ("an absurd place", lambda: workbook(f'<row r="1">{cell("甲甲", "单位")}</row><row r="x">{cell("A0", "甲")}</row>')),
    ("an error and a formula", lambda: workbook(f'{HEADER}<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')),
    ("a merge of everything", lambda: workbook(f"{HEADER}{MERGE}")),
    ("a date that is not", lambda: workbook(f'<row r="1">{cell("A1", "单位")}</row><row r="2">{cell("A2", "1e308", "n")}</row>')),
    ("no workbook", lambda: packed({"a.xml": b"<a/>"}, base=dict)),
    ("not a ZIP", lambda: b"PK\x03\x04" + bytes(100)),
    ("nothing", lambda: b""),
]  # fmt: skip


@pytest.mark.parametrize("make", [row[1] for row in ROSTERS], ids=[row[0] for row in ROSTERS])
def test_a_roster_for_a_batch(make: Callable[[], bytes], tmp_path: Path) -> None:
    put(tmp_path, {"facts.yaml": f"{HEAD}党建.中心组学习: 3次\n", "名册.xlsx": make()})
    outcome = endured(tmp_path, "batch", "名册.xlsx", "-o", "出")
    assert outcome.exit in (1, 2)
    assert codes(outcome)
