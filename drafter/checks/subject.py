"""What a layout rule looks at: the view of a DOCX, the role of each part, and the standard to compare with."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from drafter.checks import patterns
from drafter.checks.engine import Sighting
from drafter.checks.parts import Part, Role, printed
from drafter.checks.roles import RecognisedDocument
from drafter.checks.standard import Standard, TypeSpec
from drafter.docxview import DocxView, ParagraphView, RunLook, TextRun

TEXT = (Role.BODY, Role.HEADING)
"""What is set as running text, with an indent of two characters."""
PITCHED = (*TEXT, Role.ADDRESSEE, Role.NOTE, Role.ORGAN, Role.DATE)
"""What stands on the lines of the text block."""

_SIZES = {
    26: "一号", 24: "小一", 22: "二号", 18: "小二", 16: "三号", 15: "小三", 14: "四号", 12: "小四", 10.5: "五号", 9: "小五",
    36: "小初", 42: "初号", 7.5: "六号",
}  # fmt: skip
_CHINESE_ALIGN = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐", "distribute": "分散对齐"}


class Stretch(NamedTuple):
    """A run of a part with the place of its first character in :attr:`Part.text`."""

    start: int
    run: TextRun


class Subject(Struct, frozen=True, dict=True):
    """A DOCX ready to be checked."""

    view: DocxView
    document: RecognisedDocument
    standard: Standard

    def parts(self, *roles: Role) -> tuple[Part, ...]:
        """Parts with one of *roles*, only those that are certain."""
        return tuple(part for part in self.document.of(*roles) if part.certain)

    @cached_property
    def indexed(self) -> tuple[tuple[int, Part], ...]:
        """All parts with their index."""
        return tuple(enumerate(self.document.parts))

    @cached_property
    def body_looks(self) -> Counter[RunLook]:
        """How many Chinese characters of the body text are set in each look."""
        counts: Counter[RunLook] = Counter()
        for part in self.parts(Role.BODY):
            for run in part.runs:
                counts[run.look] += len(patterns.CHINESE.findall(run.text))
        return +counts

    @cached_property
    def letter(self) -> bool:
        """Whether it is a 信函 (10.1): no page number on the first page, and a mark without 文件."""
        marks = [re.sub(r"\s", "", part.text) for part in self.document.of(Role.MARK)]
        other = len(marks) != 1 or marks[0].endswith(("文件", "纪要", "令"))
        return bool(self.document.of(Role.NUMBER)) and self.view.sections[0].title_page and not other

    def blanks_before(self, index: int) -> int:
        """How many blank paragraphs stand right before the part at *index*; one that carries a rule is none."""
        count = 0
        while index > 0 and _is_gap(self.document.parts[index - 1]):
            index -= 1
            count += 1
        return count

    def before(self, index: int) -> Part | None:
        """The part before *index* that is not blank."""
        return self._above[index]

    @cached_property
    def _above(self) -> tuple[Part | None, ...]:
        above: list[Part | None] = []
        last: Part | None = None
        for part in self.document.parts:
            above.append(last)
            last = last if part.role is Role.BLANK else part
        return tuple(above)

    def agrees(self, kind: str, look: RunLook) -> bool:
        """Whether *look* has the typeface that the standard wants for *kind* (``body``, ``title`` …)."""
        return self.standard.typefaces.agree(self.standard.type(kind), look.east_asia)


def _is_gap(part: Part) -> bool:
    paragraph = part.paragraph
    if part.role is not Role.BLANK or paragraph is None:
        return False
    return not (paragraph.look.top or paragraph.look.bottom or paragraph.lines)


def stretches(part: Part) -> Iterator[Stretch]:
    """The runs of *part* that show something, with their places in its text."""
    paragraph = part.paragraph
    if paragraph is None:
        return
    raw = paragraph.text
    offset = len(paragraph.label) - (len(raw) - len(raw.lstrip()))
    for run in paragraph.runs:
        if run.text.strip():
            yield Stretch(offset + len(run.text) - len(run.text.lstrip()), run)
        offset += len(run.text)


def sight(part: Part, what: str, found: str, wanted: str, hint: str) -> Sighting:
    """A sighting at a paragraph of the body."""
    paragraph = part.paragraph
    return Sighting(what, found, wanted, hint, paragraph.number if paragraph else 0, part.text)


def sight_in(paragraph: ParagraphView, where: str, what: str, found: str, wanted: str, hint: str) -> Sighting:
    """A sighting outside the body, such as in a footer."""
    return Sighting(what, found, wanted, hint, 0, printed(paragraph), where)


def chinese(part: Part) -> Iterator[Stretch]:
    """The runs of *part* that hold Chinese characters."""
    return (stretch for stretch in stretches(part) if patterns.CHINESE.search(stretch.run.text))


def size_name(points: float) -> str:
    """A size as clerks call it: 三号（16磅）."""
    name = _SIZES.get(points)
    return f"{name}（{points:g}磅）" if name else f"{points:g}磅"


def family_name(family: str) -> str:
    """A family as found; a file that names none leaves the choice to the program."""
    return family or "未指定（由软件决定）"


def spec_name(spec: TypeSpec) -> str:
    """What is wanted, as 仿宋 or as a house style's own family."""
    return spec.family


def align_name(align: str) -> str:
    """An alignment in Chinese."""
    return _CHINESE_ALIGN.get(align, align)


def millimetres(twips: float) -> str:
    """A length as 37毫米."""
    return f"{round(twips / 1440 * 25.4, 1):g}毫米"


def to_mm(twips: float) -> float:
    """Twips in millimetres."""
    return twips / 1440 * 25.4


def indent_of(chars: int, twips: int, unit: float) -> float:
    """An indent in 字 of *unit* points; hundredths of a 字 outrank twips."""
    return chars / 100 if chars else twips / 20 / unit


def width_of(text: str) -> float:
    """The width of a line in 字: a half-width character counts one half."""
    return sum(0.5 if ord(character) < 0x2000 and character != "·" else 1.0 for character in text)


def near(value: float, wanted: float, tolerance: float) -> bool:
    """Whether two lengths agree."""
    return math.isclose(value, wanted, abs_tol=tolerance)
