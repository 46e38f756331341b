"""Microsoft's Open XML SDK has nothing to say about what drafter writes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from rendered_samples import SAMPLES

pytestmark = pytest.mark.rendered


@pytest.mark.parametrize("version", ["Microsoft365", "Office2016"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_samples_have_no_findings(name: str, version: str, validator: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(SAMPLES[name]())
    said = subprocess.run([validator, file, version], check=False, capture_output=True, text=True).stdout
    answer = json.loads(said)
    assert (answer["ok"], answer["errors"]) == (True, [])
