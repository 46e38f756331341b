"""What a YAML file says, as a tree of frozen nodes with the place of each."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed; never converted to a number, a date or a truth value."""

    text: str
    """What was typed, quotes and folding resolved, Chinese line breaks joined without a space."""
    span: Span
    quoted: bool = False
    """Typed between quotation marks, so that it is text whatever it looks like."""
    block: bool = False
    """A block text (``|``): its line breaks are meant."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Lines that begin with ``- ``."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: str
    key_span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Lines of the form ``key: value``, in the order they were typed."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Sequence | Mapping
