"""W408–W411, W414–W417: sentences that do not hang together, or say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.text.context import TEXT, Review, see, shown
from drafter.checks.text.lexicon import words
from drafter.checks.text.mending import cut, swap
from drafter.checks.text.model import HANZI, Line, Piece, holding
from drafter.diagnostics import Severity
from drafter.kept_patterns import compiled
from drafter.patterns import lazy

_LONG = 150
_COMMAS = 6
_NOMINAL = lazy(
    r"\A(?:的|作用|力度|措施|机制|方式|方法|效果|局面|态势|进程|能力|水平|工作(?:的|机制|格局|局面|体系)|力|性|者|型|体系|格局|氛围|环境|条件|要求|过程|活动中)"
)
_DANGLING = lazy(r"(?P<words>[\u4e00-\u9fff]{4,})的。")
_DE_SENTENCE = lazy(
    r"是|有的|目的|似的|对(?:于)?[^，。]*的。|凡|者|不|(?<!理)由[^，。]*的|(?<!行)为[^，。]{0,12}的。|(?<![已曾])经(?![费济验营])[^，。]*的。|像|什么|如"
)
_OWN_VOICE = r"(?<![对为“自])我(?P<what>{自称})(?![区际])"
_WHOLE = lazy(r"全(?P<level>[县区])(?=[^域位间块际分]|$)(?!综合排名|排名|第|前|同类|平均|首)")
_BUREAU = lazy(r"(?:局|委员会|政府|厅|工委|办公室|委)\Z")
_QUOTED_VOICE = r"{引述}(?:[^，。；、\d]{0,8}(?:：|说|表示|介绍|坦言|谈)|的话)|{讲话人}(?:说|表示)|感言"
_TWO_LEVELS = lazy(r"在(?P<one>[省市县区])委、(?P<other>[省市县区])政府")
_FRAME = lazy(
    rf"(?:^|(?<=[，。；]))以(?![此期及便致上下前后内外往至])"
    rf"(?P<what>(?:[^，。；为来促推带引赋评]|评(?=[估价选])){{2,40}})，(?P<verb>促进|推动|实现|带动|提升|打造|构建|营造)(?={HANZI})"
    r"|(?:^|(?<=[，。；]))以(?P<guide>[^，。；为来促推带引赋]{2,8}导向)，"
)
_REFORM = lazy(r"深化(?P<what>[^，。；、改]{2,16}(?:制度|(?<!新)机制|体制))(?=[。；])")
_MEANS = lazy(r"(?:^|(?<=[，。；]))对(?P<what>[^，。；通过]{2,30})等(?:方式|形式|途径)，")


@TEXT.rule("W408", "de-di", Strength.CUSTOM, severity=Severity.WARNING)
def de_for_di(review: Review) -> Iterator[Sighting]:
    """有序地推进, not 有序的推进, when a verb with its object follows."""
    pattern = review.context.lexicon.pattern("(?P<adverb>{状语})的(?P<verb>{动词})")
    carriers = review.context.lexicon.pattern("{带宾}(?!效|序|力|利|的)")
    for line in review.text.body:
        for match in pattern.finditer(line.masked):
            clause = next((c for c in line.clauses if c.start <= match.start() < c.end), Piece(0, 0, ""))
            after = line.masked[match.end() : clause.end]
            before = line.masked[clause.start : match.start()]
            if len(after) >= 2 and not _NOMINAL.match(after) and not carriers.search(before):
                right = (
                    match[0].replace("的", "地", 1)
                    if match["adverb"].count("的") == 0
                    else f"{match['adverb']}地{match['verb']}"
                )
                fix = swap(match.end("adverb"), match.end("adverb") + 1, "地")
                yield see(line, match.start(), match.end(), f"“{match[0]}”应为“{right}”", "修饰动词用“地”", fix=fix)


@TEXT.rule("W409", "doubled-aspect", Strength.CUSTOM, severity=Severity.WARNING)
def doubled_aspect(review: Review) -> Iterator[Sighting]:
    """Two bare verbs with 了 side by side: one is left over from an edit."""
    pattern = review.context.lexicon.pattern("(?P<a>{了动词})了(?P<b>{了动词})(?=了)")
    for line in review.text.body:
        for match in pattern.finditer(line.masked):
            found = f"{match[0]}了"
            yield see(
                line,
                match.start(),
                match.end() + 1,
                f"“{found}”两个动词连着",
                f"只留一个，如“{match['b']}了”",
                fix=cut(match.start(), match.start("b"), safe=False),
            )


@TEXT.rule("W410", "dangling-de", Strength.CUSTOM, severity=Severity.WARNING)
def dangling_de(review: Review) -> Iterator[Sighting]:
    """A sentence does not end in 的 with nothing behind it."""
    for line in review.text.body:
        for sentence in line.sentences:
            match = _DANGLING.search(sentence.text)
            if match and not _DE_SENTENCE.search(
                re.sub(r"^[一二三四五六七八九十]{1,2}是|^.*?[，；：][一二三四五六七八九十]是", "", sentence.text)
            ):
                at = sentence.start + match.end() - 2
                found = shown(match["words"][-10:], 12)
                yield see(
                    line,
                    at - min(len(match["words"]), 10),
                    at + 2,
                    f"“{found}的。”的后面没有话了",
                    "删去“的”，或者把话说完",
                    fix=cut(at, at + 1, safe=False),
                )


@TEXT.rule("W411", "wrong-voice", Strength.CUSTOM, severity=Severity.ERROR)
def wrong_voice(review: Review) -> Iterator[Sighting]:
    """A bureau does not say 我校, nor a county 全区."""
    yield from _two_levels(review)
    organ = review.organ
    if not _BUREAU.search(organ):
        return
    levels = [character for character in organ if character in "省市县区旗"]
    pattern = review.context.lexicon.pattern
    for line in holding(review.text.body, "我", "全县", "全区"):
        for match in pattern(_OWN_VOICE).finditer(line.masked):
            sentence = line.sentence_at(match.start())
            if not pattern(_QUOTED_VOICE).search(sentence.text):
                told = f"署名是“{shown(organ)}”，这里说“我{match['what']}”"
                yield see(line, match.start(), match.end(), told, "改成学校的名称，或者“我县”“我区”一类的说法")
        for match in _WHOLE.finditer(line.masked):
            own = levels[-1] if levels else ""
            if own in "县区" and own and match["level"] != own and match["level"] not in levels:
                told = f"署名是“{shown(organ)}”，这里说“全{match['level']}”"
                hint = f"应是“全{own}”的，改过来；说的是别的范围就写明"
                yield see(line, match.start(), match.end(), told, hint, severity=Severity.WARNING)


def _two_levels(review: Review) -> Iterator[Sighting]:
    """在市委、县政府的领导下: the committee and the government are of one place."""
    for line in holding(review.text.body, "委、"):
        for match in _TWO_LEVELS.finditer(line.masked):
            if match["one"] != match["other"]:
                told = f"“{match[0][1:]}”不是同一级的"
                yield see(line, match.start() + 1, match.end(), told, "改成同一级的党委和政府")


@TEXT.rule("W414", "empty-praise", Strength.CUSTOM, severity=Severity.INFO)
def empty_praise(review: Review) -> Iterator[Sighting]:
    """成绩喜人 says nothing unless a number stands beside it."""
    pattern = compiled(f"{words().any('空话')}|{words().pattern('空话式').pattern}")
    for line in review.text.body:
        for match in pattern.finditer(line.masked):
            sentence = line.sentence_at(match.start())
            heading = match.end() <= line.lead_end
            if not heading and not line.numbers_between(sentence.start, sentence.end):
                yield see(line, match.start(), match.end(), f"“{match[0]}”没有数可以看", "补上数，或者举出事实")


@TEXT.rule("W415", "long-sentence", Strength.CUSTOM, severity=Severity.INFO)
def long_sentence(review: Review) -> Iterator[Sighting]:
    """A sentence of more than 150 characters or six commas is hard to follow; the places are counted together.

    Semicolons and figures part it into clauses that can be taken in one by one, and the sentence that names the guiding thought is long by custom.
    """
    stock = review.context.lexicon.pattern("{套话}")
    for line in review.text.body:
        for sentence in line.sentences:
            characters = len(re.findall(HANZI, sentence.text))
            commas = sentence.text.count("，")
            if (
                "；" in sentence.text
                or _is_table(sentence.text)
                or (characters <= _LONG and (commas <= _COMMAS or stock.search(sentence.text)))
            ):
                continue
            told = f"一句话超过{_LONG}个字" if characters > _LONG else f"一句话超过{_COMMAS}个逗号"
            yield see(line, sentence.start, sentence.end, told, "分成几句，或者用分号分开层次")


def _is_table(text: str) -> bool:
    """Whether most clauses are an entry with its number: 初中20所，高中3所，小学281所 is read like a table."""
    clauses = text.split("，")
    return sum(any(c.isdigit() for c in clause) for clause in clauses) * 3 >= len(clauses) * 2


@TEXT.rule("W416", "pleonasm", Strength.CUSTOM, severity=Severity.INFO)
def pleonasm(review: Review) -> Iterator[Sighting]:
    """The same said twice: 超过50人以上, 所有…全部."""
    for line in review.text.body:
        for match in words().pattern("累赘式").finditer(line.masked):
            yield see(line, match.start(), match.end(), f"“{shown(match[0])}”里有重复的意思", "去掉一个")


@TEXT.rule("W417", "broken-frame", Strength.CUSTOM, severity=Severity.INFO)
def broken_frame(review: Review) -> Iterator[Sighting]:
    """以… lacks its 为抓手, 对…等方式 its 通过, 深化…制度 its 改革."""
    for line in review.text.body:
        for match in _FRAME.finditer(line.masked):
            yield _broken(
                line,
                match,
                f"“以{shown(match['what'] or match['guide'], 10)}”缺少“为抓手”一类的话",
                "写成“以…为抓手，…”",
            )
        for match in _REFORM.finditer(line.masked):
            yield _broken(line, match, f"“{shown(match[0])}”缺少“改革”", f"写成“{shown(match[0])}改革”")
        for match in _MEANS.finditer(line.masked):
            yield _broken(line, match, f"“{shown(match[0])}”缺少“通过”", "写成“通过…等方式”")


def _broken(line: Line, match: re.Match[str], sentence: str, hint: str) -> Sighting:
    return see(line, match.start(), match.end(), sentence, hint)
