"""Rules about documents, and the engine that runs them.

:mod:`drafter.checks.layout` looks at how a DOCX is laid out, :mod:`drafter.checks.text` at what a text says.  What is here belongs to
both, and brings neither: a build reviews text and needs nothing that reads a DOCX.
"""

from drafter.checks.engine import Edit, Finding, Fix, Judge, Registry, Rule, Sighting, Strength, Waiver

__all__ = ["Edit", "Finding", "Fix", "Judge", "Registry", "Rule", "Sighting", "Strength", "Waiver"]
