"""What the tests of this folder share: a facts file and a wording in, the printed text out."""

from __future__ import annotations

from pathlib import Path

from drafter.diagnostics import Problems
from drafter.document import block_text
from drafter.facts import Catalogue, read_facts
from drafter.fragments import load_library
from drafter.markdown import parse
from drafter.templates import CodeCache, Kind, Rendered, load_kind, render
from drafter.yamlfile import parse_yaml

HEAD = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n"
FRAGMENT = "## 句\n"


def outline(*sections: str) -> str:
    """A ``template.yaml`` with *sections*, each ``name`` or ``name=heading``."""
    lines = ['标题: "{{ 文稿.单位 }}总结"', "章:"]
    for section in sections:
        name, _, heading = section.partition("=")
        lines.append(f"  - 章: {name}")
        lines += [f"    题: {heading}"] if heading else []
    return "\n".join(lines) + "\n"


def project(folder: Path, files: dict[str, str]) -> Path:
    """Write *files* below *folder*; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def rendered(folder: Path, files: dict[str, str], facts: str, head: str = HEAD) -> tuple[Rendered, str, Problems]:
    """Render the kind 试 of *files* with *facts*; gives the account, the text (a line a block), the findings."""
    project(folder, files)
    problems = Problems()
    kind: Kind | None = load_kind("试", [(folder / "templates/试", "templates/试")], problems)
    assert kind is not None
    root = parse_yaml((head + facts).encode(), "facts.yaml", problems)
    assert root is not None
    read = read_facts(root, "facts.yaml", problems, folder=folder)
    library = load_library([(folder / "shipped", "shipped"), (folder / "fragments", "fragments")], problems)
    result = render(kind, read, library, problems, CodeCache(None))
    blocks = [b for s in result.sections for b in parse(s.markdown, s.marks, problems, file=s.name).blocks]
    return result, "\n".join(map(block_text, blocks)), problems


def said(folder: Path, wording: str, facts: str) -> str:
    """What the single fragment *wording* (its variants, without ``## 名``) says with *facts*."""
    return rendered(folder, one_fragment(wording), facts)[1]


def one_fragment(wording: str) -> dict[str, str]:
    """The files of a kind with one section that places one fragment."""
    return {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("句") }}\n',
        "fragments/队.md": FRAGMENT + wording,
    }


def messages(problems: Problems) -> list[str]:
    """Code and message of each finding."""
    return [f"{p.code} {p.message}" for p in problems]


EMPTY = Catalogue({})
