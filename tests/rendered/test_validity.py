"""Neither Microsoft's Open XML SDK nor the rules for what it misses have anything to say about what drafter writes."""

from __future__ import annotations

import invented_reports
import pytest
import word_rules
import worked_examples
from rendered_samples import SAMPLES
from sdk import VERSIONS, Validator
from sealed_samples import SEALED

pytestmark = pytest.mark.rendered


def documents() -> dict[str, bytes]:
    """Every sample and every example, these in both editions."""
    made = {name: make() for name, make in {**SAMPLES, **SEALED}.items()}
    for name in worked_examples.EXAMPLES:
        made[f"example {name}"] = worked_examples.written(name)
        made[f"example {name} for review"] = worked_examples.written_for_review(name)
    made["invented"] = invented_reports.written(1)
    return made


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sdk_has_no_findings(version: str, validator: Validator) -> None:
    found = validator.findings(documents(), version)
    assert {name: said for name, said in found.items() if said} == {}


def test_the_own_rules_have_no_findings() -> None:
    found = {name: word_rules.findings(made) for name, made in documents().items()}
    assert {name: said for name, said in found.items() if said} == {}
