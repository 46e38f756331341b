"""Marks widen where they touch Chinese and close up where a gap left them side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.document import Run, text_of
from drafter.markdown.typography import tidy, widen
from drafter.marks import Mark


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲,乙;丙:丁?戊!", "甲，乙；丙：丁？戊！"),
        ("建设(含续建)项目", "建设（含续建）项目"),
        ("达标率(84.38%)居首", "达标率（84.38%）居首"),
        ("项目(A类)", "项目（A类）"),
        ("（甲)乙(丙）", "（甲）乙（丙）"),
        ("共1,024人,增5.1%", "共1,024人，增5.1%"),
        ("84.38%,较上年", "84.38%，较上年"),
        ("上午12:30至14:00", "上午12:30至14:00"),
        ("生师比14:1", "生师比14:1"),
        ("时间:12:30", "时间：12:30"),
        ("don't stop, go (now): yes!", "don't stop, go (now): yes!"),
        ("见http://a.cn/b?c=1,2;d:(e)的说明", "见http://a.cn/b?c=1,2;d:(e)的说明"),
        ("见https://a.cn/b,另见", "见https://a.cn/b，另见"),
        ("邮箱a.b@c.cn,电话", "邮箱a.b@c.cn，电话"),
        ('"双减"工作', "“双减”工作"),
        ('推进"一校一品"和"AI+"建设', "推进“一校一品”和“AI+”建设"),
        ("“甲'乙'丙”", "“甲‘乙’丙”"),
        ('“甲"乙"丙”', "“甲‘乙’丙”"),
        ("\"甲'乙'丙\"", "“甲‘乙’丙”"),
        ('24"显示屏', '24"显示屏'),
        ("teachers' 节", "teachers' 节"),
        ('甲("abc"),def', "甲（“abc”），def"),
        ("3.5万-4万~5/6", "3.5万-4万~5/6"),
        ("甲.乙-丙~丁/戊", "甲.乙-丙~丁/戊"),
        ("1)推进", "1）推进"),
        ("(1)推进", "（1）推进"),
        ("甲?!", "甲？！"),
        ("甲: :", "甲： ："),
        ("甲，乙", "甲，乙"),
    ],
)
def test_half_width_marks_that_touch_chinese_print_full_width(typed: str, printed: str) -> None:
    assert widen(typed) == printed
    assert widen(printed) == printed


@pytest.mark.parametrize(
    ("left", "closed"),
    [
        ("甲，。乙", "甲。乙"), ("甲、，乙", "甲，乙"), ("甲；。乙", "甲。乙"), ("甲：。", "甲。"), ("甲，，乙", "甲，乙"), ("甲。，乙", "甲。乙"),
        ("甲，、乙", "甲，乙"), ("甲。。", "甲。"), ("甲；，乙", "甲；乙"), ("甲：，乙", "甲：乙"), ("甲，、；。乙", "甲。乙"), ("甲！。", "甲！"),
        ("甲？，乙", "甲？乙"), ("甲，！", "甲！"), ("甲？！", "甲？！"), ("甲！！", "甲！！"), ("，甲", "甲"), ("。甲", "甲"), ("、，甲", "甲"),
        ("甲。，、乙", "甲。乙"), ("甲（，乙）", "甲（乙）"), ("甲（乙，）丙", "甲（乙）丙"), ("甲（乙、）", "甲（乙）"),
        ("甲（）乙", "甲乙"), ("甲“”乙", "甲乙"),
        ("甲，（），乙", "甲，乙"), ("甲（，）乙", "甲乙"), ("甲（“”）。", "甲。"),
        ("甲（），", "甲，"), ("（），甲", "甲"), ("甲《》", "甲"),
        ("甲……。", "甲……。"), ("甲——，乙", "甲——，乙"), ("甲”）》。", "甲”）》。"), ("“甲，”乙说", "“甲，”乙说"), ("“甲。”，乙", "“甲。”，乙"),
        ("甲））", "甲））"), ("甲（）（）乙", "甲乙"), ("（ ）", "（ ）"), ("甲, 乙", "甲，乙"), ("：甲", "：甲"), ("甲（。）", "甲"),
    ],
)  # fmt: skip
def test_marks_left_side_by_side_close_up(left: str, closed: str) -> None:
    assert text_of(tidy([Run(left)])) == closed


def fact(text: str) -> Run:
    return Run(text, mark=Mark(text, ("甲.乙",), None))


@pytest.mark.parametrize(
    ("runs", "texts"),
    [
        ([Run("甲，"), Run("。乙", strong=True)], ["甲", "。乙"]),
        ([Run("甲，", strong=True), Run("，"), Run("乙")], ["甲，", "乙"]),
        ([Run("甲（"), Run("，"), fact("乙"), Run("）")], ["甲（", "乙", "）"]),
        ([Run("甲（"), fact("1"), Run(")")], ["甲（", "1", "）"]),
        ([Run("甲("), fact("b"), Run(")")], ["甲（", "b", "）"]),
        ([Run('甲"'), fact("b"), Run('"')], ["甲“", "b", "”"]),
        ([fact("甲,乙(丙)")], ["甲，乙（丙）"]),
        ([fact("甲，。乙（）")], ["甲，。乙（）"]),
        ([fact("“甲”"), Run("“”")], ["“甲”"]),
        ([Run("（"), fact("）")], ["（", "）"]),
        ([fact("，甲")], ["，甲"]),
        ([fact("完成。"), Run("。乙")], ["完成。", "乙"]),
        ([fact("完成。"), Run("，乙")], ["完成。", "乙"]),
        ([fact("完成，"), Run("。乙")], ["完成，", "。乙"]),
        ([Run("甲，"), fact("，乙")], ["甲", "，乙"]),
        ([Run("甲。"), fact("，乙")], ["甲。", "，乙"]),
        ([Run("a,b(c)", code=True), Run("甲,乙")], ["a,b(c)", "甲，乙"]),
        ([Run("甲，，乙", code=True)], ["甲，，乙"]),
        ([Run("甲，"), Run("", note=1), Run("。")], ["甲", "", "。"]),
        ([Run("甲，"), Run("", line_break=True), Run("，乙")], ["甲，", "", "乙"]),
    ],
)
def test_each_surviving_character_stays_in_its_own_run(runs: list[Run], texts: list[str]) -> None:
    tidied = tidy(runs)
    assert [run.text for run in tidied] == texts
    looks = {(run.strong, run.code, run.note, run.line_break, run.mark) for run in runs}
    assert {(run.strong, run.code, run.note, run.line_break, run.mark) for run in tidied} <= looks


TEXT = st.text(alphabet="甲乙ab1 ,;:?!()\"'，。；、：！？（）“”‘’《》…—.\n", max_size=12)
RUNS = st.lists(
    st.builds(lambda t, strong, is_fact: fact(t) if is_fact else Run(t, strong), TEXT, st.booleans(), st.booleans()),
    max_size=6,
)


@given(RUNS)
def test_tidying_twice_changes_nothing_more(runs: list[Run]) -> None:
    once = tidy(runs)
    assert tidy(once) == once


@given(RUNS)
def test_no_letter_is_lost_and_no_fact_gets_shorter(runs: list[Run]) -> None:
    tidied = tidy(runs)
    marks = set(",;:?!()\"'，。；、：！？（）“”‘’《》 ")
    letters = [c for c in text_of(runs) if c not in marks]
    assert [c for c in text_of(tidied) if c not in marks] == letters
    facts = [len(run.text) for run in tidied if run.mark and run.text]
    assert facts == [len(run.text) for run in runs if run.mark and run.text]
