"""What a DOCX looks like once everything that it inherits has been resolved.  All values are frozen.

Lengths are twips (1/20 pt) unless a name or docstring says otherwise; sizes of type are points; ``*_chars`` are
hundredths of a 字.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import force_setattr


class RunLook(Struct, frozen=True):
    """The effective look of a run of text."""

    ascii: str = ""
    h_ansi: str = ""
    east_asia: str = ""
    """The family that Chinese characters are set in; empty if the file names none."""
    cs: str = ""
    size: float = 10.0
    """Points."""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    hidden: bool = False
    colour: str = ""
    """``RRGGBB`` in capitals; empty for automatic, which prints black; ``theme:…`` for an unresolved theme colour."""
    highlight: str = ""
    tracking: int = 0
    """Extra space after each character."""
    scale: int = 100
    """Width of the characters in per cent."""
    raised: str = ""
    """``superscript``, ``subscript`` or empty."""
    hint: str = ""
    """``eastAsia`` if marks that both scripts share are to be set in the Chinese font."""


class TextRun(Struct, frozen=True):
    """A stretch of text with one look."""

    text: str
    """Tabs are ``\\t``, line breaks ``\\n``, page breaks ``\\f``."""
    look: RunLook
    field: str = ""
    """The instruction of the field whose result this is, such as ``PAGE``; empty outside fields."""
    inserted: bool = False
    """Part of a tracked insertion."""
    note: int = 0
    """The number of the footnote that this run refers to; 0 if none."""
    link: str = ""
    """Target of a hyperlink."""


class Border(Struct, frozen=True):
    """One rule along a paragraph, a table or a page."""

    style: str
    """``single``, ``thickThinSmallGap`` …; never ``none`` or ``nil``."""
    size: int = 0
    """Eighths of a point."""
    colour: str = ""


class ParagraphLook(Struct, frozen=True):
    """The effective layout of a paragraph."""

    align: str = "left"
    """``left``, ``center``, ``right``, ``both`` or ``distribute``."""
    left: int = 0
    right: int = 0
    first: int = 0
    """First-line indent; negative if hanging."""
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0
    """As ``first`` in hundredths of a 字; outranks ``first`` if not 0."""
    line: int = 240
    """Twips for ``exact`` and ``atLeast``, 240ths of a line for ``auto``."""
    line_rule: str = "auto"
    before: int = 0
    after: int = 0
    before_lines: int = 0
    """Hundredths of a line; outranks ``before`` if not 0."""
    after_lines: int = 0
    automatic_space: bool = False
    """Space before or after is left to the program (HTML style)."""
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    outline: int = 9
    """0–8 for heading levels 1–9; 9 for text."""
    snap_to_grid: bool = True
    top: Border | None = None
    bottom: Border | None = None
    floating: bool = False
    """Placed in a frame (``w:framePr``) outside the flow of text."""
    floating_align: str = ""
    """The frame's horizontal place, such as ``outside``."""
    tabs: tuple[tuple[str, int], ...] = ()
    """Kind and position of each tab stop."""


class ParagraphView(Struct, frozen=True):
    """A paragraph with everything that it inherits."""

    number: int
    """From 1 in the order of the body, blank paragraphs counted; 0 in tables, boxes, notes, headers and footers."""
    runs: tuple[TextRun, ...]
    look: ParagraphLook
    mark: RunLook
    """The look of the paragraph mark, which sets the height of a blank line."""
    style: str = ""
    """The name of its style as Word stores it, such as ``heading 1``."""
    label: str = ""
    """The number that Word prints before it; empty if it has none."""
    label_look: RunLook | None = None
    bullet: bool = False
    """Word prints a bullet before it."""
    pictures: tuple[str, ...] = ()
    """The parts of its pictures; an empty string for a drawing that is no picture file."""
    extents: tuple[tuple[float, float], ...] = ()
    """Width and height of each picture in millimetres; 0 if it does not say."""
    boxes: tuple[ParagraphView, ...] = ()
    """The paragraphs of the text boxes anchored here."""
    lines: tuple[Border, ...] = ()
    """Rules drawn as shapes and anchored here."""
    ends_section: bool = False
    deleted: bool = False
    """Holds a tracked deletion."""
    moved_mark: bool = False
    """Its paragraph mark or its layout is a tracked change."""
    text: str = ""
    """Its text without the automatic number; put together once, for some paragraphs have thousands of runs."""

    def __post_init__(self) -> None:
        force_setattr(self, "text", "".join(run.text for run in self.runs))

    @property
    def blank(self) -> bool:
        """Whether nothing of it is seen."""
        return not self.text.strip() and not self.label and not self.pictures and not self.boxes and not self.lines


class RowView(Struct, frozen=True):
    """One row of a table."""

    cells: tuple[tuple[ParagraphView, ...], ...]
    spans: tuple[int, ...] = ()
    """How many columns of the grid each cell takes."""
    joined: tuple[bool, ...] = ()
    """Whether each cell goes on from the row above (``w:vMerge``)."""
    skipped: int = 0
    """Columns of the grid that it leaves out before and after its cells."""
    repeats: bool = False
    """Repeated at the top of each page."""
    whole: bool = False
    """Not to be split over two pages."""


class TableView(Struct, frozen=True):
    """A table of the body; nested tables are flattened into their cells."""

    number: int
    """From 1."""
    rows: tuple[RowView, ...]
    width: int = 0
    """0 if it is left to the program."""
    indent: int = 0
    align: str = ""
    after: int = 0
    """The number of the paragraph before it; 0 if it comes first."""
    top: Border | None = None
    bottom: Border | None = None
    inside: Border | None = None
    """The rule between rows."""
    floating: bool = False
    nested: bool = False
    """Another table stands in one of its cells."""


class SectionView(Struct, frozen=True):
    """A section: a stretch of paragraphs with one page setup."""

    first: int
    """The number of its first paragraph."""
    last: int
    width: int = 11906
    height: int = 16838
    landscape: bool = False
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    header: int = 720
    footer: int = 720
    """Distance of the footer from the edge of the paper."""
    gutter: int = 0
    columns: int = 1
    grid: str = ""
    """``lines``, ``linesAndChars``, ``snapToChars``; empty if there is no grid."""
    line_pitch: int = 0
    char_space: int = 0
    """4096ths of a point, added to the size of the style Normal."""
    title_page: bool = False
    """The first page has header and footer of its own."""
    start: int | None = None
    """The number that its first page is given; ``None`` if numbering goes on."""
    number_format: str = "decimal"
    break_type: str = "nextPage"
    footers: tuple[tuple[str, tuple[ParagraphView, ...]], ...] = ()
    """Kind (``default``, ``even``, ``first``) and paragraphs of each footer, inherited ones included."""
    headers: tuple[tuple[str, tuple[ParagraphView, ...]], ...] = ()

    def footer_of(self, kind: str) -> tuple[ParagraphView, ...] | None:
        """The paragraphs of one footer; ``None`` if the section has no such footer."""
        return next((paragraphs for name, paragraphs in self.footers if name == kind), None)

    @property
    def text_width(self) -> int:
        """Width of the text block."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """Height of the text block; a negative margin means the same as a positive one."""
        return self.height - abs(self.top) - abs(self.bottom)


class Properties(Struct, frozen=True):
    """What the file says about itself (docProps)."""

    title: str = ""
    author: str = ""
    last_author: str = ""
    description: str = ""
    created: str = ""
    """As stored, W3C date and time."""
    modified: str = ""
    application: str = ""
    company: str = ""


class DocxView(Struct, frozen=True):
    """A DOCX as a reader sees it; nothing in it can be written back."""

    shown: str
    """The path as it should be shown to the user."""
    body: tuple[ParagraphView | TableView, ...]
    sections: tuple[SectionView, ...]
    normal: RunLook
    """The look of the default paragraph style, on whose size the character grid rests."""
    properties: Properties = Properties()
    even_and_odd: bool = False
    """Left and right pages have headers and footers of their own."""
    mirror_margins: bool = False
    comments: int = 0
    revisions: int = 0
    """Tracked insertions, deletions, moves and changes of layout."""
    notes: tuple[tuple[int, tuple[ParagraphView, ...]], ...] = ()
    """Footnotes by number."""
    external: tuple[str, ...] = ()
    """Addresses outside the file that Word would fetch: templates and pictures, not hyperlinks."""
    style_rings: tuple[str, ...] = ()
    """Styles that are based on themselves in a ring; the ring is cut there."""
    unread: tuple[tuple[str, int], ...] = ()
    """What the body holds besides all this, and how often, by its element's name, such as ``oMath`` or ``endnoteReference``."""
    pictures: tuple[tuple[str, str, bytes], ...] = ()
    """Part name, media type and content of each picture that the body shows."""

    @property
    def paragraphs(self) -> tuple[ParagraphView, ...]:
        """The paragraphs of the body, tables left out."""
        return tuple(item for item in self.body if isinstance(item, ParagraphView))

    @property
    def tables(self) -> tuple[TableView, ...]:
        """The tables of the body."""
        return tuple(item for item in self.body if isinstance(item, TableView))

    def picture(self, part: str) -> tuple[str, bytes] | None:
        """Media type and content of the picture *part*."""
        return next(((kind, data) for name, kind, data in self.pictures if name == part), None)
