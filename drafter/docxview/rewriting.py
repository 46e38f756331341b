"""Changing a few characters of a DOCX: the text of ``w:t`` elements, and not one byte of anything else in any part.

The rest of the package trusts nothing and writes nothing; this writes only what :func:`~drafter.docxview.open_docx` has read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from drafter.docxview.content import unwrapped_body
from drafter.docxview.names import W, child, local, w
from drafter.docxview.package import Package, open_package
from drafter.patterns import lazy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INLINE = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "dir", "bdo"})
_ENCODING = lazy(rb"[^<]*<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']+)")
_ONE_CHARACTER = frozenset({"tab", "cr", "br", "ptab", "noBreakHyphen"})


class Change(NamedTuple):
    """A stretch of a paragraph's text, its automatic number left out, and what stands there instead."""

    start: int
    end: int
    """Exclusive; *start* if something is put in."""
    text: str


class _Letter(NamedTuple):
    """One character of a paragraph: which ``w:t`` of the part holds it, and where; -1 if none that may be changed."""

    element: int
    offset: int


def changed_docx(
    data: bytes, shown: str, changes: Mapping[int, Sequence[Change]], texts: Mapping[int, str]
) -> tuple[bytes, frozenset[tuple[int, Change]]]:
    """The DOCX *data* with *changes* made, by the number of the paragraph, and those that could not be.

    A change is not made if it touches what is no plain text (a field, a tracked change, a break); none of a paragraph is if its text is
    not what *texts* says.

    Raises:
        DrafterError: as :func:`~drafter.docxview.open_docx`.
    """
    package = open_package(data, shown)
    paragraphs = _paragraphs(package)
    new: dict[int, str] = {}
    refused: set[tuple[int, Change]] = set()
    for number, wanted in changes.items():
        pieces = paragraphs.get(number, ())
        letters = _letters(pieces) if _says(pieces, texts[number]) else []
        plain = [change for change in wanted if _is_plain(letters, change)]
        refused |= {(number, change) for change in wanted} - {(number, change) for change in plain}
        new |= _patched(pieces, plain)
    part = package.data(package.main)
    stored = _spliced(part, new) if new else part
    if stored is None:
        return data, frozenset((number, change) for number, wanted in changes.items() for change in wanted)
    return (data if stored == part else _repacked(data, package.main, stored)), frozenset(refused)


class _Piece(NamedTuple):
    """A stretch of a paragraph's text from one element."""

    element: int
    text: str


def _paragraphs(package: Package) -> dict[int, tuple[_Piece, ...]]:
    """The text of each paragraph of the body by its number, as :mod:`drafter.docxview.reader` counts."""
    root = package.tree(package.main)
    body = child(root, "body")
    if root is None or body is None:
        return {}
    order = {element: index for index, element in enumerate(root.iter(w("t")))}
    items = (element for element in unwrapped_body(body) if local(element) == "p")
    return {number: tuple(_Reading(order).pieces(item)) for number, item in enumerate(items, 1)}


class _Reading:
    """What is read of one paragraph: whether a field is open decides what may be changed."""

    def __init__(self, order: Mapping[Element, int]) -> None:
        self._order = order
        self._fields = 0

    def pieces(self, element: Element) -> Iterator[_Piece]:
        """The text in order; -1 as element marks what must stay."""
        for item in element:
            name = local(item)
            if name == "r":
                yield from self._run(item)
            elif name in _INLINE:
                yield from self.pieces(item)
            elif name in ("ins", "moveTo", "fldSimple"):
                yield from (_Piece(-1, text) for _, text in self.pieces(item))

    def _run(self, run: Element) -> Iterator[_Piece]:
        for item in run:
            name = local(item)
            if name == "t":
                yield _Piece(-1 if self._fields else self._order[item], item.text or "")
            elif name in _ONE_CHARACTER:
                yield _Piece(-1, "\0")
            elif name == "fldChar":
                self._fields += {"begin": 1, "end": -1}.get(str(item.get(w("fldCharType"))), 0)


def _says(pieces: Sequence[_Piece], text: str) -> bool:
    """Whether *pieces* read *text*; a tab or break may stand for any character."""
    said = "".join(piece.text for piece in pieces)
    return len(said) == len(text) and all(one in ("\0", other) for one, other in zip(said, text, strict=True))


def _letters(pieces: Sequence[_Piece]) -> list[_Letter]:
    return [_Letter(piece.element, offset) for piece in pieces for offset in range(len(piece.text))]


def _touched(letters: Sequence[_Letter], change: Change) -> Sequence[_Letter]:
    """The characters that *change* replaces, or the one that what it puts in goes with: that before it, or the first of all."""
    return letters[change.start : change.end] or letters[max(change.start - 1, 0) : max(change.start, 1)]


def _is_plain(letters: Sequence[_Letter], change: Change) -> bool:
    touched = _touched(letters, change)
    return change.start >= 0 and bool(touched) and all(letter.element >= 0 for letter in touched)


def _patched(pieces: Sequence[_Piece], changes: Sequence[Change]) -> dict[int, str]:
    """The new text of each ``w:t`` that *changes* touch."""
    letters = _letters(pieces)
    texts = {piece.element: list(piece.text) for piece in pieces if piece.element >= 0}
    elements = set()
    for change in sorted(changes, reverse=True):
        touched = _touched(letters, change)
        first = touched[0]
        elements |= {letter.element for letter in touched}
        if change.start == change.end:
            at = first.offset + (change.start > 0)
            texts[first.element][at:at] = [change.text]
            continue
        for letter in touched:
            texts[letter.element][letter.offset] = ""
        texts[first.element][first.offset] = change.text
    return {element: "".join(texts[element]) for element in elements}


# --- bytes -------------------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where one ``w:t`` stands in the bytes of its part."""

    start: int
    """Of its first tag."""
    content: int
    """Of its text."""
    end: int
    """Of its closing tag."""


def _spliced(part: bytes, new: Mapping[int, str]) -> bytes | None:
    """*part* with the text of those ``w:t`` replaced, counted from 0; ``None`` if it is not UTF-8."""
    declared = _ENCODING.match(part)
    if not part.startswith((b"<", b"\xef\xbb\xbf<")) or (declared and declared[1].lower() != b"utf-8"):
        return None
    places = _places(part)
    out: list[bytes] = []
    last = 0
    for element, text in sorted(new.items()):
        place = places[element]
        tag = part[place.start : place.content]
        if text != text.strip() and b"xml:space" not in tag:
            tag = tag[:-1] + b' xml:space="preserve">'
        out += (part[last : place.start], tag, _escaped(text).encode("utf-8"))
        last = place.end
    return b"".join((*out, part[last:]))


def _places(part: bytes) -> list[_Place]:
    """Where each ``w:t`` of a part stands, in the order of the text."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[_Place] = []
    wanted, starts = f"{W} t", list[int]()

    def opened(name: str, _attributes: Mapping[str, str]) -> None:
        if name == wanted:
            starts.append(parser.CurrentByteIndex)

    def closed(name: str) -> None:
        if name == wanted:
            start = starts.pop()
            found.append(_Place(start, part.index(b">", start) + 1, parser.CurrentByteIndex))

    handlers: tuple[tuple[str, Callable[..., None]], ...] = (
        ("StartElementHandler", opened),
        ("EndElementHandler", closed),
    )
    for name, handler in handlers:
        setattr(parser, name, handler)
    parser.Parse(part, True)
    return found


def _repacked(data: bytes, name: str, part: bytes) -> bytes:
    """The archive with the bytes of one part replaced; order, dates and methods of the others stay."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            content = part if info.filename == name else old.read(info)
            new.writestr(info, content, compress_type=info.compress_type)
    return stream.getvalue()


def _escaped(text: str) -> str:
    # As xml.sax.saxutils does, whose import brings HTTP and mail.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
