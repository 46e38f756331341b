"""文稿: what the facts file says about the document itself."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, field

from drafter.diagnostics import Problems, Span
from drafter.facts.allowances import TypedAllowance
from drafter.facts.branches import part_span, report_twice
from drafter.facts.dates import date
from drafter.facts.names import nearest
from drafter.facts.numerals import half_width
from drafter.facts.own_text import own_text, typed_lines
from drafter.facts.parsing import parse_value
from drafter.facts.tree import OwnText, Setting
from drafter.facts.values import Pending
from drafter.facts.vocabulary import DATA, word_lists
from drafter.yamlfile import Entry, Mapping, Node, Scalar, Sequence

DOCUMENT = "文稿"
ALLOWED = "放过"
REWRITTEN = "改写"
_DEEPEST = 8


class Settings(Struct, eq=False):
    """The settings read so far."""

    document: dict[str, Setting] = field(default_factory=dict)
    rewritten: dict[str, OwnText] = field(default_factory=dict)
    allowed: list[TypedAllowance] = field(default_factory=list)


@cache
def known_settings() -> dict[str, str]:
    """Every key that 文稿 knows with its sort: 文本, 年度, 日期, 清单, 次序, 族 or 次序族."""
    lists = word_lists(DATA / "document_keys.yaml")
    return {key: sort for sort, keys in lists.items() for key in keys}


def read_setting(key: str, entry: Entry, settings: Settings, problems: Problems) -> None:
    """One entry of 文稿 under the *key* that its dotted or indented spelling makes, such as ``章题.党建``; a group is entered.

    Behind 章题, 段题, 选用, 改写 and 顺序 the rest of the key is a heading, a lead or a fragment's name and may hold any characters.
    """
    head, _, tail = key.partition(".")
    if head == ALLOWED:
        settings.allowed += _allowances(entry.value, tail)
        return
    if isinstance(entry.value, Mapping):
        for below in entry.value.entries:
            path = f"{key}.{below.key.strip()}" if key else below.key.strip()
            if path.count(".") <= _DEEPEST or _family(path):
                read_setting(path, below, settings, problems)
            else:
                problems.error("F315", below.key_span, "文稿下面缩进太深", "请写成一行一项")
        return
    if not key:
        if not isinstance(entry.value, Scalar) or entry.value.text.strip():
            problems.error("F308", entry.value.span, "“文稿”下面要写各项，不能直接写值", "请缩进写“单位: …”“年度: …”")
        return
    if _known(key, entry, problems):
        _put(key, entry, settings, problems)


def _allowances(node: Node, before: str = "") -> list[TypedAllowance]:
    """The lines under 放过: a list, a line or a block text; a half-width colon makes a key of what stands before it."""
    if isinstance(node, Scalar):
        return [TypedAllowance(f"{before}：{text}" if before else text, span) for text, span in typed_lines(node)]
    if isinstance(node, Sequence):
        return [line for item in node.items for line in _allowances(item, before)]
    return [
        TypedAllowance(f"{entry.key}：{text}", entry.key_span)
        for entry in node.entries
        for text, _ in _allowances(entry.value) or [TypedAllowance("", entry.key_span)]
    ]


def _put(key: str, entry: Entry, settings: Settings, problems: Problems) -> None:
    values = _values(key, entry, problems)
    if values is None:
        return
    if key in settings.document:
        report_twice(f"{DOCUMENT}.{key}", entry.key_span, settings.document[key].span, problems)
        return
    pending = len(values) == 1 and isinstance(parse_value(values[0]), Pending)
    setting = Setting(values, entry.value.span, _key_span(key, entry), pending)
    settings.document[key] = setting
    head, _, tail = key.partition(".")
    if head == REWRITTEN and isinstance(entry.value, Scalar) and values:
        settings.rewritten[tail] = own_text(entry.value)
    elif head == REWRITTEN and values:
        problems.error("F309", entry.value.span, f"“{key}”要写成一段文字", "几段之间在“|”下面另起一行")
    sort = known_settings().get(head, "")
    _check(key, sort, setting, problems)


def _known(key: str, entry: Entry, problems: Problems) -> bool:
    """Whether the key can be kept; an unknown one is, but is reported."""
    head, _, tail = key.partition(".")
    span = _key_span(key, entry)
    if _family(key) and not tail:
        if isinstance(entry.value, Scalar) and not entry.value.text.strip():
            return False
        problems.error("F307", span, f"“{head}”后面要写是哪一处", f"例如“{head}.党建: …”")
        return True
    if head not in known_settings():
        meant = nearest(head, known_settings())
        if meant:
            problems.error("F307", span, f"文稿里没有“{head}”这一项", f"是不是“{meant}”")
        else:
            hint = "只有模板里写了 {{ 文稿." + head + " }} 才会印出来；要写事实，请写在“文稿”外面"
            problems.info("F307", span, f"“{head}”不是文稿的通用项", hint)
    return True


def _family(key: str) -> bool:
    return known_settings().get(key.partition(".")[0], "").endswith("族")


def _values(key: str, entry: Entry, problems: Problems) -> tuple[str, ...] | None:
    node = entry.value
    if isinstance(node, Scalar):
        text = half_width(node.text.strip())
        ordered = known_settings().get(key.partition(".")[0], "").startswith("次序")
        parts = (part.strip() for part in (text.split("、") if ordered else [text]))
        return tuple(part for part in parts if part)
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        return tuple(
            half_width(item.text.strip()) for item in node.items if isinstance(item, Scalar) and item.text.strip()
        )
    problems.error("F308", node.span, f"“{DOCUMENT}.{key}”只能写一行文字或一列“- ”", "请一行写一项")
    return None


def _check(key: str, sort: str, setting: Setting, problems: Problems) -> None:
    if setting.pending or not setting.values:
        return
    text = setting.values[0]
    if sort == "年度" and not _is_year(text):
        problems.error("F308", setting.span, f"“{key}”要写四位数的年份，这里是“{text}”", "例如“年度: 2021”")
    elif sort == "日期" and not _is_full_date(text):
        problems.error("F308", setting.span, f"“{key}”要写真实的年月日，这里是“{text}”", "例如“成文日期: 2021-12-28”")


def _is_year(text: str) -> bool:
    text = text.removesuffix("年")
    return len(text) == 4 and text.isascii() and text.isdigit() and text[0] in "12"


def _is_full_date(text: str) -> bool:
    found = date(text)
    return found is not None and found.day > 0


def _key_span(key: str, entry: Entry) -> Span:
    """The place of the setting's own part of a dotted key."""
    typed = entry.key.strip()
    start = typed.find(key) if key in typed else 0
    return part_span(entry.key_span, typed, start, len(typed) - start)
