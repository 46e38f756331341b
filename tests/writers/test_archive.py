"""The archive that a DOCX is, read back by the standard library."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.diagnostics import DrafterError
from drafter.writers.docx.archive import archive

_NAMES = st.text("abz[]_./", min_size=1, max_size=30)
_CONTENTS = st.binary(max_size=50) | st.binary(min_size=1, max_size=9).map(lambda some: some * 20_000)


def by_the_library(parts: list[tuple[str, bytes]]) -> bytes:
    """What zipfile makes of *parts*."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.external_attr = 0x20  # it makes 0 into a right of Unix
            written.writestr(entry, content, zipfile.ZIP_DEFLATED, 3)
    return buffer.getvalue()


@given(st.dictionaries(_NAMES, _CONTENTS, max_size=5))
def test_the_bytes_are_those_of_the_library_but_for_the_rights_that_it_adds(contents: dict[str, bytes]) -> None:
    parts = list(contents.items())
    made = archive(parts)
    assert made == archive(parts)
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert read.testzip() is None
        assert [(info.filename, read.read(info)) for info in read.infolist()] == parts
        assert all(info.external_attr == 0 for info in read.infolist())
    expected = by_the_library(parts)
    assert len(made) == len(expected)
    assert sum(a != b for a, b in zip(made, expected, strict=True)) == len(parts)


def test_what_no_archive_holds_is_refused_with_a_sentence() -> None:
    with pytest.raises(DrafterError, match="一份文稿装不下") as refused:
        archive([(f"word/media/image{number}.png", b"") for number in range(0x10000)])
    assert [problem.code for problem in refused.value.diagnostics] == ["D030"]


def test_writing_needs_no_zipfile() -> None:
    code = (
        "import sys\n"
        "from drafter.document import Document, Layout\n"
        "from drafter.writers import write_docx\n"
        "write_docx(Document(('标题',), ()), Layout())\n"
        "print('zipfile' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
