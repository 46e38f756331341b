"""N110: as many things are listed as were announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.lexicon import Lexicon
from drafter.checks.text.model import BLOT, HANZI, Line
from drafter.facts.numerals import chinese_integer
from drafter.patterns import lazy

_ANNOUNCED = lazy(
    rf"(?<![\d.百千零一二三四五六七八九十])(?P<count>[二三四五六七八九十两]{{1,2}}|[2-9]|1\d)(?P<unit>大|个|项|种|类|条|件|所|家|门|部|份|支|座)(?P<noun>{HANZI}{{0,8}}?)(?:：|，即|，分别[是为]|，包括)"
)
_ANNOUNCING = ("：", "，即", "，分别", "，包括")
_COUNTED_QUOTES = lazy(r"[”》][、和与及]?[二三四五六七八九十两\d]")
_COUNTED_NAMES = r"[二三四五六七八九十两\d](?:所|家|个|门|项){单位名}"
_QUOTED_LIST = lazy(
    r"(?P<list>(?:(?:“[^“”]+”|《[^《》]+》)[、和与及]?){2,})(?P<count>[二三四五六七八九十两]{1,2}|\d{1,2})(?P<unit>大|个|项|种|类|条|件|部|本|篇|份|场)"
)
_SAMPLED_QUOTES = lazy(
    r"(?P<list>(?:(?:“[^“”]+”|《[^《》]+》)[、和与及]?){2,})等(?P<count>[一二三四五六七八九十两]{1,2}|\d{1,2})(?:大|个|项|种|条|件|部|本|篇|份|场)"
)
_NAMED_LIST = (
    r"(?P<list>(?:[\u4e00-\u9fff]{2,12}[、和与])+[\u4e00-\u9fff]{2,12}?)"
    r"(?P<count>[二三四五六七八九十两]|\d{1,2})(?P<unit>所|家|个|门|项)(?P<noun>{单位名})"
)
_ONE_QUOTE = lazy(
    rf"“(?P<list>{HANZI}{{1,4}}(?:、{HANZI}{{1,4}})+)”(?P<count>[三四五六七八九十])(?P<unit>个|大)(?={HANZI})"
)
_DESCRIBED = lazy(
    rf"(?P<list>“[^“”]+”(?:[、和与及]{HANZI}{{1,6}}“[^“”]+”)+)(?P<count>[两三四五六七八九十])(?P<unit>大|项|个)(?P<noun>{HANZI}{{2}})"
)
_COUNTED_KIND = lazy(
    r"(?<=[\u4e00-\u9fff])(?P<count>[两三四五六七八九十])(?P<unit>大|项|个|张|类)(?P<noun>[\u4e00-\u9fff]{2})(?=[，。；])"
)
_BARE_LIST = lazy(r"[\u4e00-\u9fff、]*\Z")
_LONGEST_LIST = 80
_JOINING = lazy("[和与及等]|以及|其中|其他")
_EVEN = 3
"""So many names of one length are a whole list."""
_LIST_END = lazy(r"[，。；\n]")
_UNCERTAIN = lazy(r"[，：…]|等(?!奖|级)|一是|[（）]")
_PURPOSE = lazy(r"确保|促进|推动|实现|切实|有效|不断|形成|营造|全面|进一步")
_CHAIN = lazy(r"(?:\A|(?<=[：；。，]))(?P<n>[一二三四五六七八九十]{1,2})是")


@TEXT.rule("N110", "list-count", Strength.ARITHMETIC)
def list_count(review: Review) -> Iterator[Sighting]:
    """As many things are listed as were announced; a list that ends in 等 is a sample."""
    lexicon = review.context.lexicon
    for at, line in enumerate(review.text.body):
        following = review.text.body[at + 1].plain if at + 1 < len(review.text.body) else ""
        for match in _ANNOUNCED.finditer(line.masked) if any(word in line.masked for word in _ANNOUNCING) else ():
            yield from _announced_list(line, match)
            if not _CHAIN.match(following):
                yield from _announced_chain(line, match)
        for match in _counted_lists(line, lexicon):
            yield from _counted(line, match, _names(match, lexicon))
        yield from _of_one_kind(line, lexicon)
        for match in _SAMPLED_QUOTES.finditer(line.plain) if "等" in line.plain else ():
            listed, count = _quoted(match), _count(match["count"])
            if count and listed > count:
                sentence = f"列了{listed}个，后面说“等{match['count']}个”".replace("个”", f"{match[0][-1]}”")
                yield see(line, match.start(), match.end(), sentence, "核对数目，“等”后面的数不少于列出的")


def _counted_lists(line: Line, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """The lists with a count behind them; only where such a count stands is the list before it looked for."""
    if _COUNTED_QUOTES.search(line.plain):
        yield from _QUOTED_LIST.finditer(line.plain)
        yield from _ONE_QUOTE.finditer(line.plain)
        yield from _DESCRIBED.finditer(line.plain)
    if lexicon.pattern(_COUNTED_NAMES).search(line.masked):
        yield from lexicon.pattern(_NAMED_LIST).finditer(line.masked)


def _of_one_kind(line: Line, lexicon: Lexicon) -> Iterator[Sighting]:
    """权力清单、责任清单、负面清单三张清单: each name ends as its kind does."""
    for match in _COUNTED_KIND.finditer(line.masked) if "、" in line.masked else ():
        start = max(line.sentence_at(match.start()).start, match.start() - _LONGEST_LIST)
        listed = _BARE_LIST.search(line.masked, start, match.start())
        if listed is None or len(listed[0]) == _LONGEST_LIST or _JOINING.search(listed[0]):
            continue
        names, noun = listed[0].split("、"), match["noun"]
        ends = (noun, *lexicon.endings.get(noun, ()))
        alike = _begins(line, listed.start(), ends) and all(name.endswith(ends) for name in names)
        count = _count(match["count"])
        if alike and len(names) > 1 and len(names) != count:
            sentence = f"列了{len(names)}{_unit(match)}，后面说“{match['count']}{match['unit']}”"
            yield see(line, listed.start(), match.end(), sentence, "核对是少列了，还是数目写错了")


def _begins(line: Line, at: int, ends: tuple[str, ...]) -> bool:
    """Whether a list begins at *at*, rather than goes on: “护苗”行动、百日行动, or 专项行动，护学行动、百日行动."""
    before = line.masked[max(0, at - 20) : at].rstrip(" ")
    return not before or (before[-1] in "。；：，." and not before[:-1].endswith(ends))


def _unit(match: re.Match[str]) -> str:
    return "个" if match["unit"] == "大" else match["unit"]


def _counted(line: Line, match: re.Match[str], listed: int) -> Iterator[Sighting]:
    count = _count(match["count"])
    before = line.plain[max(0, match.start() - 1) : match.start()]
    if count and listed and listed != count and before not in ("、", "和", "与"):
        sentence = f"列了{listed}个，后面说“{match['count']}{match['unit']}”"
        yield see(line, match.start(), match.end(), sentence, "核对是少列了，还是数目写错了")


def _names(match: re.Match[str], lexicon: Lexicon) -> int:
    """How many names are listed; 0 if that is not certain."""
    if "“" not in match["list"] and match[0][0] == "“":
        return _alike_items(match["list"])
    if match[0][0] == "“" and "noun" in match.re.groupindex:
        named_so = all(one.endswith(match["noun"]) for one in re.findall("“([^“”]+)”", match["list"]))
        return _quoted(match) if named_so else 0
    if "noun" not in match.re.groupindex:
        return _quoted(match)
    names = re.split(r"[、和与]", match["list"])
    noun = match["noun"]
    ends = (noun, noun[-1], *lexicon.endings.get(noun, ()))
    return len(names) if all(name.endswith(ends) for name in names) and "等" not in match["list"] else 0


def _alike_items(listed: str) -> int:
    """How many words of one length stand within one pair of marks: “备、教、批、辅、考、研”; 0 if they are of several."""
    items = listed.split("、")
    return len(items) if len(set(map(len, items))) == 1 else 0


def _quoted(match: re.Match[str]) -> int:
    return len(re.findall(r"“[^“”]+”|《[^《》]+》", match["list"]))


def _announced_list(line: Line, match: re.Match[str]) -> Iterator[Sighting]:
    """三项制度：甲制度、乙制度。"""
    stop = _LIST_END.search(line.masked, match.end())
    if stop is None or stop[0] not in "，。":
        return
    body = line.masked[match.end() : stop.start()]
    if not body or "、" not in body or _UNCERTAIN.search(body):
        return
    items = body.split("、")
    named_so = len(match["noun"]) > 1 and all(item.endswith(match["noun"][-2:]) for item in items)
    closed = named_so or _is_even(line, items, stop.end())
    if stop[0] == "，" and not closed and not _PURPOSE.match(line.masked, stop.end()):
        return
    count = _count(match["count"])
    if count and len(items) != count and all(len(item.replace(BLOT, "")) >= 2 or BLOT in item for item in items):
        yield _miscounted(line, match, stop.start(), len(items))


def _is_even(line: Line, items: Sequence[str], behind: int) -> bool:
    """Whether the names are of one length and no more follow in the next clause: 即党建领航、教学提质、安全护航，取得实效."""
    stop = _LIST_END.search(line.masked, behind)
    rest = line.masked[behind : stop.start() if stop else None]
    return len(items) >= _EVEN and len(set(map(len, items))) == 1 and "、" not in rest


def _announced_chain(line: Line, match: re.Match[str]) -> Iterator[Sighting]:
    """抓好以下五个方面工作：一是…；二是…；三是…。"""
    chain = [(_count(one["n"]), one.start()) for one in _CHAIN.finditer(line.plain, match.end())]
    if not chain or chain[0] != (1, match.end()) or not line.plain.endswith("。"):
        return
    told: Sequence[int] = [number for number, _ in chain]
    length = next((at for at, number in enumerate(told) if number != at + 1), len(told))
    count = _count(match["count"])
    if length > 1 and length == len(told) and count and count != length:
        yield _miscounted(line, match, chain[-1][1] + 2, length)


def _miscounted(line: Line, match: re.Match[str], end: int, listed: int) -> Sighting:
    name = shown(match["count"] + match["unit"] + match["noun"])
    sentence = f"说是“{name}”，后面列了{listed}个"
    return see(line, match.start(), end, sentence, "核对是少列了，还是数目写错了")


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 0
