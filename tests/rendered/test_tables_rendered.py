"""Tables on the rendered page: caption, repeated head, whole rows, aligned figures, inside the 版心."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
import rendered_samples
from flow import BOTTOM, LEFT, RIGHT, TOP
from measure import Glyph, Page

pytestmark = pytest.mark.rendered
Rendered = Mapping[str, tuple[Page, ...]]


def ends(pages: tuple[Page, ...], unit: str) -> list[Glyph]:
    """The last glyphs of the figures that end in *unit*."""
    glyphs = [line.glyphs for page in pages for line in page.body]
    return [after for row in glyphs for before, after in pairwise(row) if after.text == unit and before.text.isdigit()]


def test_caption_is_centred_above_the_table_in_black_type(rendered: Rendered) -> None:
    page = rendered["tall-rows"][0]
    caption, head = page.line("表1"), page.line("占比")
    assert (caption.left + caption.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert caption.fonts == {"FandolHei-Regular"}
    assert 0 < head.baseline - caption.baseline < 10


def test_head_is_repeated_on_every_page_of_the_table(rendered: Rendered) -> None:
    pages = rendered["tall-rows"]
    assert len(pages) >= 3
    for page in pages:
        head = page.line("占比")
        assert head.text.replace(" ", "") == "名称内容人数占比"
        assert head.fonts == {"FandolHei-Regular"}


def test_no_row_is_split_over_two_pages(rendered: Rendered) -> None:
    for page in rendered["tall-rows"]:
        words = "".join(line.text for line in page.body if line.baseline > page.line("占比").baseline)
        named = words.count("项目")
        assert named > 0
        assert words.count("%") == named
        assert sum(character in rendered_samples.HANZI for character in words) == 70 * named


def test_figures_of_a_column_end_under_one_another(rendered: Rendered) -> None:
    for unit in ("人", "%"):
        found = ends(rendered["tall-rows"], unit)
        assert len(found) == 20
        assert max(glyph.right for glyph in found) - min(glyph.right for glyph in found) < 0.05


def test_table_stays_inside_the_text_block(rendered: Rendered) -> None:
    for page in rendered["tall-rows"]:
        ink = page.ink(0, TOP, page.width, BOTTOM + 4)
        assert ink is not None
        assert ink.left == pytest.approx(LEFT, abs=0.4)
        assert ink.right == pytest.approx(RIGHT, abs=0.4)
        assert ink.bottom < BOTTOM + 0.3
