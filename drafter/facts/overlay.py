"""Entries that take the place of those of a facts file: one row of a roster over the facts that all its documents share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from drafter.yamlfile import Entry, Mapping

_OWN_VALUE = ".值"


def overlaid(root: Mapping, entries: Iterable[Entry]) -> Mapping:
    """*root* with *entries*, whose keys are full paths, in place of its own values at these paths.

    Details and parts below a path stay; both spellings of *root*, dotted and indented, are understood.
    """
    over = tuple(entries)
    paths = frozenset(entry.key for entry in over)
    return replace(root, entries=(*_without(root.entries, paths, ""), *over))


def _without(entries: Iterable[Entry], paths: frozenset[str], above: str) -> Iterator[Entry]:
    for entry in entries:
        path = f"{above}{entry.key.strip()}"
        if isinstance(entry.value, Mapping):
            kept = tuple(_without(entry.value.entries, paths, f"{path}."))
            if kept:
                yield replace(entry, value=replace(entry.value, entries=kept))
        elif path.removesuffix(_OWN_VALUE) not in paths:
            yield entry
