"""Which digits in a piece of wording are figures.

A figure is an Arabic numeral that states a quantity, a share or a rank; not a year, a date, an ordinal, the number of a heading or of a
list item, nor digits inside “”《》〔〕 or in a declared name (design, section 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Patterns as text: re compiles them when a wording is first read, which most runs never do (drafter.api.library).
_NUMERAL = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[%％‰]?"
_YEAR = r"(?:19|20)[0-9]{2}(?=年|[-—–~～至](?:19|20)[0-9]{2}年?|学年|届)|(?<=[-—–~～至])(?:19|20)[0-9]{2}(?=年|学年|届)"
_DATE = r"(?:[1-9]|1[0-2])月(?:[0-9]{1,2}[日号])?|(?<=月)[0-9]{1,2}[日号]|[0-9]{1,2}:[0-9]{2}"
_QUOTED = r"“[^“”]*”|《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔[^〔〕]*〕|‘[^‘’]*’"
_LIST_MARK = r"(?m)^[ \t]*[0-9]{1,9}[.)](?=[ \t])"
_BEFORE_ORDINAL = r"第\s*\Z"


class Figure(NamedTuple):
    """One numeral in a text."""

    text: str
    start: int
    end: int
    year: bool = False
    """A year: not a figure, but wording should take it from 文稿.年度."""


def figures_in(text: str, names: Iterable[str] = ()) -> Iterator[Figure]:
    """The figures typed in *text*, and its years, outside quotation marks, book marks and *names*."""
    if not re.search(r"[0-9０-９]", text):
        return
    masked = _masked(text, names)
    for year in re.finditer(_YEAR, masked):
        yield Figure(year.group(), year.start(), year.end(), year=True)
    masked = _blank(_LIST_MARK, _blank(_DATE, _blank(_YEAR, masked)))
    for found in re.finditer(_NUMERAL, masked):
        if not _is_name_or_ordinal(masked, found.start()):
            yield Figure(found.group(), found.start(), found.end())


def _masked(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\0" * len(name))
    return _blank(_QUOTED, text)


def _blank(pattern: str, text: str) -> str:
    return re.sub(pattern, lambda m: "\0" * len(m.group()), text)


def _is_name_or_ordinal(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(re.search(_BEFORE_ORDINAL, text[:start])) or (before.isascii() and before.isalpha())
