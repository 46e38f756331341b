"""What a table needs beyond GFM: a caption from the paragraph above it, figures aligned, no cell lost."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from drafter.document import Block, Paragraph, Run, Table, TableRow, text_of
from drafter.patterns import lazy

_MARKED = lazy(r"表[：:][ \u3000]*")
_NUMBERED = lazy(r"表[ \u3000]?(?:\d{1,3}(?:[-－.]\d{1,3})?|[一二三四五六七八九十]{1,3})(?:[ \u3000：:].*)?")
_LONGEST = 60
_FIGURE = lazy(r"[-+－]?[\d,，]*\d(?:\.\d+)?(?:%|％|‰)?|[-—－/]{1,2}")
_BORDER = lazy(r"(?<!\\)\|")
_CONTAINER = lazy(r"[>\s]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?")


def with_captions(blocks: Iterable[Block]) -> list[Block]:
    """*blocks* with the caption paragraph right above a table moved into it.

    ``表：标题`` gives the caption 标题; ``表1 标题`` (also 表一, 表1-2) is the caption as it stands.  A sentence is none.
    """
    out: list[Block] = []
    for block in blocks:
        caption = _caption(out[-1]) if out and isinstance(block, Table) else ()
        if caption and isinstance(block, Table):
            out[-1] = replace(block, caption=caption)
        else:
            out.append(block)
    return out


def _caption(block: Block) -> tuple[Run, ...]:
    if not isinstance(block, Paragraph) or block.lead:
        return ()
    text = text_of(block.runs)
    if len(text) > _LONGEST or "\n" in text or text.endswith(("。", "：", "；", "，")):
        return ()
    if found := _MARKED.match(text):
        return _without(block.runs, found.end())
    return block.runs if _NUMBERED.fullmatch(text) else ()


def _without(runs: Iterable[Run], count: int) -> tuple[Run, ...]:
    """*runs* without their first *count* characters."""
    out = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if cut < len(run.text) or not cut:
            out.append(replace(run, text=run.text[cut:]))
    return tuple(out)


def aligned(stated: list[str], rows: Iterable[TableRow]) -> tuple[str, ...]:
    """The alignment of each column: as stated, else ``right`` for a column of figures; gaps and empty cells do not count."""
    body = tuple(rows)
    return tuple(align or _natural(body, column) for column, align in enumerate(stated))


def _natural(rows: tuple[TableRow, ...], column: int) -> str:
    cells = [row.cells[column] for row in rows]
    texts = [text_of(cell).strip() for cell in cells if not any(run.mark and run.mark.gap for run in cell)]
    filled = [text for text in texts if text]
    return "right" if filled and all(_FIGURE.fullmatch(text) for text in filled) else ""


def surplus_cells(line: str, columns: int) -> int:
    """How many cells of the row *line* stand beyond the last of *columns*; GFM would drop them."""
    found = _CONTAINER.match(line)
    parts = _BORDER.split(line[found.end() if found else 0 :].strip())
    first = 1 if parts and not parts[0].strip() else 0
    last = 1 if len(parts) > first and not parts[-1].strip() else 0
    return len(parts) - first - last - columns
