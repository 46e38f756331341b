"""Facts: what a facts file says, read, checked and exact."""

from drafter.facts.allowances import Allowance, TypedAllowance, read_allowances, squeezed, without_allowances
from drafter.facts.catalogue import Catalogue, CatalogueEntry, check_against, load_catalogue
from drafter.facts.dates import chinese_date
from drafter.facts.names import is_name, nearest, proposed_path
from drafter.facts.overlay import overlaid
from drafter.facts.parsing import parse_value
from drafter.facts.reading import document_settings, load_facts, read_facts
from drafter.facts.relations import RelationReport, Unchecked, verify
from drafter.facts.schema import json_schema
from drafter.facts.settings import known_settings
from drafter.facts.starter import starter_text
from drafter.facts.tree import DETAILS, Fact, Facts, OwnText, Relation, Setting

__all__ = [
    "DETAILS",
    "Allowance",
    "Catalogue",
    "CatalogueEntry",
    "Fact",
    "Facts",
    "OwnText",
    "Relation",
    "RelationReport",
    "Setting",
    "TypedAllowance",
    "Unchecked",
    "check_against",
    "chinese_date",
    "document_settings",
    "is_name",
    "json_schema",
    "known_settings",
    "load_catalogue",
    "load_facts",
    "nearest",
    "overlaid",
    "parse_value",
    "proposed_path",
    "read_allowances",
    "read_facts",
    "squeezed",
    "starter_text",
    "verify",
    "without_allowances",
]
