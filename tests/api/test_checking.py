"""What ``check`` says about DOCX and facts files, and what the manual holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from handmade import CENTER, TITLE, Hand, S, bare, p

from drafter.api.checking import check_files, read_known
from drafter.api.codes import Codes, codes_of
from drafter.api.layout_review import read_house
from drafter.api.manual import manual, pages_of
from drafter.api.reported import Checked
from drafter.checks.layout import LAYOUT
from drafter.checks.text import FACTS as FACT_RULES
from drafter.checks.text import TEXT
from drafter.diagnostics import DrafterError, Severity
from drafter.document import Document, Layout, Paragraph, Run
from drafter.writers import write_docx

CLEAN = Document(("武进区教育局2021年工作总结",), (Paragraph((Run(S),)),), "武进区教育局", "2021年12月28日")
FACTS = """\
文稿.单位: 甲县教育局
文稿.年度: 2025
文稿.成文日期: 2025-12-26
党建.中心组学习: 12次
资源.建设.新改扩建: 待补：等基建科
资源.建设.学位: 3240个
队伍.招聘.事业编制: 86名
队伍.培训.人次: 5200人次
五育.德育.主题活动: “开学第一课”
安全.排查.督查: 96次
安全.排查.整改隐患: 128条
打算.资源.新建改扩建: 力争3所
党建.没有句子的事: 3件
核对:
  - 安全.排查.整改隐患 = 安全.排查.整改隐患 + 安全.排查.整改隐患
"""


@pytest.fixture(autouse=True)
def private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "总结.docx"
    path.write_bytes(write_docx(CLEAN, Layout()))
    return path


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    made = Hand()
    made.line("武进区教育局2021年工作总结", 18, bold=True)
    made.line()
    made.line("　　" + S)
    made.line("　　" + S)
    return made.save(tmp_path)


_FIELDS = ("code", "severity", "file", "paragraph", "quote", "clause", "strength", "count", "line", "column", "where")


def codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings}


def test_a_clean_docx_has_no_finding_and_the_account_says_what_was_looked_at(clean: Path) -> None:
    checked = check_files([clean])
    assert (checked.findings, checked.files, checked.paragraphs) == ((), 1, 4)
    assert checked.rules == len(LAYOUT) + len(TEXT)
    assert check_files([clean], codes=Codes(("L7",))).rules == len(LAYOUT) + sum(r.code.startswith("L7") for r in TEXT)


def test_a_finding_names_the_file_the_place_and_what_to_do(typed: Path) -> None:
    found = next(f for f in check_files([typed]).findings if f.code == "L733")
    assert found.where == f"第3段“{S[:20]}”"
    assert found.hint
    record = found.record()
    assert record["message"] == found.message
    assert {name: record[name] for name in _FIELDS} == {
        "code": "L733",
        "severity": "error",
        "file": str(typed),
        "paragraph": 3,
        "quote": S[:20],
        "clause": "7.3.3",
        "strength": "规定",
        "count": 2,
        "line": 0,
        "column": 0,
        "where": "第3段",
    }


def test_the_findings_of_a_facts_file_tell_missing_and_unused_facts(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, "utf-8")
    checked = check_files([facts])
    by_code = {finding.code: finding for finding in checked.findings}
    assert {"F203", "F204", "F206"} <= by_code.keys()
    assert by_code["F204"].severity is Severity.ERROR
    assert by_code["F204"].message == "“资源.建设.新改扩建”待补"
    assert by_code["F203"].severity is Severity.INFO
    assert by_code["F203"].message.startswith("“党建.没有句子的事”没有句子用到")
    assert (by_code["F203"].record()["line"], by_code["F203"].record()["file"]) == (13, str(facts))
    assert (checked.rules, checked.relations) == (len(TEXT) + len(FACT_RULES), 1)
    assert checked.paragraphs > 5
    assert [path.name for path in tmp_path.iterdir()] == ["facts.yaml"]


def test_a_folder_stands_for_its_facts_file(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, "utf-8")
    assert codes(check_files([tmp_path])) == codes(check_files([tmp_path / "facts.yaml"]))


def test_files_that_can_be_read_are_checked_beside_those_that_can_not(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "断了.docx").write_bytes(clean.read_bytes()[:2000])
    checked = check_files([tmp_path / "没有.docx", clean, tmp_path / "断了.docx", tmp_path / "没有.yaml"])
    assert checked.files == 1
    assert [[d.message for d in found] for _, found in checked.failures] == [
        ["找不到这个文件"],
        ["文件不完整，像是只下载或复制了一部分"],
        [f"找不到文件“{tmp_path / '没有.yaml'}”"],
    ]


def test_an_empty_document_is_not_called_clean(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(bare(p()))
    checked = check_files([path])
    assert (checked.paragraphs, checked.empty) == (0, (str(path),))


def test_text_in_tables_and_boxes_is_counted(tmp_path: Path) -> None:
    made = Hand()
    made.line("统计表", 22, align=CENTER)
    made.table(("甲", "乙"), ("1", ""))
    assert check_files([made.save(tmp_path)]).paragraphs == 4


def test_nothing_is_written(typed: Path) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in typed.parent.iterdir()}
    check_files([typed])
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in typed.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("select", "ignore", "code", "wanted"),
    [
        ("", "", "L733", True),
        ("L7", "", "L733", True),
        ("l733", "", "L733", True),
        ("L733,L72", "", "L721", True),
        ("L72", "", "L733", False),
        ("", "L73", "L733", False),
        ("L7", "L733", "L733", False),
        ("F", "", "F204", True),
        ("L733，F204", "", "F204", True),
    ],
)
def test_codes_are_chosen_by_their_beginnings(select: str, ignore: str, code: str, wanted: bool) -> None:
    assert codes_of(select, ignore).wants(code) is wanted


@pytest.mark.parametrize("given", ["L6", "L7300", "甲", "7", "FF", "，"])
def test_a_code_that_no_rule_has_is_refused(given: str) -> None:
    with pytest.raises(DrafterError, match="--select"):
        codes_of(given, "")


def test_only_chosen_rules_are_counted(typed: Path) -> None:
    checked = check_files([typed], codes=Codes(("L733",)))
    assert (codes(checked), checked.rules) == ({"L733"}, 1)


def test_a_house_style_is_what_is_wanted(typed: Path, tmp_path: Path) -> None:
    house = tmp_path / "本局.yaml"
    house.write_text("正文:\n  字体: 宋体\n  字号: 小四\n", "utf-8")
    assert {"L730", "L731"} <= codes(check_files([typed]))
    assert not {"L730", "L731"} & codes(check_files([typed], read_known(house)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "找不到版式文件"),
        ("", "是空的"),
        ("正问:\n  字体: 宋体\n", "版式里不认识“正问”"),
        ("正文:\n  字号: 大\n", "“字号”要一个数"),
    ],
)
def test_a_house_style_that_can_not_be_read_is_told(text: str | None, message: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "本局.yaml").write_text(text, "utf-8")
    with pytest.raises(DrafterError, match=message):
        read_house(tmp_path / "本局.yaml")


def test_every_rule_has_a_page(typed: Path) -> None:
    pages = {rule.code: rule for rule in manual()}
    assert codes(check_files([typed])) <= pages.keys()
    assert all(rule.title and rule.manual for rule in pages.values())


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("L730", ["L730"]),
        ("l730", ["L730"]),
        ("L708", ["L708"]),
        ("n10", [*["N101", "N102", "N103", "N104", "N105", "N105", "N106", "N107", "N107", "N108", "N109"]]),
        ("colour", ["L732"]),
        ("F204", ["F204"]),
        ("relation-broken", ["F206"]),
    ],
)
def test_a_page_is_found_by_its_code_or_its_beginning(given: str, found: list[str]) -> None:
    assert [rule.code for rule in pages_of(given, manual())] == found


@pytest.mark.parametrize(
    ("given", "hint"), [("L7301", "L730"), ("X1", "以 F、N"), ("L60", "以 F、N"), (" ", "以 F、N")]
)
def test_an_unknown_code_is_answered_by_its_neighbours(given: str, hint: str) -> None:
    with pytest.raises(DrafterError) as caught:
        pages_of(given, manual())
    assert hint in caught.value.diagnostics[0].hint


def test_a_title_alone_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "题.docx"
    path.write_bytes(bare(TITLE))
    assert check_files([path]).paragraphs == 1
