"""The catalogue of a kind, and what is made of it: remarks on values and names, the starter file, the schema."""

import re
from typing import Any

import pytest
from facts_reading import read, told

from drafter.diagnostics import Problems
from drafter.facts import Catalogue, check_against, json_schema, load_catalogue, starter_text
from drafter.facts.values import Pending, Text
from drafter.yamlfile import parse_yaml

CATALOGUE = """\
队伍.招聘.事业编制:
  含义: 全年招聘的事业编制教师人数
  类型: 数量
  单位: 名
  示例: 186名
  常用: 是
队伍.招聘.总数:
  含义: 全年招聘教师总数
  类型: 数量
  单位: 名
  科室: 办公室
  示例: 412名
  必填: 是
队伍.交流.比例:
  含义: 教师交流比例
  类型: 百分比
  示例: 16.8%
队伍.师德.活动:
  含义: 师德主题活动
  类型: 文本
  示例: “树师德”活动
资源.经费:
  含义: 全年投入
  类型: 金额
  单位: 万元
  示例: 320.5万元
  常用: 是
资源.项目:
  含义: 建设项目
  类型: 记录
  示例: |
    名称 | 投资
    甲校 | 3亿元
五育.省赛获奖:
  含义: 省赛获奖
  类型: 多量
  示例: 一等奖3个、二等奖4个
五育.特色学校:
  含义: 特色学校
  类型: 清单
  示例: 甲校、乙校
"""


def catalogue(text: str = CATALOGUE) -> tuple[Catalogue, Problems]:
    problems = Problems()
    root = parse_yaml(text.encode(), "catalogue.yaml", problems)
    assert root is not None
    return load_catalogue(root, problems, {"队伍": "人事科"}), problems


def check(text: str) -> tuple[list[str], list[str]]:
    known, _ = catalogue()
    facts, problems = read(text, catalogue=known)
    check_against(facts, known, problems)
    return told(problems), [p.hint for p in problems]


def test_a_catalogue_is_read() -> None:
    known, problems = catalogue()
    assert not list(problems)
    assert list(known.entries)[:2] == ["队伍.招聘.事业编制", "队伍.招聘.总数"]
    entry = known.entries["队伍.招聘.事业编制"]
    assert (entry.kind, entry.unit, entry.example, entry.common, entry.required) == ("数量", "名", "186名", True, False)
    assert known.department_of("队伍.招聘.事业编制") == "人事科"
    assert known.department_of("队伍.招聘.总数") == "办公室"
    assert known.department_of("没有") == ""


@pytest.mark.parametrize(
    "text",
    [
        "甲 乙:\n  含义: 丙\n",
        "甲.上年:\n  含义: 丙\n",
        "甲.乙: 3\n",
        "甲.乙:\n  类形: 数量\n",
        "甲.乙:\n  类型: 个数\n",
        "甲.乙:\n  含义:\n    - 丙\n",
    ],
)
def test_a_faulty_catalogue_is_an_error(text: str) -> None:
    _, problems = catalogue(text)
    assert [p.code for p in problems] == ["F316"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("队伍.招聘.事业编制: 257名\n", []),
        ("队伍.招聘.事业编制: 257人\n", []),
        ("队伍.招聘.事业编制: 超500名\n", []),
        ("队伍.招聘.事业编制: 12名教师\n", []),
        ("队伍.招聘.事业编制: 待补\n", []),
        ("队伍.招聘.事业编制: 257\n", ["F313 1:13"]),
        ("队伍.招聘.事业编制: 257人次\n", ["F313 1:13"]),
        ("队伍.招聘.事业编制: 很多\n", ["F313 1:13"]),
        ("队伍.交流.比例: 16.8%\n", []),
        ("队伍.交流.比例: 16名\n", ["F313 1:11"]),
        ("队伍.师德.活动: 三大\n", []),
        ("资源.经费: 1.2亿元\n", []),
        ("资源.经费: 3500元\n", []),
        ("资源.经费: 3500\n", ["F313 1:8"]),
        ("资源.经费: 12所\n", ["F313 1:8"]),
        ("资源.项目: 甲校\n", ["F313 1:8"]),
        ("五育.省赛获奖: 一等奖3个\n", []),
        ("五育.省赛获奖: 8金19银\n", []),
        ("五育.省赛获奖: 很好\n", ["F313 1:10"]),
        ("五育.特色学校: 一等奖3个、二等奖4个\n", []),
        ("五育.特色学校: 甲校\n", []),
        ("五育.特色学校: 3所\n", ["F313 1:10"]),
    ],
)
def test_sort_and_measure_of_a_value(text: str, found: list[str]) -> None:
    assert check(text)[0] == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("队伍.招骋.事业编制: 257名\n", "队伍.招聘.事业编制"),
        ("队伍.交流.比列: 16.8%\n", "队伍.交流.比例"),
        ("五育.市赛获奖: 8金\n", ""),
        ("五育.体质监测: 96%\n", ""),
        ("队伍.招聘.事业编制: 3名\n队伍.招骋.事业编制: 257名\n", ""),
    ],
)
def test_a_name_that_is_nearly_the_catalogues(text: str, meant: str) -> None:
    found, hints = check(text)
    assert len(found) == bool(meant)
    assert all(meant in hint for hint in hints)


@pytest.mark.parametrize("text", ["党建.学习: 10次\n", "队伍.招聘.总数:\n"])
def test_a_required_fact_that_is_absent_or_blank_is_pending(text: str) -> None:
    known, _ = catalogue()
    facts, problems = read(text)
    checked = check_against(facts, known, problems)
    fact = checked.facts["队伍.招聘.总数"]
    assert (fact.value, fact.required) == (Pending(), True)
    assert not list(problems)


def test_a_required_fact_that_is_given_stays() -> None:
    known, _ = catalogue()
    facts, problems = read("队伍.招聘.总数: 412名\n")
    assert check_against(facts, known, problems) == facts


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("sample", [False, True])
def test_the_starter_file_loads_without_a_remark(everything: bool, sample: bool) -> None:
    known, _ = catalogue()
    text = starter_text(known, "工作总结", everything=everything, sample=sample, year=2024, organ="甲县教育局")
    facts, problems = read(text, catalogue=known)
    check_against(facts, known, problems)
    assert not list(problems)
    assert len(facts.facts) == (8 if everything else 3)
    assert facts.document["年度"].values == ("2024",)


def test_the_starter_file_teaches_and_invents_nothing() -> None:
    known, _ = catalogue()
    text = starter_text(known, "工作总结")
    lines = text.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=./facts.schema.json"
    assert all(line.startswith("# ") for line in lines[1:7])
    assert lines[7] == ""
    above = lines[lines.index("队伍.招聘.事业编制:") - 1]
    assert above == "# 全年招聘的事业编制教师人数；单位：名；人事科；例：186名"
    assert "队伍.招聘.总数: 待补" in lines
    assert "  年度: 待补" in lines
    assert "{" not in text
    assert "[" not in text
    facts, problems = read(text)
    assert not any(f.given for f in facts.facts.values())
    assert not list(problems)


def test_the_sample_fills_in_the_examples() -> None:
    known, _ = catalogue()
    facts, _ = read(starter_text(known, "工作总结", everything=True, sample=True))
    assert facts.facts["队伍.师德.活动"].value == Text("“树师德”活动")
    cell = facts.get("资源.项目.1.投资")
    assert cell is not None
    assert getattr(cell.value, "written", "") == "3亿元"


def test_the_schema_knows_both_spellings_and_forbids_no_name() -> None:
    known, _ = catalogue()
    schema = json_schema(known)
    dotted = schema["properties"]["队伍.招聘.事业编制"]
    nested = schema["properties"]["队伍"]["properties"]["招聘"]["properties"]["事业编制"]
    assert dotted["description"] == nested["description"] == "全年招聘的事业编制教师人数；单位：名；科室：人事科；数量"
    assert dotted["examples"] == ["186名"]
    assert "年度" in schema["properties"]["文稿"]["properties"]
    assert "文稿.年度" in schema["properties"]
    assert [c for c in constraints(schema) if not isinstance(c, str)] == [["object", "null"]]


def test_the_schema_underlines_only_texts_that_hold_no_number() -> None:
    known, _ = catalogue()
    pattern = json_schema(known)["properties"]["队伍.招聘.事业编制"]["pattern"]
    accepted = ("257名", "超500名", "两名", "待补", "待补：等人事科", "不涉及", "**", "", "百余名")
    assert [text for text in accepted if not re.search(pattern, text)] == []
    assert not re.search(pattern, "很多")


def constraints(schema: dict[str, Any]) -> list[object]:
    """Everything in a schema that could refuse a value."""
    found: list[object] = [schema[k] for k in ("type", "pattern", "enum", "required", "propertyNames") if k in schema]
    assert schema.get("additionalProperties", True) is True
    return found + [c for below in schema.get("properties", {}).values() for c in constraints(below)]
