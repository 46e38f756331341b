"""Examples in the guides as projects that can be built, and what is said about them.

A fenced block with one of these words after ``yaml``, ``markdown``, ``csv`` or ``text`` takes part; blocks gather until a result block ends
the example.  What an example does not write has a default.

facts / template / layout / catalogue   a YAML file; ``facts`` gets the 单位, 年度, 成文日期 and 模板 that it leaves out
section NAME / fragment NAME / shipped NAME   章-NAME.md, the user's and the shipped fragments/NAME.md; NAME is 队伍 if left out
file NAME      a file beside the facts file
printed        the text of the document without its title, a line a block
heads          the title and all headings with their numbers
message        the findings as the command line prints them
unused         the facts that no sentence uses
looks          the first paragraph of the DOCX: font, size, line pitch and indent
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wording import outline, project

from drafter.api import Draft
from drafter.cli.findings import lines_of
from drafter.document import Block, Heading, ListBlock, Table, block_text, text_of
from drafter.docxview import open_docx
from drafter.writers import write_docx

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "事实文件": "facts-file",
    "片段库": "fragments",
    "模板": "templates",
    "版式": "layout",
    "四十二种说法": "constructs",
}
HEAD = {"模板": "试", "单位": "甲县教育局", "年度": "2025", "成文日期": "2025-12-26"}
BLOCK = re.compile(r"^```(?:yaml|markdown|csv|text) (?P<sort>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)
_PLACES = {
    "template": "templates/试/template.yaml",
    "layout": "templates/试/layout.yaml",
    "catalogue": "templates/试/catalogue.yaml",
    "section": "templates/试/章-{}.md",
    "fragment": "fragments/{}.md",
    "shipped": "../shipped/fragments/{}.md",
    "file": "{}",
}


@dataclass
class Example:
    """One example of a page, as files and what comes of them."""

    page: str
    line: int
    files: dict[str, str] = field(default_factory=dict)
    facts: str = ""
    results: list[tuple[str, str]] = field(default_factory=list)

    def add(self, sort: str, name: str, body: str) -> None:
        if sort == "facts":
            self.facts = body
        elif sort in _PLACES:
            self.files[_PLACES[sort].format(name or "队伍")] = body
        else:
            assert sort in RESULTS, f"{self.page}:{self.line}: no such block: {sort}"
            self.results.append((sort, body))

    def written(self, folder: Path) -> Path:
        """The facts file of the project that the example describes, in *folder*."""
        files = dict(self.files)
        fragments = [name for name in files if "fragments/" in name]
        sections = [name for name in files if "章-" in name]
        if not sections:
            names = re.findall(r"^## ([^\s+]+)", "\n".join(files[name] for name in fragments), re.M)
            calls = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
            files[_PLACES["section"].format("队伍")] = f"{{{{ 片段({calls}) }}}}\n" if calls else "\n"
        files.setdefault(_PLACES["template"], outline("队伍"))
        unsaid = {n: v for n, v in HEAD.items() if not re.search(rf"^(文稿\.|\s+){n}:", self.facts, re.M)}
        # At the end, so that lines and columns in messages are those of the page.
        files["facts.yaml"] = self.facts + "".join(f"文稿.{name}: {value}\n" for name, value in unsaid.items())
        project(folder / "shipped", {"templates/说明.txt": "自带的模板在这里"})
        return project(folder / "own", files) / "facts.yaml"


def examples(page: str) -> list[Example]:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    found: list[Example] = []
    current: Example | None = None
    for block in BLOCK.finditer(text):
        sort, name, body = block["sort"], block["name"] or "", block["body"]
        if current is None or (current.results and sort not in RESULTS):
            current = Example(page, text.count("\n", 0, block.start()) + 1)
            found.append(current)
        current.add(sort, name, body)
    return found


def _printed(made: Draft) -> str:
    return "\n".join(line for block in made.document.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case ListBlock():
            marks = [f"{n}. " if block.ordered else "- " for n in range(block.start, block.start + len(block.items))]
            return [
                mark + line
                for mark, item in zip(marks, block.items, strict=True)
                for inner in item
                for line in _lines(inner)
            ]
        case Table():
            return [" | ".join(map(text_of, row.cells)) for row in (block.head, *block.rows)]
        case _:
            return [block_text(block)]


def _heads(made: Draft) -> str:
    heads = [block_text(block) for block in made.document.blocks if isinstance(block, Heading)]
    return "\n".join([made.document.name, *heads])


def _message(made: Draft) -> str:
    return "\n".join(lines_of(made.problems))


def _unused(made: Draft) -> str:
    return "\n".join(unused.fact.path for unused in made.rendered.unused)


def _looks(made: Draft) -> str:
    view = open_docx(write_docx(made.document, made.layout), "文稿.docx")
    first = next(p for p in view.paragraphs if p.text == block_text(made.document.blocks[0]))
    run = first.runs[0].look
    return f"{run.east_asia} {run.size:g}磅 行距{first.look.line / 20:g}磅 首行缩进{first.look.first_chars / 100:g}字"


RESULTS: dict[str, Callable[[Draft], str]] = {
    "printed": _printed,
    "heads": _heads,
    "message": _message,
    "unused": _unused,
    "looks": _looks,
}
