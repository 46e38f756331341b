"""Wording that is read without Jinja says what Jinja makes of it, mistakes included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.api import draft
from drafter.diagnostics import Problems
from drafter.facts import Catalogue, read_facts
from drafter.fragments import scan
from drafter.marks import Marks
from drafter.templates.cache import CodeCache
from drafter.templates.engine import Engine, Session
from drafter.templates.plain import pieces_of
from drafter.templates.speaker import Speaker
from drafter.templates.trouble import Trouble, WordingError
from drafter.yamlfile import parse_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
FACTS = """\
文稿.单位: 甲县教育局
文稿.年度: 2025
队.招聘: 36名
队.招聘.上年: 30名
队.培训: 70余项13730人次
队.占比: 57.0%
队.学校: 一小、二小等6所
队.待定: 待补
队.没有: 不涉及
队.项目.含:
  新建: 3所
  改建: 4所
"""


@pytest.mark.parametrize(
    "wording",
    [
        "招聘{{ 队.招聘 }}。",
        "招聘{{队.招聘|较上年}}[[，其中{{ 队.未知 }}]]。",
        "{{ 文稿.年度 + 1 }}年",
        '{{ 片段("甲", "乙") }}',
        "{% 逐条 %}{% 条 %}{{ 队.招聘 }}{% 条 %}[[{{ 队.占比 }}]]{% 完 %}",
        "{% 逐条 “首先、其次” %}{% 条 %}甲{% 条 %}乙{% 完 %}",
        "{# 说明 #}{{ 队.招聘 }}",
        "做好{{ 条数() }}件事",
    ],
)
def test_common_wording_needs_no_jinja(wording: str) -> None:
    assert pieces_of(scan(wording).jinja) is not None


@pytest.mark.parametrize(
    "wording",
    [
        "{% if 队.招聘 %}甲{% endif %}",
        "{% for 行 in 队.学校 %}{{ 行 }}{% endfor %}",
        "{{ 队.招聘 + 队.改建 }}",
        "{{ 队.招聘 | 没有这个 }}",
        "{{- 队.招聘 }}",
        "{{ 队.学校.0 }}",
        '{{ "甲" }}',
        "{{ loop.index }}",
        "{% 条 %}",
        "{{ 队.招聘 | 占(1 + 1) }}",
    ],
)
def test_the_rest_is_left_to_jinja(wording: str) -> None:
    assert pieces_of(scan(wording).jinja) is None


@contextmanager
def jinja_alone() -> Iterator[None]:
    """All wording goes through Jinja."""
    with patch("drafter.templates.engine.pieces_of", lambda _: None):
        yield


@pytest.mark.parametrize("example", sorted(p.parent.name for p in EXAMPLES.glob("*/facts.yaml")))
def test_an_example_reads_the_same_through_jinja_alone(example: str) -> None:
    facts = EXAMPLES / example / "facts.yaml"
    plain, compiled = Problems(), Problems()
    made = draft(facts, plain)
    with jinja_alone():
        again = draft(facts, compiled, cached=False)
    assert (made.document, made.rendered.used, made.rendered.missing) == (
        again.document,
        again.rendered.used,
        again.rendered.missing,
    )
    assert list(plain) == list(compiled)


PATHS = (
    *("队.招聘", "队.培训", "队.占比", "队.学校", "队.待定", "队.没有", "队.未知", "队.项目"),
    *("队.招聘.甲", "队.学校.名称", "文稿.年度", "队 . 招聘"),
)
FILTERS = (
    *("较上年", "由至", "列举", "合计", "含", "项数", "first", "join", "没有", "default(“无”)", "量(“人次”)"),
    *("占(队.招聘)", "占(队.项目, “总数”)", "占(", "占(队.招聘, 队.项目, 队.占比)"),
)
TAGS = st.one_of(
    st.sampled_from(PATHS).map("{{{{ {} }}}}".format),
    st.builds("{{{{ {} | {} }}}}".format, st.sampled_from(PATHS), st.sampled_from(FILTERS)),
    st.builds("{{{{ {} {} {} }}}}".format, st.sampled_from(PATHS), st.sampled_from("+-*"), st.integers(0, 20_000)),
    st.sampled_from(["{{ 片段(“甲”) }}", "{{ 片段(“甲”, “无声”) }}", "{{ 片段 }}", "{{ 条数() }}", "{# 注 #}", "{#- 注 #}"]),
    st.sampled_from(["甲。", "，乙", "\n", "\n\n", " ", "“", "{", "]]", "[[", "{% 逐条 %}", "{% 条 %}", "{% 完 %}", "{% 逐条 “首先、其次” %}"]),
)  # fmt: skip


@given(st.lists(TAGS, max_size=8).map("".join))
@settings(max_examples=400, deadline=None)
def test_made_up_wording_says_the_same_through_jinja_alone(wording: str) -> None:
    plain = spoken(wording)
    with jinja_alone():
        assert spoken(wording) == plain


def spoken(source: str) -> object:
    """What *source* says with :data:`FACTS`: text, marks and uses, or what is wrong and on which row."""
    problems = Problems()
    root = parse_yaml(FACTS.encode(), "facts.yaml", problems)
    assert root is not None
    facts = read_facts(root, "facts.yaml", problems)
    engine = Engine(Speaker(facts, Catalogue({}), {}), CodeCache(None))
    session = Session(Marks())
    wording = scan(source)
    if wording.faults:
        return None

    def place(*names: object) -> str:
        session.placed += 1
        session.silent += "无声" in names
        return "" if "无声" in names else "放上一段"

    place.is_wording = True  # type: ignore[attr-defined]
    try:
        text = engine.speak(wording, session, {"片段": place})
    except WordingError as error:
        return _told(error.trouble), error.row, error.word
    marks = [session.marks.mark(c) for c in text]
    return text, marks, session.uses, [_told(t) for t in session.troubles]


def _told(trouble: Trouble) -> tuple[object, ...]:
    return trouble.code, trouble.message, trouble.hint, trouble.related


@pytest.mark.parametrize(
    ("wording", "row"),
    [
        ("甲{{ 队.招聘 | 占(队.占比) }}", 0),
        ("甲\n乙{{ 队.招聘 }}{{ 队.招聘 | 占(队.占比) }}", 1),
        ("[[甲\n\n{{ 队.招聘 | 占() }}]]", 2),
    ],
)
def test_a_mistake_is_told_on_its_own_row(wording: str, row: int) -> None:
    told = spoken(wording)
    assert isinstance(told, tuple)
    assert told[1] == row
