"""Every example on the rendered page, in millimetres: GB/T 9704-2012, 5.2, 7.3 and 7.5."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from flow import (
    BOTTOM,
    CHARACTER,
    LEFT,
    PITCH,
    RIGHT,
    TOP,
    breaks,
    characters_wanted,
    forbidden,
    full_lines,
    split_marks,
    split_numeral,
    text_lines,
)
from measure import Page
from worked_examples import EXAMPLES, example

from drafter.document import Document, Heading, block_text
from drafter.writers.elements import organs_of

pytestmark = pytest.mark.rendered
Rendered = Mapping[str, tuple[Page, ...]]


@pytest.fixture(params=sorted(EXAMPLES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pages(name: str, rendered_examples: Rendered) -> tuple[Page, ...]:
    return rendered_examples[name]


@pytest.fixture
def document(name: str) -> Document:
    return example(name).document


def test_paper_is_a4_and_no_text_leaves_the_text_block(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert page.width == pytest.approx(210, abs=0.2)
        assert page.height == pytest.approx(297, abs=0.2)
        for line in page.body:
            assert line.left > LEFT - 0.2
            assert line.right < RIGHT + 0.3, line.text
            assert TOP < line.baseline < BOTTOM, line.text


def test_each_full_page_holds_22_lines_that_fill_the_text_block(pages: tuple[Page, ...], document: Document) -> None:
    headings = tuple(block_text(block)[:20] for block in document.blocks if isinstance(block, Heading))
    for page, following in pairwise(pages[1:-1]):
        baselines = [line.baseline for line in page.body]
        # A heading does not stay behind alone on the last line of a page.
        kept = bool(headings) and following.body[0].text.startswith(headings)
        assert len(baselines) in ({21, 22} if kept else {22})
        for at, baseline in enumerate(baselines):
            # A line of 楷体 stands 0.3 mm higher in LibreOffice.
            assert baseline == pytest.approx(baselines[0] + at * PITCH, abs=0.4)


def test_full_lines_hold_28_characters_or_what_a_carried_mark_leaves(pages: tuple[Page, ...]) -> None:
    found = list(full_lines(pages))
    assert found
    for each in found:
        assert len(each.before.text) in characters_wanted(each), str(each)
        assert each.before.left == pytest.approx(LEFT + (2 * CHARACTER if each.before.left > LEFT + 1 else 0), abs=0.2)


def test_no_line_breaks_where_none_may(pages: tuple[Page, ...]) -> None:
    wrong = [str(each) for each in breaks(pages) if forbidden(each) or split_numeral(each) or split_marks(each)]
    assert wrong == []


def test_title_is_centred_and_the_first_page_carries_text(pages: tuple[Page, ...], document: Document) -> None:
    first = pages[0]
    title = [line for line in first.body if line.fonts & {"NotoSerifCJKjp-SemiBold-VKana", "NotoSerifCJKsc-SemiBold"}]
    assert "".join(line.text for line in title).replace(" ", "") == document.name.replace(" ", "")
    for line in title:
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)
        assert line.glyphs[-1].size == pytest.approx(22, abs=0.1)
    assert any(line.baseline > title[-1].baseline for line in text_lines(first))


def test_page_numbers_follow_one_another_14_points_high_on_their_side(pages: tuple[Page, ...]) -> None:
    assert [page.footer.text for page in pages] == [f"— {number} —" for number in range(1, len(pages) + 1)]
    for page in pages:
        line = page.footer
        gap = RIGHT - line.right if page.number % 2 else line.left - LEFT
        assert gap == pytest.approx(4.94, abs=0.3)
        assert line.glyphs[0].size == pytest.approx(14, abs=0.05)
        assert line.fonts == {"UMingCN"}


def test_dashes_of_the_page_number_are_7_mm_below_the_text_block(pages: tuple[Page, ...]) -> None:
    page = pages[-1]
    dash = page.footer.glyphs[0]
    ink = page.ink(dash.x, BOTTOM + 1, dash.right, 280)
    assert ink is not None
    assert ink.top == pytest.approx(BOTTOM + 7, abs=0.5)


def test_signature_stands_two_characters_from_the_edge(pages: tuple[Page, ...], document: Document) -> None:
    organs = organs_of(document)
    if not document.date or not organs:
        # Undated examples end with their text.
        assert text_lines(pages[-1])
        return
    lines = [line for page in pages for line in page.body]
    date = next(line for line in reversed(lines) if line.text == document.date)
    name = lines[lines.index(date) - 1]
    assert name.text == organs[-1]
    assert date.left - name.left == pytest.approx(2 * CHARACTER, abs=0.4)
    longer = max(date, name, key=lambda line: line.right - line.left)
    assert RIGHT - longer.right == pytest.approx(2 * CHARACTER, abs=0.4)
    assert date.baseline - name.baseline == pytest.approx(PITCH, abs=0.05)
