"""Where things are: the shipped library, the user's own beside the facts file, the facts file of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from drafter.diagnostics import DrafterError, failure

ALLOWANCES_FILE = "放过.yaml"
"""Beside the files that are checked: the findings that are let stand; no facts file."""
_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_library() -> Path:
    """The folder that holds the shipped ``templates`` and ``fragments``: in the wheel, or at the checkout's top."""
    packaged = _PACKAGE / "library"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def shown_path(path: Path) -> str:
    """*path* as the user should see it: from the working folder if it lies below, else in full."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 — resolve() would follow links away from what the user typed
    try:
        return full.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(full)


def library_folders(name: str, facts_file: Path) -> list[tuple[Path, str]]:
    """The shipped folder *name* (``fragments`` or ``templates/工作总结``), then the user's own beside *facts_file*.

    Raises:
        DrafterError: the user's own one is, or holds, a link to what lies outside its project.
    """
    folders = [shipped_library() / name]
    project = Path(os.path.abspath(facts_file)).parent  # noqa: PTH100
    own = project / name
    if own != folders[0]:
        refuse_links_out([own, *own.iterdir()] if own.is_dir() else [], project)
        folders.append(own)
    return [(folder, shown_path(folder)) for folder in folders]


def refuse_links_out(paths: Iterable[Path], project: Path) -> None:
    """Make sure that none of *paths* leads out of the folder *project* by a link.

    Raises:
        DrafterError: one does.
    """
    root = Path(os.path.realpath(project))
    for path in paths:
        if not Path(os.path.realpath(path)).is_relative_to(root):
            raise failure(
                "D010",
                None,
                f"“{shown_path(path)}”是指向别处的链接，没有读",
                "把文件本身复制到事实文件的文件夹里再运行",
            )


def is_kind_name(name: str) -> bool:
    """Whether *name* can be a kind's: a folder's name, never a path."""
    return 0 < len(name) <= 60 and not set(name) & set("/\\:\0\n") and not name.startswith(".")


def find_facts(given: str | None) -> Path:
    """The facts file meant by *given*: a file, a folder with one facts file, or None for the working folder.

    Raises:
        DrafterError: there is none, or more than one.
    """
    path = Path(given) if given else Path()
    if path.is_file():
        return path
    if not path.is_dir():
        raise failure(
            "D001", None, f"找不到文件“{given}”", "检查文件名和所在的文件夹；新建一份用：drafter new 文件夹名"
        )
    named = path / "facts.yaml"
    found = [named] if named.is_file() else sorted(filter(_may_hold_facts, path.glob("*.y*ml")))
    if len(found) == 1:
        return found[0]
    where = f"文件夹“{given}”" if given else "当前文件夹"
    if not found:
        raise failure(
            "D001",
            None,
            f"{where}里没有事实文件",
            "先用 drafter new 文件夹名 新建一份，或者写明文件：drafter build 路径/facts.yaml",
        )
    raise _several(where, found)


def _may_hold_facts(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") and path.name != ALLOWANCES_FILE


def _several(where: str, found: list[Path]) -> DrafterError:
    names = "、".join(p.name for p in found[:5])
    return failure(
        "D001",
        None,
        f"{where}里有{len(found)}个 YAML 文件：{names}",
        f"写明用哪一个，例如：drafter build {found[0].name}",
    )
