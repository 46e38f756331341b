"""Word lists: what is wrong in any Chinese text, from ``drafter/data``, and the dated terms of a field, from the user's library.

A table of a field is a block of lines in a YAML file, its columns apart by ``|`` and named in its first line; a list of words has blanks
between them.  A user's own file extends the shipped ones, and an entry whose first column is already known replaces it.  J050: a list
can not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from drafter.diagnostics import Problems
from drafter.facts.vocabulary import DATA
from drafter.kept_patterns import compiled
from drafter.patterns import lazy
from drafter.yamlfile import Mapping as MappingNode
from drafter.yamlfile import Scalar, load_yaml

Row = Mapping[str, str]
"""One entry: column name to text."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "会议": ("名称", "日期", "来源"),
    "旧称": ("旧", "新", "自", "来源"),
    "规划": ("名称", "起", "止", "来源"),
    "纪念": ("名称", "年", "来源"),
    "节日": ("名称", "首届", "来源"),
    "术语": ("术语", "例外", "来源"),
    "文件": ("名称", "来源"),
    "时效": ("提法", "起", "止", "来源"),
    "常值": ("分母", "分子", "最低", "最高", "来源"),
}
"""The tables of a field's file, with the columns that each must have."""
WEIGHED = ("旧称", "术语")
"""The tables that may have one more column 级别: 错误 in it keeps a document from being signed that breaks that entry."""
_WEIGHT = "级别"
_ERROR = "错误"
LISTS = (
    "人员名",
    "席位名",
    "届次名",
    "类属",
    "待量",
    "单位名",
    "全套",
    "总体前",
    "自称",
    "讲话人",
    "引述",
    "句首",
    "固定名",
    "常见结尾",
    "缺数处",
    "伙伴",
)
"""The lists of words of a field's file; :class:`Words` may have one of the same name for words of no field."""


class Meeting(NamedTuple):
    """A congress or plenum by its usual short name."""

    name: str
    day: date


class Retired(NamedTuple):
    """A term that was replaced on a known day."""

    old: str
    new: str
    since: date
    source: str
    blocks: bool = False
    """Whether its list calls it an error."""


class Term(NamedTuple):
    """A fixed term; the words in *exceptions* look like a slip of it and are none."""

    name: str
    swapped: tuple[str, ...]
    """Its segments in another order."""
    exceptions: tuple[str, ...]
    joints: frozenset[int]
    """Offsets between its segments, where 的 and the like may stand."""
    blocks: bool = False
    """Whether its list calls a slip of it an error."""


class Ratio(NamedTuple):
    """What two things of a sentence make of each other, such as 学位 for each 班, lies between two numbers."""

    per: str
    """The thing that there is one of."""
    what: str
    lowest: Decimal
    highest: Decimal


class Lexicon(Struct, frozen=True, dict=True):
    """The dated and fixed terms of a field, and its words."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def pattern(self, source: str) -> re.Pattern[str]:
        """*source* with any word of a list, of the field or of any text, in place of each ``{list}``."""
        if source not in self._patterns:
            self._patterns[source] = compiled(_LIST.sub(lambda found: f"(?:{self._any(found[1])})", source))
        return self._patterns[source]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {}

    def _any(self, name: str) -> str:
        """A pattern for any word of that list, the longest first; one that matches nothing if it is empty."""
        known = {*self.lists.get(name, ()), *words().lists.get(name, ())}
        return "|".join(re.escape(word) for word in sorted(known, key=lambda w: (-len(w), w))) or "(?!)"

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """By day, the oldest first."""
        found = (Meeting(row["名称"], date.fromisoformat(row["日期"])) for row in self.rows.get("会议", ()))
        return tuple(sorted(found, key=lambda meeting: meeting.day))

    @cached_property
    def retired(self) -> tuple[Retired, ...]:
        """Terms that are no longer used."""
        return tuple(
            Retired(row["旧"], row["新"], date.fromisoformat(row["自"]), row["来源"], row.get(_WEIGHT) == _ERROR)
            for row in self.rows.get("旧称", ())
        )

    @cached_property
    def plans(self) -> dict[str, tuple[int, int]]:
        """Five-year plans with their first and last year."""
        return {row["名称"]: (int(row["起"]), int(row["止"])) for row in self.rows.get("规划", ())}

    @cached_property
    def passing(self) -> dict[str, tuple[int, int]]:
        """Terms that are right for some years only, with the first and the last; 0 for an open end."""
        return {row["提法"]: (int(row["起"] or 0), int(row["止"] or 0)) for row in self.rows.get("时效", ())}

    @cached_property
    def complete_sets(self) -> tuple[frozenset[str], ...]:
        """Names of parts that can only be all there are: 小学 beside 初中."""
        return tuple(frozenset(one.split("|")) for one in (*words().lists["全套"], *self.lists.get("全套", ())))

    @cached_property
    def endings(self) -> dict[str, tuple[str, ...]]:
        """How what is called 学校 or 乡镇 may end: the first word of each entry is the class, the others are endings."""
        entries = (one.split("|") for one in (*words().lists["类属"], *self.lists.get("类属", ())))
        return {noun: tuple(ends) for noun, *ends in entries}

    @cached_property
    def ratios(self) -> tuple[Ratio, ...]:
        """What is usual for one of something."""
        rows = self.rows.get("常值", ())
        return tuple(Ratio(row["分母"], row["分子"], Decimal(row["最低"]), Decimal(row["最高"])) for row in rows)

    @cached_property
    def blocking(self) -> frozenset[str]:
        """The tables with an entry that is an error."""
        return frozenset(name for name in WEIGHED if any(row.get(_WEIGHT) for row in self.rows.get(name, ())))

    @cached_property
    def founded(self) -> dict[str, int]:
        """What anniversaries are counted from."""
        return {row["名称"]: int(row["年"]) for row in self.rows.get("纪念", ())}

    @cached_property
    def yearly_days(self) -> dict[str, int]:
        """Days that are counted, such as 教师节, with the year of the first."""
        return {row["名称"]: int(row["首届"]) for row in self.rows.get("节日", ())}

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Fixed terms; in the file their segments stand apart by ``·``."""
        return tuple(_term(row) for row in self.rows.get("术语", ()))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Official titles of documents, without 《》."""
        return tuple(row["名称"] for row in self.rows.get("文件", ()))


_LIST = lazy(r"\{([\u4e00-\u9fff]+)\}")


def _term(row: Row) -> Term:
    segments = row["术语"].split("·")
    swapped = [
        "".join((*segments[:i], segments[i + 1], segments[i], *segments[i + 2 :])) for i in range(len(segments) - 1)
    ]
    joints = frozenset(len("".join(segments[:i])) for i in range(1, len(segments)))
    return Term("".join(segments), tuple(swapped), tuple(row["例外"].split()), joints, row.get(_WEIGHT) == _ERROR)


def load_lexicon(files: Iterable[Path], problems: Problems) -> Lexicon:
    """The lists of *files*, later ones over earlier ones; what can't be read is reported (J050) and left out."""
    rows: dict[str, dict[str, Row]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for path in files:
        root = load_yaml(path, problems, shown=path.name)
        for entry in root.entries if isinstance(root, MappingNode) else ():
            columns = COLUMNS.get(entry.key)
            if entry.key in LISTS and isinstance(entry.value, Scalar):
                lists[entry.key] = (*lists.get(entry.key, ()), *entry.value.text.split())
                continue
            if columns is None or not isinstance(entry.value, Scalar):
                known = "、".join((*COLUMNS, *LISTS))
                problems.error("J050", entry.key_span, f"词表里没有“{entry.key}”这一种", f"可以写：{known}")
                continue
            for number, row in enumerate(_rows(entry.value.text)):
                if not _fits(entry.key, tuple(row)) or not _readable(entry.key, row):
                    message = f"词表“{entry.key}”的第{number + 1}条读不懂"
                    hint = f"各列依次是：{' | '.join(columns)}，日期写成 2022-12-26"
                    problems.error("J050", entry.key_span, message, hint)
                else:
                    name = f"{row['分母']}|{row['分子']}" if entry.key == "常值" else row[columns[0]]
                    rows.setdefault(entry.key, {})[name] = row
    return Lexicon({key: tuple(found.values()) for key, found in rows.items()}, lists)


def _fits(key: str, columns: tuple[str, ...]) -> bool:
    return columns == COLUMNS[key] or (key in WEIGHED and columns == (*COLUMNS[key], _WEIGHT))


def _rows(text: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    return [dict(zip(lines[0], cells, strict=False)) for cells in lines[1:]]


def _readable(key: str, row: Row) -> bool:
    dates = {"会议": ("日期",), "旧称": ("自",)}.get(key, ())
    years = {"规划": ("起", "止"), "纪念": ("年",), "节日": ("首届",), "时效": ("起", "止")}.get(key, ())
    if not all(re.fullmatch(r"\d{4}", row[name]) for name in years if row[name] or key != "时效"):
        return False
    if row.get(_WEIGHT, "") not in ("", _ERROR):
        return False
    if key == "常值" and not all(re.fullmatch(r"\d+(?:\.\d+)?", row[name]) for name in ("最低", "最高")):
        return False
    try:
        return all(date.fromisoformat(row[name]) for name in dates)
    except ValueError:
        return False


class Words(Struct, frozen=True, eq=False, dict=True):
    """What belongs to no field: slips, variant spellings, the furniture of web pages."""

    lists: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]

    @cache  # noqa: B019 - one value for the life of the process
    def any(self, *names: str) -> str:
        """A pattern for any word of these lists, the longest first."""
        words = {word for name in names for word in self.lists[name]}
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))

    @cache  # noqa: B019
    def pattern(self, name: str) -> re.Pattern[str]:
        """The regular expressions of a list, compiled into one."""
        return compiled("|".join(f"(?:{one})" for one in self.lists[name]))


@cache
def words() -> Words:
    """The shipped lists."""
    root = load_yaml(DATA / "text_words.yaml", Problems())
    lists: dict[str, tuple[str, ...]] = {}
    pairs: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in root.entries if isinstance(root, MappingNode) else ():
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        if " → " in text:
            cells = [piece.split(" → ") for line in text.splitlines() for piece in line.split("；") if " → " in piece]
            pairs[entry.key] = tuple((wrong.strip(), right.strip()) for wrong, right in cells)
        elif entry.key.endswith("式"):
            lists[entry.key] = tuple(line.strip() for line in text.splitlines() if line.strip())
        else:
            lists[entry.key] = tuple(text.split())
    return Words(lists, pairs)
