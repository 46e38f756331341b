"""styles.xml and fontTable.xml: how each sort of paragraph looks, so that a clerk can change it in one place in Word.

Style names are Word's built-in ones where there is one: its navigation pane, table of contents and style list then work.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from drafter.document import FontSpec, Layout, ParagraphSpec
from drafter.writers.docx.measure import em, half_points, points
from drafter.writers.xml import NOTHING, Xml, element, join, part, switch, text, val

NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

TITLE, SUBTITLE, BODY, QUOTE, FLUSH, BLANK = "Title", "Subtitle", "BodyText", "Quote", "Flush", "Normal"
CAPTION, CELL, PICTURE, SIGNATURE = "Caption", "TableCell", "Picture", "Signature"
FOOTER, FOOTNOTE, COMMENT = "Footer", "FootnoteText", "CommentText"
FOOTNOTE_MARK, HYPERLINK = "FootnoteReference", "Hyperlink"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")

LATIN_CODE = "Courier New"
_NOTE_SIZE, _CELL_SIZE = 10.5, 12.0
"""五号 for notes, 小四 for tables: practice, the standard gives none."""
_NOTE_PITCH, _CELL_PITCH = 15.0, 20.0


class Style(Struct, frozen=True):
    """One paragraph style."""

    identity: str
    name: str
    spec: ParagraphSpec
    keep_next: bool = False
    outline: int | None = None
    grid: bool = True
    """Whether its lines stand on the page's grid; LibreOffice rounds every pitch on it up to whole cells."""
    exact: bool = True
    left: float = 0.0
    """Left indent in 字."""


def paragraph_styles(layout: Layout) -> tuple[Style, ...]:
    """All paragraph styles of *layout* but Normal."""
    body = layout.body
    kai = replace(body, font=layout.lead)
    hei = layout.headings[0]
    cell = ParagraphSpec(replace(body.font, size=_CELL_SIZE), _CELL_PITCH, align="left", tracking=0.0)
    note = ParagraphSpec(replace(body.font, size=_NOTE_SIZE), _NOTE_PITCH, tracking=0.0)
    number = ParagraphSpec(layout.page_number, layout.page_number.size, align="left", tracking=0.0)
    flush = replace(body, first_line=0.0)
    headings = (
        Style(identity, f"heading {level}", heading_spec(layout, level), keep_next=True, outline=level - 1)
        for level, identity in enumerate(HEADINGS, start=1)
    )
    return (
        Style(TITLE, "Title", layout.title, keep_next=True, grid=False),
        Style(SUBTITLE, "Subtitle", replace(kai, first_line=0.0, align="center"), keep_next=True),
        *headings,
        Style(BODY, "Body Text", body),
        Style(FLUSH, "Body Text 2", flush),
        Style(QUOTE, "Quote", kai, left=2.0),
        Style(SIGNATURE, "Signature", replace(flush, align="left")),
        Style(CAPTION, "caption", replace(cell, font=replace(hei.font, size=_CELL_SIZE), align="center"), grid=False),
        Style(CELL, "Table Cell", cell, grid=False),
        Style(PICTURE, "Picture", replace(flush, align="center"), grid=False, exact=False),
        Style(FOOTNOTE, "footnote text", note, grid=False),
        Style(COMMENT, "annotation text", replace(note, align="left"), grid=False),
        Style(FOOTER, "footer", number, grid=False),
    )


def heading_spec(layout: Layout, level: int) -> ParagraphSpec:
    """The look of headings of *level*; levels below the last one that the layout names look like the last."""
    return layout.headings[min(max(level, 1), len(layout.headings)) - 1]


@lru_cache(maxsize=256)
def fonts(family: str, latin: str = "") -> Xml:
    """``w:rFonts`` with *family* in all four slots, for “ ” — … · belong to the slot of the text around them in LibreOffice."""
    name = text(family)
    other = text(latin) if latin else name
    return Xml(f'<w:rFonts w:hint="eastAsia" w:ascii="{other}" w:hAnsi="{other}" w:eastAsia="{name}" w:cs="{other}"/>')


@lru_cache(maxsize=16)
def styles_part(layout: Layout) -> bytes:
    """styles.xml."""
    return part(
        element(
            "w:styles",
            NAMESPACES,
            _defaults(layout),
            _normal(layout),
            *(_style(style) for style in paragraph_styles(layout)),
            *_other_styles(),
        )
    )


@lru_cache(maxsize=16)
def font_table_part(layout: Layout) -> bytes:
    """fontTable.xml: every family with the ones that may stand in for it."""
    families = {font.family: font for font in _all_fonts(layout)}
    return part(element("w:fonts", NAMESPACES, *(_font(families[name]) for name in sorted(families))))


def paragraph_properties(style: Style) -> Xml:
    """The formatting of *style*, in the order that the schema wants."""
    spec = style.spec
    return element(
        "w:pPr",
        None,
        switch("w:keepNext") if style.keep_next else NOTHING,
        NOTHING if style.grid else switch("w:snapToGrid", on=False),
        spacing(spec.pitch, exact=style.exact),
        indent(left=style.left, first_line=spec.first_line, unit=em(spec)),
        val("w:jc", spec.align),
        NOTHING if style.outline is None else val("w:outlineLvl", style.outline),
    )


def spacing(pitch: float, *, exact: bool = True, before: float = 0.0) -> Xml:
    """Line pitch and space before, both in points; 240 is the single line of a picture."""
    line, rule = (points(pitch), "exact") if exact else (240, "auto")
    return element("w:spacing", {"w:before": points(before), "w:after": 0, "w:line": line, "w:lineRule": rule})


def indent(*, left: float = 0.0, right: float = 0.0, first_line: float = 0.0, hanging: float = 0.0, unit: float) -> Xml:
    """Indents in 字, with their twips for readers that do not know 字; *unit* is the width of one."""
    sides = {"left": left, "right": right, "hanging" if hanging else "firstLine": hanging or first_line}
    attributes: dict[str, str | int] = {}
    for name, amount in sides.items():
        attributes |= {f"w:{name}Chars": round(amount * 100), f"w:{name}": round(amount * unit)}
    return element("w:ind", attributes)


def indent_twips(*, left: float) -> Xml:
    """A left indent that is measured, not counted in 字: Word's 字 knows nothing of tracking."""
    return element("w:ind", {"w:left": round(left), "w:firstLine": 0})


def _defaults(layout: Layout) -> Xml:
    run = element(
        "w:rPr",
        None,
        fonts(layout.body.font.family),
        _size(layout.body.font),
        element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}),
    )
    return element("w:docDefaults", None, element("w:rPrDefault", None, run), element("w:pPrDefault"))


def _normal(layout: Layout) -> Xml:
    """正文: no widow control, or pages would lose lines.

    ``overflowPunct`` states Word's default, marks may hang outside the line.  LibreOffice 7.4 reads it the other way round, which is
    what saves them there: it drops some hanging marks of justified lines from the page.

    The space that Word puts between hanzi and digits stays on: LibreOffice 7.4 cannot switch it off, and lines should break alike.
    """
    spec = layout.body
    paragraph = element(
        "w:pPr",
        None,
        switch("w:widowControl", on=False),
        switch("w:overflowPunct"),
        spacing(spec.pitch),
        val("w:jc", "both"),
    )
    attributes = {"w:type": "paragraph", "w:default": 1, "w:styleId": BLANK}
    return element("w:style", attributes, val("w:name", "Normal"), switch("w:qFormat"), paragraph, run_properties(spec))


def _style(style: Style) -> Xml:
    return element(
        "w:style",
        {"w:type": "paragraph", "w:styleId": style.identity}
        | ({"w:customStyle": 1} if style.name in {"Table Cell", "Picture"} else {}),
        val("w:name", style.name),
        val("w:basedOn", BLANK),
        val("w:next", BODY if style.keep_next else style.identity),
        switch("w:qFormat"),
        paragraph_properties(style),
        run_properties(style.spec),
    )


def run_properties(spec: ParagraphSpec) -> Xml:
    """The character formatting of *spec*, for a style or a paragraph mark."""
    return element(
        "w:rPr",
        None,
        fonts(spec.font.family),
        join((switch("w:b"), switch("w:bCs"))) if spec.font.bold else NOTHING,
        val("w:spacing", points(spec.tracking)),
        _size(spec.font),
    )


def _size(font: FontSpec) -> Xml:
    return join(val(name, half_points(font.size)) for name in ("w:sz", "w:szCs"))


def _other_styles() -> Iterator[Xml]:
    """Word's default character and table styles, the mark of a note, a link: links stay black and plain in print (5.2.4)."""
    yield element(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        val("w:name", "Default Paragraph Font"),
        switch("w:semiHidden"),
    )
    margins = join(
        element(f"w:{side}", {"w:w": amount, "w:type": "dxa"})
        for side, amount in (("top", 0), ("left", 57), ("bottom", 0), ("right", 57))
    )
    yield element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        val("w:name", "Normal Table"),
        switch("w:semiHidden"),
        element("w:tblPr", None, element("w:tblCellMar", None, margins)),
    )
    raised = element("w:rPr", None, val("w:vertAlign", "superscript"))
    for identity, name, properties in (
        (FOOTNOTE_MARK, "footnote reference", raised),
        (HYPERLINK, "Hyperlink", NOTHING),
    ):
        yield element(
            "w:style",
            {"w:type": "character", "w:styleId": identity},
            val("w:name", name),
            val("w:basedOn", "DefaultParagraphFont"),
            properties,
        )


def _all_fonts(layout: Layout) -> Iterator[FontSpec]:
    yield from (style.spec.font for style in paragraph_styles(layout))
    yield from (layout.body.font, layout.lead, layout.page_number)


def _font(font: FontSpec) -> Xml:
    return element(
        "w:font",
        {"w:name": font.family},
        val("w:altName", ",".join(font.fallback)) if font.fallback else NOTHING,
        val("w:charset", "86"),
        val("w:family", "auto"),
        val("w:pitch", "default"),
    )
