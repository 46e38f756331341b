"""The report by docxtpl: ``with_docxtpl.py FOLDER OUT``."""

import io
import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

folder, out = sys.argv[1:]
values = json.loads(Path(folder, "values.json").read_text("utf-8"))


def make() -> bytes:
    template = DocxTemplate(str(Path(folder, "template.docx")))
    template.render({"v": values})
    data = io.BytesIO()
    template.save(data)
    return data.getvalue()


if __name__ == "__main__":
    Path(out).write_bytes(make())
