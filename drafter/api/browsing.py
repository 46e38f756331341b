"""The library as an editor sees it: what there is, what it needs, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from drafter.api.build import DEFAULT_KIND, draft
from drafter.api.folders import library_folders
from drafter.api.overriding import Standing, standing_of
from drafter.diagnostics import DrafterError, Problems, Span, failure
from drafter.document import Block, block_text, runs_of
from drafter.facts import DETAILS, Fact, Facts, nearest, read_facts, starter_text
from drafter.facts.values import Pending
from drafter.fragments import Fragment, Library, Theme, Variant, load_library
from drafter.markdown import parse
from drafter.templates import (
    CodeCache,
    Kind,
    SectionSpec,
    kinds_in,
    load_kind,
    needs_of,
    pin_of,
    render,
    units_of,
)
from drafter.yamlfile import parse_yaml

_SAMPLES = "示例"
_ARRANGING = ("选用", "改写", "顺序", "章序", "不要", "章题", "段题", "标题")
"""Settings that arrange a whole document: they say nothing about one fragment by itself."""


class Entry(Struct, frozen=True):
    """One fragment of the library."""

    fragment: Fragment
    standing: Standing
    necessary: tuple[str, ...]
    """The facts that every variant prints bare."""
    optional: tuple[str, ...]
    """The other facts that some variant names."""
    places: tuple[str, ...]
    """``kind/section`` of each section that places it."""


class Holdings(Struct, frozen=True):
    """The whole library: shipped, with the user's own merged in."""

    kinds: tuple[Kind, ...]
    themes: tuple[Theme, ...]
    entries: Mapping[str, Entry]
    """By ``theme/name``."""


class VariantView(Struct, frozen=True):
    """One variant as it reads."""

    variant: Variant
    text: str
    """A line a block; empty if it says nothing."""
    missing: tuple[str, ...]
    """The facts it names that are not given."""
    chosen: bool
    """Whether a build would take it."""
    pin: str
    """What 文稿.选用 takes for it; empty if no words tell it from the others."""


class FragmentView(Struct, frozen=True):
    """One fragment in all its variants."""

    entry: Entry
    kind: str
    """The kind whose catalogue gave the examples, or the facts file's own."""
    sample: bool
    """Whether the facts are the catalogue's examples."""
    variants: tuple[VariantView, ...]


def browse(beside: Path, problems: Problems, *, kind: str = "") -> Holdings:
    """The library with what stands beside the facts file *beside* (which need not exist); *kind* limits it to one kind.

    Raises:
        DrafterError: there is no such kind.
    """
    kinds = tuple(_kinds(beside, kind, problems))
    library = load_library(library_folders("fragments", beside), problems)
    shipped = load_library(library_folders("fragments", beside)[:1], Problems())
    places = _places(kinds)
    wanted = [key for key in library.keys if not kind or key in places]
    entries = {key: _entry(key, library, shipped, places.get(key, ())) for key in wanted}
    used = {key.partition("/")[0] for key in wanted}
    return Holdings(kinds, tuple(t for t in library.themes.values() if t.name in used), entries)


def show(name: str, beside: Path, facts_file: Path | None, problems: Problems, *, kind: str = "") -> FragmentView:
    """The fragment *name* (``theme/name``, or the bare name if there is only one) in all its variants.

    With the facts of *facts_file*, else with the examples of the catalogue of *kind*, or of the first kind that places it.

    Raises:
        DrafterError: there is no such fragment or kind, or the facts file can't be read.
    """
    holdings = browse(beside, problems)
    entry = holdings.entries[_key(name, holdings.entries)]
    if facts_file is None:
        shown = _sampled(entry, holdings.kinds, kind)
        facts = _sample_facts(shown, entry.fragment)
    else:
        made = draft(facts_file, problems, reviewed=False)
        shown = next(k for k in holdings.kinds if k.name == made.kind)
        facts = made.facts
    library = load_library(library_folders("fragments", beside), Problems())
    chosen = _chosen(shown, facts, library, entry.fragment.key)
    variants = tuple(
        VariantView(
            variant,
            _spoken(shown, facts, library, entry.fragment, variant, problems),
            _missing(variant, facts),
            variant.at_line(0) == chosen,
            pin_of(entry.fragment, index),
        )
        for index, variant in enumerate(entry.fragment.variants)
    )
    return FragmentView(entry, shown.name, facts_file is None, variants)


def _kinds(beside: Path, only: str, problems: Problems) -> Iterator[Kind]:
    names = kinds_in([folder for folder, _ in library_folders("templates", beside)])
    if only and only not in names:
        near = nearest(only, names)
        hint = f"是不是“{near}”？" if near else f"现有的模板：{'、'.join(names)}"
        raise failure("J034", None, f"没有名为“{only}”的模板", hint)
    for name in [only] if only else names:
        kind = load_kind(name, library_folders(f"templates/{name}", beside), problems)
        if kind is not None:
            yield kind


def _places(kinds: Iterable[Kind]) -> dict[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = {}
    for kind in kinds:
        for spec in kind.sections:
            for unit in units_of(spec):
                for key in unit.fragments:
                    places.setdefault(key, {})[f"{kind.name}/{spec.name}"] = None
    return {key: tuple(where) for key, where in places.items()}


def _entry(key: str, library: Library, shipped: Library, places: tuple[str, ...]) -> Entry:
    fragment = library.fragment(key)
    assert fragment is not None
    needs = [needs_of(v.wording) for v in fragment.variants]
    named = dict.fromkeys(path for variant in fragment.variants for path in _named(variant))
    necessary = tuple(path for path in named if all(path in n.necessary for n in needs))
    optional = tuple(path for path in named if path not in necessary)
    return Entry(fragment, standing_of(fragment, shipped.fragment(key)), necessary, optional, places)


def _named(variant: Variant) -> tuple[str, ...]:
    """The facts that *variant* names, the document's own entries not counted, in the order: necessary, optional."""
    needs = needs_of(variant.wording)
    every = (*needs.necessary, *(p for clause in needs.clauses for p in clause), *needs.conditional)
    return tuple(path for path in dict.fromkeys(every) if path in needs.paths)


def _key(name: str, entries: Mapping[str, Entry]) -> str:
    if name in entries:
        return name
    found = [key for key in entries if key.partition("/")[2] == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise failure("J031", None, f"有{len(found)}个片段叫“{name}”", f"写明是哪一个：{'、'.join(found)}")
    near = nearest(name, entries) or nearest(name, {key.partition("/")[2] for key in entries})
    raise failure(
        "J031", None, f"没有名为“{name}”的片段", f"是不是“{near}”？" if near else "全部片段用 drafter library 列出"
    )


def _sampled(entry: Entry, kinds: tuple[Kind, ...], wanted: str) -> Kind:
    """The kind whose examples to show: the one asked for, else one that places the fragment, the usual one first."""
    if wanted:
        found = next((k for k in kinds if k.name == wanted), None)
        if found is None:
            raise failure("J034", None, f"没有名为“{wanted}”的模板", f"现有的模板：{'、'.join(k.name for k in kinds)}")
        return found
    placing = {place.partition("/")[0] for place in entry.places}
    return min(kinds, key=lambda k: (k.name not in placing, k.name != DEFAULT_KIND))


def _sample_facts(kind: Kind, fragment: Fragment) -> Facts:
    """The examples of *kind*'s catalogue; what *fragment* names besides is known to be missing, so that its place is seen."""
    date = kind.sample_date
    year = int(date[:4]) if date[:4].isdecimal() else None
    text = starter_text(
        kind.catalogue, kind.name, everything=True, sample=True, year=year, organ=kind.sample_organ, date=date
    )
    unheard = Problems()
    root = parse_yaml(text.encode("utf-8"), _SAMPLES, unheard)
    assert root is not None
    facts = read_facts(root, _SAMPLES, unheard, catalogue=kind.catalogue)
    absent = {path for variant in fragment.variants for path in _missing(variant, facts)}
    pending = {p: Fact(p, Pending(), Span(_SAMPLES, 1)) for p in sorted(absent) if _can_stand(p, facts)}
    return replace(facts, facts={**facts.facts, **pending})


def _can_stand(path: str, facts: Facts) -> bool:
    """Whether a fact could be typed at *path* beside *facts*."""
    owners = [path.rsplit(".", n)[0] for n in range(1, path.count(".") + 1)]
    return path.rpartition(".")[2] not in DETAILS and not any(owner in facts.facts for owner in owners)


def _missing(variant: Variant, facts: Facts) -> tuple[str, ...]:
    return tuple(path for path in _named(variant) if not _given(path, facts))


def _given(path: str, facts: Facts) -> bool:
    fact = facts.get(path)
    return fact.given if fact else any(below.given for below in facts.below(path))


def _chosen(kind: Kind, facts: Facts, library: Library, key: str) -> Span | None:
    """Where the variant of the fragment *key* stands that a build with *facts* speaks; None if it says nothing."""
    for block in _blocks(kind, facts, library, Problems()):
        for run in runs_of(block):
            if run.origin and run.origin.name == key:
                return run.origin.span
    return None


def _spoken(
    kind: Kind, facts: Facts, library: Library, fragment: Fragment, variant: Variant, problems: Problems
) -> str:
    """What *variant* says alone, whether or not it would be chosen or is valid in the year of the report."""
    alone = replace(fragment, variants=(replace(variant, since=0, until=0),))
    themes = {name: replace(theme, fragments={}) for name, theme in library.themes.items()}
    themes[fragment.theme] = replace(themes[fragment.theme], fragments={fragment.name: alone})
    # A plan may stand without facts, so that a variant that names none is seen too.
    spec = SectionSpec(fragment.theme, nature="打算", source=f'{{{{ 片段("{fragment.key}") }}}}')
    document = {n: s for n, s in facts.document.items() if n.partition(".")[0] not in _ARRANGING}
    plain = replace(facts, document=document, own={}, rewritten={})
    blocks = _blocks(replace(kind, sections=(spec,), title=""), plain, Library(themes), problems)
    return "\n".join(map(block_text, blocks))


def _blocks(kind: Kind, facts: Facts, library: Library, problems: Problems) -> Iterator[Block]:
    for section in render(kind, facts, library, problems, CodeCache(None)).sections:
        yield from parse(section.markdown, section.marks, problems, file=section.name).blocks


def own_folder(given: str | None) -> Path:
    """The facts file that *given* names or whose folder it names; its own library stands beside it, whether it exists or not.

    Raises:
        DrafterError: there is neither such a file nor such a folder.
    """
    path = Path(given) if given else Path()
    if path.is_dir():
        return path / "facts.yaml"
    if not path.is_file():
        raise _nowhere(str(given))
    return path


def _nowhere(given: str) -> DrafterError:
    return failure("D001", None, f"找不到“{given}”", "写事实文件，或者它所在的文件夹；不写就是当前文件夹")
