"""What a Markdown text means: blocks, runs, facts, origins and findings."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.diagnostics import DrafterError, Problems, Severity, Span
from drafter.document import Block, Heading, Image, ListBlock, Paragraph, Run, Table, block_text, runs_of, text_of
from drafter.markdown import Parsed, parse
from drafter.markdown import syntax as syntaxes
from drafter.markdown.dialect import dialect
from drafter.marks import Mark, Marks, Origin

PNG = Image(b"png", "image/png", name="图.png")


class Shelf:
    """What outlives a process, in a dictionary."""

    def __init__(self, kept: dict[bytes, bytes]) -> None:
        self.get = kept.get
        self.put = kept.__setitem__


class Sheet:
    """One text being written, its marks and the findings."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.problems = Problems()

    def fact(self, text: str, gap: bool = False) -> str:
        return self.marks.put(Mark(text, ("甲.乙",), None, gap=gap))

    def origin(self, name: str, text: str, span: Span | None = None) -> str:
        return self.marks.wrap(Origin(name, span), text)

    def read(self, markdown: str, line_of: Callable[[int], Span | None] | None = None) -> Parsed:
        """What *markdown* says, parsed and from memory alike."""
        kept: dict[bytes, bytes] = {}
        parsed = self._read(markdown, line_of, kept, self.problems)
        again = Problems()
        assert self._read(markdown, line_of, kept, again) == parsed
        assert set(again) <= set(self.problems)
        return parsed

    def _read(
        self,
        markdown: str,
        line_of: Callable[[int], Span | None] | None,
        kept: dict[bytes, bytes],
        problems: Problems,
    ) -> Parsed:
        syntaxes._seen.clear()
        images = {"图.png": PNG}.get
        shelf = Shelf(kept)
        return parse(markdown, self.marks, problems, file="队伍.md", line_of=line_of, images=images, kept=shelf)

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def read(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text in which nothing is wrong."""
    sheet = Sheet()
    blocks = sheet.read(markdown).blocks
    assert sheet.codes == []
    return blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block_text(block) for block in blocks]


def origins(block: Block) -> list[tuple[str, str]]:
    return [(run.text, run.origin.name if run.origin else "") for run in runs_of(block)]


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("甲\n乙", ["甲乙"]),
        ("甲。\n“乙”", ["甲。“乙”"]),
        ("Word\nExcel", ["Word Excel"]),
        ("Word\n软件", ["Word软件"]),
        ("共\n10次", ["共10次"]),
        ("**甲。**\n乙", ["甲。乙"]),
        ("甲\n\n乙", ["甲", "乙"]),
        ("    缩进四格", ["缩进四格"]),
        ("　　甲\n　　乙", ["甲", "乙"]),
        ("甲\n===", ["甲==="]),
        ("甲\n- 乙", ["甲", "乙"]),
        ("1.推进甲", ["1.推进甲"]),
        ("2021. 甲", ["2021. 甲"]),
        ("1) 甲", ["1) 甲"]),
        ("1. 甲\n\n2021. 乙", ["甲", "2021. 乙"]),
        ("a<b，<5%，<甲>", ["a<b，<5%，<甲>"]),
        ("甲\\*乙\\_丙\\<b>", ["甲*乙_丙<b>"]),
        ("[甲]: http://a.cn", ["[甲]: http://a.cn"]),
        ("<http://a.cn>", ["<http://a.cn>"]),
        ("http://a.cn/b_c_d", ["http://a.cn/b_c_d"]),
        ("~~甲~~", ["~~甲~~"]),
        ("甲_乙_丙", ["甲_乙_丙"]),
        ("甲\r\n乙\r\n\r\n丙", ["甲乙", "丙"]),
        ("", []),
    ],
)
def test_what_a_text_prints(markdown: str, printed: list[str]) -> None:
    assert texts(read(markdown)) == printed


@pytest.mark.parametrize(
    ("markdown", "lead", "rest"),
    [
        ("**加强人才引进。**全年招聘", "加强人才引进。", "全年招聘"),
        ("**主要做法：**甲", "主要做法：", "甲"),
        ("**主要做法:**甲", "主要做法：", "甲"),
        ("**怎么办？**甲", "怎么办？", "甲"),
        ("**加油!**甲", "加油！", "甲"),
        ("**甲。**", "甲。", ""),
        ("**甲**。乙", "", "甲。乙"),
        ("**甲**乙。", "", "甲乙。"),
        ("乙**甲。**", "", "乙甲。"),
        ("*甲。*乙", "", "甲。乙"),
    ],
)
def test_a_strong_beginning_that_ends_a_sentence_is_a_lead(markdown: str, lead: str, rest: str) -> None:
    (block,) = read(markdown)
    assert isinstance(block, Paragraph)
    assert (text_of(block.lead), text_of(block.runs)) == (lead, rest)
    assert not any(run.strong for run in block.lead)
    assert (block.level, block.label) == (0, "")


def test_runs_carry_their_look() -> None:
    (block,) = read("甲**乙**_丙_`丁,`[戊](https://a.cn)  \n己")
    assert tuple(runs_of(block)) == (
        Run("甲"),
        Run("乙", strong=True),
        Run("丙", emphasis=True),
        Run("丁,", code=True),
        Run("戊", link="https://a.cn"),
        Run("", line_break=True),
        Run("己"),
    )


def test_headings_lists_and_quotes() -> None:
    assert read("# 甲\n\n#### 乙") == (Heading(1, (Run("甲"),)), Heading(4, (Run("乙"),)))
    item = (Paragraph((Run("甲"),)), ListBlock(((Paragraph((Run("乙"),)),),)))
    assert read("3. 甲\n   - 乙") == (ListBlock((item,), ordered=True, start=3),)
    assert read("> 甲\n>\n> - 乙") == (
        Paragraph((Run("甲"),), quote=True),
        ListBlock(((Paragraph((Run("乙"),), quote=True),),)),
    )


@pytest.mark.parametrize(
    ("above", "caption", "before"),
    [
        ("表：各校人数\n\n", "各校人数", []),
        ("表:各校人数\n", "各校人数", []),
        ("表1　各校人数\n\n", "表1　各校人数", []),
        ("表一 各校人数\n\n", "表一 各校人数", []),
        ("表1-2\n\n", "表1-2", []),
        ("表彰先进\n\n", "", ["表彰先进"]),
        ("表1列出了各校人数。\n\n", "", ["表1列出了各校人数。"]),
        ("各校人数：\n\n", "", ["各校人数："]),
    ],
)
def test_a_caption_stands_right_above_its_table(above: str, caption: str, before: list[str]) -> None:
    *others, table = read(f"{above}| 校 | 人 |\n|---|---|\n| 甲 | 1 |\n")
    assert isinstance(table, Table)
    assert (text_of(table.caption), texts(tuple(others))) == (caption, before)


@pytest.mark.parametrize(
    ("rule", "cells", "align"),
    [
        ("---", ["1,024", "84.38%"], "right"),
        ("---", ["1", "", "—"], "right"),
        ("---", ["1", "2所"], ""),
        (":---", ["1", "2"], "left"),
        (":---:", ["1", "2"], "center"),
        ("---:", ["甲", "乙"], "right"),
        ("---", [""], ""),
    ],
)
def test_a_column_of_figures_stands_right_unless_told_otherwise(rule: str, cells: list[str], align: str) -> None:
    (table,) = read("\n".join(["| 人 |", f"|{rule}|", *(f"| {cell} |" for cell in cells)]))
    assert isinstance(table, Table)
    assert table.align == (align,)
    assert [text_of(row.cells[0]) for row in table.rows] == cells


def test_a_gap_does_not_keep_figures_from_standing_right() -> None:
    sheet = Sheet()
    (table,) = sheet.read(f"| 人 |\n|---|\n| 1 |\n| {sheet.fact('【待补：人】', gap=True)} |").blocks
    assert isinstance(table, Table)
    assert table.align == ("right",)


def test_an_escaped_pipe_stays_in_its_cell() -> None:
    (table,) = read("> | 甲 | 乙 |\n> |---|---|\n> | a\\|b | c |\n")
    assert isinstance(table, Table)
    assert [text_of(cell) for cell in table.rows[0].cells] == ["a|b", "c"]


HOSTILE = [
    "*甲*",
    "_甲_",
    "|",
    "a|b",
    "<b>",
    "# 甲",
    "[甲](b)",
    "`甲`",
    "- 甲",
    "1. 甲",
    "\\*",
    "&amp;",
    "![](x)",
    "**",
    "---",
    "> 甲",
    "[^1]",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "frame",
    ["{}", "甲{}乙", "# {}", "- {}", "> {}", "**{}。**甲", "`{}`", "甲*{}*乙", "| 头 |\n|---|\n| {} |", "{}、{}"],
)
def test_a_fact_prints_as_itself_wherever_it_stands(frame: str, text: str) -> None:
    sheet = Sheet()
    parsed = sheet.read(frame.replace("{}", sheet.fact(text)))
    found = [run for block in parsed.blocks for run in runs_of(block) if run.mark]
    narrow = str.maketrans("（）；！", "();!")
    assert [run.text.translate(narrow) for run in found] == [text] * frame.count("{}")
    assert sheet.codes == []


def test_a_fact_of_several_lines() -> None:
    sheet = Sheet()
    lines = sheet.fact("甲。\n\n乙。\n")
    alone, within, head = (sheet.read(frame.format(lines)).blocks for frame in ("{}", "有：{}丙", "# {}"))
    assert texts(alone) == ["甲。", "乙。"]
    assert all(run.mark for block in alone for run in runs_of(block))
    assert texts(within) == ["有：甲。\n乙。丙"]
    assert texts(head) == ["甲。\n乙。"]
    assert [run.line_break for run in runs_of(head[0])] == [False, True, False]


@pytest.mark.parametrize("mark", ["# ", "- ", "1. ", "> ", "**", "| "])
def test_an_origin_before_a_block_mark_does_not_hide_it(mark: str) -> None:
    body = {"| ": "| 甲 |\n|---|\n| 乙 |", "**": "**甲。**乙"}.get(mark, f"{mark}甲")
    sheet = Sheet()
    plain = sheet.read(body).blocks
    wrapped = sheet.read(f"前\n\n{sheet.origin('队伍/招聘', body)}\n\n后").blocks
    assert [type(block) for block in wrapped] == [Paragraph, *(type(block) for block in plain), Paragraph]
    assert {name for block in wrapped[1:-1] for _, name in origins(block)} == {"队伍/招聘"}
    assert origins(wrapped[0]) == [("前", "")]
    assert origins(wrapped[-1]) == [("后", "")]


def test_origins_nest_span_blocks_and_cross_emphasis() -> None:
    sheet = Sheet()
    inner = sheet.origin("内", "乙`码`")
    first, second, third = sheet.read(sheet.origin("外", f"甲**{inner}丙**\n\n- 丁") + "戊\n\n己").blocks
    assert origins(first) == [("甲", "外"), ("乙", "内"), ("码", "内"), ("丙", "外")]
    assert origins(second) == [("丁", "外"), ("戊", "")]
    assert origins(third) == [("己", "")]


def test_origins_change_from_cell_to_cell() -> None:
    sheet = Sheet()
    rows = "| 甲 |\n|---|\n" + sheet.origin("一", f"| {sheet.origin('二', '乙')} |\n| 丙 |\n")
    (table,) = sheet.read(rows).blocks
    assert origins(table) == [("甲", ""), ("乙", "二"), ("丙", "一")]


def test_footnotes_are_numbered_by_first_reference() -> None:
    parsed = Sheet().read("甲[^b]乙[^a]丙[^b]。\n\n[^a]: 注,文\n[^b]：第二\n  行")
    assert [(note.number, text_of(note.runs)) for note in parsed.notes] == [(1, "第二行"), (2, "注，文")]
    assert [run.note for run in runs_of(parsed.blocks[0])] == [0, 1, 0, 2, 0, 1, 0]
    assert texts(parsed.blocks) == ["甲乙丙。"]


def test_a_picture_takes_its_caption_from_the_text_in_brackets() -> None:
    (block,) = read("![新校区,一期](图.png)")
    assert block == Image(b"png", "image/png", (Run("新校区，一期"),), "图.png")


@pytest.mark.parametrize(
    ("markdown", "code", "line", "printed"),
    [
        ("甲<b>乙</b>", "M002", 1, ["甲<b>乙</b>"]),
        ("甲\n乙<br>", "M002", 2, ["甲乙<br>"]),
        ("<script>\nx\n</script>", "M002", 1, ["<script>", "x", "</script>"]),
        ("<!-- 甲\n\n乙 -->", "M002", 1, ["<!-- 甲", "乙 -->"]),
        ("甲<!-- 乙", "M002", 1, ["甲<!-- 乙"]),
        ("甲\n\n```\n乙\n```", "M001", 3, ["甲", "乙"]),
        ("---", "M001", 1, []),
        ("**甲 **乙", "M003", 1, ["**甲 **乙"]),
        ("甲&nbsp;乙", "M004", 1, ["甲&nbsp；乙"]),
        ("[甲](javascript:x)", "M006", 1, ["甲"]),
        ("[甲](ms-word:x)", "M006", 1, ["甲"]),
        ("[甲](附件.docx)", "M006", 1, ["甲"]),
        ("[甲]()", "M006", 1, ["甲"]),
        ('[甲](http://a.cn "说明")', "M007", 1, ["甲"]),
        ("甲![乙](图.png)", "M008", 1, ["甲", "乙"]),
        ("| 甲 |\n|---|\n| ![乙](图.png) |", "M008", 3, ["甲乙"]),
        ("甲[^1]", "M009", 1, ["甲[^1]"]),
        ("甲\n\n[^1]: 乙", "M009", 3, ["甲"]),
        ("- " * 30 + "甲", "M010", 1, None),
        ("##### 甲", "M011", 1, ["甲"]),
        ("#甲", "M012", 1, ["#甲"]),
        ("![甲](../图.png)", "M013", 1, ["甲"]),
        ("![甲](/图.png)", "M013", 1, ["甲"]),
        ("![甲](https://a.cn/图.png)", "M013", 1, ["甲"]),
        ("![甲](无.png)", "M014", 1, ["甲"]),
        ("1. 甲\n3. 乙", "M015", 1, ["甲乙"]),
        ("| 甲 |\n|---|\n| 乙 | 丙 |", "M016", 3, ["甲乙"]),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n丙", "M017", 4, ["甲乙12丙"]),
    ],
)
def test_what_cannot_be_printed_as_meant_is_reported(
    markdown: str, code: str, line: int, printed: list[str] | None
) -> None:
    sheet = Sheet()
    parsed = sheet.read(markdown)
    first = next(iter(sheet.problems))
    assert set(sheet.codes) == {code}
    assert isinstance(first.place, Span)
    assert (first.place.file, first.place.line) == ("队伍.md", line)
    assert first.hint
    if printed is not None:
        assert texts(parsed.blocks) == printed


@pytest.mark.parametrize("frame", ["[甲]({})", "[甲](http://a.cn/{})", "![甲]({}.png)"])
def test_a_fact_in_a_target_is_refused(frame: str) -> None:
    sheet = Sheet()
    parsed = sheet.read(frame.format(sheet.fact("乙")))
    assert sheet.codes == ["M005"]
    assert texts(parsed.blocks) == ["甲"]


def test_a_node_that_nobody_knows_is_an_error_and_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    md = dialect()
    md.enable(["code", "strikethrough"])
    try:
        sheet = Sheet()
        parsed = sheet.read(f"    码{sheet.fact('甲')}\n\n~~乙~~")
    finally:
        md.disable(["code", "strikethrough"])
    assert [(p.code, p.severity) for p in sheet.problems] == [("M001", Severity.ERROR)] * 2
    assert ["code_block" in p.message or "s_open" in p.message for p in sheet.problems] == [True, True]
    assert texts(parsed.blocks) == ["码甲", "乙"]


def test_a_hash_without_a_space_is_noticed_in_a_fragment_too() -> None:
    sheet = Sheet()
    sheet.read(sheet.origin("队伍/招聘", "#甲"))
    assert sheet.codes == ["M012"]


# Measured on two cores: the worst takes half a second; quadratic work would take minutes.
@pytest.mark.parametrize(
    "pattern",
    [
        "**a ",
        "a**b",
        "[",
        "[a](",
        "> ",
        "*a_ ",
        "<a>",
        "<!--",
        "(",
        "，",
        "（）",
        '中"',
        "[^1]",
        "\\*",
        "&amp;",
        "甲\n",
        "中: ",
        "|a",
        "`甲",
    ],
)
def test_hostile_repetition_stays_linear(pattern: str) -> None:
    begin = time.process_time()
    Sheet().read(pattern * 10_000)
    assert time.process_time() - begin < 5


def test_a_place_comes_from_the_line_map_or_else_from_the_fragment() -> None:
    sheet = Sheet()
    here, there = Span("党建.md", 7), Span("队伍.md", 3)
    markdown = "甲<b>\n" + sheet.origin("队伍/招聘", "乙<i>", there)
    sheet.read(markdown, line_of={0: here}.get)
    assert [problem.place for problem in sheet.problems] == [here, there]


def test_findings_are_summed_up_when_they_are_too_many() -> None:
    sheet = Sheet()
    sheet.read("".join(f"<a{n}>" for n in range(500)))
    assert len(sheet.codes) == 51
    assert sheet.codes[-1] == "M090"


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(DrafterError, match="200万字"):
        Sheet().read("甲" * 2_000_001)


WORDING = st.text(alphabet="甲乙丙ab1。", min_size=1, max_size=6)
PIECES = st.lists(
    st.tuples(st.sampled_from(["", "**", "# ", "- ", "`"]), WORDING, st.booleans(), st.booleans()), max_size=8
)


@given(PIECES)
@settings(max_examples=200, deadline=None)
def test_no_character_of_wording_is_lost_and_facts_are_verbatim(
    pieces: list[tuple[str, str, bool, bool]],
) -> None:
    sheet = Sheet()
    lines, wording, facts = [], "", []
    for syntax, text, is_fact, wrapped in pieces:
        line = syntax + (sheet.fact(text) if is_fact else text) + (syntax if syntax in ("**", "`") else "")
        lines.append(sheet.origin("甲", line) if wrapped else line)
        facts += [text] if is_fact else []
        wording += "" if is_fact else text
    parsed = sheet.read("\n\n".join(lines))
    runs = [run for block in parsed.blocks for run in runs_of(block)]
    assert [run.text for run in runs if run.mark] == facts
    said = "".join(run.text for run in runs if not run.mark)
    assert said.replace("。", "") == wording.replace("。", "")


@given(st.text(alphabet='甲a1 \n\t*_`#->|[]()!<^:.&;\\~"“”\u3000', max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_fail(markdown: str) -> None:
    sheet = Sheet()
    parsed = sheet.read(sheet.origin("甲", markdown))
    letters = sum(text.count("甲") for text in texts(parsed.blocks)) + sum(
        text_of(n.runs).count("甲") for n in parsed.notes
    )
    assert letters == markdown.count("甲") or any(p.severity is Severity.ERROR for p in sheet.problems)
