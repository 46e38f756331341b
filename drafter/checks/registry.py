"""The registry of the layout family; each module of rules adds to it when it is imported."""

from drafter.checks.engine import Registry
from drafter.checks.subject import Subject

LAYOUT: Registry[Subject] = Registry()
"""Rules L707 and L710–L799."""
