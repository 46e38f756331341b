"""What ``drafter check``, ``drafter rules`` and ``drafter fix`` say when they are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from drafter.cli.findings import WORDS, lines_of, width

if TYPE_CHECKING:
    from drafter.api.manual import AnyRule
    from drafter.api.relaying import Relaid
    from drafter.api.reported import Checked, Figures, Reported
    from drafter.diagnostics import Diagnostic

_LISTED = 40


# --- check -------------------------------------------------------------------------------------------------------------


def report(checked: Checked) -> Iterator[str]:
    """The findings and what was looked at."""
    for finding in checked.findings:
        yield from _finding(finding)
    if checked.findings:
        yield ""
    yield from (f"“{name}”里没有文字，这一份什么也没有检查到" for name in checked.empty)
    yield _closing(checked)


def _finding(finding: Reported) -> Iterator[str]:
    if finding.diagnostic is not None:
        first, *rest = lines_of([finding.diagnostic])
        yield f"{first}{_mendable(finding)}"
        if finding.diagnostic.place is None:
            yield f"  {finding.file}"
        if finding.where:
            yield f"  {finding.where}"
        yield from rest
        return
    yield f"{WORDS[finding.severity]}：{finding.statement}  [{finding.code}]{_mendable(finding)}"
    yield f"  {finding.file} {finding.where or '整篇'}"
    if finding.hint:
        yield f"  办法：{finding.hint}"


def _mendable(finding: Reported) -> str:
    """Whether a program can mend it, at how many of its places, and whether somebody should read the outcome."""
    if not finding.fixes:
        return ""
    some = f"{len(finding.fixes)}处" if finding.finding and len(finding.fixes) < finding.finding.count else ""
    unsure = "" if all(fix.safe for _, fix in finding.fixes) else "，要核对"
    return f" [可自动改{some}{unsure}]"


def _closing(checked: Checked) -> str:
    scope = f"看了{checked.files}个文件、{checked.paragraphs}段{figures_told(checked.figures)}"
    scope += f"，用了{checked.rules}条规则" if checked.rules else ""
    scope += f"，核对了{checked.relations}条数量关系" if checked.relations else ""
    counts = [(word, checked.count(severity)) for severity, word in WORDS.items()]
    found = "、".join(f"{word}{count}处" for word, count in counts if count)
    aside = "".join(f"；{told}" for told in _aside(checked))
    if found:
        return f"{scope}：{found}{aside}"
    clean = "没有发现新的问题" if checked.known else "没有发现问题"
    return f"{scope}，{clean}{aside}" if checked.paragraphs else f"{scope}：没有检查到任何内容{aside}"


def _aside(checked: Checked) -> Iterator[str]:
    """What was found and is not shown."""
    from drafter.api.reported import places

    if checked.suppressed:
        yield f"放过{places(checked.suppressed)}处"
    if checked.known:
        yield f"旧账里有的{checked.known}处没有列出"
    if safe := checked.fixable(safe=True):
        yield f"{safe}处可以用 --fix 自动改"
    if unsafe := checked.fixable(safe=False):
        yield f"{unsafe}处可以用 --fix --unsafe-fixes 改，改完要核对"
    if checked.gone:
        yield f"旧账里有{checked.gone}处已经不在了（可以用 --write-baseline 重写旧账）"


def figures_told(figures: Figures) -> str:
    """How many figures there are and what became of them, to stand behind another count; empty if there are none."""
    said = [
        (figures.traced, "{}个对上事实"),
        (figures.recomputed, "{}个由别的数算出"),
        (figures.failed, "{}个没有出处或不符"),
        (figures.unchecked, "{}个没有对照事实"),
    ]
    told = "、".join(words.format(count) for count, words in said if count)
    return f"、{figures.total}个数（{told}）" if told else ""


def failures(found: Iterable[tuple[str, tuple[Diagnostic, ...]]]) -> Iterator[str]:
    """The files that could not be read."""
    for name, diagnostics in found:
        for diagnostic in diagnostics:
            yield f"{WORDS[diagnostic.severity]}：{name}：{diagnostic.message}  [{diagnostic.code}]"
            if diagnostic.hint:
                yield f"  办法：{diagnostic.hint}"


# --- rules -------------------------------------------------------------------------------------------------------------


def table(known: Iterable[AnyRule]) -> Iterator[str]:
    """All rules, a line each."""
    yield "代码  名称                        强度  级别  条款"
    rows = list(known)
    for rule in rows:
        title = rule.title + " " * max(1, 28 - width(rule.title))
        yield f"{rule.code}  {title}{rule.strength.value}  {WORDS[rule.severity]}  {rule.clause or '—'}"
    yield ""
    yield f"共{len(rows)}条规则，条款没有写明标准的出自 GB/T 9704-2012；说明见：drafter rules 代码"


def pages(found: Iterable[AnyRule]) -> Iterator[str]:
    """The manual of the rules that were asked for."""
    for number, rule in enumerate(found):
        if number:
            yield ""
        own = rule.clause[:1].isdecimal()
        clause = f"，GB/T 9704-2012 第{rule.clause}条" if own else f"，{rule.clause}" if rule.clause else ""
        yield f"{rule.code}  {rule.title}（{rule.strength.value}{clause}；级别：{WORDS[rule.severity]}）"
        yield f"  {rule.manual}"


# --- fix ---------------------------------------------------------------------------------------------------------------


def relaid(done: Relaid) -> Iterator[str]:
    """What re-laying recognised, changed and left."""
    yield f"已写好：{done.written}（文字一个字也没有改，原来的文件没有动）"
    yield f"认出了：{'、'.join(f'{name}{count}{unit}' for name, count, unit in done.recognised)}"
    if done.changed:
        yield f"改了：{'；'.join(done.changed)}"
    yield f"版式问题：原来{done.before}项，现在{len(done.after)}项"
    yield from _listed("没有带过去的（请到新文件里核对）：", [f"{place}{what}" for place, what in done.lost])
    guesses = [f"{place}当作{role}" for place, role in done.unsure]
    yield from _listed("拿不准的（请到新文件里核对）：", guesses)
    if done.after:
        yield ""
        yield "还要自己改的："
        for finding in done.after:
            yield from (f"  {line}" for line in _finding(finding))


def _listed(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield ""
        yield heading
        yield from (f"  {row}" for row in rows[:_LISTED])
        if len(rows) > _LISTED:
            yield f"  ……共{len(rows)}处"
