"""What a typed value is taken for, and what is kept of it."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.facts import parse_value
from drafter.facts.dates import chinese_date
from drafter.facts.lists import joined, listed
from drafter.facts.numerals import chinese_integer, half_width
from drafter.facts.values import (
    Blank,
    Date,
    Items,
    Measures,
    NotApplicable,
    Pending,
    Quantity,
    Rank,
    Ratio,
    Text,
    Value,
)

TABLE = [
    line.split(" => ")
    for line in Path(__file__).with_name("values.txt").read_text(encoding="utf-8").splitlines()
    if " => " in line and not line.startswith("#")
]


def measure(q: Quantity) -> str:
    label = f"{q.label}:" if q.label else ""
    return " ".join(p for p in (label, q.intent, q.bound.value, f"{q.number:f}{q.scale_word}", q.unit) if p)


def list_text(value: Items) -> str:
    named = (i.name + (f"={measure(i.quantity).split(': ')[-1]}" if i.quantity else "") for i in value.items)
    total = f" {measure(value.total)}" if value.total else ""
    return "清单 " + " | ".join(named) + (" 等" if value.sample else "") + total


def describe(value: Value) -> str:
    match value:
        case Quantity():
            return f"数 {measure(value)}"
        case Measures():
            return "多量 " + " + ".join(measure(q) for q in value.items)
        case Ratio():
            return f"比值 {value.left} {value.right}"
        case Rank():
            return f"名次 {value.place} {value.scope}".strip()
        case Date():
            return f"日期 {value.year} {value.month} {value.day}"
        case Items():
            return list_text(value)
        case Pending():
            return f"待补 {value.note}".strip()
        case NotApplicable():
            return "不涉及"
        case Blank():
            return "空"
        case _:
            return "文"


def test_the_table_is_read() -> None:
    assert len(TABLE) > 200


@pytest.mark.parametrize(("typed", "meant"), TABLE)
def test_a_value_is_taken_for_what_a_reader_takes_it_for(typed: str, meant: str) -> None:
    assert describe(parse_value(typed)) == meant


@pytest.mark.parametrize("typed", [typed for typed, meant in TABLE if not meant.startswith(("待补", "不涉及"))])
def test_the_written_form_is_kept(typed: str) -> None:
    assert getattr(parse_value(typed), "written", None) == half_width(typed)


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("三大", "文本", "文"),
        ("2021年", "文本", "文"),
        ("待补", "文本", "待补"),
        ("一等奖3个、二等奖4个", "清单", "清单 一等奖=3 个 | 二等奖=4 个"),
        ("高中2个、小学1个", "多量", "多量 高中: 2 个 + 小学: 1 个"),
        ("一等奖3个", "多量", "多量 一等奖: 3 个"),
        ("14:10", "", "文"),
        ("14:10", "比值", "比值 14 10"),
        ("17个项目", "数量", "数 17 个"),
        ("3所竣工。", "数量", "文"),
    ],
)
def test_the_catalogue_settles_what_two_readings_could_claim(typed: str, kind: str, meant: str) -> None:
    assert describe(parse_value(typed, kind)) == meant


def test_numbers_are_exact() -> None:
    value = parse_value("622.51875万元")
    assert isinstance(value, Quantity)
    assert value.magnitude == Decimal("6225187.50000")
    rate = parse_value("84.30%")
    assert isinstance(rate, Quantity)
    assert rate.magnitude == Decimal("0.843")
    assert str(rate.number) == "84.30"


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三百零五", 305),
        ("三百一十五", 315),
        ("一千零二十", 1020),
        ("两千三百", 2300),
        ("三万", 30000),
        ("两万三千", 23000),
        ("三万零五十", 30050),
        ("一亿零二百万", 102000000),
        ("三四", None),
        ("三百五", None),
        ("百", None),
        ("十十", None),
        ("万", None),
        ("零五", None),
        ("", None),
    ],
)
def test_chinese_integers(numeral: str, number: int | None) -> None:
    assert chinese_integer(numeral) == number


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2021-12-28", "2021年12月28日"),
        ("2021-01-05", "2021年1月5日"),
        ("2021年01月05日", "2021年1月5日"),
        ("２０２１年１月５日", "2021年1月5日"),
        ("二〇二一年十二月二十八日", "2021年12月28日"),
        ("2021-02-30", "2021-02-30"),
        ("2021年3月", "2021年3月"),
    ],
)
def test_a_date_prints_in_arabic_digits_without_leading_zeros(typed: str, printed: str) -> None:
    assert chinese_date(typed) == printed


@pytest.mark.parametrize(
    ("lines", "written", "names", "sample"),
    [
        (["甲校", "乙校"], "甲校、乙校", ["甲校", "乙校"], False),
        (["“甲”", "“乙”"], "“甲”“乙”", ["“甲”", "“乙”"], False),
        (["甲校", "乙校", "等"], "甲校、乙校等", ["甲校", "乙校"], True),
        (["甲校", "乙校", "等6所"], "甲校、乙校等6所", ["甲校", "乙校"], True),
        (["甲校", "乙校等"], "甲校、乙校等", ["甲校", "乙校"], True),
        (["甲获特等", "乙获一等"], "甲获特等、乙获一等", ["甲获特等", "乙获一等"], False),
        (["北京大学3名"], "北京大学3名", ["北京大学"], False),
    ],
)
def test_lines_make_a_list(lines: list[str], written: str, names: list[str], sample: bool) -> None:
    value = listed(lines)
    assert (value.written, [i.name for i in value.items], value.sample) == (written, names, sample)


def test_items_that_hold_commas_are_joined_by_semicolons() -> None:
    assert joined(["甲校，新建", "乙校"]) == "甲校，新建；乙校"


@given(st.text(max_size=80))
def test_any_text_is_a_value(text: str) -> None:
    value = parse_value(text)
    if hasattr(value, "written"):
        assert value.written == half_width(text.strip())


@given(st.text(alphabet="0123456789.,%亿万千百十两三超近余多个名元次、，：:等《》“”*…第一全市年月日-+/ ", max_size=40))
def test_any_mixture_of_number_words_is_a_value(text: str) -> None:
    for kind in ("", "数量", "多量", "清单", "比值"):
        value = parse_value(text, kind)
        if hasattr(value, "written"):
            assert value.written == half_width(text.strip())


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["名", "万元", "亿元", "%", "人次"]))
def test_a_plain_number_is_read_exactly(number: Decimal, unit: str) -> None:
    value = parse_value(f"{number}{unit}")
    assert isinstance(value, Quantity)
    assert value.number == number
    assert value.written == f"{number}{unit}"


@pytest.mark.parametrize(
    "text", ["等1" * 50_000, "“" * 50_000, "、" * 50_000, "待补" * 50_000, "*" * 50_000 + "a", "1" * 50_000]
)
def test_long_texts_take_no_time(text: str) -> None:
    assert isinstance(parse_value(text), Text | Pending)
