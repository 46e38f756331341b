"""A new project folder: a facts file that teaches the format, its schema, and a file to double-click on Windows."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from drafter.api.files import replace_file
from drafter.api.folders import is_kind_name, library_folders, shipped_library
from drafter.diagnostics import Problems, failure
from drafter.facts import json_schema, nearest, starter_text
from drafter.fragments import load_library
from drafter.templates import Kind, kinds_in, load_kind

FACTS = "facts.yaml"
SCHEMA = "facts.schema.json"
DOUBLE_CLICK = "生成文稿.bat"

# chcp 65001 makes the console show Chinese; the window stays open so that the summary can be read.
_BATCH = '@echo off\r\nchcp 65001 >nul\r\ncd /d "%~dp0"\r\ndrafter build facts.yaml\r\npause\r\n'


def create_project(folder: Path, kind_name: str, *, everything: bool, sample: bool) -> tuple[Path, ...]:
    """Fill *folder* with a new facts file and what goes with it; gives the files written.

    Raises:
        DrafterError: the kind does not exist, a facts file is there already, or the folder can't be written.
    """
    kind = known_kind(kind_name, folder / FACTS)
    target = folder / FACTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir()}
    except OSError as error:
        reason = (
            "同名的文件已经有了"
            if isinstance(error, FileExistsError | NotADirectoryError)
            else "没有写入权限，或者上级文件夹不对"
        )
        raise failure(
            "D003", None, f"文件夹“{folder}”建不成：{reason}", "换一个名称，或者换一个有写入权限的地方"
        ) from error
    if FACTS in present:
        raise failure("D004", None, f"“{target}”已经有了，没有动它", "换一个文件夹名，或者直接编辑它")
    kind = _with_departments(kind, folder)
    text = _starter(kind, everything=everything, sample=sample)
    files = {FACTS: text.encode("utf-8"), SCHEMA: schema_bytes(kind), DOUBLE_CLICK: _BATCH.encode("utf-8")}
    made = [name for name in files if name not in present]
    # The facts file last: while it is not there, the command can be run again.
    for name in reversed(made):
        replace_file(folder / name, files[name])
    return tuple(folder / name for name in made)


def _with_departments(kind: Kind, folder: Path) -> Kind:
    """*kind* whose catalogue names the theme's 科室 where an entry has none of its own."""
    library = load_library(library_folders("fragments", folder / FACTS), Problems())
    themes = {s.topic: library.themes[s.name].department for s in kind.sections if s.name in library.themes}
    entries = {
        path: replace(entry, department=entry.department or themes.get(path.partition(".")[0], ""))
        for path, entry in kind.catalogue.entries.items()
    }
    return replace(kind, catalogue=replace(kind.catalogue, entries=entries))


def _starter(kind: Kind, *, everything: bool, sample: bool) -> str:
    date = kind.sample_date if sample else ""
    year = int(date[:4]) if date[:4].isdecimal() else None
    organ = kind.sample_organ if sample else ""
    return starter_text(
        kind.catalogue, kind.name, everything=everything, sample=sample, year=year, organ=organ, date=date
    )


def write_schema(kind_name: str, output: Path) -> Path:
    """Write the JSON Schema of *kind_name*'s facts file to *output*.

    Raises:
        DrafterError: the kind does not exist or the file can't be written.
    """
    data = schema_bytes(_with_departments(known_kind(kind_name, output), output.parent))
    if output.is_file() and not _is_schema(output):
        raise failure("D002", None, f"“{output}”不是 JSON Schema，没有覆盖它", "用 -o 另给一个文件名")
    replace_file(output, data)
    return output


def _is_schema(path: Path) -> bool:
    import json  # not for every build

    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(known, dict) and "$schema" in known


def schema_bytes(kind: Kind) -> bytes:
    """The JSON Schema for editors, as a file."""
    import json  # not for every build

    schema = json_schema(kind.catalogue)
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def known_kind(name: str, beside: Path) -> Kind:
    """The kind *name*, shipped or beside the file *beside*.

    Raises:
        DrafterError: there is no such kind.
    """
    problems = Problems()
    kind = load_kind(name, library_folders(f"templates/{name}", beside), problems) if is_kind_name(name) else None
    if kind is None:
        known = kinds_in([shipped_library() / "templates"])
        near = nearest(name, known)
        raise failure(
            "J034", None, f"没有名为“{name}”的模板", f"是不是“{near}”？" if near else f"现有的模板：{'、'.join(known)}"
        )
    return kind
