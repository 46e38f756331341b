"""``drafter check``, ``drafter rules`` and ``drafter fix``: findings as text, JSON or SARIF, the manual, and what re-laying changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from drafter.cli.chinese import ChineseCommand

CLEAN = 0
"""Exit code; those of a check are in :mod:`drafter.cli.check_run`."""


@click.command("check", cls=ChineseCommand, short_help="检查文稿的内容和版式，或者事实文件")
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--facts", metavar="事实文件", help="文稿里的每个数都对照这个事实文件，没有出处的报告出来")
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
@click.option(
    "--fix", is_flag=True, help="改有把握的地方：.md、.txt 就地改，DOCX 另存为“（已改）”；不动数字、名称和引号里的字"
)
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="和 --fix、--diff 一起写：拿不准的也改，改完要读一遍")
@click.option("--diff", is_flag=True, help="只显示 --fix 会改什么，不写文件")
@click.option("-o", "--output", metavar="文件", help="和 --fix 一起写：改好的写到这个文件")
def check(
    files: tuple[str, ...],
    allow: tuple[str, ...],
    facts: str | None,
    last: str | None,
    house: str | None,
    baseline: str | None,
    write_baseline: str | None,
    output: str | None,
    *,
    form: str,
    select: str,
    ignore: str,
    fix: bool,
    unsafe: bool,
    diff: bool,
) -> int:
    """检查 DOCX 的版式和文字（不论用什么软件写的，只查版式就写 --select L），.md、.txt 的文字，或者事实文件；不写 --fix 就不改动文件。

    \b
    退出码：0 没有错误和提醒（放过的、旧账里的不算）；1 有，或者 --diff 有要改的；2 有文件读不了，或者命令写错了。
    """
    from drafter.cli.check_run import Request, carry_out

    asked = Request(
        files=tuple(map(Path, files)),
        facts=_path(facts),
        last=_path(last),
        house=_path(house),
        form=form,
        select=select,
        ignore=ignore,
        allow=tuple(map(Path, allow)),
        baseline=_path(baseline),
        write_baseline=_path(write_baseline),
        fix=fix,
        unsafe=unsafe,
        diff=diff,
        output=_path(output),
    )
    return carry_out(asked)


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


@click.command("rules", cls=ChineseCommand, short_help="列出检查规则，说明检查什么、为什么")
@click.argument("code", required=False, metavar="[代码]")
def rules(code: str | None) -> int:
    """列出检查规则；写明代码（如 L730，或者开头几位）就显示说明。"""
    from drafter.api.manual import manual, pages_of
    from drafter.cli.check_summary import pages, table

    if code is None:
        _print(table(manual()))
    else:
        _print(pages(pages_of(code, manual())))
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
    from drafter.cli.check_summary import relaid

    layout = read_house(Path(house)) if house else None
    _print(relaid(relay(Path(file), Path(output), layout, force=force)))
    return CLEAN


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
