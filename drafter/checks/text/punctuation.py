"""P501–P509: punctuation as GB/T 15834-2011 has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.checks.engine import Edit, Fix, Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.mending import cut, swap
from drafter.checks.text.model import HANZI, Kind, Line, holding
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_HAN = lazy(HANZI)
_CHINESE = f"{HANZI}|[，。；：、！？“”《》（）〔〕…]"
_HALF = lazy(
    rf"(?:(?<={HANZI})|(?<=[，。；：、！？“”《》（）〔〕…%\d]))[,;:!?()]|[,;:!?()](?={HANZI}|[“”《》（）])|(?<={HANZI})\"|\"(?={HANZI})"
)
_HALF_MARK = lazy('[,;:!?()"]')
_SPACE = lazy(
    rf"(?:(?<={HANZI})|(?<=[，。；：、！？”》）\d%]))[ 　]+(?={HANZI}|[，。；：、！？“《（）”》])|(?<={HANZI})[ 　]+(?=\d)"
    r"|(?<=[”》])[ 　]+(?=\d)|(?<=\d)[ 　]+(?=[%‰])|(?<=[“《（])[ 　]+(?=\S)"
)
_SPREAD_NAME = lazy(rf"(?:(?<=[、，：；。（ 　])|^){HANZI}[ 　]+{HANZI}(?=[、，；。） 　]|$)")
_CODE = lazy(r"(?:#(?:REF|NAME|VALUE|DIV/0|NULL|NUM)|&[a-z]{2,5})\Z")
_SHORT_BEFORE = lazy(r"(?:\A|[^\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}\Z")
_SHORT_AFTER = lazy(rf"{HANZI}{{2,4}}(?:[^\u4e00-\u9fff]|\Z)")
_SHORT_LINE = 30
_LONGEST_CLAUSE = 200
_STOPS = lazy("[，。；！？、]")
_BYLINE = lazy(r"(?:通讯员|记者|摄影|撰稿|供稿)\Z")
_HABIT = 5
"""More stray blanks than this are a habit of the whole text."""
_PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "〔": "〕", "【": "】", "〈": "〉"}
_MARKS = frozenset("“”‘’《》〈〉「」『』")
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARK = lazy(f"[{''.join(_PAIRS)}{''.join(_CLOSERS)}]")
_NUMBERED = lazy(r"[\dA-Za-z一二三四五六七八九十]）")
_ENUMERATOR = lazy(r"(?:(?<=[。；：，、\s])|^)(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,2})）")
_DUN_BETWEEN = lazy(r"”、“|》、《")
_DUN_DENG = lazy(r"、(等)(?![级次待距值同效额差分第式候离于闲号]|高线|比例|腰[三梯])")
_DOTS_DENG = lazy(r"(?<=[\u4e00-\u9fff])…{1,2}等")
_STRENGTH = "。；，、"
"""The strongest first; of two that stand together it stays."""
_TWO_MARKS = lazy("[。，、；：！？]{2}")
_ADJACENT = lazy(r"[。，、；：]{2,}|[！？][。，、；：]|[。，、；：][！？]")
_SPAN_YEAR = lazy(
    r"(?<![\d/.-])((?:19|20)\d\d)(年?)\s*(-{1,2}|——|－|–)\s*((?:19|20)\d\d)(?=学?年|[）)]|[\u4e00-\u9fff，。、]|$)(?![\d/-])"
)
_SPAN_NUMBER = lazy(r"(?<![\dA-Za-z./-])(\d{1,4}%?)(-|——|－)(\d{1,4}%?)(?=[个名所家项岁年天次人米元%万亿]|月(?!\d)|日)")
_MOMENT = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}[:：]\d\d"
_SPAN_TIME = lazy(rf"(?<![\dA-Za-z./:-])({_MOMENT})\s?(?:-{{1,2}}|——|－)\s?({_MOMENT})(?![\d.:-])")
_ELLIPSIS = lazy(r"\.{3,}|。{3,}|(?<!…)…(?!…)|·{3,}|、{3,}")


@TEXT.rule("P501", "half-width", Strength.NATIONAL, "GB/T 15834-2011 第4章、5.1", Severity.ERROR)
def half_width(review: Review) -> Iterator[Sighting]:
    """Marks between Chinese characters are full-width; one finding for the whole text, however many there are.

    A cell without a Chinese character, such as A(1) or @SUM(1), is in no Chinese.
    """
    for line in _written(review):
        if line.kind is Kind.CELL and not _HAN.search(line.text):
            continue
        for match in _HALF.finditer(line.text) if _HALF_MARK.search(line.text) else ():
            at = match.start()
            if (line.plain[at] != line.text[at] or match[0] == '"') and not _is_foreign(line, at):
                hint = "改成全角的，如“，”“：”“（”；直引号改成“”"
                yield see(line, at, at + 1, "中文里用了半角标点", hint, fix=_full_width(line, at))


def _full_width(line: Line, at: int) -> Fix | None:
    """A half-width mark as a full-width one, brackets and quotation marks together with their partners."""
    mark = line.text[at]
    if mark in '()"':
        pair = _partners(line.text, mark == '"').get(at)
        if pair is None or not _belong(line, *pair):
            return None
        right = "“”" if mark == '"' else "（）"
        return Fix(tuple(Edit(i, i + 1, right[k]) for k, i in enumerate(pair) if line.text[i] != right[k]))
    between_digits = line.text[at - 1 : at].isdigit() and line.text[at + 1 : at + 2].isdigit()
    return None if between_digits else swap(at, at + 1, line.plain[at])


def _belong(line: Line, first: int, last: int) -> bool:
    """Whether both marks of a pair want mending: brackets inside Latin words do not, nor quotation marks around others."""
    if line.text[first] == '"':
        return not any(character in _MARKS for character in line.text[first:last])
    return not any(line.plain[i] == line.text[i] for i in (first, last) if line.text[i] in "()")


@lru_cache(maxsize=4)
def _partners(text: str, quotes: bool) -> dict[int, tuple[int, int]]:
    """Where each bracket or straight quotation mark has its partner: both places under each; nothing for quotation marks of odd number."""
    if quotes:
        places = [i for i, character in enumerate(text) if character == '"']
        pairs = list(zip(places[::2], places[1::2], strict=True)) if len(places) % 2 == 0 else []
    else:
        pairs, waiting = [], list[int]()
        for i, character in enumerate(text):
            if character in "(（":
                waiting.append(i)
            elif character in ")）" and waiting:
                pairs.append((waiting.pop(), i))
    return {place: pair for pair in pairs if pair[1] > pair[0] + 1 for place in pair}


def _is_foreign(line: Line, at: int) -> bool:
    """Whether the mark belongs to a program's code (#REF!), or ends a quotation in another language (“Hello, World!”)."""
    closes = line.text[at - 1 : at].isascii() and line.text[at - 1 : at].isalpha() and line.text[at + 1 : at + 2] == "”"
    return closes or bool(_CODE.search(line.text[max(0, at - 8) : at]))


@TEXT.rule("P502", "stray-space", Strength.NATIONAL, "GB/T 15834-2011 5.1", Severity.WARNING)
def stray_space(review: Review) -> Iterator[Sighting]:
    """No blanks between characters, marks and digits; one finding if the text does it throughout; inside “” it is a remark."""
    places = [(line, match) for line in _sentences(review) for match in _SPACE.finditer(line.plain)]
    places = [(line, match) for line, match in places if match.start() >= len(line.label) and "　　" not in match[0]]
    places = [(line, match) for line, match in places if not (_is_spread(line, match) or _is_set_apart(line, match))]
    quoted = [_is_quoted(line, match) for line, match in places]
    habit = quoted.count(False) > _HABIT
    for (line, match), inside in zip(places, quoted, strict=True):
        found = line.text[max(0, match.start() - 4) : match.end() + 4]
        sentence = "汉字、数字、标点之间空了格" if habit else f"多了空格：“{found}”"
        if inside:
            sentence, hint, weight = f"引号里有空格：“{found}”", "不是有意的就删去", Severity.INFO
            yield see(line, match.start(), match.end(), sentence, hint, severity=weight)
        else:
            fix = cut(*match.span(), safe=not _may_part_names(line.plain, *match.span()))
            yield see(line, match.start(), match.end(), sentence, "删去空格", fix=fix)


def _may_part_names(text: str, start: int, end: int) -> bool:
    """Whether the blank stands between two short words such as 张三 李四, which belong apart."""
    return bool(_SHORT_BEFORE.search(text[max(0, start - 5) : start]) and _SHORT_AFTER.match(text[end : end + 5]))


def _is_spread(line: Line, match: re.Match[str]) -> bool:
    """A name or word of two characters is spread in a list of names or as a heading: 张  明、李  娜; 前  言."""
    return any(_SPREAD_NAME.match(line.plain, at) for at in range(max(0, match.start() - 1), match.start()))


def _is_set_apart(line: Line, match: re.Match[str]) -> bool:
    """Whether blanks lay out a short line that is no sentence (2024年1月5日 来源：办公室), or part who wrote from the name: （通讯员 张三）."""
    short = not (line.label or line.goes_on) and len(line.plain) <= _SHORT_LINE and not _STOPS.search(line.plain)
    return short or bool(_BYLINE.search(line.plain[max(0, match.start() - _SHORT_LINE) : match.start()]))


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
        numbered = _NUMBERED.search(line.plain)
        skipped = {m.end() - 1 for m in _ENUMERATOR.finditer(line.plain)} if numbered else ()
        for found in _MARK.finditer(line.plain):
            at, character = found.start(), found[0]
            if character in _PAIRS:
                open_marks.append((line, character, at))
            elif at not in skipped:
                yield from _closed(open_marks, line, character, at)
        if not line.goes_on:
            for one in open_marks:
                yield _lonely(*one)
            open_marks = []


def _closed(open_marks: list[tuple[Line, str, int]], line: Line, closer: str, at: int) -> Iterator[Sighting]:
    """Take the partner of *closer* from *open_marks*; what still stands open between them is lonely, or *closer* itself."""
    opener = _CLOSERS[closer]
    if not any(mark == opener for _, mark, _ in reversed(open_marks)):
        yield _lonely(line, closer, at)
        return
    while open_marks[-1][1] != opener:
        yield _lonely(*open_marks.pop())
    open_marks.pop()


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
            fix = cut(match.start() + 1, match.end() - 1)
            yield see(line, match.start(), match.end(), f"{pair}之间通常不用顿号", "删去顿号", fix=fix)


@TEXT.rule("P505", "dun-deng", Strength.NATIONAL, "GB/T 15834-2011 A.9、B.1", Severity.ERROR)
def dun_before_deng(review: Review) -> Iterator[Sighting]:
    """No 、 before 等; 等 and …… do not stand together."""
    for line in holding(_sentences(review), "、等", "…等"):
        for match in _DUN_DENG.finditer(line.plain):
            found = line.text[max(0, match.start() - 4) : match.end() + 2]
            fix = cut(match.start(), match.start() + 1)
            yield see(line, match.start(), match.end(), f"“{found}”：“等”前面不用顿号", "删去顿号", fix=fix)
        for match in _DOTS_DENG.finditer(line.plain):
            ahead = line.plain[max(0, match.start() - _LONGEST_CLAUSE) : match.start()]
            listed = "、" in re.split(r"[，。；：（]", ahead)[-1]
            if listed:
                fix = cut(match.start(), match.end() - 1)
                yield see(line, match.start(), match.end(), "“……”和“等”只用一个", "删去“……”", fix=fix)


@TEXT.rule("P507", "adjacent-marks", Strength.NATIONAL, "GB/T 15834-2011 第4章", Severity.ERROR)
def adjacent_marks(review: Review) -> Iterator[Sighting]:
    """Two stops never stand side by side."""
    for line in _written(review):
        for match in _ADJACENT.finditer(line.plain) if _TWO_MARKS.search(line.plain) else ():
            if match[0] not in ("。。。", "。。。。。。") and "、、、" not in match[0]:
                strongest = min(match[0], key=_STRENGTH.find)
                kept = set(match[0]) <= set(_STRENGTH) and len(match[0]) == 2
                fix = swap(match.start(), match.end(), strongest) if kept else None
                yield see(line, match.start(), match.end(), f"两个标点连在一起：“{match[0]}”", "只留一个", fix=fix)


@TEXT.rule("P508", "span-mark", Strength.NATIONAL, "GB/T 15834-2011 4.13", Severity.WARNING)
def span_mark(review: Review) -> Iterator[Sighting]:
    """A span of years or numbers is written with — or ~, not with a hyphen or a dash of two."""
    for line in _written(review):
        for match in _SPAN_YEAR.finditer(line.plain):
            right = f"{match[1]}{match[2]}—{match[4]}"
            sentence, fix = f"起止年份用一字线：“{match[0]}”应写“{right}”", swap(match.end(2), match.start(4), "—")
            yield see(line, match.start(), match.end(), sentence, f"改成“{right}”", fix=fix)
        for match in _SPAN_TIME.finditer(line.masked):
            right = f"{match[1]}—{match[2]}"
            yield see(
                line, match.start(), match.end(), f"起止时间用一字线：“{match[0]}”应写“{right}”", f"改成“{right}”"
            )
        for match in _SPAN_NUMBER.finditer(line.masked):
            if _SPAN_YEAR.match(line.plain, match.start()):
                continue
            right = f"{match[1]}~{match[3]}"
            sentence, fix = f"数的范围用“~”或“—”：“{match[0]}”应写“{right}”", swap(match.start(2), match.end(2), "~")
            yield see(line, match.start(), match.end(), sentence, f"改成“{right}”", fix=fix)


@TEXT.rule("P509", "ellipsis", Strength.NATIONAL, "GB/T 15834-2011 4.11", Severity.WARNING)
def ellipsis_mark(review: Review) -> Iterator[Sighting]:
    """The ellipsis is …… and nothing else."""
    for line in _written(review):
        for match in _ELLIPSIS.finditer(line.text):
            after_deng = line.text.endswith("等", 0, match.start())
            sure = match[0][0] in ".。…" and not after_deng
            fix = swap(match.start(), match.end(), "……") if sure else None
            yield see(line, match.start(), match.end(), f"省略号写成了“{match[0]}”", "改成“……”，或者改用“等”", fix=fix)
