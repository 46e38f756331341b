"""A report that goes out under a 印发通知: 文稿.通知标题 and 文稿.通知正文."""

from __future__ import annotations

from pathlib import Path

from drafter.api import Draft, draft
from drafter.diagnostics import Problems

FACTS = (
    "文稿.单位: 甲县教育局\n文稿.年度: 2025\n党建.中心组学习: 12次\n文稿.通知标题: 甲县教育局关于印发工作总结的通知\n"
)


def built(folder: Path, more: str) -> Draft:
    facts = folder / "facts.yaml"
    facts.write_text(FACTS + more, "utf-8")
    return draft(facts, Problems(), cached=False)


def test_its_paragraphs_are_the_lines_of_a_text_or_the_points_of_a_list(tmp_path: Path) -> None:
    listed = built(tmp_path, "文稿.通知正文:\n  - 现将总结印发给你们。\n  - 特此通知。\n").document
    assert listed.element("通知正文") == ("现将总结印发给你们。", "特此通知。")
    assert built(tmp_path, "文稿.通知正文: 现印发。\n").document.element("通知正文") == ("现印发。",)


def test_a_notice_without_text_has_a_gap(tmp_path: Path) -> None:
    made = built(tmp_path, "")
    assert made.document.element("通知正文") == ("【待补：文稿.通知正文】",)


def test_its_settings_are_known(tmp_path: Path) -> None:
    made = built(tmp_path, "文稿.通知正文: 现印发。\n文稿.印章: 公章.png\n")
    assert [p.message for p in made.problems if p.code == "F307"] == []
