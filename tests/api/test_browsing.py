"""What an editor sees of the library: what a fragment needs, where it stands, how it reads, what is the user's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from wording import messages, project

from drafter.api import folders
from drafter.api.browsing import FragmentView, Holdings, browse, own_folder, show
from drafter.api.overriding import Override, Standing, overrides
from drafter.diagnostics import DrafterError, Problems

OUTLINE = """\
标题: "{{ 文稿.单位 }}总结"
说明: 全年工作
示例单位: 乙县教育局
示例日期: 2025-12-26
章:
  - 章: 队伍
    题: 建强队伍
"""
CATALOGUE = """\
队伍.招聘:
  含义: 全年招聘教师
  类型: 数量
  单位: 名
  科室: 人事科
  示例: 40名
队伍.补贴:
  含义: 发放补贴
  类型: 金额
  示例: 30万元
"""
SHIPPED = {
    "templates/工作总结/template.yaml": OUTLINE,
    "templates/工作总结/catalogue.yaml": CATALOGUE,
    "templates/工作总结/章-队伍.md": '**引进人才。**{{ 片段("招聘", "补贴") }}\n',
    "templates/工作要点/template.yaml": OUTLINE,
    "templates/工作要点/章-队伍.md": '{{ 片段("招聘") }}\n',
    "fragments/队伍.md": """\
---
科室: 人事科
---
## 招聘
- 公开招聘教师{{ 队伍.招聘 }}[[（{{ 队伍.招聘 | 较上年 }}）]]。
- 面向社会招聘{{ 队伍.招聘 }}[[，其中名校毕业生{{ 队伍.名校 }}]]。

## 补贴
- 发放补贴{{ 队伍.补贴 }}。

## 旧话
> 有效: 2015—2017
- 落实旧规定，督查{{ 队伍.督查 }}。
""",
    "fragments/资源.md": "## 招聘\n- 招聘保安{{ 资源.保安 }}。\n",
}
FACTS = "文稿.模板: 工作总结\n文稿.单位: 甲县教育局\n文稿.年度: 2025\n队伍.招聘: 12名\n队伍.招聘.上年: 10名\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user's, beside a small shipped library."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shipped = project(tmp_path / "shipped", SHIPPED)
    monkeypatch.setattr(folders, "shipped_library", lambda: shipped)
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path / "own")
    return tmp_path / "own"


def browsed(own: Path, kind: str = "") -> Holdings:
    problems = Problems()
    holdings = browse(own / "facts.yaml", problems, kind=kind)
    assert messages(problems) == []
    return holdings


def shown(own: Path, name: str, facts: str = "", kind: str = "") -> FragmentView:
    file = project(own, {"facts.yaml": facts}) / "facts.yaml" if facts else None
    return show(name, own / "facts.yaml", file, Problems(), kind=kind)


def texts(view: FragmentView) -> list[str]:
    return [variant.text for variant in view.variants]


def test_the_library_says_what_each_fragment_needs_and_where_it_stands(own: Path) -> None:
    holdings = browsed(own)
    assert [kind.name for kind in holdings.kinds] == ["工作总结", "工作要点"]
    found = {key: (e.necessary, e.optional, e.places) for key, e in holdings.entries.items()}
    assert found == {
        "资源/招聘": (("资源.保安",), (), ()),
        "队伍/招聘": (("队伍.招聘",), ("队伍.招聘.上年", "队伍.名校"), ("工作总结/队伍", "工作要点/队伍")),
        "队伍/补贴": (("队伍.补贴",), (), ("工作总结/队伍",)),
        "队伍/旧话": (("队伍.督查",), (), ()),
    }


def test_one_kind_alone_lists_the_fragments_that_it_places(own: Path) -> None:
    assert list(browsed(own, "工作要点").entries) == ["队伍/招聘"]


def test_a_kind_of_the_users_own_is_listed_with_the_shipped_ones(own: Path) -> None:
    project(own, {"templates/民政总结/template.yaml": OUTLINE, "templates/民政总结/章-队伍.md": '{{ 片段("补贴") }}\n'})
    holdings = browsed(own)
    assert "民政总结" in [kind.name for kind in holdings.kinds]
    assert holdings.entries["队伍/补贴"].places == ("工作总结/队伍", "民政总结/队伍")


@pytest.mark.parametrize(
    ("written", "standing", "variants"),
    [
        ("## 招聘 +\n- 多招{{ 队伍.招聘 }}。\n", Standing.ADDED, 3),
        ("## 招聘\n- 多招{{ 队伍.招聘 }}。\n", Standing.REPLACED, 1),
        ("## 补贴\n- 发放补贴{{ 队伍.补贴 }}。\n", Standing.SHIPPED, 2),
    ],
)
def test_the_users_own_wording_is_told_apart(own: Path, written: str, standing: Standing, variants: int) -> None:
    project(own, {"fragments/队伍.md": written})
    entry = browsed(own).entries["队伍/招聘"]
    assert (entry.standing, len(entry.fragment.variants)) == (standing, variants)


def test_without_facts_all_variants_are_shown_with_the_examples_of_the_catalogue(own: Path) -> None:
    view = shown(own, "队伍/招聘")
    assert (view.kind, view.sample) == ("工作总结", True)
    assert texts(view) == ["公开招聘教师40名。", "面向社会招聘40名，其中名校毕业生【待补：队伍.名校·人事科】。"]
    assert [variant.missing for variant in view.variants] == [("队伍.招聘.上年",), ("队伍.名校",)]


def test_with_facts_all_variants_are_shown_with_them_and_the_one_that_says_most_is_marked(own: Path) -> None:
    view = shown(own, "队伍/招聘", FACTS)
    assert texts(view) == ["公开招聘教师12名（比上年增加2名）。", "面向社会招聘12名。"]
    assert [variant.chosen for variant in view.variants] == [True, False]
    assert [variant.pin for variant in view.variants] == ["公开招聘", "面向社会"]


def test_the_pinned_variant_is_the_marked_one(own: Path) -> None:
    view = shown(own, "队伍/招聘", FACTS + "文稿.选用.队伍/招聘: 面向社会\n")
    assert [variant.chosen for variant in view.variants] == [False, True]


def test_the_words_to_pin_a_variant_are_as_long_as_it_takes(own: Path) -> None:
    wording = "## 补贴\n- 足额发放补贴{{ 队伍.补贴 }}。\n- 足额发放补助{{ 队伍.补贴 }}。\n- 足额\n"
    project(own, {"fragments/队伍.md": wording})
    assert [variant.pin for variant in shown(own, "补贴").variants] == ["足额发放补贴", "足额发放补助", ""]


def test_a_fragment_that_a_facts_file_rewrites_is_still_shown_as_written(own: Path) -> None:
    view = shown(own, "队伍/招聘", FACTS + "文稿.改写.队伍/招聘: 自己的话。\n队伍.自拟: 还有一句。\n")
    assert texts(view)[1] == "面向社会招聘12名。"
    assert not any(variant.chosen for variant in view.variants)


def test_a_fragment_out_of_date_is_shown_but_not_chosen(own: Path) -> None:
    view = shown(own, "旧话", FACTS + "队伍.督查: 3次\n")
    assert texts(view) == ["落实旧规定，督查3次。"]
    assert not view.variants[0].chosen


def test_a_mistake_in_a_variant_is_reported_at_its_line(own: Path) -> None:
    project(
        own,
        {"fragments/队伍.md": "## 补贴\n- 发放{{ 队伍.补贴 | 万元 }}。\n", "facts.yaml": FACTS + "队伍.补贴: 3元\n"},
    )
    problems = Problems()
    view = show("补贴", own / "facts.yaml", own / "facts.yaml", problems)
    assert texts(view) == ["【写法有误：队伍/补贴】"]
    assert [str(getattr(p.place, "file", "")) for p in problems.errors] == ["fragments/队伍.md"]


@pytest.mark.parametrize(
    ("name", "kind", "message", "hint"),
    [
        ("招聘", "", "有2个片段叫“招聘”", "资源/招聘、队伍/招聘"),
        ("补帖", "", "没有名为“补帖”的片段", "是不是“补贴”？"),
        ("队伍/补帖", "", "没有名为“队伍/补帖”的片段", "是不是“队伍/补贴”？"),
        ("外星人来访", "", "没有名为“外星人来访”的片段", "drafter library"),
        ("补贴", "没有", "没有名为“没有”的模板", "工作总结、工作要点"),
    ],
)
def test_a_name_that_is_none_or_several_is_refused_with_the_nearest(
    own: Path, name: str, kind: str, message: str, hint: str
) -> None:
    with pytest.raises(DrafterError) as refused:
        shown(own, name, kind=kind)
    assert refused.value.diagnostics[0].message == message
    assert hint in refused.value.diagnostics[0].hint


def found(own: Path) -> list[Override]:
    problems = Problems()
    result = list(overrides(own / "facts.yaml", problems))
    assert messages(problems) == []
    return result


def test_nothing_of_the_users_own_overrides_nothing(own: Path) -> None:
    assert found(own) == []


def test_overridden_fragments_are_compared_one_by_one(own: Path) -> None:
    files = {
        "fragments/队伍.md": """\
## 招聘 +
- 多招{{ 队伍.招聘 }}。

## 补贴
- 补贴{{ 队伍.补贴 }}到位。

## 新话
- 新增{{ 队伍.新 }}。

## 旧话
- 落实旧规定，督查{{ 队伍.督查 }}。
"""
    }
    project(own, files)
    result = {o.name: (o.standing, [line for line in o.difference if line[:1] in "+-"]) for o in found(own)}
    head = [f"--- {own.parent}/shipped/fragments/队伍.md", "+++ fragments/队伍.md"]
    assert result == {
        "队伍/招聘": (Standing.ADDED, [*head, "+- 多招{{ 队伍.招聘 }}。"]),
        "队伍/补贴": (Standing.REPLACED, [*head, "-- 发放补贴{{ 队伍.补贴 }}。", "+- 补贴{{ 队伍.补贴 }}到位。"]),
        "队伍/新话": (Standing.NEW, ["--- ", head[1], "+- 新增{{ 队伍.新 }}。"]),
        "队伍/旧话": (Standing.SAME, []),
    }


def test_overridden_template_files_are_compared_file_by_file(own: Path) -> None:
    files = {
        "templates/工作总结/章-队伍.md": '{{ 片段("补贴") }}\n',
        "templates/工作总结/layout.yaml": "正文:\n  字号: 四号\n",
        "templates/工作总结/catalogue.yaml": CATALOGUE,
        "templates/工作总结/页.png": "不是模板",
    }
    project(own, files)
    assert [(o.file, o.standing, len(o.difference)) for o in found(own)] == [
        ("templates/工作总结/catalogue.yaml", Standing.SAME, 0),
        ("templates/工作总结/layout.yaml", Standing.NEW, 0),
        ("templates/工作总结/章-队伍.md", Standing.REPLACED, 6),
    ]


def test_a_library_may_be_named_by_its_facts_file_or_its_folder(own: Path) -> None:
    project(own, {"我的.yaml": FACTS})
    assert own_folder(None).parent == Path()
    assert own_folder(str(own)).parent == own
    assert own_folder("我的.yaml") == Path("我的.yaml")
    with pytest.raises(DrafterError):
        own_folder("没有")
