"""Files mended again and again: what must hold whatever is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drafter.api.allowing import Silences
from drafter.api.checking import Known, check_files
from drafter.api.codes import ALL
from drafter.api.mending import Mended, Wanted, mended, write_mended

PIECES = st.sampled_from(
    "，。；：、,;:()（）\"“”《》‘’〔〕 　*`"
    "…-~—%·!?\u00a0⽂\ufffd甲乙等"
) | st.sampled_from(
    [
        "完善管理、培训、等机制", "其它", "led", "截止到2024年底", "稳步的推进改革", "召开了举办了会议", "工作有序推进的。",
        "教师5人校长3人", "通过走访，座谈等方式", "2015-2017学年", "3-5人", "60~70%", "约1234.56万元", "荣获5届艺术节",
        "2024下半年", "3、4所", ".5个百分点", "入园率92%，比上年提高2%", "培训人数达800人次", "按步就班", "帐目", "平米",
        "...", "。。", "，、", "。。。", "一是", "第一、", "1、", "（一）、", "二、", "“甲”、“乙”", "《甲》、《乙》", "、等",
        "……等", "**", "优化布局。", "优化布局，", "共 12所", "（试行）", "(试行)", "出台管理办法（试行）", "[甲](http://a.b)",
        "（其中甲10名，乙5名，丙6名）推动", "、确保广大师生平安", "我县", "关于印发的通知",
    ]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=9).map("".join), min_size=1, max_size=5)
QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|〈[^〈〉]*〉")


def wanted(*, unsafe: bool) -> Wanted:
    return Wanted(Known(), ALL, unsafe, Silences)


def mend(path: Path, *, unsafe: bool) -> Mended:
    one = mended(path, wanted(unsafe=unsafe))
    if one.count:
        write_mended(one)
    return one


def subsequence(parts: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(part in rest for part in parts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("稿")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, unsafe=st.booleans(), markdown=st.booleans())
@example(lines=['“甲"乙"、等，其它'], unsafe=False, markdown=True)
@example(lines=["。。...。。"], unsafe=False, markdown=False)
@example(lines=["1、（一）、优化布局。优化布局，优化布局，"], unsafe=True, markdown=False)
@example(lines=["(《甲(乙》)等其它)"], unsafe=False, markdown=False)
def test_mending_twice_is_mending_once_and_touches_no_digit_and_nothing_quoted(
    lines: list[str], unsafe: bool, markdown: bool, folder: Path
) -> None:
    path = folder / ("稿.md" if markdown else "稿.txt")
    text = "\n".join(lines)
    path.write_text(text, "utf-8")
    mend(path, unsafe=unsafe)
    once = path.read_text("utf-8")
    mend(path, unsafe=unsafe)
    assert path.read_text("utf-8") == once
    assert [c for c in once if c.isdigit()] == [c for c in text if c.isdigit()]
    assert subsequence(QUOTED.findall(text), QUOTED.findall(once))
    assert not [(one.code, fix) for one in check_files([path]).findings for _, fix in one.fixes if fix.safe or unsafe]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "gb18030"),
    ],
)
def test_a_file_keeps_its_encoding_its_line_ends_and_its_mark(
    mark: bytes, encoding: str, end: str, tmp_path: Path
) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(mark + end.join(["甲县教育局2024年工作总结", "其它学校也办。", "", "全年平安。"]).encode(encoding))
    assert mend(path, unsafe=False).made == (("W413", 1),)
    right = end.join(["甲县教育局2024年工作总结", "其他学校也办。", "", "全年平安。"])
    assert path.read_bytes() == mark + right.encode(encoding)


def test_a_line_with_characters_that_are_not_seen_stays_and_the_others_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("甲县教育局2024年工作总结\n其它学\u200b校。\n其它学校。\n", "utf-8")
    one = mend(path, unsafe=False)
    assert path.read_text("utf-8").splitlines()[1:] == ["其它学\u200b校。", "其他学校。"]
    assert "第2行" in one.left


def test_what_is_let_stand_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text("# 总结\n\n<!-- 放过 W413：本地说法 -->\n其它学校,都办。\n", "utf-8")
    mend(path, unsafe=False)
    assert path.read_text("utf-8").splitlines()[3] == "其它学校，都办。"


def test_the_front_matter_of_a_markdown_file_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    text = "---\n科室: 人事科\n其它: 甲,乙\n---\n{}学校都办得好。\n"
    path.write_text(text.format("其它"), "utf-8")
    mend(path, unsafe=False)
    assert path.read_text("utf-8") == text.format("其他")


def test_a_name_that_the_wording_beside_the_file_declares_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments" / "学校.md").write_text(
        "---\n名称: [其它楼小学]\n---\n## 校名\n- 办好其它楼小学。\n", "utf-8"
    )
    path.write_text("# 总结\n\n其它楼小学、其它学校都办得好。\n", "utf-8")
    mend(path, unsafe=False)
    assert path.read_text("utf-8").splitlines()[2] == "其它楼小学、其他学校都办得好。"
