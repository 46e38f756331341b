"""Markdown that Chinese can be written in, read into the document's blocks; the only home of markdown-it-py."""

from drafter.markdown.reading import Parsed, parse
from drafter.markdown.typography import tidy, widen

__all__ = ["Parsed", "parse", "tidy", "widen"]
