"""Chains of numbered clauses: 一是…；二是…；三是…。"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.document import counting_numeral, label
from drafter.marks import Marks, is_mark
from drafter.patterns import lazy
from drafter.templates.trouble import Trouble

ITEM = "\x1d"
"""What separates the clauses of a chain until they are numbered; refused in every source."""
LONGEST = 20
"""How many clauses one chain may have."""
_STYLE = "{一}是"
_PRIVATE_TAIL = r"(?=[\U00100000-\U0010fffd]*\Z)"
_FINAL = lazy(rf"[。；，、\s]+{_PRIVATE_TAIL}")
_PRIVATE = lazy(r"[\U00100000-\U0010fffd\s]")
_APART = lazy(r"\n[ \t]*\n\s*\Z")


class Ordinal(int):
    """A loop's own count: an ordinal and no figure."""


def chain(pieces: Sequence[str], style: str, marks: Marks) -> str:
    """What stands before the first clause, then the clauses that say something, numbered.

    Args:
        pieces: the text before the first clause, then one piece for each.
        style: a label as in ``template.yaml`` (``（{1}）``, ``第{一}，``) or the words themselves (``首先、其次、最后``); empty for 一是.
        marks: the section's marks, among them one that asks for the number of clauses.

    Raises:
        Trouble: there are more clauses than labels.
    """
    spoken = [piece for piece in pieces[1:] if _PRIVATE.sub("", piece)]
    apart = any(_APART.search(piece) for piece in spoken[:-1])
    items = [_FINAL.sub("", piece.strip()) for piece in spoken]
    before = _announcing(pieces[0].strip(), len(items), marks)
    # GB/T 15834-2011, A.5: no ； after an item that holds a 。
    mark = "。\n\n" if apart else "。" if any("。" in item for item in items) else "；"
    return before + mark.join(_labelled(items, style or _STYLE)) + ("。" if items else "")


def _labelled(items: list[str], style: str) -> list[str]:
    if len(items) < 2:
        return items
    counted = "{一}" in style or "{1}" in style
    words = [] if counted else [word.strip() for word in style.split("、")]
    most = LONGEST if counted else len(words)
    if len(items) > most:
        raise Trouble(f"“逐条”最多{most}条，这里有{len(items)}条", "分成两组，或者改成列表")
    if counted:
        return [label(style.strip(), number) + item for number, item in enumerate(items, 1)]
    return [f"{word}{_comma(word)}{item}" for word, item in zip(words, items, strict=False)]


def _comma(word: str) -> str:
    """首先 takes a comma; 首先是, （甲） and ① take none."""
    return "，" if word[-1:].isalpha() and not word.endswith("是") else ""


def _announcing(text: str, number: int, marks: Marks) -> str:
    """*text* with the number of clauses where it announces them."""
    if not number:
        return text

    def told(character: str) -> str:
        mark = marks.mark(character) if is_mark(character) else None
        return counting_numeral(number) if mark and mark.counts else character

    return "".join(map(told, text))
