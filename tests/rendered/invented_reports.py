"""Long reports made up of words, figures, quotations and dashes by chance, the same ones at every run.

Every sort of mark meets every place of a line: what no single example can show about where lines break.
"""

from __future__ import annotations

import random

from drafter.document import Document, Heading, Layout, Paragraph, Run
from drafter.writers import write_docx

SEEDS = (1, 2, 3)
_WORDS = (
    "推进", "学校", "教师", "建设", "全年", "完成", "质量", "提升", "的", "了", "在", "小学", "幼儿园", "实施",
    "优质均衡", "达到", "新增", "学位", "累计", "举办",
    "活动", "获", "奖", "共", "等",
)  # fmt: skip
_MARKS = "，。、；：，。、，。"
_FIGURES = (
    "12", "257名", "1234.5亿元", "84.38%", "12,345人", "3～5年", "2021年12月28日", "10%～15%", "98631名", "0.75个百分点", "2021—2025年",
    "第3名", "18:30", "1∶12", "36.6℃", "5000余人", "2021-02-18", "100多", "3·15", "1/3",
)  # fmt: skip
_NAMES = (
    "“三会一课”", "《行动方案（2021—2023）》", "（试行）", "“强师”“强校”", "《关于印发〈办法〉的通知》", "〔2021〕12号", "“A+B”", "STEM", "‘小先生’",
    "——以滨湖为例", "语文、数学……", "“清朗·暑期”", "（含民办3所）", "“双减”（初中）", "《纲要》《规划》", "WPS Office",
)  # fmt: skip


def report(seed: int) -> Document:
    """Forty paragraphs and four headings; *seed* chooses them."""
    chance = random.Random(seed)
    blocks: list[Heading | Paragraph] = []
    for number in range(44):
        if number % 11 == 0:
            blocks.append(Heading(1, (Run(f"工作{'一二三四'[number // 11]}"),), f"{'一二三四'[number // 11]}、"))
        else:
            blocks.append(Paragraph((Run(_sentences(chance)),)))
    return Document(("某某区教育局2021年工作总结",), tuple(blocks), "某某区教育局", "2021年12月28日")


def _sentences(chance: random.Random) -> str:
    pieces = []
    for _ in range(chance.randrange(12, 40)):
        pieces.append("".join(chance.choices(_WORDS, k=chance.randrange(1, 5))))
        pieces.append(chance.choice(chance.choice((_FIGURES, _NAMES, _NAMES, [""]))))
        pieces.append(chance.choice(_MARKS) if chance.random() < 0.5 else "")
    return "".join(pieces).rstrip("，、；：") + "。"


def written(seed: int) -> bytes:
    """The report as DOCX."""
    return write_docx(report(seed), Layout())
