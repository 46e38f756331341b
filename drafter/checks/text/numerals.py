"""N119–N122: numerals as GB/T 15835-2011 has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.mending import put
from drafter.checks.text.model import HANZI, Line
from drafter.diagnostics import Severity
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_SAID = lazy(
    r"(?P<nth>第)?(?:(?P<han>[二两三四五六七八九十]{1,3})|(?<![\d.—~～-])(?<!\d、)(?P<digit>[2-9]|[1-9]\d))"
    r"(?P<unit>大(?=[\u4e00-\u9fff“])|[项次所轮期]|个(?!百分)|批|届|年(?=行动|计划|规划|攻坚))(?P<noun>[\u4e00-\u9fff]{2}|(?=“))"
)
_NAMED = lazy(r"党的[十二一]*\Z|第?[二三]?十")
_ADJACENT = lazy(
    r"(?<![\d.、第~—-])(?P<a>[1-8])、(?P<b>[2-9])(?P<unit>所|个(?!百分)|名|人|次|年(?!级)|天|家|项|场|米|倍)(?!、)"
)
_ADJACENT_HAN = lazy(
    r"(?<![\u4e00-\u9fff]第)(?<![\d、第一二三四五六七八九十])(?P<a>[一二三四五六七八])、(?P<b>[二三四五六七八九])"
    r"(?P<unit>十?(?:所(?!述)|个(?!百分)|名(?!次)|人|次(?!全会)|天|家|公里|里|米|年(?![级制终度以])|倍|岁|分钟|小时|万))(?![、和与])"
)
_SHARE_RANGE = lazy(r"(?<![\d.%])(?P<a>\d+(?:\.\d+)?)\s*(?P<mark>[~～—–-]|至|到)\s*(?P<b>\d+(?:\.\d+)?)(?P<unit>%)")
_SCALE_RANGE = lazy(
    r"(?<![\d.%万亿第])(?P<a>\d+(?:\.\d+)?)\s*(?P<mark>[~～—–-]|至)\s*(?P<b>\d+(?:\.\d+)?)(?P<unit>[万亿])(?=元|人|平|吨|户|亩|册|名|个|件|份|株|台|套|公里|场|字)"
)
_BARE = lazy(
    rf"(?:(?<={HANZI})|(?<=[，。；：（“、]))\.(?P<n>\d+)(?=%|个百分点|[万亿元倍米吨亩分]|平方|公[里顷斤]|[，；、。）])"
)
_MIXED = lazy(
    r"(?<![\d.第])(?P<n>\d+(?:千\d+百\d*|百\d+十?|千\d+|万\d+[千百]|亿\d+千万|[千百]万)(?!亿))(?=[\u4e00-\u9fff])|(?<![\d.第])(?P<m>\d{1,2}[千百])(?=[余多]?(?:人次|人|名|元|所|个(?!百)|项|场|次|户|件|份|亩|平方米))"
)
_HAN = "零一二三四五六七八九十"
_TWO = {"二": "两"}


@TEXT.rule("N119", "numeral-style", Strength.NATIONAL, "GB/T 15835-2011 4.3", Severity.INFO)
def numeral_style(review: Review) -> Iterator[Sighting]:
    """The same expression is not written in hanzi here and in digits there: 六大行动, 6大行动."""
    in_hanzi: dict[tuple[int, str], str] = {}
    for line in review.text.body:
        for match in _SAID.finditer(line.masked):
            value = chinese_integer(match["han"]) if match["han"] else None
            if value and not _is_named(line, match):
                in_hanzi.setdefault((value, _expression(match)), _words(match))
    for line in review.text.body:
        big = any(m["han"] and m["unit"] == "大" and not _is_named(line, m) for m in _SAID.finditer(line.masked))
        for match in (m for m in _SAID.finditer(line.masked) if m["digit"]):
            value = int(match["digit"])
            other = in_hanzi.get((value, _expression(match)))
            if other or (big and match["unit"] == "大" and value <= 10):
                yield _unlike(line, match, other)


def _expression(match: re.Match[str]) -> str:
    """What must be the same besides the number: 第…批, or the measure word with the noun behind it."""
    return f"{match['nth'] or ''}{match['unit']}{'' if match['nth'] else match['noun']}"


def _words(match: re.Match[str]) -> str:
    return match[0][: match.end("unit") - match.start()] if match["nth"] else match[0]


def _is_named(line: Line, match: re.Match[str]) -> bool:
    return bool(_NAMED.search(line.masked[max(0, match.start() - 4) : match.start()]))


def _unlike(line: Line, match: re.Match[str], other: str | None) -> Sighting:
    found = _words(match) if other else f"{match['digit']}大"
    right = other or f"{_HAN[int(match['digit'])]}大"
    where = f"别处写“{right}”" if other else "同一段里有的用汉字"
    return see(line, match.start(), match.start() + len(found), f"{where}，这里用“{found}”", f"统一写成“{right}”")


@TEXT.rule("N120", "approx-digits", Strength.NATIONAL, "GB/T 15835-2011 4.2.2", Severity.WARNING)
def approximate_digits(review: Review) -> Iterator[Sighting]:
    """Two neighbouring digits that mean 'about' are hanzi without 、: 三四所."""
    for line in review.text.body:
        for match in _ADJACENT.finditer(line.masked):
            if int(match["b"]) == int(match["a"]) + 1:
                first = _HAN[int(match["a"])]
                right = f"{_TWO.get(first, first)}{_HAN[int(match['b'])]}{match['unit']}"
                sentence = f"“{match[0]}”是约数，应写“{right}”"
                yield see(line, match.start(), match.end(), sentence, f"改成“{right}”；不是约数就写清楚")
        for match in _ADJACENT_HAN.finditer(line.masked):
            if _HAN.index(match["b"]) == _HAN.index(match["a"]) + 1:
                first = match["a"] if match["unit"][0] == "十" else _TWO.get(match["a"], match["a"])
                right = f"{first}{match['b']}{match['unit']}"
                sentence = f"“{match[0]}”是约数，中间不用顿号，应写“{right}”"
                yield see(line, match.start(), match.end(), sentence, f"改成“{right}”；不是约数就写清楚")


@TEXT.rule("N121", "range-unit", Strength.NATIONAL, "GB/T 15835-2011 5.1.3", Severity.WARNING)
def range_unit(review: Review) -> Iterator[Sighting]:
    """Both ends of a range carry % or 万."""
    for line in review.text.body:
        for pattern in (_SHARE_RANGE, _SCALE_RANGE):
            for match in pattern.finditer(line.masked):
                right = f"{match['a']}{match['unit']}{match['mark']}{match['b']}{match['unit']}"
                sentence = f"“{match[0]}”前一个数少了“{match['unit']}”，应写“{right}”"
                fix = put(match.end("a"), match["unit"])
                yield see(line, match.start(), match.end(), sentence, f"改成“{right}”", fix=fix)


@TEXT.rule("N122", "bare-decimal", Strength.NATIONAL, "GB/T 15835-2011 5.1.2、5.3", Severity.WARNING)
def bare_decimal(review: Review) -> Iterator[Sighting]:
    """A decimal has its 0, and digits do not go with 千 and 百."""
    for line in review.text.body:
        for match in _BARE.finditer(line.masked):
            yield see(line, match.start(), match.end(), f"“.{match['n']}”前面少了0", f"写成“0.{match['n']}”")
        for match in _MIXED.finditer(line.masked):
            sentence = f"“{match[0]}”把数字和“千”“百”混着写"
            yield see(line, match.start(), match.end(), sentence, "全用数字，只有“万”“亿”可以和数字连用")
