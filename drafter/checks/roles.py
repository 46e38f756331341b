"""Which element of an official document each paragraph is, in any DOCX, drafter's or not.

Recognition goes by what is written first and by how it looks second, because how it looks is what is to be checked.  What is
not certain says so: rules keep silent about it, and whoever re-lays the document is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from drafter.checks import patterns
from drafter.checks.front import Item, is_numbered, read_front
from drafter.checks.parts import Part, Role, chinese_size, printed, typed_indent
from drafter.checks.standard import Words, gbt9704
from drafter.docxview import DocxView, ParagraphView, TableView

_TAIL = 3
"""At most so many paragraphs (附注, 联系人) follow the date in the main text."""
_SET_IN = 400
"""Twips on both sides that set a quotation apart."""
_TITLE_SIZE = 18.0
_FAR = 2400
"""A left indent in twips beyond which a short line is a signature, not text."""


class RecognisedDocument(Struct, frozen=True):
    """Every item of the body with its role, in order."""

    parts: tuple[Part, ...]
    imprint: tuple[Part, ...] = ()
    """版记, wherever it stands: in the body, in a table or in text boxes."""

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts that have one of *roles*, in order."""
        return tuple(part for part in self.parts if part.role in roles)

    @property
    def has_header(self) -> bool:
        """Whether it has a 版头: a 发文字号 or a red mark."""
        return bool(self.of(Role.NUMBER, Role.MARK))

    @property
    def unsure(self) -> tuple[Part, ...]:
        """The parts whose role was guessed."""
        return tuple(part for part in self.parts if not part.certain)


def recognise(view: DocxView, words: Words | None = None) -> RecognisedDocument:
    """The role of each paragraph and table of *view*."""
    known = words or gbt9704().words
    items = view.body
    parts = read_front(items, known)
    start = max(parts, default=-1) + 1
    imprint = _imprint_start(items, start)
    annexes = _annex_starts(items, start, imprint)
    end = min([*annexes, imprint])
    parts.update(_closing(items, start, end, known))
    for index in range(len(items)):
        if index not in parts:
            parts[index] = _ordinary(items, index, in_imprint=index >= imprint)
    _mark_attendance(parts)
    _number_annexes(parts, annexes, imprint)
    ordered = tuple(parts[index] for index in range(len(items)))
    return RecognisedDocument(ordered, _imprint(view, ordered))


def _mark_attendance(parts: dict[int, Part]) -> None:
    """Tell the lines of names in a 纪要 from its text."""
    if any(part.role is Role.MARK and part.text.endswith("纪要") for part in parts.values()):
        for index, part in parts.items():
            if part.role is Role.BODY and patterns.ATTENDANCE.fullmatch(part.text):
                parts[index] = Part(part.item, Role.ATTENDANCE)


def heading_of(text: str) -> tuple[int, str]:
    """Level (1–4) and number of a text that begins like a heading; ``(0, "")`` if it does not."""
    for level, pattern in enumerate(patterns.HEADING, 1):
        match = pattern.match(text)
        if match:
            return level, re.sub(r"\s", "", match[0])
    return 0, ""


def _ordinary(items: Sequence[Item], index: int, *, in_imprint: bool) -> Part:
    item = items[index]
    if isinstance(item, TableView):
        return Part(item, Role.TABLE)
    text = printed(item)
    if not text:
        return Part(item, Role.PICTURE if any(item.pictures) else Role.BLANK)
    role = _imprint_role(text, after_copies=in_imprint)
    if role is not None:
        return Part(item, role)
    if item.style.lower().startswith("toc") or any(run.field.upper().startswith("TOC") for run in item.runs):
        return Part(item, Role.CONTENTS)
    if patterns.CAPTION.fullmatch(text) and _beside_figure(items, index):
        return Part(item, Role.CAPTION)
    return Part(item, Role.QUOTE) if _is_quote(item) else _text_part(item, text)


def _text_part(item: ParagraphView, text: str) -> Part:
    """A heading or a paragraph of text."""
    level, number = heading_of(text)
    rest = text[len(number) :].strip() if level else text
    if level and _stands_alone(rest):
        return Part(item, Role.HEADING, level, number)
    if not level and item.look.outline < 9 and len(text) <= 60 and not text.endswith("。"):
        return Part(item, Role.HEADING, min(item.look.outline + 1, 4))
    if not level and _looks_like_heading(item, text):
        return Part(item, Role.HEADING, 1, certain=False)
    lead = patterns.RUN_IN.match(text)
    aside = item.look.align in ("center", "right")
    sentence = text.endswith("。") and len(text) >= 25
    sure = sentence or len(text) >= 60 if aside else len(text) >= 40 or text.endswith(patterns.SENTENCE_END)
    return Part(item, Role.BODY, level, number, lead.end() if lead else 0, certain=sure)


def _is_quote(item: ParagraphView) -> bool:
    """A paragraph in a style for quotations, or set in on the left in 楷体 as a whole."""
    if item.style.lower() in ("quote", "intense quote", "block text", "引用", "明显引用"):
        return True
    classes = {gbt9704().typefaces.class_of(run.look.east_asia) for run in item.runs if run.text.strip()}
    return item.look.left >= _SET_IN and item.look.right >= _SET_IN and classes == {"楷体"}


def _stands_alone(rest: str) -> bool:
    """Whether what follows a number is a heading on a line of its own."""
    if not rest or len(rest) > 45 or rest.endswith(("；", ";", "：", ":", "，", "、")):
        return False
    if rest.endswith("。"):
        return len(rest) <= 25 and "。" not in rest[:-1] and "，" not in rest
    return "。" not in rest and "；" not in rest


def _looks_like_heading(item: ParagraphView, text: str) -> bool:
    """Short, unmarked, and set apart by bold or 黑体: likely a heading without a number."""
    if (
        len(text) > 25
        or text.endswith((*patterns.SENTENCE_END, "，", "、", "）", ")"))
        or typed_indent(item).count("　") > 4
    ):
        return False
    faces = gbt9704().typefaces
    inked = [run.look for run in item.runs if run.text.strip()]
    return bool(inked) and all(look.bold or faces.class_of(look.east_asia) == "黑体" for look in inked)


def _beside_figure(items: Sequence[Item], index: int) -> bool:
    for near in range(max(index - 2, 0), min(index + 3, len(items))):
        item = items[near]
        if near != index and (isinstance(item, TableView) or item.pictures):
            return True
    return False


# --- the end of the document -------------------------------------------------------------------------------------------


def _imprint_role(text: str, *, after_copies: bool = False) -> Role | None:
    """The role of a line of the 版记; below 抄送 a line of printing is known even if it lacks its last word."""
    if patterns.COPIES.fullmatch(text):
        return Role.COPIES
    printing = patterns.PRINTING.fullmatch(text) or (after_copies and patterns.PRINTING_UNSAID.fullmatch(text))
    return Role.PRINTING if printing else None


def _imprint_start(items: Sequence[Item], start: int) -> int:
    """Index of the first paragraph or table of the 版记 that stands in the flow of the body; their number if none does."""
    first = len(items)
    for index in range(len(items) - 1, start - 1, -1):
        item = items[index]
        if isinstance(item, TableView):
            if not any(_imprint_role(printed(p)) for row in item.rows for cell in row.cells for p in cell):
                break
            first = index
        elif printed(item):
            last_line = first == len(items) and _follows_copies(items, index)
            if _imprint_role(printed(item), after_copies=last_line) is None:
                break
            first = index
    return first


def _follows_copies(items: Sequence[Item], index: int) -> bool:
    above = next((i for i in reversed(items[:index]) if isinstance(i, TableView) or printed(i)), None)
    return isinstance(above, ParagraphView) and bool(patterns.COPIES.fullmatch(printed(above)))


def _annex_starts(items: Sequence[Item], start: int, imprint: int) -> list[int]:
    """Indexes of the lines 附件N that open an annex."""
    found: list[int] = []
    for index in range(start, imprint):
        item = items[index]
        if isinstance(item, TableView) or not patterns.LABEL.fullmatch(printed(item)):
            continue
        if found or opens_page(items, index) or not _lists_notes(items, index, start, imprint):
            found.append(index)
    return found


def _lists_notes(items: Sequence[Item], index: int, start: int, imprint: int) -> bool:
    """Whether a bare 附件： is the head of an 附件说明: no date stands before it, and numbered names follow."""
    if any(_is_date(item) for item in items[start:index]):
        return False
    following = next(
        (printed(i) for i in items[index + 1 : imprint] if isinstance(i, ParagraphView) and printed(i)), ""
    )
    return bool(patterns.NOTE_ITEM.fullmatch(following))


def opens_page(items: Sequence[Item], index: int) -> bool:
    """Whether the item at *index* of the body is made to begin a page."""
    item = items[index]
    if isinstance(item, ParagraphView) and (item.look.page_break_before or item.text.startswith("\f")):
        return True
    for near in range(index - 1, -1, -1):
        before = items[near]
        if isinstance(before, TableView):
            return False
        if "\f" in before.text or before.ends_section:
            return True
        if printed(before):
            return False
    return False


def _is_date(item: Item) -> bool:
    if not isinstance(item, ParagraphView):
        return False
    return bool(patterns.DATE.fullmatch(re.sub(r"\s", "", printed(item))))


def _closing(items: Sequence[Item], start: int, end: int, words: Words) -> dict[int, Part]:
    """附件说明, 署名, 成文日期 and 附注 of the main text."""
    seen = [i for i in range(start, end) if isinstance(items[i], TableView) or printed(items[i])]  # type: ignore[arg-type]
    parts: dict[int, Part] = {}
    lines = [i for i in seen if isinstance(items[i], TableView) or not _imprint_role(printed(items[i]))]  # type: ignore[arg-type]
    date = next((i for i in reversed(lines[-_TAIL - 1 :]) if _is_date(items[i])), None)
    for index in seen:
        item = items[index]
        if date is not None and index > date and isinstance(item, ParagraphView) and not _imprint_role(printed(item)):
            remark = bool(patterns.REMARK.fullmatch(printed(item)))
            parts[index] = Part(item, Role.REMARK if remark else Role.BODY, certain=remark)
    if date is not None:
        parts[date] = Part(items[date], Role.DATE)
    before = [i for i in seen if date is None or i < date]
    organs = _organs(items, before, dated=date is not None, words=words)
    parts.update({i: Part(items[i], Role.ORGAN) for i in organs})
    rest = before[: len(before) - len(organs)]
    parts.update({i: Part(items[i], Role.NOTE) for i in _note_lines(items, rest)})
    return parts


def _organs(items: Sequence[Item], before: list[int], *, dated: bool, words: Words) -> list[int]:
    """The lines of the 署名, from the last upwards."""
    found: list[int] = []
    for index in reversed(before):
        item = items[index]
        if not isinstance(item, ParagraphView) or len(found) == 6:
            break
        text = printed(item)
        named = re.sub(r"\s", "", text).endswith(words.organs)
        short = len(text) <= 30 and not text.endswith((*patterns.SENTENCE_END, "，", "、")) and not is_numbered(text)
        if not short or text.startswith("附件") or not (_set_right(item) or (dated and named)):
            break
        found.insert(0, index)
    return found


def _set_right(item: ParagraphView) -> bool:
    look = item.look
    return (
        look.align in ("right", "center")
        or look.left + max(look.first, 0) > _FAR
        or look.left_chars + max(look.first_chars, 0) > 800
        or len(typed_indent(item)) >= 8
    )


def _note_lines(items: Sequence[Item], before: list[int]) -> list[int]:
    """The lines of the 附件说明 at the end of the text: one that begins with 附件, and numbered names below it."""
    for back, index in enumerate(reversed(before)):
        item = items[index]
        if not isinstance(item, ParagraphView) or back > 20:
            return []
        text = printed(item)
        if text.startswith("附") and (patterns.NOTE.fullmatch(text) or patterns.LABEL.fullmatch(text)):
            sentence = "。" in text[:-1] or len(text) > 90
            return [] if sentence else before[len(before) - back - 1 :]
        if not patterns.NOTE_ITEM.fullmatch(text) and not (len(text) <= 60 and "。" not in text):
            return []
    return []


def _number_annexes(parts: dict[int, Part], annexes: Sequence[int], imprint: int) -> None:
    """Mark what belongs to each annex: its label, its title and what follows."""
    for count, (begin, finish) in enumerate(pairwise((*annexes, imprint)), 1):
        parts[begin] = replace(parts[begin], role=Role.LABEL, level=0, number="", lead=0, certain=True)
        titled = False
        for index in range(begin, finish):
            part = replace(parts[index], annex=count)
            paragraph = part.paragraph
            if not titled and index > begin and paragraph is not None and part.role is not Role.BLANK:
                titled = True
                if _titles_annex(paragraph, part):
                    part = replace(part, role=Role.ANNEX_TITLE, level=0, number="", lead=0, certain=True)
            elif paragraph is not None and _continues_title(parts[index - 1], paragraph):
                part = replace(part, role=Role.ANNEX_TITLE, level=0, number="", lead=0, certain=True)
            parts[index] = part


def _titles_annex(paragraph: ParagraphView, part: Part) -> bool:
    text = part.text
    return (
        len(text) <= 60
        and not text.endswith(patterns.SENTENCE_END)
        and (not part.number or chinese_size(paragraph) > 18)
    )


def _continues_title(above: Part, paragraph: ParagraphView) -> bool:
    """Whether *paragraph* is one more line of the title of an annex."""
    upper = above.paragraph
    if upper is None or above.role is not Role.ANNEX_TITLE or not printed(paragraph):
        return False
    size = chinese_size(paragraph)
    return paragraph.look.align == "center" and size >= _TITLE_SIZE and abs(size - chinese_size(upper)) < 1


def _imprint(view: DocxView, parts: Sequence[Part]) -> tuple[Part, ...]:
    found = [part for part in parts if part.role in (Role.COPIES, Role.PRINTING)]
    for item in view.body:
        for paragraph in _inner(item):
            role = _imprint_role(printed(paragraph))
            if role is not None:
                found.append(Part(paragraph, role))
    return tuple(found)


def _inner(item: Item) -> tuple[ParagraphView, ...]:
    """The paragraphs in the cells of a table, or in the text boxes of a paragraph."""
    if isinstance(item, TableView):
        return tuple(paragraph for row in item.rows for cell in row.cells for paragraph in cell)
    return item.boxes
