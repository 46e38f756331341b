"""Elements of an official document on the rendered page: GB/T 9704-2012, 7.2–7.4 and 10, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from measure import Box, Page

pytestmark = pytest.mark.rendered
Rendered = Mapping[str, tuple[Page, ...]]

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
CENTRE = (LEFT + RIGHT) / 2
CHARACTER = 15.75 * 25.4 / 72
SMALL = 14 * 25.4 / 72
"""One 字 of 四号."""
LINE = 10.21


def red(page: Page, top: float, bottom: float) -> Box:
    found = page.ink(0, top, page.width, bottom, red=True)
    assert found is not None
    return found


def black(page: Page, top: float, bottom: float) -> Box:
    found = page.ink(0, top, page.width, bottom)
    assert found is not None
    return found


def near(value: float, tolerance: float) -> object:
    return pytest.approx(value, abs=tolerance)


def test_copy_number_secrecy_and_urgency_stand_flush_on_lines_1_2_3(rendered: Rendered) -> None:
    page = rendered["notice"][0]
    copy, secrecy, urgency = page.line("000001"), page.line("秘密★1年"), page.line("特急")
    assert copy.baseline == near(44.9, 0.5)
    assert secrecy.baseline - copy.baseline == near(LINE, 0.05)
    assert urgency.baseline - secrecy.baseline == near(LINE, 0.05)
    for line in (copy, secrecy, urgency):
        assert line.left == near(LEFT, 0.1)
    assert secrecy.fonts == urgency.fonts == {"FandolHei-Regular"}


def test_a_secret_report_has_its_secrecy_on_line_2_and_nothing_red(rendered: Rendered) -> None:
    (page,) = rendered["secret"]
    assert page.line("秘密").baseline == near(44.9 + LINE, 0.5)
    assert page.ink(0, 0, page.width, page.height, red=True) is None


@pytest.mark.parametrize(
    ("name", "top", "bottom"),
    [("notice", 72, 95), ("joint-report", 72, 90), ("minutes", 72, 95), ("order", 57, 80), ("letter", 30, 48)],
)
def test_mark_of_the_organ_is_red_and_starts_where_its_form_says(
    rendered: Rendered, name: str, top: float, bottom: float
) -> None:
    ink = red(rendered[name][0], top - 15, bottom)
    assert ink.top == near(top, 1)
    assert ink.centre == near(CENTRE, 1.0)


def test_red_rule_is_as_wide_as_the_text_and_4_mm_under_the_document_number(rendered: Rendered) -> None:
    page = rendered["notice"][0]
    number = page.line("〔2022〕8号")
    assert (number.left + number.right) / 2 == near(CENTRE, 0.3)
    words = page.ink(number.left, number.baseline - 6, number.right, number.baseline + 2)
    rule = red(page, number.baseline + 2, number.baseline + 10)
    assert words is not None
    assert rule.top - words.bottom == near(4, 0.5)
    assert rule.left == near(LEFT, 0.3)
    assert rule.right == near(RIGHT, 0.3)


def test_two_empty_lines_part_mark_and_number_and_rule_and_title(rendered: Rendered) -> None:
    page = rendered["notice"][0]
    number = page.line("〔2022〕8号")
    mark = red(page, 70, 100)
    words = page.ink(number.left, number.baseline - 6, number.right, number.baseline + 2)
    rule = red(page, number.baseline + 2, number.baseline + 10)
    title = black(page, rule.bottom + 1, rule.bottom + 40)
    assert words is not None
    assert 20 <= words.top - mark.bottom <= 24
    assert 20 <= title.top - rule.bottom <= 24


def test_number_and_last_signer_share_a_line_and_names_stand_under_one_another(rendered: Rendered) -> None:
    page = rendered["joint-report"][0]
    number, first = page.line("武教发〔2022〕9号"), page.line("签发人：")
    assert number.left - LEFT == near(CHARACTER, 0.2)
    assert "王小红" in number.text
    assert number.x_of("王小红") == near(first.x_of("张建国"), 0.2)
    assert number.baseline - first.baseline == near(LINE, 0.3)
    fonts = {glyph.text: glyph.font for glyph in first.glyphs}
    assert (fonts["签"], fonts["张"]) == ("FandolFang-Regular", "UKaiCN")


def test_file_of_a_joint_issue_is_centred_on_the_names(rendered: Rendered) -> None:
    page = rendered["joint-report"][0]
    first, suffix, second = page.lines[:3]
    assert [line.text for line in (first, suffix, second)] == ["武进区教育局", "文件", "武进区财政局"]
    assert suffix.baseline == near((first.baseline + second.baseline) / 2, 0.3)


def test_annex_note_wraps_under_the_first_character_of_the_name(rendered: Rendered) -> None:
    note = rendered["notice"][0].line("附件：1.")
    wrapped = next(line for line in rendered["notice"][0].lines if line.baseline > note.baseline)
    assert note.left == near(LEFT + 2 * CHARACTER, 0.2)
    assert wrapped.left == near(note.x_of("武进区"), 0.4)


def test_sealed_name_is_centred_over_a_date_4_characters_from_the_edge(rendered: Rendered) -> None:
    page = rendered["notice"][1]
    name, date, remark = page.line("武进区教育局"), page.line("2022年3月8日"), page.line("（此件公开发布）")
    assert RIGHT - date.right == near(4 * CHARACTER, 0.6)
    assert (name.left + name.right) / 2 == near((date.left + date.right) / 2, 0.5)
    assert remark.left == near(LEFT + 2 * CHARACTER, 0.2)
    assert remark.baseline - date.baseline == near(LINE, 0.05)


def test_joint_names_without_a_seal_stand_under_one_another(rendered: Rendered) -> None:
    lines = [line for page in rendered["joint-report"][:2] for line in page.lines]
    date = next(line for line in lines if "3月8日" in line.text)
    names = [line for line in lines if line.text in {"武进区教育局", "武进区财政局"} and line.glyphs[0].size < 20]
    assert [line.text for line in names] == ["武进区教育局", "武进区财政局"]
    assert names[0].left == near(names[1].left, 0.05)
    assert date.left - names[0].left == near(2 * CHARACTER, 0.3)


def test_annex_label_is_on_line_1_and_its_title_on_line_3(rendered: Rendered) -> None:
    page = rendered["notice"][3]
    label, title = page.line("附件2"), page.line("报名点一览表")
    assert label.baseline == near(44.9, 0.5)
    assert label.left == near(LEFT, 0.1)
    assert label.fonts == {"FandolHei-Regular"}
    ink = page.ink(title.left, 55, title.right, 75)
    assert ink is not None
    assert TOP + 2 * LINE <= ink.top <= TOP + 3 * LINE
    assert (title.left + title.right) / 2 == near(CENTRE, 0.3)


@pytest.mark.parametrize("name", ["notice", "full-page"])
def test_last_rule_of_the_imprint_lies_on_the_lower_edge_of_the_text_block(rendered: Rendered, name: str) -> None:
    page = rendered[name][-1]
    copies = page.line("抄送：")
    rules = _rules(page, copies.baseline - 12, BOTTOM + 2)
    assert len(rules) == 3
    for rule in rules:
        assert rule.left == near(LEFT, 0.3)
        assert rule.right == near(RIGHT, 0.3)
    assert rules[-1].bottom == near(BOTTOM, 0.5)
    thick, thin, last = (rule.bottom - rule.top for rule in rules)
    assert thick == near(0.35, 0.09)
    assert thin == near(0.25, 0.09)
    assert last == near(0.35, 0.09)


def test_copies_and_printer_leave_one_character_free_and_wrap_under_the_first_organ(rendered: Rendered) -> None:
    page = rendered["notice"][-1]
    copies, printed = page.line("抄送："), page.line("印发")
    wrapped = next(line for line in page.lines if line.baseline > copies.baseline)
    assert copies.left - LEFT == near(SMALL, 0.2)
    assert wrapped.left == near(LEFT + 4 * SMALL, 0.2)
    assert wrapped.text.endswith("。")
    assert printed.left - LEFT == near(SMALL, 0.2)
    assert RIGHT - printed.right == near(SMALL, 0.2)
    assert copies.glyphs[0].size == near(14, 0.05)


def test_imprint_moves_to_the_next_page_when_the_text_leaves_no_room(rendered: Rendered) -> None:
    first, second = rendered["full-page"]
    assert first.body[-1].baseline > 250
    assert second.line("抄送：甲。").baseline > 240


def test_letter_has_double_rules_170_mm_wide_and_no_number_on_its_first_page(rendered: Rendered) -> None:
    first, second = rendered["letter"]
    upper, lower = red(first, 50, 60), red(first, 270, 285)
    for rule in (upper, lower):
        assert rule.left == near(20, 1)
        assert rule.right == near(190, 1)
    mark = red(first, 20, 49)
    assert upper.top - mark.bottom == near(4, 1.5)
    assert lower.bottom == near(277, 1)
    copy = first.line("000012")
    assert RIGHT - copy.right == near(0, 0.3)
    assert all("—" not in line.text for line in first.lines)
    assert second.footer.text == "— 2 —"


def test_attendance_of_minutes_has_black_labels_and_wraps_under_the_names(rendered: Rendered) -> None:
    page = rendered["minutes"][0]
    present, absent = page.line("出席："), page.line("请假：")
    wrapped = next(line for line in page.lines if line.baseline > present.baseline)
    assert present.glyphs[0].font == "FandolHei-Regular"
    assert present.left == near(LEFT + 2 * CHARACTER, 0.2)
    assert wrapped.left == near(LEFT + 5 * CHARACTER, 0.2)
    assert absent.left == present.left


def test_post_stands_left_of_the_stamp_two_lines_below_the_text(rendered: Rendered) -> None:
    page = rendered["order"][0]
    post, date = page.line("区长"), page.line("3月8日")
    last = page.lines[page.lines.index(post) - 1]
    assert post.baseline - last.baseline == near(3 * LINE, 0.1)
    assert RIGHT - date.right == near(4 * CHARACTER, 0.6)


def _rules(page: Page, top: float, bottom: float) -> list[Box]:
    """Horizontal strokes as wide as the text between two heights, looked for beside the text where nothing else stands."""
    found: list[Box] = []
    at = top
    while at < bottom:
        stroke = page.ink(LEFT, at, LEFT + 2, bottom)
        if stroke is None:
            break
        end = stroke.top
        while (more := page.ink(LEFT, end, LEFT + 2, end + 0.09)) is not None:
            end = more.bottom
        whole = page.ink(0, stroke.top, page.width, end)
        assert whole is not None
        found.append(whole)
        at = end + 0.2
    return found
