"""Which characters are East Asian: the classes of Unicode that emphasis, line breaks and marks depend on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from drafter.patterns import lazy

AMBIGUOUS = frozenset("“”‘’—…·")
"""Marks that Chinese and Latin text share; Unicode calls their width ambiguous."""

_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE0F)))
"""Variation selectors: they belong to the character before them."""

_LOOK_ON = AMBIGUOUS | _SELECTORS
_MOST_DECIDE = 3

_HANGUL = lazy("[\u1160-\u11ff\ud7b0-\ud7fb]")
"""Hangul letters that Unicode does not call wide."""

_EMOJI = lazy(
    "[\u231a\u231b\u23e9-\u2b55\U0001f000-\U0001f1ff\U0001f300-\U0001fbff"
    "\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251]"
)
"""Wide characters that are pictures by default; UTS #51."""


@lru_cache(maxsize=4096)
def is_east_asian(character: str) -> bool:
    """Whether *character* is a CJK character: wide, full-width or half-width of UAX #11 and no emoji, or Hangul."""
    if unicodedata.east_asian_width(character) in "WFH":
        return not _EMOJI.match(character)
    return bool(_HANGUL.match(character))


@lru_cache(maxsize=4096)
def is_punctuation(character: str) -> bool:
    """Whether *character* is Unicode punctuation as CommonMark 0.31 means it: general category P or S."""
    return unicodedata.category(character)[0] in "PS"


def is_selector(character: str) -> bool:
    """Whether *character* is a variation selector of the common sort."""
    return character in _SELECTORS


def deciding(near: str) -> str:
    """The start of *near* by which ``**`` beside it is emphasis or not: a character, and those beyond a shared mark or a selector."""
    size = 1
    while size < _MOST_DECIDE and near[size - 1 : size] in _LOOK_ON:
        size += 1
    return near[:size]


def undecided(near: str) -> bool:
    """Whether more than *near* is needed for that."""
    return not near or (len(near) < _MOST_DECIDE and near[-1] in _LOOK_ON)


def is_chinese(character: str) -> bool:
    """Whether a mark beside *character* stands in Chinese text: East Asian, or a mark that Chinese shares."""
    return is_east_asian(character) or character in AMBIGUOUS
