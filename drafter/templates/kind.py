"""A kind of document as data: title, outline, section files, catalogue, layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from drafter.diagnostics import Problems, Span
from drafter.document import Layout, LevelNumbering, Numbering
from drafter.facts import Catalogue, load_catalogue, nearest
from drafter.templates.layouts import read_layout
from drafter.yamlfile import Entry, Node, Scalar, load_text, load_yaml
from drafter.yamlfile import Mapping as YamlMapping
from drafter.yamlfile import Sequence as YamlSequence

OUTLINE = "template.yaml"
_KEYS = ("名称", "说明", "标题", "副标题", "编号", "引领编号", "连续编号", "章", "示例单位", "示例日期")
_SECTION_KEYS = ("章", "题", "主题", "性质", "编号", "引领编号")
_NATURES = ("引言", "正文", "打算")


class SectionSpec(Struct, frozen=True):
    """One section of the outline."""

    name: str
    """The name of its file ``章-名.md`` and of its theme file."""
    heading: str = ""
    """Its level-1 heading, a wording; empty = no heading."""
    topic: str = ""
    """The topic whose 自拟 stands at its end; its name unless the outline says otherwise."""
    nature: str = "正文"
    """引言 and 打算 state no deed of the year: fragments that name no fact may stand alone there."""
    numbered: bool = True
    leads: str = ""
    """The level that its run-in leads are numbered as, 否 for none; empty = as in the whole document."""
    file: str = ""
    """The section file as shown to the user."""
    source: str = ""
    """The section file's text."""
    span: Span | None = None


class Kind(Struct, frozen=True):
    """One kind of document."""

    name: str
    title: str
    """The title, a wording."""
    sections: tuple[SectionSpec, ...]
    numbering: Numbering
    catalogue: Catalogue
    layout: Layout
    subtitle: str = ""
    """The 副标题 under the title, a wording; what 文稿.副标题 says stands before it."""
    description: str = ""
    sample_organ: str = ""
    """An invented organ for ``drafter new --sample``."""
    sample_date: str = ""
    """An invented 成文日期 for it, such as 2025-12-26; its year is the report's."""
    span: Span | None = None


class _Folders(Struct, eq=False):
    """A kind's files; a later folder's file stands for the earlier one's."""

    folders: Sequence[tuple[Path, str]]
    problems: Problems
    found: dict[str, tuple[Path, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder, shown in self.folders:
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                self.found[path.name] = (path, f"{shown}/{path.name}" if shown else path.name)

    def yaml(self, name: str) -> YamlMapping | None:
        if name not in self.found:
            return None
        path, shown = self.found[name]
        return load_yaml(path, self.problems, shown=shown)

    def text(self, name: str) -> tuple[str, str] | None:
        if name not in self.found:
            return None
        path, shown = self.found[name]
        text = load_text(path, shown, self.problems)
        return None if text is None else (shown, text)


def kinds_in(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of all kinds below *folders*."""
    names = {p.parent.name for folder in folders if folder.is_dir() for p in folder.glob(f"*/{OUTLINE}")}
    return tuple(sorted(names))


def load_kind(name: str, folders: Sequence[tuple[Path, str]], problems: Problems) -> Kind | None:
    """Read the kind *name* from *folders* (its own folder in each library, with the name shown); None if there is none."""
    files = _Folders(folders, problems)
    outline = files.yaml(OUTLINE)
    if outline is None:
        return None
    entries = {e.key: e for e in outline.entries}
    _check_keys(outline, _KEYS, problems)
    catalogue = files.yaml("catalogue.yaml")
    layout = files.yaml("layout.yaml")
    sections = entries.get("章")
    specs = tuple(_sections(sections.value, files)) if sections else ()
    return Kind(
        name=name,
        title=_text(entries.get("标题")),
        sections=specs,
        numbering=_numbering(entries, specs),
        catalogue=load_catalogue(catalogue, problems) if catalogue else Catalogue({}),
        layout=read_layout(layout, problems) if layout else Layout(),
        subtitle=_text(entries.get("副标题")),
        description=_text(entries.get("说明")),
        sample_organ=_text(entries.get("示例单位")),
        sample_date=_text(entries.get("示例日期")),
        span=outline.span,
    )


def _sections(node: Node, files: _Folders) -> list[SectionSpec]:
    if not isinstance(node, YamlSequence):
        files.problems.error("J030", node.span, "“章”下面要逐章列出", "每章以“- 章: 名称”开头")
        return []
    return [_section(item, files) for item in node.items if isinstance(item, YamlMapping)]


def _section(item: YamlMapping, files: _Folders) -> SectionSpec:
    _check_keys(item, _SECTION_KEYS, files.problems)
    entries = {e.key: e for e in item.entries}
    name = _text(entries.get("章"))
    nature = _text(entries.get("性质")) or "正文"
    if nature not in _NATURES:
        files.problems.error(
            "J030", entries["性质"].value.span, f"不认识的性质“{nature}”", f"写 {'、'.join(_NATURES)} 之一"
        )
    found = files.text(f"章-{name}.md")
    if found is None:
        files.problems.error(
            "J030", item.span, f"找不到这一章的文件“章-{name}.md”", "在模板文件夹里新建这个文件，或者删去这一章"
        )
    shown, source = found or ("", "")
    numbered = _text(entries.get("编号")) not in ("否", "不")
    topic = _text(entries.get("主题")) or name
    leads = _text(entries.get("引领编号"))
    return SectionSpec(name, _text(entries.get("题")), topic, nature, numbered, leads, shown, source, item.span)


def _numbering(entries: Mapping[str, Entry], sections: Sequence[SectionSpec]) -> Numbering:
    patterns = _texts(entries.get("编号")) or ("{一}、", "（{一}）", "{1}.", "（{1}）")
    running = _texts(entries.get("连续编号"))
    lead = _text(entries.get("引领编号"))
    levels = tuple(LevelNumbering(p, running=str(i) in running) for i, p in enumerate(patterns, 1))
    return Numbering(levels, _level(lead), {s.name: _level(s.leads) for s in sections if s.leads})


def _level(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _check_keys(mapping: YamlMapping, known: tuple[str, ...], problems: Problems) -> None:
    for entry in mapping.entries:
        if entry.key not in known:
            near = nearest(entry.key, known)
            hint = f"是不是“{near}”？" if near else f"能写的有：{'、'.join(known)}"
            problems.error("J030", entry.key_span, f"不认识“{entry.key}”", hint)


def _text(entry: Entry | None) -> str:
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _texts(entry: Entry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    items = entry.value.items if isinstance(entry.value, YamlSequence) else (entry.value,)
    return tuple(i.text for i in items if isinstance(i, Scalar))
