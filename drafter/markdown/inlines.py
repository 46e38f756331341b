"""From markdown-it's inline tokens to runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct, field

from drafter.document import Run
from drafter.markdown.characters import is_chinese
from drafter.markdown.origins import is_switch, without_marks
from drafter.markdown.report import Report
from drafter.markdown.syntax import Token
from drafter.marks import RESERVED, Mark, Marks, is_mark
from drafter.patterns import lazy

_PIECES = lazy(f"({RESERVED.pattern})")
_FIRST_RESERVED = "\U000f0000"
_ENTITY = lazy(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TARGET = lazy(r"(?:https?://|mailto:)[^\s]+\Z", re.IGNORECASE)
NO_HTML = "删去尖括号和里面的字；要印尖括号，写成“\\<”"
_BLANK = " \t\u3000"


class Picture(NamedTuple):
    """An image among runs: its target as typed, its caption and its line."""

    target: str
    caption: tuple[Run, ...]
    line: int


class Inlines(Struct, eq=False):
    """Reads inline tokens.  One reader serves a whole text, because an origin may begin in one block and end in another."""

    marks: Marks
    report: Report
    numbers: dict[str, int] = field(default_factory=dict)
    """The footnotes referred to so far: label to number, in the order of first reference."""
    defined: frozenset[str] = frozenset()
    """The labels of all footnotes of the text."""
    within_note: bool = False

    _out: list[Run | Picture] = field(default_factory=list)
    _strong: int = 0
    _emphasis: int = 0
    _link: str = ""
    _line: int = 0
    _broken: bool = True
    """True at the beginning of a line."""

    def read(self, token: Token) -> list[Run | Picture]:
        """The runs and pictures of one ``inline`` token.

        A fact is one run of its own, a line break in it included.
        """
        self._out, self._broken = [], True
        self._strong = self._emphasis = 0
        self._link = ""
        self._line = token.line if token.line >= 0 else self._line
        self._read_all(token.children)
        return self._out

    def plain(self, text: str, line: int) -> list[Run | Picture]:
        """Runs for *text* that is not parsed, marks and switches read."""
        self._out, self._broken, self._line = [], True, line
        self._text(text)
        return self._out

    def _read_all(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            handler = _HANDLERS.get(token.type)
            if handler:
                handler(self, token)
            else:
                self._unknown(token)

    def _unknown(self, token: Token) -> None:
        if token.nesting >= 0:
            self.report.error(
                "M001", self._line, f"不认识的排版成分“{token.type}”，原文照印", "换成标题、段落、列表、表格这些写法"
            )
        self._text(token.content)

    def _text(self, text: str, code: bool = False) -> None:
        for piece in _PIECES.split(text):
            if not piece:
                continue
            if piece[0] < _FIRST_RESERVED:
                self._add(piece, None, code)
            elif is_switch(piece):
                self.report.origin = self.marks.origin(piece)
            else:
                mark = self.marks.mark(piece)
                self._add(mark.text if mark else piece, mark, code)

    def _add(self, text: str, mark: Mark | None = None, code: bool = False, note: int = 0) -> None:
        if self._broken and not mark and not code and not note:
            text = text.lstrip(_BLANK)
            if not text:
                return
        if self._broken and self._needs_space(text):
            self._push(Run(" ", bool(self._strong), bool(self._emphasis), origin=self.report.origin))
        self._broken = False
        strong, emphasis, origin = self._strong > 0, self._emphasis > 0, self.report.origin
        self._push(Run(text, strong, emphasis, code, self._link, note, mark=mark, origin=origin))

    def _push(self, run: Run) -> None:
        last = self._out[-1] if self._out and not run.mark else None
        if isinstance(last, Run) and _same_look(last, run):
            self._out[-1] = _joined(last, run)
        else:
            self._out.append(run)

    def _needs_space(self, text: str) -> bool:
        """Whether a line break before *text* stands for a space: only between two characters of which none is Chinese."""
        for last in reversed(self._out):
            if isinstance(last, Picture) or last.line_break:
                return False
            if last.text:
                edge = last.text[-1] + text[:1]
                return len(edge) == 2 and not any(c.isspace() or is_chinese(c) for c in edge)
        return False

    def _plain_text(self, token: Token) -> None:
        if "**" in token.content:
            self.report.warning(
                "M003",
                self._line,
                "这一行的“**”没有成对，会照样印出来",
                "强调的文字前后各写“**”，里面不要以空格开头或结尾",
            )
        if "<!--" in token.content:
            self.report.error("M002", self._line, "这里不能写网页代码：<!--", NO_HTML)
        for entity in _ENTITY.findall(token.content) if "&" in token.content else ():
            self.report.warning("M004", self._line, f"“{entity}”不会变成符号，会照样印出来", "直接写要印的符号")
        self._text(token.content)

    def _escaped(self, token: Token) -> None:
        self._text(token.content)

    def _code(self, token: Token) -> None:
        self._text(token.content, code=True)

    def _soft_break(self, _: Token) -> None:
        self._line += 1
        self._broken = True

    def _hard_break(self, _: Token) -> None:
        self._line += 1
        self._out.append(Run("", line_break=True, origin=self.report.origin))
        self._broken = True

    def _strong_open(self, _: Token) -> None:
        self._strong += 1

    def _strong_close(self, _: Token) -> None:
        self._strong -= 1

    def _emphasis_open(self, _: Token) -> None:
        self._emphasis += 1

    def _emphasis_close(self, _: Token) -> None:
        self._emphasis -= 1

    def _link_open(self, token: Token) -> None:
        target = self.target(token, "href")
        if token.attribute("title"):
            self.report.warning("M007", self._line, "链接里引号中的说明不会印出来", "把说明写进正文")
        if target and not _TARGET.match(target):
            self.report.error(
                "M006", self._line, f"不接受这个链接：{target}", "链接只写 http://、https:// 或 mailto: 开头的地址"
            )
        elif target:
            self._link = target

    def _link_close(self, _: Token) -> None:
        self._link = ""

    def target(self, token: Token, attribute: str) -> str:
        """The target of a link or image; empty, and reported, if it holds a fact or nothing at all."""
        target = token.attribute(attribute)
        plain = without_marks(target)
        if any(is_mark(c) for c in target):
            self.report.error("M005", self._line, "链接和图片的地址里不能放事实", "把地址写成固定的文字")
            return ""
        if not plain:
            self.report.error("M006", self._line, "链接或图片没有写地址", "在圆括号里写上地址")
        return plain

    def _picture(self, token: Token) -> None:
        target = self.target(token, "src")
        before, self._out, self._broken = self._out, [], True
        self._read_all(token.children)
        caption = tuple(run for run in self._out if isinstance(run, Run))
        self._out = [*before, Picture(target, caption, self._line)]
        self._broken = False

    def _reference(self, token: Token) -> None:
        if self.within_note or token.info not in self.defined:
            self._wrong_reference(token)
            return
        number = self.numbers.setdefault(token.info, len(self.numbers) + 1)
        self._add("", note=number)

    def _wrong_reference(self, token: Token) -> None:
        if self.within_note:
            self.report.error("M009", self._line, f"脚注里不能再引用脚注{token.content}", "把这个引用移到正文里")
        else:
            hint = f"另起一行写“{token.content}: 注文”"
            self.report.error("M009", self._line, f"脚注{token.content}没有注文", hint)
        self._text(token.content)

    def _html(self, token: Token) -> None:
        self._line += token.content.count("\n")
        shown = without_marks(" ".join(token.content.split()))[:40]
        self.report.error(
            "M002", self._line, f"这里不能写网页代码：{shown}", "删去尖括号和里面的字；要印尖括号，写成“\\<”"
        )
        self._text(token.content)


def _same_look(left: Run, right: Run) -> bool:
    if left.mark or right.mark or left.note or right.note or left.line_break or right.line_break:
        return False
    return (left.strong, left.emphasis, left.code, left.link, left.origin) == (
        right.strong,
        right.emphasis,
        right.code,
        right.link,
        right.origin,
    )


def _joined(left: Run, right: Run) -> Run:
    text = left.text + right.text
    return Run(text, left.strong, left.emphasis, left.code, left.link, origin=left.origin)


_HANDLERS: dict[str, Callable[[Inlines, Token], None]] = {
    "text": Inlines._plain_text,
    "text_special": Inlines._escaped,
    "code_inline": Inlines._code,
    "softbreak": Inlines._soft_break,
    "hardbreak": Inlines._hard_break,
    "strong_open": Inlines._strong_open,
    "strong_close": Inlines._strong_close,
    "em_open": Inlines._emphasis_open,
    "em_close": Inlines._emphasis_close,
    "link_open": Inlines._link_open,
    "link_close": Inlines._link_close,
    "image": Inlines._picture,
    "footnote_reference": Inlines._reference,
    "html_inline": Inlines._html,
}
