"""核对, 含 and 其中: what holds, what holds only when cut off, what fails, what can not be said."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from facts_reading import read, told
from hypothesis import given
from hypothesis import strategies as st

from drafter.diagnostics import Problems, Span
from drafter.facts import Facts, Relation, RelationReport, verify
from drafter.facts.expressions import LONGEST

FACTS = """\
高考.参考: 1611人
高考.达线: 584人
高考.达线率: 36.25%
高考.一本: 193人
高考.二本: 391名
甲.率: 66.66%
甲.错率: 67.9%
甲.分子: 2个
甲.总: 3个
甲.金额: 3.20万元
甲.一: 1.10万元
甲.二: 2.10万元
甲.元: 32000元
甲.超: 超500次
甲.近: 近3万人次
甲.约: 约100名
甲.次: 480次
甲.多次: 520次
甲.比: 14.2∶1
甲.学生: 1420人
甲.教师: 100名
甲.今: 84.38%
甲.去: 65.63%
甲.升: 18.75个百分点
甲.缺: 待补
甲.无: 不涉及
甲.话: 做得很好
甲.多: 12期960人次
甲.无量词: 584
甲.生均: 200元
甲.资助: 32.22万元
甲.惠及: 98631名
甲.占比: 84.53%
甲.全体: 116681名
"""


SPAN = Span("facts.yaml", 1)


def judge(*relations: str, facts: str = FACTS) -> tuple[RelationReport, Problems]:
    lines = "".join(f"  - {relation}\n" for relation in relations)
    found, problems = read(facts + (f"核对:\n{lines}" if lines else ""))
    assert not list(problems)
    return verify(found, problems), problems


@pytest.mark.parametrize(
    "relation",
    [
        "高考.达线 = 高考.一本 + 高考.二本",
        "高考.一本 + 高考.二本 = 高考.达线",
        "高考.达线率 = 高考.达线 / 高考.参考",
        "高考.达线率＝高考.达线÷高考.参考",
        "高考.达线 / 高考.参考 = 高考.达线率",
        "高考.达线 = 高考.参考 × 高考.达线率",
        "甲.惠及 = 甲.全体 * 甲.占比",
        "甲.全体 = 甲.惠及 / 甲.占比",
        "甲.金额 = 甲.一 + 甲.二",
        "甲.金额 = 甲.元",
        "甲.元 = 甲.金额",
        "甲.升 = 甲.今 - 甲.去",
        "甲.今 = 甲.去 ＋ 甲.升",
        "甲.比 = 甲.学生 / 甲.教师",
        "甲.资助 = 高考.参考 * 甲.生均",
        "高考.达线 = 584",
        "高考.达线 = 甲.无量词",
        "高考.达线率 = 36.25%",
        "高考.一本 + 甲.无 = 193",
        "高考.一本 <= 高考.二本",
        "高考.一本 ≤ 高考.达线",
        "高考.参考 >= 高考.达线",
        "高考.达线 < 高考.参考",
        "高考.参考 ＞ 高考.达线",
        "甲.次 < 甲.超",
        "甲.近 ≤ 3万",
        "高考.达线 = (高考.一本 + 高考.二本) * 2 / 2",
        "高考.一本 = -(高考.二本 - 高考.达线)",
        "高考.达线 - 高考.一本 = 高考.二本",
    ],
)
def test_what_holds_is_counted_and_not_mentioned(relation: str) -> None:
    report, problems = judge(relation)
    assert (report.checked, report.failed, report.truncated, report.unchecked) == (1, 0, 0, ())
    assert not list(problems)


@pytest.mark.parametrize(
    ("relation", "code", "said"),
    [
        ("高考.达线 = 高考.一本 + 高考.一本", "F206", "高考.达线写的是584人（第2行），按193人＋193人算是386人"),
        ("甲.错率 = 甲.分子 / 甲.总", "N102", "甲.错率写的是67.9%（第7行），按2个÷3个算是66.7%"),
        ("甲.金额 = 甲.一 + 甲.一", "F206", "甲.金额写的是3.20万元（第10行），按1.10万元＋1.10万元算是2.20万元"),
        ("高考.达线 = 585", "F206", "高考.达线写的是584人（第2行），核对要求是585"),
        ("甲.超 = 甲.次", "F206", "甲.超写的是超500次（第14行），甲.次写的是480次（第17行），应当相等"),
        ("高考.一本 ≥ 高考.二本", "F206", "高考.一本写的是193人（第4行），应当不小于高考.二本的391名（第5行）"),
        ("甲.次 > 甲.超", "F206", "甲.次写的是480次（第17行），应当大于甲.超的超500次（第14行）"),
        ("高考.达线 = 甲.金额", "F211", "“高考.达线 = 甲.金额”里的“人”和“元”不能相加或相比"),
        ("高考.达线 + 甲.次 = 3", "F211", "“高考.达线 + 甲.次 = 3”里的“人”和“次”不能相加或相比"),
    ],
)
def test_what_fails_is_worked_out(relation: str, code: str, said: str) -> None:
    report, problems = judge(relation)
    assert [(p.code, p.message) for p in problems] == [(code, said)]
    assert (report.checked, report.failed) == (1, 1)
    (found,) = problems
    assert found.related
    assert found.hint


def test_a_cut_off_share_is_a_warning() -> None:
    report, problems = judge("甲.率 = 甲.分子 / 甲.总")
    (found,) = problems
    assert (found.code, found.severity.value, report.truncated, report.failed) == ("N103", "warning", 1, 0)
    assert found.message.startswith("甲.率写的是66.66%（第6行），按2个÷3个算是66.6667%")


@pytest.mark.parametrize(
    ("relation", "reason", "codes"),
    [
        ("甲.没有 = 3", "还没有“甲.没有”", []),
        ("甲.缺 = 3", "“甲.缺”还没有填", []),
        ("高考.达线绿 = 3", "还没有“高考.达线绿”", ["F310"]),
        ("甲.话 = 3", "“甲.话”不是一个数", ["F310"]),
        ("甲.多 = 3", "“甲.多”不是一个数", ["F310"]),
        ("甲 = 3", "还没有“甲”", ["F310"]),
        ("甲.超 = 甲.多次", "有的数是约数，不能断定", []),
        ("甲.超 > 甲.多次", "有的数是约数，不能断定", []),
        ("甲.约 = 甲.教师", "有的数是约数，不能断定", []),
        ("甲.次 / 0 = 3", "除数是0或者可能是0", []),
        ("甲.次 / (甲.分子 - 甲.分子) = 3", "除数是0或者可能是0", []),
    ],
)
def test_what_can_not_be_judged_is_counted_with_its_reason(relation: str, reason: str, codes: list[str]) -> None:
    report, problems = judge(relation)
    assert (report.checked, [u.reason for u in report.unchecked]) == (0, [reason])
    assert [p.code for p in problems] == codes


@pytest.mark.parametrize(
    ("relation", "column"),
    [
        ("高考.达线 高考.一本", 11),
        ("高考.达线 =", 12),
        ("= 高考.达线", 5),
        ("高考.达线 = (高考.一本", 19),
        ("高考.达线 = 高考.一本)", 18),
        ("甲 = 乙 = 丙", 11),
        ("甲 = 乙 + 12a", 15),
        ("甲 = 乙 ^ 2", 11),
        ("甲 = 乙 + + 2", 13),
        ("甲 = 2 乙", 11),
    ],
)
def test_a_syntax_error_points_at_its_character(relation: str, column: int) -> None:
    _, problems = judge(relation)
    assert told(problems) == [f"F310 36:{column}"]


@pytest.mark.parametrize(
    "text", ["(" * 500 + "1", "1+" * 499 + "1=1", "1*" * 300 + "1=1", "9" * 900 + "=1", "1" * (LONGEST + 1)]
)
def test_long_and_deep_lines_end_in_a_value_or_a_finding(text: str) -> None:
    report, problems = judge(text, facts="")
    assert report.checked + len(report.unchecked) == 1
    assert report.checked or list(problems)


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ("含:\n  高中: 2个\n  小学: 4个", []),
        ("含:\n  高中: 2个\n  小学: 3个", ["N101"]),
        ("含: 高中2个、小学4个", []),
        ("含: 高中2个、小学5个", ["N101"]),
        ("含:\n  高中: 2所\n  小学: 4所", []),
        ("含:\n  高中: 2个\n  小学: 4人", ["F211"]),
        ("含:\n  高中:\n    值: 2个\n    含: 公办1个、民办1个\n  小学: 4个", []),
        ("含:\n  高中:\n    值: 2个\n    含: 公办1个、民办2个\n  小学: 4个", ["N101"]),
        ("含:\n  高中: 6个\n  小学: 不涉及", []),
        ("其中:\n  高中: 6个", []),
        ("其中:\n  高中: 2个\n  省级: 5个", []),
        ("其中:\n  高中: 7个", ["N106"]),
        ("其中.高中.值: 2个\n甲.项目.其中.高中.其中.公办: 3个", ["N106"]),
    ],
)
def test_parts_against_their_total(parts: str, codes: list[str]) -> None:
    found, problems = read(f"甲.项目: 6个\n甲.项目.{parts}\n")
    report = verify(found, problems)
    assert [p.code for p in problems] == codes
    assert report.failed == len(codes)


@pytest.mark.parametrize("part", ["待补", "", "超3个", "很多"])
def test_a_part_that_is_no_exact_number_leaves_the_total_unchecked(part: str) -> None:
    found, problems = read(f"甲.项目: 6个\n甲.项目.含.高中: {part}\n甲.项目.含.小学: 2个\n")
    report = verify(found, problems)
    assert (report.checked, len(report.unchecked)) == (0, 1)
    assert not problems.errors


@pytest.mark.parametrize(
    ("total", "failed"),
    [("60余个", 1), ("70余个", 0), ("超60个", 0), ("80余个", 1), ("七十余个", 0), ("100余个", 1)],
)
def test_a_total_with_odds_lies_below_the_next_round_number(total: str, failed: int) -> None:
    found, problems = read(f"甲.项目: {total}\n甲.项目.含.高中: 41个\n甲.项目.含.小学: 32个\n")
    assert verify(found, problems).failed == failed


@pytest.mark.parametrize(("persons", "failed"), [("940人", 0), ("941人", 1)])
def test_two_measures_of_a_total_are_added_apart(persons: str, failed: int) -> None:
    found, problems = read(f"保障: 820户1460人\n保障.含.城市: 310户520人\n保障.含.农村: 510户{persons}\n")
    report = verify(found, problems)
    assert (report.checked, report.failed) == (2, failed)
    if failed:
        (finding,) = problems
        assert finding.message == "保障写的是820户1460人（第1行），按520人＋941人算是1461人"
        assert [s.line for s in finding.related] == [2, 3]


@pytest.mark.parametrize(("some", "failed"), [("530户820人", 0), ("530户8210人", 1), ("5300户8210人", 2), ("820人", 0)])
def test_a_part_of_several_measures_is_compared_measure_by_measure(some: str, failed: int) -> None:
    found, problems = read(f"保障: 820户1460人\n保障.其中.重残: {some}\n")
    report = verify(found, problems)
    assert (report.failed, [p.code for p in problems.errors]) == (failed, ["N106"] * failed)


def test_a_shortened_path_is_pointed_out() -> None:
    found, problems = read("学生.总数: 3人\n学生.总数.含: 男生1人、女生2人\n核对:\n  - 学生.男生 = 1\n")
    verify(found, problems)
    assert [(p.code, p.hint) for p in problems] == [("F310", "是不是“学生.总数.男生”")]


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 4), st.integers(-3, 3))
def test_shares_against_exact_fractions(part: int, whole: int, places: int, off: int) -> None:
    """The verdict on a share typed with *places* decimals, some units beside the rounded quotient."""
    exact = Fraction(part * 100, whole) * 10**places
    typed = round(exact) + off
    share = Decimal(typed).scaleb(-places)
    if typed < 0:
        return
    report, _ = judge("甲.率 = 甲.分 / 甲.总", facts=f"甲.率: {share:f}%\n甲.分: {part}人\n甲.总: {whole}人\n")
    near = abs(exact - typed) <= Fraction(1, 2)
    cut = exact // 1 == typed
    assert report.failed == (not near and not cut)
    assert report.truncated == (cut and not near)


@pytest.mark.parametrize(
    "relation", ["1 = 3 / 3", "1 = (1 / 3) * 3", "100% = 7 / 7", "甲.教师 = 甲.教师 / 3 * 3", "1 ≥ 3 / 3", "3 / 3 ≥ 1"]
)
def test_thirds_make_a_whole(relation: str) -> None:
    report, problems = judge(relation)
    assert (report.checked, report.truncated, report.failed) == (1, 0, 0)
    assert not list(problems)


OPERATORS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 99)), min_size=1, max_size=6), st.integers(0, 99))
def test_arithmetic_binds_as_at_school(rest: list[tuple[str, int]], first: int) -> None:
    text = str(first) + "".join(f" {sign} {number}" for sign, number in rest)
    value = Fraction(0)
    term, sign = Fraction(first), "+"
    for operator, number in rest:
        if operator == "*":
            term *= number
        else:
            value = OPERATORS[sign](value, term)
            term, sign = Fraction(number), operator
    value = OPERATORS[sign](value, term)
    report, _ = judge(
        f"{text} ≤ {value}" if value >= 0 else f"{text} ≤ 0 - {-value}", f"{text} < {value + 1}", facts=""
    )
    assert (report.checked, report.failed) == (2, 0)
    report, _ = judge(f"{text} < {value}" if value >= 0 else f"{text} < 0 - {-value}", facts="")
    assert report.failed == 1


@given(st.text(alphabet="甲乙.12+-*/()=≤<>≥ %万人超（）×÷", max_size=30))
def test_any_line_is_a_relation_or_a_syntax_error(text: str) -> None:
    found, problems = Facts("facts.yaml", {}, {}, {}, {}, (Relation(text, SPAN),)), Problems()
    report = verify(found, problems)
    assert report.checked + len(report.unchecked) == 1
    assert all(isinstance(p.place, Span) and p.place.column <= len(text) + 1 for p in problems)


@given(
    st.lists(
        st.sampled_from(["甲.超", "甲.近", "甲.约", "甲.率", "甲.次", "甲.无", "甲.比", "甲.金额", "0", "2"]),
        min_size=2,
        max_size=5,
    ),
    st.data(),
)
def test_no_mixture_of_operands_raises(operands: list[str], data: st.DataObject) -> None:
    text = operands[0]
    for operand in operands[1:]:
        text += f" {data.draw(st.sampled_from('+-*/'))} {operand}"
    report, _ = judge(f"{text} {data.draw(st.sampled_from('=≤<'))} 甲.次")
    assert report.checked + len(report.unchecked) == 1
