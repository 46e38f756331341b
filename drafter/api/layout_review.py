"""The layout rules on an open DOCX, the house style that they compare with, and how much text it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drafter.api.folders import shown_path
from drafter.api.reported import Reported
from drafter.checks import Judge
from drafter.checks.layout import Standard, find_layout
from drafter.diagnostics import DrafterError, Problems, failure
from drafter.document import Layout
from drafter.docxview import DocxView, ParagraphView, TableView
from drafter.templates import read_layout
from drafter.yamlfile import Mapping, load_yaml


def layout_findings(
    view: DocxView, standard: Standard | None = None, judge: Judge | None = None
) -> tuple[Reported, ...]:
    """The layout findings about *view*, those that *judge* waives among them."""
    return tuple(
        Reported(view.shown, f.code, f.severity, f.statement, f.message, f.hint, f.place, finding=f, waiver=f.waiver)
        for f in find_layout(view, standard, judge)
    )


def written_paragraphs(view: DocxView) -> int:
    """How many paragraphs of *view* hold text, those in tables and text boxes included."""
    return sum(1 for paragraph in _paragraphs(view) if paragraph.text.strip() or paragraph.label)


def _paragraphs(view: DocxView) -> Iterator[ParagraphView]:
    for item in view.body:
        if isinstance(item, TableView):
            yield from (paragraph for row in item.rows for cell in row.cells for paragraph in cell)
        else:
            yield item
            yield from item.boxes


def read_house(path: Path) -> Layout:
    """The house style in the layout file *path*.

    Raises:
        DrafterError: it can't be read, or says something that is not understood.
    """
    problems = Problems()
    if not path.is_file():
        raise failure(
            "D001", None, f"找不到版式文件“{shown_path(path)}”", "检查 --house 后面的文件名；格式同模板里的 layout.yaml"
        )
    root = load_yaml(path, problems, shown=shown_path(path))
    layout = read_layout(root, problems) if isinstance(root, Mapping) and root.entries else None
    if problems.errors:
        raise DrafterError(*problems.errors)
    if layout is None:
        raise failure("D001", None, f"版式文件“{shown_path(path)}”是空的", "格式同模板里的 layout.yaml")
    return layout
