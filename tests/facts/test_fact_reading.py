"""A facts file: two spellings, one tree; details, parts, tables, own sentences; all errors at once."""

from pathlib import Path

import pytest
from facts_reading import read, told, written
from hypothesis import given
from hypothesis import strategies as st

from drafter.diagnostics import Problems, Span
from drafter.facts import (
    Catalogue,
    CatalogueEntry,
    document_settings,
    load_facts,
    nearest,
    proposed_path,
    read_facts,
    verify,
)
from drafter.facts.values import Blank, Items, NotApplicable, Pending, Quantity, Records, Text
from drafter.yamlfile import parse_yaml


@pytest.mark.parametrize(
    "text",
    [
        "队伍.招聘.事业编制: 257名\n队伍.招聘.备案: 98名\n",
        "队伍:\n  招聘:\n    事业编制: 257名\n    备案: 98名\n",
        "队伍.招聘:\n  事业编制: 257名\n队伍:\n  招聘.备案: 98名\n",
        "队伍:\n  招聘.事业编制: 257名\n队伍.招聘.备案: 98名\n",
    ],
)
def test_both_spellings_make_one_tree(text: str) -> None:
    facts, problems = read(text)
    assert written(facts) == {"队伍.招聘.事业编制": "257名", "队伍.招聘.备案": "98名"}
    assert not list(problems)
    assert facts.is_group("队伍.招聘")


def test_facts_keep_the_order_of_their_lines() -> None:
    facts, _ = read("甲.一: 1个\n乙.一: 2个\n甲.二: 3个\n")
    assert list(facts.facts) == ["甲.一", "乙.一", "甲.二"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("队伍.招聘: 3名\n队伍:\n  招聘: 4名\n", ["F302 3:7"]),
        ("队伍.招聘: 3名\n队伍.招聘.值: 4名\n", ["F302 2:10"]),
        ("队伍.招聘: 3名\n队伍.招聘.备案: 4名\n", ["F303 2:7"]),
        ("队伍.招聘.备案: 4名\n队伍.招聘.来源: 人事科\n", ["F304 2:7"]),
        ("队伍.招 聘: 3名\n", ["F301 1:1"]),
        ("3年行动: 3名\n", ["F301 1:1"]),
        ("队伍..招聘: 3名\n", ["F301 1:1"]),
        ("“2+3”服务: 3名\n", ["F301 1:1"]),
        ("队伍.招聘: 3名\n队伍.招聘.单位: 人\n", ["F311 2:11"]),
        ("五育.日期: 2021-02-30\n", ["T308 1:8"]),
        ("五育.情况: 无\n", ["F312 1:8"]),
        ("五育.名单:\n  - 甲校\n", ["F304 1:4"]),
        ("五育.名单: 甲校\n五育.学校: 甲校\n", ["F304 1:4"]),
        ("五育.学校:\n  - 甲校\n  - 待补\n", ["F305 3:5"]),
        ("自拟: 我们的话。\n", ["F309 1:1"]),
        ("队伍.招聘.自拟: 我们的话。\n", ["F309 1:7"]),
        ("队伍.自拟:\n  - 放在: 公开招聘\n", ["F309 2:5"]),
        ("项目.总数: 6个\n项目.总数.含: 三部分\n", ["F304 2:10"]),
        ("文稿:\n  年度: 21年\n", ["F308 2:7"]),
        ("文稿:\n  成文日期: 2021-02-30\n", ["F308 2:9"]),
        ("文稿:\n  成文日期: 2021年12月\n", ["F308 2:9"]),
        ("文稿:\n  成文日其: 2021-12-28\n", ["F307 2:3"]),
        ("文稿.单位: 甲局\n文稿:\n  单位: 乙局\n", ["F302 3:3"]),
        ("文稿: 工作总结\n", ["F308 1:5"]),
        ("文稿.年度: 待补\n文稿.成文日期:\n", []),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, found: list[str]) -> None:
    _, problems = read(text)
    assert told(problems) == found
    assert all(p.hint for p in problems)


def test_two_values_name_both_lines() -> None:
    _, problems = read("队伍.招聘: 3名\n党建.学习: 1次\n队伍:\n  招聘: 4名\n")
    (found,) = problems
    assert isinstance(found.place, Span)
    assert (found.place.line, [s.line for s in found.related]) == (4, [1])
    assert "第1行" in found.message


def test_all_errors_of_a_file_come_in_one_run() -> None:
    _, problems = read("3年: 1个\n文稿.年度: 二一\n甲.乙: 1个\n甲.乙.丙: 2个\n甲.丁: 2021-13-40\n")
    assert sorted({p.code for p in problems}) == ["F301", "F303", "F308", "T308"]


def test_an_illegal_name_is_read_under_the_proposed_one() -> None:
    facts, problems = read("队伍．招聘: 3名\n")
    assert written(facts) == {"队伍.招聘": "3名"}
    assert [p.hint for p in problems] == ["请改成“队伍.招聘”"]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("3年行动", "三年行动"),
        ("2021年招聘", "二〇二一年招聘"),
        ("12项工作", "十二项工作"),
        ("20所", "二十所"),
        ("333工程", "三三三工程"),
        ("队伍。招聘", "队伍.招聘"),
        ("队伍/招聘", "队伍.招聘"),
        ("队伍..招聘.", "队伍.招聘"),
        ("招聘（备案）", "招聘备案"),
        ("Ａ类", "A类"),
        ("+-", ""),
    ],
)
def test_proposed_names(typed: str, proposed: str) -> None:
    assert proposed_path(typed) == proposed


def test_details_stand_below_their_fact() -> None:
    facts, problems = read(
        "资源.比例: 84.38%\n资源.比例.上年: 65.63%\n资源.比例.来源: 义教科\n资源.比例.时点: 2021年\n"
    )
    assert list(facts.facts) == ["资源.比例"]
    last = facts.get("资源.比例.上年")
    assert last is not None
    assert isinstance(last.value, Quantity)
    department = facts.get("资源.比例.来源")
    assert department is not None
    assert department.value == Text("义教科")
    assert facts.get("资源.比例.时点") is not None
    assert not list(problems)


def test_a_mapping_with_a_value_is_a_fact_with_details() -> None:
    facts, problems = read("资源.比例:\n  值: 84.38%\n  上年: 65.63%\n  上年.来源: 统计年报\n")
    assert written(facts) == {"资源.比例": "84.38%"}
    source = facts.get("资源.比例.上年.来源")
    assert source is not None
    assert source.value == Text("统计年报")
    assert not list(problems)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [("1200", "人", "1200人"), ("3.5", "万元", "3.5万元"), ("12", "间房", "12间房"), ("5所", "所", "5所")],
)
def test_a_unit_gives_a_bare_number_its_measure(value: str, unit: str, printed: str) -> None:
    facts, problems = read(f"甲.乙: {value}\n甲.乙.单位: {unit}\n甲.乙.上年: 3\n")
    assert written(facts) == {"甲.乙": printed}
    last = facts.get("甲.乙.上年")
    assert last is not None
    assert getattr(last.value, "written", "") == f"3{unit}"
    assert not list(problems)


def test_pending_not_applicable_blank_and_zero() -> None:
    facts, _ = read("甲.一: 待补：等安全科\n甲.二: 不涉及\n甲.三:\n甲.四: 0起\n甲.五: ……\n")
    kinds = [type(f.value) for f in facts.facts.values()]
    assert kinds == [Pending, NotApplicable, Blank, Quantity, Pending]
    assert [f.given for f in facts.facts.values()] == [False, False, False, True, False]


def test_a_blank_line_gives_way_to_a_value_typed_elsewhere() -> None:
    facts, problems = read("甲.乙:\n甲:\n  乙: 3个\n")
    assert written(facts) == {"甲.乙": "3个"}
    assert not list(problems)


@pytest.mark.parametrize(
    "parts",
    [
        "打算.项目.竣工.含:\n  高中: 2个\n  小学: 1个\n",
        "打算.项目.竣工.含.高中: 2个\n打算.项目.竣工.含.小学: 1个\n",
        "打算.项目.竣工.含: 高中2个、小学1个\n",
    ],
)
def test_parts_skip_the_word(parts: str) -> None:
    facts, problems = read("打算.项目.竣工: 3个\n" + parts)
    assert facts.facts["打算.项目.竣工"].complete_parts == ("打算.项目.竣工.高中", "打算.项目.竣工.小学")
    assert written(facts)["打算.项目.竣工.小学"] == "1个"
    assert not list(problems)


def test_parts_nest_and_carry_details() -> None:
    text = (
        "甲.总:\n  值: 6个\n  含:\n    高中:\n      值: 4个\n      来源: 高教科\n      其中.公办: 1个\n    小学: 2个\n"
    )
    facts, problems = read(text)
    assert list(facts.facts) == ["甲.总", "甲.总.高中", "甲.总.高中.公办", "甲.总.小学"]
    assert facts.facts["甲.总.高中"].some_parts == ("甲.总.高中.公办",)
    assert facts.get("甲.总.高中.来源") is not None
    assert not list(problems)


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ('"10次"', "", Text),
        ("'10次'", "文本", Text),
        ('"10次"', "数量", Quantity),
        ('"**"', "", Pending),
        ('"待补"', "", Pending),
        ('""', "", Blank),
    ],
)
def test_quoted_values_are_text_unless_the_catalogue_knows_better(typed: str, kind: str, value: type) -> None:
    known = Catalogue({"甲.乙": CatalogueEntry("甲.乙", kind=kind)}) if kind else None
    facts, _ = read(f"甲.乙: {typed}\n", catalogue=known)
    assert isinstance(facts.facts["甲.乙"].value, value)


@pytest.mark.parametrize("typed", ["**", "……", "*", "待补：等安全科", "××名"])
def test_a_masked_value_is_pending(typed: str) -> None:
    facts, problems = read(f"甲.乙: {typed}\n")
    assert isinstance(facts.facts["甲.乙"].value, Pending)
    assert not problems.errors


def test_lines_with_dashes_are_a_list() -> None:
    facts, _ = read("甲.学校:\n  - 甲校\n  - 乙校\n")
    value = facts.facts["甲.学校"].value
    assert isinstance(value, Items)
    assert value.written == "甲校、乙校"


TABLES = {
    "block": "项目: |\n  名称 | 人数\n  甲校 | 24人\n  乙校 | 待补\n",
    "framed": "项目: |\n  | 名称 | 人数 |\n  |---|---|\n  | 甲校 | 24人 |\n  | 乙校 | 待补 |\n",
    "list": "项目:\n  - 名称: 甲校\n    人数: 24人\n  - 名称: 乙校\n    人数: 待补\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables_of_facts(text: str) -> None:
    facts, problems = read(text)
    value = facts.facts["项目"].value
    assert isinstance(value, Records)
    assert value.columns == ("名称", "人数")
    cell = facts.get("项目.1.人数")
    assert cell is not None
    assert getattr(cell.value, "written", "") == "24人"
    last = facts.get("项目.2.人数")
    assert last is not None
    assert last.value == Pending()
    assert facts.get("项目.3.人数") is None
    assert facts.get("项目.0.人数") is None
    assert facts.get("项目.1.没有") is None
    assert not list(problems)


def test_a_cell_knows_its_line() -> None:
    facts, _ = read(TABLES["block"])
    cell = facts.get("项目.2.人数")
    assert cell is not None
    assert cell.span.line == 4


def test_a_block_text_with_uneven_bars_is_a_text_and_said_so() -> None:
    facts, problems = read("项目: |\n  名称 | 人数\n  甲校 | 24人\n  乙校 | 3人 | 4人\n")
    assert isinstance(facts.facts["项目"].value, Text)
    assert told(problems) == ["F305 4:1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_file(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "项目.csv").write_bytes('名称,人数\r\n"甲校,东区",24人\r\n,\r\n乙校,\r\n'.encode(encoding))
    facts, problems = read("项目.表: 项目.csv\n", tmp_path)
    value = facts.facts["项目"].value
    assert isinstance(value, Records)
    assert [row[0] for row in value.rows] == [Text("甲校,东区"), Text("乙校")]
    assert value.places[1] == Span("项目.csv", 4)
    assert not problems.errors


@pytest.mark.parametrize(
    "name",
    [
        "../项目.csv",
        "/etc/passwd",
        "C:\\项目.csv",
        "子/../../项目.csv",
        "..\\项目.csv",
        "没有.csv",
        "项目.xlsx",
        "链接.csv",
        ".",
    ],
)
def test_a_table_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "事实"
    folder.mkdir()
    for place in (tmp_path / "项目.csv", folder / "项目.xlsx"):
        place.write_text("名称,人数\n甲,3人\n", encoding="utf-8")
    (folder / "链接.csv").symlink_to(tmp_path / "项目.csv")
    facts, problems = read(f"项目.表: '{name}'\n", folder)
    assert [p.code for p in problems] == ["F306"]
    assert isinstance(facts.facts["项目"].value, Pending)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("名称,人数\n", "F306"),
        ('名称,"人数\n', "F306"),
        ("名称,名称\n甲,乙\n", "F305"),
        ("名称\n甲,乙\n", "F305"),
        ("名 称,人数\n甲,3人\n", "F301"),
    ],
)
def test_a_faulty_table_file_is_an_error(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "甲.csv").write_text(content, encoding="utf-8")
    _, problems = read("项目.表: 甲.csv\n", tmp_path)
    assert [p.code for p in problems] == [code]


def test_own_sentences() -> None:
    text = "队伍.自拟: |\n  第一段。\n  第二段。\n资源:\n  自拟:\n    - 放在: 公开招聘\n      文字: 一句话。\n    - 末段。\n"
    facts, problems = read(text)
    (own,) = facts.own["队伍"]
    assert own.text == "第一段。\n第二段。"
    assert [s.line for s in own.lines] == [2, 3]
    assert [(o.after, o.text) for o in facts.own["资源"]] == [("公开招聘", "一句话。"), ("", "末段。")]
    assert not list(problems)


@pytest.mark.parametrize(
    "text",
    [
        "文稿.章题.党建: 强化引领\n文稿.选用.队伍/公开招聘: 面向\n文稿.改写.队伍/公开招聘: 整句。\n文稿.段题.一、加强.引进: 新题\n",
        "文稿:\n  章题.党建: 强化引领\n  选用:\n    队伍/公开招聘: 面向\n  改写.队伍/公开招聘: 整句。\n  段题:\n    一、加强.引进: 新题\n",
    ],
)
def test_settings_in_both_spellings(text: str) -> None:
    facts, problems = read(text)
    assert {k: s.values for k, s in facts.document.items()} == {
        "章题.党建": ("强化引领",),
        "选用.队伍/公开招聘": ("面向",),
        "改写.队伍/公开招聘": ("整句。",),
        "段题.一、加强.引进": ("新题",),
    }
    assert facts.rewritten["队伍/公开招聘"].text == "整句。"
    assert not list(problems)


@pytest.mark.parametrize("typed", ["章序: 队伍、党建", "章序:\n    - 队伍\n    - 党建"])
def test_an_order_is_a_list(typed: str) -> None:
    facts, _ = read(f"文稿:\n  {typed}\n")
    assert facts.document["章序"].values == ("队伍", "党建")


def test_an_unknown_setting_is_kept_and_remarked_on() -> None:
    facts, problems = read("文稿:\n  局长寄语: 奋进\n")
    assert facts.document["局长寄语"].values == ("奋进",)
    assert [(p.code, p.severity.value) for p in problems] == [("F307", "info")]


@pytest.mark.parametrize(
    ("typed", "values", "pending"),
    [
        ("2021-12-28", ("2021-12-28",), False),
        ("待补", ("待补",), True),
        ("", (), False),
        ("２０２１-12-28", ("2021-12-28",), False),
    ],
)
def test_a_setting_knows_whether_it_is_still_missing(typed: str, values: tuple[str, ...], pending: bool) -> None:
    facts, problems = read(f"文稿:\n  成文日期: {typed}\n")
    assert (facts.document["成文日期"].values, facts.document["成文日期"].pending) == (values, pending)
    assert not list(problems)


def test_settings_can_be_read_before_the_facts() -> None:
    root = parse_yaml("文稿.模板: 工作要点\n甲.乙: 3个\n文稿:\n  年度: 二一\n".encode(), "facts.yaml", Problems())
    assert root is not None
    assert {k: s.values for k, s in document_settings(root).items()} == {"模板": ("工作要点",), "年度": ("二一",)}


def test_quotation_marks_in_a_name_do_not_blur_the_message() -> None:
    _, problems = read("“2+3”服务: 3个\n")
    assert [p.message for p in problems] == ["“‘2+3’服务”不能作事实的名称：名称只用汉字、字母和数字，各级之间用“.”隔开"]


def test_relations_keep_their_lines() -> None:
    facts, _ = read("核对:\n  - 甲.一 = 甲.二\n  - 甲.三 = 甲.四\n")
    assert [(r.text, r.span.line) for r in facts.relations] == [("甲.一 = 甲.二", 2), ("甲.三 = 甲.四", 3)]


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("队伍.招骋.事业编制", ["队伍.招聘.事业编制", "队伍.招聘.备案"], "队伍.招聘.事业编制"),
        ("队伍.聘招.事业编制", ["队伍.招聘.事业编制"], "队伍.招聘.事业编制"),
        ("年底", ["年度", "单位"], "年度"),
        ("安全.校车", ["队伍.招聘", "党建.学习"], None),
        ("年度", ["年度"], None),
    ],
)
def test_the_nearest_name(typed: str, known: list[str], meant: str | None) -> None:
    assert nearest(typed, known) == meant


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    problems = Problems()
    facts = load_facts(tmp_path / "facts.yaml", problems, shown="facts.yaml")
    assert not facts.facts
    assert len(problems.errors) == 1


@pytest.mark.parametrize(
    "text",
    [
        ".".join("甲" * 200) + ": 3个\n",
        "甲: &a [*a]\n",
        "核对: {甲: {乙: 丙}}\n",
        "文稿: [[1]]\n",
        "自拟.自拟.自拟: 1\n",
    ],
)
def test_odd_shapes_end_in_a_finding_or_a_value(text: str) -> None:
    facts, problems = read(text)
    assert list(problems) or facts.relations


NAMES = st.sampled_from(
    [
        "文稿",
        "核对",
        "自拟",
        "队伍",
        "招聘",
        "值",
        "上年",
        "含",
        "其中",
        "表",
        "单位",
        "改写",
        "章题",
        "年度",
        "3年",
        "甲/乙",
    ]
)
VALUES = st.recursive(
    st.sampled_from(["3个", "", "待补", "甲、乙", "无", "'引'", "2021-02-30"]),
    lambda inner: st.lists(st.tuples(NAMES, inner), min_size=1, max_size=3).map(tuple),
    max_leaves=6,
)


def spell(pairs: object, indent: str = "") -> str:
    if not isinstance(pairs, tuple):
        return f" {pairs}\n"
    seen = {}
    for name, value in pairs:
        seen[name] = value
    lines = "".join(f"{indent}{name}:{spell(value, indent + '  ')}" for name, value in seen.items())
    return f"\n{lines}" if indent else lines


@given(st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=4).map(".".join), VALUES), max_size=5).map(tuple))
def test_any_arrangement_of_reserved_words_is_read(pairs: object) -> None:
    read(spell(pairs) or "甲: 乙\n")


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("五.是: 3名\n五.是.口经: 全区\n", "下面不能再写“口经”", "是不是“口径”？"),
        ("五.不: 不涉及\n核对:\n  - 五.不 = 3\n", "五.不写的是0（第1行），核对要求是3", "请核对"),
    ],
)
def test_a_slip_is_told_as_what_it_is(lines: str, message: str, hint: str) -> None:
    problems = Problems()
    root = parse_yaml(lines.encode(), "facts.yaml", problems)
    assert root is not None
    verify(read_facts(root, "facts.yaml", problems), problems)
    [problem] = problems
    assert message in problem.message
    assert hint in problem.hint


def test_a_detail_that_never_prints_may_hold_any_word() -> None:
    problems = Problems()
    root = parse_yaml("五.是: 3名\n五.是.状态: 待核\n五.是.来源: 无\n".encode(), "facts.yaml", problems)
    assert root is not None
    read_facts(root, "facts.yaml", problems)
    assert [p.message for p in problems] == []
