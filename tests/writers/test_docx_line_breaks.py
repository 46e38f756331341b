"""What the DOCX says about where lines may break."""

from __future__ import annotations

import pytest
from docx_parts import W, attribute, part, said

from drafter.document import Document, Layout, Paragraph, Run
from drafter.writers import write_docx


def test_settings_name_the_marks_that_may_not_open_or_close_a_line() -> None:
    settings = part(write_docx(Document(("标题",), ()), Layout()), "word/settings.xml")
    before, after = settings.find(f"{W}noLineBreaksBefore"), settings.find(f"{W}noLineBreaksAfter")
    assert set("。，、；：？！”’）》〉】〕～—…·%") <= set(attribute(before, "val"))
    assert set("“‘（《〈【〔") <= set(attribute(after, "val"))
    assert attribute(before, "lang") == "zh-CN"


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("破折号——以此为例", ["破折号", "——", "以此为例"]),
        ("语文、数学……", ["语文、数学", "……"]),
        ("2021—2025年", ["2021—2025年"]),
        ("——", ["——"]),
    ],
)
def test_dash_and_ellipsis_are_runs_of_their_own_that_word_processors_keep_whole(words: str, pieces: list[str]) -> None:
    document = part(write_docx(Document((), (Paragraph((Run(words),)),)), Layout()))
    runs = [run for run in document.iter(f"{W}r") if said(run)]
    assert [said(run) for run in runs] == pieces
    marked = [said(run) for run in runs if run.find(f"{W}rPr/{W}lang") is not None]
    assert marked == [piece for piece in pieces if piece in ("——", "……")]
