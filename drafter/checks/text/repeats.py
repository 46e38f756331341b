"""W401–W404: the same words twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.lexicon import words
from drafter.checks.text.mending import cut
from drafter.checks.text.model import BLOT, HANZI, Kind, Line, Piece
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_IN_SENTENCE = 9
_WHOLE_CLAUSE = 4
_ACROSS = 20
_JOINT = 2
"""So many characters may join a clause to the one before: 并, 继续."""
_LONG_TERM = 14
"""A repeat of so many characters is none of a term."""
_ECHO = 4
_LONG_ECHO = 6
_SIMILAR = 0.85
_SENTENCE = 16
_BOUNDS = "，。；：、！？（）"
_ITEM = lazy(r"[^，；。、：（）]+")
_UNBROKEN = lazy(rf"[^{_BOUNDS}{BLOT}]{{{_IN_SENTENCE},}}")
_CHINESE = lazy(HANZI)
_BODY = lazy(r"(?:委员会|办公室|人民政府|领导小组)[\u4e00-\u9fff]{0,2}\Z|(?:局|厅|工委)\Z")
_HOLE = lazy(r"[Xx×*_]")
_PARALLEL = lazy(r"[\d一二三四五六七八九十]+(?:[个项所名人次篇场件]|等奖)")


class _Copy(NamedTuple):
    """A stretch that stands at two places of a text."""

    first: int
    second: int
    length: int


@TEXT.rule("W401", "repeat-in-sentence", Strength.CUSTOM, severity=Severity.WARNING)
def repeat_in_sentence(review: Review) -> Iterator[Sighting]:
    """One sentence does not say nine characters twice, nor one clause as a whole; titles, bodies and parallel counts are exempt."""
    stock = _stock(review)
    for line in review.text.body:
        for sentence in line.sentences:
            masked, plain = line.masked[sentence.start : sentence.end], sentence.text
            seen = set()
            for copy in (*_same_clauses(masked), *_same_long_clauses(masked, plain), *_copies(masked)):
                said = plain[copy.first : copy.first + copy.length]
                at = sentence.start + copy.second
                if (
                    said in seen
                    or not (_matters(said, stock) or _is_whole(plain, copy))
                    or _is_parallel(masked, copy)
                    or _names_a_body(masked, copy)
                    or _is_mere_term(masked, copy)
                    or line.in_gap(at, at + copy.length)
                ):
                    continue
                seen.add(said)
                text = f"“{shown(said, 24)}”在一句话里说了两遍"
                yield see(line, at, at + copy.length, text, "删去一处，或者改写")
                break


def _same_clauses(text: str) -> Iterator[_Copy]:
    """A clause between two stops that stands twice in the sentence."""
    first: dict[str, int] = {}
    for match in _ITEM.finditer(text):
        said = match[0].strip()
        if len(said) >= _WHOLE_CLAUSE and len(_CHINESE.findall(said)) >= _WHOLE_CLAUSE and not re.search(r"\d", said):
            if said in first and BLOT not in said:
                yield _Copy(first[said], match.start(), len(said))
            first.setdefault(said, match.start())


def _same_long_clauses(masked: str, plain: str) -> Iterator[_Copy]:
    """A long clause between two stops that stands twice with its figures and quoted names."""
    first: dict[str, int] = {}
    for match in _ITEM.finditer(masked):
        said = plain[match.start() : match.end()]
        if len(_CHINESE.findall(said)) >= _IN_SENTENCE:
            if said in first:
                yield _Copy(first[said], match.start(), len(said))
            first.setdefault(said, match.start())


def _copies(text: str) -> Iterator[_Copy]:
    """The longest stretches of nine or more characters without a stop that stand twice."""
    places: dict[str, int] = {}
    for run in _UNBROKEN.finditer(text):
        at = run.start()
        while at + _IN_SENTENCE <= run.end():
            gram = text[at : at + _IN_SENTENCE]
            first = places.setdefault(gram, at)
            length = _common(text, first, at) if first + _IN_SENTENCE <= at else 0
            if length:
                yield _Copy(first, at, length)
            at += length or 1


def _common(text: str, first: int, second: int) -> int:
    length = 0
    while (
        second + length < len(text)
        and first + length < second
        and text[first + length] == text[second + length]
        and text[first + length] not in _BOUNDS
    ):
        length += 1
    return length


def _names_a_body(text: str, copy: _Copy) -> bool:
    """A committee that gives two awards is named twice, also in a list; a clause that stands twice is none the less a repeat."""
    ends = (copy.first + copy.length, copy.second + copy.length)
    around = [text[max(0, at - 1) : at] + text[end : end + 1] for at, end in zip(copy[:2], ends, strict=True)]
    whole = any("、" not in marks and all(mark in _BOUNDS for mark in marks) for marks in around)
    return not whole and all(_BODY.search(text[:end]) for end in ends)


def _is_mere_term(text: str, copy: _Copy) -> bool:
    """Whether both stand amid longer clauses: a term that is named twice (全国职业院校技能大赛), or predicates alike."""
    ends = (copy.first + copy.length, copy.second + copy.length)
    opens = any(at <= _JOINT or any(mark in _BOUNDS for mark in text[at - _JOINT : at]) for at in copy[:2])
    closes = any(end >= len(text) or text[end] in _BOUNDS for end in ends)
    return copy.length < _LONG_TERM and not opens and not closes


def _stock(review: Review) -> re.Pattern[str]:
    """Phrases that everybody repeats."""
    return review.context.lexicon.pattern("{套话}|" + words().pattern("套话式").pattern)


def _matters(said: str, stock: re.Pattern[str]) -> bool:
    """Whether a repeated stretch is more than a stock phrase, a rate such as 元/人/月 or a count."""
    if _HOLE.search(said) or (len(said) >= _IN_SENTENCE and len(_CHINESE.findall(said)) < _IN_SENTENCE - 1):
        return False
    rest = stock.sub("", said)
    return len(_CHINESE.findall(rest)) >= _WHOLE_CLAUSE and not _PARALLEL.search(said) and not re.search(r"\d", said)


def _is_whole(text: str, copy: _Copy) -> bool:
    """Whether the second stands between two stops: then a count in it is repeated too."""
    start, end = copy.second, copy.second + copy.length
    closed = text[start - 1] in _BOUNDS and (end >= len(text) or text[end] in _BOUNDS)
    return closed and len(_CHINESE.findall(text[start:end])) >= _IN_SENTENCE


def _is_parallel(text: str, copy: _Copy) -> bool:
    """Both begin an item of a list and go on differently: 确保…秩序、确保…安全; or both end one, before ； even as a whole clause."""
    ends = (copy.first + copy.length, copy.second + copy.length)
    if text[ends[0] : ends[0] + 1] == "；" and text[ends[1] : ends[1] + 1] in ("；", "。", ""):
        return True
    starts = tuple(at == 0 or text[at - 1] in _BOUNDS or text[at - 1] in "。" for at in (copy.first, copy.second))
    closed = tuple(at >= len(text) or text[at] in _BOUNDS for at in ends)
    whole = tuple(s and c for s, c in zip(starts, closed, strict=True))
    if any(whole):
        return False
    if all(text[end : end + 1].isdigit() for end in ends):
        return True
    return all(starts) or all(closed)


@TEXT.rule("W402", "repeat-across", Strength.CUSTOM, severity=Severity.WARNING)
def repeat_across(review: Review) -> Iterator[Sighting]:
    """Two paragraphs do not share twenty characters, stock phrases and quoted names not counted."""
    stock = _stock(review)
    places: dict[str, tuple[Line, int]] = {}
    for line in review.text.body:
        text, first = line.masked, line.body_start
        grams = [text[at : at + _ACROSS] for at in range(first, len(text) - _ACROSS + 1)]
        repeated = [at for at, gram in enumerate(grams, first) if gram in places]
        taken = {i for m in stock.finditer(text) for i in range(m.start(), m.end())} if repeated else set()
        at = next((at for at in repeated if _is_own_wording(text, at, taken)), None)
        if at is not None:
            other, start = places[grams[at - first]]
            length = _shared(other.masked, start, text, at)
            sentence = f"和第{other.number}段有一段话相同：“{shown(text[at : at + length], 24)}”"
            yield see(line, at, at + length, sentence, _how_to_differ(other, line))
        for at, gram in enumerate(grams, first):
            places.setdefault(gram, (line, at))


def _is_own_wording(text: str, at: int, taken: set[int]) -> bool:
    """Whether most of the stretch from *at* belongs to no stock phrase, one that it cuts included."""
    rest = "".join(text[i] for i in range(at, at + _ACROSS) if i not in taken)
    return len(_CHINESE.findall(rest)) >= _ACROSS * 3 // 4 and BLOT not in rest


def _shared(one: str, at: int, other: str, where: int) -> int:
    length = 0
    while at + length < len(one) and where + length < len(other) and one[at + length] == other[where + length]:
        length += 1
    return length


def _how_to_differ(first: Line, second: Line) -> str:
    if first.part is not second.part:
        return "总结写做了什么，打算写要做什么，改写一处"
    return "删去一处，或者改写"


@TEXT.rule("W403", "heading-echo", Strength.CUSTOM, severity=Severity.WARNING)
def heading_echo(review: Review) -> Iterator[Sighting]:
    """The text below a heading does not begin by repeating it; the title stands once."""
    above: Line | None = None
    titles: set[str] = set()
    for line in review.text.lines:
        if line.kind is Kind.TITLE and line.number:
            if line.text in titles:
                yield see(line, 0, len(line.text), "标题写了两遍", "删去一处")
            titles.add(line.text)
        if line.kind is Kind.BODY:
            yield from _echoes(line)
            head = above.plain[len(above.label) :].rstrip("。") if above else ""
            if len(head) >= _ECHO and _repeats(line.plain[len(line.label) :], head) and not line.lead_end:
                yield _echo(line, len(line.label), head)
        above = line if line.kind is Kind.HEADING else None


def _echoes(line: Line) -> Iterator[Sighting]:
    """Short sentences, 一是 or a number before them, that the next one repeats."""
    for first, second in zip(line.sentences, line.sentences[1:], strict=False):
        head = _bare(first, line).rstrip("。")
        following = _bare(second, line)
        if _ECHO <= len(head) <= 25 and "，" not in head and _repeats(following, head):
            yield _echo(line, second.start + len(second.text) - len(following), head)


def _repeats(text: str, head: str) -> bool:
    """Whether *text* begins with *head*; a short one that goes on to a longer name (家校共育平台) is none."""
    following = text[len(head) : len(head) + 1]
    return text.startswith(head) and (len(head) >= _LONG_ECHO or following in _BOUNDS)


def _bare(sentence: Piece, line: Line) -> str:
    """A sentence without the number or 一是 before it."""
    text = sentence.text
    if sentence.start < len(line.label):
        text = text[len(line.label) - sentence.start :]
    return re.sub(r"^[一二三四五六七八九十]{1,2}是", "", text)


def _echo(line: Line, at: int, head: str) -> Sighting:
    end, sentence = at + len(head), f"标题“{shown(head)}”后面马上又说了一遍"
    mark = line.plain[end : end + 1]
    goes_on = mark in ("，", "。") and len(line.plain) > end + 1
    # A whole sentence may have been meant, behind 一是 or a number of its own.
    fix = cut(at, end + 1, safe=mark == "，") if goes_on else None
    return see(line, at, end, sentence, "正文换一种说法，直接写做了什么", fix=fix)


@TEXT.rule("W404", "near-repeat", Strength.CUSTOM, severity=Severity.INFO)
def near_repeat(review: Review) -> Iterator[Sighting]:
    """Two sentences that say nearly the same in nearly the same words."""
    sentences = [
        (line, s) for line in review.text.body for s in line.sentences if len(s.text) >= _SENTENCE and s.text[0] != "（"
    ]
    sets = [_grams(s.text) for _, s in sentences]
    for here, there in _alike(sets):
        (first, one), (line, other) = sentences[here], sentences[there]
        if first is line or not _share(one.text, other.text):
            where = f"第{first.number}段" if first is not line else "前面"
            yield see(line, other.start, other.end, f"和{where}的“{shown(one.text)}”几乎一样", "合并，或者删去一处")


def _share(one: str, other: str) -> bool:
    """Whether two sentences share so much word for word that :func:`repeat_across` tells it, or are the same."""
    return one.strip("。") == other.strip("。") or any(
        one[at : at + _ACROSS] in other for at in range(len(one) - _ACROSS + 1)
    )


def _grams(text: str) -> frozenset[str]:
    return frozenset(
        text[i : i + 2] for i in range(len(text) - 1) if text[i] not in _BOUNDS and text[i + 1] not in _BOUNDS
    )


def _alike(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of sets that share 85 % of their members; only those that share a rare one are compared."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, grams in enumerate(sets):
        for gram in grams:
            holders[gram].append(index)
    ranks = {gram: rank for rank, gram in enumerate(sorted(holders, key=lambda gram: (len(holders[gram]), gram)))}
    for index, grams in enumerate(sets):
        rare = sorted(grams, key=ranks.__getitem__)[: max(3, len(grams) // 4)]
        candidates = sorted({other for gram in rare for other in holders[gram] if other < index})
        for other in candidates:
            if 2 * len(grams & sets[other]) >= _SIMILAR * (len(grams) + len(sets[other])):
                yield other, index
                break
