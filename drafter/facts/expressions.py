"""The grammar of 核对: ``expr (= ≤ ≥ < >) expr``, with + - * / ( ), paths and plain numbers; full-width marks, × and ÷ are accepted."""

from __future__ import annotations

import re
from itertools import takewhile

from msgspec import Struct

from drafter.facts.names import is_name, is_name_character
from drafter.facts.quantity import quantity
from drafter.facts.values import Quantity
from drafter.facts.vocabulary import vocabulary
from drafter.patterns import lazy

LONGEST = 1000
"""How many characters a line of 核对 may have."""
_DEEPEST = 30
_MARKS = {
    "＋": "+", "－": "-", "−": "-", "–": "-", "×": "*", "＊": "*", "·": "*", "÷": "/", "／": "/", "（": "(", "）": ")", "＝": "=", "==": "=",
    "＝＝": "=", "<=": "≤", "＜＝": "≤", "≦": "≤", "=<": "≤", ">=": "≥", "＞＝": "≥", "≧": "≥", "=>": "≥", "＜": "<", "＞": ">",
}  # fmt: skip
_MARK = lazy("|".join(re.escape(m) for m in sorted([*_MARKS, *"+-*/()=≤≥<>"], key=len, reverse=True)))
COMPARISONS = frozenset("=≤≥<>")


class Number(Struct, frozen=True):
    """A number written into the relation."""

    quantity: Quantity
    start: int


class Path(Struct, frozen=True):
    """A fact."""

    path: str
    start: int


class Sum(Struct, frozen=True):
    """Terms to add; the flag says that one is subtracted."""

    terms: tuple[tuple[bool, Expression], ...]
    start: int


class Product(Struct, frozen=True):
    """Factors to multiply; the flag says that one divides."""

    factors: tuple[tuple[bool, Expression], ...]
    start: int


Expression = Number | Path | Sum | Product


class Comparison(Struct, frozen=True):
    """One line of 核对, understood."""

    left: Expression
    sign: str
    """One of = ≤ ≥ < >."""
    right: Expression


class SyntaxTrouble(Exception):
    """The line is no relation; ``offset`` is the character where that shows."""

    def __init__(self, message: str, offset: int, hint: str = "写法如：高考.达线率 = 高考.达线 / 高考.参考") -> None:
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, hint


def parse_relation(text: str) -> Comparison:
    """*text* as a comparison.

    Raises:
        SyntaxTrouble: it is none; the message and the offset say why.
    """
    if len(text) > LONGEST:
        raise SyntaxTrouble(f"这一行超过{LONGEST}字", LONGEST, "请拆成几行")
    return _Parser(text).comparison()


class _Parser:
    """Recursive descent over the tokens of one line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._index = 0
        self._depth = 0

    def comparison(self) -> Comparison:
        left = self._sum()
        sign = self._take(COMPARISONS)
        if not sign:
            raise self._trouble("这里缺少比较的符号", "请写“=”“≤”“≥”“<”或“>”，两边各是要比的数")
        right = self._sum()
        if self._peek() in COMPARISONS:
            raise self._trouble("一行只能比一次", "请拆成两行，如“甲 = 乙”和“乙 = 丙”")
        if self._index < len(self._tokens):
            raise self._trouble("从这里起读不懂")
        return Comparison(left, sign, right)

    def _sum(self) -> Expression:
        start = self._offset()
        terms = [(bool(self._take({"-"})), self._product())]
        while sign := self._take({"+", "-"}):
            terms.append((sign == "-", self._product()))
        return terms[0][1] if terms == [(False, terms[0][1])] else Sum(tuple(terms), start)

    def _product(self) -> Expression:
        start = self._offset()
        factors = [(False, self._factor())]
        while sign := self._take({"*", "/"}):
            factors.append((sign == "/", self._factor()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors), start)

    def _factor(self) -> Expression:
        if self._take({"("}):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise self._trouble(f"括号超过{_DEEPEST}层", "请拆成几行")
            inside = self._sum()
            if not self._take({")"}):
                raise self._trouble("括号没有成对", "请补上“)”")
            self._depth -= 1
            return inside
        token = self._tokens[self._index] if self._index < len(self._tokens) else None
        if not isinstance(token, Number | Path):
            raise self._trouble("这里缺少一个事实或数")
        self._index += 1
        return token

    def _peek(self) -> str:
        token = self._tokens[self._index] if self._index < len(self._tokens) else None
        return token[0] if isinstance(token, tuple) else ""

    def _take(self, signs: set[str] | frozenset[str]) -> str:
        sign = self._peek()
        if sign not in signs or not sign:
            return ""
        self._index += 1
        return sign

    def _offset(self) -> int:
        if self._index >= len(self._tokens):
            return len(self._text)
        token = self._tokens[self._index]
        return token[1] if isinstance(token, tuple) else token.start

    def _trouble(self, message: str, hint: str = "") -> SyntaxTrouble:
        return SyntaxTrouble(message, self._offset(), hint) if hint else SyntaxTrouble(message, self._offset())


_Token = Number | Path | tuple[str, int]


def _tokens(text: str) -> list[_Token]:
    """Paths, numbers and signs with their offsets."""
    found: list[_Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        if mark := _MARK.match(text, position):
            found.append((_MARKS.get(mark[0], mark[0]), position))
            position = mark.end()
        elif path := _path(text, position):
            found.append(Path(path, position))
            position += len(path)
        else:
            number = _number(text, position)
            found.append(number)
            position += len(number.quantity.written)
    return found


def _path(text: str, position: int) -> str:
    """The path that begins at *position*, a name with names or row numbers after it; empty if there is none."""
    first, *rest = "".join(takewhile(lambda c: c == "." or is_name_character(c), text[position:])).split(".")
    below = takewhile(lambda part: is_name(part) or part.isdecimal(), rest)
    return ".".join([first, *below]) if is_name(first) else ""


def _number(text: str, position: int) -> Number:
    match = vocabulary().quantity.match(text, position) if text[position].isdigit() else None
    found = quantity(match[0]) if match and match["digits"] else None
    if found is None:
        raise SyntaxTrouble(f"这里的“{text[position]}”读不懂", position)
    return Number(found, position)
