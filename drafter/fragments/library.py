"""All theme files together: the shipped ones, and the user's own beside the facts file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.diagnostics import Problems
from drafter.fragments.theme import Fragment, Theme, parse_theme
from drafter.yamlfile import read_bounded, read_text

MAX_BYTES = 512 * 1024
"""A larger theme file is refused."""


class Library(Struct, frozen=True):
    """Themes by name, user's wording merged in."""

    themes: Mapping[str, Theme] = field(default_factory=dict)
    overridden: frozenset[str] = frozenset()
    """Keys of the fragments that the user's own files replace, extend or bring."""

    def fragment(self, key: str) -> Fragment | None:
        """The fragment ``theme/name``."""
        theme, _, name = key.partition("/")
        return self.themes[theme].fragments.get(name) if theme in self.themes else None

    @property
    def keys(self) -> tuple[str, ...]:
        """All fragments, theme by theme, in the order written."""
        return tuple(f.key for t in self.themes.values() for f in t.fragments.values())

    @property
    def names(self) -> tuple[str, ...]:
        """All declared names whose digits are no figures."""
        return tuple(n for t in self.themes.values() for n in t.names)


def declared_names(folders: Iterable[Path]) -> tuple[str, ...]:
    """As :attr:`Library.names`, from the front matter alone: for who needs no wording."""
    names: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
            text = read_text(read_bounded(path, MAX_BYTES), path.name, Problems()) if path.is_file() else None
            end = text.find("\n---", 3) if text and text.startswith("---") else -1
            if text and end > 0:
                names += parse_theme(path.stem, path.name, f"{text[:end]}\n---\n", Problems()).names
    return tuple(dict.fromkeys(names))


def load_library(folders: Iterable[tuple[Path, str]], problems: Problems) -> Library:
    """Read the theme files of *folders*, each with the name it is shown under; later ones extend earlier ones."""
    themes: dict[str, Theme] = {}
    overridden: set[str] = set()
    for number, (folder, shown) in enumerate(folders):
        for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
            if not path.is_file():
                continue
            theme = _load_theme(path, f"{shown}/{path.name}" if shown else path.name, problems)
            if theme is None:
                continue
            if number:
                overridden |= {f.key for f in theme.fragments.values()}
                _check_additions(theme, themes, problems)
            if theme.name in themes:
                theme = _merged(themes[theme.name], theme)
            themes[theme.name] = theme
    return Library(themes, frozenset(overridden))


def _check_additions(own: Theme, shipped: Mapping[str, Theme], problems: Problems) -> None:
    """``## 名 +`` adds to a shipped fragment; without one it is a slip of the name."""
    names = shipped[own.name].fragments if own.name in shipped else {}
    for fragment in own.fragments.values():
        if fragment.adds and fragment.name not in names:
            near = [n for n in names if len(set(n) ^ set(fragment.name)) <= 2 and abs(len(n) - len(fragment.name)) <= 1]
            hint = f"是不是“{near[0]}”？" if near else "新的片段写“## 名”，不带加号"
            problems.error(
                "J006", fragment.span, f"“{own.name}”里没有名为“{fragment.name}”的自带片段，没有可以增加写法的", hint
            )


def _load_theme(path: Path, shown: str, problems: Problems) -> Theme | None:
    data = read_bounded(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        problems.error("J001", None, f"{shown} 超过 {MAX_BYTES // 1024} KB，没有读", "把它拆成几个主题文件")
        return None
    text = read_text(data, shown, problems)
    return None if text is None else parse_theme(path.stem, shown, text, problems)


def _merged(shipped: Theme, own: Theme) -> Theme:
    fragments = dict(shipped.fragments)
    for name, fragment in own.fragments.items():
        if fragment.adds and name in fragments:
            fragment = replace(fragment, variants=fragments[name].variants + fragment.variants)
        fragments[name] = fragment
    return Theme(own.name, own.file, own.department or shipped.department, shipped.names + own.names, fragments)
