"""Which facts a wording names, read from its tags."""

import pytest

from drafter.fragments import scan
from drafter.templates import needs_of


@pytest.mark.parametrize(
    ("wording", "paths"),
    [
        ("招聘{{ 队.招 }}[[（{{ 队.招 | 较上年 }}）]]", {"队.招", "队.招.上年"}),
        ("{{ 文稿.年度 + 1 }}年{{ 队.招 }}", {"队.招"}),
        ("[[{% for 行 in 队.册 %}{% if not loop.first %}、{% endif %}{{ 行.校 }}{% endfor %}]]", {"队.册"}),
        ("{% for 行 in 队.册 %}{{ 行.校 }}{{ '' if loop.last else '、' }}{% endfor %}", {"队.册"}),
    ],
)
def test_a_wording_needs_its_facts_and_not_the_names_of_its_loops(wording: str, paths: set[str]) -> None:
    assert needs_of(scan(wording)).paths == paths
