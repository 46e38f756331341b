"""Emphasis beside Chinese punctuation.

The shapes are those of the published cases of the CJK-friendly amendment (github.com/tats-u/markdown-cjk-friendly, testcases/), with
words of our own: what counts is the two characters on each side of the asterisks.
"""

import pytest
from markdown_it import MarkdownIt

from drafter.markdown.dialect import dialect
from drafter.markdown.flanking import MARKS
from drafter.marks import Mark, Marks


def html(markdown: str, *facts: str) -> str:
    marks = Marks()
    for fact in facts:
        marks.put(Mark(fact, ("甲.乙",), None))
    return str(dialect().renderInline(markdown, {MARKS: marks}))


@pytest.mark.parametrize("mark", "，。、；：？！“”‘’（）【】《》〔〕「」—～…·〃-々︙")
def test_strong_text_may_end_in_any_mark_before_a_chinese_character(mark: str) -> None:
    assert html(f"**甲{mark}**乙") == f"<strong>甲{mark}</strong>乙"


@pytest.mark.parametrize("mark", "（【《〔「“‘")
def test_strong_text_may_begin_with_any_opening_mark_after_a_chinese_character(mark: str) -> None:
    assert html(f"甲**{mark}乙**") == f"甲<strong>{mark}乙</strong>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**加强队伍建设。**全年招聘", "<strong>加强队伍建设。</strong>全年招聘"),
        ("**“双减”**工作", "<strong>“双减”</strong>工作"),
        ("**《办法》**出台", "<strong>《办法》</strong>出台"),
        ("《**办法**》", "《<strong>办法</strong>》"),
        ("落实**（试行）**要求", "落实<strong>（试行）</strong>要求"),
        ('校长**"好"**说', "校长<strong>&quot;好&quot;</strong>说"),
        ('校长**"Good"**说', "校长<strong>&quot;Good&quot;</strong>说"),
        ("含税**¥10,000**到账", "含税<strong>¥10,000</strong>到账"),
        ("选**④**项", "选<strong>④</strong>项"),
        ("**C#**和**F#**课程", "<strong>C#</strong>和<strong>F#</strong>课程"),
        ("Go**（入门）**课程", "Go<strong>（入门）</strong>课程"),
        ("·**㋐**:第一项", "·<strong>㋐</strong>:第一项"),
        ("**甲，** 乙", "<strong>甲，</strong> 乙"),
        ("**甲**，乙", "<strong>甲</strong>，乙"),
        ("协议**(HTTP)**", "协议<strong>(HTTP)</strong>"),
        ("协议**[页](https://a.cn)**", '协议<strong><a href="https://a.cn">页</a></strong>'),
        ("起头的**`码`也算。**后文", "起头的<strong><code>码</code>也算。</strong>后文"),
        ("**末尾的`码`**后文", "<strong>末尾的<code>码</code></strong>后文"),
        ("**学校：**React框架", "<strong>学校：</strong>React框架"),
        ("𰻞**(生僻字)**", "𰻞<strong>(生僻字)</strong>"),
        ("葛\U000e0100**(异体)**城", "葛\U000e0100<strong>(异体)</strong>城"),
        ("塚\ufe00**(异体)**", "塚\ufe00<strong>(异体)</strong>"),
        ("**“\ufe01Git”\ufe01**Hub", "<strong>“\ufe01Git”\ufe01</strong>Hub"),
        ("**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"),
        ("\u1161**(a)**", "\u1161<strong>(a)</strong>"),
        ("**(k)**\u110f", "<strong>(k)</strong>\u110f"),
        ("__注意__：事项", "<strong>注意</strong>：事项"),
        ("注意：__事项__", "注意：<strong>事项</strong>"),
        ("正体字。\ufe01_Text._", "正体字。\ufe01<em>Text.</em>"),
        ("简体字。\ufe00__Text.__", "简体字。\ufe00<strong>Text.</strong>"),
        ("IPv6**“双栈”**改造", "IPv6<strong>“双栈”</strong>改造"),
    ],
)
def test_emphasis_in_chinese(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize("sign", "〰〽🈂🈷㊗㊙")
def test_a_cjk_sign_is_no_emoji(sign: str) -> None:
    assert html(f"a**{sign}**a") == f"a<strong>{sign}</strong>a"


@pytest.mark.parametrize(
    "markdown", ["a**a«**a", "a**»a**a", "a**a∇**a", "a**∇a**a", "a**a𝜵**a", "a**𝜵a**a", "a**😀**a", "a**“b”**c"]
)
def test_foreign_punctuation_in_foreign_text_still_counts_against_emphasis(markdown: str) -> None:
    assert html(markdown) == markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "*foo bar*", "a * foo bar*", 'a*"foo"*', "* a *", "foo*bar*", "5*6*78", "_foo bar_", "_ foo bar_", 'a_"foo"_', "foo_bar_", "5_6_78",
        'aa_"bb"_cc', "foo-_(bar)_", "_foo*", "*foo bar *", "*(*foo)", "*(*foo*)*", "*foo*bar", "_foo bar _", "_(_foo)", "_(_foo_)_",
        "_foo_bar", "_foo_bar_baz_", "_(bar)_.", "**foo bar**", "** foo bar**", 'a**"foo"**', "foo**bar**", "__foo bar__", "foo__bar__",
        "__foo, __bar__, baz__", "foo-__(bar)__", "**foo bar **", "**(**foo)", "*(**foo**)*", '**foo "*bar*" foo**', "**foo**bar",
        "*foo**bar**baz*", "*foo**bar*", "***foo** bar*", "*foo **bar***", "foo***bar***baz", "foo******bar*********baz", "** is not",
        "foo ***", "foo *_*", "**foo*", "*foo**", "***foo**", "****foo*", "*foo _bar* baz_", "**foo*bar**", "*a `*`*",
    ],
)  # fmt: skip
def test_latin_emphasis_is_that_of_commonmark(markdown: str) -> None:
    assert html(markdown) == MarkdownIt("js-default").renderInline(markdown)


@pytest.mark.parametrize(
    ("markdown", "fact", "expected"),
    [
        ("**\U000f0000。**正文", "10次", "<strong>\U000f0000。</strong>正文"),
        ("**强调**\U000f0000", "10次", "<strong>强调</strong>\U000f0000"),
        ("增长**\U000f0000**以上", "84.38%", "增长<strong>\U000f0000</strong>以上"),
        ("**加强建设。**\U000f0000", "CBA联赛", "<strong>加强建设。</strong>\U000f0000"),
        ("A**\U000f0000**B", "“甲”", "A<strong>\U000f0000</strong>B"),
        ("A**(b)**\U000f0000", "甲", "A**(b)**\U000f0000"),
        ("甲**(b)**\U000f0000", "乙", "甲<strong>(b)</strong>\U000f0000"),
        ("甲**b%**\U000f0000", "c", "甲**b%**\U000f0000"),
        ("\U000f0000**b**", "", "\U000f0000<strong>b</strong>"),
    ],
)
def test_a_fact_counts_as_the_text_it_stands_for(markdown: str, fact: str, expected: str) -> None:
    assert html(markdown, fact) == expected


def test_switches_between_origins_are_invisible_to_the_rule() -> None:
    assert html("甲\U00100000**“乙”**\U0010fffd丙") == "甲\U00100000<strong>“乙”</strong>\U0010fffd丙"
    assert html("**甲。\U0010fffd**\U00100000乙") == "<strong>甲。\U0010fffd</strong>\U00100000乙"
