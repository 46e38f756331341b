"""Rules over facts alone, with and without last year's file."""

from __future__ import annotations

import pytest

from drafter.checks.text import FACTS, find_facts
from drafter.diagnostics import Problems
from drafter.facts import Catalogue, Facts, read_facts
from drafter.yamlfile import parse_yaml

HEAD = "文稿.单位: 青岚县教育局\n文稿.年度: 2024\n"


def facts(text: str) -> Facts:
    problems = Problems()
    root = parse_yaml((HEAD + text).encode(), "facts.yaml", problems)
    assert root is not None
    return read_facts(root, "facts.yaml", problems)


def codes(now: str, last: str = "") -> list[str]:
    return [one.code for one in find_facts(facts(now), Catalogue({}), facts(last) if last else None)]


@pytest.mark.parametrize(
    ("code", "now", "last"),
    [
        ("N105", "资源.投入: 2.34亿元\n资源.投入.上年: 2.00亿元\n资源.投入.增幅: 8.3%", ""),
        ("N107", "资源.普惠率: 102%", ""),
        ("N111", "资源.学校: 12所\n资源.学校.上年: 10所", "资源.学校: 11所"),
        ("N105", "资源.均衡.比例: 72.5%\n资源.均衡.比例.上年: 66.25%\n资源.均衡.提升: 6.75个百分点", ""),
        ("N105", "资源.机构.原有: 25家\n资源.机构.现有: 3家\n资源.机构.压减率: 86%", ""),
        ("N111", "资源.投入: 18.6亿元\n资源.投入.上年: 12.75亿元", "资源.投入: 17.25亿元"),
        ("N111", "党建.培训: 8期1860人次\n党建.培训.上年: 7期1360人次", "党建.培训: 7期1630人次"),
        ("F207", "资源.学校: 12所\n资源.学校.时点: 2022年底", ""),
        ("F207", "资源.学校: 12所\n资源.学校.时点: 去年底", ""),
        ("F208", "队伍.研修: 86场31742人次", "队伍.研修: 86场31742人次"),
        ("F208", "资源.助学金: 565.59万元", "资源.助学金: 565.59万元"),
        ("F210", "资源.普惠率: 9.11%", "资源.普惠率: 91.1%"),
        ("F208", "队伍.培训: 31742人次", "队伍.培训: 31742人次"),
        ("F210", "队伍.培训: 1200人", "队伍.培训: 12人"),
    ],
)
def test_reports_what_is_odd(code: str, now: str, last: str) -> None:
    assert codes(now, last) == [code]


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("资源.投入: 2.34亿元\n资源.投入.上年: 2.16亿元\n资源.投入.增幅: 8.3%", ""),
        ("资源.普惠率: 100%\n资源.毛入学率: 102%", ""),
        ("资源.学校: 12所\n资源.学校.上年: 11所", "资源.学校: 11所"),
        ("资源.学校: 12所\n资源.学校.时点: 2024年底", ""),
        ("资源.均衡.比例: 72.5%\n资源.均衡.比例.上年: 66.25%\n资源.均衡.提升: 6.25个百分点", ""),
        ("资源.机构.原有: 25家\n资源.机构.现有: 3家\n资源.机构.压减率: 88%", ""),
        ("资源.投入: 18.6亿元\n资源.投入.上年: 17.3亿元", "资源.投入: 17.25亿元"),
        ("资源.学校: 12所\n资源.学校.时点: 2023—2024学年", ""),
        (
            "资源.学校: 168所\n低保.标准: 745元\n党建.活动: 超360次",
            "资源.学校: 168所\n低保.标准: 745元\n党建.活动: 超360次",
        ),
        (
            "资源.学校: 12所\n资源.普惠率: 99.35%\n资源.面积: 31742平方米",
            "资源.学校: 12所\n资源.普惠率: 99.35%\n资源.面积: 31742平方米",
        ),
        ("队伍.培训: 120人\n打算.队伍.培训: 1200人", "队伍.培训: 100人"),
    ],
)
def test_leaves_alone_what_is_plausible(now: str, last: str) -> None:
    assert codes(now, last) == []


def test_a_finding_names_the_fact_and_its_line() -> None:
    (finding,) = find_facts(facts("资源.普惠率: 102%"), Catalogue({}))
    assert (finding.fact, finding.span.line if finding.span else 0) == ("资源.普惠率", 3)


def test_every_rule_has_a_page_of_the_manual() -> None:
    for rule in FACTS.explained():
        assert rule.title
        assert rule.manual
        assert rule.check.__doc__
