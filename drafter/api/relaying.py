"""``drafter fix``: a DOCX written by hand in the layout of GB/T 9704-2012 or of a house, without a character changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from drafter.api.files import refuse_foreign, replace_or_write_beside
from drafter.api.folders import shown_path
from drafter.api.layout_review import layout_findings
from drafter.api.relay_document import Restored, restore
from drafter.api.relay_plain import restore_plain
from drafter.api.relay_text import difference, losses, refuse_unsupported
from drafter.api.reported import Reported
from drafter.checks.layout import Role, Standard, standard_from_layout
from drafter.checks.parts import typed_indent
from drafter.diagnostics import failure
from drafter.document import Layout
from drafter.docxview import DocxView, RunLook, open_docx
from drafter.writers import write_docx

_COUNTED = (
    (Role.MARK, "发文机关标志", "行"),
    (Role.NUMBER, "发文字号", "个"),
    (Role.TITLE, "标题", "行"),
    (Role.ADDRESSEE, "主送机关", "行"),
    (Role.HEADING, "层次标题", "个"),
    (Role.BODY, "正文", "段"),
    (Role.TABLE, "表格", "个"),
    (Role.NOTE, "附件说明", "行"),
    (Role.ORGAN, "署名", "行"),
    (Role.DATE, "成文日期", "个"),
    (Role.REMARK, "附注", "行"),
    (Role.LABEL, "附件", "个"),
)


class Relaid(Struct, frozen=True):
    """What came of re-laying one file."""

    written: str
    """The new file as it is shown to the user."""
    recognised: tuple[tuple[str, int, str], ...]
    """Name, number and measure word of each sort of element."""
    changed: tuple[str, ...]
    """What was changed, in words, with counts."""
    unsure: tuple[tuple[str, str], ...]
    """Places and what they were taken for."""
    lost: tuple[tuple[str, str], ...]
    """Places and what of them is not in the new file; never text."""
    before: int
    """How many layout findings the source has."""
    after: tuple[Reported, ...]
    """The layout findings that are left: what only a person can mend."""


def relay(source: Path, output: Path, house: Layout | None = None, *, force: bool = False) -> Relaid:
    """Write the text of the DOCX *source* to *output* in the layout of *house*, or of GB/T 9704-2012.

    Nothing is written unless the new file, read again, holds every character and picture of the old one in the same order.

    Raises:
        DrafterError: *source* can't be read, or holds what can't be carried over (D020); the text would differ (D021);
            *output* is *source*, somebody else's work, or can't be written.
    """
    _refuse_source(source, output)
    view = open_docx(source, shown_path(source))
    if not force:
        refuse_foreign(output, "docx")
    refuse_unsupported(view)
    standard = standard_from_layout(house) if house is not None else None
    restored, data = _written(view, standard, house or Layout())
    result = open_docx(data, shown_path(output))
    written = replace_or_write_beside(output, data, "docx")
    return Relaid(
        written=shown_path(written),
        recognised=tuple(_counts(view, restored)),
        changed=tuple(_changes(restored)),
        unsure=tuple((str(guess.place), guess.role) for guess in restored.guesses),
        lost=tuple((str(place), what) for place, what in losses(view, result)),
        before=len(layout_findings(view, standard)),
        after=layout_findings(result, standard),
    )


def _written(view: DocxView, standard: Standard | None, layout: Layout) -> tuple[Restored, bytes]:
    """The new file with the same text and pictures; as plain lines if its elements can't be told in order.

    Raises:
        DrafterError: D021, the text would differ.
    """
    restored = restore(view, standard)
    data = write_docx(restored.document, layout)
    found = difference(view, open_docx(data, view.shown))
    if found is None:
        return restored, data
    plain = restore_plain(view, restored, found.place)
    if plain is None:
        raise found.refusal()
    data = write_docx(plain.document, layout)
    if difference(view, open_docx(data, view.shown)) is not None:
        raise found.refusal()
    return plain, data


def _refuse_source(source: Path, output: Path) -> None:
    if output.suffix.lower() != ".docx":
        raise failure("D005", None, f"-o 后面的“{output}”不是 .docx 文件", "写成 新文件名.docx")
    same = output.exists() and source.exists() and output.samefile(source)
    if same or output.resolve() == source.resolve():
        raise failure("D003", None, "-o 不能是原来的文件：原来的文件要留着核对", "用 -o 另给一个文件名")


def _counts(view: DocxView, restored: Restored) -> Iterator[tuple[str, int, str]]:
    counts = Counter(part.role for part in restored.recognised.parts)
    yield from ((name, counts[role], unit) for role, name, unit in _COUNTED if counts[role])
    pictures = sum(1 for paragraph in view.paragraphs for part in paragraph.pictures if part)
    extra = (
        ("图片", pictures, "张"),
        ("脚注", len(restored.document.notes), "条"),
        ("版记", len(restored.recognised.imprint), "行"),
    )
    yield from ((name, count, unit) for name, count, unit in extra if count)


def _changes(restored: Restored) -> Iterator[str]:
    parts = restored.recognised.parts
    paragraphs = [part.paragraph for part in parts if part.paragraph is not None]
    yield "全文的纸张、版心、字体、字号、行距、缩进和页码按版式重设"
    counts = {
        "去掉空行{}个，按标准留空行": sum(part.role is Role.BLANK for part in parts),
        "去掉敲在段首的空格{}段，改用缩进": sum(bool(typed_indent(p)) and p.look.align != "center" for p in paragraphs),
        "自动编号改成了文字{}处": sum(bool(p.label) for p in paragraphs),
        "去掉加粗、斜体、下划线、颜色、底色等修饰{}段": sum(
            any(_decorated(run.look) for run in part.runs if run.text.strip())
            for part in parts
            if part.role is not Role.MARK
        ),
        "分页符{}处重新安排": sum("\f" in p.text for p in paragraphs),
    }
    yield from (words.format(count) for words, count in counts.items() if count)


def _decorated(look: RunLook) -> bool:
    return look.bold or look.italic or look.underline or bool(look.highlight) or look.colour not in ("", "000000")
