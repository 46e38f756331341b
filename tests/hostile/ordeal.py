"""What every hostile input must stand: a Chinese sentence, an exit code, two seconds, 256 MB, and nothing opened outside."""

from __future__ import annotations

import atexit
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from steady import tried

from .cage import Cage, Outcome

SECONDS = 2.0
MEGABYTES = 256.0
HEAD = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n"
OUTLINE = '标题: "{{ 文稿.单位 }}总结"\n章:\n  - 章: 队\n'
Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """One input and what must come of it."""

    name: str
    given: str
    code: str
    """The code of a finding that must be printed; empty if the input is harmless after all."""
    exit: int = 1


@cache
def cage() -> Cage:
    """The one process that forks."""
    folder = tempfile.TemporaryDirectory()
    kept = Cage(Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(kept.close)
    return kept


def put(folder: Path, files: Files) -> None:
    """Write *files* below *folder*."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))


def endured(folder: Path, *arguments: str) -> Outcome:
    """What ``drafter arguments`` did in *folder*, within the bounds that hold for every input."""
    outcome = cage().run(folder, *arguments)
    tried["hostile inputs"] += 1
    assert outcome.exit in (0, 1, 2), outcome.said[-2000:]
    assert "Traceback" not in outcome.said
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES
    assert outcome.strayed == ()
    return outcome


def judged(outcome: Outcome, code: str, exit_code: int) -> None:
    """*outcome* has *exit_code* and says *code* in Chinese, with what to do."""
    assert (outcome.exit, codes(outcome) >= ({code} if code else set())) == (exit_code, True), outcome.said[-1500:]
    if code:
        line = next(line for line in outcome.said.split("\n") if f"[{code}]" in line)
        assert re.search("[一-鿿]{2}", line)
        assert "办法：" in outcome.said


def codes(outcome: Outcome) -> set[str]:
    """The codes of all findings that were printed."""
    return set(re.findall(r"\[([A-Z]\d{3})\]", outcome.said))


def kind(
    wording: str = "", *, section: str = '{{ 片段("句") }}\n', outline: str = OUTLINE, facts: str = ""
) -> dict[str, str | bytes]:
    """A project of its own kind 试 whose one fragment says a fact and then *wording*."""
    return {
        "facts.yaml": f"{HEAD}文稿.模板: 试\n队.编: 2名\n队.训: 3次\n队.册: |\n  校 | 人\n  甲 | 1\n  乙 | 2\n{facts}",
        "templates/试/template.yaml": outline,
        "templates/试/章-队.md": section,
        "fragments/队.md": f"## 句\n- 招聘{{{{ 队.编 }}}}。{wording}\n",
    }
