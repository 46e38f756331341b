"""Planted faults are found, clean drafts stay clean, and what was labelled on real reports stays precise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from mutations import EXAMPLES, MUTATIONS, context_of, faults_of, found_in, lines_of, made, recall
from steady import tables

from drafter.checks.text import find_text, from_document
from drafter.diagnostics import Severity

LABELS = tomllib.loads((Path(__file__).parent / "real_labels.toml").read_text(encoding="utf-8"))
FLOORS = {"error": 0.95, "warning": 0.85}


def test_planted_faults_are_found() -> None:
    table = recall()
    tables["review: faults planted into clean drafts, found of planted"] = [
        f"{name} {found}/{planted}" for name, (found, planted) in table.items()
    ]
    missed = {
        mutation.name: table[mutation.name]
        for mutation in MUTATIONS
        if table[mutation.name][0] < mutation.floor * table[mutation.name][1]
    }
    assert missed == {}


def test_every_kind_of_fault_is_planted_somewhere() -> None:
    texts = [lines_of(example) for example in EXAMPLES]
    assert all(any(faults_of(mutation, lines) for lines in texts) for mutation in MUTATIONS)


@pytest.mark.parametrize("example", [*EXAMPLES, "binhu-2021", "district-2022", "minimal"])
def test_no_error_is_found_in_a_clean_draft(example: str) -> None:
    findings = find_text(from_document(made(example).document), context_of(example))
    assert [(one.code, one.message) for one in findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_text_of_a_clean_draft_is_traced_as_well_as_the_draft_itself(example: str) -> None:
    untraced = [
        said for code, said, _ in found_in(lines_of(example), example) if code in ("F201", "F202", "F209", "F211")
    ]
    assert untraced == []


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_labelled_findings_on_real_reports_are_precise(severity: str) -> None:
    right, wrong = (sum(counts[i] for counts in LABELS[severity].values()) for i in (0, 1))
    row = f"{severity} {right} right, {wrong} wrong, precision {right / (right + wrong):.2f}"
    tables.setdefault("review: findings on five published reports, as labelled (a regression score)", []).append(row)
    assert right / (right + wrong) >= FLOORS[severity]
