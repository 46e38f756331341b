"""``drafter library``: what the library holds, how a fragment reads, what of it is the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.chinese import ChineseGroup

if TYPE_CHECKING:
    from drafter.api.browsing import Entry, FragmentView, Holdings, VariantView
    from drafter.api.overriding import Override
    from drafter.diagnostics import Problems
    from drafter.templates import Kind

DONE, OPEN = 0, 1
_LIST = "list"
_STANDING = {
    "added": "自己的文件给它增加了写法",
    "replaced": "换成了自己的",
    "new": "自己写的",
    "same": "自己的一份和自带的相同，可以删去",
}


class _Listing(ChineseGroup):
    """A group whose first word may be a facts file or a folder: then its library is listed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        from drafter.facts import nearest

        first = args[0] if args else ""
        slip = not Path(first).exists() and nearest(first, self.commands)
        if first not in self.commands and first not in ctx.help_option_names and not slip:
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


@click.group(
    "library",
    cls=_Listing,
    short_help="列出模板和片段，看片段的各种写法",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def library() -> None:
    """列出模板、章和片段；看一个片段的各种写法；看自己的文件改了什么。

    \b
      drafter library                      全部模板和片段
      drafter library 我的总结              连同这个文件夹里自己的模板和片段
      drafter library show 公开招聘         一个片段的各种写法，印成句子
      drafter library diff 我的总结         自己的模板和片段换了什么、加了什么
    """


@library.command(_LIST, short_help="列出模板、章和片段（不写 list 也一样）")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
@click.option("--template", "kind", default="", metavar="模板", help="只列这一种文稿和它用到的片段")
def listing(facts: str | None, kind: str) -> int:
    """列出各种文稿的章和片段、每个片段要哪些事实、用在哪里。"""
    from drafter.api.browsing import browse, own_folder
    from drafter.diagnostics import Problems

    problems = Problems()
    holdings = browse(own_folder(facts), problems, kind=kind)
    _print(_holdings(holdings))
    return _findings(problems)


@library.command("show", short_help="一个片段的各种写法")
@click.argument("name", metavar="片段")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
@click.option("--sample", is_flag=True, help="不用事实文件，用目录里的示例")
@click.option("--template", "kind", default="", metavar="模板", help="用这种文稿目录里的示例")
def show(name: str, facts: str | None, sample: bool, kind: str) -> int:
    """把一个片段的各种写法印成句子：有事实文件就用里面的事实，没有就用目录里的示例。

    片段写成 主题/片段名，不会弄混时只写片段名。
    """
    from drafter.api.browsing import own_folder
    from drafter.api.browsing import show as view_of
    from drafter.diagnostics import Problems

    problems = Problems()
    beside = own_folder(facts)
    facts_file = None if sample or kind else _facts_file(beside, facts)
    view = view_of(name, beside, facts_file, problems, kind=kind)
    _print(_fragment(view))
    return _findings(_about(problems, view))


@library.command("diff", short_help="自己的模板和片段与自带的有什么不同")
@click.argument("facts", required=False, metavar="[事实文件或文件夹]")
def diff(facts: str | None) -> int:
    """列出自己的 fragments、templates 换了、加了什么：片段逐个比，模板逐个文件比。"""
    from drafter.api.browsing import own_folder
    from drafter.api.overriding import overrides
    from drafter.diagnostics import Problems

    problems = Problems()
    found = list(overrides(own_folder(facts), problems))
    _print(line for override in found for line in _override(override))
    if not found:
        _print(["没有自己的模板和片段，用的都是自带的"])
    return _findings(problems)


def _facts_file(beside: Path, given: str | None) -> Path | None:
    """The facts file to show with: the one named, else the only one of the folder; None for the examples."""
    from drafter.api import find_facts

    folder = beside.parent
    if beside.is_file():
        return beside
    alone = len([p for p in folder.glob("*.y*ml") if p.suffix in (".yaml", ".yml")]) == 1
    return find_facts(given) if alone else None


def _holdings(holdings: Holdings) -> Iterator[str]:
    for kind in holdings.kinds:
        yield from _kind(kind)
        yield ""
    yield f"片段：{len(holdings.entries)}个，每个列出要哪些事实、用在哪里"
    for theme in holdings.themes:
        yield ""
        yield f"{theme.name}（{theme.file}{f'，{theme.department}' if theme.department else ''}）"
        for key, entry in holdings.entries.items():
            if key.partition("/")[0] == theme.name:
                yield from _entry(entry)


def _kind(kind: Kind) -> Iterator[str]:
    from drafter.templates import units_of

    yield f"{kind.name}：{kind.description or '（没有说明）'}"
    for spec in kind.sections:
        yield f"  {spec.name}{f'　{_wording(spec.heading)}' if spec.heading else ''}"
        for unit in units_of(spec):
            names = [key.removeprefix(f"{spec.name}/") for key in unit.fragments]
            title = unit.heading or unit.lead
            if title or names:
                yield f"    {f'{_wording(title)}：' if title else ''}{'、'.join(names)}"


def _wording(text: str) -> str:
    return "".join(text.split("\n"))


def _entry(entry: Entry) -> Iterator[str]:
    fragment = entry.fragment
    notes = [f"{len(fragment.variants)}种写法"]
    if entry.standing.value in _STANDING:
        notes.append(_STANDING[entry.standing.value])
    notes.append(f"用在 {'、'.join(entry.places)}" if entry.places else "没有哪一章用它")
    yield f"  {fragment.name}（{'；'.join(notes)}）"
    facts = [f"必有 {'、'.join(entry.necessary)}"] if entry.necessary else []
    facts += [f"可有 {'、'.join(entry.optional)}"] if entry.optional else []
    yield f"    {'；'.join(facts) or '不用事实'}"


def _fragment(view: FragmentView) -> Iterator[str]:
    entry = view.entry
    yield from _entry(entry)
    span = entry.fragment.span
    yield f"    {span.file}:{span.line}"
    yield f"用的事实：{f'“{view.kind}”目录里的示例，目录里没有的印成【待补】' if view.sample else '事实文件里的'}"
    for number, variant in enumerate(view.variants, 1):
        yield ""
        yield from _variant(number, variant, entry.fragment.key)
    if not any(variant.chosen for variant in view.variants):
        yield ""
        yield f"这份文稿里没有印它：{_silence(view)}"


def _silence(view: FragmentView) -> str:
    if not any(place.partition("/")[0] == view.kind for place in view.entry.places):
        name = view.entry.fragment.name
        return f"“{view.kind}”没有哪一章用它，在章文件里写上 {{{{ 片段(“{name}”) }}}}"
    return "它的事实一条也没填，或者不在有效年度里，或者被 改写、不要、不涉及 去掉了"


def _variant(number: int, view: VariantView, key: str) -> Iterator[str]:
    variant = view.variant
    notes = [f"写法{number}", f"{variant.file}:{variant.line}"]
    if variant.since or variant.until:
        notes.append(f"有效 {variant.since or ''}—{variant.until or ''}")
    yield f"{'→ ' if view.chosen else '  '}{'  '.join(notes)}{'  （生成时用这一种）' if view.chosen else ''}"
    for line in view.text.split("\n") if view.text else ["（要的事实一条也没有，不说话）"]:
        yield f"    {line}"
    if view.missing:
        yield f"    没填：{'、'.join(view.missing)}"
    if view.pin:
        yield f"    指定：文稿.选用.{key}: {view.pin}"


def _override(override: Override) -> Iterator[str]:
    what = _STANDING.get(override.standing.value, "")
    yield f"{override.file}{f'  片段 {override.name}' if override.name else ''}：{what}"
    yield from (f"  {line}" for line in override.difference)


def _about(problems: Problems, view: FragmentView) -> Problems:
    """The findings in the file that the fragment stands in."""
    from drafter.diagnostics import Problems, Span

    files = {variant.variant.file for variant in view.variants}
    found = Problems()
    for problem in problems:
        if isinstance(problem.place, Span) and problem.place.file in files:
            found.add(problem)
    return found


def _findings(problems: Problems) -> int:
    from drafter.cli.findings import lines_of

    if len(problems):
        click.echo("", err=True)
    for line in lines_of(problems):
        click.echo(line, err=True)
    return OPEN if problems.errors else DONE


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
