"""The registry of the layout family; each module of rules adds to it when it is imported."""

from drafter.checks.engine import Registry
from drafter.checks.subject import Subject

LAYOUT: Registry[Subject] = Registry("layout_rules.toml")
"""Rules L707–L799."""
