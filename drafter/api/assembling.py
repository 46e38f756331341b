"""From rendered sections to the document: blocks, elements of an official document, 附件."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from drafter.api.folders import refuse_links_out, shown_path
from drafter.api.images import image_reader
from drafter.api.kept_syntax import KeptSyntax
from drafter.diagnostics import Problems, Span
from drafter.document import (
    Attachment,
    Block,
    Document,
    Element,
    Footnote,
    Heading,
    Image,
    announce,
    number,
    prune,
    shift_notes,
)
from drafter.facts import Facts, Setting, TypedAllowance, chinese_date, without_allowances
from drafter.markdown import parse
from drafter.templates import Kind, Rendered, RenderedSection, SectionSpec
from drafter.yamlfile import load_text

ANNEX = "附件"
_ALIASES = {"抄送机关": "抄送", "发文机关署名": "署名", "落款": "署名", "密级": "密级和保密期限"}
"""Names that practice uses for elements of GB/T 9704-2012."""
_COVER, _COVER_TEXT = "通知标题", "通知正文"
"""Title and text of the 印发通知 that carries the document."""
_DATES = frozenset({"成文日期", "印发日期"})


def with_annexes(
    kind: Kind, facts_file: Path, settings: Mapping[str, Setting], problems: Problems
) -> tuple[Kind, list[TypedAllowance]]:
    """*kind* with a section for each 附件 whose text stands beside the facts file.

    The text of the 附件 listed as number N is the file ``附件N.md`` (``附件.md`` if it is the only one); it may use facts and fragments.
    Comments in it that begin with 放过 are no text; what they say is given, too.
    """
    titles = _titles(settings)
    sections, allowed = [], list[TypedAllowance]()
    for index in range(1, len(titles) + 1):
        names = [f"{ANNEX}{index}.md", *([f"{ANNEX}.md"] if len(titles) == 1 else [])]
        path = next((p for p in (facts_file.parent / name for name in names) if p.is_file()), None)
        if path:
            refuse_links_out([path], facts_file.parent)
        text = load_text(path, shown_path(path), problems) if path else None
        if path and text is not None:
            lines, found = without_allowances(text.split("\n"), shown_path(path))
            spec = SectionSpec(f"{ANNEX}{index}", nature="打算", numbered=False, file=shown_path(path))
            sections.append(replace(spec, source="\n".join(lines)))
            allowed += found
    return replace(kind, sections=(*kind.sections, *sections)) if sections else kind, allowed


def assemble(
    rendered: Rendered,
    kind: Kind,
    facts: Facts,
    facts_file: Path,
    problems: Problems,
    kept: KeptSyntax | None = None,
) -> Document:
    """The document that *rendered* and 文稿 make; *kept* knows texts that were parsed before and learns those that were not."""
    notes: list[Footnote] = []
    images = image_reader(facts_file.parent, problems)
    parsed = {s.name: _parsed(s, images, notes, problems, kept) for s in rendered.sections}
    if kept is not None:
        kept.save()
    annexes = {name: blocks for name, blocks in parsed.items() if name.startswith(ANNEX)}
    main = [b for name, blocks in parsed.items() if name not in annexes for b in blocks]
    unnumbered = frozenset(s.name for s in kind.sections if not s.numbered)
    values = {name: _values(name, setting) for name, setting in facts.document.items()}
    if values.get(_COVER) and not values.get(_COVER_TEXT):
        values[_COVER_TEXT] = (_gap(_COVER_TEXT),)
    return Document(
        title=tuple(line.strip() for line in rendered.title.split("\n") if line.strip()),
        blocks=number(announce(prune(main)), kind.numbering, unnumbered=unnumbered),
        organ=_first(values, "署名") or _first(values, "单位"),
        date=_first(values, "成文日期"),
        seals=_seals(facts.document.get("印章"), facts_file, problems),
        subtitle=_first(values, "副标题") or rendered.subtitle,
        notes=tuple(notes),
        elements=tuple(_elements(values, facts.document)),
        attachments=tuple(
            Attachment(title, number(announce(prune(annexes.get(f"{ANNEX}{i}", ()))), kind.numbering))
            for i, title in enumerate(_titles(facts.document), 1)
        ),
    )


def _parsed(
    section: RenderedSection,
    images: Callable[[str], Image | None],
    notes: list[Footnote],
    problems: Problems,
    kept: KeptSyntax | None,
) -> list[Block]:
    parsed = parse(
        section.markdown,
        section.marks,
        problems,
        file=f"章-{section.name}.md",
        line_of=_line_of(section),
        images=images,
        kept=kept,
    )
    blocks = _named(shift_notes(parsed.blocks, len(notes)), section.name)
    notes += [replace(note, number=note.number + len(notes)) for note in parsed.notes]
    return blocks


def _line_of(section: RenderedSection) -> Callable[[int], Span | None]:
    def place(line: int) -> Span | None:
        return section.places[line] if 0 <= line < len(section.places) else None

    return place


def _named(blocks: tuple[Block, ...], section: str) -> list[Block]:
    """*blocks* with their first heading known as the section's."""
    named: list[Block] = []
    waiting = True
    for block in blocks:
        if waiting and isinstance(block, Heading) and block.level == 1:
            block, waiting = replace(block, section=section), False
        named.append(block)
    return named


def _elements(values: Mapping[str, tuple[str, ...]], settings: Mapping[str, Setting]) -> list[Element]:
    """The entries of 文稿 under their GB/T 9704 names; what arranges the text (章题.党建 …) is none of them."""
    elements = []
    for name, said in values.items():
        if said and "." not in name:
            elements.append(Element(_ALIASES.get(name, name), said, settings[name].span if name in settings else None))
    term = _first(values, "保密期限")
    # 7.2.2: 密级 and 保密期限 are joined by ★.
    return [
        replace(e, values=(f"{e.values[0]}★{term}",))
        if term and e.name == "密级和保密期限" and "★" not in e.values[0]
        else e
        for e in elements
    ]


def _values(name: str, setting: Setting) -> tuple[str, ...]:
    """What the entry says; a gap where it is known to be missing."""
    if setting.pending:
        return (_gap(name),)
    return tuple(map(chinese_date, setting.values)) if name in _DATES else setting.values


def _seals(setting: Setting | None, facts_file: Path, problems: Problems) -> tuple[Image, ...]:
    """The pictures that 文稿.印章 names, files beside the facts file."""
    if not setting or setting.pending:
        return ()
    read = image_reader(facts_file.parent, problems)
    return tuple(filter(None, map(read, setting.values)))


def _gap(name: str) -> str:
    return f"【待补：文稿.{name}】"


def _titles(settings: Mapping[str, Setting]) -> tuple[str, ...]:
    setting = settings.get(ANNEX) or settings.get("附件说明")
    return setting.values if setting and not setting.pending else ()


def _first(values: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(values.get(name, ())), "")
