"""``drafter watch``: build again on every save, and say what became different."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.findings import lines_of

if TYPE_CHECKING:
    from drafter.api import Draft
    from drafter.api.watching import Change, Changes, Rebuild

DONE = 0
_AROUND = 10
"""How many characters are shown before and after what changed."""
_NUMERAL = "0123456789."
_LONG = 60
_MOST = 12
"""How many paragraphs, fragments or facts are listed."""


def watch(path: Path, formats: tuple[str, ...], output: Path | None, *, force: bool) -> int:
    """Build *path* on every save until Ctrl-C."""
    from drafter.api import shown_path
    from drafter.api.watching import rebuilds, saves_of

    click.echo(f"正在看着 {shown_path(path)} 和旁边的表、片段、模板，保存一次生成一次；按 Ctrl-C 停止")
    try:
        for rebuild in rebuilds(path, saves_of(path), formats, output, force=force):
            for line in lines(rebuild, time.strftime("%H:%M:%S")):
                click.echo(line)
    except KeyboardInterrupt:
        click.echo("\n已停止")
    return DONE


def lines(rebuild: Rebuild, clock: str) -> Iterator[str]:
    """What is said of one run that ended at *clock*."""
    from drafter.cli.summary import summary

    yield ""
    if rebuild.saved:
        yield f"{clock} 保存了 {'、'.join(_files(rebuild))}"
    if rebuild.draft is None:
        yield "没有生成，改好再保存一次："
    elif rebuild.changes is None:
        yield from summary(rebuild.draft, rebuild.written)
    else:
        yield from _outcome(rebuild, rebuild.draft)
        yield from _changes(rebuild.changes)
    if rebuild.refused:
        if rebuild.draft is not None:
            yield "文稿没有写成，接着看："
        yield from lines_of(rebuild.refused)


def _files(rebuild: Rebuild) -> list[str]:
    from drafter.api import shown_path

    names = [shown_path(path) for path in rebuild.saved]
    return [*names[:3], f"……共{len(names)}个文件"] if len(names) > 3 else names


def _outcome(rebuild: Rebuild, draft: Draft) -> Iterator[str]:
    from drafter.api import shown_path

    for file in rebuild.written:
        yield f"已写好：{shown_path(file.path)}"
    errors, missing = len(draft.problems.errors), len(draft.rendered.missing)
    state = "没有待补和错误" if draft.signable else f"错误{errors}处，待补{missing}处"
    yield f"现在：{draft.characters}字、约{draft.pages}页，{state}，没用上的事实{len(draft.rendered.unused)}条"


def _changes(changes: Changes) -> Iterator[str]:
    if not changes:
        yield "文稿没有变化"
        return
    if changes.title:
        yield f"标题：{_compared(*changes.title)}"
    yield from _listed("变了的段落：", changes.paragraphs, changed_paragraph)
    yield from _listed("变了的片段：", changes.fragments, _fragment)
    paths = {
        "用上了": changes.used,
        "不再用": changes.dropped,
        "没有句子用到": changes.unused,
        "补上了": changes.filled,
        "新的待补": changes.missing,
    }
    for word, facts in paths.items():
        if facts:
            more = f"……共{len(facts)}条" if len(facts) > _MOST else ""
            yield f"{word}：{'、'.join(facts[:_MOST])}{more}"
    if changes.solved:
        yield f"解决了{changes.solved}处错误或提醒"
    if changes.found:
        yield "新的错误和提醒："
        yield from lines_of(changes.found)


def _listed(head: str, items: tuple[Change, ...], line: Callable[[Change], str]) -> Iterator[str]:
    if items:
        yield head
    for item in items[:_MOST]:
        yield f"  {line(item)}"
    if len(items) > _MOST:
        yield f"  ……共{len(items)}处"


def changed_paragraph(change: Change) -> str:
    """A paragraph that came, went, or reads otherwise, on one line."""
    section = f"{change.name}　" if change.name else ""
    if not change.before:
        return f"＋ {section}{_short(change.after)}"
    if not change.after:
        return f"－ {section}{_short(change.before)}"
    return f"～ {section}{_compared(change.before, change.after)}"


def _fragment(change: Change) -> str:
    if not change.before:
        return f"{change.name}：开始说话"
    if not change.after:
        return f"{change.name}：不再说话"
    return f"{change.name}：{'写法变了' if change.reworded else '事实变了'}"


def _compared(before: str, after: str) -> str:
    """Both texts as one, what differs in ［前→后］."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = _whole_number(before, start)
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    while tail and before[-tail] in _NUMERAL:
        tail -= 1
    old, new = before[start : len(before) - tail], after[start : len(after) - tail]
    head, rest = before[:start], before[len(before) - tail :]
    lead = f"……{head[-_AROUND:]}" if len(head) > _AROUND else head
    return f"{lead}［{_short(old) or '无'}→{_short(new) or '无'}］{rest[:_AROUND]}{'……' if len(rest) > _AROUND else ''}"


def _whole_number(text: str, start: int) -> int:
    """*start* moved back to where a number begins, so that 257 → 260 does not read 2［57→60］."""
    while start and text[start - 1] in _NUMERAL:
        start -= 1
    return start


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]}……{text[-_LONG // 2 :]}"
