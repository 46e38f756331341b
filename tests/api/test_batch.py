"""drafter batch: a folder, a list or a roster becomes many documents; one that fails does not stop the others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from drafter.api.batch import Plan, plan, run
from drafter.api.batch_engines import run_parallel
from drafter.api.batch_jobs import Job, Outcome
from drafter.api.batch_manifest import NAME, Manifest
from drafter.cli import run as command
from drafter.diagnostics import DrafterError

FACTS = (Path(__file__).parents[2] / "examples" / "minimal" / "facts.yaml").read_text("utf-8")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "云溪县"
    folder.mkdir()
    (folder / "共同.yaml").write_text(FACTS, "utf-8")
    return folder


def _roster(county: Path, text: str, encoding: str = "utf-8") -> Path:
    path = county / "名册.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _planned(source: Path, county: Path, **options: bool) -> Plan:
    facts = county / "共同.yaml" if source.suffix in (".csv", ".xlsx") else None
    return plan(source, county / "成稿", facts, ("docx",), force=options.get("force", False))


def _outcomes(planned: Plan, *, resume: bool = False, workers: int = 1) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in run(planned, resume=resume, workers=workers)}


def _text(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


# --- rosters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_row_of_a_roster_lies_over_the_shared_facts(county: Path, encoding: str) -> None:
    roster = _roster(county, "单位,党建.中心组学习\n甲学校,15次\n乙学校,\n", encoding)
    done = _outcomes(_planned(roster, county))
    assert {name: outcome.signable for name, outcome in done.items()} == {"甲学校": True, "乙学校": True}
    assert "15次" in _text(county / "成稿" / "甲学校.docx")
    assert "12次" in _text(county / "成稿" / "乙学校.docx"), "an empty cell leaves the shared fact"


def test_a_row_replaces_the_value_and_keeps_the_details(county: Path) -> None:
    nested = FACTS.replace("党建.中心组学习: 12次", "党建.中心组学习:\n  值: 12次\n  上年: 10次")
    (county / "共同.yaml").write_text(nested, "utf-8")
    done = _outcomes(_planned(_roster(county, "单位,党建.中心组学习\n甲学校,15次\n"), county))
    assert not done["甲学校"].findings
    assert "15次" in _text(county / "成稿" / "甲学校.docx")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("单位\n", "至少一行"),
        ("学校,党建.中心组学习\n甲,1次\n", "没有“单位”这一列"),
        ("单位,单位\n甲,乙\n", "两列都是“文稿.单位”"),
        ("单位,党建/中心组学习\n甲,1次\n", "不能作事实的路径"),
        ('单位,党建.中心组学习\n甲,"1次\n', "引号没有成对"),
        ("", "至少一行"),
    ],
)
def test_a_roster_that_can_not_be_read_is_refused_before_anything_is_written(
    county: Path, text: str, said: str
) -> None:
    with pytest.raises(DrafterError) as refused:
        _planned(_roster(county, text), county)
    assert said in str(refused.value)
    assert not (county / "成稿").exists()


def test_columns_that_name_no_fact_are_left_alone_and_said_to_be(county: Path) -> None:
    planned = _planned(_roster(county, "序号,单位,备注\n1,甲学校,好\n"), county)
    assert ["序号、备注" in notice.message for notice in planned.notices] == [True]
    assert _outcomes(planned)["甲学校"].signable


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",9次", "没有写单位"),
        ("甲学校,9次", "有两份文稿都叫“甲学校”"),
        ("乙学校,9次,多", "这一行有3格，列名只有2个"),
    ],
)
def test_a_row_that_can_not_be_made_is_told_and_the_others_go_on(county: Path, row: str, said: str) -> None:
    done = _outcomes(_planned(_roster(county, f"单位,党建.中心组学习\n甲学校,8次\n{row}\n丙学校,7次\n"), county))
    failed = [outcome for outcome in done.values() if outcome.failed]
    assert [said in outcome.findings[0].message for outcome in failed] == [True]
    assert done["甲学校"].signable
    assert done["丙学校"].signable
    assert "8次" in _text(county / "成稿" / "甲学校.docx"), "the second row of that name is not written over the first"


def test_a_document_with_gaps_is_a_draft_and_says_so_in_its_name(county: Path) -> None:
    done = _outcomes(_planned(_roster(county, "单位,党建.中心组学习\n甲学校,待补\n"), county))
    assert list(done["甲学校"].files) == ["甲学校（草稿）.docx"]
    assert (done["甲学校"].missing, done["甲学校"].signable) == (1, False)


def test_names_that_no_file_can_have_lose_what_is_in_the_way(county: Path) -> None:
    done = _outcomes(_planned(_roster(county, "文件名,单位\n../../甲:学*校.,甲学校\n"), county))
    assert [p.name for p in (county / "成稿").glob("*.docx")] == ["甲学校.docx"]
    assert all(name == "甲学校" for name in done)


# --- folders and lists ---------------------------------------------------------------------------------------------------


def _schools(county: Path) -> None:
    for name in ("甲校", "乙校"):
        (county / name).mkdir()
        (county / name / "facts.yaml").write_text(FACTS.replace("云溪县教育局", name), "utf-8")


def test_a_folder_stands_for_every_facts_file_below_it_but_not_for_the_library(county: Path) -> None:
    _schools(county)
    (county / "templates" / "工作总结").mkdir(parents=True)
    (county / "templates" / "工作总结" / "layout.yaml").write_text("页面:\n", "utf-8")
    planned = _planned(county, county)
    assert [job.name for job in planned.jobs] == ["乙校", "共同", "甲校"]


def test_a_list_names_facts_files_and_what_they_become(county: Path) -> None:
    _schools(county)
    listed = county / "清单.yaml"
    listed.write_text(
        "清单:\n- 甲校/facts.yaml\n- 事实: 乙校/facts.yaml\n  文件名: 乙校总结\n- 丙校/facts.yaml\n", "utf-8"
    )
    done = _outcomes(_planned(listed, county))
    assert {name: outcome.failed for name, outcome in done.items()} == {"甲校": False, "乙校总结": False, "丙校": True}
    assert "找不到事实文件" in done["丙校"].findings[0].message


def test_a_facts_file_is_no_list(county: Path) -> None:
    with pytest.raises(DrafterError, match="这不是清单"):
        _planned(county / "共同.yaml", county)


def test_without_an_output_folder_each_document_lies_beside_its_facts(county: Path) -> None:
    _schools(county)
    _outcomes(plan(county, None, None, ("docx", "md"), force=False))
    assert sorted(p.name for p in county.rglob("*.docx")) == ["乙校.docx", "共同.docx", "甲校.docx"]
    assert (county / "甲校" / "甲校.md").is_file()


def test_markdown_made_side_by_side_is_all_known_as_our_own(county: Path) -> None:
    rows = "\n".join(f"第{i}小学" for i in range(8))
    planned = plan(_roster(county, f"单位\n{rows}\n"), county / "成稿", county / "共同.yaml", ("md",), force=False)
    for _ in range(2):
        assert not any(outcome.failed for outcome in _outcomes(planned, workers=2).values())


# --- resuming ------------------------------------------------------------------------------------------------------------


def test_resuming_leaves_alone_what_is_right_and_makes_the_rest(county: Path) -> None:
    text = "单位,党建.中心组学习\n甲学校,15次\n乙学校,14次\n丙学校,13次\n丁学校,12次\n"
    _outcomes(_planned(_roster(county, text), county))
    folder = county / "成稿"
    before = {p.name: p.read_bytes() for p in folder.glob("*.docx")}
    (folder / "乙学校.docx").unlink()
    planned = _planned(_roster(county, text.replace("13次", "23次")), county)
    done = _outcomes(planned, resume=True)
    assert {name for name, outcome in done.items() if outcome.skipped} == {"甲学校", "丁学校"}
    assert (folder / "乙学校.docx").read_bytes() == before["乙学校.docx"]
    assert "23次" in _text(folder / "丙学校.docx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fragments/党建.md", "## 理论学习\n- 组织学习{{ 党建.中心组学习 }}。\n"),
        ("表.csv", "甲,乙\n1,2\n"),
        ("共同.yaml", FACTS + "党建.读书班: 4次\n"),
    ],
)
def test_resuming_makes_again_what_any_of_its_sources_changed(county: Path, name: str, content: str) -> None:
    planned = _planned(_roster(county, "单位\n甲学校\n"), county)
    _outcomes(planned)
    assert _outcomes(planned, resume=True)["甲学校"].skipped
    (county / name).parent.mkdir(exist_ok=True)
    (county / name).write_text(content, "utf-8")
    assert not _outcomes(planned, resume=True)["甲学校"].skipped


def test_a_document_that_somebody_edited_is_refused_and_the_others_go_on(county: Path) -> None:
    planned = _planned(_roster(county, "单位\n甲学校\n乙学校\n"), county)
    _outcomes(planned)
    (county / "成稿" / "甲学校.docx").write_bytes(b"edited")
    done = _outcomes(planned, resume=True)
    assert "没有覆盖它" in done["甲学校"].findings[0].message
    assert done["乙学校"].skipped
    assert (county / "成稿" / "甲学校.docx").read_bytes() == b"edited"
    forced = _planned(_roster(county, "单位\n甲学校\n乙学校\n"), county, force=True)
    assert _outcomes(forced)["甲学校"].signable


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 1, "documents": {"甲学校": {"files": 3}}}'])
def test_a_damaged_manifest_is_as_good_as_none(county: Path, damage: str) -> None:
    planned = _planned(_roster(county, "单位\n甲学校\n"), county)
    _outcomes(planned)
    (county / "成稿" / NAME).write_text(damage, "utf-8")
    assert not _outcomes(planned, resume=True)["甲学校"].skipped


def test_the_manifest_lists_hashes_of_what_was_read_and_written(county: Path) -> None:
    _outcomes(_planned(_roster(county, "单位\n甲学校\n"), county))
    said = json.loads((county / "成稿" / NAME).read_text("utf-8"))["documents"]["甲学校"]
    assert len(said["inputs"]) == 64
    assert len(said["files"]["甲学校.docx"]) == 64


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_run_killed_at_any_moment_is_taken_up_and_ends_as_if_never_killed(county: Path) -> None:
    rows = "\n".join(f"第{i}小学,{i + 1}次" for i in range(12))
    roster = _roster(county, f"单位,党建.中心组学习\n{rows}\n")
    words = [str(roster), "--facts", str(county / "共同.yaml"), "-o"]
    command(["batch", *words, str(county / "一次做完"), "--jobs", "1"])
    folder = county / "成稿"
    for wait in (0.6, 0.9):
        started = subprocess.Popen(
            [sys.executable, "-m", "drafter", "batch", *words, str(folder), "--resume", "--jobs", "2"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(wait)
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    assert command(["batch", *words, str(folder), "--resume", "--jobs", "1"]) == 0
    expected = {p.name: p.read_bytes() for p in (county / "一次做完").iterdir()}
    assert {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")} == expected


# --- where it is made ------------------------------------------------------------------------------------------------------


def test_on_several_cores_the_same_bytes_come_out(county: Path) -> None:
    rows = "\n".join(f"第{i}小学,{i + 1}次" for i in range(5))
    roster = _roster(county, f"单位,党建.中心组学习\n{rows}\n")
    written = []
    for workers in (1, 2):
        planned = plan(roster, county / str(workers), county / "共同.yaml", ("docx",), force=False)
        _outcomes(planned, workers=workers)
        written.append({p.name: p.read_bytes() for p in (county / str(workers)).glob("*.docx")})
    assert len(written[0]) == 5
    assert written[0] == written[1]


def test_a_worker_that_dies_costs_its_own_document_only(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly = Job("致命", DeadlyPath(county / "共同.yaml"), county)
    jobs = [Job(f"第{i}小学", county / "共同.yaml", county, force=True) for i in range(4)]
    done = {outcome.name: outcome for outcome in run_parallel([*jobs[:2], deadly, *jobs[2:]], 2)}
    assert {name for name, outcome in done.items() if outcome.failed} == {"致命"}
    assert "被系统停掉" in done["致命"].findings[0].message
    assert len(done) == 5


class DeadlyPath(type(Path())):  # type: ignore[misc]
    """A path that ends the process that it is sent to."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_fault_in_drafter_itself_costs_one_document(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from drafter.api import batch_jobs

    def broken(path: Path, *_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(batch_jobs, "draft", broken)
    done = _outcomes(_planned(_roster(county, "单位\n甲学校\n"), county))
    assert "ZeroDivisionError" in done["甲学校"].findings[0].message


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_the_workers_of_a_dask_scheduler_make_the_same_bytes(county: Path, scheduler: str) -> None:
    roster = _roster(county, "单位,党建.中心组学习\n甲学校,15次\n乙学校,14次\n,1次\n")
    words = ["batch", str(roster), "--facts", str(county / "共同.yaml"), "-o"]
    assert command([*words, str(county / "远处"), "--scheduler", scheduler]) == 1
    assert command([*words, str(county / "这里"), "--jobs", "1"]) == 1
    expected = {p.name: p.read_bytes() for p in (county / "这里").iterdir()}
    assert {p.name: p.read_bytes() for p in (county / "远处").iterdir()} == expected
    assert len(expected) == 3


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_told(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    roster = _roster(county, "单位\n甲学校\n")
    assert command(["batch", str(roster), "--facts", str(county / "共同.yaml"), "--scheduler", "无此://x"]) == 2
    assert "连不上调度程序" in capsys.readouterr().err


# --- the command -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ("甲学校,9次", 0, "可以送审签发"),
        ("甲学校,待补", 1, "还不能签发的1份"),
        ("甲学校,9次\n,9次", 1, "没有写成1份"),
        (",9次", 2, "写好0份"),
    ],
)
def test_exit_code_and_account(
    county: Path, rows: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = _roster(county, f"单位,党建.中心组学习\n{rows}\n")
    assert command(["batch", str(roster), "--facts", str(county / "共同.yaml"), "-o", str(county / "成稿")]) == code
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["没有.csv"], "找不到"),
        (["名册.csv"], "名册要和共同的事实文件一起用"),
        (["名册.csv", "--facts", "没有.yaml"], "找不到"),
        ([".", "--facts", "共同.yaml"], "--facts 只和名册"),
        ([".", "-o", "共同.yaml"], "是一个文件"),
        (["空"], "里没有事实文件"),
        ([".", "--to", "pdfx"], "不会写"),
        ([".", "--jobs", "0"], "--jobs"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(
    county: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _roster(county, "单位\n甲学校\n")
    (county / "空").mkdir()
    monkeypatch.chdir(county)
    assert command(["batch", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_manifest_is_never_half_written(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    manifest.add(Outcome("甲", "i", {"甲.docx": "h"}))
    manifest.save()
    assert [p.name for p in tmp_path.iterdir()] == [NAME]
