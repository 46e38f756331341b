"""A clause of a section file stands and falls with the fragments that it places: leads inside a paragraph, items of a chain."""

from pathlib import Path

import pytest
from wording import messages, outline, rendered

TWO = "**抓队伍。**[[引育并重。{{ 片段(“招聘”, “培训”) }}]][[厚待教师。{{ 片段(“补贴”) }}]]\n"
BARE = TWO.removeprefix("**抓队伍。**")
CHAIN = (
    "{% 逐条 %}{% 条 %}[[抓人才引进。{{ 片段(“招聘”) }}]]{% 条 %}[[抓教师培训。{{ 片段(“培训”, “口号”) }}]]{% 完 %}\n"
)
THEME = (
    "## 招聘\n- 招聘{{ 队.招聘 }}[[，引进{{ 队.引进 }}]]。\n## 培训\n- 培训{{ 队.培训 }}。\n"
    "## 补贴\n- 补贴{{ 队.补贴 }}。\n## 口号\n- 全员提升。\n"
)


def files(section: str) -> dict[str, str]:
    return {
        "templates/试/template.yaml": outline("队=队伍"),
        "templates/试/章-队.md": section,
        "fragments/队.md": THEME,
    }


@pytest.mark.parametrize(
    ("section", "facts", "text"),
    [
        (TWO, "队.招聘: 5名\n队.补贴: 3万元", "队伍\n抓队伍。引育并重。招聘5名。厚待教师。补贴3万元。"),
        (TWO, "队.招聘: 5名\n队.引进: 1名", "队伍\n抓队伍。引育并重。招聘5名，引进1名。"),
        (TWO, "队.补贴: 3万元", "队伍\n抓队伍。厚待教师。补贴3万元。"),
        (TWO, "队.引进: 1名", "队伍\n抓队伍。引育并重。招聘【待补：队.招聘】，引进1名。"),
        (TWO, "队.招聘: 待补", "队伍\n抓队伍。引育并重。招聘【待补：队.招聘】。"),
        (BARE, "", ""),
        (CHAIN, "队.招聘: 5名\n队.培训: 9次", "队伍\n一是抓人才引进。招聘5名。二是抓教师培训。培训9次。全员提升。"),
        (CHAIN, "队.培训: 9次", "队伍\n抓教师培训。培训9次。全员提升。"),
        (CHAIN, "", ""),
        (TWO, "队.招聘: 5名\n文稿.段题.引育并重: 引才", "队伍\n抓队伍。引才。招聘5名。"),
        (TWO, "队.招聘: 5名\n文稿.段题.抓队伍: 待补", "队伍\n【待补：文稿.段题.抓队伍】。引育并重。招聘5名。"),
        (TWO, "队.招聘: 5名\n文稿.章题.队: 待补", "【待补：文稿.章题.队】\n抓队伍。引育并重。招聘5名。"),
        (BARE, "队.招聘: 5名\n队.培训: 2次\n文稿.不要: 招聘、培训", ""),
        (TWO, "队.招聘: 5名\n队.补贴: 3万元\n文稿.不要: 招聘、培训", "队伍\n抓队伍。厚待教师。补贴3万元。"),
    ],
)
def test_an_inner_lead_is_printed_only_before_text_of_its_own(
    tmp_path: Path, section: str, facts: str, text: str
) -> None:
    _, said, problems = rendered(tmp_path, files(section), f"{facts}\n")
    assert (said, messages(problems)) == (text, [])


def test_a_heading_that_is_still_missing_is_among_the_gaps(tmp_path: Path) -> None:
    account, _, _ = rendered(tmp_path, files(TWO), "队.招聘: 5名\n文稿.段题.抓队伍: 待补\n")
    assert [m.path for m in account.missing] == ["文稿.段题.抓队伍"]


@pytest.mark.parametrize(
    ("facts", "title", "subtitle"),
    [
        ("", "甲县教育局总结", ""),
        ("文稿.主题: 奋勇争先\n", "奋勇争先", "——甲县教育局总结"),
        ("文稿.主题: 奋勇争先\n文稿.副标题: 在全县教育大会上\n", "奋勇争先", "在全县教育大会上"),
    ],
)
def test_a_kind_may_put_a_slogan_above_its_own_name(tmp_path: Path, facts: str, title: str, subtitle: str) -> None:
    named = "{{ 文稿.单位 }}总结"
    head = f'标题: "{{% if 文稿.主题 %}}{{{{ 文稿.主题 }}}}{{% else %}}{named}{{% endif %}}"\n'
    head += f'副标题: "{{% if 文稿.主题 %}}——{named}{{% endif %}}"\n'
    kind = head + outline("队").partition("\n")[2]
    account, _, problems = rendered(tmp_path, {**files(TWO), "templates/试/template.yaml": kind}, facts)
    assert (account.title, account.subtitle, messages(problems)) == (title, subtitle, [])
