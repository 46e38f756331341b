"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.diagnostics import Problems, Span
from drafter.yamlfile import Mapping, Node, Scalar, parse_yaml, read_text

SIGNS = [
    r"a",
    r"键",
    r"名称",
    r"党建.学习",
    r":",
    r"：",
    r"-",
    r"#",
    r"＃",
    r"'",
    r"\"",
    r"[",
    r"]",
    r"{",
    r"}",
    r",",
    r"，",
    r"|",
    r">",
    r"*",
    r"&a",
    r"!b",
    r"%",
    r"@",
    r"?",
    r"`",
    r"\\",
    r"---",
    r"...",
    r"<<",
    r"10次",
    r"1,024",
    r"12:30",
    r"值",
    r"。",
    r"http://",
    r"**",
    r"{{",
    r"[[",
]
GAPS = (
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\n\t",
    "\n　　",
    " ",
    " # ",
    " #x",
    "? ",
    "|\n",
    ">\n",
    ":\n",
    "\n- ",
    "\n  - ",
)
ODDITIES = ("\v", "\u2028", "\ufeff", "\u200b", "\U000f0000", "\U00100041", "\x00", "\u2000", "\r", "\x85", "\xa0")
PIECES = st.sampled_from((*SIGNS, *GAPS, *ODDITIES))
NAME = st.text("党建资源队伍学校abc12", min_size=1, max_size=8).map(lambda name: "名" + name)
VALUE = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFFEF, exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")),
    max_size=30,
)


def texts(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text]
    if isinstance(node, Mapping):
        return [text for entry in node.entries for text in (entry.key, *texts(entry.value))]
    return [text for item in node.items for text in texts(item)]


def spans(node: Node) -> list[Span]:
    if isinstance(node, Scalar):
        return [node.span]
    if isinstance(node, Mapping):
        return [node.span, *(span for entry in node.entries for span in (entry.key_span, *spans(entry.value)))]
    return [node.span, *(span for item in node.items for span in spans(item))]


def check_reading(data: bytes) -> None:
    problems = Problems()
    node = parse_yaml(data, "甲.yaml", problems)
    assert node is not None or problems.errors
    places = [finding.place for finding in problems]
    if node is not None:
        assert all(ord(c) < 0xF0000 and c not in "\x00\v\ufeff" for text in texts(node) for c in text)
        places += spans(node)
    for place in places:
        assert isinstance(place, Span)
        assert place.line >= 1
        assert 1 <= place.column <= len(place.source) + 1
        assert place.end_column == 0 or place.column <= place.end_column <= len(place.source) + 1


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_mixture_of_yaml_signs_gives_nodes_or_errors(text: str) -> None:
    check_reading(text.encode())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_nodes_or_errors(text: str) -> None:
    check_reading(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_nodes_or_errors(data: bytes) -> None:
    check_reading(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_text_that_is_read_holds_nothing_a_document_can_not_carry(data: bytes) -> None:
    text = read_text(data, "甲.md", Problems())
    assert text is None or not [c for c in text if ord(c) < 0x20 and c not in "\t\n"]


@settings(max_examples=300, deadline=None)
@given(
    NAME,
    st.text("一二三四五abc0123456789.，。、；！？“”（）《》%+~/—…＋￥", min_size=1, max_size=40).filter(
        lambda v: v[0] not in "%"
    ),
)
def test_a_plain_line_arrives_as_typed(key: str, value: str) -> None:
    problems = Problems()
    node = parse_yaml(f"{key}: {value}\n末: 1\n".encode(), "甲.yaml", problems)
    assert node is not None
    assert [(entry.key, entry.value.text) for entry in node.entries if isinstance(entry.value, Scalar)] == [
        (key, value),
        ("末", "1"),
    ]
    assert not list(problems)


@settings(max_examples=300, deadline=None)
@given(NAME, VALUE)
def test_a_value_is_kept_or_reported_on_its_own_line_only(key: str, value: str) -> None:
    problems = Problems()
    node = parse_yaml(f"首: 1\n{key}: {value}\n末: 1\n".encode(), "甲.yaml", problems)
    assert node is not None
    assert [entry.key for entry in node.entries] == ["首", key, "末"]
    assert all(isinstance(finding.place, Span) and finding.place.line == 2 for finding in problems)
    arrived = node.entries[1].value
    assert (
        problems.errors
        or not isinstance(arrived, Scalar)
        or value.strip(" ").startswith((arrived.text, "#", "'", '"', "|", ">"))
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("甲乙，。：:#-*@[]{}'\"|> abc", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=5)
)
def test_a_block_text_keeps_every_line(lines: list[str]) -> None:
    stripped = [line.strip() for line in lines]
    problems = Problems()
    node = parse_yaml(
        ("文字: |\n" + "".join(f"  {line}\n" for line in stripped) + "末: 1\n").encode(), "甲.yaml", problems
    )
    assert node is not None
    assert isinstance(node.entries[0].value, Scalar)
    assert node.entries[0].value.text == "\n".join(stripped)
    assert not list(problems)
