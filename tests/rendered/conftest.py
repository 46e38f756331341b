from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import invented_reports
import measure
import pytest
import rendered_samples
import sdk
import sealed_samples
import worked_examples


def require(what: str, present: bool) -> None:
    """Skip where a tool is missing; under CI that is a failure, or the page would go unmeasured."""
    if present:
        return
    reason = f"{what} is not installed; run .ci/install-rendering"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


Rendered = Mapping[str, tuple[measure.Page, ...]]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every document that is measured, as a PDF: one run of LibreOffice for all."""
    require("LibreOffice", shutil.which("soffice") is not None)
    require("pdftoppm", shutil.which("pdftoppm") is not None)
    documents = {name: make() for name, make in rendered_samples.SAMPLES.items()}
    documents |= {name: make() for name, make in sealed_samples.SEALED.items()}
    documents |= {f"example-{name}": worked_examples.written(name) for name in worked_examples.EXAMPLES}
    documents |= {f"invented-{seed}": invented_reports.written(seed) for seed in invented_reports.SEEDS}
    return measure.convert(tmp_path_factory.mktemp("rendered"), documents)


@pytest.fixture(scope="session")
def rendered(converted: Mapping[str, Path]) -> Rendered:
    """The pages of every sample, by its name."""
    return {name: measure.pages(converted[name]) for name in rendered_samples.SAMPLES}


@pytest.fixture(scope="session")
def rendered_sealed(converted: Mapping[str, Path]) -> Rendered:
    """The pages of every document under a seal, under a 通知 or in a house style, by its name."""
    return {name: measure.pages(converted[name]) for name in sealed_samples.SEALED}


@pytest.fixture(scope="session")
def rendered_examples(converted: Mapping[str, Path]) -> Rendered:
    """The pages of every example, by its folder."""
    return {name: measure.pages(converted[f"example-{name}"]) for name in worked_examples.EXAMPLES}


@pytest.fixture(scope="session")
def rendered_reports(converted: Mapping[str, Path]) -> Mapping[int, tuple[measure.Page, ...]]:
    """The pages of every invented report, by its seed."""
    return {seed: measure.pages(converted[f"invented-{seed}"]) for seed in invented_reports.SEEDS}


@pytest.fixture(scope="session")
def validator() -> sdk.Validator:
    """Microsoft's Open XML SDK."""
    program = sdk.program()
    require("ooxml-validator", program is not None)
    assert program is not None
    return sdk.Validator(program)
