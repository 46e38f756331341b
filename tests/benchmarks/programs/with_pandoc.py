"""The report by Jinja2 and pandoc, a pandoc process for each document: ``with_pandoc.py FOLDER OUT``."""

import json
import subprocess
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

folder, out = sys.argv[1:]
values = json.loads(Path(folder, "values.json").read_text("utf-8"))
environment = Environment(loader=FileSystemLoader(folder), autoescape=False)


def make() -> None:
    markdown = environment.get_template("report.md.j2").render(v=values)
    command = ["pandoc", "--from=markdown", "--to=docx", f"--reference-doc={folder}/base.docx", f"--output={out}"]
    subprocess.run(command, input=markdown.encode(), check=True)


if __name__ == "__main__":
    make()
