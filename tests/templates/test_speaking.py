"""What a fragment says, depending on which facts are given (design, section 4)."""

from itertools import pairwise
from pathlib import Path

import pytest
from wording import messages, one_fragment, outline, rendered, said

CLAUSE = "- 招聘教师{{ 队.编 }}[[，备案制教师{{ 队.备 }}]]。"


@pytest.mark.parametrize(
    ("wording", "facts", "printed"),
    [
        ("- 招聘教师{{ 队.编 }}。", "", ""),
        ("- 招聘教师{{ 队.编 }}。", "队.编: 257名", "招聘教师257名。"),
        (CLAUSE, "队.编: 257名", "招聘教师257名。"),
        (CLAUSE, "队.编: 257名\n队.备: 197名", "招聘教师257名，备案制教师197名。"),
        (CLAUSE, "队.备: 197名", "招聘教师【待补：队.编】，备案制教师197名。"),
        (CLAUSE, "队.编: 257名\n队.备: 不涉及", "招聘教师257名。"),
        (CLAUSE, "队.编: 257名\n队.备:", "招聘教师257名。"),
        (CLAUSE, "队.编: 257名\n队.备: 待补", "招聘教师257名，备案制教师【待补：队.备】。"),
        (CLAUSE, "队.编: 待补", "招聘教师【待补：队.编】。"),
        (CLAUSE, "队.编: 不涉及\n队.备: 3名", ""),
        (CLAUSE, "队.编: 0名", "招聘教师0名。"),
        (
            "- 评出[[一等奖{{ 队.一 }}、]][[二等奖{{ 队.二 }}、]][[三等奖{{ 队.三 }}]]。",
            "队.二: 3个",
            "评出二等奖3个。",
        ),
        ("- 招聘{{ 队.编 }}[[（{{ 队.编 | 较上年 }}）]]。", "队.编: 9名", "招聘9名。"),
        ("- 招聘{{ 队.编 }}[[（{{ 队.编 | 较上年 }}）]]。", "队.编: 待补", "招聘【待补：队.编】。"),
        ("- 招聘{{ 队.编 }}[[（{{ 队.编 | 含 }}）]]。", "队.编: 待补", "招聘【待补：队.编】。"),
        ("- 招聘{{ 队.编 }}（[[{{ 队.编 | 较上年 }}]]）。", "队.编: 9名", "招聘9名。"),
        ("- \\[[照印]]不误{{ 队.编 }}。", "队.编: 9名", "[[照印]]不误9名。"),
        ("- 共{{ 队.甲 + 队.乙 }}。", "队.甲: 3名\n队.乙: 4名", "共7名。"),
        ("- 共{{ 队.甲 + 队.乙 }}。", "队.甲: 3名", "共【待补：队.乙】。"),
        ("- {{ 队.甲 }}{% if 队.甲 > 队.乙 %}，多于{{ 队.乙 }}{% endif %}。", "队.甲: 3名", "3名【待补：队.乙】。"),
        ("- {{ 队.甲 }}：{% for 校 in 队.乙 %}{{ 校 }}；{% endfor %}完", "队.甲: 3所", "3所：【待补：队.乙】完"),
        (
            "- {% for 校 in 队.乙 %}{{ 校 }}{% if not loop.last %}和{% endif %}{% endfor %}。",
            "队.乙: 甲校、乙校",
            "甲校和乙校。",
        ),
        ("- {{ 队.甲 }}[[{% for 校 in 队.乙 %}{{ 校 }}{% endfor %}]]。", "队.甲: 3所", "3所。"),
        ("- {{ 队.甲 }}{% if 队.乙 %}、{{ 队.乙 }}{% endif %}。", "队.甲: 3所", "3所。"),
        ("- {% set 数 = 队.甲 %}共{{ 数 }}。", "队.甲: 3所", "共3所。"),
        ("- {{ 队.甲 ~ “、” ~ 队.乙 }}。", "队.甲: 3所\n队.乙: 4所", "3所、4所。"),
        ("- {{ 队．甲｜较上年 }}。", "队.甲: 3所\n队.甲.上年: 2所", "比上年增加1所。"),
        ("- {{ 队.甲 | 占（队.乙，“总数”） }}。", "队.甲: 3所\n队.乙: 4所", "占总数的75%。"),
        ("- 建成\n  {{ 队.甲 }}，\n  投用。", "队.甲: 3所", "建成3所，投用。"),
        ("- 建成{{ 队.甲 }}。\n\n  投用。", "队.甲: 3所", "建成3所。\n投用。"),
        ("- 建成{{ 队.甲 }}。", '队.甲: "*a_b*|<c>#[d]"', "建成*a_b*|<c>#[d]。"),
    ],
)
def test_what_is_said(tmp_path: Path, wording: str, facts: str, printed: str) -> None:
    assert said(tmp_path, wording, facts + "\n") == printed


VARIANTS = """\
- 招聘教师{{ 队.编 }}。
- 面向社会招聘教师{{ 队.编 }}，备案制教师{{ 队.备 }}。
"""


def test_the_variant_that_says_most_given_facts_is_used(tmp_path: Path) -> None:
    assert said(tmp_path, VARIANTS, "队.编: 2名\n队.备: 3名\n") == "面向社会招聘教师2名，备案制教师3名。"


def test_among_variants_that_say_as_much_the_one_with_fewest_gaps_is_used(tmp_path: Path) -> None:
    assert said(tmp_path, VARIANTS, "队.编: 2名\n") == "招聘教师2名。"


def test_a_pin_wins_over_what_says_more(tmp_path: Path) -> None:
    facts = "队.编: 2名\n文稿.选用.队/句: 面向社会\n"
    assert said(tmp_path, VARIANTS, facts) == "面向社会招聘教师2名，备案制教师【待补：队.备】。"


@pytest.mark.parametrize("pin", ["招", "胡写"])
def test_a_pin_must_match_exactly_one_variant(tmp_path: Path, pin: str) -> None:
    variants = "- 招聘教师{{ 队.编 }}。\n- 招录教师{{ 队.编 }}。\n"
    _, _, problems = rendered(tmp_path, one_fragment(variants), f"队.编: 2名\n文稿.选用.队/句: {pin}\n")
    assert [p.code for p in problems] == ["F341"]
    assert "招聘教师" in next(iter(problems)).hint


def test_a_variant_that_needs_a_fact_we_have_none_of_is_not_eligible(tmp_path: Path) -> None:
    assert said(tmp_path, VARIANTS, "队.编: 2名\n队.备: 不涉及\n文稿.选用.队/句: 面向社会\n") == "招聘教师2名。"


def test_with_no_eligible_variant_the_fragment_is_silent_and_its_facts_are_unused(tmp_path: Path) -> None:
    account, text, _ = rendered(
        tmp_path, one_fragment("- 共{{ 队.编 }}和{{ 队.备 }}。\n"), "队.编: 2名\n队.备: 不涉及\n"
    )
    assert text == ""
    assert [u.fact.path for u in account.unused] == ["队.编"]


FACTLESS = {
    "templates/试/template.yaml": outline("队"),
    "templates/试/章-队.md": '{{ 片段("空话") }}{{ 片段("句") }}\n',
    "fragments/队.md": "## 空话\n- 队伍建设不断加强。\n## 句\n- 招聘{{ 队.编 }}。\n",
}


def test_wording_without_facts_is_spoken_only_beside_other_text(tmp_path: Path) -> None:
    assert rendered(tmp_path, FACTLESS, "")[1] == ""
    assert rendered(tmp_path, FACTLESS, "队.编: 2名\n")[1] == "队伍建设不断加强。招聘2名。"


@pytest.mark.parametrize("nature", ["引言", "打算"])
def test_introduction_and_plan_state_no_deed_and_may_stand_without_facts(tmp_path: Path, nature: str) -> None:
    files = {**FACTLESS, "templates/试/template.yaml": outline("队") + f"    性质: {nature}\n"}
    assert rendered(tmp_path, files, "")[1] == "队伍建设不断加强。"


def test_a_group_taken_for_a_value_names_both_lines(tmp_path: Path) -> None:
    _, text, problems = rendered(tmp_path, one_fragment("- 招聘{{ 队.招 }}。\n"), "队.招.编: 2名\n")
    [problem] = problems
    assert (problem.code, problem.place.file, problem.place.line) == ("J021", "facts.yaml", 3)  # type: ignore[union-attr]
    assert [(s.file, s.line) for s in problem.related] == [("fragments/队.md", 2)]
    assert "句" not in text or "写法有误" in text


def test_a_value_taken_for_a_group_names_both_lines(tmp_path: Path) -> None:
    _, _, problems = rendered(
        tmp_path, one_fragment("- 招聘{{ 队.招.编 }}，共{{ 队.全 }}。\n"), "队.招: 2名\n队.全: 3名\n"
    )
    [problem] = problems
    assert (problem.code, problem.place.line) == ("J021", 3)  # type: ignore[union-attr]
    assert [(s.file, s.line) for s in problem.related] == [("fragments/队.md", 2)]


PARTS = "- 招聘{{ 队.招 }}[[：中学{{ 队.招.中学 }}]][[（{{ 队.招.中学 | 含 }}）]][[、小学{{ 队.招.小学 }}]]。\n"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("队.招: 9名\n", "招聘9名。"),
        ("队.招: 9名\n队.招.其中.小学: 4名\n", "招聘9名、小学4名。"),
        ("队.招: 9名\n队.招.含.中学: 5名\n队.招.含.小学: 4名\n", "招聘9名：中学5名、小学4名。"),
        (
            "队.招: 9名\n队.招.含.中学: 5名\n队.招.含.中学.含.初中: 3名\n队.招.含.中学.含.高中: 2名\n队.招.含.小学: 4名\n",
            "招聘9名：中学5名（含初中3名、高中2名）、小学4名。",
        ),
    ],
)
def test_the_parts_of_a_total_that_is_printed_may_be_left_out(tmp_path: Path, facts: str, text: str) -> None:
    _, printed, problems = rendered(tmp_path, one_fragment(PARTS), facts)
    assert (printed, messages(problems)) == (text, [])


@pytest.mark.parametrize(
    ("wording", "row", "column", "message"),
    [
        ("- 招聘{{ 队.编 | 较去年 }}。", 2, 14, "较去年"),
        ("- 招聘{{ 队.编 }。", 2, 5, "没有配对"),
        ("- 招聘{{ 队.编 }}[[，甲{{ 队.乙 }}。", 2, 14, "没有配对"),
        ("- 招聘{{ 队.编 }}，\n  共{{ 队.编 | 量(3) }}。", 3, 13, "没有“3”这个量"),
        ("- 招聘{{ 队.编 }}30名。", 2, 14, "数字“30”写死"),
        ("- 招聘{{ 队.编 }}{{ 30 }}名。", 2, 17, "写死在标签里"),
        ("- 招聘{{ 队.编 }}{% if 队.编 %}甲。", 2, 1, "缺结尾"),
        ("- 招聘{{ 队.编 }}{{ 片断(“句”) }}。", 2, 1, "没有“片断”"),
        ("- {{ 队.编 }}[[甲{% if 队.编 %}]]乙{% endif %}", 2, 1, "交叉"),
        ("- {{ 队.编 }}[[甲[[乙]]]]", 2, 1, "不能再有"),
        ("- {{ 队.编 }}{% include “/etc/passwd” %}", 2, 1, "不能引用文件"),
        ("- {{ 队.编 }}{{ “甲” * 队.编 }}", 2, 1, "数量事实之间"),
    ],
)
def test_a_mistake_in_a_fragment_is_reported_at_its_own_line(
    tmp_path: Path, wording: str, row: int, column: int, message: str
) -> None:
    _, _, problems = rendered(tmp_path, one_fragment(wording + "\n"), "队.编: 2名\n")
    first = next(iter(problems))
    assert message in first.message
    assert first.hint
    assert (first.place.file, first.place.line) == ("fragments/队.md", row)  # type: ignore[union-attr]
    if column > 1:
        assert first.place.column == column  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wording",
    [
        "- {{ 队.编 }}{% for 甲 in 队.册 %}{% for 乙 in 队.册 %}{% for 丙 in 队.册 %}{{ 丙 }}{% endfor %}{% endfor %}{% endfor %}",
        "- {{ 队.编 }}{% macro 宏() %}{{ 宏() }}{{ 宏() }}{% endmacro %}{{ 宏() }}",
        "- {{ 队.编 }}{{ 9 ** 999999999 }}",
        "- {{ 队.编 }}{{ “%1000000000d” % 1 }}",
    ],
)
def test_work_is_bounded(tmp_path: Path, wording: str) -> None:
    facts = "队.编: 2名\n队.册: " + "、".join(f"校{chr(0x4E00 + i)}" for i in range(60)) + "\n"
    _, _, problems = rendered(tmp_path, one_fragment(wording + "\n"), facts)
    assert problems.errors


def test_removing_a_fact_changes_its_own_fragment_only(tmp_path: Path) -> None:
    names = "甲乙丙丁戊己庚辛"
    fragments = "".join(
        f"## {n}\n- 狠抓{n}{{{{ 队.{n} }}}}。\n- 推进{n}{{{{ 队.{n} }}}}。\n- 促进{n}{{{{ 队.{n} }}}}。\n"
        for n in names
    )
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": "\n".join(f'{{{{ 片段("{n}") }}}}' for n in names),
        "fragments/队.md": fragments,
    }
    facts = {n: f"队.{n}: 3项\n" for n in names}
    whole = rendered(tmp_path, files, "".join(facts.values()))[1].split("\n")
    for gone in names:
        rest = rendered(tmp_path, files, "".join(f for n, f in facts.items() if n != gone))[1].split("\n")
        assert rest == [line for line in whole if gone not in line]
    assert all(a[:2] != b[:2] for a, b in pairwise(whole))


def test_own_sentences_stand_where_they_are_put_and_their_figures_trace_to_their_line(tmp_path: Path) -> None:
    files = one_fragment("- 招聘{{ 队.编 }}。\n")
    facts = "队.编: 2名\n队.自拟:\n  - 放在: 句\n    文字: 另聘{{ 队.顾 }}，到岗90%。\n  - 又办3件事。\n队.顾: 1名\n"
    account, text, problems = rendered(tmp_path, files, facts)
    assert messages(problems) == []
    assert text == "招聘2名。另聘1名，到岗90%。\n又办3件事。"
    assert account.own == 2
    assert account.unused == ()
    marks = {account.sections[0].marks.mark(c) for c in account.sections[0].markdown} - {None}
    places = {m.text: m.span.line for m in marks if m and m.span}
    assert places == {"2名": 3, "1名": 8, "90%": 6, "3": 7}


def test_a_rewritten_fragment_says_the_new_sentence_and_its_facts_are_listed(tmp_path: Path) -> None:
    files = one_fragment("- 招聘{{ 队.编 }}。\n")
    account, text, _ = rendered(tmp_path, files, "队.编: 2名\n文稿.改写.队/句: 今年没有招聘。\n")
    assert text == "今年没有招聘。"
    assert [(u.fact.path, u.reason) for u in account.unused] == [("队.编", "改写未用")]
    assert account.rewritten == ("队/句",)


def test_a_fragment_placed_nowhere_is_reported(tmp_path: Path) -> None:
    files = one_fragment("- 招聘{{ 队.编 }}。\n## 二句\n- 培训{{ 队.训 }}。\n")
    _, _, problems = rendered(tmp_path, files, "队.训: 3次\n")
    assert [p.code for p in problems] == ["J032"]


ARRANGED = {
    "templates/试/template.yaml": outline("引=开头", "队=队伍", "育=育人"),
    "templates/试/章-引.md": '{{ 片段("起") }}\n',
    "templates/试/章-队.md": '**抓甲。**{{ 片段("甲", "乙") }}\n\n**抓丙。**{{ 片段("丙") }}\n',
    "templates/试/章-育.md": '{{ 片段("丁") }}\n',
    "fragments/引.md": "## 起\n- 起{{ 引.起 }}。\n",
    "fragments/队.md": "## 甲\n- 甲{{ 队.甲 }}。\n## 乙\n- 乙{{ 队.乙 }}。\n## 丙\n- 丙{{ 队.丙 }}。\n",
    "fragments/育.md": "## 丁\n- 丁{{ 育.丁 }}。\n",
}
ALL = "引.起: 1次\n队.甲: 2次\n队.乙: 3次\n队.丙: 4次\n育.丁: 5次\n"


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("", "开头\n起1次。\n队伍\n抓甲。甲2次。乙3次。\n抓丙。丙4次。\n育人\n丁5次。"),
        ("文稿.章序: 引、育、队\n", "开头\n起1次。\n育人\n丁5次。\n队伍\n抓甲。甲2次。乙3次。\n抓丙。丙4次。"),
        ("文稿.顺序.队: 抓丙、抓甲\n", "开头\n起1次。\n队伍\n抓丙。丙4次。\n抓甲。甲2次。乙3次。\n育人\n丁5次。"),
        ("文稿.顺序.队: 乙、甲\n", "开头\n起1次。\n队伍\n抓甲。乙3次。甲2次。\n抓丙。丙4次。\n育人\n丁5次。"),
        ("文稿.不要: 育、队/乙、抓丙\n", "开头\n起1次。\n队伍\n抓甲。甲2次。"),
        (
            "文稿.段题.抓丙: 狠抓丙\n文稿.章题.育: 五育\n",
            "开头\n起1次。\n队伍\n抓甲。甲2次。乙3次。\n狠抓丙。丙4次。\n五育\n丁5次。",
        ),
    ],
)
def test_a_document_is_rearranged_by_its_facts_file(tmp_path: Path, setting: str, text: str) -> None:
    _, said_, problems = rendered(tmp_path, ARRANGED, ALL + setting)
    assert said_ == text
    assert messages(problems) == []


@pytest.mark.parametrize("setting", ["章序: 引、队五", "顺序.队: 抓丁", "不要: 没有这个"])
def test_a_rearrangement_that_names_nothing_is_an_error(tmp_path: Path, setting: str) -> None:
    _, _, problems = rendered(tmp_path, ARRANGED, ALL + f"文稿.{setting}\n")
    assert [p.code for p in problems] == ["F340"]


def test_a_table_is_filled_by_a_loop_and_stays_one_table(tmp_path: Path) -> None:
    rows = (
        "| 校 | 人 |\n|---|---|\n{% for 行 in 队.册 %}| {{ 行.校 }} | {{ 行.人 }} |\n{% endfor %}\n完成{{ 队.数 }}。\n"
    )
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": rows,
        "fragments/队.md": "## 句\n- 招聘{{ 队.编 }}。\n",
    }
    facts = "队.册:\n  - 校: 甲|校\n    人: 3人\n  - 校: 乙校\n    人: 12人\n队.数: 2所\n"
    account, text, problems = rendered(tmp_path, files, facts)
    assert messages(problems) == []
    assert text == "校人甲|校3人乙校12人\n完成2所。"
    assert account.unused == ()


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("队.自拟: 待补：等安全科\n", "【待补：队.自拟】"),
        ("队.编: 2名\n文稿.改写.队/句: 待补\n", "【待补：文稿.改写.队/句】"),
    ],
)
def test_own_sentences_that_are_still_to_come_print_a_gap(tmp_path: Path, facts: str, text: str) -> None:
    account, printed, _ = rendered(tmp_path, one_fragment("- 招聘{{ 队.编 }}。\n"), facts)
    assert printed == text
    assert len(account.missing) == 1


@pytest.mark.parametrize("setting", ["章题.队五: 甲", "段题.抓丁: 甲", "顺序.队五: 甲"])
def test_a_heading_that_no_section_has_is_reported(tmp_path: Path, setting: str) -> None:
    _, _, problems = rendered(tmp_path, ARRANGED, ALL + f"文稿.{setting}\n")
    assert [p.code for p in problems] == ["F340"]


def test_a_text_where_a_number_was_hoped_for_costs_its_clause_and_not_the_sentence(tmp_path: Path) -> None:
    wording = "- 投入{{ 队.费 }}[[，{{ 队.费 | 较上年 }}]]。\n"
    assert said(tmp_path, wording, "队.费: 十八个亿左右吧\n") == "投入十八个亿左右吧。"


def test_a_fact_that_only_an_unplaced_fragment_says_names_that_fragment(tmp_path: Path) -> None:
    files = one_fragment("- 招聘{{ 队.编 }}。\n## 二句\n- 培训{{ 队.训 }}。\n")
    account, _, _ = rendered(tmp_path, files, "队.训: 3次\n")
    assert [(u.fact.path, u.reason) for u in account.unused] == [("队.训", "片段“队/二句”会用到它")]


def test_one_value_in_the_place_of_a_topic_is_one_error(tmp_path: Path) -> None:
    fragments = (
        "## 甲\n- 甲{{ 队.甲.数 }}。\n## 乙\n- 乙{{ 队.乙.数 }}。\n## 丙\n- 丙{{ 育.数 }}[[，{{ 队.丙.数 }}]]。\n"
    )
    files = {
        "templates/试/template.yaml": outline("队"),
        "templates/试/章-队.md": '{{ 片段("甲", "乙", "丙") }}\n',
        "fragments/队.md": fragments,
    }
    _, text, problems = rendered(tmp_path, files, "队: 一切正常\n育.数: 3次\n")
    [problem] = problems
    assert problem.code == "J021"
    assert problem.message.endswith("（另有2处写法也是这样）")
    assert text == "丙3次。"


@pytest.mark.parametrize(
    "wording",
    [
        "- {{ 队.编 }}算出{{ 9 * 9 }}人。",
        "- {{ 队.编 }}{{ 文稿.年度 - 1990 }}岁。",
        "- {{ 队.编 }}{% for 甲 in [1, 2] %}{{ 甲 }}名{% endfor %}",
        "- {{ 队.编 }}{% for 甲 in ['1名'] %}{{ 甲 }}{% endfor %}",
        "- {{ 队.编 }}{% set 甲 = 3 %}{{ 甲 }}名",
        "- {{ 队.编 }}{{ 队.无 | default('30名') }}",
        "- {{ 队.编 }}{{ '3' ~ '名' }}",
    ],
)
def test_no_figure_can_be_made_of_nothing(tmp_path: Path, wording: str) -> None:
    _, text, problems = rendered(tmp_path, one_fragment(wording + "\n"), "队.编: 2名\n")
    assert [p.code for p in problems] == ["J004"]
    assert "写法有误" in text


@pytest.mark.parametrize(
    ("facts", "printed"),
    [
        ("队.编: 超400名\n队.编.上年: 300名", "招聘超400名，备案3名。"),
        ("队.编: 86名\n队.编.上年: 74所", "招聘86名，备案3名。"),
        ("队.编: 86名\n队.编.上年: 近70名", "招聘86名，备案3名。"),
        ("队.编: 97%\n队.编.上年: 97.5%", "招聘97%（比上年下降0.5个百分点），备案3名。"),
    ],
)
def test_a_fact_that_cannot_be_compared_costs_its_clause_and_is_told(tmp_path: Path, facts: str, printed: str) -> None:
    wording = "- 招聘{{ 队.编 }}[[（{{ 队.编 | 较上年 }}）]][[，备案{{ 队.备 }}]]。\n"
    _, text, problems = rendered(tmp_path, one_fragment(wording), f"{facts}\n队.备: 3名\n")
    assert text == printed
    assert [p.code for p in problems] == ([] if "比上年" in printed else ["J022"])
    assert all(p.place.file == "facts.yaml" for p in problems)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wording",
    [
        "- | 校 | 人 |\n  |---|---|\n  {% for 行 in 队.册 %}\n  | {{ 行.校 }} | {{ 行.人 }} |\n  {% endfor %}\n",
        "- | 校 | 人 |\n  |---|---|\n  {% for 行 in 队.册 %}| {{ 行.校 }} | {{ 行.人 }} |\n  {% endfor %}\n",
    ],
)
def test_a_fragment_holds_a_table_that_a_loop_fills(tmp_path: Path, wording: str) -> None:
    facts = "队.册:\n  - 校: 甲校\n    人: 3人\n  - 校: 乙校\n    人: 12人\n"
    _, text, problems = rendered(tmp_path, one_fragment(wording), facts)
    assert messages(problems) == []
    assert text == "校人甲校3人乙校12人"


def test_brackets_without_their_pair_never_reach_the_page(tmp_path: Path) -> None:
    for wording in ("- 甲[[乙。\n", "- 甲{{ 乙。\n", "- 甲{% if 乙。\n"):
        _, text, problems = rendered(
            tmp_path, {**one_fragment(wording), "templates/试/章-队.md": '本章有话。{{ 片段("句") }}\n'}, ""
        )
        assert problems.errors
        assert "{" not in text
