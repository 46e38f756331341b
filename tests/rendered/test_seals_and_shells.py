"""Seals over the 署名, the 印发通知 that carries a document, a house style: GB/T 9704-2012, 7.3.5, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from flow import BOTTOM, CHARACTER, LEFT, PITCH, RIGHT
from measure import Box, Line, Page
from sealed_samples import DIAMETER, STAMP

pytestmark = pytest.mark.rendered
Rendered = Mapping[str, tuple[Page, ...]]
BELOW_BASELINE = 2.0
"""From the baseline to the lower edge of a line of text."""


def near(value: float, tolerance: float) -> object:
    return pytest.approx(value, abs=tolerance)


def text_end(page: Page) -> float:
    """The lower edge of the last line of the text."""
    (last,) = (line for line in page.lines if line.text == "提升工作总结教育发展质量提升工作总结")
    return last.baseline + BELOW_BASELINE


def seals(page: Page) -> list[Box]:
    """The red rings on a page of one row, from left to right: looked for in strips between white ones."""
    top, found, at = text_end(page) - 1, [], 0.0
    while (ink := page.ink(at, top, page.width, BOTTOM, red=True)) is not None:
        ring = page.ink(ink.left, top, ink.left + DIAMETER + 0.5, BOTTOM, red=True)
        assert ring is not None
        found.append(ring)
        at = ring.right + 0.3
    return found


def centre(line: Line) -> float:
    return (line.left + line.right) / 2


def test_seal_is_centred_on_name_and_date_which_stand_below_its_centre(rendered_sealed: Rendered) -> None:
    (page,) = rendered_sealed["sealed"]
    (seal,) = seals(page)
    name, date = page.line("甲县教育局"), page.line("2021年12月28日")
    assert seal.right - seal.left == near(DIAMETER, 0.3)
    assert seal.centre == near(centre(date), 0.3)
    assert seal.centre == near(centre(name), 0.3)
    assert RIGHT - date.right == near(4 * CHARACTER, 0.6)
    middle = (seal.top + seal.bottom) / 2
    assert middle < name.baseline - 0.36 * name.glyphs[0].advance
    assert date.baseline < seal.bottom


@pytest.mark.parametrize("name", ["sealed", "sealed-by-two", "sealed-by-three-short"])
def test_seals_start_within_one_line_of_the_text(name: str, rendered_sealed: Rendered) -> None:
    (page,) = rendered_sealed[name]
    for seal in seals(page):
        assert 0 <= seal.top - text_end(page) <= PITCH


@pytest.mark.parametrize(("name", "count"), [("sealed-by-two", 2), ("sealed-by-three-short", 3)])
def test_seals_of_a_joint_issue_stand_in_one_row_apart_and_inside(
    name: str, count: int, rendered_sealed: Rendered
) -> None:
    (page,) = rendered_sealed[name]
    row = seals(page)
    assert len(row) == count
    assert max(seal.top for seal in row) - min(seal.top for seal in row) < 0.2
    assert all(right.left - left.right > 1 for left, right in pairwise(row))
    assert row[0].left > LEFT - 0.2
    assert row[-1].right < RIGHT + 0.2
    assert row[-1].centre == near(centre(page.line("2021年12月28日")), 0.3)


def test_a_name_too_long_for_a_row_begins_another_one(rendered_sealed: Rendered) -> None:
    (page,) = rendered_sealed["sealed-by-four"]
    upper, lower = page.line("甲县财政局"), page.line("甲县民政局")
    assert upper.text == "甲县教育局甲县财政局"
    assert lower.text == "甲县人力资源和社会保障局甲县民政局"
    first = page.ink(LEFT, text_end(page) - 1, RIGHT, upper.baseline + 27, red=True)
    second = page.ink(LEFT, upper.baseline + 27, RIGHT, BOTTOM, red=True)
    assert first is not None
    assert second is not None
    assert first.bottom - first.top == near(DIAMETER, 0.3)
    assert second.top - first.bottom > 1
    assert lower.left > LEFT


def test_stamp_stands_4_characters_from_the_edge_beside_the_post(rendered_sealed: Rendered) -> None:
    (page,) = rendered_sealed["stamped"]
    post, date = page.line("县长"), page.line("2021年12月28日")
    (stamp,) = [page.ink(post.right, text_end(page), page.width, BOTTOM, red=True)]
    assert stamp is not None
    assert (stamp.right - stamp.left, stamp.bottom - stamp.top) == (near(STAMP[0], 0.3), near(STAMP[1], 0.3))
    assert RIGHT - stamp.right == near(4 * CHARACTER, 0.3)
    assert stamp.left - post.right == near(2 * CHARACTER, 0.3)
    assert (stamp.top + stamp.bottom) / 2 == near(post.baseline - 0.36 * post.glyphs[0].advance, 0.5)
    assert RIGHT - date.right == near(4 * CHARACTER, 0.6)
    assert date.baseline - post.baseline == near(2 * PITCH, 0.1)


def test_a_notice_is_signed_on_its_own_page_and_what_it_carries_opens_the_next(rendered_sealed: Rendered) -> None:
    pages = rendered_sealed["carried"]
    notice, first = pages[0], pages[1]
    name, date = notice.body[-2:]
    assert (name.text, date.text) == ("甲县教育局", "2022年3月8日")
    assert date.left - name.left == near(2 * CHARACTER, 0.3)
    title = first.body[0]
    assert title.text == "甲县教育局2022年工作要点"
    assert centre(title) == near((LEFT + RIGHT) / 2, 0.5)
    assert title.glyphs[0].size == near(22, 0.1)
    assert title.baseline < 50
    assert sum(line.text == "2022年3月8日" for page in pages for line in page.lines) == 1


def test_page_numbers_of_a_notice_go_on_and_its_imprint_closes_the_last_page(rendered_sealed: Rendered) -> None:
    pages = rendered_sealed["carried"]
    assert [page.footer.text for page in pages] == [f"— {number} —" for number in range(1, 6)]
    assert pages[-1].line("附件").baseline < 46
    assert BOTTOM - 4 < pages[-1].line("印发").baseline < BOTTOM


def test_a_house_style_changes_the_page(rendered_sealed: Rendered) -> None:
    page = rendered_sealed["house"][1]
    baselines = [line.baseline for line in page.body]
    assert all(below - above == near(28 * 25.4 / 72, 0.05) for above, below in pairwise(baselines))
    assert {round(line.left) for line in page.body} == {30, 41}
    assert max(line.right for line in page.body) < 180.3
    assert rendered_sealed["house"][0].body[0].fonts == {"FandolHei-Regular"}
    assert rendered_sealed["house"][0].body[0].glyphs[0].size == near(20, 0.1)
