"""Characters of a DOCX changed in place, whatever runs they lie in."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.docxview import open_docx
from drafter.docxview.rewriting import Change, changed_docx

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def file(body: str, prefix: str = "w", encoding: str = "utf-8") -> bytes:
    """A document of body XML."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    xml = f'<{prefix}:document xmlns:{prefix}="{SPACE}"><{prefix}:body>{body}</{prefix}:body></{prefix}:document>'
    declared = encoding.removesuffix("-sig")
    files["word/document.xml"] = f'<?xml version="1.0" encoding="{declared}"?>\n{xml}'.encode(encoding)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def body_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def text_of(data: bytes) -> str:
    return open_docx(data, "x.docx").paragraphs[0].text


def changed(body: str, *changes: Change) -> tuple[str, bool]:
    """The new text of the first paragraph, and whether all was done."""
    data = file(body)
    new, refused = changed_docx(data, "x.docx", {1: changes}, {1: text_of(data)})
    return text_of(new), not refused


def run(*parts: str) -> str:
    return f"<w:r>{''.join(parts)}</w:r>"


def t(text: str) -> str:
    return f"<w:t>{text}</w:t>"


@pytest.mark.parametrize(
    ("inner", "change", "text"),
    [
        (run(t("其它学校")), Change(1, 2, "他"), "其他学校"),
        (run(t("其")) + run(t("它学校")), Change(0, 2, "其他"), "其他学校"),
        (run(t("培训、"), t("等")), Change(2, 3, ""), "培训等"),
        (run(t("共&lt;12&gt;所")), Change(1, 2, "“&"), "共“&12>所"),
        (run(t("优化")) + run(t("一是")), Change(2, 2, "。"), "优化。一是"),
        (run(t("优化")), Change(0, 0, "第"), "第优化"),
        (run(t("优化")), Change(2, 2, "。"), "优化。"),
        (run(t("甲"), "<w:tab/>", t("其它")), Change(2, 4, "其他"), "甲\t其他"),
        (f'<w:hyperlink w:anchor="x">{run(t("其它"))}</w:hyperlink>', Change(0, 2, "其他"), "其他"),
        (
            run(t("甲乙")) + f"<w:del>{run('<w:delText>删</w:delText>')}</w:del>" + run(t("丙")),
            Change(1, 3, "丁"),
            "甲丁",
        ),
        (run(t("甲 ")) + run(t("乙")), Change(0, 1, ""), " 乙"),
    ],
)
def test_a_stretch_is_changed_where_its_characters_stand(inner: str, change: Change, text: str) -> None:
    assert changed(f"<w:p>{inner}</w:p>", change) == (text, True)


FIELD = (
    run('<w:fldChar w:fldCharType="begin"/>')
    + run("<w:instrText>REF 甲</w:instrText>")
    + run('<w:fldChar w:fldCharType="separate"/>')
    + run(t("其它"))
    + run('<w:fldChar w:fldCharType="end"/>')
)


@pytest.mark.parametrize(
    "inner",
    [
        FIELD,
        f"<w:ins>{run(t('其它'))}</w:ins>",
        f'<w:fldSimple w:instr="REF 甲">{run(t("其它"))}</w:fldSimple>',
        run(t("其"), "<w:br/>", t("它")),
    ],
    ids=["field", "tracked", "simple field", "break"],
)
def test_what_is_no_plain_text_is_refused_and_the_rest_is_changed(inner: str) -> None:
    body = f"<w:p>{inner}{run(t('，其它学校'))}</w:p>"
    long = len(text_of(file(body))) - 5
    text, done = changed(body, Change(0, long, "其他"), Change(long + 1, long + 3, "其他"))
    assert not done
    assert text.endswith("，其他学校")
    assert not text.startswith("其他")


def test_a_paragraph_that_reads_otherwise_than_said_is_left_alone() -> None:
    data = file(f"<w:p>{run(t('其它学校'))}</w:p>")
    change = Change(0, 2, "其他")
    assert changed_docx(data, "x.docx", {1: [change]}, {1: "别的学校"}) == (data, frozenset({(1, change)}))


def test_paragraphs_are_counted_as_they_are_read_content_controls_opened() -> None:
    first, second = f"<w:p>{run(t('其它'))}</w:p>", f"<w:p>{run(t('其它甲'))}</w:p>"
    data = file(
        f"<w:tbl><w:tr><w:tc>{first}</w:tc></w:tr></w:tbl>{first}<w:sdt><w:sdtContent>{second}</w:sdtContent></w:sdt>"
    )
    new, refused = changed_docx(data, "x.docx", {2: [Change(0, 2, "其他")]}, {2: "其它甲"})
    assert not refused
    assert [paragraph.text for paragraph in open_docx(new, "x.docx").paragraphs] == ["其它", "其他甲"]


def test_another_prefix_and_a_byte_order_mark_are_read_too() -> None:
    data = file("<x:p><x:r><x:t>其它</x:t></x:r></x:p>", prefix="x", encoding="utf-8-sig")
    new, refused = changed_docx(data, "x.docx", {1: [Change(1, 2, "他")]}, {1: "其它"})
    assert not refused
    assert body_of(new) == body_of(data).replace("它", "他")


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "gbk"])
def test_a_part_in_another_encoding_is_left_alone(encoding: str) -> None:
    data = file(f"<w:p>{run(t('其它'))}</w:p>", encoding=encoding)
    change = Change(1, 2, "他")
    assert changed_docx(data, "x.docx", {1: [change]}, {1: "其它"}) == (data, frozenset({(1, change)}))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_changes_of_any_runs_give_the_text_that_they_say(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.text("甲乙丙，、 &<>", max_size=4), min_size=1, max_size=6))
    text = "".join(parts)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    words = data.draw(st.lists(st.text("丁戊。 &", max_size=2), min_size=6, max_size=6))
    changes = [Change(a, b, word) for a, b, word in zip(places[::2], places[1::2], words, strict=False)]
    wanted = text
    for change in reversed(changes):
        wanted = wanted[: change.start] + change.text + wanted[change.end :]
    paragraph = docx.Document()
    added = paragraph.add_paragraph()
    for part in parts:
        added.add_run(part)
    stream = io.BytesIO()
    paragraph.save(stream)
    new, refused = changed_docx(stream.getvalue(), "x.docx", {1: changes}, {1: text})
    assert not refused
    assert text_of(new) == wanted
    assert docx.Document(io.BytesIO(new)).paragraphs[0].text == wanted
