"""What is published works: sdist and wheel are built, installed into an empty environment, and used from another folder.

Runs where CI is set; needs a package registry.  Each supported Python that is found takes part, the others are listed as skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from drafter.writers import content_id

TOP = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("CI"), reason="builds and installs packages: set CI=true to run"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--outdir", str(folder), str(TOP)], folder)
    return folder


@pytest.fixture(scope="module")
def identities() -> dict[str, str]:
    """The content id of the same document by version."""
    return {}


def _run(command: list[str], folder: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    output = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{output[-3000:]}"
    return output


def _interpreter(version: str) -> str | None:
    """A working Python of *version*: the running one, one on the path, or one that pyenv keeps."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = [shutil.which(f"python{version}"), *sorted(map(str, kept.glob(f"{version}.*/bin/python")))]
    return next((python for python in found if python and _works(python)), None)


def _works(python: str) -> bool:
    return not subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode


def test_both_packages_hold_the_library_and_nothing_that_is_not_for_users(built: Path) -> None:
    [wheel], [sdist] = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    assert "drafter/library/templates/工作总结/template.yaml" in names
    assert "drafter/library/fragments/队伍.md" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"drafter"}
    with tarfile.open(sdist) as package_source:
        tops = {name.split("/")[1] for name in package_source.getnames() if "/" in name}
    assert {"drafter", "templates", "fragments", "examples", "tests", "docs", "pyproject.toml"} <= tops
    assert not tops & {".venv", ".git", ".ci"}


@pytest.mark.parametrize("version", PYTHONS)
def test_the_wheel_works_in_an_empty_environment(
    version: str, built: Path, identities: dict[str, str], tmp_path: Path
) -> None:
    python = _interpreter(version)
    if python is None:
        pytest.skip(f"no working Python {version} here")
    [wheel] = built.glob("*.whl")
    _run([python, "-m", "venv", "empty"], tmp_path)
    scripts = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    _run([str(scripts / "python"), "-m", "pip", "install", "-q", str(wheel)], tmp_path)
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    drafter = str(scripts / "drafter")
    _run([drafter, "new", "总结", "--sample"], elsewhere)
    shutil.copy(TOP / "examples" / "minimal" / "facts.yaml", elsewhere / "facts.yaml")
    assert "可以送审签发" in _run([drafter, "build", "facts.yaml", "-o", "成稿.docx"], elsewhere)
    # Byte for byte only with the same zlib; the parts are the same everywhere.
    identities[version] = content_id((elsewhere / "成稿.docx").read_bytes())
    assert set(identities.values()) == {identities[version]}
    (elsewhere / "名册.csv").write_text("单位\n甲学校\n乙学校\n", "utf-8")
    assert "写好2份" in _run([drafter, "batch", "名册.csv", "--facts", "facts.yaml", "-o", "多份"], elsewhere)
