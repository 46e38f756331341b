"""Filters that put one value into words: another scale, a target's verb, zero and all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from drafter.facts.values import Bound, Quantity
from drafter.facts.vocabulary import vocabulary
from drafter.templates.trouble import Trouble
from drafter.templates.views import Gap, Said, View
from drafter.templates.vocabulary.reading import check_words, known, known_paths, quantity, quantity_fact, span


def rescaled(name: str, scale: Decimal) -> Callable[[View], View]:
    """``万`` and ``亿``: the same amount in another scale, its decimals kept."""

    def rescale(fact: View) -> View:
        if isinstance(fact, Gap):
            return fact
        value = quantity(fact, name)
        if value.bound is not Bound.EXACT or value.intent:
            raise Trouble(f"“{value.written}”带有“约、超、余”一类的字，不能换算", "直接按要打印的单位填写")
        number = value.number * value.scale / scale
        return Said(f"{number.normalize():f}{name}{value.unit}", known_paths(fact), span(fact))

    return rescale


def aimed(fact: View, verb: str) -> View:
    """``目标``: the verb of a target behind its word of intent: ``{{ 打算.学位 | 目标("新增") }}`` makes 力争新增3240个 of 力争3240个.

    A value without such a word gets the verb alone, and one that has the verb already is printed as typed.
    """
    check_words(verb)
    if isinstance(fact, Gap):
        return fact
    view = known(fact, "目标")
    if verb in view.text:
        return view
    # 力争达到 is 力争 with a verb of its own, in whose place the other comes.
    intents = [word for word in vocabulary().intents if view.text.startswith(word)]
    intent, longest = (min(intents, key=len), max(intents, key=len)) if intents else ("", "")
    text = intent + verb + view.text.removeprefix(longest)
    return Said(text, known_paths(view), view.fact.span, computed=False)


def if_none(fact: View, none: str, some: str) -> View:
    """``为零``: ``{{ 安全.事故 | 为零("未发生安全事故", "发生安全事故") }}`` says the one of 0起, 发生安全事故2起 of 2起."""
    return _worded(fact, "为零", lambda value: value.number == 0, none, some)


def if_all(fact: View, full: str, short: str) -> View:
    """``全部``: ``{{ 资源.覆盖率 | 全部("实现全覆盖", "覆盖率达") }}`` says the one of 100%, 覆盖率达97% of 97%."""
    return _worded(fact, "全部", lambda value: value.unit == "%" and value.number == 100, full, short)


def default(thing: View, other: object) -> object:
    """Jinja's ``default``: something else to say if the fact is missing."""
    check_words(other)
    return other if isinstance(thing, Gap) else thing


def _worded(fact: View, name: str, holds: Callable[[Quantity], bool], words: str, otherwise: str) -> View:
    check_words(words, otherwise)
    if isinstance(fact, Gap):
        return fact
    view = quantity_fact(fact, name)
    value = quantity(fact, name)
    text = words if value.bound is Bound.EXACT and not value.intent and holds(value) else otherwise + view.text
    return Said(text, known_paths(view), view.fact.span, computed=False)
