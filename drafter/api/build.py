"""From a facts file to a document: the whole pipeline."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.api.assembling import assemble, with_annexes
from drafter.api.folders import ALLOWANCES_FILE, is_kind_name, shipped_library, shown_path
from drafter.api.house_layouts import with_layout
from drafter.api.kept_syntax import kept_syntax
from drafter.api.library import read_library
from drafter.diagnostics import Diagnostic, DrafterError, Problems, Severity, failure
from drafter.document import (
    Document,
    Heading,
    Layout,
    block_text,
)
from drafter.facts import (
    Catalogue,
    Facts,
    RelationReport,
    Setting,
    check_against,
    document_settings,
    nearest,
    overlaid,
    read_facts,
    verify,
)
from drafter.fragments import Library
from drafter.keeping import user_cache
from drafter.templates import CodeCache, Kind, Rendered, kinds_in, render
from drafter.yamlfile import Entry, load_yaml

if TYPE_CHECKING:
    from drafter.api.reported import Examined

DEFAULT_KIND = "工作总结"
"""The kind of a facts file that names none."""

_LINE = 28
_PAGE = 22


class Draft(Struct, frozen=True):
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
    allowed: Problems = field(default_factory=Problems)
    """What 文稿.放过 lets stand; none of it is among *problems*."""
    examined: Examined | None = None
    """What the rules looked at that can keep a document from being signed; None if none ran."""

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


def draft(
    facts_file: Path, problems: Problems, *, cached: bool = True, over: tuple[Entry, ...] = (), reviewed: bool = True
) -> Draft:
    """Read *facts_file* and make its document; the entries in *over* stand in place of those of the file.

    With *reviewed*, every rule about text runs over it that can keep it from being signed.

    Findings go to *problems*, and into the draft but for those that 文稿.放过 or a list beside the file lets stand; the document is
    made all the same, with gaps where something is missing.

    Raises:
        DrafterError: the file can't be read, or its kind does not exist.
    """
    root = load_yaml(facts_file, problems, shown=shown_path(facts_file))
    if root is None or not root.entries:
        raise DrafterError(*(problems.errors or (_unreadable(facts_file),)))
    root = overlaid(root, over) if over else root
    settings = document_settings(root)
    kind, library = _library(settings.get("模板"), facts_file, problems, cached=cached)
    kind = with_layout(kind, facts_file, settings, problems)
    kind, allowed_there = with_annexes(kind, facts_file, settings, problems)
    facts = read_facts(root, shown_path(facts_file), problems, folder=facts_file.parent, catalogue=kind.catalogue)
    facts = replace(facts, allowed=(*facts.allowed, *allowed_there)) if allowed_there else facts
    facts = check_against(facts, kind.catalogue, problems)
    relations = verify(facts, problems, kind.catalogue.entries)
    rendered = render(kind, facts, library, problems, CodeCache(user_cache() if cached else None))
    document = assemble(rendered, kind, facts, facts_file, problems, kept_syntax() if cached else None)
    allowed = Problems()
    if facts.allowed or (facts_file.parent / ALLOWANCES_FILE).is_file():
        # Imported here: it brings the rules, and most files let nothing stand.
        from drafter.api.allowing import let_stand

        problems, allowed = let_stand(problems, facts.allowed, facts_file)
    sections = _section_names(document)
    made = Draft(
        document, kind.layout, facts, rendered, relations, kind.catalogue, kind.name, problems, sections, allowed
    )
    if not reviewed:
        return made
    # Imported here: it brings the rules, and a checked or traced document does without.
    from drafter.api.draft_review import with_errors

    return with_errors(made, facts_file)


def _unreadable(facts_file: Path) -> Diagnostic:
    message = f"“{shown_path(facts_file)}”里一条事实也没有"
    return Diagnostic("D001", Severity.ERROR, None, message, "新建一份带说明的事实文件：drafter new 文件夹名")


def _library(setting: Setting | None, facts_file: Path, problems: Problems, *, cached: bool) -> tuple[Kind, Library]:
    name = setting.values[0] if setting and setting.values else DEFAULT_KIND
    found = read_library(name, facts_file, problems, cached=cached) if is_kind_name(name) else None
    if found is None:
        known = kinds_in([shipped_library() / "templates", facts_file.parent / "templates"])
        near = nearest(name, known)
        hint = f"是不是“{near}”？" if near else f"现有的模板：{'、'.join(known)}"
        raise failure("J034", setting.span if setting else None, f"没有名为“{name}”的模板", hint)
    return found


def _section_names(document: Document) -> tuple[str, ...]:
    return tuple(b.section for b in document.blocks if isinstance(b, Heading) and b.section)
