"""``drafter check``, ``drafter rules`` and ``drafter fix``: findings as text, JSON or SARIF, the manual, and what re-laying changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from drafter.api.reported import Checked

CLEAN, OPEN, FAILED = 0, 1, 2
"""Exit codes: no error or warning; at least one; a file could not be read, or nothing was written."""


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
    from drafter.cli.check_summary import failures, report
    from drafter.diagnostics import Severity, failure

    if baseline and write_baseline:
        raise failure("D000", None, "--baseline 和 --write-baseline 不能一起写", "要重写旧账，只写 --write-baseline")
    codes = codes_of(select, ignore)
    known = read_known(*(Path(name) if name else None for name in (house, facts, last)), text=text)
    silences = silences_of(map(Path, allow), read_baseline(Path(baseline)) if baseline else None)
    checked = check_files([Path(file) for file in files], known, codes, silences)
    if write_baseline and not checked.failures:
        return _keep(Path(write_baseline), checked)
    if form == "text":
        _print(report(checked))
    else:
        _dump(_data(checked) if form == "json" else _sarif(checked))
    _print(failures(checked.failures), err=True)
    if checked.failures:
        return FAILED
    return OPEN if checked.count(Severity.ERROR) + checked.count(Severity.WARNING) else CLEAN


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


def _dump(data: dict[str, object]) -> None:
    """Print *data* as bytes: a console in another encoding must not spoil them."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8"))


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
