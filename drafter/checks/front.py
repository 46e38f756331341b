"""What stands before the text: 版头, title, 副标题, 主送机关; GB/T 9704-2012, 7.2, 7.3.1 and 7.3.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.checks import patterns
from drafter.checks.parts import Part, Role, chinese_size, printed
from drafter.checks.standard import Words
from drafter.docxview import ParagraphView, TableView
from drafter.patterns import lazy

Item = ParagraphView | TableView

_REACH = 14
"""版头 lies within this many paragraphs that are not blank."""
_BIG = 18.0
_RED = lazy(r"(?:[C-F][0-9A-F]|FF)[0-4][0-9A-F][0-4][0-9A-F]")
_SPLIT = lazy(r"[、，,；;]")


def read_front(items: Sequence[Item], words: Words) -> dict[int, Part]:
    """The parts before the text by their index in *items*; what is not found is missing, not guessed."""
    parts = dict(_header(items, words))
    start = max(parts, default=-1) + 1
    parts.update(_title(items, start, words))
    if any(part.role is Role.TITLE for part in parts.values()):
        parts.update(_below_title(items, max(parts) + 1, words))
    return parts


def is_red(colour: str) -> bool:
    """Whether *colour* (``RRGGBB``) is a red."""
    return bool(_RED.fullmatch(colour))


def is_numbered(text: str) -> bool:
    """Whether *text* begins like a heading of some level."""
    return any(pattern.match(text) for pattern in patterns.HEADING)


def _seen(items: Sequence[Item], start: int) -> Iterator[tuple[int, ParagraphView]]:
    """Paragraphs from *start* on that are not blank, up to the first table."""
    for index in range(start, len(items)):
        item = items[index]
        if isinstance(item, TableView):
            return
        if printed(item):
            yield index, item


def _header(items: Sequence[Item], words: Words) -> Iterator[tuple[int, Part]]:
    """版头, if there is a 发文字号 or a red mark."""
    found: dict[int, Part] = {}
    unknown: dict[int, ParagraphView] = {}
    for count, (index, paragraph) in enumerate(_seen(items, 0)):
        text = printed(paragraph)
        if count >= _REACH or len(text) > 60:
            break
        role = _header_role(paragraph, text, count, words)
        if role is None and patterns.SESSION.fullmatch(re.sub(r"\s", "", text)) and _has_mark(found.values()):
            role = Role.NUMBER
        if role is None:
            unknown[index] = paragraph
        else:
            found[index] = Part(paragraph, role)
    last = max((i for i, part in found.items() if part.role in (Role.NUMBER, Role.MARK, Role.SIGNER)), default=-1)
    roles = {part.role for part in found.values()}
    if last < 0 and not roles & {Role.SECRECY, Role.URGENCY}:
        return
    last = max(last, max((i for i, p in found.items() if p.role is not Role.NUMBER), default=-1))
    yield from ((index, part) for index, part in found.items() if index <= last)
    if Role.NUMBER in roles:
        number = next(index for index, part in found.items() if part.role is Role.NUMBER)
        yield from ((i, Part(p, Role.MARK)) for i, p in unknown.items() if i < number)


def _has_mark(parts: Iterable[Part]) -> bool:
    return any(part.role is Role.MARK for part in parts)


def _header_role(paragraph: ParagraphView, text: str, count: int, words: Words) -> Role | None:
    plain = re.sub(r"\s", "", text)
    if count <= 2 and patterns.COPY_NUMBER.fullmatch(plain):
        return Role.COPY_NUMBER
    if plain.startswith(words.secrecy) and len(plain) <= 12:
        return Role.SECRECY
    if plain.startswith(words.urgency) and len(plain) <= 6:
        return Role.URGENCY
    if patterns.DOCUMENT_NUMBER.match(plain) and len(plain) <= 60:
        return Role.NUMBER
    if patterns.SIGNER.match(plain):
        return Role.SIGNER
    inked = [run for run in paragraph.runs if run.text.strip()]
    if inked and all(is_red(run.look.colour) for run in inked) and len(plain) <= 40:
        return Role.MARK
    return None


def _title(items: Sequence[Item], start: int, words: Words) -> Iterator[tuple[int, Part]]:
    lines: list[tuple[int, ParagraphView]] = []
    for index, paragraph in _seen(items, start):
        if lines and index != lines[-1][0] + 1:
            break
        if not _may_be_title(paragraph) or (lines and not _continues(lines, paragraph, words)):
            break
        lines.append((index, paragraph))
        if len(lines) == 6:
            break
    if not lines:
        return
    certain = _title_signs(lines, items, words) >= 2
    yield from ((index, Part(paragraph, Role.TITLE, certain=certain)) for index, paragraph in lines)


def _may_be_title(paragraph: ParagraphView) -> bool:
    text = printed(paragraph)
    return (
        len(text) <= 70
        and not text.endswith(tuple("。；：;:，,、"))
        and not is_numbered(text)
        and not patterns.DATE.fullmatch(text)
        and not text.startswith(("——", "--", "―", "（", "("))
        and not paragraph.style.lower().startswith("toc")
    )


def _continues(lines: list[tuple[int, ParagraphView]], paragraph: ParagraphView, words: Words) -> bool:
    """Whether *paragraph* is one more line of the title rather than what comes below it."""
    first = lines[0][1]
    size, wanted = chinese_size(paragraph), chinese_size(first)
    text = printed(paragraph)
    if abs(size - wanted) <= 1 and (size >= _BIG or paragraph.look.align == first.look.align):
        done = printed(lines[-1][1]).endswith(words.kinds)
        return size >= _BIG or (not done and len(text) <= 30)
    if paragraph.look.align == "center" and size >= _BIG:
        return True
    done = printed(lines[-1][1]).endswith(words.kinds)
    return not done and text.endswith(words.kinds) and len(text) <= 30


def _title_signs(lines: list[tuple[int, ParagraphView]], items: Sequence[Item], words: Words) -> int:
    first, last = lines[0][1], lines[-1]
    text = "".join(printed(paragraph) for _, paragraph in lines)
    following = items[last[0] + 1] if last[0] + 1 < len(items) else None
    return sum(
        (
            first.style.lower() in ("title", "标题"),
            first.look.align == "center",
            chinese_size(first) >= _BIG,
            text.rstrip("）)").endswith(words.kinds),
            "关于" in text or "年" in text,
            isinstance(following, ParagraphView)
            and (not printed(following) or _is_addressee(following, printed(following), words)),
        )
    )


def _below_title(items: Sequence[Item], start: int, words: Words) -> Iterator[tuple[int, Part]]:
    """副标题, the line of organ and date, and 主送机关."""
    for index, paragraph in _seen(items, start):
        role = _below_role(paragraph, words)
        if role is None:
            return
        yield index, Part(paragraph, role)
        if role is Role.ADDRESSEE:
            return


def _below_role(paragraph: ParagraphView, words: Words) -> Role | None:
    text = printed(paragraph)
    centred = paragraph.look.align == "center"
    if text.startswith(("——", "--", "―")) and len(text) <= 50:
        return Role.SUBTITLE
    if len(text) <= 40 and (patterns.REMARK.fullmatch(text) or patterns.DATE.fullmatch(text)):
        return Role.BYLINE
    if patterns.CAPTION.fullmatch(text):
        return None
    if centred and len(text) <= 30 and not is_numbered(text) and not text.endswith(patterns.SENTENCE_END):
        return Role.BYLINE
    return Role.ADDRESSEE if _is_addressee(paragraph, text, words) else None


def _is_addressee(paragraph: ParagraphView, text: str, words: Words) -> bool:
    body = text.rstrip("：:")
    if len(text) > 150 or "。" in text or is_numbered(text) or any(word in text for word in words.openings):
        return False
    names = [name.strip() for name in _SPLIT.split(body) if name.strip()]
    organs = sum(name.rstrip("）)").endswith(words.organs) for name in names)
    if not names or organs < (len(names) + 1) // 2:
        return False
    flush = paragraph.look.first <= 0 and paragraph.look.first_chars <= 0
    return text != body or (flush and len(names) <= 20)
