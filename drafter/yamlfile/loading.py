"""A facts file, from its bytes to its nodes, with everything that is wrong with it found in one run."""

from __future__ import annotations

from pathlib import Path

from drafter.diagnostics import Problems, Span
from drafter.yamlfile.decoding import SIZE_LIMIT, clean_text
from drafter.yamlfile.files import read_file
from drafter.yamlfile.nodes import Mapping
from drafter.yamlfile.plain import plain_nodes
from drafter.yamlfile.repair import repair
from drafter.yamlfile.sheet import GiveUp, Sheet

_WORK = 4 * 1024 * 1024
"""How many characters are parsed at most, all rounds together."""
_ROUNDS = 40


def load_yaml(path: Path, problems: Problems, *, shown: str | None = None) -> Mapping | None:
    """The nodes of the YAML file at *path*, which messages call *shown*.

    ``None``, with an error, if it can not be opened, is no text, passes a limit, or holds no ``key: value`` lines at all.  Any other trouble is
    reported and the rest of the file read; an empty file is an empty mapping.
    """
    name = shown or str(path)
    data = read_file(path, name, problems, SIZE_LIMIT)
    return None if data is None else parse_yaml(data, name, problems)


def parse_yaml(data: bytes, shown: str, problems: Problems) -> Mapping | None:
    """The nodes of YAML *data*, which messages call *shown*; like :func:`load_yaml` otherwise."""
    text = clean_text(data, shown, problems)
    if text is None:
        return None
    plain = plain_nodes(text, shown)
    return read_with_care(text, shown, problems) if plain is None else plain


def read_with_care(text: str, shown: str, problems: Problems) -> Mapping | None:
    """The nodes of a file that holds lines which YAML would refuse, or could misread."""
    sheet = Sheet(text, shown)
    try:
        repair(sheet)
        return _read_with_retries(sheet)
    except GiveUp:
        return None
    finally:
        sheet.report(problems)


def _read_with_retries(sheet: Sheet) -> Mapping | None:
    """Take out, one by one, the lines that the parser still refuses."""
    from drafter.yamlfile.events import Unreadable, read_nodes  # PyYAML costs 20 ms: not for `drafter --help`

    size = sum(map(len, sheet.lines)) + 1
    for _ in range(max(2, min(_ROUNDS, _WORK // size))):
        findings = sheet.mark()
        try:
            return read_nodes(sheet)
        except Unreadable as trouble:
            sheet.forget(findings)
            if not _take_out(sheet, trouble.line, trouble.column, str(trouble)):
                return None
    sheet.error("Y006", Span(sheet.shown, 1), "读不懂的行太多，没有再读下去", "请先改好列出的各行，再运行一次")
    return None


def _take_out(sheet: Sheet, line: int, column: int, message: str) -> bool:
    """Report and blank *line*, or the one above it that still says something; False if there is none."""
    line = min(line, len(sheet.lines) - 1)
    while line >= 0 and not sheet.lines[line].strip():
        line, column = line - 1, 0
    if line < 0:
        sheet.error("Y060", Span(sheet.shown, 1), message, "请一行写一条，例如：党建.学习: 10次")
        return False
    sheet.error("Y060", sheet.span(line, column), message, "请写成“名称: 值”的样子；值里有特殊符号时加单引号")
    sheet.blank(line)
    return True
