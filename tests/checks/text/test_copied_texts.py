"""Texts as they come from web pages and document sites: what the page added is named once, and spoils no other rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.checks.engine import Finding
from drafter.checks.text import ReviewContext, find_text, from_lines, load_lexicon
from drafter.diagnostics import Problems

LISTS = Path(__file__).parents[3] / "fragments" / "词表"

BODY = ["一、教学工作", "全年开展教研活动12次。", "二、队伍建设", "全年培训教师30人。"]


def found(lines: list[str], code: str) -> list[Finding]:
    return [finding for finding in find_text(from_lines(lines)) if finding.code == code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2024-01-05 10:20   县教育局办公室", "L702"),
        ("2024-01-05   来源：办公室     浏览：", "L702"),
        ("时间:2024-01-05 10:20:33 公文范文 来源:网友投稿", "L702"),
        ("注册", "L702"),
        ("特别声明：本站不保证文档完整", "L702"),
        ("2024年01月05日  来源：县教育局", "L702"),
        ("欢迎阅读教育局工作总结（精选4篇），内容由某某网整理。", "L702"),
        ("2024年01月05日 星期五 某县教育报 字号[ 放大+ 缩小- ]", "L702"),
        ("版权声明", "L702"),
        ("工作总结 时间：2024-01-05 10:20:33 收藏", "L702"),
        ("下载 收藏 举报", "L702"),
        ("文档编号：20731 格式：DOCX 页数：6", "L702"),
        ("第3页 / 共6页", "L702"),
        ("某县教育局工作总结.docx", "L702"),
        ("以下是小编为大家整理的教育局工作总结，供大家参考。", "L702"),
        ("某县教育局工作总结（精选5篇）", "L702"),
        ("2024 某县 教育 发展 情况 工作总结", "L702"),
        ("《某县教育局工作总结.docx》由会员分享，可在线阅读。", "L703"),
        ("本文档由用户上传，版权归原作者所有。", "L703"),
        ("（未完，全文共2100字，当前显示300字）", "L703"),
        ("超好用的公文写作神器，立即了解", "L703"),
        ("隐藏内容，登录后可查看", "L703"),
        ("（阅读全文，您需要先登录！）", "L703"),
    ],
)
def test_what_a_page_prints_around_a_text_is_named_and_not_read(line: str, code: str) -> None:
    lines = ["某县教育局工作总结", line, *BODY]
    (finding,) = found(lines, code)
    assert finding.paragraph == 2
    assert {one.code for one in find_text(from_lines(lines))} <= {code, "S607", "P501"}


@pytest.mark.parametrize(
    "line",
    [
        "时间：2024年1月5日上午",
        "首页设计获县级表彰。",
        "分享会共开展6场。",
        "登录平台学习的教师有30人。",
        "张一鸣 李二白 王三石 赵四海 陈五湖 周六合",
        "会员分享经验3次。",
        "下载教学资源300份，供教师参考。",
        "家长登录后可查看孩子的体质报告。",
        "骨干教师下载文档300份。",
    ],
)
def test_sentences_that_share_words_with_a_page_are_left_alone(line: str) -> None:
    lines = ["某县教育局工作总结", BODY[0], line, *BODY[1:]]
    assert not found(lines, "L702")
    assert not found(lines, "L703")


def test_blanks_by_habit_are_one_finding_and_single_ones_are_told_apart() -> None:
    habit = ["工作总结", "投入 30 万元，新建 2 所学校，培训 40 人，表彰 12 人。"]
    (finding,) = found(habit, "P502")
    assert finding.count == 8
    few = found(["工作总结", "投入 30万元，新建2 所学校。"], "P502")
    assert [one.count for one in few] == [1, 1]


def test_a_title_that_stands_twice_is_said_once_to_be_so() -> None:
    lines = ["某县教育局工作总结", "某县教育局工作总结", *BODY]
    assert [one.paragraph for one in found(lines, "W403")] == [2]
    assert not found(lines, "S609")
    assert not found(lines, "S611")


def test_page_words_before_a_whole_text_do_not_swallow_it() -> None:
    text = "第1页 共7页某县教育局工作总结" + "全年培训教师30人，其中骨干教师40人。" * 12
    assert [one.end for one in found(["工作总结", text], "L702")] == [len("第1页 共7页")]
    assert found(["工作总结", text], "N106")


def test_a_list_of_schools_with_their_numbers_is_no_long_sentence() -> None:
    listed = (
        "现有学校60所，其中高中2所，初中6所，小学26所，教学点9个，幼儿园14所，特教学校1所，进修学校1所，中职学校1所。"
    )
    assert not found(["工作总结", listed], "W415")
    assert found(["工作总结", "坚持以学习为先，" * 8 + "推进工作。"], "W415")


WRAPPED = """某县教育局2024年工作总结
一年来，全县教育系统坚持把立德树人放在首位，实施“五
育”并举，扎实推进学前教育普及普惠和义务教育优质均衡（含
乡村小规模学校）发展，新建和改建校舍若干处，办学条件继续
改善，教师队伍不断加强，群众对教育工作的评价稳步上升，各
项任务按时完成，学校安全形势总体平稳，校园及周边环境进一
步优化，社会各界对教育的关心和支持更加有力，为“十四五”
规划的圆满完成打下了基础。全系统干部教师振奋精神，团结一
心，不断开创工作新局面。""".splitlines()


def test_a_pair_of_marks_may_be_parted_by_the_width_of_a_page() -> None:
    assert not found(WRAPPED, "P503")
    torn = [line.replace("育”并举", "育并举") for line in WRAPPED]
    (finding,) = found(torn, "P503")
    assert finding.paragraph == 2


def test_paragraphs_of_their_own_part_a_pair_of_marks() -> None:
    lines = ["某县教育局工作总结", *BODY, "深入实施“五", "育”并举，成效良好。"]
    assert [finding.paragraph for finding in found(lines, "P503")] == [6, 7]


def test_a_line_of_dots_is_no_heading_and_the_name_of_a_file_tells_the_title() -> None:
    lines = [*BODY[:2], "…………", *BODY[2:]]
    assert not found(["某县教育局工作总结", *lines], "S609")
    told = "新建和改建校舍若干处，改善了乡村学校的办学条件。" * 5
    assert found([told, told, told], "S607")[0].message.endswith("没有标题")
    assert all("没有标题" not in one.message for one in found(["某县教育局工作总结.docx", told, told, told], "S607"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("某县教育局2025年工作要点", 0), ("某县教育局2025年上半年工作总结", 0), ("某县教育局2025年工作总结", 1)],
)
def test_a_plan_or_half_a_year_need_not_name_a_meeting_at_the_end_of_the_year(title: str, expected: int) -> None:
    """The fourth plenum was in October 2025."""
    problems = Problems()
    known = load_lexicon(sorted(LISTS.glob("*.yaml")), problems)
    text = from_lines([title, "贯彻党的二十大和二十届三中全会精神，抓好各项工作。"])
    findings = find_text(text, ReviewContext(lexicon=known))
    assert sum(finding.code == "T305" for finding in findings) == expected


def test_what_names_no_year_may_be_news_and_speak_of_the_future() -> None:
    told = ["1月5日，考核组到县教育局考核。", "县教育局将全面落实考核组的意见。", "考核组查看了资料。"]
    assert not found(told, "T303")
    assert found(["某县教育局2024年工作总结", *told], "T303")


def test_a_title_at_the_head_of_the_first_paragraph_is_said_to_be_there() -> None:
    told = "县教育系统新建和改建校舍若干处，改善了乡村学校的办学条件。" * 5
    (finding,) = (one for one in found([f"某县教育局工作总结一年来，{told}", told, told], "S607") if one.paragraph)
    assert finding.statement.startswith("标题和正文连在一段里")
