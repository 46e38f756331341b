"""A kind of document that has nothing to do with education, made of data files alone."""

import re
import subprocess
from pathlib import Path

import pytest
from example_report import EXAMPLES, example, loose_numerals, outline, texts

from drafter.api import Draft, draft
from drafter.diagnostics import Problems

TOP = EXAMPLES.parent
OWN = [TOP / "templates/民政年度总结", *sorted((TOP / "fragments").glob("民政*.md"))]


@pytest.fixture(scope="module")
def report() -> Draft:
    return example("minzheng-2025")


def test_it_can_be_signed_and_no_fact_is_left_over(report: Draft) -> None:
    assert [p.message for p in report.problems] == []
    assert report.rendered.missing == ()
    assert [u.fact.path for u in report.rendered.unused] == []
    assert loose_numerals(report) == []
    assert report.signable


def test_headings_stand_on_their_own_line_and_leads_are_numbered_under_them(report: Draft) -> None:
    assert outline(report) == [
        "一、2025年主要工作",
        "（一）兜牢民生底线，织密社会救助网",
        "1.规范低保管理。",
        "2.做好专项救助。",
        "3.健全监测预警。",
        "（二）聚焦一老一小，优化福利服务",
        "1.完善养老服务。",
        "2.加强儿童关爱。",
        "3.保障残疾人福利。",
        "（三）深化专项改革，提升社会事务水平",
        "1.推进殡葬改革。",
        "2.优化婚姻登记。",
        "（四）汇聚社会力量，促进共建共治共享",
        "1.规范社会组织。",
        "2.发展慈善和社工。",
        "二、存在的主要问题",
        "三、2026年工作打算",
    ]


@pytest.mark.parametrize(
    ("construct", "printed"),
    [
        ("two units, parallel parts", "4820户7610人（含城市1240户1880人、农村3580户5730人）"),
        ("from A to B", "由每人每月830元提高到870元"),
        ("cumulative, as of a date", "截至11月底，发放低保金累计5260.4万元"),
        ("some of a total", "936人（其中集中供养284人）"),
        ("respectively", "全护理、半护理、全自理分别为2480元、1860元、1240元"),
        ("share of a named base, computed", "占常住人口的4.15%"),
        ("share of a named base in 万", "占户籍总人口的24.52%"),
        ("growth in per cent, computed", "比上年增长8.3%"),
        ("growth in units, computed", "（比上年增加15个）"),
        ("complete parts", "386个（含社会团体158个、民办非企业单位227个、基金会1个）"),
        ("several measures", "2860人次318.6万元"),
        ("approximate money", "1260余万元"),
        ("reduced to", "由29个"),
        ("target", "护理型床位比例力争70%"),
    ],
)
def test_the_constructs_of_annual_reports_are_printed(report: Draft, construct: str, printed: str) -> None:
    assert printed in "".join(texts(report).values()), construct


def test_parts_and_shares_are_verified_at_every_measure(report: Draft) -> None:
    assert (report.relations.checked, report.relations.failed, report.relations.unchecked) == (6, 0, ())


def test_parts_of_two_measures_that_do_not_add_up_are_found(tmp_path: Path) -> None:
    text = (EXAMPLES / "minzheng-2025/facts.yaml").read_text("utf-8")
    wrong = tmp_path / "facts.yaml"
    wrong.write_text(text.replace("3580户5730人", "3580户5731人"), "utf-8")
    found = [p.message for p in draft(wrong, Problems(), cached=False).problems]
    assert len(found) == 1
    assert "7610人" in found[0]


def test_no_word_of_education_is_in_it() -> None:
    files = [f for own in OWN for f in ([own] if own.is_file() else sorted(own.iterdir()))]
    assert len(files) > 10
    for file in files:
        said = re.sub(r"^ *#.*$", "", file.read_text("utf-8"), flags=re.M)
        assert not re.search("教育|学校|教师|学生|教学|幼儿园", said), file.name


def test_the_engine_knows_nothing_of_civil_affairs() -> None:
    words = "(^|[^人])民政|低保|救助|殡葬|养老"
    found = subprocess.run(
        ["grep", "-rlE", "--include=*.py", words, str(TOP / "drafter")], capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
