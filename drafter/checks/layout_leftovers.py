"""What must not be left in a file that is to be signed: traces of editing, of other documents and of programs; and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.parts import Role
from drafter.checks.registry import LAYOUT
from drafter.checks.subject import Subject, millimetres, sight
from drafter.diagnostics import Severity
from drafter.docxview import TableView

_PROPERTIES = "在“文件—信息—属性”里改正或清空"
_SLACK = 230
"""Twips; the cell margins by which Word lets a table of full width stand out on both sides."""
_LONG_TABLE = 15
"""Rows from which a table surely runs on to a second page."""


@LAYOUT.rule("L779", "tracked-changes", Strength.CUSTOM, "", Severity.WARNING)
def tracked(subject: Subject) -> Iterator[Sighting]:
    """A document to be signed holds no tracked changes: what was struck out could still be read."""
    if subject.view.revisions:
        part = next(
            (p for p in subject.document.parts if p.paragraph and (p.paragraph.deleted or _inserted(p.runs))), None
        )
        found, wanted, hint = f"{subject.view.revisions}处", "没有", "在“审阅”里接受或拒绝全部修订"
        yield sight(part, "修订痕迹", found, wanted, hint) if part else Sighting("修订痕迹", found, wanted, hint)


def _inserted(runs: tuple[object, ...]) -> bool:
    return any(getattr(run, "inserted", False) for run in runs)


@LAYOUT.rule("L798", "comments-left", Strength.CUSTOM, "", Severity.WARNING)
def comments(subject: Subject) -> Iterator[Sighting]:
    """A document to be signed holds no comments."""
    if subject.view.comments:
        yield Sighting("批注", f"{subject.view.comments}条", "没有", "在“审阅”里删除全部批注")


@LAYOUT.rule("L799", "hidden-text", Strength.CUSTOM, "", Severity.WARNING)
def hidden(subject: Subject) -> Iterator[Sighting]:
    """A document to be signed holds no hidden text: whoever receives the file can show it."""
    for part in subject.document.parts:
        if isinstance(part.item, TableView):
            runs = tuple(run for row in part.item.rows for cell in row.cells for p in cell for run in p.runs)
        else:
            runs = part.item.runs
        if any(run.look.hidden and run.text for run in runs):
            yield sight(part, "隐藏文字", "有", "没有", "选中全文，在“字体”里取消“隐藏”，再删去不要的文字")


@LAYOUT.rule("L707", "stale-properties", Strength.CUSTOM, "", Severity.WARNING)
def properties(subject: Subject) -> Iterator[Sighting]:
    """The title in the properties of the file is that of this document, not of the one it was copied from."""
    own, words = subject.view.properties, subject.standard.words
    title, actual = _bare(own.title), _bare("".join(part.text for part in subject.document.of(Role.TITLE)))
    placeholder = own.title.lower() in words.placeholder_titles
    if title and actual and not placeholder and title not in actual and actual not in title:
        yield Sighting("文件属性里的标题", f"“{own.title}”", "本文标题或空", _PROPERTIES, where="文件属性")


@LAYOUT.rule("L769", "generator-in-properties", Strength.CUSTOM)
def generator(subject: Subject) -> Iterator[Sighting]:
    """The properties of the file do not name the program that made it where an author is expected."""
    own, words = subject.view.properties, subject.standard.words
    for name, value in (("作者", own.author), ("上次修改者", own.last_author), ("备注", own.description)):
        if any(word in value.lower() for word in words.generators):
            yield Sighting(f"文件属性里的{name}", f"“{value}”", "单位、姓名或空", _PROPERTIES, where="文件属性")
            return


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@LAYOUT.rule("L709", "fetched-from-outside", Strength.CUSTOM, "", Severity.WARNING)
def external(subject: Subject) -> Iterator[Sighting]:
    """The file fetches nothing from outside: a template or picture elsewhere is missing on the reader's machine, or tells that it was opened."""
    for target in subject.view.external:
        yield Sighting(
            "外部链接的模板或图片", f"“{target[:60]}”", "没有", "把图片嵌入文件，把模板改回 Normal", where="文件"
        )


@LAYOUT.rule("L708", "style-ring", Strength.CUSTOM, "", Severity.WARNING)
def style_ring(subject: Subject) -> Iterator[Sighting]:
    """No style is based on itself in a ring; programs disagree about how such text looks."""
    for name in subject.view.style_rings:
        yield Sighting(f"样式“{name}”", "循环引用", "不循环", "在“样式—修改”里改它的“样式基准”", where="样式")


@LAYOUT.rule("L718", "table-too-wide", Strength.CUSTOM, "5.2.1", Severity.WARNING)
def table_width(subject: Subject) -> Iterator[Sighting]:
    """A table lies within the text block."""
    width = subject.standard.page.text_width / 25.4 * 1440
    for table in subject.view.tables:
        centred = table.align == "center"
        right = table.width + (0 if centred else table.indent)
        if max(table.width, right) > width + _SLACK:
            found = f"{millimetres(max(table.width, right))}，超出版心"
            hint = "在“表格属性”里把宽度改到版心以内"
            yield _table(table, "表格宽度", found, f"不超过{subject.standard.page.text_width:g}毫米", hint)


@LAYOUT.rule("L719", "table-head-not-repeated", Strength.CUSTOM, "", Severity.WARNING)
def table_head(subject: Subject) -> Iterator[Sighting]:
    """A table that runs over pages repeats its head row on each."""
    for table in subject.view.tables:
        if len(table.rows) >= _LONG_TABLE and not table.rows[0].repeats:
            yield _table(
                table, "跨页表格的标题行", "不重复", "每页重复", "选中标题行，在“表格属性—行”里勾选“在各页顶端重复出现”"
            )


def _table(table: TableView, what: str, found: str, wanted: str, hint: str) -> Sighting:
    words = next((p.text for row in table.rows for cell in row.cells for p in cell if p.text.strip()), "")
    return Sighting(what, found, wanted, hint, table.after, words, f"第{table.number}个表格")
