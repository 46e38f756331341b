"""Numbers with their units: one (``近3万人次``) or several of one action (``70余项13730人次``)."""

from __future__ import annotations

import re
from decimal import Decimal

from drafter.facts.numerals import HANZI, NUMERAL, SCALES, chinese_integer
from drafter.facts.values import Bound, Quantity
from drafter.facts.vocabulary import Vocabulary, vocabulary
from drafter.patterns import lazy

_SEPARATOR = lazy(r"[、，；]|,(?!\d{3}(?!\d))")
_NOUN = lazy(rf"(?:{HANZI}|[“”《》])*")
_MINUS = "-－−"
_YEARS = (1900, 2100)
LONGEST = 120
"""A value longer than this is a text without further reading."""


def quantity(text: str) -> Quantity | None:
    """*text* as one number with at most a measure word, or None.

    Words may say that the number is approximate (超, 近, 余, 左右), counted up (共, 达) or aimed at (力争); nothing else may stand beside it, so that
    ``2021年完成3所``, ``3号楼竣工`` and ``17个项目`` are texts: the noun belongs to the wording.  A numeral in Chinese needs its measure word.
    """
    if len(text) > LONGEST:
        return None
    match = vocabulary().quantity.fullmatch(text)
    return _from_match(match) if match else None


def counted(text: str) -> Quantity | None:
    """Like :func:`quantity`, but a noun may follow the measure word: ``6所学校``."""
    if len(text) > LONGEST:
        return None
    match = vocabulary().quantity.match(text)
    if not match or not match["unit"] or not _NOUN.fullmatch(text, match.end()):
        return None
    return _from_match(match)


def several(text: str, least: int = 2) -> tuple[Quantity, ...]:
    """The measures that *text* is made of, *least* or more, with the label before each; empty if it is anything else."""
    if len(text) > LONGEST:
        return ()
    found: list[Quantity] = []
    for piece in _SEPARATOR.split(text):
        measures = _piece(piece.strip())
        if not measures:
            return ()
        found += measures
    return tuple(found) if len(found) >= least else ()


def labelled(text: str) -> Quantity | None:
    """A name directly followed by one number with its measure: ``北京大学3名``."""
    if len(text) > LONGEST or not NUMERAL.search(text):
        return None
    measures = _piece(text)
    return measures[0] if len(measures) == 1 and measures[0].label else None


def graded(measures: tuple[Quantity, ...]) -> bool:
    """Whether the labels grade one thing (一等奖, 省级, 金牌) or are partly missing, so that the measures are no list of names."""
    grades = vocabulary().grades
    return all(not m.label or m.label.endswith(grades) for m in measures) or not all(m.label for m in measures)


def _piece(text: str) -> list[Quantity]:
    """The label, if any, and the numbers that fill *text* to its end."""
    words = vocabulary()
    measures = _run(text, "", words)
    if measures or text.startswith(words.phrases):
        return measures
    for end in range(1, min(len(text), 24)):
        if not (text[end - 1].isalpha() or text[end - 1] in "“”《》（）·—"):
            return []
        measures = _run(text[end:], text[:end], words)
        if measures:
            return measures
    return []


def _run(text: str, label: str, words: Vocabulary) -> list[Quantity]:
    """Numbers, each with a unit, that fill *text*; only a single one may be written in Chinese numerals."""
    found: list[Quantity] = []
    position = 0
    while position < len(text):
        match = words.quantity.match(text, position)
        if not match or not match["unit"] or (match["han"] and (position or match.end() < len(text))):
            return []
        one = _from_match(match, "" if position else label)
        if one is None:
            return []
        found.append(one)
        position = match.end()
    return found


def _from_match(match: re.Match[str], label: str = "") -> Quantity | None:
    number = _number(match)
    if number is None or (match["unit"] in vocabulary().year_units and _YEARS[0] <= number <= _YEARS[1]):
        return None
    scale = SCALES.get(match["scale"] or "", 1) * SCALES.get(match["scale2"] or "", 1)
    sign = -1 if match["sign"] and match["sign"] in _MINUS else 1
    return Quantity(
        written=match[0],
        number=number * sign,
        unit=match["unit"] or "",
        scale=Decimal(scale),
        bound=_bound(match, vocabulary()),
        intent=match["intent"],
        label=label,
    )


def _number(match: re.Match[str]) -> Decimal | None:
    """The number itself; 百余场 and 近千名 say a scale without a digit."""
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ""))
    if not match["unit"]:
        return None
    han = match["han"]
    if han in SCALES:
        return Decimal(SCALES[han]) if match["before"] or match["odd"] else None
    value = chinese_integer(han)
    return None if value is None else Decimal(value)


def _bound(match: re.Match[str], words: Vocabulary) -> Bound:
    """The side on which the true number may lie: 余 and 多 first, then the words behind the number, then those before it."""
    if match["odd"]:
        return Bound.ABOVE
    return _ending(match["after"], words) or _leading(match["before"], words)


def _ending(text: str, words: Vocabulary) -> Bound | None:
    return next((bound for word, bound in words.bounds if text.endswith(word)), None) if text else None


def _leading(text: str, words: Vocabulary) -> Bound:
    """The bound that the words before a number make together: 累计达近 is 近, 共 is exact."""
    while text:
        word, bound = next((w, b) for w, b in words.bounds if text.endswith(w))
        if bound is not Bound.EXACT:
            return bound
        text = text.removesuffix(word)
    return Bound.EXACT
