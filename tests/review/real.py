"""What the review finds in five published reports, against labels that were given by reading each finding.

``python tests/review/real.py FOLDER`` runs the rules over the five texts in FOLDER (``*.txt``, taken in the order of their names)
and prints for each severity how many findings are labelled right, wrong and not at all, with the key of each that is not.
The texts are not part of the repository, and neither are their words: ``real_labels.toml`` holds keys, see :func:`key`.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mutations import lexicon

from drafter.checks.engine import Finding
from drafter.checks.text import ReviewContext, find_text, from_lines

LABELS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "real_labels.toml").read_text(encoding="utf-8")
)
"""For each severity the keys of the right findings and of the wrong ones."""
FLOORS = {"error": 0.95, "warning": 0.85}
_KEY = 12


class Score(NamedTuple):
    """Findings of one severity."""

    right: int
    wrong: int
    unlabelled: tuple[str, ...] = ()
    """A line about each finding that nobody has read yet."""

    @property
    def precision(self) -> float:
        """The share of the labelled findings that is right; 0 if none is labelled."""
        labelled = self.right + self.wrong
        return self.right / labelled if labelled else 0.0

    def __str__(self) -> str:
        return f"{self.right} right, {self.wrong} wrong, {len(self.unlabelled)} not labelled, precision {self.precision:.2f}"


def key(number: int, finding: Finding) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of ``report number|code|quote``, reports counted from 1."""
    said = f"{number}|{finding.code}|{finding.quote}"
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY]


def stored() -> dict[str, Score]:
    """What the labels themselves say."""
    return {severity: Score(len(kinds["right"]), len(kinds["wrong"])) for severity, kinds in LABELS.items()}


def findings_in(folder: Path) -> Iterator[tuple[int, Finding]]:
    """The findings in every text of *folder*, each with the number of its report."""
    context = ReviewContext(lexicon=lexicon())
    for number, path in enumerate(sorted(folder.glob("*.txt")), 1):
        text = from_lines(path.read_text(encoding="utf-8").split("\n"))
        yield from ((number, finding) for finding in find_text(text, context))


def measured(folder: Path) -> dict[str, Score]:
    """What the rules find now in the texts of *folder*."""
    scores = {severity: Score(0, 0) for severity in LABELS}
    for number, finding in findings_in(folder):
        severity, name = finding.severity.value, key(number, finding)
        right, wrong, unlabelled = scores[severity]
        if name in LABELS[severity]["right"]:
            right += 1
        elif name in LABELS[severity]["wrong"]:
            wrong += 1
        else:
            unlabelled = (*unlabelled, f"{name}  {number}|{finding.code}|{finding.quote}  {finding.sentence}")
        scores[severity] = Score(right, wrong, unlabelled)
    return scores


def main() -> None:
    """Print the table and what is not labelled yet."""
    for severity, score in measured(Path(sys.argv[1])).items():
        sys.stdout.write(f"{severity}\t{score}\n")
        sys.stdout.writelines(f"  {line}\n" for line in score.unlabelled)


if __name__ == "__main__":
    main()
