"""What ``drafter build`` says when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.api import Draft, Written, shown_path
from drafter.cli.check_summary import figures_told
from drafter.cli.findings import lines_of
from drafter.diagnostics import Span
from drafter.facts import RelationReport, nearest
from drafter.templates import Missing

_NO_DEPARTMENT = "（未注明科室）"
_MAX_LISTED = 30


def summary(draft: Draft, written: tuple[Written, ...]) -> Iterator[str]:
    """The lines, in the order a clerk needs them: can it be signed, what is wrong, whom to ask, what was not used."""
    if not draft.signable:
        yield f"还不能签发：{_open(draft)}"
    for file in written:
        yield f"已写好：{shown_path(file.path)}"
        if file.held:
            yield f"  “{file.held.name}”正在别的程序里打开，没有动它；关闭以后再运行一次，或者把新的改名换上"
    document = draft.document
    used, given = len(draft.rendered.used), sum(f.given for f in draft.facts.facts.values())
    yield f"共{len(draft.sections)}章、{draft.characters}字、约{draft.pages}页；《{document.name}》"
    yield f"填了{given}条事实，用上{used}条，没用上{len(draft.rendered.unused)}条，待补{len(draft.rendered.missing)}条"
    if draft.examined:
        yield f"按{draft.examined.rules}条必查的规则检查了正文{figures_told(draft.examined.figures)}"
    if draft.signable:
        yield "没有待补和错误，可以送审签发"
    yield from _findings(draft)
    yield from _missing(draft)
    yield from _unused(draft)
    yield from _account(draft)


def _open(draft: Draft) -> str:
    parts = []
    if draft.problems.errors:
        parts.append(f"有{len(draft.problems.errors)}处错误")
    if draft.rendered.missing:
        parts.append(f"{len(draft.rendered.missing)}处待补")
    return "，".join(parts)


def _findings(draft: Draft) -> Iterator[str]:
    shown = list(draft.problems)
    if shown:
        yield ""
        yield from lines_of(shown)


def _missing(draft: Draft) -> Iterator[str]:
    if not draft.rendered.missing:
        return
    yield ""
    yield "待补的事实，请各科室补充："
    groups: dict[str, list[Missing]] = {}
    for missing in draft.rendered.missing:
        groups.setdefault(missing.department or _nobody(missing), []).append(missing)
    for department, items in groups.items():
        yield f"{department}："
        for item in items:
            yield f"  {item.path}{_asked(draft, item)}"


def _nobody(missing: Missing) -> str:
    return "文稿本身" if missing.path.startswith("文稿.") else _NO_DEPARTMENT


def _asked(draft: Draft, item: Missing) -> str:
    entry = draft.catalogue.entries.get(item.path)
    parts = [entry.meaning] if entry and entry.meaning else []
    if entry and entry.example:
        parts.append(f"例如 {entry.example}")
    if item.note:
        parts.append(item.note)
    if entry is None and not item.path.startswith("文稿."):
        near = nearest(item.path, {*draft.catalogue.entries, *draft.facts.facts} - {item.path})
        parts += [f"目录里没有它，是不是“{near}”？"] if near else []
    text = f"（{'，'.join(parts)}）" if parts else ""
    return text if item.printed else f"{text}，还没有句子用到它"


def _unused(draft: Draft) -> Iterator[str]:
    if not draft.rendered.unused:
        return
    yield ""
    yield "没有句子用到的事实（正文里没有，请处理）："
    for unused in draft.rendered.unused[:_MAX_LISTED]:
        reason = f"（{unused.reason}）" if unused.reason else ""
        yield f"  {_where(unused.fact.span)}  {unused.fact.path}: {getattr(unused.fact.value, 'written', '')[:30]}{reason}"
    if len(draft.rendered.unused) > _MAX_LISTED:
        yield f"  ……共{len(draft.rendered.unused)}条"
    yield "  办法：核对路径是否写对；或者在片段里写一句用到它的话；或者在事实文件的“主题.自拟”里自己写一句，用 {{ 路径 }} 引用它"


def _account(draft: Draft) -> Iterator[str]:
    rendered, relations = draft.rendered, draft.relations
    rows = []
    if relations.checked or relations.unchecked:
        rows.append(_relations(relations))
        rows += [f"  未核对 {_where(u.span)}  {u.text}：{u.reason}" for u in relations.unchecked]
    if rendered.computed:
        rows.append(
            "算出来的：" + "；".join(f"{u.text}（{'、'.join(dict.fromkeys(u.paths))}）" for u in rendered.computed)
        )
    if draft.allowed:
        codes = "、".join(dict.fromkeys(one.code for one in draft.allowed))
        rows.append(f"放过：{len(draft.allowed)}处（{codes}），理由写在“文稿.放过”里")
    if rendered.own:
        rows.append(f"自拟：{rendered.own}处")
    if rendered.rewritten:
        rows.append(f"改写：{'、'.join(rendered.rewritten)}")
    if rendered.pinned:
        rows.append(f"选用：{'、'.join(rendered.pinned)}")
    if rendered.moved:
        rows.append(f"为免与前一句开头相同而换了写法：{'、'.join(rendered.moved)}")
    if rows:
        yield ""
        yield from rows


def _relations(report: RelationReport) -> str:
    parts = [f"成立{report.checked - report.failed - report.truncated}条"]
    parts += [f"只在截断时相等{report.truncated}条"] if report.truncated else []
    parts += [f"不成立{report.failed}条"] if report.failed else []
    parts += [f"未核对{len(report.unchecked)}条"] if report.unchecked else []
    return f"核对了{report.checked}条数量关系：{'，'.join(parts)}"


def _where(span: Span) -> str:
    return f"{span.file}:{span.line}"
