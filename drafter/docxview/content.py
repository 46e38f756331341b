"""Paragraphs and tables of one story (body, footer, note, text box), read with the styles and lists of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from drafter.docxview.model import Border, ParagraphView, RowView, RunLook, TableView, TextRun
from drafter.docxview.names import MC, VML, A, R, attribute, child, integer, local, switch, twips, w
from drafter.docxview.numbering import Numbering
from drafter.docxview.props import Props, border, paragraph_look, paragraph_props, run_look, run_props
from drafter.docxview.styles import Style, Styles, merge_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
)
_LINE_SHAPES = frozenset({"line", "straightConnector1"})
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "", "ptab": "\t"}
_MAX_DEPTH = 40
_MOST_COLUMNS = 63
"""Word makes no wider table; a cell that says more is no cell of a real document."""
_EMU_PER_EIGHTH = 12700 / 8
_EMU_PER_MM = 36000


class Sheet(Struct, frozen=True):
    """What stories share: style sheet, lists, and the targets of their part's links."""

    styles: Styles
    numbering: Numbering
    targets: Mapping[str, str]
    """Relationship id to part name or address."""


class _Content(Struct):
    """What has been read of one paragraph so far."""

    sheet: Sheet
    style: Style
    base: Props
    runs: list[TextRun] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    extents: list[tuple[float, float]] = field(default_factory=list)
    boxes: list[ParagraphView] = field(default_factory=list)
    lines: list[Border] = field(default_factory=list)
    fields: list[list[str]] = field(default_factory=list)
    """Open fields, innermost last: instruction and ``result`` once its result has begun."""
    deleted: bool = False
    inserted: bool = False
    link: str = ""


def read_paragraph(element: Element, sheet: Sheet, number: int = 0, table_style: str = "") -> ParagraphView:
    """One ``w:p``."""
    own = child(element, "pPr")
    direct = paragraph_props(own)
    style = sheet.styles.style(attribute(child(own, "pStyle")), "paragraph")
    table = sheet.styles.style(table_style, "table") if table_style else None
    merged, numbered = _paragraph_levels(sheet, style, table, direct)
    base = {**sheet.styles.base_run, **(table.run if table else {})}
    content = _Content(sheet, style, base)
    _inline(element, content, 0)
    mark_props = child(own, "rPr")
    mark = merge_run(base, style.run, {}, run_props(mark_props, sheet.styles.theme))
    level = sheet.numbering.level(numbered)
    label = sheet.numbering.next(numbered)
    return ParagraphView(
        number=number,
        runs=tuple(content.runs),
        look=paragraph_look(merged),
        mark=run_look(mark),
        style=style.name,
        label=label,
        label_look=run_look({**mark, **level.run}) if level is not None and label else None,
        bullet=level is not None and level.format == "bullet",
        pictures=tuple(content.pictures),
        extents=tuple(content.extents),
        boxes=tuple(content.boxes),
        lines=tuple(content.lines),
        ends_section=child(own, "sectPr") is not None,
        deleted=content.deleted,
        moved_mark=any(child(holder, name) is not None for holder, name in ((own, "pPrChange"), (mark_props, "ins"))),
    )


def _paragraph_levels(sheet: Sheet, style: Style, table: Style | None, direct: Props) -> tuple[Props, Props]:
    """Merged paragraph properties, and the same if they ask for a list that exists.

    A list asked for by the style yields to the style's own indents, one asked for by the paragraph does not.
    """
    base = {**sheet.styles.base_paragraph, **(table.paragraph if table else {})}
    asked = {**style.paragraph, **direct}
    level = sheet.numbering.level(asked)
    list_props = level.paragraph if level is not None else {}
    if "num_id" in direct:
        return {**base, **style.paragraph, **list_props, **direct}, asked
    return {**base, **list_props, **style.paragraph, **direct}, asked


def read_table(element: Element, sheet: Sheet, number: int, after: int) -> TableView:
    """One ``w:tbl``; a nested table gives its paragraphs to the cell that holds it."""
    own = child(element, "tblPr")
    style_id = attribute(child(own, "tblStyle"))
    borders = child(own, "tblBorders")
    grid = [twips(attribute(column, "w")) or 0 for column in element.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    width = child(own, "tblW")
    fixed = twips(attribute(width, "w")) if attribute(width, "type") == "dxa" else None
    rows = [item for item in _unwrap(element) if local(item) == "tr"]
    return TableView(
        number=number,
        rows=tuple(_row(row, sheet, style_id) for row in rows),
        width=fixed or (0 if attribute(width, "type") == "pct" else sum(grid)),
        indent=twips(attribute(child(own, "tblInd"), "w")) or 0,
        align=attribute(child(own, "jc")),
        after=after,
        top=border(child(borders, "top")),
        bottom=border(child(borders, "bottom")),
        inside=border(child(borders, "insideH")),
        floating=child(own, "tblpPr") is not None,
        nested=element.find(f".//{w('tc')}//{w('tbl')}") is not None,
    )


def _row(element: Element, sheet: Sheet, style: str) -> RowView:
    own = child(element, "trPr")
    head, whole = child(own, "tblHeader"), child(own, "cantSplit")
    cells = [item for item in _unwrap(element) if local(item) == "tc"]
    merged = [child(child(cell, "tcPr"), "vMerge") for cell in cells]
    return RowView(
        tuple(tuple(read_paragraph(p, sheet, table_style=style) for p in cell.iter(w("p"))) for cell in cells),
        spans=tuple(
            min(integer(attribute(child(child(cell, "tcPr"), "gridSpan"))) or 1, _MOST_COLUMNS) for cell in cells
        ),
        joined=tuple(mark is not None and attribute(mark) != "restart" for mark in merged),
        skipped=sum(integer(attribute(child(own, name))) or 0 for name in ("gridBefore", "gridAfter")),
        repeats=head is not None and switch(head),
        whole=whole is not None and switch(whole),
    )


def read_story(root: Element, sheet: Sheet) -> tuple[ParagraphView, ...]:
    """All paragraphs of a footer, header, note or text box, tables flattened, boxes left to their anchors."""
    return tuple(read_paragraph(item, sheet) for item in _story(root, 0))


def _story(element: Element, depth: int) -> Iterator[Element]:
    for item in element if depth < _MAX_DEPTH else ():
        name = local(item)
        if name == "p":
            yield item
        elif name in _WRAPPERS or name in ("tbl", "tr", "tc"):
            yield from _story(item, depth + 1)


def _unwrap(element: Element) -> Iterator[Element]:
    """Children, with those of content controls and the like in their place."""
    for item in element:
        if local(item) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _unwrap(item)
        else:
            yield item


def unwrapped_body(body: Element) -> Iterator[Element]:
    """The paragraphs, tables and section properties of the body in order, content controls opened."""
    return _unwrap(body)


def _inline(element: Element, content: _Content, depth: int) -> None:
    """Read the children of a paragraph or of a wrapper inside it."""
    if depth > _MAX_DEPTH:
        return
    for item in element:
        name = local(item)
        if name == "r":
            _run(item, content)
        elif name in ("del", "moveFrom"):
            content.deleted = True
        elif name == "AlternateContent":
            _inline(_choice(item), content, depth + 1)
        elif name in _WRAPPERS:
            _wrapper(item, name, content, depth)


def _wrapper(item: Element, name: str, content: _Content, depth: int) -> None:
    before = content.inserted, content.link
    if name in ("ins", "moveTo"):
        content.inserted = True
    if name == "hyperlink":
        content.link = content.sheet.targets.get(str(item.get(f"{{{R}}}id", "")), "#" + attribute(item, "anchor"))
    if name == "fldSimple":
        content.fields.append([attribute(item, "instr").strip(), "result"])
    _inline(item, content, depth + 1)
    if name == "fldSimple":
        content.fields.pop()
    content.inserted, content.link = before


def _choice(item: Element) -> Element:
    """The newest alternative; the others say the same for older programs."""
    choice = item.find(f"{{{MC}}}Choice")
    fallback = item.find(f"{{{MC}}}Fallback")
    if choice is not None:
        return choice
    return item if fallback is None else fallback


def _run(element: Element, content: _Content) -> None:
    own = child(element, "rPr")
    styles = content.sheet.styles
    direct = run_props(own, styles.theme)
    named = styles.character(attribute(child(own, "rStyle"))) if own is not None else {}
    look = run_look(merge_run(content.base, content.style.run, named, direct))
    text: list[str] = []
    note = 0
    for item in element:
        name = local(item)
        if name == "t":
            text.append(item.text or "")
        elif name == "br":
            text.append("\f" if attribute(item, "type") == "page" else "\n")
        elif name in _CHARACTERS:
            text.append(_CHARACTERS[name])
        elif name == "sym":
            text.append(_symbol(item))
        elif name == "footnoteReference":
            note = integer(attribute(item, "id")) or 0
        elif name in ("fldChar", "instrText"):
            _flush(text, look, content)
            _field(item, name, content)
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            _graphic(_choice(item) if name == "AlternateContent" else item, content)
    _flush(text, look, content, note)


def _flush(text: list[str], look: RunLook, content: _Content, note: int = 0) -> None:
    """Turn the text gathered so far into a run; text of a field's instruction is none."""
    joined = "".join(text)
    text.clear()
    instruction = next((name for name, state in content.fields if state == "result"), "")
    if (joined or note) and not any(state == "" for _, state in content.fields):
        content.runs.append(TextRun(joined, look, instruction, content.inserted, note, content.link))


def _field(item: Element, name: str, content: _Content) -> None:
    if name == "instrText":
        if content.fields and not content.fields[-1][1]:
            content.fields[-1][0] = (content.fields[-1][0] + (item.text or "")).strip()
        return
    kind = attribute(item, "fldCharType")
    if kind == "begin":
        content.fields.append(["", ""])
    elif kind == "separate" and content.fields:
        content.fields[-1][1] = "result"
    elif kind == "end" and content.fields:
        instruction, state = content.fields.pop()
        empty = state == "" or not content.runs or content.runs[-1].field != instruction
        if empty and instruction and not any(not inner for _, inner in content.fields):
            # A field that nobody has updated yet has no result, but its place and look count all the same.
            base = merge_run(content.base, content.style.run, {}, _look_of(item, content))
            content.runs.append(TextRun("", run_look(base), instruction))


def _look_of(item: Element, content: _Content) -> Props:
    parent = item.getparent()
    return run_props(child(parent, "rPr"), content.sheet.styles.theme)


def _symbol(item: Element) -> str:
    code = attribute(item, "char")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _graphic(item: Element, content: _Content) -> None:
    """Pictures, text boxes and drawn rules of one drawing."""
    boxed = False
    for found in item.iter(w("txbxContent")):
        if not any(local(parent) == "Fallback" for parent in found.iterancestors()):
            content.boxes.extend(read_story(found, content.sheet))
            boxed = True
    blips = [str(blip.get(f"{{{R}}}embed", "")) for blip in item.iter(f"{{{A}}}blip")]
    blips += [str(image.get(f"{{{R}}}id", "")) for image in item.iter(f"{{{VML}}}imagedata")]
    content.pictures.extend(content.sheet.targets.get(blip, "") for blip in blips)
    content.extents.extend([_extent(item)] if len(blips) == 1 else [(0.0, 0.0)] * len(blips))
    rules = list(_rules(item))
    content.lines.extend(rules)
    if not boxed and not blips and not rules:
        content.pictures.append("")
        content.extents.append((0.0, 0.0))


def _extent(item: Element) -> tuple[float, float]:
    """Width and height of a drawing in millimetres (ECMA-376, 20.4.2.7); 0 for one in VML."""
    found = next((e for e in item.iter() if local(e) == "extent"), None)
    if found is None:
        return 0.0, 0.0
    width, height = (integer(str(found.get(side, ""))) or 0 for side in ("cx", "cy"))
    return width / _EMU_PER_MM, height / _EMU_PER_MM


def _rules(item: Element) -> Iterator[Border]:
    for line in item.iter(f"{{{VML}}}line"):
        colour = str(line.get("strokecolor", "")).lstrip("#").upper()
        yield Border("single", 0, {"RED": "FF0000"}.get(colour, colour))
    for shape in item.iter(f"{{{A}}}prstGeom"):
        outline = None if shape.getparent() is None else shape.getparent().find(f"{{{A}}}ln")  # type: ignore[union-attr]
        if shape.get("prst") in _LINE_SHAPES and outline is not None:
            colours = outline.iter(f"{{{A}}}srgbClr")
            width = integer(str(outline.get("w", ""))) or 0
            yield Border(
                "single", round(width / _EMU_PER_EIGHTH), next((str(c.get("val", "")).upper() for c in colours), "")
            )
