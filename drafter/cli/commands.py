"""The commands.  Each turns its words into one call of ``drafter.api``, prints what came of it, and gives the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.check import check, fix, rules
from drafter.cli.chinese import ChineseGroup, explain_usage
from drafter.cli.library import library
from drafter.cli.trace import trace

if TYPE_CHECKING:
    from drafter.diagnostics import Diagnostic

DONE, OPEN, FAILED = 0, 1, 2
"""Exit codes: clean; errors or gaps are open; nothing was written."""


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="drafter", message="drafter %(version)s", help="显示版本")
def drafter() -> None:
    """把事实（YAML）、片段（Markdown）和模板变成一份公文格式的工作总结。

    \b
    第一次用：
      drafter new 我的总结          新建文件夹，里面有一份带说明的 facts.yaml
      drafter build 我的总结        生成 DOCX，缺的数用【待补】标出来
    """


@drafter.command("build", short_help="由事实文件生成文稿")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
@click.option("-o", "--output", metavar="文件", help="写到这个文件；不写就放在事实文件旁边，以标题为名")
@click.option("--to", "formats", metavar="格式", help="docx、html、md，可用逗号连写；不写就看 -o 的后缀，默认 docx")
@click.option("--draft", "reviewing", is_flag=True, help="核对稿：每个数带着事实的路径，查出的问题写成批注")
@click.option("--strict", is_flag=True, help="还有待补或错误就不写定稿，退出码为 2")
@click.option("--force", is_flag=True, help="目标文件被人改过也覆盖")
def build(
    facts: str | None, output: str | None, formats: str | None, reviewing: bool, strict: bool, force: bool
) -> int:
    """由事实文件生成文稿。有待补或错误也照样生成，标明“草稿”，退出码为 1。"""
    from drafter.api import draft, find_facts, write_outputs
    from drafter.cli.summary import summary
    from drafter.diagnostics import DrafterError, Problems

    target = Path(output) if output else None
    wanted = _formats(formats, target)
    problems = Problems()
    path = find_facts(facts)
    try:
        made = draft(path, problems)
        if reviewing:
            # Imported here: it is part of what an ordinary build brings last.
            from drafter.api.draft_review import note_findings

            note_findings(made, path)
        if strict and not made.signable:
            _print(summary(made, ()), err=True)
            return FAILED
        written = write_outputs(made, path, wanted, target, force=force, reviewing=reviewing)
    except DrafterError as error:
        _complain(dict.fromkeys((*problems, *error.diagnostics)))
        return FAILED
    _print(summary(made, written))
    return DONE if made.signable else OPEN


@drafter.command("new", short_help="新建一份事实文件")
@click.argument("folder", metavar="文件夹")
@click.option("--template", "kind", default="工作总结", metavar="模板", help="文稿的种类，默认 工作总结")
@click.option("--all", "everything", is_flag=True, help="列出全部事实，不只是最常用的")
@click.option("--sample", is_flag=True, help="填上示例数字，先看看成稿的样子")
def new(folder: str, kind: str, everything: bool, sample: bool) -> int:
    """新建一个文件夹，里面有一份带说明的 facts.yaml，填好就能生成文稿。"""
    from drafter.api import create_project, shown_path

    files = create_project(Path(folder), kind, everything=everything, sample=sample)
    _print(f"已写好：{shown_path(f)}" for f in files)
    _print([f"下一步：用记事本或编辑器填写 {shown_path(files[0])}，然后运行 drafter build {shown_path(files[0])}"])
    return DONE


@drafter.command("schema", short_help="写出编辑器用的 JSON Schema")
@click.option("--template", "kind", default="工作总结", metavar="模板", help="文稿的种类，默认 工作总结")
@click.option("-o", "--output", default="facts.schema.json", metavar="文件", help="默认 facts.schema.json")
def schema(kind: str, output: str) -> int:
    """写出事实文件的 JSON Schema，编辑器据此补全路径、提示含义和单位。"""
    from drafter.api import shown_path, write_schema

    _print([f"已写好：{shown_path(write_schema(kind, Path(output)))}"])
    return DONE


drafter.add_command(check)
drafter.add_command(rules)
drafter.add_command(fix)
drafter.add_command(library)
drafter.add_command(trace)


@drafter.command("watch", short_help="每保存一次就生成一次，说明变了什么")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
@click.option("-o", "--output", metavar="文件", help="写到这个文件；不写就放在事实文件旁边，以标题为名")
@click.option("--to", "formats", metavar="格式", help="docx、html、md，可用逗号连写；不写就看 -o 的后缀，默认 docx")
@click.option("--force", is_flag=True, help="开始时目标文件被人改过也覆盖；以后有人改的仍不覆盖")
def watch(facts: str | None, output: str | None, formats: str | None, force: bool) -> int:
    """看着事实文件和旁边的表、片段、模板，每保存一次就生成一次，说明变了什么；按 Ctrl-C 停止。"""
    from drafter.api import find_facts
    from drafter.cli.watch import watch as keep_watching

    target = Path(output) if output else None
    return keep_watching(find_facts(facts), _formats(formats, target), target, force=force)


@drafter.command("batch", short_help="一次生成许多份文稿")
@click.argument("source", metavar="文件夹、清单或名册")
@click.option("--facts", metavar="事实文件", help="名册里各单位共同的事实；名册里写了的以名册为准")
@click.option("-o", "--output", metavar="文件夹", help="都写到这个文件夹；不写就放在各自的事实文件、名册旁边")
@click.option("--to", "formats", metavar="格式", help="docx、html、md，可用逗号连写；默认 docx")
@click.option("--resume", is_flag=True, help="接着上一次做：已经对的不再生成")
@click.option("--force", is_flag=True, help="目标文件被人改过也覆盖")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="个数", help="同时做几份；不写就是处理器有几个核做几份")
@click.option("--scheduler", metavar="地址", help="交给 Dask 调度程序的各台机器做，例如 tcp://10.0.0.5:8786")
def batch(
    source: str,
    facts: str | None,
    output: str | None,
    formats: str | None,
    resume: bool,
    force: bool,
    jobs: int | None,
    scheduler: str | None,
) -> int:
    """一次生成许多份文稿，一份出错不影响别的。

    \b
    文件夹    里面（包括下面各级）每个事实文件一份
    清单      YAML 文件，“清单:”下面每行一个“- 事实文件”
    名册      CSV 或 XLSX，每行一个单位，列名是 单位、年度 和事实的路径，配合 --facts

    \b
    退出码：0 都能签发；1 有还不能签发的，或者有没写成的；2 一份也没有写成。
    """
    from drafter.cli.batch import batch as make_all
    from drafter.cli.batch import planned

    plan = planned(source, facts, output, _formats(formats, None), force=force)
    return make_all(plan, resume=resume, workers=jobs, scheduler=scheduler)


def run(arguments: list[str]) -> int:
    """Run the command line *arguments*; gives the exit code."""
    _speak_utf8()
    try:
        result = drafter.main(arguments, prog_name="drafter", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return DONE
    except Exception as error:
        told = _foreseen(error)
        if not told:
            raise
        _complain(told)
        return FAILED
    return result if isinstance(result, int) else DONE


def _foreseen(error: Exception) -> Sequence[Diagnostic]:
    """What to say of trouble that may happen; nothing of a bug."""
    # Imported here: help needs no diagnostics, which cost a quarter of it.
    from drafter.diagnostics import Diagnostic, DrafterError, Severity

    match error:
        case DrafterError():
            return error.diagnostics
        case click.UsageError():
            code, message, hint = "D000", *explain_usage(error)
        case click.Abort():
            code, message, hint = "D000", "已中断，什么也没有写", ""
        case OSError():
            # What no reader or writer foresaw, such as a folder that may not be entered or a network drive that went away.
            name = f"“{str(error.filename)[:100]}”" if error.filename else "文件"
            code, message = "D003", f"读写{name}时系统说：{error.strerror or error}"
            hint = "检查文件名、文件夹和权限，网络盘请确认还连着"
        case _:
            return ()
    return [Diagnostic(code, Severity.ERROR, None, message, hint)]


def _formats(given: str | None, target: Path | None) -> tuple[str, ...]:
    """The formats to write: those given, else what the target's suffix says, else DOCX."""
    from drafter.api import OUTPUTS
    from drafter.diagnostics import failure

    suffix = target.suffix.lower().lstrip(".") if target else ""
    wanted = tuple(
        dict.fromkeys(f.strip().lower().lstrip(".") for f in (given or suffix or "docx").split(",") if f.strip())
    )
    unknown = [f for f in wanted if f not in OUTPUTS]
    if unknown or not wanted:
        where = f"--to {given}" if given else f"-o {target}"
        raise failure(
            "D005",
            None,
            f"不会写“{unknown[0] if unknown else ''}”这种格式（{where}）",
            f"能写的有：{'、'.join(OUTPUTS)}",
        )
    if given and suffix in OUTPUTS and suffix not in wanted:
        raise failure(
            "D005", None, f"--to 要的是 {'、'.join(wanted)}，-o 的后缀却是 .{suffix}", "两处写成一样的，或者只写 -o"
        )
    return wanted


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)


def _complain(findings: Iterable[Diagnostic]) -> None:
    from drafter.cli.findings import lines_of

    for line in lines_of(findings):
        click.echo(line, err=True)


def _speak_utf8() -> None:
    """A console in another encoding shows what it can and never stops the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
