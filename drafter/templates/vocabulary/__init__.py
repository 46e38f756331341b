"""The vocabulary of the field: filters with Chinese names.  Each takes views and gives a view back, never a string."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from drafter.templates.trouble import Trouble
from drafter.templates.vocabulary.comparing import (
    against,
    against_last_year,
    doublings,
    from_to,
    multiple,
    yearly_growth,
)
from drafter.templates.vocabulary.listing import (
    count,
    each,
    first,
    in_hanzi,
    join,
    last,
    listed,
    measure,
    medals,
    respectively,
)
from drafter.templates.vocabulary.phrasing import aimed, default, if_all, if_none, rescaled
from drafter.templates.vocabulary.sharing import complete_parts, rate, share_of, some_parts, total

__all__ = ["FILTERS", "VOCABULARY"]

VOCABULARY: dict[str, Callable[..., object]] = {
    "较上年": against_last_year,
    "比": against,
    "由至": from_to,
    "倍数": multiple,
    "翻番": doublings,
    "年均": yearly_growth,
    "占": share_of,
    "率": rate,
    "量": measure,
    "万": rescaled("万", Decimal(10_000)),
    "亿": rescaled("亿", Decimal(100_000_000)),
    "列举": listed,
    "项数": count,
    "汉字": in_hanzi,
    "合计": total,
    "含": complete_parts,
    "其中": some_parts,
    "奖牌": medals,
    "分别为": respectively,
    "各": each,
    "目标": aimed,
    "为零": if_none,
    "全部": if_all,
    "default": default,
    "join": join,
    "first": first,
    "last": last,
}
"""All filters there are."""


def _pointed(name: str, function: Callable[..., object]) -> Callable[..., object]:
    """*function*, whose trouble points at the filter *name*."""

    def filtered(*arguments: object, **named: object) -> object:
        try:
            return function(*arguments, **named)
        except Trouble as trouble:
            trouble.word = trouble.word or name
            raise

    return filtered


FILTERS: dict[str, Callable[..., object]] = {name: _pointed(name, function) for name, function in VOCABULARY.items()}
"""The same, each naming itself in its trouble."""
