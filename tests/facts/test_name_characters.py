"""Which characters a fact's name is made of, and where a path in 核对 ends."""

import pytest

from drafter.facts import is_name
from drafter.facts.expressions import Path, SyntaxTrouble, parse_relation


@pytest.mark.parametrize(
    ("text", "legal"),
    [
        ("队伍", True),
        ("K12", True),
        ("〇", True),
        ("㐀", True),
        ("鿿", True),
        ("", False),
        ("2021年", False),
        ("２号", False),
        ("é", False),
        ("한글", False),
        ("カナ", False),
        ("甲_乙", False),
        ("甲 乙", False),
        ("①", False),
        ("𠀀", False),
    ],
)
def test_a_name_is_chinese_letters_and_digits(text: str, legal: bool) -> None:
    assert is_name(text) is legal


@pytest.mark.parametrize(
    ("text", "path"),
    [("高考.达线=1", "高考.达线"), ("项目.2.人数 = 1", "项目.2.人数"), ("甲－1=1", "甲"), ("a1≤1", "a1")],
)
def test_a_path_ends_where_its_names_end(text: str, path: str) -> None:
    left = parse_relation(text).left
    found = left if isinstance(left, Path) else next(term for _, term in left.terms)  # type: ignore[union-attr]
    assert found == Path(path, 0)


@pytest.mark.parametrize(("text", "offset"), [("甲.=1", 1), ("甲..乙=1", 1), ("甲é=1", 1), ("_甲=1", 0)])
def test_what_is_no_path_is_shown_where_it_stands(text: str, offset: int) -> None:
    with pytest.raises(SyntaxTrouble) as trouble:
        parse_relation(text)
    assert trouble.value.offset == offset
