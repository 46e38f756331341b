"""A kind and all wording as bytes, and back; a fragment is decoded when it is first asked for, for a document speaks a third of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import DecodeError, Raw, msgpack
from msgspec.structs import replace

from drafter.fragments import Fragment, Library, Theme
from drafter.templates import Kind


class _Fragments(Mapping[str, Fragment]):
    """The fragments of one theme by name, in the order written."""

    def __init__(self, kept: dict[str, Raw], decoder: msgpack.Decoder[Fragment]) -> None:
        self._kept = kept
        self._decoder = decoder
        self._read: dict[str, Fragment] = {}

    def __getitem__(self, name: str) -> Fragment:
        if name not in self._read:
            self._read[name] = self._decoder.decode(self._kept[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def encoded(kind: Kind, library: Library) -> bytes:
    """*kind* and *library* as :func:`decoded` reads them."""
    themes = [(replace(theme, fragments={}), theme.fragments) for theme in library.themes.values()]
    return msgpack.encode((kind, themes, library.overridden))


def decoded(data: bytes) -> tuple[Kind, Library] | None:
    """What :func:`encoded` gave; None if *data* are anything else."""
    try:
        kind, themes, overridden = msgpack.decode(
            data, type=tuple[Kind, list[tuple[Theme, dict[str, Raw]]], frozenset[str]]
        )
    except DecodeError:
        return None
    decoder = msgpack.Decoder(Fragment)
    found = {theme.name: replace(theme, fragments=_Fragments(kept, decoder)) for theme, kept in themes}
    return kind, Library(found, overridden)
