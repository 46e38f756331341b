"""Named layouts: ``文稿.版式: 名`` lays the document out as the file ``版式/名.yaml`` says, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from drafter.api.folders import library_folders, refuse_links_out, shown_path
from drafter.diagnostics import Problems
from drafter.facts import Setting, nearest
from drafter.templates import Kind, read_layout
from drafter.yamlfile import Mapping as YamlMapping
from drafter.yamlfile import load_yaml

_SETTING = "版式"


def with_layout(kind: Kind, facts_file: Path, settings: Mapping[str, Setting], problems: Problems) -> Kind:
    """*kind* with the layout that 文稿.版式 names; a file beside *facts_file* goes before the shipped one of that name.

    An unknown name is an error in *problems*, and the layout of *kind* stays.
    """
    setting = settings.get(_SETTING)
    if not setting or not setting.values or setting.pending:
        return kind
    name, known = setting.values[0], _layouts(facts_file)
    path = known.get(name)
    if path is None:
        near = nearest(name, known)
        hint = f"是不是“{near}”？" if near else f"现有的版式：{'、'.join(known) or '没有'}"
        problems.error("J035", setting.span, f"没有名为“{name}”的版式", hint)
        return kind
    root = load_yaml(path, problems, shown=shown_path(path))
    return replace(kind, layout=read_layout(root, problems)) if isinstance(root, YamlMapping) else kind


def _layouts(facts_file: Path) -> dict[str, Path]:
    """The files of all named layouts, shipped ones first, by name; a later one replaces an earlier one."""
    folders = [folder for folder, _ in library_folders("templates/版式", facts_file)]
    own = facts_file.parent / "版式"
    refuse_links_out([own, *own.iterdir()] if own.is_dir() else [], facts_file.parent)
    folders.append(own)
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml")) if path.is_file()}
