"""The text of a DOCX as it is compared before and after re-laying, and what a re-laid file cannot hold."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from drafter.checks.parts import printed
from drafter.diagnostics import DrafterError, failure
from drafter.docxview import DocxView, ParagraphView, TableView, TextRun
from drafter.patterns import lazy

_QUOTE = 12
_OPEN_NOTE, _CLOSE_NOTE = "\ue000", "\ue001"
"""Stand for the place of a footnote, whose text is compared there."""
_FURNITURE = lazy(r"[\s—\-－–―·.~第共页码/／\d]")
"""What may stand around a page number."""
LINKS = ("http://", "https://", "mailto:")
_UNREAD = {
    "endnoteReference": "尾注",
    "oMath": "公式",
    "ruby": "拼音指南",
    "altChunk": "嵌入的其他文件",
    "subDoc": "子文档",
    "chart": "图表",
    "relIds": "SmartArt 图形",
    "OLEObject": "嵌入的对象",
    "contentPart": "墨迹",
    "control": "控件",
}
_ADVICE = {
    "endnoteReference": "在 Word 里把尾注转换成脚注",
    "subDoc": "把子文档的内容并入正文",
    "altChunk": "用 Word 打开另存一次",
}


class Place(Struct, frozen=True):
    """A place in the source as the report names it."""

    paragraph: int = 0
    """From 1; 0 for the whole document."""
    quote: str = ""
    table: int = 0

    def __str__(self) -> str:
        where = f"第{self.table}个表格" if self.table else f"第{self.paragraph}段" if self.paragraph else ""
        quoted = f"“{self.quote}”" if self.quote else ""
        return f"{where}{quoted}：" if where or quoted else ""


def place_of(item: ParagraphView | TableView) -> Place:
    """The place of a paragraph or table of the body, with its first words."""
    if isinstance(item, TableView):
        words = (printed(p) for row in item.rows for cell in row.cells for p in cell if printed(p))
        return Place(quote=next(words, "")[:_QUOTE], table=item.number)
    return Place(item.number, re.sub(r"\s+", " ", printed(item))[:_QUOTE])


def stories(view: DocxView) -> Iterator[tuple[Place, ParagraphView]]:
    """All paragraphs of *view* in reading order with the place of the item that holds them: tables and text boxes included."""
    for item in view.body:
        place = place_of(item)
        if isinstance(item, TableView):
            yield from ((place, p) for row in item.rows for cell in row.cells for p in cell)
            continue
        yield place, item
        yield from ((Place(item.number, printed(box)[:_QUOTE]), box) for box in item.boxes)


class Substance(Struct, frozen=True):
    """What must be the same before and after."""

    characters: str
    """Every character but white space, automatic numbers and notes included."""
    places: tuple[Place, ...]
    """Of each character."""
    pictures: tuple[str, ...]
    """SHA-256 of each picture, in order."""


def substance(view: DocxView) -> Substance:
    """The text and the pictures of *view*."""
    notes = {number: "".join(map(_text, paragraphs)) for number, paragraphs in view.notes}
    characters: list[str] = []
    places: list[Place] = []
    pictures: list[str] = []
    for place, paragraph in stories(view):
        words = paragraph.label + "".join(_with_note(run, notes) for run in paragraph.runs)
        bare = "".join(words.split())
        characters.append(bare)
        places.extend([place] * len(bare))
        pictures.extend(_digest(view, part) for part in paragraph.pictures if part)
    return Substance("".join(characters), tuple(places), tuple(pictures))


def _text(paragraph: ParagraphView) -> str:
    return paragraph.label + paragraph.text


def _with_note(run: TextRun, notes: dict[int, str]) -> str:
    return f"{run.text}{_OPEN_NOTE}{notes.get(run.note, '')}{_CLOSE_NOTE}" if run.note else run.text


def _digest(view: DocxView, part: str) -> str:
    found = view.picture(part)
    return hashlib.sha256(found[1]).hexdigest() if found else ""


class Difference(Struct, frozen=True):
    """The first thing that re-laying would change."""

    place: Place
    what: str

    def refusal(self) -> DrafterError:
        """D021, naming the place."""
        where = str(self.place).removesuffix("：")
        return failure(
            "D021",
            None,
            f"{where}{self.what}照原样排不进公文格式，没有写新文件",
            "请在原文件里把这一处改成规范的写法，再运行一次；查问题用：drafter check",
        )


def difference(before: DocxView, after: DocxView) -> Difference | None:
    """What of text and pictures differs first; None if nothing does."""
    old, new = substance(before), substance(after)
    if old.characters != new.characters:
        pairs = enumerate(zip(old.characters, new.characters, strict=False))
        shorter = min(len(old.characters), len(new.characters))
        at = next((i for i, (a, b) in pairs if a != b), shorter)
        return Difference(old.places[min(at, len(old.places) - 1)] if old.places else Place(), "的文字")
    return Difference(Place(), "图片") if old.pictures != new.pictures else None


def refuse_unsupported(view: DocxView) -> None:
    """Make sure that everything in *view* that matters can be carried over.

    Raises:
        DrafterError: D020, one for each thing that can't.
    """
    found = [
        failure("D020", None, f"文件里有{_UNREAD[name]}（{count}处），带不过去，没有写新文件", _advice(name))
        for name, count in view.unread
    ]
    found += [_refusal(place_of(table), *trouble) for table in view.tables if (trouble := _table_trouble(table))]
    found += [
        _refusal(place, "有隐藏的文字，排出来就看得见了", "在原文件里删去隐藏文字，或者取消隐藏")
        for place, p in stories(view)
        if any(run.look.hidden and run.text.strip() for run in p.runs)
    ]
    found += [
        _refusal(place_of(p), "的图片不是 PNG 或 JPEG，带不过去", "在原文件里把它另存为 PNG，再插入")
        for p in view.paragraphs
        if any(part and not media_type(view, part) for part in p.pictures)
    ]
    if not any(printed(p) for _, p in stories(view)):
        found.append(failure("D020", None, "文件里没有文字，没有可排的内容，没有写新文件", "请给出有正文的文件"))
    if found:
        raise DrafterError(*(d for error in found for d in error.diagnostics))


def _advice(name: str) -> str:
    return f"请{_ADVICE.get(name, '在原文件里把它换成文字或者 PNG 图片')}，再运行一次"


def _refusal(place: Place, what: str, hint: str) -> DrafterError:
    return failure("D020", None, f"{str(place).removesuffix('：')}{what}，没有写新文件", f"请{hint}，再运行一次")


def _table_trouble(table: TableView) -> tuple[str, str] | None:
    cells = [p for row in table.rows for cell in row.cells for p in cell]
    if table.nested:
        return "里面还套着表格，照原样带不过去", "在原文件里把里面的表格拆出来"
    if any(p.pictures for p in cells):
        return "里面有图片或图形，照原样带不过去", "在原文件里把图片移到表格外面"
    if any(p.boxes for p in cells):
        return "里面有文本框，照原样带不过去", "在原文件里把文本框里的字改成普通文字"
    if any(row.skipped for row in table.rows):
        return "两边不齐，照原样带不过去", "在原文件里把表格各行对齐"
    return None


def media_type(view: DocxView, part: str) -> str:
    """``image/png`` or ``image/jpeg`` by the first bytes of a picture; empty for anything else."""
    found = view.picture(part)
    data = found[1] if found else b""
    return (
        "image/png"
        if data.startswith(b"\x89PNG\r\n\x1a\n")
        else "image/jpeg"
        if data.startswith(b"\xff\xd8\xff")
        else ""
    )


def losses(before: DocxView, after: DocxView) -> Iterator[tuple[Place, str]]:
    """What *before* holds and *after* does not: nothing of the text, but all that a reader may miss."""
    if before.comments:
        yield Place(), f"批注{before.comments}条"
    if before.revisions:
        yield Place(), f"修订痕迹{before.revisions}处，按接受修订以后的文字排"
    yield from _furniture(before)
    yield from _drawn(before)
    if any(section.landscape for section in before.sections):
        yield Place(), "横排的页面，改成了竖排"
    yield from _ornaments(before, after)


def _furniture(view: DocxView) -> Iterator[tuple[Place, str]]:
    """Headers and footers that say more than a page number."""
    said: dict[str, str] = {}
    for section in view.sections:
        for name, stories_of in (("页眉", section.headers), ("页脚", section.footers)):
            for _, paragraphs in stories_of:
                words = "".join(r.text for p in paragraphs for r in p.runs if not r.field)
                words += "".join(box.text for p in paragraphs for box in p.boxes)
                if _FURNITURE.sub("", words):
                    said.setdefault(re.sub(r"\s+", " ", words).strip(), name)
    yield from ((Place(), f"{name}里的文字“{words[:30]}”") for words, name in said.items())


def _drawn(view: DocxView) -> Iterator[tuple[Place, str]]:
    for paragraph in view.paragraphs:
        if "" in paragraph.pictures:
            yield place_of(paragraph), "一个没有图片文件的图形"
        if paragraph.bullet:
            yield place_of(paragraph), "项目符号"


def _ornaments(before: DocxView, after: DocxView) -> Iterator[tuple[Place, str]]:
    """Links, raised characters and struck words that are gone."""
    kept = Counter((mark, character) for _, mark, words in _marked(after) for character in words)
    for place, mark, words in _marked(before):
        gone = sum(1 for character in words if not kept[mark, character])
        kept.subtract((mark, character) for character in words)
        if gone:
            yield place, f"“{words[:_QUOTE]}”的{mark.partition(' ')[0]}"


def _marked(view: DocxView) -> Iterator[tuple[Place, str, str]]:
    raised = {"superscript": "上标", "subscript": "下标"}
    for place, paragraph in stories(view):
        for run in paragraph.runs:
            words = "".join(run.text.split())
            if run.link and not run.link.startswith("#_"):
                yield place, f"链接 {run.link}", words
            if run.look.raised in raised:
                yield place, raised[run.look.raised], words
            if run.look.strike:
                yield place, "删除线", words
