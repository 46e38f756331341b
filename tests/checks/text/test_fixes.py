"""What a rule puts instead of what it found: wrong beside right, and what it leaves alone."""

from __future__ import annotations

import pytest

from drafter.checks import Edit, Finding
from drafter.checks.text import ReviewContext, find_text, from_lines

ABOVE = ("甲县教育局2024年工作总结", "全年工作平稳有序，各项任务都已完成。")


def found(lines: list[str], code: str, names: tuple[str, ...] = ()) -> list[Finding]:
    text = from_lines(lines, markdown=True)
    return [one for one in find_text(text, ReviewContext(names=names)) if one.code == code]


def mended(line: str, code: str, *, safe: bool = True, names: tuple[str, ...] = ()) -> str:
    """*line* with the fixes of one rule, below a title and a paragraph."""
    edits = {
        edit
        for one in found([*ABOVE, line], code, names)
        for spot in one.spots
        if spot.paragraph == 3 and spot.fix and spot.fix.safe is safe
        for edit in spot.fix.edits
    }
    for edit in sorted(edits, reverse=True):
        line = line[: edit.start] + edit.text + line[edit.end :]
    return line


SAFE = [
    ("P501", "新建,改建;扩建:完成!", "新建，改建；扩建：完成！"),
    ("P501", "出台方案(试行)和办法。", "出台方案（试行）和办法。"),
    ("P501", "开设课程(AI)。", "开设课程（AI）。"),
    ("P501", '开展"护学"行动。', "开展“护学”行动。"),
    ("P502", "累计共 12所学校。", "累计共12所学校。"),
    ("P502", "**抓队伍。**累计共 12所学校。", "**抓队伍。**累计共12所学校。"),
    ("P504", "开展“甲”、“乙”活动。", "开展“甲”“乙”活动。"),
    ("P504", "印发《甲》、《乙》两个文件。", "印发《甲》《乙》两个文件。"),
    ("P505", "完善管理、培训、等机制。", "完善管理、培训等机制。"),
    ("P505", "完善管理、培训……等机制。", "完善管理、培训等机制。"),
    ("P506", "全面优化服务一是加强领导。", "全面优化服务。一是加强领导。"),
    ("P507", "各项任务都已完成。。", "各项任务都已完成。"),
    ("P507", "各项任务，、都已完成。", "各项任务，都已完成。"),
    ("P508", "2015-2017学年的工作。", "2015—2017学年的工作。"),
    ("P508", "每校3-5人参加。", "每校3~5人参加。"),
    ("P509", "包括课程、教材...都已完成。", "包括课程、教材……都已完成。"),
    ("P510", "1、优化布局，新建学校。", "1.优化布局，新建学校。"),
    ("P510", "（一）、优化布局，新建学校。", "（一）优化布局，新建学校。"),
    ("P510", "我们的做法：第一、加强领导。", "我们的做法：第一，加强领导。"),
    ("P510", "我们的做法：一是，加强领导。", "我们的做法：一是加强领导。"),
    ("P516", "## 一、党建工作。", "## 一、党建工作"),
    ("N113", "投入约1234.56万元。", "投入1234.56万元。"),
    ("N113", "投入1234.56万元左右。", "投入1234.56万元。"),
    ("N117", "教师荣获5届艺术节金奖。", "教师荣获第5届艺术节金奖。"),
    ("N121", "占比为60~70%。", "占比为60%~70%。"),
    ("T304", "2024下半年完成验收。", "2024年下半年完成验收。"),
    ("W403", "优化布局。优化布局，新建学校3所。", "优化布局。新建学校3所。"),
    ("W408", "稳步的推进教育改革。", "稳步地推进教育改革。"),
    ("W413", "其它学校也都开办了。", "其他学校也都开办了。"),
    ("W413", "截止2024年底，全部完成。", "截至2024年底，全部完成。"),
    ("W413", "截止到2024年底，全部完成。", "截至2024年底，全部完成。"),
    ("W413", "教室都换了led灯。", "教室都换了LED灯。"),
    ("L704", "教\u00a0育工作。", "教育工作。"),
    ("L704", "引入Big\u00a0Data课程。", "引入Big Data课程。"),
    ("L704", "⽂化工作。", "文化工作。"),
]
UNSAFE = [
    ("P502", "获奖教师：张三 李四。", "获奖教师：张三李四。"),
    ("P511", "选派教师5人校长3人。", "选派教师5人、校长3人。"),
    ("P512", "通过走访，座谈等方式开展。", "通过走访、座谈等方式开展。"),
    ("P513", "持续加强校园安全隐患排查整治、确保师生平安。", "持续加强校园安全隐患排查整治，确保师生平安。"),
    (
        "P514",
        "骨干教师（市级10名，县级50名，校级90名）发挥作用。",
        "骨干教师（市级10名，县级50名，校级90名），发挥作用。",
    ),
    ("P515", "出台教师考核评价办法（试行），效果很好。", "出台《教师考核评价办法（试行）》，效果很好。"),
    ("N104", "入园率92%，比上年提高2%。", "入园率92%，比上年提高2个百分点。"),
    ("N116", "全年实施8项目。", "全年实施8个项目。"),
    ("L702", "首页>新闻动态>正文", ""),
    ("W405", "各项工作按步就班推进。", "各项工作按部就班推进。"),
    ("W409", "召开了举办了会议。", "举办了会议。"),
    ("W410", "扎实推进集团化办学改革工作的。", "扎实推进集团化办学改革工作。"),
]


@pytest.mark.parametrize(("code", "wrong", "right"), SAFE)
def test_what_a_rule_is_sure_of_is_mended_and_found_no_more(code: str, wrong: str, right: str) -> None:
    assert mended(wrong, code) == right
    assert not [one for one in found([*ABOVE, right], code) if one.paragraph == 3]


@pytest.mark.parametrize(("code", "wrong", "right"), UNSAFE)
def test_what_may_change_the_sense_is_mended_only_when_asked_for(code: str, wrong: str, right: str) -> None:
    assert mended(wrong, code) == wrong
    assert mended(wrong, code, safe=False) == right
    assert not [one for one in found([*ABOVE, right], code) if one.paragraph == 3]


def test_a_term_is_mended_from_the_word_lists_only_when_asked_for() -> None:
    text = from_lines([*ABOVE, "深入开展新冠肺炎疫情防控工作。"])
    lists = {"旧称": ({"旧": "新冠肺炎疫情", "新": "新冠病毒感染", "自": "2022-12-26", "来源": "公告"},)}
    from drafter.checks.text import Lexicon

    (one,) = [f for f in find_text(text, ReviewContext(2024, lexicon=Lexicon(lists))) if f.code == "T306"]
    assert one.spots[0].fix
    assert not one.spots[0].fix.safe
    assert one.spots[0].fix.edits == (Edit(4, 10, "新冠病毒感染"),)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        # digits
        ("N120", "每县3、4所学校。"),
        ("N122", "提高.5个百分点。"),
        ("P501", "面积共3,4亩地。"),
        # inside quotation and book marks
        ("P505", "印发《完善管理、培训、等机制》。"),
        ("P505", "提出“完善管理、培训、等机制”。"),
        ("P501", "提出“新建,改建”。"),
        ("P501", "印发《方案(试行)》。"),
        ("W413", "提出“其它学校”的办法。"),
        ("P505", "提出“完善管理、培训、等机制。"),
        ("P505", "提出‘完善管理、培训、等机制’。"),
        # a bracket without its partner, marks of odd number
        ("P501", "出台方案(试行和办法。"),
        ("P501", '开展"护学行动。'),
        ("P501", '开展"护“学"行动”。'),
        # links and code
        ("P501", "见[官网](http://a.b/c,d)公布。"),
        ("W413", "见`其它`一栏。"),
        # what nobody knows
        ("P507", "都已完成！。"),
        ("P509", "课程、、、都已完成。"),
        ("L704", "教\ufffd育工作。"),
        ("L702", "浏览次数：108"),
        ("W403", "优化中小学校布局结构。优化中小学校布局结构工作有序推进。"),
    ],
)
def test_what_must_stay_or_is_not_sure_is_found_and_left_alone(code: str, line: str) -> None:
    assert [one for one in found([*ABOVE, line], code) if one.paragraph == 3]
    assert mended(line, code) == line
    assert mended(line, code, safe=False) == line


@pytest.mark.parametrize(
    ("names", "right"),
    [((), "其他楼小学"), (("其它楼小学",), "其它楼小学"), (("其它",), "其它楼小学"), (("楼小学",), "其他楼小学")],
)
def test_a_declared_name_is_never_touched(names: tuple[str, ...], right: str) -> None:
    assert mended("其它楼小学都办得好。", "W413", names=names) == f"{right}都办得好。"


def test_a_mark_that_stands_in_no_text_is_not_deleted_with_it() -> None:
    """The stars of emphasis between the characters of a stretch are no text, but they are in the file."""
    assert mended("其**它学校也都**开办了。", "W413") == "其**它学校也都**开办了。"


def test_the_quoted_parts_of_a_title_or_quotation_may_be_parted_anew() -> None:
    assert mended("“甲”、“乙、等”、“丙”。", "P504") == "“甲”“乙、等”“丙”。"


def test_a_document_that_drafter_built_has_no_fixes() -> None:
    """It is mended in its facts and wording."""
    from drafter.checks.text import from_document
    from drafter.document import Document, Paragraph, Run

    document = Document(("甲县教育局2024年工作总结",), (Paragraph((Run("完善管理、培训、等机制。"),)),))
    (one,) = [f for f in find_text(from_document(document)) if f.code == "P505"]
    assert one.spots[0].fix is None


def test_every_bracket_of_a_pair_has_the_fix_of_both() -> None:
    (one,) = found([*ABOVE, "出台方案(试行)和办法。"], "P501")
    assert [spot.fix and len(spot.fix.edits) for spot in one.spots] == [2, 2]
