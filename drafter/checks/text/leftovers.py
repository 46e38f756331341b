"""L701–L706: what was meant to be filled in, removed or rendered, and still stands in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.checks.engine import Fix, Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see
from drafter.checks.text.lexicon import words
from drafter.checks.text.mending import cut, swap
from drafter.checks.text.model import BLOT, Kind, Line, holding
from drafter.checks.text.surroundings import LONGEST_PRINTED
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_PLACEHOLDER = lazy(
    r"\*{1,4}(?=[\u4e00-\u9fff“《，。、；：）]|\Z)|(?<=[\u4e00-\u9fff“《，、（])\*{1,4}"
    r"|(?<![A-Za-z0-9])[Xx×╳]{2,}(?![A-Za-z0-9])|_{2,}|＿{2,}|○{2,}|〇{3,}"
    r"|TODO|TBD|(?<!\d)[Xx×](?=[个名所家项次条场件篇户元万亿%％年月日人校区县镇])"
    r"|【(?:待补|待填|待定|请填|请输入|此处|填写|补充)[^】]{0,500}】|〔(?:待补|待填|待定)[^〕]{0,500}〕|（(?:待补|待填|待核|待定)[^）]{0,500}）"
)
_PLACEHOLDER_MARKS = (*"*Xx×╳_＿○〇【", "TODO", "TBD", "〔待", "（待")
_LONGEST_CLAUSE = 200
_AFTER_HOLE = 4
_VERB_BEFORE_HOLE = r"{空前}\Z"
_ODD = {
    "不间断空格": lazy("\u00a0"),
    "看不见的字符": lazy("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u061c]"),
    "控制字符": lazy("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"),
    "部首字符（看着像汉字，不是汉字）": lazy("[\u2e80-\u2fd5]"),
    "乱码或者私用字符": lazy("[\ufffd\ue000-\uf8ff]"),
}
_ANY_ODD = lazy(
    "[\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u061c\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2e80-\u2fd5\ufffd\ue000-\uf8ff]"
)
_PAGE_NUMBER = lazy(r"\d{1,2}、\s*")
_EMPTY = (
    (r"（[\s　]*）|〔[\s　]*〕|\[[\s　]*\]|【[\s　]*】", "括号里是空的"),
    (r"“[\s　]*”|《[\s　]*》|‘[\s　]*’", "引号或书名号里是空的"),
    (r"(?:达到?|为|占|增长|提高|下降|完成|率|比例|比重)(?=%|个百分点)", "这里少一个数"),
    (r"{缺数}(?=(?:所|个|名|人次|万元|亿元|家|场次|篇)(?:[，。；、）]|\Z))", "这里少一个数"),
    (r"共(?<![公一]共)(?=(?:所|名|家|项|起|件|期|场次|人次|万元)(?:[，。；、）]|\Z))", "这里少一个数"),
    (r"(?:占地|建筑|校舍|总)面积(?:约|达|为|共)?(?=(?:亩|公顷|万?平方米)(?:[，。；、）]|\Z))", "这里少一个数"),
    (r"(?:资金|经费|助学金|补助金?|投资额?)(?:约|达|为|共|合计)?(?=[万亿]?元(?:[，。；、）]|\Z))", "这里少一个数"),
    (r"(?:党员|教师|学生|干部|人才|校长|骨干)(?=名(?:以上|左右)(?:[，。；、）]|\Z))", "这里少一个数"),
    (r"{缺数处}(?=[，。；、）]|\Z)", "这里少一个数"),
    (r"(?:与|和|同|在|对)(?<![^，。；、].)(?=[所家]{伙伴})", "这里少一个数"),
)
_RESIDUE = lazy(
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\{#.{0,200}?#\}|\{\{|\}\}|\{%|%\}|\[\[|\]\]|\$\{[^}]{0,200}\}|<!--.{0,200}?-->|&(?:nbsp|amp|lt|gt|quot|#\d+);"
    r"|</?(?:br|p|div|span|td|tr|b|strong|font)\b[^<>]*>|(?<![A-Za-z])(?:undefined|Undefined|NaN|nan|None|null)(?![A-Za-z])"
    r"|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?)"
)
_RESIDUE_MARKS = ("{", "}", "[[", "]]", "<", "&", "#", "ndefined", "NaN", "nan", "None", "null")


@TEXT.rule("L701", "placeholder", Strength.CUSTOM, severity=Severity.ERROR)
def placeholder(review: Review) -> Iterator[Sighting]:
    """Nothing stands for what is still to be filled in: asterisks, ××, underscores, 【待补】, or …… where a name is missing."""
    for line in holding(_visible(review), *_PLACEHOLDER_MARKS):
        for match in _PLACEHOLDER.finditer(line.plain):
            if not line.in_gap(match.start(), match.end()) and not _is_bullet(line, match):
                # One asterisk that somebody typed into a fact may be a footnote's mark.
                doubtful = match[0] == "*" and line.is_typed(match.start())
                yield _hole(line, match.start(), match.end(), match[0], Severity.WARNING if doubtful else None)
    for line in holding(_visible(review), "……"):
        verb = review.context.lexicon.pattern(_VERB_BEFORE_HOLE)
        opened = last = 0
        for match in re.finditer(r"…{2,}", line.plain):
            opened += line.plain.count("“", last, match.start()) - line.plain.count("”", last, match.start())
            last = match.start()
            if opened <= 0 and _is_hole(line.plain, match, verb) and not line.in_gap(match.start(), match.end()):
                yield _hole(line, match.start(), match.end(), "……")


def _visible(review: Review) -> Iterator[Line]:
    return (line for line in review.text.lines if line.kind is not Kind.FURNITURE)


def _hole(line: Line, start: int, end: int, found: str, severity: Severity | None = None) -> Sighting:
    name = found if len(found) <= 12 else f"{found[:11]}…"
    hint = "填上真实的名称或数；没有这件事就删去整句"
    return see(line, start, end, f"“{name}”是还没有填的空", hint, severity=severity)


def _is_bullet(line: Line, match: re.Match[str]) -> bool:
    """An asterisk at a paragraph's start with a blank behind it is a list mark."""
    return match[0] == "*" and match.start() == 0 and line.plain[1:2] in (" ", "\t")


def _is_hole(text: str, match: re.Match[str], verb: re.Pattern[str]) -> bool:
    """Whether …… outside quotation marks stands for a name or a number."""
    before = text[max(0, match.start() - _LONGEST_CLAUSE) : match.start()]
    after = text[match.end() : match.end() + _AFTER_HOLE]
    listed = "、" in re.split(r"[，。；：（]", before)[-1]
    if listed and after.startswith("等"):
        return False
    if after.startswith(("%", "个百分点")):
        return True
    if before and before[-1] not in "。，；：（" and not after[:1].isdigit():
        return bool(verb.search(before)) and bool(after) and after[0] not in "。”）"
    return bool(after) and after[0] not in "。”）"


@TEXT.rule("L702", "page-furniture", Strength.CUSTOM, severity=Severity.ERROR)
def page_furniture(review: Review) -> Iterator[Sighting]:
    """Nothing of the web page that a text was copied from stays in it: 发布时间, 首页>, 索引号, 浏览次数."""
    for line in review.text.lines:
        if line.kind is Kind.FURNITURE and _PAGE_NUMBER.fullmatch(line.text):
            sentence = "这个号码是网页分页时加的，把一句话断成了两段"
            yield see(line, 0, len(line.text), sentence, "删去号码，把前后两段接起来")
            continue
        match = words().pattern("网页式").match(line.text.lstrip(" \t•·　"))
        if match and line.kind is not Kind.CELL:
            yield _printed(line, 0, match.end(), "网页上的字，不是正文", "删去")


@TEXT.rule("L703", "paywall", Strength.CUSTOM, severity=Severity.ERROR)
def paywall(review: Review) -> Iterator[Sighting]:
    """Nothing of a paid site stays in the text: 权限查看, 会员免费, 下载本文; behind it a piece of the text is missing."""
    for line in holding(review.text.lines, *words().lists["付费字"]):
        match = words().pattern("付费式").search(line.text)
        if match and line.kind is not Kind.CELL:
            yield _printed(
                line, match.start(), match.end(), "收费网站的字，后面可能缺了一段", "删去，核对上下文是否完整"
            )


def _printed(line: Line, start: int, end: int, what: str, hint: str) -> Sighting:
    """The whole line, or those words of it if it is too long to be nothing else."""
    if len(line.text) <= LONGEST_PRINTED:
        fix = cut(0, len(line.text), safe=False)
        return see(line, 0, len(line.text), f"这一行是{what}", hint, fix=fix)
    return see(line, start, end, f"这几个字是{what}", hint)


@TEXT.rule("L704", "odd-char", Strength.CUSTOM, severity=Severity.ERROR)
def odd_char(review: Review) -> Iterator[Sighting]:
    """No characters that print wrongly or not at all: no-break and zero-width blanks, control characters, radicals, private use."""
    for line in _visible(review):
        for name, pattern in _ODD.items() if _ANY_ODD.search(line.text) else ():
            for match in pattern.finditer(line.text):
                fix = _without_odd(line.text, match.start())
                yield see(line, match.start(), match.end(), f"有{name}", "删去，或者重新输入这个字", fix=fix)


def _without_odd(text: str, at: int) -> Fix | None:
    """A blank only between Latin words, the character that a radical looks like, nothing for what prints nothing; what was lost stays."""
    character = text[at]
    if character == "\u00a0":
        words_apart = text[at - 1 : at].isascii() and text[at + 1 : at + 2].isascii() and 0 < at < len(text) - 1
        return swap(at, at + 1, " ") if words_apart else cut(at, at + 1)
    if "\u2e80" <= character <= "\u2fd5":
        looks = unicodedata.normalize("NFKC", character)
        return swap(at, at + 1, looks) if looks != character else None
    return None if character == "\ufffd" or "\ue000" <= character <= "\uf8ff" else cut(at, at + 1)


@TEXT.rule("L705", "empty-slot", Strength.CUSTOM, severity=Severity.ERROR)
def empty_slot(review: Review) -> Iterator[Sighting]:
    """Nothing tells that a value was left out: empty brackets, empty quotation marks, 达%, 新建所."""
    slots = [(review.context.lexicon.pattern(source), what) for source, what in _EMPTY]
    for line in _visible(review):
        for pattern, what in slots:
            for match in pattern.finditer(line.plain):
                if not line.in_gap(match.start(), match.end() + 1):
                    found = line.text[max(0, match.start() - 4) : match.end() + 3]
                    yield see(line, match.start(), match.end() + 1, f"“{found}”：{what}", "补上内容，或者删去")


@TEXT.rule("L706", "template-residue", Strength.CUSTOM, severity=Severity.ERROR)
def template_residue(review: Review) -> Iterator[Sighting]:
    """No template syntax, HTML, or value that a program could not print."""
    for line in holding(review.text.lines, *_RESIDUE_MARKS):
        for match in _RESIDUE.finditer(line.text):
            if match[0].isalpha() and line.masked[match.start()] == BLOT:
                continue
            found = match[0] if len(match[0]) <= 15 else f"{match[0][:14]}…"
            yield see(
                line, match.start(), match.end(), f"“{found}”是模板或网页的代码", "填上它应当显示的内容，或者删去"
            )
