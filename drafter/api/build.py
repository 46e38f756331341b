"""From a facts file to a document: the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from drafter.api.folders import shipped_library, shown_path
from drafter.api.images import image_reader
from drafter.api.library import read_library
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, Span, failure
from drafter.document import (
    Block,
    Document,
    Element,
    Footnote,
    Heading,
    Layout,
    Paragraph,
    block_text,
    number,
    prune,
    shift_notes,
)
from drafter.facts import (
    Catalogue,
    Facts,
    RelationReport,
    Setting,
    check_against,
    chinese_date,
    document_settings,
    nearest,
    parse_value,
    read_facts,
    verify,
)
from drafter.facts.values import Blank, NotApplicable, Pending
from drafter.fragments import Library
from drafter.markdown import parse
from drafter.templates import CodeCache, Kind, Rendered, RenderedSection, kinds_in, render, user_cache
from drafter.yamlfile import load_yaml

DEFAULT_KIND = "工作总结"
"""The kind of a facts file that names none."""

_ELEMENTS = frozenset(
    [
        "份号",
        "密级和保密期限",
        "紧急程度",
        "发文机关标志",
        "发文字号",
        "签发人",
        "主送机关",
        "署名",
        "签章",
        "附注",
        "抄送",
        "主送",
        "印发机关",
        "印发日期",
        "形式",
    ]
)
_LINE = 28
_PAGE = 22


@dataclass(frozen=True, slots=True)
class Draft:
    """A document, and the account of how it came about."""

    document: Document
    layout: Layout
    facts: Facts
    rendered: Rendered
    relations: RelationReport
    catalogue: Catalogue
    kind: str
    """The name of the kind of document."""
    problems: Problems
    sections: tuple[str, ...]
    """The names of the sections that say something."""

    @property
    def signable(self) -> bool:
        """Whether nothing is missing and nothing is wrong."""
        return not self.rendered.missing and not self.problems.errors

    @property
    def characters(self) -> int:
        """Characters of the text, white space not counted."""
        text = "".join(map(block_text, self.document.blocks))
        return len("".join(text.split()))

    @property
    def pages(self) -> int:
        """An estimate at 22 lines of 28 characters."""
        lines = len(self.document.title) + 1 + (3 if self.document.date else 0)
        lines += sum(ceil((len(block_text(b)) + 2) / _LINE) for b in self.document.blocks)
        return max(1, ceil(lines / _PAGE))


def draft(facts_file: Path, problems: Problems, *, cached: bool = True) -> Draft:
    """Read *facts_file* and make its document.

    Findings go to *problems*; the document is made all the same, with gaps where something is missing.

    Raises:
        DrafterError: the file can't be read, or its kind does not exist.
    """
    root = load_yaml(facts_file, problems, shown=shown_path(facts_file))
    if root is None:
        raise DrafterError(*(problems.errors or (_unreadable(facts_file),)))
    kind, library = _library(document_settings(root).get("模板"), facts_file, problems, cached=cached)
    facts = read_facts(root, shown_path(facts_file), problems, folder=facts_file.parent, catalogue=kind.catalogue)
    facts = check_against(facts, kind.catalogue, problems)
    relations = verify(facts, problems)
    rendered = render(kind, facts, library, problems, CodeCache(user_cache() if cached else None))
    blocks, notes = _blocks(rendered, kind, facts_file, problems)
    document = _document(rendered, facts, blocks, notes)
    return Draft(
        document, kind.layout, facts, rendered, relations, kind.catalogue, kind.name, problems, _section_names(document)
    )


def _unreadable(facts_file: Path) -> Diagnostic:
    message = f"“{shown_path(facts_file)}”里一条事实也没有"
    return Diagnostic("D001", Severity.ERROR, None, message, "新建一份带说明的事实文件：drafter new 文件夹名")


def _library(setting: Setting | None, facts_file: Path, problems: Problems, *, cached: bool) -> tuple[Kind, Library]:
    name = setting.values[0] if setting and setting.values else DEFAULT_KIND
    found = read_library(name, facts_file, problems, cached=cached) if _is_name(name) else None
    if found is None:
        known = kinds_in([shipped_library() / "templates", facts_file.parent / "templates"])
        near = nearest(name, known)
        hint = f"是不是“{near}”？" if near else f"现有的模板：{'、'.join(known)}"
        raise failure("J034", setting.span if setting else None, f"没有名为“{name}”的模板", hint)
    return found


def _is_name(name: str) -> bool:
    """A kind is a folder's name, never a path."""
    return bool(name) and not set(name) & set("/\\:\0") and not name.startswith(".")


def _blocks(
    rendered: Rendered, kind: Kind, facts_file: Path, problems: Problems
) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    blocks: list[Block] = []
    notes: list[Footnote] = []
    for section in rendered.sections:
        parsed = parse(
            section.markdown,
            section.marks,
            problems,
            file=f"章-{section.name}.md",
            line_of=_line_of(section),
            images=image_reader(facts_file.parent, problems),
        )
        blocks += _named(shift_notes(parsed.blocks, len(notes)), section.name)
        notes += [replace(note, number=note.number + len(notes)) for note in parsed.notes]
    unnumbered = frozenset(s.name for s in kind.sections if not s.numbered)
    return number(prune(tuple(blocks)), kind.numbering, unnumbered=unnumbered), tuple(notes)


def _line_of(section: RenderedSection) -> Callable[[int], Span | None]:
    def place(line: int) -> Span | None:
        return section.places[line] if 0 <= line < len(section.places) else None

    return place


def _named(blocks: tuple[Block, ...], section: str) -> list[Block]:
    """*blocks* with their first heading known as the section's."""
    named: list[Block] = []
    waiting = True
    for block in blocks:
        if waiting and isinstance(block, Heading) and block.level == 1:
            block, waiting = replace(block, section=section), False
        named.append(block)
    return named


def _document(rendered: Rendered, facts: Facts, blocks: tuple[Block, ...], notes: tuple[Footnote, ...]) -> Document:
    def said(name: str) -> str:
        return next(iter(_values(facts, name)), "")

    elements = tuple(
        Element(n, values, s.span)
        for n, s in facts.document.items()
        if n in _ELEMENTS and (values := _values(facts, n))
    )
    date = chinese_date(said("成文日期"))
    return Document(
        title=tuple(line.strip() for line in rendered.title.split("\n") if line.strip()),
        blocks=blocks,
        organ=said("署名") or said("单位"),
        date=date,
        subtitle=said("副标题"),
        notes=notes,
        elements=elements,
    )


def _values(facts: Facts, name: str) -> tuple[str, ...]:
    """What 文稿.*name* says; a gap where it is known to be missing, nothing where there is none."""
    setting = facts.document.get(name)
    values = [(text, parse_value(text)) for text in (setting.values if setting else ())]
    return tuple(
        f"【待补：文稿.{name}】" if isinstance(value, Pending) else text
        for text, value in values
        if not isinstance(value, Blank | NotApplicable)
    )


def _section_names(document: Document) -> tuple[str, ...]:
    return tuple(b.section for b in document.blocks if isinstance(b, Heading) and b.section)


def has_body(document: Document) -> bool:
    """Whether *document* says anything under its title."""
    return any(isinstance(b, Paragraph) for b in document.blocks)
