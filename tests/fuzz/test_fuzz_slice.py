"""A short slice of the fuzzer with a fixed seed, all that it ever found, and projects of any facts and wording at all."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steady import tried

from .mutating import STREWN
from .running import SEEDS, Outcome, attempt, fuzz
from .targets import GOOD, TARGETS, NotAsPromised, good_docx, sound, written

ROUNDS = 30
HEAD = "文稿.单位: 甲县教育局\n文稿.年度: 2025\n文稿.模板: 试\n"


@pytest.fixture(autouse=True)
def _private_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_changed_inputs_give_a_sound_document_or_a_message(target: object) -> None:
    outcome = fuzz(0, seed=9704, rounds=ROUNDS, targets=[t for t in TARGETS if t is target])
    tried["fuzzed inputs"] += outcome.tried.total()
    assert [told for _, _, told in outcome.found.values()] == []
    assert outcome.tried.total() == ROUNDS


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*@*")), ids=lambda path: path.name)
def test_what_was_found_once_stays_mended(seed: Path, tmp_path: Path) -> None:
    name = seed.name.rpartition("@")[0].replace("~", "/")
    target = next(t for t in TARGETS if t.name == name)
    outcome = Outcome()
    attempt(target, seed.read_bytes(), tmp_path, outcome)
    tried["fuzzed inputs"] += 1
    assert [told for _, _, told in outcome.found.values()] == []


VALUES = st.one_of(
    st.sampled_from(
        [
            "12名",
            "超500次",
            "84.38%",
            "8金19银",
            "1.2亿元",
            "待补",
            "不涉及",
            "甲校、乙校等6所",
            "2025-12-26",
            "3:2",
            "",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
)
FACTS = st.dictionaries(
    st.sampled_from(["队.编", "队.训", "队.校", "队.册.人", "打算.队.编", "队.编.上年", "队.费"]), VALUES, max_size=7
)
WORDING = st.lists(
    st.sampled_from([*STREWN, "{{ 队.编 }}", "[[，{{ 队.训 }}]]", "{{ 队.编 | 较上年 }}", "建成", "。"]), max_size=12
).map("".join)
SECTION = st.lists(
    st.sampled_from(['{{ 片段("句") }}', "\n\n", "## 甲\n", "**乙。**", "[[共{{ 队.费 }}]]", "丙", "1. ", "| 丁 |\n"]),
    max_size=9,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(FACTS, st.lists(WORDING, min_size=1, max_size=3), SECTION)
def test_any_facts_wording_and_section_give_a_sound_document_or_a_message(
    facts: dict[str, str], wordings: list[str], section: str
) -> None:
    tried["generated projects"] += 1
    files = dict(GOOD)
    files["facts.yaml"] = HEAD + "".join(f"{path}: {value}\n" for path, value in facts.items())
    files["fragments/队.md"] = "## 句\n" + "".join(f"- {w}\n" for w in wordings)
    files["templates/试/章-队.md"] = section
    with tempfile.TemporaryDirectory() as name:
        for path, text in files.items():
            (Path(name) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(name) / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        written(Path(name) / "facts.yaml")


def test_the_oracle_sees_a_document_that_is_not_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(good_docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b'w:val="a"', b'w:val="z"').replace(b"</w:tc>", b"<w:tbl/></w:tc>"))
    sound(good_docx())
    with pytest.raises(NotAsPromised):
        sound(broken.getvalue())
