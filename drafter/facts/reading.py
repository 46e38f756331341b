"""Reading a facts file.

Codes: F301 name, F302 two values, F303 value and children, F304 detail without a fact, F305 list or table, F306 table file, F307 unknown
setting, F308 setting's value, F309 自拟 or 改写, F310 核对, F311 unit contradicts, F312 placeholder, F315 too deep, T308 impossible date.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from pathlib import Path

from drafter.diagnostics import Problems, Span
from drafter.facts.branches import Branch, grow
from drafter.facts.building import Builder, build
from drafter.facts.catalogue import Catalogue
from drafter.facts.own_text import typed_lines
from drafter.facts.settings import DOCUMENT, Settings, read_setting
from drafter.facts.tree import Facts, Relation, Setting
from drafter.yamlfile import Entry, Mapping, Node, Scalar, Sequence, load_yaml

RELATIONS = "核对"


def load_facts(
    path: Path, problems: Problems, catalogue: Catalogue | None = None, *, shown: str | None = None
) -> Facts:
    """Read the facts file at *path*, which messages call *shown*; what is wrong with it is in *problems*, the rest in the result."""
    name = shown or str(path)
    root = load_yaml(path, problems, shown=name)
    if root is None:
        return Facts(name, {}, {}, {}, {})
    return read_facts(root, name, problems, folder=path.parent, catalogue=catalogue)


def read_facts(
    root: Mapping,
    file: str,
    problems: Problems,
    *,
    folder: Path | None = None,
    catalogue: Catalogue | None = None,
) -> Facts:
    """The facts that *root* says.

    Args:
        root: the file's outermost mapping.
        file: the path as shown to the user.
        problems: where errors are reported.
        folder: where table files named by 表 may stand; None allows none.
        catalogue: settles what a value is where its form leaves a choice.
    """
    settings, relations, entries = Settings(), [], []
    for entry in root.entries:
        head, _, tail = entry.key.strip().partition(".")
        if head == DOCUMENT:
            read_setting(tail, entry, settings, problems)
        elif head == RELATIONS:
            relations += _relations(entry.value, problems)
        else:
            entries.append(entry)
    builder = _facts(tuple(entries), file, folder, catalogue, problems)
    lines, allowed = tuple(relations), tuple(settings.allowed)
    return Facts(file, builder.facts, settings.document, builder.own, settings.rewritten, lines, allowed)


def document_settings(root: Mapping) -> MappingABC[str, Setting]:
    """文稿 alone, to learn the kind of document before its facts are read; mistakes are reported by :func:`read_facts`."""
    settings = Settings()
    for entry in root.entries:
        head, _, tail = entry.key.strip().partition(".")
        if head == DOCUMENT:
            read_setting(tail, entry, settings, Problems())
    return settings.document


def _facts(
    entries: tuple[Entry, ...], file: str, folder: Path | None, catalogue: Catalogue | None, problems: Problems
) -> Builder:
    root = Branch("", "", Span(file, 1))
    grow(root, entries, problems)
    builder = Builder(problems, folder, catalogue.kind_of if catalogue else lambda _path: "")
    build(root, builder)
    return builder


def _relations(node: Node, problems: Problems) -> list[Relation]:
    """The lines under 核对: a list, a block text, a single line, or lines with a name of their own."""
    if isinstance(node, Scalar):
        return [Relation(text, span) for text, span in typed_lines(node)]
    if isinstance(node, Sequence):
        return [relation for item in node.items for relation in _relations(item, problems)]
    return [relation for entry in node.entries for relation in _relations(entry.value, problems)]
