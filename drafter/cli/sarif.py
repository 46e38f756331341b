"""Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the lines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from drafter.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from drafter.api.manual import AnyRule
    from drafter.api.reported import Checked, Reported

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "drafterFinding/v1"


def sarif(checked: Checked, rules: Iterable[AnyRule]) -> dict[str, Any]:
    """One run of drafter; *rules* are those of the manual, of which the broken ones are described."""
    told = (*checked.findings, *checked.suppressed)
    described = _described(rules, [finding.code for finding in told])
    seen: Counter[str] = Counter()
    results = [_result(finding, [rule["id"] for rule in described], seen) for finding in told]
    driver = {"name": "drafter", "version": version("drafter"), "language": "zh-CN", "rules": described}
    run = {
        "tool": {"driver": driver},
        # Columns count characters, not UTF-16 code units.
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked.failures)],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _described(rules: Iterable[AnyRule], broken: Sequence[str]) -> list[dict[str, Any]]:
    """The rules that were broken; several functions may stand behind one code, and a facts file has findings outside the manual."""
    pages: dict[str, dict[str, Any]] = {code: {"id": code} for code in sorted(set(broken))}
    for rule in rules:
        page = pages.get(rule.code)
        if page is not None and len(page) == 1:
            page |= {
                "name": rule.name,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.manual},
                "defaultConfiguration": {"level": _LEVEL[rule.severity]},
            }
    return list(pages.values())


def _result(finding: Reported, ids: list[str], seen: Counter[str]) -> dict[str, Any]:
    text = f"{finding.message}。办法：{finding.hint}" if finding.hint else finding.message
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.span.file if finding.span else finding.file)}}
    if finding.span:
        physical["region"] = _region(finding)
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.where:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.where}]
    return {
        "ruleId": finding.code,
        "ruleIndex": ids.index(finding.code),
        "level": _LEVEL[finding.severity],
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding, seen)},
        "suppressions": _suppressions(finding),
        **_fixes(finding),
    }


def _fixes(finding: Reported) -> dict[str, Any]:
    """What can be put instead, for files whose lines can be opened."""
    fix = finding.record().get("fix")
    if fix is None or finding.span is None:
        return {}
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit["line"],
                "startColumn": edit["column"],
                "endLine": edit["end_line"],
                "endColumn": edit["end_column"],
            },
            "insertedContent": {"text": edit["text"]},
        }
        for edit in fix["edits"]
    ]
    change = {"artifactLocation": {"uri": _uri(finding.span.file)}, "replacements": replacements}
    return {"fixes": [{"description": {"text": finding.hint}, "artifactChanges": [change]}]}


def _suppressions(finding: Reported) -> list[dict[str, str]]:
    """Why it is let stand; an empty list says that it is not."""
    if finding.waiver is None:
        return []
    kind = "inSource" if finding.waiver.in_source else "external"
    return [{"kind": kind, "justification": finding.waiver.reason}]


def _region(finding: Reported) -> dict[str, int]:
    """The record's columns; the end lies behind the last character, as SARIF counts it too."""
    record = finding.record()
    return {
        "startLine": int(record["line"]),
        "startColumn": int(record["column"]),
        "endLine": int(record["end_line"]),
        "endColumn": max(int(record["end_column"]), int(record["column"])),
    }


def _fingerprint(finding: Reported, seen: Counter[str]) -> str:
    """What stays the same when lines move: the rule, the file, the words; the second such finding is told from the first."""
    quoted = finding.finding.quote if finding.finding else ""
    words = "\0".join((finding.code, PurePath(finding.file).name, quoted, finding.statement))
    seen[words] += 1
    return hashlib.sha256(f"{words}\0{seen[words]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(shown: str) -> str:
    path = PurePath(shown)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _invocation(failures: Iterable[tuple[str, tuple[Diagnostic, ...]]]) -> dict[str, Any]:
    notes = [
        {
            "level": "error",
            "message": {"text": diagnostic.message},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(name)}}}],
        }
        for name, diagnostics in failures
        for diagnostic in diagnostics
    ]
    told: dict[str, Any] = {"toolExecutionNotifications": notes} if notes else {}
    return {"executionSuccessful": not notes} | told
