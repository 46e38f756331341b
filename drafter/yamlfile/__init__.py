"""Strict YAML: every value keeps its line and its written form, and nothing is guessed."""

from drafter.yamlfile.nodes import Entry, Mapping, Node, Scalar, Sequence

__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence"]
