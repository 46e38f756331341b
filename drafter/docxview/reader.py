"""A DOCX read from its package into one frozen view."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from drafter.diagnostics import DrafterError
from drafter.docxview.content import Sheet, read_paragraph, read_story, read_table, unwrapped_body
from drafter.docxview.model import DocxView, ParagraphView, Properties, SectionView, TableView
from drafter.docxview.names import CP, DC, DCT, EP, R, attribute, child, integer, local, switch, twips, w
from drafter.docxview.numbering import Numbering
from drafter.docxview.package import Package, Relationship, content_type, open_package
from drafter.docxview.props import run_look
from drafter.docxview.styles import Styles
from drafter.docxview.theme import theme_fonts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")
_UNREAD = frozenset(
    {
        "endnoteReference",
        "oMath",
        "ruby",
        "altChunk",
        "chart",
        "relIds",
        "OLEObject",
        "contentPart",
        "subDoc",
        "control",
    }
)
"""What :class:`DocxView` does not show: notes at the end, formulas, charts, SmartArt, embedded objects and the like."""
_FETCHED = frozenset({"attachedTemplate", "image", "oleObject", "frame", "subDocument"})
_MAX_PICTURE = 20 << 20


def open_docx(source: Path | bytes, shown: str) -> DocxView:
    """Any DOCX, read-only; *shown* is the path that messages name.

    Raises:
        DrafterError: D001–D012, one sentence each: not found, empty, old .doc, password, cut off, another format, no
            Word text inside, DTD, out of all proportion, unsafe or double names, damaged, Strict Open XML.
    """
    package = open_package(source, shown)
    return _Reader(package).view()


class _Reader:
    """Everything that reading one package shares."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._links = package.relationships(package.main)
        self._settings = self._related("settings")
        language = attribute(child(self._settings, "themeFontLang"), "eastAsia") or "zh-CN"
        theme = theme_fonts(self._related("theme"), language)
        self._styles = Styles(self._related("styles"), theme)
        self._numbering = Numbering(self._related("numbering"), theme)
        self._sheet = self._sheet_of(package.main)

    def view(self) -> DocxView:
        """The whole document."""
        root = self._package.tree(self._package.main)
        body = child(root, "body")
        items, sections = self._body(body)
        normal = self._styles.style("", "paragraph")
        comments = self._related("comments")
        return DocxView(
            shown=self._package.shown,
            body=tuple(items),
            sections=tuple(sections),
            normal=run_look({**self._styles.base_run, **normal.run}),
            properties=self._properties(),
            even_and_odd=self._setting("evenAndOddHeaders"),
            mirror_margins=self._setting("mirrorMargins"),
            comments=0 if comments is None else sum(1 for _ in comments.iterfind(w("comment"))),
            revisions=0 if root is None else sum(1 for name in _REVISIONS for _ in root.iter(w(name))),
            notes=self._notes(),
            external=self._external(),
            style_rings=self._styles.rings,
            unread=_unread(root),
            pictures=self._pictures(items),
        )

    def _related(self, kind: str) -> Element | None:
        link = next((item for item in self._links if item.type == kind and not item.external), None)
        return None if link is None else self._package.tree(link.target)

    def _sheet_of(self, part: str) -> Sheet:
        links = self._links if part == self._package.main else self._package.relationships(part)
        return Sheet(self._styles, self._numbering, {link.id: link.target for link in links})

    def _setting(self, name: str) -> bool:
        element = child(self._settings, name)
        return element is not None and switch(element)

    def _body(self, body: Element | None) -> tuple[list[ParagraphView | TableView], list[SectionView]]:
        items: list[ParagraphView | TableView] = []
        sections: list[SectionView] = []
        number = tables = 0
        for element in () if body is None else unwrapped_body(body):
            name = local(element)
            if name == "p":
                number += 1
                items.append(read_paragraph(element, self._sheet, number))
                ending = child(child(element, "pPr"), "sectPr")
                if ending is not None:
                    sections.append(self._section(ending, sections, number))
            elif name == "tbl":
                tables += 1
                items.append(read_table(element, self._sheet, tables, number))
        final = child(body, "sectPr")
        if final is not None or not sections:
            sections.append(self._section(final, sections, number))
        return items, sections

    def _section(self, element: Element | None, before: list[SectionView], last: int) -> SectionView:
        size, margins, grid = child(element, "pgSz"), child(element, "pgMar"), child(element, "docGrid")
        numbers, title = child(element, "pgNumType"), child(element, "titlePg")
        base = SectionView(first=before[-1].last + 1 if before else 1, last=last)
        lengths = {
            name: value
            for source, names in ((size, {"width": "w", "height": "h"}), (margins, _MARGINS))
            for name, key in names.items()
            if (value := twips(attribute(source, key))) is not None
        }
        return replace(
            base,
            **lengths,
            landscape=attribute(size, "orient") == "landscape",
            columns=integer(attribute(child(element, "cols"), "num")) or 1,
            grid="" if attribute(grid, "type") in ("", "default") else attribute(grid, "type"),
            line_pitch=integer(attribute(grid, "linePitch")) or 0,
            char_space=integer(attribute(grid, "charSpace")) or 0,
            title_page=title is not None and switch(title),
            start=integer(attribute(numbers, "start")),
            number_format=attribute(numbers, "fmt") or "decimal",
            break_type=attribute(child(element, "type")) or "nextPage",
            footers=self._furniture(element, "footer", before[-1].footers if before else ()),
            headers=self._furniture(element, "header", before[-1].headers if before else ()),
        )

    def _furniture(
        self, element: Element | None, kind: str, inherited: tuple[tuple[str, tuple[ParagraphView, ...]], ...]
    ) -> tuple[tuple[str, tuple[ParagraphView, ...]], ...]:
        """Headers or footers of a section: its own, else those of the section before."""
        found = dict(inherited)
        for reference in () if element is None else element.iterfind(w(f"{kind}Reference")):
            target = self._sheet.targets.get(str(reference.get(f"{{{R}}}id", "")), "")
            root = self._package.tree(target)
            if root is not None:
                found[attribute(reference, "type") or "default"] = read_story(root, self._sheet_of(target))
        return tuple(found.items())

    def _notes(self) -> tuple[tuple[int, tuple[ParagraphView, ...]], ...]:
        root = self._related("footnotes")
        if root is None:
            return ()
        notes = ((integer(attribute(note, "id")), note) for note in root.iterfind(w("footnote")))
        return tuple(
            (number, read_story(note, self._sheet)) for number, note in notes if number and not attribute(note, "type")
        )

    def _external(self) -> tuple[str, ...]:
        links: list[Relationship] = []
        for name in self._package.names:
            if name.endswith(".rels"):
                folder, _, base = name.rpartition("_rels/")
                links.extend(self._package.relationships(folder + base.removesuffix(".rels")))
        return tuple(link.target for link in links if link.external and link.type in _FETCHED)

    def _pictures(self, items: list[ParagraphView | TableView]) -> tuple[tuple[str, str, bytes], ...]:
        names = dict.fromkeys(
            part for item in items if isinstance(item, ParagraphView) for part in item.pictures if part in self._package
        )
        found: list[tuple[str, str, bytes]] = []
        for name in names:
            try:
                data = self._package.data(name)
            except DrafterError:
                # A broken picture is no reason not to check the text; it is simply not offered for re-use.
                continue
            if len(data) <= _MAX_PICTURE:
                found.append((name, content_type(self._package, name), data))
        return tuple(found)

    def _properties(self) -> Properties:
        core = self._package_part("core-properties")
        app = self._package_part("extended-properties")
        return Properties(
            title=_text(core, DC, "title"),
            author=_text(core, DC, "creator"),
            last_author=_text(core, CP, "lastModifiedBy"),
            description=_text(core, DC, "description"),
            created=_text(core, DCT, "created"),
            modified=_text(core, DCT, "modified"),
            application=_text(app, EP, "Application"),
            company=_text(app, EP, "Company"),
        )

    def _package_part(self, kind: str) -> Element | None:
        links = self._package.relationships("")
        link = next((item for item in links if item.type == kind and not item.external), None)
        return None if link is None else self._package.tree(link.target)


_MARGINS = {name: name for name in ("top", "bottom", "left", "right", "header", "footer", "gutter")}


def _unread(root: Element | None) -> tuple[tuple[str, int], ...]:
    counts = Counter(local(item) for item in (() if root is None else root.iter()))
    return tuple(sorted((name, counts[name]) for name in _UNREAD & counts.keys()))


def _text(root: Element | None, space: str, name: str) -> str:
    element = None if root is None else root.find(f"{{{space}}}{name}")
    return "" if element is None else (element.text or "").strip()
