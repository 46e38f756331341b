"""Texts as the rules see them: paragraphs, headings, parts, figures, and places in the source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.checks.text import Kind, Part, Review, ReviewContext, find_text, from_document, from_lines
from drafter.checks.text.model import normalised
from drafter.checks.text.numbers import numbers_in
from drafter.document import Document, Heading, ListBlock, Paragraph, Run, Table, TableRow

REPORT = """青岚县教育局2024年工作总结

一、党建工作
加强理论学习。开展学习10次。
二、2025年工作打算
（一）抓好教学。新建学校3所。

青岚县教育局
2024年12月20日""".splitlines()


def test_tells_title_headings_parts_and_signature_apart() -> None:
    text = from_lines(REPORT)
    assert (text.title, text.organ, text.date) == ("青岚县教育局2024年工作总结", "青岚县教育局", "2024年12月20日")
    assert [(line.number, line.kind, line.part) for line in text.lines] == [
        (1, Kind.TITLE, Part.REVIEW),
        (3, Kind.HEADING, Part.REVIEW),
        (4, Kind.BODY, Part.REVIEW),
        (5, Kind.HEADING, Part.PLAN),
        (6, Kind.BODY, Part.PLAN),
        (8, Kind.FRAME, Part.PLAN),
        (9, Kind.FRAME, Part.PLAN),
    ]
    lead = text.lines[4]
    assert (lead.level, lead.label, lead.text[: lead.lead_end]) == (2, "（一）", "（一）抓好教学。")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("培训70余项13730人次", [("70", "项"), ("13730", "人次")]),
        ("投资20.75亿元，占84.38%", [("20.75", "元"), ("84.38", "%")]),
        ("2021年12月28日第六批“8+X”活动", []),
        ("推进“十四五”和《中国教育现代化2035》", []),
        ("3~6岁儿童2021届毕业生510工程", []),
        ("提高2.3个百分点，近3万人次", [("2.3", "个百分点"), ("3", "人次")]),
        ("累计5260.4万元，2023.5亩", [("5260.4", "元"), ("2023.5", "亩")]),
        ("2024.12.20日、2024-12-20", []),
        ("惠及12,365名学生", [("12,365", "名")]),
        ("信息技术2.0 工程2189人参加", [("2189", "人")]),
    ],
)
def test_a_figure_is_no_year_date_ordinal_or_name(text: str, figures: list[tuple[str, str]]) -> None:
    (line,) = from_lines([f"{text}。"]).lines
    assert [(n.digits, n.unit) for n in line.numbers] == figures


def test_a_figure_keeps_its_value_scale_and_bound() -> None:
    money, people = numbers_in("投入2.950万元惠及500余人")
    assert (money.value, money.decimals, money.exact) == (Decimal(29500), 3, True)
    assert (people.value, people.exact) == (Decimal(500), False)


def test_half_width_marks_are_read_as_full_width_ones_of_the_same_length() -> None:
    assert normalised("甲,乙:12,345元(12:30)") == "甲，乙：12,345元（12:30）"


def test_markdown_marks_are_no_text_and_places_are_columns_of_the_file() -> None:
    text = from_lines(["# 总结", "", "## 一、党建", "- **加强学习。**完成。。"], markdown=True)
    assert [(line.kind, line.text) for line in text.lines] == [
        (Kind.TITLE, "总结"),
        (Kind.HEADING, "一、党建"),
        (Kind.BODY, "加强学习。完成。。"),
    ]
    (finding,) = (one for one in find_text(text) if one.code == "P507")
    assert (finding.paragraph, finding.start, finding.end) == (4, 13, 15)


def test_places_in_a_built_document_count_in_the_text_of_the_block() -> None:
    item = (Paragraph((Run("第一项。"),)),)
    other = (Paragraph((Run("第二项完成。。"),)),)
    table = Table(TableRow(((Run("校名"),),)), (TableRow(((Run("XX小学"),),)),))
    blocks = (Heading(1, (Run("党建"),), "一、"), ListBlock((item, other)), table)
    found = {
        one.code: one for one in find_text(from_document(Document(("总结",), blocks))) if one.code in ("P507", "L701")
    }
    assert (found["P507"].paragraph, found["P507"].start, found["P507"].end) == (2, 9, 11)
    assert (found["L701"].paragraph, found["L701"].start, found["L701"].end) == (3, 2, 4)


def test_the_same_sentence_about_many_places_is_one_finding_with_all_of_them() -> None:
    (finding,) = (one for one in find_text(from_lines(["一,二。", "三,四,五。"])) if one.code == "P501")
    assert finding.count == 3
    assert [(spot.paragraph, spot.start) for spot in finding.spots] == [(1, 1), (2, 1), (2, 3)]
    assert finding.statement.endswith("（共3处）")


@pytest.mark.parametrize("text", [[], [""], ["　　"], ["。"], ["*"], ["）（"], ["1."], ["\x00"], ["——"], ["“" * 50]])
def test_any_text_can_be_reviewed(text: list[str]) -> None:
    find_text(from_lines(text), ReviewContext(year=2024))
    find_text(from_lines(text, markdown=True))


def test_a_message_says_where_what_and_what_to_do() -> None:
    (finding,) = (
        one for one in find_text(from_lines(["总结", "参加考试200人中46人达标，占25%。"])) if one.code == "N102"
    )
    assert finding.message == "第2段“占25%”：46人占200人的23%，写的是25%"
    assert finding.hint == "核对这三个数，改正写错的一个"


def codes_in(lines: list[str]) -> list[str]:
    return [finding.code for finding in find_text(from_lines(lines))]


LONG = "全年新建和改建校舍若干处，改善了乡村学校的办学条件，" * 4


def test_the_page_numbers_of_a_document_site_are_no_headings_and_cut_no_quotation() -> None:
    lines = ["某县教育局工作总结", f"1、{LONG}评选“十", f"2、佳”班主任若干名。{LONG}共投入4.", "3、2万元，全部到位。"]
    text = from_lines(lines)
    assert [(line.number, line.text[:3]) for line in text.lines if line.kind is Kind.FURNITURE] == [
        (2, "1、"),
        (3, "2、"),
        (4, "3、"),
    ]
    assert {"P503", "P510", "P507", "S601", "S611"}.isdisjoint(codes_in(lines))
    (finding,) = (one for one in find_text(text) if one.code == "L702")
    assert (finding.paragraph, finding.count) == (2, 3)


def test_numbered_paragraphs_that_end_in_a_stop_stay_numbered() -> None:
    text = from_lines(["某县教育局工作总结", f"1、{LONG}成效明显。", f"2、{LONG}成效明显。"])
    assert [line.label for line in text.lines if line.kind is Kind.BODY] == ["1、", "2、"]


@pytest.mark.parametrize(
    ("lines", "signed"),
    [
        (["工作总结", "某县教育局", "2025年1月3日", "开展活动若干次。", "成效明显。"], ("某县教育局", "2025年1月3日")),
        (["工作总结", "（2025年1月3日）", "开展活动若干次。"], ("", "2025年1月3日")),
        (["工作总结", "某县人民政府（2025年1月3日）", "开展活动若干次。"], ("某县人民政府", "2025年1月3日")),
        (
            ["工作汇报", "县教育局局长 林一苇", "（2025年1月3日）", "同志们：", "开展活动若干次。"],
            ("县教育局局长 林一苇", "2025年1月3日"),
        ),
        (
            ["工作总结", "2025年1月3日", "开展活动若干次。", "某县教育局", "2025年2月4日"],
            ("某县教育局", "2025年2月4日"),
        ),
    ],
)
def test_who_signs_and_when_stands_below_the_title_or_at_the_end(lines: list[str], signed: tuple[str, str]) -> None:
    text = from_lines(lines)
    assert (text.organ, text.date) == signed
    assert {"P502", "S609", "S611"}.isdisjoint(codes_in(lines))


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("某县教育局2024年工作总结及2025年工作打算", 2024),
        ("某县教育局工作总结及2025年工作安排", 2024),
        ("某县教育局2024工作总结及2024年工作打算", 2024),
        ("某县教育局2025年工作要点", 2025),
        ("在2025年全县教育工作会议上的报告\n一、2024年工作回顾", 2024),
        ("工作报告\n一、2024年工作总结", 2024),
        ("2025年某镇政府工作报告", 2024),
        ("工作报告（2025年1月16日）\n一、2024年工作总结", 2024),
    ],
)
def test_the_year_is_that_of_the_review_and_not_of_the_plan_or_the_meeting(head: str, year: int) -> None:
    assert Review(from_lines(f"{head}\n开展活动若干次。".split("\n")), ReviewContext()).year == year


def test_a_title_of_two_lines_is_one_name_and_a_short_line_no_empty_section() -> None:
    lines = [
        "关于印发《某县教育局",
        "工作总结》的通知",
        "各学校：",
        "（此件公开发布）",
        "年度概况",
        "主要做法",
        "开展活动若干次。",
    ]
    assert {"P503", "S611"}.isdisjoint(codes_in(lines))


def test_a_review_of_five_years_names_all_of_them() -> None:
    lines = ["某局工作总结及2021年工作安排", "一、“十三五”时期工作成效", "2016年，新建学校2所。", "某项目2017年获奖。"]
    assert "T301" not in codes_in(lines)
    assert "T301" in codes_in([lines[0], "一、2020年工作成效", *lines[2:]])


def test_a_first_item_below_a_paragraph_without_stop_is_no_page_number() -> None:
    text = from_lines(
        ["某县教育局工作总结", f"{LONG}现将情况报告如下", "1、加强领导。成立小组。", "2、加强公开。公开信息30条。"]
    )
    assert [line.label for line in text.lines if line.kind is Kind.BODY] == ["", "1、", "2、"]


def test_a_title_may_end_in_a_stop() -> None:
    assert from_lines(["2024年度校长述职报告。", "尊敬的领导：", "开展活动若干次。"]).title == "2024年度校长述职报告。"


def test_a_plan_is_known_by_its_first_words_where_it_has_no_title() -> None:
    lines = [
        "《某中学工作计划.docx》由会员分享",
        "某中学2025年度工作计划2025年，某中学将继续坚持立德树人，" + LONG + "推进工作。",
    ]
    assert [line.part for line in from_lines(lines).lines if line.kind is Kind.BODY] == [Part.PLAN]
    assert "T303" not in codes_in(lines)
    review = from_lines(["根据年度工作计划，全年新建学校2所，" + LONG + "成效明显。", "培训教师30人。"])
    assert {line.part for line in review.lines} == {Part.REVIEW}
