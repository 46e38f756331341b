"""Encodings, characters that no document can carry, limits, and files that are none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from drafter.diagnostics import Diagnostic, Problems, Severity, Span
from drafter.yamlfile import SIZE_LIMIT, Scalar, events, load_yaml, parse_yaml, read_text

LINE = "党建.学习: 10次\n"


def found(data: bytes) -> tuple[list[str] | None, list[Diagnostic]]:
    """The values of the file's entries, and what is said."""
    problems = Problems()
    node = parse_yaml(data, "甲.yaml", problems)
    values = None if node is None else [e.value.text for e in node.entries if isinstance(e.value, Scalar)]
    return values, list(problems)


def said(findings: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(f.code, f.place.line, f.place.column) for f in findings if isinstance(f.place, Span)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_without_a_word(encoding: str) -> None:
    assert found((LINE + "b: no\n").encode(encoding)) == (["10次", "no"], [])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_gbk_file_is_read_with_a_notice_and_true_columns(encoding: str) -> None:
    values, findings = found((LINE + "安全.投诉：0起\n").encode(encoding))
    assert values == ["10次", "0起"]
    assert said(findings) == [("Y010", 1, 1), ("Y030", 2, 6)]
    assert findings[0].severity is Severity.INFO
    assert "文件是 GBK 编码" in findings[0].message


def test_a_damaged_utf8_file_is_not_taken_for_gbk() -> None:
    data = (LINE * 3).replace("10次\n", "“学习强国”活跃度稳居前列\n").encode()
    values, findings = found(data[:-4] + data[-3:])
    assert said(findings)[0] == ("Y011", 3, 20)
    assert values is not None


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"PK\x03\x04...", "Word 或 Excel"), (b"\xd0\xcf\x11\xe0..", "旧版"), (b"%PDF-1.7", "PDF"), (b"{\\rtf1", "RTF")],
)
def test_an_office_file_is_named_for_what_it_is(data: bytes, message: str) -> None:
    values, findings = found(data)
    assert values is None
    assert said(findings) == [("Y012", 1, 1)]
    assert message in findings[0].message


@pytest.mark.parametrize(
    ("character", "code", "arrives"),
    [
        ("\x00", "Y013", "甲\ufffd乙"),
        ("\x1b", "Y013", "甲\ufffd乙"),
        ("\x7f", "Y013", "甲\ufffd乙"),
        ("\ufdd0", "Y013", "甲\ufffd乙"),
        ("\uffff", "Y013", "甲\ufffd乙"),
        ("\U0001fffe", "Y013", "甲\ufffd乙"),
        ("\u202e", "Y014", "甲\ufffd乙"),
        ("\u2066", "Y014", "甲\ufffd乙"),
        ("\U000f0000", "Y015", "甲\ufffd乙"),
        ("\U0010fff0", "Y015", "甲\ufffd乙"),
        ("\ufeff", "Y016", "甲乙"),
        ("\ufffd", "Y011", "甲\ufffd乙"),
        ("\v", "Y017", "甲乙"),
        ("\f", "Y017", "甲乙"),
        ("\x85", "Y017", "甲乙"),
        ("\u2028", "Y017", "甲乙"),
        ("\u200b", "Y018", "甲乙"),
        ("\u200e", "Y018", "甲乙"),
    ],
)
def test_a_character_no_document_can_carry_is_named_with_its_place(character: str, code: str, arrives: str) -> None:
    values, findings = found(f"首: 1\n键: 甲{character}乙\n末: 1".encode())
    assert values == ["1", arrives, "1"]
    assert said(findings) == [(code, 2, 5)]
    assert findings[0].severity is (Severity.INFO if code in ("Y017", "Y018") else Severity.ERROR)


def test_a_lone_surrogate_is_refused_in_both_encodings() -> None:
    assert found("键: 甲\ud800乙，其余都是好的字".encode("utf-8", "surrogatepass"))[1][0].code == "Y011"
    assert said(found("键: 甲\ud800乙".encode("utf-16", "surrogatepass"))[1]) == [("Y011", 1, 5)]


def test_a_pasted_soft_break_in_a_block_text_is_a_line_break() -> None:
    assert found("键: |\n  甲\v乙\n".encode())[0] == ["甲\n乙"]


def test_a_soft_break_between_latin_words_is_a_space() -> None:
    assert found(b"k: one\vtwo\n")[0] == ["one two"]


def test_text_files_get_the_same_care() -> None:
    problems = Problems()
    assert read_text("分数,人数\r\n甲\v乙,3\r".encode("gb18030"), "表.csv", problems) == "分数,人数\n甲 乙,3\n"
    assert [d.code for d in problems] == ["Y010", "Y017"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("long line", "a: " + "x" * 20_000, "Y003"),
        ("deep groups", "".join(f"{' ' * n}k{n}:\n" for n in range(40)), "Y004"),
        ("deep dashes", "- " * 9_000, "Y004"),
        ("deep brackets", "a: " + "[x," * 5_000, "Y004"),
        ("many entries", "".join(f"k{n}: 1\n" for n in range(20_001)), "Y005"),
        ("billion laughs", "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "Y050"),
        ("merge bomb", "a: &a {b: 1}\nc: {<<: *a}\n", "Y050"),
        ("python tag", "a: !!python/object/apply:os.system ['id']\n", "Y050"),
        ("brackets on every line", ("[" * 30 + "\n") * 60_000, "Y005"),
        ("wrong everywhere", "名：值\n" * 150_000, "Y030"),
        ("open brackets everywhere", "a:\n" + "  - [\n" * 200_000, "Y043"),
        ("nothing but backslashes", ('a: "' + "\\教" * 4_000 + '"\n') * 20, "Y042"),
        ("nothing but hashes", ("a: " + "x #" * 6_000 + "\n") * 20, "Y044"),
        ("nothing but colons", ("a: " + ": " * 9_000 + "\n") * 20, "Y040"),
        ("nothing but zeros", "\0" * 100_000, "Y012"),
    ],
)
def test_a_hostile_file_ends_in_a_sentence_soon(name: str, text: str, code: str) -> None:
    start = time.process_time()
    _, findings = found(text.encode()[:SIZE_LIMIT])
    assert code in {f.code for f in findings}
    assert len(findings) <= 101
    assert time.process_time() - start < 6


def test_limits_are_reached_without_a_word() -> None:
    assert said(found(b"a: " + b"x" * 19_997)[1]) == []
    assert said(found("".join(f"k{n}: 1\n" for n in range(20_000)).encode())[1]) == []
    assert said(found("".join(f"{' ' * n}k{n}:\n" for n in range(32)).encode())[1]) == []


def test_size_is_refused_only_above_the_limit() -> None:
    comments = b"# xxxxxxxxxxxxx\n" * (SIZE_LIMIT // 16)
    assert found(comments) == ([], [])
    assert said(found(comments + b"\n")[1]) == [("Y002", 1, 1)]


def test_the_rest_is_counted_when_there_are_too_many_errors() -> None:
    _, findings = found("".join(f"名{n}：值\n" for n in range(150)).encode())
    assert findings[-1].code == "Y006"
    assert "还有50处" in findings[-1].message


def test_what_only_the_parser_refuses_is_taken_out_line_by_line() -> None:
    values, findings = found(b"a: 1\nb: {,}\nc: [,]\nd: 2\n")
    assert values == ["1", "2"]
    assert [(code, line) for code, line, _ in said(findings)] == [("Y060", 2), ("Y060", 3)]


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 1\nb: 甲\n  乙\nc: |\n  丙\nd: '丁'\ne: @戊\nf：己\nh: {i: 1,024}\n".encode()
    fast = parse_yaml(text, "甲.yaml", Problems())
    monkeypatch.setattr(events, "_PARSER", yaml.SafeLoader)
    assert parse_yaml(text, "甲.yaml", Problems()) == fast


def test_a_file_is_read_under_the_name_to_show(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(LINE, encoding="utf-8")
    problems = Problems()
    node = load_yaml(path, problems, shown="事实.yaml")
    assert node is not None
    assert node.entries[0].key_span.file == "事实.yaml"
    assert not list(problems)


def test_a_path_that_is_no_file_is_an_error(tmp_path: Path) -> None:
    problems = Problems()
    assert load_yaml(tmp_path, problems) is None
    assert load_yaml(tmp_path / "无.yaml", problems) is None
    assert [(d.code, d.message) for d in problems] == [("Y001", "这是文件夹，不是文件"), ("Y001", "找不到这个文件")]


def test_every_code_in_use_is_promised_in_the_package_docstring() -> None:
    import re

    import drafter.yamlfile as package

    folder = Path(str(package.__file__)).parent
    used = {
        code for file in folder.glob("*.py") for code in re.findall(r'"(Y\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert used == set(re.findall(r"^(Y\d{3}) ", package.__doc__ or "", re.MULTILINE))
