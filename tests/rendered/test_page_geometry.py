"""The rendered page against GB/T 9704-2012, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
import rendered_samples
from measure import Page

from drafter.document import block_text

pytestmark = pytest.mark.rendered
Rendered = Mapping[str, tuple[Page, ...]]

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
CHARACTER = 15.75 * 25.4 / 72
"""One 字 with its tracking."""


def test_paper_is_a4(rendered: Rendered) -> None:
    for pages in rendered.values():
        for page in pages:
            assert page.width == pytest.approx(210, abs=0.2)
            assert page.height == pytest.approx(297, abs=0.2)


def test_each_full_page_holds_22_lines_that_fill_the_text_block(rendered: Rendered) -> None:
    full = rendered["report"][1:-1]
    assert len(full) >= 2
    for page in full:
        baselines = [line.baseline for line in page.body]
        assert len(baselines) == 22
        assert all(below - above == pytest.approx(10.21, abs=0.05) for above, below in pairwise(baselines))
        assert baselines[-1] == pytest.approx(259.4, abs=0.5)


def test_lines_hold_28_characters_and_first_lines_26(rendered: Rendered) -> None:
    for page in rendered["report"][1:-1]:
        for line in page.body:
            indented = line.left > LEFT + 1
            assert line.left == pytest.approx(LEFT + (2 * CHARACTER if indented else 0), abs=0.2)
            assert len(line.text) == (26 if indented else 28)
            assert line.right == pytest.approx(RIGHT, abs=0.5)


def test_body_is_fangsong_of_16_points_with_tracking(rendered: Rendered) -> None:
    for line in rendered["report"][1].body:
        assert line.fonts == {"FandolFang-Regular"}
        assert line.glyphs[0].size == pytest.approx(16, abs=0.05)
        assert line.glyphs[1].x - line.glyphs[0].x == pytest.approx(CHARACTER, abs=0.02)


def test_nothing_stands_above_the_text_block_but_the_mark_of_a_letter(rendered: Rendered) -> None:
    for name, pages in rendered.items():
        for page in pages[1:] if name == "letter" else pages:
            assert all(line.baseline > TOP + 4 for line in page.lines)
        if name != "letter":
            assert pages[0].ink(0, 0, pages[0].width, 36) is None


def test_title_lines_are_centred_two_sizes_larger_and_36_points_apart(rendered: Rendered) -> None:
    first, second = rendered["report"][0].body[:2]
    for line in (first, second):
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
        assert line.fonts == {"NotoSerifCJKjp-SemiBold-VKana"}
        assert line.glyphs[0].size == pytest.approx(22, abs=0.05)
    assert second.baseline - first.baseline == pytest.approx(36 * 25.4 / 72, abs=0.05)


def test_first_page_carries_body_text_after_one_empty_line(rendered: Rendered) -> None:
    lines = rendered["report"][0].body
    assert lines[2].baseline - lines[1].baseline == pytest.approx(2 * 10.21, abs=1.0)
    assert len(lines) >= 20


def test_page_numbers_stand_outside_on_odd_right_on_even_left(rendered: Rendered) -> None:
    for page in rendered["report"]:
        line = page.footer
        assert line.text == f"— {page.number} —"
        assert line.fonts == {"UMingCN"}
        assert line.glyphs[0].size == pytest.approx(14, abs=0.05)
        gap = RIGHT - line.right if page.number % 2 else line.left - LEFT
        assert gap == pytest.approx(4.94, abs=0.3)


def test_dashes_beside_the_page_number_are_7_mm_below_the_text_block(rendered: Rendered) -> None:
    page = rendered["report"][1]
    dash = page.footer.glyphs[0]
    ink = page.ink(dash.x, BOTTOM + 1, dash.right, 280)
    assert ink is not None
    assert ink.top == pytest.approx(BOTTOM + 7, abs=0.5)


def test_longer_date_stands_two_characters_from_the_edge_and_the_name_moves_left(rendered: Rendered) -> None:
    (page,) = rendered["date-governs"]
    name, date = page.line("武进区教育局"), page.line("2021年12月28日")
    assert RIGHT - date.right == pytest.approx(2 * CHARACTER, abs=0.3)
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.3)
    assert date.baseline - name.baseline == pytest.approx(10.21, abs=0.05)


def test_longer_name_stands_two_characters_from_the_edge_and_the_date_follows_its_start(rendered: Rendered) -> None:
    (page,) = rendered["name-governs"]
    name, date = page.line("综合科"), page.line("2021年1月8日")
    assert RIGHT - name.right == pytest.approx(2 * CHARACTER, abs=0.3)
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.3)


def test_signature_follows_the_text_after_one_empty_line(rendered: Rendered) -> None:
    (page,) = rendered["date-governs"]
    last, name = page.body[-3], page.line("武进区教育局")
    assert name.baseline - last.baseline == pytest.approx(2 * 10.21, abs=0.1)


def test_a_short_last_paragraph_goes_with_the_signature_and_a_long_one_fills_its_page(rendered: Rendered) -> None:
    short, long = rendered["short-last"], rendered["long-last"]
    assert [len(page.body) for page in short] == [17, 5]
    assert [len(page.body) for page in long] == [20, 2]


def test_levels_have_their_typefaces(rendered: Rendered) -> None:
    page = rendered["rich"][0]
    assert page.line("强化党建引领").fonts == {"FandolHei-Regular"}
    assert page.line("优化资源").fonts == {"UKaiCN"}
    assert page.line("新建").fonts == {"FandolFang-Regular"}
    assert page.line("改建").fonts == {"FandolFang-Regular"}
    assert {glyph.font for glyph in page.line("加强人才引进").glyphs[:10]} == {"UKaiCN"}


def test_marks_that_may_not_open_a_line_do_not(rendered: Rendered) -> None:
    (page,) = rendered["kinsoku"]
    for line in page.body:
        assert line.text[0] not in "，。、；：？！）》”"
        assert line.text[-1] not in "《（“"


def test_no_mark_hangs_outside_and_none_gets_lost_on_the_page(rendered: Rendered) -> None:
    lines = rendered["kinsoku"][0].body[1:]
    assert [len(line.text) for line in lines] == [26, 27, 22, 26, 27, 20, 26, 27, 22]
    assert "".join(line.text for line in lines) == "".join(map(block_text, rendered_samples.kinsoku().blocks))
    assert max(line.right for line in lines) < RIGHT + 0.2


def test_tables_stay_inside_the_text_block_and_repeat_their_head(rendered: Rendered) -> None:
    pages = rendered["long-table"]
    assert len(pages) > 1
    for page in pages:
        assert page.line("序号").text.replace(" ", "") == "序号名称数量"
        ink = page.ink(0, 36, page.width, BOTTOM)
        assert ink is not None
        assert ink.left == pytest.approx(LEFT, abs=0.4)
        assert ink.right == pytest.approx(RIGHT, abs=0.4)
