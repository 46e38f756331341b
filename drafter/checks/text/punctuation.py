"""P501–P509: punctuation as GB/T 15834-2011 has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.model import HANZI, Kind, Line
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_CHINESE = f"{HANZI}|[，。；：、！？“”《》（）〔〕…]"
_HALF = lazy(
    rf"(?:(?<={HANZI})|(?<=[，。；：、！？“”《》（）〔〕…%\d]))[,;:!?()]|[,;:!?()](?={HANZI}|[“”《》（）])|(?<={HANZI})\"|\"(?={HANZI})"
)
_SPACE = lazy(
    rf"(?:(?<={HANZI})|(?<=[，。；：、！？”》）\d%]))[ 　]+(?={HANZI}|[，。；：、！？“《（）”》])|(?<={HANZI})[ 　]+(?=\d)|(?<=[“《（])[ 　]+(?=\S)"
)
_HABIT = 5
"""More stray blanks than this are a habit of the whole text."""
_PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_ENUMERATOR = lazy(r"(?:(?<=[。；：，、\s])|^)(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,2})）")
_DUN_BETWEEN = lazy(r"”、“|》、《")
_DUN_DENG = lazy(r"、(等)(?![级次待距值同效额差分第式])")
_DOTS_DENG = lazy(r"(?<=[\u4e00-\u9fff])…{1,2}等")
_ADJACENT = lazy(r"[。，、；：]{2,}|[！？][。，、；：]|[。，、；：][！？]")
_SPAN_YEAR = lazy(
    r"(?<![\d/.-])((?:19|20)\d\d)(年?)\s*(-{1,2}|——|－|–)\s*((?:19|20)\d\d)(?=学?年|[）)]|[\u4e00-\u9fff，。、]|$)(?![\d/-])"
)
_SPAN_NUMBER = lazy(r"(?<![\dA-Za-z./-])(\d{1,4}%?)(-|——|－)(\d{1,4}%?)(?=[个名所家项岁年天次人米元%万亿]|月(?!\d)|日)")
_ELLIPSIS = lazy(r"\.{3,}|。{3,}|(?<!…)…(?!…)|·{3,}|、{3,}")


@TEXT.rule("P501", "half-width", Strength.NATIONAL, "GB/T 15834-2011 第4章、5.1", Severity.ERROR)
def half_width(review: Review) -> Iterator[Sighting]:
    """Marks between Chinese characters are full-width; one finding for the whole text, however many there are."""
    for line in _written(review):
        for match in _HALF.finditer(line.text):
            at = match.start()
            if line.plain[at] != line.text[at] or match[0] == '"':
                yield see(line, at, at + 1, "中文里用了半角标点", "改成全角的，如“，”“：”“（”；直引号改成“”")


@TEXT.rule("P502", "stray-space", Strength.NATIONAL, "GB/T 15834-2011 5.1", Severity.WARNING)
def stray_space(review: Review) -> Iterator[Sighting]:
    """No blanks between characters, marks and digits; one finding if the text does it throughout; inside “” it is a remark."""
    places = [(line, match) for line in _sentences(review) for match in _SPACE.finditer(line.plain)]
    places = [(line, match) for line, match in places if match.start() >= len(line.label) and "　　" not in match[0]]
    quoted = [_is_quoted(line, match) for line, match in places]
    habit = quoted.count(False) > _HABIT
    for (line, match), inside in zip(places, quoted, strict=True):
        found = line.text[max(0, match.start() - 4) : match.end() + 4]
        sentence = "汉字、数字、标点之间空了格" if habit else f"多了空格：“{found}”"
        if inside:
            sentence, hint, weight = f"引号里有空格：“{found}”", "不是有意的就删去", Severity.INFO
            yield see(line, match.start(), match.end(), sentence, hint, severity=weight)
        else:
            yield see(line, match.start(), match.end(), sentence, "删去空格")


def _is_quoted(line: Line, match: re.Match[str]) -> bool:
    return any(q.start < match.start() < q.end - 1 for q in line.quotes)


def _written(review: Review) -> Iterator[Line]:
    return (line for line in review.text.lines if line.kind is not Kind.FURNITURE)


def _sentences(review: Review) -> Iterator[Line]:
    return (line for line in review.text.lines if line.kind in (Kind.BODY, Kind.HEADING))


@TEXT.rule("P503", "unbalanced", Strength.NATIONAL, "GB/T 15834-2011 4.8、4.9、4.15", Severity.ERROR)
def unbalanced(review: Review) -> Iterator[Sighting]:
    """Brackets, quotation marks and book marks come in pairs within a paragraph; a name of two lines of the title is one."""
    open_marks: list[tuple[Line, str, int]] = []
    for line in _written(review):
        if line.kind is Kind.CELL:
            continue
        skipped = {m.end() - 1 for m in _ENUMERATOR.finditer(line.plain)}
        for at, character in enumerate(line.plain):
            if character in _PAIRS:
                open_marks.append((line, character, at))
            elif character in _CLOSERS and at not in skipped:
                if not any(mark == _CLOSERS[character] for _, mark, _ in open_marks):
                    yield _lonely(line, character, at)
                    continue
                while open_marks[-1][1] != _CLOSERS[character]:
                    yield _lonely(*open_marks.pop())
                open_marks.pop()
        if not line.goes_on:
            for one in open_marks:
                yield _lonely(*one)
            open_marks = []


def _lonely(line: Line, mark: str, at: int) -> Sighting:
    other = _PAIRS.get(mark) or _CLOSERS[mark]
    near = line.text[at : at + 8] if mark in _PAIRS else line.text[max(0, at - 7) : at + 1]
    return see(line, at, at + 1, f"“{near}”的{mark}没有配对的{other}", f"补上{other}，或者删去{mark}")


@TEXT.rule("P504", "dun-between-marks", Strength.NATIONAL, "GB/T 15834-2011 4.5.3.5", Severity.INFO)
def dun_between_marks(review: Review) -> Iterator[Sighting]:
    """Between quotations or titles side by side there is usually no 、."""
    for line in _sentences(review):
        for match in _DUN_BETWEEN.finditer(line.plain):
            pair = f"{match[0][0]}{match[0][2]}"
            yield see(line, match.start(), match.end(), f"{pair}之间通常不用顿号", "删去顿号")


@TEXT.rule("P505", "dun-deng", Strength.NATIONAL, "GB/T 15834-2011 A.9、B.1", Severity.ERROR)
def dun_before_deng(review: Review) -> Iterator[Sighting]:
    """No 、 before 等; 等 and …… do not stand together."""
    for line in _sentences(review):
        for match in _DUN_DENG.finditer(line.plain):
            found = line.text[max(0, match.start() - 4) : match.end() + 2]
            yield see(line, match.start(), match.end(), f"“{found}”：“等”前面不用顿号", "删去顿号")
        for match in _DOTS_DENG.finditer(line.plain):
            listed = "、" in re.split(r"[，。；：（]", line.plain[: match.start()])[-1]
            if listed:
                yield see(line, match.start(), match.end(), "“……”和“等”只用一个", "删去“……”")


@TEXT.rule("P507", "adjacent-marks", Strength.NATIONAL, "GB/T 15834-2011 第4章", Severity.ERROR)
def adjacent_marks(review: Review) -> Iterator[Sighting]:
    """Two stops never stand side by side."""
    for line in _written(review):
        for match in _ADJACENT.finditer(line.plain):
            if match[0] not in ("。。。", "。。。。。。") and "、、、" not in match[0]:
                yield see(line, match.start(), match.end(), f"两个标点连在一起：“{match[0]}”", "只留一个")


@TEXT.rule("P508", "span-mark", Strength.NATIONAL, "GB/T 15834-2011 4.13", Severity.WARNING)
def span_mark(review: Review) -> Iterator[Sighting]:
    """A span of years or numbers is written with — or ~, not with a hyphen or a dash of two."""
    for line in _written(review):
        for match in _SPAN_YEAR.finditer(line.plain):
            right = f"{match[1]}{match[2]}—{match[4]}"
            yield see(
                line, match.start(), match.end(), f"起止年份用一字线：“{match[0]}”应写“{right}”", f"改成“{right}”"
            )
        for match in _SPAN_NUMBER.finditer(line.masked):
            right = f"{match[1]}~{match[3]}"
            yield see(
                line, match.start(), match.end(), f"数的范围用“~”或“—”：“{match[0]}”应写“{right}”", f"改成“{right}”"
            )


@TEXT.rule("P509", "ellipsis", Strength.NATIONAL, "GB/T 15834-2011 4.11", Severity.WARNING)
def ellipsis_mark(review: Review) -> Iterator[Sighting]:
    """The ellipsis is …… and nothing else."""
    for line in _written(review):
        for match in _ELLIPSIS.finditer(line.text):
            yield see(line, match.start(), match.end(), f"省略号写成了“{match[0]}”", "改成“……”，或者改用“等”")
