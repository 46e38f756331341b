"""The fact catalogue of a kind of document: what each fact means, what it looks like, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One fact that a kind of document asks for."""

    path: str
    meaning: str = ""
    """含义: what exactly to fill in."""
    kind: str = "文本"
    """类型: 数量, 多量, 百分比, 金额, 比值, 名次, 日期, 文本, 清单 or 记录."""
    unit: str = ""
    """单位: the measure word."""
    department: str = ""
    """科室: who answers for it."""
    example: str = ""
    """示例: an invented value as it would be typed."""
    common: bool = False
    """常用: in the starter file."""
    required: bool = False
    """必填: absent counts as 待补."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of a kind by path, in the order of the document's sections."""

    entries: Mapping[str, CatalogueEntry]

    def kind_of(self, path: str) -> str:
        """The 类型 of the fact at *path*; empty if the catalogue does not know it."""
        entry = self.entries.get(path)
        return entry.kind if entry else ""
