"""Faults planted into clean drafts, one at a time, and how many of each kind the review finds.

``python tests/review/mutations.py`` prints the table; :mod:`test_recall` holds it to its floors.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from drafter.api import Draft, draft
from drafter.checks.text import Lexicon, ReviewContext, find_text, from_document, from_lines, load_lexicon
from drafter.diagnostics import Problems

TOP = Path(__file__).parents[2]
EXAMPLES = ("wujin-2021", "haicang-2022", "zhongyang-2020", "minzheng-2025")
MOST = 4
"""At most so many faults of one kind are planted into one draft, spread over it."""


class Fault(NamedTuple):
    """One line of a draft with a fault in it."""

    line: int
    text: str


Plant = Callable[[str], Iterator[str]]


@dataclass(frozen=True)
class Mutation:
    """A kind of fault."""

    name: str
    codes: tuple[str, ...]
    """The rules that may report it."""
    plant: Plant
    floor: float = 0.9
    """The share that must be found."""


def _each(pattern: str, make: Callable[[re.Match[str]], str]) -> Plant:
    """Plant a fault at every match of *pattern* outside quotation and book marks."""
    compiled = re.compile(pattern)

    def plant(text: str) -> Iterator[str]:
        quoted = [(m.start(), m.end()) for m in re.finditer(r"“[^”]*”|《[^》]*》", text)]
        for match in compiled.finditer(text):
            if not any(s < match.end() and match.start() < e for s, e in quoted):
                yield text[: match.start()] + make(match) + text[match.end() :]

    return plant


def _other_digit(match: re.Match[str]) -> str:
    digits = match[1]
    last = digits[-1]
    return match[0].replace(digits, digits[:-1] + str((int(last) + 3) % 10 or 7), 1)


def _more(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1}{match[3]}"


def _roughly(match: re.Match[str]) -> str:
    return f"约{int(match[1]) + (0 if int(match[1]) % 10 else 7)}"


TRACED = ("F201", "F202", "F209", "F211")
MUTATIONS = (
    Mutation("改一位数字", (*TRACED, "N1"), _each(r"(?<![\d.第年—])(\d{2,}(?:\.\d+)?)(?=[名个所项家人次篇场件万户])", _other_digit)),
    Mutation("万元写成亿元", ("F211", "F201"), _each(r"(\d+(?:\.\d+)?)万元", lambda m: f"{m[1]}亿元")),
    Mutation("人次写成人", ("F211", "F201"), _each(r"(\d{2,})人次", lambda m: f"{m[1]}人"), 0.6),
    Mutation("含的一项改数", ("N101",), _each(r"(（含[^（）]*?)(\d+)([个户所][^（）]*）)", _more)),
    Mutation("含的一项删掉", ("N101",), _each(r"（含([^（）、]+)、([^（）]+、[^（）]+)）", lambda m: f"（含{m[2]}）")),
    Mutation("百分点写成%", ("N104",), _each(r"(\d)个百分点", lambda m: f"{m[1]}%")),
    Mutation("比例改数", ("N102", "N103", "F202", "F201"), _each(r"(?:占比|达线率|占[^，。；\d]{2,12}的)(\d+)(?=\.\d+%)", _other_digit)),
    Mutation("压减写反", ("N105",), _each(r"由(\d+)(个|家)压减[至到](\d+)", lambda m: f"由{m[3]}{m[2]}压减到{m[1]}")),
    Mutation("增长写反", ("N105",), _each(r"由([^\d，。]*)(\d+)元提高到(\d+)元", lambda m: f"由{m[1]}{m[3]}元提高到{m[2]}元")),
    Mutation("标题年份", ("T301",), _each(r"(?<=、)(20\d\d)(?=年(?:主要)?工作)", lambda m: str(int(m[1]) - 3))),
    Mutation("年份少年字", ("T304",), _each(r"(20\d\d)年(春季|秋季|上半年|下半年|主要工作|工作总结|工作打算|工作思路)", lambda m: f"{m[1]}{m[2]}")),
    Mutation("届次写旧", ("T305",), _each(r"十九届(?=[四五]中)|十九届(?=二中)", lambda m: "十八届")),
    Mutation("届次写新", ("T305",), _each(r"十九届(?=[四五]中)|十九届(?=二中)", lambda m: "二十届")),
    Mutation("顿号删掉", ("P511",), _each(r"(\d+(人|名|个|项))、([\u4e00-\u9fff]{2,6})(?=\d+\2)", lambda m: f"{m[1]}{m[3]}")),
    Mutation("少了二是", ("S604", "S605"), _each(r"二是[^。；]*[。；](?=三是)", lambda m: "")),
    Mutation("一是前少句号", ("P506",), _each(r"(?<=[\u4e00-\u9fff])。(?=一是)", lambda m: "")),
    Mutation("章序跳号", ("S601",), _each(r"\A[二三](?=、)", lambda m: {"二": "三", "三": "五"}[m[0]])),
    Mutation("标题下文重复", ("W403", "W401"), _each(r"\A((?:[（]?[一二三四五六七八九十\d]+[）.])?)([^。，]{5,20})。", lambda m: f"{m[0]}{m[2]}，")),
    Mutation("一句话重复", ("W401", "W403", "W404"), _each(r"(?<=[，])([\u4e00-\u9fff]{8,20})，", lambda m: f"{m[1]}，{m[1]}，")),
    Mutation("引号少一半", ("P503",), lambda text: iter([text.replace("”", "", 1)] if "”" in text else [])),
    Mutation("标点连用", ("P507",), _each(r"(?<=[\u4e00-\u9fff])。", lambda m: "，。")),
    Mutation("半角标点", ("P501",), _each(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: ",")),
    Mutation("多空格", ("P502",), _each(r"(?<=[\u4e00-\u9fff])(?=\d+[个名所项])", lambda m: " ")),
    Mutation("留星号", ("L701",), _each(r"(?<=[，。])[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff])", lambda m: "**")),
    Mutation("留模板代码", ("L706",), _each(r"\d+(?=[个名所项])", lambda m: "{{ 数 }}")),
    Mutation("漏填数", ("L705",), _each(r"(?<=[率达占])\d+(?:\.\d+)?(?=%)", lambda m: "")),
    Mutation("我县写成我校", ("W411",), _each(r"全[县区](?=[^域位第])", lambda m: "我校")),
    Mutation("约数太精确", ("N113",), _each(r"(?<=[\u4e00-\u9fff])(\d{4,5})(?=[名人])", _roughly)),
    Mutation("少量词", ("N116",), _each(r"(?<=\d)(?:所|名|个)(?=学校|教师|学生|项目)", lambda m: "")),
    Mutation("书名错字", ("F213",), lambda text: iter([text.replace("《教育信息化2.0", "《教育信息2.0")] if "《教育信息化2.0" in text else [])),
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    """The shipped word lists."""
    return load_lexicon(sorted((TOP / "fragments" / "词表").glob("*.yaml")), Problems())


@cache
def made(example: str) -> Draft:
    """The draft of an example."""
    return draft(TOP / "examples" / example / "facts.yaml", Problems())


def lines_of(example: str) -> list[str]:
    """A draft as the lines of a plain text file."""
    built = made(example)
    text = from_document(built.document)
    tail = [built.document.organ, built.document.date]
    return [*(line.text for line in text.lines), *(line for line in tail if line)]


def context_of(example: str) -> ReviewContext:
    """What is known about an example."""
    built = made(example)
    year = int(built.facts.document["年度"].values[0])
    return ReviewContext(year=year, organ=built.document.organ, facts=built.facts, lexicon=lexicon())


def found_in(lines: list[str], example: str) -> set[tuple[str, str, int]]:
    """Code, sentence and number of places of every finding."""
    findings = find_text(from_lines(lines), context_of(example))
    return {(one.code, one.statement, one.count) for one in findings}


def faults_of(mutation: Mutation, lines: list[str]) -> list[Fault]:
    """Faults of one kind, spread over the text."""
    every = [Fault(i, text) for i, line in enumerate(lines) for text in mutation.plant(line) if text != line]
    step = max(1, len(every) // MOST)
    return every[::step][:MOST]


def recall(mutations: tuple[Mutation, ...] = MUTATIONS) -> dict[str, tuple[int, int]]:
    """How many faults of each kind were found, of how many."""
    table = {mutation.name: (0, 0) for mutation in mutations}
    for example in EXAMPLES:
        lines = lines_of(example)
        clean = found_in(lines, example)
        for mutation in mutations:
            for fault in faults_of(mutation, lines):
                spoilt = [*lines[: fault.line], fault.text, *lines[fault.line + 1 :]]
                new = found_in(spoilt, example) - clean
                found, planted = table[mutation.name]
                hit = any(code.startswith(mutation.codes) for code, _, _ in new)
                table[mutation.name] = (found + hit, planted + 1)
    return table


def main() -> None:
    """Print the table."""
    for name, (found, planted) in recall().items():
        sys.stdout.write(f"{name:　<8}\t{found}/{planted}\t{found / planted if planted else 0:.2f}\n")


if __name__ == "__main__":
    main()
