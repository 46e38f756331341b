"""What stands around the sentences of a plain text: title, who signs and when, and what a web page left in it.

The functions change the kind of lines in place; a title or a signature is found by its place and form, page furniture by word lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from drafter.checks import patterns
from drafter.checks.text.lexicon import words
from drafter.checks.text.model import Kind, Line
from drafter.patterns import lazy

LONGEST_PRINTED = 160
"""A line of more characters is not only what a page printed."""
STOPS = "。！？；：，、"
_TITLE_WORDS = lazy(
    r"(?:总结|要点|计划|打算|思路|报告|方案|汇报|情况|通知|意见|安排|小结|述职)(?:（[^）]{1,8}）)?(?:范[文本])?(?: ?篇[一二三四五六七八九十\d])?$"
)
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 5
_FIRST = 8
"""Among so many paragraphs the title, and who speaks on what day, are looked for."""
_TAIL = 4
_LONGEST_ORGAN = 30
_ORGAN = lazy(r"(?:局|委|委员会|政府|办公室|厅|处|院|校|园|中心|大学|小学|中学|街道|学区|督导室|办事处)\Z")
_SPEAKER = lazy(
    r"[\u4e00-\u9fff、（）]{2,24}(?:局长|书记|主任|校长|园长|院长|[省市县区镇乡]长|主席)[ 　]+[\u4e00-\u9fff]{1,2}[ 　]*[\u4e00-\u9fff]{1,2}"
)
_NOTE = lazy(r"（此件[^（）]{2,10}）")
_BRACKETED_DATE = lazy(r"(?P<organ>[\u4e00-\u9fffXx×*]{0,24})（(?P<date>[^（）]{6,14})）")
_OPEN_NAME = lazy(r"《[^》]*\Z")
_NO_WORDS = lazy(r"[【{<|\[（*]")
"""How a note, a mark-up or a placeholder begins, but no heading."""
_STOPPED = lazy(r"\A[^。；：]+[。；，]\Z")
_LONGEST_STOPPED = 24
_SHUT_NAME = lazy(r"[^《》]*》")
_PAGE = lazy(r"\d{1,2}、\s*")
_TORN = 80
"""A paragraph of so many characters that does not end in a stop was cut by a page break."""
_WRAPPED = 6
"""So many lines of one width were broken by the width of a page, as in what is copied out of a PDF."""
_WIDTHS = range(36, 101)
"""The columns of such a page, a Chinese character counted as two."""
_SLACK = 5
"""By so many columns a full line may be shorter, where a mark or a word did not fit."""
_INDENT = 4
"""The first line of a paragraph is shorter by two characters."""
_WIDE = lazy(r"[^\x00-\x7f]")
_SPOKEN = lazy(r"[\u4e00-\u9fff]")
_CLOSED = (*patterns.SENTENCE_END, "）", ")", "》", '"', "、", "，", ",")


def is_furniture(text: str) -> bool:
    """Whether a line is what a web page or a paid site printed around the text; a long one holds text as well."""
    stripped = text.lstrip(" \t•·　")
    return len(stripped) <= LONGEST_PRINTED and bool(
        words().pattern("网页式").match(stripped) or words().pattern("付费式").search(stripped)
    )


def without_pages(lines: Sequence[Line]) -> Iterator[Line]:
    """*lines* in which the page numbers of a document site are lines of their own: it prints “2、” where it cuts a sentence."""
    kept = [line for line in lines if line.kind is not Kind.FURNITURE]
    runs = [(one, other) for one, other in pairwise(kept) if _is_torn(one) and _follows(_page(one), _page(other))]
    cut = {id(one) for one, _ in runs}
    numbered = {id(line) for run in runs for line in run if _page(line)}
    for line in lines:
        bare = replace(line, kind=Kind.BODY, level=0, label="", lead_end=0, goes_on=id(line) in cut)
        if id(line) in numbered:
            end = len(line.label)
            yield replace(bare, text=line.label, kind=Kind.FURNITURE, goes_on=False)
            yield replace(bare, text=line.text[end:], places=line.places[end:])
        else:
            yield bare if id(line) in cut else line


def _follows(page: int, following: int) -> bool:
    """Whether the second number is the next page of the first; the first page may have none."""
    return following > 1 and page in (0, following - 1)


def _page(line: Line) -> int:
    return int(line.label.rstrip("、 ")) if line.label and _PAGE.fullmatch(line.label) else 0


def _is_torn(line: Line) -> bool:
    return len(line.text) >= _TORN and not line.text.endswith(_CLOSED)


def mark_title(lines: list[Line], kept: Sequence[int]) -> str:
    """Find the title among the first paragraphs, and mark it, every line there that says it again, and a name that it breaks."""
    title = _first_title(lines, kept)
    first = kept[:_FIRST]
    for i, following in pairwise(first):
        if _OPEN_NAME.search(lines[i].plain) and _SHUT_NAME.match(lines[following].plain):
            lines[i] = replace(lines[i], goes_on=True)
    for i in first:
        if len(title) >= _SHORTEST_TITLE and lines[i].kind is Kind.BODY and lines[i].text == title:
            lines[i] = replace(lines[i], kind=Kind.TITLE, level=0, label="", lead_end=0)
    return title


def _first_title(lines: list[Line], kept: Sequence[int]) -> str:
    explicit = [i for i in kept if lines[i].kind is Kind.TITLE]
    for i in explicit or kept[:_FIRST]:
        line = lines[i]
        if line.level and not explicit:
            break
        stopped = line.plain.endswith(tuple("。；：，")) and not _is_stopped_title(line.plain, kept)
        if len(line.text) > _LONGEST_TITLE or stopped:
            if i == kept[0]:
                break
            continue
        named = bool(explicit) or bool(_TITLE_WORDS.search(line.plain.removesuffix("。")))
        if named or i == kept[0]:
            lines[i] = replace(line, kind=Kind.TITLE, level=0, label="", lead_end=0)
            if named:
                return line.text
    return next((line.text for line in lines if line.kind is Kind.TITLE), "")


def _is_stopped_title(text: str, kept: Sequence[int]) -> bool:
    """2024年度校长述职报告。 as the first of several paragraphs is a title with a stop too many."""
    words_of_title = _TITLE_WORDS.search(text.removesuffix("。"))
    return bool(words_of_title) and len(kept) > 1 and not any(one in text for one in "，、；：了")


def mark_signature(lines: list[Line], kept: Sequence[int]) -> tuple[str, str]:
    """Find 署名 and 成文日期, at the end, else below the title, and mark them and others of their kind; the two as printed."""
    found = [signed for at in range(1, len(kept)) if (signed := _signature(lines, kept, at))]
    last = [(organ, day) for at, organ, day in found if at >= len(kept) - _TAIL]
    first = [(organ, day) for at, organ, day in found if at < _FIRST]
    return (*last[::-1], *first, ("", ""))[0]


def _signature(lines: list[Line], kept: Sequence[int], at: int) -> tuple[int, str, str] | None:
    """The date on that line with the organ beside or above it, both marked; None if the line is no date."""
    line, above = lines[kept[at]], lines[kept[at - 1]]
    if _NOTE.fullmatch(line.plain) or (at < _FIRST and _SPEAKER.fullmatch(line.plain)):
        lines[kept[at]] = _framed(line)
        return None
    bracketed = _BRACKETED_DATE.fullmatch(line.plain) if at < _FIRST else None
    day = bracketed["date"] if bracketed else line.plain
    if not patterns.DATE.fullmatch(day.replace(" ", "")):
        return None
    lines[kept[at]] = _framed(line)
    if bracketed and bracketed["organ"]:
        return at, bracketed["organ"], day
    tail = at >= len(kept) - _TAIL
    if above.kind is Kind.FRAME:
        return at, above.text, day
    short = len(above.text) <= _LONGEST_ORGAN and not any(stop in above.plain for stop in STOPS)
    if short and above.kind is Kind.BODY and (tail or _ORGAN.search(above.plain)):
        lines[kept[at - 1]] = _framed(above)
        return at, above.text, day
    return at, "", day


def _framed(line: Line) -> Line:
    return replace(line, kind=Kind.FRAME, level=0, label="", lead_end=0)


def mark_wrapped(lines: list[Line], kept: Sequence[int]) -> None:
    """Mark the lines of a text that the width of a page breaks: the next one goes on with the paragraph."""
    widths = {i: len(lines[i].text) + len(_WIDE.findall(lines[i].text)) for i in kept}
    page = _page_width(sorted(widths.values()))
    full = [
        (i, below)
        for i, below in pairwise(kept)
        if page - _SLACK - _INDENT < widths[i] <= page and not lines[i].plain.endswith(patterns.SENTENCE_END)
    ]
    if len(full) < _WRAPPED or 2 * len(full) < sum(page - _SLACK < width <= page for width in widths.values()):
        return
    for i, below in full:
        lines[i] = replace(lines[i], goes_on=not lines[below].label)


def _page_width(widths: Sequence[int]) -> int:
    """The greatest width that a third of the lines nearly have; 0 if there is none."""
    for width in sorted({one for one in widths if one in _WIDTHS}, reverse=True):
        if 3 * sum(width - _SLACK < one <= width for one in widths) >= max(3 * _WRAPPED, len(widths)):
            return width
    return 0


def mark_stopped_headings(lines: list[Line], kept: Sequence[int]) -> None:
    """A short numbered line above a paragraph is a heading although a stop ends it; the last of a list's items is none."""
    siblings: dict[int, Line] = {}
    for i, below in pairwise(kept):
        line, following = lines[i], lines[below]
        if not line.label:
            continue
        counts = any(mark.isdigit() for mark in line.plain[len(line.label) :])
        short = line.kind is Kind.BODY and len(line.text) <= _LONGEST_STOPPED and _STOPPED.search(line.plain)
        alone = following.kind is Kind.BODY and not following.level and len(following.text) > _LONGEST_STOPPED // 2
        before = siblings.get(line.level)
        if short and not counts and alone and not (before and before.kind is Kind.BODY):
            lines[i] = line = replace(line, kind=Kind.HEADING, lead_end=0)
        elif line.plain.endswith("。") and before and before.kind is Kind.BODY and before.plain.endswith("；"):
            lines[i] = line = replace(line, kind=Kind.BODY)
        siblings = {level: one for level, one in siblings.items() if level < line.level} | {line.level: line}


def mark_bare_headings(lines: list[Line], kept: Sequence[int]) -> None:
    """A short line without stops between paragraphs is a heading without a number.

    One right below a numbered heading opens a lower level, and so are its likes up to the next numbered heading.
    """
    level = 1
    for at, i in enumerate(kept[:-1]):
        line, above, following = lines[i], lines[kept[at - 1]], lines[kept[at + 1]]
        if line.kind is Kind.HEADING and line.label:
            level = 1
        bare = line.kind is Kind.BODY and not line.level and 3 <= len(line.text) <= 30
        if (
            bare
            and not any(stop in line.plain for stop in STOPS)
            and not (line.goes_on or above.goes_on)
            and _SPOKEN.search(line.plain)
            and not (_OPEN_NAME.search(line.plain) or _SHUT_NAME.match(line.plain) or _NO_WORDS.match(line.plain))
            and at
            and following.kind in (Kind.BODY, Kind.HEADING)
        ):
            level = above.level + 1 if above.kind is Kind.HEADING and above.label else level
            lines[i] = replace(line, kind=Kind.HEADING, level=level, lead_end=0, guessed=True)
