"""What a YAML file says, as a tree of frozen nodes with the place of each."""

from __future__ import annotations

from msgspec import Struct

from drafter.diagnostics import Span


class Scalar(Struct, frozen=True):
    """A value as typed; never converted to a number, a date or a truth value."""

    text: str
    """What was typed, quotes and folding resolved, Chinese line breaks joined without a space."""
    span: Span
    quoted: bool = False
    """Typed between quotation marks, so that it is text whatever it looks like."""
    block: bool = False
    """A block text (``|``): its line breaks are meant."""


class Sequence(Struct, frozen=True):
    """Lines that begin with ``- ``."""

    items: tuple[Node, ...]
    span: Span


class Entry(Struct, frozen=True):
    """One key of a mapping with its value."""

    key: str
    key_span: Span
    value: Node


class Mapping(Struct, frozen=True):
    """Lines of the form ``key: value``, in the order they were typed."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Sequence | Mapping
