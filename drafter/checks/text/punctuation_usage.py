"""P506, P510–P516: marks that this kind of text gets wrong: run-in headings, ordinals, lists, titles of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Edit, Fix, Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.mending import cut, put, swap
from drafter.checks.text.model import HANZI, Kind, Line
from drafter.diagnostics import Severity
from drafter.patterns import lazy

_CHAIN_START = lazy(rf"(?<={HANZI})一是(?!否)")
_NO_CHAIN = lazy(
    r"(?:统|之|唯|惟|专|万|单|第|其|同|逐|任|哪|不|这|那|说|就|也|另|只|主要|表现|重点|具体|首先|包括|分别|方面|原因|问题|任务|特点"
    r"|之处|强调|指出|提出|认为|做到|(?<!新)(?:要求|做法|体会)|(?:分别|表现|主要|具体)[为有])\Z"
)
_URGED = lazy(rf"(?<={HANZI})一要(?={HANZI})(?=.*二要)")
_LONG_CLAUSE = 12
_LEAD = 22
_SIBLINGS = 3
_ORDINAL = lazy(r"(?:(?<=[。；：，])|^)第[一二三四五六七八九十]、(?![第二三四五六七八九十])")
_CHAIN_COMMA = lazy(r"(?:(?<=[。；：，])|^)[一二三四五六七八九十]是[，、：]")
_LABELS = (
    (lazy(r"\d{1,2}、"), "1."),
    (lazy(r"（[一二三四五六七八九十]{1,3}）[、.．，]"), "（一）"),
    (lazy(r"（\d{1,2}）[、.．，]"), "（1）"),
    (lazy(r"[一二三四五六七八九十]{1,3}[.．，：]"), "一、"),
)
_UNITS = "台套|人|名|个|所|项|家|次|篇|场|件|位|节|期|台|套|栋|幢|座|间|辆|块|张|册|枚|支|本|副"
_TWO_ITEMS = lazy(
    rf"(?<=[\u4e00-\u9fff”》\0])(?P<n1>\d+)(?P<u1>{_UNITS})"
    rf"(?P<label>[^\d，。；：、（）“”《》\0\s]{{2,10}})(?P<n2>\d+)(?P<u2>{_UNITS})(?!次)"
)
_ALIKE_UNITS = ("台套件", "名人位")
_VERBISH = lazy(
    r"获|参|推荐|通过|完成|新增|入选|被|为|的|以上|增|减|至|到|和|与|及|或|有|在|由|其中|达|占|受|是|开展|共|等|比|较|赴|评|荣|编|建|出|以|对|中|派"
    r"|服务|惠及|覆盖|帮扶|管理|辐射|结对|负责|联系|吸引|带|培训|指导|资助|照顾"
)
_NAMES = "{固定名}"
"""What looks like one of those and is part of a name."""
_METHODS = "方式|形式|途径|渠道|办法|手段|载体|方法"
_WORD = rf"(?:(?!等){HANZI}){{2,8}}"
_COMMA_LIST = lazy(rf"(?:通过|采取|采用|运用|利用)((?:{_WORD}[、，])+{_WORD})等(?:多种|多样|各种)?(?:{_METHODS})")
_ENUMERATED = lazy("[一二三四五六七八九十]{1,3}、")
_DUN_CLAUSE = lazy(r"、(确保|做好|切实|打造|营造|形成|促进|推动|并(?=[通取完组在对将被获]))(?=[^、，。；：]{4,})")
_PAREN_VERB = lazy(r"（(?P<list>[^（）]{12,})）(?P<verb>发挥|推动|促进|带动|营造|形成|确保|提升|进一步|充分|有效)")
_UNTITLED = lazy(
    r"(?:出台|印发|制定|发布|修订|下发|刊发|实施|执行)了?(?P<name>[^《》〈〉“”，。；：、]{4,40}?(?:办法|方案|意见|规定|细则|规则|规划|条例|计划))"
    r"（(?:试行|暂行|修订|草案|\d{4}—\d{4}年)）"
    r"|(?:出台|印发|制定|修订)了?(?P<local>[\u4e00-\u9fff]{2,3}县[^《》〈〉“”，。；：、\d]{4,24}(?:办法|细则|规定|条例|方案))(?=[，。；])"
    r"|(?:出台|印发|下发|转发)了?(?P<about>关于[^《》〈〉“”，。；：]{6,50}的(?:通知|意见|决定|通报|方案|公告))(?=[，。；、])"
    r"|(?<![《〈])(?P<law>中华人民共和国[^《》〈〉“”，。；：、]{2,14}法|中国共产党[^《》〈〉“”，。；：、]{2,16}(?:条例|准则|规则))(?=[，。；、等]|\Z)"
)
_HEADING_STOP = lazy(r"[。；，：、]\Z")


@TEXT.rule("P506", "runin-stop", Strength.CUSTOM, severity=Severity.WARNING)
def unclosed_run_in(review: Review) -> Iterator[Sighting]:
    """A run-in heading ends with 。 before 一是, and where its siblings do."""
    for line in review.text.body:
        for match in (*_CHAIN_START.finditer(line.masked), *_URGED.finditer(line.masked)):
            if not _NO_CHAIN.search(line.masked[: match.start()]):
                first = match[0]
                found = line.text[max(0, match.start() - 8) : match.end()]
                right = line.text[max(0, match.start() - 4) : match.start()]
                sentence = f"“{found}”：“{first}”前面少了句号"
                hint = f"写成“{right}。{first}”"
                yield see(line, match.start(), match.end(), sentence, hint, fix=put(match.start(), "。"))
    yield from _unlike_siblings(review)


def _unlike_siblings(review: Review) -> Iterator[Sighting]:
    """A numbered paragraph that opens with a long clause while its siblings open with a short heading."""
    numbered = [line for line in review.text.body if line.label and line.level >= 2]
    for level in sorted({line.level for line in numbered}):
        siblings = [line for line in numbered if line.level == level]
        with_lead = [line for line in siblings if 0 < line.lead_end - len(line.label) <= _LEAD]
        if len(with_lead) < _SIBLINGS or len(with_lead) * 4 < len(siblings) * 3:
            continue
        for line in siblings:
            opening = re.match(r"[^，。；：《“]+", line.plain[len(line.label) :])
            if not line.lead_end and opening and len(opening[0]) >= _LONG_CLAUSE and "一是" not in opening[0]:
                start, end = len(line.label), len(line.label) + opening.end()
                yield see(line, start, end, "段首标题后面少了句号：同级各段的标题后都有", "在标题后加句号")


@TEXT.rule("P510", "ordinal-mark", Strength.NATIONAL, "GB/T 15834-2011 B.3", Severity.WARNING)
def ordinal_mark(review: Review) -> Iterator[Sighting]:
    """Behind 1 stands a point, behind （一） nothing, behind 一 a 、, behind 第一 a comma, behind 一是 nothing."""
    for line in review.text.spoken:
        for pattern, right in _LABELS:
            match = pattern.match(line.plain) if line.label else None
            if match:
                fix = swap(match.end() - 1, match.end(), right[-1].replace("）", ""))
                yield see(line, 0, match.end(), f"序号“{match[0]}”应写成“{right}”的形式", f"照“{right}”改标点", fix=fix)
        for match in _ORDINAL.finditer(line.masked):
            hint, fix = f"改成“{match[0][:-1]}，”", swap(match.end() - 1, match.end(), "，")
            yield see(line, match.start(), match.end(), f"“{match[0]}”的顿号应为逗号", hint, fix=fix)
        for match in _CHAIN_COMMA.finditer(line.masked):
            fix = cut(match.end() - 1, match.end())
            yield see(line, match.start(), match.end(), f"“{match[0][:-1]}”后面不加标点", "删去这个标点", fix=fix)


@TEXT.rule("P511", "missing-dun", Strength.CUSTOM, severity=Severity.WARNING)
def missing_dun(review: Review) -> Iterator[Sighting]:
    """Between two items with the same measure word, each a name with a number, stands a 、; 30名教师服务300名学生 is a clause."""
    verbs, names = review.context.lexicon.pattern("{动词}"), review.context.lexicon.pattern(_NAMES)
    for line in review.text.body:
        for match in _TWO_ITEMS.finditer(line.masked):
            label = names.sub("", match["label"])
            if _are_alike(match["u1"], match["u2"]) and not _VERBISH.search(label) and not verbs.search(label):
                right = f"{match['n1']}{match['u1']}、{match['label']}"
                sentence = f"两项之间少了顿号：应为“{right}”"
                fix = put(match.end("u1"), "、", safe=False)
                yield see(line, match.start("n1"), match.end("u2"), sentence, f"写成“{right}”", fix=fix)


def _are_alike(one: str, other: str) -> bool:
    """Whether two measure words count things of one kind."""
    return one == other or any(one in group and other in group for group in _ALIKE_UNITS)


@TEXT.rule("P512", "comma-for-dun", Strength.NATIONAL, "GB/T 15834-2011 4.5", Severity.INFO)
def comma_in_list(review: Review) -> Iterator[Sighting]:
    """Short parallel words before 等方式 are parted by 、."""
    for line in review.text.body:
        for match in _COMMA_LIST.finditer(line.masked):
            if "，" in match[1]:
                commas = [match.start(1) + i for i, character in enumerate(match[1]) if character == "，"]
                sentence = f"“{shown(match[1])}”是并列的词，逗号应为顿号"
                fix = Fix(tuple(Edit(at, at + 1, "、") for at in commas), safe=False)
                yield see(line, match.start(1), match.end(1), sentence, "把逗号改成顿号", fix=fix)


@TEXT.rule("P513", "dun-before-clause", Strength.NATIONAL, "GB/T 15834-2011 4.5", Severity.INFO)
def dun_before_clause(review: Review) -> Iterator[Sighting]:
    """A clause with its own verb is joined with ，, not with 、; where several 、 stand, they part verbs with objects."""
    for line in review.text.body:
        for match in _DUN_CLAUSE.finditer(line.masked):
            clause = next((c.text for c in line.clauses if c.start <= match.start() < c.end), "")
            if clause.count("、") == 1 and clause.count(match[1]) < 2 and not _parallel(clause):
                found = line.text[match.start() : match.end() + 4]
                sentence = f"“{found}”是一个分句，前面的顿号应为逗号"
                fix = swap(match.start(), match.start() + 1, "，", safe=False)
                yield see(line, match.start(), match.end(), sentence, "把顿号改成逗号", fix=fix)


def _parallel(clause: str) -> bool:
    """Items of equal length (压实责任、打造品牌、形成合力) are a figure of speech, and a heading's number (二、做好) is no item."""
    if _ENUMERATED.match(clause):
        return True
    lengths = [len(item) for item in clause.split("、")]
    return len(set(lengths[-2:])) == 1 or max(lengths) <= 8


@TEXT.rule("P514", "stop-after-paren", Strength.CUSTOM, severity=Severity.INFO)
def stop_after_bracket(review: Review) -> Iterator[Sighting]:
    """Behind a long list in brackets the next clause needs a comma."""
    for line in review.text.body:
        for match in _PAREN_VERB.finditer(line.plain):
            if len(re.findall(r"[，、]", match["list"])) >= 1 and re.search(r"\d", match["list"]):
                yield see(
                    line,
                    match.end("list"),
                    match.end(),
                    f"“）{match['verb']}”中间少了逗号",
                    f"写成“），{match['verb']}”",
                    fix=put(match.start("verb"), "，", safe=False),
                )


@TEXT.rule("P515", "title-marks", Strength.NATIONAL, "GB/T 15834-2011 4.15", Severity.INFO)
def title_marks(review: Review) -> Iterator[Sighting]:
    """A document named with its full title stands in 《》."""
    for line in review.text.body:
        for match in _UNTITLED.finditer(line.plain):
            kind = match.lastgroup or "name"
            right = f"《{shown(match[kind], 12)}{'…' if kind == 'name' else ''}》"
            start, end = match.start(kind), match.end()
            fix = Fix((Edit(start, start, "《"), Edit(end, end, "》")), safe=False)
            yield see(line, start, end, "文件的全称应加书名号", f"写成“{right}”", fix=fix)


@TEXT.rule("P516", "heading-stop", Strength.NATIONAL, "GB/T 15834-2011 A.1", Severity.WARNING)
def heading_stop(review: Review) -> Iterator[Sighting]:
    """A heading on a line of its own ends without a stop."""
    for line in _displayed(review):
        match = _HEADING_STOP.search(line.plain)
        if match:
            sentence, fix = f"单独成行的标题末尾不用“{match[0]}”", cut(*match.span())
            yield see(line, match.start(), match.end(), sentence, "删去标题末尾的标点", fix=fix)


def _displayed(review: Review) -> Iterator[Line]:
    return (line for line in review.text.lines if line.kind is Kind.HEADING or (line.kind is Kind.TITLE and line.text))
