"""放过: a finding that somebody has read and lets stand, with the reason.

One grammar wherever it may stand (文稿.放过, a comment of a Markdown draft, a list beside the checked files): ``CODE “words”：reason``.  The
words are optional; they are a part of what the finding quotes, says, or of the sentence it lies in, so that no line number is needed.
D040: a line that can't be read as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from drafter.diagnostics import Problems, Span
from drafter.facts.names import nearest
from drafter.facts.vocabulary import DATA
from drafter.patterns import lazy

_MANUALS = ("text_rules.toml", "fact_rules.toml", "layout_rules.toml", "reading_rules.toml")
_GAP, _UNPAGED = "F204", "F307"
_UNREADABLE = {"Y": "读不懂的行", "J": "模板和片段里的错误", "M": "读不懂的文字", "D": "文件和命令的问题"}
_CODE = lazy(r"[A-Za-zＡ-Ｚａ-ｚ]+[0-9０-９]*")
_MORE = lazy(r"[、，,/和\s]+[A-Za-zＡ-Ｚａ-ｚ]+[0-9０-９]{1,3}")
_COMMENT = lazy(r"\s*<!--\s*放过[：:]?\s*(?P<line>.*?)\s*-->\s*")
_COLONS = ("：", ":")
_QUOTES = {"“": "”", '"': '"', "「": "」"}
_ONE_QUOTE = str.maketrans("“”„‘’「」", '"""\'\'""')
_SHAPE = "写成：W402 “引文”：理由，引文可以不写"


class Allowance(Struct, frozen=True):
    """One line of 放过."""

    code: str
    words: str
    """A part of the finding or of its sentence; empty for every finding under the code."""
    reason: str
    span: Span
    """Where it is typed."""

    def covers(self, code: str, said: Iterable[str]) -> bool:
        """Whether it lets a finding under *code* stand that *said* says, quotes, or lies in."""
        if code != self.code:
            return False
        words = squeezed(self.words)
        return not words or any(words in squeezed(one) for one in said)


class TypedAllowance(NamedTuple):
    """A line of 放过 as typed."""

    text: str
    span: Span


@lru_cache(4096)
def squeezed(text: str) -> str:
    """*text* for comparing: no blanks, one width of each character, one sort of quotation mark."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ONE_QUOTE).split())


def read_allowances(lines: Iterable[TypedAllowance], problems: Problems) -> tuple[Allowance, ...]:
    """The allowances that *lines* say; what is wrong with a line is reported (D040), and the line lets nothing stand."""
    found = (_read(line.text.strip(), line.span, problems) for line in lines)
    return tuple(one for one in found if one)


def without_allowances(lines: list[str], shown: str) -> tuple[list[str], list[TypedAllowance]]:
    """The lines of a Markdown file with those blank that are comments beginning with 放过, and what these say."""
    kept, found = [], []
    for number, raw in enumerate(lines, 1):
        match = _COMMENT.fullmatch(raw) if "放过" in raw else None
        kept.append("" if match else raw)
        if match:
            span = Span(shown, number, match.start("line") + 1, match.end("line") + 1, raw)
            found.append(TypedAllowance(match["line"], span))
    return kept, found


def _read(text: str, span: Span, problems: Problems) -> Allowance | None:
    match = _CODE.match(text)
    if not match:
        problems.error("D040", span, "“放过”的这一行没有写规则代码", _SHAPE)
        return None
    code = unicodedata.normalize("NFKC", match[0]).upper()
    if trouble := _wrong_code(code):
        problems.error("D040", span, *trouble)
        return None
    words, rest, trouble = _quoted(code, text[match.end() :])
    if not trouble:
        reason = rest[1:].strip() if rest.startswith(_COLONS) else ""
        if any(map(str.isalnum, reason)):
            return Allowance(code, words, reason, span)
        written = f"{code} “{words}”" if words else code
        trouble = ("“放过”的这一行没有写理由", f"在后面写上为什么，例如：{written}：上级文件如此")
    problems.error("D040", span, *trouble)
    return None


def _wrong_code(code: str) -> tuple[str, str] | None:
    """What is wrong with a code, and what to do; nothing if findings under it can be let stand."""
    known = allowable_codes()
    if code in known:
        return None
    family = code[:1] in {one[0] for one in known}
    if code == _GAP:
        return "待补的事实不能放过", "补上这个数；没有这件事的填“不涉及”"
    if code[:1] in _UNREADABLE:
        return f"“{code}”是{_UNREADABLE[code[:1]]}，不能放过", "照那一条的办法改好"
    if family and len(code) < 4 and code[1:].isdecimal() | (len(code) == 1):
        return f"“{code}”是一族代码，放过要一条一条写", "写全代码，例如 P501；清单见：drafter rules"
    near = nearest(code, sorted(known))
    return f"没有代码为“{code}”的规则", f"是不是“{near}”？" if near else "代码如 P501；清单见：drafter rules"


@cache
def allowable_codes() -> frozenset[str]:
    """The codes of the rules, and of what is told about facts while they are read."""
    import tomllib  # only who lets something stand pays for it

    pages = (tomllib.loads((DATA / name).read_text(encoding="utf-8")) for name in _MANUALS)
    return frozenset(
        code for page in pages for code in (*page, _UNPAGED) if code != _GAP and code[0] not in _UNREADABLE
    )


def _quoted(code: str, text: str) -> tuple[str, str, tuple[str, str] | None]:
    """The words between quotation marks, what follows them, and what is wrong."""
    text = text.strip()
    if _MORE.match(text):
        return "", "", ("“放过”的一行里有几个代码", "一行写一个代码，各写各的理由")
    if text[:1] not in _QUOTES:
        loose = next((text.partition(colon)[0].strip() for colon in _COLONS if colon in text), text)
        shown = f"写成：{code} “{loose[:20]}”：理由"
        return ("", "", ("引文要放在引号“”里", shown)) if loose else ("", text, None)
    end = _closing(text)
    if end < 0:
        return "", "", ("“放过”的这一行引号没有配对", _SHAPE)
    words = text[1:end].strip()
    trouble = None if words else ("“放过”的这一行引号里是空的", "抄上那一处的几个字，或者去掉引号")
    return words, text[end + 1 :].strip(), trouble


def _closing(text: str) -> int:
    """Where the quotation mark that *text* begins with closes, those inside it paired; -1 if it does not."""
    opener, closer = text[0], _QUOTES[text[0]]
    depth = 1
    for at, character in enumerate(text[1:], 1):
        if character == closer:
            depth -= 1
            if not depth:
                return at
        elif character == opener:
            depth += 1
    return -1
