"""Where lines break in text full of figures and marks: GB/T 15834-2011, 5.1, GB/T 15835-2011, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flow import breaks, characters_wanted, forbidden, full_lines, split_marks, split_numeral
from invented_reports import SEEDS, report
from measure import Page

from drafter.document import block_text

pytestmark = [pytest.mark.rendered, pytest.mark.parametrize("seed", SEEDS)]
Reports = Mapping[int, tuple[Page, ...]]


def test_no_line_opens_or_closes_with_a_forbidden_mark(seed: int, rendered_reports: Reports) -> None:
    found = list(breaks(rendered_reports[seed]))
    assert len(found) > 150
    assert [str(each) for each in found if forbidden(each)] == []


def test_no_numeral_is_split_over_two_lines(seed: int, rendered_reports: Reports) -> None:
    assert [str(each) for each in breaks(rendered_reports[seed]) if split_numeral(each)] == []


def test_dashes_and_ellipses_stay_whole(seed: int, rendered_reports: Reports) -> None:
    assert [str(each) for each in breaks(rendered_reports[seed]) if split_marks(each)] == []


def test_full_lines_hold_28_characters_or_what_a_carried_mark_leaves(seed: int, rendered_reports: Reports) -> None:
    found = list(full_lines(rendered_reports[seed]))
    assert found
    assert [str(each) for each in found if len(each.before.text) not in characters_wanted(each)] == []


def test_every_character_of_the_text_stands_on_the_page_and_no_other(seed: int, rendered_reports: Reports) -> None:
    printed = "".join(line.text for page in rendered_reports[seed] for line in page.body)
    said = "".join(block_text(block) for block in report(seed).blocks)
    assert said.replace(" ", "") in printed.replace(" ", "")
