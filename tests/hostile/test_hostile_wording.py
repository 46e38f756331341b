"""Fragments, headings, outlines and sentences of one's own that attack the machine: nothing runs but the vocabulary, and never for long."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .ordeal import OUTLINE, endured, judged, kind, put

ESCAPES = [
    "{{ 队.编.__class__ }}", "{{ 队.__class__.__init__.__globals__ }}", "{{ 队['__class__'] }}", "{{ ''.__class__.__mro__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id') }}", "{{ self.__init__ }}", "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__ }}", "{{ 队|attr('__class__') }}", "{{ (1).__class__ }}", "{{ environment }}", "{{ joiner }}",
    "{{ 片段.__globals__ }}", "{{ 片段.__code__ }}", "{{ namespace() }}", "{{ range(3) }}", "{{ dict() }}", "{{ caller() }}",
    "{{ 队.编.value }}", "{{ 队.编.fact.span.file }}", "{{ __import__('os') }}", "{{ open('/etc/passwd') }}", "{{ print }}",
    "{% macro m() %}x{% endmacro %}{{ m.__class__ }}", "{% macro m() %}x{% endmacro %}{{ m._func }}",
    "{% for a in 队.册 %}{{ loop.__class__ }}{% endfor %}", "{% for a in 队.册 %}{{ loop.cycle('a') }}{% endfor %}",
]  # fmt: skip
CHANGES = [
    "{{ 队.update() }}", "{{ x.append(1) }}", "{% set ns.x = 1 %}", "{% do x %}", "{{ 队() }}", "{{ 队.编(1) }}", "{{ '字'() }}",
    "{% for a in 队.册 recursive %}{{ loop(队.册) }}{% endfor %}", "{{ 队.册 | join(片段) }}", "{{ 'abc' | first }}",
]  # fmt: skip
FILES = [
    "{% include '/etc/passwd' %}", "{% include '../../etc/passwd' %}", "{% import 'os' as o %}", "{% from 'x' import y %}",
    "{% extends 'x' %}", "{% block x %}{% endblock %}", "{% include ['a', 'b'] ignore missing %}",
]  # fmt: skip
BOMBS = [
    "{{ 'a' * 1000000000 }}", "{{ '%1000000000d' % 1 }}", "{{ '{:1000000000d}'.format(1) }}", "{{ 'a'.center(1000000000) }}",
    "{{ 'a' | center(1000000000) }}", "{{ 10 ** 10 ** 10 }}", "{{ 队.编 ** 9999999 }}", "{{ [1] * 100000000 }}",
    "{{ 9999999 * 9999999 }}", "{{ 队.编 + " + "9" * 5000 + " }}", "{{ 1e400 }}", "{{ 队.编[0:100000000] }}",
    "{% set x = '甲' %}" + "{% set x = x ~ x %}" * 30 + "{{ x }}", "{% for a in 队.册 %}" * 30 + "x" + "{% endfor %}" * 30,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% if 队.编 %}" * 150 + "x" + "{% endif %}" * 150, "{% 逐条 %}{% 条 %}" * 150 + "x" + "{% 完 %}" * 150,
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ " + "-" * 4000 + "1 }}", "{{ " + "not " * 1200 + "x }}",
    "{{ 队.编" + " | default" * 600 + " }}", "{{ 队" + ".编" * 2400 + " }}", "{{ 队" + "[1]" * 1600 + " }}",
    "[[" * 200 + "x" + "]]" * 200, "[" * 20_000, "{{ 队.编 }}" * 20_000, "{{" * 80_000, "{% " * 80_000, "{#" * 80_000,
    "{{ " + "“" * 100_000, "1 " * 80_000,
]  # fmt: skip
ESCAPED = ["\\ud800", "\\x00", "\\U000f0000", "\\U00100000", "\\x1d", "\\u202e", "\\ufffe"]
"""Characters that no source may hold, written out in a string of Jinja's."""
HARMLESS = [
    "{% raw %}{{ 队.编 }}{% endraw %}", "{% set x %}{{ 队.编 }}{% endset %}{{ x }}", "{% with a=队.编 %}{{ a }}{% endwith %}",
    "{{ 队.编 and 队.训 }}", "{% for 行 in 队.册 %}{{ 行.校 }}{% endfor %}", "字" * 150_000, "x\n" + "  字\n" * 60_000,
    "x\n" + "- 字{{ 队.编 }}\n" * 10_000, "x\n" + "## 甲\n- 字\n" * 2,
]  # fmt: skip
OUTLINES = [
    ("attributes in a title", '标题: "{{ 文稿.__class__ }}"\n章:\n  - 章: 队\n', "", 0),
    ("a file in a title", "标题: \"{% include '/etc/passwd' %}\"\n章:\n  - 章: 队\n", "J012", 1),
    ("a bomb in a title", "标题: \"{{ 'a' * 1000000000 }}\"\n章:\n  - 章: 队\n", "J020", 1),
    ("a bomb in a heading", f"{OUTLINE}    题: \"{{{{ 'a' * 1000000000 }}}}\"\n", "J020", 1),
    ("a title of 15,000 characters", f"标题: {'字' * 15_000}\n章:\n  - 章: 队\n", "", 0),
    ("no title", "标题:\n章:\n  - 章: 队\n", "", 0),
    ("paths as sections", '标题: x\n章:\n  - 章: ../../../../etc/passwd\n  - 章: /etc/passwd\n  - 章: C:\\x\n', "J030", 1),
    ("two thousand sections", "标题: x\n章:\n" + "  - 章: 队\n" * 2000, "", 0),
    ("a value for a list", "标题: x\n章: y\n编号: 5\n引领编号: 99999999999999999999999\n连续编号: [x]\n", "J030", 1),
    ("format strings as numbers", "标题: x\n编号:\n  - '{'\n  - '{0}'\n  - '{__class__}'\n  - '{1:999999999}'\n章:\n  - 章: 队\n    题: 甲\n", "", 0),
    ("an unknown kind of section", f"{OUTLINE}    性质: '{{{{ x }}}}'\n", "J030", 1),
]  # fmt: skip


def attempt(folder: Path, wording: str, code: str, exit_code: int) -> None:
    put(folder, kind(wording))
    outcome = endured(folder, "build", "-o", "x.docx")
    judged(outcome, code, exit_code)
    assert "root:" not in outcome.said


@pytest.mark.parametrize("wording", [*ESCAPES, *CHANGES], ids=range(len(ESCAPES) + len(CHANGES)))
def test_nothing_but_facts_and_the_vocabulary_can_be_reached(wording: str, tmp_path: Path) -> None:
    put(tmp_path, kind(wording))
    outcome = endured(tmp_path, "build", "-o", "x.md")
    assert outcome.exit == 1, outcome.said
    printed = re.sub("【待补：.*?】", "", (tmp_path / "x.md").read_text("utf-8"))
    assert not any(word in printed for word in ("class", "object at", "function", "uid=", "root:", "<", "{"))


@pytest.mark.parametrize("wording", FILES)
def test_wording_refers_to_no_file(wording: str, tmp_path: Path) -> None:
    put(tmp_path, kind(wording))
    outcome = endured(tmp_path, "build", "-o", "x.docx")
    assert outcome.exit == 1
    assert "J012" in outcome.said or "J011" in outcome.said


@pytest.mark.parametrize("wording", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_an_error(wording: str, tmp_path: Path) -> None:
    attempt(tmp_path, wording, "", 1)


@pytest.mark.parametrize("escape", ESCAPED)
@pytest.mark.parametrize(
    "wording", ['{{{{ "{}" }}}}', '{{% set x = "{}" %}}{{{{ x }}}}', '{{{{ 队.册 | join("{}") }}}}']
)
def test_an_escape_writes_no_forbidden_character(wording: str, escape: str, tmp_path: Path) -> None:
    attempt(tmp_path, wording.format(escape), "J011", 1)


@pytest.mark.parametrize("wording", HARMLESS, ids=range(len(HARMLESS)))
def test_much_harmless_wording_is_spoken(wording: str, tmp_path: Path) -> None:
    put(tmp_path, kind(wording))
    assert endured(tmp_path, "build", "-o", "x.docx").exit in (0, 1)
    assert (tmp_path / "x.docx").exists()


@pytest.mark.parametrize(("outline", "code", "exit_code"), [o[1:] for o in OUTLINES], ids=[o[0] for o in OUTLINES])
def test_an_outline(outline: str, code: str, exit_code: int, tmp_path: Path) -> None:
    put(tmp_path, kind(outline=outline))
    judged(endured(tmp_path, "build", "-o", "x.docx"), code, exit_code)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("队.自拟: '{{ 队.编.__class__ }}'\n", "J021"),
        ("队.自拟: '{% include \"/etc/passwd\" %}'\n", "J012"),
        ("队.自拟:\n  - 放在: 句\n    文字: '{{ 10 ** 10 ** 10 }}'\n", "J020"),
        ("文稿.改写.队/句: '{{ 队.编.__class__ }}'\n", "J021"),
        ("文稿.改写.队/没: 字\n", "F340"),
        ("文稿.章题.队: '{{ 10 ** 9 }}'\n", ""),
        ("文稿.段题.x: '{{'\n", ""),
        ("文稿.选用.队/句: '" + "字" * 9000 + "'\n", ""),
    ],
    ids=range(8),
)
def test_sentences_of_ones_own(facts: str, code: str, tmp_path: Path) -> None:
    put(tmp_path, kind(facts=facts))
    judged(endured(tmp_path, "build", "-o", "x.docx"), "", 1)


@pytest.mark.parametrize(
    "layout",
    [
        "页面:\n  纸宽: 1e3\n  版心宽: 1999\n  行数: 1999\n  天头: -99\n正文:\n  字号: 0\n  行距: nan\n标题:\n  字号: inf\n",
        "页面:\n  纸宽: 0\n  版心宽: 0\n  行数: 0\n  字数: 0\n正文:\n  字号: 0\n  行距: 0\n",
        '标题:\n  字体: \'</w:t>"&<>\'\n正文:\n  字体: "a\\0"\n',
        "页面: 1\n正文: [a]\n" + "x: y\n" * 3000,
    ],
    ids=["absurd", "nought", "marks", "shapeless"],
)
def test_a_layout(layout: str, tmp_path: Path) -> None:
    put(tmp_path, {**kind(), "templates/试/layout.yaml": layout})
    endured(tmp_path, "build", "-o", "x.docx")
