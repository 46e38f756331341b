"""What each program needs to make the same report: ``python -m tests.benchmarks.prepare FOLDER TIMES``.

drafter gets a project whose sections stand TIMES one after the other.  From the document that it makes, the peers get theirs: docxtpl a template
in which every fact is a variable, python-docx and pandoc the same paragraphs as data, the floor the finished parts.  The styles are drafter's
own in all of them, so that no peer carries a heavier base.  A process of its own: a child's peak memory counts its parent's.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from msgspec import Struct
from msgspec.structs import fields, replace

from drafter.api import draft, shipped_library
from drafter.diagnostics import Problems
from drafter.document import Document, Run
from drafter.writers import write_docx

EXAMPLE = Path(__file__).parents[2] / "examples" / "wujin-2021" / "facts.yaml"
_FIRST = 0x3400
"""Facts become single characters of CJK extension A, which no run border cuts and no wording uses."""
_HEADINGS = {"Heading 1": "#", "Heading 2": "##"}


def prepare(folder: Path, times: int) -> dict[str, int]:
    """Write everything into *folder*; gives the report's characters and its facts."""
    facts = _project(folder, times)
    problems = Problems()
    made = draft(facts, problems)
    if problems.errors:
        raise SystemExit(f"the report has errors: {problems.errors}")
    values: dict[str, int] = {}
    template = write_docx(_with_variables(made.document, values), made.layout)
    (folder / "values.json").write_text(json.dumps(list(values), ensure_ascii=False), "utf-8")
    (folder / "template.docx").write_bytes(_docxtpl(template))
    paragraphs = _paragraphs(template)
    (folder / "paragraphs.json").write_text(json.dumps(paragraphs, ensure_ascii=False), "utf-8")
    (folder / "base.docx").write_bytes(_emptied(template))
    (folder / "report.md.j2").write_text(_markdown(paragraphs), "utf-8")
    (folder / "ready.docx").write_bytes(write_docx(made.document, made.layout))
    figures = sum(any(c.isdecimal() for c in value) for value in values)
    return {"characters": made.characters, "facts": len(values), "figures": figures}


def _project(folder: Path, times: int) -> Path:
    """The example with each of its sections' text *times* in a row."""
    templates = folder / "templates" / "工作总结"
    templates.mkdir(parents=True, exist_ok=True)
    for section in (shipped_library() / "templates" / "工作总结").glob("章-*.md"):
        if times > 1:
            (templates / section.name).write_text((section.read_text("utf-8") + "\n\n") * times, "utf-8")
    return Path(shutil.copy(EXAMPLE, folder / "facts.yaml"))


def _with_variables(node: Any, values: dict[str, int]) -> Any:
    """*node* with a character in place of each fact; *values* gathers what the characters stand for."""
    if isinstance(node, Run):
        if node.mark is None or not node.text:
            return node
        return replace(node, mark=None, text=chr(_FIRST + values.setdefault(node.text, len(values))))
    if isinstance(node, tuple):
        changed = tuple(_with_variables(item, values) for item in node)
        return _merged(changed) if changed and all(isinstance(item, Run) for item in changed) else changed
    if isinstance(node, Struct) and type(node).__module__ == Document.__module__:
        return replace(node, **{f.name: _with_variables(getattr(node, f.name), values) for f in fields(node)})
    return node


def _merged(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs that look the same as one, as somebody would have typed them."""
    merged: list[Run] = []
    for run in (replace(run, origin=None) for run in runs):
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def _variables(text: str, form: str) -> str:
    return "".join(form.format(ord(c) - _FIRST) if _FIRST <= ord(c) < 0x4DC0 else c for c in text)


def _docxtpl(template: bytes) -> bytes:
    return _repacked(template, lambda xml: _variables(xml, "{{{{ v[{}] }}}}"))


def _repacked(package: bytes, change: Callable[[str], str]) -> bytes:
    """*package* with its main document changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == "word/document.xml" else data)
    return changed.getvalue()


def _paragraphs(template: bytes) -> list[dict[str, Any]]:
    """Style of each paragraph; text and font of its runs, facts as ``{v[0]}``."""
    return [
        {
            "style": p.style.name if p.style else "",
            "runs": [[_variables(r.text, "{{v[{}]}}"), _font(r)] for r in p.runs if r.text],
        }
        for p in docx.Document(io.BytesIO(template)).paragraphs
    ]


def _font(run: Any) -> str:
    """The font of *run*'s Chinese characters if it is not its style's."""
    fonts = run._element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if fonts is None else fonts.get(qn("w:eastAsia"), "")


def _emptied(template: bytes) -> bytes:
    document = docx.Document(io.BytesIO(template))
    for paragraph in document.paragraphs:
        document.element.body.remove(paragraph._element)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _markdown(paragraphs: list[dict[str, Any]]) -> str:
    return "\n\n".join(_block(p) for p in paragraphs) + "\n"


def _block(paragraph: dict[str, Any]) -> str:
    text = "".join(f"**{t}**" if font and t.strip() else t for t, font in paragraph["runs"])
    text = text.replace("\n", "\\\n").replace("{v[", "{{ v[").replace("]}", "] }}")
    mark = _HEADINGS.get(paragraph["style"])
    if mark:
        return f"{mark} {text}"
    return f'::: {{custom-style="{paragraph["style"]}"}}\n{text}\n:::' if text else ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(prepare(Path(sys.argv[1]), int(sys.argv[2]))))
