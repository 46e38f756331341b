"""A :class:`~drafter.document.Document` from the elements that were recognised in a DOCX.

The writers print some elements in a fixed wording (附件：1.…, 抄送：…。).  Where the source words them otherwise, they stay plain lines,
so that no character changes; what is wrong with them is for a person to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from drafter.api.relay_blocks import Guess, apart, blocks_of, name_of, runs_of_paragraph
from drafter.checks.layout import Part, RecognisedDocument, Role, Standard, Subject, gbt9704, recognise
from drafter.checks.layout_closing import signature_form
from drafter.checks.parts import chinese_size, printed
from drafter.checks.patterns import DATE, REMARK
from drafter.checks.roles import opens_page
from drafter.checks.standard import Words
from drafter.checks.unfolding import unfold
from drafter.document import Attachment, Block, Document, Element, Footnote, Paragraph, Run, block_text, title_lines
from drafter.docxview import DocxView, ParagraphView, TableView
from drafter.patterns import lazy

_FRONT = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.MARK, Role.NUMBER, Role.SIGNER, Role.TITLE)
_ABOVE = (*_FRONT, Role.SUBTITLE, Role.BYLINE, Role.ADDRESSEE)
_BIG = 18.0
"""The title of a carried document is at least this large, in points."""
_SIGNED = lazy(r"(?P<number>.*?号)\s*(?:签\s*发\s*人\s*[：:])?(?P<names>.*)", re.DOTALL)
_SIGNERS = lazy(r"\s*签\s*发\s*人\s*：")
_APART = lazy(r"[\t\n]+|[ 　]{2,}")
_ATTENDANCE = lazy(r"(出席|请假|列席)：(.*\S)", re.DOTALL)
_NAMED = lazy(r"附件：(?!1[.．])(\S.*)", re.DOTALL)
_LISTED = lazy(r"(?:附件：)?(\d{1,2})\.\s*(\S.*)", re.DOTALL)
_LABEL_NUMBER = lazy(r"\d+")
_NAME_END = tuple("。；，、：;,.")
_COPY = lazy(r"(主送|抄送)：(.*[^。])。", re.DOTALL)
_PRINTED = lazy(r"(\S.*?)\s+(\d.*)印发", re.DOTALL)
_FORMS = {"纪要": "纪要", "命令": "命令", "令": "命令"}
_ORDER = ("出席", "请假", "列席")
_IMPRINT = (Role.COPIES, Role.PRINTING)
_LETTER = "信函"


class Restored(Struct, frozen=True):
    """A document, and what was not certain about it."""

    document: Document
    guesses: tuple[Guess, ...]
    recognised: RecognisedDocument


def restore(view: DocxView, standard: Standard | None = None) -> Restored:
    """The document that *view* shows, with every character of it."""
    known = standard or gbt9704()
    opened = unfold(view)
    letter = opened is not view
    start = _carried_from(opened.body)
    if start:
        notice = _restored(replace(opened, body=opened.body[:start]), known, letter=letter)
        carried = _restored(replace(opened, body=opened.body[start:]), known, letter=False)
        if _carries(notice.document, carried.document):
            return _joined(notice, carried)
    return _restored(opened, known, letter=letter)


def _restored(view: DocxView, known: Standard, *, letter: bool) -> Restored:
    recognised = recognise(view, known.words)
    guesses = [name_of(part) for part in recognised.unsure]
    restorer = _Restorer(view, recognised, guesses, known.words)
    document = restorer.document(letter=letter and _is_letter(recognised))
    form = signature_form(Subject(view, recognised, known))
    if form:
        document = replace(document, elements=(*document.elements, Element("签章", (form,))))
    return Restored(document, tuple(dict.fromkeys(guesses)), recognised)


# --- a 印发通知 and what it carries --------------------------------------------------------------------------------------


def _carried_from(items: Sequence[ParagraphView | TableView]) -> int:
    """Where the title of a document begins that a notice, signed and dated on the pages before it, carries; 0 if there is none."""
    above = ""
    for index, item in enumerate(items):
        if isinstance(item, TableView) or not printed(item):
            continue
        titled = item.look.align == "center" and chinese_size(item) >= _BIG
        if titled and DATE.fullmatch(_bare(above)) and opens_page(items, index):
            return index
        above = above if REMARK.fullmatch(printed(item)) else printed(item)
    return 0


def _carries(notice: Document, carried: Document) -> bool:
    """Whether the two can be written as one document under its 印发通知."""
    plain = all(
        isinstance(block, Paragraph) and block == Paragraph((Run(block_text(block)),)) for block in notice.blocks
    )
    bare = not (notice.attachments or notice.closing or notice.subtitle or notice.byline or notice.element("抄送"))
    alone = not (carried.organ or carried.date or carried.closing or carried.element("主送机关"))
    return bool(notice.title and notice.date and notice.blocks and carried.title) and plain and bare and alone


def _joined(notice: Restored, carried: Restored) -> Restored:
    cover, issued = notice.document, carried.document
    words = "\n".join(block_text(block) for block in cover.blocks)
    elements = (*cover.elements, Element("通知标题", (cover.name,)), Element("通知正文", (words,)), *issued.elements)
    document = replace(issued, organ=cover.organ, date=cover.date, elements=elements)
    parts = (*notice.recognised.parts, *carried.recognised.parts)
    recognised = RecognisedDocument(parts, carried.recognised.imprint)
    return Restored(document, (*notice.guesses, *carried.guesses), recognised)


# --- 版头 ---------------------------------------------------------------------------------------------------------------


def _is_letter(recognised: RecognisedDocument) -> bool:
    marks = recognised.of(Role.MARK)
    return len(marks) == 1 and not marks[0].text.endswith("文件")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


class _Restorer:
    """Puts the elements of one document together; what can't be said as an element stays a line of text."""

    def __init__(self, view: DocxView, recognised: RecognisedDocument, guesses: list[Guess], words: Words) -> None:
        self._view = view
        self._guesses = guesses
        self._words = words.organs
        self._parts = list(recognised.parts)
        self._roles: dict[Role, list[Part]] = {}
        for part in recognised.parts:
            self._roles.setdefault(part.role, []).append(part)

    def document(self, *, letter: bool) -> Document:
        """The whole document."""
        elements = list(self._header(letter=letter))
        title = title_of(self._texts(Role.TITLE))
        subtitle, byline = self._below_title()
        recipients, first = self._recipients()
        imprint, used = self._imprint(letter=letter)
        body, closing, notes = self._body(used)
        names = _note_names(notes)
        if names is None:
            body += [Paragraph(()), *self._blocks(notes)]
        attendance = _attendance(body) if any("纪要" in e.values for e in elements) else []
        del body[len(body) - len(attendance) :]
        remark = _remark(closing)
        del closing[: len(remark)]
        attachments = self._attachments(names or (), used)
        organs = [organ for text in self._texts(Role.ORGAN) for organ in _organs(text, self._words)]
        if len(organs) > 1:
            elements.append(Element("署名", tuple(organs)))
        return Document(
            title=title,
            blocks=(*first, *body),
            organ=organs[0] if organs else "",
            date=next((_stripped(part) for part in self._roles.get(Role.DATE, [])), ""),
            subtitle=subtitle,
            notes=footnotes_of(self._view),
            elements=(*elements, *recipients, *attendance, *remark, *imprint),
            attachments=attachments,
            byline=byline,
            closing=tuple(closing),
        )

    def _blocks(self, parts: Iterable[Part]) -> list[Block]:
        return blocks_of(self._view, list(parts), self._guesses)

    def _texts(self, role: Role) -> list[str]:
        return [_stripped(part) for part in self._roles.get(role, [])]

    def _header(self, *, letter: bool) -> Iterator[Element]:
        names = {Role.COPY_NUMBER: "份号", Role.SECRECY: "密级和保密期限", Role.URGENCY: "紧急程度"}
        for role, name in names.items():
            if self._roles.get(role):
                yield Element(name, tuple(self._texts(role)))
        marks = _marks([_bare(text) for text in self._texts(Role.MARK)])
        if marks:
            yield Element("发文机关标志", marks)
        form = _form(marks, letter=letter)
        if form:
            yield Element("形式", (form,))
        yield from self._number()

    def _number(self) -> Iterator[Element]:
        signers = [name for text in self._texts(Role.SIGNER) for name in _people(_SIGNERS.sub("", text, count=1))]
        numbers = self._texts(Role.NUMBER)
        if numbers:
            found = _SIGNED.fullmatch(numbers[0])
            yield Element("发文字号", (found["number"] if found else numbers[0],))
            signers += _people(found["names"]) if found else []
        if signers:
            yield Element("签发人", tuple(signers))

    def _below_title(self) -> tuple[str, tuple[str, ...]]:
        lines = [_stripped(p) for p in self._parts if p.role in (Role.SUBTITLE, Role.BYLINE)]
        subtitle = lines.pop(0) if lines and lines[0].startswith(("——", "（")) else ""
        return subtitle, tuple(lines)

    def _recipients(self) -> tuple[list[Element], list[Block]]:
        """主送机关, or the line as it stands if it does not end as the writers end it."""
        parts = self._roles.get(Role.ADDRESSEE, [])
        text = _stripped(parts[0]) if len(parts) == 1 else ""
        if text.endswith("：") and not text[:-1].endswith(("：", ":")):
            return [Element("主送机关", (text[:-1],))], []
        return [], [apart(part.item, "flush") for part in parts if isinstance(part.item, ParagraphView)]

    # --- the text and its end ------------------------------------------------------------------------------------------

    def _body(self, used: frozenset[int]) -> tuple[list[Block], list[Block], list[Part]]:
        """The blocks before 署名, those after the date, and the lines of the 附件说明."""
        dates = [index for index, part in enumerate(self._parts) if part.role is Role.DATE]
        end = dates[-1] if dates else len(self._parts)
        rest = [(i, p) for i, p in enumerate(self._parts) if not p.annex and i not in used and p.role not in _ABOVE]
        text = [p for i, p in rest if i < end and p.role not in (Role.NOTE, Role.ORGAN, Role.DATE)]
        after = [p for i, p in rest if i > end]
        return self._blocks(text), self._blocks(after), [p for _, p in rest if p.role is Role.NOTE]

    def _attachments(self, names: Sequence[str], used: frozenset[int]) -> tuple[Attachment, ...]:
        """The annexes of the file under the names of the 附件说明; a name without an annex is bound apart."""
        annexes: dict[int, list[Part]] = {}
        for index, part in enumerate(self._parts):
            if part.annex and index not in used:
                annexes.setdefault(part.annex, []).append(part)
        found: list[Attachment] = []
        waiting = list(enumerate(names, start=1))
        for parts in annexes.values():
            label = _LABEL_NUMBER.search(_bare(parts[0].text))
            number = int(label[0]) if label else len(found) + 1
            while waiting and waiting[0][0] < number and len(waiting) > 1:
                found.append(Attachment(waiting.pop(0)[1]))
            found.append(self._attachment(parts, waiting.pop(0)[1] if waiting else ""))
        return (*found, *(Attachment(name) for _, name in waiting))

    def _attachment(self, parts: Sequence[Part], listed: str) -> Attachment:
        label, rest = parts[0], list(parts[1:])
        title = ""
        while rest and (rest[0].role is Role.BLANK or _titles(rest[0])):
            title += _stripped(rest.pop(0)).replace("\n", "")
        return Attachment(title, tuple(self._blocks(rest)), listed, _stripped(label))

    # --- 版记 ----------------------------------------------------------------------------------------------------------

    def _imprint(self, *, letter: bool) -> tuple[list[Element], frozenset[int]]:
        """The 版记 as elements and the parts that hold it; nothing if any of it would be worded otherwise."""
        held = {index: lines for index, part in enumerate(self._parts) if (lines := _imprint_lines(part))}
        texts = [text for lines in held.values() for text in lines]
        elements = [_imprint_element(text) for text in texts]
        names = [item.name for group in elements for item in group]
        last = max((i for i, p in enumerate(self._parts) if i not in held and p.role is not Role.BLANK), default=-1)
        in_order = names == [n for n in ("主送", "抄送", "印发机关", "印发日期") if n in names]
        if not held or not all(elements) or not in_order or min(held) < last or (letter and "印发机关" in names):
            return [], frozenset()
        return [item for group in elements for item in group], frozenset(held)


def title_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The lines of a title: as broken by hand if that is how a title may break, else in one for the writer to break."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    whole = "".join(lines)
    return tuple(lines) if len(lines) > 1 and _well_broken(lines) else (whole,) if whole else ()


def footnotes_of(view: DocxView) -> tuple[Footnote, ...]:
    """The footnotes under their own numbers."""
    lines = ((number, [runs_of_paragraph(p, stress=False) for p in paragraphs]) for number, paragraphs in view.notes)
    return tuple(Footnote(number, tuple(run for line in found for run in line)) for number, found in lines)


def _stripped(part: Part) -> str:
    return part.text.replace("\f", "")


def _marks(lines: Sequence[str]) -> tuple[str, ...]:
    """The organs of the 发文机关标志; 文件 on a line of its own belongs to all of them."""
    if len(lines) > 1 and lines[-1] == "文件":
        return (*lines[:-2], f"{lines[-2]}文件")
    return tuple(lines)


def _form(marks: Sequence[str], *, letter: bool) -> str:
    """The special form of 10.1–10.3 that the mark stands for; empty for 文件."""
    mark = marks[0] if len(marks) == 1 else ""
    return _LETTER if letter else next((name for end, name in _FORMS.items() if mark.endswith(end)), "")


def _attendance(blocks: Sequence[Block]) -> list[Element]:
    """出席, 请假 and 列席 at the end of a 纪要, if each has one line and the order is that of the standard (10.3)."""
    found: list[Element] = []
    for block in reversed(blocks):
        match = _ATTENDANCE.fullmatch(block_text(block)) if isinstance(block, Paragraph) else None
        if match is None or (found and _ORDER.index(match[1]) >= _ORDER.index(found[0].name)):
            break
        found.insert(0, Element(match[1], (match[2],)))
    return found


def _remark(closing: Sequence[Block]) -> list[Element]:
    """附注 on the line after the date, if its brackets are as the writers print them."""
    text = block_text(closing[0]) if closing and isinstance(closing[0], Paragraph) else ""
    inner = text[1:-1]
    exact = text[:1] == "（" and text[-1:] == "）" and inner and inner.strip("（）()") == inner
    return [Element("附注", (inner,))] if exact else []


def _organs(text: str, endings: tuple[str, ...]) -> list[str]:
    """The organs of one line; several side by side become lines of their own, as 7.3.5.2 wants."""
    pieces = _people(text)
    return pieces if len(pieces) > 1 and all(piece.endswith(endings) for piece in pieces) else [text]


def _people(text: str) -> list[str]:
    return [name.strip() for name in _APART.split(text) if name.strip()]


def _well_broken(lines: Sequence[str]) -> bool:
    """Whether breaks by hand give a title of the shape and width that a title may have."""
    widths = [sum(0.5 if c.isascii() else 1.0 for c in line) for line in lines]
    turns = [right - left for left, right in pairwise(widths)]
    shaped = all(turns) and not any(a < 0 < b for a, b in pairwise(turns))
    return (
        shaped
        and max(widths) <= 20
        and len(set(widths)) == len(widths)
        and len(lines) <= len(title_lines("".join(lines))) + 1
    )


def _note_names(notes: Sequence[Part]) -> tuple[str, ...] | None:
    """The names of the 附件说明 if the writers word it alike; None if not."""
    lines = [text for part in notes if (text := _stripped(part))]
    if not lines:
        return ()
    if _bare(lines[0]) == "附件：" and len(lines) > 1:
        lines = [f"附件：{lines[1]}", *lines[2:]]
    single = _NAMED.fullmatch(lines[0])
    if len(lines) == 1 and single:
        names = [single[1]]
    else:
        listed = [_LISTED.fullmatch(line) for line in lines]
        numbered = [int(m[1]) for m in listed if m]
        if len(lines) < 2 or not lines[0].startswith("附件：") or numbered != list(range(1, len(lines) + 1)):
            return None
        names = [m[2] for m in listed if m]
    return None if any(name.endswith(_NAME_END) for name in names) else tuple(names)


def _titles(part: Part) -> bool:
    """Whether *part* is a line of an annex's title that the writers print as it stands."""
    return part.role is Role.ANNEX_TITLE and not part.text.endswith(_NAME_END)


def _imprint_lines(part: Part) -> list[str]:
    """The lines of 版记 that *part* holds, if it holds nothing else."""
    item = part.item
    if part.role in _IMPRINT:
        return [_stripped(part)]
    inner = (
        [p for row in item.rows for cell in row.cells for p in cell]
        if isinstance(item, TableView)
        else list(item.boxes)
    )
    texts = [text for p in inner if (text := printed(p))]
    alone = isinstance(item, TableView) or not printed(item)
    # A table may keep organ and date of printing in two cells.
    merged = [*texts[:-2], "\t".join(texts[-2:])] if len(texts) > 1 and not _imprint_element(texts[-1]) else texts
    return merged if alone and merged and all(map(_imprint_element, merged)) else []


def _imprint_element(text: str) -> list[Element]:
    copies, printed_by = _COPY.fullmatch(text), _PRINTED.fullmatch(text)
    if copies:
        return [Element(copies[1], (copies[2],))]
    if printed_by:
        return [Element("印发机关", (printed_by[1],)), Element("印发日期", (printed_by[2].rstrip(),))]
    return []
