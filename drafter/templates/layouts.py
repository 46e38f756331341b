"""A layout file: a house style as data, read into :class:`drafter.document.Layout`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from drafter.diagnostics import Problems
from drafter.document import FontSpec, Layout, PageSpec, ParagraphSpec
from drafter.facts import nearest
from drafter.yamlfile import Entry, Mapping, Scalar

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
}  # fmt: skip
"""Chinese type sizes in points."""

_ALIGN = {"两端对齐": "both", "左": "left", "居左": "left", "居中": "center", "右": "right", "居右": "right"}
_HEADINGS = ("一级标题", "二级标题", "三级标题", "四级标题")
_PAGE = {
    "纸宽": "width", "纸高": "height", "天头": "top", "订口": "left", "版心宽": "text_width", "版心高": "text_height",
    "行数": "lines", "字数": "characters",
}  # fmt: skip
_PARAGRAPH = {"行距": "pitch", "首行缩进": "first_line", "字距": "tracking"}
_FONT_KEYS = ("字体", "字号", "加粗", "备选字体")
_GROUPS = ("页面", "正文", "标题", *_HEADINGS, "引领句", "页码")


def read_layout(mapping: Mapping, problems: Problems) -> Layout:
    """The layout that *mapping* says; what it leaves out is as GB/T 9704-2012 has it."""
    layout = Layout()
    for entry in mapping.entries:
        if entry.key not in _GROUPS or not isinstance(entry.value, Mapping):
            _unknown(entry, _GROUPS, problems)
            continue
        layout = _with_group(layout, entry.key, entry.value, problems)
    return layout


def _with_group(layout: Layout, name: str, group: Mapping, problems: Problems) -> Layout:
    match name:
        case "页面":
            return replace(layout, page=_page(layout.page, group, problems))
        case "正文":
            return replace(layout, body=_paragraph(layout.body, group, problems))
        case "标题":
            return replace(layout, title=_paragraph(layout.title, group, problems))
        case "引领句":
            return replace(layout, lead=_font(layout.lead, group, problems, strict=True))
        case "页码":
            return replace(layout, page_number=_font(layout.page_number, group, problems, strict=True))
        case _:
            index = _HEADINGS.index(name)
            specs = list(layout.headings)
            specs[index] = _paragraph(specs[index], group, problems)
            return replace(layout, headings=tuple(specs))


def _page(page: PageSpec, group: Mapping, problems: Problems) -> PageSpec:
    changes: dict[str, Any] = {}
    for entry in group.entries:
        name = _PAGE.get(entry.key)
        if name is None:
            _unknown(entry, tuple(_PAGE), problems)
            continue
        number = _number(entry, problems)
        if number is not None:
            changes[name] = int(number) if name in ("lines", "characters") else number
    return replace(page, **changes)


def _paragraph(spec: ParagraphSpec, group: Mapping, problems: Problems) -> ParagraphSpec:
    changes: dict[str, Any] = {}
    for entry in group.entries:
        if entry.key in _PARAGRAPH:
            number = _number(entry, problems)
            if number is not None:
                changes[_PARAGRAPH[entry.key]] = number
        elif entry.key == "对齐":
            text = entry.value.text if isinstance(entry.value, Scalar) else ""
            if text in _ALIGN:
                changes["align"] = _ALIGN[text]
            else:
                problems.error("J033", entry.value.span, f"不认识的对齐“{text}”", f"写 {'、'.join(_ALIGN)} 之一")
        elif entry.key not in _FONT_KEYS:
            _unknown(entry, (*_PARAGRAPH, "对齐", *_FONT_KEYS), problems)
    return replace(spec, font=_font(spec.font, group, problems), **changes)


def _font(font: FontSpec, group: Mapping, problems: Problems, *, strict: bool = False) -> FontSpec:
    readers: dict[str, Callable[[Entry], dict[str, Any]]] = {
        "字体": lambda e: {"family": _text(e)},
        "字号": lambda e: _size(e, problems),
        "加粗": lambda e: {"bold": _text(e) in ("是", "加粗")},
        "备选字体": lambda e: {"fallback": tuple(f.strip() for f in _text(e).split("、") if f.strip())},
    }
    for entry in group.entries:
        if entry.key in readers:
            font = replace(font, **readers[entry.key](entry))
        elif strict:
            _unknown(entry, _FONT_KEYS, problems)
    return font


def _size(entry: Entry, problems: Problems) -> dict[str, Any]:
    text = _text(entry)
    size = SIZES.get(text)
    if size is None:
        size = _number(entry, problems)
    return {} if size is None else {"size": size}


def _number(entry: Entry, problems: Problems) -> float | None:
    text = (
        _text(entry)
        .removesuffix("毫米")
        .removesuffix("mm")
        .removesuffix("磅")
        .removesuffix("pt")
        .removesuffix("字")
        .strip()
    )
    try:
        number = float(text)
    except ValueError:
        problems.error(
            "J033",
            entry.value.span,
            f"“{entry.key}”要一个数，写的是“{_text(entry)}”",
            "页面用毫米，字号和行距用磅或三号这样的名称",
        )
        return None
    if not -100 < number < 2000:
        problems.error(
            "J033", entry.value.span, f"“{entry.key}: {_text(entry)}”不像一个合理的尺寸", "页面用毫米，字号和行距用磅"
        )
        return None
    return number


def _text(entry: Entry) -> str:
    return entry.value.text if isinstance(entry.value, Scalar) else ""


def _unknown(entry: Entry, known: tuple[str, ...], problems: Problems) -> None:
    near = nearest(entry.key, known)
    problems.error(
        "J033",
        entry.key_span,
        f"版式里不认识“{entry.key}”",
        f"是不是“{near}”？" if near else f"能写的有：{'、'.join(known)}",
    )
