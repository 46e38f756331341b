"""Click that speaks Chinese: usage, options and mistakes in the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import click

_HELP = "显示这份说明"


class ChineseFormatter(click.HelpFormatter):
    """A formatter whose headings end in a Chinese colon."""

    def write_heading(self, heading: str) -> None:
        """``选项：``."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class ChineseContext(click.Context):
    """A context that formats help in Chinese."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = ChineseContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Arguments as they are typed."""
        return [p.replace("[OPTIONS]", "[选项]") for p in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        return _chinese_help(super().get_help_option(ctx))


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands."""

    command_class = ChineseCommand

    def collect_usage_pieces(self, _ctx: click.Context) -> list[str]:
        """``命令 [参数]…``."""
        return ["命令", "[参数]…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, then the options."""
        commands = [(n, c) for n in self.list_commands(ctx) if (c := self.get_command(ctx, n)) and not c.hidden]
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in commands])
        _write_options(self, ctx, formatter)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order they were written."""
        return list(self.commands)


def explain_usage(error: click.UsageError) -> tuple[str, str]:
    """The message and the hint for a mistake in the command line."""
    command = error.ctx.command_path if error.ctx else "drafter"
    hint = f"用法见：{command} --help"
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            return f"没有“{name}”这个选项", f"是不是“{near[0]}”？{hint}" if near else hint
        case click.MissingParameter(param=param):
            return f"缺少参数 {_named(param)}", hint
        case click.BadParameter(param=param):
            choices = getattr(getattr(param, "type", None), "choices", None)
            return f"参数 {_named(param)} 的值不对", f"能写的有：{'、'.join(choices)}" if choices else hint
        case click.BadOptionUsage(option_name=name):
            return f"选项“{name}”后面要跟一个值", hint
        case _:
            return _other(error.format_message()), hint


def _other(message: str) -> str:
    if unknown := re.match(r"No such command '([^']*)'", message):
        return f"没有“{unknown[1]}”这个命令"
    if message.startswith("Got unexpected extra argument"):
        return f"多出来的参数：{message.partition('(')[2].rstrip(')')}"
    return f"命令的写法不对（{message}）"


def _named(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return (
        param.make_metavar(click.Context(click.Command("")))
        if isinstance(param, click.Argument)
        else "/".join(param.opts)
    )


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records: Iterable[Any] = (p.get_help_record(ctx) for p in command.get_params(ctx) if isinstance(p, click.Option))
    rows = [(name, text.replace("  [required]", "（必写）")) for name, text in filter(None, records)]
    if rows:
        with formatter.section("选项"):
            formatter.write_dl(rows)


def _chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = _HELP
    return option
