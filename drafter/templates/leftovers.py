"""What a facts file asks for and no section has: nothing of it is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from drafter.diagnostics import Problems
from drafter.facts import Facts, nearest
from drafter.fragments import Fragment, Library
from drafter.templates.kind import Kind
from drafter.templates.outline import Section, titles_in, units_of
from drafter.templates.own import OWN


def report_leftovers(
    kind: Kind, sections: Sequence[Section], facts: Facts, library: Library, problems: Problems
) -> None:
    """Report headings, leads, pins, rewritings and own sentences that belong to nothing in this document."""
    placed = {key for section in sections for key in section.fragments}
    _report_own(sections, facts, problems)
    _report_renamings(kind, facts, problems)
    for name, setting in facts.document.items():
        group, _, key = name.partition(".")
        if group == "选用" and library.fragment(key) is None:
            hint = _meant(key, library.keys, "写成 选用.主题/片段名")
            problems.error("F341", setting.key_span, f"没有名为“{key}”的片段", hint)
    for key, own in facts.rewritten.items():
        if key not in placed:
            hint = _meant(key, placed, "写成 改写.主题/片段名，或者用 自拟")
            problems.error("F342", own.span, f"改写的片段“{key}”不在这份文稿里，这句话没有印出来", hint)


def report_unplaced(
    fragments: Collection[str], library: Library, would_speak: Callable[[Fragment], bool], problems: Problems
) -> None:
    """Report the user's own fragments that have something to say and that no section places; *fragments* are placed."""
    for key in sorted(library.overridden - set(fragments)):
        fragment = library.fragment(key)
        if fragment and would_speak(fragment):
            message = f"片段“{key}”的事实已经填了，但是没有哪一章引用它"
            problems.warning("J032", fragment.span, message, f"在章文件里写上 {{{{ 片段(“{key}”) }}}}")


def _report_own(sections: Sequence[Section], facts: Facts, problems: Problems) -> None:
    topics = sorted({s.spec.topic for s in sections})
    for topic, texts in facts.own.items():
        for own in texts if topic not in topics else ():
            message = f"“{topic}.{OWN}”没有地方放：这份文稿没有“{topic}”这一章"
            problems.error("F342", own.span, message, f"改成 {'、'.join(topics)} 之一的自拟")


def _report_renamings(kind: Kind, facts: Facts, problems: Problems) -> None:
    names = {"章题": [s.name for s in kind.sections], "顺序": [s.name for s in kind.sections]}
    names["段题"] = [title for s in kind.sections for u in units_of(s) for title in titles_in(u)]
    for name, setting in facts.document.items():
        group, _, key = name.partition(".")
        if group in names and key not in names[group]:
            what = "引领句" if group == "段题" else "章"
            hint = _meant(key, names[group], f"这种文稿的{what}有：{'、'.join(names[group][:12])}")
            problems.error("F340", setting.key_span, f"“{name}”没有用上：这种文稿没有“{key}”这个{what}", hint)


def _meant(key: str, names: Collection[str], otherwise: str) -> str:
    near = nearest(key, names)
    return f"是不是“{near}”？" if near else otherwise
