"""W405–W407, W412, W413, F213: words that are nearly right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.lexicon import Term, words
from drafter.checks.text.mending import swap
from drafter.checks.text.model import HANZI, Kind, Line
from drafter.diagnostics import Severity
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

Terms = tuple[Term, ...]
_SHORT_NAME = 5
_SUFFIXES = ("行动计划", "行动", "工程", "计划", "项目", "活动", "方案")
_TITLE_SLIPS = 2
_TITLE_LENGTH = 8
_NO_SLIP = "的了和与及地等、"
_LINKS = "的了和与及为新大再更"
_UNTIL = lazy(r"截止(?=到?(?:20\d\d年|\d{1,2}月|目前|今年|年底))")
_LATIN = lazy(r"(?<![A-Za-z])led(?![A-Za-z])")
_SQUARE = lazy(r"(?<=[\d十百千万亿余多几每])平米")
_LANDING = lazy(r"登陆(?=[^，。；、]{0,18}(?:网站|网址|网页|官网|平台|系统|公众号|小程序|客户端|账号|APP))")
_CARRIED_OUT = lazy(r"实施(?=意见|办法|方案|细则)")
_RUN = lazy(rf"{HANZI}{{4,}}")


@TEXT.rule("W405", "confusion", Strength.CUSTOM, severity=Severity.WARNING)
def confusion(review: Review) -> Iterator[Sighting]:
    """Wrong characters in common words and idioms."""
    pairs = dict(words().pairs["混淆"])
    wrong = _any_of(tuple(pairs))
    for line in _lines(review):
        found: set[int] = set()
        for match in wrong.finditer(line.plain):
            found |= set(range(match.start(), match.end()))
            if _is_inside_words(line.plain, match):
                continue
            right = pairs[match[0]]
            fix = swap(*match.span(), right, safe=False)
            yield see(line, match.start(), match.end(), f"“{match[0]}”应为“{right}”", f"改成“{right}”", fix=fix)
        for at, idiom in _near_idioms(line.masked):
            if at not in found:
                said = line.plain[at : at + 4]
                fix = swap(at, at + 4, idiom, safe=False)
                yield see(line, at, at + 4, f"“{said}”应为“{idiom}”", f"改成“{idiom}”；另有所指的不用改", fix=fix)


def _lines(review: Review) -> Iterator[Line]:
    return (line for line in review.text.lines if line.kind is not Kind.FURNITURE)


def _is_inside_words(text: str, match: re.Match[str]) -> bool:
    """Whether the characters belong to two words side by side: 以经 in 以经验丰富, 帐 in 搭建帐篷."""
    around = text[max(0, match.start() - 2) : match.end() + 2]
    return any(word in around for word in words().lists["跨词"] if match[0] in word)


@cache
def _any_of(wrong: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(map(re.escape, sorted(wrong, key=lambda word: (-len(word), word)))))


@cache
def _gap_forms() -> tuple[dict[str, str], ...]:
    """For each of the four places: three characters of an idiom, that one left out, and the idiom."""
    idioms = sorted(words().lists["成语"])
    return tuple({one[:gap] + one[gap + 1 :]: one for one in idioms} for gap in range(4))


def _near_idioms(text: str) -> Iterator[tuple[int, str]]:
    idioms = frozenset(words().lists["成语"])
    first, second, third, fourth = _gap_forms()
    for run in _RUN.finditer(text):
        for at in range(run.start(), run.end() - 3):
            said = text[at : at + 4]
            idiom = first.get(said[1:]) or second.get(said[0] + said[2:]) or third.get(said[:2] + said[3])
            idiom = idiom or fourth.get(said[:3])
            if not idiom or said in idioms:
                continue
            changed = next((new for old, new in zip(idiom, said, strict=True) if old != new), "")
            if changed not in _NO_SLIP and not _is_regular(said, idiom):
                yield at, idiom


def _is_regular(said: str, idiom: str) -> bool:
    """Two halves that are words of their own: 全力推进 beside 全力以赴 differ in both halves and never get here."""
    return said in words().lists["非错"] or Counter(said) == Counter(idiom)


@TEXT.rule("W406", "term-one-off", Strength.POLICY, table="术语")
def term_one_off(review: Review) -> Iterator[Sighting]:
    """A fixed term with one character wrong, missing or too many."""
    terms = review.context.lexicon.terms
    for line in _lines(review):
        for term in terms:
            if len(term.name) >= _SHORT_NAME + 1:
                yield from _slips_of(line, term, terms)


def _slips_of(line: Line, term: Term, terms: Terms) -> Iterator[Sighting]:
    half = len(term.name) // 2
    seen: set[tuple[int, int]] = set()
    for anchor, offset in ((term.name[:half], 0), (term.name[half:], half)):
        at = line.plain.find(anchor)
        while at >= 0:
            for start, end in _windows(at, anchor, offset, len(term.name), len(line.plain)):
                said = line.plain[start:end]
                if said == term.name:
                    break
                if (start, end) not in seen and _is_slip(said, term) and not _excepted(line.plain, start, end, term):
                    if any(at < end and start < at + len(other.name) for at, other in _scrambled(line, terms)):
                        break
                    seen.add((start, end))
                    sentence = f"“{said}”应为“{term.name}”"
                    hint, fix = f"改成“{term.name}”；另有所指的不用改", swap(start, end, term.name, safe=False)
                    yield see(line, start, end, sentence, hint, severity=_weight(term), fix=fix)
                    break
            at = line.plain.find(anchor, at + 1)


def _windows(at: int, anchor: str, offset: int, length: int, limit: int) -> Iterator[tuple[int, int]]:
    """The stretches around an intact half of a term that may be the term: as long as it, one shorter, one longer."""
    for size in (length, length - 1, length + 1):
        start, end = (at + len(anchor) - size, at + len(anchor)) if offset else (at, at + size)
        if start >= 0 and end <= limit:
            yield start, end


def _is_slip(said: str, term: Term) -> bool:
    """Whether one character inside the term was changed, left out or put in; first and last stand as they should."""
    right = term.name
    if said[0] != right[0] or said[-1] != right[-1] or not all("\u4e00" <= c <= "\u9fff" for c in said):
        return False
    gap = next((i for i, (a, b) in enumerate(zip(said, right, strict=False)) if a != b), min(len(said), len(right)))
    if len(said) == len(right):
        return said[gap + 1 :] == right[gap + 1 :] and said[gap] not in _NO_SLIP
    if len(said) < len(right):
        return said[gap:] == right[gap + 1 :]
    return said[gap + 1 :] == right[gap:] and not (gap in term.joints and said[gap] in _LINKS)


def _excepted(text: str, start: int, end: int, term: Term) -> bool:
    around = text[max(0, start - 2) : end + 2]
    return any(one in around for one in term.exceptions)


@TEXT.rule("W407", "term-transposed", Strength.POLICY, table="术语")
def term_transposed(review: Review) -> Iterator[Sighting]:
    """A fixed term with its parts, or single characters of it, in another order."""
    terms = review.context.lexicon.terms
    for line in _lines(review):
        found = {}
        for term in terms:
            for swapped in term.swapped:
                at = line.plain.find(swapped)
                if at >= 0 and len(swapped) >= _SHORT_NAME:
                    found[at] = term
        for at, term in sorted((dict(_scrambled(line, terms)) | found).items()):
            said = line.plain[at : at + len(term.name)]
            sentence = f"“{said}”的词序应为“{term.name}”"
            fix = swap(at, at + len(said), term.name, safe=False)
            hint = f"改成“{term.name}”"
            yield see(line, at, at + len(said), sentence, hint, severity=_weight(term), fix=fix)


def _weight(term: Term) -> Severity | None:
    return Severity.ERROR if term.blocks else None


def _scrambled(line: Line, terms: Terms) -> Iterator[tuple[int, Term]]:
    """Where all characters of a term stand together in a wrong order, the first or the last where it belongs."""
    runs, by_length = _letters(terms)
    for run in runs.finditer(line.plain):
        for length, known in by_length.items():
            for at in range(run.start(), run.end() - length + 1):
                said = line.plain[at : at + length]
                term = known.get("".join(sorted(said)))
                if term and _is_scrambled(said, term):
                    yield at, term


def _is_scrambled(said: str, term: Term) -> bool:
    right = term.name
    if said in term.exceptions or said.replace("的", "") == right.replace("的", ""):
        return False
    return said[0] == right[0] or said[-1] == right[-1]


@cache
def _letters(terms: Terms) -> tuple[re.Pattern[str], dict[int, dict[str, Term]]]:
    """A pattern for what can hold a term, and the terms by length and by their characters in order."""
    by_length: dict[int, dict[str, Term]] = {}
    for term in terms:
        if len(term.name) >= _SHORT_NAME:
            by_length.setdefault(len(term.name), {})["".join(sorted(term.name))] = term
    letters = "".join(sorted({c for term in terms for c in term.name}))
    return compiled(f"[{re.escape(letters)}]{{{_SHORT_NAME},}}" if letters else r"(?!)"), by_length


@TEXT.rule("W412", "name-variants", Strength.CUSTOM, severity=Severity.WARNING)
def name_variants(review: Review) -> Iterator[Sighting]:
    """One named thing has one spelling: “…工程” here and “…行动计划” there, or a single character apart."""
    known: dict[str, tuple[int, Line]] = {}
    alike: dict[str, set[str]] = {}
    for line in review.text.spoken:
        for quote in line.quotes:
            if quote.text[0] != "“":
                continue
            name = quote.text[1:-1] + _following_suffix(line.plain[quote.end : quote.end + 4])
            near = {other for key in _keys(name) for other in alike.get(key, ())} - {name}
            variants = [other for other in near if _is_variant(name, other)]
            if variants:
                first = min(variants, key=lambda other: known[other][0])
                sentence = f"“{shown(name)}”在第{known[first][1].number}段写作“{shown(first)}”"
                yield see(line, quote.start, quote.end, sentence, "是一件事就统一名称")
            if name not in known:
                known[name] = (len(known), line)
                for key in _keys(name):
                    alike.setdefault(key, set()).add(name)


def _keys(name: str) -> set[str]:
    """What a name shares with each that may be a variant of it: its stem; itself or what is left without one of its characters."""
    whole = {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))} if len(name) > _SHORT_NAME else set()
    return {_stem(name)[0], *whole}


def _following_suffix(text: str) -> str:
    return next((suffix for suffix in _SUFFIXES if text.startswith(suffix)), "")


def _is_variant(one: str, other: str) -> bool:
    stem, first = _stem(one)
    other_stem, second = _stem(other)
    if stem == other_stem:
        return bool(first and second and first != second and len(stem) >= 2)
    if min(len(one), len(other)) < _SHORT_NAME + 2 or abs(len(one) - len(other)) > 1 or _is_contrast(one, other):
        return False
    return distance(one, other, 1) <= 1


def _stem(name: str) -> tuple[str, str]:
    suffix = next((one for one in _SUFFIXES if name.endswith(one)), "")
    return name.removesuffix(suffix), suffix


def _is_contrast(one: str, other: str) -> bool:
    """Names that differ in a number or in a word that tells things apart on purpose."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b] if len(one) == len(other) else []
    groups = words().lists["对举"]
    return any(any(a in group and b in group for group in groups) or a.isdigit() or b.isdigit() for a, b in pairs)


def distance(one: str, other: str, limit: int) -> int:
    """The edit distance of two words; anything above *limit* is *limit* + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


@TEXT.rule("W413", "variant-word", Strength.CUSTOM, severity=Severity.WARNING)
def variant_word(review: Review) -> Iterator[Sighting]:
    """Variant spellings and units that are no longer used: 其它, 平米, 帐目, 截止目前."""
    pairs = dict(words().pairs["异形"])
    wrong = _any_of(tuple(pairs))
    for line in _lines(review):
        taken: set[int] = set()
        for match in wrong.finditer(line.plain):
            taken.add(match.start())
            if _is_inside_words(line.plain, match):
                continue
            right = pairs[match[0]]
            fix = swap(*match.span(), right)
            yield see(line, match.start(), match.end(), f"“{match[0]}”应为“{right}”", f"改成“{right}”", fix=fix)
        for match in _UNTIL.finditer(line.plain):
            if match.start() not in taken:
                end = match.end() + line.plain.startswith("到", match.end())
                sentence, fix = "到某一时间用“截至”，不用“截止”", swap(match.start(), end, "截至")
                yield see(line, match.start(), match.end(), sentence, "改成“截至”", fix=fix)
        for pattern, right in ((_LATIN, "LED"), (_SQUARE, "平方米"), (_LANDING, "登录")):
            for match in pattern.finditer(line.plain):
                fix = swap(*match.span(), right)
                yield see(line, match.start(), match.end(), f"“{match[0]}”应为“{right}”", f"改成“{right}”", fix=fix)


@TEXT.rule("F213", "official-title", Strength.POLICY)
def official_title(review: Review) -> Iterator[Sighting]:
    """A document is named as it was issued; one that differs in a character or two from a known title is suspect."""
    titles = [one for one in review.context.lexicon.titles if len(one) >= _TITLE_LENGTH]
    known = set(review.context.lexicon.titles)
    for line in review.text.spoken:
        for quote in line.quotes:
            name = quote.text[1:-1]
            if quote.text[0] != "《" or name in known or len(name) < _TITLE_LENGTH - 1:
                continue
            limit = _TITLE_SLIPS if len(name) > 10 else 1
            near = next((one for one in titles if 0 < distance(name, one, limit) <= limit), "")
            if near and not _is_contrast(name, near) and not _same_marks(name, near):
                sentence = f"《{shown(name, 30)}》和《{shown(near, 30)}》差一两个字"
                yield see(line, quote.start, quote.end, sentence, f"核对：正式名称是《{near}》")


def _same_marks(one: str, other: str) -> bool:
    """Two titles that differ only in how they write a span or a bracket, or in the place that issued them."""
    plain = [re.sub(r"[年—~～\-()（）]|若干|中华人民共和国", "", name) for name in (one, other)]
    if plain[0] == plain[1] or (one[2:] == other[2:] and one[:2] != other[:2]):
        return True
    # A place carries out 《…的意见》 by a 《…的实施意见》 of its own.
    return len(one) > len(other) and _CARRIED_OUT.sub("", one) == _CARRIED_OUT.sub("", other)
