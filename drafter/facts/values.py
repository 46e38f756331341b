"""What a fact's value can be.  Numbers are exact decimals; the written form is kept and is what gets printed."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from drafter.diagnostics import Span


class Bound(Enum):
    """On which side of the written number the true one may lie."""

    EXACT = ""
    ABOUT = "约"
    """约, 左右, 上下."""
    ABOVE = "超"
    """超, 逾, 余, 多, 以上, 至少, 不少于."""
    BELOW = "不足"
    """不足, 以下, 至多, 不超过, 近."""


_SCALE_WORDS = {
    Decimal(10) ** n: word
    for n, word in enumerate(["", "", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"])
    if word
}


class Quantity(Struct, frozen=True):
    """A number with its unit: ``10次``, ``84.38%``, ``近3万人次``, ``2万多人次``, ``20.75亿元``, ``8金`` (unit 金)."""

    written: str
    """The whole value as typed, 力争 and the like included: what is printed."""
    number: Decimal
    """The number as typed, without its scale."""
    unit: str
    """The measure without 万 or 亿: 人次, 元, %, 个百分点; empty if none was typed."""
    scale: Decimal = Decimal(1)
    """10000 for 万, 100000000 for 亿."""
    bound: Bound = Bound.EXACT
    intent: str = ""
    """力争, 计划, 预计, 争创, 确保 … before the number, for next year's targets."""
    label: str = ""
    """The words before the number in one measure of several: 一等奖 in 一等奖3个."""

    @property
    def scale_word(self) -> str:
        """The scale as a word: 万, 亿, 百万 …; empty for single units."""
        return _SCALE_WORDS.get(self.scale, "")

    @property
    def magnitude(self) -> Decimal:
        """The number in single units; a percentage is a hundredth, a permillage a thousandth."""
        return self.number * self.scale / {"%": 100, "‰": 1000}.get(self.unit, 1)


class Measures(Struct, frozen=True):
    """Several measures of one action: ``70余项13730人次``, ``8金19银19铜``, ``一等奖3个、二等奖4个``."""

    written: str
    items: tuple[Quantity, ...]


class Ratio(Struct, frozen=True):
    """``14.2∶1``."""

    written: str
    left: Decimal
    right: Decimal


class Rank(Struct, frozen=True):
    """``全市第一``, ``第3名``: a place with its scope."""

    written: str
    place: int
    scope: str = ""


class Date(Struct, frozen=True):
    """``2021-12-28`` or ``2021年12月28日``; month or day may be missing (0)."""

    written: str
    year: int
    month: int = 0
    day: int = 0


class Text(Struct, frozen=True):
    """An event, a document, an honour, a measure taken.  Block texts keep their line breaks."""

    written: str


class Item(Struct, frozen=True):
    """One item of a list; ``北京大学3名`` has a quantity."""

    text: str
    """The item as typed, quantity included."""
    name: str
    quantity: Quantity | None = None


class Items(Struct, frozen=True):
    """A list as typed: ``A、B、C``, ``A、B等`` (a sample), ``A、B等6个`` (a sample with its total)."""

    written: str
    items: tuple[Item, ...]
    sample: bool = False
    """等: there are more than those named."""
    total: Quantity | None = None
    """The number after 等."""


class Records(Struct, frozen=True):
    """A table of facts: column names and rows of values; a cell's path is ``项目.2.人数``."""

    written: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    places: tuple[Span, ...] = ()
    """The line of each row, in the facts file or in the table's own file."""


class Pending(Struct, frozen=True):
    """待补, ``**`` or ……: known to be missing."""

    note: str = ""
    """What was typed after 待补：."""


class NotApplicable(Struct, frozen=True):
    """不涉及: we have none, never asked again."""


class Blank(Struct, frozen=True):
    """A key without a value: nobody has filled it in yet."""


Value = Quantity | Measures | Ratio | Rank | Date | Text | Items | Records | Pending | NotApplicable | Blank
"""Every sort of value."""

Given = Quantity | Measures | Ratio | Rank | Date | Text | Items | Records
"""The sorts that say something."""
