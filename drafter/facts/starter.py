"""The facts file that ``drafter new`` writes: it teaches the format in six comment lines and asks for the commonest facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from drafter.facts.catalogue import Catalogue, CatalogueEntry

SCHEMA_FILE = "facts.schema.json"
_LESSON = """\
# 一行写一项：名称，半角冒号，一个空格，值。值照文稿里的样子写，连量词一起写，如 257名、84.38%、超500次、3.2亿元、力争12所。
# 空着的行不进文稿；还不知道的写 待补（可以写成 待补：等人事科）；没有这回事的写 不涉及。
# 去年的数、提供数的科室，另写一行，在名称后面加 .上年 或 .来源，如 队伍.招聘.上年: 230名。
# 几个名称用顿号隔开，没有列全的末尾写 等：甲校、乙校等6所；长的文字可以换行，第二行起空两格。
# 自己的整句话写在 队伍.自拟 这样的名称后面，排在那一章末尾；目录里没有的事实也可以添，有句子用到才会印出来。
# 以 # 开头的行是说明，不进文稿；要核对的关系写在最后的 核对 下面，如 - 高考.达线 = 高考.一本 + 高考.二本。
"""


def starter_text(
    catalogue: Catalogue,
    kind: str,
    *,
    everything: bool = False,
    sample: bool = False,
    year: int | None = None,
    organ: str = "",
    date: str = "",
) -> str:
    """The text of a new facts file; it loads without a remark.

    Args:
        catalogue: the kind's facts.
        kind: the name of the template folder.
        everything: every fact of the catalogue instead of the common and required ones.
        sample: fill in the catalogue's examples; otherwise no figure is ever invented.
        year: 文稿.年度, or 待补.
        organ: 文稿.单位, or 待补.
        date: 文稿.成文日期, or 待补.
    """
    wanted = [e for e in catalogue.entries.values() if everything or e.common or e.required]
    blocks = [_head(kind, year, organ, date)]
    for topic, entries in groupby(wanted, key=lambda e: e.path.partition(".")[0]):
        lines = [line for entry in entries for line in _lines(entry, sample=sample)]
        blocks.append("\n".join([f"# ———— {topic} ————", *lines, ""]))
    return "\n".join(blocks)


def _head(kind: str, year: int | None, organ: str, date: str) -> str:
    settings = {"模板": kind, "单位": organ or "待补", "年度": str(year or "待补"), "成文日期": date or "待补"}
    lines = [f"  {key}: {value}" for key, value in settings.items()]
    return f"# yaml-language-server: $schema=./{SCHEMA_FILE}\n{_LESSON}\n文稿:\n" + "\n".join(lines) + "\n"


def _lines(entry: CatalogueEntry, *, sample: bool) -> Iterator[str]:
    """The comment above a fact, then the fact."""
    example = entry.example.splitlines()[0] if entry.example else ""
    notes = [entry.meaning, entry.unit and f"单位：{entry.unit}", entry.department, example and f"例：{example}"]
    yield "# " + "；".join(note for note in notes if note)
    value = entry.example if sample else ""
    if "\n" in value:
        yield f"{entry.path}: |"
        yield from (f"  {line}" for line in value.splitlines())
    elif value:
        yield f"{entry.path}: {value}"
    else:
        yield f"{entry.path}: 待补" if entry.required else f"{entry.path}:"
