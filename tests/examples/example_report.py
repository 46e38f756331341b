"""What the tests of worked examples share: the example built, its text by part, the figures of its source."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from drafter.api import Draft, draft
from drafter.diagnostics import Problems
from drafter.document import Heading, Paragraph, block_text, runs_of

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"


def example(name: str) -> Draft:
    """The example *name* as it is built."""
    return draft(EXAMPLES / name / "facts.yaml", Problems(), cached=False)


def source_figures(name: str) -> list[tuple[str, str]]:
    """Part and figure as written, in the order of the source, from ``name_figures.tsv``."""
    lines = (HERE / f"{name}_figures.tsv").read_text("utf-8").splitlines()
    return [(part, figure) for part, figure in (line.split("\t") for line in lines if line[0] != "#")]


def texts(report: Draft) -> dict[str, str]:
    """The text of each part: a section's name, with the label of its numbered heading or lead if it stands under one."""
    found: dict[str, str] = {}
    section = name = "引言"
    for block in report.document.blocks:
        if isinstance(block, Heading) and block.section:
            section = name = block.section
        elif isinstance(block, Heading | Paragraph) and block.label:
            name = f"{section}{block.label}"
        found[name] = found.get(name, "") + block_text(block) + "\n"
    return found


def absent(report: Draft, figures: list[tuple[str, str]]) -> dict[str, Counter[str]]:
    """For each part, the figures that stand there less often than in the source."""
    said = texts(report)
    lacking: dict[str, Counter[str]] = {}
    for part in dict.fromkeys(part for part, _ in figures):
        wanted = Counter(figure for name, figure in figures if name == part)
        text = said.get(part, "")
        short = {f: n for f, n in wanted.items() if len(re.findall(rf"(?<![0-9.]){re.escape(f)}", text)) < n}
        if short:
            lacking[part] = Counter(short)
    return lacking


def outline(report: Draft) -> list[str]:
    """The labels with the headings and leads that they stand before."""
    return [
        block_text(block) if isinstance(block, Heading) else block.label + "".join(run.text for run in block.lead)
        for block in report.document.blocks
        if isinstance(block, Heading | Paragraph) and block.label
    ]


def loose_numerals(report: Draft) -> list[str]:
    """Numerals of the text that come from no fact and stand in no name."""
    loose = []
    for block in report.document.blocks:
        text = "".join("\0" if run.mark else run.text for run in runs_of(block))
        loose += re.findall(r"[0-9]+[^0-9]{0,4}", re.sub(r"“[^”]*”|《[^》]*》|〔[^〕]*〕", "", text))
    return loose
