"""The least that any program does: serialise the finished XML and zip all parts.  ``floor.py FOLDER OUT``."""

import io
import sys
import zipfile
from pathlib import Path

from lxml import etree

folder, out = sys.argv[1:]
MAIN = "word/document.xml"
with zipfile.ZipFile(Path(folder, "ready.docx")) as ready:
    parts = {name: ready.read(name) for name in ready.namelist()}
tree = etree.fromstring(parts[MAIN])


def make() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, etree.tostring(tree, encoding="UTF-8") if name == MAIN else part)
    return data.getvalue()


if __name__ == "__main__":
    Path(out).write_bytes(make())
