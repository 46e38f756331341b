"""The command line: the only part of drafter that prints."""

from drafter.cli.commands import run

__all__ = ["run"]
