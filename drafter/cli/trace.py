"""``drafter trace``: where a fact is used, where words of the document come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from drafter.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from drafter.api.tracing import Spot, Trace
    from drafter.diagnostics import Span
    from drafter.facts import Fact


@click.command("trace", cls=ChineseCommand, short_help="一个数从哪里来，一条事实用在哪里")
@click.argument("words", metavar="路径或文字")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
def trace(words: str, facts: str | None) -> int:
    """写事实的路径，就说明它用在哪一章、哪一段、哪个片段；写文稿里的字（如 257名），就说明它是哪条事实、哪个科室的。

    \b
    退出码：0 找到了；2 没有，或者事实文件读不了。
    """
    from drafter.api import find_facts
    from drafter.api.tracing import trace as find

    for number, answer in enumerate(find(words, find_facts(facts))):
        if number:
            click.echo()
        for line in _answer(words.strip(), answer):
            click.echo(line)
    return 0


def _answer(words: str, found: Trace) -> Iterator[str]:
    if found.fact is None:
        yield f"“{words}”在文稿里的出处："
    else:
        yield f"{found.fact.path}: {_value(found.fact)}"
        yield f"  {_line(found.fact.span)}{_department(found.department)}"
        yield f"  用在{len(found.spots)}处：" if found.spots else "  没有句子用到它"
    for spot in found.spots:
        yield from _spot(spot, told=found.fact)


def _spot(spot: Spot, *, told: Fact | None) -> Iterator[str]:
    section = f"（{spot.section[:30]}）" if spot.section else ""
    yield f"  {spot.where}{section}：…{spot.quote}…".replace("\n", " ")
    for fact in spot.facts:
        if told is None or fact.path != told.path:
            how = "由它算出" if spot.computed else "事实"
            department = _department(spot.department)
            yield f"    {how} {fact.path}: {_value(fact)}  {_line(fact.span)}{department}"
    place = f"  {_line(spot.place)}" if spot.place else ""
    yield f"    出自 {spot.wording}{place}" if spot.wording else "    出自模板的固定文字"


def _value(fact: Fact) -> str:
    written = str(getattr(fact.value, "written", "")) or "没有填"
    return " ".join(written.split())[:40]


def _department(name: str) -> str:
    return f"  {name}" if name else ""


def _line(span: Span) -> str:
    return f"{span.file}:{span.line}"
