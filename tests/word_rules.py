"""What Word minds and Microsoft's validator does not see, as rules over a written DOCX.

Each rule gets the package and yields one sentence for each breach.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lxml import etree
from word_order import ORDER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STORIES = ("document", "footnotes", "comments", "footer-default", "footer-even", "footer-first")
_HIGHEST_PAGE = 31680
"""Twips; Word refuses larger paper."""


@dataclass(frozen=True)
class Opened:
    """A DOCX taken apart."""

    data: bytes

    @cached_property
    def names(self) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.namelist()

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def trees(self) -> Mapping[str, etree._Element]:
        return {
            name: etree.fromstring(content)
            for name, content in self.parts.items()
            if name.endswith((".xml", ".rels")) and content
        }

    @property
    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """The parts that hold text."""
        for name in STORIES:
            if (path := f"word/{name}.xml") in self.trees:
                yield path, self.trees[path]

    def values(self, tag: str, attribute: str = "val") -> Iterator[str]:
        """That attribute of every element *tag* in the text."""
        for _, tree in self.stories:
            for node in tree.iter(W + tag):
                yield value(node, attribute)


def value(node: etree._Element, attribute: str) -> str:
    return str(node.get(W + attribute) or "")


def findings(docx: bytes) -> list[str]:
    """Every breach of every rule, with the rule's name."""
    opened = Opened(docx)
    try:
        found = [f"{rule.__name__}: {said}" for rule in RULES for said in rule(opened)]
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    return found


def cells_and_boxes_end_in_a_paragraph(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        for node in tree.iter(*(W + tag for tag in ("tc", "txbxContent", "footnote", "comment", "ftr", "hdr"))):
            if len(node) == 0 or node[-1].tag != f"{W}p":
                yield f"{name} {_local(node)}"


def rows_fit_their_grid(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        for table in tree.iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                cells = row.findall(f"{W}tc")
                spans = [node.find(f"{W}tcPr/{W}gridSpan") for node in cells]
                wide = sum(1 if span is None else int(value(span, "val")) for span in spans)
                if not cells or wide > columns:
                    yield f"{name}: {wide} of {columns}"


def fields_are_balanced(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        kinds = [value(node, "fldCharType") for node in tree.iter(f"{W}fldChar")]
        words = "".join({"begin": "(", "separate": "|", "end": ")"}[kind] for kind in kinds)
        while (fewer := re.sub(r"\(\|?\)", "", words)) != words:
            words = fewer
        if words:
            yield f"{name}: {words}"


def styles_exist_and_form_no_ring(opened: Opened) -> Iterator[str]:
    tree = opened.trees["word/styles.xml"]
    bases = {value(node, "styleId"): node.find(f"{W}basedOn") for node in tree.iter(f"{W}style")}
    if len(bases) != len(list(tree.iter(f"{W}style"))):
        yield "a styleId twice"
    used = [("text", used) for tag in ("pStyle", "rStyle", "tblStyle") for used in opened.values(tag)]
    used += [(tag, value(node, "val")) for tag in ("basedOn", "next", "link") for node in tree.iter(W + tag)]
    yield from (f"{where}: {name}" for where, name in used if name not in bases)
    parents = {name: value(base, "val") for name, base in bases.items() if base is not None}
    for name in parents:
        seen, at = {name}, parents.get(name)
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at in seen:
            yield f"ring at {name}"


def numbers_are_defined(opened: Opened) -> Iterator[str]:
    tree = opened.trees.get("word/numbering.xml")
    nums = {} if tree is None else {value(n, "numId"): n.find(f"{W}abstractNumId") for n in tree.iter(f"{W}num")}
    abstract = set() if tree is None else {value(n, "abstractNumId") for n in tree.iter(f"{W}abstractNum")}
    yield from (f"numId {used}" for used in opened.values("numId") if used not in nums)
    yield from (name for name, node in nums.items() if node is None or value(node, "val") not in abstract)


def ranges_are_pairs(opened: Opened) -> Iterator[str]:
    for kind in ("bookmark", "commentRange"):
        starts, ends = list(opened.values(f"{kind}Start", "id")), list(opened.values(f"{kind}End", "id"))
        if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
            yield f"{kind} {starts} {ends}"
    yield from _twice(opened.values("bookmarkStart", "name"))


def references_have_their_notes(opened: Opened) -> Iterator[str]:
    for tag, part in (("footnoteReference", "footnotes"), ("commentReference", "comments")):
        tree = opened.trees.get(f"word/{part}.xml")
        known = [] if tree is None else [value(node, "id") for node in tree]
        yield from _twice(known)
        yield from (f"{tag} {used}" for used in opened.values(tag, "id") if used not in known)


def drawings_and_controls_have_ids_of_their_own(opened: Opened) -> Iterator[str]:
    yield from _twice(str(node.get("id")) for _, tree in opened.stories for node in tree.iter(f"{WP}docPr"))
    yield from _twice(value(n, "val") for _, tree in opened.stories for n in tree.iterfind(f".//{W}sdtPr/{W}id"))


def controls_hold_something(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        for node in tree.iter(f"{W}sdt"):
            content = node.find(f"{W}sdtContent")
            if content is None or len(content) == 0:
                yield name


def nothing_stands_inside_its_like(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        for tag in ("hyperlink", "r", "rPr", "pPr"):
            nested = (n for n in tree.iter(W + tag) if n.getparent() is not None and _under(n, W + tag))
            yield from (f"{name}: {tag}" for _ in nested)


def parts_have_types_and_types_have_parts(opened: Opened) -> Iterator[str]:
    tree = opened.trees["[Content_Types].xml"]
    defaults = {str(node.get("Extension")): str(node.get("ContentType")) for node in tree.iter(f"{TYPES}Default")}
    overrides = {str(node.get("PartName")): str(node.get("ContentType")) for node in tree.iter(f"{TYPES}Override")}
    for name in opened.names:
        extension = name.rpartition(".")[2]
        if name != "[Content_Types].xml" and f"/{name}" not in overrides and extension not in defaults:
            yield f"no type: {name}"
        if name.startswith("word/") and extension == "xml" and f"/{name}" not in overrides:
            yield f"only the default type: {name}"
    yield from (f"no part: {name}" for name in overrides if name.lstrip("/") not in opened.names)
    if overrides.get("/word/document.xml") != MAIN_TYPE:
        yield "main type"
    yield from (f"{e}: {t}" for e, t in defaults.items() if t.startswith("image/") and t != _IMAGES.get(e))


def relationships_lead_to_parts(opened: Opened) -> Iterator[str]:
    for name, tree in opened.trees.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        yield from _twice(str(node.get("Id")) for node in tree)
        for node in tree:
            target = posixpath.normpath(posixpath.join(base, str(node.get("Target"))))
            if node.get("TargetMode") != "External" and target not in opened.names:
                yield f"{name}: {target}"


def relation_ids_are_known(opened: Opened) -> Iterator[str]:
    for name, tree in opened.stories:
        relations = opened.trees.get(f"word/_rels/{posixpath.basename(name)}.rels")
        known = set() if relations is None else {node.get("Id") for node in relations}
        for node in tree.iter():
            used = [text for key, text in node.attrib.items() if str(key).startswith(R)]
            yield from (f"{name}: {text!s}" for text in used if text not in known)


def pictures_are_whole_and_what_they_claim(opened: Opened) -> Iterator[str]:
    for name, content in opened.parts.items():
        if not name.startswith("word/media/"):
            continue
        head, tail = _PICTURES.get(name.rpartition(".")[2], (b"?", b"?"))
        if not content.startswith(head) or tail not in content[-16:]:
            yield name


def dates_and_titles_of_the_file_are_single_and_true(opened: Opened) -> Iterator[str]:
    core = opened.trees["docProps/core.xml"]
    yield from _twice(_local(node) for node in core)
    for node in core:
        if _local(node) in {"created", "modified"}:
            try:
                datetime.fromisoformat(str(node.text).replace("Z", "+00:00"))
            except ValueError:
                yield str(node.text)


def paper_has_room_for_text(opened: Opened) -> Iterator[str]:
    for node in opened.trees["word/document.xml"].iter(f"{W}sectPr"):
        size, margins = node.find(f"{W}pgSz"), node.find(f"{W}pgMar")
        if size is None or margins is None:
            yield "no paper"
            continue
        for extent, sides in (("w", ("left", "right")), ("h", ("top", "bottom"))):
            length = int(value(size, extent) or 0)
            room = length - sum(int(value(margins, side) or 0) for side in sides)
            if not 0 < room < length <= _HIGHEST_PAGE:
                yield f"{extent}={length}, room {room}"


def even_footers_are_switched_on(opened: Opened) -> Iterator[str]:
    kinds = set(opened.values("footerReference", "type"))
    if "even" in kinds and opened.trees["word/settings.xml"].find(f"{W}evenAndOddHeaders") is None:
        yield "even footer without evenAndOddHeaders"
    if "first" in kinds and not list(opened.trees["word/document.xml"].iter(f"{W}titlePg")):
        yield "first footer without titlePg"


def children_stand_in_the_order_of_the_schema(opened: Opened) -> Iterator[str]:
    for name, tree in opened.trees.items():
        for node in tree.iter(*(W + tag for tag in ORDER)):
            places = [ORDER[_local(node)].get(_local(child), -1) for child in node]
            if -1 in places or places != sorted(places):
                yield f"{name} {_local(node)}: {[_local(child) for child in node]}"


def text_has_no_byte_order_mark(opened: Opened) -> Iterator[str]:
    yield from (name for name, tree in opened.stories if "\ufeff" in "".join(map(str, tree.itertext())))


def archive_is_plain(opened: Opened) -> Iterator[str]:
    yield from _twice(opened.names)
    if opened.names[0] != "[Content_Types].xml":
        yield opened.names[0]
    yield from (name for name, content in opened.parts.items() if content.startswith(b"<") and b"<!DOCTYPE" in content)


def _twice(names: Iterable[str]) -> Iterator[str]:
    return (f"twice: {name}" for name, times in Counter(names).items() if times > 1)


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _under(node: etree._Element, tag: str) -> bool:
    """Whether an ancestor of *node* in the same paragraph has that *tag*."""
    parent = node.getparent()
    while parent is not None and parent.tag != f"{W}p":
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False


_IMAGES = {"png": "image/png", "jpeg": "image/jpeg"}
_PICTURES = {"png": (b"\x89PNG\r\n\x1a\n", b"IEND"), "jpeg": (b"\xff\xd8\xff", b"\xff\xd9")}

RULES: tuple[Callable[[Opened], Iterator[str]], ...] = (
    archive_is_plain,
    parts_have_types_and_types_have_parts,
    relationships_lead_to_parts,
    relation_ids_are_known,
    pictures_are_whole_and_what_they_claim,
    dates_and_titles_of_the_file_are_single_and_true,
    paper_has_room_for_text,
    even_footers_are_switched_on,
    styles_exist_and_form_no_ring,
    numbers_are_defined,
    ranges_are_pairs,
    references_have_their_notes,
    drawings_and_controls_have_ids_of_their_own,
    controls_hold_something,
    nothing_stands_inside_its_like,
    cells_and_boxes_end_in_a_paragraph,
    rows_fit_their_grid,
    fields_are_balanced,
    children_stand_in_the_order_of_the_schema,
    text_has_no_byte_order_mark,
)
