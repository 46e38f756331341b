"""Numbers of headings and leads, and what goes because it says nothing."""

import pytest

from drafter.document import (
    Block,
    Heading,
    Image,
    LevelNumbering,
    ListBlock,
    Numbering,
    Paragraph,
    Run,
    Table,
    TableRow,
    chinese_numeral,
    number,
    prune,
)
from drafter.marks import Mark


def h(level: int, text: str = "题", section: str = "") -> Heading:
    return Heading(level, (Run(text),), section=section)


def p(text: str = "文", lead: str = "") -> Paragraph:
    return Paragraph((Run(text),) if text else (), (Run(lead),) if lead else ())


def table(*rows: str) -> Table:
    return Table(
        TableRow(((Run("头"),),)),
        tuple(TableRow(((Run(text),) if text else (),)) for text in rows),
        caption=(Run("表题"),),
    )


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (30, "三十"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (115, "一百一十五"), (999, "九百九十九"),
    ],
)  # fmt: skip
def test_chinese_numerals(value: int, numeral: str) -> None:
    assert chinese_numeral(value) == numeral


@pytest.mark.parametrize("value", [0, -1, 1000])
def test_no_numeral_beyond_the_range(value: int) -> None:
    with pytest.raises(ValueError, match="numeral"):
        chinese_numeral(value)


ONE, TWO, ARABIC, SMALL = (LevelNumbering(s) for s in ("{一}、", "（{一}）", "{1}.", "（{1}）"))
NONE = LevelNumbering()


@pytest.mark.parametrize(
    ("name", "scheme", "blocks", "labels"),
    [
        ("unnumbered leads", Numbering((ONE,)), [h(1), p(lead="甲。"), h(1), p(lead="乙。")], ["一、", "", "二、", ""]),
        (
            "three levels, run-in at the third",
            Numbering((ONE, TWO, ARABIC), leads=3),
            [h(1), h(2), p(lead="甲。"), p(lead="乙。"), h(2), p(lead="丙。"), h(1), h(2)],
            ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"],
        ),
        (
            "run-in at the second",
            Numbering((ONE, TWO), leads=2),
            [h(1), p(lead="甲。"), p(), p(lead="乙。")],
            ["一、", "（一）", "", "（二）"],
        ),
        ("run-in with no level above", Numbering((ARABIC,), leads=1), [p(lead="甲。"), p(lead="乙。")], ["1.", "2."]),
        (
            "run-in running through all sections",
            Numbering((ONE, LevelNumbering("{1}.", running=True)), leads=2),
            [h(1), p(lead="甲。"), h(1), p(lead="乙。"), p(lead="丙。")],
            ["一、", "1.", "二、", "2.", "3."],
        ),
        (
            "tasks running through the document",
            Numbering((ONE, TWO, LevelNumbering("【重点任务{1}】", running=True)), leads=3),
            [h(1), h(2), p(lead="甲。"), h(2), p(lead="乙。"), h(1), h(2), p(lead="丙。")],
            ["一、", "（一）", "【重点任务1】", "（二）", "【重点任务2】", "二、", "（一）", "【重点任务3】"],
        ),
        (
            "一、1.（1）",
            Numbering((ONE, ARABIC, SMALL)),
            [h(1), h(2), h(3), h(3), h(2), h(3)],
            ["一、", "1.", "（1）", "（2）", "2.", "（1）"],
        ),
        (
            "sentences that open with 一是",
            Numbering((ONE, LevelNumbering("{一}是")), leads=2),
            [h(1), p(lead="甲。")],
            ["一、", "一是"],
        ),
        ("a level without a number", Numbering((NONE, TWO)), [h(1), h(2), h(1), h(2)], ["", "（一）", "", "（一）"]),
        ("a level that is not given", Numbering((ONE,)), [h(1), h(4)], ["一、", ""]),
        (
            "the standard's four levels",
            Numbering(),
            [h(1), h(2), h(3), h(4), h(4)],
            ["一、", "（一）", "1.", "（1）", "（2）"],
        ),
    ],
)
def test_schemes(name: str, scheme: Numbering, blocks: list[Block], labels: list[str]) -> None:
    numbered = number(blocks, scheme)
    assert [b.label for b in numbered if isinstance(b, Heading | Paragraph)] == labels
    assert number(numbered, scheme) == numbered


def test_labels_beyond_the_chinese_numerals_go_on_in_figures() -> None:
    *_, last, beyond = number([h(1)] * 1000, Numbering())
    assert isinstance(last, Heading)
    assert isinstance(beyond, Heading)
    assert (last.label, beyond.label) == ("九百九十九、", "1000、")


def test_a_section_may_stay_without_a_number_and_takes_none() -> None:
    blocks = [h(1, section="前言"), h(2), h(1, section="党建"), h(2), h(1, section="结语"), h(2)]
    numbered = number(blocks, Numbering(), {"前言", "结语"})
    assert [b.label for b in numbered if isinstance(b, Heading)] == ["", "（一）", "一、", "（一）", "", "（一）"]


def test_a_numbered_lead_has_its_level() -> None:
    (with_number,) = number([p(lead="甲。")], Numbering(leads=2))
    (without,) = number([p(lead="甲。")], Numbering())
    assert isinstance(with_number, Paragraph)
    assert isinstance(without, Paragraph)
    assert (with_number.level, without.level) == (2, 0)


PICTURE = Image(b"png", "image/png")
GAP = Paragraph((Run("【待补：甲】", mark=Mark("【待补：甲】", ("甲",), None, gap=True)),), (Run("甲。"),))


@pytest.mark.parametrize(
    ("name", "blocks", "kept"),
    [
        ("a lead with text", [p(lead="甲。")], [0]),
        ("a lead with a gap", [GAP], [0]),
        ("a lead with nothing after it", [p("", lead="甲。"), p()], [1]),
        ("a lead with a blank after it", [p(" ", lead="甲。")], []),
        ("a lead that announces a list", [p("", lead="做法："), ListBlock(((p(),),))], [0, 1]),
        ("a lead that announces an empty list", [p("", lead="做法："), ListBlock(((),))], []),
        ("a lead before a table", [p("", lead="如下："), table("甲")], [0, 1]),
        ("a heading with text", [h(1), p()], [0, 1]),
        ("a heading at the end", [p(), h(1)], [0]),
        ("a heading before one of the same level", [h(2), h(2), p()], [1, 2]),
        ("a heading before a higher one", [h(1), p(), h(2), h(1), p()], [0, 1, 3, 4]),
        ("a heading over a lower one with text", [h(1), h(2), p()], [0, 1, 2]),
        ("headings all the way down", [h(1), h(2), h(3), p("", lead="甲。"), h(1), p()], [4, 5]),
        ("a heading over a picture", [h(1), PICTURE], [0, 1]),
        ("an empty paragraph", [p(""), p()], [1]),
        ("a paragraph of a footnote", [Paragraph((Run("", note=1),))], [0]),
        ("a table without rows", [h(1), table()], []),
        ("a table of empty rows", [table("", "")], []),
        ("a table with one cell filled", [table("", "甲")], [0]),
    ],
)
def test_what_says_nothing_goes(name: str, blocks: list[Block], kept: list[int]) -> None:
    assert prune(blocks) == tuple(blocks[i] for i in kept)


def test_empty_items_go_from_a_list() -> None:
    inner = ListBlock(((p(""),), (p("乙"),)))
    assert prune([ListBlock(((p(""),), (p("甲"), inner), ()))]) == (ListBlock(((p("甲"), ListBlock(((p("乙"),),))),)),)
