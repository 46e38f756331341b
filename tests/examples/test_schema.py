"""The JSON Schema that editors use accepts every example as it is typed, and sees the slips that an editor can see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from drafter.api import starting
from drafter.diagnostics import Problems
from drafter.facts import document_settings
from drafter.yamlfile import parse_yaml

TOP = Path(__file__).parents[2]
EXAMPLES = sorted((TOP / "examples").glob("*/facts.yaml"))


def validator(kind: str) -> Draft7Validator:
    schema = json.loads(starting.schema_bytes(starting.known_kind(kind, TOP)))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def as_an_editor_reads(text: str) -> Any:
    """What a YAML language server makes of the file."""
    return yaml.safe_load(text)


def kind_of(text: str) -> str:
    root = parse_yaml(text.encode(), "facts.yaml", Problems())
    assert root is not None
    return document_settings(root)["模板"].values[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=[p.parent.name for p in EXAMPLES])
def test_every_example_is_accepted(path: Path) -> None:
    text = path.read_text("utf-8")
    errors = [e.message for e in validator(kind_of(text)).iter_errors(as_an_editor_reads(text))]
    assert errors == []


@pytest.mark.parametrize(("words", "kind"), [({"sample": True}, "工作总结"), ({"sample": False}, "工作总结")])
def test_a_new_facts_file_is_accepted_and_names_its_schema(words: dict[str, bool], kind: str, tmp_path: Path) -> None:
    starting.create_project(tmp_path / "甲", kind, everything=True, **words)
    text = (tmp_path / "甲/facts.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=./facts.schema.json\n")
    assert [e.message for e in validator(kind).iter_errors(as_an_editor_reads(text))] == []


@pytest.mark.parametrize(
    "slip",
    ["文稿.年度: 今年\n", "文稿:\n  年度: 去年\n", "队伍.招聘.事业编制: 很多\n", "资源.课后服务.占比: 九成\n"],
)
def test_a_slip_that_an_editor_can_see_is_underlined(slip: str) -> None:
    assert list(validator("工作总结").iter_errors(as_an_editor_reads(slip)))


def test_completion_shows_meaning_unit_and_department(tmp_path: Path) -> None:
    path = starting.write_schema("工作总结", tmp_path / "facts.schema.json")
    schema = json.loads(path.read_text("utf-8"))
    entry = schema["properties"]["队伍.招聘.事业编制"]
    assert "全年招聘的事业编制教师人数" in entry["description"]
    assert "名" in entry["description"]
    assert "人事科" in entry["description"]
