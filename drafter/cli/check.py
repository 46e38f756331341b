"""``drafter check``, ``drafter rules`` and ``drafter fix``: findings as text, JSON or SARIF, the manual, and what re-laying changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.chinese import ChineseCommand
from drafter.cli.findings import lines_of, width
from drafter.diagnostics import Diagnostic, Severity, failure

if TYPE_CHECKING:
    from drafter.api.manual import AnyRule
    from drafter.api.relaying import Relaid
    from drafter.api.reported import Checked, Figures, Reported

CLEAN, OPEN, FAILED = 0, 1, 2
"""Exit codes: no error or warning; at least one; a file could not be read, or nothing was written."""
_WORD = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
_LISTED = 40


@click.command("check", cls=ChineseCommand, short_help="检查文稿的内容和版式，或者事实文件")
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--facts", metavar="事实文件", help="文稿里的每个数都对照这个事实文件，没有出处的报告出来")
@click.option("--text", is_flag=True, help="DOCX 除了版式，也审查文字和数字；给了 --facts 就不用写")
@click.option("--last", metavar="事实文件", help="去年的事实文件：查上年数写错、去年的数没有换")
@click.option(
    "--house", metavar="版式文件", help="按本单位的版式检查，格式同模板里的 layout.yaml；不写就按 GB/T 9704-2012"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    metavar="格式",
    help="text、json 或 sarif",
)
@click.option("--select", default="", metavar="代码", help="只报告这些代码，可写开头几位，可用逗号连写")
@click.option("--ignore", default="", metavar="代码", help="不报告这些代码")
@click.option(
    "--allow",
    multiple=True,
    metavar="文件",
    help="照这个清单放过，一行一条“- W402 “引文”：理由”；旁边有 放过.yaml 就不用写",
)
@click.option("--baseline", metavar="旧账", help="旧账里有的不再报告，只报告新的")
@click.option("--write-baseline", metavar="旧账", help="把现在查到的都记进这个旧账文件，例如 旧账.json")
def check(
    files: tuple[str, ...],
    facts: str | None,
    text: bool,
    last: str | None,
    house: str | None,
    form: str,
    select: str,
    ignore: str,
    allow: tuple[str, ...],
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """检查 DOCX 的版式（不论用什么软件写的，加 --text 也查文字），.md、.txt 的文字，或者事实文件；不改动检查的文件。

    \b
    退出码：0 没有错误和提醒（放过的、旧账里的不算）；1 有；2 有文件读不了，或者命令写错了。
    """
    from drafter.api.allowing import silences_of
    from drafter.api.baseline import read_baseline
    from drafter.api.checking import check_files, read_known
    from drafter.api.manual import codes_of

    if baseline and write_baseline:
        raise failure("D000", None, "--baseline 和 --write-baseline 不能一起写", "要重写旧账，只写 --write-baseline")
    codes = codes_of(select, ignore)
    known = read_known(*(Path(name) if name else None for name in (house, facts, last)), text=text)
    silences = silences_of(map(Path, allow), read_baseline(Path(baseline)) if baseline else None)
    checked = check_files([Path(file) for file in files], known, codes, silences)
    if write_baseline and not checked.failures:
        return _keep(Path(write_baseline), checked)
    if form == "text":
        _print(_report(checked))
    else:
        # As bytes: a console in another encoding must not spoil the data.
        data = _data(checked) if form == "json" else _sarif(checked)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8"))
    _print(_failures(checked.failures), err=True)
    if checked.failures:
        return FAILED
    return OPEN if checked.count(Severity.ERROR) + checked.count(Severity.WARNING) else CLEAN


@click.command("rules", cls=ChineseCommand, short_help="列出检查规则，说明检查什么、为什么")
@click.argument("code", required=False, metavar="[代码]")
def rules(code: str | None) -> int:
    """列出检查规则；写明代码（如 L730，或者开头几位）就显示说明。"""
    from drafter.api.manual import manual, pages_of

    if code is None:
        _print(_table(manual()))
    else:
        _print(_pages(pages_of(code, manual())))
    return CLEAN


@click.command("fix", cls=ChineseCommand, short_help="给手工写的 DOCX 重新排版")
@click.argument("file", metavar="文件.docx")
@click.option("-o", "--output", required=True, metavar="新文件.docx", help="排好的文件写到这里，不能是原来的文件")
@click.option("--house", metavar="版式文件", help="用本单位的版式，格式同模板里的 layout.yaml；不写就用 GB/T 9704-2012")
@click.option("--force", is_flag=True, help="新文件已经有了、又不是 drafter 写的，也覆盖")
def fix(file: str, output: str, house: str | None, force: bool) -> int:
    """认出标题、层次、正文、署名、日期、附件等，按公文格式重新排版；不改一个字，原来的文件不动。"""
    from drafter.api.layout_review import read_house
    from drafter.api.relaying import relay

    layout = read_house(Path(house)) if house else None
    _print(_relaid(relay(Path(file), Path(output), layout, force=force)))
    return CLEAN


# --- check -------------------------------------------------------------------------------------------------------------


def _keep(target: Path, checked: Checked) -> int:
    """Write the baseline; what is in it is no reason to fail."""
    from drafter.api.baseline import write_baseline

    count = write_baseline(target, checked.findings)
    _print([f"已写好：{target.as_posix()}，记下{count}处；以后用 --baseline {target.as_posix()} 检查，只报告新的"])
    return CLEAN


def _data(checked: Checked) -> dict[str, object]:
    from drafter.api.reported import places

    return {
        "findings": [finding.record() for finding in checked.findings],
        "suppressed": [finding.record() for finding in checked.suppressed],
        "checked": {
            "files": checked.files,
            "paragraphs": checked.paragraphs,
            "rules": checked.rules,
            "relations": checked.relations,
            "figures": checked.figures._asdict(),
            "suppressed": places(checked.suppressed),
            "baseline": {"known": checked.known, "gone": checked.gone or 0},
        },
    }


def _sarif(checked: Checked) -> dict[str, object]:
    from drafter.api.manual import manual
    from drafter.cli.sarif import sarif

    return sarif(checked, manual())


def _report(checked: Checked) -> Iterator[str]:
    for finding in checked.findings:
        yield from _finding(finding)
    if checked.findings:
        yield ""
    yield from (f"“{name}”里没有文字，这一份什么也没有检查到" for name in checked.empty)
    yield _closing(checked)


def _finding(finding: Reported) -> Iterator[str]:
    if finding.diagnostic is not None:
        first, *rest = lines_of([finding.diagnostic])
        yield first
        if finding.diagnostic.place is None:
            yield f"  {finding.file}"
        if finding.where:
            yield f"  {finding.where}"
        yield from rest
        return
    yield f"{_WORD[finding.severity]}：{finding.statement}  [{finding.code}]"
    yield f"  {finding.file} {finding.where or '整篇'}"
    if finding.hint:
        yield f"  办法：{finding.hint}"


def _closing(checked: Checked) -> str:
    scope = f"看了{checked.files}个文件、{checked.paragraphs}段{_figures(checked.figures)}"
    scope += f"，用了{checked.rules}条规则" if checked.rules else ""
    scope += f"，核对了{checked.relations}条数量关系" if checked.relations else ""
    counts = [(word, checked.count(severity)) for severity, word in _WORD.items()]
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
    if checked.gone:
        yield f"旧账里有{checked.gone}处已经不在了（可以用 --write-baseline 重写旧账）"


def _figures(figures: Figures) -> str:
    said = [
        (figures.traced, "{}个对上事实"),
        (figures.recomputed, "{}个由别的数算出"),
        (figures.failed, "{}个没有出处或不符"),
        (figures.unchecked, "{}个没有对照事实"),
    ]
    told = "、".join(words.format(count) for count, words in said if count)
    return f"、{figures.total}个数（{told}）" if told else ""


def _failures(failures: Iterable[tuple[str, tuple[Diagnostic, ...]]]) -> Iterator[str]:
    for name, diagnostics in failures:
        for diagnostic in diagnostics:
            yield f"{_WORD[diagnostic.severity]}：{name}：{diagnostic.message}  [{diagnostic.code}]"
            if diagnostic.hint:
                yield f"  办法：{diagnostic.hint}"


# --- rules -------------------------------------------------------------------------------------------------------------


def _table(known: Iterable[AnyRule]) -> Iterator[str]:
    yield "代码  名称                        强度  级别  条款"
    rows = list(known)
    for rule in rows:
        title = rule.title + " " * max(1, 28 - width(rule.title))
        yield f"{rule.code}  {title}{rule.strength.value}  {_WORD[rule.severity]}  {rule.clause or '—'}"
    yield ""
    yield f"共{len(rows)}条规则，条款没有写明标准的出自 GB/T 9704-2012；说明见：drafter rules 代码"


def _pages(found: Iterable[AnyRule]) -> Iterator[str]:
    for number, rule in enumerate(found):
        if number:
            yield ""
        own = rule.clause[:1].isdecimal()
        clause = f"，GB/T 9704-2012 第{rule.clause}条" if own else f"，{rule.clause}" if rule.clause else ""
        yield f"{rule.code}  {rule.title}（{rule.strength.value}{clause}；级别：{_WORD[rule.severity]}）"
        yield f"  {rule.manual}"


# --- fix ---------------------------------------------------------------------------------------------------------------


def _relaid(done: Relaid) -> Iterator[str]:
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


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
