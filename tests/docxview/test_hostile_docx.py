"""Files that are no sound DOCX: each gets its own sentence, none takes time or memory."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest

from drafter.diagnostics import DrafterError
from drafter.docxview import open_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@cache
def sound() -> bytes:
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    document.add_table(1, 1)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rebuilt(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A sound DOCX with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return rebuilt(lambda parts: parts.update({name: data}))


def with_body(inner: str, head: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
    return with_part("word/document.xml", text.encode())


def doubled() -> bytes:
    stream = io.BytesIO(sound())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", b"<a/>")
    return stream.getvalue()


def lying() -> bytes:
    """A central directory that says 100 bytes for a part of two million."""
    data = bytearray(with_part("word/media/a.bin", bytes(range(256)) * 8000))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/media/a.bin"))
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def lying_document() -> bytes:
    data = bytearray(with_body("<w:p/>" * 3000))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    data = bytearray(sound())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def strict(parts: dict[str, bytes]) -> None:
    for name in ("_rels/.rels", "word/document.xml"):
        parts[name] = parts[name].replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
        )


def plain_zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return stream.getvalue()


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFUSED = [
    ("zero bytes", b"", "D002", "空的"),
    ("old .doc renamed", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "D003", "旧的 .doc"),
    ("password", ENCRYPTED, "D004", "密码"),
    ("password of the ZIP", locked(), "D004", "密码"),
    ("cut in half", sound()[: len(sound()) // 2], "D005", "不完整"),
    ("last bytes missing", sound()[:-30], "D005", "不完整"),
    ("web page", b"\xef\xbb\xbf<html><body>x</body></html>", "D006", "网页"),
    ("web archive", b"MIME-Version: 1.0\r\n", "D006", "网页"),
    ("PDF", b"%PDF-1.7", "D006", "PDF"),
    ("RTF", b"{\\rtf1 x}", "D006", "RTF"),
    ("plain text", "工作总结".encode(), "D006", "不是 Word"),
    ("Excel", plain_zip("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "D006", "Excel"),
    ("ODF", plain_zip("mimetype", "content.xml"), "D006", "ODF"),
    ("ZIP of anything", plain_zip("a.xml"), "D007", "压缩包"),
    ("ZIP without a main part", plain_zip("[Content_Types].xml", "_rels/.rels"), "D007", "正文"),
    ("external entity", with_body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", ENTITY), "D008", "DTD"),
    ("DTD in styles", with_part("word/styles.xml", b"<!DOCTYPE a><a/>"), "D008", "DTD"),
    ("3 million paragraphs", with_body("<w:p/>" * 3_000_000), "D009", "炸弹"),
    ("blanks", with_body(" " * 30_000_000), "D009", "炸弹"),
    ("picture of zeros", with_part("word/media/a.png", bytes(100 << 20)), "D009", "炸弹"),
    ("5000 parts", rebuilt(lambda parts: parts.update({f"x/{n}": b"" for n in range(5000)})), "D009", "炸弹"),
    ("deep nesting", with_body("<w:sdt>" * 400 + "</w:sdt>" * 400), "D009", "嵌套"),
    ("path out of the archive", with_part("../../evil.txt", b"x"), "D010", "外部"),
    ("absolute path", with_part("/etc/x", b"x"), "D010", "外部"),
    ("same part twice", doubled(), "D010", "同名"),
    ("size that lies", lying_document(), "D011", "损坏"),
    ("broken XML", with_part("word/document.xml", b"<w:document"), "D011", "损坏"),
    ("no main part", rebuilt(lambda parts: parts.__delitem__("word/document.xml")), "D011", "损坏"),
    ("Strict Open XML", rebuilt(strict), "D012", "Strict"),
]


@pytest.mark.parametrize(("data", "code", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_with_its_own_sentence(data: bytes, code: str, word: str) -> None:
    tracemalloc.start()
    with pytest.raises(DrafterError) as caught:
        open_docx(data, "报告.docx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, word in diagnostic.message, bool(diagnostic.hint)) == (code, True, True)
    assert peak < 20 << 20


def test_each_kind_of_trouble_has_its_own_sentence() -> None:
    assert len({word for _, _, _, word in REFUSED}) >= 12


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "无.docx", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(DrafterError, match=word):
            open_docx(path, path.name)


def test_unused_part_that_lies_about_its_size_is_never_unpacked() -> None:
    assert open_docx(lying(), "x").paragraphs[0].text == "一、总体情况"


def test_style_ring_is_cut_and_named() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    sheet = f'<w:styles xmlns:w="{W}">{style.format("甲", "乙")}{style.format("乙", "甲")}</w:styles>'
    body = '<w:p><w:pPr><w:pStyle w:val="甲"/></w:pPr></w:p>'

    def change(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = sheet.encode()
        parts["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()

    assert open_docx(rebuilt(change), "x").style_rings == ("甲",)


def test_absurd_numbers_are_read_as_absent() -> None:
    body = (
        '<w:p><w:pPr><w:ind w:firstLine="x" w:left="99999999999999"/><w:outlineLvl w:val="-4"/><w:jc/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="0"/><w:b w:val="maybe"/></w:rPr><w:sym w:char="FFFFFFFF"/><w:t>文</w:t></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )
    paragraph = open_docx(with_body(body), "x").paragraphs[0]
    assert (paragraph.text, paragraph.look.first, paragraph.look.outline) == ("文", 0, 9)


def test_mutated_files_are_read_or_refused() -> None:
    """Bytes of the XML parts changed at random: a view or a DrafterError, never another exception."""
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(9704)
    outcomes = set()
    for _ in range(150):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice(b'<>/"=&0aZ \xff')
        try:
            open_docx(with_part(name, bytes(data)), "x")
            outcomes.add("read")
        except DrafterError:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_cut_anywhere_is_refused() -> None:
    data = sound()
    for length in range(1, len(data) - 1, 997):
        with pytest.raises(DrafterError):
            open_docx(data[:length], "x")
