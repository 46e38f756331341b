"""Runs of text, and what hangs on them: facts' content controls, gaps, comments, notes and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from drafter.document import Footnote, Run, text_of
from drafter.marks import Mark
from drafter.patterns import lazy
from drafter.writers.docx.comments import Comments
from drafter.writers.docx.measure import half_points, points
from drafter.writers.docx.package import OFFICE, Package
from drafter.writers.docx.page import DOCUMENT_PART
from drafter.writers.docx.styles import FOOTNOTE_MARK, HYPERLINK, LATIN_CODE, fonts
from drafter.writers.elements import gaps_in
from drafter.writers.xml import NOTHING, Xml, clean, element, join, switch, text, val

_PIECE = lazy("[\n\t]|[^\n\t]+")
_LONG_MARK = lazy("(——+|……+)")
_WHOLE = '<w:lang w:eastAsia="en-US"/></w:rPr>'
"""LibreOffice breaks Chinese text inside —— and ……, other text by Unicode's rules, which keep them whole."""
_TAG_LIMIT = 64
"""Word refuses longer tags."""


class Look(Struct, frozen=True):
    """The typefaces of one stretch of text."""

    family: str
    strong: str
    """Stressed words are set in another typeface: 7.3.3 knows no bold."""
    bold: bool = False
    size: float = 0.0
    """In points; 0 = that of the paragraph's style."""
    color: str = ""
    scale: int = 100
    """Width of the glyphs in per cent."""
    tracking: float | None = None
    """Extra space in points after each character; None = that of the paragraph's style."""


class Inline:
    """Writes runs; remembers the notes and content controls that it has written."""

    def __init__(self, package: Package, footnotes: Iterable[Footnote], comments: Comments, *, draft: bool) -> None:
        self._package = package
        self._footnotes = {note.number: note for note in footnotes}
        self._comments = comments
        self._draft = draft
        self._controls = 0
        self.noted: list[Footnote] = []
        """The notes that the text refers to, in order; the first has the id 1."""

    def runs(self, runs: Iterable[Run], look: Look, source: str = DOCUMENT_PART, *, label: str = "") -> Xml:
        """*label* and then *runs* as children of ``w:p``, in the part *source*; neighbours that look alike become one ``w:r``."""
        every = (Run(label), *runs) if label else runs
        return join(self._alike(tuple(group), look, source) for _, group in groupby(every, self._kind))

    def marker(self, words: str, look: Look) -> Xml:
        """Words that are no part of the document's text, such as the mark of a list item; gaps in them are marked."""
        return join(_run(piece, properties(look, gap=gap)) for piece, gap in gaps_in(words))

    def _kind(self, run: Run) -> object:
        """What neighbours that become one ``w:r`` have in common; a note's mark and a content control stand alone."""
        if run.note or (run.mark and self._draft):
            return object()
        gap = run.mark is not None and run.mark.gap
        return run.strong, run.emphasis, run.code, run.link, run.raised, gap

    def _alike(self, runs: Sequence[Run], look: Look, source: str) -> Xml:
        run = runs[0]
        if run.note:
            return self._note(run, look)
        look_of_run = properties(
            look,
            strong=run.strong,
            emphasis=run.emphasis,
            code=run.code,
            gap=run.mark is not None and run.mark.gap,
            link=bool(run.link),
            raised=run.raised,
        )
        written = self._text(text_of(runs), look_of_run)
        if run.link and written:
            target = self._package.relate(source, f"{OFFICE}/hyperlink", clean(run.link), external=True)
            written = element("w:hyperlink", {"r:id": target, "w:history": 1}, written)
        if run.mark and self._draft and written:
            return self._control(run.mark, written)
        return written

    def _text(self, words: str, look_of_run: Xml) -> Xml:
        pieces = ((before, _run(piece, look_of_run), after) for before, piece, after in self._comments.split(words))
        return join(Xml(before + written + after) for before, written, after in pieces)

    def _note(self, run: Run, look: Look) -> Xml:
        note = self._footnotes.get(run.note)
        if note is None:
            return self._text(f"〔{run.note}〕", properties(look))
        self.noted.append(note)
        mark = element("w:footnoteReference", {"w:id": len(self.noted)})
        return element("w:r", None, element("w:rPr", None, val("w:rStyle", FOOTNOTE_MARK)), mark)

    def _control(self, mark: Mark, written: Xml) -> Xml:
        """A content control around a figure: its tag is the fact's path, its title adds the department."""
        self._controls += 1
        path = "+".join(mark.paths)
        title = f"{path}·{mark.source}" if mark.source else path
        about = (val("w:alias", _cut(title)), val("w:tag", _cut(path)), val("w:id", self._controls))
        return element("w:sdt", None, element("w:sdtPr", None, *about), element("w:sdtContent", None, written))


@lru_cache(maxsize=512)
def properties(
    look: Look,
    *,
    strong: bool = False,
    emphasis: bool = False,
    code: bool = False,
    gap: bool = False,
    link: bool = False,
    raised: str = "",
) -> Xml:
    """``w:rPr``: a gap is yellow in every edition, *emphasis* is the 着重号 of GB/T 15834."""
    size = half_points(look.size)
    return element(
        "w:rPr",
        None,
        val("w:rStyle", HYPERLINK) if link else NOTHING,
        fonts(look.strong if strong else look.family, LATIN_CODE if code else ""),
        join((switch("w:b"), switch("w:bCs"))) if look.bold else NOTHING,
        switch("w:noProof") if code else NOTHING,
        val("w:color", look.color) if look.color else NOTHING,
        NOTHING if look.tracking is None else val("w:spacing", points(look.tracking)),
        val("w:w", look.scale) if look.scale != 100 else NOTHING,
        join((val("w:sz", size), val("w:szCs", size))) if size else NOTHING,
        val("w:highlight", "yellow") if gap else NOTHING,
        val("w:vertAlign", raised) if raised else NOTHING,
        val("w:em", "dot") if emphasis else NOTHING,
    )


def _run(words: str, look_of_run: Xml) -> Xml:
    """One ``w:r``, or several where —— or …… has to stay whole; line breaks and tabs become elements of their own."""
    words = clean(words)
    if "——" not in words and "……" not in words:
        return _one_run(words, look_of_run) if words else NOTHING
    whole = Xml(look_of_run.replace("</w:rPr>", _WHOLE))
    pieces = enumerate(_LONG_MARK.split(words))
    return join(_one_run(piece, whole if at % 2 else look_of_run) for at, piece in pieces if piece)


def _one_run(words: str, look_of_run: Xml) -> Xml:
    pieces = _PIECE.findall(words) if "\n" in words or "\t" in words else (words,)
    return Xml(f"<w:r>{look_of_run}{''.join(map(_content, pieces))}</w:r>")


def _content(piece: str) -> Xml:
    if piece == "\n":
        return Xml("<w:br/>")
    if piece == "\t":
        return Xml("<w:tab/>")
    return Xml(f'<w:t xml:space="preserve">{text(piece)}</w:t>')


def _cut(words: str) -> str:
    return words if len(words) <= _TAG_LIMIT else words[: _TAG_LIMIT - 1] + "…"
