"""A JSON Schema by which an editor completes and explains the names of a kind's facts.

It only helps: every legal facts file is valid under it, dotted or indented, with facts of the user's own.  What is wrong with a file
is drafter's to say.  Draft 7 is what the YAML language server of VS Code understands best.
"""

from __future__ import annotations

from typing import Any

from drafter.facts.catalogue import Catalogue, CatalogueEntry
from drafter.facts.settings import DOCUMENT, known_settings

_DETAIL_NOTES = {
    "上年": "去年的数",
    "来源": "提供这个数的科室，不印出来",
    "依据": "文件或报表，不印出来",
    "口径": "怎么统计的",
    "范围": "包括哪些",
    "时点": "截至什么时候",
    "名单": "有哪些，用顿号隔开",
    "含": "全部的各部分，要加得起来",
    "其中": "一部分，不大于总数",
}


_OPEN = r"^\s*(待补.*|不涉及|[*＊]+.*|…+)?\s*$"
"""What stands for a value that is not there."""
_NUMERAL = "[0-9０-９〇零一二两三四五六七八九十百千半]"
_PATTERNS = {
    "数量": f"{_NUMERAL}|{_OPEN}",
    "多量": f"{_NUMERAL}|{_OPEN}",
    "金额": f"{_NUMERAL}|{_OPEN}",
    "百分比": f"[%％‰]|{_OPEN}",
}
"""What a text typed for a fact of that 类型 must contain: enough for an editor to underline what is surely wrong."""
_SETTING_PATTERNS = {"年度": r"^\s*[12][0-9]{3}年?\s*$|^\s*待补", "日期": f"[0-9]|{_OPEN}"}


def json_schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of the facts files of a kind, as a JSON value."""
    properties: dict[str, Any] = {}
    _add_settings(properties)
    properties["核对"] = {"description": "必须成立的关系，一行一条，如：高考.达线 = 高考.一本 + 高考.二本"}
    for entry in catalogue.entries.values():
        properties[entry.path] = _property(entry)
        _nest(properties, entry)
        for detail in ("上年", "来源"):
            properties.setdefault(
                f"{entry.path}.{detail}", {"description": f"{entry.meaning}：{_DETAIL_NOTES[detail]}"}
            )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "drafter 事实文件",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": True,
    }


def _add_settings(properties: dict[str, Any]) -> None:
    settings = {key: _setting(key, sort) for key, sort in known_settings().items()}
    properties[DOCUMENT] = {"description": "文稿本身", "properties": settings, "additionalProperties": True}
    for key, value in settings.items():
        properties[f"{DOCUMENT}.{key}"] = value


def _setting(key: str, sort: str) -> dict[str, Any]:
    pattern = _SETTING_PATTERNS.get(sort)
    return {"description": _setting_note(key, sort), **({"pattern": pattern} if pattern else {})}


def _setting_note(key: str, sort: str) -> str:
    notes = {
        "年度": "四位数的年份",
        "日期": "年-月-日",
        "清单": "可以写几行“- ”",
        "次序": "用顿号隔开",
        "族": "后面加“.”和名称",
        "次序族": "后面加“.”和章名",
    }
    return f"{key}：{notes[sort]}" if sort in notes else key


def _property(entry: CatalogueEntry) -> dict[str, Any]:
    notes = [entry.meaning, entry.unit and f"单位：{entry.unit}", entry.department and f"科室：{entry.department}"]
    found: dict[str, Any] = {"description": "；".join(note for note in (*notes, entry.kind) if note)}
    if entry.kind in _PATTERNS:
        found["pattern"] = _PATTERNS[entry.kind]
    if entry.example:
        found["examples"] = [entry.example]
    return found


def _nest(properties: dict[str, Any], entry: CatalogueEntry) -> None:
    """The same fact in the indented spelling."""
    *groups, last = entry.path.split(".")
    for name in groups:
        group = properties.setdefault(name, {})
        properties = group.setdefault("properties", {})
    leaf = properties.setdefault(last, {})
    for key, value in _property(entry).items():
        leaf.setdefault(key, value)
    leaf.setdefault("properties", {k: {"description": v} for k, v in _DETAIL_NOTES.items()})
