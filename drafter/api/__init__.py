"""The pipeline on one screen, and the files around it."""

from drafter.api.build import Draft, draft
from drafter.api.files import OUTPUTS, Written, write_outputs
from drafter.api.folders import find_facts, shipped_library, shown_path
from drafter.api.starting import create_project, write_schema

__all__ = [
    "OUTPUTS",
    "Draft",
    "Written",
    "create_project",
    "draft",
    "find_facts",
    "shipped_library",
    "shown_path",
    "write_outputs",
    "write_schema",
]
