"""The report by python-docx alone, paragraph by paragraph: ``with_python_docx.py FOLDER OUT``."""

import io
import json
import sys
from pathlib import Path

import docx
from docx.oxml.ns import qn

folder, out = sys.argv[1:]
values = json.loads(Path(folder, "values.json").read_text("utf-8"))
paragraphs = json.loads(Path(folder, "paragraphs.json").read_text("utf-8"))


def make() -> bytes:
    document = docx.Document(str(Path(folder, "base.docx")))
    styles = {style.name: style for style in document.styles}
    for paragraph in paragraphs:
        added = document.add_paragraph(style=styles[paragraph["style"]])
        for text, font in paragraph["runs"]:
            run = added.add_run(text.format(v=values))
            if font:
                run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


if __name__ == "__main__":
    Path(out).write_bytes(make())
