"""文稿.印章 names the pictures of the seals, files beside the facts file."""

from __future__ import annotations

from pathlib import Path

from drafter.api import Draft, draft
from drafter.diagnostics import Problems

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def built(folder: Path, more: str) -> Draft:
    facts = folder / "facts.yaml"
    facts.write_text(f"文稿.单位: 甲县教育局\n文稿.年度: 2025\n党建.中心组学习: 12次\n{more}", "utf-8")
    return draft(facts, Problems(), cached=False)


def test_pictures_stand_in_the_order_of_those_who_sign(tmp_path: Path) -> None:
    for name in ("局.png", "厅.png"):
        (tmp_path / name).write_bytes(PNG)
    made = built(tmp_path, "文稿.印章:\n  - 厅.png\n  - 局.png\n")
    assert [(seal.name, seal.data) for seal in made.document.seals] == [("厅.png", PNG), ("局.png", PNG)]
    assert [p for p in made.problems if p.code == "D010"] == []


def test_a_picture_that_is_not_there_is_an_error_and_a_promised_one_is_none(tmp_path: Path) -> None:
    made = built(tmp_path, "文稿.印章: 没有.png\n")
    assert [p.code for p in made.problems if p.code == "D010"] == ["D010"]
    assert made.document.seals == ()
    assert built(tmp_path, "文稿.印章: 待补\n").document.seals == ()
