"""N119–N122: numerals as GB/T 15835-2011 has them."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.model import HANZI
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_BIG = lazy(r"(?P<han>[二三四五六七八九十]{1,2})大(?=[\u4e00-\u9fff“])|(?P<digit>\d{1,2})大(?=[\u4e00-\u9fff“])")
_NAMED = lazy(r"党的[十二一]*\Z|第?[二三]?十")
_ADJACENT = lazy(
    r"(?<![\d.、第~—-])(?P<a>[1-8])、(?P<b>[2-9])(?P<unit>所|个(?!百分)|名|人|次|年(?!级)|天|家|项|场|米|倍)(?!、)"
)
_SHARE_RANGE = lazy(r"(?<![\d.%])(?P<a>\d+(?:\.\d+)?)\s*(?P<mark>[~～—–-]|至|到)\s*(?P<b>\d+(?:\.\d+)?)(?P<unit>%)")
_SCALE_RANGE = lazy(
    r"(?<![\d.%万亿第])(?P<a>\d+(?:\.\d+)?)\s*(?P<mark>[~～—–-]|至)\s*(?P<b>\d+(?:\.\d+)?)(?P<unit>[万亿])(?=元|人|平|吨|户|亩)"
)
_BARE = lazy(rf"(?:(?<={HANZI})|(?<=[，。；：（“、]))\.(?P<n>\d+)(?=%|个百分点|[万亿]?元|{HANZI})")
_MIXED = lazy(
    r"(?<![\d.第])(?P<n>\d+(?:千\d+百\d*|百\d+十?|千\d+))(?=[\u4e00-\u9fff])|(?<![\d.第])(?P<m>\d{1,2}[千百])(?=[余多]?(?:人次|人|名|元|所|个(?!百)|项|场|次|户|件|份|亩|平方米))"
)
_HAN = "零一二三四五六七八九十"


@TEXT.rule("N119", "numeral-style", Strength.NATIONAL, "GB/T 15835-2011 4.3", Severity.INFO)
def numeral_style(review: Review) -> Iterator[Sighting]:
    """The same expression is not written in hanzi here and in digits there within one paragraph."""
    for line in review.text.body:
        matches = [
            m for m in _BIG.finditer(line.masked) if not _NAMED.search(line.masked[max(0, m.start() - 4) : m.start()])
        ]
        if any(m["han"] for m in matches):
            for match in matches:
                if match["digit"] and int(match["digit"]) <= 10:
                    found, right = f"{match['digit']}大", f"{_HAN[int(match['digit'])]}大"
                    sentence = f"同一段里有的用汉字，这里用“{found}”"
                    yield see(line, match.start(), match.end(), sentence, f"统一写成“{right}”")


@TEXT.rule("N120", "approx-digits", Strength.NATIONAL, "GB/T 15835-2011 4.2.2", Severity.WARNING)
def approximate_digits(review: Review) -> Iterator[Sighting]:
    """Two neighbouring digits that mean 'about' are hanzi without 、: 三四所."""
    for line in review.text.body:
        for match in _ADJACENT.finditer(line.masked):
            if int(match["b"]) == int(match["a"]) + 1:
                right = f"{_HAN[int(match['a'])]}{_HAN[int(match['b'])]}{match['unit']}"
                sentence = f"“{match[0]}”是约数，应写“{right}”"
                yield see(line, match.start(), match.end(), sentence, f"改成“{right}”；不是约数就写清楚")


@TEXT.rule("N121", "range-unit", Strength.NATIONAL, "GB/T 15835-2011 5.1.3", Severity.WARNING)
def range_unit(review: Review) -> Iterator[Sighting]:
    """Both ends of a range carry % or 万."""
    for line in review.text.body:
        for pattern in (_SHARE_RANGE, _SCALE_RANGE):
            for match in pattern.finditer(line.masked):
                right = f"{match['a']}{match['unit']}{match['mark']}{match['b']}{match['unit']}"
                sentence = f"“{match[0]}”前一个数少了“{match['unit']}”，应写“{right}”"
                yield see(line, match.start(), match.end(), sentence, f"改成“{right}”")


@TEXT.rule("N122", "bare-decimal", Strength.NATIONAL, "GB/T 15835-2011 5.1.2、5.3", Severity.WARNING)
def bare_decimal(review: Review) -> Iterator[Sighting]:
    """A decimal has its 0, and digits do not go with 千 and 百."""
    for line in review.text.body:
        for match in _BARE.finditer(line.masked):
            yield see(line, match.start(), match.end(), f"“.{match['n']}”前面少了0", f"写成“0.{match['n']}”")
        for match in _MIXED.finditer(line.masked):
            sentence = f"“{match[0]}”把数字和“千”“百”混着写"
            yield see(line, match.start(), match.end(), sentence, "全用数字，只有“万”“亿”可以和数字连用")
