"""The manifest of a batch: from what each document was made, and what it became.

A document is right already if it would be made from the same bytes again and its files are still those that were written; both hashes
must match.  The manifest is replaced as a whole after each document, so that a run killed at any moment can be taken up.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import drafter
from drafter.api.batch_jobs import Job, Outcome, hash_of
from drafter.api.files import replace_file
from drafter.api.folders import shipped_library

NAME = "批量清单.json"
_VERSION = 1
_SHARE = 20
"""Writing the manifest takes at most one part in so many of the time, however long it is."""
_BESIDE = frozenset({".csv", ".png", ".jpg", ".jpeg"})
_OWN = ("templates", "fragments", "版式", "词表")


class Manifest:
    """What is known of the documents in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._documents = _read(self.path)
        self._written = 0.0
        self._cost = 0.0

    def known(self, job: Job) -> Outcome | None:
        """What came of *job* the last time, if it would be the same now."""
        said = self._documents.get(job.name)
        if not isinstance(said, dict) or said.get("inputs") != job.inputs or not job.inputs or job.trouble:
            return None
        files = said.get("files")
        if not isinstance(files, dict) or not files:
            return None
        if any(hash_of(job.folder / name) != digest for name, digest in files.items()):
            return None
        return Outcome(job.name, job.inputs, files, _count(said, "errors"), _count(said, "missing"), skipped=True)

    def add(self, outcome: Outcome) -> None:
        """Note *outcome* and write the manifest, unless writing it would cost more than the documents do.

        Raises:
            DrafterError: it can't be written.
        """
        self._documents.pop(outcome.name, None)
        if not outcome.failed:
            self._documents[outcome.name] = {
                "inputs": outcome.inputs,
                "files": outcome.files,
                "errors": outcome.errors,
                "missing": outcome.missing,
            }
        if time.monotonic() - self._written >= _SHARE * self._cost:
            self.save()

    def save(self) -> None:
        """Write the manifest."""
        start = time.monotonic()
        data = {"version": _VERSION, "documents": self._documents}
        replace_file(self.path, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode())
        self._written = time.monotonic()
        self._cost = self._written - start


class Inputs:
    """What documents are made from; what many of them share is read once."""

    def __init__(self, source: Path) -> None:
        """*source* is the roster or list: what it says of one document is in the document's own job."""
        self._source = source
        self._shared = _library()
        self._beside: dict[Path, str] = {}

    def of(self, job: Job) -> str:
        """SHA-256 of all that the document of *job* is made from: facts, cells, what lies beside, wording, and drafter itself."""
        folder = job.facts.parent
        if folder not in self._beside:
            self._beside[folder] = _near(folder, self._source)
        own = (hash_of(job.facts), job.formats, [(cell.path, cell.text) for cell in job.cells])
        return hashlib.sha256(repr((self._shared, self._beside[folder], own)).encode("utf-8", "replace")).hexdigest()


def _library() -> str:
    package = Path(drafter.__file__).parent
    code = (p for p in package.rglob("*") if p.suffix in (".py", ".toml", ".yaml", ".txt") and p.is_file())
    shipped = (p for name in ("templates", "fragments") for p in (shipped_library() / name).rglob("*") if p.is_file())
    return _together((*code, *shipped), shipped_library())


def _near(folder: Path, source: Path) -> str:
    """Tables, pictures, 附件 and the user's own wording near the facts files in *folder*, but not *source*."""
    files = [p for p in folder.glob("*") if p.suffix.lower() in _BESIDE or p.match("附件*.md")]
    for below in (p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")):
        own = below.name in _OWN
        files += [p for p in below.rglob("*") if own or p.suffix.lower() in _BESIDE]
    return _together((p for p in files if p.is_file() and p != source), folder)


def _together(files: Iterable[Path], top: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        name = path.relative_to(top) if path.is_relative_to(top) else path.name
        digest.update(f"{name}\0{hash_of(path)}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read(path: Path) -> dict[str, Any]:
    """The documents that the manifest at *path* lists; a damaged one lists none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    documents = found.get("documents") if isinstance(found, dict) and found.get("version") == _VERSION else None
    return documents if isinstance(documents, dict) else {}


def _count(said: Mapping[str, object], name: str) -> int:
    count = said.get(name)
    return count if isinstance(count, int) else 0
