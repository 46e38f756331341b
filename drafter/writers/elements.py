"""Elements of an official document as plain lines, for the editions that do not lay them out."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.document import Document
from drafter.patterns import lazy

_ABOVE = ("份号", "密级和保密期限", "紧急程度", "发文机关标志", "发文字号")
_LABELLED_ABOVE = ("签发人",)
_LABELLED_BELOW = ("出席", "请假", "列席")
_COPIES = ("主送", "抄送")
_GAP = lazy("(【待补：[^】]*(?:】|$)|^[^【】]*】)")


def gaps_in(words: str) -> Iterator[tuple[str, bool]]:
    """*words* in pieces, and whether each is a gap 【待补：…】; the halves of one that a title's line cut in two count too."""
    if "【" not in words and "】" not in words:
        yield words, False
        return
    for at, piece in enumerate(_GAP.split(words)):
        if piece:
            yield piece, at % 2 == 1


def cover_title_of(document: Document) -> str:
    """The title of the 印发通知 that carries the document; empty if it goes out by itself."""
    return "".join("".join(document.element("通知标题")).split())


def cover_text_of(document: Document) -> tuple[str, ...]:
    """The paragraphs of the 印发通知."""
    lines = (line.strip() for value in document.element("通知正文") for line in value.split("\n"))
    return tuple(line for line in lines if line)


def organs_of(document: Document) -> tuple[str, ...]:
    """The organs that sign, the host first."""
    return document.element("署名") or ((document.organ,) if document.organ else ())


def recipients_of(document: Document) -> str:
    """The 主送机关 with the closing colon; empty if there is none."""
    names = "，".join(document.element("主送机关")).rstrip("：:")
    return f"{names}：" if names else ""


def remark_of(document: Document) -> str:
    """The 附注 in its brackets; empty if there is none."""
    remark = "".join(document.element("附注")).strip("（）()")
    return f"（{remark}）" if remark else ""


def copies_of(document: Document) -> tuple[str, ...]:
    """主送, if it had to leave the first page, and 抄送, each with label and 。 (7.4.2)."""
    lines = ((label, "，".join(document.element(label)).rstrip("。")) for label in _COPIES)
    return tuple(f"{label}：{names.removeprefix(f'{label}：')}。" for label, names in lines if names)


def printed_of(document: Document) -> tuple[str, str] | None:
    """印发机关 and 印发日期 as printed; None if neither is given."""
    organ, date = ("".join(document.element(name)) for name in ("印发机关", "印发日期"))
    return (organ, f"{date.removesuffix('印发')}印发" if date else "") if organ or date else None


def lines_above(document: Document) -> list[str]:
    """What stands above the title, one line for each element."""
    lines = ["　".join(document.element(name)) for name in _ABOVE]
    lines += [_labelled(document, name) for name in _LABELLED_ABOVE]
    return [line for line in lines if line]


def lines_below(document: Document) -> list[str]:
    """What stands right under the date, one line for each element."""
    lines = [_labelled(document, name) for name in _LABELLED_BELOW]
    lines += [remark_of(document)]
    return [line for line in lines if line]


def imprint_lines(document: Document) -> list[str]:
    """The 版记 at the document's end, one line for each element."""
    return [line for line in (*copies_of(document), "　".join(printed_of(document) or ())) if line]


def _labelled(document: Document, name: str) -> str:
    values = document.element(name)
    return f"{name}：{'、'.join(values)}" if values else ""
