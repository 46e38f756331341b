"""The fact catalogue of a kind of document: what each fact means, what it looks like, who answers for it.

Codes: F313 a value is not of the catalogue's sort or measure, F314 a name is nearly one of the catalogue's, F316 the catalogue itself
can not be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from drafter.diagnostics import Problems, Span
from drafter.facts.names import is_name, nearest
from drafter.facts.numerals import SCALES
from drafter.facts.tree import DETAILS, Fact, Facts
from drafter.facts.values import Blank, Date, Items, Measures, Pending, Quantity, Rank, Ratio, Records, Text, Value
from drafter.facts.vocabulary import vocabulary
from drafter.yamlfile import Entry, Scalar
from drafter.yamlfile import Mapping as MappingNode

KINDS = ("数量", "多量", "百分比", "金额", "比值", "名次", "日期", "文本", "清单", "记录")
"""The 类型 that a catalogue may name."""
_SORTS: dict[str, tuple[type, ...]] = {
    "数量": (Quantity,),
    "多量": (Measures, Quantity, Items),
    "百分比": (Quantity,),
    "金额": (Quantity,),
    "比值": (Ratio, Quantity),
    "名次": (Rank, Text),
    "日期": (Date,),
    "清单": (Items, Text),
    "记录": (Records,),
}
_SORT_NAMES = {
    Text: "文字",
    Items: "清单",
    Measures: "几个数",
    Quantity: "数",
    Rank: "名次",
    Date: "日期",
    Ratio: "比值",
    Records: "表格",
}
_NAMES_COMPARED = 500
"""With more names outside the catalogue than these, they are no slips of the pen."""
_FIELDS = {"含义": "meaning", "类型": "kind", "单位": "unit", "科室": "department", "示例": "example"}
_FLAGS = {"常用": "common", "必填": "required"}


class CatalogueEntry(Struct, frozen=True):
    """One fact that a kind of document asks for."""

    path: str
    meaning: str = ""
    """含义: what exactly to fill in."""
    kind: str = "文本"
    """类型: one of :data:`KINDS`."""
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


class Catalogue(Struct, frozen=True):
    """All entries of a kind by path, in the order of the document's sections."""

    entries: Mapping[str, CatalogueEntry]

    def kind_of(self, path: str) -> str:
        """The 类型 of the fact at *path*; empty if the catalogue does not know it."""
        entry = self.entries.get(path)
        return entry.kind if entry else ""

    def department_of(self, path: str) -> str:
        """The department that answers for the fact at *path*; empty if the catalogue does not say."""
        entry = self.entries.get(path)
        return entry.department if entry else ""


def load_catalogue(root: MappingNode, problems: Problems, departments: Mapping[str, str] | None = None) -> Catalogue:
    """The catalogue that *root* says.

    Args:
        root: the outermost mapping of a ``catalogue.yaml``.
        problems: where errors are reported.
        departments: by topic, who answers for an entry without 科室.
    """
    entries: dict[str, CatalogueEntry] = {}
    for node in root.entries:
        path = node.key.strip()
        if not all(is_name(part) and part not in DETAILS for part in path.split(".")):
            problems.error(
                "F316", node.key_span, f"“{path}”不能作事实的名称", "只用汉字、字母和数字，各级之间用“.”隔开"
            )
        elif path in entries:
            problems.error("F316", node.key_span, f"目录里“{path}”写了两次", "请只留一处")
        else:
            topic_department = (departments or {}).get(path.partition(".")[0], "")
            entries[path] = _entry(path, node, topic_department, problems)
    return Catalogue(entries)


def check_against(facts: Facts, catalogue: Catalogue, problems: Problems) -> Facts:
    """Compare *facts* with the catalogue, and give them back with every 必填 that is absent or blank as :class:`Pending`.

    Facts outside the catalogue are welcome; only a name that is nearly one of the catalogue's is remarked on.
    """
    absent = [path for path in catalogue.entries if path not in facts.facts]
    parts = {path for fact in facts.facts.values() for path in (*fact.complete_parts, *fact.some_parts)}
    strange = 0
    for path, fact in facts.facts.items():
        entry = catalogue.entries.get(path)
        if entry is not None:
            _check_sort(entry, fact, problems)
        elif path not in parts and (strange := strange + 1) <= _NAMES_COMPARED:
            _check_name(fact, absent, problems)
    return _with_required(facts, catalogue)


def _with_required(facts: Facts, catalogue: Catalogue) -> Facts:
    known = dict(facts.facts)
    for entry in catalogue.entries.values():
        if not entry.required:
            continue
        fact = known.get(entry.path)
        if fact is None and not facts.is_group(entry.path):
            known[entry.path] = Fact(entry.path, Pending(), Span(facts.file, 1), required=True)
        elif fact is not None and isinstance(fact.value, Blank):
            known[entry.path] = replace(fact, value=Pending(), required=True)
    return replace(facts, facts=known)


def _entry(path: str, node: Entry, department: str, problems: Problems) -> CatalogueEntry:
    if not isinstance(node.value, MappingNode):
        problems.error("F316", node.key_span, f"“{path}”下面要缩进写含义、类型等", "例如“含义: 全年招聘教师人数”")
        return CatalogueEntry(path, department=department)
    texts: dict[str, str] = {}
    for field in node.value.entries:
        if field.key not in _FIELDS and field.key not in _FLAGS:
            meant = nearest(field.key, (*_FIELDS, *_FLAGS))
            known = f"是不是“{meant}”" if meant else f"可以写：{'、'.join((*_FIELDS, *_FLAGS))}"
            problems.error("F316", field.key_span, f"目录里没有“{field.key}”这一项", known)
        elif not isinstance(field.value, Scalar):
            problems.error("F316", field.key_span, f"“{field.key}”只能写一个值", "请写在一行里")
        else:
            texts[field.key] = field.value.text.strip()
    kind = texts.get("类型", "文本")
    if kind not in KINDS:
        problems.error("F316", node.key_span, f"“{path}”的类型“{kind}”不认识", f"可以写：{'、'.join(KINDS)}")
        kind = "文本"
    return CatalogueEntry(
        path,
        texts.get("含义", ""),
        kind,
        texts.get("单位", ""),
        texts.get("科室", "") or department,
        texts.get("示例", ""),
        texts.get("常用", "") == "是",
        texts.get("必填", "") == "是",
    )


_MARKS = {"数量": "量词", "百分比": "百分号", "金额": "单位“元”"}


def _check_sort(entry: CatalogueEntry, fact: Fact, problems: Problems) -> None:
    """A value of another sort, or in another measure, than the catalogue expects."""
    if not fact.given or entry.kind == "文本":
        return
    example = f"，如“{entry.example.splitlines()[0]}”" if entry.example else ""
    if not isinstance(fact.value, _SORTS[entry.kind]) or not _fits(entry.kind, fact.value):
        read = _SORT_NAMES.get(type(fact.value), "文字")
        message = f"“{entry.path}”应当填{entry.kind}{example}，这里的“{_excerpt(fact.value)}”是{read}"
        hint = f"连{_MARKS[entry.kind]}一起写{example}" if entry.kind in _MARKS else f"请改成{entry.kind}{example}"
        problems.warning("F313", fact.span, message, hint)
    elif isinstance(fact.value, Quantity) and entry.unit and not _same_unit(fact.value.unit, entry.unit):
        used = f"用的是“{fact.value.unit}”" if fact.value.unit else "没有量词"
        message = f"“{entry.path}”的单位应当是“{entry.unit}”，这里的“{fact.value.written}”{used}"
        problems.warning("F313", fact.span, message, f"请核对数和单位{example}")


def _fits(kind: str, value: Value) -> bool:
    """What the Python type alone does not say."""
    if kind == "多量" and isinstance(value, Items):
        return all(item.quantity for item in value.items)
    if not isinstance(value, Quantity):
        return True
    if kind == "百分比":
        return value.unit in ("%", "‰")
    if kind == "金额":
        return value.unit.startswith(("元", "美元"))
    return kind != "比值" or value.unit in ("", "倍")


def _same_unit(unit: str, expected: str) -> bool:
    """Whether *unit* is the expected measure; 万 and 亿 in the catalogue's word are only a scale."""
    bare = next((expected.removeprefix(word) for word in SCALES if expected.startswith(word)), expected) or expected
    if unit == "":
        return False
    words = vocabulary()
    return words.exchangeable(unit, bare) or words.same_measure(unit, bare) or words.same_measure(unit, expected)


def _check_name(fact: Fact, absent: list[str], problems: Problems) -> None:
    meant = nearest(fact.path, absent)
    if meant and not _contrasting(meant, fact.path):
        hint = f"如果是“{meant}”，请照这样写；另有所指就不用改"
        problems.warning("F314", fact.span, f"目录里没有“{fact.path}”，有“{meant}”", hint)


def _contrasting(one: str, other: str) -> bool:
    """Whether two names differ only in characters that tell things apart on purpose: 省赛获奖, 市赛获奖."""
    if len(one) != len(other):
        return False
    contrasts = vocabulary().contrasts
    return all(a == b or (a in contrasts and b in contrasts) for a, b in zip(one, other, strict=True))


def _excerpt(value: Value) -> str:
    written = getattr(value, "written", "").splitlines()
    first = written[0] if written else ""
    return first if len(first) <= 20 else first[:20] + "…"
