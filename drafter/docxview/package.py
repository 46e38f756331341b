"""The ZIP container of a DOCX, opened with nothing taken on trust.

A file from a chat may be an old .doc with a new name, half a download, or built to fill the memory.  Sizes are checked
before a byte is unpacked, reads are bounded, and XML parts are parsed without DTDs, entities or network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from lxml import etree
from msgspec import Struct, field

from drafter.diagnostics import Span, failure
from drafter.docxview.names import CT, PR, STRICT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MB = 1 << 20
_MAX_FILE = 200 * _MB
_MAX_ENTRIES = 3000
_MAX_TOTAL = 512 * _MB
_MAX_XML = 32 * _MB
_MAX_RATIO = 200
"""Real documents stay below 60, thousands of equal paragraphs reach 150, empty ones 290, blanks 1000."""
_RATIO_FROM = 8 * _MB
_MAX_ATTACHED = 64 * _MB

_SAVE_AS = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”"
_SEND_AGAIN = "请让对方重新发一份，或重新下载后再试"
_FOREIGN = (
    (b"%PDF", "这是 PDF 文件，不是 Word 文档", "请提供原来的 .docx 文件"),
    (b"{\\rtf", "这是 RTF 文件，不是 .docx 文件", _SAVE_AS),
)
_HTML = (b"<!doctype", b"<html", b"<head", b"<body", b"mime-version", b"<?xml", b"<meta", b"<div", b"<table")
_OTHER_OFFICE = (
    ("xl/workbook.xml", "这是 Excel 表格，不是 Word 文档", "请提供 .docx 文件"),
    ("ppt/presentation.xml", "这是演示文稿，不是 Word 文档", "请提供 .docx 文件"),
    ("content.xml", "这是 ODF 文档（.odt），不是 .docx 文件", _SAVE_AS),
)
_DOCUMENT = "/officeDocument"


class Relationship(Struct, frozen=True):
    """One link from a part to another part or to the outside."""

    id: str
    type: str
    """The last step of the relationship's type, such as ``footer``."""
    target: str
    """A part's name without leading slash, or an address if external."""
    external: bool


class Package(Struct):
    """The parts of an opened DOCX.  XML parts are parsed when they are first asked for."""

    shown: str
    _zip: zipfile.ZipFile
    _sizes: dict[str, int]
    main: str = ""
    """The name of the main document part."""
    _trees: dict[str, Element] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    @property
    def names(self) -> tuple[str, ...]:
        """All parts in the order of the archive."""
        return tuple(self._sizes)

    def data(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            DrafterError: the part is damaged or larger than it says.
        """
        size = self._sizes[name]
        if size > _MAX_ATTACHED:
            _bomb(self.shown)
        try:
            with self._zip.open(name) as stream:
                data = stream.read(size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
            _damaged(self.shown, name)
        if len(data) != size:
            _damaged(self.shown, name)
        return data

    def tree(self, name: str) -> Element | None:
        """The root of an XML part; ``None`` if there is no such part.

        Raises:
            DrafterError: the part is no well-formed XML, or has a DTD.
        """
        if name not in self._sizes:
            return None
        if name not in self._trees:
            self._trees[name] = _parse(self.data(name), self.shown, name)
        return self._trees[name]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The links that start at *part*; ``""`` stands for the package itself."""
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(_relationship(item, folder) for item in root.iter(f"{{{PR}}}Relationship"))


def open_package(source: Path | bytes, shown: str) -> Package:
    """The parts of a DOCX.

    Raises:
        DrafterError: D001–D012, each with its own sentence, for anything that is not a sound DOCX.
    """
    data = source if isinstance(source, bytes) else _read(source, shown)
    _refuse_foreign(data, shown)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError):
        _cut(shown)
    package = Package(shown, archive, _inspect(infos, shown))
    package.main = _main_part(package)
    return package


def _read(path: Path, shown: str) -> bytes:
    place = Span(shown, 1)
    try:
        if path.is_dir():
            raise failure("D001", place, "这是文件夹，不是 Word 文档", "请给出 .docx 文件的名字")
        if path.stat().st_size > _MAX_FILE:
            raise failure("D009", place, "文件超过 200 MB，不予打开", "请压缩文档里的图片后再试")
        return path.read_bytes()
    except FileNotFoundError:
        raise failure("D001", place, "找不到这个文件", "请核对文件名和所在文件夹") from None
    except OSError:
        raise failure("D001", place, "读不了这个文件", "请先在 Word 或 WPS 里关闭它，并确认有读取权限") from None


def _refuse_foreign(data: bytes, shown: str) -> None:
    place = Span(shown, 1)
    if not data:
        raise failure("D002", place, "文件是空的（0 字节）", _SEND_AGAIN)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise failure("D004", place, "文件设了打开密码", "请在 Word 或 WPS 里取消密码，保存后再试")
        raise failure("D003", place, "这是旧的 .doc 格式，改了扩展名也不是 .docx", _SAVE_AS)
    for start, message, hint in _FOREIGN:
        if data.startswith(start):
            raise failure("D006", place, message, hint)
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML):
        raise failure("D006", place, "这是网页（HTML 或 XML），不是 Word 文档", _SAVE_AS)
    if not data.startswith(b"PK"):
        raise failure("D006", place, "这不是 Word 文档（.docx）", "请给出 .docx 文件")


def _inspect(infos: list[zipfile.ZipInfo], shown: str) -> dict[str, int]:
    """The declared size of each part, after everything that can be told without unpacking has been checked."""
    place = Span(shown, 1)
    if len(infos) > _MAX_ENTRIES or sum(info.file_size for info in infos) > _MAX_TOTAL:
        _bomb(shown)
    sizes: dict[str, int] = {}
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if info.flag_bits & 1:
            raise failure("D004", place, "文件设了打开密码", "请取消密码，保存后再试")
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise failure("D010", place, "压缩包里有指向外部的文件名，不予打开", _SEND_AGAIN)
        if name.lower() in seen:
            raise failure("D010", place, f"压缩包里有两个同名的部件：{name}，不予打开", _SAVE_AS)
        _check_size(info, shown)
        seen.add(name.lower())
        sizes[name] = info.file_size
    return sizes


def _check_size(info: zipfile.ZipInfo, shown: str) -> None:
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _RATIO_FROM and ratio > _MAX_RATIO:
        _bomb(shown)
    if info.filename.lower().endswith((".xml", ".rels")) and info.file_size > _MAX_XML:
        _bomb(shown)


def _main_part(package: Package) -> str:
    place = Span(package.shown, 1)
    _refuse_other_office(package)
    links = package.tree("_rels/.rels")
    if "[Content_Types].xml" not in package or links is None:
        raise failure("D007", place, "这是普通压缩包，不是 Word 文档", "请给出 .docx 文件本身")
    link = next((item for item in links if str(item.get("Type", "")).endswith(_DOCUMENT)), None)
    if link is None:
        raise failure("D007", place, "压缩包里没有 Word 正文", _SAVE_AS)
    if str(link.get("Type", "")).startswith(STRICT):
        _strict(package.shown)
    target = str(link.get("Target", "")).lstrip("/")
    if target not in package:
        _damaged(package.shown, target)
    package.tree("[Content_Types].xml")
    root = package.tree(target)
    if root is None or not str(root.tag).endswith("}document"):
        raise failure("D007", place, "压缩包里没有 Word 正文", _SAVE_AS)
    if str(root.tag).startswith(f"{{{STRICT}"):
        _strict(package.shown)
    return target


def _refuse_other_office(package: Package) -> None:
    for name, message, hint in _OTHER_OFFICE:
        if name in package:
            raise failure("D006", Span(package.shown, 1), message, hint)


def _parse(data: bytes, shown: str, name: str) -> Element:
    # A DTD is refused before parsing, so that no parameter entity is ever expanded; UTF-16 has its own spelling of it.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise failure("D008", Span(shown, 1), f"部件 {name} 里有 DTD，Word 不会写出这种文件，不予打开", _SAVE_AS)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        if "depth" in str(trouble):
            raise failure("D009", Span(shown, 1), f"部件 {name} 嵌套太深，不予打开", _SAVE_AS) from None
        _damaged(shown, name)
    if root.getroottree().docinfo.internalDTD is not None:
        raise failure("D008", Span(shown, 1), f"部件 {name} 里有 DTD，不予打开", _SAVE_AS)
    return root


def _relationship(item: Element, folder: str) -> Relationship:
    external = item.get("TargetMode") == "External"
    target = str(item.get("Target", ""))
    if not external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relationship(str(item.get("Id", "")), str(item.get("Type", "")).rpartition("/")[2], target, external)


def content_type(package: Package, name: str) -> str:
    """The media type of a part, as [Content_Types].xml declares it."""
    root = package.tree("[Content_Types].xml")
    if root is None:
        return ""
    for item in root.iter(f"{{{CT}}}Override"):
        if item.get("PartName") == f"/{name}":
            return str(item.get("ContentType", ""))
    ending = name.rpartition(".")[2].lower()
    for item in root.iter(f"{{{CT}}}Default"):
        if str(item.get("Extension", "")).lower() == ending:
            return str(item.get("ContentType", ""))
    return ""


def _bomb(shown: str) -> NoReturn:
    raise failure(
        "D009",
        Span(shown, 1),
        "文件展开后大得不正常（疑似压缩炸弹），不予打开",
        "请核实来源；确是正常文档的，" + _SAVE_AS,
    )


def _cut(shown: str) -> NoReturn:
    raise failure("D005", Span(shown, 1), "文件不完整，像是只下载或复制了一部分", _SEND_AGAIN)


def _damaged(shown: str, name: str) -> NoReturn:
    raise failure(
        "D011", Span(shown, 1), f"文件已损坏：部件 {name} 读不出来", "请用 Word 或 WPS 打开并修复，另存后再试"
    )


def _strict(shown: str) -> NoReturn:
    raise failure(
        "D012",
        Span(shown, 1),
        "这是“Strict Open XML 文档”，不是普通 .docx",
        "请在 Word 里另存为普通的“Word 文档（*.docx）”",
    )
